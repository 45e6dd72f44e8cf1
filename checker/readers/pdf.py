"""Read PDF files: the source is their text, one paragraph a line."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.errors import ReadError
from checker.readers.assemble import Content, assembled
from checker.readers.blocks import one_to_one
from checker.readers.look import guessed
from checker.readers.pdf_layout import Paragraph, is_large, paragraphs
from checker.readers.pdf_lines import pdf_lines
from checker.readers.shape import bullet_length, is_caption, is_short_line
from checker.types import Block, BlockKind, Document, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SUFFIXES = (".pdf",)

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_NOT_SAID = re.compile(
    r"\(?(?:anonymous|unspecified|untitled|unknown)\)?|.*\.(?:docx?|indd|pdf)|microsoft word - .*",
    re.IGNORECASE,
)


def read(data: bytes, uri: str) -> Document:
    """Return the document of a PDF file; ReadError for protected, scanned and damaged ones."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(data)) as document:
            found = paragraphs(pdf_lines(document))
            metadata = _metadata(document.get_metadata_dict())
    except PdfiumError as error:
        raise _unreadable(uri, error) from error
    if not found:
        advice = "Run text recognition on it first (such as ocrmypdf in.pdf out.pdf), or give its text."
        raise ReadError(f"{uri}: this PDF has no text, only images. {advice}")
    source = "\n".join(paragraph.text for paragraph in found)
    content = Content(source, _blocks(source, found), metadata, title=metadata.get("title", ""))
    return assembled(data, uri, content)


def _unreadable(uri: str, error: Exception) -> ReadError:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return ReadError(f"{uri}: this PDF is protected by a password. Save a copy without one.")
    why = str(error).rstrip(".")
    return ReadError(f"{uri}: this PDF cannot be opened ({why}). Print it to a new PDF, or give its text.")


def _blocks(source: str, found: Sequence[Paragraph]) -> list[Block]:
    blocks, at = [], 0
    for paragraph in found:
        span = Span(at, at + len(paragraph.text))
        at = span.end + 1
        kind = BlockKind.PARAGRAPH
        if is_large(paragraph) and is_short_line(paragraph.text) and not bullet_length(paragraph.text):
            kind = BlockKind.HEADING
        elif is_caption(paragraph.text):
            kind = BlockKind.CAPTION
        blocks += one_to_one(kind, source, [span], level=2 if kind is BlockKind.HEADING else 0)
    return guessed(_with_title(blocks, found))


def _with_title(blocks: list[Block], found: Sequence[Paragraph]) -> list[Block]:
    """Make the first of the largest paragraphs at the beginning the title."""
    largest = max((paragraph.scale for paragraph in found[:10]), default=1.0)
    text = next(paragraph.text for paragraph in found if paragraph.scale >= largest)
    return [
        replace(block, kind=BlockKind.TITLE, level=1) if largest > 1.12 and block.text == text.strip() else block
        for block in blocks[:10]
    ] + blocks[10:]


def _metadata(said: Mapping[str, str]) -> dict[str, str]:
    kept = {name: text.strip() for name, text in said.items() if text.strip() and not _NOT_SAID.fullmatch(text.strip())}
    date = _DATE.match(kept.get("CreationDate", ""))
    return {
        "title": kept.get("Title", ""),
        "author": kept.get("Author", ""),
        "description": kept.get("Subject", ""),
        "tags": kept.get("Keywords", ""),
        "date": "-".join(part for part in date.groups() if part) if date else "",
    }
