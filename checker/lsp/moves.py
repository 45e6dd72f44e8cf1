"""Carry findings over edits: what an edit touches is dropped, what stands after it moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.types import Edit, Finding, Place, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.types import Missing, Related

    Move = Callable[[Place], Place | None]


@dataclass(frozen=True, slots=True)
class Change:
    """A span of a text that was replaced by `length` code points."""

    span: Span
    length: int


def moved(span: Span, changes: Sequence[Change]) -> Span | None:
    """Return where a span is after changes, or None where one of them touched it."""
    for change in changes:
        if change.span.end <= span.start:
            by = change.length - len(change.span)
            span = Span(span.start + by, span.end + by)
        elif change.span.start < span.end:
            return None
    return span


def finding(found: Finding, changes: Sequence[Change], source: str) -> Finding | None:
    """Return a finding as it stands in the changed source, or None where its own words or those against it changed.

    Further places and evidence that an edit touched are left out; fixes live only if all of their edits do.
    """
    if not changes:
        return found

    def move(place: Place) -> Place | None:
        span = moved(place.span, changes)
        return Place(span, place.quote) if span and span.end <= len(source) else None

    place = move(found.place)
    related = tuple(r for one in found.related if (r := _related(one, move)))
    against = [r for r in found.related if r.role == "contradicts"]
    if place is None or (against and not any(r.role == "contradicts" for r in related)):
        return None
    told = found.explanation
    evidence = tuple(replace(e, place=at) for e in told.evidence if (at := move(e.place)))
    fixes = []
    for fix in found.fixes:
        spans = [moved(edit.span, changes) for edit in fix.edits]
        if all(spans):
            edits = zip(spans, fix.edits, strict=True)
            fixes.append(replace(fix, edits=tuple(Edit(span, edit.text) for span, edit in edits if span)))
    return replace(
        found, place=place, related=related, fixes=tuple(fixes), explanation=replace(told, evidence=evidence)
    )


def _related(one: Related, move: Move) -> Related | None:
    place = move(one.place)
    return replace(one, place=place) if place else None


def card(lines: Sequence[Missing], changes: Sequence[Change]) -> tuple[Missing, ...]:
    """Return the missing-information card with its places moved."""
    return tuple(
        replace(
            line,
            places=tuple(Place(span, p.quote) for p in line.places if (span := moved(p.span, changes))),
        )
        for line in lines
    )
