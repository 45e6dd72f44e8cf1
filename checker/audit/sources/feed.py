"""A post of an RSS or Atom feed, with its full content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from checker.audit.records import Aside, Found, Post
from checker.audit.sources import compose, fields

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

_ENOUGH = 600
"""A description of this many characters is taken for the post itself."""


def post(path: Path, item: _Element, number: int) -> Found:
    """Return the post of an item or entry; aside where the feed has only a summary of it."""
    url = fields.first(item, "link") or _atom_link(item)
    uri = f"{path}#{url or fields.first(item, 'guid', 'id') or number}"
    title = " ".join(fields.first(item, "title").split())
    body = fields.first(item, "content:encoded", "purl.org/rss/1.0/modules/content:encoded") or _content(item)
    if not body:
        summary = fields.first(item, "description", "summary")
        if len(summary) < _ENOUGH:
            return Aside(uri, "the feed holds only a summary")
        body = summary
    data, suffix = compose.page(title, body)
    said = {
        "url": url,
        "title": title,
        "author": fields.first(item, "creator") or _author(item),
        "date": fields.first(item, "pubDate", "published", "date", "updated"),
        "tags": ", ".join(_tags(item)),
        "language": fields.language(item),
    }
    return Post(uri, data, suffix, {name: value for name, value in said.items() if value})


def _content(item: _Element) -> str:
    for content in fields.all_of(item, "content"):
        if content.get("type") == "xhtml":
            return "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in content)
        if value := (content.text or "").strip():
            return value
    return ""


def _atom_link(item: _Element) -> str:
    links = fields.all_of(item, "link")
    chosen = next((link for link in links if link.get("rel", "alternate") == "alternate"), None)
    return str(chosen.get("href", "")) if chosen is not None else ""


def _author(item: _Element) -> str:
    for author in fields.all_of(item, "author"):
        if name := fields.first(author, "name") or (author.text or "").strip():
            return name
    return ""


def _tags(item: _Element) -> list[str]:
    found = [(tag.text or tag.get("label") or tag.get("term") or "").strip() for tag in fields.all_of(item, "category")]
    return list(dict.fromkeys(tag.replace(",", " ") for tag in found if tag))
