"""The words that reports share, so that an editor meets the same ones everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.reporters.parts.ordering import tally, tally_all
from checker.types import Genre, MissingState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.types import Document, Finding, InputError, Report, Review, Severity, Standard

_BANDS = ((0.75, "high"), (0.5, "medium"), (0.0, "low"))
_STRENGTHS = {"hard": "both cannot hold", "tension": "the two pull apart"}
STATES = {
    MissingState.ABSENT: "needs work",
    MissingState.UNCLEAR: "unclear",
    MissingState.PRESENT: "fine",
}
READING = "In the ten questions of HealthNewsReview"
"""The heading of the overall reading of `checker.hnr`."""
_GENRES = {
    Genre.NEWS: "news",
    Genre.BLOG: "a blog",
    Genre.PATIENT: "patient information",
    Genre.MARKETING: "marketing",
}
NOTHING_FOUND = "Nothing found that a careful editor would raise."
UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or turn the direction of writing."""


def plain(text: str) -> str:
    """Return a text on one line, white space made single, characters that steer a terminal made visible."""
    return UNSAFE.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"\s+", " ", text))


def quoted(text: str) -> str:
    """Return a text in quotation marks, on one line."""
    return f"“{plain(text).strip()}”"


def confidence(probability: float) -> str:
    """Return low, medium or high; editors are not shown decimals that nobody can act on."""
    return next(word for floor, word in _BANDS if probability >= floor)


def strength(finding: Finding) -> str:
    """Return what a contradiction's strength means; empty for other findings."""
    return f"{finding.strength}: {_STRENGTHS.get(finding.strength, '')}".rstrip(": ") if finding.strength else ""


def counted(number: int, noun: str) -> str:
    """Return a number and its noun, such as "1 finding" or "2 findings"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(parts: Sequence[str]) -> str:
    """Return parts as running text: a, b and c."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def tally_words(counts: Mapping[Severity, int]) -> str:
    """Return counts by severity in words, such as "1 critical and 2 low"; empty where all are zero."""
    return listed([f"{number} {severity}" for severity, number in counts.items() if number])


def title(report: Report, rule: str) -> str:
    """Return a rule's title; its id in words where the report does not hold the rule."""
    known = report.rules.get(rule)
    return known.title if known else rule.replace("-", " ").capitalize()


def category(report: Report, finding: Finding) -> str:
    """Return the name of a finding's category."""
    known = report.rules.get(finding.rule)
    return known.name if known else finding.rule.replace("-", " ").capitalize()


def article_title(document: Document) -> str:
    """Return an article's title, or where it was read from."""
    return plain(document.title).strip() or document.uri


def facts(review: Review) -> str:
    """Return where an article was read, its length and the kind of text it was taken for."""
    document = review.document
    return " · ".join([plain(document.uri), counted(document.words, "word"), f"read as {_GENRES[review.genre]}"])


def verdict(review: Review) -> str:
    """Return an article's findings in one line."""
    counts = tally(review.findings)
    words = tally_words(counts) or NOTHING_FOUND
    accepted = f"{counted(len(review.suppressed), 'finding')} accepted" if review.suppressed else ""
    return " · ".join(filter(None, [words, accepted]))


def summary(report: Report) -> str:
    """Return a run's articles, findings and failures in one line."""
    counts = tally_all(report)
    total = sum(counts.values())
    words = tally_words(counts)
    accepted = sum(len(review.suppressed) for review in report.reviews)
    parts = [
        counted(len(report.reviews), "article"),
        counted(total, "finding") + (f": {words}" if words else ""),
        f"{accepted:,} accepted" if accepted else "",
        f"{len(report.errors):,} could not be read" if report.errors else "",
    ]
    return " · ".join(filter(None, parts))


def unread(error: InputError) -> str:
    """Return which input could not be read, and why."""
    text = plain(error.error)
    return text if error.uri in error.error else f"{plain(error.uri)}: {text}"


def link(standard: Standard) -> str:
    """Return the address of a standard that was read at its source; empty for others."""
    if standard.checked != "primary" or not re.fullmatch(r"[^\s()<>\"']+\.[^\s()<>\"']+", standard.url):
        return ""
    return standard.url if re.match(r"https?://", standard.url) else f"https://{standard.url}"


def cited(standard: Standard) -> str:
    """Return a standard and what it says; rules for advertising are a yardstick outside it."""
    yardstick = " (a yardstick from advertising)" if standard.applies_to == "advertising" else ""
    return f"{standard.name}{yardstick}: {standard.says}"
