"""Workflow commands that GitHub Actions turns into annotations beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.parts.message import prose
from checker.reporters.parts.ordering import checklist
from checker.reporters.parts.wording import title
from checker.types import MissingState, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.types import Finding, Report, Review

_COMMANDS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.INFO: "notice",
}
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def report(report: Report) -> str:
    """Return a command a line: findings, what the article does not say, inputs that could not be read."""
    return "".join(f"{command}\n" for command in _commands(report))


def _commands(report: Report) -> Iterator[str]:
    for review in report.reviews:
        for finding in review.findings:
            yield _finding(report, review, finding)
        absent = [m.message for m in checklist(review.missing) if m.state is MissingState.ABSENT]
        if absent:
            properties = {"file": review.document.uri, "title": "What the article does not say"}
            yield _command("notice", properties, "\n".join(absent))
    for error in report.errors:
        yield _command("error", {"file": error.uri, "title": "Could not be read"}, error.error)


def _finding(report: Report, review: Review, finding: Finding) -> str:
    document = review.document
    line, column = document.position(finding.place.span.start)
    end_line, end_column = document.position(finding.place.span.end)
    properties: dict[str, object] = {
        "file": document.uri,
        "line": line,
        "col": column,
        "endLine": end_line,
        "endColumn": end_column,
        "title": f"{title(report, finding.rule)} ({finding.rule})",
    }
    if line != end_line:
        # GitHub takes columns only within one line.
        del properties["col"], properties["endColumn"]
    return _command(_COMMANDS[finding.severity], properties, prose(document, finding))


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    shown = ",".join(f"{key}={_escaped(str(value), _PROPERTY)}" for key, value in properties.items())
    return f"::{name} {shown}::{_escaped(message, _DATA)}"


def _escaped(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for character, code in table:
        text = text.replace(character, code)
    return text
