"""Every shipped rule: complete, with its own examples, and passing them."""

import pytest

from checker import resources
from checker.examples import failures
from checker.parse import pipeline
from checker.rule import load_overstatement, load_standards
from checker.ruleset import RuleSet
from checker.signals import check_names

FILES = sorted(resources.path("rules/overstatement").glob("*.toml"))
FAMILIES = resources.load_toml("rules/status.toml")
CATEGORIES = 26


def test_there_is_a_rule_for_each_category():
    assert len(FILES) == CATEGORIES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_rule_is_complete(file):
    rule = load_overstatement(file)
    assert len(rule.flag) >= 12
    assert len(rule.keep) >= 12
    assert len(rule.title.split()) < 10
    assert rule.patterns
    assert rule.family in FAMILIES
    assert rule.rewrites or rule.edits
    assert "false" not in f"{rule.what} {rule.why}".lower().split()
    check_names((*rule.requires, *rule.cleared_by, *rule.lowered_by, *rule.evidence), str(file))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_rule_passes_its_own_examples(file):
    rule = load_overstatement(file)
    assert [str(failure) for failure in failures(RuleSet({rule.id: rule}, pipeline()))] == []


def test_no_example_stands_in_two_rules():
    texts = [text for file in FILES for text in (*load_overstatement(file).flag, *load_overstatement(file).keep)]
    assert len(texts) == len(set(texts))


def test_standards_say_whom_they_reach_and_how_they_were_checked():
    for standard in load_standards().values():
        assert standard.applies_to
        assert standard.checked in ("primary", "secondary", "memory")
