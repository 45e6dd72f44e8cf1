"""Near-duplicates between two sets of sentences, compared exactly (RapidFuzz), whatever the word order.

Two sentences are near-duplicates when their normalised edit similarity, as written or with words sorted, is
at least 70 of 100, or when they share a run of eight words. Sentences under seven words are left out: "Ask your
doctor first" belongs to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIMILAR = 70
_RUN = 8
_SHORTEST = 7


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two sentences too alike to stand on both sides of a split; `score` is 0 to 100, or 100 for a shared run."""

    one: str
    other: str
    score: int


def near_duplicates(one: Sequence[str], other: Sequence[str]) -> list[Duplicate]:
    """Return the near-duplicates between two lists of sentences, most alike first. Cost grows with the product."""
    left, right = _kept(one), _kept(other)
    found: dict[tuple[str, str], int] = {}
    for as_compared in (_written, _sorted):
        for pair, score in _alike(
            left, right, [as_compared(w) for w in left.values()], [as_compared(w) for w in right.values()]
        ):
            found[pair] = max(score, found.get(pair, 0))
    found.update(dict.fromkeys(_sharing_runs(left, right), 100))
    return sorted((Duplicate(a, b, score) for (a, b), score in found.items()), key=lambda d: (-d.score, d.one))


def _kept(texts: Sequence[str]) -> dict[str, list[str]]:
    words = {text: default_process(text).split() for text in texts}
    return {text: found for text, found in words.items() if len(found) >= _SHORTEST}


def _written(words: list[str]) -> str:
    return " ".join(words)


def _sorted(words: list[str]) -> str:
    return " ".join(sorted(words))


def _alike(
    left: dict[str, list[str]], right: dict[str, list[str]], one: list[str], other: list[str]
) -> Iterator[tuple[tuple[str, str], int]]:
    if not one or not other:
        return
    scores = process.cdist(one, other, scorer=fuzz.ratio, score_cutoff=SIMILAR, dtype=np.uint8)
    texts, others = list(left), list(right)
    for row, column in zip(*np.nonzero(scores), strict=True):
        yield (texts[row], others[column]), int(scores[row, column])


def _sharing_runs(left: dict[str, list[str]], right: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    holders: dict[tuple[str, ...], list[str]] = {}
    for text, words in left.items():
        for run in _runs(words):
            holders.setdefault(run, []).append(text)
    for other, words in right.items():
        for run in _runs(words):
            yield from ((text, other) for text in holders.get(run, ()))


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
