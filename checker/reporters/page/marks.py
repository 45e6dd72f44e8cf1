"""Text with its findings marked, however they overlap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.reporters.page.tags import Html, joined, tag, text
from checker.reporters.parts.positions import locate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.reporters.page.numbering import End, Note
    from checker.types import Document, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """An end of a note as a span of a block's text."""

    span: Span
    note: Note
    end: End

    @property
    def silent(self) -> bool:
        """Return whether it is marked only while its note is being read."""
        return self.end.role == "evidence"


def by_block(document: Document, notes: Sequence[Note]) -> Mapping[int, list[Mark]]:
    """Return the marks of each block by the block's index; places that no block shows have none."""
    found: dict[int, list[Mark]] = {}
    for note in notes:
        for end in note.ends:
            located = locate(document, end.place)
            if located:
                found.setdefault(located.block, []).append(Mark(located.span, note, end))
    return found


def marked(content: str, marks: Sequence[Mark]) -> Html:
    """Return a block's text, cut where a mark begins or ends; numbers lead from each mark to its note."""
    cuts = sorted({0, len(content), *(m.span.start for m in marks), *(m.span.end for m in marks)})
    return joined(_segment(content[start:end], start, end, marks) for start, end in pairwise(cuts))


def _segment(content: str, start: int, end: int, marks: Sequence[Mark]) -> Html:
    covering = [m for m in marks if m.span.start <= start and end <= m.span.end]
    opening = [m.end.anchor for m in marks if m.span.start == start]
    closing = [m for m in marks if m.span.end == end and m.end.label]
    anchors = joined(tag("span", id=anchor) for anchor in opening[1:])
    first = opening[0] if opening else None
    return Html(anchors + _shown(content, covering, first) + joined(map(_reference, closing)))


def _shown(content: str, covering: Sequence[Mark], anchor: str | None) -> Html:
    if not covering:
        return text(content)
    loud = sorted((m for m in covering if not m.silent), key=lambda m: -m.note.finding.severity.rank)
    ids = " ".join(dict.fromkeys(m.note.id for m in [*loud, *covering]))
    if not loud:
        return tag("span", text(content), class_="evidence", id=anchor, data_notes=ids)
    return tag("mark", text(content), class_=f"s-{loud[0].note.finding.severity}", id=anchor, data_notes=ids)


def _reference(mark: Mark) -> Html:
    note = mark.note
    link = tag("a", text(mark.end.label), href=f"#{note.id}", aria_label=f"Note {mark.end.label}")
    return tag("sup", link, class_=f"ref s-{note.finding.severity}", data_notes=note.id)
