"""Rows of a table as posts: which column holds the text, which hold what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.audit.records import MOST_BYTES, Aside, Found, Post
from checker.audit.sources import compose
from checker.errors import ReadError
from checker.types import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from checker.audit.sources.options import Options

_TEXT = ("text", "content", "body", "html", "content_html", "markdown", "article", "raw_text", "page_content")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "url": ("url", "link", "permalink", "uri", "canonical_url"),
    "title": ("title", "headline", "name"),
    "author": ("author", "authors", "byline", "creator"),
    "date": ("date", "published", "published_at", "date_published", "publish_date", "pubdate", "created", "timestamp"),
    "tags": ("tags", "categories", "keywords", "category"),
    "language": ("language", "lang"),
}


def text_column(names: Collection[str], options: Options, where: Path) -> str:
    """Return the column that holds the text.

    Raises:
        ReadError: there is none, with what to do.
    """
    wanted = [options.text_column] if options.text_column else list(_TEXT)
    column = next((name for name in wanted if name in names), "")
    if not column:
        known = ", ".join(sorted(names)[:12])
        raise ReadError(f"{where}: no column {' or '.join(wanted[:3])}; it has {known}. Name one with --text-column.")
    return column


def post(uri: str, row: Mapping[str, Any], column: str) -> Found:
    """Return the post of a row."""
    body = row.get(column)
    if not isinstance(body, str) or not body.strip():
        return Aside(uri, f"no text in {column!r}")
    if len(body) > MOST_BYTES:
        return InputError(uri, f"{uri}: larger than {MOST_BYTES:,} characters; not read")
    said = {name: next(filter(None, (_plain(row.get(key)) for key in keys)), "") for name, keys in _NAMES.items()}
    data, suffix = compose.text(said["title"], body)
    return Post(uri, data, suffix, {name: value for name, value in said.items() if value})


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (_plain(item).replace(",", " ") for item in value)))
    if isinstance(value, dict):
        return _plain(value.get("name"))
    return " ".join(str(value).split()) if value is not None else ""
