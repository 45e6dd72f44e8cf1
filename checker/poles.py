"""Claims that answer an axis's question: pole, holder, certainty, slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from checker.assertion import Assertion, assess
from checker.conditions import CONDITIONS
from checker.matching import Match, Pattern, PatternIndex
from checker.rule import word_classes
from checker.slots import Slots, fill
from checker.types import Genre, Span, Status

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
_SURE = 0.1
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
    selling: bool = False
    """Whether it stands in a seller's own text."""

    @property
    def held(self) -> bool:
        """Return whether the author holds it: not a debunk, a question or somebody else's view.

        A caution that is reported and not taken back ("the authors stressed…") is the article's own; so is
        whatever a seller's page or a press release lets its people say.
        """
        record = self.assertion
        if record.status in _MENTIONED or record.stance in ("rejects", "distances"):
            return False
        return record.source in ("author", "unnamed") or self.pole.cautious or self.selling

    @property
    def wide(self) -> bool:
        """Return whether a wording found it that is less sure than its axis."""
        return self.confidence < self.axis.confidence - _SURE

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
        return bool(self._unless[name].found(article.tokens(sentence)))


def find(article: Article, axes: AxisSet) -> list[PoleClaim]:
    """Return the pole claims of an article in reading order, one per pole and place."""
    return article.remember(("pole claims", id(axes)), lambda: judge(article, propose(article, axes), axes))


def propose(article: Article, axes: AxisSet) -> list[tuple[Sentence, Match]]:
    """Return what looks like a pole claim by its words, not yet parsed."""
    return [
        (sentence, match)
        for sentence in article.sentences
        for match in axes.index.found(article.tokens(sentence))
        if not axes.silenced(match.pattern.key, article, sentence)
    ]


def judge(article: Article, proposed: list[tuple[Sentence, Match]], axes: AxisSet) -> list[PoleClaim]:
    """Return the claims among what was proposed, by their parses."""
    article.parse(sentence for sentence, _ in proposed)
    claims: dict[tuple[str, str, int], PoleClaim] = {}
    for sentence, match in proposed:
        for claim in _claims(article, sentence, match, axes):
            key = (claim.axis.id, claim.pole.id, sentence.index)
            best = claims.get(key)
            if best is None or (claim.absolute, claim.confidence) > (best.absolute, best.confidence):
                claims[key] = claim
    return _without_weakened(_without_ambiguous(list(claims.values())))


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
        selling=article.genre is Genre.MARKETING,
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


def _without_ambiguous(claims: list[PoleClaim]) -> list[PoleClaim]:
    """Drop a claim whose words a surer or longer claim of the other pole covers: "no prescription needed"."""
    return [claim for claim in claims if not any(_covers(rival, claim) for rival in claims)]


def _covers(rival: PoleClaim, claim: PoleClaim) -> bool:
    if rival.axis is not claim.axis or rival.pole is claim.pole or rival.sentence.index != claim.sentence.index:
        return False
    shared = rival.span.overlap(claim.span)
    return 2 * shared > min(len(rival.span), len(claim.span)) and _surer(rival) > _surer(claim)


def _surer(claim: PoleClaim) -> tuple[float, int, str]:
    return claim.confidence, len(claim.span), claim.pole.id


def _without_weakened(claims: list[PoleClaim]) -> list[PoleClaim]:
    """Drop the strict pole of "under supervision or after reading up": the permissive disjunct decides."""
    by_place: dict[tuple[str, int], list[PoleClaim]] = {}
    for claim in claims:
        by_place.setdefault((claim.axis.id, claim.sentence.index), []).append(claim)
    kept = []
    for claim in claims:
        rivals = [c for c in by_place[claim.axis.id, claim.sentence.index] if c.pole.id != claim.pole.id]
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
