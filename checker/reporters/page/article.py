"""The article itself, block by block, with its marks."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from checker.reporters.page.marks import Mark, by_block, marked
from checker.reporters.page.tags import Html, joined, tag
from checker.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.reporters.page.numbering import Note
    from checker.types import Block, Document

_TAGS = {
    BlockKind.TITLE: ("h3", "title"),
    BlockKind.HEADING: ("h3", None),
    BlockKind.PARAGRAPH: ("p", None),
    BlockKind.QUOTE: ("blockquote", None),
    BlockKind.CAPTION: ("p", "caption"),
    BlockKind.CELL: ("p", "cell"),
    BlockKind.SUMMARY: ("p", "standfirst"),
}
_DEEPEST_INDENT = 4


def title_block(document: Document) -> int | None:
    """Return the index of the block that is the article's title; None where it has none."""
    return next((index for index, block in enumerate(document.blocks) if block.kind is BlockKind.TITLE), None)


def title_and_body(document: Document, notes: Sequence[Note]) -> tuple[Html | None, Html]:
    """Return the marked title, where the article shows one, and the marked text below it."""
    marks = by_block(document, notes)
    at = title_block(document)
    title = None if at is None else marked(document.blocks[at].text, marks.get(at, []))
    return title, joined(_body(document, marks, skip=at), "\n")


def _body(document: Document, marks: Mapping[int, list[Mark]], skip: int | None) -> Iterator[Html]:
    shown = [(i, b) for i, b in enumerate(document.blocks) if b.kind is not BlockKind.BOILERPLATE and i != skip]
    for listed, group in groupby(shown, key=lambda item: item[1].kind is BlockKind.LIST_ITEM):
        blocks = [(block, marks.get(index, []), _line(document, block)) for index, block in group]
        if listed:
            yield tag("ul", joined((_item(*entry) for entry in blocks), "\n"))
        else:
            yield from (_block(*entry) for entry in blocks)


def _line(document: Document, block: Block) -> str | None:
    return str(document.position(block.runs[0].source.start)[0]) if block.runs else None


def _block(block: Block, marks: Sequence[Mark], line: str | None) -> Html:
    name, class_ = _TAGS[block.kind]
    if name == "h3" and block.level > 2:
        name = "h4"
    content = marked(block.text, marks)
    return tag(name, tag("p", content) if name == "blockquote" else content, class_=class_, data_line=line)


def _item(block: Block, marks: Sequence[Mark], line: str | None) -> Html:
    depth = f"depth-{min(block.level, _DEEPEST_INDENT)}" if block.level > 1 else None
    return tag("li", marked(block.text, marks), class_=depth, data_line=line)
