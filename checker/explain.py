"""From a hit to a finding: its rule's text, filled with what this article says (section F of the domain design)."""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from typing import TYPE_CHECKING

from checker import signals, stakes, topic
from checker.parse import fold
from checker.types import (
    Evidence,
    Explanation,
    Finding,
    Genre,
    Kind,
    Place,
    Related,
    Sentence,
    Span,
    Standard,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.merge import Cause
    from checker.parse import Article
    from checker.rule import OverstatementRule

_MAX_EVIDENCE = 3
_MAX_STANDARDS = 2
_QUOTABLE = 400
_AUDIENCE = {
    Genre.NEWS: ("news", "research reports", "any health text"),
    Genre.BLOG: ("any health text", "patient information"),
    Genre.PATIENT: ("patient information", "any health text"),
    Genre.MARKETING: ("advertising", "any health text"),
}
_NOTES = {
    "harm": "names harms",
    "limit": "states a limit of the evidence",
    "randomised": "names a controlled design",
    "observational": "rests on observation",
    "nonhuman": "speaks of animals or cells",
}
_MISSING = {
    "source": "source",
    "number": "figure with its base",
    "comparison": "figure for both sides",
    "limit": "limit",
    "randomised": "controlled trial",
    "harm": "named harm",
}
_DOUBTS = {
    Status.GOAL: "it stands in a purpose clause, so strictly it is an aim",
    Status.HEDGED: "the sentence hedges",
    Status.ATTRIBUTED: "the sentence reports somebody's view",
    Status.QUOTED: "it stands in quotation marks",
    Status.QUESTION: "it is put as a question",
    Status.CONDITIONAL: "it depends on a condition",
    Status.PRESUPPOSED: "it is taken for granted rather than said",
}


def finding(article: Article, cause: Cause) -> Finding:
    """Return the finding of a cause, explained; fixes and suppressions come later."""
    hit = cause.hit
    place = article.place(hit.sentence, hit.span)
    count = len(cause.repeats) + 1
    return Finding(
        rule=hit.rule.id,
        kind=Kind.OVERSTATEMENT,
        severity=hit.severity,
        confidence=hit.chance or confidence(hit.base, hit.assertion.status),
        status=hit.assertion.status,
        place=place,
        message=_message(hit.rule.title, place.quote, count),
        explanation=_explanation(article, cause),
        related=tuple(Related(article.place(r.sentence, r.span), "also", "the same again") for r in cause.repeats),
        fingerprint=fingerprint(hit.rule.id, hit.sentence.text),
        sentence=hit.sentence.index,
    )


LESS_SURE = {
    Status.HEDGED: 0.12,
    Status.QUESTION: 0.15,
    Status.QUOTED: 0.12,
    Status.ATTRIBUTED: 0.15,
    Status.CONDITIONAL: 0.12,
    Status.GOAL: 0.03,
}


def confidence(base: float, status: Status) -> float:
    """Return the chance that a careful editor would raise it, from the rule's measured base rate."""
    return round(min(max(base - LESS_SURE.get(status, 0.0), 0.05), 0.99), 3)


def fingerprint(rule: str, sentence: str) -> str:
    """Return an identity that survives moves, re-wraps and quote style and dies when the sentence changes."""
    plain = re.sub(r"\W+", " ", fold(sentence).casefold()).strip()
    return hashlib.sha256(f"{rule}\n{plain}".encode()).hexdigest()[:16]


def _message(title: str, quote: str, count: int) -> str:
    shown = " ".join(quote.split())
    times = f" and {count - 1} more" if count > 1 else ""
    return f"{title}: “{shown}”{times}."


def _explanation(article: Article, cause: Cause) -> Explanation:
    hit, rule = cause.hit, cause.hit.rule
    quote = hit.sentence.text[hit.span.start : hit.span.end]
    return Explanation(
        what=_fill(rule.what, article, quote),
        why=" ".join(filter(None, [rule.why, _why_here(article, hit.rule)])),
        fine_if=rule.fine_if,
        trigger=_trigger(cause),
        evidence=evidence(article, hit.sentence, rule.evidence),
        standards=choose_standards(rule.standards, article.genre),
        rewrites=tuple(_fill(text, article, quote) for text in rule.rewrites),
        doubt=_DOUBTS.get(hit.assertion.status, ""),
    )


def _fill(text: str, article: Article, quote: str) -> str:
    return text.replace("{treatment}", topic.clear_topic(article) or "the treatment").replace("{quote}", quote)


def _why_here(article: Article, rule: OverstatementRule) -> str:
    """Return what makes it weigh in this article: the illness, the drug or the readers that it names."""
    if rule.family not in ("absolute", "self-care"):
        return ""
    found = stakes.of_article(article)
    parts = [
        f"The article names {found['dangerous-drug']}, which needs care." if "dangerous-drug" in found else "",
        f"Its readers may live with {found['serious-condition']}." if "serious-condition" in found else "",
    ]
    return " ".join(filter(None, parts))


def _trigger(cause: Cause) -> str:
    hit = cause.hit
    how = f"rule {hit.rule.id}, pattern “{hit.spec.match}”" if hit.spec.match else "found by the claims model alone"
    parts = [how, f"read as {hit.assertion.status.value}"]
    if hit.assertion.cues:
        parts[-1] += f" ({', '.join(hit.assertion.cues[:3])})"
    if hit.assertion.source != "author":
        parts.append(f"source {hit.assertion.source}, author {hit.assertion.stance}")
    absent = [_MISSING[name] for name in hit.rule.cleared_by if name in _MISSING]
    if absent:
        parts.append(f"no {' or '.join(absent)} in this sentence or the next")
    parts += hit.notes
    if cause.also_rules:
        parts.append(f"also matched: {', '.join(cause.also_rules)}")
    return "; ".join(parts)


def evidence(article: Article, about: Sentence, wanted: Iterable[str]) -> tuple[Evidence, ...]:
    """Return other sentences of the article that carry the wanted signals, nearest kinds first."""
    found: list[Evidence] = []
    for name in wanted:
        for sentence in _carriers(article, name):
            if len(found) >= _MAX_EVIDENCE:
                return tuple(found)
            if abs(sentence.index - about.index) > 1:
                found.append(Evidence(_whole(article, sentence), _NOTES.get(name, name)))
    return tuple(found)


def _carriers(article: Article, name: str) -> tuple[Sentence, ...]:
    """Return the first sentences that carry a signal: enough for any finding."""
    near = signals.load(article.nlp)
    carriers = (s for s in article.sentences if len(s.text) < _QUOTABLE and near.carries(article, s, name))
    # Up to three of them may be the finding's own sentence and its neighbours.
    return article.remember(("carriers", name), lambda: tuple(islice(carriers, _MAX_EVIDENCE + 3)))


def _whole(article: Article, sentence: Sentence) -> Place:
    return article.place(sentence, Span(0, len(sentence.text)))


def choose_standards(standards: Iterable[Standard], genre: Genre) -> tuple[Standard, ...]:
    """Return one or two standards for a genre; advertising codes come last outside marketing, as a yardstick.

    Standards of which the register says nothing are labels for us, not reasons for a reader.
    """
    order = _AUDIENCE[genre]

    def rank(standard: Standard) -> int:
        return order.index(standard.applies_to) if standard.applies_to in order else len(order)

    return tuple(sorted((s for s in standards if s.says), key=rank)[:_MAX_STANDARDS])
