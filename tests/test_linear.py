"""The work of a review grows with the length of the text, not faster."""

import cProfile
import re

import pytest

from checker.config import Config
from checker.pipeline import Engine, review
from checker.readers import read
from checker.resources import path
from checker.types import BlockKind

SAMPLE = read(path("corpus/sample/evening-drops.md").read_bytes(), "sample", suffix=".md")
# What follows the end of an article is not reviewed.
TEXT = "\n\n".join(block.text for block in SAMPLE.blocks if block.kind is not BlockKind.BOILERPLATE)


def calls(engine, copies):
    """Return how many function calls a review of some copies of the sample makes, compiled code included."""
    # No two sentences alike, since a sentence that comes again costs nothing.
    text = "\n\n".join(re.sub(r"(?<=\w)\.", f" here (draft{number}).", TEXT) for number in range(copies))
    document = read(text.encode(), "long.txt", suffix=".txt")
    profile = cProfile.Profile()
    profile.runcall(review, document, engine)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.slow
def test_a_further_copy_costs_no_more_in_a_long_text_than_in_a_short_one():
    engine = Engine(Config(models=False))
    calls(engine, 1)
    few, some, many = (calls(engine, copies) for copies in (10, 20, 40))
    assert (many - some) / 20 < 1.2 * (some - few) / 10
