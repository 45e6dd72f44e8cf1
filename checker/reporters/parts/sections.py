"""A finding's explanation as labelled parts, in the order of the domain design (section F1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.reporters.parts.positions import line
from checker.reporters.parts.wording import cited, confidence, plain, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.types import Document, Evidence, Finding, Fix

_AS_WRITTEN = ("rewrites", "fine", "given")


@dataclass(frozen=True, slots=True)
class Section:
    """One labelled part of an explanation; `key` is for those that show some parts their own way."""

    key: str
    label: str
    lines: tuple[str, ...]


def sections(document: Document, finding: Finding) -> tuple[Section, ...]:
    """Return the parts of a finding's explanation that have something to say."""
    told = finding.explanation
    shown = {finding.place, *(related.place for related in finding.related)}
    evidence = tuple(_evidence(document, e) for e in told.evidence if not e.source and e.place not in shown)
    given = tuple(f"{e.source}: {quoted(e.note)}" for e in told.evidence if e.source)
    parts = (
        Section("what", "What", (told.what,)),
        Section("why", "Why it matters", (told.why,)),
        Section("evidence", "In this article", evidence),
        Section("given", "In your evidence", given),
        Section("standards", "Standard", tuple(map(cited, told.standards))),
        Section("resolve", "To make them agree", (told.resolve,)),
        Section("rewrites", "Rewrite", told.rewrites),
        Section("fixes", "Ready edit", tuple(_fix(document, fix) for fix in finding.fixes)),
        Section("fine", "Fine if", (told.fine_if,)),
        Section("confidence", "Confidence", (_confidence(finding),)),
        Section("trigger", "Why the checker thinks so", (told.trigger,)),
    )
    tidied = (Section(part.key, part.label, tuple(_tidied(part))) for part in parts)
    return tuple(part for part in tidied if part.lines)


def _tidied(part: Section) -> Iterator[str]:
    for text in map(str.strip, map(plain, part.lines)):
        if text:
            yield text if part.key in _AS_WRITTEN else text[0].upper() + text[1:]


def _evidence(document: Document, evidence: Evidence) -> str:
    note = f": {evidence.note}" if evidence.note else ""
    return f"line {line(document, evidence.place)}, {quoted(evidence.place.quote)}{note}"


def _fix(document: Document, fix: Fix) -> str:
    changes = [_change(document.source[e.span.start : e.span.end], e.text) for e in fix.edits]
    return f"{fix.title} ({'; '.join(changes)})"


def _change(old: str, new: str) -> str:
    if not new:
        return f"delete {quoted(old)}"
    return f"{quoted(old)} → {quoted(new)}" if old else f"add {quoted(new)}"


def _confidence(finding: Finding) -> str:
    word = confidence(finding.confidence)
    doubt = finding.explanation.doubt
    return f"{word}; {doubt}" if doubt else word
