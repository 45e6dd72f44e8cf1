"""How training sentences are varied: what changes in the words, and that the trees stay whole."""

from __future__ import annotations

import importlib
from random import Random
from typing import TYPE_CHECKING

import pytest

from checker import resources

if TYPE_CHECKING:
    from types import ModuleType

DOES_NOT_HELP = """\
1\tIt\tit\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdoes\tdo\tAUX\tVBZ\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\thelp\thelp\tVERB\tVB\t_\t0\troot\t_\t_
5\tpatients\tpatient\tNOUN\tNNS\t_\t4\tobj\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_"""
HELPS_ME = """\
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\thelps\thelp\tVERB\tVBZ\t_\t0\troot\t_\t_
3\tme\tI\tPRON\tPRP\t_\t2\tobj\t_\t_
4\t,\t,\tPUNCT\t,\t_\t6\tpunct\t_\t_
5\tcause\tbecause\tSCONJ\tIN\t_\t6\tmark\t_\t_
6\trelaxing\trelaxing\tADJ\tJJ\t_\t2\tadvcl\t_\t_
7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_"""


@pytest.fixture(autouse=True)
def _folder_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(resources.path("models/english")))


@pytest.fixture
def vary() -> ModuleType:
    return importlib.import_module("vary")


@pytest.fixture
def treebank() -> ModuleType:
    return importlib.import_module("treebank")


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n")]


def words(sentence: list[list[str]]) -> str:
    return " ".join(row[1] for row in sentence if row[0].isdecimal())


@pytest.mark.parametrize(
    ("change", "sentence", "varied"),
    [
        ("lower", DOES_NOT_HELP, "it does n't help patients ."),
        ("upper", DOES_NOT_HELP, "IT DOES N'T HELP PATIENTS ."),
        ("title", DOES_NOT_HELP, "It Does n't Help Patients ."),
        ("final", DOES_NOT_HELP, "It does n't help patients"),
        ("subject", DOES_NOT_HELP, "It does n't help patients ."),
        ("subject", HELPS_ME, "Helps me , cause relaxing ."),
        ("because", HELPS_ME, "It helps me , because relaxing ."),
    ],
)
def test_a_change_alters_the_words_it_is_named_after(vary: ModuleType, change: str, sentence: str, varied: str) -> None:
    assert words(vary.CHANGES[change](rows(sentence), Random(0))) == varied


def test_a_swapped_verb_keeps_its_inflection_and_place_in_the_tree(vary: ModuleType) -> None:
    changed = vary.swap_verb(rows(HELPS_ME), Random(0))[1]
    inflected = {verb[1]: verb[0] for verb in vary.VERBS}
    assert inflected[changed[1]] == changed[2]
    assert changed[3:] == rows(HELPS_ME)[1][3:]


def test_a_dropped_subject_moves_every_head_along(vary: ModuleType) -> None:
    sentence = vary.drop_subject(rows(HELPS_ME), Random(0))
    assert [(row[0], row[6]) for row in sentence] == [
        ("1", "0"),
        ("2", "1"),
        ("3", "5"),
        ("4", "5"),
        ("5", "1"),
        ("6", "1"),
    ]


def test_clitics_stay_apart_and_line_breaks_fall_between_sentences(treebank: ModuleType) -> None:
    doc = next(treebank.convert([rows(DOES_NOT_HELP), rows(HELPS_ME)], sentences_per_doc=2))
    broken = treebank.break_lines(doc, 1.0, Random(0))
    assert [token.text for token in broken][:4] == ["It", "does", "n't", "help"]
    assert next(sent.text.strip() for sent in broken.sents) == "It doesn't help patients."
    assert [token.head.text for token in broken if token.pos_ == "SPACE"] == ["."]
