"""The card: what an article that claims a treatment effect leaves out."""

from dataclasses import replace
from functools import cache

import pytest

from checker import balance, hnr, omissions, resources
from checker.errors import RuleError
from checker.parse import parse, pipeline
from checker.pipeline import review
from checker.readers import read
from checker.types import Genre, Missing, MissingState

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


def test_every_pattern_compiles():
    assert all(pattern.tree for pattern in the_set().index.patterns)


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


@pytest.mark.parametrize(
    "text",
    [
        "The museum opens at ten. Its lawns are open to all.",
        "Asthma is a disease of the airways. More research is needed before anyone knows what sets it off.",
        "Our neighbours keep four hens and a promising rooster.",
        "",
    ],
)
def test_an_article_that_claims_no_treatment_effect_gets_no_card(engine, text):
    assert reviewed(engine, text) == {}


def test_an_article_that_claims_one_does(engine):
    found = reviewed(engine, "Turmeric cures arthritis. Turmeric is completely safe.")
    assert found["missing-harms"].state is MissingState.ABSENT
    assert found["missing-harms"].message == RULES["missing-harms"].absent
    assert found["missing-harms"].places == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Psilocybin eases dread.", "missing-legality"),
        ("It helps people with suicidal thoughts.", "missing-help"),
        ("A new study found that it works.", "missing-design"),
        ("Our clinic offers infusions.", "missing-cost"),
        ("The tablets can cause nausea.", "missing-harm-numbers"),
    ],
)
def test_some_omissions_count_only_where_their_subject_comes_up(text, rule):
    assert rule in card(text)
    assert rule not in card("Turmeric eases the knees.")


def test_an_answer_is_shown_with_its_places():
    text = "Each jar costs £12.\n\nIt can cause nausea. Our clinic offers infusions."
    line = card(text)["missing-cost"]
    assert line.state is MissingState.PRESENT
    assert line.message == RULES["missing-cost"].found
    assert [place.quote for place in line.places] == ["£12"]


@pytest.mark.parametrize("text", ["# Side effects include nausea", "Are there side effects such as nausea?"])
def test_titles_and_questions_raise_a_point_without_answering_it(text):
    line = card(f"{text}\n\nTurmeric eases the knees.")["missing-harms"]
    assert line.state is MissingState.UNCLEAR
    assert line.message == RULES["missing-harms"].question


def test_one_source_is_not_enough():
    one = "The trial appeared in the Lancet."
    assert card(one)["missing-sources"].state is MissingState.UNCLEAR
    assert card(f"{one}\n\nNICE guidelines advise against it.")["missing-sources"].state is MissingState.PRESENT


def test_an_article_that_claims_little_is_not_blamed_for_what_it_leaves_out(engine):
    little = "Turmeric cures arthritis."
    much = f"{little} " + " ".join(
        f"Turmeric cures {disease}." for disease in ("asthma", "gout", "diabetes", "cancer", "stroke", "acne")
    )
    assert reviewed(engine, little)["missing-contraindications"].state is MissingState.UNCLEAR
    assert reviewed(engine, much)["missing-contraindications"].state is MissingState.ABSENT


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("author: Mara Lind\ndate: 2026-03-02\n", MissingState.PRESENT),
        ("author: Mara Lind\n", MissingState.UNCLEAR),
        ("description: Drops\n", MissingState.ABSENT),
    ],
)
def test_metadata_tells_author_and_date(head, state):
    assert card(f"---\n{head}---\n\nTurmeric eases the knees.\n")["missing-provenance"].state is state


def test_a_text_without_any_metadata_may_have_had_a_byline():
    assert card("Turmeric eases the knees.", suffix=".txt")["missing-provenance"].state is MissingState.UNCLEAR


def test_a_byline_counts_although_it_is_set_aside_as_boilerplate():
    text = "---\ndescription: Drops\n---\n\nPublished on 14 January 2024\n\nTurmeric eases the knees.\n"
    assert card(text)["missing-provenance"].state is MissingState.PRESENT


def test_configuration_leaves_lines_out():
    from checker.config import Config
    from checker.pipeline import Engine

    found = reviewed(Engine(Config(models=False, ignore=("missing-*",))), "Turmeric cures arthritis.")
    assert found
    assert not any(rule.startswith("missing-") for rule in found)


def test_the_reading_takes_the_worst_line_of_each_question():
    lines = [
        Missing("missing-harms", MissingState.PRESENT, ""),
        Missing("missing-harm-numbers", MissingState.ABSENT, ""),
        Missing("missing-cost", MissingState.UNCLEAR, ""),
        Missing("missing-sources", MissingState.ABSENT, ""),
    ]
    answers = [(answer.number, answer.state) for answer in hnr.reading(lines, RULES)]
    assert answers == [(1, MissingState.UNCLEAR), (3, MissingState.ABSENT)]


def test_criteria_are_questions_of_the_reading():
    assert {rule.criterion for rule in RULES.values()} - {0} <= set(hnr.QUESTIONS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('only_with = "missing-nothing"', "no rule 'missing-nothing'"),
        ('enough = "two"', "'enough' must be a number"),
        ('presents = ["x"]', "did you mean 'present'"),
        ('present_signals = ["hum"]', "no signal 'hum'"),
        ('[words]\ndrug = ["x"]', "word class 'drug' is shared"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path, change, message):
    text = (resources.path("rules/missing") / "missing-help.toml").read_text(encoding="utf-8").partition("[words]")[0]
    (tmp_path / "missing-odd.toml").write_text(f"{text}\n{change}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        omissions.load_omissions(tmp_path)
