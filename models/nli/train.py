"""Train the sentence-pair model: general inference first, then health evidence and our own pairs.

    python models/nli/train.py [--device cpu|cuda] [--build FOLDER] [--health-epochs N]

Reads corpus/pairs and ../shared/data/nli. CPU: about 70 minutes on one core with two layers frozen; GPU: minutes.
Then run calibrate.py.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from data import GENERAL, HEALTH, own, public  # noqa: E402
from training import (  # noqa: E402
    SEED,
    Encoded,
    Trainer,
    arguments,
    base_config,
    batches,
    collate,
    encode,
    freeze,
    load_base,
    save,
    tokenizer,
)  # fmt: skip

from checker.networks import PairNetwork  # noqa: E402
from checker.pair_model import LABELS, LONGEST  # noqa: E402


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
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    config = base_config(attention_probs_dropout_prob=0.0)
    network = PairNetwork(config).to(args.device)
    load_base(network.encoder)
    freeze(network.encoder, args.frozen)
    with_ = tokenizer(LONGEST)
    args.build.mkdir(parents=True, exist_ok=True)
    (args.build / "labels.json").write_text(json.dumps({"labels": LABELS, "config": config}, indent=1) + "\n")
    with_.save(str(args.build / "tokenizer.json"))
    general = encode(public(GENERAL, rng), with_)
    health = encode(public(HEALTH, rng) + own("train") * args.own_repeats, with_)
    plan = batches(general, args.tokens, rng)
    for _ in range(args.health_epochs):
        plan += batches(health, args.tokens, rng)
    print(
        {s: sum(i.row.source == s for i in general + health) for s in {i.row.source for i in general + health}},
        sum(len(i.ids) for batch in plan for i in batch),
        "tokens in all",
    )
    Trainer(network, loss, args, "nli").run(plan)
    print("sha256", save(network, args.build))


if __name__ == "__main__":
    main()
