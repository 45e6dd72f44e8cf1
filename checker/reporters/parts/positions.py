"""From source offsets to what an output counts in: lines, bytes, a block's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.types import Span

if TYPE_CHECKING:
    from checker.types import Block, Document, Place


@dataclass(frozen=True, slots=True)
class Located:
    """A block and a span of its text."""

    block: int
    span: Span


def locate(document: Document, place: Place) -> Located | None:
    """Return where a place stands among the blocks; None where no block shows it.

    Where several blocks stand for one stretch of the source, the one that reads like the quote wins.
    """
    best: tuple[bool, int, Located] | None = None
    for index, block in enumerate(document.blocks):
        found = _in_text(block, place.span)
        if found is None:
            continue
        span, shared = found
        # A run that corresponds only as a whole is wider than the quote within it.
        at = block.text.find(place.quote, span.start, span.end)
        alike = at >= 0
        if best is None or (alike, shared) > best[:2]:
            exact = Span(at, at + len(place.quote)) if alike and place.quote else span
            best = (alike, shared, Located(index, exact))
    return best[2] if best else None


def _in_text(block: Block, source: Span) -> tuple[Span, int] | None:
    """Return the span of a block's text that stands for a span of the source, and how much they share."""
    if not block.runs or block.runs[0].source.start >= source.end or block.runs[-1].source.end <= source.start:
        return None
    start, end, shared = len(block.text), 0, 0
    for run in block.runs:
        common = run.source.overlap(source)
        if not common:
            continue
        shared += common
        whole = len(run.text) != len(run.source)
        start = min(start, run.text.start + (0 if whole else max(source.start - run.source.start, 0)))
        end = max(end, run.text.end - (0 if whole else max(run.source.end - source.end, 0)))
    return (Span(start, end), shared) if start < end else None


def line(document: Document, place: Place) -> int:
    """Return the line on which a place begins, from 1."""
    return document.position(place.span.start)[0]


def byte_position(document: Document, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1, columns in bytes of UTF-8."""
    number, column = document.position(offset)
    before = document.source[offset - column + 1 : offset]
    return number, len(before.encode("utf-8", "surrogatepass")) + 1
