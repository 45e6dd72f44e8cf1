"""A bounded store of answers on disk, shared by processes: losing it costs time, never correctness."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_CHUNK = 500
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB)"


@dataclass(frozen=True, eq=False)
class Memory:
    """Answers by key in an SQLite file; a file that cannot be used is as good as an empty one."""

    file: Path
    most: int = 500_000
    _open: dict[int, sqlite3.Connection | None] = field(default_factory=dict, repr=False)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values of the keys that are known."""
        wanted, found = list(keys), dict[bytes, bytes]()
        connection = self._connection()
        with contextlib.suppress(sqlite3.Error):
            for at in range(0, len(wanted) if connection else 0, _CHUNK):
                part = wanted[at : at + _CHUNK]
                marks = ",".join("?" * len(part))
                found.update(connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", part))  # type: ignore[union-attr]  # noqa: S608
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values; the oldest go when there are too many."""
        connection = self._connection()
        if connection is None:
            return
        with contextlib.suppress(sqlite3.Error), connection:
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", values.items())
            last = connection.execute("SELECT MAX(rowid) FROM kept").fetchone()[0]
            connection.execute("DELETE FROM kept WHERE rowid <= ?", (last - self.most,))

    def _connection(self) -> sqlite3.Connection | None:
        """Return this process's own connection: SQLite's must not cross a fork."""
        if os.getpid() not in self._open:
            self._open[os.getpid()] = self._connect()
        return self._open[os.getpid()]

    def _connect(self) -> sqlite3.Connection | None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.file, timeout=10, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(_SCHEMA)
        except (OSError, sqlite3.Error):
            return None
        return connection
