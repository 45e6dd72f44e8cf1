"""Turn CoNLL-U treebanks into spaCy documents, varied and with line breaks for training."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from spacy.tokens import Doc, DocBin
from spacy.training.converters.conllu_to_docs import conllu_to_docs
from vary import Sentence, vary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.tokens import Token

BREAKS = ("\n", "\n\n", "\n\n", "\n\n\n")


@dataclass(frozen=True, slots=True)
class Copy:
    """Say how one copy of the training treebank is varied and grouped into documents."""

    seed: int
    sentences_per_doc: int
    rates: dict[str, float]
    break_rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A token with its annotation; by default that of white space, as spaCy marks it."""

    text: str = field(kw_only=False)
    space: bool = False
    tag: str
    pos: str
    morph: str = ""
    lemma: str
    head: int
    dep: str = "dep"


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file as rows of ten columns, without comments."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
        if rows:
            yield rows


def convert(sentences: Iterable[Sentence], sentences_per_doc: int) -> Iterator[Doc]:
    """Convert sentences with spaCy's own converter, clitics kept apart as its tokenizer does."""
    text = "\n\n".join("\n".join("\t".join(row) for row in rows) for rows in sentences)
    docs: Iterator[Doc] = conllu_to_docs(text, n_sents=sentences_per_doc, no_print=True)  # type: ignore[no-untyped-call]
    return docs


def break_lines(doc: Doc, rate: float, rng: Random) -> Doc:
    """Put a line break between some sentences, as between the paragraphs of an article."""
    starts = [sent.start for sent in doc.sents][1:]
    chosen = {start: rng.choice(BREAKS) for start in starts if rng.random() < rate}
    moved = [at + sum(start <= at for start in chosen) for at in range(len(doc))]
    words: list[_Word] = []
    for token in doc:
        if token.i in chosen:
            words[-1] = replace(words[-1], space=False)
            words.append(_Word(chosen[token.i], tag="_SP", pos="SPACE", lemma=chosen[token.i], head=len(words) - 1))
        words.append(_copied(token, head=moved[token.head.i]))
    return Doc(
        doc.vocab,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head for word in words],
        deps=[word.dep for word in words],
    )


def _copied(token: Token, *, head: int) -> _Word:
    return _Word(
        token.text,
        space=bool(token.whitespace_),
        tag=token.tag_,
        pos=token.pos_,
        morph=str(token.morph),
        lemma=token.lemma_,
        head=head,
        dep=token.dep_,
    )


def write_docs(source: Path, target: Path, copies: Iterable[Copy]) -> None:
    """Write every copy of one treebank file into a `.spacy` file."""
    sentences = list(read_sentences(source))
    store = DocBin(store_user_data=False)
    for copy in copies:
        rng = Random(copy.seed)
        varied = [vary(sentence, copy.rates, rng) for sentence in sentences]
        for doc in convert(varied, copy.sentences_per_doc):
            store.add(break_lines(doc, copy.break_rate, rng))
    store.to_disk(target)
