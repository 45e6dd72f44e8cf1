"""Parquet: one post a row, read a few rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.audit.sources import columns
from checker.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.audit.records import Found
    from checker.audit.sources.options import Options

SUFFIXES = (".parquet",)

_ROWS = 64


def posts(path: Path, options: Options) -> Iterator[Found]:
    """Yield a post for each row.

    Raises:
        ReadError: the file is damaged, or has no text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            column = columns.text_column(file.schema_arrow.names, options, path)
            for batch in file.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield columns.post(f"{path}#{number}", row, column)
    except (pa.ArrowException, OSError) as error:
        raise ReadError(f"{path}: damaged Parquet after row {number} ({error}). Write it again.") from error
