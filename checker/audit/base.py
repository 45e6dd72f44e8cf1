"""A DuckDB that sorts and joins on disk, so that memory does not grow with the archive."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from checker.audit import disk
from checker.audit.tables import need
from checker.errors import AuditError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.audit.tables import Row

MEMORY = "400MB"
_BATCH = 2048


@contextmanager
def opened(file: Path | None, scratch: Path, *, read_only: bool = False) -> Iterator[Any]:
    """Yield a connection that spills to `scratch`; one thread, so that results come in one order.

    Raises:
        AuditError: the disk is full or the file damaged.
    """
    duckdb = need("duckdb")
    try:
        con = duckdb.connect(str(file) if file else ":memory:", read_only=read_only)
    except duckdb.Error as error:
        raise AuditError(f"{file}: cannot be opened ({error}). Run the audit again.") from error
    try:
        con.execute(f"SET memory_limit='{MEMORY}'; SET threads=1; SET temp_directory='{_quoted(scratch)}'")
        con.execute("SET enable_progress_bar=false")
        with disk.telling(scratch.parent):
            yield con
    except duckdb.Error as error:
        full = "no space" in str(error).lower() or "file too large" in str(error).lower()
        what = (
            "no space is left. Free some and give the same command again" if full else f"a table is damaged ({error})"
        )
        raise AuditError(f"{scratch.parent}: {what}.") from error
    finally:
        con.close()


def rows(con: Any, query: str, values: Sequence[object] = ()) -> Iterator[Row]:
    """Yield the rows of a query as dictionaries, a few at a time."""
    cursor = con.cursor().execute(query, list(values))
    names = [column[0] for column in cursor.description]
    while batch := cursor.fetchmany(_BATCH):
        yield from (dict(zip(names, row, strict=True)) for row in batch)


def batches(con: Any, query: str) -> Iterator[Any]:
    """Yield the rows of a query as Arrow record batches."""
    cursor = con.cursor()
    yield from cursor.sql(query).to_arrow_reader(_BATCH * 4)


def parquet(folder: Path, kind: str) -> str:
    """Return the finished table of a folder as something to select from."""
    return f"read_parquet('{_quoted(folder / kind)}/*.parquet')"


def listed(paths: Sequence[str]) -> str:
    """Return files as a list for `read_parquet`."""
    return "[" + ", ".join(f"'{_quoted(path)}'" for path in paths) + "]"


def text(value: object) -> str:
    """Return a value as an SQL text."""
    return f"'{_quoted(value)}'"


def _quoted(path: object) -> str:
    return str(path).replace("'", "''")
