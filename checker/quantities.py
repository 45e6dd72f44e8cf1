"""Figures in running text: doses, frequencies, percentages, durations, counts, ages, prices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.parse import fold
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "hundred": 100, "half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fifth": 0.2, "tenth": 0.1,
}  # fmt: skip
_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_W = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
_NUM = rf"(?:{_N}|{_W})"
_RANGE = rf"(?P<low>{_NUM})(?:\s?(?:-|–|to|or)\s?(?P<high>{_NUM}))?"
_DOSE_UNIT = r"mg|mcg|µg|μg|g|grams?|milligrams?|micrograms?|ml|millilit(?:re|er)s?|IU|drops?|tablets?|capsules?|pills?|teaspoons?|tablespoons?|cups?|scoops?|puffs?|gummies|gummy"
_TIME = r"hours?|days?|weeks?|months?|years?"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("dose", re.compile(rf"\b{_RANGE}\s?-?(?P<unit>{_DOSE_UNIT})\b(?P<per>[^.;]{{0,24}}?\b(?:a day|per day|each day|every day|daily|a week|per week|weekly|a night|nightly))?", re.IGNORECASE)),
    ("percent", re.compile(rf"\b{_RANGE}\s?(?P<unit>%|per ?cent\b)", re.IGNORECASE)),
    ("percent", re.compile(rf"\b(?P<low>{_NUM})\s(?:in|out of)\s(?:every\s)?(?P<unit>{_NUM})\b(?!\s?(?:{_TIME}|{_DOSE_UNIT}))", re.IGNORECASE)),
    ("percent", re.compile(r"\b(?:(?P<low>a|one|two|three)[\s-])?(?P<unit>half|thirds?|quarters?|fifths?|tenths?) of\b", re.IGNORECASE)),
    ("frequency", re.compile(rf"\b(?:(?P<low>once|twice)|(?P<times>{_NUM}) times)\s(?:a|per|each|every)?\s?(?P<unit>day|daily|week|weekly|month)\b", re.IGNORECASE)),
    ("frequency", re.compile(rf"\bevery\s(?:(?P<low>{_NUM}|other|few)\s)?(?P<unit>hours?|days?|weeks?|morning|night|evening)\b", re.IGNORECASE)),
    ("duration", re.compile(rf"\b{_RANGE}[\s-](?P<unit>{_TIME})\b(?!\s+old|-old)", re.IGNORECASE)),
    ("count", re.compile(rf"\b(?P<low>{_N})\s(?:[a-z-]+\s){{0,2}}(?P<unit>people|patients|participants|adults|women|men|children|volunteers|subjects|students|pupils)\b", re.IGNORECASE)),
    ("age", re.compile(rf"\b(?P<bound>over|under|above|below|from age|aged|from|at least|older than|younger than)\s(?:the age of\s)?(?P<low>{_NUM})(?:\s?(?P<unit>years?(?: of age| old)?|s))?(?=[\s.,;)]|$)", re.IGNORECASE)),
    ("price", re.compile(rf"(?P<unit>[$£€])\s?(?P<low>{_N})", re.IGNORECASE)),
)  # fmt: skip
_PER_DAY = {
    "day": 1.0,
    "daily": 1.0,
    "night": 1.0,
    "nightly": 1.0,
    "morning": 1.0,
    "evening": 1.0,
    "week": 1 / 7,
    "weekly": 1 / 7,
    "month": 1 / 30,
}
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure or range; `span` is within the text. Frequencies are per day, durations in days, shares in per cent."""

    kind: str
    low: float
    high: float
    unit: str
    span: Span
    per: str = ""


def value(text: str) -> float:
    """Return the number that a figure or number word stands for."""
    plain = text.lower().replace(",", "")
    return float(_WORDS[plain]) if plain in _WORDS else float(plain)


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a sentence; where two readings overlap, the earlier kind of the table wins."""
    taken: list[Span] = []
    folded = fold(text)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            span = Span(*match.span())
            if not any(span.overlap(other) for other in taken):
                found = _quantity(kind, match, span)
                if found is not None:
                    taken.append(span)
                    yield found


def _quantity(kind: str, match: re.Match[str], span: Span) -> Quantity | None:
    groups = match.groupdict()
    unit = (groups["unit"] or "").lower()
    if kind == "frequency":
        return _frequency(groups, unit, span)
    if kind == "percent" and not unit.startswith(("%", "per")):
        return _share(groups, unit, span)
    low = value(groups["low"])
    high = value(groups.get("high") or groups["low"])
    if kind == "duration":
        days = _DAYS[unit.rstrip("s")]
        return Quantity(kind, low * days, high * days, "day", span)
    if kind == "age":
        return Quantity(kind, low, high, groups["bound"].lower(), span) if 0 < low < 100 else None
    return Quantity(
        kind,
        min(low, high),
        max(low, high),
        "%" if kind == "percent" else unit,
        span,
        (groups.get("per") or "").strip().lower(),
    )


def _frequency(groups: dict[str, str | None], unit: str, span: Span) -> Quantity | None:
    low, times = groups.get("low"), groups.get("times")
    base = unit.rstrip("s")
    if times or low in ("once", "twice", "Once", "Twice"):
        count = value(times) if times else {"once": 1.0, "twice": 2.0}[str(low).lower()]
        rate = count * _PER_DAY[base]
    elif low and low.lower() == "few":
        return None
    else:
        step = 2.0 if low and low.lower() == "other" else value(low) if low else 1.0
        rate = 1 / (step * _DAYS[base]) if base in _DAYS else _PER_DAY[base] / step
    return Quantity("frequency", rate, rate, "per day", span)


def _share(groups: dict[str, str | None], unit: str, span: Span) -> Quantity | None:
    parts = value(groups["low"] or "a")
    share = parts * value(unit) if unit in _WORDS and value(unit) < 1 else parts / max(value(unit), 1e-9)
    return Quantity("percent", 100 * share, 100 * share, "%", span) if 0 < share <= 1 else None


def same_scale(one: Quantity, other: Quantity) -> tuple[float, float, float, float] | None:
    """Return both ranges in one unit (low, high, low, high), or None where the units do not compare."""
    if one.unit == other.unit:
        return one.low, one.high, other.low, other.high
    factor = _factor(one.unit, other.unit)
    return None if factor is None else (one.low * factor, one.high * factor, other.low, other.high)


def _factor(one: str, other: str) -> float | None:
    """Return what turns the first unit into the second, by pint, or None where they measure different things."""
    if one.rstrip("s") == other.rstrip("s"):
        return 1.0
    import pint

    units: Any = pint.get_application_registry()  # type: ignore[no-untyped-call]
    try:
        return float(units.Quantity(1, one.replace("iu", "count")).to(other).magnitude)
    except (pint.UndefinedUnitError, pint.DimensionalityError, AttributeError, ValueError):
        return None
