"""Decision cards: the same fault in the same or nearly the same sentence, wherever it stands, is one card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.audit import base, likeness
from checker.audit.near import leaders
from checker.audit.tables import Row, need, schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CARDS: Mapping[str, str] = {
    "card": "int64", "key": "string", "rule": "string", "kind": "string", "severity": "string", "rank": "int8",
    "confidence": "double", "places": "int64", "posts": "int64", "quote": "string", "sentence": "string",
    "message": "string", "wordings": "int64",
}  # fmt: skip
PLACES: Mapping[str, str] = {
    "card": "int64", "no": "int64", "n": "int32", "uri": "string", "line": "int32", "fingerprint": "string",
}  # fmt: skip
NEARLY_SAME = 90.0
"""Similarity of two sentences, in percent of rapidfuzz's ratio, from which one decision covers both."""
_HASHES, _ROWS, _SHINGLE = 32, 2, 2

_PAIRS = f"""
WITH banded AS (
  SELECT o.wno, o.rule, t.band, hash(list_slice(o.signature, t.band * {_ROWS} + 1, t.band * {_ROWS} + {_ROWS})) AS held
  FROM wording o, range({_HASHES // _ROWS}) t(band)
), bucketed AS (SELECT *, min(wno) OVER (PARTITION BY rule, band, held) AS lead FROM banded)
SELECT DISTINCT p.lead, p.wno, a.sentence AS one, b.sentence AS other
FROM bucketed p JOIN wording a ON a.wno = p.lead JOIN wording b ON b.wno = p.wno WHERE p.lead < p.wno ORDER BY p.wno, p.lead
"""


def make(con: Any) -> tuple[Iterator[Row], Iterator[Row]]:
    """Return the cards, gravest and widest first, and their places. Reads the view `found`."""
    _wordings(con)
    _group(con)
    con.execute(
        "CREATE TABLE carded AS SELECT g.lead, f.no, f.n, f.uri, f.line, f.fingerprint, f.rule, f.kind, f.severity, "
        "f.rank, f.confidence, f.quote, f.sentence, f.message, f.counted FROM found f JOIN grouped g USING (fingerprint)"
    )
    con.execute(
        "CREATE TABLE numbered AS SELECT row_number() OVER "
        "(ORDER BY max(rank) DESC, max(confidence) * count(DISTINCT no) DESC, lead) AS card, lead, "
        "arg_min(fingerprint, (no, n)) AS key, arg_min(rule, (no, n)) AS rule, arg_min(kind, (no, n)) AS kind, "
        "arg_max(severity, rank) AS severity, max(rank) AS rank, max(confidence) AS confidence, count(*) AS places, "
        "count(DISTINCT no) AS posts, arg_min(quote, (no, n)) AS quote, arg_min(sentence, (no, n)) AS sentence, "
        "arg_min(message, (no, n)) AS message, count(DISTINCT fingerprint) AS wordings FROM carded GROUP BY lead"
    )
    names = ", ".join(CARDS)
    places = "SELECT n.card, c.no, c.n, c.uri, c.line, c.fingerprint FROM carded c JOIN numbered n USING (lead)"
    return (
        base.rows(con, f"SELECT {names} FROM numbered ORDER BY card"),
        base.rows(con, f"{places} ORDER BY n.card, c.no, c.n"),
    )


def _wordings(con: Any) -> None:
    """Make the table `wording`: each distinct rule and sentence, numbered, with its signature."""
    query = (
        "SELECT row_number() OVER (ORDER BY min((no, n))) AS wno, fingerprint, arg_min(rule, (no, n)) AS rule, "
        "arg_min(sentence, (no, n)) AS sentence FROM found GROUP BY fingerprint ORDER BY wno"
    )
    shape = {"wno": "int64", "fingerprint": "string", "rule": "string", "sentence": "string", "signature": "uint32s"}
    con.execute(
        "CREATE TABLE wording (wno BIGINT, fingerprint VARCHAR, rule VARCHAR, sentence VARCHAR, signature UINTEGER[])"
    )
    waiting: list[Row] = []
    for row in base.rows(con, query):
        waiting.append({**row, "signature": likeness.signature(row["sentence"], shingle=_SHINGLE, hashes=_HASHES)})
        if len(waiting) == 5000:
            _insert(con, waiting, shape)
            waiting = []
    _insert(con, waiting, shape)


def _insert(con: Any, rows: list[Row], shape: Mapping[str, str]) -> None:
    con.register("waiting", need("pyarrow").Table.from_pylist(rows, schema=schema(shape)))
    con.execute("INSERT INTO wording SELECT * FROM waiting")
    con.unregister("waiting")


def _group(con: Any) -> None:
    """Make the table `grouped`: each wording's fingerprint, and the first wording of its card."""
    from rapidfuzz import fuzz

    alike = (
        (row["lead"], row["wno"])
        for row in base.rows(con, _PAIRS)
        if fuzz.ratio(likeness.plain(row["one"]), likeness.plain(row["other"])) >= NEARLY_SAME
    )
    con.execute("CREATE TABLE joined (wno BIGINT, lead BIGINT)")
    if pairs := list(leaders(alike).items()):
        con.executemany("INSERT INTO joined VALUES (?, ?)", pairs)
    con.execute(
        "CREATE TABLE grouped AS SELECT w.fingerprint, coalesce(j.lead, w.wno) AS lead "
        "FROM wording w LEFT JOIN joined j USING (wno)"
    )
