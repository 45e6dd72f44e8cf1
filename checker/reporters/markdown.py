"""A review to paste into an issue or an e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.parts import wording
from checker.reporters.parts.context import around
from checker.reporters.parts.markdown_text import escaped, strong
from checker.reporters.parts.ordering import checklist, counters, repeats
from checker.reporters.parts.positions import line
from checker.reporters.parts.sections import Section, sections
from checker.types import MissingState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.types import Document, Finding, InputError, Missing, Place, Report, Review, Standard


def report(report: Report) -> str:
    """Return a report as Markdown, a paragraph an entry."""
    paragraphs = [text for review in report.reviews for text in _article(report, review)]
    paragraphs += list(_errors(report.errors))
    paragraphs.append(f"*checker {report.tool.version}*")
    return "\n\n".join(paragraphs) + "\n"


def _article(report: Report, review: Review) -> Iterator[str]:
    document = review.document
    yield f"## {escaped(wording.article_title(document))}"
    yield escaped(wording.facts(review))
    yield f"**{wording.verdict(review)}**"
    for number, finding in enumerate(review.findings, 1):
        yield f"### {number}. {escaped(wording.title(report, finding.rule))}"
        yield from _finding(document, finding)
    yield from _missing(document, review.missing)
    yield from _bullets("Accepted", [_accepted(report, review, n) for n in range(len(review.suppressed))])
    yield from _bullets("Not examined", [escaped(text) for text in review.not_examined])
    yield from _bullets("Remarks", [escaped(text) for text in review.notes])


def _finding(document: Document, finding: Finding) -> Iterator[str]:
    number, column = document.position(finding.place.span.start)
    strength = [wording.strength(finding)] if finding.strength else []
    facts = [
        f"**{finding.severity.capitalize()}**",
        *strength,
        f"line {number}, column {column}",
        f"`{finding.rule}`",
    ]
    yield " · ".join(facts)
    yield _quote(document, finding.place)
    for related in counters(finding):
        yield f"Line {line(document, related.place)} ({escaped(related.message)}):"
        yield _quote(document, related.place)
    if repeats(finding):
        yield "**Also.** " + " · ".join(_at(document, related.place) for related in repeats(finding))
    for section in sections(document, finding):
        yield _section(section, finding)


def _quote(document: Document, place: Place) -> str:
    context = around(document, place)
    before = escaped(context.before) if context.before.strip() else ""
    # Only the first piece opens a line, where a digit or a dash would start a list.
    after = escaped(f"x{context.after}")[1:]
    return f"> {before}{strong(context.quote)}{after}"


def _at(document: Document, place: Place) -> str:
    return f"line {line(document, place)}, {escaped(wording.quoted(place.quote))}"


def _section(section: Section, finding: Finding) -> str:
    if section.key == "standards":
        lines = [_standard(standard) for standard in finding.explanation.standards]
    else:
        lines = [escaped(text) for text in section.lines]
    if len(lines) == 1:
        stop = "" if section.key == "fine" else "."
        return f"**{section.label}{stop}** {lines[0]}"
    return "\n".join([f"**{section.label}.**", "", *(f"- {text}" for text in lines)])


def _standard(standard: Standard) -> str:
    text, address = escaped(wording.cited(standard)), wording.link(standard)
    return f"{text} <{address}>" if address else text


def _missing(document: Document, missing: tuple[Missing, ...]) -> Iterator[str]:
    rows = []
    for item in checklist(missing):
        done = "x" if item.state is MissingState.PRESENT else " "
        where = ", ".join(f"line {line(document, place)}" for place in item.places)
        remark = ", ".join(filter(None, [wording.STATES[item.state], where]))
        rows.append(f"[{done}] {escaped(item.message)} ({remark})")
    yield from _bullets("What the article says and does not say", rows)


def _accepted(report: Report, review: Review, index: int) -> str:
    accepted = review.suppressed[index]
    place = _at(review.document, accepted.finding.place)
    title = escaped(wording.title(report, accepted.finding.rule))
    return f"{title}, {place}: {escaped(accepted.reason)} ({escaped(accepted.where)})"


def _errors(errors: tuple[InputError, ...]) -> Iterator[str]:
    yield from _bullets("Could not be read", [escaped(wording.unread(error)) for error in errors])


def _bullets(heading: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield f"### {heading}"
        yield "\n".join(f"- {row}" for row in rows)
