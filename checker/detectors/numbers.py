"""Two figures for one quantity, and frequency words against rates."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import topic
from checker.explain import choose_standards, fingerprint
from checker.quantities import Quantity, quantities, same_scale
from checker.types import Evidence, Explanation, Finding, Kind, Related, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.types import Sentence

RULE = "contradiction-numbers"
_PER_KIND = 60
_INSTRUCTION = re.compile(
    r"\b(?:take|takes|taking|taken|use|dose|doses|dosage|dosing|recommended|apply|swallow|drink|start|begin|daily|inject)\b",
    re.IGNORECASE,
)
_ROLES = {
    "start": re.compile(r"\b(?:start|starting|begin|initial|first|loading|low)\b", re.IGNORECASE),
    "limit": re.compile(
        r"\b(?:max|maximum|exceed|up to|no more than|not more than|limit|at most|upper|more than|over)\b",
        re.IGNORECASE,
    ),
    "later": re.compile(
        r"\b(?:maintenance|increase[ds]?|gradually|then|afterwards|later|raised?|doubled?|build up)\b",
        re.IGNORECASE,
    ),
    "contents": re.compile(
        r"\b(?:contains?|per (?:tablet|capsule|serving|bottle|gummy)|each (?:tablet|capsule|serving|gummy)|bottle|strength|sizes?)\b",
        re.IGNORECASE,
    ),
    "studied": re.compile(
        r"\b(?:study|studies|trial|trials|participants|researchers|group|placebo|given|received)\b",
        re.IGNORECASE,
    ),
}
_ARMS = re.compile(
    r"\b(?:placebo|control|versus|vs|compared|whereas|while|rose|fell|from|against|another|other)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b(?:at|after|by|within|in) (?:\w+ ){0,2}(?:weeks?|months?|years?|\d{4})\b", re.IGNORECASE)
_PARTS = re.compile(
    r"\b(?:analy[sz]ed|subset|completed|dropped|data from|arm|group|groups|of them|of whom|of these|half|placebo|another|second|previous|earlier|other)\b",
    re.IGNORECASE,
)
_ENROLLED = re.compile(
    r"\b(?:enrol\w*|recruit\w*|includ\w*|involv\w*|took part|participat\w*|finished|tested|gave|surveyed|studied|randomi\w*)\b",
    re.IGNORECASE,
)
_STUDY = re.compile(r"\b(?:stud(?:y|ies)|trial|survey|experiment|research)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}")
_EMPTY = frozenset(
    ["about", "around", "that", "this", "with", "from", "have", "were", "been", "than", "they", "their", "them", "these", "those", "which", "there", "more", "most", "many", "some", "over", "under", "into", "only", "also", "just", "percent", "people", "patients", "adults", "women", "each", "every", "take", "takes", "after", "before", "when", "will", "would", "could", "should", "your", "what", "where", "while", "between", "during"]
)
_FREQUENCY_WORDS = (
    ("very rare", 0.0, 0.01),
    ("very common", 10.0, 100.0),
    ("uncommon", 0.1, 1.0),
    ("rarely", 0.0, 0.1),
    ("rare", 0.0, 0.1),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its sentence."""

    quantity: Quantity
    sentence: Sentence
    about: frozenset[str]
    """Content words near the figure."""
    treatment: frozenset[str]


def detect(article: Article, engine: Engine) -> Iterator[Finding]:
    """Yield the pairs of figures that give one quantity two values."""
    by_kind: dict[str, list[Figure]] = defaultdict(list)
    for sentence in article.sentences:
        for quantity in quantities(sentence.text):
            if len(by_kind[quantity.kind]) < _PER_KIND:
                by_kind[quantity.kind].append(_figure(article, sentence, quantity))
    for kind, figures in by_kind.items():
        test = _TESTS.get(kind)
        if test is not None:
            yield from _clashes(article, engine, figures, test)
    yield from _words_against_rates(article, engine, by_kind["percent"])


def _figure(article: Article, sentence: Sentence, quantity: Quantity) -> Figure:
    near = sentence.text[max(0, quantity.span.start - 70) : quantity.span.end + 70].lower()
    treatment = frozenset(name for name, _, _ in topic.mentions(article, sentence)) or frozenset({topic.topic(article)})
    return Figure(quantity, sentence, frozenset(_WORD.findall(near)) - _EMPTY, treatment)


def _clashes(
    article: Article, engine: Engine, figures: list[Figure], test: Callable[[Figure, Figure], bool]
) -> Iterator[Finding]:
    told: set[int] = set()
    for number, one in enumerate(figures):
        others = [
            o
            for o in figures[number + 1 :]
            if o.sentence.index != one.sentence.index and id(o) not in told and test(one, o)
        ]
        if others and id(one) not in told:
            told.update(id(o) for o in others)
            yield _finding(article, engine, one, others)


