"""Measure a trained pipeline, trim it and write it, with its figures, into the model folder."""

from __future__ import annotations

import hashlib
import json
import shutil
from importlib.metadata import version
from typing import TYPE_CHECKING

import spacy
from spacy.training import Corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from spacy.language import Language

FIGURES = {
    "tag": "tag_acc",
    "pos": "pos_acc",
    "morph": "morph_acc",
    "lemma": "lemma_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sentence_f1": "sents_f",
}
FACTS = {
    "name": "english",
    "base": "none: trained from scratch, without word vectors",
    "data": "Universal Dependencies English EWT; English GUM, the ten genres that CARD.md names",
    "licence": "CC BY-SA 4.0, as the treebanks",
}


def measure(nlp: Language, docs: Path) -> dict[str, float]:
    """Return the figures of `FIGURES` in per cent for a `.spacy` file; UAS and LAS leave out punctuation."""
    scores = nlp.evaluate(list(Corpus(docs)(nlp)))
    return {name: round(100 * scores[key], 2) for name, key in FIGURES.items()}


def digest(folder: Path) -> str:
    """Return the sha256 of the `sha256sum` listing of a folder's files, sorted by path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = (f"{_sha256(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in files)
    return _sha256("".join(lines).encode())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_pipeline(nlp: Language, folder: Path) -> None:
    """Write a pipeline without the paths, words and figures that training leaves in it."""
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    trees = lemmatizer.trees  # type: ignore[attr-defined]
    used = max(lemmatizer.cfg["labels"]) + 1  # type: ignore[attr-defined]
    trees.from_json([trees[number] for number in range(used)])
    nlp.config["paths"].update(train=None, dev=None)
    nlp.meta.update(name="checker", version="1.0.0", license=FACTS["licence"], performance={})
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder)
    strings = json.dumps(sorted(_strings(nlp)), ensure_ascii=False, indent=0)
    (folder / "vocab" / "strings.json").write_text(strings, encoding="utf-8")


def _strings(nlp: Language) -> set[str]:
    """Return the strings that the pipeline needs: the language's own, its labels, its edit trees."""
    vocab = spacy.blank("en").vocab
    for name, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            if name == "morphologizer":
                vocab.strings.add(vocab.strings[vocab.morphology.add(_features(label))])
            vocab.strings.add(str(label))
    trees = nlp.get_pipe("trainable_lemmatizer").trees  # type: ignore[attr-defined]
    for tree in (trees[number] for number in range(len(trees))):
        for value in (tree[key] for key in ("orig", "subst") if key in tree):
            vocab.strings.add(nlp.vocab.strings[value])
    return set(vocab.strings)


def _features(label: str) -> str:
    """Return the features of a morphologizer label without its part of speech."""
    return "|".join(part for part in label.split("|") if not part.startswith("POS="))


def write_figures(file: Path, pipeline: Path, figures: Mapping[str, Mapping[str, float]]) -> None:
    """Write `model.toml`: what the model is, its checksum, and its figures by split."""
    versions = {name: version(name) for name in ("spacy", "thinc", "numpy")}
    top = _table({**FACTS, "sha256": digest(pipeline)})
    tables: dict[str, Mapping[str, str | float]] = {"versions": versions, **figures}
    sections = (f"[{name}]\n{_table(rows)}" for name, rows in tables.items())
    file.write_text("\n".join([top, *sections]), encoding="utf-8")


def _table(rows: Mapping[str, str | float]) -> str:
    return "".join(_lines(rows.items()))


def _lines(items: Iterable[tuple[str, str | float]]) -> Iterable[str]:
    # A JSON string or number is also one in TOML.
    return (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in items)
