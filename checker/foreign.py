"""Other people's models: any Hugging Face sequence classifier in the place of a shipped one, its labels checked.

Read from a folder or from the local Hugging Face cache; nothing is downloaded unless HF_HUB_OFFLINE=0 is set.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checker import pair_model
from checker.claims_model import ADVICE, STATUSES, STRENGTHS, UNTRAINED, Judgement, sigmoid, softmax
from checker.errors import ModelError
from checker.pair_model import LABELS, Chances
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.encoder import Row

_LONGEST = 256
_WORDS = {
    "entailment": ("entail", "supports", "support"),
    "neutral": ("neutral", "not enough info", "unrelated"),
    "contradiction": ("contradict", "refute"),
}
_PROBES = (
    ("The trial enrolled forty women.", "The trial enrolled women.", "entailment"),
    ("The trial enrolled forty women.", "The weather was fine that spring.", "neutral"),
    ("The tablets are safe in pregnancy.", "The tablets are not safe in pregnancy.", "contradiction"),
)


@dataclass(frozen=True, eq=False)
class _Classifier:
    """A sequence classifier and its tokenizer, loaded when first asked."""

    name: str

    @cached_property
    def loaded(self) -> tuple[Any, Any]:
        """Return tokenizer and network.

        Raises:
            ModelError: there is no such model on this machine.
        """
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        try:
            tokenizer = AutoTokenizer.from_pretrained(self.name)
            network = AutoModelForSequenceClassification.from_pretrained(self.name, use_safetensors=True)
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
            reason = str(error).splitlines()[0]
            raise ModelError(
                f"{self.name}: no sequence classifier with safetensors weights there ({reason}). Name a folder, or a model in the local Hugging Face cache."
            ) from error
        return tokenizer, network.eval().float()

    @property
    def labels(self) -> list[str]:
        """Return the labels in the order of the logits."""
        named = self.loaded[1].config.id2label
        return [str(named[at]) for at in range(len(named))]

    def logits(self, texts: tuple[str, ...]) -> Any:
        """Return the logits of a text or a pair, alone in its batch so that nothing beside it counts."""
        import torch

        tokenizer, network = self.loaded
        with torch.inference_mode():
            batch = tokenizer(*texts, truncation=True, max_length=_LONGEST, return_tensors="pt")
            return network(**batch).logits[0].double().numpy()


@dataclass(frozen=True, eq=False)
class ForeignPairs:
    """A foreign sentence-pair model; `order` says where each of LABELS stands among its labels."""

    classifier: _Classifier
    order: tuple[int, ...]
    weights: Mapping[str, float] = field(default_factory=lambda: pair_model.UNTRAINED)

    def score(self, pairs: Sequence[tuple[str, str]], deadline: float | None = None) -> dict[tuple[str, str], Chances]:
        """Return the chances for each distinct pair; past the deadline pairs are left out."""
        found: dict[tuple[str, str], Chances] = {}
        for pair in dict.fromkeys(pairs):
            if deadline is not None and time.monotonic() > deadline:
                break
            chances = softmax(self.classifier.logits(pair))
            found[pair] = tuple(round(float(chances[at]), 4) for at in self.order)  # type: ignore[assignment]
        return found


def pairs(name: str) -> ForeignPairs:
    """Return a foreign sentence-pair model, its label order read from its configuration and tried on three pairs.

    Raises:
        ModelError: it is not there, its labels are not those of inference, or the probes contradict them.
    """
    classifier = _Classifier(name)
    lowered = [label.casefold() for label in classifier.labels]
    order = []
    for words in _WORDS.values():
        places = [at for at, text in enumerate(lowered) if any(word in text for word in words)]
        if len(places) != 1:
            raise ModelError(
                f"{name}: its labels are {', '.join(classifier.labels)}; one each for {', '.join(LABELS)} is expected"
            )
        order.append(places[0])
    model = ForeignPairs(classifier, tuple(order))
    scored = model.score([(premise, hypothesis) for premise, hypothesis, _ in _PROBES])
    wrong = [want for premise, hypothesis, want in _PROBES if _best(scored[premise, hypothesis]) != want]
    if len(wrong) > 1:
        raise ModelError(
            f"{name}: it misreads probe pairs for {' and '.join(wrong)}, so its label order cannot be trusted. Correct id2label in its config.json."
        )
    return model


def _best(chances: Chances) -> str:
    return LABELS[max(range(len(LABELS)), key=lambda at: chances[at])]


@dataclass(frozen=True, eq=False)
class ForeignClaims:
    """A foreign classifier of categories; what it does not tell is left even."""

    classifier: _Classifier
    categories: tuple[str, ...]
    weights: Mapping[str, float]

    def judge(self, rows: Iterable[Row], deadline: float | None = None) -> dict[Row, Judgement]:
        """Return the judgement of each distinct row; past the deadline rows are left out."""
        found: dict[Row, Judgement] = {}
        for row in dict.fromkeys(rows):
            if deadline is not None and time.monotonic() > deadline:
                break
            chances = sigmoid(self.classifier.logits((row[0],)))
            found[row] = self._judgement(row[0], dict(zip(self.classifier.labels, chances, strict=True)))
        return found

    def _judgement(self, text: str, chances: Mapping[str, float]) -> Judgement:
        known = {name: round(float(chances[name]), 4) for name in self.categories}
        return Judgement(
            finding=max(known.values()), categories=known, status=_even(STATUSES), strength=_even(STRENGTHS),
            advice=_even(ADVICE), poles={}, certainty=0.5, checkable=0.5, span=Span(0, len(text)),
        )  # fmt: skip


def _even(labels: Sequence[str]) -> dict[str, float]:
    return {label: round(1 / len(labels), 4) for label in labels}


def claims(name: str, rules: Iterable[str]) -> ForeignClaims:
    """Return a foreign classifier whose labels are categories of ours; other labels of it are left aside.

    Raises:
        ModelError: it is not there, or none of its labels is a category.
    """
    classifier, wanted = _Classifier(name), tuple(rules)
    known = tuple(label for label in classifier.labels if label in wanted)
    if not known:
        raise ModelError(
            f"{name}: its labels are {', '.join(classifier.labels[:8])}; categories such as {', '.join(wanted[:4])} are expected (checker rules lists them)"
        )
    return ForeignClaims(classifier, known, UNTRAINED)
