"""JSON as the output contract lays it down: its keys in its order, the same bytes for the same input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker.reporters.parts.contract import article, errors, summary, tool

if TYPE_CHECKING:
    from checker.types import Report


def report(report: Report) -> str:
    """Return a report as one JSON document."""
    content = {
        "schema": 1,
        "tool": tool(report.tool),
        "articles": [article(review) for review in report.reviews],
        "errors": errors(report),
        "summary": summary(report),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
