"""Read Markdown: front matter, headings, lists, quotes, tables, links and inline HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.readers.assemble import Content, assembled, squeezed
from checker.readers.decode import decode
from checker.readers.front_matter import front_matter
from checker.readers.html_blocks import page_blocks
from checker.readers.md_inline import Places, Walk, walked
from checker.readers.md_parser import parser
from checker.readers.md_source import Prepared, prepared
from checker.readers.shape import is_caption
from checker.types import Block, BlockKind, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")

_PIPE = re.compile(r"\|")
_BLANK = " \t"
_HEADING = re.compile(r"h[1-6]")


@dataclass(slots=True)
class _Page:
    source: str
    text: Prepared
    open: list[str] = field(default_factory=list)
    column: int = 0


def read(data: bytes, uri: str) -> Document:
    """Return the document of a Markdown file in any common encoding; ReadError if it is no text."""
    source = decode(data, uri)
    front = front_matter(source)
    page = _Page(source, prepared(source, front.end))
    tokens = parser().parse("\n".join(page.text.lines))
    body = sorted((block for token in tokens for block in _blocks(page, token)), key=_start)
    body = _titled(body, front.values.get("title"))
    blocks = [*_from_front(front.values, body), *body]
    return assembled(data, uri, Content(source, blocks, {name: b.text for name, b in front.values.items()}))


def _start(block: Block) -> int:
    return block.runs[0].source.start


def _from_front(values: Mapping[str, Block], body: Sequence[Block]) -> Iterator[Block]:
    if "title" in values and not any(block.kind is BlockKind.TITLE for block in body):
        yield replace(values["title"], kind=BlockKind.TITLE, level=1)
    if "description" in values:
        yield values["description"]


def _titled(body: list[Block], title: Block | None) -> list[Block]:
    """Make the first heading the title where it says the same as the front matter, or stands first."""
    first = next((at for at, block in enumerate(body) if block.kind is BlockKind.HEADING), None)
    if first is None:
        return body
    heading = body[first]
    same = title is not None and squeezed(title.text) == squeezed(heading.text)
    alone = title is None and (heading.level == 1 or first == 0)
    if same or alone:
        body[first] = replace(heading, kind=BlockKind.TITLE)
    return body


def _blocks(page: _Page, token: Token) -> Iterable[Block]:
    if token.type == "inline":
        return _inline(page, token)
    if token.type == "html_block":
        return _html(page, token)
    if token.nesting > 0:
        page.open.append(token.tag if token.type == "heading_open" else token.type.removesuffix("_open"))
        page.column = 0 if token.type == "tr_open" else page.column
    elif token.nesting < 0 and page.open:  # nested footnotes close more than they open
        page.open.pop()
    return ()


def _inline(page: _Page, token: Token) -> list[Block]:
    if not token.map or not token.content:
        return []
    in_cell = page.open[-1:] in (["td"], ["th"])
    places = Places(_cell_anchors(page, token) if in_cell else _line_anchors(page.text, token))
    walk = walked(Walk(token.content, places, page.text.masked), token.children or [])
    kind, level = _kind(page)
    blocks = walk.builder.finish(kind, level=level)
    if kind is BlockKind.PARAGRAPH:
        blocks = [replace(b, kind=BlockKind.CAPTION) if is_caption(b.text) else b for b in blocks]
    return [*blocks, *walk.images]


def _kind(page: _Page) -> tuple[BlockKind, int]:
    innermost = page.open[-1] if page.open else ""
    if _HEADING.fullmatch(innermost):
        return BlockKind.HEADING, int(innermost[1])
    if innermost in ("td", "th"):
        return BlockKind.CELL, 0
    if "blockquote" in page.open:
        return BlockKind.QUOTE, 0
    depth = page.open.count("list_item")
    return (BlockKind.LIST_ITEM if depth else BlockKind.PARAGRAPH), depth


def _html(page: _Page, token: Token) -> list[Block]:
    if not token.map:
        return []
    starts = (*page.text.starts, len(page.source))
    span = Span(starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)])
    kind, level = _kind(page)
    return [
        replace(found.block, kind=kind, level=level) if found.block.kind is BlockKind.PARAGRAPH else found.block
        for found in page_blocks(page.text.masked, span)
        if not found.hard
    ]


def _line_anchors(text: Prepared, token: Token) -> list[tuple[int, int]]:
    """Return where each line of the content begins in it, and where in the source."""
    anchors, offset = [], 0
    lines = token.content.split("\n")
    for number, line in enumerate(lines, start=_first_line(text, token, lines[0].strip(_BLANK))):
        body = line.strip(_BLANK)
        column = max(_column(text.lines[number], body), 0)
        anchors.append((offset + len(line) - len(line.lstrip(_BLANK)), text.starts[number] + column))
        offset += len(line) + 1
    return anchors


def _first_line(text: Prepared, token: Token, body: str) -> int:
    """Return the number of the content's first line; the parser drops lines of odd whitespace before it."""
    first, end = token.map or (0, 1)
    return next((number for number in range(first, end) if _column(text.lines[number], body) >= 0), first)


def _column(line: str, body: str) -> int:
    """Return where the content of a line begins, after markers and before closing marks; -1 if nowhere."""
    for whole in (line.rstrip(_BLANK), line.rstrip(), line.rstrip().rstrip("#").rstrip()):
        if whole.endswith(body):
            return len(whole) - len(body)
    return line.find(body)


def _cell_anchors(page: _Page, token: Token) -> list[tuple[int, int]]:
    """Return where the stretches between escaped pipes of a table cell begin, in it and in the source."""
    number = token.map[0] if token.map else 0
    written = token.content.replace("|", "\\|")
    start = max(page.text.lines[number].find(written, page.column), 0)
    page.column = start + len(written)
    start += page.text.starts[number]
    pipes = (found.start() for found in _PIPE.finditer(token.content))
    return [(0, start), *((at, start + at + count) for count, at in enumerate(pipes, start=1))]
