"""Sentence boundaries in blog prose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.sentences import split


def sentences(text):
    return [text[s.start : s.end] for s in split(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["It works.", "Try it."],
        ["Ask Dr. Rao about it.", "She knows."],
        ["Use herbs, e.g. valerian, at night.", "Sleep well."],
        ["Take 2.5 mg. twice a day."],
        ["The dose was approx. 10 drops.", "No more."],
        ["Herbs vs. pills: which wins?", "Read on!"],
        ["It took e.g. 3 weeks.", "In the U.S. sales rose."],
        ["Well... it depends.", "Then again…", "Who knows?"],
        ["“It cured me,” she said.", "“Really?”", "Yes."],
        ["He asked, “Does it work?” and left."],
        ["Wow!!!", "So good."],
        ["See Fig. 2 for the data.", "Results follow."],
        ["J. Smith et al. found nothing.", "They stopped."],
        ["It contains vitamin C.", "Nothing else."],
        ["Visit example.com today.", "Or not."],
        ["It cost $3.50 (approx.).", "Cheap."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected):
    assert sentences(" ".join(expected)) == expected


@given(st.text(max_size=300))
def test_sentences_are_in_order_and_lose_only_white_space(text):
    spans = list(split(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = "".join(text[s.start : s.end] for s in spans)
    assert "".join(inside.split()) == "".join(text.split())
