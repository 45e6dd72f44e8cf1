"""The whole road, from text to findings."""

from dataclasses import replace
from pathlib import Path

import pytest

from checker import review
from checker.config import Config
from checker.pipeline import Engine
from checker.pipeline import review as review_document
from checker.readers import read
from checker.types import Kind, Severity, Status

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample" / "evening-drops.md"


def findings(engine, text, suffix=".md"):
    return review_document(read(text.encode(), "given", suffix=suffix), engine).findings


def rules(engine, text):
    return [finding.rule for finding in findings(engine, text)]


def test_the_sample_article_shows_what_checker_is_for(engine):
    found = review_document(read(SAMPLE.read_bytes(), str(SAMPLE)), engine)
    by_rule = {finding.rule: finding for finding in found.findings}
    assert by_rule["safety-absolute"].severity is Severity.CRITICAL
    assert any(finding.kind is Kind.CONTRADICTION for finding in found.findings)
    assert any(line.state.value == "absent" for line in found.missing)


def test_every_span_is_its_quote(engine):
    document = read(SAMPLE.read_bytes(), str(SAMPLE))
    for finding in review_document(document, engine).findings:
        places = [finding.place, *(r.place for r in finding.related), *(e.place for e in finding.explanation.evidence)]
        assert all(document.source[p.span.start : p.span.end] == p.quote for p in places)


def test_a_review_is_the_same_every_time(engine):
    document = read(SAMPLE.read_bytes(), str(SAMPLE))
    assert review_document(document, engine) == review_document(document, engine)


def test_nothing_is_found_in_nothing(engine):
    assert findings(engine, "") == ()
    assert findings(engine, "\n\n \n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ask your doctor before you stop taking the tablets.",
        "No medicine is completely safe.",
        "Never change your dose without medical advice.",
        "It is a myth that garlic cures cancer.",
        "More research is needed before anyone can say whether it works.",
    ],
)
def test_safeguards_debunks_and_caveats_are_left_alone(engine, text):
    assert findings(engine, text) == ()


def test_repeated_hype_is_one_finding_with_its_places(engine):
    text = "A promising therapy.\n\nThis promising technique is new.\n\nThe promising approach spread.\n"
    hype = [f for f in findings(engine, text) if f.rule == "hype-promise"]
    assert len(hype) == 1
    assert len(hype[0].related) == 2


def test_inline_comments_accept_a_finding_and_unused_ones_are_reported(engine):
    accepted = (
        'Start.\n\n<!-- checker: off-next safety-absolute reason="a slogan" -->\n\nIt is completely safe for you.\n'
    )
    found = review_document(read(accepted.encode(), "a.md", suffix=".md"), engine)
    assert "safety-absolute" not in [f.rule for f in found.findings]
    assert found.suppressed[0].reason == "a slogan"
    unused = '<!-- checker: off panacea reason="?" -->\n\nAll is well.\n'
    assert "silences nothing" in review_document(read(unused.encode(), "a.md", suffix=".md"), engine).notes[0]


def test_configuration_chooses_changes_and_drops(engine):
    text = "It is completely safe for you and cures cancer."
    assert "safety-absolute" not in rules(Engine(Config(models=False, ignore=("safety-*",))), text)
    lowered = findings(Engine(Config(models=False, severity={"safety-absolute": "low"})), text)
    assert next(f for f in lowered if f.rule == "safety-absolute").severity is Severity.LOW
    assert findings(Engine(Config(models=False, min_confidence=0.99)), text) == ()


def test_a_fix_clears_its_finding_and_adds_none(engine):
    text = "This promising new therapy is offered in Leeds."
    for finding in findings(engine, text):
        for fix in finding.fixes:
            edited = text
            for edit in sorted(fix.edits, key=lambda e: -e.span.start):
                edited = edited[: edit.span.start] + edit.text + edited[edit.span.end :]
            assert finding.rule not in rules(engine, edited)
            assert len(rules(engine, edited)) < len(rules(engine, text))


def test_fingerprints_survive_moves_rewraps_and_quote_style(engine):
    one = findings(engine, "It’s completely safe for your children.")
    other = findings(engine, "# Title\n\nSome words first.\n\nIt's completely\nsafe for your children.")
    assert one[0].fingerprint in {f.fingerprint for f in other}
    changed = findings(engine, "It’s completely safe for your older children.")
    assert one[0].fingerprint not in {f.fingerprint for f in changed}


def test_the_python_front_door_reviews_text_and_files(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("The drops are completely safe for the whole family.", encoding="utf-8")
    assert [f.rule for f in review(file).findings] == [f.rule for f in review(file.read_text(), suffix=".txt").findings]


def test_the_spacy_component_puts_spans_into_the_doc():
    import spacy

    import checker.component  # noqa: F401

    nlp = spacy.blank("en")
    nlp.add_pipe("checker")
    doc = nlp("The drops are completely safe for the whole family.")
    assert [span.label_ for span in doc.spans["checker"]][:1] == ["safety-absolute"]
    assert doc.user_data["checker"][0].status is Status.ASSERTED
    html = __import__("spacy.displacy", fromlist=["render"]).render(
        doc, style="span", options={"spans_key": "checker"}, jupyter=False
    )
    assert "safety-absolute" in html


def test_severity_rises_in_the_title_and_falls_with_a_hedge(engine):
    title = findings(engine, "# Garlic cures diabetes\n\nA story about a bulb.\n")
    assert title[0].severity is Severity.CRITICAL
    assert replace(title[0], severity=Severity.HIGH).severity.rank < title[0].severity.rank


def test_two_places_of_one_fault_in_a_sentence_are_one_finding(engine: Engine) -> None:
    found = findings(engine, "The report guarantees that the drops are safe, and they are safe and pure.")
    safety = [finding for finding in found if finding.rule == "safety-absolute"]
    assert len(safety) == 1
    assert len(safety[0].related) == 1


def test_a_treatment_named_in_passing_is_not_what_the_explanation_is_about(engine: Engine) -> None:
    found = findings(engine, "This bread is a miracle to me. It binds zinc. I eat it every day with soup.")
    assert all("zinc" not in finding.explanation.what for finding in found)
    assert found
