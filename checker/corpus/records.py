"""The records of annotated text. Offsets are half-open code points of `text`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.types import Span

REQUIREMENTS = ("must", "should", "may")
STRENGTHS = ("none", "correlational", "conditional", "causal")
LABELS = {"e": "entailment", "n": "neutral", "c": "contradiction"}


@dataclass(frozen=True, slots=True)
class GoldFinding:
    """What an editor marks; `also` are other acceptable categories."""

    category: str
    span: Span
    require: str
    severity: str
    status: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A contradiction: the first end and the ends that contradict it."""

    axis: str
    strength: str
    require: str
    ends: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Trap:
    """A span that tempts a keyword tool and must stay unmarked."""

    tempting: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated text. `suffix` says how to read it; `split` is train, dev or test."""

    id: str
    split: str
    kind: str
    text: str
    suffix: str
    findings: tuple[GoldFinding, ...]
    pairs: tuple[GoldPair, ...]
    traps: tuple[Trap, ...]
    missing: tuple[tuple[str, str], ...] = ()
    quality: str = ""
    treatment: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A labelled sentence: categories that hold, those it only tempts, axis poles, status, strength, certainty."""

    text: str
    span: Span | None
    categories: tuple[str, ...]
    near: tuple[str, ...]
    poles: tuple[str, ...]
    status: str
    strength: str
    certainty: int
    treatment: str
    split: str
    where: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """A premise and a hypothesis; `group` numbers rows that share the hypothesis."""

    premise: str
    hypothesis: str
    label: str
    axis: str
    phenomenon: str
    treatment: str
    reason: str
    split: str
    group: str
