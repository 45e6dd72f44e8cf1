"""What an article is about: the treatment it names most, for messages and for resolving "it"."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import resources
from checker.rule import word_classes
from checker.surroundings import pattern_index
from checker.types import BlockKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from checker.matching import PatternIndex
    from checker.parse import Article
    from checker.types import Sentence

_TITLE_WEIGHT = 4


@lru_cache(maxsize=2)
def _index(nlp: Language) -> PatternIndex:
    return pattern_index(nlp, {"treatment": "<treatment>"}, word_classes())


@lru_cache(maxsize=1)
def general() -> frozenset[str]:
    """Return names that stand for any treatment ("drug", "supplement") and so tell no two apart."""
    return frozenset(resources.load_toml("rules/words/general-treatment.toml")["names"])


@lru_cache(maxsize=1)
def generic_names() -> dict[str, str]:
    """Return generic names by brand or short form."""
    table: dict[str, dict[str, str]] = resources.load_toml("rules/words/brands.toml")
    return table["generic"]


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    table: dict[str, dict[str, list[str]]] = resources.load_toml("rules/words/kinds.toml")
    return {kind: frozenset(members) for kind, members in table["members"].items()}


@lru_cache(maxsize=1)
def broad() -> frozenset[str]:
    """Return names that tell two treatments apart only where both are specific: general ones, herb, powder."""
    return general() | frozenset(resources.load_toml("rules/words/kinds.toml")["broad"]["names"])


def alike(one: str, other: str) -> bool:
    """Return whether two names can stand for one treatment: equal, one within the other, or kind and member."""
    kinds = _kinds()
    nested = one in other or other in one
    return nested or other in kinds.get(one, ()) or one in kinds.get(other, ())


def mentions(article: Article, sentence: Sentence) -> tuple[tuple[str, int, int], ...]:
    """Return the treatments named in a sentence: generic name in lower case, first token, last token + 1."""
    return article.remember(("treatments", sentence.index), lambda: _mentions(article.nlp, article.tokens(sentence)))


def names_in(article: Article, text: str) -> tuple[str, ...]:
    """Return the treatments named in any text, such as a heading."""
    return article.remember(
        ("treatments", text), lambda: tuple(m[0] for m in _mentions(article.nlp, article.nlp.make_doc(text)))
    )


def _mentions(nlp: Language, doc: Doc) -> tuple[tuple[str, int, int], ...]:
    matches = _index(nlp).found(doc)
    return tuple((_generic(doc[m.start : m.end].text.lower()), m.start, m.end) for m in matches)


def _generic(name: str) -> str:
    """Return the generic name in the singular, so that "magic mushrooms" and "psilocybin" are one."""
    table = generic_names()
    singular = name[:-1] if name.endswith("s") and not name.endswith(("ss", "is", "us")) else name
    return table.get(name) or table.get(singular) or singular


def share(article: Article) -> float:
    """Return which part of an article's named treatments are its topic; 1 where it names none."""
    return article.remember("topic share", lambda: _share(article))


def _share(article: Article) -> float:
    named = [name for s in article.sentences[:400] for name, _, _ in mentions(article, s) if name not in general()]
    return named.count(topic(article)) / len(named) if named else 1.0


def named_in_title(article: Article) -> bool:
    """Return whether the title names the topic: then it is surely what the article is about."""
    return any(alike(name, topic(article)) for name in names_in(article, article.document.title))


def topic(article: Article) -> str:
    """Return the treatment an article is mostly about, or "" where it names none."""
    counts = _counts(article)
    return max(counts, key=lambda name: (counts[name], -len(name))) if counts else ""


def clear_topic(article: Article) -> str:
    """Return the topic where it is named more than in passing, so that a reader can be told of it by name, else ""."""
    name = topic(article)
    return name if _counts(article)[name] > 1 else ""


def _counts(article: Article) -> Counter[str]:
    return article.remember("topics", lambda: _counted(article))


def _counted(article: Article) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sentence in article.sentences[:400]:
        weight = _TITLE_WEIGHT if article.block(sentence).kind in (BlockKind.TITLE, BlockKind.HEADING) else 1
        for name, _, _ in mentions(article, sentence):
            counts[name] += 1 if name in general() else weight
    return counts
