"""Figures in running text are read with their range, unit and bound."""

from math import inf

import pytest

from checker.quantities import quantities, same_scale, value


def read(text):
    return [(q.kind, round(q.low, 3), round(q.high, 3), q.unit) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Take 5 mg to 10 mg a day.", [("dose", 5, 10, "mg")]),
        ("Take .5 g.", [("dose", 0.5, 0.5, "g")]),
        ("two tablets", [("dose", 2, 2, "tablets")]),
        ("500 mg/day", [("dose", 500, 500, "mg")]),
        ("25-100 ng/mL", [("level", 25, 100, "ng/ml")]),
        ("30% to 50% of users", [("percent", 30, 50, "%")]),
        ("One in five adults has it.", [("percent", 20, 20, "%")]),
        ("Two thirds of patients improved.", [("percent", 66.667, 66.667, "%")]),
        ("one-tenth of a full dose", [("dose share", 10, 10, "%")]),
        ("1/20th to 1/10th of a normal dose", [("dose share", 5, 10, "%")]),
        ("once or twice a week", [("frequency", 0.143, 0.286, "per day")]),
        ("every other day", [("frequency", 0.5, 0.5, "per day")]),
        ("every six hours", [("frequency", 4, 4, "per day")]),
        ("Take it daily.", [("frequency", 1, 1, "per day")]),
        ("the daily routine", []),
        ("a twelve-week course", [("duration", 84, 84, "day")]),
        ("1,200 healthy volunteers", [("count", 1200, 1200, "volunteers")]),
        ("418,513 person-years", []),
        ("$95 a session", [("price", 95, 95, "$")]),
        ("a $4.3M seed round", []),
        ("licensed from age 12", [("age", 12, 12, "from age")]),
    ],
)
def test_a_figure_is_read_with_its_range_and_unit(text, figures):
    assert read(text) == figures


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("up to 200 mg", 0, 200),
        ("Do not take more than 4 g a day.", 0, 4),
        ("a maximum recommended dose: 5 mg", 0, 5),
        ("at least 400 mg", 400, inf),
        ("50 mg or more", 50, inf),
    ],
)
def test_a_limit_opens_the_range_to_one_side(text, low, high):
    (figure,) = quantities(text)
    assert (figure.low, figure.high) == (low, high)
    assert figure.point in (low, high)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,250", 1250), ("twenty-five", 25), ("two hundred", 200), ("1.5 million", 1.5e6), ("a", 1)],
)
def test_number_words_are_numbers(text, number):
    assert value(text) == number


@pytest.mark.parametrize(
    ("one", "other", "scale"),
    [
        ("0.5 g", "500 mg", (500, 500, 500, 500)),
        ("1,000 mcg", "1 mg", (1, 1, 1, 1)),
        ("two tablets", "20 mg", None),
        ("10 ml", "10 mg", None),
    ],
)
def test_units_are_converted_where_they_measure_one_thing(one, other, scale):
    found = same_scale(*quantities(one), *quantities(other))
    assert found == (scale and pytest.approx(scale))
