"""The claims model beside the rules: it weighs what rules found and proposes what they have no words for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.claims_model import contexts
from checker.errors import ModelError
from checker.odds import logistic, logit
from checker.ruleset import marked
from checker.types import Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.claims_model import Judgement
    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.ruleset import Hit, RuleSet
    from checker.types import Sentence

_FEWEST_WORDS = 3
_LEAST = 0.1
"""Below this a sentence is not even parsed for the model's sake."""
RULE, MODEL, BOTH = "rule", "model", "rule and model"
_NO_CLAIM = (Status.NEGATED.value, Status.DEBUNKED.value, Status.QUESTION.value)


def of(article: Article, engine: Engine) -> Mapping[int, Judgement]:
    """Return what the claims model says of an article's sentences, by sentence number, asked once.

    Empty where no model spoke; what it left out is noted on the article, and is never fatal.
    """
    return article.remember("opinion", lambda: _asked(article, engine))


def _asked(article: Article, engine: Engine) -> Mapping[int, Judgement]:
    if not engine.config.for_path(article.document.uri).models:
        article.leave_out("What only models find: they are switched off.")
        return {}
    if engine.claims is None:
        article.leave_out("What only the claims model finds: none is installed.")
        return {}
    around = contexts(article.document, article.sentences)
    wanted = [s for s in article.sentences if len(s.text.split()) >= _FEWEST_WORDS]
    rows = {s.index: (s.text, around[s.index], None) for s in wanted}
    try:
        found = engine.claims.judge(rows.values(), article.deadline)
    except ModelError as error:
        article.leave_out(f"What only the claims model finds: {error}")
        return {}
    judged = {index: found[row] for index, row in rows.items() if row in found}
    if len(judged) < len(rows):
        left = f"{len(rows) - len(judged)} of {len(rows)}"
        article.leave_out(f"What only the claims model finds, in {left} sentences: the time budget was spent.")
    return judged


def revise(article: Article, hits: Sequence[Hit], engine: Engine) -> list[Hit]:
    """Return the hits with the chance that both voices give them, without those it outvotes, and with new ones.

    A hit in a sentence that the model did not judge stands as the rules found it.
    """
    judged = of(article, engine)
    if not judged or engine.claims is None:
        return list(hits)
    weights = engine.claims.weights
    weighed = [_weighed(hit, judged.get(hit.sentence.index), weights) for hit in hits]
    kept = [hit for hit in weighed if hit.voice == RULE or hit.chance >= weights["keep"]]
    taken = {hit.sentence.index for hit in hits}
    for sentence in article.sentences:
        judgement = judged.get(sentence.index)
        if judgement is not None and sentence.index not in taken:
            kept += _proposed(article, sentence, judgement, engine)
    return sorted(kept, key=lambda hit: (hit.sentence.index, hit.span.start))


def _weighed(hit: Hit, judgement: Judgement | None, weights: Mapping[str, float]) -> Hit:
    """Return a rule's hit with its chance by logistic regression on the rule's own odds and the model's."""
    if judgement is None:
        return hit
    chance = logistic(
        weights["intercept"]
        + weights["rule"] * logit(hit.base)
        + weights["finding"] * logit(judgement.finding)
        + weights["category"] * logit(judgement.categories.get(hit.rule.id, 0.0))
    )
    return _said(hit, judgement, chance, BOTH)


def _proposed(article: Article, sentence: Sentence, judgement: Judgement, engine: Engine) -> Iterator[Hit]:
    """Yield the model's own finding in a sentence where no rule spoke."""
    weights = engine.claims.weights if engine.claims else {}
    hit = proposal(article, sentence, judgement, engine.overstatement, weights)
    if hit is None:
        return
    chance = logistic(
        weights["alone_intercept"]
        + weights["alone_finding"] * logit(judgement.finding)
        + weights["alone_category"] * logit(judgement.categories[hit.rule.id])
    )
    if chance >= weights["propose"]:
        yield _said(hit, judgement, chance, MODEL)


def _said(hit: Hit, judgement: Judgement, chance: float, voice: str) -> Hit:
    own = judgement.categories.get(hit.rule.id, 0.0)
    note = f"the claims model gives this sentence {judgement.finding:.2f} and this category {own:.2f}"
    return replace(hit, chance=round(chance, 3), notes=(*hit.notes, note), voice=voice)


def proposal(
    article: Article, sentence: Sentence, judgement: Judgement, rules: RuleSet, weights: Mapping[str, float]
) -> Hit | None:
    """Return what the model would mark in a sentence, or None where it or the status says that nothing is claimed."""
    known = {name: chance for name, chance in judgement.categories.items() if name in rules.rules}
    no_claim = sum(judgement.status[status] for status in _NO_CLAIM)
    if judgement.finding < _LEAST or judgement.span is None or not known or no_claim > weights["no_claim"]:
        return None
    name = max(known, key=lambda key: (known[key], key))
    # Its rule had the words for this sentence, looked closer and found no claim: that stands.
    if any(match.pattern.key[0].id == name for match in rules.index.found(article.tokens(sentence))):
        return None
    words = (
        judgement.span
        if len(sentence.text[judgement.span.start : judgement.span.end].split()) >= _FEWEST_WORDS
        else None
    )
    return marked(article, sentence, words or Span(0, len(sentence.text)), rules.rules[name], rules)
