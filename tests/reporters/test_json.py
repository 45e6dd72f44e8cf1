"""JSON follows the output contract: its keys, in its order."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker import reporters

from . import sample

ORDER = {
    "report": ["schema", "tool", "articles", "errors", "summary"],
    "tool": ["name", "version", "models", "rules", "config"],
    "article": ["uri", "title", "words", "sha256", "findings", "missing", "suppressed", "not_examined"],
    "finding": [
        *("rule", "kind", "severity", "confidence", "status", "span", "message", "explanation"),
        *("related", "strength", "fixes", "fingerprint"),
    ],
    "span": ["start", "end", "line", "column", "quote"],
    "explanation": ["what", "why", "fine_if", "evidence", "standards", "trigger"],
    "missing": ["rule", "state", "spans", "message"],
}


@pytest.fixture
def content() -> Any:
    return json.loads(reporters.load("json")(sample.report()))


def test_keys_come_in_the_order_of_the_contract(content: Any) -> None:
    article = content["articles"][0]
    finding = article["findings"][0]
    found = {
        "report": content,
        "tool": content["tool"],
        "article": article,
        "finding": finding,
        "span": finding["span"],
        "explanation": finding["explanation"],
        "missing": article["missing"][0],
    }
    assert {name: list(row) for name, row in found.items()} == ORDER


def test_spans_of_plain_text_are_the_quotes_in_the_source(content: Any) -> None:
    source = sample.article().document.source
    spans = [span for finding in content["articles"][0]["findings"] for span in _spans(finding)]
    assert len(spans) > 8
    for span in spans:
        assert source[span["start"] : span["end"]] == span["quote"]
        assert source.split("\n")[span["line"] - 1][span["column"] - 1 :].startswith(span["quote"])


def _spans(finding: Any) -> list[Any]:
    others = [*finding["related"], *finding["explanation"]["evidence"]]
    return [finding["span"], *(other["span"] for other in others)]


def test_the_summary_counts_the_findings_that_stand(content: Any) -> None:
    assert content["summary"] == {"critical": 3, "high": 1, "medium": 1, "low": 1, "info": 1}
    assert content["articles"][0]["suppressed"] == 1


def test_lines_of_json_hold_the_same_articles_and_then_the_rest(content: Any) -> None:
    lines = [json.loads(line) for line in reporters.load("jsonl")(sample.report()).splitlines()]
    assert lines[:-1] == content["articles"]
    assert lines[-1] == {key: content[key] for key in ("schema", "tool", "errors", "summary")}
