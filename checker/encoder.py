"""The one place that runs a neural model: load, batch, remember.

Sentences are judged once each, in batches of like length, in fp32 (bf16 is never used: some processors claim
it and die). Judgements are kept on disk, keyed by model and text; the file is bounded and may be shared by
processes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from checker import resources
from checker.errors import ModelError, RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence

_BATCH = 32
_MAX_TOKENS = 112
_KEEP = 300_000
_SPAN_FLOOR = 0.4


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the claims model says of a sentence: probabilities, and the likeliest span within its text."""

    finding: float
    categories: dict[str, float]
    status: dict[str, float]
    strength: dict[str, float]
    certainty: float
    advice: dict[str, float]
    poles: dict[str, float]
    checkable: float
    span: tuple[int, int] | None


@dataclass(frozen=True, eq=False)
class ClaimsModel:
    """A claims model of a folder: `model.toml`, `labels.json`, `tokenizer.json`, `weights.safetensors`."""

    folder: Path
    cache: Path | None = None
    _open: list[sqlite3.Connection] = field(default_factory=list, repr=False)

    @cached_property
    def card(self) -> dict[str, Any]:
        """Return model.toml: hash, thresholds, temperatures, measured figures.

        Raises:
            ModelError: the folder is missing or damaged.
        """
        try:
            return resources.read_toml(self.folder / "model.toml")
        except RuleError as error:
            raise ModelError(f"{self.folder}: no claims model there ({error}). Install checker again, or use --no-models.") from error

    @cached_property
    def labels(self) -> dict[str, Any]:
        """Return the order of categories and poles, and the encoder's configuration."""
        try:
            table: dict[str, Any] = json.loads((self.folder / "labels.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{self.folder}/labels.json: cannot be read ({error}). Install checker again, or use --no-models.") from error
        return table

    @cached_property
    def _network(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        from checker.heads import ClaimsNetwork

        file = self.folder / "weights.safetensors"
        try:
            if hashlib.sha256(file.read_bytes()).hexdigest() != self.card["sha256"]:
                raise ModelError(f"{file}: damaged (its hash is not the one in model.toml). Install checker again, or use --no-models.")
            weights = {name: tensor.to(torch.float32) for name, tensor in load_file(file).items()}
            network = ClaimsNetwork(self.labels["config"], len(self.labels["categories"]), len(self.labels["poles"]))
            network.load_state_dict(weights)
        except (OSError, KeyError, SafetensorError, RuntimeError) as error:
            raise ModelError(f"{file}: cannot be loaded ({error}). Install checker again, or use --no-models.") from error
        device = "cuda" if torch.cuda.is_available() else "cpu"
        return network.eval().to(device)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.enable_truncation(_MAX_TOKENS, strategy="longest_first")
        tokenizer.enable_padding()
        return tokenizer

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """Return a judgement for each (sentence, context), in order; equal pairs are judged once."""
        distinct = list(dict.fromkeys(pairs))
        known = self._recall(distinct)
        new = sorted((pair for pair in distinct if pair not in known), key=lambda pair: (len(pair[0]) + len(pair[1]), pair))
        fresh: dict[tuple[str, str], bytes] = {}
        for at in range(0, len(new), _BATCH):
            batch = new[at : at + _BATCH]
            fresh.update(zip(batch, self._run(batch), strict=True))
        self._remember(fresh)
        raw = {**known, **fresh}
        return [self._judgement(raw[pair]) for pair in pairs]

    def _run(self, batch: list[tuple[str, str]]) -> list[bytes]:
        import torch

        encoded = self._tokenizer.encode_batch(batch)
        device = next(self._network.parameters()).device
        arrays = [torch.tensor([getattr(e, part) for e in encoded], device=device) for part in ("ids", "attention_mask", "type_ids")]
        with torch.inference_mode():
            logits = {name: value.float().cpu().numpy() for name, value in self._network(*arrays).items()}
        return [self._packed(encoded[row], {name: value[row] for name, value in logits.items()}) for row in range(len(batch))]

    def _packed(self, encoded: Any, logits: dict[str, np.ndarray]) -> bytes:
        """Return what is kept of a sentence: head logits and the best span, as bytes."""
        order = ("finding", "categories", "status", "strength", "certainty", "advice", "poles", "checkable")
        flat = np.concatenate([logits[name] for name in order]).astype(np.float32).round(3)
        tokens = _sigmoid(logits["tokens"])
        span = _best_span([(offsets, float(p)) for offsets, p, seq in zip(encoded.offsets, tokens, encoded.sequence_ids, strict=True) if seq == 0])
        return np.array(span or (-1, -1), dtype=np.int32).tobytes() + flat.tobytes()

    def _judgement(self, raw: bytes) -> Judgement:
        start, end = (int(n) for n in np.frombuffer(raw[:8], dtype=np.int32))
        flat = np.frombuffer(raw[8:], dtype=np.float32)
        from checker.heads import ADVICE, STATUSES, STRENGTHS

        names = {"finding": ("_",), "categories": self.labels["categories"], "status": STATUSES, "strength": STRENGTHS, "certainty": ("_",), "advice": ADVICE, "poles": self.labels["poles"], "checkable": ("_",)}
        parts: dict[str, dict[str, float]] = {}
        at = 0
        for head, labels in names.items():
            piece = flat[at : at + len(labels)] / float(self.card.get("temperature", {}).get(head, 1.0))
            at += len(labels)
            values = _softmax(piece) if head in ("status", "strength", "advice") else _sigmoid(piece)
            parts[head] = dict(zip(labels, (round(float(v), 4) for v in values), strict=True))
        return Judgement(
            finding=parts["finding"]["_"], categories=parts["categories"], status=parts["status"], strength=parts["strength"],
            certainty=parts["certainty"]["_"], advice=parts["advice"], poles=parts["poles"], checkable=parts["checkable"]["_"],
            span=(start, end) if start >= 0 else None,
        )  # fmt: skip

    def _key(self, pair: tuple[str, str]) -> str:
        return hashlib.sha256("\0".join((self.card["sha256"], *pair)).encode()).hexdigest()

    def _connection(self) -> sqlite3.Connection | None:
        if self.cache is not None and not self._open:
            with contextlib.suppress(OSError, sqlite3.Error):
                self.cache.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(self.cache, timeout=10)
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("CREATE TABLE IF NOT EXISTS judged (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
                self._open.append(connection)
        return self._open[0] if self._open else None

    def _recall(self, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        connection = self._connection()
        if connection is None:
            return {}
        found: dict[tuple[str, str], bytes] = {}
        with contextlib.suppress(sqlite3.Error):
            for pair in pairs:
                row = connection.execute("SELECT value FROM judged WHERE key = ?", (self._key(pair),)).fetchone()
                if row is not None:
                    found[pair] = row[0]
        return found

    def _remember(self, fresh: dict[tuple[str, str], bytes]) -> None:
        connection = self._connection()
        if connection is None or not fresh:
            return
        with contextlib.suppress(sqlite3.Error), connection:
            rows = [(self._key(pair), value) for pair, value in fresh.items()]
            connection.executemany("INSERT OR REPLACE INTO judged VALUES (?, ?)", rows)
            count = connection.execute("SELECT COUNT(*) FROM judged").fetchone()[0]
            if count > _KEEP:
                connection.execute("DELETE FROM judged WHERE key IN (SELECT key FROM judged LIMIT ?)", (count - _KEEP // 2,))


def _sigmoid(values: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-values.astype(np.float64)))
    return result


def _softmax(values: np.ndarray) -> np.ndarray:
    raised = np.exp(values.astype(np.float64) - values.max())
    result: np.ndarray = raised / raised.sum()
    return result


def _best_span(tokens: list[tuple[tuple[int, int], float]]) -> tuple[int, int] | None:
    """Return the span of the run of marked tokens with the highest sum; one weak token inside is bridged."""
    best: tuple[float, int, int] | None = None
    start = end = -1
    total, gap = 0.0, 0
    for (first, last), chance in [*tokens, ((0, 0), 0.0), ((0, 0), 0.0)]:
        if last > first and chance >= _SPAN_FLOOR:
            start = first if start < 0 else start
            end, total, gap = last, total + chance, 0
        elif start >= 0:
            gap += 1
            if gap > 1:
                best = max(best or (0.0, 0, 0), (total, start, end))
                start, total, gap = -1, 0.0, 0
    return (best[1], best[2]) if best else None


def cache_file() -> Path:
    """Return where judgements are kept: under XDG_CACHE_HOME, or CHECKER_CACHE where it is set."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("CHECKER_CACHE") or base / "checker") / "claims.sqlite"


def shipped() -> ClaimsModel | None:
    """Return the shipped claims model, or None where this installation has none."""
    folder = resources.path("models/claims")
    return ClaimsModel(folder, cache_file()) if (folder / "weights.safetensors").exists() else None
