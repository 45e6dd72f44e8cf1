"""From counts of right findings to a confidence for each rule.

Precision on texts that a rule was written on (`seen`) runs ahead of what it will be elsewhere, and most rules
have few cases on `fresh` text. So: each rule's precision on seen text is drawn towards the mean of all rules;
one shift, in log odds, brings all rules down to the level of fresh text; and each rule's own fresh cases then
correct that (empirical Bayes with a beta prior; Efron & Morris 1975 on shrinkage). Both weights were chosen by
cross-validated log likelihood on our own articles, not on the real texts that calibration is reported on.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Tally = Mapping[str, tuple[int, int]]

_SEEN_WEIGHT, _FRESH_WEIGHT = 100, 50
_STEPS = 60


def precisions(seen: Tally, fresh: Tally) -> dict[str, float]:
    """Return the precision expected of each rule on new text, from (right, cases) by rule."""
    rules = sorted({*seen, *fresh})
    mean = _mean(seen)
    drawn = {rule: _drawn(seen.get(rule, (0, 0)), mean, _SEEN_WEIGHT) for rule in rules}
    shift = _shift(drawn, fresh)
    return {rule: _drawn(fresh.get(rule, (0, 0)), _moved(drawn[rule], shift), _FRESH_WEIGHT) for rule in rules}


def _mean(tally: Tally) -> float:
    """Return the overall precision, kept off 0 and 1 by one case each way."""
    right, cases = (sum(pair[n] for pair in tally.values()) for n in (0, 1))
    return (right + 1) / (cases + 2)


def _drawn(counts: tuple[int, int], towards: float, weight: int) -> float:
    return (counts[0] + weight * towards) / (counts[1] + weight)


def _moved(chance: float, shift: float) -> float:
    return 1 / (1 + math.exp(shift) * (1 - chance) / chance)


def _shift(drawn: Mapping[str, float], fresh: Tally) -> float:
    """Return the shift at which as many fresh findings are expected to be right as were, by bisection."""
    cases = sum(n for _, n in fresh.values())
    if not cases:
        return 0.0
    right = _mean(fresh) * cases
    low, high = -4.0, 4.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        expected = sum(n * _moved(drawn[rule], middle) for rule, (_, n) in fresh.items())
        low, high = (middle, high) if expected > right else (low, middle)
    return (low + high) / 2
