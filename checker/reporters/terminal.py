"""The report for a terminal or a pager: calm, one finding after another, readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.rule import Rule
from rich.text import Text

from checker.reporters.parts.ordering import tally
from checker.reporters.parts.wording import NOTHING_FOUND, article_title, counted, facts
from checker.reporters.screen.card import brief, card
from checker.reporters.screen.closing import closing, ending
from checker.reporters.screen.look import BADGES, Look, chosen, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from checker.types import Report, Review

_IN_FULL = 10


def report(report: Report, *, width: int | None = None, color: bool | None = None, full: bool = False) -> str:
    """Return a report as text for a screen.

    Args:
        report: what was found.
        width: columns; where None, the terminal's (at most 100), or 80 where there is no terminal.
        color: whether to use colours; where None, as NO_COLOR, FORCE_COLOR and the terminal say.
        full: tell every finding in full, not only the first ten of an article.
    """
    look = chosen(width, color, full)
    return rendered(_parts(report, look), look)


def _parts(report: Report, look: Look) -> Iterator[RenderableType]:
    for number, review in enumerate(report.reviews):
        if number:
            yield Text("\n")
        yield from _opening(review)
        yield from _findings(report, review, look)
        yield from closing(report, review)
    yield from ending(report)


def _opening(review: Review) -> Iterator[RenderableType]:
    yield Rule(style="dim")
    yield Text(article_title(review.document), "bold")
    yield Text(facts(review), "dim")
    counts = [(f"{number} {severity.value}", severity) for severity, number in tally(review.findings).items() if number]
    line = Text(" · ").join(Text(f" {words} ", BADGES[severity]) for words, severity in counts)
    if review.suppressed:
        line.append(f" · {counted(len(review.suppressed), 'finding')} accepted", "dim")
    yield line if counts else Text.assemble(NOTHING_FOUND, line)
    yield Rule(style="dim")


def _findings(report: Report, review: Review, look: Look) -> Iterator[RenderableType]:
    numbered = list(enumerate(review.findings, 1))
    told = numbered if look.full else numbered[:_IN_FULL]
    first: dict[str, int] = {}
    for number, finding in told:
        yield from card(report, review.document, finding, number=number, look=look, told=first.get(finding.rule, 0))
        first.setdefault(finding.rule, number)
    rest = numbered[len(told) :]
    if rest:
        yield Text()
        yield Text.assemble((f"{len(rest)} more", "bold"), (", one line each; --full tells them in full", "dim"))
        yield brief(report, review.document, rest)
