"""Recognise what bytes are by their beginning."""

from __future__ import annotations

import re

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file: give it the suffix .pdf"),
    (
        b"PK\x03\x04",
        "a ZIP archive: if it is a Word document, give it the suffix .docx, else unpack it first",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Word file or a protected one: open it in Word and save it as .docx without a password",
    ),
    (b"{\\rtf", "an RTF file: open it in a word processor and save it as .docx"),
    (b"\x89PNG", "a PNG image: give the text of it"),
    (b"\xff\xd8\xff", "a JPEG image: give the text of it"),
    (b"GIF8", "a GIF image: give the text of it"),
    (b"RIFF", "an image or a sound: give the text of it"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\x7fELF", "a program, not an article"),
    (b"MZ\x90", "a program, not an article"),
    (b"ID3", "a sound: give the text of it"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*"
    rb"<(?:!doctype html|html|head|body|article|main|(?:p|div|h[1-6])[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?!html)(?:\?|[a-z][\w:-]*[\s>])", re.IGNORECASE)
_MARKDOWN = re.compile(
    rb"\A(?:---|\+\+\+)\r?\n|^#{1,6} \S|^(?:```|~~~)"
    rb"|\]\((?:https?:|/|#|mailto:)|\*\*\w[^*\n]{0,80}\*\*|^\[[^\]\n]{1,40}\]: ",
    re.MULTILINE,
)
_LOOK = 20_000


def described(data: bytes) -> str:
    """Return what some bytes are and what to do with them; empty for what may be text."""
    return next((what for beginning, what in _BEGINNINGS if data.startswith(beginning)), "")


def certain_suffix(data: bytes) -> str | None:
    """Return .pdf, .docx or .html for data that says so in its first bytes."""
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return ".docx"
    return ".html" if _HTML.match(_beginning(data)) else None


def likely_suffix(data: bytes) -> str:
    """Return the suffix of the format that data without a name is most likely in."""
    return certain_suffix(data) or (".md" if _MARKDOWN.search(_beginning(data)) else ".txt")


def is_other_markup(data: bytes) -> bool:
    """Tell whether data is XML of another kind, such as a feed."""
    return _FEED.match(_beginning(data)) is not None


def _beginning(data: bytes) -> bytes:
    return data[:_LOOK].removeprefix(b"\xef\xbb\xbf")
