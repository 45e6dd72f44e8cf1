"""Claims of different posts that cannot both stand: the conflict map.

Claims are compared within blocks of one treatment and one axis, by the code and with the vetoes that compare two
claims of one article; per block only the strongest claims of each pole are compared, so cost grows with the number
of claims and not with its square.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker import plausibility
from checker.audit import base
from checker.audit.claims import claim_of
from checker.detectors.contradiction import pairs
from checker.parse import Article, pipeline
from checker.types import Block, BlockKind, Document, Genre, Run, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.audit.tables import Row
    from checker.detectors.contradiction import Pair
    from checker.pipeline import Engine
    from checker.poles import PoleClaim

CONFLICTS: Mapping[str, str] = {
    "conflict": "int64", "axis": "string", "title": "string", "treatment": "string", "population": "string",
    "severity": "string", "rank": "int8", "strength": "string", "confidence": "double", "newest": "string",
    "no": "int64", "uri": "string", "date": "string", "post": "string", "start": "int32", "quote": "string",
    "sentence": "string", "says": "string", "pole": "string", "other_no": "int64", "other_uri": "string",
    "other_date": "string", "other_post": "string", "other_start": "int32", "other_quote": "string",
    "other_sentence": "string", "other_says": "string", "other_pole": "string", "against": "int32", "others": "string", "tested": "string", "resolve": "string",
}  # fmt: skip
_PER_POLE = 16
_MOST_OTHERS = 12
_TOLD = ("no", "uri", "date", "title", "start", "quote", "text")
_FAR = 50
"""Sentences between two claims, so that no veto takes them for neighbours."""

_BLOCKS = """
SELECT c.*, t.treatment AS shared, a.date, a.title FROM claimed c
JOIN told a ON a.no = c.no,
LATERAL (SELECT unnest(string_split(c.treatment, '|')) AS treatment) t
WHERE c.counted AND (c.axis, t.treatment) IN (
  SELECT (axis, s.treatment) FROM claimed, LATERAL (SELECT unnest(string_split(claimed.treatment, '|')) AS treatment) s
  WHERE counted GROUP BY axis, s.treatment HAVING count(DISTINCT pole) > 1 AND count(DISTINCT no) > 1)
QUALIFY row_number() OVER (PARTITION BY c.axis, t.treatment, c.pole, c.no ORDER BY c.n) <= 2
ORDER BY t.treatment, c.axis, a.date DESC, c.no, c.n
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    row: Row
    claim: PoleClaim


def make(con: Any, engine: Engine) -> Iterator[Row]:
    """Yield the conflicts, newest first, one for each cause. Reads the views `claimed` and `told`."""
    found: dict[tuple[int, int, str], Row] = {}
    for block in _blocks(base.rows(con, _BLOCKS)):
        for conflict in _of_block(block, engine):
            key = (conflict["no"], conflict["start"], conflict["axis"])
            found.setdefault(key, conflict)
    ordered = sorted(found.values(), key=_order, reverse=True)
    yield from ({**row, "conflict": number} for number, row in enumerate(ordered, 1))


def _order(row: Row) -> tuple[Any, ...]:
    return row["newest"], row["rank"], row["strength"] == "hard", row["confidence"], -row["no"], -row["start"]


