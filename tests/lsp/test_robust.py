"""Nothing that a client sends, or fails to send, brings the server down."""

import asyncio
import contextlib
import json
import subprocess
import time

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.lsp.editor import SERVER, connect, make_client, start

BAD_BODIES = [
    b"{",
    b"[]",
    b"3",
    b'"text"',
    b"null",
    b'\xff\xfe{"jsonrpc": "2.0"}',
    b"{}",
    b'{"jsonrpc": "2.0"}',
    b'{"jsonrpc": "2.0", "method": 7}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 5}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen"}',
    b'{"jsonrpc": "2.0", "method": "no/such", "params": {}}',
    b'{"jsonrpc": "2.0", "id": "x", "method": "textDocument/hover", "params": []}',
    b'{"jsonrpc": "2.0", "id": 99, "result": {}}',
    b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 12345}}',
    b"[" * 5000,
]
BAD_HEADERS = [b"nonsense\r\n\r\n", b"Content-Length: -5\r\n\r\n", b"Content-Length: x\r\n\r\n", b"\r\n\r\n"]
TEXT = "# Drops\n\nYou get the calm without any side effects.\n"


def framed(body):
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def request(id_, method, params):
    return framed(json.dumps({"jsonrpc": "2.0", "id": id_, "method": method, "params": params}).encode())


def notify(method, params):
    return framed(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())


INITIALIZE = request(1, "initialize", {"capabilities": {}, "processId": None, "rootUri": None})
OPEN = notify(
    "textDocument/didOpen",
    {"textDocument": {"uri": "file:///a.md", "languageId": "markdown", "version": 1, "text": TEXT}},
)


def server():
    return subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def until(process, wanted):
    """Return the first message that the server sends and that is wanted."""
    while True:
        length = 0
        while (line := process.stdout.readline().strip()) or not length:
            assert line or process.poll() is None, "the server is gone"
            if line.startswith(b"Content-Length:"):
                length = int(line.split(b":")[1])
        message = json.loads(process.stdout.read(length))
        if wanted(message):
            return message


def test_malformed_messages_are_answered_or_ignored():
    process = server()
    with contextlib.closing(process.stdin) as stdin, contextlib.closing(process.stdout):
        for body in BAD_BODIES:
            stdin.write(framed(body))
        for header in BAD_HEADERS:
            stdin.write(header)
        stdin.write(INITIALIZE)
        stdin.flush()
        assert "capabilities" in until(process, lambda m: m.get("id") == 1)["result"]
        for body in BAD_BODIES:
            stdin.write(framed(body))
        stdin.write(OPEN)
        stdin.flush()
        shown = until(process, lambda m: m.get("method") == "textDocument/publishDiagnostics")
        assert shown["params"]["diagnostics"]
        stdin.write(request(2, "shutdown", None) + notify("exit", None))
        stdin.flush()
        until(process, lambda m: m.get("id") == 2)
        assert process.wait(30) == 0


