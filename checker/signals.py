"""What stands near a claim and bears on it: a source, a number with its base, a stated limit, a design.

The signals are data (rules/cues/signals.toml); rules name them under `requires`, `cleared_by`, `lowered_by`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import resources
from checker.errors import RuleError
from checker.rule import word_classes
from checker.surroundings import pattern_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.language import Language

    from checker.matching import PatternIndex
    from checker.parse import Article
    from checker.types import Sentence

_CITATION = re.compile(
    r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|\((?:[^()]{0,80}\b)?(?:19|20)\d\d[a-z]?\)|\bet al\b|\bdoi\b|\bPMID\b|\b(?:19|20)\d\d (?:study|trial|review|paper|analysis|survey)\b",
)
_DENOMINATOR = re.compile(r"\b\d[\d,.]*\s*(?:of|in|out of|/)\s*(?:every\s+)?\d[\d,.]*\b|\bn\s*=\s*\d+", re.IGNORECASE)


def _has_link(article: Article, sentence: Sentence) -> bool:
    return any(
        link.span.overlap(sentence.span) and link.href.startswith(("http", "doi", "#fn", "#ref"))
        for link in article.block(sentence).links
    )


_BUILTIN: dict[str, Callable[[Article, Sentence], bool]] = {
    "link": _has_link,
    "citation": lambda article, sentence: bool(_CITATION.search(sentence.text)),
    "denominator": lambda article, sentence: bool(_DENOMINATOR.search(sentence.text)),
}


@dataclass(frozen=True, slots=True)
class Signal:
    """A kind of support or context: how far from the claim it counts, and how it is recognised."""

    name: str
    about: str
    window: tuple[int, int]
    builtin: tuple[str, ...]


@dataclass(frozen=True)
class Signals:
    """All signals, compiled for one pipeline."""

    by_name: dict[str, Signal]
    index: PatternIndex

    def near(self, article: Article, sentence: Sentence, names: Iterable[str]) -> str:
        """Return the first of the named signals that stands near a sentence, or ""."""
        for name in names:
            signal = self.by_name[name]
            around = article.near(sentence, -signal.window[0], signal.window[1])
            if any(self._holds(article, other, name) for other in around if abs(other.block - sentence.block) <= 1):
                return name
        return ""

    def carries(self, article: Article, sentence: Sentence, name: str) -> bool:
        """Return whether a sentence itself carries a signal."""
        return self._holds(article, sentence, name)

    def _holds(self, article: Article, sentence: Sentence, name: str) -> bool:
        return name in article.remember(("signals", sentence.index), lambda: self._all(article, sentence))

    def _all(self, article: Article, sentence: Sentence) -> frozenset[str]:
        found = {str(match.pattern.key).partition(":")[0] for match in self.index.found(article.tokens(sentence))}
        for signal in self.by_name.values():
            if any(_BUILTIN[name](article, sentence) for name in signal.builtin):
                found.add(signal.name)
        return frozenset(found)


@lru_cache(maxsize=2)
def load(nlp: Language) -> Signals:
    """Return the signals of rules/cues/signals.toml for a pipeline."""
    table = resources.load_toml("rules/cues/signals.toml")
    by_name = {
        name: Signal(name, entry["about"], (entry["window"][0], entry["window"][1]), tuple(entry.get("builtin", ())))
        for name, entry in table.items()
    }
    patterns = {f"{name}:{n}": text for name, entry in table.items() for n, text in enumerate(entry["patterns"])}
    return Signals(by_name, pattern_index(nlp, patterns, word_classes()))


def check_names(names: Iterable[str], where: str) -> None:
    """Refuse names of signals that do not exist.

    Raises:
        RuleError: names the unknown signal and lists the known ones.
    """
    known = resources.load_toml("rules/cues/signals.toml")
    for name in names:
        if name not in known:
            raise RuleError(f"{where}: no signal {name!r}; known: {', '.join(sorted(known))}")
