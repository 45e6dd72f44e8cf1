"""What kind of text an article is: news, blog, patient information or marketing. Decides whose standards apply."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker import resources
from checker.types import BlockKind, Genre

if TYPE_CHECKING:
    from checker.types import Document


_LEAST = 2.0


@lru_cache(maxsize=1)
def _cues() -> dict[Genre, tuple[tuple[re.Pattern[str], float], ...]]:
    table = resources.load_toml("rules/cues/genre.toml")
    return {
        Genre(name.replace("-", " ")): tuple(
            (
                re.compile(rf"\b(?:{'|'.join(map(re.escape, group['words']))})\b", re.IGNORECASE),
                float(group["weight"]),
            )
            for group in groups
        )
        for name, groups in table.items()
    }


def detect(document: Document) -> Genre:
    """Return the genre whose cues weigh most per word; a blog where none stands out."""
    text = "\n".join(b.text for b in document.blocks if b.kind is not BlockKind.BOILERPLATE)[:60_000]
    per_words = max(len(text.split()), 200) / 500
    scores = {
        genre: sum(weight * min(len(pattern.findall(text)), 6) for pattern, weight in groups) / per_words
        for genre, groups in _cues().items()
    }
    best = max(scores, key=lambda genre: scores[genre])
    return best if scores[best] >= _LEAST else Genre.BLOG
