"""The claims model: what it is asked about a sentence, and its answer as calibrated probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from checker.encoder import Encoder, cache_folder
from checker.memory import Memory
from checker.types import BlockKind, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from checker.encoder import Row
    from checker.types import Document, Sentence

STATUSES = tuple(status.value for status in Status)
STRENGTHS = ("none", "correlational", "conditional", "causal")
ADVICE = ("none", "weak", "strong")
LONGEST = 96
"""Tokens of a sentence and its surroundings together."""
_HEADING, _BEFORE, _AFTER = 8, 14, 8
_WORD_IN_SPAN = 0.4
UNTRAINED = {
    "intercept": 0.0, "rule": 1.0, "finding": 0.5, "category": 0.25, "keep": 0.35,
    "alone_intercept": 0.0, "alone_finding": 1.0, "alone_category": 0.0, "propose": 0.8, "no_claim": 0.5,
}  # fmt: skip
"""How a model's word is weighed where nobody has measured it (`models/claims/calibrate.py` measures ours)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the model says of a sentence, as probabilities; `span` is the likeliest claim within its text."""

    finding: float
    categories: Mapping[str, float]
    status: Mapping[str, float]
    strength: Mapping[str, float]
    advice: Mapping[str, float]
    poles: Mapping[str, float]
    certainty: float
    checkable: float
    span: Span | None
    vector: bytes = b""
    """The direction of the sentence's meaning, an int8 for each dimension."""


@dataclass(frozen=True, eq=False)
class ClaimsModel:
    """A claims model of a folder, and where its answers are remembered."""

    folder: Path
    memory: Memory | None = None
    quantised: bool = True

    @cached_property
    def encoder(self) -> Encoder:
        """Return the network that runs."""
        return Encoder(self.folder, network, self._pack, LONGEST, self.memory, self.quantised)

    @property
    def weights(self) -> Mapping[str, float]:
        """Return how its word is weighed beside the rules' (`checker.opinion`)."""
        return {**UNTRAINED, **self.encoder.card.get("combine", {})}

    @cached_property
    def heads(self) -> dict[str, tuple[str, ...]]:
        """Return the labels of each head, in the order in which their logits are kept."""
        labels = self.encoder.labels
        return {
            "finding": ("_",), "categories": tuple(labels["categories"]), "status": STATUSES, "strength": STRENGTHS,
            "advice": ADVICE, "poles": tuple(labels["poles"]), "certainty": ("_",), "checkable": ("_",),
        }  # fmt: skip

    def judge(self, rows: Iterable[Row], deadline: float | None = None) -> dict[Row, Judgement]:
        """Return the judgement of each distinct (sentence, surroundings, span asked about or None).

        Past the deadline (`time.monotonic`) rows are left out.

        Raises:
            ModelError: the model is missing or damaged.
        """
        return {row: self._judgement(raw) for row, raw in self.encoder.run(rows, deadline).items()}

    def _pack(self, encoded: Any, logits: dict[str, np.ndarray]) -> bytes:
        """Return the span (2 int32), the heads' logits (float32) and the direction of the vector (int8)."""
        chances = sigmoid(logits["tokens"])
        words = zip(encoded.offsets, chances, encoded.sequence_ids, strict=True)
        span = best_span([(Span(*offsets), float(p)) for offsets, p, sequence in words if sequence == 0])
        flat = np.concatenate([logits[name] for name in self.heads])
        place = (span.start, span.end) if span else (-1, -1)
        vector = logits["vector"] / max(float(np.abs(logits["vector"]).max()), 1e-8)
        parts = (np.array(place, np.int32), flat.round(3).astype(np.float32), (vector * 127).round().astype(np.int8))
        return b"".join(part.tobytes() for part in parts)

    def logits(self, raw: bytes) -> np.ndarray:
        """Return the heads' logits of what is kept, in the order of `heads`."""
        return np.frombuffer(raw, np.float32, sum(map(len, self.heads.values())), 8)

    def _judgement(self, raw: bytes) -> Judgement:
        temperatures = self.encoder.card.get("temperature", {})
        parts: dict[str, dict[str, float]] = {}
        at, flat = 0, self.logits(raw)
        for head, labels in self.heads.items():
            scaled = flat[at : at + len(labels)] / temperatures.get(head, 1.0)
            at += len(labels)
            chances = softmax(scaled) if head in ("status", "strength", "advice") else sigmoid(scaled)
            parts[head] = {label: round(float(p), 4) for label, p in zip(labels, chances, strict=True)}
        start, end = (int(place) for place in np.frombuffer(raw, np.int32, 2))
        return Judgement(
            finding=parts["finding"]["_"], categories=parts["categories"], status=parts["status"],
            strength=parts["strength"], advice=parts["advice"], poles=parts["poles"],
            certainty=parts["certainty"]["_"], checkable=parts["checkable"]["_"],
            span=Span(start, end) if start >= 0 else None, vector=raw[8 + flat.nbytes :],
        )  # fmt: skip


