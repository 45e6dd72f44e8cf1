"""Read plain text: tell title, headings, list items and paragraphs apart by their look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers.assemble import Content, assembled
from checker.readers.blocks import one_to_one
from checker.readers.decode import decode
from checker.readers.lines import passages
from checker.readers.look import LEVELS, kinds_by_look

if TYPE_CHECKING:
    from checker.types import Document

SUFFIXES = (".txt", ".text")


def read(data: bytes, uri: str) -> Document:
    """Return the document of a plain text in any common encoding; ReadError if it is no text."""
    source = decode(data, uri)
    found = [passage for passage in passages(source) if passage.text.strip()]
    blocks = [
        block
        for passage, kind in zip(found, kinds_by_look(found), strict=True)
        for block in one_to_one(kind, source, passage.spans, level=LEVELS.get(kind, 0))
    ]
    return assembled(data, uri, Content(source, blocks))
