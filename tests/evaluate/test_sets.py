"""What each set measures, on the real corpus."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from checker import evaluate, measured, resources
from checker.corpus.hand_split import joined, load
from checker.corpus.rows import load_claims, load_pairs
from checker.errors import CheckerError, ConfigError, CorpusError, ModelError
from checker.evaluate import fitting
from checker.evaluate.figures import ours
from checker.evaluate.sets import difficulty, pairs, sentences, status
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.corpus.records import PairRow
    from checker.pipeline import Engine


def test_every_set_measures() -> None:
    assert {"annotated", "articles", "claims", "status", "pairs", "sentences", "calibration", "trusted"} <= set(
        evaluate.names()
    )
    for name in evaluate.names():
        assert callable(importlib.import_module(f"checker.evaluate.sets.{name}").measure)


@pytest.mark.parametrize(
    ("name", "part", "says"),
    [
        ("annotated", "test", "train and dev only"),
        ("trusted", "train", "dev, test"),
        ("contradictions", "train", "dev and test"),
        ("difficulty", "train", "dev or test"),
        ("precision", "test", "never used to set anything"),
    ],
)
def test_a_part_that_a_set_lacks_is_named(name: str, part: str, says: str, engine: Engine) -> None:
    with pytest.raises(ConfigError, match=says):
        evaluate.measure(name, part, engine)


# Pairs: any function that gives probabilities can be scored.


def answering(label: str) -> pairs.Scorer:
    def scorer(rows: Sequence[PairRow]) -> list[dict[str, float]]:
        return [{name: float(name == label) for name in ("entailment", "neutral", "contradiction")} for _ in rows]

    return scorer


def knowing(rows: Sequence[PairRow]) -> list[dict[str, float]]:
    return [
        {name: 0.9 if name == row.label else 0.05 for name in ("entailment", "neutral", "contradiction")}
        for row in rows
    ]


PAIRS = [row for row in load_pairs(ours("pairs")) if row.split == "dev"]


def test_a_model_that_knows_scores_one() -> None:
    table = pairs.score(PAIRS, knowing)
    assert table["accuracy"].value == table["macro-F1"].value == table["contradiction F1"].value == 1
    assert table["calibration error"].value == pytest.approx(0.1)
    assert all(figure.value == 1 for key, figure in table.items() if key.startswith("by "))


def test_a_model_that_always_cries_contradiction_scores_a_third() -> None:
    table = pairs.score(PAIRS, answering("contradiction"))
    assert table["accuracy"].value == pytest.approx(1 / 3)
    assert table["contradiction recall"].value == 1
    assert table["contradiction precision"].value == pytest.approx(1 / 3)
    assert table["by veto: different-treatment"].value == 0


def test_pairs_say_so_when_no_model_is_installed() -> None:
    with pytest.raises(ModelError, match="no sentence-pair model is installed"):
        pairs.installed(PAIRS, None)


# Status.


def test_labels_score_one_against_themselves() -> None:
    rows = [row for row in load_claims(ours("claims")) if row.split == "dev" and row.span]
    table = status.score(rows, [row.status for row in rows])
    assert table["accuracy"].value == table["kappa"].value == table["macro-F1"].value == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Garlic cures colds]].", "asserted"),
        ("Does [[garlic cure colds]]?", "question"),
        ("“[[Garlic cures colds]],” she said.", "quoted"),
        ("We waited for an hour. Garlic does not [[cure colds]].", "negated"),
    ],
)
def test_the_marked_words_are_judged_in_their_sentence(
    text: str, expected: str, engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "claims.txt").write_text(f"cure-claim | {expected} | none | 3 | garlic | {text}\n")
    (row,) = load_claims(tmp_path)
    assert status.predicted(row, engine) == expected


# Sentences.


def test_boundaries_are_counted_by_sentence() -> None:
    passage = joined("post", ["Take 5 mg. daily.", "Ask Dr. Rao."])
    assert passage.sentences == (Span(0, 17), Span(18, 30))
    counts = sentences.counts(passage)
    assert (counts.right, counts.wrong, counts.total) == (2, 0, 2)
    halved = sentences.counts(joined("post", ["It works. Really."]))
    assert (halved.right, halved.wrong, halved.total) == (0, 2, 1)


def test_our_posts_are_many_and_marked_in_their_blocks() -> None:
    posts = load(ours("sentences"))
    assert len({passage.source for passage in posts}) >= 12
    assert sum(len(passage.sentences) for passage in posts) >= 300
    assert not [p.text for p in posts if "‖" in p.text]
    assert not [p.text for p in posts for s in p.sentences if not p.text[s.start : s.end].strip()]


def test_a_folder_without_posts_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no hand-split posts"):
        load(tmp_path)


# Difficulty: the corpus must not be solved by counting words.


@pytest.mark.parametrize("part", ["dev", "test"])
def test_counting_words_does_not_solve_the_corpus(part: str, engine: Engine) -> None:
    table = difficulty.measure(part, engine)
    for key in table:
        if key.startswith("word n-grams") and "categor" in key:
            assert table[key].value <= difficulty.MOST_F1, key
    assert abs(table["hypothesis alone, above the majority"].value) <= difficulty.MOST_POINTS


# Measured precision.


def test_few_cases_say_little_and_many_decide() -> None:
    seen = {"a": (90, 100), "b": (1, 1), "c": (30, 100)}
    found = fitting.precisions(seen, {"a": (700, 1000), "b": (0, 1), "c": (0, 1)})
    assert found["a"] == pytest.approx(0.7, abs=0.02)
    assert found["c"] < found["b"] < 0.9
    assert found["b"] > 0.4


def test_fresh_text_brings_all_rules_down() -> None:
    seen = {"a": (95, 100), "b": (95, 100)}
    assert fitting.precisions(seen, {"a": (50, 100)})["b"] < fitting.precisions(seen, {})["b"] - 0.15


def test_nothing_measured_is_no_error() -> None:
    assert fitting.precisions({}, {}) == {}


def test_every_overstatement_rule_is_measured(engine: Engine) -> None:
    found = measured.load()
    assert not {*engine.overstatement.rules} - {*found}
    assert not {*found} - {*engine.rules}
    assert all(0.05 <= found[id_].confidence <= 0.99 for id_ in engine.overstatement.rules)
    assert all(right <= cases for one in found.values() for right, cases in (one.fresh, one.seen, one.sentences))


def test_a_measurement_in_words() -> None:
    one = measured.Measured(0.7, (18, 20), (91, 100), (1, 2))
    assert one.in_words() == (
        "Measured precision 0.91 on 120 cases; 0.90 on the 20 of texts it was not written on. "
        "On labelled sentences, half of them traps: 1 of 2 right."
    )
    assert "not measured yet" in measured.Measured(0, (0, 0), (0, 0)).in_words()


def test_a_rule_without_measurement_keeps_its_own_confidence() -> None:
    assert measured.confidence("house-rule", 0.42) == 0.42


def test_checker_rules_tells_the_measured_precision(capsys: pytest.CaptureFixture[str]) -> None:
    from checker.cli import main

    assert main(["rules", "hype-promise"]) == 0
    assert "Measured precision 0." in capsys.readouterr().out


def test_no_text_is_sought_outside_the_repository_without_saying_so() -> None:
    with pytest.raises(CheckerError, match="not there"):
        ours("nothing-of-the-kind")
    assert resources.path(measured.FILE).exists()
