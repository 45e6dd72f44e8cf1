"""Measure checker on labelled text: one module a set below `sets/`, one flat table of figures each."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.evaluate.figures import Table
    from checker.pipeline import Engine


def names() -> tuple[str, ...]:
    """Return the names of the sets, in order of the alphabet."""
    from checker.evaluate import sets

    return tuple(sorted(info.name for info in pkgutil.iter_modules(sets.__path__)))


def measure(name: str, part: str, engine: Engine) -> Table:
    """Return the figures of a set on `train`, `dev` or `test`.

    Raises:
        ConfigError: the set's texts are not there.
        ModelError: it scores a model that is not installed.
    """
    table: Table = importlib.import_module(f"checker.evaluate.sets.{name}").measure(part, engine)
    return table


def record(name: str, part: str, engine: Engine) -> Table:
    """Return the figures of a set, written where the set keeps data of its own (rules/measured.toml)."""
    module = importlib.import_module(f"checker.evaluate.sets.{name}")
    table: Table = getattr(module, "record", module.measure)(part, engine)
    return table
