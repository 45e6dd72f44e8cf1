"""The report of an audit as one self-contained page: look first, then read, then decide.

Everything is counted before the page is made; the findings themselves travel inside it as compressed columns, which
the page's own script unpacks, filters and shows a page at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.audit.report import charts, conflicts, deck, explorer, frame, posts
from checker.audit.report.since import banner
from checker.reporters.page.tags import joined, tag, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.audit.figures import Figures
    from checker.audit.since import Since


def page(figures: Figures, con: Any, record: Mapping[str, Any], since: Since | None = None) -> str:
    """Return the report as HTML."""
    parts = [
        frame.masthead(figures),
        banner(since),
        deck.section(figures),
        charts.section(figures),
        posts.section(figures),
        conflicts.section(figures),
        explorer.section(figures),
        posts.left_out(figures),
        tag("footer", text(frame.colophon(record))),
    ]
    return frame.whole(figures, joined(parts, "\n"), explorer.packed(con, since))
