"""Whether a confidence of 0.7 is right seven times in ten: calibration error and a reliability plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.evaluate import reviewed
from checker.evaluate.figures import BINS, Table, bin_of, calibration_error, share
from checker.evaluate.sets import annotated, articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.pipeline import Engine

    Graded = Sequence[tuple[float, bool]]


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


def bins(items: Sequence[Graded]) -> Table:
    """Return what was said and what was right in each bin of confidence that occurs."""
    found: Table = {}
    for number in range(BINS):
        kept = [[(c, right) for c, right in graded if bin_of(c) == number] for graded in items]
        if any(kept):
            name = f"by confidence: {number / BINS:.1f} to {(number + 1) / BINS:.1f}"
            found[f"{name}, said"] = share(kept, lambda g: sum(c for c, _ in g), len)
            found[f"{name}, right"] = share(kept, lambda g: sum(right for _, right in g), len)
    return found
