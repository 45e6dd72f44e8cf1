"""`checker audit`: audit an archive of posts; show, verify, decide on and fix what was found.

checker audit ARCHIVE… --out DIR     checker audit show DIR       checker audit cards DIR --minutes 30
checker audit verify DIR             checker audit fix DIR --card N --dry-run
checker audit accept DIR --card N --reason "…"                    checker audit reopen DIR --card N
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands.review import add_selection, configured
from checker.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

UNREADABLE = 3


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser(
        "audit",
        help="audit an archive of posts",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="ARCHIVE",
        help="folder, glob, WXR, RSS, Atom, WARC, WACZ, JSONL, Parquet; or a verb",
    )
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="where the audit is kept")
    _add_run(parser)
    _add_decide(parser)
    add_selection(parser)
    parser.set_defaults(run=run)


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--files-from", default="", metavar="FILE", help="a list of files, one a line")
    parser.add_argument("--text-column", default="", metavar="NAME", help="column of JSONL or Parquet with the text")
    parser.add_argument("--engine", choices=("local", "ray"), default="local", help="what runs it (default: local)")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes or actors; 0: this process"
    )
    parser.add_argument("--no-models", action="store_true", help="rules only: faster, finds less")
    parser.add_argument("--since", type=Path, metavar="DIR", help="an earlier audit: show new, fixed, remaining")
    parser.add_argument("--views", type=Path, metavar="CSV", help="page views (url, views): how far a post reaches")


def _add_decide(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--card", type=int, metavar="N", help="for fix, accept and reopen")
    parser.add_argument("--minutes", type=float, metavar="M", help="for cards: what fits, most worthwhile first")
    parser.add_argument("--reason", default="", help="for accept: why it is fine")
    parser.add_argument("--replace", metavar="TEXT", help="for fix: the words to put in the place of the quote")
    parser.add_argument("--dry-run", action="store_true", help="for fix and accept: print the patch, change nothing")
    parser.add_argument("--in-text", action="store_true", help="for accept: also as a comment in the sources")


def run(args: argparse.Namespace) -> int:
    """Run a verb on a finished audit, or audit an archive."""
    from checker.audit import verbs

    known: dict[str, Callable[[argparse.Namespace, Path], int]] = verbs.VERBS
    if args.paths and args.paths[0] in known:
        if len(args.paths) != 2:
            raise ConfigError(f"checker audit {args.paths[0]} takes one folder, that of a finished audit")
        return known[args.paths[0]](args, Path(args.paths[1]))
    return _audit(args)


def _audit(args: argparse.Namespace) -> int:
    from checker.audit import outputs, verbs
    from checker.audit import run as audits
    from checker.audit.sources import Options
    from checker.pipeline import Engine

    if not args.out:
        raise ConfigError("give --out DIR, the folder in which the audit is kept")
    if not args.paths and not args.files_from:
        raise ConfigError("name an archive: a folder, an export, a feed, a web archive, or --files-from FILE")
    if args.workers < 0:
        raise ConfigError(f"--workers {args.workers}: a number of processes; 0 works in this one")
    options = Options(args.text_column, args.files_from)
    plan = audits.Plan(args.paths, args.out, options, args.engine, args.workers)
    audits.audit(plan, Engine(configured(args)))
    outputs.write(args.out, previous=args.since, views=args.views)
    return verbs.closing(args.out, args.since)
