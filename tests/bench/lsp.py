"""How fast findings follow a keystroke: `python tests/bench/lsp.py [--words 2000] [--edits 200] [--long 1000]`.

Drives `checker lsp` over the real protocol. Prints p50 and p95 from an edit to the diagnostics of its rules and,
after a pause, of the whole article; the server's memory before and after many more edits; and what of the time
the server itself was on the processor, since a busy machine tells on all other figures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
SAMPLE = ROOT / "corpus" / "sample" / "evening-drops.md"
URI = "file:///bench/article.md"
SECTIONS = ("the trial", "its history", "what users say", "the cost", "safety", "the dose", "the shop", "the law")


def article(words: int) -> str:
    """Return an article of about this length, made of the sample's paragraphs, each told apart by a few words."""
    paragraphs = SAMPLE.read_text(encoding="utf-8").split("---\n", 2)[2].replace("Leave a Reply", "").split("\n\n")
    text, number = ["# Valerian drops"], 0
    while sum(len(part.split()) for part in text) < words:
        number += 1
        text.append(f"## More on {SECTIONS[number % len(SECTIONS)]}, part {number}")
        text += [f"{part} So much for point {number}." for part in paragraphs[2:] if not part.startswith("#")]
    return "\n\n".join(text) + "\n"


def memory(pid: int) -> float:
    """Return a process's resident memory in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def processor(pid: int) -> float:
    """Return a process's processor time in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def shown(name: str, times: list[float]) -> str:
    """Return a line with the median and the 95th percentile in milliseconds."""
    p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return f"{name:42} p50 {1000 * statistics.median(times):7.0f} ms   p95 {1000 * p95:7.0f} ms   n {len(times)}\n"


async def measure(args: argparse.Namespace) -> None:
    """Type, wait, print."""
    from tests.lsp.editor import connect

    editor = await connect("neovim", options={"delay": 1_000})
    pid = editor.client._server.pid
    rnd = random.Random(1)
    editor.open(URI, article(args.words))
    start = time.perf_counter()
    await editor.settled(URI)
    sys.stdout.write(
        f"{len(editor.texts[URI].split()):,} words; first whole review {time.perf_counter() - start:.1f} s\n"
    )
    # While keys are counted no whole reading may begin, as it would where a busy machine stalls the typist.
    await pause(editor, 60_000)
    used = processor(pid)
    rules = [await keystroke(editor, rnd) for _ in range(args.edits)]
    cost = (processor(pid) - used) / args.edits
    whole = []
    await pause(editor, 400)
    for _ in range(args.whole):
        await keystroke(editor, rnd)
        start = time.perf_counter()
        await editor.settled(URI)
        whole.append(time.perf_counter() - start - 0.4)
    sys.stdout.write(shown("keystroke to rule diagnostics", rules))
    sys.stdout.write(shown("pause of 400 ms to whole-article diagnostics", whole))
    sys.stdout.write(f"processor time a keystroke{'':26} {1000 * cost:7.0f} ms\n")
    before = memory(pid)
    for _ in range(args.long):
        await keystroke(editor, rnd)
    await editor.settled(URI)
    sys.stdout.write(
        f"memory after {args.edits + args.whole} edits {before:.0f} MB, after {args.long} more {memory(pid):.0f} MB\n"
    )
    await editor.stop()


async def pause(editor, milliseconds: int) -> None:
    """Set after how long without typing the whole article is read."""
    from lsprotocol import types

    settings = {"checker": {"delay": milliseconds}}
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    editor.replace(URI, (0, 0, ""))
    await editor.settled(URI, rules=True)


async def keystroke(editor, rnd: random.Random) -> float:
    """Type a letter, or delete one, in some word; return the seconds until rules have answered."""
    text = editor.texts[URI]
    at = rnd.randrange(len(text) // 10, len(text) - 1)
    while not text[at].isalpha():
        at = rnd.randrange(len(text) // 10, len(text) - 1)
    edit = (at, at, rnd.choice("aeinrst ")) if rnd.random() < 0.7 else (at, at + 1, "")
    start = time.perf_counter()
    editor.replace(URI, edit)
    await editor.settled(URI, rules=True)
    return time.perf_counter() - start


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=2_000)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--whole", type=int, default=20)
    parser.add_argument("--long", type=int, default=1_000)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
