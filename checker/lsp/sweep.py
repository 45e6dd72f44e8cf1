"""Review every text of the workspace, with progress that can be cancelled."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from checker.errors import CheckerError
from checker.inputs import expand, read_file
from checker.lsp.buffer import Buffer
from checker.lsp.diagnostics import diagnostics
from checker.lsp.reading import TEXTS
from checker.lsp.settings import config_of
from checker.pipeline import review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.lsp.server import Server
    from checker.types import Review


async def review_workspace(ls: Server, given: dict[str, Any]) -> dict[str, Any]:
    """Review all texts in the workspace's folders, publish what is found, return the totals."""
    files = await asyncio.to_thread(_files, ls)
    token = await _begun(ls)
    counts = {"files": 0, "findings": 0}
    errors: list[str] = []
    for number, file in enumerate(files):
        if token and _stopped(ls, token):
            break
        _report(ls, token, file, done=number, of=len(files))
        try:
            found = await asyncio.to_thread(_reviewed, ls, file)
        except CheckerError as error:
            errors.append(str(error))
            continue
        counts["files"] += 1
        counts["findings"] += len(found.findings)
        _publish(ls, file, found)
    if token:
        ls.work_done_progress.end(token, types.WorkDoneProgressEnd(message=f"{counts['findings']} findings"))
    return {**counts, "errors": errors}


def _files(ls: Server) -> list[Path]:
    folders = [folder.uri for folder in ls.workspace.folders.values()] or [ls.workspace.root_uri or ""]
    return [Path(found.uri) for found in expand(list(_paths(folders)), None) if Path(found.uri).suffix.lower() in TEXTS]


def _paths(uris: list[str]) -> Iterator[str]:
    from pygls.uris import to_fs_path

    for uri in uris:
        path = to_fs_path(uri) if uri else None
        if path and Path(path).is_dir():
            yield path


def _reviewed(ls: Server, file: Path) -> Review:
    return review(read_file(file), ls.desk.engines.of(config_of(str(file), ls.desk.settings)))


def _publish(ls: Server, file: Path, found: Review) -> None:
    uri = file.absolute().as_uri()
    if uri in ls.desk.texts:
        # Open texts have fresher diagnostics of their own.
        return
    ls.swept.add(uri)
    buffer = Buffer(uri, found.document.source)
    rules = ls.desk.engines.of(config_of(str(file), ls.desk.settings)).rules
    shown = diagnostics(found, buffer, ls.codec, settings=ls.desk.settings, rules=rules)
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, shown))


async def _begun(ls: Server) -> str:
    window = ls.client_capabilities.window
    if not (window and window.work_done_progress):
        return ""
    token = str(uuid.uuid4())
    await ls.work_done_progress.create_async(token)
    ls.work_done_progress.begin(token, types.WorkDoneProgressBegin("Reviewing", cancellable=True, percentage=0))
    return token


def _report(ls: Server, token: str, file: Path, *, done: int, of: int) -> None:
    if token:
        step = types.WorkDoneProgressReport(message=file.name, percentage=100 * done // max(of, 1), cancellable=True)
        ls.work_done_progress.report(token, step)


def _stopped(ls: Server, token: str) -> bool:
    future = ls.work_done_progress.tokens.get(token)
    return future is not None and future.cancelled()
