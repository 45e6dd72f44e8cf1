"""Recorded runs (`corpus/results/SET-PART.json`), and what counts as a regression against one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker import resources
from checker.errors import ConfigError
from checker.evaluate.figures import Figure, Table

if TYPE_CHECKING:
    from pathlib import Path

_ENOUGH = 20
"""A figure on fewer cases is shown but fails no run."""


def folder() -> Path:
    """Return the folder of recorded runs."""
    return resources.root() / "corpus" / "results"


def write(file: Path, table: Table) -> None:
    """Record a run: value, interval and cases of every figure."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f" {json.dumps(key)}: {json.dumps(_row(figure))}" for key, figure in table.items()]
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _row(figure: Figure) -> list[float | int]:
    return [round(figure.value, 4), round(figure.low, 4), round(figure.high, 4), figure.count]


def read(file: Path) -> Table:
    """Return a recorded run, empty where there is none.

    Raises:
        ConfigError: the file is not a recorded run.
    """
    if not file.exists():
        return {}
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return {
            key: Figure(float(v), float(low), float(high), int(count)) for key, (v, low, high, count) in rows.items()
        }
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfigError(f"{file}: not a recorded result ({error}); delete it and run with --record") from error


def regressions(now: Table, before: Table) -> list[str]:
    """Return the figures that are worse than recorded by more than their 95% interval."""
    return [key for key, figure in now.items() if key in before and _worse(figure, before[key].value)]


def _worse(now: Figure, before: float) -> bool:
    # Recorded values are rounded.
    return now.count >= _ENOUGH and (
        (now.better == "lower" and before < now.low - 1e-4) or (now.better == "higher" and before > now.high + 1e-4)
    )
