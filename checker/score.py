"""Scores of findings against annotated articles.

A finding is found when it overlaps an annotated one by half of the shorter; `may` findings are neutral:
raising one is neither right nor wrong. Repeats of a density finding count as findings of their own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from checker.types import Kind, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.corpus.records import GoldArticle, GoldFinding, GoldPair
    from checker.types import Finding


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, neutral and wrong predictions, and annotated items found of all."""

    right: int = 0
    neutral: int = 0
    wrong: int = 0
    found: int = 0
    total: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the sums."""
        return Counts(*(getattr(self, n) + getattr(other, n) for n in ("right", "neutral", "wrong", "found", "total")))

    @property
    def precision(self) -> float:
        """Return right of right and wrong; 0 where nothing was predicted."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Return found of total; 0 where there was nothing to find."""
        return self.found / self.total if self.total else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Graded(NamedTuple):
    """One finding that was right or wrong (`may` findings are neither), for calibration."""

    confidence: float
    right: bool
    rule: str
    status: Status


@dataclass(frozen=True)
class ArticleScore:
    """Everything counted on one article."""

    id: str
    kind: str
    words: int
    findings: Counts
    pairs: Counts
    traps_hit: int
    traps: int
    right_category: int
    by_rule: dict[str, Counts] = field(default_factory=dict)
    by_category: dict[str, Counts] = field(default_factory=dict)
    by_requirement: dict[str, Counts] = field(default_factory=dict)
    by_pair_rule: dict[str, Counts] = field(default_factory=dict)
    graded: tuple[Graded, ...] = ()


def hit(one: Span, other: Span) -> bool:
    """Return whether two spans overlap by half of the shorter."""
    shared = one.overlap(other)
    return shared > 0 and 2 * shared >= min(len(one), len(other))


def spans(finding: Finding) -> Iterator[Span]:
    """Yield the finding's span and those of its repeats."""
    yield finding.place.span
    yield from (r.place.span for r in finding.related if r.role == "also")


def score(gold: GoldArticle, findings: Sequence[Finding]) -> ArticleScore:
    """Return the counts of one article's findings against its annotation."""
    overstated = [f for f in findings if f.kind is Kind.OVERSTATEMENT]
    predicted = [(span, f) for f in overstated for span in spans(f)]
    by_rule: dict[str, Counts] = defaultdict(Counts)
    graded: list[Graded] = []
    right_category = 0
    for span, finding in predicted:
        matched = [g for g in gold.findings if hit(span, g.span)]
        firm = [g for g in matched if g.require != "may"]
        outcome = Counts(right=1) if firm else Counts(neutral=1) if matched else Counts(wrong=1)
        by_rule[finding.rule] += outcome
        right_category += any(finding.rule in (g.category, *g.also) for g in firm)
        if firm or not matched:
            graded.append(Graded(finding.confidence, bool(firm), finding.rule, finding.status))
    places = [span for span, _ in predicted]
    by_category = _found_by(gold.findings, places, lambda item: item.category)
    findings_counts = sum(by_rule.values(), Counts()) + sum(by_category.values(), Counts())
    return ArticleScore(
        id=gold.id, kind=gold.kind, words=len(gold.text.split()), findings=findings_counts,
        pairs=score_pairs(gold.pairs, findings),
        traps_hit=sum(any(hit(span, trap.span) for span, _ in predicted) for trap in gold.traps), traps=len(gold.traps),
        right_category=right_category, by_rule=dict(by_rule), by_category=by_category,
        by_requirement=_found_by(gold.findings, places, lambda item: item.require),
        by_pair_rule=pairs_by_rule(gold.pairs, findings), graded=tuple(graded),
    )  # fmt: skip


def _found_by(
    gold: Iterable[GoldFinding], predicted: list[Span], key: Callable[[GoldFinding], str]
) -> dict[str, Counts]:
    counts: dict[str, Counts] = defaultdict(Counts)
    for item in gold:
        if item.require != "may":
            found = any(hit(span, item.span) for span in predicted)
            counts[key(item)] += Counts(found=int(found), total=1)
    return dict(counts)


def score_pairs(gold: Sequence[GoldPair], findings: Sequence[Finding]) -> Counts:
    """Return the counts of contradictions: one is right when both ends meet those of an annotated pair."""
    predicted = [f for f in findings if f.kind is Kind.CONTRADICTION]
    right = neutral = wrong = 0
    found: set[int] = set()
    for finding in predicted:
        met = [n for n, pair in enumerate(gold) if _meets(finding, pair)]
        firm = [n for n in met if gold[n].require != "may"]
        found.update(firm)
        right, neutral, wrong = (right + bool(firm), neutral + (bool(met) and not firm), wrong + (not met))
    total = sum(pair.require != "may" for pair in gold)
    return Counts(right, neutral, wrong, len(found), total)


def pairs_by_rule(gold: Sequence[GoldPair], findings: Sequence[Finding]) -> dict[str, Counts]:
    """Return the counts of contradictions by rule; nothing is counted as found there."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for finding in findings:
        if finding.kind is Kind.CONTRADICTION:
            one = score_pairs(gold, [finding])
            counts[finding.rule] += Counts(one.right, one.neutral, one.wrong)
    return dict(counts)


def _meets(finding: Finding, pair: GoldPair) -> bool:
    """Return whether the finding's ends lie near two different ends of the pair: in reach of their sentences."""
    others = [r.place.span for r in finding.related if r.role == "contradicts"]
    return any(
        _near(finding.place.span, a) and any(_near(span, b) for span in others)
        for a in pair.ends
        for b in pair.ends
        if a != b
    )


def _near(span: Span, end: Span) -> bool:
    return span.overlap(end) > 0 or min(abs(span.start - end.end), abs(end.start - span.end)) <= 60
