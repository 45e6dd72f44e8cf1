"""Which posts are the same as an earlier one, or nearly: they are counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.audit import base, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAIRS = """
WITH banded AS (
  SELECT f.no, t.band, hash(list_slice(j.signature, t.band * {rows} + 1, t.band * {rows} + {rows})) AS held
  FROM first f JOIN judged_articles j USING (digest), range({bands}) t(band)
  WHERE j.state = 'reviewed'
), bucketed AS (SELECT *, min(no) OVER (PARTITION BY band, held) AS lead FROM banded)
SELECT DISTINCT p.lead, p.no, a.signature AS one, b.signature AS other
FROM bucketed p
JOIN first fa ON fa.no = p.lead JOIN judged_articles a ON a.digest = fa.digest
JOIN first fb ON fb.no = p.no JOIN judged_articles b ON b.digest = fb.digest
WHERE p.lead < p.no ORDER BY p.no, p.lead
"""


def mark(con: Any) -> None:
    """Make the table `doubled`: each duplicate's number, and the post that it repeats.

    Posts are compared with the first post of each band that they fall into, so cost grows with their number.
    """
    query = _PAIRS.format(rows=likeness.ROWS, bands=likeness.HASHES // likeness.ROWS)
    alike = (
        (row["lead"], row["no"])
        for row in base.rows(con, query)
        if likeness.resemblance(row["one"], row["other"]) >= likeness.SAME_TEXT
    )
    con.execute("CREATE TABLE nearly (no BIGINT, lead BIGINT)")
    if pairs := list(leaders(alike).items()):
        con.executemany("INSERT INTO nearly VALUES (?, ?)", pairs)
    con.execute(
        "CREATE TABLE doubled AS SELECT l.no, o.uri AS of_uri FROM listed l JOIN first f USING (digest) "
        "LEFT JOIN nearly n ON n.no = f.no JOIN listed o ON o.no = coalesce(n.lead, f.no) "
        "WHERE l.no <> coalesce(n.lead, f.no)"
    )


def leaders(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the first member of the group of each later member, groups joined through shared members."""
    above: dict[int, int] = {}

    def top(item: int) -> int:
        while item in above:
            item = above[item]
        return item

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        if first != second:
            above[second] = first
    return {item: top(item) for item in above}
