"""Join the lines of plain text to passages: paragraphs, headings and list items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.readers.shape import bullet_length, ends_sentence, number_length
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_RULE = re.compile(r"[-=_*~#•·.\s]{3,}\Z")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_HEAD = 12
_WIDEST = 100
_NARROWEST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, from its first to its last character that prints.

    `length` counts the indentation; `marker` is the length of a bullet or number, `quote` that of
    the > signs, at the beginning.
    """

    span: Span
    length: int
    first_word: int
    after_blank: bool
    marker: int
    quote: int

    @property
    def indent(self) -> int:
        """Return the number of characters before the line's first that prints."""
        return self.length - len(self.span)


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that make one block; `marker` is the bullet, number or > before the text."""

    spans: tuple[Span, ...]
    text: str
    marker: str
    after_blank: bool


def passages(source: str) -> list[Passage]:
    """Return the passages of a plain text in order: lines that were wrapped are joined, others not."""
    lines = list(_lines(source))
    width = _wrap_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _joins(source, groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_passage(source, group) for group in groups]


def _lines(source: str) -> Iterator[Line]:
    last = 0
    for found in _LINE.finditer(source):
        text = found.group()
        body = text.strip()
        if not body or _RULE.match(body):
            continue
        indent = text.index(body[0])
        start = found.start() + indent
        after_blank = last == 0 or len(_BREAK.findall(source, last, start)) > 1
        last = start + len(body)
        head = body[:_HEAD]
        marker = bullet_length(head) or number_length(head)
        quote = _QUOTE.match(body)
        word = len(body.split(None, 1)[0])
        yield Line(Span(start, last), indent + len(body), word, after_blank, marker, quote.end() if quote else 0)


def _wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which a text was wrapped, 0 if it was not."""
    inner = [(a, b) for a, b in pairwise(lines) if not b.after_blank and not b.marker]
    lengths = sorted(a.length for a, _ in inner if a.length <= _WIDEST)
    if len(lengths) < 3 or len(lengths) < 0.9 * len(inner):
        return 0
    width = lengths[int(0.9 * (len(lengths) - 1))]
    full = sum(_is_full(a, b, width) for a, b in inner)
    longer = sum(line.length > width + 15 for line in lines)
    fits = full >= 0.6 * len(inner) and longer <= 0.05 * len(lines)
    return width if fits and width >= _NARROWEST else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on the line."""
    return width > 0 and width - 3 <= line.length + 1 + following.first_word and line.length <= width + 15


def _joins(source: str, group: Sequence[Line], line: Line, width: int) -> bool:
    before = group[-1]
    if line.after_blank or before.length > 2 * _WIDEST:
        return False
    if line.quote or before.quote:
        return line.quote > 0 and before.quote > 0
    if line.marker:
        return False
    if group[0].marker and line.indent > group[0].indent:
        return True
    if _is_full(before, line, width):
        return True
    begun = source[before.span.start : before.span.end]
    unfinished = not ends_sentence(begun) and not begun.endswith(":")
    return unfinished and _NARROWEST - 5 <= before.length <= _WIDEST and source[line.span.start].islower()


def _passage(source: str, group: Sequence[Line]) -> Passage:
    first = group[0]
    begins = [line.span.start + line.quote for line in group]
    begins[0] += 0 if first.quote else first.marker
    spans = tuple(
        Span(begin, line.span.end) for begin, line in zip(begins, group, strict=True) if begin < line.span.end
    )
    marker = ">" if first.quote else source[first.span.start : begins[0]].strip()
    text = " ".join(source[span.start : span.end] for span in spans)
    return Passage(spans, text, marker, first.after_blank)
