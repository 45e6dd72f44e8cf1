"""Measures and their intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.evaluate.figures import calibration_error, f1, lower, macro_f1, mean, share
from checker.evaluate.sets.status import kappa
from checker.score import Counts, Graded
from checker.types import Status


def graded(confidence: float, *, right: bool) -> Graded:
    return Graded(confidence, right, "cure-claim", Status.ASSERTED)


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_an_interval_holds_the_value_and_stays_within_0_and_1(values: list[bool]) -> None:
    figure = mean(values)
    assert figure.value == pytest.approx(sum(values) / len(values))
    assert 0 <= figure.low <= figure.value + 1e-9
    assert figure.value - 1e-9 <= figure.high <= 1


def test_more_cases_give_a_narrower_interval() -> None:
    few, many = mean([True, False] * 10), mean([True, False] * 1000)
    assert many.high - many.low < (few.high - few.low) / 5
    assert mean([True, False] * 10) == few


def test_a_share_without_cases_is_empty() -> None:
    assert share([], lambda _: 1, lambda _: 1).count == 0
    assert mean([]).value == 0


def test_f1_is_of_the_sums_not_a_mean_of_articles() -> None:
    counts = [Counts(right=1, wrong=0, found=1, total=1), Counts(right=1, wrong=2, found=1, total=5)]
    assert f1(counts, lambda c: c).value == pytest.approx(2 * (2 / 4) * (2 / 6) / (2 / 4 + 2 / 6))


def test_macro_f1_counts_every_label_alike() -> None:
    outcomes = [(["a"], ["a"])] * 8 + [(["b"], ["a"]), (["b"], ["b"])]
    assert macro_f1(outcomes, ["a", "b"]).value == pytest.approx((16 / 17 + 2 / 3) / 2)


def test_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    items = [
        [graded(0.75, right=True), graded(0.75, right=False)],
        [graded(0.15, right=False), graded(0.15, right=False)],
    ]
    figure = calibration_error(items)
    assert figure.value == pytest.approx((0.5 + 0.3) / 4)
    assert (figure.count, figure.better) == (4, "lower")


def test_a_confidence_of_one_belongs_to_the_last_bin() -> None:
    assert calibration_error([[graded(1.0, right=True)]]).value == 0


def test_kappa_takes_chance_out() -> None:
    # The worked example of Cohen (1960) in its usual 50-case form: 0.70 agreed, 0.50 by chance.
    both = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(both).value == pytest.approx(0.4)


def test_lower_keeps_the_value() -> None:
    figure = mean([True, False])
    assert (lower(figure).value, lower(figure).better) == (figure.value, "lower")
