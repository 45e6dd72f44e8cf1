"""Annotations beside lines: GitHub's workflow commands and reviewdog's diagnostics."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from checker import reporters
from checker.reporters.github import report as github
from checker.reporters.parts.positions import byte_position
from checker.types import Edit, Fix, Span

from . import sample
from .sample_documents import markdown_document


def diagnostics(report: Any) -> Any:
    return json.loads(reporters.load("rdjson")(report))["diagnostics"]


def test_every_finding_and_error_is_one_command() -> None:
    lines = github(sample.report()).splitlines()
    article = ["error", "error", "warning", "notice", "notice"]
    assert [line.split()[0] for line in lines] == [
        f"::{name}" for name in (*article, "error", "notice", "error", "error")
    ]


def test_commands_escape_what_would_end_them() -> None:
    report = sample.single()
    finding = replace(report.reviews[0].findings[3], message="50% of,\n::error::it: all")
    review = replace(report.reviews[0], findings=(finding,), missing=())
    review = replace(review, document=replace(review.document, uri="a,b:c%.md"))
    [line] = github(replace(report, reviews=(review,))).splitlines()
    assert line.startswith("::notice file=a%2Cb%3Ac%25.md,line=14,col=16,endLine=14,endColumn=32,title=Takes")
    assert "::50%25 of, ::error::it: all%0AWhat:" in line


def test_columns_are_left_out_where_a_finding_runs_over_lines() -> None:
    report = sample.single()
    finding = report.reviews[0].findings[3]
    whole = replace(finding, place=replace(finding.place, span=Span(0, 300)))
    review = replace(report.reviews[0], findings=(whole,), missing=())
    assert "line=1,endLine=6,title=" in github(replace(report, reviews=(review,)))


@pytest.mark.parametrize(("offset", "position"), [(0, (1, 1)), (1, (1, 2)), (2, (1, 6)), (4, (2, 1)), (5, (2, 3))])
def test_reviewdogs_columns_count_bytes(offset: int, position: tuple[int, int]) -> None:
    document = markdown_document("a.md", "a\U00010400b\nä!\n")
    assert byte_position(document, offset) == position


def test_a_fix_of_several_edits_is_one_suggestion() -> None:
    report = sample.single()
    finding = report.reviews[0].findings[3]
    start = finding.place.span.start
    fix = Fix("Both", (Edit(Span(start + 10, start + 16), "drink"), Edit(Span(start, start + 1), "one")))
    review = replace(report.reviews[0], findings=(replace(finding, fixes=(fix,)),))
    [diagnostic] = diagnostics(replace(report, reviews=(review,)))
    assert diagnostic["suggestions"] == [
        {
            "range": {"start": {"line": 14, "column": 16}, "end": {"line": 14, "column": 32}},
            "text": "one natural drink",
        }
    ]


def test_reviewdog_is_told_other_places_and_unreadable_files() -> None:
    found = diagnostics(sample.report())
    assert [len(row.get("related_locations", [])) for row in found] == [2, 1, 3, 0, 0, 0, 1, 0]
    assert found[-1]["location"] == {"path": "articles/scan.pdf"}
    assert {row["severity"] for row in found} == {"ERROR", "WARNING", "INFO"}
