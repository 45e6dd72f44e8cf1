"""Judge only the sentences that changed, or whose surroundings did.

What a rule says of a sentence depends on the sentence, on a few around it, on the heading above it, and on
title and genre. All this is the key under which its hits are kept; whatever the last version of the text
did not use is forgotten, so that memory does not grow with the number of edits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker import explain, fixes, opinion
from checker.merge import causes
from checker.parse import Article, pipeline, split_sentences
from checker.ruleset import Hit, find
from checker.types import Edit, Finding, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from checker.merge import Cause
    from checker.pipeline import Engine
    from checker.ruleset import RuleSet
    from checker.types import Document, Genre, Sentence

_REACH = 2
"""The widest window of a signal (rules/cues/signals.toml)."""
_AT_ONCE = 16
"""Sentences judged between two savings, so that work that is stopped is not lost."""
_MARK = re.compile('["“”«»]')
_LABEL = 60
_FIXES = 1_000
_NOW = 0.0
"""A deadline that has passed."""


@dataclass
class Memory:
    """What is known of one text's sentences, for one engine."""

    engine: Engine
    article: Article | None = None
    hits: dict[Hashable, tuple[Hit, ...]] = field(default_factory=dict)
    fixes: dict[Hashable, tuple[Fix, ...]] = field(default_factory=dict)


def read(
    document: Document, genre: Genre, memory: Memory, stop: Callable[[], None] | None = None, *, models: bool = True
) -> Article:
    """Return the article of a document with all that is known of its sentences.

    Without `models` only sentences that a model has judged before have its opinion.
    """
    deadline = None if models else _NOW
    article = Article(document, split_sentences(document), genre, pipeline(), deadline, stop)
    if memory.article is not None:
        article.take_over(memory.article)
    # At once, so that what is parsed before the work is stopped is not lost.
    memory.article = article
    return article


def overstatements(article: Article, memory: Memory, *, prove: bool) -> list[Finding]:
    """Return the overstatements of an article, as the detector gives them; `prove` also works out new fixes.

    Where it does not, findings have the fixes that are known from before.
    """
    rules = memory.engine.overstatement
    hits = opinion.revise(article, _hits(article, memory, rules), memory.engine)
    found = [_finding(article, cause, memory, rules, prove=prove) for cause in causes(hits)]
    _forget(memory)
    return found


def _hits(article: Article, memory: Memory, rules: RuleSet) -> list[Hit]:
    keys = {sentence.index: _key(article, sentence) for sentence in article.sentences}
    known = dict(memory.hits)
    new = [sentence for sentence in article.sentences if keys[sentence.index] not in known]
    for first in range(0, len(new), _AT_ONCE):
        some = new[first : first + _AT_ONCE]
        judged: dict[int, list[Hit]] = {sentence.index: [] for sentence in some}
        for hit in find(article, rules, some):
            judged[hit.sentence.index].append(hit)
        known.update((keys[index], tuple(hits)) for index, hits in judged.items())
        memory.hits = known
    memory.hits = {key: known[key] for key in keys.values()}
    return [replace(hit, sentence=s) for s in article.sentences for hit in known[keys[s.index]]]


def _key(article: Article, sentence: Sentence) -> Hashable:
    block = article.block(sentence)
    # Quotation marks and labels ("Myth:") reach over the whole paragraph.
    paragraph = block.text if _MARK.search(block.text) else block.text[:_LABEL]
    around = tuple(_near(article, sentence, other) for other in article.near(sentence, _REACH, _REACH))
    return article.genre, article.document.title, article.heading(sentence), sentence.span.start, paragraph, around


def _near(article: Article, sentence: Sentence, other: Sentence) -> Hashable:
    block = article.block(other)
    links = tuple(link.href for link in block.links if link.span.overlap(other.span))
    return min(abs(other.block - sentence.block), 2), other.index == sentence.index, block.kind, other.text, links


def _finding(article: Article, cause: Cause, memory: Memory, rules: RuleSet, *, prove: bool) -> Finding:
    found = explain.finding(article, cause)
    if not cause.hit.rule.edits or cause.hit.voice == opinion.MODEL:
        return found
    return replace(found, fixes=_fixes(article, cause.hit, memory, rules, prove=prove))


def _fixes(article: Article, hit: Hit, memory: Memory, rules: RuleSet, *, prove: bool) -> tuple[Fix, ...]:
    """Return the fixes of a hit; they are kept relative to the start of its sentence in the source."""
    place = article.place(hit.sentence, Span(0, len(hit.sentence.text)))
    around = tuple(block.text for block in article.document.blocks[max(0, hit.sentence.block - 1) :][:3])
    source = article.document.source[place.span.start : place.span.end]
    key = (hit.rule.id, hit.span, source, hit.sentence.span, around)
    known = memory.fixes.get(key)
    if known is None:
        if not prove:
            return ()
        known = tuple(
            _shifted(fix, -place.span.start) for proved in fixes.fixes(article, [hit], rules) for fix in proved
        )
        memory.fixes[key] = known
    return tuple(_shifted(fix, place.span.start) for fix in known)


def _shifted(fix: Fix, by: int) -> Fix:
    edits = (Edit(Span(edit.span.start + by, edit.span.end + by), edit.text) for edit in fix.edits)
    return replace(fix, edits=tuple(edits))


def _forget(memory: Memory) -> None:
    """Drop the oldest fixes past a limit."""
    for key in list(memory.fixes)[: max(0, len(memory.fixes) - _FIXES)]:
        memory.fixes.pop(key, None)
