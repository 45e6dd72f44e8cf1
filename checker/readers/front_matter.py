"""Read the front matter of Markdown (YAML, TOML or JSON) line by line, with the places of its values.

Tolerant on purpose: front matter found in archives is often not valid YAML (`title: Cancer: a guide`),
and a parser of the whole language would keep no places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.readers.blocks import Builder
from checker.types import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FENCE = re.compile(r"\s*(---|\+\+\+|;;;)[ \t]*(?:\r\n|[\r\n])")
_JSON = re.compile(r"\s*\{[ \t]*(?:\r\n|[\r\n])")
_CLOSING = {
    "---": r"^(?:---|\.\.\.)[ \t]*$",
    "+++": r"^\+\+\+[ \t]*$",
    ";;;": r"^;;;[ \t]*$",
    "{": r"^\}[ \t]*$",
}
_KEY = re.compile(r"[ \t]*(?:-[ \t]+)?[\"']?([A-Za-z_][\w .-]{0,60}?)[\"']?[ \t]*(?::(?=\s|$|\")|=)[ \t]*")
_LINE = re.compile(r"[^\r\n]+")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))|''")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?\Z")
_LIMIT = 20_000

NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "page_title", "seo_title"),
    "description": (
        "description",
        "excerpt",
        "summary",
        "page_description",
        "meta_description",
        "standfirst",
        "lead",
    ),
    "author": ("author", "authors", "byline"),
    "date": ("date", "publishdate", "pubdate", "published", "published_at", "created"),
    "tags": ("tags", "keywords", "categories"),
    "language": ("lang", "language", "locale"),
    "url": ("url", "canonical", "canonical_url", "link", "permalink"),
    "site": ("site", "site_name"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where front matter ends, and its values by the names of `NAMES`, each a block with its place."""

    end: int
    values: Mapping[str, Block]


def front_matter(source: str) -> FrontMatter:
    """Return the front matter at the beginning of a Markdown source; `end` is 0 where there is none."""
    fence, brace = _FENCE.match(source), _JSON.match(source)
    opening = fence or brace
    if opening is None:
        return FrontMatter(0, {})
    closing = _CLOSING[fence.group(1) if fence else "{"]
    end = re.compile(closing, re.MULTILINE).search(source.replace("\r", "\n"), opening.end(), opening.end() + _LIMIT)
    if end is None or (not _KEY.match(source, opening.end()) and end.start() > opening.end()):
        return FrontMatter(0, {})
    fields = _fields(source, Span(opening.end(), end.start()))
    values = {name: found for name, keys in NAMES.items() if (found := _first(fields, keys))}
    return FrontMatter(end.end(), values)


def _first(fields: Mapping[str, Builder], keys: tuple[str, ...]) -> Block | None:
    for key in keys:
        if key in fields and (blocks := fields[key].finish(BlockKind.SUMMARY)):
            return blocks[0]
    return None


def _fields(source: str, span: Span) -> dict[str, Builder]:
    fields: dict[str, Builder] = {}
    current, indent = Builder(), 0
    for line in _LINE.finditer(source, span.start, span.end):
        depth = len(line.group()) - len(line.group().lstrip())
        item = line.group().lstrip().startswith("- ")
        key = _KEY.match(source, line.start(), line.end())
        if key and (depth <= indent or not current.length or _is_nested(source, current)):
            current, indent = fields.setdefault(key.group(1).lower(), Builder()), depth
            if current.length:  # the first of two by one name counts
                current = Builder()
            _add(current, source, Span(key.end(), line.end()))
        elif item:
            at = line.start() + depth + 2
            _add(current, source, Span(key.end() if key else at, line.end()), separator=", ")
        else:
            _add(current, source, Span(line.start() + depth, line.end()))
    return fields


def _is_nested(source: str, current: Builder) -> bool:
    return source[current.runs[0].source.start] == "{"


def _add(builder: Builder, source: str, span: Span, *, separator: str = " ") -> None:
    """Append a value or a further line of it, without its quotes, list brackets and escapes."""
    text = source[span.start : span.end].rstrip().rstrip(",")
    if not text or _BLOCK_SCALAR.match(text) or text.startswith("#"):
        return
    if builder.length:
        builder.add(separator, builder.runs[-1].source.end, max(span.start, builder.runs[-1].source.end))
    if text.startswith("["):
        for number, item in enumerate(re.finditer(r"[^\[\],]+", text)):
            place = Span(span.start + item.start(), span.start + item.end())
            _scalar(builder, source, place, separator=", " if number else "")
    else:
        _scalar(builder, source, Span(span.start, span.start + len(text)))


def _scalar(builder: Builder, source: str, span: Span, *, separator: str = "") -> None:
    text = source[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    text = text.strip()
    quote = text[:1] if text[:1] in ("'", '"') else ""
    inner = text[1:].removesuffix(quote) if quote else re.split(r"\s#", text, maxsplit=1)[0]
    if separator and inner:
        builder.add(separator, start, start + len(quote))
    for piece, place in _unescaped(inner, start + len(quote), quoted=bool(quote)):
        builder.add(piece, place.start, place.end)


def _unescaped(text: str, start: int, *, quoted: bool) -> Iterator[tuple[str, Span]]:
    at = 0
    for found in _ESCAPE.finditer(text) if quoted else ():
        yield text[at : found.start()], Span(start + at, start + found.start())
        code, char = found.groups()
        value = chr(int(code, 16)) if code else {"n": " ", "t": " ", "r": " ", None: "'"}.get(char, char)
        yield value, Span(start + found.start(), start + found.end())
        at = found.end()
    yield text[at:], Span(start + at, start + len(text))
