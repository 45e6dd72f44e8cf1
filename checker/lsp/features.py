"""What the client asks for: diagnostics, explanations, actions, the lens above the title."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lsprotocol import types

from checker.lsp import hover, lens
from checker.lsp.actions import GO_TO, actions

if TYPE_CHECKING:
    from checker.lsp.desk import Open
    from checker.lsp.server import Server

REPORT = "checker.openReport"


async def current(ls: Server, uri: str) -> Open | None:
    """Return an open text once its newest version is reviewed; None where that fails or it has changed again."""
    text = ls.desk.texts.get(uri)
    if text is None:
        return None
    await text.rules_done.wait()
    return text if text.review and text.reviewed is text.buffer else None


def add(server: Server) -> None:
    """Add the features to a server."""
    pull = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="checker")
    server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, pull)(diagnostic)
    server.feature(types.TEXT_DOCUMENT_HOVER)(explain)
    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(code_action)
    server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))(code_lens)


async def diagnostic(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """Return a text's diagnostics: after the rules, or after the whole reading where nobody asks again."""
    text = ls.desk.texts.get(params.text_document.uri)
    if text is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    await (text.rules_done if ls.pulls else text.whole_done).wait()
    found = ls.diagnostics(text)
    id_ = hashlib.sha256(repr(found).encode("utf-8", "replace")).hexdigest()[:16]
    if id_ == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(id_)
    return types.RelatedFullDocumentDiagnosticReport(found, result_id=id_)


async def explain(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Return the explanations of what stands at a position."""
    text = await current(ls, params.text_document.uri)
    if text is None or text.review is None or text.memory is None:
        return None
    found = hover.at(text.review, text.buffer.offset(params.position, ls.codec))
    if not found:
        return None
    markdown = _wants_markdown(ls)
    rules = text.memory.engine.rules
    parts = [hover.explanation(text.review.document, f, rules, markdown=markdown) for f in found]
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    shown = types.MarkupContent(kind, ("\n\n---\n\n" if markdown else "\n\n").join(parts))
    return types.Hover(shown, text.buffer.range(found[0].place.span, ls.codec))


async def code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return what can be done about the findings that a range touches."""
    text = await current(ls, params.text_document.uri)
    if text is None or text.review is None or not _wanted(params.context.only):
        return []
    span = text.buffer.span(params.range, ls.codec)
    found = actions(text.review, text.buffer, span, ls.codec, shown=params.context.diagnostics)
    if not shows_documents(ls):
        found = [action for action in found if not (action.command and action.command.command == GO_TO)]
    return found if _versioned(ls) else [_unversioned(action) for action in found]


async def code_lens(ls: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    """Return the counts and the card, above the title."""
    text = ls.desk.texts.get(params.text_document.uri)
    if text is None or not ls.desk.settings.code_lens:
        return []
    if not refreshes_lenses(ls):
        # Others are answered at once and told to ask again: an editor that waits long asks less often.
        await text.rules_done.wait()
    if text.review is None or text.reviewed is None:
        return []
    where = text.reviewed.range(lens.title_span(text.review), ls.codec)
    argument = {"uri": text.buffer.uri}
    return [types.CodeLens(where, types.Command(t, REPORT, arguments=[argument])) for t in lens.titles(text.review)]


def _wants_markdown(ls: Server) -> bool:
    text = ls.client_capabilities.text_document
    formats = text.hover.content_format if text and text.hover else None
    return not formats or types.MarkupKind.Markdown in formats


def _wanted(only: object) -> bool:
    if not isinstance(only, (list, tuple)) or not only:
        return True
    return any(str(getattr(kind, "value", kind)) in ("", "quickfix") for kind in only)


def shows_documents(ls: Server) -> bool:
    """Return whether the client can be told to go to a place."""
    window = ls.client_capabilities.window
    return bool(window and window.show_document and window.show_document.support)


def refreshes_lenses(ls: Server) -> bool:
    """Return whether the client can be told to ask for lenses again."""
    whole = ls.client_capabilities.workspace
    return bool(whole and whole.code_lens and whole.code_lens.refresh_support)


def _versioned(ls: Server) -> bool:
    whole = ls.client_capabilities.workspace
    return bool(whole and whole.workspace_edit and whole.workspace_edit.document_changes)


def _unversioned(action: types.CodeAction) -> types.CodeAction:
    """Return the action with plain changes, for clients that know no versions."""
    if action.edit and action.edit.document_changes:
        changes: dict[str, list[types.TextEdit]] = {}
        for change in action.edit.document_changes:
            if isinstance(change, types.TextDocumentEdit):
                edits = [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
                changes.setdefault(change.text_document.uri, []).extend(edits)
        action.edit = types.WorkspaceEdit(changes=changes)
    return action
