"""Markdown: structure from the markup, text without it, places exact."""

from __future__ import annotations

import pytest

from checker.types import BlockKind, Span

from .making import check, markdown, of_kind, source_of, told


def test_headings_lists_quotes_and_tables() -> None:
    document = markdown(
        "# Calm *now*\n\nIntro text.\n\n## Why? ##\n\n- one\n  more\n  1. deep\n\n> said *she*\n\n"
        "| a | b \\| c |\n|---|---|\n| d | e |\n\nSetext\n===\n"
    )
    check(document)
    assert told(document) == [
        ("title", "Calm now"),
        ("paragraph", "Intro text."),
        ("heading", "Why?"),
        ("list item", "one more"),
        ("list item", "deep"),
        ("quote", "said she"),
        ("cell", "a"),
        ("cell", "b | c"),
        ("cell", "d"),
        ("cell", "e"),
        ("heading", "Setext"),
    ]
    assert [block.level for block in document.blocks if block.kind is BlockKind.LIST_ITEM] == [1, 2]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("It is **very** _safe_ and ~~not~~ cheap.", "It is very safe and not cheap."),
        ('See [the *study*](http://a.b "t") here.', "See the study here."),
        ("See [the study][1] here.\n\n[1]: http://a.b", "See the study here."),
        ("See <http://a.b/c> here.", "See http://a.b/c here."),
        ("Fish &amp; chips&nbsp;are 5 \\* 3.", "Fish & chips are 5 * 3."),
        ("Take `x` daily.", "Take … daily."),
        ("It works.[^1]\n\n[^1]: See there.", "It works."),
        ("A <b>bold</b> word<!-- not this -->.", "A bold word."),
        ("A {{ site.name }} word {% if x %}here{% endif %}.", "A  word here."),
        ('A [link](/x){: target="_blank"} here.', "A link here."),
        ('One {{< n n="note" >}}two.', "One two."),
        ("It works without\n  any side effects.", "It works without any side effects."),
        ("Price is 5 < 6 and a_b_c.", "Price is 5 < 6 and a_b_c."),
    ],
)
def test_markup_is_taken_off(source: str, shown: str) -> None:
    document = markdown(source)
    check(document)
    assert document.blocks[0].text == shown


def test_places_are_exact_through_markup() -> None:
    source = "## A *b*\n\n> - Calm **without _any_ side** effects &amp; [more](x).\n>   Next line.\n"
    document = markdown(source)
    assert source_of(document, "without any side") == "without _any_ side"
    assert source_of(document, "effects") == "effects"
    assert source_of(document, "&") == "&amp;"
    assert source_of(document, "Next line") == "Next line"


def test_links_and_emphasis_are_spans_of_the_text() -> None:
    block = markdown("See **all** [the study](http://a.b) here.").blocks[0]
    assert [(block.text[link.span.start : link.span.end], link.href) for link in block.links] == [
        ("the study", "http://a.b")
    ]
    assert block.emphasis == (Span(4, 7),)


def test_code_and_comments_are_left_alone() -> None:
    document = markdown(
        "Text.\n\n```\ncures cancer\n```\n\n    cures all\n\n<!-- cures\n\nmuch -->\n\n"
        "{% highlight js %}\nx\n{% endhighlight %}\n"
    )
    assert [text for _, text in told(document)] == ["Text."]


def test_html_blocks_are_read() -> None:
    document = markdown(
        'Text.\n\n<div class="x"><p>Calm &amp; <b>free</b></p>\n<script>no()</script></div>\n\n<nav>Home</nav>\n'
    )
    assert told(document)[1:] == [("paragraph", "Calm & free")]
    assert source_of(document, "Calm & free") == "Calm &amp; <b>free"


def test_alternative_texts_are_captions_but_file_names_are_not() -> None:
    document = markdown("Text ![A calm *woman*](a.png) and ![IMG_1.jpg](b.png).\n\n![](c.png)\n")
    check(document)
    assert of_kind(document, BlockKind.CAPTION) == ["A calm woman"]


