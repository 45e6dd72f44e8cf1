"""Stream the items of an XML file: WordPress exports, RSS and Atom; bombs are refused.

Only one item is in memory at a time. Entities are not resolved and nothing is fetched.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from checker.audit.records import MOST_BYTES, Aside, Found, Post
from checker.audit.sources import feed, wxr
from checker.errors import ReadError
from checker.types import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checker.audit.sources.options import Options

SUFFIXES = (".xml", ".rss", ".atom", ".wxr")

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ITEMS = ("{*}item", "{*}entry")
_HEAD = 65_536
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False, "recover": True}


def posts(path: Path, _: Options) -> Iterator[Found]:
    """Yield the posts of a WordPress export, an RSS or an Atom feed.

    Raises:
        ReadError: the file declares entities, or is no XML.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if _ENTITY.search(head.replace(b"\0", b"")):
        raise ReadError(f"{path}: declares XML entities, which feeds and exports never do. Do not trust this file.")
    kind = _kind(path, head)
    if not kind:
        yield Aside(str(path), "XML that is no feed and no WordPress export")
        return
    with path.open("rb") as file:
        yield from _items(path, file, wxr.post if kind == "wxr" else feed.post)


def _items(path: Path, file: IO[bytes], make: Callable[[Path, etree._Element, int], Found]) -> Iterator[Found]:
    number = 0
    context = etree.iterparse(file, events=("end",), tag=_ITEMS, **_SAFE)
    try:
        for _event, item in context:
            number += 1
            yield _checked(make(path, item, number))
            _forget(item)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{path}: damaged XML after item {number} ({error.msg}). Export it again.") from error
    if context.error_log:
        # The log holds the first fault; items after it may be lost.
        first = context.error_log[0]
        raise ReadError(
            f"{path}: damaged XML in line {first.line} ({first.message}); {number} items were read. Export it again."
        )


def _kind(path: Path, head: bytes) -> str:
    if b"wordpress.org/export" in head:
        return "wxr"
    try:
        with path.open("rb") as file:
            root = next((element for _event, element in etree.iterparse(file, events=("start",), **_SAFE)), None)
    except etree.XMLSyntaxError:
        return ""
    name = etree.QName(root).localname.lower() if root is not None else ""
    return "feed" if name in ("rss", "feed", "rdf") else ""


def _checked(item: Found) -> Found:
    if isinstance(item, Post) and len(item.data) > MOST_BYTES:
        return InputError(item.uri, f"{item.uri}: larger than {MOST_BYTES:,} bytes; not read")
    return item


def _forget(item: etree._Element) -> None:
    """Free an item and the items before it; what the channel says of itself stays."""
    item.clear()
    before = item.getprevious()
    while before is not None and before.tag == item.tag:
        parent, earlier = before.getparent(), before.getprevious()
        if parent is not None:
            parent.remove(before)
        before = earlier
