"""The twelve reasons for which two opposite claims can stand together (section E5 of the domain design).

Each veto takes the article and two claims of one axis and returns what reconciles them, in words, or "".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker import topic
from checker.types import BlockKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.parse import Article
    from checker.poles import PoleClaim

    Veto = Callable[[Article, PoleClaim, PoleClaim], str]

CONTRAST = re.compile(
    r"\b(?:while|although|though|but|however|whereas|yet|despite|nevertheless|nonetheless|even so|that said|on the other hand|in contrast|by contrast|conversely)\b",
    re.IGNORECASE,
)
_PROS = re.compile(r"\b(?:pros|advantages?|benefits?|upsides?)\b", re.IGNORECASE)
_CONS = re.compile(
    r"\b(?:cons|disadvantages?|drawbacks?|downsides?|risks?|limitations?|side effects|concerns?)\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:(?:one|another|a|an|the|this|that|second|first|earlier|later|larger|smaller|recent|\d{4})\s+(?:\w+\s+){0,2}(?:study|trial|review|analysis|paper|survey)|researchers (?:at|from))\b",
    re.IGNORECASE,
)
_MILD = re.compile(r"\b(?:mild|minor|slight|small|temporary|transient|short-lived|harmless)\b", re.IGNORECASE)
_SERIOUS = re.compile(
    r"\b(?:no|without(?: any)?|not? (?:any )?|any|few) (?:\w+ )?(?:serious|significant|major|severe|dangerous|lasting|harmful)\b",
    re.IGNORECASE,
)
_OPEN_ENDED = frozenset({"until", "till", "til"})
_EXACT = re.compile(
    r"\b(?:exact|precise) (?:mechanism|mode|way|process|pathway|working)|\b(?:exactly|precisely) (?:how|why)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:exact|exactly|precise|precisely|fully|completely|well|every|clear|clearly|known|know|solved|proven|traced)\b",
    re.IGNORECASE,
)
MATCHED = ("population", "dose", "form", "duration", "place", "comparator", "indication", "partner")


def different_treatment(article: Article, one: PoleClaim, other: PoleClaim) -> str:
    """Two treatments are meant: antidepressants here, microdoses there."""
    a, b = _treatments(article, one), _treatments(article, other)
    if not a or not b or any(topic.alike(x, y) for x in a for y in b):
        return ""
    if one.slots.resolved and other.slots.resolved:
        return ""
    if "topic" in (one.slots.resolved, other.slots.resolved) and not topic.named_in_title(article):
        return ""
    return f"{_words(a)} here, {_words(b)} there"


def _treatments(article: Article, claim: PoleClaim) -> frozenset[str]:
    """Return the treatments a claim is about; where it speaks of two, such as an interaction, those named first."""
    found = claim.slots.treatment - topic.broad()
    if "partner" not in claim.axis.slots or claim.slots.resolved:
        return found
    doc = article.tokens(claim.sentence)
    first = {name for name, start, _ in topic.mentions(article, claim.sentence) if doc[start].idx <= claim.span.start}
    return found & first


def different_slot(_: Article, one: PoleClaim, other: PoleClaim) -> str:
    """Another group, dose, form, duration, place, comparator, indication or partner."""
    for name in MATCHED:
        a, b = getattr(one.slots, name), getattr(other.slots, name)
        if name in one.axis.slots and a and b and not a & b:
            return f"{name}: {_words(a)} here, {_words(b)} there"
    return ""


def different_outcome(_: Article, one: PoleClaim, other: PoleClaim) -> str:
    """Another outcome: pain here, function there."""
    a, b = one.slots.outcome, other.slots.outcome
    if "outcome" not in one.axis.slots or not a or not b or a & b or any(x in y or y in x for x in a for y in b):
        return ""
    return f"{_words(a)} here, {_words(b)} there"


def quantifier_fits(_: Article, one: PoleClaim, other: PoleClaim) -> str:
    """Some here, others there; an absolute is not excused."""
    if one.quantifier and other.quantifier:
        return f"“{one.quantifier}” here, “{other.quantifier}” there"
    return ""


def marked_contrast(article: Article, one: PoleClaim, other: PoleClaim) -> str:
    """The author marks the contrast in the same or the next sentence; excuses no absolute."""
    if one.absolute or other.absolute:
        return ""
    first, second = sorted((one, other), key=lambda claim: claim.sentence.index)
    if second.sentence.index - first.sentence.index > 1:
        return ""
    text = first.sentence.text if first.sentence.index == second.sentence.index else second.sentence.text[:40]
    found = CONTRAST.search(text) or CONTRAST.match(first.sentence.text)
    return f"“{found.group()}”" if found else ""


def pros_and_cons(article: Article, one: PoleClaim, other: PoleClaim) -> str:
    """An advantage and a drawback of an announced list; excuses no absolute against an instance."""
    if one.absolute or other.absolute:
        return ""
    a, b = _side(article, one), _side(article, other)
    return "one is listed as an advantage, the other as a drawback" if a and b and a != b else ""


def _side(article: Article, claim: PoleClaim) -> str:
    heading = article.heading(claim.sentence)
    lead = " ".join(s.text for s in article.near(claim.sentence, 1, 0) if s.block == claim.sentence.block)
    for text in (lead, heading):
        pro, con = bool(_PROS.search(text)), bool(_CONS.search(text))
        if pro != con:
            return "pro" if pro else "con"
    return ""


def myth_and_fact(_: Article, one: PoleClaim, other: PoleClaim) -> str:
    """A myth and its correction."""
    return "a myth and its correction" if "myth" in (one.assertion.frame, other.assertion.frame) else ""


def reported_views(_: Article, one: PoleClaim, other: PoleClaim) -> str:
    """Somebody else's view, which the author does not share."""
    foreign = [claim for claim in (one, other) if not claim.held and claim.assertion.source != "author"]
    return f"{foreign[0].assertion.source} source" if foreign else ""


