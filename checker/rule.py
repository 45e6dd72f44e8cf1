"""Rules as data: one TOML file a rule, its documentation and its tests inside."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker import resources
from checker.errors import RuleError
from checker.types import Kind, Severity, Standard

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """A pattern of a rule file and what holds for it alone.

    `where` names checks of `checker.conditions`; `unless` are patterns that silence it when they match
    in the same sentence; `status` is what the construction itself says (a "how X works" presupposes).
    """

    match: str
    unless: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    status: str = ""
    severity: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class EditSpec:
    """A rewrite that a machine can make: the marked part of `find` becomes `put`."""

    find: str
    put: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule tells its readers, whatever its kind.

    `id` is file name, configuration key, suppression key, SARIF ruleId and docs anchor. `flag` and
    `keep` are sentences with the span marked as `[[…]]`: the rule's tests and its documentation.
    """

    id: str
    kind: Kind
    title: str
    """What is wrong, in under ten words, such as "Promises no side effects"."""
    name: str
    """The category's name, such as "Absolute safety"."""
    severity: Severity
    summary: str
    why: str
    fine_if: str
    standards: tuple[Standard, ...]
    flag: tuple[str, ...]
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverstatementRule(Rule):
    """A category of overstatement: patterns, what status they must have, what clears them."""

    what: str
    """What a reader will take from the sentence; {treatment} and {quote} are filled in."""
    family: str
    """Row of rules/status.toml: which assertion statuses are flagged, lowered or skipped."""
    patterns: tuple[PatternSpec, ...]
    words: Mapping[str, tuple[str, ...]]
    unless: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    cleared_by: tuple[str, ...] = ()
    lowered_by: tuple[str, ...] = ()
    density: bool = False
    status: Mapping[str, str] | None = None
    confidence: float = 0.6
    edits: tuple[EditSpec, ...] = ()
    rewrites: tuple[str, ...] = ()
    quiet_in: tuple[str, ...] = ()
    """Genres in which the rule stays silent: a leaflet may say flatly what an established treatment does."""
    evidence: tuple[str, ...] = ()
    """Signals that, found elsewhere in the article, bear on the finding and are quoted with it."""


_REQUIRED = (
    "title",
    "name",
    "severity",
    "summary",
    "what",
    "why",
    "fine_if",
    "standards",
    "family",
    "flag",
    "keep",
)
_OPTIONAL = (
    "patterns", "pattern", "words", "unless", "requires", "cleared_by", "lowered_by", "density", "status",
    "confidence", "edit", "rewrites", "evidence", "quiet_in",
)  # fmt: skip


def fail(file: Path, key: str, why: str) -> RuleError:
    """Return an error that names the rule file and the line of a key or text in it."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else []
    line = next((n for n, text in enumerate(lines, 1) if key and key in text), 1)
    return RuleError(f"{file}:{line}: {why}")


def check_keys(file: Path, table: Mapping[str, Any], known: tuple[str, ...], required: tuple[str, ...] = ()) -> None:
    """Refuse unknown and missing keys, naming the nearest known one."""
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
            raise fail(file, key, f"unknown key {key!r}; {hint}")
    for key in required:
        if key not in table:
            raise fail(file, "", f"{key!r} is missing; every rule of this kind has one")


def strings(file: Path, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of strings from a table, empty where the key is absent."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise fail(file, key, f"{key!r} must be a list of strings")
    return tuple(value)


@lru_cache(maxsize=1)
def load_standards() -> dict[str, Standard]:
    """Return the standards register by id."""
    table = resources.load_toml("rules/standards.toml")
    return {id_: Standard(id=id_, **entry) for id_, entry in table.items()}


@lru_cache(maxsize=1)
def word_classes() -> dict[str, tuple[str, ...]]:
    """Return the shared word classes by name."""
    files = sorted(resources.path("rules/words").glob("*.toml"))
    tables = {file.stem: resources.read_toml(file) for file in files}
    return {name: tuple(table["words"]) for name, table in tables.items() if "words" in table}


def common_fields(file: Path, table: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    """Return the fields that all kinds of rule share, checked."""
    try:
        severity = Severity(table["severity"])
    except ValueError as error:
        known = ", ".join(Severity)
        raise fail(file, "severity", f"severity {table['severity']!r} is not one of: {known}") from error
    register = load_standards()
    unknown = [id_ for id_ in table["standards"] if id_ not in register]
    if unknown:
        raise fail(file, unknown[0], f"standard {unknown[0]!r} is not in rules/standards.toml")
    texts = {key: table[key] for key in ("title", "name", "summary", "why", "fine_if")}
    for key, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise fail(file, key, f"{key!r} must be a text")
    standards = tuple(register[id_] for id_ in table["standards"])
    prefix = "contradiction-" if kind is Kind.CONTRADICTION else ""
    return {"id": prefix + file.stem, "kind": kind, "severity": severity, "standards": standards, **texts}


def load_overstatement(file: Path) -> OverstatementRule:
    """Return the overstatement rule of a TOML file.

    Raises:
        RuleError: names file, line and what was expected.
    """
    table = resources.read_toml(file)
    check_keys(file, table, (*_REQUIRED, *_OPTIONAL), _REQUIRED)
    if not re.fullmatch(r"[a-z][a-z0-9-]*", file.stem):
        raise fail(file, "", "a rule's file name is its id: lower-case letters, digits and hyphens")
    for name in table.get("words", {}):
        if name in word_classes():
            raise fail(file, name, f"word class {name!r} is shared (rules/words/{name}.toml); choose another name")
    specs = [PatternSpec(match=text) for text in strings(file, table, "patterns")]
    specs += [pattern_spec(file, entry) for entry in table.get("pattern", [])]
    lists: dict[str, Any] = {
        key: strings(file, table, key)
        for key in (
            "unless",
            "requires",
            "cleared_by",
            "lowered_by",
            "rewrites",
            "evidence",
            "quiet_in",
            "flag",
            "keep",
        )
    }
    return OverstatementRule(
        **common_fields(file, table, Kind.OVERSTATEMENT),
        **lists,
        what=table["what"],
        family=table["family"],
        patterns=tuple(specs),
        words={name: tuple(entries) for name, entries in table.get("words", {}).items()},
        density=bool(table.get("density", False)),
        status=table.get("status"),
        confidence=float(table.get("confidence", 0.6)),
        edits=tuple(_edit(file, entry) for entry in table.get("edit", [])),
    )


def pattern_spec(file: Path, entry: Mapping[str, Any]) -> PatternSpec:
    """Return a pattern from its table of a rule file."""
    check_keys(file, entry, tuple(f.name for f in fields(PatternSpec)), ("match",))
    lists: dict[str, Any] = {key: strings(file, entry, key) for key in ("unless", "where", "requires")}
    rest = {key: entry[key] for key in ("match", "status", "severity", "confidence") if key in entry}
    return PatternSpec(**rest, **lists)


def _edit(file: Path, entry: Mapping[str, Any]) -> EditSpec:
    check_keys(file, entry, ("find", "put", "title"), ("find", "put"))
    return EditSpec(**entry)


def load_rules(folder: Path) -> dict[str, OverstatementRule]:
    """Return the overstatement rules of a folder by id, in order of file name.

    Raises:
        RuleError: a file is wrong, or the folder holds none.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise RuleError(f"{folder}: no rule files (*.toml) there. Check the path.")
    return {rule.id: rule for rule in map(load_overstatement, files)}
