"""Settings from the client and from files, clients that pull, the whole workspace."""

import pytest
from lsprotocol import types

from checker.config import Config, load
from checker.errors import ConfigError
from checker.lsp.settings import from_client
from checker.switch_off import switch_off
from checker.types import Severity
from tests.lsp.editor import connected

TEXT = "# Drops\n\nYou get the calm without any side effects.\n\nSide effects such as headache have been reported.\n"
pytestmark = pytest.mark.filterwarnings("default::pytest_lsp.LspSpecificationWarning")


def test_client_settings_stand_on_top_of_the_file_and_nonsense_is_left_out(caplog):
    settings = from_client(
        {
            "ignore": ["panacea"],
            "minConfidence": 0.4,
            "genre": "",
            "severity": {"critical": "hint"},
            "delay": 50,
            "maxLength": "many",
            "select": "all",
            "unknown": 1,
        }
    )
    config = settings.configured(Config(ignore=("cure-claim",)))
    assert (config.ignore, config.min_confidence, config.select) == (("cure-claim", "panacea"), 0.4, ("*",))
    assert settings.severity[Severity.CRITICAL] == "hint"
    assert settings.delay == 0.05
    assert "checker.maxLength" in caplog.text
    assert "checker.select" in caplog.text
    assert from_client(None) == from_client([]) == from_client({})


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("checker.toml", None, 'ignore = ["panacea"]\n'),
        ("checker.toml", "", 'ignore = ["panacea"]\n'),
        ("checker.toml", "ignore = []\n", 'ignore = ["panacea"]\n'),
        ("checker.toml", '[severity]\nx = "low"\n', 'ignore = ["panacea"]\n[severity]\nx = "low"\n'),
        ("checker.toml", 'ignore = ["a"] # why\n', 'ignore = ["panacea", "a"] # why\n'),
        (
            "pyproject.toml",
            '[tool.x]\nignore = [1]\n[tool.checker]\ngenre = "blog"\n',
            '[tool.x]\nignore = [1]\n[tool.checker]\nignore = ["panacea"]\ngenre = "blog"\n',
        ),
    ],
)
def test_a_rule_is_switched_off_in_place(tmp_path, name, before, after):
    if before is not None:
        (tmp_path / name).write_text(before)
    file = switch_off("panacea", tmp_path)
    assert file.name == name
    assert file.read_text() == after
    assert "panacea" in load(file).ignore


@pytest.mark.parametrize("text", ["ignore = 'x'\n", "[[per_path]]\npaths = ['a']\n[tool\n"])
def test_a_file_that_cannot_be_changed_safely_is_left_alone(tmp_path, text):
    (tmp_path / "checker.toml").write_text(text)
    with pytest.raises(ConfigError, match=r"checker\.toml"):
        switch_off("panacea", tmp_path)
    assert (tmp_path / "checker.toml").read_text() == text


@pytest.mark.asyncio
async def test_the_client_chooses_how_severities_show_and_changes_its_mind(tmp_path):
    levels = {"critical": "hint", "medium": "off"}
    async with connected("neovim", root=tmp_path.as_uri(), options={"severity": levels}) as editor:
        uri = (tmp_path / "a.md").as_uri()
        editor.open(uri, TEXT)
        await editor.settled(uri)
        shown = {d.code: d.severity for d in editor.found(uri)}
        assert shown["safety-absolute"] == types.DiagnosticSeverity.Hint
        params = types.DidChangeConfigurationParams({"checker": {"delay": 10, "ignore": ["safety-*"]}})
        editor.client.workspace_did_change_configuration(params)
        editor.replace(uri, (0, 0, " "))
        await editor.settled(uri)
        assert {d.code for d in editor.found(uri)} == {"contradiction-side-effects"}


@pytest.mark.asyncio
async def test_a_client_that_pulls_is_told_to_ask_again_and_gets_no_push(tmp_path):
    async with connected("visual_studio_code", pull=True) as editor:
        uri = (tmp_path / "a.md").as_uri()
        editor.open(uri, TEXT)
        ask = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        first = await editor.client.text_document_diagnostic_async(ask)
        assert "safety-absolute" in {d.code for d in first.items}
        await editor.settled(uri)
        assert editor.client.diagnostic_refresh_count >= 1
        second = await editor.client.text_document_diagnostic_async(ask)
        assert "contradiction-side-effects" in {d.code for d in second.items}
        ask.previous_result_id = second.result_id
        third = await editor.client.text_document_diagnostic_async(ask)
        assert third.kind == "unchanged"
        assert editor.found(uri) == []


@pytest.mark.asyncio
async def test_the_whole_workspace_is_reviewed_with_progress_and_bad_files_named(tmp_path):
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.txt").write_text("It cures cancer.")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02binary\x00")
    async with connected("neovim", root=tmp_path.as_uri()) as editor:
        told = await editor.run("checker.reviewWorkspace")
        assert told["files"] == 2
        assert "bad.txt" in told["errors"][0]
        assert "cure-claim" in {d.code for d in editor.found((tmp_path / "deep" / "b.txt").as_uri())}
        uri = (tmp_path / "deep" / "b.txt").as_uri()
        editor.open(uri, "All is well.", "plaintext")
        await editor.settled(uri)
        assert editor.found(uri) == []
        (reports,) = editor.client.progress_reports.values()
        assert [type(report).__name__ for report in reports][:1] == ["WorkDoneProgressBegin"]
        assert type(reports[-1]).__name__ == "WorkDoneProgressEnd"
