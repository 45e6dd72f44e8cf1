"""Small files for the tests: PDF and DOCX built by hand, and what must hold for every document."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from checker.readers import read
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.types import Block, BlockKind, Document

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text(source: str) -> Document:
    return read(source.encode(), "article.txt")


def markdown(source: str) -> Document:
    return read(source.encode(), "article.md")


def page(source: str) -> Document:
    return read(source.encode(), "page.html")


def told(document: Document) -> list[tuple[str, str]]:
    """Return kind and text of each block."""
    return [(block.kind.value, block.text) for block in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [block.text for block in document.blocks if block.kind is kind]


def source_of(document: Document, quote: str) -> str:
    """Return the stretch of the source for a quote of some block's text."""
    for block in document.blocks:
        if (at := block.text.find(quote)) >= 0:
            span = block.to_source(Span(at, at + len(quote)))
            return document.source[span.start : span.end]
    raise AssertionError(f"{quote!r} is in no block")


def check(document: Document) -> None:
    """Fail where runs do not cover a block in order, or where a one-to-one run differs from the source."""
    for block in document.blocks:
        assert block.text
        assert block.text == block.text.strip()
        _check_runs(document, block)
        inner = [*(link.span for link in block.links), *block.emphasis]
        assert all(0 <= span.start < span.end <= len(block.text) for span in inner)


def _check_runs(document: Document, block: Block) -> None:
    at, last = 0, 0
    for run in block.runs:
        assert run.text.start == at < run.text.end
        assert last <= run.source.start <= run.source.end <= len(document.source)
        at, last = run.text.end, run.source.end
        if len(run.text) == len(run.source):
            shown = block.text[run.text.start : run.text.end]
            written = document.source[run.source.start : run.source.end]
            assert shown == written or (shown == " " and written.isspace()) or not document.verbatim
    assert at == len(block.text)


def docx(body: str, **parts: str | bytes) -> bytes:
    """Return a DOCX file with the XML of a body; `parts` replace or add members ("_" for "/" and ".")."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
    }
    members |= parts
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, trailer: str = "") -> bytes:
    """Return a PDF whose pages show texts, each at x, y (points from the lower left) in a letter size."""
    streams = [
        "\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({line}) Tj ET" for x, y, size, line in lines)
        for lines in pages
    ]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _written(objects, trailer)


def _written(objects: Sequence[str], trailer: str) -> bytes:
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")
