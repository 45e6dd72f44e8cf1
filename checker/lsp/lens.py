"""What stands above the title: the counts, and what the article leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.parts.ordering import tally
from checker.reporters.parts.wording import tally_words
from checker.types import BlockKind, MissingState, Span

if TYPE_CHECKING:
    from checker.types import Review

_SHOWN = 3


def title_span(review: Review) -> Span:
    """Return where the title stands in the source, or the text's beginning."""
    for block in review.document.blocks:
        if block.kind is BlockKind.TITLE and block.runs:
            return Span(block.runs[0].source.start, block.runs[-1].source.end)
    return Span(0, 0)


def titles(review: Review) -> list[str]:
    """Return the lines of text for the lenses."""
    counts = tally_words(tally(review.findings)) or "nothing found"
    accepted = f", {len(review.suppressed)} accepted" if review.suppressed else ""
    absent = [line for line in review.missing if line.state is MissingState.ABSENT]
    shown = [f"checker: {counts}{accepted}"]
    if review.missing:
        names = ", ".join(line.rule.removeprefix("missing-").replace("-", " ") for line in absent[:_SHOWN])
        more = f" and {len(absent) - _SHOWN} more" if len(absent) > _SHOWN else ""
        shown.append(f"Does not say: {names}{more}" if absent else "Says what readers need")
    return shown
