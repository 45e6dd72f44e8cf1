"""`checker evaluate`: score the project's own corpus, and real annotated text where it lies beside the project."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from checker import evaluate, resources
from checker.commands.review import add_models, add_selection, configured

if TYPE_CHECKING:
    import argparse

    from checker.evaluate.figures import Table

REGRESSION = 1


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("evaluate", help="score checker on annotated text", description=__doc__)
    names = evaluate.names()
    parser.add_argument("set", nargs="?", choices=names, default="articles")
    parser.add_argument("--set", dest="set_", choices=names, help="the same as the positional argument")
    parser.add_argument("--part", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("-f", "--format", choices=("table", "json"), default="table")
    parser.add_argument(
        "--record", action="store_true", help="keep the result as the run to compare with, and refresh docs/"
    )
    parser.add_argument(
        "--results",
        type=Path,
        metavar="DIR",
        help="where recorded runs lie, if not in corpus/results; docs/ and rules/ are left alone",
    )
    add_models(parser)
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure, print, compare with the recorded run; 1 on a regression beyond the interval."""
    from checker.evaluate import results
    from checker.pipeline import Engine

    name, part = args.set_ or args.set, args.part
    publish = args.record and args.results is None
    table = (evaluate.record if publish else evaluate.measure)(name, part, Engine(configured(args)))
    file = (args.results or results.folder()) / f"{name}-{part}.json"
    before = results.read(file)
    sys.stdout.write(_json(name, part, table) if args.format == "json" else _text(name, part, table, before))
    worse = results.regressions(table, before)
    for key in worse:
        sys.stderr.write(f"checker: regression: {key} {before[key].value:.3f} -> {table[key].value:.3f}\n")
    if args.record:
        results.write(file, table)
    if publish:
        _publish(name, part, table)
    return REGRESSION if worse and not args.record else 0


def _json(name: str, part: str, table: Table) -> str:
    figures = {key: asdict(figure) for key, figure in table.items()}
    return json.dumps({"set": name, "part": part, "figures": figures}, indent=1) + "\n"


def _text(name: str, part: str, table: Table, before: Table) -> str:
    from checker.evaluate import plot, show

    return show.shown(f"{name}, {part}", table, before) + plot.bars(table)


def _publish(name: str, part: str, table: Table) -> None:
    from checker.evaluate import page, plot

    docs = resources.root() / "docs"
    if name == "calibration":
        picture = plot.svg(table, f"Reliability on {part}")
        (docs / f"reliability-{part}.svg").write_text(picture, encoding="utf-8")
    page.refresh(docs / "evaluation.md")
