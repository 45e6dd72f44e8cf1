"""`checker claims`: what the claims model says of sentences, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.commands.review import add_models, add_selection, configured
from checker.errors import ModelError, ReadError
from checker.jsonl import in_chunks, read_rows, write_rows

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from checker.claims_model import Judge, Judgement
    from checker.encoder import Row


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("claims", help="score sentences with the claims model", description=__doc__)
    parser.add_argument(
        "file",
        metavar="SENTENCES.jsonl",
        help="rows with text, and span {start, end} if wanted; - reads standard input",
    )
    add_models(parser)
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Judge the rows in order and print them."""
    from checker.pipeline import Engine

    model = Engine(configured(args)).claims
    if model is None:
        raise ModelError("No claims model is installed. Install checker again, or name one with --claims-model.")
    rows = read_rows(args.file, ("text",))
    write_rows(row for chunk in in_chunks(rows) for row in _judged(args.file, chunk, model))
    return 0


def _judged(file: str, rows: list[dict[str, Any]], model: Judge) -> Iterator[dict[str, Any]]:
    asked = [_asked(file, row) for row in rows]
    found = model.judge(asked)
    for row, key in zip(rows, asked, strict=True):
        yield {**row, **as_row(found[key])}


def _asked(file: str, row: dict[str, Any]) -> Row:
    span = row.get("span")
    if span is None:
        return row["text"], str(row.get("context") or ""), None
    try:
        start, end = int(span["start"]), int(span["end"])
    except (TypeError, KeyError, ValueError) as error:
        raise ReadError(f"{file}: span must be {{start, end}} in characters of text, not {span!r}") from error
    if not 0 <= start < end <= len(row["text"]):
        raise ReadError(f"{file}: span {start} to {end} lies outside its text of {len(row['text'])} characters")
    return row["text"], str(row.get("context") or ""), (start, end)


def as_row(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement in the layout of the contract."""
    return {
        "categories": dict(judgement.categories),
        "strength": dict(judgement.strength),
        "certainty": judgement.certainty,
        "status": max(judgement.status, key=lambda name: judgement.status[name]),
        "advice": dict(judgement.advice),
        "finding": judgement.finding,
        "found": {"start": judgement.span.start, "end": judgement.span.end} if judgement.span else None,
    }
