"""How often each rule is right, over every annotated text but the test parts; recorded as rules/measured.toml.

Rules were written on the real `train` texts; our own articles, the `dev` mini-articles and the real `dev` texts
are fresh to them. Confidence is worked out without the real `dev` texts, on which calibration is reported, and
without the labelled sentences, half of which are traps.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker import resources
from checker.corpus.articles import load
from checker.errors import ConfigError
from checker.evaluate import fitting, reviewed
from checker.evaluate.figures import Figure, Table, ours
from checker.evaluate.sets import annotated, articles, claims
from checker.explain import LESS_SURE
from checker.measured import FILE, Measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.pipeline import Engine
    from checker.score import ArticleScore

Tally = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Right findings and all that count, by rule, of each body of text; and how much status lowers each rule."""

    seen: Tally
    ours: Tally
    real_dev: Tally
    sentences: Tally
    lowered: Mapping[str, float]


def measure(part: str, engine: Engine) -> Table:
    """Return the measured precision of each rule over train and dev together."""
    return _table(measurements(part, engine))


def record(part: str, engine: Engine) -> Table:
    """Measure, write rules/measured.toml, and return the figures."""
    found = measurements(part, engine)
    resources.path(FILE).write_text(_toml(found), encoding="utf-8")
    return _table(found)


def measurements(part: str, engine: Engine) -> dict[str, Measured]:
    """Return the measurement of every shipped rule that makes findings."""
    if part == "test":
        raise ConfigError("precision is measured on train and dev together; test parts are never used to set anything")
    found = gather(engine)
    shipped = engine.overstatement.rules
    expected = fitting.precisions(
        *({id_: n for id_, n in tally.items() if id_ in shipped} for tally in (found.seen, found.ours))
    )
    default = sum(expected.values()) / len(expected) if expected else 0.0
    return {
        **{id_: _one(found, id_, expected.get(id_, default)) for id_ in shipped},
        **{id_: _one(found, id_, 0.0) for id_ in engine.axes.axes},
    }


def _one(found: Gathered, id_: str, expected: float) -> Measured:
    confidence = round(min(expected + found.lowered.get(id_, 0.0), 0.99), 3) if expected else 0.0
    fresh = _plus(found.ours.get(id_, (0, 0)), found.real_dev.get(id_, (0, 0)))
    return Measured(confidence, fresh, found.seen.get(id_, (0, 0)), found.sentences.get(id_, (0, 0)))


def gather(engine: Engine) -> Gathered:
    """Return the counts by rule; reviews some 400 texts, so it takes minutes."""
    real_train, real_dev = (reviewed.scores(annotated.gold(part), engine) for part in ("train", "dev"))
    own = [item for part in ("train", "dev") for item in reviewed.scores(articles.gold(part), engine)]
    # Mini-articles are annotated for contradictions alone.
    minis = reviewed.scores((a for a in load(ours("contradictions")) if a.split == "dev"), engine)
    return Gathered(
        seen=_tally(real_train), ours=_tally([*own, *(replace(mini, by_rule={}) for mini in minis)]),
        real_dev=_tally(real_dev), sentences=_sentences(engine), lowered=_lowered([*real_train, *own]),
    )  # fmt: skip


def _tally(items: Iterable[ArticleScore]) -> Tally:
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for item in items:
        for rule, one in [*item.by_rule.items(), *item.by_pair_rule.items()]:
            if one.right + one.wrong:
                counts[rule] = _plus(counts[rule], (one.right, one.right + one.wrong))
    return dict(counts)


def _sentences(engine: Engine) -> Tally:
    """Return the counts on labelled sentences, each rule judged by its own claims, its near misses and plain ones."""
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row, found in claims.judged("dev", engine):
        for rule in found:
            if rule in row.categories or rule in row.near or not (row.categories or row.near):
                counts[rule] = _plus(counts[rule], (int(rule in row.categories), 1))
    return dict(counts)


def _plus(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def _lowered(items: Iterable[ArticleScore]) -> dict[str, float]:
    """Return by how much assertion status lowers a rule's findings on average, so that their mean comes out right."""
    found: dict[str, list[float]] = defaultdict(list)
    for item in items:
        for graded in item.graded:
            found[graded.rule].append(LESS_SURE.get(graded.status, 0.0))
    return {rule: sum(doubts) / len(doubts) for rule, doubts in found.items()}


def _table(found: Mapping[str, Measured]) -> Table:
    table: Table = {}
    for id_, one in found.items():
        for name, (right, cases) in (("fresh text", one.fresh), ("seen text", one.seen), ("sentences", one.sentences)):
            if cases:
                table[f"by rule, {name}: {id_}"] = _wilson(right, cases)
    return table


def _wilson(right: int, cases: int) -> Figure:
    """Return a proportion with its 95% Wilson interval: counts are too small for a bootstrap here."""
    z = 1.96
    middle = (right + z * z / 2) / (cases + z * z)
    half = z / (cases + z * z) * (right * (cases - right) / cases + z * z / 4) ** 0.5
    return Figure(right / cases, middle - half, middle + half, cases)


def _toml(found: Mapping[str, Measured]) -> str:
    lines = [
        "# How often each rule was right: [right, cases]. Written by `checker evaluate precision --record`; not by hand.",
        "# seen: texts the rule was written on; fresh: others; sentences: labelled sentences, half of them traps.",
        "# confidence: the chance that a flat assertion it flags is right.",
    ]
    for id_, one in sorted(found.items()):
        confidence = f"confidence = {one.confidence}, " if one.confidence else ""
        counts = (f"{name} = {list(getattr(one, name))}" for name in ("fresh", "seen", "sentences"))
        lines.append(f"{id_} = {{ {confidence}{', '.join(counts)} }}")
    return "\n".join(lines) + "\n"
