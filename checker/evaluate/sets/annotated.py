"""Findings and contradictions on real texts that an editor marked (third-party, `../shared/data/annotated`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.corpus.articles import load_annotated
from checker.errors import ConfigError
from checker.evaluate import reviewed
from checker.evaluate.figures import shared

if TYPE_CHECKING:
    from checker.corpus.records import GoldArticle
    from checker.evaluate.figures import Table
    from checker.pipeline import Engine


def gold(part: str) -> list[GoldArticle]:
    """Return the annotated real texts of a part; there is no test part, so that nobody can tune to it."""
    if part == "test":
        raise ConfigError("the annotated set has the parts train and dev only; its test part is kept elsewhere, sealed")
    return load_annotated(shared(f"annotated/{part}.jsonl"), part)


def measure(part: str, engine: Engine) -> Table:
    """Return the figures of reviews against the annotation."""
    return reviewed.table(reviewed.scores(gold(part), engine))
