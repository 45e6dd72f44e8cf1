"""What is said about a post, put into one form: ISO dates, years, tags, languages."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ISO = re.compile(r"\b((?:19|20)\d\d)[-/._](\d{1,2})(?:[-/._](\d{1,2}))?(?!\d)")
_IN_PATH = re.compile(r"(?:^|/|_)((?:19|20)\d\d)[-/_]+(\d{1,2})(?:[-/_]?(\d{1,2})(?!\d))?")
_YEAR = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)(?!\d)")
_NAMED = re.compile(
    r"([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)|(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3})[a-z]*\.?,? ((?:19|20)\d\d)"
)
_MONTHS = {
    name: at
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_LABEL = re.compile(r"^\s*(?:category|tag|name)\s*:\s*", re.IGNORECASE)
_MOST_TAGS = 20


def date(said: str, uri: str) -> str:
    """Return a date as YYYY-MM-DD, as far as it is known; from the path where nothing is said."""
    return _from_words(said) or _from_path(uri)


def _from_words(said: str) -> str:
    if found := _ISO.search(said):
        return _joined(found[1], found[2], found[3])
    if found := _NAMED.search(said):
        month = _MONTHS.get((found[1] or found[5]).lower())
        return _joined(found[3] or found[6], str(month or 0), found[2] or found[4])
    try:
        return parsedate_to_datetime(said).date().isoformat()
    except (ValueError, TypeError):
        year = _YEAR.search(said)
        return year[1] if year else ""


def _from_path(uri: str) -> str:
    found = _IN_PATH.search(uri)
    if found and 1 <= int(found[2]) <= 12:
        return _joined(*found.groups())
    compact = re.search(r"__((?:19|20)\d\d)__(\d\d)(\d\d)__", uri)
    return _joined(*compact.groups()) if compact else ""


def _joined(year: str, month: str, day: str | None) -> str:
    if not 1 <= int(month) <= 12:
        return year
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")


def tags(said: str) -> list[str]:
    """Return tags, each once, in order."""
    found = (_LABEL.sub("", tag).strip(" \"'[]#") for tag in re.split(r"[,;|\n]", said))
    return list(dict.fromkeys(tag for tag in found if tag and len(tag) <= 60))[:_MOST_TAGS]


def language(said: str) -> str:
    """Return a language tag such as "en" or "en-GB"; "" for what is none."""
    found = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2,4}|\d{3}))?(?![A-Za-z]).*", said)
    if not found:
        return ""
    return found[1].lower() + (f"-{found[2].upper()}" if found[2] else "")


def merged(container: Mapping[str, str], document: Mapping[str, str], uri: str) -> dict[str, object]:
    """Return what an archive and the post itself say, the archive first, by the names of the articles table."""
    both = {**document, **{name: value for name, value in container.items() if value}}
    when = date(both.get("date", ""), both.get("url", "") or uri)
    return {
        "url": both.get("url", ""),
        "title": both.get("title", ""),
        "author": " ".join(both.get("author", "").split())[:120],
        "date": when,
        "year": int(when[:4]) if when else None,
        "tags": tags(both.get("tags", "")),
        "language": language(both.get("language", "")),
    }
