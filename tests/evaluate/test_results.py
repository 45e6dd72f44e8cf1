"""Recorded runs, regressions, and the page that shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checker import resources
from checker.cli import main
from checker.errors import ConfigError
from checker.evaluate import page, plot, results, show
from checker.evaluate.figures import Figure

if TYPE_CHECKING:
    from pathlib import Path


def figure(value: float, *, count: int = 100, better: str = "higher") -> Figure:
    return Figure(value, value - 0.05, value + 0.05, count, better)


@pytest.mark.parametrize(
    ("now", "before", "fails"),
    [
        (figure(0.70), 0.80, True),
        (figure(0.70), 0.74, False),
        (figure(0.80), 0.70, False),
        (figure(0.30, better="lower"), 0.20, True),
        (figure(0.20, better="lower"), 0.30, False),
        (figure(0.70, better=""), 0.99, False),
        (figure(0.00, count=5), 0.99, False),
        (Figure(0.0, 0.0, 0.0, 40), 0.10, True),
    ],
    ids=["worse", "within the interval", "better", "more errors", "fewer errors", "neither", "few cases", "none left"],
)
def test_a_run_regresses_when_it_is_worse_by_more_than_the_interval(now: Figure, before: float, fails: bool) -> None:
    assert results.regressions({"F1": now}, {"F1": figure(before)}) == (["F1"] if fails else [])


def test_a_new_figure_is_no_regression() -> None:
    assert results.regressions({"F1": figure(0.1)}, {}) == []


def test_a_recorded_run_reads_back(tmp_path: Path) -> None:
    table = {"F1": figure(0.5), "by genre: news, F1": figure(0.25)}
    results.write(tmp_path / "articles-dev.json", table)
    assert results.read(tmp_path / "articles-dev.json") == table


@pytest.mark.parametrize("text", ["{", '{"F1": 0.5}', "[1]"])
def test_a_damaged_run_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "articles-dev.json"
    file.write_text(text)
    with pytest.raises(ConfigError, match=r"articles-dev\.json.*--record"):
        results.read(file)


GOT_WORSE = {
    "sentences": ("our posts, F1", 0.999),
    "status": ("accuracy", 0.999),
    "claims": ("near misses hit", 0.0),
    "difficulty": ("premise alone, accuracy", 0.1),
}
SLOW = ("claims", "difficulty")


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) if n in SLOW else n for n in GOT_WORSE])
def test_a_set_is_recorded_and_fails_when_it_has_got_worse(
    name: str, tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["evaluate", name, "--results", str(tmp_path), "--format", "json"]
    assert main([*call, "--record"]) == 0
    file = tmp_path / f"{name}-dev.json"
    recorded = json.loads(file.read_text())
    key, better = GOT_WORSE[name]
    recorded[key][0] = better
    file.write_text(json.dumps(recorded))
    capsys.readouterr()
    assert main(call) == 1
    said = capsys.readouterr()
    assert f"regression: {key} {better:.3f}" in said.err
    assert json.loads(said.out)["figures"][key]["count"] >= 20


@pytest.mark.slow
@pytest.mark.parametrize("name", ["annotated", "articles", "contradictions", "calibration"])
def test_rules_alone_hold_what_is_recorded_on_whole_articles(name: str, shared: Path) -> None:
    assert main(["evaluate", name, "--no-models"]) == 0


def test_the_page_shows_what_is_recorded() -> None:
    text = (resources.root() / "docs" / "evaluation.md").read_text(encoding="utf-8")
    shown = text.split(page.START)[1].split(page.END)[0]
    assert shown == f"\n{page.figures()}", "run checker evaluate SET --record"
    assert "| annotated, dev | findings F1 |" in shown


def test_a_page_without_the_comment_lines_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "evaluation.md"
    file.write_text("# What the figures mean\n")
    with pytest.raises(ConfigError, match=r"evaluation\.md: needs one line"):
        page.refresh(file)


def test_sections_become_tables_of_their_own() -> None:
    shown = show.shown("articles, dev", {"F1": figure(0.5), "by genre: news, F1": figure(0.25)}, {}, width=100)
    assert "articles, dev" in shown
    assert "by genre" in shown
    assert "0.250" in shown
    assert "0.200 to 0.300" in shown


TABLE = {
    "by confidence: 0.7 to 0.8, said": Figure(0.75, 0.7, 0.8, 40, ""),
    "by confidence: 0.7 to 0.8, right": Figure(0.5, 0.3, 0.7, 40, ""),
}


def test_the_reliability_plot_is_drawn_in_the_terminal() -> None:
    assert plot.bars({"F1": figure(0.5)}) == ""
    assert "█" * 20 + "·" * 10 + "|" in plot.bars(TABLE)


def test_the_reliability_plot_is_a_picture() -> None:
    from xml.etree import ElementTree as ET

    root = ET.fromstring(plot.svg(TABLE, "Reliability"))
    bars = [e for e in root.iter("{http://www.w3.org/2000/svg}rect") if e.get("fill-opacity")]
    assert [float(bar.get("height", "0")) for bar in bars] == [160.0]
