"""What the sentence-pair model learns from: general inference first, then health evidence and our own pairs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "models")]

from training import Row  # noqa: E402

from checker.corpus.rows import load_pairs  # noqa: E402
from checker.pair_model import LABELS  # noqa: E402

if TYPE_CHECKING:
    import random

SHARED = ROOT.parent / "shared" / "data" / "nli"
SHORT = {"e": "entailment", "n": "neutral", "c": "contradiction"}
GENERAL = {
    "ling_in_loop": 22_000,
    "cad_nli": 9_000,
    "scone": 6_000,
    "snli_dev": 5_000,
    "breaking_nli": 1_500,
    "fever_symmetric": 700,
    "fm2": 1_200,
}
HEALTH = {
    "healthver": 7_000,
    "check_covid": 1_100,
    "scifact": 1_000,
    "nli4ct_goldevidence": 800,
    "climate_fever": 2_400,
    "prosecco": 700,
}
SPLITS = {"snli_dev": "dev", "fever_symmetric": "dev", "fm2": "dev", "climate_fever": "all", "prosecco": "all"}
"""Sets whose publisher calls everything that we hold dev, or does not split it."""
LONG = 900
"""Characters of a premise beyond which a pair says little about sentences."""


def rows(name: str, split: str) -> list[dict[str, Any]]:
    """Return a set's rows of one split."""
    lines = (SHARED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["split"] == split]


def row(premise: str, hypothesis: str, label: str, source: str) -> Row:
    """Return a pair to learn; `label` is one of LABELS."""
    return Row(premise, hypothesis, source, {"label": LABELS.index(label)})


def public(caps: dict[str, int], rng: random.Random) -> list[Row]:
    """Return pairs of the public sets, at most so many of each, classes as even as they come."""
    shared = {r["premise"] for r in rows("cad_nli", "dev")}
    found = []
    for name, cap in caps.items():
        usable = [
            r for r in rows(name, SPLITS.get(name, "train")) if len(r["premise"]) < LONG and r["premise"] not in shared
        ]
        if name == "prosecco":
            usable = [r | {"label": "c"} for r in usable if r["label"] == "self-contradiction"]
        by_label = {label: [r for r in usable if r["label"] == label] for label in SHORT}
        even = cap // sum(1 for items in by_label.values() if items)
        for label, items in by_label.items():
            found += [
                row(r["premise"], r["hypothesis"], SHORT[label], name) for r in rng.sample(items, min(len(items), even))
            ]
    return found


def own(split: str) -> list[Row]:
    """Return our pairs; a contradiction is one in either order, so it is shown in both."""
    found = []
    for pair in load_pairs(ROOT / "corpus" / "pairs"):
        if pair.split == split:
            found.append(row(pair.premise, pair.hypothesis, pair.label, "pairs"))
            if pair.label == "contradiction":
                found.append(row(pair.hypothesis, pair.premise, pair.label, "pairs"))
    return found
