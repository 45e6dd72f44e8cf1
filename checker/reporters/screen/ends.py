"""Quotes in their sentences; the two ends of a contradiction side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from checker.reporters.parts.context import around
from checker.reporters.parts.ordering import counters
from checker.reporters.parts.wording import plain
from checker.reporters.screen.look import QUOTES

if TYPE_CHECKING:
    from rich.console import RenderableType

    from checker.reporters.screen.look import Look
    from checker.types import Document, Finding, Place, Severity


def sentence(document: Document, place: Place, severity: Severity, look: Look) -> Text:
    """Return a place in its sentence: underlined in colour, else between « and »."""
    context = around(document, place)
    if look.color:
        return Text.assemble(context.before, (context.quote, QUOTES[severity]), context.after)
    return Text(f"{context.before}«{context.quote}»{context.after}")


def facing(document: Document, finding: Finding, look: Look) -> RenderableType:
    """Return a finding's place and those that say otherwise, side by side where the screen has room."""
    here = _end(document, finding.place, "", finding.severity, look=look)
    there = [_end(document, r.place, r.message, finding.severity, look=look) for r in counters(finding)]
    if not look.roomy:
        return Group(*_spaced([here, *there]))
    table = Table(box=box.MINIMAL, show_edge=False, show_header=False, pad_edge=False, expand=True)
    table.padding, table.border_style = (0, 2), "dim"
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(here, Group(*_spaced(there)))
    return table


def _end(document: Document, place: Place, message: str, severity: Severity, *, look: Look) -> Group:
    line, column = document.position(place.span.start)
    label = Text(f"line {line}:{column}", "dim")
    if message:
        label.append(f"  {plain(message)}")
    return Group(label, sentence(document, place, severity, look))


def _spaced(ends: list[Group]) -> list[RenderableType]:
    spaced: list[RenderableType] = []
    for end in ends:
        spaced += [Text(), end] if spaced else [end]
    return spaced
