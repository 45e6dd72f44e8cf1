"""`checker nli`: entailment, neutral or contradiction for pairs of sentences, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.commands.review import add_models, add_selection, configured
from checker.errors import ModelError
from checker.jsonl import in_chunks, read_rows, write_rows
from checker.pair_model import LABELS

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("nli", help="score pairs of sentences", description=__doc__)
    parser.add_argument("file", metavar="PAIRS.jsonl", help="rows with premise and hypothesis; - reads standard input")
    add_models(parser)
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score the rows in order and print them."""
    from checker.pipeline import Engine

    model = Engine(configured(args)).nli
    if model is None:
        raise ModelError("No sentence-pair model is installed. Install checker again, or name one with --nli-model.")
    for chunk in in_chunks(read_rows(args.file, ("premise", "hypothesis"))):
        found = model.score([(row["premise"], row["hypothesis"]) for row in chunk])
        write_rows({**row, **dict(zip(LABELS, found[row["premise"], row["hypothesis"]], strict=True))} for row in chunk)
    return 0
