"""HTML that cannot be broken out of: text becomes `Html` only by being escaped."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NewType

from checker.reporters.parts.wording import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterable

Html = NewType("Html", str)
"""A string that is markup; any other string must go through `text`."""
NOTHING = Html("")


def text(value: str) -> Html:
    """Return a text as markup that shows it."""
    return Html(html.escape(UNSAFE.sub("\N{REPLACEMENT CHARACTER}", value)))


def tag(name: str, *children: Html, **attributes: str | bool | None) -> Html:
    """Return an element; `class_` and `data_note` become class and data-note, None and False are left out."""
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    shown = "".join(_attribute(key, value) for key, value in pairs if value is not None and value is not False)
    return Html(f"<{name}{shown}>{''.join(children)}</{name}>")


def joined(parts: Iterable[Html], separator: str = "") -> Html:
    """Return parts one after another; the separator is text."""
    return Html(text(separator).join(parts))


def _attribute(key: str, value: str | bool) -> str:
    return f" {key}" if value is True else f' {key}="{text(str(value))}"'
