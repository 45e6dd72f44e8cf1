"""Reporters are found by walking the package and imported when asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from checker import reporters
from checker.errors import ConfigError

SHIPPED = {"github", "html", "json", "jsonl", "markdown", "rdjson", "sarif", "terminal"}


def test_every_shipped_reporter_has_a_name() -> None:
    assert set(reporters.names()) >= SHIPPED
    assert list(reporters.names()) == sorted(reporters.names())


def test_the_mapping_holds_what_the_names_say() -> None:
    assert tuple(reporters.REPORTERS) == reporters.names()
    assert len(reporters.REPORTERS) == len(reporters.names())
    assert reporters.REPORTERS["json"] is reporters.load("json")
    assert "cuneiform" not in reporters.REPORTERS


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"cuneiform.*terminal"):
        reporters.load("cuneiform")


def test_no_reporter_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys; from checker import reporters; reporters.names(); "
        "assert 'rich' not in sys.modules; assert 'checker.reporters.sarif' not in sys.modules; "
        "reporters.load('sarif'); assert 'checker.reporters.sarif' in sys.modules; "
        "assert 'rich' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
