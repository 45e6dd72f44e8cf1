"""What changed since an earlier audit, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.page.tags import NOTHING, Html, tag, text
from checker.reporters.parts.wording import plain

if TYPE_CHECKING:
    from checker.audit.since import Since

_MOST = 200


def banner(since: Since | None) -> Html:
    """Return new, fixed and remaining findings; nothing where nothing is compared."""
    if since is None:
        return NOTHING
    counts = [("new", since.new), ("fixed", since.fixed), ("remaining", since.remaining)]
    cells = [tag("div", tag("b", text(f"{number:,}")), text(f" {name}"), class_=name) for name, number in counts]
    rows = [
        tag("li", text(f"{row['severity']} · {row['rule']} · {plain(row['quote'])} — {row['uri']}"))
        for row in since.fixed_rows[:_MOST]
    ]
    fixed = tag("details", tag("summary", text("What was fixed")), tag("ul", *rows)) if rows else NOTHING
    show = tag("button", text("Show what is new"), type="button", data_fresh="1") if since.new else NOTHING
    other = (
        ""
        if since.same_rules
        else " Rules, models or settings differ between the two: part of this is the checker's doing."
    )
    note = tag("p", text(f"Since {since.previous}.{other} "), show, class_="soft")
    return tag("section", tag("div", *cells, class_="since"), note, fixed, id="since")
