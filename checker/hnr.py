"""An overall reading of an article in the ten questions of HealthNewsReview, from the lines of its card.

The questions are those of its ten review criteria, in our words (healthnewsreview.org, criteria republished by
the Association of Health Care Journalists). Some cannot be answered from a text alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.types import MissingState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.rule import Rule
    from checker.types import Missing

QUESTIONS: Mapping[int, str] = {
    1: "Does it say what the treatment costs?",
    2: "Does it say how large the benefit is?",
    3: "Does it tell the harms, and how common they are?",
    4: "Does it show how good the evidence is?",
    5: "Does it describe the illness without overselling it?",
    6: "Does it use independent sources and state interests?",
    7: "Does it compare with alternatives?",
    8: "Does it say whether the treatment can be had?",
    9: "Does it show what is truly new?",
    10: "Does it rest on more than a news release?",
}
_WORST_FIRST = (MissingState.ABSENT, MissingState.UNCLEAR, MissingState.PRESENT)


class Answer(NamedTuple):
    """A question's number and words, and the worst state of the lines that bear on it."""

    number: int
    question: str
    state: MissingState


def reading(lines: Iterable[Missing], rules: Mapping[str, Rule]) -> tuple[Answer, ...]:
    """Return the questions that the card answers, in order; the others need a reader or do not arise."""
    states: dict[int, set[MissingState]] = {}
    for line in lines:
        number: int = getattr(rules.get(line.rule), "criterion", 0)
        if number:
            states.setdefault(number, set()).add(line.state)
    return tuple(
        Answer(number, question, next(state for state in _WORST_FIRST if state in states[number]))
        for number, question in QUESTIONS.items()
        if number in states
    )
