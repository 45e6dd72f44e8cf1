"""Which words a sentence must have for a pattern to match: a review tries only the patterns that it could match.

A need that is left out costs time, never a match.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Need: TypeAlias = frozenset[str]
_WORD = re.compile(r"[a-z]+")
# Halves of words that spaCy cuts in two ("wo|n't"), which stand in no text.
_HALVES = frozenset(["ca", "wo", "sha", "nt"])
_COMMON = frozenset(
    ["the", "a", "an", "of", "to", "in", "on", "for", "with", "and", "or", "is", "are", "was", "were", "be", "been", "it", "its", "this", "that", "you", "your", "we", "our", "they", "their", "no", "not", "any", "all", "as", "at", "by", "from", "has", "have", "had", "can", "will", "may", "more", "most", "so", "than", "then"]
)  # fmt: skip


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """Return the lower-case words of a text as the index sees them."""
    # spaCy cuts "don't" into "do" and "n't", and "cannot" into "can" and "not".
    plain = text.lower().replace("’", "'").replace("n't", " ").replace("cannot", "can not")
    return frozenset(_WORD.findall(plain))


@cache
def cost(need: Need) -> int:
    """Return how often a need is likely to be met: many or common words make it weak."""
    return len(need) + 500 * len(need & _COMMON)


@cache
def pieces(words: frozenset[str]) -> Need:
    """Return the words as `words_of` cuts them ("omega" of "omega-3"), empty where one of them cannot be seen."""
    found = frozenset(map(_piece, words))
    return frozenset() if "" in found else found


@cache
def _piece(word: str) -> str:
    if word in _HALVES or "'" in word or "’" in word:
        return ""
    return max(_WORD.findall(word), key=len, default="")


def any_of(branches: Sequence[tuple[Need, ...]]) -> tuple[Need, ...]:
    """Return the need of alternatives: any branch's strongest, or nothing where a branch needs nothing."""
    if not all(branches):
        return ()
    return (frozenset().union(*(min(branch, key=cost) for branch in branches)),)
