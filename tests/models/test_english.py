"""The shipped English pipeline: it loads, it is small, it is the one measured, and it parses blog text."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from spacy.training import Example
from spacy.training.converters import conllu_to_docs

from checker import parse, resources

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

FOLDER = resources.path("models/english")
TREEBANK = Path(__file__).parents[3] / "shared" / "data" / "ud" / "dev.conllu"
SCORES = {
    "tag": "tag_acc",
    "lemma": "lemma_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sentence_f1": "sents_f",
}
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def nlp() -> Language:
    return parse.pipeline()


@pytest.fixture(scope="module")
def card() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "model.toml").read_text(encoding="utf-8"))


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Turmeric does not cure cancer, no matter what the label says.", "cure"),
        ("Taking CBD oil daily may reduce anxiety in some adults.", "reduce"),
        ("Seed oils cause inflammation.", "cause"),
        ("If you are pregnant, avoid this tea.", "avoid"),
        ("The supplement was tested in mice, not in people.", "tested"),
        ("It's completely safe for children.", "safe"),
        ("Boosts your immune system naturally", "Boosts"),
        ("Why you should never skip breakfast", "skip"),
    ],
)
def test_the_root_is_the_word_that_carries_the_claim(nlp: Language, text: str, root: str) -> None:
    assert [token.text for token in nlp(text) if token.dep_ == "ROOT"] == [root]


@pytest.mark.parametrize(
    ("text", "negation", "negated"),
    [
        ("Turmeric does not cure cancer.", "not", "cure"),
        ("You won't feel any side effects after the first week.", "n't", "feel"),
        ("You won’t feel any side effects after the first week.", "n’t", "feel"),
        ("It isn't a miracle cure.", "n't", "cure"),
        ("Don't stop taking your medication without talking to your doctor.", "n't", "stop"),
        ("The supplement was tested in mice, not in people.", "not", "people"),
    ],
)
def test_a_negation_hangs_on_what_it_negates(nlp: Language, text: str, negation: str, negated: str) -> None:
    token = word(nlp(text), negation)
    assert (token.dep_, token.head.text, token.morph.get("Polarity")) == ("advmod", negated, ["Neg"])


@pytest.mark.parametrize(
    ("text", "determiner", "noun"),
    [
        ("There's no evidence that acupuncture helps with infertility.", "no", "evidence"),
        ("Neither trial found a benefit.", "Neither", "trial"),
    ],
)
def test_a_negative_determiner_hangs_on_its_noun(nlp: Language, text: str, determiner: str, noun: str) -> None:
    token = word(nlp(text), determiner)
    assert (token.dep_, token.head.text) == ("det", noun)


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Patients who took the drug reported fewer headaches.", "took", "take"),
        ("The supplement was tested in mice.", "mice", "mouse"),
        ("You won't feel any side effects.", "n't", "not"),
        ("You won't feel any side effects.", "wo", "will"),
        ("Results were better in both studies.", "studies", "study"),
        ("It's helping thousands of people.", "'s", "be"),
    ],
)
def test_a_form_has_the_lemma_of_the_dictionary(nlp: Language, text: str, form: str, lemma: str) -> None:
    assert word(nlp(text), form).lemma_ == lemma


def test_a_blank_line_parts_a_heading_from_the_paragraph_below(nlp: Language) -> None:
    doc = nlp("Benefits of kava tea\n\nKava has been used for centuries. It calms the mind.")
    assert [sent.text.strip() for sent in doc.sents] == [
        "Benefits of kava tea",
        "Kava has been used for centuries.",
        "It calms the mind.",
    ]


def test_the_pipeline_is_at_most_15_megabytes() -> None:
    files = [path for path in (FOLDER / "pipeline").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 15 * MEGABYTE


def test_the_pipeline_is_the_one_that_model_toml_describes(card: dict[str, Any]) -> None:
    pipeline = FOLDER / "pipeline"
    files = sorted(path for path in pipeline.rglob("*") if path.is_file())
    listing = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(pipeline).as_posix()}\n" for path in files
    )
    assert card["sha256"] == hashlib.sha256(listing.encode()).hexdigest()


def test_the_pipeline_names_no_path_of_the_machine_it_was_trained_on() -> None:
    config = (FOLDER / "pipeline" / "config.cfg").read_text(encoding="utf-8")
    assert "train = null" in config
    assert "dev = null" in config


@pytest.mark.slow
@pytest.mark.skipif(not TREEBANK.exists(), reason="needs the treebank beside the repository")
def test_the_figures_on_dev_can_be_had_again(nlp: Language, card: dict[str, Any]) -> None:
    docs = conllu_to_docs(TREEBANK.read_text(encoding="utf-8"), n_sents=10, no_print=True)
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    again = {name: 100 * scores[key] for name, key in SCORES.items()}
    assert again == pytest.approx({name: card["dev"][name] for name in SCORES}, abs=0.1)
