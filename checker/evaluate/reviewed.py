"""Figures of reviews against annotated articles: overall, by rule, category, genre and length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import pipeline, score
from checker.evaluate.figures import Table, calibration_error, f1, lower, share
from checker.readers import read
from checker.score import ArticleScore, Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.corpus.records import GoldArticle
    from checker.pipeline import Engine

_LENGTHS = ((400, "under 400 words"), (800, "400 to 800 words"), (10**9, "over 800 words"))
_NOTHING = Counts()


def scores(gold: Iterable[GoldArticle], engine: Engine) -> list[ArticleScore]:
    """Return the score of every annotated article."""
    return [
        score.score(item, pipeline.review(read(item.text.encode(), item.id, suffix=item.suffix), engine).findings)
        for item in gold
    ]


def table(items: Sequence[ArticleScore]) -> Table:
    """Return precision, recall and F1 of findings and pairs, traps hit, calibration, and all by their kinds."""
    return {
        **_three("findings", items, lambda s: s.findings),
        "right category": share(items, lambda s: s.right_category, lambda s: s.findings.right),
        "traps hit": lower(share(items, lambda s: s.traps_hit, lambda s: s.traps)),
        **_three("pairs", items, lambda s: s.pairs),
        "calibration error": calibration_error([item.graded for item in items]),
        **_by("requirement", items, lambda s: s.by_requirement, recall_only=True),
        **_by("rule", items, lambda s: s.by_rule, recall_only=False),
        **_by("category", items, lambda s: s.by_category, recall_only=True),
        **_grouped("genre", items, lambda s: s.kind),
        **_grouped("length", items, lambda s: next(name for limit, name in _LENGTHS if s.words < limit)),
    }


def _three(name: str, items: Sequence[ArticleScore], part: Callable[[ArticleScore], Counts]) -> Table:
    return {
        f"{name} precision": share(items, lambda s: part(s).right, lambda s: part(s).right + part(s).wrong),
        f"{name} recall": share(items, lambda s: part(s).found, lambda s: part(s).total),
        f"{name} F1": f1(items, part),
    }


def _by(
    what: str, items: Sequence[ArticleScore], parts: Callable[[ArticleScore], dict[str, Counts]], *, recall_only: bool
) -> Table:
    found: Table = {}
    for key in sorted({key for item in items for key in parts(item)}):
        counts = [parts(item).get(key, _NOTHING) for item in items]
        found[f"by {what}: {'recall' if recall_only else 'precision'} of {key}"] = (
            share(counts, lambda c: c.found, lambda c: c.total)
            if recall_only
            else share(counts, lambda c: c.right, lambda c: c.right + c.wrong)
        )
    return found


def _grouped(what: str, items: Sequence[ArticleScore], group: Callable[[ArticleScore], str]) -> Table:
    found: Table = {}
    for name in sorted({group(item) for item in items}):
        part = [item for item in items if group(item) == name]
        found.update(_three(f"by {what}: {name},", part, lambda s: s.findings))
    return found
