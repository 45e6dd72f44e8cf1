"""Two places of one article that cannot both stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker import crosscheck, plausibility, vetoes
from checker.explain import choose_standards, fingerprint
from checker.poles import PoleClaim, judge, propose
from checker.types import Evidence, Explanation, Finding, Kind, Related, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.axes import Axis
    from checker.matching import Match
    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.types import Sentence

_RESOLVED = {"it": "the sentences before", "heading": "the heading above", "topic": "what the article is about"}
_PER_POLE = 24
_MAX_COUNTER = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims of opposite poles that no veto reconciles."""

    one: PoleClaim
    other: PoleClaim
    strength: str
    confidence: float
    tested: str


def detect(article: Article, engine: Engine) -> Iterator[Finding]:
    """Yield the contradictions of an article, one finding per cause with its counter-quotes."""
    by_axis: dict[str, list[Pair]] = defaultdict(list)
    for pair in clashing(article, engine):
        by_axis[pair.one.axis.id].append(pair)
    for found in by_axis.values():
        for anchor, counters in _by_cause(found):
            yield _finding(article, anchor, counters)


def clashing(article: Article, engine: Engine) -> list[Pair]:
    """Return the pairs of claims that clash on an axis, asked once for an article."""
    return article.remember("clashing", lambda: _clashing(article, engine))


def _clashing(article: Article, engine: Engine) -> list[Pair]:
    found = _weighed(article, unweighed(article, engine), engine)
    return [pair for pair in found if pair.confidence >= plausibility.least()]


def unweighed(article: Article, engine: Engine) -> list[Pair]:
    """Return the pairs of all axes as rules alone see them, unlikely ones included."""
    by_axis: dict[str, list[PoleClaim]] = defaultdict(list)
    for claim in judge(article, contested(propose(article, engine.axes)), engine.axes):
        by_axis[claim.axis.id].append(claim)
    return [pair for claims in by_axis.values() for pair in pairs(article, claims)]


def _weighed(article: Article, found: list[Pair], engine: Engine) -> list[Pair]:
    """Return the pairs with the chance that the sentence-pair model leaves them, where one is installed."""
    surest = sorted(found, key=lambda p: (-p.confidence, p.one.sentence.index, p.other.sentence.index))
    asked = [(pair.one.sentence.text, pair.other.sentence.text, pair.confidence) for pair in surest]
    chances = crosscheck.weigh(article, asked, engine)
    weighed = []
    for pair in found:
        chance = chances.get((pair.one.sentence.text, pair.other.sentence.text))
        if chance is None:
            weighed.append(pair)
        else:
            note = f"{pair.tested}; the sentence-pair model moves it from {pair.confidence:.2f} to {chance:.2f}"
            weighed.append(replace(pair, confidence=round(min(max(chance, 0.05), 0.95), 3), tested=note))
    return weighed


def contested(proposed: list[tuple[Sentence, Match]]) -> list[tuple[Sentence, Match]]:
    """Return the proposed claims whose axis has a rival for them in another sentence: no others are worth a parse."""
    places: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for sentence, match in proposed:
        axis, pole, _ = match.pattern.key
        places[axis.id].add(("" if axis.flips else pole.id, sentence.index))
    return [(s, m) for s, m in proposed if _rivals(places[m.pattern.key[0].id], m.pattern.key[0])]


def _rivals(places: set[tuple[str, int]], axis: Axis) -> bool:
    poles, sentences = ({place[n] for place in places} for n in (0, 1))
    return len(sentences) > 1 and (axis.flips or len(poles) > 1)


def pairs(article: Article, claims: list[PoleClaim]) -> Iterator[Pair]:
    """Yield the pairs of one axis's claims that clash; at most a few dozen claims of each pole are compared."""
    axis = claims[0].axis
    sides = [
        sorted((c for c in claims if c.pole.id == pole.id), key=_weight, reverse=True)[:_PER_POLE]
        for pole in axis.poles
    ]
    for one in sides[0]:
        for other in sides[1]:
            if one.sentence.text != other.sentence.text:
                found = vetoes.outcomes(article, one, other)
                if not any(found.values()) and one.held and other.held:
                    pair = _pair(article, one, other, claims=len(claims), tested=vetoes.in_words(found))
                    if pair.confidence >= plausibility.floor():
                        yield pair


