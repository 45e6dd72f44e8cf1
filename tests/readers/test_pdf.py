"""PDF: lines are joined to paragraphs, running heads left out, scans refused with advice."""

from __future__ import annotations

import pytest

from checker.errors import ReadError
from checker.readers import read
from checker.types import BlockKind

from .making import check, of_kind, pdf, told

LINES = [
    "Kava is a root that many people take in the evening to be calm with-",
    "out side effects. It has been used for centuries by people of the islands",
    "who know that it is safe.",
]


def paragraph(y: float, lines: list[str] = LINES) -> list[tuple[float, float, float, str]]:
    return [(72, y - 14 * number, 11, line) for number, line in enumerate(lines)]


PAGES = [
    [
        (72, 770, 8, "The Wellness Blog"),
        (72, 700, 20, "All about kava"),
        *paragraph(660),
        *paragraph(600),
        (72, 540, 14, "How does it work?"),
        *paragraph(515),
        (300, 30, 8, "Page 1 of 2"),
    ],
    [(72, 770, 8, "The Wellness Blog"), *paragraph(700, ["It works well."]), (300, 30, 8, "Page 2 of 2")],
]
JOINED = (
    "Kava is a root that many people take in the evening to be calm without side effects. It has been used "
    "for centuries by people of the islands who know that it is safe."
)


def test_a_pdf_is_read_as_paragraphs() -> None:
    document = read(pdf(PAGES), "a.pdf")
    check(document)
    assert told(document) == [
        ("title", "All about kava"),
        ("paragraph", JOINED),
        ("paragraph", JOINED),
        ("heading", "How does it work?"),
        ("paragraph", JOINED),
        ("paragraph", "It works well."),
    ]
    assert document.source == "\n".join(text for _, text in told(document))


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    lines = ["It is a long-", "term treatment for people who take a non-", "addictive root in the evening."]
    document = read(pdf([paragraph(600, lines)]), "a.pdf")
    assert of_kind(document, BlockKind.PARAGRAPH) == [
        "It is a long-term treatment for people who take a non-addictive root in the evening."
    ]


def test_bullets_are_list_items() -> None:
    lines = ["\x95 Better sleep", "\x95 Less pain"]
    page = [(72, 640, 11, "It helps with many things:"), (90, 620, 11, lines[0]), (90, 606, 11, lines[1])]
    assert of_kind(read(pdf([page]), "a.pdf"), BlockKind.LIST_ITEM) == ["Better sleep", "Less pain"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([[]]), "text recognition"),
        (
            pdf(
                PAGES,
                trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <00> /U <00> >> /ID [<00> <00>]",
            ),
            ".",
        ),
        (b"%PDF-1.4 broken", "cannot be opened"),
        (b"", "cannot be opened"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.pdf: ") as refused:
        read(data, "a.pdf")
    assert says in str(refused.value)


def test_a_protected_pdf_says_so() -> None:
    empty = "0" * 64
    trailer = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{empty}> /U <{empty}> >> /ID [<00> <00>]"
    with pytest.raises(ReadError, match="password"):
        read(pdf(PAGES, trailer=trailer), "a.pdf")
