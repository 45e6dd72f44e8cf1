"""Whatever is read, nothing crashes and every character is traced to where it stands in the source."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from checker.errors import ReadError
from checker.readers import read
from checker.types import Span

from .making import check, markdown, page, source_of, text

few = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
fewer = settings(few, max_examples=40)

ODD = "aB.? \n\r\t\xa0é\u0301\u2028“🙂•-#*_>|`~[](){}<>!&;:=\"'/\\0123x"
PIECES = [
    "Calm without side effects", " ", "\n", "\n\n", "\r\n", "\r", "# ", "## ", "**", "*", "_", "`", "```\n",
    "> ", "- ", "1. ", "    ", "\t", "[", "](", ")", "![", "http://a.b", "<", ">", "<b>", "</b>", "<br>",
    "<!-- x -->", "&amp;", "&#8217;", "\\", "\\*", "|", "|---|---|\n", "| a | b \\| c |\n", "~~", "[^1]",
    "[^1]: ", "---\n", "===\n", "title: x\n", "{{ x }}", "{% y %}", "{: .z}", "“quoted”", "e\u0301", "🙂",
    "\xa0", "<div>", "</div>", "<p>", "• ", "Figure 1: ", "<http://a.b>",
]  # fmt: skip
TAGS = [
    "<p>", "</p>", "<div>", "</div>", "<li>", "<ul>", "</ul>", "<h1>", "</h1>", "<a href='#x'>", "</a>",
    "<b>", "</b>", "<br>", "<td>", "<table>", "</table>", "<blockquote>", "<code>", "</code>", "<script>",
    "</script>", "<!--", "-->", "<title>", "</title>", "<img alt='a b c d'>", "<nav>", "</nav>",
    '<div class="sidebar">', "<p hidden>", "&amp;", "&nbsp;", "&#x2019;", "&bogus;", "<", ">", "\"", "'",
    "=", " ", "\n", "Calm without side effects. ", "é", "<meta name=description content='a'>",
]  # fmt: skip


@few
@given(st.text(max_size=400) | st.text(ODD, max_size=400))
def test_any_text_is_read_with_exact_places(source: str) -> None:
    check(_read(source, "a.txt"))


@few
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(ODD, max_size=300))
def test_any_markdown_is_read_with_exact_places(source: str) -> None:
    check(_read(source, "a.md"))


@few
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_pieces_are_read_as_plain_text(source: str) -> None:
    check(_read(source, "a.txt"))


@fewer
@given(st.lists(st.sampled_from(TAGS), max_size=60).map("".join) | st.text(ODD, max_size=300))
def test_any_html_is_read_with_places_in_order(source: str) -> None:
    check(_read(source, "a.html"))


@few
@given(st.binary(max_size=200), st.sampled_from([".txt", ".md", ".docx", ".pdf", None]))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str | None) -> None:
    try:
        check(read(data, "given", suffix=suffix))
    except ReadError as error:
        event(str(error).removeprefix("given: ")[:20])


def _read(source: str, uri: str):
    data = source.replace("\0", "").encode("utf-8", "replace")
    try:
        return read(data, uri)
    except ReadError:
        return text("")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_place_of_a_quote_survives_newlines_and_byte_order_marks(newline: str, mark: str) -> None:
    article = "A calm mind?\n\nMicrodosing works\nwithout any side effects. Cafe\u0301 “quotes” 🙂 stay.\n"
    for read_as in (text, markdown):
        document = read_as(mark + article.replace("\n", newline))
        assert not document.source.startswith("\ufeff")
        for quote in ("without any side effects", "Cafe\u0301 “quotes” 🙂"):
            assert source_of(document, quote) == quote


def test_a_quote_over_a_joined_line_break_is_the_slice_of_the_source() -> None:
    document = markdown("It works\n  > not a quote of\nside effects.\n")
    block = document.blocks[0]
    assert block.text.startswith("It works")
    span = block.to_source(Span(0, len(block.text)))
    assert document.source[span.start : span.end].startswith("It works")


def test_line_and_column_lead_to_the_quote() -> None:
    document = text("Title here\r\n\r\nNo side effects at all.\r\n")
    block = document.blocks[1]
    assert document.position(block.to_source(Span(3, 15)).start) == (3, 4)


def test_entities_are_traced_as_a_whole() -> None:
    document = page(
        "<p>Fish &amp; chips calm you without&nbsp;any side&shy;effects, it&#8217;s said by many people.</p>"
    )
    assert source_of(document, "Fish & chips") == "Fish &amp; chips"
    assert source_of(document, "without any") == "without&nbsp;any"
    assert source_of(document, "sideeffects") == "side&shy;effects"
