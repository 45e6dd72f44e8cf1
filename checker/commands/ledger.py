"""`checker ledger`: list what was accepted, drop what no longer holds, print a sheet to sign."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker import ledger, signoff
from checker.commands.review import UNREADABLE, add_selection, configured, results
from checker.types import InputError

if TYPE_CHECKING:
    import argparse

    from checker.ledger import Ledger


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("ledger", help="list, prune or print what was accepted", description=__doc__)
    parser.add_argument("action", choices=("list", "prune", "sheet"))
    parser.add_argument(
        "paths", nargs="*", metavar="ARTICLE", help="prune: where accepted findings may be (default: their files)"
    )
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what is asked with the ledger of this folder."""
    first = Path(args.paths[0]) if args.paths else Path.cwd()
    book = ledger.load(ledger.home(first))
    if args.action == "prune":
        return _prune(args, book)
    write = signoff.listed if args.action == "list" else signoff.sheet
    sys.stdout.write(write(book, ledger.today_utc()))
    return 0


def _prune(args: argparse.Namespace, book: Ledger) -> int:
    """Keep the entries whose finding is still there and whose time is not over; unread files keep theirs."""
    from checker.inputs import expand
    from checker.pipeline import Engine

    files = sorted({str(book.folder / entry.file) for entry in book.entries if entry.file})
    paths = args.paths or [file for file in files if Path(file).exists()]
    found = list(results(expand(paths, None), Engine(configured(args))))
    reviews = [review for review in found if not isinstance(review, InputError)]
    present = {(f.rule, f.fingerprint) for r in reviews for f in (*r.findings, *(s.finding for s in r.suppressed))}
    seen = {book.relative(review.document.uri) for review in reviews}
    gone = {entry.file for entry in book.entries if not (book.folder / entry.file).exists()}
    today = ledger.today_utc()
    kept = [
        entry
        for entry in book.entries
        if not entry.expired(today) and (entry.key in present or entry.file not in seen | gone)
    ]
    if len(kept) < len(book.entries):
        book._replace(entries=tuple(kept)).save()
    sys.stdout.write(f"{len(book.entries) - len(kept)} dropped, {len(kept)} kept in {book.file}\n")
    unread = [error for error in found if isinstance(error, InputError)]
    sys.stderr.writelines(f"checker: {error.error}\n" for error in unread)
    return UNREADABLE if unread else 0
