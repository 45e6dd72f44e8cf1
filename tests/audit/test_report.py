"""The report is one self-contained page that says what the tables say."""

from __future__ import annotations

import base64
import csv
import gzip
import html
import json
import re
from typing import TYPE_CHECKING

import duckdb
import pytest

from checker.audit import outputs
from checker.cli import main
from tests.audit.archive import CURE, asked, audited, folder, post

if TYPE_CHECKING:
    from pathlib import Path

    from checker.pipeline import Engine


@pytest.fixture(scope="module")
def written(finished: Path) -> Path:
    """Return the audit with its outputs written."""
    outputs.write(finished)
    return finished


def packed(out: Path) -> dict:
    page = (out / "report.html").read_text()
    return json.loads(gzip.decompress(base64.b64decode(re.search(r'id="data">([^<]*)<', page)[1])))


def test_the_page_asks_nothing_of_any_network(written: Path):
    page = html.unescape((written / "report.html").read_text())
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)(?!https?://\w+\.example)", page)


def test_the_page_holds_every_open_finding(written: Path):
    data = packed(written)
    count = asked(written, "SELECT count(*) FROM found")[0][0]
    assert {len(column) for column in data["columns"].values()} == {count}
    quotes = {data["texts"][at] for at in data["columns"]["quote"]}
    assert quotes == {row[0] for row in asked(written, "SELECT DISTINCT quote FROM found")}


def test_words_of_a_post_cannot_become_markup(tmp_path: Path, engine: Engine):
    bad = "</script><script>alert(1)</script>"
    texts = {"a.md": post(f"Tea {bad}", f"{CURE} {bad}", tags=bad)}
    out = audited([folder(tmp_path / "posts", texts)], tmp_path / "out", engine)
    outputs.write(out)
    page = (out / "report.html").read_text()
    assert page.count("<script") == page.count("</script>") == 2
    assert "alert(1)</script>" not in page


def test_the_csv_file_and_the_database_hold_the_same(written: Path):
    with (written / "findings.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    with duckdb.connect(str(written / "audit.duckdb"), read_only=True) as con:
        assert len(rows) == con.execute("SELECT count(*) FROM findings WHERE counted").fetchall()[0][0]
    assert {"uri", "severity", "rule", "quote", "line"} <= set(rows[0])


def test_the_summary_and_the_terminal_tell_the_same_totals(written: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["audit", "show", str(written)]) == 0
    shown = capsys.readouterr().out
    count = asked(written, "SELECT count(*) FROM found")[0][0]
    assert f"{count} findings" in shown
    assert f"{count} findings" in (written / "summary.md").read_text()
    assert "Findings by rule" in shown


def test_since_tells_new_fixed_and_remaining(tmp_path: Path, engine: Engine):
    posts = folder(tmp_path / "posts", {"a.md": post("Tea", CURE), "b.md": post("Hops", "Ginger cures cancer.")})
    before = audited([posts], tmp_path / "before", engine)
    folder(
        posts,
        {
            "a.md": post("Tea", CURE, "This miracle root heals anxiety overnight."),
            "b.md": post("Hops", "Ginger is a root."),
        },
    )
    after = audited([posts], tmp_path / "after", engine)
    changed = outputs.changes(after, before)
    assert (changed.new > 0, changed.fixed > 0, changed.remaining > 0) == (True, True, True)
    assert "cures cancer" in " ".join(row["quote"] for row in changed.fixed_rows)
    outputs.write(after, previous=before)
    assert "Show what is new" in (after / "report.html").read_text()
    assert sum(packed(after)["columns"]["fresh"]) >= changed.new


def test_an_empty_archive_gives_a_report_that_says_so(tmp_path: Path, engine: Engine):
    out = audited([folder(tmp_path / "posts", {"a.md": "Nothing of note."})], tmp_path / "out", engine)
    outputs.write(out)
    assert "Nothing found that a careful editor would raise." in (out / "report.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["audit", "posts"], "give --out DIR"),
        (["audit", "--out", "x"], "name an archive"),
        (["audit", "show", "nowhere"], "holds no finished audit"),
        (["audit", "fix", "nowhere"], "give --card N"),
        (["audit", "show"], "takes one folder"),
    ],
)
def test_wrong_usage_says_what_to_do(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == 2
    assert told in capsys.readouterr().err
