"""The judged shards of a run: folders that appear whole or not at all, and what they already hold."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from checker.audit import disk
from checker.audit.tables import JUDGED, need, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.audit.tables import Rows

WORK = "work"


def folder(out: Path, identity: str) -> Path:
    """Return where the shards of one checker, its rules, models and configuration are kept."""
    return out / WORK / identity[:16]


def commit(into: Path, digests: Sequence[str], rows: Rows) -> None:
    """Write the rows of some posts as one shard, safe on the disk before it can be seen."""
    pq = need("pyarrow.parquet")
    name = hashlib.sha256("".join(digests).encode()).hexdigest()[:24]

    def write(path: Path) -> None:
        for kind, columns in JUDGED.items():
            if rows[kind]:
                pq.write_table(table(rows[kind], columns), path / f"{kind}.parquet", compression="zstd")

    into.mkdir(parents=True, exist_ok=True)
    if not (into / name).exists():
        with disk.telling(into):
            disk.replace_folder(into / name, write)


def files(sources: Sequence[Path], kind: str) -> list[str]:
    """Return the Parquet files of one kind in folders of shards and in finished tables."""
    found = [
        file
        for source in sources
        for pattern in (f"*/{kind}.parquet", f"{kind}/*.parquet")
        for file in source.glob(pattern)
    ]
    return sorted(str(file) for file in found if disk.TEMPORARY not in str(file))


def known(sources: Sequence[Path]) -> set[str]:
    """Return the digests of the posts that are judged already."""
    return {digest for kind in ("articles", "errors") for digest in _digests(files(sources, kind))}


def _digests(paths: Sequence[str]) -> Iterator[str]:
    pq = need("pyarrow.parquet")
    for path in paths:
        for batch in pq.ParquetFile(path).iter_batches(columns=["digest"]):
            yield from (bytes_ for bytes_ in batch.column(0).to_pylist() if bytes_)
