"""Articles with inline marks: `[[words]]{must safety-absolute critical asserted; pair 1 supervision hard must}`."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from checker.corpus.records import REQUIREMENTS, GoldArticle, GoldFinding, GoldPair, Trap
from checker.errors import CorpusError
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = re.compile(r"\[\[(?P<words>[^\[\]]+)\]\]\{(?P<tags>[^{}]+)\}")
_HEADER = re.compile(r"^---\n(?P<head>(?:[a-z_]+:.*\n)+)---\n", re.MULTILINE)


def load(folder: Path) -> list[GoldArticle]:
    """Return the articles below `folder/<split>/`, sorted by split and id.

    Raises:
        CorpusError: a mark is malformed; names file and line.
    """
    found = [article for file in sorted(folder.glob("*/*.md")) for article in _articles(file)]
    return sorted(found, key=lambda article: (article.split, article.id))


def _articles(file: Path) -> Iterator[GoldArticle]:
    """Yield the articles of a file: a file may hold several, each with its own header."""
    text = file.read_text(encoding="utf-8")
    headers = list(_HEADER.finditer(text))
    if not headers:
        raise CorpusError(f"{file}:1: no header; an article begins with --- id: … ---")
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        body = text[header.end() : following.start() if following else len(text)]
        line = text[: header.end()].count("\n") + 1
        meta = dict(item.split(":", 1) for item in header["head"].splitlines())
        yield _article(
            f"{file}:{line}",
            {k.strip(): v.strip() for k, v in meta.items()},
            body.strip("\n") + "\n",
            file.parent.name,
        )


def _article(where: str, meta: dict[str, str], body: str, split: str) -> GoldArticle:
    findings: list[GoldFinding] = []
    traps: list[Trap] = []
    ends: dict[str, list[tuple[list[str], Span]]] = defaultdict(list)
    plain = ""
    last = 0
    for mark in _MARK.finditer(body):
        plain += body[last : mark.start()]
        span = Span(len(plain), len(plain) + len(mark["words"]))
        plain += mark["words"]
        last = mark.end()
        for tag in filter(None, (t.strip() for t in mark["tags"].split(";"))):
            _add(where, tag, span, (findings, traps, ends))
    plain += body[last:]
    if "[[" in plain or "]]" in plain:
        at = plain.find("[[") if "[[" in plain else plain.find("]]")
        raise CorpusError(f"{where}: a mark is malformed near {plain[at : at + 50]!r}")
    return GoldArticle(
        id=meta["id"], split=split, kind=meta.get("kind", "blog"), text=plain, suffix=".md",
        findings=tuple(findings), pairs=tuple(_pair(where, tags) for tags in ends.values()), traps=tuple(traps),
        missing=_missing(meta.get("missing", "")), quality=meta.get("quality", ""), treatment=meta.get("treatment", ""),
    )  # fmt: skip


def _add(
    where: str,
    tag: str,
    span: Span,
    into: tuple[list[GoldFinding], list[Trap], dict[str, list[tuple[list[str], Span]]]],
) -> None:
    findings, traps, ends = into
    words = tag.split()
    if words[0] == "trap":
        tempting, _, reason = tag.removeprefix("trap").partition(":")
        traps.append(Trap(tempting.strip(), span, reason.strip()))
    elif words[0] == "pair" and len(words) >= 5:
        ends[words[1]].append((words[2:5], span))
    elif words[0] in REQUIREMENTS and len(words) >= 4:
        also = next((word.removeprefix("also=").split(",") for word in words[4:] if word.startswith("also=")), [])
        findings.append(GoldFinding(words[1], span, words[0], words[2], words[3], tuple(also)))
    else:
        raise CorpusError(f"{where}: cannot read the tag {tag!r}; see corpus/README.md for the markup")


def _pair(where: str, ends: list[tuple[list[str], Span]]) -> GoldPair:
    if len(ends) < 2:
        raise CorpusError(f"{where}: a pair has one end only: {ends[0][0]}")
    axis, strength, require = ends[0][0]
    return GoldPair(axis.removeprefix("contradiction-"), strength, require, tuple(span for _, span in ends))


def _missing(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (item.split() for item in text.split(";") if item.strip())
    return tuple((words[0], words[1] if len(words) > 1 else "should") for words in pairs)


def load_annotated(file: Path, split: str) -> list[GoldArticle]:
    """Return the annotated real texts of a JSONL file in the layout of data/annotated."""
    return [
        _from_json(json.loads(line), split) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def _from_json(row: dict[str, Any], split: str) -> GoldArticle:
    return GoldArticle(
        id=row["doc"], split=split, kind=row["kind"], text=row["text"], suffix=".txt",
        findings=tuple(GoldFinding(f["category"], _span(f), f["require"], f["severity"], f["status"], tuple(f["also"])) for f in row["findings"]),
        pairs=tuple(GoldPair(p["axis"], p["strength"], p["require"], (_span(p["a"]), _span(p["b"]))) for p in row["pairs"]),
        traps=tuple(Trap(t["tempting"], _span(t), t["why_not"]) for t in row["traps"]),
        missing=tuple((m["rule"].replace("omit-", "missing-"), m["require"]) for m in row["missing"]),
    )  # fmt: skip


def _span(entry: dict[str, Any]) -> Span:
    return Span(entry["start"], entry["end"])
