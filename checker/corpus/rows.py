"""Labelled sentences (`corpus/claims`) and sentence pairs (`corpus/pairs`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.corpus.records import LABELS, STRENGTHS, ClaimRow, PairRow
from checker.errors import CorpusError
from checker.types import Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIELDS = 6
_PREMISE = re.compile(r"(?P<label>[enc])(?:\[(?P<reason>[^\]]*)\])?\s+(?P<text>.+)")


def load_claims(folder: Path) -> list[ClaimRow]:
    """Return the labelled sentences below `folder/<split>/`.

    Raises:
        CorpusError: a line is malformed; names file and line.
    """
    return [row for file in sorted(folder.glob("*/*.txt")) for row in _claims(file)]


def _claims(file: Path) -> Iterator[ClaimRow]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield _claim(f"{file}:{number}", line, file.parent.name)


def _claim(where: str, line: str, split: str) -> ClaimRow:
    fields = [field.strip() for field in line.split("|", _FIELDS - 1)]
    if len(fields) != _FIELDS:
        raise CorpusError(f"{where}: {_FIELDS} fields separated by | are expected")
    labels, status, strength, certainty, treatment, marked = fields
    if status not in list(Status) or strength not in STRENGTHS or certainty not in ("0", "1", "2", "3"):
        raise CorpusError(
            f"{where}: status, strength or certainty has no such value: {status}, {strength}, {certainty}"
        )
    text, span = _unmarked(where, marked)
    names = [name.strip() for name in labels.split(",")]
    return ClaimRow(
        text=text, span=span, treatment=treatment, split=split, where=where,
        categories=tuple(n for n in names if n[0] not in "-@" and n != "none"),
        near=tuple(n[1:] for n in names if n.startswith("-")),
        poles=tuple(n[1:] for n in names if n.startswith("@")),
        status=status, strength=strength, certainty=int(certainty),
    )  # fmt: skip


def _unmarked(where: str, marked: str) -> tuple[str, Span | None]:
    start, end = marked.find("[["), marked.find("]]")
    if start < 0:
        return marked, None
    if end < start:
        raise CorpusError(f"{where}: [[ without ]]")
    return marked[:start] + marked[start + 2 : end] + marked[end + 2 :], Span(start, end - 2)


def load_pairs(folder: Path) -> list[PairRow]:
    """Return the sentence pairs below `folder/<split>/`.

    Raises:
        CorpusError: a line is malformed; names file and line.
    """
    return [row for file in sorted(folder.glob("*/*.txt")) for row in _pairs(file)]


def _pairs(file: Path) -> Iterator[PairRow]:
    header: list[str] = []
    hypothesis = group = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{file}:{number}"
        if line.startswith("#"):
            header = [part.strip() for part in line[1:].split("|")]
        elif line.startswith("h "):
            hypothesis, group = line[2:].strip(), f"{file.parent.name}/{file.stem}:{number}"
        elif line.strip():
            found = _PREMISE.fullmatch(line.strip())
            if not found or not hypothesis or len(header) != 3:
                raise CorpusError(
                    f"{where}: expected '# axis | phenomenon | treatment', then h, e, n[reason] and c lines"
                )
            axis, phenomenon, treatment = header
            yield PairRow(
                found["text"], hypothesis, LABELS[found["label"]], axis, phenomenon, treatment,
                found["reason"] or "", file.parent.name, group,
            )  # fmt: skip
