"""Caveats that get lost between two versions of a text."""

import json
import subprocess

import pytest

from checker.cli import main
from checker.losses import losses
from checker.readers import read

OLD = """# Valerian for sleep

Valerian may help some people to fall asleep faster. The trials so far are small. Coffee is linked to better mood.
A 2020 review of [60 trials](https://example.org/review) found mixed results.

Side effects such as headache and nausea have been reported. It should never be used without medical supervision.
"""


def kinds(engine, old, new):
    documents = (read(text.encode(), name, suffix=".md") for name, text in (("old", old), ("new", new)))
    return {(loss.kind, loss.words) for loss in losses(*documents, engine)}


@pytest.mark.parametrize(
    ("gone", "put", "kind", "words"),
    [
        ("may help some", "helps some", "hedge", "may"),
        ("may help some people", "may help people", "partial", "some people"),
        ("Coffee is linked to better mood.", "Coffee brings better mood.", "association", "linked to"),
        ("Side effects such as headache and nausea have been reported. ", "", "harm", "headache, nausea, side effects"),
        ("headache and nausea", "nausea", "harm", "headache"),
        (" It should never be used without medical supervision.", "", "supervision", ""),
        (" found mixed results", " summed up what is known", "limit", "mixed results"),
        ("A 2020 review of [60 trials](https://example.org/review)", "A review of 60 trials", "source", "example.org"),
        ("may help some people to fall asleep faster", "is guaranteed to help everyone to fall asleep", "stronger", ""),
        ("may help some people to fall asleep faster", "works for everyone, guaranteed", "stronger", ""),
    ],
)
def test_what_is_gone_is_named_with_its_words(engine, gone, put, kind, words):
    assert gone in OLD
    found = kinds(engine, OLD, OLD.replace(gone, put))
    assert any(kind == k and words in w for k, w in found), found


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        OLD.replace("\n\nSide", "\n\nNew words about tea stand here.\n\nSide"),
        "# Valerian for sleep\n\nSide effects such as headache and nausea have been reported. "
        + OLD.split("\n\n")[1]
        + "\n\nIt should never be used without medical supervision.\n",
        OLD.replace("may help", "might help"),
        OLD.replace("small. Coffee", "small.\nCoffee").replace("'", "’"),
    ],
    ids=["the same", "more", "moved", "another hedge", "wrapped"],
)
def test_nothing_is_said_where_nothing_is_lost(engine, new):
    assert kinds(engine, OLD, new) == set()


def test_the_command_compares_files_and_fails_when_asked(tmp_path, capsys):
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(OLD)
    new.write_text(OLD.replace("may help", "helps"))
    assert main(["diff", str(old), str(new)]) == 0
    assert "A hedge is gone: may" in capsys.readouterr().out
    assert main(["diff", "--fail", "-f", "json", str(old), str(new)]) == 1
    loss = next(row for row in json.loads(capsys.readouterr().out)["texts"][0]["losses"] if row["kind"] == "hedge")
    assert loss["new"]["quote"].startswith("Valerian helps")
    assert main(["diff", "-f", "github", str(old), str(new)]) == 0
    assert capsys.readouterr().out.startswith("::warning file=")


def test_a_git_revision_is_compared_with_the_working_tree(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def git(*words):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True, capture_output=True)

    git("init", "-b", "main")
    (tmp_path / "a.md").write_text(OLD)
    (tmp_path / "same.md").write_text(OLD)
    git("add", ".")
    git("commit", "-m", "one")
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    (tmp_path / "b.md").write_text(OLD.replace("may help", "helps"))
    git("add", ".")
    assert main(["diff", "--git", "main", "--fail"]) == 1
    shown = capsys.readouterr().out
    assert "main:a.md -> b.md" in shown
    assert "same.md" not in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["a.md"], "give two versions"), (["--git", "nowhere"], "git "), (["no.md", "none.md"], "no such file")],
)
def test_wrong_use_says_what_to_do(tmp_path, capsys, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert main(["diff", *arguments]) in (2, 3)
    assert said in capsys.readouterr().err
