"""Decide which blocks of a web page are its article."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.readers.html_blocks import PageBlock

LARGEST = 2_000_000
"""Pages with more characters are judged by their elements alone."""

_WORD = re.compile(r"\w+")
_SHINGLE = 4
_ENOUGH = 0.3
_NEARLY_ALL = 0.9


def in_article(source: str, found: Sequence[PageBlock], headline: int | None) -> list[bool]:
    """Tell for each block whether it belongs to the article; `headline` is the place of the page's headline.

    trafilatura finds the main content but drops places and now and then a list, and on short pages it
    keeps navigation; so its text only says which blocks are matched, and the elements decide the rest.
    """
    matched = [at == headline or is_in for at, is_in in enumerate(_matched(source, found))]
    top = found[headline].soft if headline is not None else ()
    words = [len(page.block.text.split()) for page in found]
    hard = _foreign([page.hard for page in found], words, matched)
    soft = _foreign([tuple(set(page.soft) - set(top)) for page in found], words, matched)
    plain = [not h and not s for h, s in zip(hard, soft, strict=True)]
    known = [m and not h for m, h in zip(matched, hard, strict=True)]
    if _total(words, known) < max(20, _ENOUGH * _total(words, plain)):
        # Too little found: the elements alone decide, or nothing where they would drop nearly all.
        return plain if _total(words, plain) >= _ENOUGH * sum(words) else [not h for h in hard]
    first, last = known.index(True), len(known) - 1 - known[::-1].index(True)
    home = _home(found, words, known)
    return [known[at] or (plain[at] and (first <= at <= last or home in page.within)) for at, page in enumerate(found)]


def _home(found: Sequence[PageBlock], words: Sequence[int], known: Sequence[bool]) -> int:
    """Return the innermost element that holds nearly all of the text that is known to be the article's."""
    held: Counter[int] = Counter()
    for page, count, is_known in zip(found, words, known, strict=True):
        for element in page.within if is_known else ():
            held[element] += count
    enough = _NEARLY_ALL * _total(words, known)
    return max((element for element, count in held.items() if count >= enough), default=-1)


def _foreign(marks: Sequence[tuple[int, ...]], words: Sequence[int], matched: Sequence[bool]) -> list[bool]:
    """Tell which blocks stand in a marked element, unless it holds most of the text that was matched."""
    held: Counter[int] = Counter()
    for ids, count, is_matched in zip(marks, words, matched, strict=True):
        for mark in ids if is_matched else ():
            held[mark] += count
    total = max(_total(words, matched), 1)
    return [any(held[mark] <= 0.5 * total for mark in ids) for ids in marks]


def _matched(source: str, found: Sequence[PageBlock]) -> list[bool]:
    text = extracted(source)
    lines = {" ".join(_words(cell)) for line in text.splitlines() for cell in [line, *line.split("|")]}
    shingles = set(_shingles(_words(text)))
    return [_is_in(page.block.text, lines, shingles) for page in found]


def _is_in(text: str, lines: set[str], shingles: set[tuple[str, ...]]) -> bool:
    words = _words(text)
    if len(words) < 2 * _SHINGLE:
        return bool(words) and " ".join(words) in lines
    own = list(_shingles(words))
    return sum(shingle in shingles for shingle in own) >= 0.7 * len(own)


def extracted(source: str) -> str:
    """Return the main text of a page as trafilatura finds it; empty where it finds none."""
    if len(source) > LARGEST:
        return ""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(source, favor_recall=True, include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, AssertionError, RecursionError):
        # Broken pages make it fail in many ways; the elements then decide alone.
        return ""
    return text or ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shingles(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_SHINGLE)), strict=False)


def _total(words: Sequence[int], chosen: Sequence[bool]) -> int:
    return sum(count for count, is_chosen in zip(words, chosen, strict=True) if is_chosen)
