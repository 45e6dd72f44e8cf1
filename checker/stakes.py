"""How much depends on a sentence: headline, serious illness, risky drug (section A3 of the domain design)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.matching import words_of
from checker.rule import word_classes
from checker.surroundings import pattern_index
from checker.types import BlockKind

if TYPE_CHECKING:
    from spacy.language import Language

    from checker.matching import PatternIndex
    from checker.parse import Article
    from checker.types import Sentence

_CLASSES = {
    "serious-condition": "a serious illness",
    "dangerous-drug": "a drug that needs care",
    "vulnerable": "readers at special risk",
}
_RAISED_FAMILIES = frozenset({"absolute", "self-care", "efficacy", "mechanism"})


@lru_cache(maxsize=2)
def _index(nlp: Language) -> PatternIndex:
    return pattern_index(nlp, {name: f"<{name}>" for name in _CLASSES}, word_classes())


def named(article: Article, sentence: Sentence) -> dict[str, str]:
    """Return the words by which a sentence names a serious illness, a risky drug or a group at risk."""
    return article.remember(("stakes", sentence.index), lambda: _named(article, sentence))


def _named(article: Article, sentence: Sentence) -> dict[str, str]:
    candidates = _index(article.nlp).candidates(words_of(sentence.text))
    doc = article.tokens(sentence)
    found = _index(article.nlp).matches(doc, candidates, tags=False) if candidates else ()
    return {str(m.pattern.key): doc[m.start : m.end].text for m in found}


def raised(article: Article, sentence: Sentence, family: str) -> str:
    """Return why a finding in a sentence weighs one level more, or "" where it does not."""
    if family not in _RAISED_FAMILIES:
        return ""
    if article.block(sentence).kind is BlockKind.TITLE:
        return "it stands in the title"
    words = named(article, sentence).get("vulnerable")
    return f"the sentence names {_CLASSES['vulnerable']} ({words})" if words else ""


def of_article(article: Article) -> dict[str, str]:
    """Return the first serious illness, risky drug and group at risk that the article names."""
    return article.remember("stakes", lambda: _of_article(article))


def _of_article(article: Article) -> dict[str, str]:
    found: dict[str, str] = {}
    for sentence in article.sentences:
        for name, words in named(article, sentence).items():
            found.setdefault(name, words)
    return found
