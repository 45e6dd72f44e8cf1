"""How far a run is: posts a second and the time that remains, from the bytes read of all bytes."""

from __future__ import annotations

import sys
import time
from typing import IO, TYPE_CHECKING

from checker.audit.records import Post
from checker.audit.sources import containers
from checker.audit.sources.walk import named
from checker.readers import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.audit.records import Found
    from checker.audit.sources.options import Options

_EVERY = 2.0
_EVERY_IN_LOG = 30.0


def total_bytes(names: Sequence[str], options: Options) -> int:
    """Return the size of all files of an archive, without reading them."""
    total = 0
    for path, _ in named(names, options, (*containers(), *SUFFIXES)):
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


class Progress:
    """Count what goes by and say it from time to time, on one line of a terminal or now and then in a log."""

    def __init__(self, total: int, stream: IO[str] | None = None) -> None:
        self._total = total
        self._stream = stream or sys.stderr
        self._start = self._said = time.monotonic()
        self._read = self._met = self._done = 0

    def reading(self, found: Iterable[Found]) -> Iterator[Found]:
        """Pass on what is found, counting."""
        for item in found:
            self._met += 1
            self._read += len(item.data) if isinstance(item, Post) else 0
            self._tick()
            yield item

    def judged(self, posts: int) -> None:
        """Count posts whose results are on the disk."""
        self._done += posts
        self._tick()

    def line(self) -> str:
        """Return the state in one line."""
        seconds = max(time.monotonic() - self._start, 0.001)
        share = min(self._read / self._total, 0.999) if self._total else 0.0
        remaining = f"about {_clock(seconds * (1 - share) / share)} left" if share > 0.005 else "…"
        rate = f"{self._done / seconds:.1f} posts/s"
        return f"{self._met:,} met, {self._done:,} judged, {rate}, {100 * share:.0f}% read, {remaining}"

    def end(self) -> None:
        """Clear the line."""
        if self._stream.isatty():
            self._stream.write("\r\033[K")

    def _tick(self) -> None:
        now = time.monotonic()
        if now - self._said < (_EVERY if self._stream.isatty() else _EVERY_IN_LOG):
            return
        self._said = now
        self._stream.write(f"\r\033[K{self.line()}" if self._stream.isatty() else f"{self.line()}\n")
        self._stream.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
