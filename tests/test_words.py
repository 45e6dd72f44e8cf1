"""The shipped word classes: each compiles, says what it is, and says nothing twice."""

from __future__ import annotations

from collections import Counter

import pytest
import spacy

from checker.inflect import forms
from checker.matching import Pattern, PatternIndex
from checker.resources import load_toml, path

NLP = spacy.blank("en")
TABLES = {file.stem: load_toml(f"rules/words/{file.name}") for file in sorted(path("rules/words").glob("*.toml"))}
WORDS = {name: tuple(table["words"]) for name, table in TABLES.items() if "words" in table}
GENERIC = TABLES["brands"]["generic"]


def covers(name, text):
    doc = NLP.make_doc(text)
    pattern = Pattern(name, f"<{name}>", WORDS, NLP.tokenizer)
    matches = PatternIndex([pattern], NLP.vocab).matches(doc, [pattern], tags=False)
    return any((match.start, match.end) == (0, len(doc)) for match in matches)


@pytest.mark.parametrize("name", WORDS)
def test_every_entry_of_a_word_class_compiles(name):
    for entry in WORDS[name]:
        assert Pattern(name, entry, WORDS, NLP.tokenizer).tree


@pytest.mark.parametrize("name", WORDS)
def test_a_word_class_says_what_it_is(name):
    assert TABLES[name]["about"].endswith(".")


@pytest.mark.parametrize("name", WORDS)
def test_a_word_class_has_no_entry_twice(name):
    assert [entry for entry, count in Counter(WORDS[name]).items() if count > 1] == []


@pytest.mark.parametrize("name", WORDS)
def test_no_single_word_is_a_form_of_another_entry(name):
    single = {entry for entry in WORDS[name] if entry.removeprefix("~").isalpha()}
    inflected = {form for entry in single if entry.startswith("~") for form in forms(entry[1:])}
    assert sorted(single & inflected) == []


@pytest.mark.parametrize("name", WORDS)
def test_entries_are_in_lower_case_but_for_abbreviations_with_stops(name):
    assert [entry for entry in WORDS[name] if entry != entry.lower() and "." not in entry] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("drug", "ibuprofen"),
        ("drug", "blood pressure tablets"),
        ("drug", "beta-blockers"),
        ("drug", "magic mushrooms"),
        ("supplement", "St John's wort"),
        ("supplement", "St. John's wort"),
        ("supplement", "vitamin D3"),
        ("supplement", "cod liver oil"),
        ("therapy", "cold water immersion"),
        ("therapy", "red-light therapy"),
        ("diet", "low-carb diet"),
        ("diet", "10-day cleanse"),
        ("device", "weighted blanket"),
        ("treatment", "acupuncture"),
        ("condition", "irritable bowel syndrome"),
        ("condition", "Crohn's disease"),
        ("symptom", "lower back pain"),
        ("outcome", "quality of life"),
        ("harm", "side-effects"),
        ("clinician", "primary care provider"),
        ("study", "double-blind trial"),
        ("species", "test-tube studies"),
        ("hedge", "is thought to"),
        ("short-time", "in just three days"),
        ("long-time", "once and for all"),
        ("everyone", "every body type"),
        ("vulnerable", "anyone with a heart"),
    ],
)
def test_a_class_covers(name, text):
    assert covers(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("treatment", "time"),
        ("treatment", "light"),
        ("treatment", "water"),
        ("therapy", "blood cells"),
        ("condition", "cavity"),
        ("country", "us"),
        ("authority", "who"),
        ("dose-unit", "united"),
        ("species", "rating"),
        ("absolute", "never"),
        ("harm", "sensitivity"),
        ("improve", "aids"),
    ],
)
def test_a_class_leaves_out(name, text):
    assert not covers(name, text)


def test_brands_lead_to_a_final_name():
    assert [name for name, generic in GENERIC.items() if generic in GENERIC] == []


def test_brands_are_in_lower_case():
    assert [name for pair in GENERIC.items() for name in pair if name != name.lower()] == []
