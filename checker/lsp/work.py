"""The server's commands: what code actions, lenses and palettes run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from checker.errors import CheckerError, ConfigError
from checker.lsp import accepting, reports, sweep
from checker.lsp.actions import ACCEPT, DISABLE, GO_TO
from checker.lsp.features import REPORT, shows_documents
from checker.lsp.settings import config_of
from checker.switch_off import switch_off

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from checker.lsp.server import Server

    Handler = Callable[[Server, dict[str, Any]], Awaitable[Any]]

_KEYS = ("uri", "rule", "fingerprint", "reason", "owner", "expires", "format", "output")


def add(server: Server) -> None:
    """Add the commands to a server."""
    for name, do in _COMMANDS.items():
        server.command(name)(_handler(server, do))


def _handler(server: Server, do: Handler) -> Callable[..., Awaitable[Any]]:
    async def handle(*arguments: Any) -> Any:
        given = arguments[0] if arguments and isinstance(arguments[0], dict) else {}
        try:
            for key in _KEYS:
                if not isinstance(given.get(key, ""), str):
                    raise ConfigError(f"{key} must be text")
            return await do(server, given)
        except CheckerError as error:
            show(server, str(error), types.MessageType.Warning)
            return {"error": str(error)}

    return handle


def show(ls: Server, text: str, kind: types.MessageType = types.MessageType.Info) -> None:
    """Show a message to the writer."""
    ls.window_show_message(types.ShowMessageParams(kind, text))


async def _disable(ls: Server, given: dict[str, Any]) -> dict[str, Any]:
    rule = given.get("rule", "")
    text = ls.desk.texts.get(given.get("uri", ""))
    if text is None or not rule:
        raise ConfigError("say which rule, and for which open text: {uri, rule}")
    engine = ls.desk.engines.of(config_of(text.path, ls.desk.settings))
    if rule not in engine.rules:
        raise ConfigError(f"no rule {rule!r}; `checker rules` lists them")
    file = switch_off(rule, _project(ls, text.path))
    ls.desk.again()
    show(ls, f"{rule} is off for this workspace ({file.name})")
    return {"file": str(file)}


def _project(ls: Server, path: str) -> Path:
    """Return where a new checker.toml goes: the root of the workspace, else beside the file."""
    from pathlib import Path

    file = Path(path).absolute()
    root = Path(ls.workspace.root_path) if ls.workspace.root_path else None
    return root.absolute() if root and file.is_relative_to(root.absolute()) else file.parent


async def _go_to(ls: Server, given: dict[str, Any]) -> dict[str, Any]:
    try:
        start, end = given["range"]["start"], given["range"]["end"]
        selection = types.Range(types.Position(**start), types.Position(**end))
    except (KeyError, TypeError) as error:
        raise ConfigError(f"say where to go: {{uri, range}} ({error})") from error
    if not shows_documents(ls):
        raise ConfigError(f"this editor cannot be told to go there: line {selection.start.line + 1}")
    where = types.ShowDocumentParams(given.get("uri", ""), take_focus=True, selection=selection)
    return {"success": (await ls.window_show_document_async(where)).success}


_COMMANDS: Mapping[str, Handler] = {
    ACCEPT: accepting.accept,
    DISABLE: _disable,
    GO_TO: _go_to,
    REPORT: reports.show_report,
    "checker.exportReport": reports.export,
    "checker.report": reports.data,
    "checker.reviewWorkspace": sweep.review_workspace,
}
