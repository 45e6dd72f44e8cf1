"""Which words a sentence must have for a pattern to match, read off the pattern's text without expanding it.

A review compiles only the patterns that its article could match; this scan is what makes the rest free.
A need that is left out costs time, never a match.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from checker.inflect import forms
from checker.patterns import BUILTIN, LEXEME

if TYPE_CHECKING:
    from collections.abc import Mapping

Need: TypeAlias = frozenset[str]
WORD = re.compile(r"[a-z]+")
_CLITIC = frozenset({"ca", "wo", "sha", "nt"})
_COMMON = frozenset(
    [
        *[
            "the",
            "a",
            "an",
            "of",
            "to",
            "in",
            "on",
            "for",
            "with",
            "and",
            "or",
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "it",
            "its",
            "this",
            "that",
            "you",
            "your",
            "we",
            "our",
            "they",
            "their",
        ],
        *[
            "no",
            "not",
            "any",
            "all",
            "as",
            "at",
            "by",
            "from",
            "has",
            "have",
            "had",
            "can",
            "will",
            "may",
            "more",
            "most",
            "so",
            "than",
            "then",
        ],
    ]
)
_CLASSES: dict[tuple[str, tuple[str, ...]], Need] = {}


def words_of(text: str) -> frozenset[str]:
    """Return the lower-case words of a text as the index sees them."""
    # spaCy cuts "don't" into "do" and "n't", and "cannot" into "can" and "not".
    plain = text.lower().replace("’", "'").replace("n't", " ").replace("cannot", "can not")
    return frozenset(WORD.findall(plain))


def cost(need: Need) -> int:
    """Return how often a need is likely to be met: many or common words make it weak."""
    return len(need) + 500 * len(need & _COMMON)


def piece(word: str) -> str:
    """Return the longest run of letters of a word, as `words_of` cuts it: "omega" of "omega-3"; "" if unseen."""
    if word in _CLITIC or "'" in word or "’" in word:
        return ""
    return max(WORD.findall(word.lower()), key=len, default="")


def needs(pattern: str, words: Mapping[str, tuple[str, ...]]) -> tuple[Need, ...]:
    """Return sets of words of which a matching sentence has at least one each; malformed patterns need nothing."""
    scan = _Scan(pattern.strip().removeprefix("^").removesuffix("$"), words)
    return tuple(dict.fromkeys(scan.alternatives()))


class _Scan:
    """Walks the pattern's brackets and gathers what every reading of it needs."""

    def __init__(self, text: str, words: Mapping[str, tuple[str, ...]]) -> None:
        self.items = [m for m in LEXEME.finditer(text) if m.lastgroup != "ws"]
        self.words = words
        self.at = 0

    def alternatives(self) -> list[Need]:
        branches = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence())
        self.at += 1
        return branches[0] if len(branches) == 1 else _either(branches)

    def peek(self) -> str:
        return self.items[self.at].group() if self.at < len(self.items) else ""

    def sequence(self) -> list[Need]:
        found: list[Need] = []
        while self.at < len(self.items) and self.peek() not in ("|", ")", "]", "}"):
            item = self.items[self.at]
            self.at += 1
            text = item.group()
            if text in "({":
                found += self.alternatives()
            elif text == "[":
                self.alternatives()
            elif item.lastgroup == "cls":
                found += self.word_class(text[1:-1])
            elif item.lastgroup == "word":
                found += _word(text)
        return found

    def word_class(self, name: str) -> list[Need]:
        if name in BUILTIN or name not in self.words:
            return []
        key = (name, self.words[name])
        if key not in _CLASSES:
            _CLASSES[key] = frozenset()  # a class that contains itself needs nothing
            either = _either([list(needs(entry, self.words)) for entry in self.words[name]])
            _CLASSES[key] = either[0] if either else frozenset()
        return [_CLASSES[key]] if _CLASSES[key] else []


def _either(branches: list[list[Need]]) -> list[Need]:
    """Return the need of alternatives: any branch's strongest, or nothing where a branch needs nothing."""
    if not all(branches):
        return []
    return [frozenset().union(*(min(branch, key=cost) for branch in branches))]


def _word(text: str) -> list[Need]:
    plain = text.removeprefix("~")
    if text.startswith("~"):
        last = re.split(r"[^\w'’]+", plain)[-1]
        pieces = frozenset(piece(form) for form in forms(last)) if last else frozenset()
        return [] if not pieces or "" in pieces else [pieces]
    found = piece(plain)
    return [frozenset({found})] if found else []
