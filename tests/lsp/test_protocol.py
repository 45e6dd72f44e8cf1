"""Over the real protocol, as VS Code (UTF-16), Neovim (UTF-8) and Emacs (UTF-32) speak it."""

from pathlib import Path
from urllib.parse import urlparse

import pytest
from lsprotocol import types

pytestmark = pytest.mark.asyncio(loop_scope="session")
TITLE = "# 🌿 Drops “naïve” 👩‍⚕️ and e\u0301clair\n\n"
CLASH = (
    f"{TITLE}You get the calm 🧘 without any side effects.\n\n"
    "Many people 😴 sleep well.\n\nSide effects such as headache 🤕 have been reported for these drops.\n"
)


async def opened(editor, uri, text, language="markdown"):
    editor.open(uri, text, language)
    await editor.settled(uri)
    return editor.found(uri)


def of_rule(found, rule):
    return next(d for d in found if d.code == rule)


async def test_diagnostics_stand_on_their_words_whatever_the_encoding(editor, uri):
    found = await opened(editor, uri, CLASH)
    finding = of_rule(found, "safety-absolute")
    assert editor.quoted(uri, finding.range) == "without any side effects"
    assert finding.severity == types.DiagnosticSeverity.Error
    assert finding.source == "checker"
    page = Path(urlparse(finding.code_description.href).path)
    assert "safety-absolute" in page.read_text(encoding="utf-8")


async def test_a_contradiction_links_both_ends(editor, uri):
    found = await opened(editor, uri, CLASH)
    clash = of_rule(found, "contradiction-side-effects")
    (other,) = clash.related_information
    ends = {editor.quoted(uri, clash.range), editor.quoted(uri, other.location.range)}
    assert ends == {"without any side effects", "Side effects such as"}
    to_other = next((a for a in await editor.actions(uri, clash) if a.title.startswith("Go to the other end")), None)
    if editor.encoding == "utf-32":
        # Emacs 29 cannot be told to show a document.
        assert to_other is None
        return
    editor.client.shown_documents.clear()
    await editor.run(to_other.command.command, **to_other.command.arguments[0])
    assert editor.client.shown_documents[0].selection == other.location.range


async def test_the_hover_explains(editor, uri):
    found = await opened(editor, uri, CLASH)
    finding = of_rule(found, "safety-absolute")
    hover = await editor.hover(uri, finding.range.start)
    assert hover.range == finding.range
    assert all(word in hover.contents.value for word in ("Why it matters", "Fine if", "safety-absolute"))
    assert await editor.hover(uri, types.Position(1, 0)) is None


async def test_a_fix_applied_as_an_editor_does_clears_its_finding(editor, uri):
    found = await opened(editor, uri, f"{TITLE}The 🌿 breakthrough drug is offered in Leeds.\n")
    finding = of_rule(found, "hype-breakthrough")
    assert list(finding.tags) == [types.DiagnosticTag.Unnecessary]
    fix = next(a for a in await editor.actions(uri, finding) if a.is_preferred)
    assert fix.diagnostics[0].code == "hype-breakthrough"
    edit = fix.edit
    edits = edit.document_changes[0].edits if edit.document_changes else edit.changes[uri]
    if edit.document_changes:
        assert edit.document_changes[0].text_document.version == editor.versions[uri]
    spans = [(editor.offset(uri, e.range.start), editor.offset(uri, e.range.end), e.new_text) for e in edits]
    editor.replace(uri, *sorted(spans, reverse=True))
    await editor.settled(uri)
    assert "hype-breakthrough" not in {d.code for d in editor.found(uri)}
    assert "The 🌿 drug is" in editor.texts[uri]


async def test_a_comment_above_the_paragraph_accepts_and_asks_for_its_reason(editor, uri):
    found = await opened(editor, uri, CLASH)
    action = next(
        a for a in await editor.actions(uri, of_rule(found, "safety-absolute")) if "safety-absolute here" in a.title
    )
    edit = action.edit.document_changes[0].edits[0] if action.edit.document_changes else action.edit.changes[uri][0]
    at = editor.offset(uri, edit.range.start)
    editor.replace(uri, (at, at, edit.new_text))
    await editor.settled(uri)
    left = editor.found(uri)
    assert "safety-absolute" not in {d.code for d in left}
    assert any("gives no reason" in d.message for d in left)
    reason = editor.texts[uri].index('reason="') + len('reason="')
    editor.replace(uri, (reason, reason, "a slogan"))
    await editor.settled(uri)
    assert not any("gives no reason" in d.message for d in editor.found(uri))


