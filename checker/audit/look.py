"""A finished audit as views to ask: its tables, what was decided, what is still open."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from checker.audit import base, decisions, manifest
from checker.audit.finish import KINDS
from checker.audit.tables import need
from checker.errors import AuditError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPEN = """
CREATE VIEW found AS
SELECT f.*, p.card, a.title, a.url, a.author, a.date, a.year, a.tags, a.genre, coalesce(v.views, 0) AS views
FROM findings f JOIN articles a USING (no) JOIN places p ON p.no = f.no AND p.n = f.n
LEFT JOIN views v ON v.no = f.no
WHERE f.counted AND f.fingerprint NOT IN (SELECT fingerprint FROM accepted)
"""
_DATED = re.compile(r"^\d{4}-\d\d-\d\d-")
_COLUMNS = {"url": ("url", "uri", "page", "path", "link", "page path"), "views": ("views", "pageviews", "page views", "visits", "hits", "sessions")}  # fmt: skip


@contextmanager
def opened(out: Path, views: Path | None = None) -> Iterator[Any]:
    """Yield a connection with a view for each table, and `found`: the open findings of counted posts.

    Raises:
        AuditError: the folder holds no finished audit, or the page views cannot be read.
    """
    held = manifest.needed(out)
    with base.opened(None, out / ".tmp-look") as con:
        for kind in KINDS:
            con.execute(f"CREATE VIEW {kind} AS SELECT * FROM {base.parquet(held.tables, kind)}")
        con.execute("CREATE TABLE accepted (fingerprint VARCHAR)")
        if accepted := decisions.accepted(out):
            con.executemany("INSERT INTO accepted VALUES (?)", [(one,) for one in sorted(accepted)])
        con.execute("CREATE TABLE views (no BIGINT, views BIGINT)")
        if views:
            _load_views(con, views)
        con.execute(_OPEN)
        yield con


def _load_views(con: Any, file: Path) -> None:
    counts = dict(_read_views(file))
    named: dict[str, list[int]] = {}
    for known, count in counts.items():
        named.setdefault(slug(known), []).append(count)
    # A site's generator makes addresses of file names; only a name that is one page's alone says which.
    counts |= {name: held[0] for name, held in named.items() if len(held) == 1}
    matched = [
        (row["no"], count)
        for row in base.rows(con, "SELECT no, uri, url FROM articles WHERE state = 'reviewed' ORDER BY no")
        if (count := _count(counts, row["url"], row["uri"]))
    ]
    if matched:
        con.register(
            "matched", need("pyarrow").table({"no": [m[0] for m in matched], "views": [m[1] for m in matched]})
        )
        con.execute("INSERT INTO views SELECT * FROM matched")


def _count(counts: dict[str, int], url: str, uri: str) -> int:
    addresses = (path(url), path(uri), path(uri.partition("#")[2]), slug(path(url)), slug(path(uri)))
    return next((counts[key] for key in addresses if key and key in counts), 0)


def slug(known: str) -> str:
    """Return the last part of a path without a date before it, marked so that no path is taken for it."""
    return "…/" + _DATED.sub("", known.rpartition("/")[2]) if known else ""


def path(address: str) -> str:
    """Return what identifies a page in an address, however it is written: its path without ends and suffix."""
    plain = urlsplit(address.strip()).path if "://" in address else address.strip().partition("?")[0]
    plain = plain.strip("/").removesuffix("/index.html")
    for suffix in (".html", ".htm", ".md", ".markdown", ".mdx"):
        plain = plain.removesuffix(suffix)
    return plain.lower()


def _read_views(file: Path) -> Iterator[tuple[str, int]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
            chosen = {kind: next((names[k] for k in known if k in names), None) for kind, known in _COLUMNS.items()}
            if not all(chosen.values()):
                raise AuditError(f"{file}: needs the columns url and views; it has {', '.join(names) or 'none'}")
            for row in reader:
                count = (row[chosen["views"]] or "").replace(",", "").replace(" ", "")
                if count.isdigit():
                    yield path(row[chosen["url"]] or ""), int(count)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AuditError(f"{file}: the page views cannot be read ({error}); a UTF-8 CSV with url and views") from error
