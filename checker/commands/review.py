"""`checker review`: review articles and print a report."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker import reporters
from checker.config import Config, convert, find, load
from checker.errors import ConfigError, ReadError
from checker.types import Genre, InputError, Report, Severity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from checker.inputs import Input
    from checker.pipeline import Engine
    from checker.types import Review

FOUND, UNREADABLE = 1, 3
_PROGRESS_FROM = 4


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("review", help="review articles and print a report", description=__doc__)
    parser.add_argument("paths", nargs="+", metavar="ARTICLE", help="file, folder or glob; - reads standard input")
    parser.add_argument(
        "-f",
        "--format",
        choices=reporters.names(),
        default="terminal",
        help="how to report (default: terminal)",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the report to a file")
    parser.add_argument("--stdin-filename", metavar="NAME", help="name, and so the format, of standard input")
    parser.add_argument("--full", action="store_true", help="show every finding in full in the terminal")
    parser.add_argument("--fail-on", choices=list(Severity), help="exit with 1 if a finding is at least this severe")
    add_models(parser)
    parser.add_argument(
        "--evidence", action="append", metavar="PATH", help="hold claims against your own evidence; repeatable"
    )
    add_selection(parser)
    parser.set_defaults(run=run)


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose configuration, rules and findings."""
    parser.add_argument("--config", type=Path, metavar="FILE", help="configuration (default: the nearest checker.toml)")
    parser.add_argument("--select", action="append", metavar="RULE", help="only these rules; globs allowed; repeatable")
    parser.add_argument("--ignore", action="append", metavar="RULE", help="not these rules; globs allowed; repeatable")
    parser.add_argument("--min-confidence", metavar="P", help="leave out findings less sure than P (0 to 1)")
    parser.add_argument("--genre", choices=list(Genre), help="kind of text (default: detected)")
    parser.add_argument("--rules", action="append", metavar="DIR", help="house rules to add; repeatable")


def add_models(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose what models do."""
    parser.add_argument("--no-models", action="store_true", help="rules only: faster, finds less")
    parser.add_argument("--budget", metavar="SECONDS", help="stop the models after so long; rules always finish")
    parser.add_argument("--claims-model", metavar="MODEL", help="another claims model: folder or Hugging Face name")
    parser.add_argument("--nli-model", metavar="MODEL", help="another sentence-pair model: folder or Hugging Face name")


def configured(args: argparse.Namespace) -> Config:
    """Return the configuration file's settings with those of the command line on top.

    Raises:
        ConfigError: a setting is unknown or of the wrong kind.
    """
    first = next((Path(p) for p in getattr(args, "paths", []) if p != "-"), Path.cwd())
    file = args.config or find(first.resolve() if first.is_dir() else first.resolve().parent)
    if args.config and not args.config.is_file():
        raise ConfigError(f"{args.config}: no such configuration file")
    config = load(file) if file else Config()
    given = {
        "select": tuple(args.select) if args.select else None,
        "ignore": (*config.ignore, *args.ignore) if args.ignore else None,
        "min_confidence": args.min_confidence,
        "genre": args.genre,
        "fail_on": getattr(args, "fail_on", None),
        "models": False if getattr(args, "no_models", False) else None,
        **{key: getattr(args, key, None) for key in ("budget", "claims_model", "nli_model")},
    }
    changes = {key: convert(key, value, "command line") for key, value in given.items() if value is not None}
    if getattr(args, "evidence", None):
        changes["evidence"] = tuple(str(Path(name).resolve()) for name in args.evidence)
    if args.rules:
        changes["rules"] = (*config.rules, *(str(Path(folder).resolve()) for folder in args.rules))
    return replace(config, **changes)


def run(args: argparse.Namespace) -> int:
    """Review the inputs, print the report, return the exit status."""
    from checker.inputs import expand
    from checker.pipeline import Engine

    engine = Engine(configured(args))
    found = list(results(expand(args.paths, args.stdin_filename), engine))
    reviews = tuple(r for r in found if not isinstance(r, InputError))
    errors = tuple(r for r in found if isinstance(r, InputError))
    report = Report(reviews, errors, engine.tool, engine.rules)
    _write(args, report)
    return exit_status(reviews, errors, engine.config.fail_on)


def exit_status(reviews: Iterable[Review], errors: Iterable[InputError], fail_on: Severity | None) -> int:
    """Return 3 where an input was unreadable, 1 where a finding is grave enough, else 0."""
    if any(True for _ in errors):
        return UNREADABLE
    grave = fail_on is not None and any(f.severity.rank >= fail_on.rank for r in reviews for f in r.findings)
    return FOUND if grave else 0


def results(inputs: list[Input], engine: Engine) -> Iterator[Review | InputError]:
    """Yield the review of each input, or why it cannot be read."""
    from checker.inputs import load as load_input
    from checker.pipeline import review

    for source in _with_progress(inputs):
        document = load_input(source)
        yield document if isinstance(document, InputError) else review(document, engine)


def _with_progress(inputs: list[Input]) -> Iterable[Input]:
    if len(inputs) < _PROGRESS_FROM or not sys.stderr.isatty():
        return inputs
    from rich.console import Console
    from rich.progress import track

    return track(inputs, description="Reviewing", console=Console(stderr=True), transient=True)


def _write(args: argparse.Namespace, report: Report) -> None:
    reporter = reporters.load(args.format)
    text = reporter(report, full=args.full) if args.format == "terminal" else reporter(report)
    if args.output is None:
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        return
    try:
        args.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ReadError(f"{args.output}: cannot be written ({error.strerror}). Choose another --output.") from error
