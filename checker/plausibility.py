"""How likely two opposite claims are a contradiction that an editor would raise, from what the pair is like."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import resources, topic, vetoes
from checker.odds import logistic, logit
from checker.types import Genre

if TYPE_CHECKING:
    from checker.parse import Article
    from checker.poles import PoleClaim


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, float]]:
    return resources.load_toml("rules/cues/pairs.toml")


def least() -> float:
    """Return the probability from which a pair is reported."""
    return _table()["limits"]["least"]


def floor() -> float:
    """Return the probability below which a pair is not even read by a model."""
    return _table()["limits"]["floor"]


def probability(article: Article, one: PoleClaim, other: PoleClaim, claims: int) -> float:
    """Return the probability that two claims contradict each other; `claims` is how many the axis has.

    Logistic regression; the weights and what they rest on stand in rules/cues/pairs.toml.
    """
    weights = _table()["weights"]
    features = _features(article, one, other, claims)
    return logistic(sum(weights[name] * value for name, value in features.items()))


def _features(article: Article, one: PoleClaim, other: PoleClaim, claims: int) -> dict[str, float]:
    limits = _table()["limits"]
    return {
        "always": 1.0,
        "axis": logit(one.axis.confidence),
        "wide": one.wide or other.wide,
        "both_wide": one.wide and other.wide,
        "absolute": one.absolute or other.absolute,
        "hedged": one.hedged or other.hedged,
        "length": max(0.0, math.log2(len(article.sentences) / limits["short"])),
        "near": abs(one.sentence.index - other.sentence.index) <= limits["near"],
        "focus": topic.share(article),
        "crowd": min(claims - 2, limits["crowd"]),
        "leaflet": article.genre is Genre.PATIENT,
        "title": vetoes.title_like(article, one) or vetoes.title_like(article, other),
    }
