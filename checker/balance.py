"""Faults of an article as a whole: a headline that outruns the body, hype by the page, one-sided comparison.

Each judge looks at what all detectors and omission patterns found, and gives a verdict, or None where its
question does not arise: absent is the fault, present is an article without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import signals
from checker.types import BlockKind, MissingState, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.omissions import Omission
    from checker.parse import Article
    from checker.types import Finding, Place, Sentence

_FRONT = (BlockKind.TITLE, BlockKind.SUMMARY)
_FLAT_RULES = frozenset(
    ["cure-claim", "efficacy-guarantee", "efficacy-unqualified", "proof-claim", "causal-leap", "presupposed-benefit", "safety-absolute", "panacea", "speed-permanence", "treatment-replacement", "extrapolation", "single-study", "hype-breakthrough", "unfair-comparison"]
)  # fmt: skip
_FLAT_STATUSES = (Status.ASSERTED, Status.PRESUPPOSED)
_HYPE_RULES = ("hype-promise", "hype-breakthrough")
_FEW_HYPE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a pattern of an omission rule found, with its sentence."""

    sentence: Sentence
    place: Place


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article when its card is made; hits are by rule id and part of the rule."""

    article: Article
    findings: Sequence[Finding]
    hits: Mapping[tuple[str, str], Sequence[Hit]]

    def of(self, rule: str, part: str) -> Sequence[Hit]:
        """Return the hits of a part of a rule, in reading order."""
        return self.hits.get((rule, part), ())

    def in_front(self, sentence: Sentence) -> bool:
        """Return whether a sentence is the title or the summary."""
        return self.article.block(sentence).kind in _FRONT

    def carriers(self, signal: str) -> list[Hit]:
        """Return the sentences of the running text that carry a signal."""
        near = signals.load(self.article.nlp)
        return [
            Hit(sentence, self.article.place(sentence, Span(0, len(sentence.text))))
            for sentence in self.article.sentences
            if self.article.block(sentence).kind not in (*_FRONT, BlockKind.HEADING)
            and near.carries(self.article, sentence, signal)
        ]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state and the places that show it."""

    state: MissingState
    places: tuple[Place, ...] = ()


def places(hits: Iterable[Hit]) -> tuple[Place, ...]:
    """Return the places of hits, one a sentence."""
    return tuple({hit.sentence.index: hit.place for hit in reversed(list(hits))}.values())[::-1]


def _headline_body(rule: Omission, facts: Facts) -> Verdict | None:
    """Does the headline claim flatly what the body limits, hedges, or shows as a link only?

    In the rule, `unclear` are links, and `present` hedges that count from `threshold` sentences on.
    """
    if not any(facts.in_front(sentence) for sentence in facts.article.sentences):
        return None
    claim = _flat_claim(rule, facts)
    limits = facts.carriers("limit")
    if not facts.carriers("randomised"):
        limits += [hit for hit in facts.of(rule.id, "unclear") if not facts.in_front(hit.sentence)]
    hedges = [hit for hit in facts.of(rule.id, "present") if not facts.in_front(hit.sentence)]
    if claim is None or not (limits or len(hedges) >= rule.threshold):
        return Verdict(MissingState.PRESENT)
    shown = places(sorted(limits or hedges, key=lambda hit: hit.sentence.index))
    return Verdict(MissingState.ABSENT if limits and len(shown) > 1 else MissingState.UNCLEAR, (claim, *shown))


def _flat_claim(rule: Omission, facts: Facts) -> Place | None:
    """Return where the title or summary claims without a hedge: a finding there, else a pattern of the rule."""
    front = {s.index for s in facts.article.sentences if facts.in_front(s) and not s.text.rstrip().endswith("?")}
    for finding in facts.findings:
        if finding.sentence in front and finding.rule in _FLAT_RULES and finding.status in _FLAT_STATUSES:
            return finding.place
    hedged = {hit.sentence.index for hit in facts.of(rule.id, "unless")}
    hits = [hit for hit in facts.of(rule.id, "only_if") if hit.sentence.index in front - hedged]
    return hits[0].place if hits else None


def _species(rule: Omission, facts: Facts) -> Verdict | None:
    """Does the title claim an effect whose evidence is animals or cells, and not say so?

    In the rule, `only_if` are claims in the title, and `unless` studies in people.
    """
    titles = [hit for hit in facts.of(rule.id, "only_if") if facts.in_front(hit.sentence)]
    shown = facts.carriers("nonhuman")
    if not titles or not shown:
        return None
    near = signals.load(facts.article.nlp)
    told = [s for s in facts.article.sentences if facts.in_front(s) and near.carries(facts.article, s, "nonhuman")]
    people = [hit for hit in facts.of(rule.id, "unless") if not facts.in_front(hit.sentence)]
    if told or len(people) > len(shown):
        return Verdict(MissingState.PRESENT)
    return Verdict(MissingState.UNCLEAR if people else MissingState.ABSENT, (titles[0].place, *places(shown)))


def _hype(rule: Omission, facts: Facts) -> Verdict:
    """Do words of hope and hype come more often than `threshold` times in 1,000 words?"""
    found = [finding for finding in facts.findings if finding.rule in _HYPE_RULES]
    spots = [p for f in found for p in (f.place, *(r.place for r in f.related if r.role == "also"))]
    rate = 1000 * len(spots) / max(facts.article.document.words, 1)
    if len(spots) <= _FEW_HYPE_WORDS or rate < rule.threshold / 2:
        return Verdict(MissingState.PRESENT)
    state = MissingState.ABSENT if rate >= rule.threshold else MissingState.UNCLEAR
    return Verdict(state, tuple(spots))


def _one_sided(rule: Omission, facts: Facts) -> Verdict | None:
    """Are harms told of the usual treatment (`only_if` of the rule) and none of the article's own?"""
    others = facts.of(rule.id, "only_if")
    unfair = [finding for finding in facts.findings if finding.rule == "unfair-comparison"]
    if not others and not unfair:
        return None
    theirs = {hit.sentence.index for hit in others}
    own = [hit for hit in facts.of("missing-harms", "present") if hit.sentence.index not in theirs]
    if own:
        return Verdict(MissingState.PRESENT, places(own))
    shown = (*places(others), *(finding.place for finding in unfair))
    return Verdict(MissingState.ABSENT if others else MissingState.UNCLEAR, shown)


JUDGES: Mapping[str, Callable[[Omission, Facts], Verdict | None]] = {
    "headline-body": _headline_body,
    "species-in-headline": _species,
    "hype-density": _hype,
    "one-sided-comparator": _one_sided,
}
