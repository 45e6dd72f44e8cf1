"""The reader's own evidence: its sentences, and the best of them for a claim."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import ReadError
from checker.inputs import expand, read_file
from checker.parse import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.types import Document

_FEWEST_WORDS = 5
_TEXT_KEYS = ("text", "abstract", "body", "content")
_NAME_KEYS = ("title", "id", "pmid", "doi")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the evidence and where it stands: file and line, or file and title of a row."""

    text: str
    source: str


@dataclass(frozen=True, eq=False)
class Passages:
    """All passages, searchable by words (BM25, Robertson & Zaragoza 2009)."""

    passages: tuple[Passage, ...]

    @cached_property
    def _index(self) -> Any:
        import bm25s

        index = bm25s.BM25()
        index.index(self._tokens([passage.text for passage in self.passages]), show_progress=False)
        return index

    @staticmethod
    def _tokens(texts: Sequence[str]) -> Any:
        import bm25s

        return bm25s.tokenize(list(texts), stopwords="en", show_progress=False)

    def search(self, claim: str, most: int) -> list[Passage]:
        """Return at most so many passages that share words with a claim, best first."""
        if not self.passages:
            return []
        places, scores = self._index.retrieve(
            self._tokens([claim]), k=min(most, len(self.passages)), show_progress=False
        )
        return [self.passages[int(at)] for at, score in zip(places[0], scores[0], strict=True) if score > 0]


def load_passages(names: Sequence[str]) -> Passages:
    """Return the passages of files and folders: text, Markdown, HTML, PDF, DOCX, or JSONL of abstracts.

    Raises:
        ReadError: a file is missing, unreadable or holds no text; names it and says what to do.
    """
    found: list[Passage] = []
    for name in names:
        path = Path(name)
        rows = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path] if path.suffix.lower() == ".jsonl" else []
        for file in rows:
            found += _abstracts(file)
        if path not in rows:
            for source in expand([name], None):
                found += _sentences(read_file(Path(source.uri)))
    if not found:
        raise ReadError(f"{', '.join(names)}: no sentences of evidence there. Give text, Markdown, PDF or JSONL files.")
    return Passages(tuple(dict.fromkeys(found)))


def _sentences(document: Document, name: str = "") -> Iterator[Passage]:
    for sentence in split_sentences(document):
        if len(sentence.text.split()) >= _FEWEST_WORDS:
            at = document.blocks[sentence.block].to_source(sentence.span).start
            yield Passage(sentence.text, name or f"{document.uri}:{document.position(at)[0]}")


def _abstracts(file: Path) -> Iterator[Passage]:
    from checker.jsonl import read_rows
    from checker.readers import read

    for number, row in enumerate(read_rows(str(file), ()), 1):
        text = next((row[key] for key in _TEXT_KEYS if isinstance(row.get(key), (str, list))), None)
        if text is None:
            raise ReadError(
                f"{file}:{number}: no text; a row needs one of {', '.join(_TEXT_KEYS)}, not {json.dumps(sorted(row))}"
            )
        label = next((str(row[key]) for key in _NAME_KEYS if row.get(key)), f"row {number}")
        joined = " ".join(map(str, text)) if isinstance(text, list) else text
        yield from _sentences(read(joined.encode(), str(file), suffix=".txt"), f"{file.name}, {label}")
