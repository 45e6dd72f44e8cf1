"""Findings per 1,000 words on pages of public health bodies, where most findings are false alarms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker import pipeline
from checker.errors import ConfigError
from checker.evaluate.figures import lower, share, shared
from checker.readers import read
from checker.types import Kind

if TYPE_CHECKING:
    from checker.evaluate.figures import Table
    from checker.pipeline import Engine

_PAGES = {"dev": 150, "test": 40}


def measure(part: str, engine: Engine) -> Table:
    """Return how often checker speaks up on a sample of trusted pages."""
    if part not in _PAGES:
        raise ConfigError(f"the trusted set has the parts {', '.join(_PAGES)}, not {part}")
    lines = shared("articles/trusted.jsonl").read_text(encoding="utf-8").splitlines()
    counted = [_counts(json.loads(line), engine) for line in lines[:: max(1, len(lines) // _PAGES[part])]]
    return {
        "findings per 1,000 words": lower(share(counted, lambda c: 1000 * c[1], lambda c: c[0])),
        "high or critical per 1,000 words": lower(share(counted, lambda c: 1000 * c[2], lambda c: c[0])),
        "hard contradictions per 10 pages": lower(share(counted, lambda c: 10 * c[3], lambda _: 1)),
    }


def _counts(page: dict[str, str], engine: Engine) -> tuple[int, int, int, int]:
    """Return words, overstatements, grave ones, and hard contradictions of a page."""
    found = pipeline.review(read(page["text"].encode(), page["id"], suffix=".txt"), engine).findings
    over = [finding for finding in found if finding.kind is Kind.OVERSTATEMENT]
    grave = sum(finding.severity.rank >= 3 for finding in over)
    return len(page["text"].split()), len(over), grave, sum(finding.strength == "hard" for finding in found)
