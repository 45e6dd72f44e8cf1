"""The open texts and the work on them: rules at once, the whole article after a pause, what is stale stopped."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.lsp.incremental import Memory
from checker.lsp.reading import Text, Whole, rules_review, whole_review
from checker.lsp.settings import Settings, config_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.lsp.buffer import Buffer
    from checker.lsp.engines import Engines
    from checker.lsp.moves import Change
    from checker.types import Review

_log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818
    """The text has changed: the work under way is of no use any more."""


@dataclass(eq=False)
class Open:
    """A text that a client has open, and what is known of it."""

    buffer: Buffer
    path: str
    memory: Memory | None = None
    review: Review | None = None
    """The newest review, of `reviewed`."""
    reviewed: Buffer | None = None
    complete: bool = False
    """Whether `review` is of the whole article rather than of its rules alone."""
    whole: Whole | None = None
    changes: list[Change] = field(default_factory=list)
    """Since the text of `whole`."""
    error: str = ""
    """Why the text is not reviewed."""
    stop: Event = field(default_factory=Event)
    work: asyncio.Task[None] | None = None
    rules_done: asyncio.Event = field(default_factory=asyncio.Event)
    whole_done: asyncio.Event = field(default_factory=asyncio.Event)


class Desk:
    """All open texts. Reviews run in two threads of their own; everything else on the event loop."""

    def __init__(self, publish: Callable[[Open], None], engines: Engines) -> None:
        self.texts: dict[str, Open] = {}
        self.settings = Settings()
        self.engines = engines
        self._publish = publish
        self._rules = ThreadPoolExecutor(1, "checker-rules")
        self._whole = ThreadPoolExecutor(1, "checker-whole")

    def put(self, buffer: Buffer, path: str) -> None:
        """Take a text onto the desk and begin to read it."""
        self.drop(buffer.uri)
        text = self.texts[buffer.uri] = Open(buffer, path)
        self._begin(text)

    def change(self, buffer: Buffer, changes: list[Change]) -> None:
        """Replace a text by a newer version of it."""
        text = self.texts[buffer.uri]
        text.buffer = buffer
        text.changes += changes
        self._begin(text)

    def drop(self, uri: str) -> None:
        """Take a text off the desk."""
        if text := self.texts.pop(uri, None):
            self._halt(text)

    def again(self) -> None:
        """Read every text anew, as after a change of configuration or ledger."""
        for text in self.texts.values():
            self._begin(text)

    def close(self) -> None:
        """Stop all work."""
        for uri in list(self.texts):
            self.drop(uri)
        for pool in (self._rules, self._whole):
            pool.shutdown(wait=False, cancel_futures=True)

    def _halt(self, text: Open) -> None:
        text.stop.set()
        if text.work:
            text.work.cancel()

    def _begin(self, text: Open) -> None:
        self._halt(text)
        text.stop = Event()
        text.rules_done.clear()
        text.whole_done.clear()
        text.work = asyncio.get_running_loop().create_task(self._read(text, text.buffer, text.stop))
        text.work.add_done_callback(_reported)

    async def _read(self, text: Open, buffer: Buffer, stop: Event) -> None:
        try:
            await self._both(text, buffer, stop)
        except CheckerError as error:
            _log.warning("%s", error)
            text.review, text.error = None, str(error)
            self._tell(text, buffer)
        except Stopped:
            return
        finally:
            if text.stop is stop:
                # Whatever happened, nobody waits for it any longer.
                text.rules_done.set()
                text.whole_done.set()

    async def _both(self, text: Open, buffer: Buffer, stop: Event) -> None:
        if len(buffer.text) > self.settings.max_length:
            text.review, text.whole, text.memory = None, None, None
            text.error = _too_long(len(buffer.text), self.settings.max_length)
            self._tell(text, buffer)
            return
        loop = asyncio.get_running_loop()
        source = Text(buffer.text, text.path, buffer.language)
        memory = await loop.run_in_executor(self._rules, self._memory, text)
        changes = tuple(text.changes)

        def check() -> None:
            if stop.is_set():
                raise Stopped

        def rules() -> Review:
            check()
            whole = text.whole.moved(changes, buffer.text) if text.whole else None
            return rules_review(source, memory, whole, check)

        text.review, text.complete, text.error = await loop.run_in_executor(self._rules, rules), False, ""
        self._tell(text, buffer)
        await asyncio.sleep(self.settings.delay)
        review, whole = await loop.run_in_executor(self._whole, whole_review, source, memory, check)
        text.review, text.whole, text.complete = review, whole, True
        text.changes.clear()
        self._tell(text, buffer)

    def _tell(self, text: Open, buffer: Buffer) -> None:
        text.reviewed = buffer
        text.rules_done.set()
        self._publish(text)

    def _memory(self, text: Open) -> Memory:
        engine = self.engines.of(config_of(text.path, self.settings))
        if text.memory is None or text.memory.engine is not engine:
            text.memory, text.whole = Memory(engine), None
        return text.memory


def _too_long(length: int, limit: int) -> str:
    return (
        f"This text is too long to be reviewed while you write ({length:,} characters; limit {limit:,}). "
        "Run `checker review` on it, or raise the setting checker.maxLength."
    )


def _reported(task: asyncio.Task[None]) -> None:
    """Log what went wrong in a task, so that a fault in one review leaves the server running."""
    if not task.cancelled() and (error := task.exception()):
        _log.error("a review failed", exc_info=error)
