"""`checker accept`: write findings of an article into the ledger, with a reason."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker import ledger
from checker.commands.review import add_selection, configured
from checker.errors import ConfigError, ReadError
from checker.signature import expiry, owner

if TYPE_CHECKING:
    import argparse

    from checker.types import Finding, Review


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("accept", help="accept findings, with a reason", description=__doc__)
    parser.add_argument("paths", nargs=1, metavar="ARTICLE", help="the article")
    parser.add_argument("--line", type=int, metavar="N", help="findings that begin on this line")
    parser.add_argument("--rule", metavar="ID", help="findings of this rule")
    parser.add_argument("--fingerprint", metavar="F", help="the finding of this fingerprint (see --format json)")
    parser.add_argument("--reason", required=True, help="why it may stay")
    add_signature(parser)
    add_selection(parser)
    parser.set_defaults(run=run)


def add_signature(parser: argparse.ArgumentParser) -> None:
    """Add who accepts and until when."""
    parser.add_argument("--owner", help="who accepts it (default: git's user.name, else the login name)")
    parser.add_argument("--expires", metavar="WHEN", help="a date such as 2027-05-24, or days such as 90d")


def run(args: argparse.Namespace) -> int:
    """Review the article, pick the findings, write the ledger."""
    if not args.reason.strip():
        raise ConfigError("--reason is empty; say why the finding may stay")
    if args.line is None and args.rule is None and args.fingerprint is None:
        raise ConfigError("say which finding: --line, --rule or --fingerprint")
    review = reviewed(args)
    chosen = [finding for finding in review.findings if _chosen(args, review, finding)]
    if not chosen:
        raise ConfigError(f"{review.document.uri}: no finding there; `checker review` lists them")
    written = record(args, [(review, chosen)])
    for finding in chosen:
        sys.stdout.write(f"accepted {finding.rule} “{' '.join(finding.place.quote.split())}”\n")
    sys.stdout.write(f"in {written}\n")
    return 0


def reviewed(args: argparse.Namespace) -> Review:
    """Return the review of the article named on the command line.

    Raises:
        ReadError: it cannot be read.
    """
    from checker.inputs import read_file
    from checker.pipeline import Engine, review

    path = Path(args.paths[0])
    if path.is_dir():
        raise ReadError(f"{path}: is a folder; name an article, or use `checker baseline` for all that is in it")
    return review(read_file(path), Engine(configured(args)))


def _chosen(args: argparse.Namespace, review: Review, finding: Finding) -> bool:
    line, _ = review.document.position(finding.place.span.start)
    wanted = ((args.line, line), (args.rule, finding.rule), (args.fingerprint, finding.fingerprint))
    return all(given is None or given == actual for given, actual in wanted)


def record(args: argparse.Namespace, reviews: list[tuple[Review, list[Finding]]]) -> Path:
    """Write findings into the ledger of the first path and return its file."""
    book = ledger.load(ledger.home(Path(args.paths[0])))
    given = {"reason": args.reason.strip(), "owner": args.owner or owner(), "expires": expiry(args.expires)}
    entries = [ledger.entry_for(book, review.document, f, **given) for review, found in reviews for f in found]
    book.with_entries(entries).save()
    return book.file
