"""How often each rule was right when it was measured (`rules/measured.toml`), and the confidence that follows.

The file is written by `checker evaluate precision --record`; a rule without an entry keeps its own confidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import resources
from checker.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "rules/measured.toml"


@dataclass(frozen=True, slots=True)
class Measured:
    """Right findings and all that count, on texts a rule was not written on (`fresh`) and on those it was (`seen`).

    `sentences` are single labelled sentences, half of them traps, so a lower share is right there than in articles.
    `confidence` is the chance that a flat assertion it flags is right; 0 where none is worked out.
    """

    confidence: float
    fresh: tuple[int, int]
    seen: tuple[int, int]
    sentences: tuple[int, int] = (0, 0)

    def in_words(self) -> str:
        """Return "Measured precision 0.91 on 120 cases", and how it did on fresh text alone."""
        right, cases = (sum(pair) for pair in zip(self.fresh, self.seen, strict=True))
        if not cases:
            return "Precision not measured yet: it found nothing in the annotated texts."
        fresh = (
            f"{self.fresh[0] / self.fresh[1]:.2f} on the {self.fresh[1]} of texts it was not written on"
            if self.fresh[1]
            else "all of them in texts it was written on"
        )
        traps = f" On labelled sentences, half of them traps: {self.sentences[0]} of {self.sentences[1]} right."
        return f"Measured precision {right / cases:.2f} on {cases} cases; {fresh}.{traps if self.sentences[1] else ''}"


@lru_cache(maxsize=1)
def load() -> dict[str, Measured]:
    """Return the measurements by rule id, empty where none were recorded.

    Raises:
        RuleError: the file is damaged; says how to write it again.
    """
    if not resources.path(FILE).exists():
        return {}
    try:
        return {id_: _entry(**row) for id_, row in resources.load_toml(FILE).items()}
    except (TypeError, ValueError) as error:
        raise RuleError(f"{FILE}: {error}; write it again with `checker evaluate precision --record`") from error


def _entry(
    *, fresh: list[int], seen: list[int], sentences: Sequence[int] = (0, 0), confidence: float = 0.0
) -> Measured:
    return Measured(float(confidence), _pair(fresh), _pair(seen), _pair(sentences))


def _pair(counts: Sequence[int]) -> tuple[int, int]:
    right, cases = counts
    return int(right), int(cases)


def confidence(rule: str, own: float) -> float:
    """Return the measured confidence of a rule, or what its file says where it was not measured."""
    found = load().get(rule)
    return found.confidence if found and found.confidence else own
