"""Walk the inline tokens of Markdown beside their source, and build text with exact places."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from checker.readers.blocks import Builder
from checker.readers.html_blocks import alt_block
from checker.readers.html_tokens import attributes
from checker.readers.md_parser import AT
from checker.readers.md_source import GAP
from checker.readers.shape import bullet_length, is_short_line
from checker.types import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

_GAPS = re.compile(f"{GAP}+")
_IMAGE = re.compile(r"<img\b([^>]*)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SLACK = 64
_NARROW = 60
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """Where inline content stands in the source: (content offset, source offset) by stretch."""

    anchors: Sequence[tuple[int, int]]

    def source(self, offset: int) -> int:
        """Return the source offset of an offset of the content."""
        content, source = self.anchors[self._index(offset)]
        return source + offset - content

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of content[start:end] that stand in one stretch of the source each."""
        for content, _ in self.anchors[self._index(start) + 1 :]:
            if content >= end:
                break
            yield start, content
            start = content
        yield start, end

    def _index(self, offset: int) -> int:
        if len(self.anchors) == 1:
            return 0
        return max(bisect_right(self.anchors, offset, key=itemgetter(0)) - 1, 0)


@dataclass(slots=True)
class Walk:
    """The state of a walk: the inline content, its places, how far it is walked, and what was built."""

    content: str
    places: Places
    source: str
    at: int = 0
    in_address: bool = False
    builder: Builder = field(default_factory=Builder)
    images: list[Block] = field(default_factory=list)


def walked(walk: Walk, children: Sequence[Token]) -> Walk:
    """Walk the tokens of the content from its beginning and return the walk."""
    for token in children:
        step = _STEPS.get(token.type)
        if step is not None:
            step(walk, token)
        start, end = token.meta.get(AT, (walk.at, walk.at))
        walk.at = max(walk.at, start + 1 if token.type == "link_open" and token.markup != "autolink" else end)
    return walk


def _text(walk: Walk, token: Token) -> None:
    if not token.content or walk.in_address:
        return
    at = walk.content.find(token.content, walk.at, walk.at + len(token.content) + _SLACK)
    if at >= 0:
        walk.at = at + len(token.content)
        _verbatim(walk, at, walk.at)


def _verbatim(walk: Walk, start: int, end: int) -> None:
    """Add content as it is written, but for what a site generator would replace."""
    for gap in _GAPS.finditer(walk.content, start, end):
        _plain(walk, start, gap.start())
        start = gap.end()
    _plain(walk, start, end)


def _plain(walk: Walk, start: int, end: int) -> None:
    if start < end:
        for at, to in walk.places.pieces(start, end):
            walk.builder.add(walk.content[at:to], walk.places.source(at))


def _special(walk: Walk, token: Token) -> None:
    """Add an escaped character or an entity; a no-break space as a space."""
    start, end = token.meta[AT]
    if token.content == walk.content[start:end]:
        _verbatim(walk, start, end)
        return
    text = " " if token.content == "\xa0" else token.content
    walk.builder.add(text, walk.places.source(start), walk.places.source(end - 1) + 1)


def _marker(walk: Walk, token: Token) -> None:
    if token.nesting < 0:
        walk.builder.close_emphasis()
    walk.at += len(token.markup)
    if token.nesting > 0:
        walk.builder.open_emphasis()


def _stroke(walk: Walk, token: Token) -> None:
    walk.at += len(token.markup)


def _link(walk: Walk, token: Token) -> None:
    walk.in_address = token.markup == "autolink" and token.nesting > 0
    if token.nesting < 0:
        walk.builder.close_link()
        return
    walk.builder.open_link(str(token.attrs.get("href", "")))
    if token.markup == "autolink":
        start, end = token.meta[AT]
        _verbatim(walk, start + 1, end - 1)


def _newline(walk: Walk, token: Token) -> None:
    start, end = token.meta[AT]
    place = walk.places.source(start), walk.places.source(end)
    after = walk.content[end : end + 12]
    bold_line = walk.builder.all_bold and not after[:1].islower()
    if bullet_length(after) or bold_line or _ends_heading(walk.content, start, end):
        walk.builder.add_break(*place, firm=True)
    elif token.type == "hardbreak":
        walk.builder.add_break(*place)
    else:
        walk.builder.add(" ", *place)


def _ends_heading(content: str, start: int, end: int) -> bool:
    """Tell whether the first line of a block is a heading with its text right below."""
    line = content[:start] if start <= _NARROW else ""
    follows = content[end : end + 2 * _NARROW].split("\n", 1)[0]
    wraps = start + len(follows.split(" ", 1)[0]) >= _NARROW or len(follows) < start + 20
    return not wraps and follows[:1].isupper() and line[:1].isupper() and is_short_line(line.strip())


def _code(walk: Walk, token: Token) -> None:
    # Not to be reviewed, but the sentence around it needs something in its place.
    start, end = token.meta[AT]
    walk.builder.add("…", walk.places.source(start), walk.places.source(end - 1) + 1)


def _html(walk: Walk, token: Token) -> None:
    start, end = token.meta[AT]
    first, last = walk.places.source(start), walk.places.source(end - 1) + 1
    if _BREAK.fullmatch(token.content):
        walk.builder.add_break(first, last)
    elif image := _IMAGE.match(walk.source, first, last):
        place = attributes(walk.source, Span(*image.span(1))).get("alt")
        walk.images.extend(alt_block(walk.source, place) if place else [])


def _image(walk: Walk, token: Token) -> None:
    if len(token.content.split()) < 2 or _FILE_NAME.fullmatch(token.content.strip()):
        return
    start = token.meta[AT][0] + len("![")
    inner = Places([(0, walk.places.source(start))] if len(walk.places.anchors) == 1 else _shifted(walk.places, start))
    alt = walked(Walk(token.content, inner, walk.source), token.children or [])
    walk.images.extend(alt.builder.finish(BlockKind.CAPTION))


def _shifted(places: Places, start: int) -> list[tuple[int, int]]:
    later = [(content - start, source) for content, source in places.anchors if content > start]
    return [(0, places.source(start)), *later]


_STEPS: dict[str, Callable[[Walk, Token], None]] = {
    "text": _text,
    "text_special": _special,
    "em_open": _marker,
    "em_close": _marker,
    "strong_open": _marker,
    "strong_close": _marker,
    "s_open": _stroke,
    "s_close": _stroke,
    "link_open": _link,
    "link_close": _link,
    "softbreak": _newline,
    "hardbreak": _newline,
    "code_inline": _code,
    "html_inline": _html,
    "image": _image,
}
