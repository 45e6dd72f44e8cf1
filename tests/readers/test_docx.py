"""DOCX: paragraphs by style, tracked changes as they read now, bombs refused."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from checker.errors import ReadError
from checker.readers import read
from checker.types import BlockKind, Document

from .making import check, docx, of_kind, source_of, told

TEXT = "<w:p><w:r><w:t>Kava calms.</w:t></w:r></w:p>"


def document_of(body: str) -> Document:
    return read(docx(body), "a.docx")


def test_a_word_document_is_told_apart_by_its_styles() -> None:
    word = python_docx.Document()
    word.core_properties.author = "Ann Lee"
    word.add_heading("Kava calms", 0)
    word.add_heading("How does it work?", 2)
    paragraph = word.add_paragraph("It works ")
    paragraph.add_run("without").bold = True
    paragraph.add_run(" side effects.")
    word.add_paragraph("Better sleep", style="List Bullet 2")
    word.add_paragraph("It changed my life.", style="Intense Quote")
    word.add_paragraph("Ann at home", style="Caption")
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Dose", "One tenth"
    held = io.BytesIO()
    word.save(held)
    document = read(held.getvalue(), "a.docx")
    check(document)
    assert told(document) == [
        ("title", "Kava calms"),
        ("heading", "How does it work?"),
        ("paragraph", "It works without side effects."),
        ("list item", "Better sleep"),
        ("quote", "It changed my life."),
        ("caption", "Ann at home"),
        ("cell", "Dose"),
        ("cell", "One tenth"),
    ]
    assert document.source.split("\n") == [text for _, text in told(document)]
    assert document.metadata["author"] == "Ann Lee"
    assert document.blocks[1].level == 2
    assert [document.blocks[2].text[at.start : at.end] for at in document.blocks[2].emphasis] == ["without"]


def test_headings_without_styles_are_found_by_their_look() -> None:
    long = "Kava is a root that many people take in the evening to be calm, and it is said to have no side effects."
    body = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("All about Kava", long, "How does it work?", long)
    )
    assert [kind for kind, _ in told(document_of(body))] == ["title", "paragraph", "heading", "paragraph"]


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Kava </w:t></w:r>'
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t xml:space="preserve">always </w:t></w:r></w:ins><w:r><w:t>calms.</w:t></w:r></w:p>'
    )
    assert told(document_of(body)) == [("paragraph", "Kava always calms.")]


def test_content_controls_text_boxes_tabs_and_breaks() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{TEXT}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>One.</w:t><w:br/><w:t>Two</w:t><w:tab/><w:t>three.</w:t></w:r>"
        f"<w:r><w:drawing><w:txbxContent>{TEXT}</w:txbxContent></w:drawing></w:r></w:p>"
    )
    document = document_of(body)
    check(document)
    assert [text for _, text in told(document)] == ["Kava calms.", "One.", "Two\tthree.", "Kava calms."]
    assert source_of(document, "Two\tthree") == "Two\tthree"


def test_an_empty_document_has_no_blocks() -> None:
    assert document_of("<w:p/>").blocks == ()


def test_a_leftover_reply_form_is_boilerplate() -> None:
    body = TEXT * 3 + "<w:p><w:r><w:t>Leave a Reply</w:t></w:r></w:p>"
    assert of_kind(document_of(body), BlockKind.BOILERPLATE) == ["Leave a Reply"]


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w"><w:body>&b;</w:body></w:document>'
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (docx("", **{"word/document.xml": BOMB}), "XML entities"),
        (docx("", **{"word/document.xml": "<w:document"}), "damaged"),
        (docx("", **{"word/media/a.bin": b"\0" * 30_000_000}), "unpacks to 30,000,000 bytes"),
        (docx("", **{f"word/{n}.xml": b"x" for n in range(10_001)}), "10,004 members"),
        (docx("", **{"_rels/.rels": "<Relationships/>", "word/document.xml": b""}), "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"no archive at all", "damaged"),
        (b"", "damaged"),
    ],
)
def test_bombs_and_damage_are_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.docx: ") as refused:
        read(data, "a.docx")
    assert says in str(refused.value)


def test_other_archives_are_refused() -> None:
    target = 'Id="a" Type="x/officeDocument" Target="xl/workbook.xml"'
    relations = f"<Relationships><Relationship {target}/></Relationships>"
    with pytest.raises(ReadError, match="holds no Word document"):
        read(docx("", **{"_rels/.rels": relations}), "a.docx")
