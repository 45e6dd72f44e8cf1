"""JSON Lines, also gzipped: one post a line."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import IO, TYPE_CHECKING, Any, cast

from checker.audit.records import MOST_BYTES, Found
from checker.audit.sources import columns
from checker.errors import ReadError
from checker.types import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.audit.sources.options import Options

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")

_CHUNK = 1 << 20


def posts(path: Path, options: Options) -> Iterator[Found]:
    """Yield a post for each line; a line that is too long or no JSON is named and passed over.

    Raises:
        ReadError: the compressed file is damaged.
    """
    opener = gzip.open if path.name.endswith(".gz") else open
    column = ""
    number = 0
    try:
        with cast("IO[bytes]", opener(path, "rb")) as file:
            while line := file.readline(MOST_BYTES):
                number += 1
                uri = f"{path}#{number}"
                if len(line) == MOST_BYTES and not line.endswith(b"\n"):
                    _skip_rest(file)
                    yield InputError(uri, f"{path}: line {number} is longer than {MOST_BYTES:,} bytes; not read")
                    continue
                row = _row(line)
                if isinstance(row, str):
                    yield InputError(uri, f"{path}: line {number} {row}")
                elif row:
                    column = column or columns.text_column(row, options, path)
                    yield columns.post(uri, row, column)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(
            f"{path}: the compressed file is damaged after line {number} ({error}). Get it again."
        ) from error


def _row(line: bytes) -> dict[str, Any] | str:
    if not line.strip():
        return {}
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte {error.start}); save the file as UTF-8"
    except (json.JSONDecodeError, RecursionError) as error:
        return f"is no JSON ({error}); correct or remove it"
    return row if isinstance(row, dict) else "is no JSON object; each line must be {…}"


def _skip_rest(file: IO[bytes]) -> None:
    while (piece := file.readline(_CHUNK)) and not piece.endswith(b"\n"):
        pass
