"""What is underlined: the words of a match, rounded to the phrase that an editor would mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LOOSE = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "PART", "SPACE"})
_ARTICLES = frozenset({"a", "an", "the"})
_MODIFIERS = frozenset({"amod", "compound", "det", "nummod", "nmod:poss", "advmod", "case", "mark", "cc"})
_LONGEST = 13


def phrase(doc: Doc, first: int, last: int) -> Span:
    """Return the characters of tokens `first` to `last` (half-open), completed to the right and trimmed.

    A modifier brings its noun, as long as the whole stays short.
    """
    end = last
    while end < len(doc) and end - first < _LONGEST:
        grown = _grown(doc, end)
        if grown <= end or grown - first > _LONGEST:
            break
        end = grown
    while end - 1 > first and (doc[end - 1].pos_ in _LOOSE or doc[end - 1].lower_ in _ARTICLES):
        end -= 1
    stop = doc[end - 1]
    return Span(doc[first].idx, stop.idx + len(stop))


def _grown(doc: Doc, end: int) -> int:
    """Return where the span ends once the noun that its last word modifies is in it."""
    token = doc[end - 1]
    if token.dep_ in _MODIFIERS and token.head.i >= end and token.head.i - end <= 3:
        return token.head.i + 1
    direct = [
        child for child in token.children if child.i == end and child.dep_ in ("obj", "compound", "flat", "fixed")
    ]
    return direct[0].i + 1 if direct else end