async def test_accepting_in_the_ledger_asks_for_a_reason_and_clears_the_finding(editor, uri, tmp_path):
    (tmp_path / "checker.toml").write_text("")
    (tmp_path / "article.md").write_text(CLASH, encoding="utf-8")
    found = await opened(editor, uri, CLASH)
    finding = of_rule(found, "safety-absolute")
    action = next(a for a in await editor.actions(uri, finding) if "in the ledger" in a.title and "without" in a.title)
    editor.client.answer = None
    assert (await editor.run(action.command.command, **action.command.arguments[0]))["accepted"] is False
    editor.client.answer = "House style"
    argument = {"uri": uri, "rule": finding.code, "fingerprint": finding.data["fingerprint"]}
    assert (await editor.run("checker.accept", **argument))["accepted"] is True
    assert 'reason = "House style"' in (tmp_path / ".checker" / "accepted.toml").read_text()
    editor.replace(uri, (0, 0, ""))
    await editor.settled(uri)
    assert "safety-absolute" not in {d.code for d in editor.found(uri)}


async def test_a_rule_is_turned_off_in_the_workspace(editor, uri, tmp_path):
    (tmp_path / "checker.toml").write_text('# ours\nignore = [\n  "panacea",\n]\n')
    found = await opened(editor, uri, CLASH)
    action = next(a for a in await editor.actions(uri, of_rule(found, "safety-absolute")) if "Turn safety" in a.title)
    await editor.run(action.command.command, **action.command.arguments[0])
    assert (tmp_path / "checker.toml").read_text() == '# ours\nignore = ["safety-absolute", \n  "panacea",\n]\n'
    editor.replace(uri, (0, 0, ""))
    await editor.settled(uri)
    assert "safety-absolute" not in {d.code for d in editor.found(uri)}


async def test_the_lens_counts_and_names_what_is_missing(editor, uri):
    await opened(editor, uri, CLASH)
    lenses = await editor.lens(uri)
    assert [editor.quoted(uri, lens.range) for lens in lenses] == ["🌿 Drops “naïve” 👩‍⚕️ and e\u0301clair"] * len(
        lenses
    )
    assert "critical" in lenses[0].command.title
    assert "Does not say" in lenses[1].command.title


async def test_html_is_read_with_its_markup_whatever_charset_it_declares(editor, tmp_path):
    uri = (tmp_path / "page.html").as_uri()
    page = (
        '<html><head><meta charset="iso-8859-1"><title>Dröps 🌿</title></head><body><h1>Dröps 🌿</h1>\n'
        "<p>You get the naïve calm &amp; sleep <b>without any side effects</b>.</p></body></html>"
    )
    found = await opened(editor, uri, page, "html")
    assert editor.quoted(uri, of_rule(found, "safety-absolute").range) == "without any side effects"


async def test_plain_text_with_odd_line_separators_keeps_its_positions(editor, tmp_path):
    uri = (tmp_path / "a.txt").as_uri()
    text = "\ufeffA\x0cform feed\u2028and a separator\x85here.\r\n\r\nOld Mac\rline. You get calm without any side effects."
    found = await opened(editor, uri, text, "plaintext")
    assert editor.quoted(uri, of_rule(found, "safety-absolute").range) == "without any side effects"


async def test_a_version_that_is_overtaken_is_not_reported(editor, uri):
    editor.open(uri, CLASH)
    for number in range(5):
        at = editor.texts[uri].index("Many")
        editor.replace(uri, (at, at, f"Word {number} 🌿. "))
    told = await editor.settled(uri)
    assert told.version == editor.versions[uri] == 6
    assert all(editor.quoted(uri, d.range) in d.message for d in editor.found(uri) if d.code == "safety-absolute")


async def test_closing_takes_the_diagnostics_back(editor, uri):
    assert await opened(editor, uri, CLASH)
    editor.close(uri)
    await editor.run("checker.exportReport", uri="file:///none", format="json")
    assert editor.found(uri) == []


async def test_the_report_is_exported_and_given_as_data(editor, uri, tmp_path):
    await opened(editor, uri, CLASH)
    written = await editor.run("checker.exportReport", uri=uri, format="markdown", output=str(tmp_path / "r.md"))
    assert "without any side effects" in Path(written["file"]).read_text(encoding="utf-8")
    told = await editor.run("checker.report", uri=uri)
    assert told["counts"]["critical"] >= 1
    span = told["article"]["findings"][0]["span"]
    start = types.Position(**span["range"]["start"])
    assert editor.texts[uri][editor.offset(uri, start) :].startswith(span["quote"])


@pytest.mark.parametrize(
    ("command", "argument", "said"),
    [
        ("checker.accept", {}, "say which finding"),
        ("checker.accept", {"uri": 3}, "uri must be text"),
        ("checker.disableRule", {"uri": "file:///no"}, "say which rule"),
        ("checker.goTo", {"uri": "file:///no"}, "say where to go"),
        ("checker.exportReport", {"uri": "file:///no"}, "say which open text"),
    ],
)
async def test_a_command_used_wrongly_says_what_it_wants(editor, command, argument, said):
    answer = await editor.client.workspace_execute_command_async(types.ExecuteCommandParams(command, [argument]))
    assert said in answer["error"]
