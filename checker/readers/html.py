"""Read HTML pages: the article's blocks with their places, boilerplate and comments left out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.readers.assemble import Content, assembled, squeezed
from checker.readers.decode import decode
from checker.readers.html_blocks import attribute_text, page_blocks
from checker.readers.html_head import Head, head_of, headline_span
from checker.readers.main_content import in_article
from checker.types import Block, BlockKind, Document, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIXES = (".html", ".htm", ".xhtml")

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096


def read(data: bytes, uri: str) -> Document:
    """Return the document of an HTML page in its declared or a common encoding; ReadError if no text."""
    declared = _DECLARED.search(data, 0, _HEAD_BYTES)
    charset = next(filter(None, declared.groups()), b"") if declared else b""
    source = decode(data, uri, declared=charset.decode("ascii", "replace"))
    head = head_of(source)
    metadata = {name: value for name, value in head.values.items() if name != "page"}
    title = metadata.get("title", "")
    return assembled(data, uri, Content(source, _body(source, head), metadata, title=title, verbatim=False))


def _body(source: str, head: Head) -> list[Block]:
    found = page_blocks(source, Span(0, len(source)))
    at = _headline_at([page.block for page in found], head)
    blocks = [
        page.block if keep else replace(page.block, kind=BlockKind.BOILERPLATE)
        for page, keep in zip(found, in_article(source, found, at), strict=True)
    ]
    said = head.places.get("description")
    summary = attribute_text(source, said, BlockKind.SUMMARY) if said else []
    if at is not None:
        blocks[at] = replace(found[at].block, kind=BlockKind.TITLE)
        return [*blocks[: at + 1], *summary, *blocks[at + 1 :]]
    place = head.places.get("title")
    title = attribute_text(source, headline_span(source, place), BlockKind.TITLE) if place else []
    return [*(replace(block, level=1) for block in title), *summary, *blocks]


def _headline_at(blocks: Sequence[Block], head: Head) -> int | None:
    """Return which block is the page's headline: the h1 that its title repeats, else the first h1."""
    headings = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.level <= 2]
    named = squeezed(f"{head.values.get('title', '')} {head.values.get('page', '')}")
    first = [at for at in headings if blocks[at].level == 1]
    repeated = [at for at in [*first, *headings] if (own := squeezed(blocks[at].text)) and own in named]
    return next(iter([*repeated, *first]), None)
