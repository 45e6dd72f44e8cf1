"""Engines by configuration, so that texts of one project share what is compiled."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from checker.pipeline import Engine

if TYPE_CHECKING:
    from checker.config import Config

_MOST = 8


class Engines:
    """A few engines, made when asked for; safe to use from several threads."""

    def __init__(self) -> None:
        self._known: dict[object, Engine] = {}
        self._lock = Lock()

    def of(self, config: Config) -> Engine:
        """Return the engine of a configuration, with house rules as they are on disk now."""
        key = (repr(config), *_stamps(config))
        with self._lock:
            if key not in self._known:
                self._known[key] = self._made(config)
                for old in list(self._known)[:-_MOST]:
                    del self._known[old]
            return self._known[key]

    def _made(self, config: Config) -> Engine:
        like = next((engine for engine in self._known.values() if not engine.config.rules), None)
        if like is None or config.rules:
            return Engine(config)
        return like.with_config(config)


def _stamps(config: Config) -> list[tuple[str, int]]:
    folders = (Path(config.folder, folder) for folder in config.rules)
    return [(str(file), file.stat().st_mtime_ns) for folder in folders for file in sorted(folder.glob("*.toml"))]
