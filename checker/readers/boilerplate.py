"""Mark what is on the page but not of the article: comments, share buttons, cookie notices."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.readers.phrases import ANYWHERE, COMMENTS, OTHER_PAGES
from checker.types import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_IS_BOILERPLATE, _STARTS_COMMENTS, _LISTS_PAGES = (
    re.compile("|".join(f"(?:{phrase})" for phrase in phrases)) for phrases in (ANYWHERE, COMMENTS, OTHER_PAGES)
)
_BYLINE = re.compile(
    r"By:? (?:Dr\.? )?(?!The\b|A\b|An\b)[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|von|and)){1,4}"
    r"(?:,? (?:M\.?D\.?|Ph\.?D\.?|RN|RD|[A-Z][\w ]{1,30}(?:Reporter|Writer|Editor|Correspondent)))*"
)
_LONGEST = 320
_SHORT_WORDS = 30
_ENOUGH_WORDS = 150


def is_boilerplate(text: str) -> bool:
    """Tell whether a block, taken alone, is a button, a byline, a notice or the like."""
    if len(text) > _LONGEST:
        return False
    return _BYLINE.fullmatch(text) is not None or _IS_BOILERPLATE.fullmatch(_key(text)) is not None


def demoted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, those that are not of the article marked as boilerplate."""
    end = _article_end(blocks)
    return tuple(
        replace(block, kind=BlockKind.BOILERPLATE)
        if at >= end or (block.kind is not BlockKind.TITLE and _stands_apart(block))
        else block
        for at, block in enumerate(blocks)
    )


def _stands_apart(block: Block) -> bool:
    if not any(map(str.isalnum, block.text)) or is_boilerplate(block.text):
        return True
    # An entry of a table of contents: a link within the page and nothing else.
    return any(len(link.span) == len(block.text) and link.href.startswith("#") for link in block.links[:1])


def _article_end(blocks: Sequence[Block]) -> int:
    counts = [len(block.text.split()) for block in blocks]
    total, before = sum(counts), 0
    last_long = max((at for at, count in enumerate(counts) if count > _SHORT_WORDS), default=-1)
    for at, block in enumerate(blocks):
        key = _key(block.text) if counts[at] <= _SHORT_WORDS else ""
        # A link to the comments often stands above the article too.
        enough = before >= _ENOUGH_WORDS or 2 * before >= total
        if key and enough and _STARTS_COMMENTS.fullmatch(key):
            return at
        if key and enough and _LISTS_PAGES.fullmatch(key) and at > last_long:
            return at
        before += counts[at]
    return len(blocks)


def _key(text: str) -> str:
    plain = text.translate(_PLAIN).casefold()
    return " ".join(plain.split())


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
