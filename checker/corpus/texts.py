"""Every sentence of the corpus by split, with the place it stands at: what may not be shared between splits."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checker.corpus.articles import load
from checker.corpus.rows import load_claims, load_pairs
from checker.parse import split_sentences
from checker.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from checker.corpus.records import ClaimRow, GoldArticle, PairRow

Texts = dict[str, str]
"""Text to place, such as `claims/dev/plain.txt:5` or `articles cbd-shop`."""


def by_split(corpus: Path) -> dict[str, Texts]:
    """Return the sentences of claims, pairs, articles and mini-articles of each split, each text once."""
    found: dict[str, Texts] = defaultdict(dict)
    for split, text, where in _all(corpus):
        found[split].setdefault(text, where)
    return dict(found)


def _all(corpus: Path) -> Iterator[tuple[str, str, str]]:
    for row in load_claims(corpus / "claims"):
        yield row.split, row.text, row.where
    for pair in load_pairs(corpus / "pairs"):
        yield pair.split, pair.premise, f"pairs {pair.group}"
        yield pair.split, pair.hypothesis, f"pairs {pair.group}"
    for folder in ("articles", "contradictions"):
        for article in load(corpus / folder):
            for sentence in split_sentences(read(article.text.encode(), article.id, suffix=article.suffix)):
                yield article.split, sentence.text, f"{folder} {article.id}"


def treatments(corpus: Path, folder: str) -> dict[str, set[str]]:
    """Return the treatments of each split of `claims`, `pairs`, `articles` or `contradictions`, in lower case."""
    loaders: dict[str, Callable[[Path], Sequence[ClaimRow | PairRow | GoldArticle]]]
    loaders = {"claims": load_claims, "pairs": load_pairs}
    found: dict[str, set[str]] = defaultdict(set)
    for row in loaders.get(folder, load)(corpus / folder):
        found[row.split].add(row.treatment.lower())
    return dict(found)
