"""Whether two figures are figures of one thing and cannot both be right, kind by kind.

Like is compared with like: the same treatment, stage, group and time, in one unit and per one period. Where the
text leaves it open whether they are alike, they are taken not to be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.figure_phrases import lasting, other_numbers, per_day, price_of, sized
from checker.figures import HAVING
from checker.quantities import quantities, same_scale, unit_factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.figures import Figure

    Test = Callable[[Figure, Figure], bool]

_INSTRUCTION = re.compile(
    r"\b(?:take|taken|use|used|recommended|recommend|apply|applied|swallow|drink|chew|inject\w*|microdosing|(?:is|are|be) given|dosages?|dosing|supplement with|(?:usual|daily|typical|standard|normal|maximum|starting|initial|maintenance|ideal|correct|right|single|best)\s(?:\w+\s)?(?:dos(?:e|es)|amount)|doses? (?:is|are|of|range))\b",
    re.IGNORECASE,
)
_ACTIONS = {
    "use": r"us(?:e|es|ed|ing)|(?:is|are|be) given",
    "take": r"tak(?:e|es|en|ing)|swallow\w*|drink\w*|consum\w+|dos(?:e|es|ing|age)|chew\w*|microdos\w+",
    "apply": r"appl(?:y|ied|ies)|rub\w*|spread",
    "inject": r"inject\w*",
    "do": r"exercis\w+|practi[sc]e\w*|do|train\w*|repeat\w*|session\w*|meditat\w+|brush\w*",
}
_ACTION = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _ACTIONS.items()), re.IGNORECASE)
_EACH = re.compile(
    r"\b(?:each|per|every|one)\s(?:\w+\s)?(tablet|capsule|serving|gummy|softgel|scoop|drop|spray|sachet|pill)\b",
    re.IGNORECASE,
)
_OTHER_SIDE = re.compile(
    r"\b(?:placebo|control|versus|vs|compared|than|rose|fell|against|another|other|others|respectively|alone|combined|remaining|rest|further|additional|of (?:those|these|them|whom|which)|up from|down from)\b|\bfrom \S+(?: \w+){0,3} to\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:reduc|decreas|lower|cut|drop|declin|increas|rais|ris[ei]|grew|grow|boost|more|less|higher|greater|fewer|faster|longer|better|likely|gain|los[ts]|improv\w+ (?:\w+ ){0,3}by|by (?:about |around |up to |as much as )?\d)",
    re.IGNORECASE,
)
_STUDY = re.compile(r"\b(?:study|trial|survey|experiment)\b", re.IGNORECASE)
_THE_STUDY = re.compile(
    r"\b(?:the|this|our|all)\b.{0,40}\b(?:study|trial|survey|experiment)\b|\bresearchers?\b", re.IGNORECASE
)
_SUBSET = re.compile(
    r"\b(?:analy[sz]\w+|subset|complet\w+|finish\w*|dropped|withdrew|data|arm|arms|groups?|half|placebo|control|responded|remained|assigned|excluded|screened|among|with the|who had|of whom|upon|women|men|children|children's)\b",
    re.IGNORECASE,
)
_PERMITTED = re.compile(
    r"\b(?:licen[sc]ed|approved|suitable|recommended|safe|allowed|anyone|everyone|can|may|authori[sz]ed|unsuitable|not for|should not)\b",
    re.IGNORECASE,
)
_NEAR = 6
_FROM_AGE = frozenset({"over", "above", "from age", "aged", "from", "at least", "older than", "age", "at age"})


def apart(one: Figure, other: Figure, ratio: float) -> bool:
    """Return whether two ranges, in one unit, lie apart by more than a factor."""
    scale = same_scale(one.quantity, other.quantity)
    return scale is not None and _ranges_apart(scale, ratio)


def _ranges_apart(scale: tuple[float, float, float, float], ratio: float) -> bool:
    low_a, high_a, low_b, high_b = scale
    if low_a <= high_b and low_b <= high_a:
        return False
    near, far = (high_a, low_b) if high_a < low_b else (high_b, low_a)
    return far >= ratio * near


def _one_treatment(one: Figure, other: Figure) -> bool:
    """Return whether two figures share a treatment and neither names one more that the other lacks."""
    a, b = one.treatment, other.treatment
    return bool(a & b) and (a <= b or b <= a)


def _instructed(one: Figure, other: Figure) -> bool:
    return (
        one.groups == other.groups
        and _one_treatment(one, other)
        and all(figure.role == "contents" or _INSTRUCTION.search(figure.sentence.text) for figure in (one, other))
    )


def _one_stage(one: Figure, other: Figure) -> bool:
    """Return whether both speak of one stage of treatment; what was given in studies is never an instruction."""
    if one.role != other.role:
        return False
    if one.role == "later":
        return all("maint" in figure.clause.lower() for figure in (one, other))
    if one.role == "contents":
        pieces = [_EACH.search(figure.clause) for figure in (one, other)]
        return all(pieces) and len({str(piece and piece[1]).lower() for piece in pieces}) == 1
    return one.role in ("", "start")


def _dose(one: Figure, other: Figure) -> bool:
    if _unit_slip(one, other):
        return True
    rates = per_day(one), per_day(other)
    scale = same_scale(one.quantity, other.quantity)
    if scale is None or not _instructed(one, other) or not _one_stage(one, other):
        return False
    if (rates[0] is None) != (rates[1] is None):
        return False
    a, b = rates[0] or 1.0, rates[1] or 1.0
    if one.quantity.bound == other.quantity.bound == "most":
        return _ranges_apart((scale[1] * a, scale[1] * a, scale[3] * b, scale[3] * b), 1.5)
    return _ranges_apart((scale[0] * a, scale[1] * a, scale[2] * b, scale[3] * b), 1.5)


def _unit_slip(one: Figure, other: Figure) -> bool:
    """Return whether one figure stands with units a thousand times apart: 500 mcg here, 500 mg there."""
    factor = unit_factor(one.quantity.unit, other.quantity.unit)
    wide = factor is not None and not 1 / 900 < factor < 900
    alike = one.found == other.found == "here" and one.treatment == other.treatment and one.role == other.role
    return wide and alike and one.quantity.point == other.quantity.point


def _frequency(one: Figure, other: Figure) -> bool:
    actions = [{str(m.lastgroup) for m in _ACTION.finditer(figure.clause)} for figure in (one, other)]
    known = "here" in (one.found, other.found) or not any(one.treatment | other.treatment)
    return (
        known
        and (bool(actions[0] & actions[1]) or (all(actions) and "use" in actions[0] | actions[1]))
        and one.role == other.role == ""
        and _instructed(one, other)
        and apart(one, other, 1.5)
    )


def _level(one: Figure, other: Figure) -> bool:
    """Return whether one laboratory value stands near another with units a thousand times apart."""
    factor = unit_factor(one.quantity.unit, other.quantity.unit)
    ends = [{q.low, q.high, q.point} - {0.0, float("inf")} for q in (one.quantity, other.quantity)]
    near = other.sentence.index - one.sentence.index <= _NEAR and one.treatment == other.treatment
    # Where no treatment is named nearby, the units must be further apart still: ng here, mg there.
    limit = 9e4 if "topic" in (one.found, other.found) else 900
    return near and factor is not None and not 1 / limit < factor < limit and bool(ends[0] & ends[1])


def _dose_share(one: Figure, other: Figure) -> bool:
    return _one_treatment(one, other) and one.groups == other.groups and apart(one, other, 1.6)


def _same_subject(one: Figure, other: Figure) -> bool:
    """Return whether two clauses say the same thing but for the figure."""
    shared = one.about & other.about
    fewer, more = sorted((len(one.about), len(other.about)))
    told = bool(shared - {HAVING}) or one.about == other.about
    full = len(shared) == fewer and more <= fewer + 1 and bool(shared) and told
    return full or (len(shared) >= 4 and len(shared) >= 0.75 * more)


def _percent(one: Figure, other: Figure) -> bool:
    if any(_OTHER_SIDE.search(figure.sentence.text) for figure in (one, other)):
        return False
    alike = (
        one.groups == other.groups
        and one.times == other.times
        and one.numbers == other.numbers
        and _one_treatment(one, other)
        and bool(_CHANGE.search(one.clause)) == bool(_CHANGE.search(other.clause))
    )
    far = abs(one.quantity.point - other.quantity.point) > 4
    return alike and far and _same_subject(one, other) and apart(one, other, 1.25)


def _count(one: Figure, other: Figure) -> bool:
    texts = one.sentence.text, other.sentence.text
    told = all(_STUDY.search(text) for text in texts) and bool(_THE_STUDY.search(texts[1])) and sized(one, other)
    parts = [bool(_SUBSET.search(figure.clause)) for figure in (one, other)]
    a, b = one.quantity.point, other.quantity.point
    explained = b in other_numbers(one) or a in other_numbers(other)
    if explained or not told or one.quantity.bound or other.quantity.bound or min(a, b) < 5:
        return False
    if parts[0] or parts[1]:
        # A part may be smaller than the whole, never larger.
        return (parts == [False, True] and b > 1.05 * a) or (parts == [True, False] and a > 1.05 * b)
    return max(a, b) > 1.1 * min(a, b)


def _duration(one: Figure, other: Figure) -> bool:
    a, b = lasting(one), lasting(other)
    alike = one.groups == other.groups and _one_treatment(one, other)
    plain = one.role == other.role and one.role in ("", "start")
    return a == b and a[0] != "" and alike and plain and apart(one, other, 1.4)


def _price(one: Figure, other: Figure) -> bool:
    same = price_of(one) == price_of(other) != "" and one.role == other.role == "" and one.groups == other.groups
    moved = any(_OTHER_SIDE.search(figure.sentence.text) or _CHANGE.search(figure.clause) for figure in (one, other))
    return same and not moved and _one_treatment(one, other) and apart(one, other, 1.15)


def _age(one: Figure, other: Figure) -> bool:
    permitted = all(_PERMITTED.search(figure.clause) for figure in (one, other))
    minimum = all(figure.quantity.unit in _FROM_AGE for figure in (one, other))
    doses = any(q.kind == "dose" for figure in (one, other) for q in quantities(figure.sentence.text))
    return (
        permitted
        and minimum
        and not doses
        and _one_treatment(one, other)
        and one.quantity.point != other.quantity.point
    )


TESTS: dict[str, Test] = {
    "dose": _dose,
    "level": _level,
    "dose share": _dose_share,
    "frequency": _frequency,
    "percent": _percent,
    "count": _count,
    "duration": _duration,
    "price": _price,
    "age": _age,
}
