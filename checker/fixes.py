"""Fixes: small edits that a rule proposes and a second reading proves.

A fix is offered only if the edited block, read again in place, has lost the finding and gained none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from checker.matching import Pattern, PatternIndex
from checker.rule import EditSpec, word_classes
from checker.ruleset import Hit, RuleSet, find, propose
from checker.types import Edit, Fix, Run, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.parse import Article
    from checker.types import Block, Sentence

_VOWEL_SOUND = re.compile(r"(?!uni|use|usu|eu|one)[aeiou]|hour|honest", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Trial:
    """An edit, and its block between its neighbours before and after."""

    spec: EditSpec
    edit: Edit
    before: Article
    after: Article


def fixes(article: Article, hits: Sequence[Hit], rules: RuleSet) -> Iterator[tuple[Fix, ...]]:
    """Yield the proved fixes of each hit, best first; what must be parsed for it is parsed in one batch."""
    trials = [list(_trials(article, hit)) for hit in hits]
    tried = [half for trial in chain.from_iterable(trials) for half in (trial.before, trial.after)]
    article.parse(sentence for half in tried for sentence, _ in propose(half, rules))
    for hit, offered in zip(hits, trials, strict=True):
        proved: dict[EditSpec, Edit] = {}
        for trial in offered:
            if trial.spec not in proved and _proved(hit, trial, rules):
                proved[trial.spec] = trial.edit
        yield tuple(_fix(spec, edit) for spec, edit in proved.items())


def _fix(spec: EditSpec, edit: Edit) -> Fix:
    return Fix(spec.title or (f"Write “{edit.text}”" if edit.text else "Delete the word"), (edit,))


def _trials(article: Article, hit: Hit) -> Iterator[_Trial]:
    number, block = hit.sentence.block, article.block(hit.sentence)
    for spec in hit.rule.edits:
        for span, text in _proposals(article, hit, spec):
            edit = _edit(article, hit.sentence, span, text)
            if edit is not None:
                start, end = hit.sentence.span.start + span.start, hit.sentence.span.start + span.end
                edited = _retyped(block, block.text[:start] + text + block.text[end:])
                before = article.remember(("around", number), lambda: _around(article, number, block))
                yield _Trial(spec, edit, before, _around(article, number, edited))


def _proposals(article: Article, hit: Hit, spec: EditSpec) -> Iterator[tuple[Span, str]]:
    """Yield spans of the sentence's text and what to put there."""
    nlp = article.nlp
    words = {**word_classes(), **hit.rule.words}
    pattern = Pattern("edit", spec.find, words, nlp.tokenizer, f"rule {hit.rule.id}, edit: ")
    doc = article.parsed(hit.sentence)
    for match in PatternIndex([pattern], nlp.vocab).matches(doc, [pattern], tags=True):
        first, last = doc[match.marked[0]], doc[match.marked[1] - 1]
        span = Span(first.idx, last.idx + len(last))
        if span.overlap(hit.span):
            yield _fitted(hit.sentence.text, span, spec.put)


def _fitted(text: str, span: Span, put: str) -> tuple[Span, str]:
    """Return the edit with spaces, capitals and a/an made right around it."""
    start, end = span.start, span.end
    if not put:
        if text[end : end + 1] == " ":
            end += 1
        elif text[start - 1 : start] == " ":
            start -= 1
    follower = (put or text[end:]).lstrip()
    article = re.search(r"\b(an?) $", text[:start], re.IGNORECASE)
    if article and follower:
        right = "an" if _VOWEL_SOUND.match(follower) else "a"
        if article[1].lower() != right:
            word = right.capitalize() if article[1][0].isupper() else right
            return Span(article.start(1), end), f"{word} {put}"
    if text[:start].strip() == "" and follower[:1].islower() and text[start : start + 1].isupper():
        if put:
            return Span(start, end), put[0].upper() + put[1:]
        rest = re.match(r"\w+", text[end:])
        stop = end + (rest.end() if rest else 1)
        return Span(start, stop), text[end].upper() + text[end + 1 : stop]
    return Span(start, end), put


def _edit(article: Article, sentence: Sentence, span: Span, text: str) -> Edit | None:
    """Return the edit in the source, or None where markup stands inside the span."""
    block = article.block(sentence)
    inner = Span(sentence.span.start + span.start, sentence.span.start + span.end)
    source = block.to_source(inner)
    intact = article.document.source[source.start : source.end] == block.text[inner.start : inner.end]
    return Edit(source, text) if intact else None


def _proved(hit: Hit, trial: _Trial, rules: RuleSet) -> bool:
    before, after = _faults(trial.before, rules), _faults(trial.after, rules)
    gone = before.count(hit.rule.id) > after.count(hit.rule.id)
    return gone and all(after.count(rule) <= before.count(rule) for rule in after)


def _retyped(block: Block, text: str) -> Block:
    whole = Span(0, len(text))
    return replace(block, text=text, runs=(Run(whole, whole),), links=())


def _around(article: Article, number: int, block: Block) -> Article:
    """Return an article of the block between its neighbours."""
    blocks = article.document.blocks
    document = replace(
        article.document,
        blocks=(*blocks[max(0, number - 1) : number], block, *blocks[number + 1 : number + 2]),
    )
    return article.variant(document)


def _faults(article: Article, rules: RuleSet) -> list[str]:
    return article.remember("faults", lambda: [hit.rule.id for hit in find(article, rules)])
