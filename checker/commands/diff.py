"""`checker diff`: claims that grew stronger between two versions, and caveats that disappeared."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.commands.review import FOUND, add_selection, configured
from checker.errors import ConfigError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from checker.losses import Loss
    from checker.types import Document, Place


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Document
    new: Document


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser(
        "diff", help="what a new version says more strongly, or no more", description=__doc__
    )
    parser.add_argument("paths", nargs="*", metavar="FILE", help="OLD NEW; with --git, files or folders to look at")
    parser.add_argument("--git", metavar="REVISION", help="compare the working tree with a revision, such as main")
    parser.add_argument("-f", "--format", choices=("text", "json", "github"), default="text")
    parser.add_argument("--fail", action="store_true", help="exit with 1 if anything got lost or grew")
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compare, print, return 1 with --fail if there is anything to print."""
    from checker.losses import losses
    from checker.pipeline import Engine

    engine = Engine(configured(args))
    found = [(pair, losses(pair.old, pair.new, engine)) for pair in _pairs(args)]
    if args.format == "json":
        rows = [{"old": p.old.uri, "new": p.new.uri, "losses": [_row(p, loss) for loss in ls]} for p, ls in found]
        sys.stdout.write(json.dumps({"schema": 1, "texts": rows}, ensure_ascii=False, indent=2) + "\n")
    else:
        write = _github if args.format == "github" else _text
        sys.stdout.writelines(f"{line}\n" for pair, ls in found for line in write(pair, ls))
    return FOUND if args.fail and any(ls for _, ls in found) else 0


def _pairs(args: argparse.Namespace) -> Iterator[_Pair]:
    from checker.inputs import read_file
    from checker.readers import read
    from checker.revisions import changed

    if args.git:
        for file in changed(args.git, args.paths):
            yield _Pair(read(file.data, f"{args.git}:{file.then}", suffix=file.now.suffix), read_file(_short(file.now)))
    elif len(args.paths) == 2:
        yield _Pair(*(read_file(Path(path)) for path in args.paths))
    else:
        raise ConfigError("give two versions, OLD and NEW, or --git REVISION")


def _short(path: Path) -> Path:
    here = Path.cwd().resolve()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path


def _row(pair: _Pair, loss: Loss) -> dict[str, Any]:
    return {
        "kind": loss.kind,
        "message": loss.message,
        "words": loss.words,
        "old": _place(pair.old, loss.old),
        "new": _place(pair.new, loss.new),
    }


def _place(document: Document, place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    line, column = document.position(place.span.start)
    return {"start": place.span.start, "end": place.span.end, "line": line, "column": column, "quote": place.quote}


def _text(pair: _Pair, found: list[Loss]) -> Iterator[str]:
    if not found:
        return
    yield f"{pair.old.uri} -> {pair.new.uri}"
    for loss in found:
        yield f"  {loss.message}: {loss.words}"
        for sign, document, place in (("-", pair.old, loss.old), ("+", pair.new, loss.new)):
            if place is not None:
                yield f"    {sign} line {document.position(place.span.start)[0]}: {' '.join(place.quote.split())}"
    yield ""


def _github(pair: _Pair, found: list[Loss]) -> Iterator[str]:
    for loss in found:
        line = pair.new.position(loss.new.span.start)[0] if loss.new else 1
        message = f"{loss.message}: {loss.words}. Before: {loss.old.quote}"
        for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            message = message.replace(char, code)
        yield f"::warning file={pair.new.uri},line={line},title=Caveat lost ({loss.kind})::{message}"
