"""The page holds together: anchors resolve, texts are whole, nothing breaks out, nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace

import pytest
from lxml import html

from checker import reporters
from checker.reporters.page.marks import Mark, marked
from checker.reporters.page.numbering import notes
from checker.types import BlockKind, Span

from . import sample


@pytest.fixture(scope="module")
def text() -> str:
    return reporters.load("html")(sample.report())


@pytest.fixture
def page(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def test_every_anchor_leads_somewhere_and_no_id_is_used_twice(page: html.HtmlElement) -> None:
    ids = Counter(page.xpath("//@id"))
    assert [name for name, number in ids.items() if number > 1] == []
    targets = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    targets += [id_ for group in page.xpath("//@data-notes | //@data-ends") for id_ in group.split()]
    assert [target for target in targets if target not in ids] == []


def test_every_block_is_there_word_for_word(page: html.HtmlElement) -> None:
    for sup in page.xpath("//sup"):
        sup.drop_tree()
    shown = [" ".join(element.text_content().split()) for element in page.xpath("//*[@data-line] | //h2")]
    for review in sample.report().reviews:
        for block in review.document.blocks:
            assert " ".join(block.text.split()) in shown


def test_text_that_looks_like_markup_stays_text(page: html.HtmlElement, text: str) -> None:
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//main//b[text()='butter' or text()='bread']") == []
    assert "<script>alert" not in text
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []


def test_nothing_is_fetched_and_only_its_own_script_may_run(page: html.HtmlElement, text: str) -> None:
    assert page.xpath("//link | //img | //iframe | //*[@src] | //@style") == []
    assert "url(" not in text
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    for name in ("style", "script"):
        [content] = re.findall(rf"(?s)<{name}>(.*?)</{name}>", text)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_each_finding_has_a_note_and_its_places_are_marked(page: html.HtmlElement) -> None:
    assert len(list(page.iter("article"))) == 7
    marks = page.xpath("//section[@id='a1']//mark[contains(@data-notes, 'a1n1')]")
    assert [mark.text for mark in marks] == ["promising", "promising", "Promising", "promising"]


def test_a_contradictions_ends_are_lettered(page: html.HtmlElement) -> None:
    refs = page.xpath("//section[@id='a1']//sup[contains(@data-notes, 'a1n3')]/a/text()")
    assert refs == ["3a", "3b"]


def test_overlapping_findings_are_cut_into_stretches_that_add_up() -> None:
    review = sample.article()
    first, second, third = notes("a1", [review.findings[3], review.findings[2], review.findings[0]])
    spans = ((Span(0, 6), first), (Span(4, 9), second), (Span(4, 6), third))
    shown = marked("abcdefghij", [Mark(span, note, note.ends[0]) for span, note in spans])
    tree = html.fragment_fromstring(shown, create_parent="div")
    assert [(mark.text, mark.get("data-notes").split()) for mark in tree.xpath("//mark")] == [
        ("abcd", [first.id]),
        ("ef", [second.id, first.id, third.id]),
        ("ghi", [second.id]),
    ]
    for sup in tree.xpath("//sup"):
        sup.drop_tree()
    assert tree.text_content() == "abcdefghij"


def test_boilerplate_is_left_out_and_unplaced_findings_keep_their_note() -> None:
    report = sample.single()
    document = report.reviews[0].document
    blocks = tuple(replace(block, kind=BlockKind.BOILERPLATE) for block in document.blocks)
    review = replace(report.reviews[0], document=replace(document, blocks=blocks))
    page = html.document_fromstring(reporters.load("html")(replace(report, reviews=(review,))))
    assert page.xpath("//mark") == []
    assert len(list(page.iter("article"))) == 4


def test_only_standards_read_at_their_source_are_linked(page: html.HtmlElement) -> None:
    links = {href for href in page.xpath("//a/@href") if not href.startswith("#")}
    assert links == {"https://informedhealthchoices.org/100-safe", "https://www.asa.org.uk/code"}
