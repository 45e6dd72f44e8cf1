"""An audit goes on where it was, repeats nothing, and gives the same bytes however it is run."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from checker.audit import disk, manifest, shards
from checker.audit.run import Plan, audit
from checker.errors import AuditError
from tests.audit.archive import CURE, asked, audited, folder, post

if TYPE_CHECKING:
    from pathlib import Path

    from checker.pipeline import Engine


def command(archive: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "checker", "audit", str(archive), "--out", str(out), "--workers", "0", *more]


def test_every_table_is_written_and_every_post_is_in_it_once(finished: Path):
    counts = asked(finished, "SELECT count(*), count(DISTINCT uri), count(*) FILTER (counted) FROM articles")
    assert counts == [(4, 4, 4)]
    assert {path.name for path in manifest.needed(finished).tables.iterdir()} >= {
        "articles", "sentences", "findings", "pairs", "missing", "errors"
    }  # fmt: skip


def test_what_front_matter_says_is_kept(finished: Path):
    row = asked(finished, "SELECT title, author, date, year, tags, language FROM articles WHERE uri LIKE '%2019-a.md'")
    assert row == [("Tea at night", "Marnie Oakes", "2019-10-03", 2019, ["sleep", "herbs"], "")]


def test_unchanged_posts_are_not_judged_again(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch):
    archive = folder(tmp_path / "posts", {f"{n}.md": post(f"Post {n}", CURE, f"Number {n}.") for n in range(3)})
    out = audited([archive], tmp_path / "out", engine)
    folder(archive, {"1.md": post("Post 1", CURE, "Changed."), "0-new.md": post("New", CURE)})
    committed: list[str] = []
    commit = shards.commit
    monkeypatch.setattr(
        shards, "commit", lambda into, digests, rows: (committed.extend(digests), commit(into, digests, rows))
    )
    audited([archive], out, engine)
    assert len(committed) == 2
    assert asked(out, "SELECT count(*), count(DISTINCT digest) FROM articles") == [(4, 4)]


def test_posts_that_are_gone_leave_the_tables(tmp_path: Path, engine: Engine):
    archive = folder(tmp_path / "posts", {f"{n}.md": post(f"Post {n}", CURE, f"Number {n}.") for n in range(2)})
    out = audited([archive], tmp_path / "out", engine)
    (archive / "0.md").unlink()
    audited([archive], out, engine)
    assert asked(out, "SELECT count(*) FROM findings WHERE uri LIKE '%0.md'") == [(0,)]


def test_a_repeat_gives_the_same_bytes(finished: Path, posts: Path, tmp_path: Path, engine: Engine):
    again = audited([posts], tmp_path / "again", engine)
    assert (again / "manifest.json").read_bytes() == (finished / "manifest.json").read_bytes()
    before = (finished / "manifest.json").read_bytes()
    audited([posts], finished, engine)
    assert (finished / "manifest.json").read_bytes() == before


def test_two_processes_give_the_same_bytes_as_one(finished: Path, posts: Path, tmp_path: Path, engine: Engine):
    audit(Plan([str(posts)], tmp_path / "two", workers=2), engine)
    assert (tmp_path / "two" / "manifest.json").read_bytes() == (finished / "manifest.json").read_bytes()


def test_two_audits_do_not_write_into_one_folder(posts: Path, tmp_path: Path, engine: Engine):
    with disk.lock(tmp_path), pytest.raises(AuditError, match=f"process {os.getpid()}"):
        audit(Plan([str(posts)], tmp_path), engine)


def test_exact_and_near_duplicates_are_counted_once(tmp_path: Path, engine: Engine):
    long = [f"Paragraph {n} says a little more of valerian and of the weather in week {n}." for n in range(30)]
    texts = {
        "a.md": post("Tea", CURE, *long),
        "b.md": post("Tea", CURE, *long),
        "c.md": post("Tea", CURE, *long, "One line more."),
        "d.md": post("Other", "Ginger helps against nausea."),
    }
    out = audited([folder(tmp_path / "posts", texts)], tmp_path / "out", engine)
    rows = asked(out, "SELECT parse_filename(uri), parse_filename(duplicate_of), counted FROM articles ORDER BY no")
    assert rows == [("a.md", "", True), ("b.md", "a.md", False), ("c.md", "a.md", False), ("d.md", "", True)]


def test_bad_posts_are_errors_and_the_others_are_done(tmp_path: Path, engine: Engine):
    archive = folder(tmp_path / "posts", {"a.md": post("Tea", CURE)})
    (archive / "b.docx").write_bytes(b"PK\x03\x04 nothing")
    (archive / "c.md").write_bytes(bytes(range(256)) * 40)
    out = audited([archive], tmp_path / "out", engine)
    named = [(uri.rpartition("/")[2], error) for uri, error in asked(out, "SELECT uri, error FROM errors ORDER BY no")]
    assert [name for name, _ in named] == ["b.docx", "c.md"]
    assert all(str(archive) in error for _, error in named)
    assert asked(out, "SELECT state, count(*) FROM articles GROUP BY 1 ORDER BY 1") == [("error", 2), ("reviewed", 1)]


def test_a_pages_wrong_encoding_is_read_as_well_as_it_can_be(tmp_path: Path, engine: Engine):
    archive = folder(tmp_path / "posts", {})
    archive.mkdir(exist_ok=True)
    (archive / "a.md").write_bytes(post("Café", CURE.replace("patient", "“patient”")).encode("cp1252"))
    out = audited([archive], tmp_path / "out", engine)
    assert asked(out, "SELECT title FROM articles") == [("Café",)]


def test_a_full_disk_is_told_and_the_audit_goes_on_once_there_is_room(tmp_path: Path):
    archive = folder(tmp_path / "posts", {f"{n}.md": post(f"Post {n}", CURE, f"Number {n}.") for n in range(20)})
    out = tmp_path / "out"

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    full = subprocess.run(command(archive, out), preexec_fn=small, capture_output=True, text=True, check=False)
    assert full.returncode == 2
    assert "no space is left. Free some and give the same command again" in full.stderr
    done = subprocess.run(command(archive, out), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert asked(out, "SELECT count(*), count(DISTINCT uri) FROM articles") == [(20, 20)]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_at_twenty_random_moments_it_loses_and_doubles_nothing(tmp_path: Path, engine: Engine):
    texts = {f"{n:03}.md": post(f"Post {n}", CURE, f"Number {n} of many, all about tea.") for n in range(160)}
    archive = folder(tmp_path / "posts", texts)
    start = time.monotonic()
    whole = audited([archive], tmp_path / "whole", engine)
    lasted = time.monotonic() - start
    chance = random.Random(7)
    out = tmp_path / "out"
    killed = 0
    for _ in range(20):
        # A fork has rules and words loaded, so that it is killed while it judges and writes, not while it starts.
        run = multiprocessing.get_context("fork").Process(target=audited, args=([archive], out, engine))
        run.start()
        run.join(chance.uniform(0.05, 0.6) * lasted)
        if run.is_alive():
            run.kill()
            killed += 1
        run.join()
    assert killed > 5
    audited([archive], out, engine)
    assert json.loads((out / "manifest.json").read_text()) == json.loads((whole / "manifest.json").read_text())
    assert not list(out.glob(f"{disk.TEMPORARY}*"))


@pytest.mark.slow
def test_a_worker_that_is_killed_takes_no_post_with_it(tmp_path: Path, finished: Path, posts: Path):
    more = folder(
        tmp_path / "posts",
        {f"{n:03}.md": post(f"Post {n}", CURE, f"Number {n} of many, all about tea.") for n in range(160)},
    )
    run = subprocess.Popen(
        [*command(more, tmp_path / "out"), "--workers", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    work = tmp_path / "out" / shards.WORK
    while not list(work.glob("*/*/articles.parquet")) and run.poll() is None:
        time.sleep(0.1)
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(run.pid)], capture_output=True, text=True, check=True)
    for pid in children.stdout.split():
        os.kill(int(pid), signal.SIGKILL)
    assert run.wait() == 0
    assert asked(tmp_path / "out", "SELECT count(*), count(DISTINCT uri) FROM articles") == [(160, 160)]
