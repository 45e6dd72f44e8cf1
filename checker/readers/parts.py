"""Cut blocks into parts that keep their map back to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.readers.shape import bullet_length, is_bold_heading
from checker.types import Block, BlockKind, Link, Run, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def part(block: Block, span: Span) -> Block | None:
    """Return the stretch of a block within a span of its text, trimmed; None where nothing is left."""
    text = block.text[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    end = start + len(text.strip())
    if start >= end:
        return None
    if start == 0 and end == len(block.text):
        return block
    return replace(
        block,
        text=block.text[start:end],
        runs=tuple(_runs(block.runs, start, end)),
        links=tuple(_links(block.links, start, end)),
        emphasis=tuple(_spans(block.emphasis, start, end)),
    )


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, overlapping and touching ones made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def refined(block: Block) -> Block:
    """Return a list item for a block that begins with a bullet, a heading for a short bold paragraph."""
    if marker := bullet_length(block.text):
        item = part(block, Span(marker, len(block.text)))
        return replace(item, kind=BlockKind.LIST_ITEM, level=max(block.level, 1)) if item else block
    if block.kind is BlockKind.PARAGRAPH and is_bold_heading(block.text) and _all_bold(block):
        return replace(block, kind=BlockKind.HEADING)
    return block


def _all_bold(block: Block) -> bool:
    words = len(block.text.rstrip(" :"))
    return bool(block.emphasis) and block.emphasis[0].start == 0 and block.emphasis[0].end >= words


def _runs(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    first = bisect_right(runs, start, key=lambda run: run.text.end)
    for run in runs[first : bisect_left(runs, end, key=lambda run: run.text.start)]:
        at, to, source = max(run.text.start, start), min(run.text.end, end), run.source
        if len(run.text) == len(source):
            source = Span(source.start + at - run.text.start, source.start + to - run.text.start)
        yield Run(Span(at - start, to - start), source)


def _links(links: tuple[Link, ...], start: int, end: int) -> Iterator[Link]:
    first = bisect_right(links, start, key=lambda link: link.span.end)
    for link in links[first : bisect_left(links, end, key=lambda link: link.span.start)]:
        yield Link(_clipped(link.span, start, end), link.href)


def _spans(spans: tuple[Span, ...], start: int, end: int) -> Iterator[Span]:
    first = bisect_right(spans, start, key=lambda span: span.end)
    for span in spans[first : bisect_left(spans, end, key=lambda span: span.start)]:
        yield _clipped(span, start, end)


def _clipped(span: Span, start: int, end: int) -> Span:
    return Span(max(span.start, start) - start, min(span.end, end) - start)
