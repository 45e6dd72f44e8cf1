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
    for cause in causes(opinion.revise(article, list(find(article, rules)), engine)):
        found = explain.finding(article, cause)
        # A rule that did not find it cannot prove that an edit clears it.
        provable = cause.hit.rule.edits and cause.hit.voice != opinion.MODEL
        yield replace(found, fixes=fixes.fixes(article, cause.hit, rules)) if provable else found
