"""Ray gives the same tables as this machine's own processes, also when an actor and a node are killed in mid-job."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

from checker.audit import listing
from checker.audit.run import Plan, audit
from tests.audit.archive import CURE, audited, folder, post

# On a busy machine a node needs longer to start than Ray waits, and polite workers get no turn.
os.environ.setdefault("RAY_raylet_start_wait_time_s", "300")
os.environ.setdefault("RAY_worker_niceness", "0")
ray = pytest.importorskip("ray")

if TYPE_CHECKING:
    from pathlib import Path

    from checker.pipeline import Engine

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return an archive of more than a few batches."""
    texts = {f"{n:03}.md": post(f"Post {n}", CURE, f"Number {n} of many, all about tea and hops.") for n in range(60)}
    return folder(tmp_path / "posts", texts)


def test_ray_gives_the_same_bytes(many: Path, tmp_path: Path, engine: Engine):
    local = audited([many], tmp_path / "local", engine)
    audit(Plan([str(many)], tmp_path / "ray", engine="ray", workers=2), engine)
    assert (tmp_path / "ray" / "manifest.json").read_bytes() == (local / "manifest.json").read_bytes()


def test_an_actor_and_a_node_may_die(many: Path, tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch):
    from ray.cluster_utils import Cluster

    monkeypatch.setattr(listing, "BATCH_POSTS", 2)
    local = audited([many], tmp_path / "local", engine)
    environment = {"env_vars": {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.environ.get("PYTHONPATH", "")}}
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    second = cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, runtime_env=environment, logging_level="ERROR")
    killed: list[str] = []
    try:
        work = tmp_path / "ray" / "work"
        spoiler = threading.Thread(target=_kill, args=(work, cluster, second, killed))
        spoiler.start()
        audit(Plan([str(many)], tmp_path / "ray", engine="ray", workers=2), engine)
        spoiler.join()
    finally:
        ray.shutdown()
        cluster.shutdown()
    assert killed == ["actor", "node"]
    assert (tmp_path / "ray" / "manifest.json").read_bytes() == (local / "manifest.json").read_bytes()


def _kill(work: Path, cluster: object, node: object, killed: list[str]) -> None:
    """Kill one actor once a shard is there, and the second node once a few more are."""
    _wait(work, 1)
    shown = subprocess.run(
        ["pgrep", "-f", "ray::MapWorker", "--parent", _parents(node)], capture_output=True, text=True, check=False
    )
    for pid in shown.stdout.split()[:1]:
        os.kill(int(pid), signal.SIGKILL)
        killed.append("actor")
    _wait(work, 3)
    cluster.remove_node(node, allow_graceful=False)  # type: ignore[attr-defined]
    killed.append("node")


def _parents(node: object) -> str:
    processes = node.all_processes  # type: ignore[attr-defined]
    return ",".join(str(info.process.pid) for infos in processes.values() for info in infos)


def _wait(work: Path, shards: int) -> None:
    until = time.monotonic() + 300
    while len(list(work.glob("*/*/articles.parquet"))) < shards and time.monotonic() < until:
        time.sleep(0.2)
