"""Assertion status of labelled claims: what the rules make of the marked words against the label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.assertion import assess
from checker.corpus.rows import load_claims
from checker.evaluate.figures import Table, bootstrap, macro_f1, mean, ours, ratio
from checker.examples import article
from checker.matching import at_words
from checker.types import Span, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.corpus.records import ClaimRow
    from checker.evaluate.figures import Array, Figure
    from checker.pipeline import Engine


def measure(part: str, engine: Engine) -> Table:
    """Return accuracy, macro-F1, kappa and recall by status on claims and near misses."""
    rows = [row for row in load_claims(ours("claims")) if row.split == part and row.span and not row.poles]
    return score(rows, [predicted(row, engine) for row in rows])


def score(rows: Sequence[ClaimRow], found: Sequence[str]) -> Table:
    """Return the figures of any method's answers to rows, in the same order."""
    both = list(zip((row.status for row in rows), found, strict=True))
    claims = [pair for row, pair in zip(rows, both, strict=True) if row.categories]
    labels = sorted({gold for gold, _ in both})
    return {
        "accuracy": mean(gold == one for gold, one in both),
        "accuracy on claims": mean(gold == one for gold, one in claims),
        "macro-F1": macro_f1([((gold,), (one,)) for gold, one in both], labels),
        "kappa": kappa(both),
        "kappa on claims": kappa(claims),
        **{
            f"by status: recall of {label}": mean(one == label for gold, one in both if gold == label)
            for label in labels
        },
        **{
            f"by status: precision of {label}": mean(gold == label for gold, one in both if one == label)
            for label in labels
        },
    }


def kappa(both: Sequence[tuple[str, str]]) -> Figure:
    """Return Cohen's kappa (1960) of two labellings with its interval."""
    labels = sorted({label for pair in both for label in pair})
    rows = [
        [float(one == other), *(float(one == name) for name in labels), *(float(other == name) for name in labels)]
        for one, other in both
    ]
    return bootstrap(_array(rows), lambda s: _kappa(s, len(both), len(labels)), len(both))


def _array(rows: Sequence[Sequence[float]]) -> Array:
    import numpy as np

    return np.array(rows, dtype=np.float64)


def _kappa(sums: Array, cases: int, labels: int) -> Array:
    agreed = sums[:, 0] / cases
    chance = (sums[:, 1 : 1 + labels] * sums[:, 1 + labels :]).sum(axis=1) / cases**2
    return ratio(agreed - chance, 1 - chance)


def predicted(row: ClaimRow, engine: Engine) -> str:
    """Return the status that the rules give to a row's marked words."""
    text = article(row.text, engine.overstatement)
    span = row.span or Span(0, len(row.text))
    sentence = max(text.sentences, key=lambda s: s.span.overlap(span))
    inside = Span(span.start - sentence.span.start, span.end - sentence.span.start)
    match = at_words(text.parsed(sentence), inside, None, text.nlp.tokenizer)
    return assess(text, sentence, match).status.value if match else Status.ASSERTED.value
