"""What both models' calibration shares: temperatures, and the model.toml that carries them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TEMPERATURES = np.exp(np.linspace(-1.2, 1.6, 113))


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """Return the temperature with the least log loss (Guo et al. 2017); (N,) logits are binary, (N, C) a choice."""
    return float(min(_TEMPERATURES, key=lambda heat: _loss(logits / heat, labels)))


def _loss(logits: np.ndarray, labels: np.ndarray) -> float:
    if logits.ndim == 1:
        return float(np.mean(np.logaddexp(0, logits) - labels * logits))
    top = logits.max(1, keepdims=True)
    log_sum = top[:, 0] + np.log(np.exp(logits - top).sum(1))
    return float(np.mean(log_sum - logits[np.arange(len(labels)), labels.astype(int)]))


def macro_f1(predicted: list[Any], gold: list[Any]) -> float:
    """Return the mean F1 over the labels of the gold."""
    scores = []
    for label in set(gold):
        right = sum(p == g == label for p, g in zip(predicted, gold, strict=True))
        total = sum(p == label for p in predicted) + sum(g == label for g in gold)
        scores.append(2 * right / total if total else 0.0)
    return sum(scores) / len(scores)


def write_card(folder: Path, tables: Mapping[str, Mapping[str, float]], **top: str) -> None:
    """Write model.toml: the weights' hash, what is given, and one table each for the figures."""
    digest = hashlib.sha256((folder / "weights.safetensors").read_bytes()).hexdigest()
    lines = [f'{key} = "{value}"' for key, value in {**top, "sha256": digest}.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{_key(key)} = {value:.4g}" for key, value in table.items())]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _key(text: str) -> str:
    return text if text.replace("_", "").replace("-", "").isalnum() else f'"{text}"'
