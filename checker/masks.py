"""The tokens of a sentence as bit masks: bit n stands for token n, so that a set of places is one integer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from checker.needs import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Token

    from checker.nodes import Choice, Node

_CLAUSE_END = frozenset({".", ";", ":", "!", "?", "(", ")"})


class Masks:
    """What a pattern asks of a sentence's tokens; parts of speech count if `tags`."""

    def __init__(self, doc: Doc, *, tags: bool) -> None:
        self.doc, self.tags = doc, tags
        self.words = [token.lower_ for token in doc]
        self.every = (1 << len(self.words)) - 1
        self._at: dict[str, int] = {}
        self.begun: dict[Choice, list[Node]] = {}
        """The branches of a choice whose first word stands here, worked out once."""
        self._known: dict[frozenset[str] | tuple[str, ...], int] = {}
        for number, word in enumerate(self.words):
            self._at[word] = self._at.get(word, 0) | 1 << number
        self.distinct = self._at.keys()

    def of(self, words: frozenset[str]) -> int:
        """Return where any of some lower-case words stands."""
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = sum(self._at[word] for word in self.distinct & words)
        return known

    def tagged(self, tags: tuple[str, ...]) -> int:
        """Return where a part of speech stands; everywhere where parts of speech do not count."""
        if not self.tags:
            return self.every
        if tags not in self._known:
            self._known[tags] = self._where(lambda token: token.pos_ in tags)
        return self._known[tags]

    @cached_property
    def seen(self) -> frozenset[str]:
        """Return the words as a pattern index sees them."""
        return words_of(self.doc.text)

    @cached_property
    def number(self) -> int:
        """Return where figures and number words stand."""
        return self._where(lambda token: token.like_num)

    @cached_property
    def name(self) -> int:
        """Return where capitalised words stand."""
        return self._where(lambda token: token.is_title)

    @cached_property
    def inside(self) -> int:
        """Return where no punctuation stands that ends a clause."""
        return self.every & ~self.of(_CLAUSE_END)

    @cached_property
    def opening(self) -> int:
        """Return the tokens with nothing but punctuation before them."""
        first = next((n for n, token in enumerate(self.doc) if not token.is_punct), len(self.words))
        return (2 << first) - 1

    @cached_property
    def closing(self) -> int:
        """Return the ends of spans with nothing but punctuation after them."""
        last = next((token.i for token in reversed(self.doc) if not token.is_punct), -1)
        return ((2 << len(self.words)) - 1) & ~((2 << last) - 1 if last >= 0 else 0)

    def _where(self, holds: Callable[[Token], bool]) -> int:
        return sum(1 << number for number, token in enumerate(self.doc) if holds(token))


def bits(mask: int) -> Iterator[int]:
    """Yield the places in a mask, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
