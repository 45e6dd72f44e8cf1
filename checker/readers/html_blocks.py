"""Build the blocks of a stretch of HTML, each with the marked elements that it stands in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from checker.readers.blocks import Builder
from checker.readers.html_kinds import (
    BLOCKS,
    CLOSES,
    CODE,
    EMPHASIS,
    KINDS,
    LISTS,
    PRECEDENCE,
    SKIPPED,
    VOID,
    mark_of,
)
from checker.readers.html_tokens import Token, attributes, tokens
from checker.types import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable

# Whitespace but single spaces, and characters that print nothing.
_SPACE = re.compile(r"[ \t\r\n\f\xa0]{2,}|[\t\r\n\f\xa0]|[\xad\u200b\u2060\ufeff\ue000]+")
_NAMED_IMAGE = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|svg)\Z|(?:img|dsc|image|photo|logo|icon)[\s_-]*\d*\Z", re.IGNORECASE
)
_DEEPEST_LOOK = 64
_MOST_MARKS = 16


@dataclass(frozen=True, slots=True)
class Element:
    """An open element; `mark` is "hard" or "soft" where it hardly belongs to the article."""

    name: str
    mark: str
    id: int
    skipped: bool


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block with the ids of the elements around it, outermost first, and of those that are marked."""

    block: Block
    within: tuple[int, ...]
    hard: tuple[int, ...]
    soft: tuple[int, ...]


@dataclass(slots=True)
class _Page:
    source: str
    found: list[PageBlock] = field(default_factory=list)
    builder: Builder = field(default_factory=Builder)
    stack: list[Element] = field(default_factory=list)
    open: Counter[str] = field(default_factory=Counter)
    kinds: Counter[BlockKind] = field(default_factory=Counter)
    marks: dict[str, list[int]] = field(default_factory=lambda: {"hard": [], "soft": []})
    images: list[Block] = field(default_factory=list)
    skipping: int = 0
    href: str = ""
    ids: int = 0
    after_break: bool = False


def page_blocks(source: str, span: Span) -> list[PageBlock]:
    """Return the blocks of source[span], in order; scripts, navigation and hidden elements left out."""
    page = _Page(source)
    for token in tokens(source, span):
        _STEPS[token.kind](page, token)
    _flush(page)
    return page.found


def _text(page: _Page, token: Token) -> None:
    if page.skipping:
        return
    value, start = token.value, token.span.start
    if len(value) != len(token.span):
        _piece(page, value, token.span)
        return
    at = int(value[0] == " " and page.builder.ends_in_space)
    for space in _SPACE.finditer(value):
        page.builder.add(value[at : space.start()], start + at)
        _piece(page, space.group(), Span(start + space.start(), start + space.end()))
        at = space.end()
    page.builder.add(value[at:], start + at)
    page.after_break = page.after_break and not value.strip()


def _piece(page: _Page, value: str, place: Span) -> None:
    """Add a character that an entity or several spaces stand for; none for soft hyphens."""
    if not value.isspace():
        page.builder.add("" if _SPACE.fullmatch(value) else value, place.start, place.end)
    elif not page.builder.ends_in_space:
        page.builder.add(" ", place.start, place.end)


def _open(page: _Page, token: Token) -> None:
    name = token.value
    if name in VOID:
        _void(page, token)
        return
    values = _values(page.source, token)
    mark = mark_of(name, values)
    skipped = name in SKIPPED or mark == "hidden"
    if name in BLOCKS:
        while page.stack and page.stack[-1].name in CODE:
            _pop(page)
        _flush(page)
        _close_implied(page, name)
    if name in BLOCKS or skipped or mark:
        page.ids += 1
        _push(page, Element(name, mark, page.ids, skipped))
    elif not page.skipping:
        _inline(page, token, values)


def _inline(page: _Page, token: Token, values: dict[str, str]) -> None:
    if token.value in EMPHASIS:
        page.builder.open_emphasis()
    elif token.value == "a" and "href" in values:
        page.href = values["href"]
        page.builder.open_link(page.href)
    elif token.value in CODE:
        _push(page, Element(token.value, "", 0, skipped=True))
        # Not to be reviewed, but the sentence around it needs something in its place.
        page.builder.add("…", token.span.start, token.span.end)


