"""Reports from the editor: shown, written to a file, or as data for a side panel."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from checker import hnr, reporters
from checker.errors import ConfigError
from checker.lsp.features import shows_documents
from checker.reporters.parts.contract import article
from checker.reporters.parts.ordering import tally
from checker.types import Report, Span

if TYPE_CHECKING:
    from checker.lsp.desk import Open
    from checker.lsp.server import Server
    from checker.pipeline import Engine
    from checker.types import Review

_SUFFIXES = {"html": ".html", "markdown": ".md", "json": ".json", "jsonl": ".jsonl", "sarif": ".sarif"}


async def _reviewed(ls: Server, given: dict[str, Any]) -> tuple[Open, Review, Engine]:
    text = ls.desk.texts.get(given.get("uri", ""))
    if text is None:
        raise ConfigError("say which open text: {uri}")
    await text.whole_done.wait()
    if text.review is None or text.memory is None:
        raise ConfigError(text.error or "this text is not reviewed yet; try again")
    return text, text.review, text.memory.engine


async def export(ls: Server, given: dict[str, Any]) -> dict[str, Any]:
    """Write a text's report in a format of `checker review` and return the file.

    Raises:
        ConfigError: the format is unknown, or the file cannot be written.
    """
    text, review, engine = await _reviewed(ls, given)
    form = given.get("format") or "html"
    reporter = reporters.load(form)
    report = Report((review,), (), engine.tool, engine.rules)
    shown = await asyncio.to_thread(reporter, report)
    if given.get("output"):
        file = Path(given["output"])
    else:
        name = Path(text.path).stem or "article"
        file = Path(tempfile.mkdtemp(prefix="checker-")) / f"{name}{_SUFFIXES.get(form, '.txt')}"
    try:
        file.write_text(shown, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written ({error.strerror}). Choose another place.") from error
    return {"file": str(file), "uri": file.absolute().as_uri()}


async def show_report(ls: Server, given: dict[str, Any]) -> dict[str, Any]:
    """Write a text's report as a page and ask the client to open it."""
    written = await export(ls, {**given, "format": "html", "output": ""})
    if shows_documents(ls):
        await ls.window_show_document_async(types.ShowDocumentParams(written["uri"], external=True))
    else:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, f"Report: {written['file']}"))
    return written


async def data(ls: Server, given: dict[str, Any]) -> dict[str, Any]:
    """Return a text's review as the output contract has it, with the ranges that an editor needs."""
    text, review, engine = await _reviewed(ls, given)
    buffer, codec = text.buffer, ls.codec
    rules = engine.rules

    def place(span: Span) -> dict[str, Any]:
        found = buffer.range(span, codec)
        return {
            "start": {"line": found.start.line, "character": found.start.character},
            "end": {"line": found.end.line, "character": found.end.character},
        }

    def located(row: Any) -> Any:
        """Add a range to every span of a row, however deep it lies."""
        if isinstance(row, list):
            return [located(item) for item in row]
        if not isinstance(row, dict):
            return row
        new = {key: located(value) for key, value in row.items()}
        return {**new, "range": place(Span(row["start"], row["end"]))} if {"start", "end", "quote"} <= set(row) else new

    return {
        "version": buffer.version,
        "complete": text.complete,
        "genre": review.genre.value,
        "article": located(article(review)),
        "counts": {severity.value: number for severity, number in tally(review.findings).items()},
        "titles": {finding.rule: rules[finding.rule].title for finding in review.findings if finding.rule in rules},
        "reading": [
            {"number": a.number, "question": a.question, "state": a.state.value}
            for a in hnr.reading(review.missing, rules)
        ],
        "notes": list(review.notes),
    }