def question_and_answer(_: Article, one: PoleClaim, other: PoleClaim) -> str:
    """A question and its answer."""
    return "one is a question" if Status.QUESTION in (one.assertion.status, other.assertion.status) else ""


def degree(_: Article, one: PoleClaim, other: PoleClaim) -> str:
    """No serious effects here, mild ones there; the exact way unknown here, a part of it told there."""
    for unknown, told in ((one, other), (other, one)):
        if unknown.pole.cautious and _EXACT.search(unknown.sentence.text) and not _WHOLE.search(told.sentence.text):
            return "the exact way here, a part of it there"
    for strong, mild in ((one, other), (other, one)):
        if _SERIOUS.search(strong.sentence.text) and _MILD.search(mild.sentence.text):
            return "no serious effects here, mild ones there"
    return ""


def conditional(_: Article, one: PoleClaim, other: PoleClaim) -> str:
    """One holds under a condition; a caution for some cases does not excuse an absolute."""
    conditions = [c for c in (one, other) if c.assertion.reality == "conditional" and not _open_ended(c)]
    caution = len(conditions) == 1 and conditions[0].pole.cautious
    excused = bool(conditions) and not (caution and (one.absolute or other.absolute))
    return "one depends on a condition" if excused else ""


def _open_ended(claim: PoleClaim) -> bool:
    """Return whether "until…" is what makes it conditional: that says for how long, not in which case."""
    return not _OPEN_ENDED.isdisjoint(word.lower() for word in claim.assertion.cues)


def study_by_study(article: Article, one: PoleClaim, other: PoleClaim) -> str:
    """Two studies that disagree are reported science, not self-contradiction."""
    if all(_STUDY.search(claim.sentence.text) for claim in (one, other)):
        return "two studies are reported"
    return ""


VETOES: dict[str, Veto] = {
    "same treatment": different_treatment,
    "same group, dose, form and time": different_slot,
    "same outcome": different_outcome,
    "quantifiers": quantifier_fits,
    "contrast words": marked_contrast,
    "pros and cons": pros_and_cons,
    "myth and fact": myth_and_fact,
    "reported view": reported_views,
    "question and answer": question_and_answer,
    "degree": degree,
    "conditions": conditional,
    "two studies": study_by_study,
}
_EXPECTS_SAME = ("same treatment", "same group, dose, form and time", "same outcome")


def outcomes(article: Article, one: PoleClaim, other: PoleClaim) -> dict[str, str]:
    """Return what each veto found: words that reconcile the claims, or ""."""
    return {name: veto(article, one, other) for name, veto in VETOES.items()}


def in_words(found: dict[str, str]) -> str:
    """Return the outcomes for the explanation: "same treatment yes; contrast words no; …"."""
    return "; ".join(
        f"{name} {'yes' if (name in _EXPECTS_SAME) != bool(reason) else 'no'}" for name, reason in found.items()
    )


def title_like(article: Article, claim: PoleClaim) -> bool:
    """Return whether a claim stands in the title or the summary."""
    return article.block(claim.sentence).kind in (BlockKind.TITLE, BlockKind.SUMMARY)


def _words(values: frozenset[str]) -> str:
    return " and ".join(sorted(values)[:2])
