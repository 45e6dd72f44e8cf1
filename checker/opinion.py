"""The claims model beside the rules: it weighs what rules found and proposes what they have no words for."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.assertion import assess
from checker.claims_model import contexts
from checker.errors import ModelError
from checker.matching import Match, Pattern
from checker.rule import PatternSpec
from checker.ruleset import TITLE_LIKE, Hit, action
from checker.types import Severity, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.claims_model import Judgement
    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.rule import OverstatementRule
    from checker.ruleset import RuleSet
    from checker.types import Sentence

_FEWEST_WORDS = 3
_LEAST = 0.1
"""Below this a sentence is not even parsed for the model's sake."""
MODEL, BOTH = "model", "rule and model"
_NO_CLAIM = (Status.NEGATED.value, Status.DEBUNKED.value, Status.QUESTION.value)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model says of an article's sentences, by sentence number; empty where no model spoke."""

    judged: Mapping[int, Judgement] = field(default_factory=dict)
    not_examined: tuple[str, ...] = ()


def of(article: Article, engine: Engine) -> Opinion:
    """Return the claims model's opinion of an article, asked once; a missing model says so and no more."""
    return article.remember("opinion", lambda: _asked(article, engine))


def _asked(article: Article, engine: Engine) -> Opinion:
    if not engine.config.for_path(article.document.uri).models:
        return Opinion(not_examined=("What only models find: they are switched off.",))
    model = engine.claims
    if model is None:
        return Opinion(not_examined=("What only the claims model finds: none is installed.",))
    around = contexts(article.document, article.sentences)
    wanted = [s for s in article.sentences if len(s.text.split()) >= _FEWEST_WORDS]
    rows = {s.index: (s.text, around[s.index], None) for s in wanted}
    try:
        found = model.judge(rows.values(), article.deadline)
    except ModelError as error:
        return Opinion(not_examined=(f"What only the claims model finds: {error}",))
    left = len({row for row in rows.values() if row not in found})
    notes = (
        (f"What only the claims model finds, in {left} of {len(wanted)} sentences: the time budget was spent.",)
        if left
        else ()
    )
    return Opinion({index: found[row] for index, row in rows.items() if row in found}, notes)


def revise(article: Article, hits: Sequence[Hit], engine: Engine) -> list[Hit]:
    """Return the hits with the chance that both voices give them, without those it outvotes, and with new ones."""
    opinion = of(article, engine)
    if not opinion.judged or engine.claims is None:
        return list(hits)
    weights = engine.claims.weights
    kept = [
        weighed
        for hit in hits
        if (weighed := _weigh(hit, opinion.judged.get(hit.sentence.index), weights)).chance >= weights["keep"]
    ]
    taken = {hit.sentence.index for hit in hits}
    for sentence in article.sentences:
        judgement = opinion.judged.get(sentence.index)
        if judgement is not None and sentence.index not in taken:
            kept += _proposed(article, sentence, judgement, engine)
    return sorted(kept, key=lambda hit: (hit.sentence.index, hit.span.start))


def _weigh(hit: Hit, judgement: Judgement | None, weights: Mapping[str, float]) -> Hit:
    """Return a rule's hit with its chance by logistic regression on the rule's own odds and the model's."""
    if judgement is None:
        return hit
    own = judgement.categories.get(hit.rule.id, 0.0)
    score = (
        weights["intercept"]
        + weights["rule"] * logit(hit.base)
        + weights["finding"] * logit(judgement.finding)
        + weights["category"] * logit(own)
    )
    chance = 1 / (1 + math.exp(-score))
    note = f"the claims model gives this sentence {judgement.finding:.2f} and this category {own:.2f}"
    return replace(hit, chance=round(chance, 3), notes=(*hit.notes, note), voice=BOTH)


def logit(chance: float) -> float:
    """Return the log odds of a probability, kept finite."""
    bounded = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def _proposed(article: Article, sentence: Sentence, judgement: Judgement, engine: Engine) -> Iterator[Hit]:
    """Yield the model's own finding in a sentence where no rule spoke."""
    weights = engine.claims.weights if engine.claims else {}
    hit = proposal(article, sentence, judgement, engine.overstatement, weights)
    if hit is None:
        return
    own = judgement.categories[hit.rule.id]
    score = (
        weights["alone_intercept"]
        + weights["alone_finding"] * logit(judgement.finding)
        + weights["alone_category"] * logit(own)
    )
    chance = 1 / (1 + math.exp(-score))
    if chance >= weights["propose"]:
        note = f"the claims model gives this sentence {judgement.finding:.2f} and this category {own:.2f}"
        yield replace(hit, chance=round(chance, 3), notes=(note,))


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
    hit = _as_hit(article, sentence, judgement.span, rules.rules[name])
    if hit is None:
        return None
    wanted = action(hit.rule, hit.spec, hit.assertion, rules)
    titled = article.block(sentence).kind in TITLE_LIKE
    return hit if wanted in ("flag", "lower") or (wanted == "title" and titled) else None


def _as_hit(article: Article, sentence: Sentence, span: Span, rule: OverstatementRule) -> Hit | None:
    """Return a hit at a span of the sentence's text, its status judged by cues and parse as for any other."""
    doc = article.parsed(sentence)
    tokens = [
        token.i for token in doc if token.idx < span.end and span.start < token.idx + len(token) and not token.is_space
    ]
    if not tokens:
        return None
    first, last = tokens[0], tokens[-1] + 1
    spec = PatternSpec(match="")
    no_words = Pattern("the claims model", "", {}, article.nlp.tokenizer)
    match = Match(no_words, first, last, (first, last), frozenset())
    assertion = assess(article, sentence, match)
    words = Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
    return Hit(rule, spec, sentence, words, assertion, Severity(rule.severity), voice=MODEL)
