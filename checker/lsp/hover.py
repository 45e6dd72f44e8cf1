"""The explanation of a finding, as Markdown or plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.parts import wording
from checker.reporters.parts.markdown_text import escaped
from checker.reporters.parts.ordering import counters
from checker.reporters.parts.positions import line
from checker.reporters.parts.sections import Section, sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from checker.rule import Rule
    from checker.types import Document, Finding, Review


def at(review: Review, offset: int) -> list[Finding]:
    """Return the findings whose words stand at an offset, gravest first."""
    found = [f for f in review.findings if f.place.span.start <= offset <= f.place.span.end]
    return sorted(found, key=lambda f: (-f.severity.rank, f.place.span, f.rule))


def explanation(document: Document, finding: Finding, rules: Mapping[str, Rule], *, markdown: bool) -> str:
    """Return what an editor is told about a finding."""
    safe: Callable[[str], str] = escaped if markdown else wording.plain
    rule = rules.get(finding.rule)
    title = rule.title if rule else finding.rule
    head = f"**{safe(title)}**" if markdown else safe(title)
    strength = wording.strength(finding)
    facts = " · ".join(filter(None, [finding.severity.value, strength, finding.rule]))
    parts = [f"{head}\n\n{safe(facts)}", *_counters(document, finding, safe)]
    parts += [_section(section, safe, markdown=markdown) for section in sections(document, finding)]
    return "\n\n".join(parts)


def _counters(document: Document, finding: Finding, safe: Callable[[str], str]) -> Iterator[str]:
    for related in counters(finding):
        yield f"Line {line(document, related.place)} {safe(related.message)}: {safe(wording.quoted(related.place.quote))}"


def _section(section: Section, safe: Callable[[str], str], *, markdown: bool) -> str:
    label = f"**{section.label}**" if markdown else section.label.upper()
    lines = [safe(text) for text in section.lines]
    if len(lines) == 1:
        return f"{label}: {lines[0]}"
    return "\n".join([f"{label}:", "", *(f"- {text}" for text in lines)])
