"""How an archive is to be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """The names of columns in JSONL and Parquet ("" guesses); whether a file lists the archive's files."""

    text_column: str = ""
    files_from: str = ""
