"""The page around the sections: head, masthead, the ways down."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from checker.reporters.page.frame import document
from checker.reporters.page.tags import Html, joined, tag, text
from checker.reporters.parts.wording import counted, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.audit.figures import Figures

SECTIONS = (
    ("decide", "Decide"),
    ("overview", "Overview"),
    ("worst", "Posts"),
    ("conflicts", "Conflicts"),
    ("explore", "All findings"),
    ("left-out", "Set aside"),
)
SEVERITIES = ("critical", "high", "medium", "low", "info")


def whole(figures: Figures, body: Html, data: str) -> str:
    """Return the page, with the packed findings that its script unpacks."""
    packed = Html(f'<script type="application/octet-stream" id="data">{data}</script>')
    title = f"Audit of {counted(figures.totals['posts'], 'post')}"
    return document(title, joined([body, packed], "\n"), style=_asset("report.css"), script=_asset("report.js"))


def masthead(figures: Figures) -> Html:
    """Return what the archive is and what was found, in figures that a glance takes in."""
    totals = figures.totals
    years = f"{totals['first'][:4]}–{totals['last'][:4]}" if totals["first"] else ""
    span = f", {years}" if years and years[:4] != years[5:] else ""
    found = [f"{totals[name]:,} {name}" for name in SEVERITIES if totals[name]]
    notes = [
        f"{counted(totals['duplicates'], 'duplicate')} counted once" if totals["duplicates"] else "",
        f"{totals['aside']:,} pages set aside" if totals["aside"] else "",
        f"{totals['errors']:,} could not be read" if totals["errors"] else "",
        f"{counted(totals['accepted'], 'wording')} accepted" if totals["accepted"] else "",
    ]
    lead = f"{counted(totals['posts'], 'post')} reviewed, {totals['words']:,} words{span}. "
    told = (
        f"{counted(totals['findings'], 'finding')}: {listed(found)}, in {counted(totals['posts_found'], 'post')}."
        if totals["findings"]
        else "Nothing found that a careful editor would raise."
    )
    remark = listed([note for note in notes if note])
    return tag(
        "header",
        tag("p", text("An audit by checker"), class_="by"),
        tag("h1", text(lead), tag("span", text(told))),
        tag("p", text(f"{remark}." if remark else ""), class_="soft"),
        tag("nav", *(tag("a", text(name), href=f"#{id_}") for id_, name in SECTIONS), aria_label="Sections"),
        class_="masthead",
    )


def heading(id_: str, title: str, lead: str = "") -> Html:
    """Return the heading of a section and the sentence that says what to do with it."""
    return Html(tag("h2", text(title), id=id_) + (tag("p", text(lead), class_="lead") if lead else ""))


def colophon(record: Mapping[str, Any]) -> str:
    """Return what made the report."""
    tool = record["tool"]
    return (
        f"checker {tool['version']} · rules {tool['rules'][:12]} · settings {tool['config'][:12]} · "
        f"input {record['input'][:12]} · `checker audit verify` proves every quote"
    )


def _asset(name: str) -> str:
    return files("checker.audit.report").joinpath(name).read_text(encoding="utf-8")
