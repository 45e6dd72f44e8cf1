"""Tell what a Word paragraph is from its style, its list and its outline level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.readers.docx_parts import child, children, value
from checker.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

_NAMES: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"title"), BlockKind.TITLE),
    (re.compile(r"subtitle|standfirst|abstract|lead|intro"), BlockKind.SUMMARY),
    (re.compile(r"(?:heading|überschrift|titre|título|rubrik|kop) ?[1-9].*|toc heading"), BlockKind.HEADING),
    (re.compile(r"(?:intense )?quote|quotations?|block ?text|block ?quote.*"), BlockKind.QUOTE),
    (re.compile(r"caption|figure.*|table caption"), BlockKind.CAPTION),
    (
        re.compile(r"list(?: (?:bullet|number|continue|paragraph))?(?: \d)?|(?:bullet|number)ed list.*"),
        BlockKind.LIST_ITEM,
    ),
    (re.compile(r"toc \d|header|footer|index.*|table of .*"), BlockKind.BOILERPLATE),
)
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its names from its own up to what it is based on, its outline level and list."""

    names: tuple[str, ...] = ()
    outline: int = _BODY_LEVEL
    listed: bool = False


def styles_of(root: Element | None) -> dict[str, Style]:
    """Return the paragraph styles by id, each with what it takes over from the style it is based on."""
    rows = {value(row, "styleId"): row for row in children(root, "style")}
    return {style: _style(rows, style) for style in rows}


def kind_of(properties: Element | None, styles: Mapping[str, Style], *, in_cell: bool) -> tuple[BlockKind, int]:
    """Return what a paragraph is, and its heading level or list depth."""
    style = styles.get(value(child(properties, "pStyle")), Style())
    named = next((kind for name in style.names for pattern, kind in _NAMES if pattern.fullmatch(name)), None)
    if named not in (None, BlockKind.LIST_ITEM):
        level = next((int(digit) for name in style.names for digit in re.findall(r"\d", name)), 1)
        return named or BlockKind.PARAGRAPH, level if named in (BlockKind.HEADING, BlockKind.TITLE) else 0
    outline = value(child(properties, "outlineLvl")) or str(style.outline)
    if outline.isdigit() and int(outline) < _BODY_LEVEL:
        return BlockKind.HEADING, int(outline) + 1
    number = child(properties, "numPr", "numId")
    listed = value(number) != "0" if number is not None else style.listed
    if listed or named is BlockKind.LIST_ITEM:
        depth = value(child(properties, "numPr", "ilvl"))
        return BlockKind.LIST_ITEM, (int(depth) if depth.isdigit() else 0) + 1
    return (BlockKind.CELL if in_cell else BlockKind.PARAGRAPH), 0


def _style(rows: Mapping[str, Element], style: str) -> Style:
    line = list(_line(rows, style))
    outlines = [value(child(row, "pPr", "outlineLvl")) for row in line]
    outline = next((int(level) for level in outlines if level.isdigit()), _BODY_LEVEL)
    names = tuple(value(child(row, "name")).lower().strip() for row in line)
    return Style(names, outline, any(child(row, "pPr", "numPr") is not None for row in line))


def _line(rows: Mapping[str, Element], style: str) -> Iterator[Element]:
    seen: set[str] = set()
    while style in rows and style not in seen:
        seen.add(style)
        yield rows[style]
        style = value(child(rows[style], "basedOn"))
