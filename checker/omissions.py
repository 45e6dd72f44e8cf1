"""What an article that claims a treatment effect leaves out: the card at the end of a report.

Each omission is data (rules/missing/*.toml): patterns that show the thing is there, and patterns that
leave it unclear. The ten questions of HealthNewsReview are answered from the same card.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checker import resources, signals
from checker.matching import Pattern, PatternIndex, words_of
from checker.rule import Rule, check_keys, common_fields, strings, word_classes
from checker.types import Kind, Missing, MissingState, Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from spacy.language import Language

    from checker.parse import Article
    from checker.types import Finding, Sentence

_REQUIRED = (
    "title",
    "name",
    "severity",
    "summary",
    "why",
    "fine_if",
    "standards",
    "question",
    "absent",
    "found",
)
_OPTIONAL = ("present", "present_signals", "unclear", "only_if", "metadata", "words", "flag", "keep")
_MAX_PLACES = 3
_EFFECT_RULES = frozenset(
    ["safety-absolute", "efficacy-guarantee", "cure-claim", "efficacy-unqualified", "presupposed-benefit", "proof-claim", "hype-breakthrough", "hype-promise", "causal-leap", "extrapolation", "single-study", "anecdote-evidence", "panacea", "speed-permanence", "unfair-comparison", "treatment-replacement", "mechanism-as-proof", "natural-fallacy", "relative-risk-only"]
)


@dataclass(frozen=True, slots=True)
class Omission(Rule):
    """Something that readers need and that an article may leave out."""

    question: str
    """The question a reader would ask, after the HealthNewsReview criteria."""
    absent: str
    found: str
    present: tuple[str, ...] = ()
    present_signals: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    """The omission counts only where one of these patterns stands in the article."""
    metadata: tuple[str, ...] = ()
    """Metadata keys that answer the question, such as author or date."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_omissions(folder: Path) -> dict[str, Omission]:
    """Return the omission rules of a folder by id.

    Raises:
        RuleError: a file is wrong; names file, line and what was expected.
    """
    return {rule.id: rule for rule in map(_load, sorted(folder.glob("*.toml")))}


def _load(file: Path) -> Omission:
    table = resources.read_toml(file)
    check_keys(file, table, (*_REQUIRED, *_OPTIONAL), _REQUIRED)
    names = ("present", "present_signals", "unclear", "only_if", "metadata", "flag", "keep")
    lists: dict[str, Any] = {key: strings(file, table, key) for key in names}
    signals.check_names(strings(file, table, "present_signals"), str(file))
    return Omission(
        **common_fields(file, table, Kind.OVERSTATEMENT),
        **lists,
        **{key: table[key] for key in ("question", "absent", "found")},
        words={name: tuple(entries) for name, entries in table.get("words", {}).items()},
    )


@dataclass(frozen=True)
class OmissionSet:
    """Omission rules compiled for one pipeline."""

    rules: Mapping[str, Omission]
    nlp: Language

    @cached_property
    def index(self) -> PatternIndex:
        """Return the index over all patterns, keyed by rule id and part."""
        return PatternIndex(
            [
                self._pattern(rule, part, text)
                for rule in self.rules.values()
                for part in ("present", "unclear", "only_if")
                for text in getattr(rule, part)
            ],
            self.nlp.vocab,
        )

    def _pattern(self, rule: Omission, part: str, text: str) -> Pattern:
        words = {**word_classes(), **rule.words} if rule.words else word_classes()
        return Pattern((rule.id, part), text, words, self.nlp.tokenizer, f"rule {rule.id}: ")


def claims_effect(findings: Iterable[Finding]) -> bool:
    """Return whether an article claims a treatment effect, so that omissions matter."""
    return any(finding.rule in _EFFECT_RULES for finding in findings)


def card(article: Article, omissions: OmissionSet) -> tuple[Missing, ...]:
    """Return the card of an article: one line per rule that applies, in file order."""
    places: dict[tuple[str, str], list[Place]] = {}
    for sentence in article.sentences:
        for key, place in _hits(article, sentence, omissions):
            places.setdefault(key, []).append(place)
    lines = (_line(article, rule, places) for rule in omissions.rules.values())
    return tuple(line for line in lines if line is not None)


def _hits(article: Article, sentence: Sentence, omissions: OmissionSet) -> Iterable[tuple[tuple[str, str], Place]]:
    candidates = omissions.index.candidates(words_of(sentence.text))
    if candidates:
        doc = article.tokens(sentence)
        for match in omissions.index.matches(doc, candidates, tags=False):
            first, last = doc[match.marked[0]], doc[match.marked[1] - 1]
            yield match.pattern.key, article.place(sentence, Span(first.idx, last.idx + len(last)))
    near = signals.load(article.nlp)
    for rule in omissions.rules.values():
        for name in rule.present_signals:
            if near.carries(article, sentence, name):
                yield (rule.id, "present"), article.place(sentence, Span(0, len(sentence.text)))


def _line(article: Article, rule: Omission, places: Mapping[tuple[str, str], list[Place]]) -> Missing | None:
    if rule.only_if and (rule.id, "only_if") not in places:
        return None
    known = next((key for key in rule.metadata if article.document.metadata.get(key)), "")
    present = places.get((rule.id, "present"), [])
    if present or known:
        return Missing(rule.id, MissingState.PRESENT, rule.found, tuple(present[:_MAX_PLACES]))
    unclear = places.get((rule.id, "unclear"), [])
    if unclear:
        return Missing(rule.id, MissingState.UNCLEAR, rule.absent, tuple(unclear[:_MAX_PLACES]))
    return Missing(rule.id, MissingState.ABSENT, rule.absent)
