"""The one place that runs a neural network: load it, batch, quantise, remember.

Answers never depend on the batch: rows of one token length go together, so nothing is padded, and on a CPU the
linear layers compute in int8 with one scale for each token (`checker.quantise`), which is exact whatever
stands beside it. bf16 is never used: some processors claim it and die of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checker import resources
from checker.errors import ModelError, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import numpy as np

    from checker.memory import Memory

BATCH_TOKENS = 1024
_HINT = "Install checker again, or use --no-models."
Row = tuple[str, str, tuple[int, int] | None]
"""Two texts, and the span of the first that is asked about, if any."""


@dataclass(frozen=True, eq=False)
class Encoder:
    """A network of a model folder: `model.toml`, `labels.json`, `tokenizer.json`, `weights.safetensors`.

    `build` makes the bare network from labels.json; `pack` turns its output for one row into what is kept.
    """

    folder: Path
    build: Callable[[dict[str, Any]], Any]
    pack: Callable[[Any, dict[str, np.ndarray]], bytes]
    longest: int
    memory: Memory | None = None
    quantised: bool = True

    @cached_property
    def card(self) -> dict[str, Any]:
        """Return model.toml: hash, thresholds, temperatures.

        Raises:
            ModelError: the folder is missing or damaged.
        """
        try:
            return resources.read_toml(self.folder / "model.toml")
        except RuleError as error:
            raise ModelError(f"{self.folder}: no model there ({error}). {_HINT}") from error

    @cached_property
    def labels(self) -> dict[str, Any]:
        """Return the order of labels and the encoder's configuration.

        Raises:
            ModelError: labels.json cannot be read.
        """
        file = self.folder / "labels.json"
        try:
            table: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{file}: cannot be read ({error}). {_HINT}") from error
        return table

    @cached_property
    def _network(self) -> Any:
        import torch
        from safetensors import SafetensorError
        from safetensors.torch import load

        from checker.quantise import quantise

        file = self.folder / "weights.safetensors"
        try:
            data = file.read_bytes()
            if hashlib.sha256(data).hexdigest() != self.card["sha256"]:
                raise ModelError(f"{file}: damaged, its hash is not the one in model.toml. {_HINT}")
            network = self.build(self.labels)
            network.load_state_dict({name: tensor.to(torch.float32) for name, tensor in load(data).items()})
        except (OSError, KeyError, SafetensorError, RuntimeError) as error:
            raise ModelError(f"{file}: cannot be loaded ({error}). {_HINT}") from error
        network.eval()
        if torch.cuda.is_available():
            return network.to("cuda")
        return quantise(network) if self.quantised else network

    @cached_property
    def tokenizer(self) -> Any:
        """Return the tokenizer, which cuts the longer text first.

        Raises:
            ModelError: tokenizer.json cannot be read.
        """
        from tokenizers import Tokenizer

        try:
            made = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelError(f"{self.folder}/tokenizer.json: cannot be read ({error}). {_HINT}") from error
        made.enable_truncation(self.longest, strategy="longest_first")
        made.no_padding()
        return made

    def run(self, rows: Iterable[Row], deadline: float | None = None) -> dict[Row, bytes]:
        """Return what is kept of each distinct row; past the deadline (`time.monotonic`) the rest is left out."""
        distinct = list(dict.fromkeys(rows))
        found = self._recalled(distinct)
        missing = [row for row in distinct if row not in found]
        fresh: dict[Row, bytes] = {}
        for batch in self._batches(missing):
            if deadline is not None and time.monotonic() > deadline:
                break
            fresh.update(self._forward(batch))
        if self.memory is not None and fresh:
            self.memory.put({self._key(row): value for row, value in fresh.items()})
        return found | fresh

    def _recalled(self, rows: Sequence[Row]) -> dict[Row, bytes]:
        if self.memory is None or not rows:
            return {}
        keys = {self._key(row): row for row in rows}
        return {keys[key]: value for key, value in self.memory.get(keys).items()}

    def _key(self, row: Row) -> bytes:
        kind = "int8" if self.quantised else "fp32"
        return hashlib.sha256("\0".join((self.card["sha256"], kind, row[0], row[1], repr(row[2]))).encode()).digest()[
            :16
        ]

    def _batches(self, rows: Sequence[Row]) -> list[list[tuple[Row, Any]]]:
        """Return rows with their tokens in batches of one token length, short ones first."""
        groups: dict[int, list[tuple[Row, Any]]] = defaultdict(list)
        encoded = self.tokenizer.encode_batch([(first, second) for first, second, _ in rows])
        for row, item in zip(rows, encoded, strict=True):
            groups[len(item.ids)].append((row, item))
        size = {length: max(1, BATCH_TOKENS // length) for length in groups}
        return [
            groups[length][at : at + size[length]]
            for length in sorted(groups)
            for at in range(0, len(groups[length]), size[length])
        ]

    def _forward(self, batch: list[tuple[Row, Any]]) -> dict[Row, bytes]:
        import torch

        device = next((p.device for p in self._network.parameters()), torch.device("cpu"))
        arrays = {
            "ids": [item.ids for _, item in batch],
            "mask": [item.attention_mask for _, item in batch],
            "types": [item.type_ids for _, item in batch],
            "focus": [_focus(row, item) for row, item in batch],
        }
        with torch.inference_mode():
            logits = self._network(**{name: torch.tensor(values, device=device) for name, values in arrays.items()})
        parts = {name: value.float().cpu().numpy() for name, value in logits.items()}
        return {
            row: self.pack(item, {name: value[at] for name, value in parts.items()})
            for at, (row, item) in enumerate(batch)
        }


def _focus(row: Row, item: Any) -> list[float]:
    """Return 1 for each token of the span asked about."""
    start, end = row[2] or (0, 0)
    inside = zip(item.offsets, item.sequence_ids, strict=True)
    return [float(sequence == 0 and first < end and start < last) for (first, last), sequence in inside]


def cache_folder() -> Path:
    """Return where answers are kept: CHECKER_CACHE, else below XDG_CACHE_HOME or ~/.cache."""
    from pathlib import Path

    given = os.environ.get("CHECKER_CACHE")
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(given) if given else base / "checker"
