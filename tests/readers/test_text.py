"""Plain text: title, headings, lists, quotes and wrapped lines are told apart by their look."""

from __future__ import annotations

import textwrap

import pytest

from checker.readers import read
from checker.types import BlockKind

from .making import check, of_kind, source_of, text, told

LONG = (
    "Microdosing involves taking small amounts of psychedelic substances, such as LSD or psilocybin "
    "mushrooms, in order to experience the therapeutic benefits without any negative side effects. It is "
    "typically one-tenth of what would be considered a regular dose, so people say."
)


def test_an_article_has_title_headings_paragraphs_and_boilerplate() -> None:
    document = text(f"Microdosing: A New Approach?\n\n{LONG}\n\nHow Does It Work?\n\n{LONG}\n\nLeave a Reply")
    assert told(document) == [
        ("title", "Microdosing: A New Approach?"),
        ("paragraph", LONG),
        ("heading", "How Does It Work?"),
        ("paragraph", LONG),
        ("boilerplate", "Leave a Reply"),
    ]
    assert document.title == "Microdosing: A New Approach?"


@pytest.mark.parametrize(
    "heading", ["What is Microdosing?", "Benefits of CBD", "WHAT IS IT", "Key Takeaways:", "How it works"]
)
def test_a_heading_above_its_text_does_not_run_into_it(heading: str) -> None:
    document = text(f"A Title\n\n{LONG}\n\n{heading}\n{LONG}\n")
    assert told(document)[2:] == [("heading", heading), ("paragraph", LONG)]


@pytest.mark.parametrize("width", [60, 72, 90])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_wrapped_lines_are_joined(width: int, newline: str) -> None:
    wrapped = textwrap.fill(LONG, width) + "\n\n" + textwrap.fill(LONG, width)
    document = text(f"A Title\n\n{wrapped}\n".replace("\n", newline))
    check(document)
    assert of_kind(document, BlockKind.PARAGRAPH) == [LONG, LONG]


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    document = text(f"A Title\n{LONG}\n{LONG}\nIt has helped me.\n{LONG}\n")
    assert of_kind(document, BlockKind.PARAGRAPH) == [LONG, LONG, "It has helped me.", LONG]


def test_a_sentence_broken_once_is_joined() -> None:
    document = text("Microdosing involves taking small doses of psychedelic substances\nlike LSD or DMT.")
    assert len(document.blocks) == 1


@pytest.mark.parametrize("marker", ["- ", "* ", "• ", "•", "1. ", "2) ", "(3) ", "▪\t", "– "])
def test_list_items_lose_their_markers(marker: str) -> None:
    document = text(f"A Title\n\n{LONG}\n\n{marker}Better sleep\n{marker}Less pain.\n")
    assert of_kind(document, BlockKind.LIST_ITEM) == ["Better sleep", "Less pain."]


def test_a_list_item_keeps_its_lines_set_in() -> None:
    document = text("A Title\n\n- Better sleep through\n  the whole night\n- Less pain\n")
    assert of_kind(document, BlockKind.LIST_ITEM) == ["Better sleep through the whole night", "Less pain"]


def test_a_list_that_lost_its_bullets_is_a_list() -> None:
    document = text(f"A Title\n\nRisk factors include:\n\nSmoking\n\nLack of activity\n\nStress\n\n{LONG}")
    assert of_kind(document, BlockKind.LIST_ITEM) == ["Smoking", "Lack of activity", "Stress"]
    assert of_kind(document, BlockKind.HEADING) == []


def test_a_numbered_heading_is_a_heading() -> None:
    document = text(f"Two reasons\n\n{LONG}\n\n1. It Is Safe\n\n{LONG}\n\n2. It Is Cheap\n\n{LONG}")
    assert of_kind(document, BlockKind.HEADING) == ["It Is Safe", "It Is Cheap"]


def test_quotes_and_captions() -> None:
    document = text(
        f"A Title\n\n> It cured me.\n> It will cure you.\n\nPhoto: Getty Images\n\nFigure 2. Calm by dose\n\n{LONG}"
    )
    assert of_kind(document, BlockKind.QUOTE) == ["It cured me. It will cure you."]
    assert of_kind(document, BlockKind.CAPTION) == ["Photo: Getty Images", "Figure 2. Calm by dose"]


def test_rules_of_dashes_are_left_out() -> None:
    assert told(text(f"A Title\n=======\n{LONG}\n\n* * *\n\n{LONG}\n"))[0] == ("title", "A Title")
    assert len(text(f"A Title\n=======\n{LONG}\n\n* * *\n\n{LONG}\n").blocks) == 3


@pytest.mark.parametrize("source", ["", "\n\n", " \t\r\n", "\ufeff"])
def test_an_empty_file_has_no_blocks(source: str) -> None:
    document = text(source)
    assert document.blocks == ()
    assert document.title == ""


def test_a_single_line_is_a_paragraph() -> None:
    assert told(text("CBD cures cancer")) == [("paragraph", "CBD cures cancer")]


def test_characters_are_kept_as_they_are() -> None:
    document = text("A Title\n\nCafe\u0301 “calm” ‘it’s’ 🙂\xa0naïve  twice.\n")
    assert of_kind(document, BlockKind.PARAGRAPH) == ["Cafe\u0301 “calm” ‘it’s’ 🙂\xa0naïve  twice."]
    assert source_of(document, "naïve  twice") == "naïve  twice"


def test_the_sum_is_of_the_bytes() -> None:
    assert read(b"abc", "a.txt").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.slow
def test_a_million_words_are_read() -> None:
    document = text("\n\n".join(["How Does It Work?", LONG] * 23_000))
    assert document.words > 1_000_000
