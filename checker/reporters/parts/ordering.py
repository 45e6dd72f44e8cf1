"""In which order findings, their ends and their counts come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checker.types import MissingState, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.types import Finding, Missing, Related, Report

GRAVEST_FIRST = tuple(reversed(Severity))
_STATES = (MissingState.ABSENT, MissingState.UNCLEAR, MissingState.PRESENT)


def tally(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of each severity, gravest first, zeros kept."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in GRAVEST_FIRST}


def tally_all(report: Report) -> dict[Severity, int]:
    """Return the counts over all articles of a report."""
    return tally(finding for review in report.reviews for finding in review.findings)


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as a reader meets them; those that begin together, gravest first."""
    return tuple(sorted(findings, key=lambda f: (f.place.span.start, -f.severity.rank, f.place.span.end, f.rule)))


def counters(finding: Finding) -> tuple[Related, ...]:
    """Return the places that say otherwise."""
    return tuple(related for related in finding.related if related.role == "contradicts")


def repeats(finding: Finding) -> tuple[Related, ...]:
    """Return the further places with the same fault."""
    return tuple(related for related in finding.related if related.role != "contradicts")


def checklist(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """Return the missing-information card: what is absent, then what is unclear, then what is there."""
    return tuple(sorted(missing, key=lambda item: _STATES.index(item.state)))
