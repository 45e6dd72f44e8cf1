"""Two figures for one quantity, and frequency words against rates."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from checker import vetoes
from checker.assertion import assess
from checker.clashes import TESTS
from checker.explain import choose_standards, fingerprint
from checker.figures import Figure, figures, of_quantity, stems
from checker.matching import at_words
from checker.poles import PoleClaim
from checker.quantities import Quantity
from checker.slots import fill
from checker.types import Evidence, Explanation, Finding, Kind, Related, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.axes import Axis
    from checker.parse import Article
    from checker.pipeline import Engine

RULE = "contradiction-numbers"
_PER_KIND = 60
_OPEN_STUDY = re.compile(
    r"\b(?:another|second|third|earlier|previous|separate|other|two|three|several|many|different|later|older|subsequent|larger|smaller|ongoing|future|phase \w+)\s(?:\w+\s){0,2}(?:stud(?:y|ies)|trials?|surveys?|experiments?)\b|meta-analysis",
    re.IGNORECASE,
)
# Slots that two instructions must share, or both leave empty.
_BOTH = ("form", "indication", "place", "duration")
_DIGITS = re.compile(r"[\d.,]+")
# Frequencies of side effects in EU product information, in per cent.
_FREQUENCY_WORDS = (
    ("very rare", 0.0, 0.01),
    ("very common", 10.0, 100.0),
    ("uncommon", 0.1, 1.0),
    ("rarely", 0.0, 0.1),
    ("rare", 0.0, 0.1),
)
_HARMS = stems("nausea headache rash bleeding vomiting dizziness reaction allergic diarrhoea diarrhea seizure effects")
_OF_PEOPLE = re.compile(
    r"^\s(?:of\s)?(?:the\s|all\s|these\s)?(?:\w+\s)?(?:people|patients|users|participants|adults|women|men|children|takers)\b",
    re.IGNORECASE,
)


def detect(article: Article, engine: Engine) -> Iterator[Finding]:
    """Yield the pairs of figures that give one quantity two values."""
    axis = engine.axes.axes[RULE]
    by_kind: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures(article):
        if len(by_kind[figure.quantity.kind]) < _PER_KIND:
            by_kind[figure.quantity.kind].append(figure)
    if any(_OPEN_STUDY.search(sentence.text) for sentence in article.sentences):
        by_kind.pop("count", None)
    for kind, test in TESTS.items():
        told: set[int] = set()
        for number, one in enumerate(by_kind[kind]):
            others = [
                other
                for other in by_kind[kind][number + 1 :]
                if id(other) not in told and test(one, other) and _same_thing(article, axis, one, other)
            ]
            if others and id(one) not in told:
                told.update(id(other) for other in others)
                yield _finding(article, axis, one, others)
    yield from _words_against_rates(article, axis, by_kind["percent"])


def _same_thing(article: Article, axis: Axis, one: Figure, other: Figure) -> bool:
    """Return whether nothing in the text reconciles two figures: another list entry, slot, speaker or condition."""
    if one.sentence.index == other.sentence.index or one.sentence.text == other.sentence.text:
        return False
    apart = article.heading(one.sentence) != article.heading(other.sentence)
    known = one.quantity.kind == "count" or "topic" not in (one.found, other.found)
    if apart and (_bare(one) == _bare(other) or not known):
        return False
    # Lines of a table or list that name no treatment may each stand under another one.
    if one.found == other.found == "topic" and not any(_has_verb(article, figure) for figure in (one, other)):
        return False
    first, second = _claim(article, axis, one), _claim(article, axis, other)
    if first is None or second is None or not (first.held and second.held):
        return False
    told = one.quantity.kind in ("dose", "frequency") and one.role != "contents"
    if told and any(bool(getattr(first.slots, name)) != bool(getattr(second.slots, name)) for name in _BOTH):
        return False
    # Two sizes of one study are two mentions of that study, as the test has seen.
    kept = {"two studies"} if one.quantity.kind == "count" else set()
    return not any(why for name, why in vetoes.outcomes(article, first, second).items() if name not in kept)


def _has_verb(article: Article, figure: Figure) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in article.parsed(figure.sentence))


def _bare(figure: Figure) -> str:
    return _DIGITS.sub("", figure.sentence.text)


def _claim(article: Article, axis: Axis, figure: Figure) -> PoleClaim | None:
    """Return a figure as a claim of the axis, so that the vetoes of contradictions judge it."""
    doc = article.parsed(figure.sentence)
    match = at_words(doc, figure.quantity.span, RULE, article.nlp.tokenizer)
    if match is None:
        return None
    return PoleClaim(
        axis=axis,
        pole=axis.poles[0],
        sentence=figure.sentence,
        span=figure.quantity.span,
        assertion=assess(article, figure.sentence, match),
        slots=fill(article, figure.sentence, doc[match.start : match.end].root),
        absolute=False,
        quantifier="",
        confidence=axis.confidence,
    )


def _words_against_rates(article: Article, axis: Axis, rates: list[Figure]) -> Iterator[Finding]:
    """Yield "rare" against "1 in 8" for the same harm (frequency words of EU product information)."""
    shares = [rate for rate in rates if _OF_PEOPLE.match(rate.sentence.text[rate.quantity.span.end :])]
    for sentence in article.sentences if shares else ():
        word = next((entry for entry in _FREQUENCY_WORDS if re.search(rf"\b{entry[0]}\b", sentence.text.lower())), None)
        if word is None:
            continue
        at = sentence.text.lower().index(word[0])
        quantity = Quantity("percent", word[1], word[2], "%", Span(at, at + len(word[0])))
        figure = of_quantity(article, sentence, quantity)
        for rate in shares:
            outside = not word[1] / 3 <= rate.quantity.high <= word[2] * 3
            alike = figure.treatment & rate.treatment and figure.groups == rate.groups
            if outside and alike and figure.about & rate.about & _HARMS and _same_thing(article, axis, figure, rate):
                yield _finding(article, axis, figure, [rate])
                break


def _finding(article: Article, axis: Axis, one: Figure, others: list[Figure]) -> Finding:
    place = article.place(one.sentence, one.quantity.span)
    related = tuple(
        Related(
            article.place(other.sentence, other.quantity.span),
            "contradicts",
            "gives another figure for the same quantity",
        )
        for other in others
    )
    shared = ", ".join(sorted(one.about & others[0].about)[:4])
    whole = [article.place(f.sentence, Span(0, len(f.sentence.text))) for f in (one, others[0])]
    return Finding(
        rule=RULE,
        kind=Kind.CONTRADICTION,
        severity=axis.severity,
        confidence=axis.confidence,
        status=Status.ASSERTED,
        place=place,
        message=f"{axis.title}: “{place.quote}” against “{related[0].place.quote}”.",
        explanation=Explanation(
            what=axis.summary,
            why=axis.why,
            fine_if=axis.fine_if,
            trigger=f"two values for one {one.quantity.kind} ({shared or 'same treatment'}); units compared; no other group, arm, time or role named",
            evidence=tuple(Evidence(w, "the sentence in full") for w in whole),
            standards=choose_standards(axis.standards, article.genre),
            resolve=f"{axis.resolve} They could both stand if {axis.reconcile}",
        ),
        related=related,
        strength="hard",
        fingerprint=fingerprint(RULE, f"{one.sentence.text}\n{others[0].sentence.text}"),
        sentence=one.sentence.index,
    )
