"""The models that are shipped: whole, small enough, and of use."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from checker import resources
from checker.claims_model import ClaimsModel
from checker.config import Config
from checker.corpus.rows import load_claims
from checker.pair_model import PairModel, contradiction
from checker.pipeline import Engine, review
from checker.readers import read

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 50_000_000
CLAIMS, PAIRS = resources.path("models/claims"), resources.path("models/nli")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))


@pytest.mark.parametrize("folder", [CLAIMS, PAIRS], ids=["claims", "nli"])
def test_a_model_folder_is_whole(folder: Path) -> None:
    weights = folder / "weights.safetensors"
    assert weights.stat().st_size <= _LARGEST
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == resources.read_toml(folder / "model.toml")["sha256"]
    assert {"CARD.md", "train.py", "labels.json", "tokenizer.json"} <= {file.name for file in folder.iterdir()}
    assert not list(folder.glob("*.bin")) + list(folder.glob("*.pt")) + list(folder.glob("*.pkl"))


def test_the_claims_model_knows_a_cure_from_opening_hours() -> None:
    cure = (
        "This one root melts tumours away within a month, and your oncologist hopes you never hear of it.",
        "",
        None,
    )
    hours = ("The pharmacy on the high street closes at six on Saturdays.", "", None)
    found = ClaimsModel(CLAIMS).judge([cure, hours])
    assert found[cure].finding > 0.5 > found[hours].finding


def test_the_pair_model_knows_a_denial_from_another_subject() -> None:
    denial = ("Never take this drug without a doctor.", "You can take this drug without a doctor.")
    other = ("Never take this drug without a doctor.", "The clinic has a car park behind the building.")
    found = contradiction(PairModel(PAIRS), [denial, other])
    assert found[denial] > 0.5 > found[other]


def test_a_careful_text_stays_without_findings_from_models() -> None:
    text = (
        "# Ginger and nausea\n\nTwo small trials found slightly less nausea with ginger than with placebo; a third found no "
        "difference. Heartburn was the commonest side effect. Ask a pharmacist before you combine it with blood thinners.\n"
    )
    assert review(read(text.encode(), "a.md"), Engine(Config())).findings == ()


@pytest.mark.slow
def test_int8_is_as_often_right_as_fp32() -> None:
    rows = [row for row in load_claims(resources.root() / "corpus" / "claims") if row.split == "dev"][:300]
    asked = [(row.text, "", (row.span.start, row.span.end) if row.span else None) for row in rows]
    exact, small = (ClaimsModel(CLAIMS, quantised=q).judge(asked) for q in (False, True))
    right = [
        [
            max(found[key].status, key=found[key].status.__getitem__) == row.status
            for key, row in zip(asked, rows, strict=True)
        ]
        for found in (exact, small)
    ]
    fp32, int8 = (sum(answers) / len(answers) for answers in right)
    assert int8 == pytest.approx(fp32, abs=0.02)
