"""Sentence boundaries: on our own hand-split posts, and on a treebank (Universal Dependencies) where it lies beside us.

A sentence is right when it begins and ends where the annotator says. Blocks of one sentence are left out of
the posts' figures: a bullet or heading that nobody would split says little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.corpus.hand_split import Passage, load, load_treebank
from checker.evaluate.figures import Table, f1, ours, shared
from checker.score import Counts
from checker.sentences import split

if TYPE_CHECKING:
    from pathlib import Path

    from checker.pipeline import Engine


def measure(part: str, engine: Engine) -> Table:
    """Return F1 of sentences; our posts have no parts and are scored whole."""
    posts = load(ours("sentences"))
    return {
        "our posts, F1": f1(posts, counts),
        "our posts, F1 in blocks of several sentences": f1([p for p in posts if len(p.sentences) > 1], counts),
        **_treebank(shared(f"ud/{part}.conllu")),
        **{
            f"by text: {name} F1": f1([p for p in posts if p.source == name], counts)
            for name in sorted({p.source for p in posts})
        },
    }


def _treebank(file: Path) -> Table:
    passages = load_treebank(file)
    prose = [passage for passage in passages if passage.edited]
    return {
        f"treebank, {what}, F1": f1(kept, counts) for what, kept in (("all genres", passages), ("edited prose", prose))
    }


def counts(passage: Passage) -> Counts:
    """Return the counts of one passage's sentences."""
    found = set(split(passage.text))
    right = len(found & {*passage.sentences})
    return Counts(right, 0, len(found) - right, right, len(passage.sentences))
