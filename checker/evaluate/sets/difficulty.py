"""How far shallow models get on the corpus: if counting words is enough, the set is too easy to mean anything.

Word n-grams (tf-idf, logistic regression) are trained on `train`. For pairs they see the hypothesis alone, and
the premise alone (Gururangan et al. 2018, Poliak et al. 2018).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from checker.corpus.rows import load_claims, load_pairs
from checker.errors import ConfigError
from checker.evaluate.figures import lower, macro_f1, mean, neither, ours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.corpus.records import ClaimRow, PairRow
    from checker.evaluate.figures import Figure, Table
    from checker.pipeline import Engine

MOST_F1 = 0.80
MOST_POINTS = 0.08


def measure(part: str, engine: Engine) -> Table:
    """Return what word n-grams reach on claims and on one half of each pair.

    Raises:
        ConfigError: scikit-learn is not installed, or the part is the one trained on.
    """
    if part == "train":
        raise ConfigError("difficulty trains on train; measure it on dev or test")
    rows = load_claims(ours("claims"))
    kept = [row for row in rows if not row.poles]
    pairs = load_pairs(ours("pairs"))
    labels = [pair.label for pair in pairs if pair.split == part]
    majority = labels.count(_most(labels)) / len(labels)
    hypothesis = _half(pairs, "hypothesis", part)
    return {
        "word n-grams, which category a claim has, macro-F1": _categories([r for r in kept if r.categories], part),
        "word n-grams, category or none of all sentences, macro-F1": _categories(kept, part),
        "word n-grams, claim or nothing wrong, macro-F1": _flags(kept, part),
        "majority share of pair labels": neither(mean(label == _most(labels) for label in labels)),
        "hypothesis alone, accuracy": lower(hypothesis),
        "hypothesis alone, above the majority": lower(_above(hypothesis, majority)),
        "premise alone, accuracy": lower(_half(pairs, "premise", part)),
    }


def _most(labels: Sequence[str]) -> str:
    return max(sorted(set(labels)), key=labels.count)


def _above(figure: Figure, base: float) -> Figure:
    return replace(figure, value=figure.value - base, low=figure.low - base, high=figure.high - base)


def _categories(rows: Sequence[ClaimRow], part: str) -> Figure:
    label = {row.where: row.categories[0] if row.categories else "none" for row in rows}
    gold, predicted = _predicted(
        [(row.text, label[row.where]) for row in rows if row.split == "train"],
        [(row.text, label[row.where]) for row in rows if row.split == part],
    )
    categories = sorted({*label.values()} - {"none"})
    return lower(macro_f1([((g,), (p,)) for g, p in zip(gold, predicted, strict=True)], categories))


def _flags(rows: Sequence[ClaimRow], part: str) -> Figure:
    gold, predicted = _predicted(
        [(row.text, str(bool(row.categories))) for row in rows if row.split == "train"],
        [(row.text, str(bool(row.categories))) for row in rows if row.split == part],
    )
    return lower(macro_f1([((g,), (p,)) for g, p in zip(gold, predicted, strict=True)], ["True", "False"]))


def _half(pairs: Sequence[PairRow], half: str, part: str) -> Figure:
    gold, predicted = _predicted(
        [(getattr(pair, half), pair.label) for pair in pairs if pair.split == "train"],
        [(getattr(pair, half), pair.label) for pair in pairs if pair.split == part],
    )
    return mean(g == p for g, p in zip(gold, predicted, strict=True))


def _predicted(train: Sequence[tuple[str, str]], test: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return the gold and the predicted labels of the test texts."""
    model = _model()
    model.fit([text for text, _ in train], [label for _, label in train])
    return [label for _, label in test], list(model.predict([text for text, _ in test]))


def _model() -> Any:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
    except ImportError as error:
        raise ConfigError("difficulty needs scikit-learn: pip install 'checker[dev]'") from error
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    return make_pipeline(words, LogisticRegression(C=10, class_weight="balanced", max_iter=1000))
