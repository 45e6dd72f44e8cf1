"""Findings as SARIF results."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.reporters.parts.sarif_places import Row, artifact_location, literal, location, region
from checker.types import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.types import Document, Finding, Fix, Review, Suppressed

LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}


def results(index: int, review: Review, rules: Mapping[str, int]) -> Iterator[Row]:
    """Yield the results of the artifact of an index: findings, then those that an editor accepted."""
    for finding in review.findings:
        # Where a log has suppressions at all, an empty list says "not suppressed" (section 3.27.23).
        yield {**_result(index, review.document, finding, rules), "suppressions": []}
    for accepted in review.suppressed:
        row = _result(index, review.document, accepted.finding, rules)
        yield {**row, "suppressions": [_suppression(index, review.document, accepted)]}


def _result(index: int, document: Document, finding: Finding, rules: Mapping[str, int]) -> Row:
    row: Row = {"ruleId": finding.rule}
    if finding.rule in rules:
        row["ruleIndex"] = rules[finding.rule]
    row |= {
        "level": LEVELS[finding.severity],
        "message": {"text": literal(finding.message)},
        "locations": [location(document, index, finding.place)],
        "relatedLocations": [
            {
                "id": number,
                **location(document, index, related.place),
                "message": {"text": literal(related.message)},
            }
            for number, related in enumerate(finding.related, 1)
        ],
        "fixes": [_fix(index, document, fix) for fix in finding.fixes],
        "rank": round(finding.confidence * 100, 1),
        "properties": _properties(finding),
    }
    if finding.fingerprint:
        row["partialFingerprints"] = {"checkerFinding/v1": finding.fingerprint}
    return row


def _properties(finding: Finding) -> Row:
    told = finding.explanation
    return {
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "strength": finding.strength,
        "roles": [related.role for related in finding.related],
        "what": told.what,
        "why": told.why,
        "fineIf": told.fine_if,
        "rewrites": list(told.rewrites),
        "trigger": told.trigger,
    }


def _fix(index: int, document: Document, fix: Fix) -> Row:
    replacements = [
        {"deletedRegion": region(document, edit.span), "insertedContent": {"text": edit.text}}
        for edit in sorted(fix.edits, key=lambda edit: edit.span)
    ]
    change = {"artifactLocation": artifact_location(document.uri, index), "replacements": replacements}
    return {"description": {"text": literal(fix.title)}, "artifactChanges": [change]}


def _suppression(index: int, document: Document, accepted: Suppressed) -> Row:
    """Return where an editor accepted a finding: a comment on a line of the text, or a file beside it."""
    line = re.match(r"line (\d+)", accepted.where)
    row: Row = {
        "kind": "inSource" if line else "external",
        "status": "accepted",
        "justification": accepted.reason,
    }
    if line:
        where = {
            "artifactLocation": artifact_location(document.uri, index),
            "region": {"startLine": int(line[1])},
        }
        row["location"] = {"physicalLocation": where}
    else:
        row["properties"] = {"where": accepted.where}
    return row
