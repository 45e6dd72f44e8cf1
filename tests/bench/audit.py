"""How fast an audit is and how much memory it takes: `python tests/bench/audit.py TEXTS… [--posts N…] [--workers N…]`.

TEXTS are files or folders of real posts; posts of about 800 words are made by drawing their sentences at random, so
that each post is new and its sentences are real. Prints, for each size and number of processes: posts and words a
second, CPU seconds, the highest memory of all processes together, and the size of the result.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
WORDS = 800


def sentences(names: list[Path]) -> list[str]:
    """Return the sentences of real posts, as their readers split them."""
    from checker.audit.records import Post
    from checker.audit.sources import found
    from checker.parse import split_sentences
    from checker.readers import read

    texts: list[str] = []
    for item in found([str(name) for name in names]):
        if isinstance(item, Post):
            texts += [
                s.text
                for s in split_sentences(read(item.data, item.uri, suffix=item.suffix))
                if 4 < len(s.text.split()) < 60
            ]
    return texts


def write(file: Path, pool: list[str], posts: int, length: int) -> int:
    """Write posts as JSON Lines and return their words."""
    chance = random.Random(posts)
    words = 0
    with file.open("w", encoding="utf-8") as stream:
        for number in range(posts):
            chosen: list[str] = []
            count = 0
            while count < length:
                chosen.append(chance.choice(pool))
                count += len(chosen[-1].split())
            paragraphs = [" ".join(chosen[at : at + 5]) for at in range(0, len(chosen), 5)]
            year = 2006 + number % 20
            row = {"title": f"Post {number}", "date": f"{year}-03-04", "text": "\n\n".join(paragraphs)}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            words += count
    return words


def memory(pid: int) -> int:
    """Return the proportional memory of a process and its descendants, in bytes."""
    total = 0
    for one in descendants(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    return total


def descendants(pid: int) -> Iterator[int]:
    """Yield a process and those below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from descendants(int(child))


def run(archive: Path, out: Path, workers: int, more: list[str]) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak memory in MB of one audit."""
    command = [
        sys.executable,
        "-m",
        "checker",
        "audit",
        str(archive),
        "--out",
        str(out),
        "--workers",
        str(workers),
        *more,
    ]
    before, start = os.times(), time.monotonic()
    peak = 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.5):
            peak = max(peak, memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    done.set()
    watcher.join()
    if status:
        raise SystemExit(f"the audit ended with {status}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.monotonic() - start, cpu, peak / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--posts", nargs="+", type=int, default=[1000, 10_000])
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--words", type=int, default=WORDS, help="words of a post")
    parser.add_argument("--models", action="store_true", help="with models, where the checker has them")
    args = parser.parse_args()
    pool = sentences(args.texts)
    print(f"{len(set(pool)):,} distinct sentences", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        for posts in args.posts:
            archive = Path(folder, f"{posts}.jsonl")
            words = write(archive, pool, posts, args.words)
            for workers in args.workers:
                out = Path(folder, f"out-{posts}-{workers}")
                wall, cpu, peak = run(archive, out, workers, [] if args.models else ["--no-models"])
                size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) / 1e6
                rate = (
                    f"{posts / wall:.1f} posts/s, {words / wall:,.0f} words/s, {words / cpu:,.0f} words per CPU second"
                )
                line = f"{posts:,} posts, {workers} processes: {wall:.0f} s; {rate}; {peak:.0f} MB at most; {size:.0f} MB out"
                print(line, flush=True)  # noqa: T201
                shutil.rmtree(out)
            archive.unlink()


if __name__ == "__main__":
    main()
