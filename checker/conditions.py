"""Checks on the parse of a matched sentence that a pattern can ask for by name, under `where`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checker.matching import words_of
from checker.rule import word_classes
from checker.surroundings import pattern_index
from checker.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Token

    from checker.matching import Match, PatternIndex
    from checker.parse import Article
    from checker.types import Sentence

    Condition = Callable[[Article, Sentence, Match], bool]

_PRONOUNS = frozenset({"it", "this", "they", "these", "that", "which", "those"})


@lru_cache(maxsize=2)
def _treatments(nlp: Language) -> PatternIndex:
    return pattern_index(nlp, {"treatment": "<treatment>", "product": "<product>"}, word_classes())


def _subject(verb: Token) -> Token | None:
    """Return the subject of a verb, through relative clauses, control and coordination."""
    for token in (verb, *verb.ancestors):
        for child in token.children:
            if child.dep_.startswith("nsubj") or child.dep_ == "csubj":
                return token.head if child.lower_ in ("which", "that", "who") and token.dep_ == "acl:relcl" else child
        if token.dep_ in ("acl", "acl:relcl"):
            return token.head
        if token.dep_ not in ("conj", "xcomp", "advcl"):
            return None
    return None


def _treatment_subject(article: Article, sentence: Sentence, match: Match) -> bool:
    """The one who acts is a treatment, a pronoun for one, or nobody (a verbless line, an imperative)."""
    doc = article.parsed(sentence)
    subject = _subject(doc[match.start : match.end].root)
    if subject is None:
        return True
    if subject.lower_ in _PRONOUNS:
        return True
    first, last = subject.left_edge.i, subject.right_edge.i
    head_words = words_of(doc[max(first, subject.i - 3) : subject.i + 1].text)
    index = _treatments(article.nlp)
    topic = words_of(article.document.title) & words_of(subject.text)
    named = any(first <= m.start and m.end <= last + 1 for m in index.found(doc))
    return bool(topic) or (named and bool(head_words)) or subject.pos_ == "VERB" or subject.tag_ == "VBG"


def _names_treatment(article: Article, sentence: Sentence, _: Match) -> bool:
    """A treatment is named in the sentence, in the one before it, or in the heading above."""
    index = _treatments(article.nlp)
    near = article.near(sentence, 1, 0)
    if any(index.found(article.tokens(s)) for s in near):
        return True
    heading = f"{article.heading(sentence)} {article.document.title}"
    return bool(index.found(article.nlp.make_doc(heading)))


def _in_heading(article: Article, sentence: Sentence, _: Match) -> bool:
    """The sentence is the title or a heading."""
    return article.block(sentence).kind in (BlockKind.TITLE, BlockKind.HEADING)


def _not_heading(article: Article, sentence: Sentence, match: Match) -> bool:
    """The sentence is running text."""
    return not _in_heading(article, sentence, match)


def _finite(article: Article, sentence: Sentence, match: Match) -> bool:
    """The matched verb is finite or governs a verbless line: not a plain participle or infinitive."""
    doc = article.parsed(sentence)
    root = doc[match.start : match.end].root
    return root.pos_ in ("VERB", "AUX") and root.tag_ in ("VBZ", "VBP", "VBD", "VB")


CONDITIONS: dict[str, Condition] = {
    "treatment subject": _treatment_subject,
    "treatment named": _names_treatment,
    "heading": _in_heading,
    "running text": _not_heading,
    "finite": _finite,
}
WITHOUT_PARSE = frozenset({"treatment named", "heading", "running text"})
"""Conditions that look at words and blocks only."""
