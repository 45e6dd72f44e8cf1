"""The terminal's report stays within its width, and is plain text where colours are not wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from checker import reporters

from . import sample


def printed(report: object, **look: object) -> str:
    return reporters.load("terminal")(report, **{"width": 80, "color": False, **look})


@pytest.mark.parametrize("width", [40, 57, 80, 132])
def test_no_line_is_wider_than_the_screen_or_ends_in_spaces(width: int) -> None:
    lines = printed(sample.report(), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_without_colour_nothing_but_text_is_printed_and_spans_stand_between_guillemets() -> None:
    text = printed(sample.report())
    assert "\x1b" not in text
    assert "It is simply «a natural choice»." in text


def test_with_colour_the_span_is_underlined() -> None:
    assert "«" not in printed(sample.report(), color=True)
    assert "\x1b[4;36ma natural choice" in printed(sample.report(), color=True)


@pytest.mark.parametrize(("variable", "colored"), [("NO_COLOR", False), ("FORCE_COLOR", True)])
def test_the_environment_chooses_colour(variable: str, colored: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "1")
    assert ("\x1b" in printed(sample.report(), color=None)) is colored


@pytest.mark.parametrize(("columns", "widest"), [("60", 60), ("300", 100)])
def test_the_environment_chooses_the_width(columns: str, widest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, printed(sample.report(), width=None).splitlines())) == widest


def test_ends_of_a_contradiction_stand_side_by_side_where_there_is_room() -> None:
    beside = [line for line in printed(sample.report()).splitlines() if "line 10:103" in line and "line 20:9" in line]
    stacked = [line for line in printed(sample.report(), width=79).splitlines() if "line 20:9" in line]
    assert len(beside) == 1
    assert stacked == ["    line 20:9  forbids it without a doctor"]


@pytest.mark.parametrize(("full", "told"), [(False, 10), (True, 12)])
def test_ten_findings_are_told_and_the_others_named(full: bool, told: int) -> None:
    text = printed(sample.many(12), full=full)
    assert text.count("Why it matters") == told
    assert ("2 more, one line each" in text) is not full
    assert text.count("Takes natural for safe") == 12


def test_confidence_is_a_word_never_a_number() -> None:
    text = printed(sample.report())
    assert "High; it stands in a purpose clause" in text
    assert "0.93" not in text


def test_a_text_cannot_steer_the_terminal() -> None:
    report = sample.single()
    finding = report.reviews[0].findings[3]
    place = replace(finding.place, quote="wiped\x1b[2J\x07 out\u202e")
    review = replace(report.reviews[0], findings=(replace(finding, place=place, message="\x1b]0;title\x07"),))
    review = replace(review, document=replace(review.document, blocks=()))
    text = printed(replace(report, reviews=(review,)))
    assert "wiped\N{REPLACEMENT CHARACTER}[2J" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_an_article_without_findings_is_told_so() -> None:
    assert "Nothing found that a careful editor would raise." in printed(sample.empty())


def test_what_a_rule_says_is_said_once() -> None:
    text = printed(sample.many(3), full=True)
    assert text.count("Why it matters") == 3
    assert text.count("As in 1.") == 2
    assert text.count("Fine if") <= 1
