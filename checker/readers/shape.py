"""Tell headings, bullets and captions by the look of their text."""

from __future__ import annotations

import re

HEADING_WORDS = 14
TITLE_WORDS = 30

_BULLET = re.compile(r"[•‣▪●◦⁃∙■□➢➤►▶✓✔✅☑·*–+-][ \t\xa0]+(?=\S)|[•▪●◦■➢➤►✓✔✅☑](?=\w)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-hA-H])[.)][ \t\xa0]+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]*_]*\Z")
_HEADING_END = re.compile(r"[.!…,;&\-–—][\"'”’»)\]*_]*\Z")
_ANNOUNCES = re.compile(r"\b(?:includ(?:e|es|ed|ing)|are|is|follow(?:s|ing)|to|that|you|with):\Z", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|graph)\s*\d+\s*[.:–—-]"
    r"|(?:photo|image|picture|photograph|illustration)s?\s*(?:credits?|courtesy|source|by|via|:)"
    r"|\(?(?:photo|image) (?:credit|courtesy|by)\b|credit\s*:"
    r"|.{2,60}[/|] ?(?:reuters|getty|ap|afp|shutterstock|istock|alamy|unsplash|pexels|pixabay)\b",
    re.IGNORECASE,
)
# Words that titles leave in lower case.
_SMALL_WORDS = """
a an and as at be but by can do does for from in into is it its nor of on onto or our over per so than the to
up v via vs was are with without you your
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def bullet_length(text: str) -> int:
    """Return the length of the bullet that a text begins with, 0 without one."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def number_length(text: str) -> int:
    """Return the length of a list number such as "1. " or "(b) " at the beginning, 0 without one."""
    found = _NUMBER.match(text)
    return found.end() if found else 0


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends in sentence punctuation, quotes and brackets aside."""
    return _SENTENCE_END.search(text.rstrip()[-8:]) is not None


def is_caption(text: str) -> bool:
    """Tell whether a text begins as a figure's caption or a photo credit does."""
    return _CAPTION.match(text) is not None


def is_unfinished(text: str) -> bool:
    """Tell whether a text ends without sentence punctuation, as list items do."""
    if len(text) > 400 or not any(map(str.isalpha, text)):
        return False
    return not text.endswith(":") and _HEADING_END.search(text[-8:]) is None


def is_short_line(text: str) -> bool:
    """Tell whether a text is short and unfinished, as headings are."""
    words = len(text.split())
    if words > HEADING_WORDS and not (words <= 2 * HEADING_WORDS and is_title_case(text)):
        return False
    if text.endswith(":"):
        if _ANNOUNCES.search(text):
            return False
        return words <= 3 or (words <= HEADING_WORDS and is_title_case(text))
    return len(text) <= 200 and is_unfinished(text)


def is_title_case(text: str) -> bool:
    """Tell whether nearly all words that titles capitalise are capitalised."""
    words = [word.lstrip("\"'“‘([") for word in text.split()]
    counted = [word for word in words if word[:1].isalpha() and word.lower() not in _SMALL]
    capital = sum(not word[0].islower() for word in counted)
    return bool(counted) and capital >= 0.75 * len(counted)


def is_title(text: str) -> bool:
    """Tell whether the first line of a text can be its title."""
    words = len(text.split())
    if not words or words > TITLE_WORDS or len(text) > 250 or text.endswith((":", ",", ";")):
        return False
    if bullet_length(text) or not any(map(str.isalpha, text)):
        return False
    return not ends_sentence(text) or (text.rstrip("\"'”’)")[-1:] in "?!" and words <= HEADING_WORDS)


def is_bold_heading(text: str) -> bool:
    """Tell whether a paragraph that is bold throughout reads as a heading."""
    return is_short_line(text.rstrip(" :"))


def starts_new_line(before: str, after: str) -> bool:
    """Tell whether the text after a line break is a block of its own rather than a sentence's rest."""
    before, after = before.strip(), after.strip()
    if not before or not after:
        return False
    return ends_sentence(before) or before.endswith(":") or not after[0].islower()
