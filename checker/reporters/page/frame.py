"""The page around the articles: head, contents, filters, help."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

from checker.reporters.page.tags import NOTHING, Html, joined, tag, text
from checker.reporters.parts import wording
from checker.reporters.parts.ordering import tally_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.types import Report

_KEYS = (
    ("j", "next finding"),
    ("k", "previous finding"),
    ("Enter", "the other end of a contradiction"),
    ("o", "open or close all notes"),
    ("/", "choose which findings are shown"),
    ("Esc", "close the note"),
    ("?", "this help"),
)


def asset(name: str) -> str:
    """Return the text of a file that is put into the page, such as page.css."""
    return files("checker.reporters").joinpath(name).read_text(encoding="utf-8")


def whole(report: Report, body: Html) -> str:
    """Return the page of a report."""
    return document(_title(report), joined([body, _help()], "\n"), style=asset("page.css"), script=asset("page.js"))


def document(title: str, body: Html, *, style: str, script: str) -> str:
    """Return a page in our colours: one file that asks nothing of any network and runs no script but its own."""
    style = asset("palette.css") + style
    head = joined(
        [
            Html('<meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Html(f'<meta http-equiv="Content-Security-Policy" content="{text(_policy(style, script))}">'),
            tag("title", text(title)),
            Html(f"<style>{style}</style>"),
        ],
        "\n",
    )
    content = joined([body, Html(f"<script>{script}</script>")], "\n")
    page = tag("html", Html(f"\n{tag('head', head)}\n{tag('body', content)}\n"), lang="en")
    return f"<!DOCTYPE html>\n{page}\n"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _title(report: Report) -> str:
    if len(report.reviews) == 1:
        return f"Review of “{wording.article_title(report.reviews[0].document)}”"
    return f"Review of {wording.counted(len(report.reviews), 'article')}"


def masthead(report: Report) -> Html:
    """Return the line on top of the page; its buttons appear where scripts run."""
    buttons = [
        tag(
            "button",
            text("Show…"),
            type="button",
            data_do="filter",
            aria_expanded="false",
            aria_controls="filter",
        ),
        tag("button", text("Open all"), type="button", data_do="all", aria_pressed="false"),
        tag("button", text("Light or dark"), type="button", data_do="theme"),
        tag("button", text("Keys"), type="button", data_do="help"),
    ]
    tools = tag("div", *buttons, class_="tools", hidden=True)
    heading = tag("h1", text("A review by checker"))
    return tag("header", heading, tag("p", text(wording.summary(report))), tools, class_="masthead")


def contents(report: Report) -> Html:
    """Return links to the articles, where there are several."""
    if len(report.reviews) < 2:
        return NOTHING
    entries = [
        tag(
            "li",
            tag("a", text(wording.article_title(review.document)), href=f"#a{number}"),
            text(" "),
            tag("span", text(wording.verdict(review))),
        )
        for number, review in enumerate(report.reviews, 1)
    ]
    return tag("nav", tag("ol", *entries), class_="contents", aria_label="Articles")


def filters(report: Report) -> Html:
    """Return check boxes for severities and categories with the number of findings of each."""
    severities = {severity.value: number for severity, number in tally_all(report).items() if number}
    found = [f for review in report.reviews for f in review.findings]
    categories = Counter(wording.category(report, finding) for finding in found)
    if not severities:
        return NOTHING
    return tag(
        "form",
        _boxes("Severity", "severity", severities.items()),
        _boxes("Category", "category", sorted(categories.items())),
        tag(
            "p",
            tag("output", text("")),
            text(" "),
            tag("button", text("Show all"), type="reset"),
            class_="shown",
        ),
        id="filter",
        class_="filter",
        hidden=True,
    )


def _boxes(legend: str, name: str, counts: Iterable[tuple[str, int]]) -> Html:
    boxes = [
        tag(
            "label",
            Html(f'<input type="checkbox" name="{name}" value="{text(value)}" checked>'),
            text(f" {value.capitalize() if name == 'severity' else value} "),
            tag("span", text(str(number)), class_="count"),
            class_=f"s-{value}" if name == "severity" else None,
        )
        for value, number in counts
    ]
    return tag("fieldset", tag("legend", text(legend)), *boxes)


def _help() -> Html:
    rows = [part for key, does in _KEYS for part in (tag("dt", tag("kbd", text(key))), tag("dd", text(does)))]
    close = tag("button", text("Close"), type="button", data_do="close")
    heading = tag("h2", text("Keys"), id="help-title")
    dialog = tag("dialog", heading, tag("dl", *rows), close, id="help", aria_labelledby="help-title")
    return Html(dialog + tag("p", class_="live", role="status", aria_live="polite"))
