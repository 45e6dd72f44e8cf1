"""One page that holds everything: the article with its findings marked, notes beside it, no network asked.

It is read without scripts too: numbers in the text lead to notes, notes lead back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.page.frame import contents, filters, masthead, whole
from checker.reporters.page.sheet import errors, sheet
from checker.reporters.page.tags import joined, tag, text

if TYPE_CHECKING:
    from checker.types import Report


def report(report: Report) -> str:
    """Return a report as a self-contained HTML page."""
    tool = report.tool
    sheets = [sheet(report, review, number) for number, review in enumerate(report.reviews, 1)]
    colophon = f"checker {tool.version} · rules {tool.rules[:12]} · settings {tool.config[:12]}"
    parts = [
        masthead(report),
        filters(report),
        contents(report),
        tag("main", joined(sheets, "\n")),
        errors(report),
        tag("footer", text(colophon)),
    ]
    return whole(report, joined(parts, "\n"))
