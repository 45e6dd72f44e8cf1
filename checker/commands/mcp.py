"""`checker mcp`: a server of the Model Context Protocol, on standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.commands.review import add_selection, configured
from checker.errors import ConfigError

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("mcp", help="tools for assistants: review, explain, rules", description=__doc__)
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until the client goes."""
    try:
        from checker.mcp_server import make
    except ImportError as error:
        raise ConfigError(f"this server needs the package mcp ({error}): pip install 'checker[mcp]'") from error
    from checker.pipeline import Engine

    make(Engine(configured(args))).run("stdio")
    return 0
