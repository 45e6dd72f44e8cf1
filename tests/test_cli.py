"""The command line: formats, exit statuses, bad input."""

import io
import json
import sys
from pathlib import Path

import pytest

from checker.cli import main

SAMPLE = str(Path(__file__).parents[1] / "corpus" / "sample" / "evening-drops.md")


@pytest.fixture
def safe(tmp_path):
    file = tmp_path / "safe.txt"
    file.write_text("Ask your doctor first.\n", encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("form", ["terminal", "json", "jsonl", "sarif", "html", "markdown", "github", "rdjson"])
def test_every_format_names_the_finding(capsys, form):
    assert main(["review", SAMPLE, "--format", form]) == 0
    assert "side effects" in capsys.readouterr().out


def test_the_json_keeps_the_contract(capsys):
    main(["review", SAMPLE, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["schema"] == 1
    article = report["articles"][0]
    source = Path(SAMPLE).read_text(encoding="utf-8")
    for finding in article["findings"]:
        span = finding["span"]
        assert source[span["start"] : span["end"]] == span["quote"]
        assert 0 <= finding["confidence"] <= 1
        assert source.splitlines()[span["line"] - 1][span["column"] - 1 :][:3] == span["quote"][:3]


def test_fail_on_decides_the_exit_status(safe):
    assert main(["review", SAMPLE, "--fail-on", "critical", "-f", "json"]) == 1
    assert main(["review", safe, "--fail-on", "info", "-f", "json"]) == 0


def test_one_unreadable_file_does_not_stop_the_others(capsys, safe, tmp_path):
    bad = tmp_path / "picture.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert main(["review", str(bad), str(tmp_path / "gone.md"), safe, "-f", "json"]) == 3
    report = json.loads(capsys.readouterr().out)
    assert len(report["articles"]) == 1
    assert {Path(e["uri"]).name for e in report["errors"]} == {"picture.png", "gone.md"}


def test_standard_input_is_read_under_its_name(capsys, monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b"<p>It is <b>completely safe</b> for you.</p>")

    monkeypatch.setattr(sys, "stdin", Stdin())
    main(["review", "-", "--stdin-filename", "a.html", "-f", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["articles"][0]["uri"] == "a.html"
    assert report["articles"][0]["findings"][0]["rule"] == "safety-absolute"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["review", SAMPLE, "--min-confidence", "5"], "a number from 0 to 1"),
        (["review", SAMPLE, "--config", "nowhere.toml"], "no such configuration"),
        (["rules", "no-such-rule"], "`checker rules` lists them"),
        (["rules", "test", "nowhere"], "no rule files"),
    ],
)
def test_wrong_usage_says_what_to_do(capsys, arguments, complaint):
    assert main(arguments) == 2
    assert complaint in capsys.readouterr().err


def test_a_house_rule_is_added_and_a_wrong_one_names_file_and_line(capsys, tmp_path):
    shipped = Path(__file__).parents[1] / "rules" / "overstatement" / "panacea.toml"
    text = shipped.read_text(encoding="utf-8")
    (tmp_path / "house-rule.toml").write_text(text, encoding="utf-8")
    assert main(["review", SAMPLE, "--rules", str(tmp_path), "-f", "json"]) == 0
    (tmp_path / "house-rule.toml").write_text(text.replace("severity =", "severty =", 1), encoding="utf-8")
    assert main(["review", SAMPLE, "--rules", str(tmp_path), "-f", "json"]) == 2
    message = capsys.readouterr().err
    assert "house-rule.toml:" in message
    assert "did you mean 'severity'" in message


def test_rules_are_listed_and_explained(capsys):
    assert main(["rules"]) == 0
    assert "safety-absolute" in capsys.readouterr().out
    assert main(["rules", "safety-absolute"]) == 0
    shown = capsys.readouterr().out
    assert "It is fine if" in shown
    assert "«" in shown
