"""What people open: the report, a CSV file, a Markdown summary and a DuckDB file, made from the finished tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.audit import base, disk, look, manifest, report, since, summary
from checker.audit.figures import figures
from checker.audit.finish import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from checker.audit.since import Since

_CSV = (
    "uri", "title", "author", "date", "severity", "rule", "confidence", "status", "line", "column", "quote", "sentence",
    "message", "strength", "card", "fingerprint",
)  # fmt: skip
_PRIVATE = {"articles": ("signature", "said"), "claims": ("record",)}
"""Columns that only the next run reads."""


def write(out: Path, *, previous: Path | None = None, views: Path | None = None) -> None:
    """Write report.html, summary.md, findings.csv and audit.duckdb beside the tables, each in one step."""
    held = manifest.needed(out)
    with disk.telling(out), look.opened(out, views) as con:
        shown = figures(con, order="reach" if views else "gravest")
        changed = since.since(con, out, previous) if previous else None
        disk.replace_text(out / "report.html", report.page(shown, con, held.record, changed))
        disk.replace_text(out / "summary.md", summary.markdown(shown, changed))
        disk.replace_file(out / "findings.csv", lambda file: _csv(con, file))
        disk.replace_file(out / "audit.duckdb", lambda file: _database(out, con, file))


def changes(out: Path, previous: Path) -> Since:
    """Return what changed since an earlier audit."""
    with look.opened(out) as con:
        return since.since(con, out, previous)


def _csv(con: Any, file: Path) -> None:
    names = ", ".join(f'"{name}"' for name in _CSV)
    query = f"SELECT {names} FROM found ORDER BY no, n"
    con.execute(f"COPY ({query}) TO {base.text(file)} (FORMAT csv, HEADER)")


def _database(out: Path, con: Any, file: Path) -> None:
    file.unlink(missing_ok=True)
    con.execute(f"ATTACH {base.text(file)} AS kept")
    try:
        for kind in KINDS:
            private = _PRIVATE.get(kind, ())
            columns = f"* EXCLUDE ({', '.join(private)})" if private else "*"
            con.execute(f"CREATE TABLE kept.{kind} AS SELECT {columns} FROM {kind}")
        con.execute("CREATE TABLE kept.accepted AS SELECT * FROM accepted")
    finally:
        con.execute("DETACH kept")
