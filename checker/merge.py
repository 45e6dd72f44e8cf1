"""One finding per cause: overlapping hits become one, repeats in a sentence, or of a hype word, become one with its places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.ruleset import Hit


@dataclass(frozen=True, slots=True)
class Cause:
    """The hit that stands for a finding, the further places of the same fault, and rules it swallowed."""

    hit: Hit
    repeats: tuple[Hit, ...] = ()
    also_rules: tuple[str, ...] = ()


def causes(hits: Iterable[Hit]) -> list[Cause]:
    """Return one cause per finding, in reading order."""
    groups: dict[tuple[str, int], list[Cause]] = {}
    for cause in _without_overlaps(hits):
        # Hype words are one fault of the article; any other rule is one fault of its sentence.
        place = 0 if cause.hit.rule.density else cause.hit.sentence.index
        groups.setdefault((cause.hit.rule.id, place), []).append(cause)
    found = [_grouped(group) for group in groups.values()]
    return sorted(found, key=lambda cause: (cause.hit.sentence.index, cause.hit.span.start, cause.hit.rule.id))


def _grouped(group: list[Cause]) -> Cause:
    first, *rest = group
    gravest = max((cause.hit for cause in group), key=lambda hit: hit.severity.rank)
    return Cause(replace(first.hit, severity=gravest.severity), tuple(cause.hit for cause in rest), first.also_rules)


def _without_overlaps(hits: Iterable[Hit]) -> list[Cause]:
    """Keep the gravest of hits that overlap in one sentence; of equals the one of the surer rule."""
    ranked = sorted(
        hits,
        key=lambda h: (
            h.sentence.index,
            -h.severity.rank,
            -(h.chance or h.base),
            -len(h.span),
        ),
    )
    kept: list[tuple[Hit, list[str]]] = []
    for hit in ranked:
        here = takewhile(lambda pair: pair[0].sentence.index == hit.sentence.index, reversed(kept))  # noqa: B023
        rival = next((pair for pair in here if _same_place(pair[0], hit)), None)
        if rival is None:
            kept.append((hit, []))
        elif hit.rule.id != rival[0].rule.id and hit.rule.id not in rival[1]:
            rival[1].append(hit.rule.id)
    kept.sort(key=lambda pair: (pair[0].sentence.index, pair[0].span.start))
    return [Cause(hit, (), tuple(others)) for hit, others in kept]


def _same_place(one: Hit, other: Hit) -> bool:
    shared = Span.overlap(one.span, other.span)
    return shared > 0 and 2 * shared >= min(len(one.span), len(other.span))
