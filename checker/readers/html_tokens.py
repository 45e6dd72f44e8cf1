"""Cut HTML into tags, text and entities with their exact places; linear in the length of the page.

The standard library's HTMLParser gives line and column only, and its reading of broken markup differs
between Python versions.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPECIAL = re.compile(r"[<&]")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^\"'>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?|[\"'])*+)>")
_OTHER = re.compile(r"<(?:!--(?:>|->|.*?--!?>)|(?!!--)[!?/][^>]*+>)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea"})


class Token(NamedTuple):
    """A tag (kind "open" or "close", its name and where its attributes stand), or "text" as it is read."""

    kind: str
    value: str
    span: Span
    inside: Span = Span(0, 0)


def tokens(source: str, span: Span) -> Iterator[Token]:
    """Yield the tokens of a stretch of HTML; without comments and the contents of scripts and styles."""
    at, raw, tags = span.start, "", True
    while at < span.end:
        if raw:
            at = _raw_end(source, Span(at, span.end), raw)
            raw = ""
            continue
        if source[at] == "<" and tags:
            token, at, tags = _markup(source, Span(at, span.end))
            raw = token.value if token.kind == "open" and token.value in _RAW else ""
            if token.value:
                yield token
        elif entity := _ENTITY.match(source, at, span.end):
            at = entity.end()
            yield Token("text", html.unescape(entity.group()), Span(entity.start(), at))
        else:
            special = _SPECIAL.search(source, at + 1, span.end)
            end = special.start() if special else span.end
            yield Token("text", source[at:end], Span(at, end))
            at = end


def attributes(source: str, inside: Span) -> dict[str, Span]:
    """Return where the value of each attribute stands; the first of two by one name counts."""
    found: dict[str, Span] = {}
    for match in _ATTRIBUTE.finditer(source, inside.start, inside.end):
        group = match.lastindex or 1
        value = Span(*match.span(group)) if group > 1 else Span(match.end(), match.end())
        found.setdefault(match.group(1).lower(), value)
    return found


def _markup(source: str, span: Span) -> tuple[Token, int, bool]:
    """Return the token at a "<", where it ends, and whether more tags can follow."""
    if tag := _TAG.match(source, span.start, span.end):
        kind = "close" if tag.group(1) else "open"
        place = Span(span.start, tag.end())
        return Token(kind, tag.group(2).lower(), place, Span(*tag.span(3))), tag.end(), True
    following = source[span.start + 1 : span.start + 2]
    if other := _OTHER.match(source, span.start, span.end):
        return Token("other", "", Span(span.start, other.end())), other.end(), True
    if source.startswith("<!--", span.start):
        return Token("other", "", span), span.end, True
    place = Span(span.start, span.start + 1)
    # Without a ">" in all the rest, neither this nor a later "<" begins a tag.
    return Token("text", "<", place), place.end, not (following.isalpha() or following in ("!", "?", "/"))


def _raw_end(source: str, span: Span, name: str) -> int:
    closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, span.start, span.end)
    return closing.start() if closing else span.end
