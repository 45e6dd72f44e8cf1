"""The claims of an article that another post might contradict, written down so that they can be compared later.

The record holds everything that the vetoes look at, so that two claims of two posts are compared by the very
code that compares two claims of one article.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from checker import topic
from checker.assertion import Assertion
from checker.poles import PoleClaim, find
from checker.slots import Slots
from checker.types import Sentence, Span

if TYPE_CHECKING:
    from checker.audit.tables import Row
    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.poles import AxisSet

_LEAD = 300
_NAMED = ("", "it")


def rows(article: Article, engine: Engine) -> list[Row]:
    """Return the claims that the author of an article holds and whose treatment the text itself names.

    A treatment guessed from the heading or the topic is enough beside the rest of its article, not far from it.
    """
    held = [c for c in find(article, engine.axes) if c.held and treatments(c) and c.slots.resolved in _NAMED]
    return [_row(article, n, claim) for n, claim in enumerate(held)]


def treatments(claim: PoleClaim) -> frozenset[str]:
    """Return the treatments that a claim names, without names that stand for any treatment."""
    return claim.slots.treatment - topic.general()


def _row(article: Article, n: int, claim: PoleClaim) -> Row:
    place = article.place(claim.sentence, claim.span)
    before = [s for s in article.near(claim.sentence, 1, 0)[:-1] if s.block == claim.sentence.block]
    return {
        "n": n,
        "axis": claim.axis.id,
        "pole": claim.pole.id,
        "treatment": "|".join(sorted(treatments(claim))),
        "population": "|".join(sorted(claim.slots.population)),
        "start": place.span.start,
        "end": place.span.end,
        "quote": place.quote,
        "text": claim.sentence.text,
        "lead": before[0].text[-_LEAD:] if before else "",
        "heading": article.heading(claim.sentence)[:_LEAD],
        "block": article.block(claim.sentence).kind.value,
        "record": json.dumps(_written(claim), ensure_ascii=False, sort_keys=True),
    }


def _written(claim: PoleClaim) -> dict[str, Any]:
    return {f.name: _plain(getattr(claim, f.name)) for f in fields(claim) if f.name not in ("axis", "pole", "sentence")}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return sorted(value) if isinstance(value, frozenset) else value


def claim_of(row: Row, axes: AxisSet, sentence: Sentence) -> PoleClaim:
    """Return the claim of a row, standing in a given sentence."""
    record = json.loads(row["record"])
    axis = axes.axes[row["axis"]]
    record["span"] = Span(**record["span"])
    record["assertion"] = _read(Assertion, record["assertion"])
    record["slots"] = _read(Slots, record["slots"])
    pole = next(pole for pole in axis.poles if pole.id == row["pole"])
    return PoleClaim(axis=axis, pole=pole, sentence=sentence, **record)


def _read(kind: type[Any], held: dict[str, Any]) -> Any:
    frozen = frozenset if kind is Slots else tuple
    return kind(**{name: frozen(value) if isinstance(value, list) else value for name, value in held.items()})
