"""The documents of the sample report, told apart into blocks by hand: reporters need no reader."""

from __future__ import annotations

import hashlib
from pathlib import Path

from checker.types import Block, BlockKind, Document, Place, Run, Span

DATA = Path(__file__).parent / "data"
_KINDS = {
    "# ": BlockKind.TITLE,
    "## ": BlockKind.HEADING,
    "> ": BlockKind.QUOTE,
    "- ": BlockKind.LIST_ITEM,
    "": BlockKind.PARAGRAPH,
}


def markdown_document(uri: str, source: str) -> Document:
    """Return a document with a block for each line of a small Markdown text."""
    blocks, at = [], 0
    for line in source.splitlines(keepends=True):
        text = line.rstrip("\n")
        if text and not text.startswith("<!--"):
            mark = next(mark for mark in _KINDS if text.startswith(mark))
            blocks.append(_line_block(_KINDS[mark], text, begins=len(mark), at=at))
        at += len(line)
    return _document(uri, source, tuple(blocks))


def _line_block(kind: BlockKind, text: str, *, begins: int, at: int) -> Block:
    """Return the block of a line; asterisks are markup, so the text's runs go around them."""
    runs, shown, start = [], "", begins
    for end in [*(i for i, char in enumerate(text) if char == "*"), len(text)]:
        if end > start:
            runs.append(Run(Span(len(shown), len(shown) + end - start), Span(at + start, at + end)))
            shown += text[start:end]
        start = end + 1
    return Block(kind, shown, tuple(runs), level=1 if kind is BlockKind.TITLE else 2)


def html_document(uri: str, source: str) -> Document:
    """Return the document of bread.html: each piece of text beside the markup that stands for it."""
    title = (
        ("Bread ", "Bread "),
        ("&", "&amp;"),
        (" ", " "),
        ('"butter"', '"butter"'),
        (" medicine", " medicine"),
    )
    first = (("Eat ", "Eat "), ('<script>alert("1")</script>', '&lt;script&gt;alert("1")&lt;/script&gt;'))
    second = (
        ("cures", "cures"),
        (" ", "   "),
        ("'everything' ", "'everything' "),
        ("&", "&amp;"),
        (" more.", " more."),
    )
    rows = (
        (BlockKind.TITLE, title),
        (BlockKind.PARAGRAPH, (*first, (" daily; it", " daily; it"))),
        (BlockKind.PARAGRAPH, second),
    )
    blocks, at = [], 0
    for kind, pieces in rows:
        block, at = _pieced_block(kind, pieces, source, at)
        blocks.append(block)
    return _document(uri, source, tuple(blocks), verbatim=False)


def _pieced_block(kind: BlockKind, pieces: tuple[tuple[str, str], ...], source: str, at: int) -> tuple[Block, int]:
    runs, shown = [], ""
    for text, markup in pieces:
        at = source.index(markup, at)
        runs.append(Run(Span(len(shown), len(shown) + len(text)), Span(at, at + len(markup))))
        shown, at = shown + text, at + len(markup)
    return Block(kind, shown, tuple(runs)), at


def _document(uri: str, source: str, blocks: tuple[Block, ...], *, verbatim: bool = True) -> Document:
    digest = hashlib.sha256(source.encode()).hexdigest()
    return Document(uri, source, digest, blocks[0].text, blocks, verbatim=verbatim)


def place(document: Document, quote: str, nth: int = 0) -> Place:
    """Return the place of a quote's n-th occurrence among the blocks of a document."""
    for block in document.blocks:
        at = block.text.find(quote)
        while at >= 0:
            if nth == 0:
                return Place(block.to_source(Span(at, at + len(quote))), quote)
            nth -= 1
            at = block.text.find(quote, at + 1)
    raise AssertionError(quote)
