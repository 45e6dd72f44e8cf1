"""Configuration: from the client at the start and on change, and from files that are watched."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from checker.lsp.settings import from_client

if TYPE_CHECKING:
    from checker.lsp.server import Server

_log = logging.getLogger(__name__)
_WATCHED = ("**/checker.toml", "**/pyproject.toml", "**/.checker/accepted.toml")
SECTION = "checker"


def add(server: Server) -> None:
    """Add the handlers to a server."""

    @server.feature(types.INITIALIZE)
    def initialize(ls: Server, params: types.InitializeParams) -> None:
        given = params.initialization_options if isinstance(params.initialization_options, dict) else {}
        ls.wants_status = bool(given.get("status"))
        ls.desk.settings = from_client(given.get(SECTION, given))

    @server.feature(types.INITIALIZED)
    async def initialized(ls: Server, params: types.InitializedParams) -> None:
        await _ask(ls)
        await _watch(ls)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def changed(ls: Server, params: types.DidChangeConfigurationParams) -> None:
        given = params.settings
        if isinstance(given, dict) and given:
            _take(ls, given.get(SECTION, given))
        else:
            await _ask(ls)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        ls.desk.again()


def _take(ls: Server, given: Any) -> None:
    settings = from_client(given)
    if settings != ls.desk.settings:
        ls.desk.settings = settings
        ls.desk.again()


async def _ask(ls: Server) -> None:
    whole = ls.client_capabilities.workspace
    if not whole or not whole.configuration:
        return
    items = [types.ConfigurationItem(section=SECTION)]
    try:
        answer = await ls.workspace_configuration_async(types.ConfigurationParams(items))
    except JsonRpcException as error:
        _log.warning("the client does not tell its settings: %s", error)
        return
    if answer and isinstance(answer[0], dict):
        _take(ls, answer[0])


async def _watch(ls: Server) -> None:
    whole = ls.client_capabilities.workspace
    files = whole.did_change_watched_files if whole else None
    if not files or not files.dynamic_registration:
        return
    watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    registration = types.Registration("checker-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    try:
        await ls.client_register_capability_async(types.RegistrationParams([registration]))
    except JsonRpcException as error:
        _log.warning("the client watches no files, so that changes of checker.toml count at the next edit: %s", error)
