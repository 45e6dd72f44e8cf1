"""The sentence-pair model beside the axes: it weighs their pairs and proposes pairs that no axis covers.

At most a few dozen pairs of an article are read, whatever its length: those that the axes found, then the
nearest in meaning among its most claim-like sentences that name one treatment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from checker import opinion, topic
from checker.errors import ModelError
from checker.odds import logistic, logit
from checker.pair_model import contradiction
from checker.slots import fill
from checker.types import Status
from checker.vetoes import CONTRAST, MATCHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.claims_model import Judgement
    from checker.pair_model import PairJudge
    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.types import Sentence

_MOST = 40
_SENTENCES = 160
_NEAR = (0.45, 0.97)
"""How alike two sentences must be to be about one thing, and from where one repeats the other."""
_MADE = (Status.ASSERTED.value, Status.PRESUPPOSED.value, Status.INSTRUCTION.value, Status.GOAL.value)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two sentences that the model holds to contradict each other, and how likely an editor would say so."""

    one: Sentence
    other: Sentence
    chance: float
    read: float
    """The model's own probability of a contradiction."""


def reader(article: Article, engine: Engine) -> PairJudge | None:
    """Return the sentence-pair model that reads an article; None, and a note on the article, where none does."""
    if not engine.config.for_path(article.document.uri).models:
        article.leave_out("What only models find: they are switched off.")
        return None
    try:
        if engine.nli is not None and engine.nli.weights:
            return engine.nli
    except ModelError as error:
        article.leave_out(f"What only the sentence-pair model finds: {error}")
        return None
    article.leave_out("What only the sentence-pair model finds: none is installed.")
    return None


def _read(article: Article, model: PairJudge, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], float]:
    try:
        read = contradiction(model, pairs, article.deadline)
    except ModelError as error:
        article.leave_out(f"What only the sentence-pair model finds: {error}")
        return {}
    if any(pair not in read for pair in pairs):
        article.leave_out("What only the sentence-pair model finds, in some pairs: the time budget was spent.")
    return read


def weigh(article: Article, pairs: Iterable[tuple[str, str, float]], engine: Engine) -> dict[tuple[str, str], float]:
    """Return the chance of each (one, other, chance by its axis) once the model has read it; {} without a model."""
    model, wanted = reader(article, engine), list(pairs)[:_MOST]
    if model is None or not wanted:
        return {}
    read, weights = _read(article, model, [(one, other) for one, other, _ in wanted]), model.weights
    return {
        (one, other): logistic(
            weights["intercept"] + weights["axis"] * logit(chance) + weights["model"] * logit(read[one, other])
        )
        for one, other, chance in wanted
        if (one, other) in read
    }


def propose(article: Article, engine: Engine, told: set[frozenset[int]]) -> list[Proposal]:
    """Return the pairs of sentences that no axis covers and the model takes for contradictions, surest first."""
    model, judged = reader(article, engine), opinion.of(article, engine)
    weights = model.weights if model else {}
    if model is None or not judged or _proposed(1.0, weights) < weights["propose"]:
        return []
    pairs = candidates(article, judged, told)
    read = _read(article, model, [(one.text, other.text) for one, other in pairs])
    found = [
        Proposal(one, other, _proposed(p, weights), p)
        for one, other in pairs
        if (p := read.get((one.text, other.text))) is not None
    ]
    sure = [proposal for proposal in found if proposal.chance >= weights["propose"]]
    return sorted(sure, key=lambda proposal: (-proposal.chance, proposal.one.index, proposal.other.index))


def _proposed(read: float, weights: Mapping[str, float]) -> float:
    """Return the chance that an editor agrees where no axis does; a model too weak to propose never reaches it."""
    return logistic(weights["other_intercept"] + weights["other_model"] * logit(read))


def candidates(
    article: Article, judged: Mapping[int, Judgement], told: set[frozenset[int]]
) -> list[tuple[Sentence, Sentence]]:
    """Return at most a few dozen pairs worth reading: near in meaning, one treatment, no slot that differs."""
    chosen = sorted(_claimed(article, judged), key=lambda s: (-_claim_like(judged[s.index]), s.index))[:_SENTENCES]
    if len(chosen) < 2:
        return []
    vectors = np.array([np.frombuffer(judged[s.index].vector, np.int8) for s in chosen], dtype=np.float64)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(min=1e-9)
    near = vectors @ vectors.T
    ranked = sorted(
        ((near[a, b], a, b) for a, b in combinations(range(len(chosen)), 2) if _NEAR[0] <= near[a, b] <= _NEAR[1]),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    found: list[tuple[Sentence, Sentence]] = []
    for _, a, b in ranked:
        if len(found) == _MOST:
            break
        one, other = sorted((chosen[a], chosen[b]), key=lambda s: s.index)
        if frozenset((one.index, other.index)) not in told and not _reconciled(article, one, other):
            found.append((one, other))
    return found


def _claimed(article: Article, judged: Mapping[int, Judgement]) -> Iterator[Sentence]:
    for sentence in article.sentences:
        judgement = judged.get(sentence.index)
        if judgement is not None and judgement.vector and len(sentence.text.split()) >= 5:
            status = max(judgement.status, key=lambda name: judgement.status[name])
            if status in _MADE and not sentence.text.rstrip("\"'”’)").endswith("?"):
                yield sentence


def _claim_like(judgement: Judgement) -> float:
    effect = 1 - judgement.strength["none"]
    return max(effect, judgement.finding, max(judgement.poles.values(), default=0.0))


def _reconciled(article: Article, one: Sentence, other: Sentence) -> bool:
    """Return whether the two can stand together by code alone: other treatment, other slot, contrast, figures."""
    a, b = ({name for name, _, _ in topic.mentions(article, s)} - topic.general() for s in (one, other))
    if a and b and not any(topic.alike(x, y) for x in a for y in b):
        return True
    if other.index - one.index <= 1 and CONTRAST.match(other.text.lstrip("\"'“‘")):
        return True
    figures = [set(_NUMBER.findall(s.text)) for s in (one, other)]
    if figures[0] != figures[1] and all(figures):
        return True  # `contradiction-numbers` compares figures; a model does not
    slots = [fill(article, s, article.parsed(s)[:].root) for s in (one, other)]
    return any((x := getattr(slots[0], n)) and (y := getattr(slots[1], n)) and not x & y for n in (*MATCHED, "outcome"))