@pytest.mark.parametrize("last", [b"", OPEN, OPEN[: len(OPEN) // 2]], ids=["idle", "at work", "within a message"])
def test_the_server_ends_by_itself_when_its_client_is_killed(last):
    process = server()
    process.stdin.write(INITIALIZE)
    process.stdin.flush()
    until(process, lambda m: m.get("id") == 1)
    process.stdin.write(last)
    process.stdin.flush()
    process.stdin.close()
    process.stdout.close()
    process.wait(60)


@pytest.fixture
def tcp():
    """Yield the port of a server on loopback."""
    process = subprocess.Popen([*SERVER, "--tcp", "0"], stderr=subprocess.PIPE, text=True)
    line = process.stderr.readline()
    assert "127.0.0.1:" in line
    yield int(line.rpartition(":")[2])
    process.terminate()
    process.wait(30)
    process.stderr.close()


@pytest.mark.asyncio
async def test_over_tcp_a_killed_client_leaves_the_server_to_the_next(tcp):
    for cut in (10, len(INITIALIZE + OPEN) - 5, len(INITIALIZE + OPEN)):
        _, writer = await asyncio.open_connection("127.0.0.1", tcp)
        writer.write((INITIALIZE + OPEN)[:cut])
        await writer.drain()
        writer.transport.abort()
    client = make_client()
    await client.start_tcp("127.0.0.1", tcp)
    editor = await start(client, "emacs")
    editor.open("file:///a.md", TEXT)
    await editor.settled("file:///a.md")
    assert "safety-absolute" in {d.code for d in editor.found("file:///a.md")}
    await editor.stop()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def alone():
    """Yield an editor with a server of its own and a low limit of length."""
    editor = await connect("visual_studio_code")
    yield editor
    await editor.stop()


@pytest.mark.asyncio(loop_scope="module")
async def test_a_paste_of_five_megabytes_is_left_out_and_said_so(alone):
    uri = "file:///long.md"
    alone.open(uri, TEXT)
    await alone.settled(uri)
    paste = "It is completely safe 🌿 for your children.\n\n" * 120_000
    assert len(paste) > 5_000_000
    alone.replace(uri, (len(TEXT), len(TEXT), paste))
    asked = time.monotonic()
    told = await alone.settled(uri)
    assert "too long" in told.error
    assert [d.severity for d in alone.found(uri)] == [types.DiagnosticSeverity.Information]
    assert time.monotonic() - asked < 60
    alone.replace(uri, (len(TEXT), len(TEXT) + len(paste), ""))
    await alone.settled(uri)
    assert "safety-absolute" in {d.code for d in alone.found(uri)}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "text", ["\0binary\0", "\x01\x02\x03", "", " \n\n "], ids=["null", "control", "empty", "blank"]
)
async def test_a_text_that_cannot_be_read_is_said_so_until_it_can(alone, text, tmp_path):
    uri = (tmp_path / "a.md").as_uri()
    alone.open(uri, text)
    told = await alone.settled(uri)
    assert bool(told.error) is bool(text.strip())
    alone.replace(uri, (0, len(text), TEXT))
    await alone.settled(uri)
    assert "safety-absolute" in {d.code for d in alone.found(uri)}


@pytest.mark.asyncio(loop_scope="module")
async def test_messages_in_the_wrong_order_are_ignored(alone, uri):
    which = types.VersionedTextDocumentIdentifier(version=3, uri="file:///never-opened.md")
    whole = types.TextDocumentContentChangeWholeDocument(text="x")
    alone.client.text_document_did_change(types.DidChangeTextDocumentParams(which, [whole]))
    alone.close("file:///never-opened.md")
    alone.open(uri, "Nothing.")
    alone.open(uri, TEXT)
    await alone.settled(uri)
    assert "safety-absolute" in {d.code for d in alone.found(uri)}


@pytest.mark.asyncio(loop_scope="module")
async def test_a_broken_configuration_is_said_in_the_text_and_heals(alone, tmp_path):
    uri = (tmp_path / "a.md").as_uri()
    (tmp_path / "checker.toml").write_text("ignroe = []\n")
    alone.open(uri, TEXT)
    await alone.settled(uri)
    assert "did you mean 'ignore'" in alone.found(uri)[0].message
    (tmp_path / "checker.toml").write_text('ignore = ["panacea"]\n')
    alone.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
    alone.replace(uri, (0, 0, ""))
    await alone.settled(uri)
    assert "safety-absolute" in {d.code for d in alone.found(uri)}


@pytest.mark.asyncio(loop_scope="module")
async def test_a_damaged_ledger_is_said_in_the_text(alone, tmp_path):
    (tmp_path / ".checker").mkdir()
    (tmp_path / ".checker" / "accepted.toml").write_text("[oops")
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    alone.open(file.as_uri(), TEXT)
    await alone.settled(file.as_uri())
    assert "accepted.toml" in alone.found(file.as_uri())[0].message
