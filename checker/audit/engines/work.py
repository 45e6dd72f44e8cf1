"""What a worker of any engine does: load the rules and models once, judge batches, give back rows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.audit.judge import Task, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.audit.tables import Rows
    from checker.config import Config
    from checker.pipeline import Engine

Batch = tuple[Task, ...]

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Judged:
    """The digests of a batch and what was found in its posts."""

    digests: tuple[str, ...]
    rows: Rows


_HELD: dict[str, Engine] = {}


def one_thread() -> None:
    """Keep the matrix library of this process and its children to one thread: the processes are the threads."""
    for name in THREADS:
        os.environ.setdefault(name, "1")


def prepare(config: Config) -> None:
    """Load rules and models, so that the first post waits no longer than the others."""
    from checker.pipeline import Engine

    if config.sha256 not in _HELD:
        engine = _HELD[config.sha256] = Engine(config)
        _ = engine.overstatement, engine.axes, engine.omissions


def judge(batch: Sequence[Task], config: Config) -> Judged:
    """Return the rows of a batch."""
    prepare(config)
    return Judged(tuple(task.digest for task in batch), judged(batch, _HELD[config.sha256]))
