"""Figures in running text: doses, shares, frequencies, durations, counts, ages, prices, levels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.needs import words_of
from checker.parse import fold
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10, "twentieth": 1 / 20}  # fmt: skip
_WORDS = {
    "a": 1.0, "an": 1.0, "once": 1.0, "twice": 2.0, "other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0,
    **{word: float(number) for number, word in enumerate(_ONES, 1)},
    **{word: 10.0 * number for number, word in enumerate(_TENS, 2)},
}  # fmt: skip
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|(?<!\d)\.\d+"
_WORD = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES[:9])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
_SCALE = "|".join(_SCALES)
_NUM = rf"(?:(?:{_DIGITS}|{_WORD})(?:\s(?:{_SCALE})\b)?)"
_PART = rf"(?:(?P<parts>a|one|two|three|four|1|2|3)[\s-]?)?(?P<part>half|{'|'.join(f'{word}s?' for word in _PARTS if word != 'half')})"
_MASS = r"mg|mcg|µg|μg|ug|ng|kg|g|grams?|milligrams?|micrograms?|ml|millilit(?:re|er)s?|IU|international units|units"
_PIECE = r"drops?|tablets?|capsules?|pills?|softgels?|teaspoons?|tsp|tablespoons?|tbsp|cups?|glasses|scoops?|puffs?|gummies|gummy|sprays?|sachets?|lozenges?|servings?"
_TIME = r"seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
_WHO = r"people|persons?|patients?|participants?|adults?|women|men|children|volunteers?|subjects?|students?|pupils?|individuals?|users?|boys|girls|infants|babies|americans"
_DOSE_NOUN = r"(?:dose|doses|dosage|amount)"
_USUAL = r"(?:full|usual|normal|typical|regular|standard|recreational|psychedelic|ordinary|active|common)"


def _range(unit: str) -> str:
    """Return the pattern of a figure or range with its unit: "5-10 mg", "5 mg to 10 mg", "between 5 and 10 mg"."""
    low, high = rf"(?P<low>{_NUM})", rf"(?P<high>{_NUM})"
    named = rf"(?P<unit>{unit})"
    return rf"(?:\bbetween\s{low}\s?(?:{unit})?\sand\s{high}\s?-?{named}|(?<![\w.,])(?P<low2>{_NUM})(?:\s?(?:{unit})?\s?(?:-|–|to|or)\s?(?P<high2>{_NUM}))?[\s-]?(?P<unit2>{unit}))"


# Kind, letters of which the text has some if the pattern matches, and the pattern; where readings overlap, the first wins.
_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (kind, tuple(hints.split()), re.compile(text, re.IGNORECASE))
    for kind, hints, text in (
        ("dose share", "dos amount", rf"(?:(?P<low>{_NUM})\s?%?\s?(?:-|–|to|or)\s?(?P<high>{_NUM})\s?%|(?P<single>{_NUM})\s?%|(?:1/(?P<under>\d+)(?:th)?(?:\s?(?:-|–|to)\s?1/(?P<under2>\d+)(?:th)?)?)|{_PART})\s(?:of\s)?(?:(?:a|the|your)\s)?{_USUAL}\s(?:[a-z]+\s)?{_DOSE_NOUN}\b"),
        ("level", "/ per", _range(rf"(?:{_MASS}|mmol|nmol|pmol)\s?(?:/|per)\s?(?:m?l|dl|lit(?:re|er)s?|100\s?g|kg|kilograms?)\b")),
        ("dose", "", rf"{_range(rf'{_MASS}|{_PIECE}')}\b(?!\s?(?:/(?!\s?da?y?\b)|per (?:kg|kilogram|m?l|dl|lit)))"),
        ("percent", "% cent", rf"{_range('%|per ?cent')}(?!\w)"),
        ("percent", "in out", rf"\b(?P<low>{_NUM})\s(?:in|out of)\s(?:every\s)?(?P<of>{_NUM})\b(?!\s?(?:{_TIME}|{_MASS}|{_PIECE})\b)"),
        ("percent", "of", rf"\b{_PART}\sof\b"),
        ("frequency", "day night week month year", rf"\b(?:(?P<low>once|twice|{_NUM})(?:\s(?:to|or)\s(?P<high>twice|{_NUM}))?(?:\stimes)?)\s(?:a|an|per|each|every)\s(?P<unit>day|night|week|month|year)\b"),
        ("frequency", "ly", rf"\b(?P<low>once|twice|(?:{_NUM})(?=\stimes))(?:\s(?:to|or)\s(?P<high>twice|{_NUM}))?(?:\stimes)?\s(?P<unit>daily|nightly|weekly|monthly)\b"),
        ("frequency", "every", rf"\b(?:once\s)?every\s(?P<step>(?:other|second|third|fourth|{_NUM})\s)?(?P<unit>hours?|days?|weeks?|months?|morning|night|evening)\b"),
        ("frequency", "ly", r"\b(?P<unit>daily|nightly|weekly)\b(?=\s*(?:[.,;)]|$)|\s(?:for|with|to|and|at|in|on|before|after)\b)"),
        ("duration", "sec min hour hr day week month year", rf"{_range(_TIME)}\b(?![\s-]old)"),
        ("count", "people person patient participant adult men child volunteer subject student pupil individual user boy girl infant bab american", rf"\b(?P<low>{_NUM})\s(?:[a-z-]+\s){{0,2}}(?P<unit>{_WHO})\b(?![\s-]years?)"),
        ("age", "over under above below from age least than", rf"\b(?P<bound>over|under|above|below|from age|aged|from|at least|older than|younger than|at age|age)\s(?:the\sages?\sof\s|ages?\s)?(?P<low>{_NUM})\b(?!\s?(?:%|{_MASS}|{_PIECE}|{_TIME}\b(?!\s(?:old|of age))|{_WHO}|times|per|[a-z]+ly)\b)"),
        ("price", "$ £ €", rf"(?P<unit>[$£€])\s?(?P<low>{_NUM})(?![\d.,]*\s?(?:[MBK]\b|bn|million|billion|trillion))"),
    )
)  # fmt: skip
_DIGIT = re.compile(r"\d")
_FIGURE_WORDS = frozenset([*_ONES, *_TENS, *_PARTS, *(f"{part}s" for part in _PARTS), "once", "twice", "every", "daily", "nightly", "weekly"])  # fmt: skip
_DAYS = {"second": 1 / 86400, "minute": 1 / 1440, "min": 1 / 1440, "hour": 1 / 24, "hr": 1 / 24, "day": 1.0, "night": 1.0, "morning": 1.0, "evening": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}  # fmt: skip
_ADVERBS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month"}
_VAGUE = r"[\s:]+(?:(?:a|the|about|around|roughly|approximately|total|of|dose|daily|is|be|to|recommended|safe|amount|intake|for)[\s:]+){0,4}$"
_AT_MOST = re.compile(
    rf"(?:up to|at most|less than|under|below|fewer than|max(?:imum|\.)?|exceed(?:ing)?|as much as|limit(?:ed)?|(?:no|not|n't|never)(?:\s\w+){{0,3}} (?:more than|over|above))(?:\s(?:is|of|to))?{_VAGUE}",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    rf"(?:at least|more than|over|above|no less than|minimum|greater than|upwards of|well over){_VAGUE}", re.IGNORECASE
)
_OR_MORE = re.compile(r"^(?:\+|\s(?:or|and)\s(?:more|over|above|older|up|higher))", re.IGNORECASE)
_OR_LESS = re.compile(r"^\s(?:or|and)\s(?:less|fewer|under|younger)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure or range; `span` is within the text.

    Frequencies are per day, durations in days, shares in per cent. `bound` is "most" or "least" where the text
    gives a limit: the range then runs from 0, or to infinity, and `point` keeps the figure itself.
    """

    kind: str
    low: float
    high: float
    unit: str
    span: Span
    bound: str = ""
    point: float = 0.0


