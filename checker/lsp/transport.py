"""How a client is reached: standard input and output, or TCP on this machine alone."""

from __future__ import annotations

import asyncio
import logging
import sys
from threading import Event
from typing import TYPE_CHECKING

from pygls.io_ import run_async

from checker.errors import ConfigError
from checker.lsp.engines import Engines
from checker.lsp.server import make

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)
HOST = "127.0.0.1"


def serve_stdio() -> None:
    """Serve one client on standard input and output until it goes."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not end up between two messages.
    sys.stdout = sys.stderr
    make().start_io(stdin, stdout)


def serve_tcp(port: int, ready: Callable[[int], None]) -> None:
    """Serve clients on loopback, each with a desk of its own, until stopped; `ready` is told the port.

    Raises:
        ConfigError: the port is taken.
    """
    try:
        asyncio.run(_serve(port, ready))
    except OSError as error:
        raise ConfigError(f"port {port} of {HOST} cannot be used ({error.strerror}); choose another") from error


async def _serve(port: int, ready: Callable[[int], None]) -> None:
    engines = Engines()

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = make(engines)
        server.shared = True
        server.protocol.set_writer(writer)
        try:
            await run_async(Event(), reader, server.protocol, _log, server.report_server_error)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            _log.warning("a client went away in the middle of a message: %s", error)
        finally:
            server.desk.close()
            writer.close()

    listening = await asyncio.start_server(client, HOST, port)
    ready(listening.sockets[0].getsockname()[1])
    async with listening:
        await listening.serve_forever()
