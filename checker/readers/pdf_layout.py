"""Join the lines of a PDF to paragraphs; leave out running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from checker.readers.pdf_lines import SOFT_HYPHEN
from checker.readers.shape import bullet_length, ends_sentence, number_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.readers.pdf_lines import PdfLine

_PAGE_NUMBER = re.compile(r"[-–—|\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = re.compile(rf"([^\W\d_]+)([-‐{SOFT_HYPHEN}])\Z")
_HEAD = re.compile(r"[^\W\d_]+")
_HYPHENATED = "anti cross double ex full half high long low mid multi non one post pre self short two well"
_KEEP_HYPHEN = frozenset(_HYPHENATED.split())
_MARGIN = 0.12
_COLUMN = 40.0
_LARGER = 1.12


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or list item of a PDF: its text, and its letters' size by that of the body's."""

    text: str
    scale: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What holds for the whole document: the body's letter size, its leading, and where columns end."""

    size: float
    leading: float
    rights: dict[tuple[int, int], float] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    def right(self, line: PdfLine) -> float:
        """Return the right edge of the column that a line stands in."""
        column = int(line.left // _COLUMN)
        return max(self.rights.get((line.page, near), 0.0) for near in (column - 1, column, column + 1))


def paragraphs(lines: Sequence[PdfLine]) -> list[Paragraph]:
    """Return the paragraphs of the lines in reading order."""
    kept = without_running_heads(lines)
    if not kept:
        return []
    layout = _layout(kept)
    groups: list[list[PdfLine]] = [[kept[0]]]
    for before, line in pairwise(kept):
        if _joins(before, line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, layout) for group in groups]


def without_running_heads(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Leave out lines in the margins that most pages repeat, numbers aside, and page numbers."""
    pages: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        if _in_margin(line):
            pages[_key(line)].add(line.page)
    enough = max(2, 0.4 * len({line.page for line in lines}))
    return [
        line
        for line in lines
        if not (_in_margin(line) and (len(pages[_key(line)]) >= enough or _PAGE_NUMBER.fullmatch(line.text)))
    ]


def _in_margin(line: PdfLine) -> bool:
    return not _MARGIN * line.height < line.bottom < (1 - _MARGIN) * line.height


def _key(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _layout(lines: Sequence[PdfLine]) -> Layout:
    sizes: Counter[float] = Counter()
    rights: dict[tuple[int, int], float] = defaultdict(float)
    for line in lines:
        sizes[line.size] += len(line.text)
        column = (line.page, int(line.left // _COLUMN))
        rights[column] = max(rights[column], line.right)
    size = sizes.most_common(1)[0][0]
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.size == b.size == size and _below(a, b)]
    words = frozenset(word.lower() for line in lines for word in _WORD.findall(line.text))
    return Layout(size, median(steps) if steps else 1.2 * size, dict(rights), words)


def _below(before: PdfLine, line: PdfLine) -> bool:
    same_column = before.page == line.page and abs(before.left - line.left) < 2 * _COLUMN
    return same_column and 0 < before.bottom - line.bottom < 4 * max(line.size, 1.0)


def _joins(before: PdfLine, line: PdfLine, layout: Layout) -> bool:
    sizes = sorted((before.size, line.size))
    if sizes[0] > 0 and sizes[1] > 1.08 * sizes[0]:
        return False
    if bullet_length(line.text) or number_length(line.text):
        return False
    if _below(before, line):
        loose = max(1.35 * layout.leading, layout.leading + 2) * max(line.size / max(layout.size, 1.0), 1.0)
        if before.bottom - line.bottom > loose:
            return False
    elif ends_sentence(before.text):
        return False
    # A first line set in, after a sentence's end.
    if line.left - before.left > 0.7 * line.size and ends_sentence(before.text) and not bullet_length(before.text):
        return False
    return _is_full(before, line, layout)


def _is_full(before: PdfLine, line: PdfLine, layout: Layout) -> bool:
    """Tell whether the next line's first word would not have fitted behind a line."""
    letter = (before.right - before.left) / max(len(before.text), 1)
    word = letter * (len(line.text.split(None, 1)[0]) + 1)
    return before.right + word > layout.right(before) - letter or _TAIL.search(before.text) is not None


def _paragraph(lines: Sequence[PdfLine], layout: Layout) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = _joined(text, line.text, layout.words)
    scale = max(line.size for line in lines) / layout.size if layout.size else 1.0
    return Paragraph(text.replace(SOFT_HYPHEN, ""), scale)


def _joined(text: str, line: str, words: Iterable[str]) -> str:
    tail, head = _TAIL.search(text), _HEAD.match(line)
    if tail is None or head is None or not line[0].islower():
        return f"{text} {line}" if tail is None else text + line
    first, last = tail.group(1), head.group()
    if (first + last).lower() in words:
        return text[:-1] + line
    hyphenated = f"{first}-{last}".lower() in words or first.lower() in _KEEP_HYPHEN
    return (text[:-1] + "-" if hyphenated else text[:-1]) + line


def is_large(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph's letters are larger than the body's, as headings' are."""
    return paragraph.scale >= _LARGER
