"""How fast the rules are, against proselint on the same text in one run: `python tests/bench/speed.py [FILE…]`.

Prints words per second of CPU on one core (models are not used), cold start, and peak memory. Without
files the sample article is repeated to about 40,000 words.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "sample" / "evening-drops.md"
WORDS = 40_000


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the least CPU time of a few rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def cold_start() -> float:
    """Return the CPU time of `checker review --no-models` on the sample, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "checker", "review", "--no-models", str(SAMPLE)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    # One core: a second BLAS thread would be counted as CPU time of its own.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files
    texts = [file.read_text(encoding="utf-8") for file in files] or [SAMPLE.read_text(encoding="utf-8")]
    while not files and sum(len(text.split()) for text in texts) < WORDS:
        texts.append(texts[0])
    words = sum(len(text.split()) for text in texts)
    start = min(cold_start() for _ in range(3))

    from checker.config import Config
    from checker.pipeline import Engine, review
    from checker.readers import read

    engine = Engine(Config(models=False))
    documents = [read(text.encode(), "bench", suffix=".txt") for text in texts]
    review(documents[0], engine)
    ours = words / cpu(lambda: [review(document, engine) for document in documents])
    sys.stdout.write(f"{words:,} words, one core, {os.cpu_count()} present\n")
    sys.stdout.write(f"checker, rules only   {ours:10,.0f} words/s\n")
    sys.stdout.write(
        f"proselint             {words / cpu(lambda: [proselint(text) for text in texts], 1):10,.0f} words/s\n"
    )
    sys.stdout.write(f"cold start            {start:10.2f} s of CPU\n")
    sys.stdout.write(f"peak memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10,.0f} MB\n")


def proselint(text: str) -> object:
    """Run proselint's checks on a text, whatever its version calls them."""
    try:
        from proselint.tools import lint
    except ImportError:
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile

        registry = CheckRegistry()
        if not registry.checks:
            from proselint.checks import __register__

            registry.register_many(__register__)
        return LintFile("bench", text).lint()
    return lint(text)


if __name__ == "__main__":
    main()
