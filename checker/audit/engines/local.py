"""A pool of processes on this machine, with a bounded queue, so that memory stays flat."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from checker.audit.engines.work import Batch, Judged, judge, one_thread, prepare
from checker.audit.tables import empty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from checker.config import Config

_QUEUE = 2
"""Batches waiting for each worker."""
_TASKS = 250
"""Batches after which a worker makes room for a fresh one: word tables of the language pipeline only grow."""


def run(batches: Iterator[Batch], config: Config, workers: int, _scratch: Path) -> Iterator[Judged]:
    """Yield the judged batches in order. A worker that dies takes no post with it: its batch is given again.

    Without workers the batches are judged in this process.
    """
    if not workers:
        yield from (judge(batch, config) for batch in batches)
        return
    one_thread()
    waiting: deque[Batch] = deque()
    pool = _pool(config, workers)
    try:
        running: deque[tuple[Batch, Future[Judged]]] = deque()
        while True:
            while len(running) < workers * _QUEUE and (batch := _next(waiting, batches)):
                running.append((batch, pool.submit(judge, batch, config)))
            if not running:
                return
            batch, future = running.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(config, workers)
                waiting.extendleft(reversed([again for again, _ in running]))
                running.clear()
                yield from _alone(batch, config)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next(waiting: deque[Batch], batches: Iterator[Batch]) -> Batch | None:
    return waiting.popleft() if waiting else next(batches, None)


def _pool(config: Config, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=prepare,
        initargs=(config,),
        max_tasks_per_child=_TASKS,
    )


def _alone(batch: Batch, config: Config) -> Iterator[Judged]:
    """Judge the posts of a batch that ended a worker one by one, twice each, and name the one that ends it."""
    for task in batch:
        for _ in range(2):
            with _pool(config, 1) as pool:
                try:
                    yield pool.submit(judge, (task,), config).result()
                    break
                except BrokenProcessPool:
                    continue
        else:
            error = "{uri}: judging it ended the worker, twice (memory?); left out. Please report it with the post"
            yield Judged((task.digest,), {**empty(), "errors": [{"digest": task.digest, "error": error}]})
