"""Train the English pipeline: convert the treebank, fit, measure, ship.

    python models/english/train.py [--data FOLDER] [--build FOLDER] [--stage convert|fit|ship]

Without `--stage` all three run, one after the other. CPU only, one core: about an hour. The best and
the latest checkpoint stay in the build folder: after a stop, `--stage ship` takes the best one so far.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from pathlib import Path

import numpy as np
import spacy
from ship import measure, write_figures, write_pipeline
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, load_model_from_config
from thinc.api import NumpyOps, set_current_ops
from treebank import Copy, write_docs

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data" / "ud"
BUILD = Path(tempfile.gettempdir()) / "checker-english"
PLAIN = {"because": 1.0}
RATES = {
    "because": 1.0,
    "verb": 0.3,
    "subject": 0.15,
    "lower": 0.04,
    "upper": 0.02,
    "title": 0.05,
    "quotes": 0.5,
    "dashes": 0.2,
    "final": 0.12,
}
VARIED = (
    Copy(seed=0, sentences_per_doc=6, rates=PLAIN, break_rate=0.0),
    Copy(seed=1, sentences_per_doc=3, rates=RATES, break_rate=0.25),
    Copy(seed=2, sentences_per_doc=5, rates=RATES, break_rate=0.25),
)
SETS = {
    "train": ("train", VARIED),
    "dev": ("dev", (Copy(seed=0, sentences_per_doc=10, rates={}, break_rate=0.0),)),
    "test": ("test", (Copy(seed=0, sentences_per_doc=10, rates={}, break_rate=0.0),)),
    "dev_by_sentence": ("dev", (Copy(seed=0, sentences_per_doc=1, rates={}, break_rate=0.0),)),
}
FIGURED = ("dev", "test", "dev_by_sentence")


class OneCoreOps(NumpyOps):  # type: ignore[misc]
    """Multiply matrices with numpy's BLAS, three times as fast on one core as thinc's own."""

    def gemm(self, x, y, out=None, trans1=False, trans2=False):  # type: ignore[no-untyped-def]
        """Return the product of two matrices, either one transposed first if asked."""
        left, right = (x.T if trans1 else x), (y.T if trans2 else y)
        return np.matmul(left, right, out=out)


def convert(data: Path, build: Path) -> None:
    """Write the splits as spaCy documents into the build folder."""
    build.mkdir(parents=True, exist_ok=True)
    for name, (split, copies) in SETS.items():
        write_docs(data / f"{split}.conllu", build / f"{name}.spacy", copies)


def fit(_: Path, build: Path) -> None:
    """Train on the converted documents and keep the best and the last checkpoint."""
    set_current_ops(OneCoreOps())
    paths = {f"paths.{split}": str(build / f"{split}.spacy") for split in ("train", "dev")}
    recipe = load_config(HERE / "config.cfg", overrides=paths, interpolate=False)
    config = load_model_from_config(recipe, auto_fill=True).config
    config.to_disk(build / "config.cfg")
    train(init_nlp(config), build, stdout=sys.stdout, stderr=sys.stderr)


def ship(_: Path, build: Path) -> None:
    """Measure the best checkpoint on dev and test and write it into the model folder."""
    write_pipeline(spacy.load(build / "model-best"), HERE / "pipeline")
    nlp = spacy.load(HERE / "pipeline")
    figures = {name: measure(nlp, build / f"{name}.spacy") for name in FIGURED}
    write_figures(HERE / "model.toml", HERE / "pipeline", figures)


STAGES = {"convert": convert, "fit": fit, "ship": ship}


def main() -> None:
    """Run the stages that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--build", type=Path, default=BUILD)
    parser.add_argument("--stage", choices=STAGES, default=None)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    for name, stage in STAGES.items():
        if args.stage in (None, name):
            stage(args.data, args.build)


if __name__ == "__main__":
    main()
