"""Read what the head of an HTML page says about it, with the places of title and description."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from checker.readers.html_tokens import attributes, tokens
from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEPARATOR = re.compile(r"\s+[|–—»·•:-]\s+")
_META = {
    "description": ("description", "og:description", "twitter:description"),
    "author": ("author", "article:author", "dc.creator", "parsely-author"),
    "date": ("article:published_time", "date", "dc.date", "pubdate", "og:article:published_time"),
    "tags": ("keywords", "article:tag", "news_keywords"),
    "site": ("og:site_name", "application-name"),
    "url": ("og:url",),
    "title": ("og:title", "twitter:title"),
    "language": ("content-language", "og:locale"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, by the names of metadata, each with the place of the value in the source."""

    values: Mapping[str, str]
    places: Mapping[str, Span]


def head_of(source: str) -> Head:
    """Return the metadata of a page: its meta elements first, then title, canonical link and lang."""
    found: dict[str, Span] = {}
    title = Span(0, 0)
    for token in tokens(source, Span(0, len(source))):
        if token.kind == "open" and token.value == "body":
            break
        if token.kind == "open" and token.value in ("meta", "link", "html"):
            _note(source, token.value, token.inside, found)
        elif token.kind == "open" and token.value == "title" and not title:
            end = source.find("<", token.span.end)
            title = Span(token.span.end, end if end >= 0 else len(source))
    places = {name: place for name, keys in _META.items() if (place := _first(found, keys))}
    places |= {name: found[f"<{name}>"] for name in ("url", "language") if f"<{name}>" in found}
    if title:
        places["page"] = title
        places.setdefault("title", title)
    values = {name: " ".join(unescape(source[at.start : at.end]).split()) for name, at in places.items()}
    return Head(values, places)


def headline_span(source: str, place: Span) -> Span:
    """Return the part of a page's title without the site's name at its end."""
    text = source[place.start : place.end]
    for found in reversed(list(_SEPARATOR.finditer(text[:1000]))):
        if len(text[: found.start()].split()) >= 3:
            return Span(place.start, place.start + found.start())
    return place


def _note(source: str, element: str, inside: Span, found: dict[str, Span]) -> None:
    places = attributes(source, inside)
    values = {name: source[at.start : at.end].strip().lower() for name, at in places.items()}
    if element == "meta" and "content" in places:
        name = values.get("name") or values.get("property") or values.get("http-equiv") or values.get("itemprop") or ""
        if places["content"]:
            found.setdefault(name, places["content"])
    elif element == "link" and values.get("rel") == "canonical" and "href" in places:
        found.setdefault("<url>", places["href"])
    elif element == "html" and "lang" in places:
        found.setdefault("<language>", places["lang"])


def _first(found: Mapping[str, Span], keys: tuple[str, ...]) -> Span | None:
    return next((found[key] for key in keys if key in found), None)
