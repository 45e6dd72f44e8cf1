"""What is called what on the page: notes are numbered as a reader meets them, their ends lettered."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.reporters.parts.ordering import counters, in_reading_order, repeats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.types import Finding, Place


@dataclass(frozen=True, slots=True)
class End:
    """One place in the text that a note speaks of.

    `role` is "here" for the finding itself, "against" for what contradicts it, "also" for a repeat,
    "evidence" for a sentence that bears on it (which has no label in the text).
    """

    anchor: str
    label: str
    role: str
    place: Place
    message: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number and the anchors of its places."""

    id: str
    number: int
    finding: Finding
    ends: tuple[End, ...]

    def having(self, role: str) -> tuple[End, ...]:
        """Return the ends of a role."""
        return tuple(end for end in self.ends if end.role == role)


def notes(article: str, findings: Sequence[Finding]) -> tuple[Note, ...]:
    """Return the notes of an article's findings in reading order; `article` is the prefix of their ids."""
    numbered = enumerate(in_reading_order(findings), 1)
    return tuple(Note(f"{article}n{n}", n, finding, _ends(f"{article}n{n}", n, finding)) for n, finding in numbered)


def _ends(note: str, number: int, finding: Finding) -> tuple[End, ...]:
    return tuple(
        End(f"{note}e{index}", label, role, place, message)
        for index, (label, role, place, message) in enumerate(_roles(number, finding))
    )


def _roles(number: int, finding: Finding) -> Iterator[tuple[str, str, Place, str]]:
    against = counters(finding)
    yield f"{number}{_letter(0) if against else ''}", "here", finding.place, ""
    for index, related in enumerate(against, 1):
        yield f"{number}{_letter(index)}", "against", related.place, related.message
    for related in repeats(finding):
        yield str(number), "also", related.place, related.message
    told = {finding.place, *(related.place for related in finding.related)}
    for evidence in finding.explanation.evidence:
        if not evidence.source and evidence.place not in told:
            yield "", "evidence", evidence.place, evidence.note


def _letter(index: int) -> str:
    letters = string.ascii_lowercase
    return letters[index] if index < len(letters) else f".{index + 1}"
