"""What the claims model learns from: our corpus, annotated real texts, public sets of claims, trusted pages."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from checker.corpus.articles import load, load_annotated  # noqa: E402
from checker.corpus.rows import load_claims  # noqa: E402
from checker.heads import STATUSES  # noqa: E402
from checker.parse import split_sentences  # noqa: E402
from checker.readers import read  # noqa: E402
from checker.surroundings import context_of  # noqa: E402
from checker.types import Document, Span  # noqa: E402

if TYPE_CHECKING:
    from checker.corpus.records import GoldArticle
    from checker.types import Sentence

SHARED = ROOT.parent / "shared" / "data"
STRENGTH = {"none": 0, "correlational": 1, "conditional": 2, "conditional_causal": 2, "causal": 3}
ADVICE = {"none": 0, "weak_advice": 1, "strong_advice": 2}


@dataclass(frozen=True)
class Example:
    """A sentence with the labels that its source knows; a missing key means: do not learn that head from it."""

    text: str
    context: str
    source: str
    labels: dict[str, object] = field(default_factory=dict)
    spans: tuple[Span, ...] | None = None


def from_articles(golds: list[GoldArticle], source: str, categories: list[str]) -> list[Example]:
    """Return the sentences of annotated articles: must and should count, may is left open, the rest is clean."""
    found = []
    for gold in golds:
        document = read(gold.text.encode(), gold.id, suffix=gold.suffix)
        sentences = split_sentences(document)
        found += [_from_sentence((document, sentences), sentence, gold, source=source, categories=categories) for sentence in sentences]
    return found


def _from_sentence(
    within: tuple[Document, tuple[Sentence, ...]], sentence: Sentence, gold: GoldArticle, *, source: str, categories: list[str]
) -> Example:
    document, sentences = within
    block = document.blocks[sentence.block]
    place = block.to_source(sentence.span)
    inside = [g for g in gold.findings if g.span.overlap(place) > 0]
    firm = [g for g in inside if g.require != "may"]
    open_ = [g for g in inside if g.require == "may"]
    marks = [0.0] * len(categories)
    for g in open_:
        for name in (g.category, *g.also):
            if name in categories:
                marks[categories.index(name)] = -1.0
    for g in firm:
        for name in g.also:
            if name in categories and marks[categories.index(name)] == 0.0:
                marks[categories.index(name)] = -1.0
        if g.category in categories:
            marks[categories.index(g.category)] = 1.0
    labels: dict[str, object] = {"categories": marks}
    if firm or not open_:
        labels["finding"] = float(bool(firm))
    if firm and firm[0].status in STATUSES:
        labels["status"] = STATUSES.index(firm[0].status)
    spans = tuple(s for g in firm if (s := _local(g.span, place, sentence)) is not None)
    return Example(sentence.text, context_of(document, sentences, sentence), source, labels, spans if firm or not open_ else None)


def _local(span: Span, place: Span, sentence: Sentence) -> Span | None:
    """Return a source span within the sentence's text; exact where the block maps one to one."""
    start, end = max(span.start, place.start) - place.start, min(span.end, place.end) - place.start
    return Span(start, end) if 0 <= start < end <= len(sentence.text) + 2 else None


def from_claims(split: str, categories: list[str], poles: list[str]) -> list[Example]:
    """Return our labelled sentences of a split."""
    found = []
    for row in load_claims(ROOT / "corpus" / "claims"):
        if row.split != split:
            continue
        labels: dict[str, object] = {"status": STATUSES.index(row.status), "strength": STRENGTH[row.strength], "certainty": row.certainty / 3}
        if row.poles:
            labels["poles"] = [float(pole in row.poles) for pole in poles]
        else:
            labels["categories"] = [float(category in row.categories) for category in categories]
            labels["finding"] = float(bool(row.categories))
        spans = (row.span,) if row.span and row.categories else () if not row.poles else None
        found.append(Example(row.text, "", f"corpus-{split}", labels, spans))
    return found


def public(name: str, split: str) -> list[dict[str, object]]:
    """Return the rows of a public set's split."""
    file = SHARED / "claims" / f"{name}.jsonl"
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["split"] == split]


def from_public(split: str) -> list[Example]:
    """Return causal strength, advice and certainty of the public sets."""
    found = [Example(str(r["text"]), "", "causal_strength", {"strength": STRENGTH[str(r["label"])]}) for r in public("causal_strength", split)]
    found += [Example(str(r["text"]), "", "health_advice", {"advice": ADVICE[str(r["label"])]}) for r in public("health_advice", split)]
    found += [Example(str(r["text"]), "", "certainty", {"certainty": (float(str(r["label"])) - 1) / 5}) for r in public("certainty_1to6", split)]
    found += [Example(str(r["text"]), "", "checkable", {"checkable": float(str(r["label"]))}) for r in public("sci_claim_tweet", split)]
    return found


def from_trusted(count: int, seed: int, categories: list[str]) -> list[Example]:
    """Return sentences of trusted pages as clean ones; pages that evaluation looks at are left out."""
    lines = (SHARED / "articles" / "trusted.jsonl").read_text(encoding="utf-8").splitlines()
    step = max(1, len(lines) // 150)
    pages = [json.loads(line) for n, line in enumerate(lines) if n % step]
    rng = random.Random(seed)
    found = []
    for page in rng.sample(pages, min(len(pages), count // 5)):
        document = read(page["text"].encode(), page["id"], suffix=".txt")
        sentences = split_sentences(document)
        for sentence in rng.sample(sentences, min(len(sentences), 5)):
            labels = {"finding": 0.0, "categories": [0.0] * len(categories)}
            found.append(Example(sentence.text, context_of(document, sentences, sentence), "trusted", labels, ()))
    return found


def train_set(categories: list[str], poles: list[str]) -> list[Example]:
    """Return everything the model learns from."""
    annotated = load_annotated(SHARED / "annotated" / "train.jsonl", "train")
    own = [a for a in load(ROOT / "corpus" / "articles") if a.split == "train"]
    return [
        *from_articles(annotated, "annotated", categories),
        *from_articles(own, "articles", categories),
        *from_claims("train", categories, poles),
        *from_public("train"),
        *from_trusted(1500, 7, categories),
    ]
