"""SARIF 2.1.0 (OASIS, 2020), columns and offsets in code points, the same bytes for the same input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker.reporters.parts.sarif_places import Row, artifact_location, literal
from checker.reporters.parts.sarif_result import LEVELS, results

if TYPE_CHECKING:
    from checker.rule import Rule
    from checker.types import Report, Review

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(report: Report) -> str:
    """Return a report as a SARIF log with one run."""
    indexes = {id_: index for index, id_ in enumerate(sorted(report.rules))}
    run: Row = {
        "tool": {"driver": _driver(report, list(indexes))},
        "invocations": [_invocation(report)],
        "artifacts": [_artifact(index, review) for index, review in enumerate(report.reviews)],
        "results": [row for index, review in enumerate(report.reviews) for row in results(index, review, indexes)],
        "language": "en",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "properties": {
            "models": dict(sorted(report.tool.models.items())),
            "rules": report.tool.rules,
            "config": report.tool.config,
        },
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _driver(report: Report, ids: list[str]) -> Row:
    return {
        "name": "checker",
        "semanticVersion": report.tool.version,
        "shortDescription": {"text": "Reads a health article like a careful medical editor."},
        "rules": [_rule(report.rules[id_]) for id_ in ids],
    }


def _rule(rule: Rule) -> Row:
    standards = "\n".join(f"- {standard.name}: {standard.says}" for standard in rule.standards)
    help_ = f"{rule.why}\n\nFine if {rule.fine_if}" + (f"\n\nRests on:\n{standards}" if standards else "")
    return {
        "id": rule.id,
        "shortDescription": {"text": literal(rule.title)},
        "fullDescription": {"text": literal(rule.summary)},
        "help": {"text": literal(help_)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"name": rule.name, "kind": rule.kind.value, "severity": rule.severity.value},
    }


def _artifact(index: int, review: Review) -> Row:
    document = review.document
    missing = [{"rule": m.rule, "state": m.state.value, "message": m.message} for m in review.missing]
    return {
        "location": artifact_location(document.uri, index),
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": document.sha256},
        "properties": {
            "title": document.title,
            "words": document.words,
            "genre": review.genre.value,
            "missing": missing,
        },
    }


def _invocation(report: Report) -> Row:
    unread = [_notification("error", error.error, artifact_location(error.uri)) for error in report.errors]
    remarks = [
        _notification(level, text, artifact_location(review.document.uri, index))
        for index, review in enumerate(report.reviews)
        for level, texts in (("warning", review.not_examined), ("note", review.notes))
        for text in texts
    ]
    return {"executionSuccessful": not report.errors, "toolExecutionNotifications": unread + remarks}


def _notification(level: str, text: str, where: Row) -> Row:
    return {
        "level": level,
        "message": {"text": literal(text)},
        "locations": [{"physicalLocation": {"artifactLocation": where}}],
    }
