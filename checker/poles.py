"""Claims that answer an axis's question: pole, holder, certainty, slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from checker.assertion import Assertion, assess
from checker.conditions import CONDITIONS
from checker.matching import Match, Pattern, PatternIndex, words_of
from checker.rule import word_classes
from checker.slots import Slots, fill
from checker.types import Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.language import Language
    from spacy.tokens import Doc

    from checker.axes import Axis, Pole
    from checker.parse import Article
    from checker.rule import PatternSpec
    from checker.types import Sentence

_ABSOLUTE = frozenset(
    [
        "no",
        "never",
        "not",
        "always",
        "all",
        "every",
        "everyone",
        "anyone",
        "any",
        "completely",
        "totally",
        "entirely",
        "perfectly",
        "absolutely",
        "only",
        "must",
        "none",
        "zero",
        "proven",
        "cannot",
        "nothing",
        "nobody",
        "whatever",
        "conclusively",
        "undeniable",
        "permanently",
        "forever",
        "guaranteed",
        "100",
        "instantly",
    ]
)
_SOFT = frozenset(
    [
        "some",
        "many",
        "most",
        "few",
        "several",
        "certain",
        "often",
        "usually",
        "sometimes",
        "generally",
        "typically",
        "rarely",
        "occasionally",
        "mostly",
    ]
)
_MENTIONED = (Status.DEBUNKED, Status.QUESTION)


@dataclass(frozen=True, slots=True)
class PoleClaim:
    """A clause that speaks to one pole of an axis; `span` is within the sentence's text."""

    axis: Axis
    pole: Pole
    sentence: Sentence
    span: Span
    assertion: Assertion
    slots: Slots
    absolute: bool
    quantifier: str
    """The softening quantifier of the clause ("some", "most"), or ""."""
    confidence: float

    @property
    def held(self) -> bool:
        """Return whether the author holds it: not a debunk, a question or somebody else's view."""
        return (
            self.assertion.status not in _MENTIONED
            and self.assertion.source in ("author", "unnamed")
            and self.assertion.stance not in ("rejects", "distances")
        )

    @property
    def hedged(self) -> bool:
        """Return whether it is put as a possibility where the pole itself is not one."""
        return self.assertion.certainty <= 1 and not self.pole.possible


@dataclass(frozen=True)
class AxisSet:
    """All axes, compiled for one pipeline."""

    axes: Mapping[str, Axis]
    nlp: Language
    _unless: dict[str, PatternIndex] = field(default_factory=dict)

    @cached_property
    def index(self) -> PatternIndex:
        """Return the index over the patterns of all poles."""
        compiled = [
            self._pattern(axis, pole, spec, spec.match)
            for axis in self.axes.values()
            for pole in axis.poles
            for spec in pole.patterns
        ]
        return PatternIndex(compiled, self.nlp.vocab)

    def _pattern(self, axis: Axis, pole: Pole, spec: PatternSpec | None, text: str) -> Pattern:
        words = {**word_classes(), **axis.words} if axis.words else word_classes()
        return Pattern((axis, pole, spec), text, words, self.nlp.tokenizer, f"axis {axis.id}, pole {pole.id}: ")

    def silenced(self, key: tuple[Axis, Pole, PatternSpec], article: Article, sentence: Sentence) -> bool:
        """Return whether an `unless` of the pole or the pattern stands in the sentence."""
        axis, pole, spec = key
        texts = (*pole.unless, *spec.unless)
        if not texts:
            return False
        name = "\n".join((axis.id, pole.id, *texts))
        if name not in self._unless:
            self._unless[name] = PatternIndex([self._pattern(axis, pole, None, text) for text in texts], self.nlp.vocab)
        candidates = self._unless[name].candidates(words_of(sentence.text))
        return (
            any(self._unless[name].matches(article.tokens(sentence), candidates, tags=False)) if candidates else False
        )


def find(article: Article, axes: AxisSet) -> list[PoleClaim]:
    """Return the pole claims of an article in reading order, one per pole and place."""
    return article.remember(("pole claims", id(axes)), lambda: _find(article, axes))


def _find(article: Article, axes: AxisSet) -> list[PoleClaim]:
    proposed = []
    for sentence in article.sentences:
        candidates = axes.index.candidates(words_of(sentence.text))
        if candidates:
            matches = axes.index.matches(article.tokens(sentence), candidates, tags=False)
            proposed += [
                (sentence, match) for match in matches if not axes.silenced(match.pattern.key, article, sentence)
            ]
    article.parse(sentence for sentence, _ in proposed)
    claims: dict[tuple[str, str, int], PoleClaim] = {}
    for sentence, match in proposed:
        for claim in _claims(article, sentence, match, axes):
            key = (claim.axis.id, claim.pole.id, sentence.index)
            best = claims.get(key)
            if best is None or (claim.absolute, claim.confidence) > (best.absolute, best.confidence):
                claims[key] = claim
    return _without_weakened(list(claims.values()))


def _claims(article: Article, sentence: Sentence, match: Match, axes: AxisSet) -> Iterator[PoleClaim]:
    axis, pole, spec = match.pattern.key
    doc = article.parsed(sentence)
    if match.pattern.wants_tags:
        tagged = axes.index.matches(doc, [match.pattern], tags=True)
        if not any(m.start < match.end and match.start < m.end for m in tagged):
            return
    if not all(CONDITIONS[name](article, sentence, match) for name in spec.where):
        return
    assertion = assess(article, sentence, match, rebuttals=False)
    if assertion.denies:
        if not axis.flips:
            return
        pole = axis.poles[1] if pole is axis.poles[0] else axis.poles[0]
    first, last = doc[match.marked[0]], doc[match.marked[1] - 1]
    head = doc[match.marked[0] : match.marked[1]].root
    words = {token.lower_ for token in _clause_words(doc, head.i, match)}
    quantifier = next((word for word in sorted(words) if word in _SOFT), "")
    yield PoleClaim(
        axis=axis,
        pole=pole,
        sentence=sentence,
        span=Span(first.idx, last.idx + len(last)),
        assertion=assertion,
        slots=fill(article, sentence, head),
        absolute=bool(words & _ABSOLUTE) and not quantifier and assertion.certainty >= 2,
        quantifier=quantifier,
        confidence=spec.confidence or axis.confidence,
    )


def _clause_words(doc: Doc, head: int, match: Match) -> list:  # type: ignore[type-arg]
    """Return the tokens of the match and the close dependents of its head."""
    near = [
        c
        for c in doc[head].children
        if c.dep_ in ("det", "advmod", "aux", "nsubj", "nsubj:pass", "neg", "amod", "case", "nummod")
    ]
    subjects = [d for c in near if c.dep_.startswith("nsubj") for d in c.children]
    return [*doc[match.start : match.end], *near, *subjects]


def _without_weakened(claims: list[PoleClaim]) -> list[PoleClaim]:
    """Drop the strict pole of "under supervision or after reading up": the permissive disjunct decides."""
    kept = []
    for claim in claims:
        rivals = [
            c
            for c in claims
            if c.axis is claim.axis and c.sentence.index == claim.sentence.index and c.pole.id != claim.pole.id
        ]
        weakened = any(_joined_by_or(claim, rival) for rival in rivals)
        if not weakened:
            kept.append(claim)
    return kept


def _joined_by_or(claim: PoleClaim, rival: PoleClaim) -> bool:
    between = claim.sentence.text[claim.span.end : rival.span.start].lower().split()
    return (
        claim.span.end <= rival.span.start
        and "or" in between
        and len(between) <= 4
        and claim.pole is claim.axis.poles[0]
    )
