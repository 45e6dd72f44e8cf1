"""Categories on single labelled sentences: recall on claims, false alarms on near misses and plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker import opinion
from checker.corpus.rows import load_claims
from checker.evaluate.figures import lower, macro_f1, mean, ours
from checker.examples import article
from checker.ruleset import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.corpus.records import ClaimRow
    from checker.evaluate.figures import Table
    from checker.pipeline import Engine

Judged = tuple["ClaimRow", frozenset[str]]


def judged(part: str, engine: Engine) -> list[Judged]:
    """Return the sentences of a part that are labelled for categories, each with the rules that flag it, models included where they are on."""
    rows = [row for row in load_claims(ours("claims")) if row.split == part and not row.poles]
    rules = engine.overstatement
    texts = [article(row.text, rules) for row in rows]
    found = [opinion.revise(text, list(find(text, rules)), engine) for text in texts]
    return [(row, frozenset(hit.rule.id for hit in hits)) for row, hits in zip(rows, found, strict=True)]


def measure(part: str, engine: Engine) -> Table:
    """Return macro-F1 over categories, plain sentences and near misses flagged, and both by category."""
    rows = judged(part, engine)
    categories = sorted({category for row, _ in rows for category in row.categories})
    # A hit of another category on a claim may well be right: only hits on sentences with nothing wrong count.
    outcomes = [
        (row.categories, [f for f in found if f in row.categories or not row.categories]) for row, found in rows
    ]
    table: Table = {
        "categories macro-F1": macro_f1(outcomes, categories),
        "claims flagged": mean(bool(found) for row, found in rows if row.categories),
        "near misses hit": lower(mean(bool(found & {*row.near}) for row, found in rows if row.near)),
        "plain sentences flagged": lower(
            mean(bool(found) for row, found in rows if not row.categories and not row.near)
        ),
    }
    for category in categories:
        table.update(_one(category, rows))
    return table


def _one(category: str, rows: Sequence[Judged]) -> Table:
    return {
        f"by category: recall of {category}": mean(
            category in found for row, found in rows if category in row.categories
        ),
        f"by category: near misses hit by {category}": lower(
            mean(category in found for row, found in rows if category in row.near)
        ),
    }
