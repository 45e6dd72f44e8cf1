"""A finding as plain text, for annotations beside a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.parts.ordering import counters, repeats
from checker.reporters.parts.positions import line
from checker.reporters.parts.sections import sections
from checker.reporters.parts.wording import plain, quoted

if TYPE_CHECKING:
    from checker.reporters.parts.sections import Section
    from checker.types import Document, Finding, Related

_SHOWN = ("what", "why", "resolve", "rewrites", "fine")


def prose(document: Document, finding: Finding) -> str:
    """Return a finding's message, its other places and what an editor needs most, a line each."""
    told = {part.key: _section(part) for part in sections(document, finding)}
    others = [
        _places("Says otherwise", document, counters(finding)),
        _places("Also", document, repeats(finding)),
    ]
    return "\n".join(filter(None, [plain(finding.message), *others, *(told.get(key, "") for key in _SHOWN)]))


def _section(part: Section) -> str:
    stop = "" if part.key == "fine" else ":"
    return f"{part.label}{stop} {' | '.join(part.lines)}"


def _places(label: str, document: Document, related: tuple[Related, ...]) -> str:
    if not related:
        return ""
    return f"{label}: " + "; ".join(f"line {line(document, r.place)}, {quoted(r.place.quote)}" for r in related)
