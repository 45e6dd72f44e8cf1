"""The command line: parse arguments, hand over to a subcommand, turn errors into exit statuses."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from typing import TYPE_CHECKING

from checker import __version__, commands
from checker.errors import CheckerError, ConfigError, ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence

FOUND, WRONG_USAGE, UNREADABLE = 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status of the contract."""
    parser = argparse.ArgumentParser(
        prog="checker",
        description="Read health articles like a careful medical editor: overstated claims, contradictions, omissions.",
        epilog="Nothing leaves this machine. `checker review ARTICLE` is the place to start.",
    )
    parser.add_argument("--version", action="version", version=f"checker {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for info in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"checker.commands.{info.name}").add(subparsers)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except ReadError as error:
        return _fail(error, UNREADABLE)
    except CheckerError as error:
        return _fail(error, WRONG_USAGE)
    except BrokenPipeError:
        # The reader of our output (a pager, head) has gone; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail(ConfigError("stopped"), 130)


def _fail(error: CheckerError, status: int) -> int:
    sys.stderr.write(f"checker: {error}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
