"""From an open text to a review, in the two speeds: the rules of what changed, and the whole article."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from checker import genre, pipeline
from checker.detectors import overstatement
from checker.lsp import incremental, moves
from checker.readers import SUFFIXES, read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.lsp.incremental import Memory
    from checker.lsp.moves import Change
    from checker.types import Document, Finding, Genre, Missing, Review

_BY_LANGUAGE = {"markdown": ".md", "html": ".html", "plaintext": ".txt", "mdx": ".mdx", "latex": ".txt"}
TEXTS = (".txt", ".text", ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Text:
    """What is read: a text, the path that configuration and ledger go by, and the client's word for its kind."""

    text: str
    path: str
    language: str = ""

    @property
    def suffix(self) -> str:
        """Return which reader reads it: the client's word, else the file's name."""
        if self.language in _BY_LANGUAGE:
            return _BY_LANGUAGE[self.language]
        suffix = PurePath(self.path).suffix.lower()
        return suffix if suffix in TEXTS and suffix in SUFFIXES else ".txt"


@dataclass(frozen=True, slots=True)
class Whole:
    """What only a reading of the whole article finds, kept while its author goes on writing."""

    genre: Genre
    findings: tuple[Finding, ...] = ()
    card: tuple[Missing, ...] = ()

    def moved(self, changes: Sequence[Change], text: str) -> Whole:
        """Return it as it stands after changes."""
        if not changes:
            return self
        kept = (moves.finding(found, changes, text) for found in self.findings)
        return Whole(self.genre, tuple(f for f in kept if f), moves.card(self.card, changes))


def document_of(text: Text) -> Document:
    """Return the document of a text, its offsets those of the text.

    Raises:
        ReadError: it is no text that can be read.
    """
    data = text.text.encode()
    # With the mark, a page's own charset declaration, true of the file on disk, is not believed of our bytes.
    document = read(codecs.BOM_UTF8 + data, text.path, suffix=text.suffix)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def rules_review(text: Text, memory: Memory, whole: Whole | None, stop: Callable[[], None] | None = None) -> Review:
    """Return a review in which the rules are new and all else is from the last whole reading.

    Raises:
        ReadError: the text cannot be read.
    """
    document = document_of(text)
    config = memory.engine.config.for_path(document.uri)
    kind = config.genre or (whole.genre if whole else genre.detect(document))
    article = incremental.read(document, kind, memory, stop, models=False)
    found = incremental.overstatements(article, memory, prove=False)
    others = list(whole.findings) if whole else []
    return pipeline.conclude(article, memory.engine, [*others, *found], whole.card if whole else ())


def whole_review(text: Text, memory: Memory, stop: Callable[[], None] | None = None) -> tuple[Review, Whole]:
    """Return the review that the command line would give, and what of it the rules alone do not find.

    Raises:
        ReadError: the text cannot be read.
    """
    document = document_of(text)
    config = memory.engine.config.for_path(document.uri)
    article = incremental.read(document, config.genre or genre.detect(document), memory, stop)
    found: list[Finding] = []
    others: list[Finding] = []
    for detect in pipeline.load_detectors():
        if detect is overstatement.detect:
            found += incremental.overstatements(article, memory, prove=True)
        else:
            more = list(detect(article, memory.engine))
            found += more
            others += more
    review = pipeline.conclude(article, memory.engine, found)
    return review, Whole(article.genre, tuple(others), review.missing)
