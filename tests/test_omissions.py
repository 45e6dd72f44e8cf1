"""The card: what an article that claims a treatment effect leaves out."""

from dataclasses import replace
from functools import cache

import pytest

from checker import balance, omissions, resources
from checker.errors import RuleError
from checker.parse import parse, pipeline
from checker.pipeline import review
from checker.readers import read
from checker.types import Genre, MissingState

RULES = omissions.load_omissions(resources.path("rules/missing"))
NAMES = [
    *["cost", "benefit-numbers", "harms", "harm-numbers", "design", "sources", "independent-source", "coi"],
    *["alternatives", "availability", "legality", "contraindications", "no-treatment", "provenance", "help"],
]
ANSWERED = [(rule.id, text) for rule in RULES.values() if rule.id not in balance.JUDGES for text in rule.flag]
TEMPTING = [(rule.id, text) for rule in RULES.values() if rule.id not in balance.JUDGES for text in rule.keep]
FAULTY = [(id_, text) for id_ in balance.JUDGES for text in RULES[id_].flag]
SOUND = [(id_, text) for id_ in balance.JUDGES for text in RULES[id_].keep]


@cache
def the_set():
    return omissions.OmissionSet(RULES, pipeline())


def card(text, suffix=".md", findings=()):
    article = parse(read(text.encode(), "given", suffix=suffix), Genre.BLOG)
    return {line.rule: line for line in omissions.card(article, the_set(), findings)}


def answers(rule, text):
    """Return whether a sentence alone answers a rule's question, in however many sentences the rule wants it."""
    alone = {rule: replace(RULES[rule], only_if=(), only_with="", enough=1)}
    article = parse(read(text.encode(), "given", suffix=".md"), Genre.BLOG)
    (line,) = omissions.card(article, omissions.OmissionSet(alone, pipeline()), ())
    return line.state is MissingState.PRESENT


def reviewed(engine, text):
    return {line.rule: line for line in review(read(text.encode(), "given", suffix=".md"), engine).missing}


def test_there_is_a_rule_for_each_omission():
    assert set(RULES) == {f"missing-{name}" for name in NAMES} | set(balance.JUDGES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_complete(rule):
    least = 1 if rule.id in balance.JUDGES else 6
    assert len(rule.flag) >= least
    assert len(rule.keep) >= least
    assert len(rule.title.split()) < 10
    assert rule.question.endswith("?")
    assert len({rule.absent, rule.found, rule.question}) == 3


def test_no_example_stands_in_two_rules():
    texts = [text for _, text in (*ANSWERED, *TEMPTING)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(("rule", "text"), ANSWERED)
def test_a_sentence_that_answers_is_found(rule, text):
    assert answers(rule, text)


@pytest.mark.parametrize(("rule", "text"), TEMPTING)
def test_a_sentence_that_only_seems_to_answer_is_not(rule, text):
    assert not answers(rule, text)


@pytest.mark.parametrize(("rule", "text"), FAULTY)
def test_an_article_with_a_fault_is_shown_it(engine, rule, text):
    assert reviewed(engine, text)[rule].state is MissingState.ABSENT


@pytest.mark.parametrize(("rule", "text"), SOUND)
def test_an_article_without_the_fault_is_not(engine, rule, text):
    line = reviewed(engine, text).get(rule)
    assert line is None or line.state is MissingState.PRESENT
