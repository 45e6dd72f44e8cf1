"""Figures as terminal tables: one for the set, one for each "by …" section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.markup import escape
from rich.table import Table as RichTable

from checker.rulebook import rendered

if TYPE_CHECKING:
    from checker.evaluate.figures import Figure, Table


def sections(table: Table) -> dict[str, Table]:
    """Return the figures by section, the set's own under the empty name, in order."""
    found: dict[str, Table] = {}
    for key, figure in table.items():
        section, colon, name = key.partition(": ")
        found.setdefault(section if colon else "", {})[name if colon else key] = figure
    return found


def shown(title: str, table: Table, before: Table, *, width: int | None = None) -> str:
    """Return all tables as text."""
    parts = []
    for section, figures in sections(table).items():
        prefix = f"{section}: " if section else ""
        rows = RichTable("figure", "value", "95% interval", "cases", "recorded", box=box.SIMPLE, pad_edge=False)
        rows.title = escape(section or title)
        for name, figure in figures.items():
            rows.add_row(escape(name), *_cells(figure, before.get(prefix + name)))
        parts.append(rendered(rows, width))
    return "\n".join(parts)


def _cells(figure: Figure, before: Figure | None) -> tuple[str, str, str, str]:
    if not figure.count:
        return "–", "", "0", ""
    interval = f"{figure.low:.3f} to {figure.high:.3f}"
    return f"{figure.value:.3f}", interval, str(figure.count), f"{before.value:.3f}" if before else ""
