"""Train the claims model.

    python models/claims/train.py [--device cpu|cuda] [--epochs N] [--build FOLDER] [--leave-out SOURCE]

Reads corpus/, ../shared/data/claims, the train part of ../shared/data/annotated, ../shared/data/articles/trusted.jsonl.
Two stages: everything, then our own sentences often. CPU: about 65 minutes on one core with two layers frozen; GPU: minutes. Then run calibrate.py.
"""

from __future__ import annotations

import random
import sys
from functools import partial
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from data import names, train_rows  # noqa: E402
from training import SEED, Encoded, Trainer, arguments, batches, begin, collate, encode, save, tell  # noqa: E402

from checker import claims_model  # noqa: E402

FIRST = {
    "finding": 1.0, "categories": 14.0, "status": 0.7, "strength": 0.6, "certainty": 3.0, "advice": 0.5, "poles": 12.0,
    "checkable": 0.2, "one": 0.0,
}  # fmt: skip
SECOND = {
    "finding": 1.2, "categories": 20.0, "status": 2.0, "strength": 2.0, "certainty": 6.0, "advice": 1.5, "poles": 20.0,
    "checkable": 0.2, "one": 1.5,
}  # fmt: skip
"""Weights of the heads' losses in the two stages; "one" is the choice among all categories (or poles) and none."""
AGAIN = {"corpus-train": 6, "causal_strength": 2, "certainty": 2, "traps": 2}
PART = {"annotated": 0.5, "trusted": 0.5}
"""The second stage shows our sentences often and plain ones of real texts less."""
CHOICES = ("status", "strength", "advice")


def loss(network: nn.Module, items: list[Encoded], device: str, weights: dict[str, float]) -> torch.Tensor:
    """Return the weighted sum of the heads' losses over the labels that the rows know."""
    batch = collate(items, device)
    logits = network(batch["ids"], batch["mask"], batch["types"], batch["focus"])
    known = batch["marks"] >= 0
    total = torch.zeros((), device=device)
    if known.any():
        total = F.binary_cross_entropy_with_logits(
            logits["tokens"][known], batch["marks"][known], pos_weight=torch.tensor(2.0, device=device)
        )
    for name, weight in weights.items():
        at = [n for n, item in enumerate(items) if name in item.row.labels]
        if at:
            target = [items[n].row.labels[name] for n in at]
            total = total + weight * len(at) / len(items) * _head(name, logits[name][at], target)
    if weights["one"]:
        for name in ("categories", "poles"):
            total = total + weights["one"] * _one(logits[name], items, name)
    return total


def _one(predicted: torch.Tensor, items: list[Encoded], name: str) -> torch.Tensor:
    """Return the loss of choosing the one label that holds, or none: for rows of ours, which have at most one or two."""
    at, chosen = [], []
    for n, item in enumerate(items):
        marks = item.row.labels.get(name, [])
        if item.row.source == "corpus-train" and marks and sum(marks) <= 1:
            at.append(n)
            chosen.append(marks.index(1.0) if 1.0 in marks else len(marks))
    if not at:
        return predicted.new_zeros(())
    with_none = torch.cat([predicted[at], predicted.new_zeros(len(at), 1)], dim=1)
    return len(at) / len(items) * F.cross_entropy(with_none, torch.tensor(chosen, device=predicted.device))


def _head(name: str, predicted: torch.Tensor, values: list) -> torch.Tensor:
    if name in CHOICES:
        return F.cross_entropy(predicted, torch.tensor(values, device=predicted.device), label_smoothing=0.05)
    target = torch.tensor(values, device=predicted.device)
    if name == "certainty":
        return F.mse_loss(predicted.sigmoid(), target)
    known = (target >= 0).float()
    weight = known * (1 + 3 * target.clamp(min=0)) if name in ("categories", "poles") else known
    raw = F.binary_cross_entropy_with_logits(predicted, target.clamp(min=0), reduction="none")
    return (raw * weight).sum() / known.sum().clamp(min=1)


def _kept(item: Encoded, rng: random.Random) -> bool:
    plain = not any(item.row.labels.get("finding", [1.0]))
    return not plain or rng.random() < PART.get(item.row.source, 1.0)


def main() -> None:
    """Train, then write weights, tokenizer and labels into the build folder."""
    parser = arguments(__doc__, "build/claims")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--finishes", type=int, default=2, help="times the second stage runs, each on another draw")
    parser.add_argument("--leave-out", default="", help="a source to leave out, for the ablation")
    args = parser.parse_args()
    categories, poles = names()
    network, with_ = begin(args, claims_model.network, {"categories": categories, "poles": poles}, claims_model.LONGEST)
    items = encode([row for row in train_rows(categories, poles) if row.source != args.leave_out], with_)
    tell(items)
    rng = random.Random(SEED)
    plan = [batch for _ in range(args.epochs) for batch in batches(items, args.tokens, rng)]
    Trainer(network, partial(loss, weights=FIRST), args, "first").run(plan)
    for number in range(args.finishes):
        chosen = [i for i in items for _ in range(AGAIN.get(i.row.source, 1)) if _kept(i, rng)]
        Trainer(network, partial(loss, weights=SECOND), args, f"second-{number + 1}").run(
            batches(chosen, args.tokens, rng)
        )
    print("sha256", save(network, args.build))


if __name__ == "__main__":
    main()
