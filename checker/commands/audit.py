"""`checker audit`: audit an archive of posts; show, verify, decide on and fix what was found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands.review import add_selection, configured
from checker.errors import ConfigError

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("audit", help="audit an archive of posts", description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="ARCHIVE", help="folder, file, glob, export, feed, web archive")
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="where the audit is kept")
    parser.add_argument("--files-from", default="", metavar="FILE", help="a list of files, one a line")
    parser.add_argument("--text-column", default="", metavar="NAME", help="column of JSONL or Parquet with the text")
    parser.add_argument("--engine", choices=("local", "ray"), default="local", help="what runs it (default: local)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes or actors")
    parser.add_argument("--no-models", action="store_true", help="rules only: faster, finds less")
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Audit, and say where the report lies."""
    from checker.audit import run as audits
    from checker.audit.sources import Options
    from checker.pipeline import Engine

    if not args.out:
        raise ConfigError("give --out DIR, the folder in which the audit is kept")
    if not args.paths and not args.files_from:
        raise ConfigError("name an archive: a folder, an export, a feed, a web archive, or --files-from FILE")
    options = Options(args.text_column, args.files_from)
    audits.audit(audits.Plan(args.paths, args.out, options, args.engine, args.workers), Engine(configured(args)))
    return 0
