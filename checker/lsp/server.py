"""The server: its life, the open texts, and what it tells without being asked."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from checker import __version__
from checker.lsp import features, watching, work
from checker.lsp.buffer import Buffer
from checker.lsp.desk import Desk
from checker.lsp.diagnostics import diagnostics, notes, remark
from checker.lsp.engines import Engines
from checker.lsp.protocol import Protocol
from checker.reporters.parts.ordering import tally

if TYPE_CHECKING:
    from pygls.workspace.position_codec import PositionCodec

    from checker.lsp.desk import Open

_log = logging.getLogger(__name__)
STATUS = "checker/status"


class Server(LanguageServer):
    """A language server with a desk; one for each client."""

    def __init__(self, engines: Engines) -> None:
        super().__init__("checker", __version__, protocol_cls=Protocol)
        self.desk = Desk(self.tell, engines)
        self.wants_status = False
        self.swept: set[str] = set()
        """Closed texts with diagnostics from a review of the workspace."""
        self.shared = False
        """Whether other clients use this process too."""
        self._told: dict[str, tuple[int, list[types.Diagnostic]]] = {}

    @property
    def codec(self) -> PositionCodec:
        """Return what counts columns as the client does."""
        return self.workspace.position_codec

    @property
    def pulls(self) -> bool:
        """Return whether the client asks for diagnostics and can be told to ask again."""
        text, whole = self.client_capabilities.text_document, self.client_capabilities.workspace
        return bool(text and text.diagnostic and whole and whole.diagnostics and whole.diagnostics.refresh_support)

    def tell(self, text: Open) -> None:
        """Tell the client what a new review says."""
        if text.reviewed is None or self.desk.texts.get(text.buffer.uri) is not text:
            return
        if self.wants_status:
            self.protocol.notify(STATUS, _status(text))
        if self.pulls:
            if text.complete or text.error:
                self.workspace_diagnostic_refresh(None)
            self._refresh_lenses(text)
            return
        found = self.diagnostics(text)
        if self._told.get(text.buffer.uri) != (text.reviewed.version, found):
            self._told[text.buffer.uri] = (text.reviewed.version, found)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(text.buffer.uri, found, version=text.reviewed.version)
            )
        self._refresh_lenses(text)

    def forget(self, uri: str) -> None:
        """Take a text's diagnostics back."""
        self._told.pop(uri, None)
        if not self.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def diagnostics(self, text: Open) -> list[types.Diagnostic]:
        """Return the diagnostics of a text as it was last reviewed."""
        if text.reviewed is None:
            return []
        if text.review is None or text.memory is None:
            return [remark(text.error, text.reviewed, self.codec)] if text.error else []
        rules = text.memory.engine.rules
        found = diagnostics(text.review, text.reviewed, self.codec, settings=self.desk.settings, rules=rules)
        return found + notes(text.review, text.reviewed, self.codec)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong in a message; a writer is not interrupted by it."""
        _log.error("%s: %s", getattr(source, "__name__", source), error)

    def shutdown(self) -> None:
        """Stop all work, then the server."""
        self.desk.close()
        super().shutdown()  # type: ignore[no-untyped-call]

    def _refresh_lenses(self, text: Open) -> None:
        if text.complete and features.refreshes_lenses(self):
            self.workspace_code_lens_refresh(None)


def _status(text: Open) -> dict[str, Any]:
    review = text.review
    return {
        "uri": text.buffer.uri,
        "version": text.reviewed.version if text.reviewed else text.buffer.version,
        "complete": text.complete,
        "error": text.error,
        "counts": {severity.value: count for severity, count in tally(review.findings).items()} if review else {},
    }


def path_of(uri: str) -> str:
    """Return the path by which configuration and ledger go; the address itself where it is no file."""
    return to_fs_path(uri) or uri if uri.startswith("file:") else uri.rpartition(":")[2] or uri


def make(engines: Engines | None = None) -> Server:
    """Return a server with all its features."""
    server = Server(engines or Engines())

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        buffer = Buffer(item.uri, item.text, version=item.version, language=item.language_id)
        if item.uri in ls.swept:
            # A client that pulls would show them beside those it asks for.
            ls.swept.discard(item.uri)
            ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(item.uri, []))
        ls.desk.put(buffer, path_of(item.uri))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        text = ls.desk.texts.get(params.text_document.uri)
        if text is None:
            _log.warning("%s: a change of a text that is not open is ignored", params.text_document.uri)
            return
        ls.desk.change(*text.buffer.edited(params.content_changes, params.text_document.version, ls.codec))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        ls.desk.drop(params.text_document.uri)
        ls.forget(params.text_document.uri)

    features.add(server)
    watching.add(server)
    work.add(server)
    return server
