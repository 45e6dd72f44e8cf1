"""The pattern language of rule files: from text to token sequences.

    word            this word, in any case
    ~word           the word in any form (cure, cures, cured, curing)
    <class>         a word class: a file of rules/words, or [words] of the rule itself
    <number> <any> <name>   a figure or number word; any one word; a capitalised word
    (a|b c|~d)      alternatives
    [x]             may be missing
    ..   ..5        a gap of up to three, or up to five, words within the clause
    word/v          only as a verb; /n noun, /a adjective, /r adverb
    {x}             what is marked in the text; without braces, the whole match
    ^  $            start and end of the sentence

`parse` gives a tree, `flatten` the token sequences that `checker.matching` hands to spaCy's Matcher.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from checker.errors import RuleError
from checker.inflect import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MAX_SEQUENCES = 4000
DEFAULT_GAP = 3
BUILTIN = frozenset({"number", "any", "name"})
_POS = {"v": ("VERB", "AUX"), "n": ("NOUN", "PROPN"), "a": ("ADJ",), "r": ("ADV",)}
LEXEME = re.compile(
    r"(?P<gap>\.\.(?P<size>\d*))|(?P<sym>[()\[\]{}|^$])|(?P<cls><[\w-]+>)|(?P<word>~?[^\s()\[\]{}|<>/]+)|(?P<pos>/[a-z]+)|(?P<ws>\s+)|(?P<bad>.)"
)
Tokenize: TypeAlias = "Callable[[str], list[str]]"


class Token(NamedTuple):
    """One token of a pattern: any of `words` (lower case), or a builtin class.

    `gap` tokens stand for any word of the clause; they and `optional` tokens may be missing.
    """

    words: frozenset[str] = frozenset()
    builtin: str = ""
    pos: tuple[str, ...] = ()
    gap: bool = False
    optional: bool = False
    marked: bool = False


Sequence_: TypeAlias = tuple[Token, ...]
# Word classes compiled once; a rule's own classes may not take a shared one's name, so that this holds.
_CLASSES: dict[tuple[str, tuple[str, ...]], tuple[Sequence_, ...]] = {}


@dataclass(frozen=True, slots=True)
class Flat:
    """A pattern as token sequences, and whether it is tied to the sentence's start or end."""

    sequences: tuple[Sequence_, ...]
    at_start: bool
    at_end: bool


