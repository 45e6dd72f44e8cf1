"""A finding on the screen: in full, or in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.reporters.parts.ordering import counters, repeats
from checker.reporters.parts.sections import Section, sections
from checker.reporters.parts.wording import plain, quoted, strength, title
from checker.reporters.screen.ends import facing, sentence
from checker.reporters.screen.look import BADGES, INDENT, bulleted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from checker.reporters.screen.look import Look
    from checker.types import Document, Finding, Report

_OF_THE_RULE = ("standards", "rewrites", "fine")
_LABEL = 15
_STYLES = {"trigger": "dim"}
_STACKED_BELOW = 64
_ALSO_SHOWN = 12


def card(
    report: Report, document: Document, finding: Finding, *, number: int, look: Look, told: int = 0
) -> Iterator[RenderableType]:
    """Yield the parts of a finding told in full; what finding `told` of the same rule says is not said again."""
    yield Text()
    yield _heading(report, finding, number)
    yield _indented(_facts(document, finding))
    yield Text()
    if counters(finding):
        yield _indented(facing(document, finding, look))
    else:
        yield _indented(sentence(document, finding.place, finding.severity, look))
    if repeats(finding):
        yield Text()
        yield _indented(_also(document, finding))
    yield Text()
    parts = sections(document, finding)
    yield _indented(_told(_shortened(parts, told) if told else parts, look))


def _shortened(parts: Iterable[Section], told: int) -> Iterator[Section]:
    for part in parts:
        if part.key == "why":
            yield Section("why", part.label, (f"As in {told}.",))
        elif part.key not in _OF_THE_RULE:
            yield part


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, INDENT))


def _heading(report: Report, finding: Finding, number: int) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    badge = Text(f" {finding.severity.value.upper()} ", BADGES[finding.severity])
    table.add_row(Text(f"{number:>2}", "dim"), badge, Text(plain(title(report, finding.rule)), "bold"))
    return table


def _facts(document: Document, finding: Finding) -> Text:
    line, column = document.position(finding.place.span.start)
    return Text(" · ".join(filter(None, [f"line {line}:{column}", finding.rule, strength(finding)])), "dim")


def _also(document: Document, finding: Finding) -> Text:
    others = repeats(finding)
    found = Text.assemble(("Also at ", "bold"))
    for number, related in enumerate(others[:_ALSO_SHOWN]):
        line, column = document.position(related.place.span.start)
        found.append(" · " if number else "")
        found.append(f"{line}:{column} ", "dim")
        found.append(quoted(related.place.quote))
    if len(others) > _ALSO_SHOWN:
        found.append(f" · and {len(others) - _ALSO_SHOWN} more")
    return found


def _told(parts: Iterable[Section], look: Look) -> RenderableType:
    return _stacked(parts) if look.width < _STACKED_BELOW else _labelled(parts)


def _labelled(parts: Iterable[Section]) -> Table:
    """Return an explanation with its labels in a column of their own."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=_LABEL)
    table.add_column(ratio=1, overflow="fold")
    for part in parts:
        style = _STYLES.get(part.key, "")
        lines = [Text(text, style) for text in part.lines]
        table.add_row(Text(part.label, style or "bold"), lines[0] if len(lines) == 1 else bulleted(lines))
    return table


def _stacked(parts: Iterable[Section]) -> Group:
    """Return an explanation with its labels above the text, for narrow screens."""
    rows: list[RenderableType] = []
    for part in parts:
        style = _STYLES.get(part.key, "")
        rows.append(Text(part.label, style or "bold"))
        lines = [Text(text, style) for text in part.lines]
        rows.append(Padding(lines[0] if len(lines) == 1 else bulleted(lines), (0, 0, 0, 2)))
    return Group(*rows)


def brief(report: Report, document: Document, findings: Iterable[tuple[int, Finding]]) -> Table:
    """Return findings in one line each."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in (3, 8, 7):
        table.add_column(width=width, no_wrap=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for number, finding in findings:
        line, column = document.position(finding.place.span.start)
        text = Text.assemble((plain(title(report, finding.rule)), "bold"), "  ", quoted(finding.place.quote))
        badge = Text(finding.severity.value, BADGES[finding.severity])
        table.add_row(Text(f"{number:>2}", "dim"), badge, Text(f"{line}:{column}", "dim"), text)
    return table
