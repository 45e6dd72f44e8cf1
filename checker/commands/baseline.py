"""`checker baseline`: accept everything that articles have today, so that only new and changed findings count."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker import ledger
from checker.commands.accept import add_signature, record
from checker.commands.review import UNREADABLE, add_selection, configured, results
from checker.types import InputError

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("baseline", help="accept all that is found today", description=__doc__)
    parser.add_argument("paths", nargs="+", metavar="ARTICLE", help="file, folder or glob")
    parser.add_argument("--reason", help="why it may stay (default: baseline and today's date)")
    add_signature(parser)
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Review the articles and write all their findings into the ledger."""
    from checker.inputs import expand
    from checker.pipeline import Engine

    args.reason = args.reason or f"baseline {ledger.today_utc()}"
    found = list(results(expand(args.paths, None), Engine(configured(args))))
    reviews = [review for review in found if not isinstance(review, InputError)]
    written = record(args, [(review, list(review.findings)) for review in reviews])
    number = sum(len(review.findings) for review in reviews)
    sys.stdout.write(f"accepted {number} findings of {len(reviews)} articles in {written}\n")
    unread = [error for error in found if isinstance(error, InputError)]
    sys.stderr.writelines(f"checker: {error.error}\n" for error in unread)
    return UNREADABLE if unread else 0
