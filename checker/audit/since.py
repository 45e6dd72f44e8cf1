"""Two audits compared: what is new, what is fixed, what remains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.audit import base, manifest

if TYPE_CHECKING:
    from pathlib import Path

    from checker.audit.tables import Row

_KEY = "uri, fingerprint"
_KNOWN = "(SELECT DISTINCT uri, fingerprint FROM {table})"


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier audit; a finding is the same where post, rule and sentence are."""

    previous: str
    new: int
    fixed: int
    remaining: int
    gone: int
    """Of the fixed ones, those whose whole post is gone."""
    fixed_rows: tuple[Row, ...]
    fresh: frozenset[tuple[str, str]]
    same_rules: bool


def since(con: Any, out: Path, previous: Path) -> Since:
    """Return the changes of an opened audit since another.

    Raises:
        AuditError: the other folder holds no finished audit.
    """
    before, now = manifest.needed(previous), manifest.needed(out)
    con.execute(
        f"CREATE OR REPLACE VIEW before AS SELECT * FROM {base.parquet(before.tables, 'findings')} WHERE counted"
    )
    count = "SELECT count(*) AS n FROM {one} ANTI JOIN {other} USING (uri, fingerprint)"
    mine, theirs = _KNOWN.format(table="found"), _KNOWN.format(table="before")
    fixed = (
        f"SELECT b.uri, b.rule, b.severity, b.rank, b.quote, b.uri NOT IN (SELECT uri FROM articles) AS gone "
        f"FROM before b ANTI JOIN {mine} USING ({_KEY}) ORDER BY b.rank DESC, b.uri, b.n"
    )
    rows = list(base.rows(con, fixed))
    return Since(
        previous=str(previous),
        new=_one(con, count.format(one=mine, other=theirs)),
        fixed=_one(con, count.format(one=theirs, other=mine)),
        remaining=_one(con, f"SELECT count(*) AS n FROM {mine} SEMI JOIN {theirs} USING ({_KEY})"),
        gone=sum(bool(row["gone"]) for row in rows),
        fixed_rows=tuple(rows[:500]),
        fresh=frozenset(
            (r["uri"], r["fingerprint"])
            for r in base.rows(con, f"SELECT * FROM {mine} ANTI JOIN {theirs} USING ({_KEY})")
        ),
        same_rules=before.identity == now.identity,
    )


def _one(con: Any, query: str) -> int:
    return int(next(base.rows(con, query))["n"])
