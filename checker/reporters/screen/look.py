"""How things look in a terminal: with the reader's own sixteen colours, or as plain text."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.types import MissingState, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

BADGES = {
    Severity.CRITICAL: "bold white on red",
    Severity.HIGH: "bold red",
    Severity.MEDIUM: "bold yellow",
    Severity.LOW: "bold cyan",
    Severity.INFO: "bold blue",
}
QUOTES = {
    Severity.CRITICAL: "bold red underline",
    Severity.HIGH: "red underline",
    Severity.MEDIUM: "yellow underline",
    Severity.LOW: "cyan underline",
    Severity.INFO: "blue underline",
}
MARKS = {
    MissingState.ABSENT: Text("✗", "red"),
    MissingState.UNCLEAR: Text("?", "yellow"),
    MissingState.PRESENT: Text("✓", "green"),
}
INDENT = 4
_NARROWEST, _WIDEST_UNASKED = 40, 100


@dataclass(frozen=True, slots=True)
class Look:
    """What the output can show: its width in columns and whether it has colours."""

    width: int
    color: bool
    full: bool = False

    @property
    def roomy(self) -> bool:
        """Return whether two columns of text fit side by side."""
        return self.width >= 80


def chosen(width: int | None, color: bool | None, full: bool) -> Look:
    """Return the look that was asked for, or the one that fits where the output goes."""
    if width is None:
        # Longer lines than this are hard to read, however wide the window.
        width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST_UNASKED)
    return Look(max(width, _NARROWEST), _wants_color() if color is None else color, full)


def _wants_color() -> bool:
    """Return whether colours are wanted (the NO_COLOR and FORCE_COLOR conventions, else a terminal)."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def rendered(parts: Iterable[RenderableType], look: Look) -> str:
    """Return parts as text: no cursor movements, no trailing spaces."""
    console = Console(
        file=io.StringIO(),
        width=look.width,
        color_system="standard" if look.color else None,
        force_terminal=look.color,
        no_color=not look.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    return "".join(f"{_trimmed(line)}\n" for line in capture.get().split("\n")).rstrip("\n") + "\n"


def _trimmed(line: str) -> str:
    # A wrapped line ends in the space it was broken at, which would be underlined.
    return re.sub(r" +(\x1b\[0m)? *$", r"\1", line)


def bulleted(rows: Iterable[Text]) -> Table:
    """Return rows as a list whose lines hang behind their bullets."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for row in rows:
        table.add_row(Text("·", "dim"), row)
    return table
