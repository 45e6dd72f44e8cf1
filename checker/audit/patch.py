"""One decision as a patch of all sources that it touches: a fix, or a comment that accepts."""

from __future__ import annotations

import difflib
import json
import os
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.audit import base, disk
from checker.errors import AuditError, ReadError
from checker.readers import read
from checker.types import BlockKind, Document, Edit, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.audit.tables import Row

    Editor = Callable[[Document, Row], Edit | str]
"""Returns the edit for a place, or why there can be none."""

SUFFIXES = (".md", ".markdown", ".mdx", ".mdown", ".mkd", ".html", ".htm", ".xhtml")
_MARKDOWN_ABOVE = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE)

_PLACES = (
    "SELECT f.*, a.suffix, a.sha256 FROM places p JOIN findings f ON f.no = p.no AND f.n = p.n "
    "JOIN articles a ON a.no = p.no WHERE p.card = ? ORDER BY f.uri, f.start"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One source before and after."""

    path: Path
    before: str
    after: str
    places: int

    @property
    def diff(self) -> str:
        """Return the change as a unified diff that `git apply` and `patch -p1` take."""
        name = os.path.relpath(self.path) if not self.path.is_absolute() else str(self.path).lstrip("/")
        lines = difflib.unified_diff(_lines(self.before), _lines(self.after), f"a/{name}", f"b/{name}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Patch:
    """The changes of a decision, and the places that it cannot reach, each with the reason."""

    changes: tuple[Change, ...]
    skipped: tuple[str, ...]


def patch(con: Any, card: int, editor: Editor) -> Patch:
    """Return the changes that an editor makes at the places of a card."""
    changes: list[Change] = []
    skipped: list[str] = []
    for uri, rows in groupby(base.rows(con, _PLACES, [card]), key=lambda row: row["uri"]):
        try:
            change = _change(Path(uri), list(rows), editor, skipped)
        except (ReadError, OSError) as error:
            skipped.append(f"{uri}: {error}")
            continue
        if change:
            changes.append(change)
    return Patch(tuple(changes), tuple(skipped))


def _change(path: Path, rows: Sequence[Row], editor: Editor, skipped: list[str]) -> Change | None:
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        raise ReadError("not a Markdown or HTML file; change it where it was exported from")
    data = path.read_bytes()
    document = read(data, str(path))
    if document.sha256 != rows[0]["sha256"]:
        raise ReadError("has changed since the audit; audit again")
    if document.source.encode() != data.removeprefix(b"\xef\xbb\xbf"):
        raise ReadError("is not UTF-8; save it as UTF-8 and audit again")
    edits: list[Edit] = []
    for row in rows:
        edit = editor(document, row)
        if isinstance(edit, str):
            skipped.append(f"{path}, line {row['line']}: {edit}")
        elif not any(edit.span.start < other.span.end and other.span.start < edit.span.end for other in edits):
            edits.append(edit)
    return Change(path, document.source, _edited(document.source, edits), len(edits)) if edits else None


def _edited(source: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(set(edits), key=lambda e: (e.span.start, e.span.end), reverse=True):
        source = source[: edit.span.start] + edit.text + source[edit.span.end :]
    return source


def ready_fix(_: Document, row: Row) -> Edit | str:
    """Return the ready edit of a finding."""
    fixes = json.loads(row["fixes"])
    if not fixes or len(fixes[0]["edits"]) != 1:
        return "no ready edit for this one; give the new words with --replace"
    edit = fixes[0]["edits"][0]
    return Edit(Span(edit["start"], edit["end"]), edit["text"])


def replacing(words: str) -> Editor:
    """Return an editor that puts words in the place of each quote."""

    def edit(document: Document, row: Row) -> Edit | str:
        place = Span(row["start"], row["end"])
        if "<" in document.source[place.start : place.end] and not document.verbatim:
            return "there is markup within the quote; change it by hand"
        return Edit(place, words)

    return edit


def accepting(rule: str, reason: str) -> Editor:
    """Return an editor that puts a comment before each place which accepts it, with the reason."""
    comment = f'<!-- checker: off-next {rule} reason="{reason.replace(chr(34), chr(39))}" -->'

    def edit(document: Document, row: Row) -> Edit | str:
        block = next(
            (b for b in document.blocks if b.runs and b.runs[0].source.start <= row["start"] < b.runs[-1].source.end),
            None,
        )
        if block is None:
            return "stands in no block of the text"
        start = block.runs[0].source.start
        if not document.verbatim:
            opened = document.source.rfind("<", 0, start) > document.source.rfind(">", 0, start)
            return "stands in an attribute of the page" if opened else Edit(Span(start, start), comment)
        line = document.source.rfind("\n", 0, start) + 1
        if block.kind not in _MARKDOWN_ABOVE or document.source[line:start].strip(" \t#>*_"):
            return f"a comment would break the {block.kind.value}; the decision is kept beside the audit"
        return Edit(Span(line, line), f"{comment}\n\n")

    return edit


def apply(found: Patch) -> None:
    """Write the changes, each file in one step.

    Raises:
        AuditError: a file cannot be written.
    """
    for change in found.changes:
        try:
            mark = b"\xef\xbb\xbf" if change.path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
            data = mark + change.after.encode()
            disk.replace_file(change.path, lambda file, data=data: file.write_bytes(data))  # type: ignore[misc]
        except OSError as error:
            raise AuditError(f"{change.path}: cannot be written ({error.strerror}); check its permissions") from error


def _lines(text: str) -> list[str]:
    return [line + "\n" for line in text.split("\n")[:-1]] + (
        [text.rpartition("\n")[2]] if not text.endswith("\n") and text else []
    )
