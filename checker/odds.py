"""Probabilities and their log odds: the scale on which voices are added (logistic regression)."""

from __future__ import annotations

import math


def logit(chance: float) -> float:
    """Return the log odds of a probability, kept finite."""
    bounded = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def logistic(score: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-score))
