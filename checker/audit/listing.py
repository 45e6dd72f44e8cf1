"""What the archive holds in this run, written down as it streams by; new posts go on in batches."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from checker.audit.judge import Task
from checker.audit.records import SAID, Aside, Post
from checker.audit.tables import LISTED, Row, need, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from checker.audit.engines.work import Batch
    from checker.audit.records import Found
    from checker.config import Config

BATCH_POSTS = 32
BATCH_BYTES = 8_000_000
_ROWS = 2000


def batches(found: Iterable[Found], file: Path, config: Config, seen: Callable[[str], bool]) -> Iterator[Batch]:
    """Yield the posts that are to be judged, in batches, and write a row for everything found into `file`.

    `seen` says of a digest whether it needs no judging, and remembers it.
    """
    pq = need("pyarrow.parquet")
    batch: list[Task] = []
    size = 0
    with pq.ParquetWriter(file, schema(LISTED)) as writer:
        for row, task in _rows(found, writer, config):
            if task and not seen(row["digest"]):
                batch.append(task)
                size += len(task.data)
            if len(batch) >= BATCH_POSTS or size >= BATCH_BYTES:
                yield tuple(batch)
                batch, size = [], 0
    if batch:
        yield tuple(batch)


def _rows(found: Iterable[Found], writer: Any, config: Config) -> Iterator[tuple[Row, Task | None]]:
    pa = need("pyarrow")
    waiting: list[Row] = []
    for no, item in enumerate(found):
        row, task = _row(no, item, config)
        waiting.append(row)
        if len(waiting) == _ROWS:
            writer.write_table(pa.Table.from_pylist(waiting, schema=schema(LISTED)))
            waiting = []
        yield row, task
    if waiting:
        writer.write_table(pa.Table.from_pylist(waiting, schema=schema(LISTED)))


def _row(no: int, item: Found, config: Config) -> tuple[Row, Task | None]:
    row: Row = dict.fromkeys(LISTED, "") | {"no": no, "uri": _shown(item.uri)}
    if isinstance(item, Post):
        digest = _digest(item, config)
        row |= {"digest": digest, **{name: item.said.get(name, "") for name in SAID}}
        return row, Task(digest, item.uri, item.data, item.suffix)
    if isinstance(item, Aside):
        return row | {"state": "aside", "reason": item.reason}, None
    return row | {"state": "error", "reason": _shown(item.error)}, None


def _digest(post: Post, config: Config) -> str:
    """Return a post's identity, with the settings of its path where paths have settings of their own."""
    if not config.per_path:
        return post.digest
    return hashlib.sha256((post.digest + config.for_path(post.uri).sha256).encode()).hexdigest()[:32]


def _shown(text: str) -> str:
    """Return a text that can be written as UTF-8; file names need not be text."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
