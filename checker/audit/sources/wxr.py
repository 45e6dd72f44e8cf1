"""A post of a WordPress export (WXR)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.audit.records import Aside, Found, Post
from checker.audit.sources import compose, fields

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

_TYPES = ("post", "page")
_NEVER = "0000-00-00"


def post(path: Path, item: _Element, number: int) -> Found:
    """Return the post of an item; aside where it is a menu, an attachment or not published."""
    uri = f"{path}#{fields.first(item, 'post_id') or number}"
    kind, status = fields.first(item, "post_type") or "post", fields.first(item, "status")
    if kind not in _TYPES:
        return Aside(uri, f"WordPress {kind}, no post or page")
    if status and status != "publish":
        return Aside(uri, f"not published (status {status})")
    if fields.first(item, "post_password"):
        return Aside(uri, "behind a password")
    title = " ".join(fields.first(item, "title").split())
    data, suffix = compose.page(title, fields.first(item, "content:encoded", "modules/content:encoded"))
    said = {
        "url": fields.first(item, "link"),
        "title": title,
        "author": _author(item),
        "date": _date(item),
        "tags": ", ".join(_tags(item)),
        "language": fields.language(item),
    }
    return Post(uri, data, suffix, {name: value for name, value in said.items() if value})


def _author(item: _Element) -> str:
    """Return the name that readers see; items hold only the login."""
    login, channel = fields.first(item, "creator"), item.getparent()
    known = fields.all_of(channel, "wp:author") if channel is not None else []
    names = {fields.first(author, "author_login"): fields.first(author, "author_display_name") for author in known}
    return names.get(login) or login


def _date(item: _Element) -> str:
    said = [fields.first(item, name) for name in ("post_date_gmt", "post_date", "pubDate")]
    return next((date for date in said if date and not date.startswith(_NEVER)), "")


def _tags(item: _Element) -> list[str]:
    found = [(tag.text or "").strip() for tag in fields.all_of(item, "category")]
    return list(dict.fromkeys(tag.replace(",", " ") for tag in found if tag and tag != "Uncategorized"))
