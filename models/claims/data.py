"""What the claims model learns from: our corpus, annotated real texts, public sets of claims, trusted pages."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "models")]

from training import SEED, Row  # noqa: E402

from checker.claims_model import STATUSES, contexts  # noqa: E402
from checker.corpus.articles import load, load_annotated  # noqa: E402
from checker.corpus.rows import load_claims  # noqa: E402
from checker.parse import split_sentences  # noqa: E402
from checker.readers import read  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.corpus.records import ClaimRow, GoldArticle
    from checker.types import Document, Sentence

SHARED = ROOT.parent / "shared" / "data"
STRENGTH = {"none": 0, "correlational": 1, "conditional": 2, "conditional_causal": 2, "causal": 3}
ADVICE_LABELS = {"none": 0, "weak_advice": 1, "strong_advice": 2}
TRUSTED_EVERY = 3
"""Every third trusted page is left for evaluation; `checker evaluate trusted` reads those."""


def names() -> tuple[list[str], list[str]]:
    """Return the categories and the axis poles that our training sentences know, in a fixed order."""
    rows = [row for row in load_claims(ROOT / "corpus" / "claims") if row.split == "train"]
    return sorted({c for row in rows for c in row.categories}), sorted({p for row in rows for p in row.poles})


def from_articles(golds: Sequence[GoldArticle], source: str, categories: list[str]) -> list[Row]:
    """Return the sentences of annotated articles: must and should count, may is left open, the rest is clean."""
    found = []
    for gold in golds:
        document = read(gold.text.encode(), gold.id, suffix=gold.suffix)
        sentences = split_sentences(document)
        around = contexts(document, sentences)
        found += [
            replace(
                _sentence(document, sentence, gold, categories),
                second=second,
                source=_source(document, sentence, gold, source),
            )
            for sentence, second in zip(sentences, around, strict=True)
        ]
    return found


def _source(document: Document, sentence: Sentence, gold: GoldArticle, source: str) -> str:
    """Return the name under which a sentence is counted: tempting ones that nobody marks count as traps."""
    place = document.blocks[sentence.block].to_source(sentence.span)
    tempting = any(trap.span.overlap(place) for trap in gold.traps)
    return "traps" if tempting and not any(g.span.overlap(place) for g in gold.findings) else source


def _sentence(document: Document, sentence: Sentence, gold: GoldArticle, categories: list[str]) -> Row:
    place = document.blocks[sentence.block].to_source(sentence.span)
    inside = [g for g in gold.findings if 2 * g.span.overlap(place) >= min(len(g.span), len(place))]
    firm = [g for g in inside if g.require != "may"]
    open_ = [g for g in inside if g.require == "may"]
    marks = dict.fromkeys(categories, 0.0)
    marks |= {name: -1.0 for g in open_ for name in (g.category, *g.also) if name in marks}
    marks |= {name: -1.0 for g in firm for name in g.also if name in marks}
    marks |= {g.category: 1.0 for g in firm if g.category in marks}
    labels: dict[str, Any] = {"categories": list(marks.values())}
    if firm or not open_:
        labels["finding"] = [float(bool(firm))]
    if firm and firm[0].status in STATUSES:
        labels["status"] = STATUSES.index(firm[0].status)
    spans = None
    if firm or not open_:
        local = ((max(g.span.start, place.start) - place.start, min(g.span.end, place.end) - place.start) for g in firm)
        spans = tuple((a, b) for a, b in local if a < b)
    return Row(sentence.text, "", "", labels, spans)


def from_claims(split: str, categories: list[str], poles: list[str]) -> list[Row]:
    """Return our labelled sentences of a split."""
    rows = [row for row in load_claims(ROOT / "corpus" / "claims") if row.split == split]
    return [_claim(row, categories, poles) for row in rows]


def _claim(row: ClaimRow, categories: list[str], poles: list[str]) -> Row:
    labels: dict[str, Any] = {
        "status": STATUSES.index(row.status),
        "strength": STRENGTH[row.strength],
        "certainty": [row.certainty / 3],
    }
    if row.poles:
        labels["poles"] = [float(pole in row.poles) for pole in poles]
        return Row(row.text, "", f"corpus-{row.split}", labels, ((row.span.start, row.span.end),) if row.span else None)
    labels["categories"] = [float(category in row.categories) for category in categories]
    labels["finding"] = [float(bool(row.categories))]
    if not row.categories and not row.near:
        labels["poles"] = [0.0] * len(poles)
    span = ((row.span.start, row.span.end),) if row.span and row.categories else ()
    return Row(row.text, "", f"corpus-{row.split}", labels, span)


def public(name: str, split: str) -> list[dict[str, Any]]:
    """Return the rows of a public set's split."""
    lines = (SHARED / "claims" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["split"] == split]


def from_public(split: str, rng: random.Random) -> list[Row]:
    """Return causal strength, advice, certainty and checkable claims of the public sets; large classes capped."""
    advice = public("health_advice", split)
    given = [row for row in advice if row["label"] != "none"]
    plain = [row for row in advice if row["label"] == "none"]
    found = [
        Row(r["text"], "", "causal_strength", {"strength": STRENGTH[r["label"]]})
        for r in public("causal_strength", split)
    ]
    found += [
        Row(r["text"], "", "health_advice", {"advice": ADVICE_LABELS[r["label"]]})
        for r in given + rng.sample(plain, min(len(plain), int(1.2 * len(given))))
    ]
    found += [
        Row(r["text"], "", "certainty", {"certainty": [(float(r["label"]) - 1) / 5]})
        for r in public("certainty_1to6", split)
    ]
    return found + [
        Row(r["text"], "", "checkable", {"checkable": [float(r["label"])]}) for r in public("sci_claim_tweet", split)
    ]


def from_trusted(pages: int, each: int, categories: list[str], rng: random.Random) -> list[Row]:
    """Return sentences of trusted pages as clean ones; the pages that evaluation reads are left out."""
    lines = (SHARED / "articles" / "trusted.jsonl").read_text(encoding="utf-8").splitlines()
    own = [json.loads(line) for n, line in enumerate(lines) if n % TRUSTED_EVERY]
    found = []
    for page in rng.sample(own, min(len(own), pages)):
        document = read(page["text"].encode(), page["id"], suffix=".txt")
        sentences = split_sentences(document)
        labels = {"finding": [0.0], "categories": [0.0] * len(categories)}
        seen = list(zip(sentences, contexts(document, sentences), strict=True))
        chosen = rng.sample(seen, min(len(seen), each))
        found += [Row(sentence.text, second, "trusted", labels, ()) for sentence, second in chosen]
    return found


def train_rows(categories: list[str], poles: list[str]) -> list[Row]:
    """Return everything that the model learns from."""
    rng = random.Random(SEED)
    annotated = load_annotated(SHARED / "annotated" / "train.jsonl", "train")
    own = [article for article in load(ROOT / "corpus" / "articles") if article.split == "train"]
    return [
        *from_articles(annotated, "annotated", categories),
        *from_articles(own, "articles", categories),
        *from_claims("train", categories, poles),
        *from_public("train", rng),
        *from_trusted(300, 5, categories, rng),
    ]
