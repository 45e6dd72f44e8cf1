"""One article on the page: its opening, its text and notes, what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import hnr
from checker.reporters.page.article import title_and_body
from checker.reporters.page.card import card
from checker.reporters.page.numbering import Note, notes
from checker.reporters.page.tags import NOTHING, Html, joined, tag, text
from checker.reporters.parts import wording
from checker.reporters.parts.ordering import checklist
from checker.reporters.parts.positions import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.types import Document, Missing, Report, Review, Suppressed

_GRAVEST_SHOWN = 10


def sheet(report: Report, review: Review, number: int) -> Html:
    """Return an article's section; `number` counts the articles of the page from 1."""
    id_, document = f"a{number}", review.document
    found = notes(id_, review.findings)
    title, body = title_and_body(document, found)
    heading = title or text(wording.article_title(document))
    aside = tag("h3", text("Notes"), class_="aside") + "\n".join(card(report, document, note) for note in found)
    spread = [
        tag("div", body, class_="text", lang=document.metadata.get("language") or None),
        tag("div", Html(aside), class_="notes", role="region", aria_label="Notes") if found else NOTHING,
    ]
    return tag(
        "section",
        tag(
            "header",
            tag("h2", heading, id=f"{id_}-title"),
            *_opening(report, review, found),
            class_="opening",
        ),
        tag("div", *spread, class_="spread"),
        tag("div", *_closing(report, review), class_="closing"),
        class_="sheet",
        id=id_,
        aria_labelledby=f"{id_}-title",
    )


def _opening(report: Report, review: Review, found: Sequence[Note]) -> list[Html]:
    by_id = {id(note.finding): note for note in found}
    gravest = [by_id[id(finding)] for finding in review.findings[:_GRAVEST_SHOWN]]
    rows = [_digest(report, note) for note in gravest]
    more = len(review.findings) - len(gravest)
    rows += [tag("li", text(f"and {more:,} more"))] if more else []
    facts = [
        tag("p", text(wording.facts(review)), class_="facts"),
        tag("p", text(wording.verdict(review)), class_="verdict"),
    ]
    return [*facts, tag("ol", *rows, class_="digest")] if rows else facts


def _digest(report: Report, note: Note) -> Html:
    finding = note.finding
    label = tag("b", text(str(note.number)))
    link = tag("a", label, text(" "), text(wording.title(report, finding.rule)), href=f"#{note.id}", class_="go")
    return tag("li", link, class_=f"s-{finding.severity}", data_notes=note.id)


def _closing(report: Report, review: Review) -> list[Html]:
    accepted = [_accepted(report, review.document, item) for item in review.suppressed]
    return [
        _missing(review.document, review.missing),
        _reading(hnr.reading(review.missing, report.rules)),
        _list("Accepted by an editor", accepted),
        _list("Not examined", [text(remark) for remark in review.not_examined]),
        _list("Remarks", [text(remark) for remark in review.notes]),
    ]


def _missing(document: Document, missing: Sequence[Missing]) -> Html:
    rows = []
    for item in checklist(missing):
        lines = sorted({line(document, place) for place in item.places})
        where = f"line {', '.join(map(str, lines))}" if lines else ""
        state = ", ".join(filter(None, [wording.STATES[item.state], where]))
        rows.append(tag("li", text(item.message), text(" "), tag("i", text(state)), class_=item.state.value))
    return _list("What the article says and does not say", rows, wrap=False, class_="missing")


def _reading(answers: Sequence[hnr.Answer]) -> Html:
    rows = []
    for answer in answers:
        state = tag("i", text(wording.STATES[answer.state]))
        rows.append(tag("li", text(f"{answer.number}. {answer.question} "), state, class_=answer.state.value))
    return _list(wording.READING, rows, wrap=False, class_="missing")


def _accepted(report: Report, document: Document, item: Suppressed) -> Html:
    finding = item.finding
    title = tag("b", text(wording.title(report, finding.rule)))
    place = f", line {line(document, finding.place)}, {wording.quoted(finding.place.quote)}"
    return Html(title + text(f"{place}: {item.reason} ({item.where})"))


def errors(report: Report) -> Html:
    """Return the inputs that could not be read."""
    rows = [text(wording.unread(error)) for error in report.errors]
    return tag("div", _list("Could not be read", rows), class_="closing") if rows else NOTHING


def _list(heading: str, rows: Sequence[Html], *, wrap: bool = True, class_: str | None = None) -> Html:
    if not rows:
        return NOTHING
    items = [tag("li", row) for row in rows] if wrap else rows
    return tag("section", tag("h3", text(heading)), tag("ul", joined(items, "\n"), class_=class_))
