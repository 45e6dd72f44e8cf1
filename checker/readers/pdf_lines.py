"""Take the lines of a PDF's text with their places on the page."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

SOFT_HYPHEN = "\xad"
"""Ends a line whose last word pdfium takes for a hyphenated one."""

# Ligatures, the marks that pdfium puts for hyphens at line ends, and characters that print nothing.
_PLAIN = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "\ufffe": SOFT_HYPHEN,
        "\x02": SOFT_HYPHEN,
    }
    | dict.fromkeys(map(chr, [*range(2), *range(3, 9), *range(14, 32), 0x200B, 0xFEFF]), "")
)
_WORD = re.compile(r"\w{3,}")
# pdfium runs a hyphenated line on into the next, with one of these marks for the hyphen.
_LINE = re.compile(r"[^\r\n\ufffe\x02]+[\ufffe\x02]?")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text; places in points from the lower left corner of its page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    height: float
    """The height of the page."""


def pdf_lines(document: PdfDocument) -> list[PdfLine]:
    """Return the lines of all pages in reading order."""
    found: list[PdfLine] = []
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            found.extend(_lines(page, text, number))
    return found


def _lines(page: PdfPage, text: PdfTextPage, number: int) -> Iterator[PdfLine]:
    height = page.get_height()
    for found in _LINE.finditer(text.get_text_range()):
        line = found.group()
        words = line.translate(_PLAIN).strip()
        if not words:
            continue
        start = found.start() + len(line) - len(line.lstrip())
        # Bullets, and reference numbers at the end, have sizes of their own.
        word = _WORD.search(line)
        left = _box(text, start)[0]
        _, bottom, _, top = _box(text, found.start() + word.start() if word else start)
        right = _box(text, found.start() + len(line.rstrip()) - 1)[2]
        yield PdfLine(words, number, left, max(right, left), bottom, round(top - bottom, 1), height)


def _box(text: PdfTextPage, index: int) -> tuple[float, float, float, float]:
    from pypdfium2 import PdfiumError

    try:
        left, bottom, right, top = text.get_charbox(index, loose=True)
    except PdfiumError:
        # Characters that pdfium puts in of itself have no place; the line is then judged by its words.
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top
