"""Where things are, in the words of SARIF."""

from __future__ import annotations

import re
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from checker.types import Document, Place, Span

Row = dict[str, Any]
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WINDOWS = re.compile(r"[A-Za-z]:[\\/]")


def literal(text: str) -> str:
    """Return a message text without placeholders: braces are doubled (section 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def artifact_location(uri: str, index: int | None = None) -> Row:
    """Return a file's address as a URI reference (RFC 3986), with its index among the artifacts."""
    return {"uri": uri_reference(uri)} if index is None else {"uri": uri_reference(uri), "index": index}


def uri_reference(name: str) -> str:
    """Return a path or URL as a valid URI reference."""
    if _WINDOWS.match(name):
        return "file:///" + quote(PureWindowsPath(name).as_posix(), safe="/:")
    if _URL.match(name):
        return quote(name, safe=":/?#[]@!$&'()*+,;=%~")
    path = quote(PurePath(name).as_posix())
    return f"file://{path}" if path.startswith("/") else path


def region(document: Document, span: Span, quote_: str | None = None) -> Row:
    """Return a span by lines and columns and by offset; with the text a reader sees there."""
    line, column = document.position(span.start)
    end_line, end_column = document.position(span.end)
    found: Row = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": len(span),
    }
    if quote_ is not None:
        found["snippet"] = {"text": quote_}
    return found


def location(document: Document, index: int, place: Place) -> Row:
    """Return a place of an artifact."""
    where = artifact_location(document.uri, index)
    return {"physicalLocation": {"artifactLocation": where, "region": region(document, place.span, place.quote)}}
