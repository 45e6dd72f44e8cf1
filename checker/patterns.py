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

`compile_pattern` gives a tree of `checker.nodes`, which runs on the bit masks of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from checker.errors import RuleError
from checker.inflect import forms
from checker.nodes import Builtin, Chain, Choice, Gap, Marked, Maybe, Tagged, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokenizer import Tokenizer

    from checker.nodes import Node

DEFAULT_GAP = 3
_BUILTIN = {"number": Builtin("number"), "name": Builtin("name"), "any": Builtin("every")}
_POS = {"v": ("VERB", "AUX"), "n": ("NOUN", "PROPN"), "a": ("ADJ",), "r": ("ADV",)}
_LEXEME = re.compile(
    r"(?P<gap>\.\.\d*)|(?P<sym>[()\[\]{}|^$])|(?P<cls><[\w-]+>)|(?P<word>~?[^\s()\[\]{}|<>/]+)|(?P<pos>/[a-z]+)|(?P<bad>\S)"
)
# Word classes compiled once; a rule's own classes may not take a shared one's name, so that this holds.
_CLASSES: dict[tuple[str, tuple[str, ...]], Node] = {}
_EMPTY = Chain(())


@dataclass(frozen=True, slots=True)
class Tree:
    """A compiled pattern, and whether it is tied to the sentence's start or end."""

    root: Node
    at_start: bool
    at_end: bool


class _Parser:
    """Recursive descent over one pattern."""

    def __init__(self, text: str, *, words: Mapping[str, tuple[str, ...]], tokenizer: Tokenizer) -> None:
        self.text, self.words, self.tokenizer = text, words, tokenizer
        self.items = [(str(m.lastgroup), m.group()) for m in _LEXEME.finditer(text)]
        self.items.append(("end", ""))
        self.at = 0
        self.open_classes: list[str] = []
        self.names_word = False

    def fail(self, why: str) -> RuleError:
        starts = [m.start() for m in _LEXEME.finditer(self.text)]
        at = starts[self.at] if self.at < len(starts) else len(self.text)
        return RuleError(f"pattern {self.text!r}, character {at + 1}: {why}")

    def whole(self) -> Node:
        found = self.alternatives("")
        if self.items[self.at][0] != "end":
            raise self.fail(f"{self.items[self.at][1]!r} has no partner")
        return found

    def alternatives(self, closing: str) -> Node:
        branches = [self.sequence()]
        while self.items[self.at][1] == "|":
            self.at += 1
            branches.append(self.sequence())
        if closing:
            if self.items[self.at][1] != closing:
                raise self.fail(f"expected {closing!r}")
            self.at += 1
        return _choice(branches)

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.items[self.at][1] not in _CLOSING:
            part = self.element()
            parts += part.parts if isinstance(part, Chain) else (part,)
        return parts[0] if len(parts) == 1 else Chain(tuple(parts))

    def element(self) -> Node:
        group, text = self.items[self.at]
        self.at += 1
        if group == "word":
            self.names_word = True
            return self.tagged(_entry(self.tokenizer, text))
        if text == "(":
            return self.tagged(self.alternatives(")"))
        if text == "[":
            return Maybe(self.tagged(self.alternatives("]")))
        if text == "{":
            return Marked(self.alternatives("}"))
        if group == "cls":
            return self.tagged(self.word_class(text[1:-1]))
        if group == "gap":
            size = int(text[2:] or DEFAULT_GAP)
            # Hyphens and commas are tokens of their own: leave room for them.
            return Gap(size + size // 2)
        self.at -= 1
        raise self.fail(f"{text!r} is not expected here")

    def tagged(self, found: Node) -> Node:
        group, tag = self.items[self.at]
        if group != "pos":
            return found
        self.at += 1
        if tag[1:] not in _POS:
            raise self.fail(f"{tag!r} is no part of speech; use /v, /n, /a or /r")
        return Tagged(found, _POS[tag[1:]])

    def word_class(self, name: str) -> Node:
        if name in _BUILTIN:
            return _BUILTIN[name]
        if name not in self.words:
            known = ", ".join(sorted({*self.words, *_BUILTIN}))
            raise self.fail(f"no word class <{name}>; known: {known}")
        if name in self.open_classes:
            raise self.fail(f"word class <{name}> contains itself")
        self.names_word = True
        key = (name, self.words[name])
        if key not in _CLASSES:
            self.open_classes.append(name)
            _CLASSES[key] = _choice([self.entry(text) for text in self.words[name]])
            self.open_classes.pop()
        return _CLASSES[key]

    def entry(self, text: str) -> Node:
        inner = _Parser(text, words=self.words, tokenizer=self.tokenizer)
        inner.open_classes = self.open_classes
        return inner.whole()


_CLOSING = frozenset(["|", ")", "]", "}", "$", ""])


@cache
def _entry(tokenizer: Tokenizer, text: str) -> Node:
    """Return the node of a word as it is written in a pattern."""
    plain = text.removeprefix("~")
    *head, last = _cut(tokenizer, plain)
    parts = [*(_word(frozenset({piece})) for piece in head), _word(forms(last) if plain != text else frozenset({last}))]
    return parts[0] if not head else Chain(tuple(parts))


def _cut(tokenizer: Tokenizer, text: str) -> tuple[str, ...]:
    """Return the lower-case tokens of a word; the tokenizer is asked only where it might cut."""
    if text.isascii() and text.isalpha() and text not in tokenizer.rules:
        return (text.lower(),)
    return tuple(token.text.lower() for token in tokenizer(text.replace("’", "'")))


@cache
def _word(words: frozenset[str]) -> Word:
    """Return the node of some words; patterns share it."""
    return Word(words)


def _choice(branches: Sequence[Node]) -> Node:
    """Return alternatives as one node; single words become one, at the place of the first."""
    if len(branches) == 1:
        return branches[0]
    single = [branch for branch in branches if isinstance(branch, Word)]
    if len(single) > 1:
        merged = _word(frozenset().union(*(branch.words for branch in single)))
        branches = [merged if b is single[0] else b for b in branches if b is single[0] or not isinstance(b, Word)]
    return branches[0] if len(branches) == 1 else Choice(tuple(branches))


def compile_pattern(pattern: str, *, words: Mapping[str, tuple[str, ...]], tokenizer: Tokenizer) -> Tree:
    """Compile a pattern; the pipeline's tokenizer cuts its words.

    Raises:
        RuleError: the pattern is malformed; names the place in it.
    """
    text = pattern.strip()
    parser = _Parser(text.removeprefix("^").removesuffix("$"), words=words, tokenizer=tokenizer)
    root = parser.whole()
    if not parser.names_word:
        raise RuleError(f"pattern {pattern!r}: needs at least one word")
    return Tree(root, text.startswith("^"), text.endswith("$"))
