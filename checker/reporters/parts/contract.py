"""The rows of the output contract, schema 1; a change of meaning raises the number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.reporters.parts.ordering import tally_all

if TYPE_CHECKING:
    from checker.types import (
        Document,
        Evidence,
        Explanation,
        Finding,
        Fix,
        Missing,
        Place,
        Related,
        Report,
        Review,
        ToolInfo,
    )

Row = dict[str, Any]


def tool(info: ToolInfo) -> Row:
    """Return what identifies the checker that wrote a report."""
    return {
        "name": "checker",
        "version": info.version,
        "models": dict(sorted(info.models.items())),
        "rules": info.rules,
        "config": info.config,
    }


def article(review: Review) -> Row:
    """Return the row of one article."""
    document = review.document
    return {
        "uri": document.uri,
        "title": document.title,
        "words": document.words,
        "sha256": document.sha256,
        "findings": [_finding(document, finding) for finding in review.findings],
        "missing": [_missing(document, item) for item in review.missing],
        "suppressed": len(review.suppressed),
        "not_examined": list(review.not_examined),
    }


def errors(report: Report) -> list[Row]:
    """Return the inputs that could not be read."""
    return [{"uri": error.uri, "error": error.error} for error in report.errors]


def summary(report: Report) -> Row:
    """Return the number of findings of each severity."""
    return {severity.value: number for severity, number in tally_all(report).items()}


def _finding(document: Document, finding: Finding) -> Row:
    return {
        "rule": finding.rule,
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "status": finding.status.value,
        "span": _span(document, finding.place),
        "message": finding.message,
        "explanation": _explanation(document, finding.explanation),
        "related": [_related(document, related) for related in finding.related],
        "strength": finding.strength,
        "fixes": [_fix(fix) for fix in finding.fixes],
        "fingerprint": finding.fingerprint,
    }


def _span(document: Document, place: Place) -> Row:
    line, column = document.position(place.span.start)
    return {
        "start": place.span.start,
        "end": place.span.end,
        "line": line,
        "column": column,
        "quote": place.quote,
    }


def _explanation(document: Document, told: Explanation) -> Row:
    return {
        "what": told.what,
        "why": told.why,
        "fine_if": told.fine_if,
        "evidence": [_evidence(document, evidence) for evidence in told.evidence],
        "standards": [{"id": s.id, "name": s.name, "applies_to": s.applies_to} for s in told.standards],
        "trigger": told.trigger,
    }


def _evidence(document: Document, evidence: Evidence) -> Row:
    row: Row = {"span": _span(document, evidence.place), "note": evidence.note}
    return row | {"source": evidence.source} if evidence.source else row


def _related(document: Document, related: Related) -> Row:
    return {"span": _span(document, related.place), "role": related.role, "message": related.message}


def _fix(fix: Fix) -> Row:
    edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "edits": edits}


def _missing(document: Document, item: Missing) -> Row:
    return {
        "rule": item.rule,
        "state": item.state.value,
        "spans": [_span(document, place) for place in item.places],
        "message": item.message,
    }
