"""Models: answers do not depend on company, are remembered, and a broken folder is named."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.claims_model import STATUSES, ClaimsModel, best_span
from checker.errors import ModelError
from checker.memory import Memory
from checker.pair_model import PairModel, contradiction
from checker.quantise import RowLinear
from checker.types import Span
from tests import tiny

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    ("The tea cures every pain.", "", None),
    ("No side effects.", "Tea | | ask the doctor", None),
    ("Ask the doctor first, never take any drops without the doctor.", "", None),
    ("The drops are safe for you.", "", (14, 18)),
    ("The tea heals all of us.", "", None),
    ("Sleep.", "", None),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.claims_folder(tmp_path_factory.mktemp("claims"))


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> PairModel:
    return PairModel(tiny.pairs_folder(tmp_path_factory.mktemp("pairs")))


def test_a_sentence_is_judged_alike_alone_and_in_company(folder: Path) -> None:
    together = ClaimsModel(folder).judge(ROWS)
    assert [ClaimsModel(folder).judge([row])[row] for row in ROWS] == [together[row] for row in ROWS]


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(ROWS), repeats=st.integers(1, 3))
def test_order_and_repeats_change_nothing(folder: Path, order: list, repeats: int) -> None:
    assert ClaimsModel(folder).judge(order * repeats) == ClaimsModel(folder).judge(ROWS)


def test_probabilities_are_probabilities(folder: Path) -> None:
    judgement = ClaimsModel(folder).judge(ROWS)[ROWS[0]]
    assert set(judgement.status) == set(STATUSES)
    assert sum(judgement.status.values()) == pytest.approx(1, abs=0.001)
    assert all(0 <= p <= 1 for p in judgement.categories.values())
    assert set(judgement.categories) == set(tiny.CATEGORIES)


def test_the_marked_words_decide_the_status(folder: Path) -> None:
    text = "The drops are safe for you."
    model = ClaimsModel(folder)
    one, other = (text, "", (4, 9)), (text, "", (14, 18))
    found = model.judge([one, other])
    assert found[one].status != found[other].status
    assert found[one].categories == found[other].categories


def test_int8_stays_near_fp32(folder: Path) -> None:
    exact, small = (ClaimsModel(folder, quantised=q).judge(ROWS) for q in (False, True))
    for row in ROWS:
        assert small[row].finding == pytest.approx(exact[row].finding, abs=0.05)


def test_int8_rows_cannot_see_each_other() -> None:
    torch.manual_seed(1)
    layer = RowLinear(torch.nn.Linear(32, 16))
    rows = torch.randn(6, 32) * torch.tensor([0.01, 1, 100, 1, 5, 0.3]).unsqueeze(1)
    assert torch.equal(layer(rows), torch.cat([layer(row.unsqueeze(0)) for row in rows]))


def test_answers_are_remembered_and_the_same(folder: Path, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "cache" / "claims.sqlite")
    first = ClaimsModel(folder, memory).judge(ROWS)
    with sqlite3.connect(memory.file) as connection:
        assert connection.execute("SELECT COUNT(*) FROM kept").fetchone()[0] == len(ROWS)
    again = ClaimsModel(folder, Memory(memory.file))
    again.encoder.__dict__["_network"] = None  # would fail if it were asked
    assert again.judge(ROWS) == first


def test_the_store_stays_bounded(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "kept.sqlite", most=10)
    for number in range(40):
        memory.put({bytes([number]): b"x"})
    with sqlite3.connect(memory.file) as connection:
        assert connection.execute("SELECT COUNT(*) FROM kept").fetchone()[0] <= 10
    assert memory.get([bytes([39]), bytes([0])]) == {bytes([39]): b"x"}


def _put(file: Path, start: int) -> None:
    memory = Memory(file)
    for number in range(start, start + 50):
        memory.put({number.to_bytes(4, "big"): b"y" * 64})


def test_processes_share_the_store(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_put, [file, file], [0, 50]))
    assert len(Memory(file).get(n.to_bytes(4, "big") for n in range(100))) == 100


@pytest.mark.parametrize("content", [b"not a database at all", b""])
def test_a_broken_store_costs_time_only(folder: Path, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "claims.sqlite"
    file.write_bytes(content * 100)
    assert ClaimsModel(folder, Memory(file)).judge(ROWS) == ClaimsModel(folder).judge(ROWS)


@pytest.mark.parametrize(
    ("name", "content"),
    [("weights.safetensors", b"\0" * 100), ("labels.json", b"{"), ("model.toml", b"= 3"), ("tokenizer.json", b"[]")],
)
def test_a_damaged_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    folder = tiny.claims_folder(tmp_path / "claims")
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=name.split(".", maxsplit=1)[0]) as caught:
        ClaimsModel(folder).judge(ROWS)
    assert "--no-models" in str(caught.value)


def test_a_deadline_leaves_the_rest_out(folder: Path) -> None:
    assert ClaimsModel(folder).judge(ROWS, deadline=0.0) == {}


def test_labels_are_kept_in_order(folder: Path) -> None:
    assert json.loads((folder / "labels.json").read_text())["categories"] == list(tiny.CATEGORIES)


def test_contradiction_is_symmetric(pairs: PairModel) -> None:
    one, other = "The drops are safe.", "No drops are safe for all people."
    forward = contradiction(pairs, [(one, other)])[one, other]
    assert forward == pytest.approx(contradiction(pairs, [(other, one)])[other, one])


@pytest.mark.parametrize(
    ("chances", "span"),
    [
        ([0.1, 0.9, 0.9, 0.1], Span(2, 5)),
        ([0.9, 0.1, 0.9, 0.1], Span(0, 5)),
        ([0.9, 0.0, 0.0, 0.5], Span(0, 1)),
        ([0.1, 0.1, 0.1, 0.1], None),
    ],
)
def test_the_best_run_of_words_is_the_span(chances: list[float], span: Span | None) -> None:
    words = [Span(2 * n, 2 * n + 1) for n in range(4)]
    assert best_span(list(zip(words, chances, strict=True))) == span


def test_vectors_are_finite_whatever_the_text(folder: Path) -> None:
    odd = [("", "", None), ("   ", "", None), ("🌿" * 500, "", None), ("a" * 10_000, "b" * 10_000, None)]
    for row, judgement in ClaimsModel(folder).judge(odd).items():
        assert np.isfinite(judgement.finding), row
