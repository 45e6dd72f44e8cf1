"""The figures of an audit: everything that its report, its summary and the terminal show, asked once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.audit import base

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.audit.tables import Row

MOST_SHOWN = 25

_BY = (
    "SELECT {key} AS key, count(*) AS findings, count(*) FILTER (rank = 4) AS critical, "
    "count(*) FILTER (rank = 3) AS high, count(*) FILTER (rank = 2) AS medium, count(*) FILTER (rank < 2) AS low, "
    "count(DISTINCT no) AS posts FROM {source} GROUP BY 1"
)
_POSTS_BY_YEAR = (
    "SELECT a.year AS key, count(*) AS posts, sum(a.words)::BIGINT AS words, coalesce(sum(f.findings), 0)::BIGINT AS findings, "
    "coalesce(sum(f.grave), 0)::BIGINT AS grave FROM articles a LEFT JOIN "
    "(SELECT no, count(*) AS findings, count(*) FILTER (rank > 2) AS grave FROM found GROUP BY no) f USING (no) "
    "WHERE a.counted AND a.year IS NOT NULL GROUP BY 1 ORDER BY 1"
)
_WORST = (
    "SELECT a.no, a.title, a.uri, a.url, a.author, a.date, a.words, count(*) AS findings, "
    "count(*) FILTER (rank = 4) AS critical, count(*) FILTER (rank = 3) AS high, count(*) FILTER (rank = 2) AS medium, "
    "count(*) FILTER (rank < 2) AS low, max(f.views) AS views, "
    "sum(f.confidence * pow(3, f.rank)) AS weight FROM found f JOIN articles a USING (no) "
    "GROUP BY ALL ORDER BY weight DESC, a.no LIMIT {most}"
)
_CARDS = (
    "SELECT c.*, s.posts_open, s.places_open, s.reach, s.rank * 1.0 AS severity_rank FROM cards c JOIN "
    "(SELECT card, count(DISTINCT no) AS posts_open, count(*) AS places_open, sum(views) AS reach, max(rank) AS rank FROM found GROUP BY card) s "
    "USING (card) ORDER BY {order} LIMIT {most}"
)
_MISSING = (
    "SELECT m.rule AS key, r.title, count(*) AS posts, count(*) FILTER (m.state = 'absent') AS absent, "
    "count(*) FILTER (m.state = 'unclear') AS unclear, count(*) FILTER (m.state = 'present') AS present "
    "FROM missing m LEFT JOIN rules r ON r.rule = m.rule WHERE m.counted GROUP BY ALL ORDER BY absent / posts DESC, key"
)
ORDERS: Mapping[str, str] = {
    "gravest": "severity_rank DESC, c.confidence * s.posts_open DESC, card",
    "reach": "pow(3, severity_rank) * c.confidence * (CASE WHEN {viewed} THEN s.reach ELSE s.posts_open END) DESC, card",
}
"""How cards are ordered: the gravest first; or by severity × confidence × reach (page views, else posts)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure as rows; keys of the rows are the names of columns."""

    totals: Row
    by_rule: list[Row]
    by_author: list[Row]
    by_tag: list[Row]
    by_year: list[Row]
    heat: list[Row]
    worst: list[Row]
    cards: list[Row]
    missing: list[Row]
    conflicts: list[Row]
    aside: list[Row]
    duplicates: list[Row]
    errors: list[Row]
    rules: dict[str, Row]

    def name(self, rule: str) -> str:
        """Return the name of a rule's category; its id where the audit does not hold the rule."""
        return str(self.rules[rule]["name"]) if rule in self.rules else rule

    def title(self, rule: str) -> str:
        """Return what is wrong in the words of the rule."""
        return str(self.rules[rule]["title"]) if rule in self.rules else rule


def figures(con: Any, *, order: str = "gravest", most: int = MOST_SHOWN) -> Figures:
    """Return the figures of an opened audit (`look.opened`)."""

    def ask(query: str) -> list[Row]:
        return list(base.rows(con, query))

    tagged = "(SELECT * REPLACE (unnest(tags) AS tags) FROM found)"
    return Figures(
        totals=_totals(con),
        by_rule=ask(_BY.format(key="rule", source="found") + " ORDER BY findings DESC, key"),
        by_author=ask(
            _BY.format(key="author", source="found") + f" HAVING key <> '' ORDER BY findings DESC, key LIMIT {most}"
        ),
        by_tag=ask(_BY.format(key="tags", source=tagged) + f" ORDER BY findings DESC, key LIMIT {most}"),
        by_year=ask(_POSTS_BY_YEAR),
        heat=ask("SELECT rule, year, count(*) AS findings FROM found WHERE year IS NOT NULL GROUP BY ALL ORDER BY ALL"),
        worst=ask(_WORST.format(most=most)),
        cards=cards(con, order=order, most=most),
        missing=ask(_MISSING),
        conflicts=ask("SELECT * FROM conflicts ORDER BY conflict"),
        aside=ask(
            "SELECT reason, count(*) AS posts, min(uri) AS example FROM articles WHERE state = 'aside' GROUP BY 1 ORDER BY 2 DESC, 1"
        ),
        duplicates=ask(
            "SELECT duplicate_of AS uri, count(*) AS copies, min(uri) AS example FROM articles WHERE duplicate_of <> '' "
            f"AND state = 'reviewed' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most}"
        ),
        errors=ask("SELECT uri, error FROM errors ORDER BY no LIMIT 500"),
        rules={row["rule"]: row for row in ask("SELECT * FROM rules")},
    )


def cards(con: Any, *, order: str, most: int) -> list[Row]:
    """Return the open cards in an order of `ORDERS`."""
    viewed = next(base.rows(con, "SELECT count(*) > 0 AS viewed FROM views"))["viewed"]
    return list(base.rows(con, _CARDS.format(order=ORDERS[order].format(viewed=str(viewed).lower()), most=most)))


def _totals(con: Any) -> Row:
    query = (
        "SELECT (SELECT count(*) FROM articles) AS met, "
        "(SELECT count(*) FROM articles WHERE counted) AS posts, "
        "(SELECT coalesce(sum(words), 0)::BIGINT FROM articles WHERE counted) AS words, "
        "(SELECT count(*) FROM articles WHERE state = 'reviewed' AND duplicate_of <> '') AS duplicates, "
        "(SELECT count(*) FROM articles WHERE state = 'aside') AS aside, (SELECT count(*) FROM errors) AS errors, "
        "(SELECT count(*) FROM accepted) AS accepted, (SELECT count(DISTINCT card) FROM found) AS cards, "
        "(SELECT count(*) FROM conflicts) AS conflicts, (SELECT count(DISTINCT no) FROM found) AS posts_found, "
        "(SELECT min(date) FROM articles WHERE counted AND date <> '') AS first, "
        "(SELECT max(date) FROM articles WHERE counted AND date <> '') AS last, "
        "count(*) AS findings, count(*) FILTER (rank = 4) AS critical, count(*) FILTER (rank = 3) AS high, "
        "count(*) FILTER (rank = 2) AS medium, count(*) FILTER (rank = 1) AS low, count(*) FILTER (rank = 0) AS info, "
        "count(*) FILTER (kind = 'contradiction') AS contradictions FROM found"
    )
    return next(base.rows(con, query))
