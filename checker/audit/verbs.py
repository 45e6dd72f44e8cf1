"""What can be asked of a finished audit from the command line, verb by verb."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from checker.audit import decisions, look, minutes, outputs, patch, terminal
from checker.audit import since as changes
from checker.audit.figures import cards as carded
from checker.audit.figures import figures
from checker.audit.verify import verify as proved
from checker.errors import ConfigError
from checker.reporters.parts.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

UNREADABLE = 3
_MOST_CARDS = 40


def closing(out: Path, previous: Path | None) -> int:
    """Say in a few lines what an audit found and where to look; 3 where some input could not be read."""
    with look.opened(out) as con:
        found = figures(con, most=1)
        changed = changes.since(con, out, previous) if previous else None
    lines = terminal.shown(found, changed).splitlines()[: 4 if changed else 2]
    sys.stdout.write("\n".join(filter(None, lines)) + f"\nReport: {out / 'report.html'}\n")
    for error in found.errors[:10]:
        sys.stderr.write(f"checker: {error['error']}\n")
    return UNREADABLE if found.totals["errors"] else 0


def show(args: argparse.Namespace, out: Path) -> int:
    """Print the report in the terminal."""
    with look.opened(out, args.views) as con:
        changed = changes.since(con, out, args.since) if args.since else None
        sys.stdout.write(terminal.shown(figures(con, order="reach" if args.views else "gravest"), changed))
    return 0


def cards(args: argparse.Namespace, out: Path) -> int:
    """List the decision cards; with --minutes those that fit, the most worthwhile first."""
    with look.opened(out, args.views) as con:
        order = "reach" if args.views else "gravest"
        rows = minutes.plan(con, args.minutes) if args.minutes else carded(con, order=order, most=_MOST_CARDS)
        sys.stdout.write(terminal.cards(figures(con, most=1), rows))
    return 0


def verify(_: argparse.Namespace, out: Path) -> int:
    """Prove every quote; 1 where one does not stand at its place."""
    proof = proved(out)
    told = ", ".join(f"{number:,} {what}s" for what, number in sorted(proof.quotes.items())) or "no quotes"
    sys.stdout.write(
        f"{counted(proof.files, 'table file')} and {counted(proof.posts, 'post')} unchanged; in place: {told}\n"
    )
    sys.stdout.writelines(f"{line}\n" for line in proof.wrong)
    if proof.failures:
        sys.stdout.write(f"{counted(proof.failures, 'failure')}\n")
    return 1 if proof.failures else 0


def fix(args: argparse.Namespace, out: Path) -> int:
    """Print or apply the patch of a card."""
    number = _card(args)
    with look.opened(out) as con:
        decisions.card(con, number)
        editor = patch.replacing(args.replace) if args.replace is not None else patch.ready_fix
        found = patch.patch(con, number, editor)
    return _patched(args, found)


def accept(args: argparse.Namespace, out: Path) -> int:
    """Accept all wordings of a card with a reason; with --in-text also by a comment in the sources."""
    number = _card(args)
    if not args.reason.strip():
        raise ConfigError('give --reason "…": an accepted finding needs one')
    with look.opened(out) as con:
        row = decisions.card(con, number)
        found = patch.patch(con, number, patch.accepting(row["rule"], args.reason)) if args.in_text else None
        if not args.dry_run:
            decisions.decide(out, con, number, verb="accept", reason=args.reason)
    if found:
        _patched(args, found)
    if not args.dry_run:
        _decided(out, f"accepted card {number}: {counted(row['places'], 'place')} in {counted(row['posts'], 'post')}")
    return 0


def reopen(args: argparse.Namespace, out: Path) -> int:
    """Take an acceptance back."""
    number = _card(args)
    with look.opened(out) as con:
        decisions.decide(out, con, number, verb="reopen", reason=args.reason)
    _decided(out, f"opened card {number} again")
    return 0


def _card(args: argparse.Namespace) -> int:
    if args.card is None:
        raise ConfigError("give --card N; `checker audit cards DIR` lists them")
    return int(args.card)


def _decided(out: Path, told: str) -> None:
    outputs.write(out)
    sys.stdout.write(f"{told}. The report is up to date.\n")


def _patched(args: argparse.Namespace, found: patch.Patch) -> int:
    if args.dry_run:
        sys.stdout.write("".join(change.diff for change in found.changes))
    else:
        patch.apply(found)
        places = sum(change.places for change in found.changes)
        sys.stdout.write(f"changed {counted(places, 'place')} in {counted(len(found.changes), 'file')}\n")
    sys.stderr.writelines(f"checker: left alone: {line}\n" for line in found.skipped)
    return 0 if found.changes else 1


VERBS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "show": show,
    "cards": cards,
    "verify": verify,
    "fix": fix,
    "accept": accept,
    "reopen": reopen,
}
