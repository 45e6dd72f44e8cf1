"""What a new version of an article says more strongly, or no longer says, than an old one.

Sentences are paired by likeness; a pair shows a hedge that is gone or a claim that grew. Harms, limits, sources
and supervision are looked for in the whole new text, so that what moved is not called lost. This is the loss of
caveats between abstract, press release and news that Sumner (2014) and Wright & Augenstein (2022) describe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from checker import resources, ruleset
from checker.matching import words_of
from checker.parse import fold, parse
from checker.poles import find as find_poles
from checker.rule import word_classes
from checker.surroundings import pattern_index
from checker.types import Genre, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from checker.matching import PatternIndex
    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.types import Document, Place, Sentence

_ALIKE = 55
_MOST = 400
"""Changed sentences of each side that are compared with one another; past this, in order only."""
_GROWN = ("hedge", "association", "partial")
_TOLD = ("harm", "limit", "source", "supervision")
_SUPERVISION = ("contradiction-supervision", "required")


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that the old text had; `old` and `new` are the sentences, `words` what is gone or new."""

    kind: str
    message: str
    words: str
    old: Place
    new: Place | None


@dataclass(frozen=True)
class _Side:
    """One version: its article, and by sentence and kind the words that mark it."""

    article: Article
    marks: dict[int, dict[str, frozenset[str]]] = field(default_factory=dict)

    def all_of(self, kind: str) -> frozenset[str]:
        return frozenset().union(*(marks.get(kind, frozenset()) for marks in self.marks.values()))

    def whole(self, sentence: Sentence) -> Place:
        return self.article.place(sentence, Span(0, len(sentence.text)))


def losses(old: Document, new: Document, engine: Engine) -> list[Loss]:
    """Return what got lost or grew from one version of a text to the next, in the order of the new text.

    Raises:
        RuleError: a rule is malformed.
    """
    before, after = _side(old, engine), _side(new, engine)
    pairs = _paired(before.article, after.article)
    found = [*_grown(before, after, pairs), *_stronger(before, after, pairs, engine), *_untold(before, after, pairs)]
    return sorted(found, key=lambda loss: ((loss.new or loss.old).span, loss.kind))


@lru_cache(maxsize=2)
def _index(nlp: Language) -> PatternIndex:
    table = resources.load_toml("rules/cues/strength.toml")
    patterns = {f"{kind}:{n}": text for kind, entry in table.items() for n, text in enumerate(entry["patterns"])}
    return pattern_index(nlp, patterns, word_classes())


def _messages() -> dict[str, str]:
    table = resources.load_toml("rules/cues/strength.toml")
    return {
        **{kind: entry["lost"] for kind, entry in table.items()},
        "supervision": "Supervision is no longer asked for",
    }


def _side(document: Document, engine: Engine) -> _Side:
    side = _Side(parse(document, Genre.BLOG))
    article = side.article
    index = _index(article.nlp)
    for sentence in article.sentences:
        doc = article.tokens(sentence)
        marks: dict[str, set[str]] = {}
        for match in index.matches(doc, index.candidates(words_of(fold(sentence.text))), tags=False):
            kind = str(match.pattern.key).partition(":")[0]
            marks.setdefault(kind, set()).add(doc[match.start : match.end].text.lower())
        links = {link.href for link in article.block(sentence).links if link.span.overlap(sentence.span)}
        if links:
            marks.setdefault("source", set()).update(links)
        if "hedge" in marks:
            # "Some people" is told once.
            marks["hedge"] -= marks.get("partial", set())
        side.marks[sentence.index] = {kind: frozenset(words) for kind, words in marks.items()}
    for claim in find_poles(article, engine.axes):
        if (claim.axis.id, claim.pole.id) == _SUPERVISION and claim.held:
            words = claim.sentence.text[claim.span.start : claim.span.end].lower()
            side.marks[claim.sentence.index]["supervision"] = frozenset({words})
    return side


def _plain(sentence: Sentence) -> str:
    return re.sub(r"\W+", " ", fold(sentence.text).casefold()).strip()


