"""Put a document together from its blocks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.readers.boilerplate import demoted
from checker.types import Block, BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BODY = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE)
_COMPARED = 80
_SEARCHED = 20_000


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found: the decoded source, its blocks, and what is said about it."""

    source: str
    blocks: Sequence[Block]
    metadata: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    verbatim: bool = True


def assembled(data: bytes, uri: str, content: Content) -> Document:
    """Return the document of some bytes, boilerplate marked and repeated summaries left out."""
    blocks = demoted(_without_repeats(content.blocks))
    title = next((block.text for block in blocks if block.kind is BlockKind.TITLE), content.title)
    return Document(
        uri=uri,
        source=content.source,
        sha256=hashlib.sha256(data).hexdigest(),
        title=title,
        blocks=blocks,
        metadata={name: value for name, value in content.metadata.items() if value},
        verbatim=content.verbatim,
    )


def squeezed(text: str) -> str:
    """Return the letters and digits of a text in lower case, for comparing."""
    return "".join(filter(str.isalnum, text.casefold()))


def _without_repeats(blocks: Sequence[Block]) -> list[Block]:
    """Leave out summaries that only repeat how the article begins, as many sites make them."""
    if not any(block.kind is BlockKind.SUMMARY for block in blocks):
        return list(blocks)
    kept, length = [], 0
    for block in blocks:
        if block.kind in _BODY and length < _SEARCHED:
            kept.append(squeezed(block.text[:_SEARCHED]))
            length += len(kept[-1])
    body = "".join(kept)
    return [b for b in blocks if b.kind is not BlockKind.SUMMARY or squeezed(b.text)[:_COMPARED] not in body]
