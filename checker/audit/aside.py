"""Pages of an archive that are no health articles in English, and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker import resources
from checker.rule import word_classes
from checker.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.types import Document

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PLAIN = re.compile(r"~?[a-z][a-z-]{2,}")
_LOOKED_AT = 60_000


@dataclass(frozen=True, slots=True)
class _Limits:
    """The shipped table, read once."""

    table: dict[str, Any]
    health: frozenset[str]
    languages: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _limits() -> _Limits:
    table = resources.load_toml("rules/cues/archive.toml")
    classes = word_classes()
    words = {
        entry.lstrip("~") for name in table["health"]["classes"] for entry in classes[name] if _PLAIN.fullmatch(entry)
    }
    health = frozenset({*words, *(word + "s" for word in words)} - set(table["health"]["ignored"]))
    return _Limits(table, health, {name: frozenset(held) for name, held in table["language"]["words"].items()})


def reason(document: Document) -> str:
    """Return why a document is set aside; "" for a health article in English."""
    blocks = [block for block in document.blocks if block.kind is not BlockKind.BOILERPLATE]
    text = "\n".join(block.text for block in blocks)[:_LOOKED_AT]
    words = _WORD.findall(text.casefold())
    limits = _limits()
    least = limits.table["least_words"]
    if len(words) < least:
        return f"fewer than {least} words of text" if words else "no text"
    if other := _other_language(text, words):
        return f"not English: {other}"
    linked = sum(len(link.span) for block in blocks for link in block.links)
    if linked >= limits.table["links"] * max(sum(len(block.text) for block in blocks), 1):
        return "a list of links"
    return "" if _is_health(words) else "not about health"


def _other_language(text: str, words: Sequence[str]) -> str:
    """Return the language that a text seems to be in; "" for English."""
    table = _limits().table["language"]
    letters = [char for char in text if char.isalpha()]
    if sum(char > "\u024f" for char in letters) >= table["other_script"] * max(len(letters), 1):
        return "another script"
    counts = Counter(words)
    scores = {name: sum(counts[word] for word in held) / len(words) for name, held in _limits().languages.items()}
    best = max(scores, key=lambda name: scores[name])
    if best == "English" or scores[best] < table["least"]:
        return ""
    return best


def _is_health(words: Sequence[str]) -> bool:
    found = [word for word in words if word in _limits().health]
    share = 100 * len(found) / len(words)
    table = _limits().table["health"]
    return bool(share >= table["sure_share"] or (share >= table["share"] and len(set(found)) >= table["different"]))
