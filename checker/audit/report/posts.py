"""Posts on the page: the worst first; and what was left out, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.audit.report.frame import heading
from checker.reporters.page.tags import NOTHING, Html, tag, text
from checker.reporters.parts.wording import counted, plain

if TYPE_CHECKING:
    from checker.audit.figures import Figures
    from checker.audit.tables import Row

_MOST_ERRORS = 40
_BAR = 120


def section(figures: Figures) -> Html:
    """Return the posts with the most and gravest findings."""
    if not figures.worst:
        return NOTHING
    most = max(row["findings"] for row in figures.worst)
    head = tag("tr", *(tag("th", text(name)) for name in ("Post", "Date", "Words", "Findings", "")))
    rows = [_row(row, most) for row in figures.worst]
    lead = "Weighed by severity and confidence. Press a title to see what was found."
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="worst")
    return tag("section", heading("worst", "Worst posts first", lead), tag("div", table, class_="scroll"))


def _row(row: Row, most: int) -> Html:
    name = tag("a", text(shown(row)), href="#explore", data_post=str(row["no"]))
    about = " · ".join(filter(None, [row["author"], f"{row['views']:,} views" if row["views"] else ""]))
    return tag(
        "tr",
        tag("td", name, tag("small", text(about)) if about else NOTHING),
        tag("td", text(row["date"] or "–")),
        tag("td", text(f"{row['words']:,}")),
        tag("td", _bar(row, most)),
        tag("td", text(str(row["findings"]))),
    )


def _bar(row: Row, most: int) -> Html:
    at, parts = 0.0, ""
    for level in ("critical", "high", "medium", "low"):
        width = _BAR * row[level] / most
        parts += f'<rect class="s-{level}" x="{at:.1f}" y="0" width="{width:.1f}" height="10"/>' if row[level] else ""
        at += width
    told = ", ".join(f"{row[level]} {level}" for level in ("critical", "high", "medium", "low") if row[level])
    return Html(
        f'<svg viewBox="0 0 {_BAR} 10" width="{_BAR}" height="10" role="img" aria-label="{told}"><title>{told}</title>{parts}</svg>'
    )


def shown(row: Row) -> str:
    """Return a post's title, or where it was read from."""
    return plain(row["title"] or "").strip() or row["uri"].rpartition("/")[2]


def left_out(figures: Figures) -> Html:
    """Return what was set aside, counted once or unreadable."""
    parts = [
        _list(
            "Set aside",
            [
                f"{counted(row['posts'], 'page')}: {row['reason']} (such as {_short(row['example'])})"
                for row in figures.aside
            ],
        ),
        _list(
            "The same, or nearly, as an earlier post: counted once",
            [
                f"{_short(row['uri'])}: {counted(row['copies'], 'copy').replace('copys', 'copies')}, such as {_short(row['example'])}"
                for row in figures.duplicates
            ],
        ),
        _list("Could not be read", [row["error"] for row in figures.errors[:_MOST_ERRORS]]),
    ]
    more = len(figures.errors) - _MOST_ERRORS
    rest = tag("p", text(f"and {more:,} more in the table errors"), class_="soft") if more > 0 else NOTHING
    shown_parts = [part for part in parts if part]
    if not shown_parts:
        return NOTHING
    return tag("section", heading("left-out", "Set aside, repeated, unreadable"), *shown_parts, rest, class_="left-out")


def _short(uri: str) -> str:
    return uri if len(uri) <= 90 else "…" + uri[-88:]


def _list(title: str, lines: list[str]) -> Html:
    if not lines:
        return NOTHING
    items = [tag("li", text(plain(line))) for line in lines]
    return tag("details", tag("summary", text(f"{title} ({len(lines)})")), tag("ul", *items))