def network(labels: dict[str, Any]) -> Any:
    """Return the bare network for what labels.json says."""
    from checker.networks import ClaimsNetwork

    sizes = {
        "finding": 1, "categories": len(labels["categories"]), "status": len(STATUSES), "strength": len(STRENGTHS),
        "certainty": 1, "advice": len(ADVICE), "poles": len(labels["poles"]), "checkable": 1,
    }  # fmt: skip
    return ClaimsNetwork(labels["config"], sizes)


def sigmoid(values: np.ndarray) -> np.ndarray:
    """Return the logistic function of logits, in double precision."""
    result: np.ndarray = 1 / (1 + np.exp(-np.asarray(values, dtype=np.float64)))
    return result


def softmax(values: np.ndarray) -> np.ndarray:
    """Return probabilities that sum to 1 from logits."""
    raised = np.exp(np.asarray(values, dtype=np.float64) - np.max(values))
    result: np.ndarray = raised / raised.sum()
    return result


def best_span(words: list[tuple[Span, float]]) -> Span | None:
    """Return the run of likely words with the highest sum; one unlikely word between two likely ones is bridged."""
    likely = [at for at, (span, chance) in enumerate(words) if len(span) and chance >= _WORD_IN_SPAN]
    if not likely:
        return None
    cuts = [n for n, (one, other) in enumerate(pairwise(likely), 1) if other - one > 2]
    runs = [likely[a:b] for a, b in pairwise([0, *cuts, len(likely)])]
    best = max(runs, key=lambda run: sum(words[at][1] for at in run))
    return Span(words[best[0]][0].start, words[best[-1]][0].end)


def contexts(document: Document, sentences: Sequence[Sentence]) -> list[str]:
    """Return what the model sees beside each sentence: the heading above it, words before it, words after it."""
    words = [sentence.text.split() for sentence in sentences]
    found, heading, block = [], document.title, 0
    for at, sentence in enumerate(sentences):
        for earlier in document.blocks[block : sentence.block]:
            heading = earlier.text if earlier.kind in (BlockKind.HEADING, BlockKind.TITLE) else heading
        block = max(block, sentence.block)
        before = words[at - 1][-_BEFORE:] if at else []
        after = words[at + 1][:_AFTER] if at + 1 < len(sentences) else []
        found.append(f"{' '.join(heading.split()[:_HEADING])} | {' '.join(before)} | {' '.join(after)}")
    return found


class Judge(Protocol):
    """Any claims model: ours or a foreign one."""

    @property
    def weights(self) -> Mapping[str, float]:
        """Return how its word is weighed beside the rules'."""
        ...

    def judge(self, rows: Iterable[Row], deadline: float | None = None) -> dict[Row, Judgement]:
        """Return the judgement of each distinct row."""
        ...


def load(folder: Path) -> ClaimsModel | None:
    """Return the model of a folder in our layout, shared within the process, its answers remembered; None if none."""
    return _shared(folder, cache_folder()) if (folder / "model.toml").is_file() else None


@lru_cache(maxsize=4)
def _shared(folder: Path, cache: Path) -> ClaimsModel:
    return ClaimsModel(folder, Memory(cache / "claims.sqlite"))
