"""Cards, decisions, patches, conflicts and proofs of a finished audit."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from checker.audit import look, manifest, minutes
from checker.audit.verify import stands, verify
from checker.cli import main
from checker.errors import AuditError
from tests.audit.archive import CALM, CURE, asked, audited, folder, post

if TYPE_CHECKING:
    from pathlib import Path

    from checker.pipeline import Engine

CARD = "SELECT card FROM cards WHERE rule = 'safety-absolute' ORDER BY card LIMIT 1"


@pytest.fixture
def own(tmp_path: Path, engine: Engine) -> tuple[Path, Path]:
    """Return an archive and its audit that a test may change."""
    texts = {
        f"{name}.md": post(f"On {name}", CURE, f"A few words on {name}, the weather and the river.")
        for name in ("hops", "mint")
    }
    page = f"<html lang=en><head><title>Page</title></head><body><article><h1>A page on sleep</h1><p>Lavender for pain &amp; anxiety in the old days of the village.</p><p>{CALM}</p><p>{CURE}</p></article></body></html>"
    posts = folder(tmp_path / "posts", {**texts, "page.html": page})
    return posts, audited([posts], tmp_path / "out", engine)


def card_of(out: Path) -> int:
    return int(asked(out, CARD)[0][0])


def test_the_same_and_nearly_the_same_sentence_are_one_card(finished: Path):
    ((places, posts, wordings),) = asked(finished, f"SELECT places, posts, wordings FROM cards WHERE card = ({CARD})")
    assert (places, posts) == (3, 3)
    assert wordings == 2


def test_a_sentence_with_another_fault_is_another_card(finished: Path):
    rules = asked(finished, "SELECT count(DISTINCT rule), count(*) FROM cards WHERE sentence LIKE 'Valerian tea%'")
    assert rules[0][0] == rules[0][1] > 1


def test_an_accepted_card_is_closed_everywhere_and_stays_closed_in_the_next_audit(
    own: tuple[Path, Path], engine: Engine
):
    posts, out = own
    number = card_of(out)
    assert main(["audit", "accept", str(out), "--card", str(number), "--reason", "the maker's own trial"]) == 0
    assert asked(out, "SELECT count(*) FROM found WHERE rule = 'safety-absolute'") == [(0,)]
    folder(posts, {"zinc.md": post("On zinc", CURE)})
    audited([posts], out, engine)
    assert asked(out, "SELECT count(*) FROM found WHERE rule = 'safety-absolute'") == [(0,)]
    assert main(["audit", "reopen", str(out), "--card", str(card_of(out))]) == 0
    assert asked(out, "SELECT count(*) > 0 FROM found WHERE rule = 'safety-absolute'") == [(True,)]


def test_accepting_needs_a_reason_and_a_card_that_exists(finished: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["audit", "accept", str(finished), "--card", "1"]) == 2
    assert "--reason" in capsys.readouterr().err
    assert main(["audit", "accept", str(finished), "--card", "9999", "--reason", "x"]) == 2
    assert "no card 9999" in capsys.readouterr().err


def test_a_fix_is_a_patch_of_all_places_that_git_applies(own: tuple[Path, Path], capsys: pytest.CaptureFixture[str]):
    posts, out = own
    number = str(card_of(out))
    assert (
        main(["audit", "fix", str(out), "--card", number, "--replace", "with few known side effects", "--dry-run"]) == 0
    )
    patch = capsys.readouterr().out
    lines = [line for line in patch.splitlines() if not line.startswith(("+++", "---"))]
    assert [line[0] for line in lines if line[0] in "+-"] == ["-", "+"] * 3
    root = posts / "copy"
    for file in posts.glob("*.*"):
        target = root / str(file).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    subprocess.run(["git", "apply", "--unsafe-paths", "-p1"], input=patch, text=True, cwd=root, check=True)
    assert main(["audit", "fix", str(out), "--card", number, "--replace", "with few known side effects"]) == 0
    for file in posts.glob("*.*"):
        assert "with few known side effects." in file.read_text()
        assert file.read_text() == (root / str(file).lstrip("/")).read_text()


def test_a_post_that_has_changed_since_is_left_alone(own: tuple[Path, Path], capsys: pytest.CaptureFixture[str]):
    posts, out = own
    (posts / "mint.md").write_text("Changed.")
    assert main(["audit", "fix", str(out), "--card", str(card_of(out)), "--replace", "x", "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "mint.md" not in told.out
    assert "mint.md: has changed since the audit" in told.err


def test_accepting_in_the_text_silences_the_finding_there(own: tuple[Path, Path], engine: Engine):
    posts, out = own
    command = ["audit", "accept", str(out), "--card", str(card_of(out)), "--reason", "quoted", "--in-text"]
    assert main(command) == 0
    assert '<!-- checker: off-next safety-absolute reason="quoted" -->' in (posts / "mint.md").read_text()
    (out / "decisions.jsonl").unlink()
    audited([posts], out, engine)
    assert asked(out, "SELECT count(*) FROM found WHERE rule = 'safety-absolute'") == [(0,)]


def test_page_views_decide_what_comes_first_and_how_much_fits(finished: Path, tmp_path: Path):
    (tmp_path / "views.csv").write_text('URL,Pageviews\nhttps://x.example/2020-b,"90,000"\n/2019-a/,3\n')
    with look.opened(finished, tmp_path / "views.csv") as con:
        chosen = minutes.plan(con, 4)
    with look.opened(finished) as con:
        every = minutes.plan(con, 600)
    assert 1 <= len(chosen) <= 2
    assert chosen[0]["reach"] == 90_003
    assert len(every) == asked(finished, "SELECT count(*) FROM cards")[0][0]


def test_page_views_without_the_columns_say_so(finished: Path, tmp_path: Path):
    (tmp_path / "views.csv").write_text("a,b\n1,2\n")
    with (
        pytest.raises(AuditError, match="needs the columns url and views; it has a, b"),
        look.opened(finished, tmp_path / "views.csv"),
    ):
        pass


def test_posts_that_contradict_each_other_are_a_conflict_with_both_ends(finished: Path):
    rows = asked(finished, "SELECT axis, treatment, date, other_date, newest, quote, other_quote FROM conflicts")
    assert len(rows) == 1
    axis, treatment, date, other, newest, *quotes = rows[0]
    assert (axis, treatment, newest) == ("contradiction-supervision", "valerian", "2023-02-11")
    assert {date, other} == {"2019-10-03", "2023-02-11"}
    assert all(quotes)


@pytest.mark.parametrize(
    "other",
    [
        "You do not need a doctor to take chamomile: raise the dose of chamomile yourself.",
        "The myth: you do not need a doctor to take valerian.",
        "Do you need a doctor to take valerian?",
        "According to its maker, you do not need a doctor to take valerian.",
    ],
)
def test_posts_that_can_both_stand_are_no_conflict(tmp_path: Path, engine: Engine, other: str):
    texts = {
        "a.md": post("Tea", "Never take valerian without talking to your doctor first."),
        "b.md": post("Dose", other),
    }
    out = audited([folder(tmp_path / "posts", texts)], tmp_path / "out", engine)
    assert asked(out, "SELECT count(*) FROM conflicts") == [(0,)]


def test_every_quote_is_proved(finished: Path, real: Path):
    for out in (finished, real):
        proof = verify(out)
        assert proof.wrong == []
        assert proof.quotes["finding"] > 0
        assert proof.quotes["sentence"] > 10


def test_a_changed_post_and_a_changed_table_are_not_proved(own: tuple[Path, Path]):
    posts, out = own
    (posts / "mint.md").write_text("Changed.")
    table = next((manifest.needed(out).tables / "cards").glob("*.parquet"))
    table.write_bytes(table.read_bytes() + b" ")
    assert main(["audit", "verify", str(out)]) == 1
    told = " ".join(verify(out).wrong)
    assert "mint.md: has changed since" in told
    assert "not the file of the manifest" in told


@pytest.mark.parametrize(
    ("source", "quote", "holds"),
    [
        ("no <b>side</b> effects", "no side effects", True),
        ("tea &amp; sleep", "tea & sleep", True),
        ("no <!-- x --> harm", "no harm", True),
        ("some side effects", "no side effects", False),
    ],
)
def test_markup_within_a_quote_is_taken_away_before_it_is_compared(source: str, quote: str, holds: bool):
    assert stands(source, 0, len(source), quote, verbatim=False) is holds
