"""Whether a confidence of 0.7 is right seven times in ten: calibration error and a reliability plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.evaluate import reviewed
from checker.evaluate.figures import BINS, Table, bin_of, calibration_error, neither, share
from checker.evaluate.sets import annotated, articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.pipeline import Engine
    from checker.score import Graded


def measure(part: str, engine: Engine) -> Table:
    """Return the calibration error on real and on our own articles, and by bin of confidence on real ones."""
    if part == "test":
        own = [item.graded for item in reviewed.scores(articles.gold(part), engine)]
        return {"calibration error, our articles": calibration_error(own), **bins(own)}
    real = [item.graded for item in reviewed.scores(annotated.gold(part), engine)]
    own = [item.graded for item in reviewed.scores(articles.gold(part), engine)]
    return {
        "calibration error, real articles": calibration_error(real),
        "calibration error, our articles": calibration_error(own),
        **bins(real),
    }


def bins(items: Sequence[Sequence[Graded]]) -> Table:
    """Return what was said and what was right in each bin of confidence that occurs."""
    found: Table = {}
    for number in range(BINS):
        kept = [[g for g in graded if bin_of(g.confidence) == number] for graded in items]
        if any(kept):
            name = f"by confidence: {number / BINS:.1f} to {(number + 1) / BINS:.1f}"
            found[f"{name}, said"] = neither(share(kept, lambda g: sum(one.confidence for one in g), len))
            found[f"{name}, right"] = neither(share(kept, lambda g: sum(one.right for one in g), len))
    return found
