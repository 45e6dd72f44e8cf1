"""Findings and contradictions on our own annotated articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.corpus.articles import load
from checker.evaluate import reviewed
from checker.evaluate.figures import ours

if TYPE_CHECKING:
    from checker.corpus.records import GoldArticle
    from checker.evaluate.figures import Table
    from checker.pipeline import Engine


def gold(part: str) -> list[GoldArticle]:
    """Return our articles of a part."""
    return [article for article in load(ours("articles")) if article.split == part]


def measure(part: str, engine: Engine) -> Table:
    """Return the figures of reviews against the annotation."""
    return reviewed.table(reviewed.scores(gold(part), engine))
