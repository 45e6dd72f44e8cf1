"""Measure checker on annotated text: one function a set, one flat table of figures each.

Every figure has a 95% interval from a bootstrap over articles (or sentences), seeded, so that a change can
be told from noise.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from checker import pipeline, resources, score
from checker.corpus.articles import load, load_annotated
from checker.corpus.rows import load_claims
from checker.errors import ConfigError
from checker.readers import read
from checker.score import ArticleScore, Counts
from checker.types import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from checker.corpus.records import GoldArticle
    from checker.pipeline import Engine

T = TypeVar("T")
_ROUNDS = 400
_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its 95% interval; `count` is how many cases it rests on."""

    value: float
    low: float
    high: float
    count: int


Table = dict[str, Figure]


def root(name: str) -> Path:
    """Return a folder of the repository's corpus, or of the third-party data beside the project.

    Raises:
        ConfigError: it is not there; says where it was looked for.
    """
    base = resources.root()
    ours = base / "corpus" / name
    folder = ours if ours.exists() else base.parent / "shared" / "data" / name
    if not folder.exists():
        raise ConfigError(
            f"{folder}: not there. The corpus lies in a clone of the repository, third-party data in ../shared/data."
        )
    return folder


def bootstrap(items: Sequence[T], measure: Callable[[Sequence[T]], float], count: int) -> Figure:
    """Return a measure over items with its interval from resampled items."""
    rng = random.Random(_SEED)  # noqa: S311  (resampling, not secrets)
    draws = sorted(measure(rng.choices(items, k=len(items))) for _ in range(_ROUNDS)) if items else [0.0]
    cut = len(draws) // 40
    return Figure(measure(items) if items else 0.0, draws[cut], draws[-1 - cut], count)


def scores(gold: Sequence[GoldArticle], engine: Engine) -> list[ArticleScore]:
    """Return the score of every annotated article."""
    return [
        score.score(item, pipeline.review(read(item.text.encode(), item.id, suffix=item.suffix), engine).findings)
        for item in gold
    ]


def _total(items: Sequence[ArticleScore], part: Callable[[ArticleScore], Counts]) -> Counts:
    return sum((part(item) for item in items), Counts())


