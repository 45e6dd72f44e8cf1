"""Contradiction axes as data: rules/contradiction/<axis>.toml, a question with two opposite poles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker import resources
from checker.errors import RuleError
from checker.rule import PatternSpec, Rule, check_keys, common_fields, fail, pattern_spec, strings
from checker.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_REQUIRED = (
    "title",
    "name",
    "severity",
    "summary",
    "why",
    "fine_if",
    "resolve",
    "reconcile",
    "standards",
    "slots",
    "poles",
    "contradictory",
    "compatible",
)
_OPTIONAL = ("words", "confidence", "flips")
_POLE_KEYS = ("means", "patterns", "pattern", "broad", "examples", "possible", "cautious", "unless")
_BROAD = 0.15
SLOTS = (
    "treatment",
    "population",
    "dose",
    "form",
    "duration",
    "outcome",
    "place",
    "agent",
    "comparator",
    "indication",
    "partner",
)


@dataclass(frozen=True, slots=True)
class Pole:
    """One answer to an axis's question.

    `possible` poles are claims of possibility: "may" does not hedge them. A `cautious` pole is one that an
    article takes over when it reports it: "the authors stressed that…", "doctors warn that…".
    """

    id: str
    means: str
    patterns: tuple[PatternSpec, ...]
    examples: tuple[str, ...]
    unless: tuple[str, ...] = ()
    possible: bool = False
    cautious: bool = False


@dataclass(frozen=True, slots=True)
class PairExample:
    """Two sentences of one text; for compatible ones `why` names the veto that reconciles them."""

    a: str
    b: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Axis(Rule):
    """A question that one article must not answer both ways."""

    poles: tuple[Pole, Pole]
    slots: tuple[str, ...]
    """Slots that must be equal or empty for two claims to clash."""
    resolve: str
    """How to make the two places agree."""
    reconcile: str
    """A reading under which both could stand."""
    words: Mapping[str, tuple[str, ...]]
    contradictory: tuple[PairExample, ...]
    compatible: tuple[PairExample, ...]
    flips: bool = False
    """Whether denying one pole asserts the other."""
    confidence: float = 0.6


def load_axes(folder: Path) -> dict[str, Axis]:
    """Return the axes of a folder by rule id ("contradiction-…").

    Raises:
        RuleError: a file is wrong; names file, line and what was expected.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise RuleError(f"{folder}: no axis files (*.toml) there. Check the path.")
    return {axis.id: axis for axis in map(load_axis, files)}


def load_axis(file: Path) -> Axis:
    """Return the axis of a TOML file."""
    table = resources.read_toml(file)
    check_keys(file, table, (*_REQUIRED, *_OPTIONAL), _REQUIRED)
    slots = strings(file, table, "slots")
    unknown = [slot for slot in slots if slot not in SLOTS]
    if unknown:
        raise fail(file, unknown[0], f"no slot {unknown[0]!r}; known: {', '.join(SLOTS)}")
    if len(table["poles"]) != 2:
        raise fail(file, "poles", "an axis has exactly two [poles.…] tables")
    pairs: dict[str, Any] = {
        key: tuple(_pair(file, entry) for entry in table[key]) for key in ("contradictory", "compatible")
    }
    confidence = float(table.get("confidence", 0.6))
    one, other = (_pole(file, name, entry, confidence - _BROAD) for name, entry in table["poles"].items())
    return Axis(
        **common_fields(file, table, Kind.CONTRADICTION),
        **pairs,
        flag=tuple(f"“{pair.a}” / “{pair.b}”" for pair in pairs["contradictory"]),
        keep=tuple(f"“{pair.a}” / “{pair.b}” ({pair.why})" for pair in pairs["compatible"]),
        poles=(one, other),
        slots=slots,
        resolve=table["resolve"],
        reconcile=table["reconcile"],
        words={name: tuple(entries) for name, entries in table.get("words", {}).items()},
        flips=bool(table.get("flips", False)),
        confidence=confidence,
    )


def _pole(file: Path, name: str, entry: Mapping[str, Any], broad: float) -> Pole:
    check_keys(file, entry, _POLE_KEYS, ("means", "examples"))
    specs = [PatternSpec(match=text) for text in strings(file, entry, "patterns")]
    specs += [PatternSpec(match=text, confidence=broad) for text in strings(file, entry, "broad")]
    specs += [pattern_spec(file, item) for item in entry.get("pattern", [])]
    lists: dict[str, Any] = {key: strings(file, entry, key) for key in ("examples", "unless")}
    return Pole(
        id=name,
        means=entry["means"],
        patterns=tuple(specs),
        possible=bool(entry.get("possible", False)),
        cautious=bool(entry.get("cautious", False)),
        **lists,
    )


def _pair(file: Path, entry: Mapping[str, Any]) -> PairExample:
    check_keys(file, entry, ("a", "b", "why"), ("a", "b"))
    return PairExample(entry["a"], entry["b"], entry.get("why", ""))
