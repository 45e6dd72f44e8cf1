"""What the words right beside a figure say of it: per day, per session, how long a course lasts, how large a study is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.quantities import quantities, value

if TYPE_CHECKING:
    from checker.figures import Figure

_PERIOD_AFTER = re.compile(
    r"^\s?(?:/\s?d(?:ay)?\b|(?:[a-z]+\s){0,3}?(?:a|per|each|every|in a|in one)\s(?P<unit>day|night|week|24 hours))",
    re.IGNORECASE,
)
_PERIOD_BEFORE = re.compile(
    r"\b(?P<unit>daily|day's|weekly|a day|per day)\b(?:\s\w+){0,4}\s?(?:is|of|to|at|:)?\s$", re.IGNORECASE
)
_LASTING = re.compile(
    r"\b(?:(?P<noun>course|programmes?|programs?|cycle|session|protocol|regimen|treatment|cleanse|infusion|procedure|appointment|trial|fast|detox|effects?)s?\s(?:\w+\s){0,2}?(?P<verb>lasts?|lasted|takes?|runs? for|goes on for|is|was)\s(?:for\s|about\s|around\s|up to\s|only\s|just\s|roughly\s|approximately\s){0,2}$)",
    re.IGNORECASE,
)
_LONG_NOUN = re.compile(
    r"^\s(?:\w+\s)?(?P<noun>course|programme|program|cycle|session|protocol|regimen|treatment|cleanse|infusion|procedure|appointment|trial|fast|detox)\b",
    re.IGNORECASE,
)
_PRICED_AFTER = re.compile(
    r"^\s(?:per|a|an|each|for (?:a|one|each))\s(?:\w+\s)?(?P<of>session|visit|consultation|infusion|course|bottle|month|test|treatment|injection|dose)\b",
    re.IGNORECASE,
)
_PRICED_BEFORE = re.compile(
    r"\b(?:a|an|each|every|one|per|single)\s(?:\w+\s)?(?P<of>session|visit|consultation|infusion|course|bottle|month|test|treatment|injection|dose)\s(?:is|costs?|will cost|costing|priced at|for)\s(?:about\s|around\s|only\s|just\s)?$",
    re.IGNORECASE,
)
_SIZED_BEFORE = re.compile(
    r"\b(?:enrol\w*|recruit\w*|includ\w*|involv\w*|randomi[sz]\w*|survey\w*|followed|studied|tested|(?:study|trial|survey) (?:of|with|in)|(?:study|trial|survey), with|all|(?<!of )the)\s(?:more than\s|about\s|over\s|nearly\s)?$",
    re.IGNORECASE,
)
_SIZED_AFTER = re.compile(
    r"^.{0,20}\b(?:took part|participated|enrolled|signed up|were recruited|were enrolled)\b", re.IGNORECASE
)
_INTEGER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+|(?<![\d.,])\d+(?![\d.,]*\d)")


def per_day(figure: Figure) -> float | None:
    """Return how often a day a dose is taken, or None where the text does not say."""
    text, span = figure.sentence.text, figure.quantity.span
    after, before = text[span.end : span.end + 40], text[max(0, span.start - 40) : span.start]
    times = next((q for q in quantities(text) if q.kind == "frequency" and 0 <= q.span.start - span.end <= 24), None)
    if times is not None:
        return times.low
    found = _PERIOD_AFTER.match(after) or _PERIOD_BEFORE.search(before)
    if found is None:
        return None
    return 1 / 7 if (found["unit"] or "").lower().startswith("week") else 1.0


def sized(*figures: Figure) -> bool:
    """Return whether each figure is given as the size of a study, not as those in whom something happened."""
    parts = [(f.sentence.text[: f.quantity.span.start], f.sentence.text[f.quantity.span.end :]) for f in figures]
    return all(_SIZED_BEFORE.search(before) or _SIZED_AFTER.match(after) for before, after in parts)


def other_numbers(figure: Figure) -> set[float]:
    """Return the other whole numbers of a figure's sentence."""
    return {value(number) for number in _INTEGER.findall(figure.sentence.text)} - {figure.quantity.point}


def lasting(figure: Figure) -> tuple[str, str]:
    """Return what lasts ("course") and how ("lasts" or "takes"), where the text says so of a duration."""
    text, span = figure.sentence.text, figure.quantity.span
    found = _LASTING.search(text[: span.start])
    if found:
        verb = "takes" if found["verb"].lower().startswith("take") else "lasts"
        return found["noun"].lower().rstrip("s"), verb if found["noun"].lower().startswith("effect") else "lasts"
    noun = _LONG_NOUN.match(text[span.end :]) if "-" in text[span.start : span.end] else None
    return (noun["noun"].lower(), "lasts") if noun else ("", "")


def price_of(figure: Figure) -> str:
    """Return what a price is the price of ("session"), where the text says so next to it."""
    text, span = figure.sentence.text, figure.quantity.span
    found = _PRICED_AFTER.match(text[span.end :]) or _PRICED_BEFORE.search(text[: span.start])
    return found["of"].lower() if found else ""
