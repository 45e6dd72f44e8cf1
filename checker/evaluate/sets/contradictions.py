"""Contradictions on mini-articles, half with one planted pair and half with a tempting near miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.corpus.articles import load
from checker.errors import ConfigError
from checker.evaluate import reviewed
from checker.evaluate.figures import lower, ours, share

if TYPE_CHECKING:
    from checker.evaluate.figures import Table
    from checker.pipeline import Engine


def measure(part: str, engine: Engine) -> Table:
    """Return precision, recall and F1 of pairs, and how many near misses were called contradictions."""
    gold = [article for article in load(ours("contradictions")) if article.split == part]
    if not gold:
        raise ConfigError(f"corpus/contradictions has no {part} part; it has dev and test")
    items = reviewed.scores(gold, engine)
    clean = [item for item in items if not item.pairs.total]
    pairs = {key: figure for key, figure in reviewed.table(items).items() if key.startswith("pairs")}
    return {**pairs, "near misses hit": lower(share(clean, lambda s: s.pairs.wrong > 0, lambda _: 1))}
