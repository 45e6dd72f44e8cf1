"""A Markdown review shows texts as they stand, whatever is in them."""

from __future__ import annotations

import pytest
from lxml import html
from markdown_it import MarkdownIt

from checker import reporters
from checker.reporters.parts.markdown_text import escaped, strong

from . import sample


def rendered(markdown: str) -> html.HtmlElement:
    return html.fragment_fromstring(MarkdownIt("commonmark").render(markdown), create_parent="div")


@pytest.mark.parametrize(
    "text",
    [
        "*stars* and _lines_ and `ticks` and snake_case",
        "<script>alert(1)</script> &amp; <b>",
        "a [link](https://example.org) and [cite] and ![image](x)",
        "- no list", "+ no list", "1. no list", "12) no list", "# no heading", "> no quote", "=== no rule",
        "~~struck~~ and a \\ backslash",
    ],
)  # fmt: skip
def test_a_text_is_shown_as_it_stands(text: str) -> None:
    assert rendered(escaped(text)).text_content().strip() == text
    assert rendered(escaped(text)).xpath("./p[not(*)]")


def test_nobody_is_notified_by_a_pasted_review() -> None:
    assert "@editor" not in escaped("ask @editor about #12")
    assert escaped("ask me@example.org") == "ask me@example.org"


def test_bold_keeps_its_outer_spaces_outside() -> None:
    assert strong(" two words ") == " **two words** "


def test_the_review_has_a_heading_for_each_finding_and_a_checklist() -> None:
    text = reporters.load("markdown")(sample.report())
    headings = [h.text_content() for h in rendered(text).xpath("//h3")]
    assert headings[:2] == ["1. Promises no side effects", "2. Two different rules about supervision"]
    assert "- [x] Names unwanted effects. (fine, line 18)" in text
    assert "- [ ] Says who should not take it. (needs work)" in text
    assert rendered(text).xpath("//script | //main//b") == []