def article_table(items: Sequence[ArticleScore]) -> Table:
    """Return precision, recall and F1 of findings and pairs, traps hit, calibration, by rule and category."""
    findings = _total(items, lambda s: s.findings)
    pairs = _total(items, lambda s: s.pairs)
    table = {
        "findings precision": bootstrap(
            items, lambda x: _total(x, lambda s: s.findings).precision, findings.right + findings.wrong
        ),
        "findings recall": bootstrap(items, lambda x: _total(x, lambda s: s.findings).recall, findings.total),
        "findings F1": bootstrap(items, lambda x: _total(x, lambda s: s.findings).f1, findings.total),
        "right category": bootstrap(
            items,
            lambda x: _share(sum(s.right_category for s in x), _total(x, lambda s: s.findings).right),
            findings.right,
        ),
        "traps hit": bootstrap(
            items,
            lambda x: _share(sum(s.traps_hit for s in x), sum(s.traps for s in x)),
            sum(s.traps for s in items),
        ),
        "pairs precision": bootstrap(
            items, lambda x: _total(x, lambda s: s.pairs).precision, pairs.right + pairs.wrong
        ),
        "pairs recall": bootstrap(items, lambda x: _total(x, lambda s: s.pairs).recall, pairs.total),
        "calibration error": bootstrap(
            items,
            lambda x: calibration_error([g for s in x for g in s.graded]),
            len([g for s in items for g in s.graded]),
        ),
    }
    for rule in sorted({rule for item in items for rule in item.by_rule}):
        counts = _total(items, lambda s, r=rule: s.by_rule.get(r, Counts()))  # type: ignore[misc]
        table[f"precision of {rule}"] = Figure(counts.precision, 0, 0, counts.right + counts.wrong)
    for category in sorted({category for item in items for category in item.by_category}):
        counts = _total(items, lambda s, c=category: s.by_category.get(c, Counts()))  # type: ignore[misc]
        table[f"recall of {category}"] = Figure(counts.recall, 0, 0, counts.total)
    return table


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def calibration_error(graded: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error (Naeini 2015) of confidences in equal-width bins."""
    if not graded:
        return 0.0
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in graded:
        groups[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return sum(abs(sum(c for c, _ in g) - sum(r for _, r in g)) for g in groups.values()) / len(graded)


def annotated(part: str, engine: Engine) -> Table:
    """Measure on the annotated real texts of ../shared/data/annotated."""
    return article_table(scores(load_annotated(root("annotated") / f"{part}.jsonl", part), engine))


def articles(part: str, engine: Engine) -> Table:
    """Measure on our own annotated articles."""
    return article_table(scores([a for a in load(root("articles")) if a.split == part], engine))


def contradictions(part: str, engine: Engine) -> Table:
    """Measure contradictions on our mini-articles of planted pairs and near misses."""
    items = scores([a for a in load(root("contradictions")) if a.split == part], engine)
    return {key: figure for key, figure in article_table(items).items() if key.startswith("pairs")}


def claims(part: str, engine: Engine) -> Table:
    """Measure categories on single labelled sentences: recall on claims, false alarms on near misses."""
    from checker.examples import article
    from checker.ruleset import find

    rows = [row for row in load_claims(root("claims")) if row.split == part and not row.poles]
    judged = [
        (row, {hit.rule.id for hit in find(article(row.text, engine.overstatement), engine.overstatement)})
        for row in rows
    ]
    table: Table = {}
    f1s = []
    for category in sorted({c for row in rows for c in row.categories}):
        gold = [(category in row.categories, category in found, category in row.near) for row, found in judged]
        right = sum(g and f for g, f, _ in gold)
        precision, recall = (
            _share(right, sum(f for _, f, _ in gold)),
            _share(right, sum(g for g, _, _ in gold)),
        )
        f1s.append(2 * precision * recall / (precision + recall) if precision + recall else 0.0)
        table[f"recall of {category}"] = Figure(recall, 0, 0, sum(g for g, _, _ in gold))
        table[f"near misses hit by {category}"] = Figure(
            _share(sum(f and n for _, f, n in gold), sum(n for _, _, n in gold)),
            0,
            0,
            sum(n for _, _, n in gold),
        )
    macro = Figure(sum(f1s) / len(f1s), 0, 0, len(rows))
    plain = [bool(found) for row, found in judged if not row.categories and not row.near]
    flagged = bootstrap(plain, lambda x: _share(sum(x), len(x)), len(plain))
    return {"categories macro-F1": macro, "plain sentences flagged": flagged, **table}


def trusted(part: str, engine: Engine) -> Table:
    """Count findings per 1,000 words on trusted pages, where most of them are false alarms."""
    pages = [
        json.loads(line)
        for line in (resources.root().parent / "shared/data/articles/trusted.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    ]
    step = max(1, len(pages) // (150 if part == "dev" else 40))
    counted = []
    for page in pages[::step]:
        found = pipeline.review(read(page["text"].encode(), page["id"], suffix=".txt"), engine).findings
        over = [f for f in found if f.kind is Kind.OVERSTATEMENT]
        grave = [f for f in over if f.severity.rank >= 3]
        hard = [f for f in found if f.strength == "hard"]
        counted.append((len(page["text"].split()), len(over), len(grave), len(hard)))
    words = sum(c[0] for c in counted)
    return {
        "findings per 1,000 words": bootstrap(counted, _per_1000(1), words),
        "high or critical per 1,000 words": bootstrap(counted, _per_1000(2), words),
        "hard contradictions per 10 pages": bootstrap(
            counted, lambda x: 10 * _share(sum(c[3] for c in x), len(x)), len(counted)
        ),
    }


def _per_1000(column: int) -> Callable[[Sequence[tuple[int, ...]]], float]:
    return lambda rows: 1000 * _share(sum(row[column] for row in rows), sum(row[0] for row in rows))


SETS: dict[str, Callable[[str, Engine], Table]] = {
    "annotated": annotated,
    "articles": articles,
    "claims": claims,
    "contradictions": contradictions,
    "trusted": trusted,
}
