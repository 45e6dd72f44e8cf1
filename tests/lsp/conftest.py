"""One server for each encoding, shared by all tests that change no settings."""

import pytest
import pytest_asyncio

from tests.lsp.editor import CLIENTS, connect


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=list(CLIENTS))
async def editor(request):
    """Return an editor connected to a server over standard input and output."""
    editor = await connect(request.param)
    assert editor.encoding == CLIENTS[request.param]
    yield editor
    await editor.stop()


@pytest.fixture
def uri(tmp_path):
    """Return the address of a Markdown file in a folder of its own, where rules speak alone."""
    (tmp_path / "checker.toml").write_text("models = false\n")
    return (tmp_path / "article.md").as_uri()