def _weight(claim: PoleClaim) -> tuple[bool, float, int]:
    return claim.absolute, claim.confidence, -claim.sentence.index


def _pair(article: Article, one: PoleClaim, other: PoleClaim, *, claims: int, tested: str) -> Pair:
    hard = (one.absolute or other.absolute) and not (one.hedged or other.hedged)
    likely = plausibility.probability(article, one, other, claims)
    return Pair(one, other, "hard" if hard else "tension", round(min(max(likely, 0.05), 0.95), 3), tested)


def _by_cause(found: list[Pair]) -> Iterator[tuple[PoleClaim, list[Pair]]]:
    """Yield the claims that most pairs share, each with its pairs; every pair is told once."""
    left = list(found)
    while left:
        count: dict[int, list[Pair]] = defaultdict(list)
        claims: dict[int, PoleClaim] = {}
        for pair in left:
            for claim in (pair.one, pair.other):
                count[id(claim)].append(pair)
                claims[id(claim)] = claim
        best = max(count, key=lambda key: (len(count[key]), claims[key].absolute, -claims[key].sentence.index))
        shared = sorted(count[best], key=lambda pair: (pair.strength != "hard", -pair.confidence))
        yield claims[best], shared[:_MAX_COUNTER]
        told = {id(pair) for pair in count[best]}
        left = [pair for pair in left if id(pair) not in told]


def _finding(article: Article, anchor: PoleClaim, found: list[Pair]) -> Finding:
    axis = anchor.axis
    counters = [pair.other if pair.one is anchor else pair.one for pair in found]
    place = article.place(anchor.sentence, anchor.span)
    strength = "hard" if any(pair.strength == "hard" for pair in found) else "tension"
    related = tuple(Related(article.place(c.sentence, c.span), "contradicts", f"says {c.pole.means}") for c in counters)
    first = related[0].place
    return Finding(
        rule=axis.id,
        kind=Kind.CONTRADICTION,
        severity=_severity(axis, strength),
        confidence=max(pair.confidence for pair in found),
        status=anchor.assertion.status,
        place=place,
        message=f"{axis.title}: “{_line(place.quote)}” against “{_line(first.quote)}”.",
        explanation=_explanation(article, anchor, counters, found),
        related=related,
        strength=strength,
        fingerprint=fingerprint(axis.id, f"{anchor.sentence.text}\n{counters[0].sentence.text}"),
        sentence=anchor.sentence.index,
    )


def _severity(axis: Axis, strength: str) -> Severity:
    return axis.severity if strength == "hard" else axis.severity.shifted(-1)


def _line(quote: str) -> str:
    return " ".join(quote.split())


def _explanation(article: Article, anchor: PoleClaim, counters: list[PoleClaim], found: list[Pair]) -> Explanation:
    axis = anchor.axis
    other = axis.poles[1] if anchor.pole is axis.poles[0] else axis.poles[0]
    resolved = sorted({c.slots.resolved for c in (anchor, *counters)} - {""})
    return Explanation(
        what=f"{axis.summary} One place says {anchor.pole.means}; another says {other.means}.",
        why=axis.why,
        fine_if=axis.fine_if,
        trigger=f"axis {axis.name}: {anchor.pole.id} against {other.id}; {found[0].tested}",
        evidence=tuple(_neighbours(article, claim) for claim in (anchor, *counters[:2])),
        standards=choose_standards(axis.standards, article.genre),
        doubt=f"the treatment is taken from {' and '.join(_RESOLVED[how] for how in resolved)}" if resolved else "",
        resolve=f"{axis.resolve} They could both stand if {axis.reconcile}",
    )


def _neighbours(article: Article, claim: PoleClaim) -> Evidence:
    """Return a claim's whole sentence, so that the quoted words are read in their place."""
    sentence = claim.sentence
    return Evidence(article.place(sentence, Span(0, len(sentence.text))), f"the sentence that says {claim.pole.means}")
