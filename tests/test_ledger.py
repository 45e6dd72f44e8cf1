"""Accepted findings: one file for editor, command line and CI."""

import datetime as dt
import json

import pytest

from checker import ledger, ledger_file
from checker.cli import main
from checker.errors import ConfigError
from checker.inputs import read_file
from checker.pipeline import review

SENTENCE = "It’s completely safe for your children."
ACCEPT = ["--reason", "a slogan we debunk", "--owner", "Mara"]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a project folder with one article that has a finding."""
    (tmp_path / "checker.toml").write_text("")
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(f"# Bread\n\n{SENTENCE}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def article(project):
    return project / "posts" / "a.md"


def found(project, engine, name="a.md"):
    return review(read_file(project / "posts" / name), engine)


def accept(project, *more):
    return main(["accept", str(article(project)), "--rule", "safety-absolute", *ACCEPT, *more])


def only_entry(project):
    (entry,) = ledger.load(project / ledger.NAME).entries
    return entry


def test_an_accepted_finding_is_no_longer_counted_and_says_why(project, engine):
    assert found(project, engine).findings
    assert accept(project) == 0
    after = found(project, engine)
    assert after.findings == ()
    assert after.suppressed[0].reason == "a slogan we debunk"
    assert "Mara" in after.suppressed[0].where
    assert main(["review", str(article(project)), "--fail-on", "info"]) == 0


def test_an_entry_holds_what_a_reviewer_of_the_diff_needs(project):
    accept(project, "--expires", "2999-01-31")
    entry = only_entry(project)
    assert (entry.rule, entry.file, entry.owner) == ("safety-absolute", "posts/a.md", "Mara")
    assert "safe" in entry.quote
    assert entry.expires == dt.date(2999, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        f"# Bread\n\nNew words come first.\n\n{SENTENCE}\n",
        "# Bread\n\nIt's completely\nsafe for\nyour children.\n",
        "# Another title\n\n- It's completely safe for your children.\n",
    ],
    ids=["moved", "wrapped, plain quotes", "in a list under another title"],
)
def test_it_survives_moves_rewraps_and_quote_style(project, engine, text):
    accept(project)
    article(project).write_text(text, encoding="utf-8")
    assert found(project, engine).findings == ()


def test_it_dies_when_its_sentence_changes_and_is_reported_as_unused(project, engine):
    accept(project)
    article(project).write_text("# Bread\n\nIt’s completely safe for your older children.\n", encoding="utf-8")
    after = found(project, engine)
    assert {f.rule for f in after.findings} == {"safety-absolute"}
    assert "nothing in this text matches" in after.notes[0]


def test_an_expired_entry_counts_no_more_and_is_reported(project, engine):
    accept(project, "--expires", "2001-01-01")
    after = found(project, engine)
    assert {f.rule for f in after.findings} == {"safety-absolute"}
    assert "accepted until 2001-01-01" in after.notes[0]


def test_an_entry_without_reason_is_reported(project, engine):
    accept(project)
    file = project / ledger.NAME
    file.write_text("\n".join(line for line in file.read_text().splitlines() if not line.startswith("reason")))
    assert "gives no reason" in found(project, engine).notes[0]


def test_a_baseline_leaves_only_what_is_new(project, engine):
    assert main(["baseline", str(project / "posts")]) == 0
    assert found(project, engine).findings == ()
    article(project).write_text(f"{article(project).read_text()}\nIt cures cancer.\n", encoding="utf-8")
    assert {f.rule for f in found(project, engine).findings} == {"cure-claim"}


def test_prune_drops_what_is_gone_and_keeps_the_rest(project, engine, capsys):
    (project / "posts" / "b.md").write_text("It cures cancer.\n", encoding="utf-8")
    main(["baseline", str(project / "posts")])
    before = len(ledger.load(project / ledger.NAME).entries)
    article(project).write_text("All is well.\n", encoding="utf-8")
    assert main(["ledger", "prune"]) == 0
    left = ledger.load(project / ledger.NAME).entries
    assert 0 < len(left) < before
    assert {entry.file for entry in left} == {"posts/b.md"}
    (project / "posts" / "b.md").unlink()
    main(["ledger", "prune"])
    assert ledger.load(project / ledger.NAME).entries == ()
    assert "dropped" in capsys.readouterr().out


def test_prune_keeps_what_moved_to_another_file(project):
    accept(project)
    article(project).rename(project / "posts" / "c.md")
    assert main(["ledger", "prune", str(project / "posts")]) == 0
    assert only_entry(project).rule == "safety-absolute"


def test_the_list_and_the_sheet_name_quote_reason_and_owner(project, capsys):
    accept(project, "--expires", "2001-01-01")
    capsys.readouterr()
    for action, mark in (("list", "expired 2001-01-01"), ("sheet", "Signature")):
        assert main(["ledger", action]) == 0
        shown = capsys.readouterr().out
        assert all(part in shown for part in ("safety-absolute", "a slogan we debunk", "Mara", mark))


def test_json_gives_the_fingerprint_that_accept_takes(project, engine, capsys):
    main(["review", str(article(project)), "--format", "json"])
    finding = json.loads(capsys.readouterr().out)["articles"][0]["findings"][0]
    assert main(["accept", str(article(project)), "--fingerprint", finding["fingerprint"], *ACCEPT]) == 0
    assert only_entry(project).fingerprint == finding["fingerprint"]


def test_a_ledger_is_written_the_same_whatever_the_order(tmp_path):
    entries = [
        ledger_file.Entry(f"{n}" * 16, "panacea", f"quote “{n}” \\ \x7f", date=dt.date(2026, 1, n)) for n in (1, 2, 3)
    ]
    one = ledger.Ledger(tmp_path / "1" / ledger.NAME, ()).with_entries(entries)
    other = ledger.Ledger(tmp_path / "2" / ledger.NAME, ()).with_entries(reversed(entries))
    one.save()
    other.save()
    assert one.file.read_text() == other.file.read_text()
    assert ledger_file.read(one.file) == one.entries


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[accepted]\n", "cannot be read as TOML"),
        ("[other]\n", "nothing else"),
        ('[[accepted]]\nfingerprint = "1"\nrule = "a"\nquote = "q"\n', "entry 1: date is missing"),
        ('[[accepted]]\nfingerprint = "1"\nrule = "a"\nquote = "q"\ndate = "2026"\n', "a date such as"),
        ('[[accepted]]\nfingerprint = "1"\nrule = "a"\nquote = "q"\ndate = 2026-01-01\nfoo = 1\n', "unknown key 'foo'"),
    ],
)
def test_a_damaged_ledger_is_named_with_its_entry(project, capsys, text, said):
    file = project / ledger.NAME
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(ConfigError, match=said):
        ledger.load(file)
    assert main(["review", str(article(project))]) == 2
    assert str(file) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--reason", " ", "--line", "3"], "--reason is empty"),
        (["--reason", "x"], "say which finding"),
        (["--reason", "x", "--line", "1"], "no finding there"),
        (["--reason", "x", "--line", "3", "--expires", "soon"], "write a date"),
    ],
)
def test_wrong_use_of_accept_says_what_to_do(project, capsys, options, said):
    assert main(["accept", str(article(project)), *options]) == 2
    assert said in capsys.readouterr().err


def test_a_text_that_is_no_file_has_no_ledger(project, engine):
    from checker.readers import read

    accept(project)
    for name in ("pasted", "https://example.org/a.md", "x" * 5000, "a\0b"):
        assert review(read(SENTENCE.encode(), name, suffix=".md"), engine).findings
