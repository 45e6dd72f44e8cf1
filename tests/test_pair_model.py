"""Sentence pairs: the command, foreign models with their labels checked, and the reader's own evidence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from checker import foreign
from checker.cli import main
from checker.config import Config
from checker.errors import ModelError, ReadError
from checker.pair_model import LABELS
from checker.passages import load_passages
from checker.pipeline import Engine
from tests import tiny

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.pairs_folder(tmp_path_factory.mktemp("pairs"))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))


def _hugging_face(folder: Path, labels: list[str]) -> Path:
    torch.manual_seed(3)
    named = dict(enumerate(labels))
    config = BertConfig(**tiny.CONFIG, id2label=named, label2id={label: at for at, label in named.items()})
    BertForSequenceClassification(config).save_pretrained(folder, safe_serialization=True)
    PreTrainedTokenizerFast(tokenizer_object=tiny.tokenizer(), unk_token="[UNK]", pad_token="[PAD]").save_pretrained(
        folder
    )
    return folder


def test_the_command_scores_rows_in_order(pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pairs.jsonl"
    rows = [
        {"n": n, "premise": "The tea is safe.", "hypothesis": text}
        for n, text in enumerate(("No tea.", "Ask.", "No tea."))
    ]
    file.write_text("\n".join(map(json.dumps, rows)))
    assert main(["nli", str(file), "--nli-model", str(pairs)]) == 0
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["n"] for row in written] == [0, 1, 2]
    assert all(sum(row[label] for label in LABELS) == pytest.approx(1, abs=0.001) for row in written)
    assert {k: v for k, v in written[0].items() if k != "n"} == {k: v for k, v in written[2].items() if k != "n"}


def test_a_classifier_without_labels_of_inference_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="LABEL_0"):
        foreign.pairs(str(_hugging_face(tmp_path, ["LABEL_0", "LABEL_1", "LABEL_2"])))


def test_probe_pairs_catch_a_model_that_does_not_keep_its_labels(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="probe pairs"):
        foreign.pairs(str(_hugging_face(tmp_path, ["entailment", "neutral", "contradiction"])))


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        foreign.pairs("nobody/no-such-model")


def test_a_foreign_claims_model_speaks_for_the_categories_it_knows(tmp_path: Path) -> None:
    folder = _hugging_face(tmp_path, ["safety-absolute", "cure-claim", "something else"])
    model = Engine(replace(Config(), claims_model=str(folder))).claims
    assert model is not None
    row = ("The tea cures pain.", "", None)
    assert set(model.judge([row])[row].categories) == {"safety-absolute", "cure-claim"}


def test_a_foreign_model_without_our_categories_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="checker rules lists them"):
        foreign.claims(str(_hugging_face(tmp_path, ["POSITIVE", "NEGATIVE"])), ["cure-claim"])


def test_evidence_is_found_by_its_words_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "trial.txt").write_text("Forty adults took part in it.\n\nThe drops did not change sleep at all.\n")
    (tmp_path / "more.jsonl").write_text(
        json.dumps({"title": "Review", "abstract": "Chamomile tea left sleep unchanged in all trials."})
    )
    given = load_passages([str(tmp_path)])
    assert {passage.source for passage in given.passages} == {
        f"{tmp_path}/trial.txt:1",
        f"{tmp_path}/trial.txt:3",
        "more.jsonl, Review",
    }
    assert given.search("The drops change sleep", 1)[0].text == "The drops did not change sleep at all."
    assert given.search("qwxyz", 3) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("a.jsonl", '{"year": 2}', "no text"), ("a.txt", "", "no sentences"), ("a.jsonl", "{", "not a line")],
)
def test_evidence_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(ReadError, match=said):
        load_passages([str(file)])


def test_missing_evidence_stops_the_review_with_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.md"
    article.write_text("# Tea\n\nTea cures pain.\n")
    assert main(["review", str(article), "--evidence", str(tmp_path / "nowhere.txt")]) == 3
    assert "nowhere.txt" in capsys.readouterr().err
