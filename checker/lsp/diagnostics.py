"""Findings as diagnostics of the protocol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from checker.lsp.pages import page
from checker.reporters.parts.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pygls.workspace.position_codec import PositionCodec

    from checker.lsp.buffer import Buffer
    from checker.lsp.settings import Settings
    from checker.rule import Rule
    from checker.types import Finding, Review

SOURCE = "checker"
_LEVELS = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


def diagnostics(
    review: Review, buffer: Buffer, codec: PositionCodec, *, settings: Settings, rules: Mapping[str, Rule]
) -> list[types.Diagnostic]:
    """Return the diagnostics of a review of the buffer's text, in reading order."""
    return [
        _diagnostic(finding, buffer, codec, level=_LEVELS[level], rule=rules.get(finding.rule))
        for finding in sorted(review.findings, key=lambda found: (found.place.span, found.rule))
        if (level := settings.severity[finding.severity]) in _LEVELS
    ]


def _diagnostic(
    finding: Finding,
    buffer: Buffer,
    codec: PositionCodec,
    *,
    level: types.DiagnosticSeverity,
    rule: Rule | None,
) -> types.Diagnostic:
    return types.Diagnostic(
        range=buffer.range(finding.place.span, codec),
        message=plain(finding.message),
        severity=level,
        code=finding.rule,
        code_description=types.CodeDescription(href) if rule and (href := page(rule)) else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if _superfluous(finding) else None,
        related_information=list(_related(finding, buffer, codec)) or None,
        data={"rule": finding.rule, "fingerprint": finding.fingerprint, "severity": finding.severity.value},
    )


def _superfluous(finding: Finding) -> bool:
    """Return whether the best fix only deletes: editors fade such words."""
    return bool(finding.fixes) and not any(edit.text for edit in finding.fixes[0].edits)


def _related(finding: Finding, buffer: Buffer, codec: PositionCodec) -> Iterator[types.DiagnosticRelatedInformation]:
    for related in finding.related:
        where = types.Location(buffer.uri, buffer.range(related.place.span, codec))
        yield types.DiagnosticRelatedInformation(where, f"{related.message}: “{plain(related.place.quote)}”")


_LINE = re.compile(r"line (\d+): (.+)", re.DOTALL)


def notes(review: Review, buffer: Buffer, codec: PositionCodec) -> list[types.Diagnostic]:
    """Return the remarks on suppressions and ledger entries, on the line that they name, else the first."""
    found = []
    for note in review.notes:
        named = _LINE.fullmatch(note)
        found.append(remark(named[2] if named else note, buffer, codec, line=int(named[1]) - 1 if named else 0))
    return found


def remark(text: str, buffer: Buffer, codec: PositionCodec, *, line: int = 0) -> types.Diagnostic:
    """Return a diagnostic on a whole line, such as why a text is not reviewed."""
    end = codec.client_num_units(buffer.line(line))
    return types.Diagnostic(
        range=types.Range(types.Position(line, 0), types.Position(line, end)),
        message=text,
        severity=types.DiagnosticSeverity.Information,
        source=SOURCE,
    )