def _paired(old: Article, new: Article) -> dict[int, int]:
    """Return the new sentence of each old one: the same words first, then the most alike."""
    same: dict[str, list[int]] = {}
    for sentence in new.sentences:
        same.setdefault(_plain(sentence), []).append(sentence.index)
    pairs: dict[int, int] = {}
    for sentence in old.sentences:
        if waiting := same.get(_plain(sentence)):
            pairs[sentence.index] = waiting.pop(0)
    taken = set(pairs.values())
    left = [s for s in old.sentences if s.index not in pairs][:_MOST]
    free = [s for s in new.sentences if s.index not in taken][:_MOST]
    for _, one, other in sorted(_scores(left, free), reverse=True):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    pairs.update(_in_place(old, new, pairs))
    return pairs


def _in_place(old: Article, new: Article, pairs: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield sentences that were put in other words altogether: alone between two pairs that stayed together."""
    taken = set(pairs.values())
    for one in range(len(old.sentences)):
        if one in pairs:
            continue
        other = pairs.get(one - 1, -1 if one == 0 else None)
        after = pairs.get(one + 1, len(new.sentences) if one + 1 == len(old.sentences) else None)
        if other is not None and after == other + 2 and other + 1 not in taken:
            yield one, other + 1


def _scores(left: list[Sentence], free: list[Sentence]) -> Iterator[tuple[float, int, int]]:
    for one in left:
        for other in free:
            score = fuzz.token_sort_ratio(_plain(one), _plain(other), score_cutoff=_ALIKE)
            if score >= _ALIKE:
                yield score, one.index, other.index


def _grown(before: _Side, after: _Side, pairs: dict[int, int]) -> Iterator[Loss]:
    """Yield hedges, links and "some" that a sentence has lost while it stayed the same claim."""
    messages = _messages()
    for one, other in pairs.items():
        for kind in _GROWN:
            had, has = before.marks[one].get(kind, frozenset()), after.marks[other].get(kind, frozenset())
            # One hedge for another is no loss.
            gone = had - has if len(has) < len(had) else frozenset()
            if gone:
                yield Loss(kind, messages[kind], ", ".join(sorted(gone)), *_ends(before, after, one, other))


def _ends(before: _Side, after: _Side, one: int, other: int | None) -> tuple[Place, Place | None]:
    old = before.whole(before.article.sentences[one])
    return old, None if other is None else after.whole(after.article.sentences[other])


def _stronger(before: _Side, after: _Side, pairs: dict[int, int], engine: Engine) -> Iterator[Loss]:
    """Yield claims that a rule flags in the new wording of a sentence and did not in the old."""
    changed = {other: one for one, other in pairs.items() if _words(before, one) != _words(after, other)}
    rules = engine.overstatement
    had = {(hit.sentence.index, hit.rule.id) for hit in ruleset.find(before.article, rules)}
    sentences = [after.article.sentences[other] for other in sorted(changed)]
    for hit in ruleset.find(after.article, rules, sentences):
        one = changed[hit.sentence.index]
        if (one, hit.rule.id) not in had and engine.config.keeps(hit.rule.id):
            words = hit.sentence.text[hit.span.start : hit.span.end]
            yield Loss(
                "stronger",
                f"Stronger than before: {hit.rule.title}",
                words,
                *_ends(before, after, one, hit.sentence.index),
            )


def _words(side: _Side, index: int) -> str:
    return _plain(side.article.sentences[index])


def _untold(before: _Side, after: _Side, pairs: dict[int, int]) -> Iterator[Loss]:
    """Yield what readers were told and are told nowhere in the new text."""
    messages = _messages()
    for kind in _TOLD:
        left = after.all_of(kind)
        told: set[str] = set()
        for one, marks in before.marks.items():
            gone = marks.get(kind, frozenset()) - left - told
            other = pairs.get(one)
            # A harm is lost with its word; other statements may be put in other words.
            reworded = kind != "harm" and other is not None and bool(after.marks[other].get(kind))
            if gone and not reworded:
                told |= gone
                yield Loss(kind, messages[kind], ", ".join(sorted(gone)), *_ends(before, after, one, other))