class _Parser:
    """Recursive descent over one pattern; every method returns alternatives (tuples of sequences)."""

    def __init__(self, text: str, *, words: Mapping[str, tuple[str, ...]], tokenize: Tokenize) -> None:
        self.text, self.words, self.tokenize = text, words, tokenize
        self.items = [m for m in LEXEME.finditer(text) if m.lastgroup != "ws"]
        self.at = 0
        self.open_classes: list[str] = []

    def fail(self, why: str) -> RuleError:
        at = self.items[self.at].start() if self.at < len(self.items) else len(self.text)
        return RuleError(f"pattern {self.text!r}, character {at + 1}: {why}")

    def peek(self) -> str:
        return self.items[self.at].group() if self.at < len(self.items) else ""

    def take(self, symbol: str) -> bool:
        if self.peek() == symbol:
            self.at += 1
            return True
        return False

    def alternatives(self, closing: str) -> tuple[Sequence_, ...]:
        branches = list(self.sequence())
        while self.take("|"):
            branches += self.sequence()
        if closing and not self.take(closing):
            raise self.fail(f"expected {closing!r}")
        return _merge(branches)

    def sequence(self) -> tuple[Sequence_, ...]:
        parts: list[tuple[Sequence_, ...]] = []
        while self.at < len(self.items) and self.peek() not in ("|", ")", "]", "}", "$"):
            parts.append(self.element())
            size = 1
            for part in parts:
                size *= len(part)
            if size > MAX_SEQUENCES:
                raise self.fail(f"too many combinations (over {MAX_SEQUENCES}); split the pattern")
        return _merge([tuple(token for part in choice for token in part) for choice in product(*parts)])

    def element(self) -> tuple[Sequence_, ...]:
        if self.take("("):
            return self.tagged(self.alternatives(")"))
        if self.take("["):
            return _optional(self.tagged(self.alternatives("]")))
        if self.take("{"):
            inner = self.alternatives("}")
            return tuple(tuple(token._replace(marked=True) for token in seq) for seq in inner)
        item = self.items[self.at]
        self.at += 1
        if item.lastgroup in ("gap", "size"):
            size = int(item["size"] or DEFAULT_GAP)
            # Hyphens and commas are tokens of their own: leave room for them.
            return ((*(Token(gap=True),) * (size + size // 2),),)
        if item.lastgroup == "cls":
            return self.tagged(self.word_class(item.group()[1:-1]))
        if item.lastgroup == "word":
            return self.tagged(self.word(item.group()))
        self.at -= 1
        raise self.fail(f"{item.group()!r} is not expected here")

    def tagged(self, found: tuple[Sequence_, ...]) -> tuple[Sequence_, ...]:
        tag = self.peek()
        if not tag.startswith("/"):
            return found
        self.at += 1
        if tag[1:] not in _POS:
            raise self.fail(f"{tag!r} is no part of speech; use /v, /n, /a or /r")
        return tuple((*seq[:-1], seq[-1]._replace(pos=_POS[tag[1:]])) for seq in found if seq)

    def word_class(self, name: str) -> tuple[Sequence_, ...]:
        if name in BUILTIN:
            return ((Token(builtin=name),),)
        if name not in self.words:
            known = ", ".join(sorted({*self.words, *BUILTIN}))
            raise self.fail(f"no word class <{name}>; known: {known}")
        if name in self.open_classes:
            raise self.fail(f"word class <{name}> contains itself")
        key = (name, self.words[name])
        if key in _CLASSES:
            return _CLASSES[key]
        self.open_classes.append(name)
        branches: list[Sequence_] = []
        for entry in self.words[name]:
            inner = _Parser(entry, words=self.words, tokenize=self.tokenize)
            inner.open_classes = self.open_classes
            branches += inner.whole()
        self.open_classes.pop()
        _CLASSES[key] = _merge(branches)
        return _CLASSES[key]

    def word(self, text: str) -> tuple[Sequence_, ...]:
        pieces = [piece.lower() for piece in self.tokenize(text.removeprefix("~").replace("’", "'"))]
        head = tuple(Token(words=frozenset({piece})) for piece in pieces[:-1])
        last = forms(pieces[-1]) if text.startswith("~") else frozenset({pieces[-1]})
        return ((*head, Token(words=last)),)

    def whole(self) -> tuple[Sequence_, ...]:
        found = self.alternatives("")
        if self.at < len(self.items):
            raise self.fail(f"{self.peek()!r} has no partner")
        return found


def _optional(found: tuple[Sequence_, ...]) -> tuple[Sequence_, ...]:
    """Return the alternatives as optional: one token as such, longer ones with an empty alternative beside them."""
    if len(found) == 1 and len(found[0]) == 1:
        return ((found[0][0]._replace(optional=True),),)
    return (*found, ())


def _merge(branches: Iterable[Sequence_]) -> tuple[Sequence_, ...]:
    """Join sequences that differ in the words of their last token only."""
    merged: dict[tuple[Sequence_, Token | None], set[str]] = {}
    for seq in branches:
        last = seq[-1]._replace(words=frozenset()) if seq else None
        merged.setdefault((seq[:-1], last), set()).update(seq[-1].words if seq else ())
    return tuple(
        () if last is None else (*before, last._replace(words=frozenset(words)))
        for (before, last), words in merged.items()
    )


def flatten(pattern: str, *, words: Mapping[str, tuple[str, ...]], tokenize: Tokenize) -> Flat:
    """Compile a pattern to token sequences.

    Raises:
        RuleError: the pattern is malformed or expands to more than `MAX_SEQUENCES` sequences.
    """
    text = pattern.strip()
    at_start, at_end = text.startswith("^"), text.endswith("$")
    body = text.removeprefix("^").removesuffix("$")
    sequences = tuple(seq for seq in _Parser(body, words=words, tokenize=tokenize).whole() if seq)
    if not any(token.words for seq in sequences for token in seq):
        raise RuleError(f"pattern {pattern!r}: needs at least one word")
    return Flat(sequences, at_start, at_end)
