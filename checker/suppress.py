"""Findings that an editor accepted in the text: `<!-- checker: off safety-absolute reason="…" -->`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.readers.directives import directives
from checker.types import BlockKind, Suppressed

if TYPE_CHECKING:
    from checker.readers.directives import Directive
    from checker.types import Document, Finding


@dataclass(frozen=True, slots=True)
class _Range:
    """Where a suppression holds; no rules means all of them."""

    start: int
    end: int
    directive: Directive


def apply(document: Document, findings: list[Finding]) -> tuple[list[Finding], tuple[Suppressed, ...], tuple[str, ...]]:
    """Return the findings that stay, those that comments in the text accept, and remarks on the comments."""
    found = directives(document.source)
    if not found:
        return findings, (), ()
    ranges = _ranges(document, found)
    kept: list[Finding] = []
    accepted: list[Suppressed] = []
    used: set[int] = set()
    for finding in findings:
        covering = next((r for r in ranges if _covers(r, finding)), None)
        if covering is None:
            kept.append(finding)
        else:
            used.add(covering.start)
            line, _ = document.position(covering.directive.span.start)
            accepted.append(Suppressed(finding, covering.directive.reason, f"line {line}"))
    return (
        kept,
        tuple(accepted),
        _remarks(document, found, {r.directive.span.start for r in ranges if r.start in used}),
    )


def _covers(range_: _Range, finding: Finding) -> bool:
    rules = range_.directive.rules
    return range_.start <= finding.place.span.start < range_.end and (not rules or finding.rule in rules)


def _ranges(document: Document, found: tuple[Directive, ...]) -> list[_Range]:
    ranges: list[_Range] = []
    for number, directive in enumerate(found):
        if directive.error or directive.verb == "on":
            continue
        start = directive.span.end
        if directive.verb == "off-next":
            ranges.append(_Range(start, _end_of_next_block(document, start), directive))
            continue
        closing = (d.span.start for d in found[number + 1 :] if d.verb == "on" and _closes(d, directive))
        ranges.append(_Range(start, next(closing, len(document.source) + 1), directive))
    return ranges


def _closes(on: Directive, off: Directive) -> bool:
    return not on.rules or bool(set(on.rules) & set(off.rules)) or not off.rules


def _end_of_next_block(document: Document, start: int) -> int:
    for block in document.blocks:
        if block.kind is not BlockKind.BOILERPLATE and block.runs and block.runs[-1].source.end > start:
            return block.runs[-1].source.end
    return len(document.source) + 1


def _remarks(document: Document, found: tuple[Directive, ...], used: set[int]) -> tuple[str, ...]:
    remarks: list[str] = []
    for directive in found:
        line, _ = document.position(directive.span.start)
        if directive.error:
            remarks.append(f"line {line}: {directive.error}")
        elif directive.verb != "on" and directive.span.start not in used:
            remarks.append(f"line {line}: this checker: {directive.verb} comment silences nothing; remove it")
        elif directive.verb != "on" and not directive.reason:
            remarks.append(f'line {line}: this checker: {directive.verb} comment gives no reason; write reason="…"')
    return tuple(remarks)
