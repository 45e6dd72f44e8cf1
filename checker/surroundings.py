"""What the surroundings of a sentence say of it: quotation marks, section headings, a rebuttal that follows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import resources
from checker.matching import Pattern, PatternIndex
from checker.types import BlockKind

if TYPE_CHECKING:
    from spacy.language import Language

    from checker.parse import Article
    from checker.types import Sentence

_MARKS = re.compile(r"[“”«»]|(?<!\w)\"|\"(?!\w)")
_SCARE_WORDS = 3
_LABEL = re.compile(
    r"^\W*(?:(?:common|popular)\s+)?(myths?|fiction|misconceptions?|facts?|truth|reality)\b\s*(?:#?\d+|no\.?\s*\d+)?\s*[:.–—-]",
    re.IGNORECASE,
)
_MYTH_HEADING = re.compile(
    r"\b(myths?|misconceptions?|debunk\w*|false claims|fact (?:vs\.?|or|versus) fiction)\b", re.IGNORECASE
)


def quoted_at(article: Article, sentence: Sentence, start: int, end: int) -> str:
    """Return "speech", "scare" or "" for a span of the sentence's text.

    Scare quotes enclose a few words within a sentence that does not report speech.
    """
    block = article.block(sentence)
    if block.kind is BlockKind.QUOTE:
        return "speech"
    text = block.text
    at_start, at_end = sentence.span.start + start, sentence.span.start + end
    for opening, closing in _quotations(text):
        if opening <= at_start and at_end <= closing:
            short = len(text[opening:closing].split()) <= _SCARE_WORDS
            return "scare" if short and not text[opening:closing].rstrip('"”»').endswith((".", "!", ",")) else "speech"
    return ""


@lru_cache(maxsize=256)
def _quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans inside quotation marks; an unclosed one runs to the end of the block."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _MARKS.finditer(text):
        char, at = mark.group(), mark.start()
        opens = char in "“«" or (char == '"' and opened is None)
        if opens:
            opened = at if opened is None else opened
        elif opened is not None:
            found.append((opened, mark.end()))
            opened = None
    if opened is not None:
        found.append((opened, len(text)))
    return tuple(found)


def section_frame(article: Article, sentence: Sentence) -> str:
    """Return "myth", "fact" or "plain": labels such as "Myth:" and headings of myth lists."""
    label = _LABEL.match(article.block(sentence).text)
    if label and sentence.span.start <= label.end() + 1:
        return "fact" if label[1].lower().startswith(("fact", "truth", "reality")) else "myth"
    block = article.block(sentence)
    heading = article.heading(sentence)
    if block.kind is BlockKind.LIST_ITEM and _MYTH_HEADING.search(heading):
        return "plain" if label else "myth"
    return "plain"


def next_sentence_rebuts(article: Article, sentence: Sentence) -> bool:
    """Return whether the sentence's own tail after "but", or the sentence that follows, takes it back."""
    index = _rebuttals(article.nlp)
    following = [s for s in article.near(sentence, 0, 1)[1:] if s.block - sentence.block <= 1]
    return any(index.found(article.tokens(s)) for s in following)


@lru_cache(maxsize=2)
def _rebuttals(nlp: Language) -> PatternIndex:
    texts = resources.load_toml("rules/cues/status.toml")["debunk"]["rebuttals"]
    return pattern_index(nlp, {text: text for text in texts})


def pattern_index(
    nlp: Language, patterns: dict[str, str], words: dict[str, tuple[str, ...]] | None = None
) -> PatternIndex:
    """Return an index of patterns (text by key) for a pipeline's vocabulary."""
    compiled = [Pattern(key, text, words or {}, nlp.tokenizer) for key, text in patterns.items()]
    return PatternIndex(compiled, nlp.vocab)
