"""Sentence boundaries in the prose of blogs: fast, by rule, without parsing.

A full stop ends a sentence unless the word before it is an abbreviation, an initial or part of a number,
or what follows starts in lower case. The abbreviations are data: `rules/words/abbreviations.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.resources import load_toml
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSERS = "\"'”’)]»*_"
_BOUNDARY = re.compile(rf"(?P<stop>[.!?…]{{1,6}})(?P<close>[{re.escape(_CLOSERS)}]{{0,4}})(?P<gap>\s+|$)")
_LAST_WORD = re.compile(r"[\w.'’-]{1,40}$")
_OPENERS = "\"'“‘([«*_-–—•#"
_SPACE = re.compile(r"\S")


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    table = load_toml("rules/words/abbreviations.toml")
    return frozenset(table["never_last"]), frozenset(table["sometimes_last"])


def split(text: str) -> Iterator[Span]:
    """Yield the spans of the sentences of a block's text, without surrounding white space."""
    start = 0
    for match in _BOUNDARY.finditer(text):
        if _ends_sentence(text, match):
            yield from _trimmed(text, start, match.end("close"))
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    first = _SPACE.search(text, start, end)
    if first:
        while text[end - 1].isspace():
            end -= 1
        yield Span(first.start(), end)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    follower = text[match.end() : match.end() + 12].lstrip(_OPENERS)[:1]
    if not match["gap"] or not follower:
        return True
    stop = match["stop"]
    if stop != "." and "." not in stop:
        return not follower.islower() or ("!" not in stop and "?" not in stop and follower.isupper())
    if follower.islower():
        return False
    if len(stop) > 1 or "…" in stop:
        return follower.isupper() or follower.isdigit()
    return not _is_abbreviation(text[max(0, match.start() - 40) : match.start()], follower, match)


def _is_abbreviation(before: str, follower: str, match: re.Match[str]) -> bool:
    found = _LAST_WORD.search(before)
    if not found or match["close"].strip("'\"”’*_"):
        return False
    word = found.group().strip("'’-").lower()
    never_last, sometimes_last = _abbreviations()
    if word in never_last:
        return True
    if word in sometimes_last:
        return follower.isdigit()
    if len(word) == 1 and word.isalpha():
        return (
            found.group().isupper()
            and word != "i"
            and not before[: found.start()].rstrip().endswith(("vitamin", "Vitamin", "hepatitis", "Hepatitis"))
        )
    return bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", word)) and word not in ("u.s", "u.k", "a.m", "p.m", "d.c")
