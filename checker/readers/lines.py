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
_WIDEST = 100
_NARROWEST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the whitespace around it."""

    span: Span
    indent: int
    first_word: int
    after_blank: bool

    def __len__(self) -> int:
        """Return the number of characters with the indentation."""
        return self.indent + len(self.span)


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
    width = _wrap_width(source, lines)
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
        start = found.start() + text.index(body[0])
        after_blank = last == 0 or len(_BREAK.findall(source, last, start)) > 1
        last = start + len(body)
        yield Line(Span(start, last), start - found.start(), len(body.split(None, 1)[0]), after_blank)


def _wrap_width(source: str, lines: Sequence[Line]) -> int:
    """Return the width at which a text was wrapped, 0 if it was not."""
    inner = [(a, b) for a, b in pairwise(lines) if not b.after_blank and not _marker(source, b)]
    lengths = sorted(len(a) for a, _ in inner if len(a) <= _WIDEST)
    if len(lengths) < 3 or len(lengths) < 0.9 * len(inner):
        return 0
    width = lengths[int(0.9 * (len(lengths) - 1))]
    full = sum(_is_full(a, b, width) for a, b in inner)
    longer = sum(len(line) > width + 15 for line in lines)
    fits = full >= 0.6 * len(inner) and longer <= 0.05 * len(lines)
    return width if fits and width >= _NARROWEST else 0


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on the line."""
    return width > 0 and width - 3 <= len(line) + 1 + following.first_word and len(line) <= width + 15


def _joins(source: str, group: Sequence[Line], line: Line, width: int) -> bool:
    before = group[-1]
    if line.after_blank or len(before) > 2 * _WIDEST:
        return False
    quote, quoted = _quote(source, line), _quote(source, before)
    if quote or quoted:
        return quote == quoted
    if _marker(source, line):
        return False
    if _marker(source, group[0]) and line.indent > group[0].indent:
        return True
    if _is_full(before, line, width):
        return True
    begun = source[before.span.start : before.span.end]
    unfinished = not ends_sentence(begun) and not begun.endswith(":")
    return unfinished and _NARROWEST - 5 <= len(before) <= _WIDEST and source[line.span.start].islower()


def _marker(source: str, line: Line) -> int:
    head = source[line.span.start : min(line.span.end, line.span.start + 12)]
    return bullet_length(head) or number_length(head)


def _quote(source: str, line: Line) -> str:
    found = _QUOTE.match(source, line.span.start, line.span.end)
    return found.group().replace(" ", "") if found else ""


def _passage(source: str, group: Sequence[Line]) -> Passage:
    first = group[0].span
    if _quote(source, group[0]):
        ends = [_QUOTE.match(source, line.span.start, line.span.end) for line in group]
        pairs = [(end.end() if end else line.span.start, line.span.end) for end, line in zip(ends, group, strict=True)]
        spans = tuple(Span(start, end) for start, end in pairs if start < end)
        marker = ">"
    else:
        length = _marker(source, group[0])
        marker = source[first.start : first.start + length].strip()
        spans = (Span(first.start + length, first.end), *(line.span for line in group[1:]))
    text = " ".join(source[span.start : span.end] for span in spans)
    return Passage(spans, text, marker, group[0].after_blank)
