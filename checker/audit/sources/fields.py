"""Fields of an XML item by their local name, whatever the namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def all_of(item: _Element, name: str) -> list[_Element]:
    """Return the children of a local name, or of a prefix and local name such as "content:encoded"."""
    prefix, _, local = name.rpartition(":")
    return [
        child
        for child in item
        if isinstance(child.tag, str)
        and etree.QName(child).localname == local
        and (not prefix or prefix in (child.prefix or "") or prefix in (etree.QName(child).namespace or ""))
    ]


def first(item: _Element, *names: str) -> str:
    """Return the text of the first child of these names that has any."""
    for name in names:
        for child in all_of(item, name):
            if value := (child.text or "").strip():
                return value
    return ""


def language(item: _Element) -> str:
    """Return the language that an item, the feed or its channel declares; "" where none does."""
    node: _Element | None = item
    while node is not None:
        if said := node.get(_LANG) or (first(node, "language") if node is not item else ""):
            return str(said)
        node = node.getparent()
    return ""