def _void(page: _Page, token: Token) -> None:
    if page.skipping:
        return
    if token.value == "br":
        page.builder.add_break(token.span.start, token.span.end, firm=page.after_break)
        page.after_break = True
    elif token.value == "hr":
        _flush(page)
    elif token.value == "img":
        place = attributes(page.source, token.inside).get("alt")
        page.images.extend(alt_block(page.source, place) if place else [])


def _close(page: _Page, token: Token) -> None:
    name = token.value
    if name in BLOCKS:
        _flush(page)
    if page.open[name]:
        while _pop(page) != name:
            pass
    elif name in EMPHASIS:
        page.builder.close_emphasis()
    elif name == "a":
        page.builder.close_link()
        page.href = ""


def _push(page: _Page, element: Element) -> None:
    page.stack.append(element)
    page.open[element.name] += 1
    page.kinds[KINDS.get(element.name, BlockKind.PARAGRAPH)] += 1
    page.skipping += element.skipped
    if element.mark in page.marks and len(page.marks[element.mark]) < _MOST_MARKS:
        page.marks[element.mark].append(element.id)


def _pop(page: _Page) -> str:
    element = page.stack.pop()
    page.open[element.name] -= 1
    page.kinds[KINDS.get(element.name, BlockKind.PARAGRAPH)] -= 1
    page.skipping -= element.skipped
    marks = page.marks.get(element.mark)
    if marks and marks[-1] == element.id:
        marks.pop()
    return element.name


def _close_implied(page: _Page, name: str) -> None:
    closed, barriers = CLOSES[name]
    for depth, element in enumerate(reversed(page.stack[-_DEEPEST_LOOK:]), start=1):
        if element.name in closed:
            for _ in range(depth):
                _pop(page)
            return
        if element.name in barriers:
            return


def _flush(page: _Page) -> None:
    """Finish the block under way, if it has text, and begin another."""
    if page.builder.length and not page.skipping:
        kind = next((kind for kind in PRECEDENCE if page.kinds[kind]), BlockKind.PARAGRAPH)
        _keep(page, page.builder.finish(kind, level=_level(page, kind)))
    _keep(page, page.images)
    if page.builder.length or page.images:
        page.builder, page.images = Builder(), []
        if page.href:
            page.builder.open_link(page.href)
    page.after_break = False


def _keep(page: _Page, blocks: list[Block]) -> None:
    if not blocks:
        return
    within = tuple(element.id for element in page.stack[:_DEEPEST_LOOK])
    hard, soft = tuple(page.marks["hard"]), tuple(page.marks["soft"])
    page.found.extend(PageBlock(block, within, hard, soft) for block in blocks)


def _level(page: _Page, kind: BlockKind) -> int:
    if kind is BlockKind.HEADING:
        return next((size for size in range(1, 7) if page.open[f"h{size}"]), 0)
    return sum(page.open[name] for name in LISTS) if kind is BlockKind.LIST_ITEM else 0


def _values(source: str, token: Token) -> dict[str, str]:
    if not token.inside:
        return {}
    places = attributes(source, token.inside).items()
    return {name: unescape(source[place.start : place.end]) for name, place in places}


def attribute_text(source: str, place: Span, kind: BlockKind) -> list[Block]:
    """Return the block of an attribute's value, with its entities read."""
    page = _Page(source)
    for token in tokens(source, place):
        written = source[token.span.start : token.span.end]
        _text(page, token if token.kind == "text" else Token("text", written, token.span))
    return page.builder.finish(kind)


def alt_block(source: str, place: Span) -> list[Block]:
    """Return the caption of an image's alternative text; nothing for file names and single words."""
    value = source[place.start : place.end].strip()
    if len(value.split()) < 3 or _NAMED_IMAGE.search(value):
        return []
    return attribute_text(source, place, BlockKind.CAPTION)


_STEPS: dict[str, Callable[[_Page, Token], None]] = {"text": _text, "open": _open, "close": _close}
