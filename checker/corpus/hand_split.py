"""Texts split into sentences by hand: our own posts (`corpus/sentences`) and treebanks in CoNLL-U.

In our posts the mark ‖ stands where a new sentence begins within a block; blocks are those of the Markdown reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.errors import CorpusError
from checker.readers import read
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MARK = "‖"
# The genres that an editor has read; the rest are speech written down, reviews, answers, mails and blogs.
_EDITED = tuple(f"GUM_{genre}_" for genre in ("academic", "bio", "news", "textbook", "voyage"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text and its sentences, without surrounding white space; `edited` is prose that an editor has read."""

    source: str
    text: str
    sentences: tuple[Span, ...]
    edited: bool = True


def load(folder: Path) -> list[Passage]:
    """Return the blocks of the posts of a folder.

    Raises:
        CorpusError: the folder holds no posts.
    """
    files = sorted(folder.glob("*.md"))
    if not files:
        raise CorpusError(f"{folder}: no hand-split posts (*.md) there")
    return [passage for file in files for passage in _blocks(file)]


def _blocks(file: Path) -> Iterator[Passage]:
    for block in read(file.read_bytes(), file.name, suffix=".md").blocks:
        yield joined(file.stem, [piece.strip() for piece in block.text.split(MARK)])


def joined(source: str, sentences: Sequence[str], *, edited: bool = True) -> Passage:
    """Return sentences as one passage, with a space between each two."""
    text, spans = "", []
    for sentence in sentences:
        start = len(text) + bool(text)
        text = f"{text} {sentence}" if text else sentence
        spans.append(Span(start, start + len(sentence)))
    return Passage(source, text, tuple(spans), edited)


def load_treebank(file: Path) -> list[Passage]:
    """Return the paragraphs of a CoNLL-U file."""
    found: list[Passage] = []
    document, held = "", list[str]()
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith(("# newdoc", "# newpar")) and held:
            found.append(joined(document, held, edited=document.startswith(_EDITED)))
            held = []
        if line.startswith("# newdoc id = "):
            document = line.removeprefix("# newdoc id = ")
        elif line.startswith("# text = "):
            held.append(line.removeprefix("# text = "))
    return [*found, joined(document, held, edited=document.startswith(_EDITED))] if held else found
