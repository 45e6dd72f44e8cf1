"""What is no health article in English is set aside, with the reason; what is said is put into one form."""

from __future__ import annotations

import pytest

from checker.audit import aside, said
from checker.readers import read
from tests.audit.archive import CALM, asked

GERMAN = (
    "Baldrian ist eine Pflanze, die seit vielen Jahren gegen Schlaflosigkeit verwendet wird, und der Tee schmeckt nicht "
    "jedem. Die Wurzel wird getrocknet und mit Wasser übergossen, dann lässt man sie zehn Minuten ziehen. Wer Tabletten "
    "nimmt, sollte vorher mit dem Arzt sprechen."
)
SHOP = (
    "We opened the shop on the corner of Mill Lane in the spring of that year, with two shelves, one till and a borrowed "
    "ladder. On Saturdays there is coffee, and in December we wrap parcels until midnight for all our neighbours."
)
RUSSIAN = "Валериана — это растение, которое много лет применяют при бессоннице, и чай нравится не всем людям. " * 6


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CALM, ""),
        (GERMAN, "not English: German"),
        (RUSSIAN, "not English: another script"),
        (SHOP, "not about health"),
        ("Redirecting to the new page on insomnia and valerian.", "fewer than 40 words of text"),
        ("[Ten herbs for sleep and pain](/a) " * 12, "a list of links"),
    ],
)
def test_a_page_is_set_aside_for_a_reason(text: str, reason: str):
    assert aside.reason(read(text.encode(), "a.md")) == reason


def test_a_real_export_sets_the_german_and_the_shop_page_aside(real):
    rows = asked(
        real,
        "SELECT title, reason FROM articles WHERE state = 'aside' AND uri LIKE '%wxr%' AND title <> '' ORDER BY no",
    )
    assert rows == [("About the shop", "not about health"), ("Baldrian und der Schlaf", "not English: German")]


def test_a_post_in_the_export_and_in_the_web_archive_is_counted_once(real):
    rows = asked(real, "SELECT count(*) FROM articles WHERE counted AND title LIKE 'Adjusting your own dose%'")
    assert rows == [(1,)]


@pytest.mark.parametrize(
    ("words", "uri", "date"),
    [
        ("2019-11-12T08:00:00.000Z", "", "2019-11-12"),
        ("Thu, 13 Apr 2023 20:15:05 +0000", "", "2023-04-13"),
        ("March 3rd, 2021", "", "2021-03-03"),
        ("3 Mar 2021", "", "2021-03-03"),
        ("2021/4/5", "", "2021-04-05"),
        ("in the year 2018", "", "2018"),
        ("", "_posts/2017-04-03-tea.md", "2017-04-03"),
        ("", "https://x.example/2016/05/tea/", "2016-05"),
        ("", "news__2024__0522__tea.md", "2024-05-22"),
        ("soon", "tea.md", ""),
    ],
)
def test_dates_are_brought_into_one_form(words: str, uri: str, date: str):
    assert said.date(words, uri) == date


def test_tags_lose_their_labels_and_repeats():
    assert said.tags("category: Health, tag: sleep; 'sleep', , [tea]") == ["Health", "sleep", "tea"]


@pytest.mark.parametrize(("words", "tag"), [("en_us", "en-US"), ("EN", "en"), ("", ""), ("english please", "")])
def test_languages_are_tags(words: str, tag: str):
    assert said.language(words) == tag
