"""Measured values and their 95% intervals, from a seeded bootstrap over articles, sentences or groups of pairs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from checker import resources
from checker.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from checker.score import Counts, Graded

    Array = NDArray[np.float64]

T = TypeVar("T")
ROUNDS = 1000
BINS = 10
_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its 95% interval; `count` is how many cases it rests on.

    `better` says which way is better: "higher", "lower", or "" where a change is neither.
    """

    value: float
    low: float
    high: float
    count: int
    better: str = "higher"


Table = dict[str, Figure]
"""Figures by name. "by genre: news F1" belongs to a table of its own, "by genre"."""


def ours(name: str) -> Path:
    """Return a folder of the repository's corpus.

    Raises:
        ConfigError: it is not there.
    """
    return _there(resources.root() / "corpus" / name, "The corpus lies in a clone of the repository, not in the wheel.")


def shared(name: str) -> Path:
    """Return a file or folder of the third-party data beside the project.

    Raises:
        ConfigError: it is not there.
    """
    return _there(resources.root().parent / "shared" / "data" / name, "Third-party data lies in ../shared/data.")


def _there(path: Path, hint: str) -> Path:
    if not path.exists():
        raise ConfigError(f"{path}: not there. {hint}")
    return path


@lru_cache(maxsize=32)
def _resamples(size: int) -> Array:
    """Return how often each of `size` items is drawn in each round: (rounds, size)."""
    rng = np.random.default_rng(_SEED)
    return rng.multinomial(size, np.full(size, 1 / size), size=ROUNDS).astype(np.float64)


def bootstrap(columns: Array, measure: Callable[[Array], Array], count: int) -> Figure:
    """Return a measure of summed columns with its interval (Efron's percentile bootstrap).

    `columns` is (items, k); `measure` maps sums of shape (n, k) to n values.
    """
    if not len(columns):
        return Figure(0.0, 0.0, 0.0, 0)
    draws = measure(_resamples(len(columns)) @ columns)
    value = measure(columns.sum(axis=0, keepdims=True))[0]
    low, high = np.quantile(draws, (0.025, 0.975))
    return Figure(float(value), float(low), float(high), count)


def ratio(part: Array, whole: Array) -> Array:
    """Return part / whole, 0 where there is nothing."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def share(items: Sequence[T], part: Callable[[T], float], whole: Callable[[T], float]) -> Figure:
    """Return the sum of `part` over the sum of `whole`."""
    columns = np.array([(part(item), whole(item)) for item in items], dtype=np.float64).reshape(-1, 2)
    return bootstrap(columns, lambda s: ratio(s[:, 0], s[:, 1]), round(columns[:, 1].sum()))


def mean(values: Iterable[float]) -> Figure:
    """Return the mean of values."""
    return share(list(values), lambda value: value, lambda _: 1)


def f1(items: Sequence[T], counts: Callable[[T], Counts]) -> Figure:
    """Return the harmonic mean of precision and recall of the summed counts."""
    found = [counts(item) for item in items]
    rows = [(c.right, c.right + c.wrong, c.found, c.total) for c in found]
    columns = np.array(rows, dtype=np.float64).reshape(-1, 4)
    return bootstrap(columns, _f1_of_sums, round(columns[:, 3].sum()))


def _f1_of_sums(sums: Array) -> Array:
    precision, recall = ratio(sums[:, 0], sums[:, 1]), ratio(sums[:, 2], sums[:, 3])
    return ratio(2 * precision * recall, precision + recall)


def macro_f1(outcomes: Sequence[tuple[Iterable[str], Iterable[str]]], labels: Sequence[str]) -> Figure:
    """Return the mean F1 over labels of (gold labels, predicted labels) of each item."""
    columns = np.zeros((len(outcomes), 3 * len(labels)))
    at = {label: 3 * n for n, label in enumerate(labels)}
    for row, (gold, predicted) in enumerate(outcomes):
        for offset, names in enumerate((set(gold), set(predicted), set(gold) & set(predicted))):
            for name in names & at.keys():
                columns[row, at[name] + offset] += 1
    return bootstrap(columns, _macro_f1_of_sums, len(outcomes))


def _macro_f1_of_sums(sums: Array) -> Array:
    gold, predicted, both = sums[:, 0::3], sums[:, 1::3], sums[:, 2::3]
    mean_f1: Array = ratio(2 * both, gold + predicted).mean(axis=1)
    return mean_f1


def bin_of(confidence: float) -> int:
    """Return the equal-width bin of a confidence."""
    return min(int(confidence * BINS), BINS - 1)


def calibration_error(items: Sequence[Sequence[Graded]]) -> Figure:
    """Return the expected calibration error (Naeini 2015) of graded findings, grouped by article."""
    columns = np.zeros((len(items), BINS + 1))
    for row, graded in enumerate(items):
        for found in graded:
            columns[row, bin_of(found.confidence)] += found.confidence - found.right
            columns[row, -1] += 1
    count = round(columns[:, -1].sum())
    figure = bootstrap(columns, lambda s: ratio(np.abs(s[:, :BINS]).sum(axis=1), s[:, -1]), count)
    return lower(figure)


def lower(figure: Figure) -> Figure:
    """Return the figure as one of which less is better."""
    return replace(figure, better="lower")


def neither(figure: Figure) -> Figure:
    """Return the figure as one that describes and cannot get worse."""
    return replace(figure, better="")
