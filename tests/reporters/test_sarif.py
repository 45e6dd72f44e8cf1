"""SARIF validates against the standard's schema and says what the findings say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft4Validator

from checker import reporters
from checker.reporters.parts.sarif_places import uri_reference

from . import sample
from .sample_documents import DATA


def run(report: Any = None) -> Any:
    return json.loads(reporters.load("sarif")(report or sample.report()))["runs"][0]


@pytest.mark.parametrize("report", [sample.report(), sample.empty()], ids=["full", "empty"])
def test_the_log_is_valid(report: Any) -> None:
    schema = json.loads((DATA / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(reporters.load("sarif")(report))
    assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []


def test_results_point_at_their_rules_and_text() -> None:
    log, source = run(), sample.article().document.source
    for result in log["results"][:5]:
        assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert source[region["charOffset"]][0] == region["snippet"]["text"][0]
        assert region["charLength"] == len(region["snippet"]["text"])


def test_levels_follow_severity() -> None:
    levels = {result["properties"]["severity"]: result["level"] for result in run()["results"]}
    assert levels == {
        "critical": "error",
        "high": "error",
        "medium": "warning",
        "low": "note",
        "info": "note",
    }


def test_an_accepted_finding_is_suppressed_where_the_comment_stands() -> None:
    [suppressed] = [result for result in run()["results"] if result["suppressions"]]
    [suppression] = suppressed["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"] == "quotes the maker's own leaflet"
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 5


def test_a_fix_deletes_exactly_its_span() -> None:
    [fixed] = [result for result in run()["results"] if result["fixes"]]
    region = fixed["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    assert sample.article().document.source[region["charOffset"] :][: region["charLength"]] == "promising "


def test_an_unreadable_input_is_a_notification() -> None:
    [invocation] = run()["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith("articles/scan.pdf")


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("articles/a b.md", "articles/a%20b.md"),
        ("/srv/ä.md", "file:///srv/%C3%A4.md"),
        ("C:\\texts\\a.md", "file:///C:/texts/a.md"),
        ("https://example.org/a?b=1&c=d e", "https://example.org/a?b=1&c=d%20e"),
        ("note: sleep.md", "note%3A%20sleep.md"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_a_name_becomes_a_valid_reference(name: str, uri: str) -> None:
    assert uri_reference(name) == uri