def _blocks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield the claims of one treatment and axis, newest first, as many of each pole as are compared."""
    block: list[Row] = []
    for row in rows:
        if block and (row["shared"], row["axis"]) != (block[0]["shared"], block[0]["axis"]):
            yield block
            block = []
        if sum(held["pole"] == row["pole"] for held in block) < _PER_POLE:
            block.append(row)
    if block:
        yield block


def _of_block(rows: Sequence[Row], engine: Engine) -> Iterator[Row]:
    article, entries = _together(rows, engine)
    by_claim = {id(entry.claim): entry for entry in entries}
    left = [
        pair
        for pair in pairs(article, [entry.claim for entry in entries])
        if pair.confidence >= plausibility.least()
        and by_claim[id(pair.one)].row["no"] != by_claim[id(pair.other)].row["no"]
    ]
    while left:
        shared = Counter(id(claim) for pair in left for claim in (pair.one, pair.other))
        anchor = by_claim[max(shared, key=lambda key: (shared[key], -by_claim[key].row["no"], -by_claim[key].row["n"]))]
        told = [pair for pair in left if anchor.claim in (pair.one, pair.other)]
        yield _conflict(anchor, _counters(anchor, told, by_claim), told)
        left = [pair for pair in left if pair not in told]


def _counters(anchor: _Entry, told: Sequence[Pair], by_claim: Mapping[int, _Entry]) -> list[_Entry]:
    """Return the other ends of pairs, the surest first, one of each post."""
    ranked = sorted(told, key=lambda pair: (pair.strength != "hard", -pair.confidence))
    ends = [by_claim[id(pair.other if pair.one is anchor.claim else pair.one)] for pair in ranked]
    return list({entry.row["no"]: entry for entry in reversed(ends)}.values())[::-1]


def _together(rows: Sequence[Row], engine: Engine) -> tuple[Article, list[_Entry]]:
    """Return an article in which the claims of many posts stand far apart, each below its own heading."""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    entries: list[_Entry] = []
    for row in rows:
        blocks.append(_block(BlockKind.HEADING, row["heading"] or row["title"] or "–"))
        lead = f"{row['lead']} " if row["lead"] else ""
        blocks.append(_block(BlockKind(row["block"]), lead + row["text"]))
        number = len(blocks) - 1
        if lead:
            sentences.append(Sentence(len(sentences), number, Span(0, len(row["lead"])), row["lead"]))
        sentence = Sentence(len(sentences), number, Span(len(lead), len(lead + row["text"])), row["text"])
        sentences.append(sentence)
        entries.append(_Entry(row, claim_of(row, engine.axes, sentence)))
        for _ in range(_FAR):
            sentences.append(Sentence(len(sentences), number - 1, Span(0, 1), ""))
    document = Document("archive", "", "", "", tuple(blocks))
    return Article(document, tuple(sentences), Genre.BLOG, pipeline()), entries


def _block(kind: BlockKind, text: str) -> Block:
    return Block(kind, text, (Run(Span(0, len(text)), Span(0, len(text))),))


def _conflict(anchor: _Entry, counters: Sequence[_Entry], told: Sequence[Pair]) -> Row:
    axis, best = anchor.claim.axis, max(told, key=lambda pair: (pair.strength == "hard", pair.confidence))
    severity = axis.severity if best.strength == "hard" else axis.severity.shifted(-1)
    populations = (entry.row["population"] for entry in (anchor, *counters))
    others = [{key: entry.row[key] for key in _TOLD} for entry in counters[1:_MOST_OTHERS]]
    return {
        "conflict": 0,
        "axis": axis.id,
        "title": axis.title,
        "treatment": anchor.row["shared"],
        "population": " / ".join(filter(None, dict.fromkeys(populations))),
        "severity": severity.value,
        "rank": severity.rank,
        "strength": best.strength,
        "confidence": best.confidence,
        "newest": max(entry.row["date"] or "" for entry in (anchor, *counters)),
        **_end(anchor, ""),
        **_end(counters[0], "other_"),
        "against": len(counters),
        "others": json.dumps(others, ensure_ascii=False),
        "tested": best.tested,
        "resolve": f"{axis.resolve} They could both stand if {axis.reconcile}",
    }


def _end(entry: _Entry, prefix: str) -> Row:
    row, claim = entry.row, entry.claim
    return {
        f"{prefix}no": row["no"],
        f"{prefix}uri": row["uri"],
        f"{prefix}date": row["date"] or "",
        f"{prefix}post": row["title"],
        f"{prefix}start": row["start"],
        f"{prefix}quote": row["quote"],
        f"{prefix}sentence": row["text"],
        f"{prefix}says": claim.pole.means,
        f"{prefix}pole": claim.pole.id,
    }
