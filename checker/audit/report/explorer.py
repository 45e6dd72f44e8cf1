"""All findings on the page: compressed columns, which the script unpacks, filters and shows a page at a time."""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any

from checker.audit import base
from checker.audit.report.frame import SEVERITIES, heading
from checker.reporters.page.tags import NOTHING, Html, tag, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.audit.figures import Figures
    from checker.audit.since import Since
    from checker.audit.tables import Row

MOST = 100_000
"""Findings inside the page; the gravest first, the others stay in the CSV file and the tables."""

_QUERY = (
    "SELECT no, n, rule, rank, confidence, status, line, card, before, quote, after, what, why, fine_if, resolve, "
    "rewrites, related, evidence, standards, trigger, fingerprint, title, uri, url, author, year, date, tags FROM found "
    f"ORDER BY rank DESC, confidence DESC, no, n LIMIT {MOST}"
)
_TEXTS = ("before", "quote", "after", "what", "why", "fine", "resolve", "trigger", "more")
_POST = ("no", "title", "uri", "url", "author", "year", "date", "tags")


def section(figures: Figures) -> Html:
    """Return the filters and the place for the findings."""
    total = figures.totals["findings"]
    lead = "Search in quotes and titles, narrow down, and read each finding where it stands."
    if total > MOST:
        lead += f" The page holds the {MOST:,} gravest of {total:,}; all are in findings.csv and audit.duckdb."
    controls = [
        tag("label", text("Search "), Html('<input type="search" id="search" autocomplete="off" placeholder="words">')),
        _choice("severity", [(name, name.capitalize()) for name in SEVERITIES if figures.totals[name]]),
        _choice("rule", sorted((row["key"], figures.name(row["key"])) for row in figures.by_rule)),
        _choice("year", [(str(row["key"]), str(row["key"])) for row in reversed(figures.by_year)]),
        _choice("author", [(row["key"], row["key"]) for row in figures.by_author]),
        _choice("tag", [(row["key"], row["key"]) for row in figures.by_tag]),
        _choice("sort", [("grave", "Gravest first"), ("new", "Newest first"), ("post", "By post")], every=False),
        tag("button", text("Clear"), type="button", id="clear"),
    ]
    return tag(
        "section",
        heading("explore", "All findings", lead),
        tag("form", *controls, id="filters"),
        tag("p", id="chips", class_="chips"),
        tag(
            "p",
            text("This list needs a browser that runs scripts; the same rows are in findings.csv."),
            id="count",
            aria_live="polite",
        ),
        tag("div", id="list"),
        tag("p", tag("button", text("Show more"), type="button", id="more", hidden=True)),
        class_="explore",
    )


def _choice(name: str, options: Sequence[tuple[str, str]], *, every: bool = True) -> Html:
    if not options:
        return NOTHING
    shown = [tag("option", text("all" if every else options[0][1]), value="" if every else options[0][0])]
    shown += [tag("option", text(label), value=value) for value, label in (options if every else options[1:])]
    return tag("label", text(f"{name.capitalize()} "), tag("select", *shown, id=f"by-{name}"))


def packed(con: Any, since: Since | None) -> str:
    """Return the findings as base64 of gzipped JSON: columns of numbers, and each distinct text once."""
    texts: dict[str, int] = {}
    posts: dict[int, int] = {}
    held: list[list[Any]] = []
    rules: dict[str, int] = {}
    columns: dict[str, list[int]] = {
        name: [] for name in ("post", "rule", "rank", "sure", "line", "card", "fresh", *_TEXTS)
    }
    for row in base.rows(con, _QUERY):
        if row["no"] not in posts:
            posts[row["no"]] = len(held)
            held.append([row[name] for name in _POST])
        fresh = int(since is not None and (row["uri"], row["fingerprint"]) in since.fresh)
        numbers = {"post": posts[row["no"]], "rule": rules.setdefault(row["rule"], len(rules)), "rank": row["rank"]}
        numbers |= {"sure": round(100 * row["confidence"]), "line": row["line"], "card": row["card"], "fresh": fresh}
        for name, value in {**numbers, **_numbered(row, texts)}.items():
            columns[name].append(value)
    names = {row["rule"]: (row["name"], row["title"]) for row in base.rows(con, "SELECT rule, name, title FROM rules")}
    told = [[rule, *names.get(rule, (rule, rule))] for rule in rules]
    data = {"texts": list(texts), "posts": held, "rules": told, "columns": columns, "since": since is not None}
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(raw, 6, mtime=0)).decode()


def _numbered(row: Row, texts: dict[str, int]) -> dict[str, int]:
    values = {name: row[name] for name in ("before", "quote", "after", "what", "why", "resolve", "trigger")}
    values |= {"fine": row["fine_if"], "more": _more(row)}
    return {name: texts.setdefault(value or "", len(texts)) for name, value in values.items()}


def _more(row: Row) -> str:
    """Return the other places of a finding, its rewrites and standards, as JSON; "" where it has none."""
    found = {
        "related": [[end["line"], end["role"], end["quote"], end["message"]] for end in json.loads(row["related"])],
        "evidence": [[end["line"], end["note"], end["quote"]] for end in json.loads(row["evidence"])],
        "rewrites": json.loads(row["rewrites"]),
        "standards": json.loads(row["standards"]),
    }
    kept = {name: value for name, value in found.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""
