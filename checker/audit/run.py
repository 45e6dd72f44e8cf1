"""The order of an audit: list, judge what is new, finish the tables, write the manifest, report."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from checker.audit import disk, finish, listing, manifest, shards
from checker.audit.progress import Progress, total_bytes
from checker.audit.sources import Options, found
from checker.audit.tables import JUDGED, need

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checker.audit.manifest import Manifest
    from checker.pipeline import Engine

ENGINES = ("local", "ray")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to audit and how."""

    names: Sequence[str]
    out: Path
    options: Options = field(default_factory=Options)
    engine: str = "local"
    workers: int = 2


def audit(plan: Plan, engine: Engine) -> Manifest:
    """Audit an archive into `plan.out`; started again after any interruption it goes on where it was.

    Raises:
        AuditError: another audit writes there, or the disk is full.
        ConfigError: a package of the extra is missing.
    """
    for package in ("pyarrow", "duckdb", "fastwarc", "datasketch"):
        need(package)
    with disk.lock(plan.out), disk.telling(plan.out):
        disk.sweep(plan.out)
        _forget_unfinished(plan.out)
        return _audit(plan, engine)


def _audit(plan: Plan, engine: Engine) -> Manifest:
    identity = manifest.identity(engine.tool)
    work = shards.folder(plan.out, identity)
    work.mkdir(parents=True, exist_ok=True)
    disk.sweep(work)
    before = manifest.read(plan.out)
    sources = [work, *([before.tables] if before and before.identity == identity else [])]
    listed = work / f"{disk.TEMPORARY}listed.parquet"
    _judge(plan, engine, work, listed, shards.known(sources))
    tables = plan.out / f"{disk.TEMPORARY}tables"
    shutil.rmtree(tables, ignore_errors=True)
    tables.mkdir()
    finish.tables(tables, listed, {kind: shards.files(sources, kind) for kind in JUDGED}, engine)
    return _publish(plan, engine, tables)


def _judge(plan: Plan, engine: Engine, work: Path, listed: Path, known: set[str]) -> None:
    def seen(digest: str) -> bool:
        if digest in known:
            return True
        known.add(digest)
        return False

    progress = Progress(total_bytes(plan.names, plan.options))
    run = import_module(f"checker.audit.engines.{plan.engine}").run
    stream = progress.reading(found(plan.names, plan.options))
    batches = listing.batches(stream, listed, engine.config, seen)
    for judged in run(batches, engine.config, plan.workers, work):
        shards.commit(work, judged.digests, judged.rows)
        progress.judged(len(judged.digests))
    progress.end()


def _publish(plan: Plan, engine: Engine, tables: Path) -> Manifest:
    record = manifest.make(plan.names, plan.options, engine.tool, tables)
    final = plan.out / record["tables"]
    for path in sorted(tables.rglob("*")):
        disk.sync(path)
    if final.exists():
        shutil.rmtree(tables)
    else:
        tables.rename(final)
        disk.sync(plan.out)
    manifest.write(plan.out, record)
    _forget_unfinished(plan.out)
    shutil.rmtree(plan.out / shards.WORK, ignore_errors=True)
    return manifest.needed(plan.out)


def _forget_unfinished(out: Path) -> None:
    """Remove tables that no manifest names: left by a run that was killed while it finished."""
    current = manifest.read(out)
    for path in out.glob("tables-*"):
        if current is None or path != current.tables:
            shutil.rmtree(path, ignore_errors=True)
