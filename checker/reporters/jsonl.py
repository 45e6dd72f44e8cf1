"""JSON Lines: an article a line as in the output contract, then a line with errors, summary and tool."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker.reporters.parts.contract import article, errors, summary, tool

if TYPE_CHECKING:
    from checker.types import Report


def report(report: Report) -> str:
    """Return a report as lines of JSON; the last has no `uri`."""
    closing = {"schema": 1, "tool": tool(report.tool), "errors": errors(report), "summary": summary(report)}
    rows = [*map(article, report.reviews), closing]
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
