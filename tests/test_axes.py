"""Every shipped axis: its poles' examples and its pairs of sentences come out as the file says."""

import pytest

from checker import resources
from checker.axes import load_axis
from checker.detectors import contradiction, numbers
from checker.examples import marked
from checker.parse import Article, split_sentences
from checker.poles import find
from checker.types import Block, BlockKind, Document, Genre, Run, Span

FILES = sorted(resources.path("rules/contradiction").glob("*.toml"))
AXES = [load_axis(file) for file in FILES]
NUMBERS = "contradiction-numbers"


def article(nlp, *texts):
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(BlockKind.PARAGRAPH, text, (Run(Span(0, len(text)), Span(at, at + len(text))),)))
        at += len(text) + 1
    document = Document("pair", "\n".join(texts), "", "", tuple(blocks))
    return Article(document, split_sentences(document), Genre.BLOG, nlp)


def reported(engine, axis, pair):
    detector = numbers if axis.id == NUMBERS else contradiction
    return [f for f in detector.detect(article(engine.nlp, pair.a, pair.b), engine) if f.rule == axis.id]


def test_there_is_an_axis_for_each_question():
    assert len(FILES) == 24


@pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.id)
def test_an_axis_is_complete(axis):
    assert all(len(pole.examples) >= 12 for pole in axis.poles)
    assert len(axis.contradictory) >= 6
    assert len(axis.compatible) >= 6


@pytest.mark.parametrize("axis", [a for a in AXES if a.id != NUMBERS], ids=lambda axis: axis.id)
def test_the_examples_of_a_pole_are_read_as_that_pole(engine, axis):
    for pole in axis.poles:
        for text in pole.examples:
            found = {c.pole.id for c in find(article(engine.nlp, marked(text)[0]), engine.axes) if c.axis.id == axis.id}
            assert pole.id in found, text


@pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.id)
def test_contradictory_pairs_are_reported_and_compatible_ones_are_not(engine, axis):
    assert [pair for pair in axis.contradictory if not reported(engine, axis, pair)] == []
    assert [pair for pair in axis.compatible if reported(engine, axis, pair)] == []
