"""What follows an article's findings, and what closes the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from checker import hnr
from checker.reporters.parts.ordering import checklist
from checker.reporters.parts.positions import line
from checker.reporters.parts.wording import READING, STATES, plain, quoted, summary, title, unread
from checker.reporters.screen.look import INDENT, MARKS, bulleted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from checker.types import Document, Missing, Report, Review, Suppressed


def closing(report: Report, review: Review) -> Iterator[RenderableType]:
    """Yield what the article lacks, what was accepted, and what was not looked at."""
    if review.missing:
        yield from _titled("What the article says and does not say", _card(review.document, review.missing))
    answers = hnr.reading(review.missing, report.rules)
    if answers:
        yield from _titled(READING, _reading(answers))
    if review.suppressed:
        yield from _titled("Accepted", _bulleted(_accepted(report, review.document, s) for s in review.suppressed))
    if review.not_examined:
        yield from _titled("Not examined", _bulleted(map(plain, review.not_examined)))
    if review.notes:
        yield from _titled("Remarks", _bulleted(map(plain, review.notes)))


def ending(report: Report) -> Iterator[RenderableType]:
    """Yield the inputs that could not be read, then the summary of the run."""
    if report.errors:
        yield from _titled("Could not be read", _bulleted(map(unread, report.errors)))
    yield Text()
    yield Rule(style="dim")
    yield Text(summary(report), "bold")


def _titled(heading: str, content: RenderableType) -> Iterator[RenderableType]:
    yield Text()
    yield Padding(Text(heading, "bold"), (0, 0, 0, INDENT))
    yield Padding(content, (0, 0, 0, INDENT))


def _card(document: Document, missing: Sequence[Missing]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for item in checklist(missing):
        lines = sorted({line(document, place) for place in item.places})
        where = f"line {', '.join(map(str, lines))}" if lines else ""
        state = ", ".join(filter(None, [STATES[item.state], where]))
        table.add_row(MARKS[item.state], Text(plain(item.message)), Text(state, "dim"))
    return table


def _reading(answers: Sequence[hnr.Answer]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for answer in answers:
        table.add_row(MARKS[answer.state], Text(f"{answer.number:>2}", "dim"), Text(answer.question))
    return table


def _accepted(report: Report, document: Document, accepted: Suppressed) -> str:
    finding = accepted.finding
    place = f"line {line(document, finding.place)}, {quoted(finding.place.quote)}"
    return f"{title(report, finding.rule)}, {place}: {plain(accepted.reason)} ({plain(accepted.where)})"


def _bulleted(rows: Iterable[str]) -> Table:
    return bulleted([Text(row) for row in rows])
