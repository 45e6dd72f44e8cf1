"""The Reviewdog Diagnostic Format: one JSON document; columns count bytes of UTF-8, ends are exclusive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.reporters.parts.message import prose
from checker.reporters.parts.ordering import tally_all
from checker.reporters.parts.positions import byte_position
from checker.types import Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.types import Document, Finding, Fix, Report

_SEVERITIES = {
    Severity.CRITICAL: "ERROR",
    Severity.HIGH: "ERROR",
    Severity.MEDIUM: "WARNING",
    Severity.LOW: "INFO",
    Severity.INFO: "INFO",
}
Row = dict[str, Any]


def report(report: Report) -> str:
    """Return the findings and the inputs that could not be read as diagnostics."""
    content: Row = {"source": {"name": "checker"}}
    gravest = next((severity for severity, number in tally_all(report).items() if number), None)
    if gravest or report.errors:
        content["severity"] = "ERROR" if report.errors or gravest is None else _SEVERITIES[gravest]
    content["diagnostics"] = list(_diagnostics(report))
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _diagnostics(report: Report) -> Iterator[Row]:
    for review in report.reviews:
        for finding in review.findings:
            yield _diagnostic(review.document, finding)
    for error in report.errors:
        yield {"message": error.error, "location": {"path": error.uri}, "severity": "ERROR"}


def _diagnostic(document: Document, finding: Finding) -> Row:
    row: Row = {
        "message": prose(document, finding),
        "location": _location(document, finding.place.span),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if finding.fixes:
        row["suggestions"] = [_suggestion(document, fix) for fix in finding.fixes]
    if finding.related:
        row["related_locations"] = [
            {"message": related.message, "location": _location(document, related.place.span)}
            for related in finding.related
        ]
    return row


def _location(document: Document, span: Span) -> Row:
    return {"path": document.uri, "range": _range(document, span)}


def _range(document: Document, span: Span) -> Row:
    ends = (("start", span.start), ("end", span.end))
    return {name: dict(zip(("line", "column"), byte_position(document, at), strict=True)) for name, at in ends}


def _suggestion(document: Document, fix: Fix) -> Row:
    """Return a fix as one replacement, since suggestions are alternatives, not steps."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    text, at = "", whole.start
    for edit in edits:
        text += document.source[at : edit.span.start] + edit.text
        at = edit.span.end
    return {"range": _range(document, whole), "text": text}
