"""From a document to an article: sentences, and their dependency parses where somebody asks for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from checker import nlp, resources, sentences
from checker.errors import ModelError
from checker.types import Block, BlockKind, Document, Genre, Place, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

T = TypeVar("T")
PIPELINE = "models/english/pipeline"
_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "‑": "-", "\u202f": " ", "\t": " ", "\n": " "}
)
_MAX_SENTENCE = 1500
# Remembered by sentence, and by nothing around it.
_OF_SENTENCE = ("signals", "treatments")
SHARED_PARSES = 12_000
_NO_TENSOR = np.zeros((0, 0))
_SHARING = Lock()


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Return our spaCy pipeline, loaded once.

    Raises:
        ModelError: the pipeline is missing or damaged.
    """
    folder = resources.path(PIPELINE)
    try:
        return nlp.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{folder}: the language pipeline cannot be loaded ({error}). Install checker again."
        ) from error


def fold(text: str) -> str:
    """Return the text with typographic quotes, spaces and hyphens made plain, of the same length."""
    return text.translate(_FOLD)


def parses(nlp: Language, docs: Sequence[Doc]) -> list[Doc]:
    """Return the dependency parses of tokenised sentences; a sentence that many articles share is parsed once.

    The newest `SHARED_PARSES` are kept in the process, by their text.
    """
    known = _shared(id(nlp.vocab))
    mine = {doc.text: known.get(doc.text) for doc in docs}
    new = {doc.text: doc for doc in docs if mine[doc.text] is None}
    for doc in nlp.pipe(new.values(), batch_size=64):
        # The vectors that the parser worked on are larger than the parse itself.
        doc.tensor = _NO_TENSOR
    with _SHARING:
        known.update(new)
        while len(known) > SHARED_PARSES:
            del known[next(iter(known))]
    return [mine[doc.text] or new[doc.text] for doc in docs]


@lru_cache(maxsize=2)
def _shared(_vocab: int) -> dict[str, Doc]:
    return {}


@dataclass(frozen=True, eq=False)
class Article:
    """A document in sentences. Parses are made on demand, one per text, and kept for the life of the article."""

    document: Document
    sentences: tuple[Sentence, ...]
    genre: Genre
    nlp: Language
    deadline: float | None = None
    """When models stop, on the clock of `time.monotonic`; rules take the time they need."""
    checkpoint: Callable[[], None] | None = None
    """Called now and then while sentences are read; what it raises ends the work."""
    _parses: dict[str, Doc] = field(default_factory=dict, repr=False)
    _tokens: dict[str, Doc] = field(default_factory=dict, repr=False)
    _memo: dict[Any, Any] = field(default_factory=dict, repr=False)
    _left_out: dict[str, None] = field(default_factory=dict, repr=False)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives, asked once per article and key."""
        if key not in self._memo:
            self._memo[key] = make()
        return cast("T", self._memo[key])

    def leave_out(self, what: str) -> None:
        """Note, in words, something that was not examined."""
        self._left_out[what] = None

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return what was not examined, each once, in the order in which it was noted."""
        return tuple(self._left_out)

    def block(self, sentence: Sentence) -> Block:
        """Return the block that a sentence stands in."""
        return self.document.blocks[sentence.block]

    def heading(self, sentence: Sentence) -> str:
        """Return the text of the nearest heading above a sentence, or the title."""
        return self.remember("headings", lambda: tuple(_headings(self.document)))[sentence.block]

    def tokens(self, sentence: Sentence) -> Doc:
        """Return the tokens of a sentence, not parsed; the text is folded."""
        if self.checkpoint:
            self.checkpoint()
        text = sentence.text
        if text not in self._tokens:
            self._tokens[text] = self.nlp.make_doc(fold(text)[:_MAX_SENTENCE])
        return self._tokens[text]

    def parse(self, wanted: Iterable[Sentence]) -> None:
        """Parse sentences in one batch, so that `parsed` costs nothing."""
        new = {s.text: self.tokens(s) for s in wanted if s.text not in self._parses}
        self._parses.update(zip(new, parses(self.nlp, list(new.values())), strict=True))

    def parsed(self, sentence: Sentence) -> Doc:
        """Return the dependency parse of a sentence."""
        if sentence.text not in self._parses:
            self.parse([sentence])
        return self._parses[sentence.text]

    def variant(self, document: Document) -> Article:
        """Return the article of a changed document; what both say is parsed once."""
        return replace(self, document=document, sentences=split_sentences(document), _memo={}, _left_out={})

    def kept(self) -> tuple[dict[str, Doc], dict[str, Doc], dict[Any, Any]]:
        """Return the tokens and parses by text, and what was remembered."""
        return self._tokens, self._parses, self._memo

    def take_over(self, before: Article) -> None:
        """Take over what an earlier version of the article worked out for sentences that are still the same."""
        known = {before.signature(sentence): sentence.index for sentence in before.sentences}
        tokens, parses, memo = before.kept()
        for sentence in self.sentences:
            for mine, theirs in ((self._tokens, tokens), (self._parses, parses)):
                if sentence.text in theirs:
                    mine[sentence.text] = theirs[sentence.text]
            old = known.get(self.signature(sentence))
            for name in _OF_SENTENCE if old is not None else ():
                if (name, old) in memo:
                    self._memo[name, sentence.index] = memo[name, old]

    def signature(self, sentence: Sentence) -> Hashable:
        """Return all that the entries of `_OF_SENTENCE` depend on."""
        links = tuple(link.href for link in self.block(sentence).links if link.span.overlap(sentence.span))
        return sentence.text, links

    def place(self, sentence: Sentence, span: Span) -> Place:
        """Return the place in the source of a span of the sentence's text."""
        block = self.block(sentence)
        inner = Span(sentence.span.start + span.start, sentence.span.start + span.end)
        source = block.to_source(inner)
        document = self.document
        quote = document.source[source.start : source.end] if document.verbatim else block.text[inner.start : inner.end]
        return Place(source, quote)

    def near(self, sentence: Sentence, before: int, after: int) -> tuple[Sentence, ...]:
        """Return the sentences from `before` before to `after` after, the sentence itself included."""
        return self.sentences[max(0, sentence.index - before) : sentence.index + after + 1]


def _headings(document: Document) -> Iterator[str]:
    """Yield the heading above each block."""
    heading = document.title
    for block in document.blocks:
        yield heading
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            heading = block.text


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of all blocks that are reviewed, in reading order."""
    found: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        if block.kind is not BlockKind.BOILERPLATE:
            for span in sentences.split(block.text):
                found.append(Sentence(len(found), number, span, block.text[span.start : span.end]))
    return tuple(found)


def parse(document: Document, genre: Genre, deadline: float | None = None) -> Article:
    """Return the article of a document; nothing is parsed yet."""
    return Article(document, split_sentences(document), genre, pipeline(), deadline)
