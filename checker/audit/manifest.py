"""The run record: what was read, with which rules, models and configuration, and what came out, as hashes.

Nothing in it depends on the time, the machine, the engine or how often the run was killed: the same archive and
the same checker give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.audit import base, disk
from checker.errors import AuditError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from checker.audit.sources.options import Options
    from checker.types import ToolInfo

FILE = "manifest.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read; `tables` is the folder of the finished tables."""

    record: Mapping[str, Any]
    tables: Path

    @property
    def identity(self) -> str:
        """Return the identity of the checker that judged."""
        return str(self.record["identity"])


def identity(tool: ToolInfo) -> str:
    """Return the identity of a checker: the hash of its version, rules, models and configuration."""
    return hashlib.sha256(json.dumps(described(tool), sort_keys=True).encode()).hexdigest()


def described(tool: ToolInfo) -> dict[str, Any]:
    """Return a checker as the manifest tells it."""
    models = dict(sorted(tool.models.items()))
    return {"version": tool.version, "rules": tool.rules, "models": models, "config": tool.config, "schema": SCHEMA}


def make(names: Sequence[str], options: Options, tool: ToolInfo, tables: Path) -> dict[str, Any]:
    """Return the record of finished tables."""
    hashes = {str(file.relative_to(tables)): digest(file) for file in sorted(tables.rglob("*.parquet"))}
    whole = hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()
    return {
        "schema": SCHEMA,
        "tool": described(tool),
        "identity": identity(tool),
        "archive": list(names),
        "options": {"text_column": options.text_column, "files_from": options.files_from},
        "input": _input_hash(tables),
        "tables": f"tables-{whole[:16]}",
        "files": hashes,
    }


def _input_hash(tables: Path) -> str:
    """Return a hash over the digest of every post, in the order of the archive."""
    held = hashlib.sha256()
    with base.opened(None, tables / "scratch") as con:
        for row in base.rows(con, f"SELECT uri, digest, state FROM {base.parquet(tables, 'articles')} ORDER BY no"):
            held.update(f"{row['uri']}\t{row['digest']}\t{row['state']}\n".encode())
    return held.hexdigest()


def write(out: Path, record: Mapping[str, Any]) -> None:
    """Write the manifest in one step; from then on its tables are the audit's."""
    disk.replace_text(out / FILE, json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def read(out: Path) -> Manifest | None:
    """Return the manifest of a folder; None where no audit has been finished.

    Raises:
        AuditError: the manifest is damaged.
    """
    file = out / FILE
    if not file.exists():
        return None
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        return Manifest(record, out / record["tables"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AuditError(f"{file}: not a manifest ({error}). Delete it and run the audit again.") from error


def needed(out: Path) -> Manifest:
    """Return the manifest of a finished audit.

    Raises:
        AuditError: there is none.
    """
    found = read(out)
    if found is None or not found.tables.is_dir():
        raise AuditError(f"{out}: holds no finished audit. Run `checker audit ARCHIVE --out {out}` first.")
    return found


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
