"""From judged shards and this run's listing to the finished tables, in the order of the archive.

The tables depend on nothing but the archive, the rules, the models and the configuration: not on the engine,
the number of processes, or how often a run was killed. Sorting and joining are DuckDB's, on disk.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from checker.audit import base, cards, conflicts, near, said
from checker.audit.tables import JUDGED, Row, need, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from checker.pipeline import Engine

PART_ROWS = 100_000
_GROUP_ROWS = 20_000

ARTICLES: Mapping[str, str] = {
    "no": "int64", "uri": "string", "digest": "string", "state": "string", "reason": "string",
    "duplicate_of": "string", "counted": "bool", "url": "string", "title": "string", "author": "string",
    "date": "string", "year": "int32", "tags": "strings", "language": "string", "words": "int32", "genre": "string",
    "sentences": "int32", "suppressed": "int32", "suffix": "string", "verbatim": "bool", "sha256": "string",
    "said": "string", "signature": "uint32s",
}  # fmt: skip
_ERRORS: Mapping[str, str] = {"no": "int64", "uri": "string", "digest": "string", "error": "string"}
RULES: Mapping[str, str] = {
    "rule": "string", "title": "string", "name": "string", "kind": "string", "severity": "string", "rank": "int8",
    "why": "string", "fine_if": "string",
}  # fmt: skip
_SIMPLE = ("sentences", "findings", "pairs", "missing", "claims")


def columns(kind: str) -> Mapping[str, str]:
    """Return the columns of a finished table."""
    if kind in ("articles", "errors"):
        return {"articles": ARTICLES, "errors": _ERRORS}[kind]
    if kind in JUDGED:
        return {"no": "int64", "uri": "string", "counted": "bool", **JUDGED[kind]}
    return {"cards": cards.CARDS, "places": cards.PLACES, "conflicts": conflicts.CONFLICTS, "rules": RULES}[kind]


KINDS = ("articles", *_SIMPLE, "errors", "cards", "places", "conflicts", "rules")
"""All finished tables."""


def tables(into: Path, listing: Path, sources: Mapping[str, Sequence[str]], engine: Engine) -> None:
    """Write the finished tables into a folder, a folder of Parquet files each.

    Args:
        into: an empty folder.
        listing: the Parquet file of what the archive holds (`tables.LISTED`).
        sources: the Parquet files of each judged table (`tables.JUDGED`).
        engine: rules and axes, for comparing claims across posts.
    """
    with base.opened(into / "scratch.duckdb", into / "scratch") as con:
        _load(con, listing, sources)
        near.mark(con)
        _write(into, "articles", _articles(con))
        for kind in _SIMPLE:
            _write(into, kind, _joined(con, kind))
        _write(into, "errors", _errors(con))
        con.execute(f"CREATE VIEW found AS SELECT * FROM {base.parquet(into, 'findings')}")
        card_rows, place_rows = cards.make(con)
        _write(into, "cards", card_rows)
        _write(into, "places", place_rows)
        con.execute(f"CREATE VIEW claimed AS SELECT * FROM {base.parquet(into, 'claims')}")
        con.execute(f"CREATE VIEW told AS SELECT * FROM {base.parquet(into, 'articles')}")
        _write(into, "conflicts", conflicts.make(con, engine))
        _write(into, "rules", _rules(engine))
    for left in into.glob("scratch*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _load(con: Any, listing: Path, sources: Mapping[str, Sequence[str]]) -> None:
    con.execute(f"CREATE TABLE listed AS SELECT * FROM read_parquet({base.listed([str(listing)])})")
    for kind, names in JUDGED.items():
        if sources.get(kind):
            kept = ", ".join(f'"{name}"' for name in names)
            once = "digest" if kind in ("articles", "errors") else "digest, n"
            read = f"read_parquet({base.listed(sources[kind])}, union_by_name=true)"
            needed = f"SELECT {kept} FROM {read} WHERE digest IN (SELECT digest FROM listed WHERE digest <> '')"
            con.execute(f"CREATE TABLE judged_{kind} AS SELECT DISTINCT ON ({once}) * FROM ({needed})")
        else:
            _create_empty(con, kind, names)
    con.execute("CREATE TABLE first AS SELECT digest, min(no) AS no FROM listed WHERE digest <> '' GROUP BY digest")


def _create_empty(con: Any, kind: str, names: Mapping[str, str]) -> None:
    nothing = need("pyarrow").Table.from_pylist([], schema=schema(names))
    con.register("nothing", nothing)
    con.execute(f"CREATE TABLE judged_{kind} AS SELECT * FROM nothing")
    con.unregister("nothing")


def _joined(con: Any, kind: str) -> Iterator[Any]:
    names = ", ".join(f'j."{name}"' for name in JUDGED[kind])
    yield from base.batches(
        con,
        f"SELECT l.no, l.uri, coalesce(d.no IS NULL, true) AS counted, {names} FROM listed l "
        f"JOIN judged_{kind} j USING (digest) LEFT JOIN doubled d ON d.no = l.no ORDER BY l.no, j.n",
    )


def _articles(con: Any) -> Iterator[Row]:
    query = (
        "SELECT l.*, d.of_uri, j.state AS j_state, j.reason AS j_reason, j.title AS j_title, j.words, j.genre, "
        "j.sentences, j.suffix, j.verbatim, j.sha256, j.said, j.signature, j.suppressed, e.error "
        "FROM listed l LEFT JOIN judged_articles j USING (digest) LEFT JOIN judged_errors e USING (digest) "
        "LEFT JOIN doubled d ON d.no = l.no ORDER BY l.no"
    )
    for row in base.rows(con, query):
        yield _article(row)


def _article(row: Row) -> Row:
    state = row["state"] or ("error" if row["error"] else row["j_state"]) or "error"
    held = json.loads(row["said"] or "{}")
    container = {name: row[name] or "" for name in ("url", "title", "author", "date", "tags", "language")}
    told = said.merged(container, {**held, "title": row["j_title"] or held.get("title", "")}, row["uri"])
    return {
        **{name: row[name] for name in ("no", "uri", "digest", "said", "signature", "suffix", "verbatim", "sha256")},
        **told,
        "state": state,
        "reason": row["reason"] or row["j_reason"] or "",
        "duplicate_of": row["of_uri"] or "",
        "counted": state == "reviewed" and not row["of_uri"],
        "words": row["words"] or 0,
        "genre": row["genre"] or "",
        "sentences": row["sentences"] or 0,
        "suppressed": row["suppressed"] or 0,
    }


def _errors(con: Any) -> Iterator[Row]:
    yield from base.rows(
        con,
        "SELECT l.no, l.uri, l.digest, replace(coalesce(e.error, l.reason), '{uri}', l.uri) AS error FROM listed l "
        "LEFT JOIN judged_errors e USING (digest) WHERE l.state = 'error' OR e.error IS NOT NULL ORDER BY l.no",
    )


def _rules(engine: Engine) -> Iterator[Row]:
    for id_, rule in sorted(engine.rules.items()):
        severity = {"severity": rule.severity.value, "rank": rule.severity.rank}
        told = {"title": rule.title, "name": rule.name, "why": rule.why, "fine_if": rule.fine_if}
        yield {"rule": id_, "kind": rule.kind.value, **severity, **told}


def _write(into: Path, kind: str, found: Iterable[Any]) -> None:
    """Write rows or record batches as Parquet files of a fixed number of rows."""
    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    (into / kind).mkdir()
    shape = schema(columns(kind))
    for number, part in enumerate(_parts(pa, shape, found)):
        pq.write_table(part, into / kind / f"part-{number:05}.parquet", compression="zstd", row_group_size=_GROUP_ROWS)


def _parts(pa: Any, shape: Any, found: Iterable[Any]) -> Iterator[Any]:
    held: list[Any] = []
    count = 0
    for batch in _as_batches(pa, shape, found):
        held.append(batch)
        count += batch.num_rows
        while count >= PART_ROWS:
            whole = pa.Table.from_batches(held, schema=shape)
            yield whole.slice(0, PART_ROWS)
            held = whole.slice(PART_ROWS).to_batches()
            count -= PART_ROWS
    if count or not held:
        yield pa.Table.from_batches(held, schema=shape)


def _as_batches(pa: Any, shape: Any, found: Iterable[Any]) -> Iterator[Any]:
    waiting: list[Row] = []
    for item in found:
        if isinstance(item, dict):
            waiting.append(item)
            if len(waiting) == 2000:
                yield pa.RecordBatch.from_pylist(waiting, schema=shape)
                waiting = []
        else:
            yield item.select(shape.names).cast(shape)
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema=shape)
