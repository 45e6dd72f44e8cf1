"""Rows of JSON, one a line: read with clear errors, written in order."""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CHUNK = 4096


def read_rows(file: str, wanted: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file, or of standard input for "-"; each must hold the wanted texts.

    Raises:
        ReadError: the file cannot be read or a line is no such row; names file and line.
    """
    try:
        for number, line in enumerate(_lines(file), 1):
            if line.strip():
                yield _row(f"{file}:{number}", line, wanted)
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{file}: cannot be read ({error}). Give a file of UTF-8 JSON lines.") from error


def _lines(file: str) -> Iterator[str]:
    if file == "-":
        yield from sys.stdin
        return
    with Path(file).open(encoding="utf-8-sig") as lines:
        yield from lines


def _row(where: str, line: str, wanted: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ReadError(f"{where}: not a line of JSON ({error})") from error
    if not isinstance(row, dict) or any(not isinstance(row.get(key), str) for key in wanted):
        raise ReadError(f"{where}: an object with {' and '.join(wanted)} as text is expected")
    return row


def in_chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield rows in lists of some thousands, so that memory does not grow with the file."""
    source = iter(rows)
    while chunk := list(islice(source, _CHUNK)):
        yield chunk


def write_rows(rows: Iterable[dict[str, Any]]) -> None:
    """Print rows as lines of JSON."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
