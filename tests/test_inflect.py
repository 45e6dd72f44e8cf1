"""Inflected forms."""

import pytest

from checker.inflect import forms


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cure", {"cure", "cures", "cured", "curing"}),
        ("study", {"study", "studies", "studied", "studying"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("prove", {"prove", "proves", "proved", "proven", "proving"}),
        ("child", {"child", "children"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("relieve", {"relieve", "relieves", "relieved", "relieving"}),
    ],
)
def test_forms_include_what_people_write(word, expected):
    assert expected <= forms(word)
