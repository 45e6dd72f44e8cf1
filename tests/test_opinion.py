"""The claims model beside the rules: both voices weighed, a model that is missing or slow is told, never fatal."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checker import opinion
from checker.claims_model import ClaimsModel
from checker.cli import main
from checker.config import Config
from checker.pipeline import Engine, review
from checker.readers import read
from tests import tiny

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Sleepy drops\n\nThe drops are safe without any side effects. Ask your doctor first, never take any tea in pain.\n"
)


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.claims_folder(tmp_path_factory.mktemp("claims"))


def _engine(folder: Path, **weights: float) -> Engine:
    made = Engine(Config())
    model = ClaimsModel(folder)
    model.encoder.card["combine"] = weights
    made.__dict__["claims"] = model
    return made


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))


def _found(engine: Engine) -> list[tuple[str, str]]:
    found = review(read(TEXT.encode(), "a.txt"), engine).findings
    return [(finding.rule, finding.explanation.trigger) for finding in found]


def test_both_voices_speak_in_the_trigger_of_a_rules_finding(claims: Path) -> None:
    (rule, trigger), *_ = _found(_engine(claims, keep=0.0, propose=1.1))
    assert rule == "safety-absolute"
    assert "pattern" in trigger
    assert "the claims model gives this sentence" in trigger


def test_the_model_can_outvote_a_rule(claims: Path) -> None:
    assert _found(_engine(claims, keep=1.1, propose=1.1)) == []


def test_a_hit_that_the_model_did_not_judge_stands(claims: Path) -> None:
    found = review(read(b"# Miracle cure\n\nTea.\n", "a.md"), _engine(claims, keep=1.1, propose=1.1)).findings
    assert {finding.place.quote for finding in found} & {"Miracle cure", "Miracle"}
    assert all("the claims model" not in finding.explanation.trigger for finding in found)


def test_the_model_can_propose_what_no_rule_has(claims: Path) -> None:
    weights = {"keep": 1.1, "propose": 0.0, "no_claim": 1.1}
    text = "All of us take the tea and the drops for sleep in the pain.\n"
    found = review(read(text.encode(), "a.txt"), _engine(claims, **weights)).findings
    assert [f.rule for f in found if f.rule in tiny.CATEGORIES]
    assert all("found by the claims model alone" in f.explanation.trigger for f in found)
    assert all(text[f.place.span.start : f.place.span.end] == f.place.quote for f in found)
    assert all(f.fixes == () for f in found)


def test_a_hedge_within_the_marked_words_counts(claims: Path) -> None:
    from checker.examples import article
    from checker.ruleset import marked
    from checker.types import Span, Status

    rules = _engine(claims).overstatement
    said = []
    for text in ("Tea aids sleep and pain relief.", "Tea could possibly aid sleep and pain relief."):
        one = article(text, rules)
        hit = marked(one, one.sentences[0], Span(0, len(text)), rules.rules["efficacy-unqualified"], rules)
        said.append(hit.assertion.status if hit else Status.HEDGED)
    assert said == [Status.ASSERTED, Status.HEDGED]


def test_a_rule_that_looked_closer_and_found_no_claim_stands(claims: Path) -> None:
    weights = {"keep": 0.0, "propose": 0.0, "no_claim": 1.1}
    found = review(
        read(b"No drops are safe without any side effects, ask your doctor.\n", "a.txt"), _engine(claims, **weights)
    )
    assert "safety-absolute" not in {finding.rule for finding in found.findings}


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"models": False}, "switched off"), ({"budget": 0.0}, "time budget")],
)
def test_what_the_model_left_out_is_named(claims: Path, changes: dict[str, object], words: str) -> None:
    engine = Engine(replace(Config(), claims_model=str(claims), **changes))
    found = review(read(TEXT.encode(), "a.txt"), engine)
    assert any(words in text for text in found.not_examined)
    assert {finding.rule for finding in found.findings} == {"safety-absolute"}


def test_a_damaged_model_is_named_and_the_rules_still_run(claims: Path, tmp_path: Path) -> None:
    folder = tiny.claims_folder(tmp_path / "broken")
    (folder / "weights.safetensors").write_bytes(b"\0" * 64)
    found = review(read(TEXT.encode(), "a.txt"), Engine(replace(Config(), claims_model=str(folder))))
    assert any("damaged" in text for text in found.not_examined)
    assert {finding.rule for finding in found.findings} == {"safety-absolute"}


def test_a_damaged_pair_model_is_named_and_the_rules_still_run(tmp_path: Path) -> None:
    folder = tiny.pairs_folder(tmp_path / "broken")
    (folder / "weights.safetensors").write_bytes(b"\0" * 64)
    text = b"# Drops\n\nNever take the drops without a doctor.\n\nYou do not need a doctor to take the drops.\n"
    found = review(read(text, "a.md"), Engine(replace(Config(), nli_model=str(folder))))
    assert any("damaged" in what for what in found.not_examined)
    assert "contradiction-supervision" in {finding.rule for finding in found.findings}


def test_evidence_without_models_is_said_not_to_be_examined(tmp_path: Path) -> None:
    (tmp_path / "trial.txt").write_text("The drops did not change sleep at all in this trial.\n")
    engine = Engine(replace(Config(), models=False, evidence=(str(tmp_path / "trial.txt"),)))
    found = review(read(TEXT.encode(), "a.txt"), engine)
    assert "evidence" not in {finding.kind.value for finding in found.findings}
    assert any("switched off" in what for what in found.not_examined)


def test_an_opinion_is_asked_once(claims: Path) -> None:
    from checker.examples import article

    engine = _engine(claims)
    text = article("The tea heals you.", engine.overstatement)
    assert opinion.of(text, engine) is opinion.of(text, engine) != {}


def test_the_command_adds_the_judgement_to_each_row_in_order(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rows.jsonl"
    rows = [{"id": 1, "text": "The tea cures pain."}, {"id": 2, "text": "Ask first.", "span": {"start": 0, "end": 3}}]
    file.write_text("\n".join(map(json.dumps, rows)) + "\n")
    assert main(["claims", str(file), "--claims-model", str(claims)]) == 0
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in written] == [1, 2]
    assert set(written[0]["categories"]) == set(tiny.CATEGORIES)
    assert set(written[0]["strength"]) == {"none", "correlational", "conditional", "causal"}
    assert 0 <= written[0]["certainty"] <= 1
    assert isinstance(written[1]["status"], str)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not a line of JSON"),
        ("[1]", "an object with text"),
        ('{"text": 3}', "an object with text"),
        ('{"text": "a b", "span": {"start": 2, "end": 90}}', "lies outside"),
        ('{"text": "a b", "span": [0, 1]}', "span must be"),
    ],
)
def test_a_bad_row_is_named(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(line + "\n")
    assert main(["claims", str(file), "--claims-model", str(claims)]) == 3
    assert said in capsys.readouterr().err
