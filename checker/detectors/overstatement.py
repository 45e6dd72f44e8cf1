"""Phrases that claim more than the text supports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker import explain, fixes, opinion
from checker.merge import causes
from checker.ruleset import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.types import Finding


def detect(article: Article, engine: Engine) -> Iterator[Finding]:
    """Yield the overstatements of an article, one finding per cause, explained and with proved fixes."""
    rules = engine.overstatement
    found = causes(opinion.revise(article, list(find(article, rules)), engine))
    offered = fixes.fixes(article, [cause.hit for cause in found], rules)
    for cause, proved in zip(found, offered, strict=True):
        # A rule that did not find it cannot prove that an edit clears it.
        kept = () if cause.hit.voice == opinion.MODEL else proved
        yield replace(explain.finding(article, cause), fixes=kept)
