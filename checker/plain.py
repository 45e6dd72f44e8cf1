"""Rules without patterns: what models find and rules only explain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import resources
from checker.rule import Rule, check_keys, common_fields, strings

if TYPE_CHECKING:
    from pathlib import Path

    from checker.types import Kind

_REQUIRED = ("title", "name", "severity", "summary", "why", "fine_if", "standards", "what")


@dataclass(frozen=True, slots=True)
class PlainRule(Rule):
    """The words in which a model's finding is explained."""

    what: str
    rewrites: tuple[str, ...]


def load_plain(folder: Path, kind: Kind) -> dict[str, PlainRule]:
    """Return the rules of a folder by id, which is the file's name.

    Raises:
        RuleError: names file, line and what was expected.
    """
    return {file.stem: _rule(file, kind) for file in sorted(folder.glob("*.toml"))}


def _rule(file: Path, kind: Kind) -> PlainRule:
    table = resources.read_toml(file)
    check_keys(file, table, (*_REQUIRED, "rewrites"), _REQUIRED)
    shared = {**common_fields(file, table, kind), "id": file.stem}
    return PlainRule(**shared, flag=(), keep=(), what=table["what"], rewrites=strings(file, table, "rewrites"))
