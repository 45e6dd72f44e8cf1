"""Tell what the passages of a text without markup are by their look and their neighbours."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from checker.readers.boilerplate import is_boilerplate
from checker.readers.lines import Passage
from checker.readers.shape import (
    is_caption,
    is_short_line,
    is_title,
    is_title_case,
    is_unfinished,
    number_length,
)
from checker.types import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEVELS = {BlockKind.TITLE: 1, BlockKind.HEADING: 2, BlockKind.LIST_ITEM: 1}


def kinds_by_look(found: Sequence[Passage]) -> list[BlockKind]:
    """Return what each passage is: title, heading, list item, quote, caption or paragraph."""
    kinds = [_own_kind(passage) for passage in found]
    at = _title_at(found, kinds)
    if at is not None:
        kinds[at] = BlockKind.TITLE
    for start, end in _unfinished_runs(found, kinds):
        kinds[start:end] = _unfinished_kinds(found, start, end)
    return kinds


def titled(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a styled text, the first that can be its title made so where none is."""
    first = next((at for at, block in enumerate(blocks) if not is_boilerplate(block.text)), None)
    if first is None or len(blocks) == 1 or any(block.kind is BlockKind.TITLE for block in blocks):
        return list(blocks)
    block = blocks[first]
    fits = block.kind is BlockKind.HEADING or (block.kind is BlockKind.PARAGRAPH and is_title(block.text))
    title = replace(block, kind=BlockKind.TITLE, level=1) if fits else block
    return [*blocks[:first], title, *blocks[first + 1 :]]


def guessed(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, unstyled paragraphs told apart by their look where no heading is marked as one."""
    if any(block.kind is BlockKind.HEADING for block in blocks):
        return titled(blocks)
    passages = [Passage((Span(0, len(block.text)),), block.text, "", after_blank=True) for block in blocks]
    return [
        replace(block, kind=kind, level=LEVELS.get(kind, 0)) if block.kind is BlockKind.PARAGRAPH else block
        for block, kind in zip(blocks, kinds_by_look(passages), strict=True)
    ]


def _own_kind(passage: Passage) -> BlockKind:
    if passage.marker == ">":
        return BlockKind.QUOTE
    if passage.marker:
        return BlockKind.LIST_ITEM
    return BlockKind.CAPTION if is_caption(passage.text) else BlockKind.PARAGRAPH


def _title_at(found: Sequence[Passage], kinds: Sequence[BlockKind]) -> int | None:
    for at, passage in enumerate(found[:-1]):
        if not is_boilerplate(passage.text):
            single = len(passage.spans) <= 2 and kinds[at] is BlockKind.PARAGRAPH
            return at if single and is_title(passage.text) else None
    return None


def _unfinished_runs(found: Sequence[Passage], kinds: Sequence[BlockKind]) -> Iterator[tuple[int, int]]:
    """Yield where lines stand that may be headings, or lists that lost their bullets."""

    def unfinished(at: int) -> bool:
        passage, kind = found[at], kinds[at]
        loose = kind is BlockKind.PARAGRAPH or (kind is BlockKind.LIST_ITEM and _numbered_alone(found, at))
        return loose and len(passage.spans) <= 2 and (is_unfinished(passage.text) or is_short_line(passage.text))

    for is_run, run in groupby(range(len(found)), key=unfinished):
        if is_run:
            places = list(run)
            yield places[0], places[-1] + 1


def _numbered_alone(found: Sequence[Passage], at: int) -> bool:
    """Tell whether a numbered line stands between paragraphs, as numbered headings do."""
    around = [found[near].marker for near in (at - 1, at + 1) if 0 <= near < len(found)]
    return bool(number_length(found[at].marker + " x")) and not any(around) and at + 1 < len(found)


def _unfinished_kinds(found: Sequence[Passage], start: int, end: int) -> list[BlockKind]:
    texts = [passage.text for passage in found[start:end]]
    announced = start > 0 and found[start - 1].text.endswith(":")
    if not announced and end - start < 4:
        return [_lone_kind(found, at) for at in range(start, end)]
    kinds = [_listed_kind(text) for text in texts]
    titled = [is_title_case(text) and " " in text for text in texts]
    stands_out = titled[-1] and sum(titled) <= len(titled) // 3
    if end < len(found) and len(texts) > 1 and stands_out and is_short_line(texts[-1]):
        kinds[-1] = BlockKind.HEADING
    return kinds


def _listed_kind(text: str) -> BlockKind:
    return BlockKind.HEADING if text.endswith(("?", ":")) and is_short_line(text) else BlockKind.LIST_ITEM


def _lone_kind(found: Sequence[Passage], at: int) -> BlockKind:
    text = found[at].text
    if len(found) == 1 or not is_short_line(text):
        return BlockKind.PARAGRAPH
    if text[0].islower() or at + 1 == len(found):
        return BlockKind.HEADING if text.endswith("?") or is_title_case(text) else BlockKind.PARAGRAPH
    return BlockKind.HEADING
