"""Code actions on a finding: apply a fix, accept it, turn its rule off, go to the other end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from checker.reporters.parts.ordering import counters, repeats
from checker.reporters.parts.wording import plain
from checker.types import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygls.workspace.position_codec import PositionCodec

    from checker.lsp.buffer import Buffer
    from checker.types import Finding, Fix, Review

ACCEPT, DISABLE, GO_TO = "checker.accept", "checker.disableRule", "checker.goTo"
_QUOTE = 40


def actions(
    review: Review, buffer: Buffer, span: Span, codec: PositionCodec, *, shown: Iterable[types.Diagnostic]
) -> list[types.CodeAction]:
    """Return the actions for the findings that a span touches, each linked to its diagnostic."""
    found = [f for f in review.findings if f.place.span.start <= span.end and span.start <= f.place.span.end]
    known = {(d.code, d.data.get("fingerprint")): d for d in shown if isinstance(d.data, dict)}
    made: list[types.CodeAction] = []
    for finding in sorted(found, key=lambda f: (-f.severity.rank, f.place.span)):
        diagnostic = known.get((finding.rule, finding.fingerprint))
        for action in _of_finding(review, finding, buffer, codec):
            action.diagnostics = [diagnostic] if diagnostic else None
            made.append(action)
    return made


def _of_finding(review: Review, finding: Finding, buffer: Buffer, codec: PositionCodec) -> Iterator[types.CodeAction]:
    for number, fix in enumerate(finding.fixes):
        edit = types.WorkspaceEdit(document_changes=[_edits(fix, buffer, codec)])
        yield types.CodeAction(fix.title, kind=types.CodeActionKind.QuickFix, edit=edit, is_preferred=number == 0)
    yield from _others(finding, buffer, codec)
    if comment := _comment(review, finding, buffer, codec):
        yield comment
    quote = _short(finding.place.quote)
    yield _command(f"Accept “{quote}” in the ledger, with a reason…", ACCEPT, _identity(finding, buffer))
    yield _command(f"Turn {finding.rule} off in this workspace", DISABLE, {"uri": buffer.uri, "rule": finding.rule})


def _identity(finding: Finding, buffer: Buffer) -> dict[str, Any]:
    return {"uri": buffer.uri, "rule": finding.rule, "fingerprint": finding.fingerprint}


def _command(title: str, command: str, argument: dict[str, Any]) -> types.CodeAction:
    return types.CodeAction(
        title, kind=types.CodeActionKind.QuickFix, command=types.Command(title, command, arguments=[argument])
    )


def _edits(fix: Fix, buffer: Buffer, codec: PositionCodec) -> types.TextDocumentEdit:
    return _at_version(buffer, [types.TextEdit(buffer.range(e.span, codec), e.text) for e in fix.edits])


def _at_version(buffer: Buffer, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
    return types.TextDocumentEdit(
        types.OptionalVersionedTextDocumentIdentifier(buffer.uri, buffer.version), list(edits)
    )


def _others(finding: Finding, buffer: Buffer, codec: PositionCodec) -> Iterator[types.CodeAction]:
    for related in (*counters(finding), *repeats(finding)):
        range_ = buffer.range(related.place.span, codec)
        what = "Go to the other end" if related.role == "contradicts" else "Go to the next place"
        title = f"{what}: “{_short(related.place.quote)}”, line {range_.start.line + 1}"
        where = {"line": range_.start.line, "character": range_.start.character}
        until = {"line": range_.end.line, "character": range_.end.character}
        yield _command(title, GO_TO, {"uri": buffer.uri, "range": {"start": where, "end": until}})


def _comment(review: Review, finding: Finding, buffer: Buffer, codec: PositionCodec) -> types.CodeAction | None:
    """Return the action that puts a comment above the paragraph, where the text can hold one."""
    if not review.document.uri.endswith((".md", ".markdown", ".mdx", ".html", ".htm", ".xhtml")) and (
        buffer.language not in ("markdown", "html", "mdx")
    ):
        return None
    at = _above(review, finding)
    if at is None:
        return None
    text = f'<!-- checker: off-next {finding.rule} reason="" -->'
    gap = "\n" if buffer.language == "html" or review.document.uri.endswith((".html", ".htm", ".xhtml")) else "\n\n"
    edit = types.TextEdit(buffer.range(Span(at, at), codec), f"{text}{gap}")
    return types.CodeAction(
        f"Accept {finding.rule} here: put a comment above, for you to write the reason into",
        kind=types.CodeActionKind.QuickFix,
        edit=types.WorkspaceEdit(document_changes=[_at_version(buffer, [edit])]),
    )


def _above(review: Review, finding: Finding) -> int | None:
    """Return the start of the line on which the finding's paragraph begins; None inside lists, tables and titles."""
    for block in review.document.blocks:
        if not block.runs or not block.runs[0].source.start <= finding.place.span.start < block.runs[-1].source.end:
            continue
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            return None
        source = review.document.source
        start = (
            max(source.rfind("\n", 0, block.runs[0].source.start), source.rfind("\r", 0, block.runs[0].source.start))
            + 1
        )
        # A paragraph within a list, a quotation or a tag does not begin its line.
        lead = source[start : block.runs[0].source.start].strip()
        return start if not lead.strip("#*_<ph123456>") else None
    return None


def _short(quote: str) -> str:
    text = plain(quote).strip()
    return text if len(text) <= _QUOTE else text[:_QUOTE].rpartition(" ")[0] + " …"


def finding_of(review: Review, rule: str, fingerprint: str) -> Finding | None:
    """Return the finding of a rule and fingerprint, if it is still there."""
    return next((f for f in review.findings if (f.rule, f.fingerprint) == (rule, fingerprint)), None)
