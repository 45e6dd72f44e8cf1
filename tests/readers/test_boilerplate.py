"""What is on the page but not of the article is marked, and headlines that look like it are not."""

from __future__ import annotations

import pytest

from checker.readers.boilerplate import is_boilerplate
from checker.types import BlockKind

from .making import markdown, of_kind, text

LONG = "Kava is a root that people take in the evening to be calm, and it is said to have no side effects. " * 3


@pytest.mark.parametrize(
    "block",
    [
        "Leave a Reply", "Leave a comment", "Cancel reply", "3 thoughts on “Calm by kava”", "12 Comments",
        "Share this:", "Share this article on Facebook", "Facebook Twitter Pinterest", "Tweet",
        "Follow us on Instagram", "Posted in Sleep, Calm", "Filed under: Sleep", "Tags: kava, sleep",
        "Posted on May 5, 2020 by Ann", "By Ann Lee | February 15, 2020", "Last updated: 3 March 2021",
        "Written by Ann Lee", "By Ann van Lee, MD", "May 5, 2020", "5 min read", "Related posts", "You May Also Like",
        "Read more →", "Continue reading", "← Previous Post", "Back to top", "Table of Contents",
        "Skip to content", "Menu", "Subscribe to our newsletter", "Schedule an Appointment", "Add to cart",
        "Advertisement", "© 2024 The Wellness Site. All rights reserved.",
        "We use cookies to improve your experience.", "Privacy Policy",
        "Your email address will not be published. Required fields are marked *", "Powered by WordPress",
    ],
)  # fmt: skip
def test_boilerplate_is_known(block: str) -> None:
    assert is_boilerplate(block)


@pytest.mark.parametrize(
    "block",
    [
        "Two thoughts on ageing", "One response to treatment", "Categories of chronic pain",
        "Share your goals with your doctor.", "Published in the Lancet, the study shows that kava calms.",
        "Created by nature, perfected by science", "Print your own test kit", "Subscribers get better",
        "Likely causes", "Home remedies for pain", "Search for a cure", "Reply times matter",
        "Read this before you start CBD", "Contents of the capsule", "Copyrighted extracts are safer",
        "More energy", "These statements have not been evaluated by the FDA.",
        "Book an appointment with a doctor before you take kava.", "Follow your doctor's advice",
        "Apply the cream twice a day", "Next steps", "References", "By accident or by design", "By The Numbers",
    ],
)  # fmt: skip
def test_headings_and_sentences_that_look_like_it_are_kept(block: str) -> None:
    assert not is_boilerplate(block)


def test_all_that_follows_a_comments_heading_is_boilerplate() -> None:
    document = text(f"A Title\n\n{LONG}\n\n3 thoughts on “A Title”\n\nBob says:\n\nThis cured my cancer.\n")
    assert "This cured my cancer." in of_kind(document, BlockKind.BOILERPLATE)
    assert of_kind(document, BlockKind.PARAGRAPH) == [LONG.strip()]


def test_a_link_to_the_comments_above_the_article_does_not_end_it() -> None:
    document = text(f"A Title\n\nLeave a Comment\n\n{LONG}\n\n{LONG}\n")
    assert len(of_kind(document, BlockKind.PARAGRAPH)) == 2


def test_a_list_of_other_articles_at_the_end_is_boilerplate() -> None:
    document = text(f"A Title\n\n{LONG}\n\nRelated Posts\n\nTen Miracle Cures\n\nHow to Live Forever\n")
    assert of_kind(document, BlockKind.BOILERPLATE) == [
        "Related Posts",
        "Ten Miracle Cures",
        "How to Live Forever",
    ]


def test_a_table_of_contents_is_boilerplate() -> None:
    document = markdown(f"# Title\n\n- [Miracle cures](#cures)\n\n## Miracle cures\n\n{LONG}\n")
    assert of_kind(document, BlockKind.BOILERPLATE) == ["Miracle cures"]
