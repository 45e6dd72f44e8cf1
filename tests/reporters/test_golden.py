"""Every reporter prints the sample report exactly as its golden file has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from checker import reporters

from . import sample

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = {
    "json": "report.json",
    "jsonl": "report.jsonl",
    "sarif": "report.sarif",
    "markdown": "report.md",
    "github": "github.txt",
    "rdjson": "report.rdjson",
}
SCREENS = {
    "terminal-80.txt": {"width": 80, "color": False},
    "terminal-50.txt": {"width": 50, "color": False},
    "terminal-100-color.txt": {"width": 100, "color": True},
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_prints_what_it_printed_before(name: str, golden: Callable[[str, str], None]) -> None:
    golden(FORMATS[name], reporters.load(name)(sample.report()))


@pytest.mark.parametrize("file", SCREENS)
def test_the_terminal_prints_what_it_printed_before(file: str, golden: Callable[[str, str], None]) -> None:
    golden(file, reporters.load("terminal")(sample.report(), **SCREENS[file]))


def test_the_page_is_what_it_was_before_style_and_script_aside(golden: Callable[[str, str], None]) -> None:
    page = re.sub(r"(?s)(<style>|<script>).*?(</style>|</script>)", r"\1…\2", reporters.load("html")(sample.report()))
    golden("report.html", re.sub(r"sha256-[\w+/=]+", "sha256-…", page))


@pytest.mark.parametrize("name", reporters.names())
def test_the_same_report_gives_the_same_text(name: str) -> None:
    report = reporters.load(name)
    assert report(sample.report()) == report(sample.report())


@pytest.mark.parametrize("name", reporters.names())
def test_a_report_on_nothing_is_still_a_report(name: str) -> None:
    assert isinstance(reporters.load(name)(sample.empty()), str)
