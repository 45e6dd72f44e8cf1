"""No near-duplicate and no treatment crosses the splits of the corpus."""

from __future__ import annotations

from itertools import combinations

import pytest

from checker import resources
from checker.corpus.duplicates import near_duplicates
from checker.corpus.texts import by_split, treatments

CORPUS = resources.root() / "corpus"
SPLITS = ("train", "dev", "test")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Garlic tablets bring blood pressure down within a week.",
            "Garlic capsules bring blood pressure down in a week.",
        ),
        ("Stop the tablets at least two months before trying.", "At least two months before trying, stop the tablets."),
        (
            "In my house, and I say this with love, nobody has to take a single thing that the label tells them to.",
            "The shop is a barn, the owner a poet, and nobody has to take a single thing that the customers offer.",
        ),
    ],
    ids=["one word changed", "words moved", "a long run shared"],
)
def test_sees_a_near_duplicate(one: str, other: str) -> None:
    assert [(d.one, d.other) for d in near_duplicates([one, "Something else is said about knees here."], [other])] == [
        (one, other)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ask your doctor first.", "Ask your doctor first."),
        ("The tablets come in blister strips of ten.", "A trial of forty people found no change in sleep."),
    ],
    ids=["too short to belong to anybody", "different"],
)
def test_leaves_others_alone(one: str, other: str) -> None:
    assert near_duplicates([one], [other]) == []


@pytest.mark.slow
@pytest.mark.parametrize(("one", "other"), list(combinations(SPLITS, 2)))
def test_no_near_duplicate_crosses_a_split(one: str, other: str) -> None:
    texts = by_split(CORPUS)
    crossing = near_duplicates(list(texts[one]), list(texts[other]))
    shown = [f"{d.score} {texts[one][d.one]}: {d.one}\n   {texts[other][d.other]}: {d.other}" for d in crossing]
    assert not shown, "rewrite one of each pair by hand:\n" + "\n".join(shown)


@pytest.mark.parametrize("folder", ["claims", "pairs", "articles", "contradictions"])
def test_no_treatment_of_test_occurs_elsewhere(folder: str) -> None:
    seen = treatments(CORPUS, folder)
    assert len(seen["test"]) >= 5
    assert not seen["test"] & (seen.get("train", set()) | seen["dev"])


@pytest.mark.parametrize("folder", ["claims", "pairs", "articles"])
def test_no_treatment_of_dev_occurs_in_train(folder: str) -> None:
    seen = treatments(CORPUS, folder)
    assert not seen["train"] & seen["dev"]
