"""`checker lsp`: the language server for editors, on standard input and output or on loopback."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from checker.errors import ConfigError

if TYPE_CHECKING:
    import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("lsp", help="the language server for editors", description=__doc__)
    parser.add_argument("--stdio", action="store_true", help="standard input and output (the default)")
    parser.add_argument("--tcp", type=int, metavar="PORT", help="listen on this port of 127.0.0.1; 0 picks one")
    parser.add_argument("--log", choices=("debug", "info", "warning", "error"), default="warning", help="to stderr")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until the client, or the user, ends it."""
    try:
        from checker.lsp.transport import serve_stdio, serve_tcp
    except ImportError as error:
        raise ConfigError(f"the language server needs pygls ({error}): pip install 'checker[lsp]'") from error
    logging.basicConfig(stream=sys.stderr, level=args.log.upper(), format="checker lsp: %(levelname)s: %(message)s")
    if args.log != "debug":
        # pygls logs whole messages, and so the text, at level info.
        logging.getLogger("pygls").setLevel(logging.ERROR)
    if args.tcp is None:
        serve_stdio()
    else:
        serve_tcp(args.tcp, _ready)
    return 0


def _ready(port: int) -> None:
    sys.stderr.write(f"checker lsp: listening on 127.0.0.1:{port}\n")
    sys.stderr.flush()
