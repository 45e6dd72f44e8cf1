"""HTML: the article is found, what is around it is left out, places lead to the source."""

from __future__ import annotations

import pytest

from checker.readers import read
from checker.readers.directives import directives
from checker.readers.main_content import LARGEST
from checker.types import BlockKind

from .making import check, of_kind, page, source_of, told

ONE = "Microdosing involves taking small amounts of psychedelic substances in order to feel calm and well."
TWO = "The idea behind microdosing is to take a dose that does not produce visions but improves mood."
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Calm by microdosing | The Wellness Site</title>
<meta name="description" content="What to know &amp; try before you start.">
<meta property="og:site_name" content="The Wellness Site"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2024-05-06">
<link rel="canonical" href="https://a.example/calm">
<style>p {{ color: red }}</style></head>
<body class="single-post comments-open has-sidebar">
<header><a href="/">The Wellness Site</a>
<nav><ul><li><a href="/a">Home</a></li><li><a href="/b">Shop now</a></li></ul></nav></header>
<main><article>
<h1>Calm by microdosing</h1>
<p class="byline">By Ann Lee</p>
<p>{ONE} See <a href="https://b.example">a <em>study</em></a>.</p>
<h2>How does it work?</h2>
<p>{TWO}</p>
<ul><li>Better sleep than before<li>Less pain</ul>
<blockquote><p>It changed my life, says a woman who has tried it for years.</p></blockquote>
<figure><img src="a.jpg" alt="A woman who smiles calmly"><figcaption>Ann at home</figcaption></figure>
<table><tr><td>Dose<td>One tenth</table>
<div class="sharedaddy"><h3>Share this:</h3><a href="#">Facebook</a></div>
</article></main>
<aside class="sidebar"><h3>Related posts</h3><p>Ten miracle cures that your doctor hides from you.</p></aside>
<div id="comments"><h3>2 thoughts on “Calm”</h3><p>This cured my cancer completely, thank you!</p></div>
<footer><p>© 2024 The Wellness Site. All rights reserved.</p></footer>
<script>var a = "<p>cures everything</p>";</script>
</body></html>
"""


def test_the_article_is_told_apart() -> None:
    document = page(PAGE)
    check(document)
    kept = [row for row in told(document) if row[0] != "boilerplate"]
    assert kept == [
        ("title", "Calm by microdosing"),
        ("summary", "What to know & try before you start."),
        ("paragraph", f"{ONE} See a study."),
        ("heading", "How does it work?"),
        ("paragraph", TWO),
        ("list item", "Better sleep than before"),
        ("list item", "Less pain"),
        ("quote", "It changed my life, says a woman who has tried it for years."),
        ("caption", "A woman who smiles calmly"),
        ("caption", "Ann at home"),
        ("cell", "Dose"),
        ("cell", "One tenth"),
    ]


def test_the_head_is_metadata() -> None:
    document = page(PAGE)
    assert document.title == "Calm by microdosing"
    assert not document.verbatim
    assert {**document.metadata} == {
        "title": "Calm by microdosing | The Wellness Site",
        "description": "What to know & try before you start.",
        "author": "Ann Lee",
        "date": "2024-05-06",
        "site": "The Wellness Site",
        "url": "https://a.example/calm",
        "language": "en-GB",
    }


def test_places_lead_to_the_source() -> None:
    document = page(PAGE)
    assert source_of(document, "See a study") == 'See <a href="https://b.example">a <em>study'
    assert source_of(document, "to know & try") == "to know &amp; try"
    link = next(block.links[0] for block in document.blocks if block.links and "study" in block.text)
    assert link.href == "https://b.example"


def test_a_short_page_keeps_its_text_and_leaves_navigation_out() -> None:
    document = page(
        '<html><body><div id="menu"><ul><li><a href="/">Home</a></li><li><a href="/x">About</a></li></ul></div>'
        "<h1>Kava</h1><p>Kava calms you without side effects.</p><div class='footer'>Made by us</div></body>"
    )
    assert [row for row in told(document) if row[0] != "boilerplate"] == [
        ("title", "Kava"),
        ("paragraph", "Kava calms you without side effects."),
    ]


def test_the_page_title_serves_where_there_is_no_headline() -> None:
    document = page(f"<title>Calm by kava root | Site</title><p>{ONE}</p><p>{TWO}</p>")
    assert told(document)[0] == ("title", "Calm by kava root")
    assert source_of(document, "kava root") == "kava root"


def test_line_breaks_part_blocks_where_sentences_end() -> None:
    document = page("<p><b>What is it?</b><br>It is a root.<br>It calms<br>many people.</p>")
    assert [text for _, text in told(document)] == ["What is it?", "It is a root.", "It calms many people."]


def test_unclosed_and_hidden_elements() -> None:
    document = page(
        "<p>One is here<p>Two is <code>x<p>Three<div hidden>No</div><p style='display: none'>No<p>Four &bogus; < 5"
    )
    assert [text for _, text in told(document)] == ["One is here", "Two is …", "Three", "Four &bogus; < 5"]


@pytest.mark.parametrize(
    "source", ["<p>a <b", "<!-- never closed <p>x", "<a href='x>", "<script>x", "a < b <", "</", "<![CDATA[x"]
)
def test_broken_markup_is_read(source: str) -> None:
    check(page(source))


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b'<meta charset="windows-1251"><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>', "Привет"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><p>It\x92s caf\xe9</p>',
            "It’s café",
        ),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html><p>\xb3\xf3d\xbc</p>', "łódź"),
        ("<meta charset=nonsense><p>naïve</p>".encode(), "naïve"),
    ],
)
def test_the_declared_charset_goes_first(data: bytes, shown: str) -> None:
    assert read(data, "a.html").blocks[0].text == shown


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<li>", "<p", "<!--", "<a href='", "&", "<td>", "<div class=share>x", "</p>"]
)
def test_repeated_pieces_are_read_in_linear_time(piece: str) -> None:
    check(page(piece * 5_000))


@pytest.mark.slow
def test_a_page_too_large_for_the_extractor_is_judged_by_its_elements() -> None:
    count = LARGEST // len(ONE)
    comments = f"<div id=comments><p>{TWO}</p></div>"
    document = page(f"<nav>Home</nav><article><h1>Kava</h1>{f'<p>{ONE}</p>' * count}</article>{comments}")
    assert len(of_kind(document, BlockKind.PARAGRAPH)) == count


@pytest.mark.parametrize(
    ("comment", "verb", "rules", "reason"),
    [
        (
            '<!-- checker: off safety-absolute, cure-claim reason="a quote" -->',
            "off",
            ("safety-absolute", "cure-claim"),
            "a quote",
        ),
        ("<!--checker:on-->", "on", (), ""),
        ("<!-- checker: off-next hype reason='x y' -->", "off-next", ("hype",), "x y"),
    ],
)
def test_directives_are_found(comment: str, verb: str, rules: tuple[str, ...], reason: str) -> None:
    (found,) = directives(f"Text {comment} text.")
    assert (found.verb, found.rules, found.reason, found.error) == (verb, rules, reason, "")
    assert found.span.start == 5
    assert len(found.span) == len(comment)


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("<!-- checker: of x -->", "off, on, off-next"),
        ("<!-- checker: off because-I say so! -->", "'because-I' is no rule id"),
        ("<!-- checker: off x", "not closed"),
        ("<!-- checker: -->", "off, on, off-next"),
    ],
)
def test_malformed_directives_say_what_is_wrong(comment: str, says: str) -> None:
    (found,) = directives(comment)
    assert says in found.error
