"""Read DOCX files: the source is their text, one paragraph a line, told apart by style."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.readers.assemble import Content, assembled
from checker.readers.blocks import Builder
from checker.readers.docx_parts import child, local, main_part, opened, value
from checker.readers.docx_styles import Style, kind_of, styles_of
from checker.readers.look import guessed
from checker.readers.shape import is_caption
from checker.types import Block, BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from checker.readers.docx_parts import Package

SUFFIXES = (".docx",)

# Deleted and moved text, the copy for old readers of a drawing, and what is no text of the paragraph.
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "footnoteReference"})
_CHARACTERS = {"tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}
_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "description": "description",
    "keywords": "tags",
    "language": "language",
    "created": "date",
}


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    link: str
    bold: bool


@dataclass(slots=True)
class _Text:
    styles: Mapping[str, Style]
    links: Mapping[str, tuple[str, str]]
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    length: int = 0


def read(data: bytes, uri: str) -> Document:
    """Return the document of a DOCX file; ReadError for bombs, damaged files and other archives."""
    package = opened(data, uri)
    name = main_part(package)
    related = package.related(name)
    text = _Text(styles_of(_styles_part(package, name, related)), related)
    for paragraph, in_cell in _paragraphs(child(package.part(name), "body")):
        _add(text, paragraph, in_cell=in_cell)
    metadata = _metadata(package)
    content = Content("\n".join(text.lines), guessed(text.blocks), metadata, title=metadata.get("title", ""))
    return assembled(data, uri, content)


def _styles_part(package: Package, name: str, related: Mapping[str, tuple[str, str]]) -> Element | None:
    target = next((target for kind, target in related.values() if kind == "styles"), "")
    folder = "" if target.startswith("/") else name.rpartition("/")[0] + "/"
    return package.part(folder + target.lstrip("/")) if target else None


def _paragraphs(body: Element | None) -> Iterator[tuple[Element, bool]]:
    """Yield the paragraphs in order, those of tables, content controls and text boxes too."""
    waiting = [(body, False)] if body is not None else []
    while waiting:
        element, in_cell = waiting.pop()
        name = local(element)
        if name == "p":
            yield element, in_cell
        if name not in _LEFT_OUT:
            waiting += [(row, in_cell or name == "tc") for row in reversed(element)]


def _add(text: _Text, paragraph: Element, *, in_cell: bool) -> None:
    """Append a paragraph to the source as a line, and its blocks; nothing where it is empty."""
    builder, written = Builder(), []
    for piece in _pieces(paragraph):
        at = text.length + builder.length
        written.append(piece.text)
        if piece.text == "\n":
            builder.add_break(at, at + 1)
        else:
            _append(builder, piece, at, text.links)
    kind, level = kind_of(child(paragraph, "pPr"), text.styles, in_cell=in_cell)
    blocks = builder.finish(kind, level=level)
    if blocks:
        text.blocks += [replace(b, kind=BlockKind.CAPTION) if _is_caption(b) else b for b in blocks]
        text.lines.append("".join(written))
        text.length += builder.length + 1


def _append(builder: Builder, piece: _Piece, at: int, links: Mapping[str, tuple[str, str]]) -> None:
    href = links.get(piece.link, ("", piece.link))[1]
    if piece.bold:
        builder.open_emphasis()
    if href:
        builder.open_link(href)
    builder.add(piece.text, at)
    if href:
        builder.close_link()
    if piece.bold:
        builder.close_emphasis()


def _is_caption(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and is_caption(block.text)


def _pieces(paragraph: Element) -> Iterator[_Piece]:
    """Yield the text of a paragraph run by run, line breaks as pieces of their own."""
    waiting = [(row, "", False) for row in reversed(paragraph)]
    while waiting:
        element, link, bold = waiting.pop()
        name = local(element)
        if name == "t":
            yield _Piece(" ".join((element.text or "").splitlines()), link, bold)
        elif name in ("br", "cr"):
            yield _Piece("\n", link, bold)
        elif name in _CHARACTERS:
            yield _Piece(_CHARACTERS[name], link, bold)
        elif name == "hyperlink":
            anchor = value(element, "anchor")
            link = value(element, "id") or (f"#{anchor}" if anchor else "")
        elif name == "r":
            mark = child(element, "rPr", "b")
            bold = mark is not None and value(mark) not in ("0", "false", "off")
        if name not in _LEFT_OUT and name != "txbxContent":
            waiting += [(row, link, bold) for row in reversed(element)]


def _metadata(package: Package) -> dict[str, str]:
    core = package.part("docProps/core.xml")
    rows = core if core is not None else ()
    return {_PROPERTIES[local(row)]: (row.text or "").strip() for row in rows if local(row) in _PROPERTIES}
