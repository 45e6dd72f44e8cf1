"""The table of recorded figures in docs/evaluation.md, between two comment lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import ConfigError
from checker.evaluate import results
from checker.evaluate.show import sections

if TYPE_CHECKING:
    from pathlib import Path

    from checker.evaluate.figures import Figure

START, END = "<!-- figures: written by checker evaluate --record -->", "<!-- end of figures -->"


def refresh(page: Path) -> None:
    """Write the recorded figures into a page.

    Raises:
        ConfigError: the page lacks the two comment lines that say where.
    """
    text = page.read_text(encoding="utf-8")
    if text.count(START) != 1 or text.count(END) != 1:
        raise ConfigError(f"{page}: needs one line {START!r} and one line {END!r}, where the figures go")
    before, rest = text.split(START)
    page.write_text(f"{before}{START}\n{figures()}{END}{rest.split(END)[1]}", encoding="utf-8")


def figures() -> str:
    """Return the recorded figures of every set as a Markdown table; the "by …" sections stay in the files."""
    lines = ["| set, part | figure | value | 95% interval | cases |", "|---|---|---|---|---|"]
    for file in sorted(results.folder().glob("*.json")):
        name, _, part = file.stem.rpartition("-")
        for key, figure in sections(results.read(file)).get("", {}).items():
            lines.append(f"| {name}, {part} | {key} | {_cells(figure)} |")
    return "\n".join(lines) + "\n"


def _cells(figure: Figure) -> str:
    return f"{figure.value:.3f} | {figure.low:.3f} to {figure.high:.3f} | {figure.count}" if figure.count else "– | | 0"