def test_generated_imports_are_left_out() -> None:
    document = markdown("import X from './x'\nexport const y = 1\n\n# Title\n\nText.\n")
    assert told(document) == [("title", "Title"), ("paragraph", "Text.")]


@pytest.mark.parametrize(
    "source",
    [
        "**What is CBD?**\nIt is an oil that many people take.",
        "**What is CBD?**  \nIt is an oil that many people take.",
        "What is CBD\nIt is an oil that many people take, and it is said to calm them.",
        "**What is CBD?**<br>It is an oil that many people take.",
    ],
)
def test_a_heading_line_does_not_run_into_the_text_below(source: str) -> None:
    first, second = markdown(source).blocks
    assert first.text.startswith("What is CBD")
    assert second.text.startswith("It is an oil")


def test_bullets_that_are_no_markdown_part_the_paragraph() -> None:
    document = markdown("It gives:\n• Better sleep\n• Less pain\n")
    assert told(document)[1:] == [("list item", "Better sleep"), ("list item", "Less pain")]


YAML = """---
title: "Cancer: a \\"guide\\""
excerpt: >-
  How to live
  with it.
author: 'Ann O''Hara'
date: 2020-01-02  # draft
tags: [one, "two, three"]
categories:
  - x
seo:
  page_title: Other
---
"""


def test_yaml_front_matter_is_metadata_and_title_and_summary_are_blocks() -> None:
    document = markdown(YAML + "Body text.\n")
    check(document)
    assert told(document) == [
        ("title", 'Cancer: a "guide"'),
        ("summary", "How to live with it."),
        ("paragraph", "Body text."),
    ]
    assert {**document.metadata}.items() >= {"author": "Ann O'Hara", "date": "2020-01-02"}.items()
    assert source_of(document, 'a "guide"') == 'a \\"guide\\"'


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "A calm mind"\ntags = ["x"]\n+++\n',
        '{\n  "title": "A calm mind",\n  "tags": ["x"]\n}\n',
        "---\ntitle: A calm mind\ntags:\n- x\n---\n",
        "---\r\ntitle: A calm mind\r\ntags: x\r\n---\r\n",
    ],
)
def test_front_matter_in_other_forms(front: str) -> None:
    document = markdown(front + "\nBody text.\n")
    assert document.title == "A calm mind"
    assert document.metadata["tags"] == "x"
    assert told(document) == [("title", "A calm mind"), ("paragraph", "Body text.")]


def test_front_matter_that_is_not_valid_yaml_is_read() -> None:
    assert markdown("---\ntitle: Cancer: a guide: part 2\n---\nText.\n").title == "Cancer: a guide: part 2"


@pytest.mark.parametrize(
    "source", ["---\n\nNot front matter: just text.\n\n---\n", "---\nnever closed\n", "{ not json\n"]
)
def test_what_is_no_front_matter_is_kept(source: str) -> None:
    assert markdown(source).blocks


def test_a_heading_that_repeats_the_title_becomes_the_title() -> None:
    assert told(markdown("---\ntitle: A calm mind\n---\n# A Calm Mind\n\nText.\n"))[0] == (
        "title",
        "A Calm Mind",
    )
    assert len(markdown("---\ntitle: A calm mind\n---\n# A Calm Mind\n\nText.\n").blocks) == 2


def test_a_summary_that_repeats_the_beginning_is_left_out() -> None:
    source = "---\ntitle: T\ndescription: Calm comes to those […]\n---\nCalm comes\n\nto those who wait.\n"
    assert of_kind(markdown(source), BlockKind.SUMMARY) == []
    assert of_kind(markdown(source.replace("those […]", "all")), BlockKind.SUMMARY) == ["Calm comes to all"]


@pytest.mark.slow
def test_a_million_words_are_read() -> None:
    paragraph = "It is **very** calm in [here](x), " + "and many people say so, " * 20
    assert markdown("\n\n".join(["## Why?", paragraph] * 9_500)).words > 1_000_000
