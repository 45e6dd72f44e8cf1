"""Ray Data: the same batches, judged by actors on as many machines as the cluster has.

Batches are put down as files below the audit's folder, which every node must see, so that a lost actor's or node's
work can be read again. Actors take half a processor each: a pool that takes all of them would wait for ever for the
tasks that feed it.
"""

from __future__ import annotations

import logging
import os
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.audit.engines.work import THREADS, Batch, Judged, judge, one_thread
from checker.audit.tables import need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.config import Config

_CPUS = 0.5


class Judge:
    """An actor that holds rules and models.

    The configuration comes with each file: arguments of a constructor are lost with the node that held them.
    """

    def __init__(self) -> None:
        one_thread()

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """Return the judged batches of some files of posts."""
        return {"judged": [pickle.dumps(judge(*_read(str(path)))) for path in batch["path"]]}


def run(batches: Iterator[Batch], config: Config, workers: int, scratch: Path) -> Iterator[Judged]:
    """Yield the judged batches in whatever order they are done.

    Uses the cluster of RAY_ADDRESS, or the one this process is connected to; else starts one on this machine.
    """
    spool = scratch / ".tmp-spool"
    shutil.rmtree(spool, ignore_errors=True)
    spool.mkdir(parents=True)
    paths = [_put(spool / f"{number:06}.posts", batch, config) for number, batch in enumerate(batches)]
    try:
        if paths:
            yield from _judged(paths, workers)
    finally:
        shutil.rmtree(spool, ignore_errors=True)


def _judged(paths: list[str], workers: int) -> Iterator[Judged]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray = need("ray", "ray")
    data = need("ray.data", "ray")
    started = not ray.is_initialized()
    if started:
        address = os.environ.get("RAY_ADDRESS")
        environment = {"env_vars": dict.fromkeys(THREADS, "1")}
        own = {} if address else {"num_cpus": workers}
        ray.init(address, include_dashboard=False, logging_level=logging.ERROR, runtime_env=environment, **own)
    data.DataContext.get_current().enable_progress_bars = False
    try:
        # One file is one block; otherwise a small archive is a single block and one actor does everything.
        found = data.from_items([{"path": path} for path in paths], override_num_blocks=len(paths)).map_batches(
            Judge,
            batch_size=1,
            num_cpus=_CPUS,
            compute=data.ActorPoolStrategy(size=workers),
        )
        for row in found.iter_rows():
            yield pickle.loads(row["judged"])  # noqa: S301 written by our own actor
    finally:
        if started:
            ray.shutdown()


def _put(path: Path, batch: Batch, config: Config) -> str:
    path.write_bytes(pickle.dumps((batch, config)))
    return str(path.resolve())


def _read(path: str) -> tuple[Batch, Config]:
    found: tuple[Batch, Config] = pickle.loads(Path(path).read_bytes())  # noqa: S301 our own file
    return found
