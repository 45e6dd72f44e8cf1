"""The sentence-pair model: entailment, neutral or contradiction between two sentences, as probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from checker.claims_model import softmax
from checker.encoder import Encoder, cache_folder
from checker.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LABELS = ("entailment", "neutral", "contradiction")
LONGEST = 128
"""Tokens of both sentences together."""
UNTRAINED = {"intercept": 0.0, "axis": 1.0, "model": 0.3, "other_intercept": -1.0, "other_model": 0.5, "propose": 0.6}
"""How a model's word is weighed where nobody has measured it (`models/nli/calibrate.py` measures ours)."""
Chances = tuple[float, float, float]
"""Probabilities in the order of LABELS."""


@dataclass(frozen=True, eq=False)
class PairModel:
    """A sentence-pair model of a folder, and where its answers are remembered."""

    folder: Path
    memory: Memory | None = None
    quantised: bool = True

    @property
    def weights(self) -> Mapping[str, float]:
        """Return how its word is weighed beside the axes' (`checker.crosscheck`)."""
        return {**UNTRAINED, **self.encoder.card.get("combine", {})}

    @cached_property
    def encoder(self) -> Encoder:
        """Return the network that runs."""
        return Encoder(self.folder, network, _pack, LONGEST, self.memory, self.quantised)

    def score(self, pairs: Sequence[tuple[str, str]], deadline: float | None = None) -> dict[tuple[str, str], Chances]:
        """Return the chances for each distinct (premise, hypothesis); past the deadline pairs are left out.

        Raises:
            ModelError: the model is missing or damaged.
        """
        heat = float(self.encoder.card.get("temperature", {}).get("label", 1.0))
        raw = self.encoder.run([(premise, hypothesis, None) for premise, hypothesis in pairs], deadline)
        return {(row[0], row[1]): _chances(np.frombuffer(kept, np.float32) / heat) for row, kept in raw.items()}


class PairJudge(Protocol):
    """Any sentence-pair model: ours or a foreign one."""

    @property
    def weights(self) -> Mapping[str, float]:
        """Return how its word is weighed beside the axes'."""
        ...

    def score(self, pairs: Sequence[tuple[str, str]], deadline: float | None = None) -> dict[tuple[str, str], Chances]:
        """Return the chances for each distinct pair."""
        ...


def contradiction(
    model: PairJudge, pairs: Sequence[tuple[str, str]], deadline: float | None = None
) -> dict[tuple[str, str], float]:
    """Return how likely two sentences of one text contradict each other: the mean over both orders."""
    scored = model.score([order for a, b in pairs for order in ((a, b), (b, a))], deadline)
    both = [(a, b) for a, b in pairs if (a, b) in scored and (b, a) in scored]
    return {(a, b): (scored[a, b][2] + scored[b, a][2]) / 2 for a, b in both}


def _chances(logits: np.ndarray) -> Chances:
    first, second, third = (round(float(p), 4) for p in softmax(logits))
    return first, second, third


def _pack(_encoded: Any, logits: dict[str, np.ndarray]) -> bytes:
    return logits["label"].round(3).astype(np.float32).tobytes()


def network(labels: dict[str, Any]) -> Any:
    """Return the bare network for what labels.json says."""
    from checker.networks import PairNetwork

    return PairNetwork(labels["config"])


def load(folder: Path) -> PairModel | None:
    """Return the model of a folder in our layout, shared within the process, its answers remembered; None if none."""
    return _shared(folder, cache_folder()) if (folder / "model.toml").is_file() else None


@lru_cache(maxsize=4)
def _shared(folder: Path, cache: Path) -> PairModel:
    return PairModel(folder, Memory(cache / "nli.sqlite"))
