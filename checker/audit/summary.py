"""The audit in Markdown, for an issue or an e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.parts.markdown_text import escaped
from checker.reporters.parts.wording import counted, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.audit.figures import Figures
    from checker.audit.since import Since

_MOST = 12


def markdown(figures: Figures, since: Since | None = None) -> str:
    """Return totals, changes, cards, worst posts, rules, what is left out, conflicts and errors."""
    return "\n".join(_lines(figures, since)) + "\n"


def _lines(figures: Figures, since: Since | None) -> Iterator[str]:
    totals = figures.totals
    yield "# Audit"
    yield ""
    yield f"{counted(totals['posts'], 'post')}, {totals['words']:,} words; {totals['duplicates']:,} duplicates counted once, {totals['aside']:,} pages set aside, {totals['errors']:,} unreadable."
    yield f"{counted(totals['findings'], 'finding')} in {counted(totals['posts_found'], 'post')}, as {counted(totals['cards'], 'decision')}."
    if since:
        yield ""
        yield f"Since {since.previous}: {since.new:,} new, {since.fixed:,} fixed, {since.remaining:,} remaining."
    yield from _table(
        "Findings by rule",
        ("rule", "findings", "critical", "high", "posts"),
        [(r["key"], r["findings"], r["critical"], r["high"], r["posts"]) for r in figures.by_rule[:_MOST]],
    )
    yield from _table(
        "Decide first",
        ("card", "severity", "posts", "sentence"),
        [(c["card"], c["severity"], c["posts_open"], plain(c["sentence"])[:160]) for c in figures.cards[:_MOST]],
    )
    yield from _table(
        "Worst posts",
        ("post", "date", "findings", "critical", "high"),
        [
            (plain(p["title"] or p["uri"]), p["date"] or "", p["findings"], p["critical"], p["high"])
            for p in figures.worst[:_MOST]
        ],
    )
    yield from _table(
        "Left out",
        ("what", "absent", "of posts"),
        [
            (m["title"] or m["key"], f"{100 * m['absent'] / m['posts']:.0f}%", m["posts"])
            for m in figures.missing[:_MOST]
        ],
    )
    yield from _table(
        "Posts that contradict each other",
        ("treatment", "question", "one", "other"),
        [
            (
                c["treatment"],
                c["title"],
                f"{c['date'][:4]} {plain(c['quote'])[:80]}",
                f"{c['other_date'][:4]} {plain(c['other_quote'])[:80]}",
            )
            for c in figures.conflicts[:_MOST]
        ],
    )
    yield from _table("Could not be read", ("error",), [(plain(e["error"]),) for e in figures.errors[:_MOST]])


def _table(title: str, names: tuple[str, ...], rows: list[tuple[object, ...]]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"## {title}"
    yield ""
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    yield from (f"| {' | '.join(escaped(str(cell)).replace('|', '&#124;') for cell in row)} |" for row in rows)
