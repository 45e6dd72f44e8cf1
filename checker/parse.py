"""From a document to an article: sentences, and their dependency parses where somebody asks for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from checker import nlp, resources, sentences
from checker.errors import ModelError
from checker.types import Block, BlockKind, Document, Genre, Place, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

T = TypeVar("T")
PIPELINE = "models/english/pipeline"
_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "‑": "-", "\u202f": " ", "\t": " ", "\n": " "}
)
_MAX_SENTENCE = 1500


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


@dataclass(frozen=True, eq=False)
class Article:
    """A document in sentences. Parses are made on demand, one per text, and kept for the life of the article."""

    document: Document
    sentences: tuple[Sentence, ...]
    genre: Genre
    nlp: Language
    _parses: dict[str, Doc] = field(default_factory=dict, repr=False)
    _tokens: dict[str, Doc] = field(default_factory=dict, repr=False)
    _memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives, asked once per article and key."""
        if key not in self._memo:
            self._memo[key] = make()
        return cast("T", self._memo[key])

    def block(self, sentence: Sentence) -> Block:
        """Return the block that a sentence stands in."""
        return self.document.blocks[sentence.block]

    def heading(self, sentence: Sentence) -> str:
        """Return the text of the nearest heading above a sentence, or the title."""
        return self.remember("headings", lambda: tuple(_headings(self.document)))[sentence.block]

    def tokens(self, sentence: Sentence) -> Doc:
        """Return the tokens of a sentence, not parsed; the text is folded."""
        text = sentence.text
        if text not in self._tokens:
            self._tokens[text] = self.nlp.make_doc(fold(text)[:_MAX_SENTENCE])
        return self._tokens[text]

    def parse(self, wanted: Iterable[Sentence]) -> None:
        """Parse sentences in one batch, so that `parsed` costs nothing."""
        new = {s.text: self.tokens(s) for s in wanted if s.text not in self._parses}
        for text, doc in zip(new, self.nlp.pipe(new.values(), batch_size=64), strict=True):
            doc.tensor = doc.tensor[:0].copy()  # the word vectors, most of a parse's memory, are not used again
            self._parses[text] = doc

    def parsed(self, sentence: Sentence) -> Doc:
        """Return the dependency parse of a sentence."""
        if sentence.text not in self._parses:
            self.parse([sentence])
        return self._parses[sentence.text]

    def variant(self, document: Document) -> Article:
        """Return the article of a changed document; what both say is parsed once."""
        return replace(self, document=document, sentences=split_sentences(document), _memo={})

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


def parse(document: Document, genre: Genre) -> Article:
    """Return the article of a document; nothing is parsed yet."""
    return Article(document, split_sentences(document), genre, pipeline())
