"""An open text: its content under edits, and positions in the encoding that client and server agreed on.

Lines end where editors end them, at line feed, carriage return or both, and at nothing else; Python's
`splitlines` also breaks at form feeds and Unicode separators, which shifts every position after one.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from lsprotocol import types

from checker.lsp.moves import Change
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pygls.workspace.position_codec import PositionCodec

_LINE_END = re.compile(r"\r\n|\n|\r")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Buffer:
    """A text at one version; edits give a new one."""

    __slots__ = ("_starts", "language", "text", "uri", "version")

    def __init__(self, uri: str, text: str, *, version: int = 0, language: str = "") -> None:
        self.uri = uri
        self.text = _joined(text)
        self.version = version
        self.language = language
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def line(self, number: int) -> str:
        """Return a line without what ends it; empty past the last."""
        if number >= len(self._starts):
            return ""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[number] : end].rstrip("\r\n")

    def offset(self, position: types.Position, codec: PositionCodec) -> int:
        """Return the offset of a position; past a line's end it is the line's end, as the protocol says."""
        if position.line >= len(self._starts):
            return len(self.text)
        line = self.line(position.line)
        column = min(position.character, codec.client_num_units(line))
        found = codec.position_from_client_units([line], types.Position(0, column))
        return self._starts[position.line] + found.character

    def position(self, offset: int, codec: PositionCodec) -> types.Position:
        """Return the position of an offset."""
        number = bisect.bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[number] : offset]
        # In ASCII every encoding counts characters; counting them one by one is slow.
        return types.Position(number, len(before) if before.isascii() else codec.client_num_units(before))

    def range(self, span: Span, codec: PositionCodec) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(span.start, codec), self.position(span.end, codec))

    def span(self, range_: types.Range, codec: PositionCodec) -> Span:
        """Return the span of a range, its ends put in order."""
        ends = sorted((self.offset(range_.start, codec), self.offset(range_.end, codec)))
        return Span(*ends)

    def edited(
        self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int, codec: PositionCodec
    ) -> tuple[Buffer, list[Change]]:
        """Return the buffer after a notification's changes, and the changes in code points, in order."""
        now, done = self, []
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                span = now.span(change.range, codec)
                text = now.text[: span.start] + change.text + now.text[span.end :]
                done.append(Change(span, len(change.text)))
            else:
                text = change.text
                done.append(_difference(now.text, text))
            now = Buffer(self.uri, text, version=version, language=self.language)
        return now, done


def _joined(text: str) -> str:
    """Return a text in which halves of a character, which some clients send one by one, are whole or replaced."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _difference(old: str, new: str) -> Change:
    """Return the one change between two texts, from the first to the last place where they differ."""
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    most = shortest - start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return Change(Span(start, len(old) - end), len(new) - end - start)
