"""Two sentences that contradict each other on no axis with a name: only the sentence-pair model sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import crosscheck
from checker.detectors.contradiction import clashing
from checker.explain import choose_standards, fingerprint
from checker.types import Explanation, Finding, Kind, Related, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.crosscheck import Proposal
    from checker.parse import Article
    from checker.pipeline import Engine

RULE = "contradiction-other"


def detect(article: Article, engine: Engine) -> Iterator[Finding]:
    """Yield the model's own pairs, each sentence once: one that clashes with several is one finding."""
    told = {frozenset((pair.one.sentence.index, pair.other.sentence.index)) for pair in clashing(article, engine)}
    left = crosscheck.propose(article, engine, told)
    while left:
        first = left[0].one
        yield _finding(article, [proposal for proposal in left if proposal.one is first], engine)
        left = [proposal for proposal in left if first not in (proposal.one, proposal.other)]


def _finding(article: Article, found: list[Proposal], engine: Engine) -> Finding:
    rule, first = engine.plain[RULE], found[0]
    place = article.place(first.one, Span(0, len(first.one.text)))
    ends = [article.place(p.other, Span(0, len(p.other.text))) for p in found]
    return Finding(
        rule=RULE,
        kind=Kind.CONTRADICTION,
        severity=rule.severity,
        confidence=round(min(first.chance, 0.95), 3),
        status=Status.ASSERTED,
        place=place,
        message=f"{rule.title}: “{' '.join(place.quote.split())}” against “{' '.join(ends[0].quote.split())}”.",
        explanation=Explanation(
            what=rule.what,
            why=rule.why,
            fine_if=rule.fine_if,
            trigger=f"the sentence-pair model gives {first.read:.2f} for a contradiction, in either order; "
            "same treatment yes; no slot, figure or contrast word tells them apart",
            standards=choose_standards(rule.standards, article.genre),
            doubt="no rule covers this question",
            resolve=rule.rewrites[0] if rule.rewrites else "",
        ),
        related=tuple(Related(end, "contradicts", "says the opposite") for end in ends),
        strength="tension",
        fingerprint=fingerprint(RULE, f"{first.one.text}\n{first.other.text}"),
        sentence=first.one.index,
    )
