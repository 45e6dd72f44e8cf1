"""The rules and standards of the sample report."""

from __future__ import annotations

from checker.omissions import Omission
from checker.rule import Rule
from checker.types import Kind, Severity, Standard

ANY, ADS, PATIENTS, NEWS = "any health text", "advertising", "patient information", "news"
IHC = Standard(
    id="IHC-100SAFE",
    name="Informed Health Choices “100% safe!”",
    says="Treatments can harm as well as help.",
    applies_to=ANY,
    checked="primary",
    url="informedhealthchoices.org/100-safe",
)
CAP = Standard(
    id="CAP-12.9",
    name="CAP Code 12.9",
    says="Do not say that a product is free of side effects.",
    applies_to=ADS,
    checked="primary",
    url="https://www.asa.org.uk/code",
)
DISCERN = Standard(
    "DISCERN-6", "DISCERN question 6", "Is it balanced and unbiased?", PATIENTS, "secondary", "a summary"
)
HNR = Standard("HNR-WORDS", "Seven words", "Miracle, cure, promising: each needs a number beside it.", NEWS, "memory")


def _rule(
    id_: str, kind: Kind, title: str, name: str, *, severity: Severity, standards: tuple[Standard, ...] = ()
) -> Rule:
    return Rule(
        id=id_,
        kind=kind,
        title=title,
        name=name,
        severity=severity,
        summary=f"{title} where the text gives no ground for it.",
        why="Readers act on what they read.",
        fine_if="a source stands beside it.",
        standards=standards,
        flag=("a [[b]]",),
        keep=("a b",),
    )


def _omission(id_: str, title: str, *, criterion: int) -> Omission:
    return Omission(
        id=id_,
        kind=Kind.OVERSTATEMENT,
        title=title,
        name=title,
        severity=Severity.MEDIUM,
        summary=f"{title}, and readers need it.",
        why="Readers act on what they read.",
        fine_if="no treatment is claimed to work.",
        standards=(),
        flag=("A b.",),
        keep=("A c.",),
        question="Does it?",
        absent="It does not.",
        found="It does.",
        criterion=criterion,
    )


_ALL = (
    _rule(
        "safety-absolute",
        Kind.OVERSTATEMENT,
        "Promises no side effects",
        "Absolute safety",
        severity=Severity.CRITICAL,
        standards=(IHC, CAP),
    ),
    _rule(
        "contradiction-supervision",
        Kind.CONTRADICTION,
        "Two different rules about supervision",
        "Supervision",
        severity=Severity.CRITICAL,
        standards=(DISCERN,),
    ),
    _rule(
        "hype-promise",
        Kind.OVERSTATEMENT,
        "Calls it promising",
        "Hype",
        severity=Severity.MEDIUM,
        standards=(HNR,),
    ),
    _rule(
        "natural-fallacy",
        Kind.OVERSTATEMENT,
        "Takes natural for safe",
        "Natural means safe",
        severity=Severity.LOW,
    ),
    _rule(
        "vague-evidence",
        Kind.EVIDENCE,
        "Names no source for the research",
        "Vague evidence",
        severity=Severity.LOW,
    ),
)
_OMISSIONS = (
    _omission("missing-harms", "Names no harm", criterion=3),
    _omission("missing-numbers", "Does not say how common the harms are", criterion=3),
    _omission("missing-comparison", "Compares with nothing", criterion=7),
    _omission("missing-advice", "Does not say who should not take it", criterion=0),
)
RULES = {rule.id: rule for rule in (*_ALL, *_OMISSIONS)}
