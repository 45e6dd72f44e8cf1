"""The conflict map on the page: posts that say opposite things of one treatment, as a picture and a list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker.audit.report.frame import heading
from checker.reporters.page.tags import NOTHING, Html, joined, tag, text
from checker.reporters.parts.wording import counted, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.audit.figures import Figures
    from checker.audit.tables import Row

_MOST_LISTED = 40
_MOST_DRAWN = 24
_LINE, _LEFT, _RIGHT = 22, 300, 910
_LONGEST = 300


def section(figures: Figures) -> Html:
    """Return picture and list, newest first."""
    rows = figures.conflicts
    if not rows:
        return NOTHING
    lead = (
        "Posts that cannot both be followed, newest first. Each line of the picture is one treatment and one question; "
        "a dot is a post, a line joins two that disagree."
    )
    items = [_item(row) for row in rows]
    shown, more = items[:_MOST_LISTED], items[_MOST_LISTED:]
    rest = (
        tag("details", tag("summary", text(f"{len(more):,} older ones")), tag("ol", *more, class_="clashes"))
        if more
        else NOTHING
    )
    return tag(
        "section",
        heading("conflicts", "Where posts contradict each other", lead),
        tag("figure", tag("div", _picture(rows), class_="scroll"), class_="wide"),
        tag("ol", *shown, class_="clashes"),
        rest,
    )


def _item(row: Row) -> Html:
    facts = [f"{row['treatment']}: {row['title']}", "cannot both hold" if row["strength"] == "hard" else "pull apart"]
    facts += [row["population"].replace("|", ", ")] if row["population"] else []
    others = json.loads(row["others"])
    also = tag("p", text("And against "), *_also(others), class_="soft") if others else NOTHING
    return tag(
        "li",
        tag("p", text(" · ".join(facts)), class_="kicker"),
        tag("div", _end(row, ""), _end(row, "other_"), class_="ends"),
        also,
        tag("p", text(plain(row["resolve"])), class_="soft"),
        class_=f"clash s-{row['severity']}",
        id=f"conflict-{row['conflict']}",
    )


def _also(others: Sequence[Row]) -> list[Html]:
    return [
        joined(
            (
                tag(
                    "a",
                    text(f"{_when(o['date'])} {plain(o['title'] or o['uri'])}"),
                    href="#explore",
                    data_post=str(o["no"]),
                    title=plain(o["quote"]),
                )
                for o in others
            ),
            " · ",
        )
    ]


def _end(row: Row, prefix: str) -> Html:
    title = plain(row[f"{prefix}post"] or row[f"{prefix}uri"])
    post = tag("a", text(title), href="#explore", data_post=str(row[f"{prefix}no"]))
    says = tag("span", text(f" says {plain(row[f'{prefix}says'])}"))
    sentence = plain(row[f"{prefix}sentence"])
    if len(sentence) > _LONGEST:
        sentence = sentence[:_LONGEST].rpartition(" ")[0] + " …"
    return tag(
        "div",
        tag("p", tag("b", text(_when(row[f"{prefix}date"]))), text(" "), post, says),
        tag("blockquote", text(sentence)),
    )


def _when(date: str) -> str:
    return date[:4] or "undated"


def _picture(rows: Sequence[Row]) -> Html:
    """Return a line for each treatment and axis, years from left to right, poles above and below the line."""
    lines: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        lines.setdefault((row["treatment"], row["title"]), []).append(row)
    chosen = sorted(lines.items(), key=lambda item: (-max(r["rank"] for r in item[1]), -len(item[1]), item[0]))[
        :_MOST_DRAWN
    ]
    dates = [date for _, held in chosen for row in held for date in _dates(row) if date]
    if not dates:
        return NOTHING
    first, last = int(min(dates)[:4]), int(max(dates)[:4]) + 1
    parts = [_year(year, first, last, len(chosen)) for year in range(first, last + 1, max(1, (last - first) // 12))]
    parts += [_drawn(at, key, held, (first, last)) for at, (key, held) in enumerate(chosen)]
    height = len(chosen) * _LINE + 34
    return Html(
        f'<svg class="map" viewBox="0 0 960 {height}" role="img" aria-label="Posts that disagree, by treatment and year">{joined(parts)}</svg>'
    )


def _dates(row: Row) -> list[str]:
    return [row["date"], row["other_date"], *(other["date"] or "" for other in json.loads(row["others"]))]


def _year(year: int, first: int, last: int, lines: int) -> Html:
    x = _x(str(year), first, last)
    return Html(
        f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="20" y2="{lines * _LINE + 24}"/><text class="year" x="{x:.1f}" y="12">{year}</text>'
    )


def _x(date: str, first: int, last: int) -> float:
    if not date:
        return _RIGHT + 12
    year = int(date[:4]) + (int(date[5:7]) - 1) / 12 if date[5:7] else int(date[:4]) + 0.5
    return _LEFT + (_RIGHT - _LEFT) * (year - first) / max(last - first, 1)


def _drawn(at: int, key: tuple[str, str], rows: Sequence[Row], years: tuple[int, int]) -> Html:
    y = at * _LINE + 34
    name = f"{key[0]} · {key[1]}"
    label = name if len(name) <= 46 else name[:44] + "…"
    parts = [
        Html(
            f'<text x="0" y="{y + 4}"><title>{text(name)}</title>{text(label)}</text><line class="grid" x1="{_LEFT}" x2="{_RIGHT}" y1="{y}" y2="{y}"/>'
        )
    ]
    for row in rows:
        ends = [
            (row["other_date"], row["other_post"]),
            *((o["date"] or "", o["title"]) for o in json.loads(row["others"])),
        ]
        x1 = _x(row["date"], *years)
        for date, _ in ends:
            parts.append(
                Html(
                    f'<line class="s-{row["severity"]}" x1="{x1:.1f}" y1="{y - 4}" x2="{_x(date, *years):.1f}" y2="{y + 4}"/>'
                )
            )
        title = f"{row['date'] or 'undated'} “{plain(row['quote'])}” against {counted(row['against'], 'post')}"
        parts.append(
            Html(
                f'<a href="#conflict-{row["conflict"]}"><circle class="s-{row["severity"]}" cx="{x1:.1f}" cy="{y - 4}" r="4"><title>{text(title)}</title></circle></a>'
            )
        )
        for date, post in ends:
            told = tag("title", text(f"{date or 'undated'} {plain(post or '')}"))
            at_x = f'cx="{_x(date, *years):.1f}" cy="{y + 4}" r="3.5"'
            parts.append(Html(f'<circle class="s-{row["severity"]} other" {at_x}>{told}</circle>'))
    return joined(parts)
