"""The columns of the audit's tables, as data; rows are dictionaries until they become Arrow tables."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from checker.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

Row = dict[str, Any]
Rows = dict[str, list[Row]]

JUDGED: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "digest": "string", "state": "string", "reason": "string", "title": "string", "words": "int32",
        "genre": "string", "sentences": "int32", "suffix": "string", "verbatim": "bool", "sha256": "string",
        "said": "string", "signature": "uint32s", "suppressed": "int32",
    },
    "sentences": {
        "digest": "string", "n": "int32", "key": "string", "start": "int32", "end": "int32", "kind": "string",
        "text": "string",
    },
    "findings": {
        "digest": "string", "n": "int32", "rule": "string", "kind": "string", "severity": "string", "rank": "int8",
        "confidence": "double", "status": "string", "start": "int32", "end": "int32", "line": "int32",
        "column": "int32", "quote": "string", "before": "string", "after": "string", "sentence": "string",
        "sentence_key": "string", "message": "string", "strength": "string", "what": "string", "why": "string",
        "fine_if": "string", "trigger": "string", "resolve": "string", "rewrites": "string", "related": "string",
        "evidence": "string", "standards": "string", "fixes": "string", "fingerprint": "string",
    },
    "pairs": {
        "digest": "string", "n": "int32", "finding": "int32", "rule": "string", "severity": "string",
        "strength": "string", "start": "int32", "end": "int32", "quote": "string", "other_start": "int32",
        "other_end": "int32", "other_quote": "string", "says": "string",
    },
    "missing": {
        "digest": "string", "n": "int32", "rule": "string", "state": "string", "message": "string", "spans": "string",
    },
    "claims": {
        "digest": "string", "n": "int32", "axis": "string", "pole": "string", "treatment": "string",
        "population": "string", "start": "int32", "end": "int32", "quote": "string", "text": "string",
        "lead": "string", "heading": "string", "block": "string", "record": "string",
    },
    "errors": {"digest": "string", "error": "string"},
}  # fmt: skip
"""What is known of a post's content, by its digest: the shards that a run appends."""

LISTED: Mapping[str, str] = {
    "no": "int64", "uri": "string", "digest": "string", "state": "string", "reason": "string", "url": "string",
    "title": "string", "author": "string", "date": "string", "tags": "string", "language": "string",
}  # fmt: skip
"""What the archive holds in this run: one row for everything met, in the order of the archive."""

OUT = ("articles", "sentences", "findings", "pairs", "missing", "errors", "claims")
"""The tables of a finished audit, one folder of Parquet files each."""


def need(name: str, extra: str = "audit") -> ModuleType:
    """Return an optional package.

    Raises:
        ConfigError: it is not installed; says how.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ConfigError(f"{name} is not installed; pip install 'checker[{extra}]'") from error


def schema(columns: Mapping[str, str]) -> Any:
    """Return the Arrow schema of some columns."""
    pa = need("pyarrow")
    special = {
        "uint32s": pa.list_(pa.uint32()),
        "strings": pa.list_(pa.string()),
        "double": pa.float64(),
        "bool": pa.bool_(),
    }
    return pa.schema([(name, special.get(kind) or getattr(pa, kind)()) for name, kind in columns.items()])


def table(rows: Iterable[Row], columns: Mapping[str, str]) -> Any:
    """Return rows as an Arrow table."""
    return need("pyarrow").Table.from_pylist(list(rows), schema=schema(columns))


def empty() -> Rows:
    """Return no rows of any judged table."""
    return {name: [] for name in JUDGED}
