"""Build blocks piece by piece, with an exact map back to the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.readers.parts import disjoint, part, refined
from checker.readers.shape import starts_new_line
from checker.types import Block, BlockKind, Link, Run, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPLIT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE)


@dataclass(slots=True)
class Builder:
    """Gathers the text of one block, and where each piece of it comes from."""

    texts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    emphasis: list[Span] = field(default_factory=list)
    breaks: list[tuple[int, bool]] = field(default_factory=list)
    length: int = 0
    _exact: bool = False
    _link: tuple[int, str] | None = None
    _stress: list[int] = field(default_factory=list)

    @property
    def ends_in_space(self) -> bool:
        """Tell whether the text is empty or its last character is whitespace."""
        return not self.texts or self.texts[-1][-1:].isspace()

    @property
    def all_bold(self) -> bool:
        """Tell whether the text since the last line break is one emphasised stretch."""
        start = self.breaks[-1][0] if self.breaks else 0
        return bool(self.emphasis) and self.emphasis[-1] == Span(start, self.length)

    def add(self, text: str, start: int, end: int | None = None) -> None:
        """Append text that stands for source[start:end]; without `end`, one to one."""
        if not text:
            return
        place = Span(self.length, self.length + len(text))
        run = Run(place, Span(start, start + len(text) if end is None else end))
        if end is None and self._exact and self.runs[-1].source.end == start:
            first = self.runs.pop()
            run = Run(Span(first.text.start, place.end), Span(first.source.start, run.source.end))
        self.runs.append(run)
        self._exact = end is None
        self.texts.append(text)
        self.length = place.end

    def add_break(self, start: int, end: int, *, firm: bool = False) -> None:
        """Append a space for a line break: a firm one parts the block, another only if it looks so."""
        self.add(" ", start, end)
        self.breaks.append((self.length, firm))

    def open_link(self, href: str) -> None:
        """Begin a link at the end of the text so far."""
        self._link = (self.length, href)

    def close_link(self) -> None:
        """End the open link, if any."""
        if self._link is not None and self._link[0] < self.length:
            start, href = self._link
            if self.links and self.links[-1] == Link(Span(self.links[-1].span.start, start), href):
                start = self.links.pop().span.start
            self.links.append(Link(Span(start, self.length), href))
        self._link = None

    def open_emphasis(self) -> None:
        """Begin emphasised text."""
        self._stress.append(self.length)

    def close_emphasis(self) -> None:
        """End the innermost emphasised text, if any."""
        if self._stress and (start := self._stress.pop()) < self.length:
            self.emphasis.append(Span(start, self.length))

    def finish(self, kind: BlockKind, *, level: int = 0) -> list[Block]:
        """Return the text, trimmed, as one block, or as several where its line breaks part it."""
        self.close_link()
        while self._stress:
            self.close_emphasis()
        text, emphasis = "".join(self.texts), tuple(disjoint(self.emphasis))
        whole = Block(kind, text, tuple(self.runs), level, tuple(self.links), emphasis)
        if kind not in _SPLIT:
            return [block for block in [part(whole, Span(0, self.length))] if block]
        cuts = [0, *self._cuts(text), self.length]
        parts = [part(whole, Span(start, end)) for start, end in pairwise(cuts)]
        return [refined(block) for block in parts if block]

    def _cuts(self, text: str) -> Iterator[int]:
        last = 0
        ends = [at for at, _ in self.breaks[1:]]
        for (at, firm), end in zip(self.breaks, [*ends, len(text)], strict=False):
            if firm or starts_new_line(text[last:at], text[at:end]):
                yield at
            last = at


def one_to_one(kind: BlockKind, source: str, spans: Iterable[Span], *, level: int = 0) -> list[Block]:
    """Return the block of some stretches of the source, joined by spaces and otherwise unchanged."""
    builder, last = Builder(), -1
    for span in spans:
        if last >= 0:
            builder.add(" ", last, span.start)
        builder.add(source[span.start : span.end], span.start)
        last = span.end
    return builder.finish(kind, level=level)
