"""Entailment, neutral and contradiction of sentence pairs, as the installed model gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.corpus.rows import load_pairs
from checker.errors import ModelError
from checker.evaluate.figures import Table, calibration_error, f1, macro_f1, ours, share
from checker.pair_model import LABELS
from checker.score import Counts, Graded
from checker.types import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.corpus.records import PairRow
    from checker.pair_model import PairJudge
    from checker.pipeline import Engine

    Probabilities = Mapping[str, float]
    Scorer = Callable[[Sequence[PairRow]], Sequence[Probabilities]]

_AGAINST = "contradiction"
Judged = list[tuple["PairRow", "Probabilities"]]
"""The pairs of one hypothesis with their probabilities: what the bootstrap draws."""


def measure(part: str, engine: Engine) -> Table:
    """Return the figures of the installed model.

    Raises:
        ModelError: no model for sentence pairs is installed.
    """
    return score(
        [row for row in load_pairs(ours("pairs")) if row.split == part], lambda rows: installed(rows, engine.nli)
    )


def score(rows: Sequence[PairRow], scorer: Scorer) -> Table:
    """Return accuracy, macro-F1, contradictions found and called wrongly, calibration; by axis and by veto."""
    groups: dict[str, Judged] = {}
    for row, probabilities in zip(rows, scorer(rows), strict=True):
        groups.setdefault(row.group, []).append((row, probabilities))
    items = list(groups.values())
    flat = [pair for item in items for pair in item]
    return {
        "accuracy": share(items, lambda item: sum(row.label == label(p) for row, p in item), len),
        "macro-F1": macro_f1([((row.label,), (label(p),)) for row, p in flat], list(LABELS)),
        "contradiction precision": share(
            items, lambda i: _counts(i).right, lambda i: _counts(i).right + _counts(i).wrong
        ),
        "contradiction recall": share(items, lambda i: _counts(i).found, lambda i: _counts(i).total),
        "contradiction F1": f1(items, _counts),
        "calibration error": calibration_error([[_graded(row, p) for row, p in item] for item in items]),
        **_by("axis", items, lambda row: row.axis, lambda row, p: row.label == label(p)),
        **_by("veto", items, lambda row: row.reason, lambda _, p: label(p) != _AGAINST),
    }


def label(probabilities: Probabilities) -> str:
    """Return the likeliest label."""
    return max(probabilities, key=lambda name: probabilities[name])


def _counts(item: Judged) -> Counts:
    right = sum(row.label == label(p) == _AGAINST for row, p in item)
    called = sum(label(p) == _AGAINST for _, p in item)
    return Counts(right, 0, called - right, right, sum(row.label == _AGAINST for row, _ in item))


def _graded(row: PairRow, probabilities: Probabilities) -> Graded:
    best = label(probabilities)
    return Graded(probabilities[best], best == row.label, row.axis, Status.ASSERTED)


def _by(
    what: str, items: Sequence[Judged], key: Callable[[PairRow], str], right: Callable[[PairRow, Probabilities], bool]
) -> Table:
    found: Table = {}
    for name in sorted({key(row) for item in items for row, _ in item} - {""}):
        kept = [[right(row, p) for row, p in item if key(row) == name] for item in items]
        found[f"by {what}: {name}"] = share([k for k in kept if k], sum, len)
    return found


def installed(rows: Sequence[PairRow], model: PairJudge | None) -> list[dict[str, float]]:
    """Return the probabilities that a model gives the pairs.

    Raises:
        ModelError: there is none.
    """
    if model is None:
        raise ModelError(
            "pairs: no sentence-pair model is installed. Install checker again, or name one with --nli-model."
        )
    found = model.score([(row.premise, row.hypothesis) for row in rows])
    return [dict(zip(LABELS, found[row.premise, row.hypothesis], strict=True)) for row in rows]
