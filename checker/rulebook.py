"""Rules in words, for `checker rules`: the list, and one rule explained with its examples."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.rule import Rule

_SHOWN = 6


def listed(rules: Mapping[str, Rule], *, width: int | None = None) -> str:
    """Return a table of all rules: id, severity, what is wrong."""
    table = Table("rule", "severity", "what is wrong", box=box.SIMPLE, pad_edge=False)
    for rule in rules.values():
        table.add_row(rule.id, rule.severity.value, escape(rule.title))
    return rendered(table, width)


def explained(rule: Rule) -> str:
    """Return one rule in full: why it matters, when it is fine, standards, sentences it flags and keeps."""
    lines = [
        f"{rule.id} · {rule.severity.value} · {rule.kind.value}",
        rule.title,
        "",
        rule.summary,
        "",
        f"Why it matters. {rule.why}",
        f"It is fine if {rule.fine_if}",
        "",
        "Standards",
        *(f"  {s.name}: {s.says} ({s.applies_to})" for s in rule.standards),
        "",
        "Flagged",
        *(f"  • {_highlighted(text)}" for text in rule.flag[:_SHOWN]),
        "",
        "Left alone",
        *(f"  • {text}" for text in rule.keep[:_SHOWN]),
        "",
        f'Switch off: ignore = ["{rule.id}"] in checker.toml, or in the text',
        f'  <!-- checker: off-next {rule.id} reason="…" -->',
        "",
    ]
    return "\n".join(lines)


def _highlighted(text: str) -> str:
    return text.replace("[[", "«").replace("]]", "»")


def rendered(table: Table, width: int | None) -> str:
    """Return a rich table as text."""
    out = io.StringIO()
    Console(file=out, width=width or Console().width).print(table)
    return out.getvalue()