def value(text: str) -> float:
    """Return the number that a figure or number word stands for ("1,200", "twenty-five", "two hundred")."""
    total = 0.0
    for piece in re.split(r"[\s-]+", text.lower().replace(",", "").strip()):
        if piece in _SCALES:
            total = (total or 1.0) * _SCALES[piece]
        else:
            total += _WORDS[piece] if piece in _WORDS else float(piece)
    return total


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence; where two readings overlap, the earlier kind of the table wins."""
    folded = fold(text)
    found: list[Quantity] = []
    if not _DIGIT.search(text) and _FIGURE_WORDS.isdisjoint(words_of(text)):
        return ()
    plain = folded.lower()
    for kind, hints, pattern in _PATTERNS:
        if hints and not any(hint in plain for hint in hints):
            continue
        for match in pattern.finditer(folded):
            span = Span(*match.span())
            if not any(span.overlap(other.span) for other in found):
                read = _READERS.get(kind, _plain)(match.groupdict())
                if read is not None:
                    found.append(_bounded(folded, kind, read, span))
    return tuple(sorted(found, key=lambda quantity: quantity.span.start))


Read = tuple[float, float, str]
Groups = "Mapping[str, str | None]"


def _plain(groups: Mapping[str, str | None]) -> Read | None:
    low = groups.get("low") or groups.get("low2")
    high = groups.get("high") or groups.get("high2") or low
    unit = (groups.get("unit") or groups.get("unit2") or "").lower()
    if low is None or high is None:
        return None
    return min(value(low), value(high)), max(value(low), value(high)), unit


def _percent(groups: Mapping[str, str | None]) -> Read | None:
    if groups.get("of"):
        share = value(str(groups["low"])) / max(value(str(groups["of"])), 1e-9)
        return (100 * share, 100 * share, "%") if 0 < share <= 1 else None
    if groups.get("part"):
        return _fraction(groups)
    read = _plain(groups)
    return None if read is None else (read[0], read[1], "%")


def _fraction(groups: Mapping[str, str | None]) -> Read | None:
    part = _PARTS[str(groups["part"]).lower().rstrip("s") if groups["part"] != "half" else "half"]
    share = 100 * part * value(groups.get("parts") or "one")
    return (share, share, "%") if share <= 100 else None


def _dose_share(groups: Mapping[str, str | None]) -> Read | None:
    if groups.get("part"):
        return _fraction(groups)
    if groups.get("under"):
        ends = [100 / value(str(groups[name])) for name in ("under", "under2") if groups.get(name)]
        return min(ends), max(ends), "%"
    single = groups.get("single")
    read = _plain({"low": single} if single else groups)
    return None if read is None else (read[0], read[1], "%")


def _frequency(groups: Mapping[str, str | None]) -> Read | None:
    unit = str(groups["unit"]).lower()
    days = _DAYS[_ADVERBS.get(unit, unit.rstrip("s"))]
    if "step" in groups:
        rate = 1 / (value((groups["step"] or "one").strip()) * days)
        # "Every morning" leaves room for a second dose at night.
        return rate, float("inf") if unit in ("morning", "night", "evening") else rate, "per day"
    low = value(groups.get("low") or "one")
    return low / days, value(groups.get("high") or groups.get("low") or "one") / days, "per day"


def _duration(groups: Mapping[str, str | None]) -> Read | None:
    read = _plain(groups)
    if read is None:
        return None
    days = _DAYS[read[2].rstrip("s")]
    return read[0] * days, read[1] * days, "day"


def _age(groups: Mapping[str, str | None]) -> Read | None:
    low = value(str(groups["low"]))
    return (low, low, str(groups["bound"]).lower()) if 0 < low < 100 else None


_READERS: dict[str, Callable[[Mapping[str, str | None]], Read | None]] = {
    "percent": _percent,
    "dose share": _dose_share,
    "frequency": _frequency,
    "duration": _duration,
    "age": _age,
}


def _bounded(text: str, kind: str, read: Read, span: Span) -> Quantity:
    low, high, unit = read
    before, after = text[max(0, span.start - 48) : span.start], text[span.end : span.end + 12]
    if _AT_MOST.search(before) or _OR_LESS.search(after):
        return Quantity(kind, 0.0, high, unit, span, "most", high)
    if _AT_LEAST.search(before) or _OR_MORE.search(after):
        return Quantity(kind, low, float("inf"), unit, span, "least", low)
    return Quantity(kind, low, high, unit, span, "", low)


def same_scale(one: Quantity, other: Quantity) -> tuple[float, float, float, float] | None:
    """Return both ranges in one unit (low, high, low, high), or None where the units do not compare."""
    factor = unit_factor(one.unit, other.unit)
    return None if factor is None else (one.low * factor, one.high * factor, other.low, other.high)


@lru_cache(maxsize=512)
def unit_factor(one: str, other: str) -> float | None:
    """Return what turns the first unit into the second, by pint, or None where they measure different things."""
    if one == other or one.rstrip("s") == other.rstrip("s"):
        return 1.0
    if re.fullmatch(_PIECE, one) or re.fullmatch(_PIECE, other):
        return None
    import pint

    units: Any = pint.get_application_registry()  # type: ignore[no-untyped-call]
    try:
        return float(units.Quantity(1, one.replace("iu", "count")).to(other.replace("iu", "count")).magnitude)
    except (pint.UndefinedUnitError, pint.DimensionalityError, AttributeError, ValueError):
        return None
