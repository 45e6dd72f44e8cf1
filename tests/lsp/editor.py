"""A small editor for tests: it keeps its own copy of the text and counts columns by itself."""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
from dataclasses import dataclass, field
from typing import Any, Union

from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import make_test_lsp_client

# lsprotocol 2025.0 takes a code action that has a command for a command.
_ACTION = Union[types.Command, types.CodeAction]  # noqa: UP007

CLIENTS = {"visual_studio_code": "utf-16", "neovim": "utf-8", "emacs": "utf-32"}
SERVER = (sys.executable, "-m", "checker", "lsp")
_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_PATIENCE = 120


def make_client() -> LanguageClient:
    """Return a client that takes note of the server's status messages."""
    client = make_test_lsp_client()
    convert = client.protocol._converter
    convert.register_structure_hook(
        _ACTION,
        lambda row, _: convert.structure(
            row, types.Command if isinstance(row.get("command"), str) else types.CodeAction
        ),
    )
    client.status: dict[str, Any] = {}
    client.news = asyncio.Event()
    client.versions: dict[str, list[int]] = {}
    client.answer = None

    @client.feature("checker/status")
    def status(params: Any) -> None:
        client.status[params.uri] = params
        client.news.set()

    @client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
    def choose(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        return next((a for a in params.actions or () if a.title == client.answer), None)

    return client


async def connect(name: str, *, root: str | None = None, options: dict[str, Any] | None = None, pull: bool = False):
    """Start a server and return an editor that behaves like the named one."""
    client = make_client()
    await client.start_io(*SERVER)
    return await start(client, name, root=root, options=options, pull=pull)


@contextlib.asynccontextmanager
async def connected(name: str, **options: Any):
    """Yield an editor with a server of its own, which ends whatever happens."""
    editor = await connect(name, **options)
    try:
        yield editor
    finally:
        await editor.stop()


async def start(client: LanguageClient, name: str, *, root=None, options=None, pull=False) -> Editor:
    """Initialize a connected client like the named editor."""
    capabilities = client_capabilities(name)
    if pull:
        capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities()
        capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    folders = [types.WorkspaceFolder(root, "root")] if root else None
    params = types.InitializeParams(
        capabilities=capabilities,
        root_uri=root,
        workspace_folders=folders,
        initialization_options={"status": True, "checker": {"delay": 10, **(options or {})}},
    )
    result = await client.initialize_session(params)
    encoding = result.capabilities.position_encoding
    return Editor(client, str(getattr(encoding, "value", encoding)))


@dataclass
class Editor:
    """A client with its open texts."""

    client: LanguageClient
    encoding: str
    texts: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def open(self, uri: str, text: str, language: str = "markdown") -> None:
        """Open a text."""
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def replace(self, uri: str, *edits: tuple[int, int, str]) -> None:
        """Replace stretches of a text, one after the other, in one notification."""
        changes = []
        for start, end, new in edits:
            range_ = types.Range(self.position(uri, start), self.position(uri, end))
            changes.append(types.TextDocumentContentChangePartial(range=range_, text=new))
            self.texts[uri] = self.texts[uri][:start] + new + self.texts[uri][end:]
        self.send(uri, changes)

    def send(self, uri: str, changes: list[Any]) -> None:
        """Send changes as they are."""
        self.versions[uri] += 1
        which = types.VersionedTextDocumentIdentifier(version=self.versions[uri], uri=uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(which, changes))

    def close(self, uri: str) -> None:
        """Close a text."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def settled(self, uri: str, *, rules: bool = False) -> Any:
        """Wait until the newest version is reviewed as a whole, or by rules, and return the status message."""

        def done() -> bool:
            told = self.client.status.get(uri)
            return bool(told and told.version == self.versions[uri] and (told.complete or told.error or rules))

        async with asyncio.timeout(_PATIENCE):
            while not done():
                self.client.news.clear()
                await self.client.news.wait()
            # What is sent with the status comes right after it.
            await self.lens(uri)
        return self.client.status[uri]

    async def lens(self, uri: str):
        """Return the code lenses."""
        return await self.client.text_document_code_lens_async(types.CodeLensParams(types.TextDocumentIdentifier(uri)))

    def found(self, uri: str) -> list[types.Diagnostic]:
        """Return the diagnostics that were pushed last."""
        return list(self.client.diagnostics.get(uri, []))

    async def actions(self, uri: str, diagnostic: types.Diagnostic) -> list[types.CodeAction]:
        """Return the code actions for a diagnostic."""
        context = types.CodeActionContext([diagnostic])
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), diagnostic.range, context)
        return list(await self.client.text_document_code_action_async(params) or [])

    async def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """Return the hover at a position."""
        return await self.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), position)
        )

    async def run(self, command: str, **argument: Any) -> Any:
        """Run a command of the server."""
        return await self.client.workspace_execute_command_async(types.ExecuteCommandParams(command, [argument]))

    def position(self, uri: str, offset: int) -> types.Position:
        """Return the position of an offset, in this editor's columns."""
        before = re.split(r"\r\n|\n|\r", self.texts[uri][:offset])
        codec, width = _BYTES[self.encoding]
        return types.Position(len(before) - 1, len(before[-1].encode(codec)) // width)

    def offset(self, uri: str, position: types.Position) -> int:
        """Return the offset of a position in this editor's columns."""
        starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", self.texts[uri]))]
        codec, width = _BYTES[self.encoding]
        line = self.texts[uri][starts[position.line] :].encode(codec)[: position.character * width]
        return starts[position.line] + len(line.decode(codec))

    def quoted(self, uri: str, range_: types.Range) -> str:
        """Return the text in a range."""
        return self.texts[uri][self.offset(uri, range_.start) : self.offset(uri, range_.end)]

    async def stop(self) -> None:
        """End the server as an editor does."""
        await self.client.shutdown_session()
        await self.client.stop()
