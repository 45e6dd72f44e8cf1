"""A quote inside its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.reporters.parts.positions import locate
from checker.reporters.parts.wording import plain
from checker.sentences import split

if TYPE_CHECKING:
    from checker.types import Document, Place, Span

_EITHER_SIDE = 240


@dataclass(frozen=True, slots=True)
class Context:
    """A quote and what stands before and after it in the sentence, on one line, cut ends marked by …."""

    before: str
    quote: str
    after: str


def around(document: Document, place: Place, *, limit: int = _EITHER_SIDE) -> Context:
    """Return a place inside its sentence, at most about `limit` code points on either side."""
    located = locate(document, place)
    if located is None:
        return Context("", plain(place.quote), "")
    text, span = document.blocks[located.block].text, located.span
    start, end = _sentence(text, span)
    return Context(
        _cut_left(plain(text[start : span.start]), limit),
        plain(text[span.start : span.end]),
        _cut_right(plain(text[span.end : end]), limit),
    )


def _sentence(text: str, span: Span) -> tuple[int, int]:
    touched = [s for s in split(text) if s.start < span.end and s.end > span.start]
    starts = [span.start, *(s.start for s in touched)]
    ends = [span.end, *(s.end for s in touched)]
    return min(starts), max(ends)


def _cut_left(text: str, limit: int) -> str:
    return text if len(text) <= limit else "… " + text[-limit:].partition(" ")[2]


def _cut_right(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit].rpartition(" ")[0] + " …"
