"""`checker evaluate`: score the project's own corpus, and real annotated text where it lies beside the project."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from checker import resources
from checker.commands.review import add_models, add_selection, configured
from checker.errors import ConfigError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from checker.evaluate import Figure, Table

_SETS = ("annotated", "articles", "claims", "contradictions", "trusted")
REGRESSION = 1


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("evaluate", help="score checker on annotated text", description=__doc__)
    parser.add_argument("set", nargs="?", choices=_SETS, default="articles")
    parser.add_argument("--set", dest="set_", choices=_SETS, help="the same as the positional argument")
    parser.add_argument("--part", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("-f", "--format", choices=("table", "json"), default="table")
    parser.add_argument(
        "--record", action="store_true", help="keep the result in corpus/results as the run to compare with"
    )
    add_models(parser)
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure, print, compare with the recorded run; 1 on a regression beyond the interval."""
    from checker.evaluate import SETS
    from checker.pipeline import Engine

    name = args.set_ or args.set
    table = SETS[name](args.part, Engine(configured(args)))
    file = resources.root() / "corpus" / "results" / f"{name}-{args.part}.json"
    before = _recorded(file)
    if args.format == "json":
        shown = {key: asdict(figure) for key, figure in table.items()}
        sys.stdout.write(json.dumps({"set": name, "part": args.part, "figures": shown}, indent=1) + "\n")
    else:
        sys.stdout.write(_rendered(name, args.part, table, before))
    worse = [key for key in table if key in before and _regressed(key, table[key], before[key])]
    for key in worse:
        sys.stderr.write(f"checker: regression: {key} {before[key]:.3f} -> {table[key].value:.3f}\n")
    if args.record:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            json.dumps({key: round(figure.value, 4) for key, figure in table.items()}, indent=1) + "\n",
            encoding="utf-8",
        )
        return 0
    return REGRESSION if worse else 0


def _recorded(file: Path) -> dict[str, float]:
    if not file.exists():
        return {}
    try:
        return {key: float(value) for key, value in json.loads(file.read_text(encoding="utf-8")).items()}
    except (ValueError, AttributeError) as error:
        raise ConfigError(f"{file}: not a recorded result ({error}); delete it and run with --record") from error


def _regressed(key: str, now: Figure, before: float) -> bool:
    """Return whether a figure with an interval has got worse beyond it."""
    if now.low == now.high:
        return False
    lower_is_better = any(word in key for word in ("hit", "per 1,000", "per 10", "error", "flagged"))
    return before < now.low if lower_is_better else before > now.high


def _rendered(name: str, part: str, table: Table, before: dict[str, float]) -> str:
    from rich import box
    from rich.table import Table as RichTable

    from checker.rulebook import rendered

    shown = RichTable(
        "figure",
        "value",
        "95% interval",
        "cases",
        "before",
        box=box.SIMPLE,
        title=f"{name}, {part}",
        pad_edge=False,
    )
    for key, figure in table.items():
        interval = f"{figure.low:.3f}–{figure.high:.3f}" if figure.low != figure.high else ""
        shown.add_row(
            key,
            f"{figure.value:.3f}",
            interval,
            str(figure.count),
            f"{before[key]:.3f}" if key in before else "",
        )
    return rendered(shown, None)
