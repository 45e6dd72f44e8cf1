"""Which texts are the same or nearly so: keys for the same, MinHash signatures for the nearly same.

Broder, "On the resemblance and containment of documents" (1997); bands as in Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import numpy as np

from checker.audit.tables import need
from checker.parse import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

HASHES = 64
ROWS = 4
"""Signatures that agree in one whole band of so many hashes are compared."""
SAME_TEXT = 0.8
"""Share of equal hashes from which two articles are near duplicates."""
_SHINGLE = 4
_NOT_WORD = re.compile(r"\W+")


def plain(text: str) -> str:
    """Return a text in lower case without punctuation and with single spaces."""
    return _NOT_WORD.sub(" ", fold(text).casefold()).strip()


def key(text: str) -> str:
    """Return the identity of a sentence, whatever its case, spacing and punctuation."""
    return hashlib.sha256(plain(text).encode("utf-8", "replace")).hexdigest()[:16]


def signature(text: str, *, shingle: int = _SHINGLE, hashes: int = HASHES) -> list[int]:
    """Return the MinHash signature of a text's runs of `shingle` words."""
    words = plain(text).split()
    pieces = {" ".join(words[at : at + shingle]) for at in range(max(len(words) - shingle + 1, 1))}
    minhash = need("datasketch").MinHash(num_perm=hashes, seed=1)
    minhash.update_batch(sorted(piece.encode("utf-8", "replace") for piece in pieces))
    return [int(value) for value in minhash.hashvalues.astype(np.uint32)]


def bands(values: Sequence[int], rows: int = ROWS) -> list[str]:
    """Return one key per band of a signature; texts that share one are worth comparing."""
    return [f"{at}:{hash(tuple(values[at : at + rows])):x}" for at in range(0, len(values), rows)]


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the share of equal hashes, an estimate of the Jaccard similarity."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / max(len(one), 1)
