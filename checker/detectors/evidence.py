"""Treatment claims held against the reader's own evidence (`--evidence`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import crosscheck, opinion, topic
from checker.explain import choose_standards, fingerprint
from checker.types import Evidence, Explanation, Finding, Kind, Sentence, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.pair_model import PairJudge
    from checker.parse import Article
    from checker.passages import Passage, Passages
    from checker.pipeline import Engine

_MOST_CLAIMS = 60
_PASSAGES = 12
_QUOTED = 3
_EFFECT = 0.5
_SURE = {"contradiction": 0.85, "entailment": 0.75}
_SPOKEN = (Status.QUESTION.value, Status.NEGATED.value, Status.DEBUNKED.value)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence says of a claim: the rule that tells it, how sure, and the sentences that say so."""

    rule: str
    chance: float
    passages: tuple[Passage, ...]


def detect(article: Article, engine: Engine) -> Iterator[Finding]:
    """Yield a verdict for each treatment claim of the article where evidence was given."""
    passages = engine.passages
    model = crosscheck.reader(article, engine) if passages else None
    if passages is None or model is None:
        return
    for sentence in treatment_claims(article, engine):
        yield _finding(article, sentence, verdict(sentence.text, passages, model), engine)


def treatment_claims(article: Article, engine: Engine) -> list[Sentence]:
    """Return the sentences that say what a treatment does, at most some dozens, in reading order."""
    judged = opinion.of(article, engine)
    found = []
    for sentence in article.sentences:
        judgement = judged.get(sentence.index)
        if judgement is None or not topic.mentions(article, sentence):
            continue
        effect = judgement.strength["causal"] + judgement.strength["conditional"]
        if effect >= _EFFECT and max(judgement.status, key=lambda s: judgement.status[s]) not in _SPOKEN:
            found.append(sentence)
    return found[:_MOST_CLAIMS]


def verdict(claim: str, given: Passages, model: PairJudge) -> Verdict:
    """Return what the best of the given passages say of a claim (the scheme of SciFact, Wadden et al. 2020)."""
    passages = given.search(claim, _PASSAGES)
    scored = model.score([(passage.text, claim) for passage in passages])
    for rule, label, column in (("evidence-refuted", "contradiction", 2), ("evidence-supported", "entailment", 0)):
        ranked = sorted(passages, key=lambda p: -scored[p.text, claim][column])
        sure = [p for p in ranked if scored[p.text, claim][column] >= _SURE[label]]
        other = max((scored[p.text, claim][2 - column] for p in passages), default=0.0)
        if sure and scored[sure[0].text, claim][column] > other:
            return Verdict(rule, scored[sure[0].text, claim][column], tuple(sure[:_QUOTED]))
    return Verdict(
        "evidence-none",
        1 - max((max(scored[p.text, claim][0], scored[p.text, claim][2]) for p in passages), default=0.0),
        (),
    )


def _finding(article: Article, sentence: Sentence, found: Verdict, engine: Engine) -> Finding:
    rule = engine.plain[found.rule]
    place = article.place(sentence, Span(0, len(sentence.text)))
    quoted = tuple(Evidence(place, p.text, source=p.source) for p in found.passages)
    return Finding(
        rule=rule.id,
        kind=Kind.EVIDENCE,
        severity=rule.severity,
        confidence=round(min(max(found.chance, 0.05), 0.99), 3),
        status=Status.ASSERTED,
        place=place,
        message=f"{rule.title}: “{' '.join(place.quote.split())}”.",
        explanation=Explanation(
            what=rule.what,
            why=rule.why,
            fine_if=rule.fine_if,
            trigger=f"the sentence-pair model read the claim against {_PASSAGES} passages found by BM25",
            evidence=quoted,
            standards=choose_standards(rule.standards, article.genre),
            rewrites=rule.rewrites,
        ),
        fingerprint=fingerprint(rule.id, sentence.text),
        sentence=sentence.index,
    )
