"""The audit in the terminal: the same figures as the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.markup import escape
from rich.table import Table

from checker.reporters.parts.wording import UNSAFE, counted, listed, plain
from checker.rulebook import rendered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.audit.figures import Figures
    from checker.audit.since import Since
    from checker.audit.tables import Row

_MOST = 12
_BAR = 24


def shown(figures: Figures, since: Since | None = None, width: int | None = None) -> str:
    """Return totals, changes, cards, rules, years, what is left out, posts, conflicts and errors."""
    parts = [_totals(figures.totals), _since(since)]
    parts += [cards(figures, figures.cards[:_MOST], width)]
    most = max([row["findings"] for row in figures.by_rule] + [1])
    parts += [
        _table(
            "Findings by rule",
            ("rule", "", "findings", "posts"),
            [(r["key"], _bar(r["findings"], most), r["findings"], r["posts"]) for r in figures.by_rule[:_MOST]],
            width,
        )
    ]
    parts += [_years(figures, width)]
    parts += [
        _table(
            "Left out by posts that claim an effect",
            ("what", "absent", "posts"),
            [
                (m["title"] or m["key"], f"{100 * m['absent'] / m['posts']:.0f}%", m["posts"])
                for m in figures.missing[:_MOST]
            ],
            width,
        )
    ]
    parts += [
        _table(
            "Worst posts first",
            ("post", "date", "critical", "high", "all"),
            [
                (plain(p["title"] or p["uri"])[:70], p["date"] or "", p["critical"], p["high"], p["findings"])
                for p in figures.worst[:_MOST]
            ],
            width,
        )
    ]
    parts += [
        _table(
            "Posts that contradict each other",
            ("treatment", "newer", "older"),
            [
                (
                    c["treatment"],
                    f"{c['date'][:4]} {plain(c['quote'])[:60]}",
                    f"{c['other_date'][:4]} {plain(c['other_quote'])[:60]}",
                )
                for c in figures.conflicts[:_MOST]
            ],
            width,
        )
    ]
    parts += [
        _table("Set aside", ("pages", "reason"), [(a["posts"], a["reason"]) for a in figures.aside[:_MOST]], width)
    ]
    parts += [_table("Could not be read", ("error",), [(plain(e["error"]),) for e in figures.errors[:_MOST]], width)]
    return "\n".join(part for part in parts if part)


def cards(figures: Figures, rows: Sequence[Row], width: int | None = None) -> str:
    """Return decision cards as a table."""
    told = [
        (
            c["card"],
            c["severity"],
            c["posts_open"],
            c["reach"] or "",
            figures.title(c["rule"]),
            plain(c["sentence"])[:110],
        )
        for c in rows
    ]
    return _table("Decide first", ("card", "severity", "posts", "views", "what is wrong", "sentence"), told, width)


def _totals(totals: Row) -> str:
    found = [f"{totals[name]:,} {name}" for name in ("critical", "high", "medium", "low", "info") if totals[name]]
    left = [
        f"{totals['duplicates']:,} duplicates counted once",
        f"{totals['aside']:,} pages set aside",
        f"{totals['errors']:,} unreadable",
    ]
    return (
        f"{counted(totals['posts'], 'post')}, {totals['words']:,} words; {listed(left)}\n"
        f"{counted(totals['findings'], 'finding')} ({listed(found) or 'none'}) in {counted(totals['posts_found'], 'post')}, "
        f"{counted(totals['cards'], 'decision')}; {counted(totals['conflicts'], 'conflict')} between posts\n"
    )


def _since(since: Since | None) -> str:
    if since is None:
        return ""
    other = "" if since.same_rules else " (rules, models or settings differ)"
    return f"Since {since.previous}: {since.new:,} new, {since.fixed:,} fixed, {since.remaining:,} remaining{other}\n"


def _years(figures: Figures, width: int | None) -> str:
    rates = [(row, 1000 * row["findings"] / max(row["words"], 1)) for row in figures.by_year]
    most = max([rate for _, rate in rates] + [0.1])
    rows = [(row["key"], _bar(rate, most), f"{rate:.1f}", row["posts"]) for row, rate in rates]
    return _table("By year: findings per 1,000 words", ("year", "", "rate", "posts"), rows, width)


def _bar(value: float, most: float) -> str:
    return "█" * max(1, round(_BAR * value / most)) if value else ""


def _table(title: str, names: Sequence[str], rows: Iterable[Sequence[object]], width: int | None) -> str:
    table = Table(*names, title=title, title_justify="left", title_style="bold", box=box.SIMPLE, pad_edge=False)
    for row in rows:
        table.add_row(
            *(
                escape(
                    UNSAFE.sub(
                        "\N{REPLACEMENT CHARACTER}", f"{cell:,}" if isinstance(cell, int) and cell > 9999 else str(cell)
                    )
                )
                for cell in row
            )
        )
    return rendered(table, width) if table.row_count else ""
