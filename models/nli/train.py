"""Train the sentence-pair model: general inference first, then health evidence and our own pairs.

    python models/nli/train.py [--device cpu|cuda] [--build FOLDER] [--health-epochs N]

Reads corpus/pairs and ../shared/data/nli. CPU: about 70 minutes on one core with two layers frozen; GPU: minutes.
Then run calibrate.py.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from data import GENERAL, HEALTH, own, public  # noqa: E402
from training import SEED, Encoded, Trainer, arguments, batches, begin, collate, encode, save, tell  # noqa: E402

from checker import pair_model  # noqa: E402


def loss(network: nn.Module, items: list[Encoded], device: str) -> torch.Tensor:
    """Return the cross-entropy of a batch, labels a little smoothed."""
    batch = collate(items, device)
    logits = network(batch["ids"], batch["mask"], batch["types"])["label"]
    return F.cross_entropy(
        logits, torch.tensor([item.row.labels["label"] for item in items], device=device), label_smoothing=0.05
    )


def main() -> None:
    """Train both stages, then write weights, tokenizer and labels into the build folder."""
    parser = arguments(__doc__, "build/nli")
    parser.add_argument("--health-epochs", type=int, default=3)
    parser.add_argument(
        "--own-repeats", type=int, default=1, help="times our pairs are shown in an epoch of the second stage"
    )
    args = parser.parse_args()
    rng = random.Random(SEED)
    network, with_ = begin(args, pair_model.network, {"labels": pair_model.LABELS}, pair_model.LONGEST)
    general = encode(public(GENERAL, rng), with_)
    health = encode(public(HEALTH, rng) + own("train") * args.own_repeats, with_)
    plan = batches(general, args.tokens, rng)
    for _ in range(args.health_epochs):
        plan += batches(health, args.tokens, rng)
    tell([item for batch in plan for item in batch])
    Trainer(network, loss, args, "nli").run(plan)
    print("sha256", save(network, args.build))


if __name__ == "__main__":
    main()
