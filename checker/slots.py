"""The slots of a claim: what must be the same for two claims to be about one thing.

A slot that the clause does not fill is empty, and empty agrees with everything; the treatment alone is
resolved: from a pronoun or a general noun to what was last named, the heading's or the article's topic.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import resources, topic
from checker.rule import word_classes
from checker.surroundings import pattern_index

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    from checker.matching import PatternIndex
    from checker.parse import Article
    from checker.types import Sentence

_CLAUSE = frozenset({"advcl", "ccomp", "csubj", "parataxis", "acl:relcl"})
_LOOK_BACK = 3
_BEFORE = frozenset({"with", "and", "to", "for", "than", "against", "versus"})


@dataclass(frozen=True, slots=True)
class Slots:
    """What a claim says it is about; every slot is a set of normalised words, empty where not said."""

    treatment: frozenset[str] = frozenset()
    population: frozenset[str] = frozenset()
    dose: frozenset[str] = frozenset()
    form: frozenset[str] = frozenset()
    duration: frozenset[str] = frozenset()
    outcome: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    comparator: frozenset[str] = frozenset()
    indication: frozenset[str] = frozenset()
    partner: frozenset[str] = frozenset()
    resolved: str = ""
    """How the treatment was found: "" where the clause names it, else "it", "heading" or "topic"."""

    def filled(self) -> dict[str, frozenset[str]]:
        """Return the slots that are not empty, by name."""
        named = ((f.name, getattr(self, f.name)) for f in fields(self) if f.name != "resolved")
        return {name: value for name, value in named if value}


@lru_cache(maxsize=1)
def _values() -> dict[str, dict[str, list[str]]]:
    return resources.load_toml("rules/cues/slots.toml")


@lru_cache(maxsize=2)
def _index(nlp: Language) -> PatternIndex:
    patterns = {
        f"{slot}:{value}:{n}": text
        for slot, values in _values().items()
        for value, texts in values.items()
        for n, text in enumerate(texts)
    }
    return pattern_index(nlp, patterns, word_classes())


def fill(article: Article, sentence: Sentence, head: Token) -> Slots:
    """Return the slots of the clause around a claim's head token."""
    clause = _clause(head)
    found: dict[str, set[str]] = {}
    doc = head.doc
    for match in _index(article.nlp).found(doc):
        slot, value, _ = str(match.pattern.key).split(":", 2)
        if any(at in clause for at in range(match.start, match.end)):
            found.setdefault(slot, set()).add(value if value != "_" else _content(doc[match.start : match.end]))
    treatment, resolved = _treatment(article, sentence, doc, clause)
    return Slots(**{slot: frozenset(values) for slot, values in found.items()}, treatment=treatment, resolved=resolved)


def _content(words: Span) -> str:
    """Return the words of a slot's value without the preposition before them."""
    first = words[0]
    return (words[1:] if len(words) > 1 and first.lower_ in _BEFORE else words).text.lower()


def _clause(head: Token) -> frozenset[int]:
    """Return the tokens of the clause of a head, without clauses beneath it that have their own verb."""
    top = head
    while top.dep_ not in _CLAUSE and top.dep_ != "ROOT" and not _own_clause(top):
        top = top.head
    inside: set[int] = set()
    stack = [top]
    while stack:
        token = stack.pop()
        inside.add(token.i)
        stack += [c for c in token.children if c.dep_ not in _CLAUSE and not _own_clause(c)]
    return frozenset(inside)


def _own_clause(token: Token) -> bool:
    return (
        token.dep_ == "conj"
        and token.pos_ in ("VERB", "AUX")
        and any(c.dep_.startswith("nsubj") for c in token.children)
    )


def _treatment(article: Article, sentence: Sentence, doc: Doc, clause: frozenset[int]) -> tuple[frozenset[str], str]:
    named = topic.mentions(article, sentence)
    inside = frozenset(name for name, start, end in named if any(at in clause for at in range(start, end)))
    if inside:
        return inside, ""
    if named:
        return frozenset(name for name, _, _ in named), ""
    for before in reversed(article.near(sentence, _LOOK_BACK, 0)[:-1]):
        if before.block != sentence.block:
            break
        names = frozenset(name for name, _, _ in topic.mentions(article, before))
        if names:
            return names, "it"
    heading = topic.names_in(article, article.heading(sentence))
    if heading:
        return frozenset(heading), "heading"
    main = topic.topic(article)
    return (frozenset({main}), "topic") if main else (frozenset(), "")
