"""The overview: findings by severity, rule, year, author, tag, and what posts leave out; drawn as inline SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.audit.report.frame import SEVERITIES, heading
from checker.reporters.page.tags import NOTHING, Html, joined, tag, text
from checker.reporters.parts.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.audit.figures import Figures
    from checker.audit.tables import Row

_MOST_ROWS = 14
_WIDTH = 320


def section(figures: Figures) -> Html:
    """Return the overview."""
    return tag(
        "section",
        heading("overview", "Overview", "Press a bar or a square to see its findings."),
        tag(
            "div",
            _figure("By severity", _severities(figures.totals)),
            _figure("By year: findings per 1,000 words", _trend(figures.by_year)),
            _figure("By rule", _bars(figures.by_rule[:_MOST_ROWS], "rule", figures.rules)),
            _figure("Missing information: share of posts that claim an effect", _missing(figures.missing)),
            _figure("By author", _bars(figures.by_author[:_MOST_ROWS], "author", {})),
            _figure("By tag", _bars(figures.by_tag[:_MOST_ROWS], "tag", {})),
            class_="charts",
        ),
        _figure("Rule by year: findings per 10 posts of the year", _heat(figures), wide=True),
        class_="overview",
    )


def _figure(title: str, drawn: Html, *, wide: bool = False) -> Html:
    if not drawn:
        return NOTHING
    return tag("figure", tag("figcaption", text(title)), drawn, class_="wide" if wide else None)


def _severities(totals: Row) -> Html:
    most = max([totals[name] for name in SEVERITIES] + [1])
    rows = [
        _bar(name.capitalize(), totals[name], most, f'data-severity="{name}"', [(name, totals[name])])
        for name in SEVERITIES
        if totals[name]
    ]
    return tag("div", *rows, class_="bars")


def _bars(rows: Sequence[Row], key: str, rules: Mapping[str, Row]) -> Html:
    most = max([row["findings"] for row in rows] + [1])
    drawn = []
    for row in rows:
        value = str(row["key"])
        name = rules[value]["name"] if value in rules else value
        mix = [(level, row[level]) for level in ("critical", "high", "medium", "low")]
        drawn.append(_bar(name, row["findings"], most, f'data-{key}="{text(value)}"', mix, posts=row["posts"]))
    return tag("div", *drawn, class_="bars") if drawn else NOTHING


def _bar(
    name: str, count: int, most: int, attribute: str, mix: Sequence[tuple[str, int]], *, posts: int | None = None
) -> Html:
    at, stretches = 0.0, []
    for level, number in mix:
        width = _WIDTH * number / most
        if number:
            stretches.append(
                Html(f'<rect class="s-{level}" x="{at:.1f}" y="0" width="{max(width, 1):.1f}" height="10"/>')
            )
        at += width
    remark = f"{counted(count, 'finding')}" + (f" in {counted(posts, 'post')}" if posts is not None else "")
    svg = Html(
        f'<svg viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">{joined(stretches)}</svg>'
    )
    label = tag("span", text(name), class_="name")
    return Html(
        f'<button type="button" class="bar" {attribute} title="{text(remark)}">{label}{svg}<b>{count:,}</b></button>'
    )


def _trend(years: Sequence[Row]) -> Html:
    """Return columns of findings per 1,000 words by year, the grave ones dark; the number of posts below."""
    if not years:
        return NOTHING
    by_year = {row["key"]: row for row in years}
    shown = range(max(min(by_year), max(by_year) - 24), max(by_year) + 1)
    rates = {year: _rates(by_year.get(year)) for year in shown}
    top = max([rate for rate, _ in rates.values()] + [0.1])
    width, height = 360 / len(shown), 120
    parts: list[Html] = []
    for at, year in enumerate(shown):
        rate, grave = rates[year]
        row = by_year.get(year)
        if row:
            title = f"{year}: {rate:.1f} findings per 1,000 words, {grave:.1f} of them high or critical; {counted(row['posts'], 'post')}"
            inner = [
                _column(at * width, width, rate / top * height, height, "s-medium"),
                _column(at * width, width, grave / top * height, height, "s-critical"),
            ]
            parts.append(
                Html(
                    f'<g class="column" data-year="{year}" tabindex="0" role="button"><title>{title}</title><rect class="hit" x="{at * width:.1f}" y="0" width="{width:.1f}" height="{height}"/>{joined(inner)}</g>'
                )
            )
        if len(shown) <= 12 or at % 2 == (len(shown) - 1) % 2:
            parts.append(Html(f'<text x="{(at + 0.5) * width:.1f}" y="{height + 16}">{str(year)[2:]}</text>'))
    scale = Html(
        f'<text class="scale" x="0" y="-4">{top:.1f}</text><line x1="0" x2="360" y1="0" y2="0"/><line x1="0" x2="360" y1="{height}" y2="{height}"/>'
    )
    key = tag(
        "p",
        tag("i", class_="s-critical"),
        text(" high and critical "),
        tag("i", class_="s-medium"),
        text(" all"),
        class_="key",
    )
    view = f'class="trend" viewBox="0 -16 360 {height + 38}" role="img" aria-label="Findings per 1,000 words by year"'
    return joined([Html(f"<svg {view}>{scale}{joined(parts)}</svg>"), key])


def _column(x: float, width: float, high: float, height: float, class_: str) -> Html:
    return Html(
        f'<rect class="{class_}" x="{x + width * 0.14:.1f}" y="{height - high:.1f}" width="{width * 0.72:.1f}" height="{high:.1f}"/>'
    )


def _rates(row: Row | None) -> tuple[float, float]:
    words = max(row["words"], 1) if row else 1
    return (1000 * row["findings"] / words, 1000 * row["grave"] / words) if row else (0.0, 0.0)


def _missing(rows: Sequence[Row]) -> Html:
    drawn = []
    for row in rows[:_MOST_ROWS]:
        absent, unclear = row["absent"] / row["posts"], row["unclear"] / row["posts"]
        parts = [
            Html(f'<rect class="absent" x="0" y="0" width="{_WIDTH * absent:.1f}" height="10"/>'),
            Html(f'<rect class="unclear" x="{_WIDTH * absent:.1f}" y="0" width="{_WIDTH * unclear:.1f}" height="10"/>'),
        ]
        svg = Html(
            f'<svg viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">{joined(parts)}</svg>'
        )
        title = f"absent in {row['absent']:,}, unclear in {row['unclear']:,} of {row['posts']:,} posts"
        name = tag("span", text(row["title"] or row["key"]), class_="name")
        drawn.append(tag("div", name, svg, tag("b", text(f"{100 * absent:.0f}%")), class_="bar", title=title))
    key = tag(
        "p", tag("i", class_="absent"), text(" absent "), tag("i", class_="unclear"), text(" unclear"), class_="key"
    )
    return Html(tag("div", *drawn, class_="bars") + key) if drawn else NOTHING


def _heat(figures: Figures) -> Html:
    posts = {row["key"]: row["posts"] for row in figures.by_year}
    years = sorted(posts)[-18:]
    rules = [row["key"] for row in figures.by_rule[:24]]
    held = {(row["rule"], row["year"]): row["findings"] for row in figures.heat}
    if len(years) < 2 or not rules:
        return NOTHING
    rates = {(rule, year): 10 * held.get((rule, year), 0) / max(posts[year], 1) for rule in rules for year in years}
    most = sorted(rates.values())[int(0.98 * (len(rates) - 1))] or 1.0
    head = tag("tr", tag("th", text("")), *(tag("th", text(str(year)[2:]), title=str(year)) for year in years))
    body = []
    for rule in rules:
        name = figures.name(rule)
        cells = [_cell(rule, year, rates[rule, year], held.get((rule, year), 0), most) for year in years]
        body.append(tag("tr", tag("th", text(name), scope="row"), *cells))
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body), class_="heat"), class_="scroll")


def _cell(rule: str, year: int, rate: float, count: int, most: float) -> Html:
    if not count:
        return tag("td", text(""))
    step = min(9, max(1, round(9 * min(rate / most, 1) ** 0.6)))
    label = f"{rate:.0f}" if rate >= 1 else "·"
    title = f"{year}: {counted(count, 'finding')}, {rate:.1f} per 10 posts"
    return tag(
        "td",
        tag("button", text(label), type="button", data_rule=rule, data_year=str(year), title=title),
        class_=f"h{step}",
    )
