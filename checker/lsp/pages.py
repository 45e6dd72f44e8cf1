"""A rule's page, written once into the user's cache, so that an editor can open it offline."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__
from checker.rulebook import explained

if TYPE_CHECKING:
    from checker.rule import Rule


def page(rule: Rule) -> str:
    """Return the address of a rule's page; empty where none can be written."""
    return _written(rule.id, explained(rule))


@lru_cache(maxsize=512)
def _written(id_: str, text: str) -> str:
    for folder in (_cache(), Path(tempfile.gettempdir())):
        file = folder / "checker" / f"rules-{__version__}" / f"{id_}.txt"
        try:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        return file.as_uri()
    return ""


def _cache() -> Path:
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(given) if given else Path.home() / ".cache"