def _differ(one: Figure, other: Figure, ratio: float) -> bool:
    """Return whether the ranges lie apart by more than rounding."""
    scale = same_scale(one.quantity, other.quantity)
    if scale is None:
        return False
    low_a, high_a, low_b, high_b = scale
    if low_a <= high_b and low_b <= high_a:
        return False
    near, far = (high_a, low_b) if high_a < low_b else (high_b, low_a)
    return far >= ratio * near


def _role(figure: Figure) -> str:
    text = figure.sentence.text
    return next((role for role, cue in _ROLES.items() if cue.search(text)), "")


def _instructed(one: Figure, other: Figure) -> bool:
    return bool(
        one.treatment & other.treatment
        and _role(one) == _role(other) == ""
        and all(_INSTRUCTION.search(f.sentence.text) for f in (one, other))
    )


def _dose(one: Figure, other: Figure) -> bool:
    same_period = bool(one.quantity.per) == bool(other.quantity.per)
    return _instructed(one, other) and same_period and _differ(one, other, 1.5)


def _frequency(one: Figure, other: Figure) -> bool:
    return _instructed(one, other) and _differ(one, other, 1.5)


def _same_subject(one: Figure, other: Figure, words: int) -> bool:
    shared = one.about & other.about
    return len(shared) >= words and 2 * len(shared) >= min(len(one.about), len(other.about))


def _percent(one: Figure, other: Figure) -> bool:
    texts = (one.sentence.text, other.sentence.text)
    if any(_ARMS.search(t) for t in texts) or bool(_TIMES.search(texts[0])) != bool(_TIMES.search(texts[1])):
        return False
    gap = abs(one.quantity.low - other.quantity.low)
    return _same_subject(one, other, 3) and gap > 4 and _differ(one, other, 1.2)


def _count(one: Figure, other: Figure) -> bool:
    texts = (one.sentence.text, other.sentence.text)
    told = all(_STUDY.search(t) and _ENROLLED.search(t) and not _PARTS.search(t) for t in texts)
    return (
        told
        and one.quantity.unit == other.quantity.unit
        and re.search(r"\b(?:the|this|our) (?:\w+ )?(?:study|trial|survey)\b", texts[1], re.IGNORECASE) is not None
        and _differ(one, other, 1.1)
    )


def _duration(one: Figure, other: Figure) -> bool:
    return bool(one.treatment & other.treatment) and _same_subject(one, other, 4) and _differ(one, other, 1.5)


def _price(one: Figure, other: Figure) -> bool:
    return bool(one.treatment & other.treatment) and _same_subject(one, other, 3) and _differ(one, other, 1.15)


_TESTS: dict[str, Callable[[Figure, Figure], bool]] = {
    "dose": _dose,
    "frequency": _frequency,
    "percent": _percent,
    "count": _count,
    "duration": _duration,
    "price": _price,
}


def _words_against_rates(article: Article, engine: Engine, rates: list[Figure]) -> Iterator[Finding]:
    """Yield "rare" against "1 in 8" for the same harm (frequency words of EU product information)."""
    for sentence in article.sentences:
        lowered = sentence.text.lower()
        word = next((entry for entry in _FREQUENCY_WORDS if re.search(rf"\b{entry[0]}\b", lowered)), None)
        if word is None:
            continue
        about = frozenset(_WORD.findall(lowered)) - _EMPTY
        for rate in rates:
            outside = not word[1] / 3 <= rate.quantity.high <= word[2] * 3
            if (
                rate.sentence.index != sentence.index
                and outside
                and len(about & rate.about) >= 2
                and _harmful(about & rate.about)
            ):
                at = lowered.index(word[0])
                span = Span(at, at + len(word[0]))
                figure = Figure(Quantity("percent", word[1], word[2], "%", span), sentence, about, rate.treatment)
                yield _finding(article, engine, figure, [rate])
                break


def _harmful(words: frozenset[str]) -> bool:
    return bool(
        words
        & {
            "nausea",
            "headache",
            "headaches",
            "rash",
            "bleeding",
            "effect",
            "effects",
            "side",
            "vomiting",
            "dizziness",
            "reaction",
            "reactions",
            "allergic",
            "damage",
            "complications",
            "infection",
            "diarrhoea",
            "diarrhea",
        }
    )


def _finding(article: Article, engine: Engine, one: Figure, others: list[Figure]) -> Finding:
    axis = engine.axes.axes[RULE]
    place = article.place(one.sentence, one.quantity.span)
    related = tuple(
        Related(
            article.place(o.sentence, o.quantity.span),
            "contradicts",
            "gives another figure for the same quantity",
        )
        for o in others
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
