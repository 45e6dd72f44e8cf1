"""Shared parts: where a quote stands, what surrounds it, how things are worded."""

from __future__ import annotations

import pytest

from checker.reporters.parts import wording
from checker.reporters.parts.context import Context, around
from checker.reporters.parts.positions import Located, locate
from checker.types import Place, Severity, Span, Standard

from . import sample
from .sample_documents import place


@pytest.mark.parametrize("quote", ["promising", "& its interactions", "all of them nurses", "naturally, without"])
def test_a_place_is_found_again_in_its_block(quote: str) -> None:
    document = sample.article().document
    located = locate(document, place(document, quote))
    assert located is not None
    assert document.blocks[located.block].text[located.span.start : located.span.end] == quote


def test_a_quote_within_markup_is_found_although_the_source_is_wider() -> None:
    document = sample.page().document
    where = place(document, "alert")
    assert len(where.span) > len("alert")
    assert locate(document, where) == Located(1, Span(12, 17))


def test_a_place_that_no_block_shows_is_nowhere() -> None:
    document = sample.article().document
    comment = Place(Span(document.source.index("<!--"), document.source.index("-->")), "a comment")
    assert locate(document, comment) is None
    assert around(document, comment) == Context("", "a comment", "")


def test_a_quote_is_shown_in_its_sentence() -> None:
    document = sample.article().document
    context = around(document, place(document, "promising", 2))
    assert context == Context("Still, the ", "promising", " early signs have made it popular in sleep forums.")


def test_a_long_sentence_is_cut_at_words() -> None:
    document = sample.article().document
    context = around(document, place(document, "lets you drift off"), limit=20)
    assert context.before == "… from kava root, "
    assert context.after == " naturally, without …"


@pytest.mark.parametrize(("probability", "word"), [(0.99, "high"), (0.75, "high"), (0.6, "medium"), (0.2, "low")])
def test_confidence_is_worded(probability: float, word: str) -> None:
    assert wording.confidence(probability) == word


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({Severity.CRITICAL: 1, Severity.HIGH: 2, Severity.LOW: 3}, "1 critical, 2 high and 3 low"),
        ({Severity.HIGH: 2, Severity.LOW: 0}, "2 high"),
        ({}, ""),
    ],
)
def test_counts_are_worded(counts: dict[Severity, int], words: str) -> None:
    assert wording.tally_words(counts) == words


@pytest.mark.parametrize(
    ("checked", "url", "link"),
    [
        ("primary", "example.org/a", "https://example.org/a"),
        ("primary", "https://example.org/a", "https://example.org/a"),
        ("primary", "javascript:alert(1)", ""),
        ("primary", "see example.org", ""),
        ("secondary", "example.org", ""),
        ("memory", "", ""),
    ],
)
def test_a_standard_is_linked_where_its_source_was_read(checked: str, url: str, link: str) -> None:
    assert wording.link(Standard("X", "X", "says", "news", checked, url)) == link


def test_advertising_codes_are_named_a_yardstick() -> None:
    assert "yardstick" in wording.cited(Standard("CAP", "CAP", "says", "advertising", "primary"))
