"""Make the source of a post of what an export holds: its title on top, its text below.

Exports keep title and text apart, and a reviewer needs both. What is made here is the source that a finding's
offsets count in; it is made the same way each time, so `checker audit verify` can make it again.
"""

from __future__ import annotations

import html
import re

from checker.readers.sniff import likely_suffix

_MARKUP = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|li|br|img|a|strong|em|b|i|span|blockquote|figure|table)\b[^>]*>", re.IGNORECASE
)
_BLOCKS = re.compile(r"<(?:p|div|ul|ol|h[1-6]|table|blockquote)\b|<!-- wp:", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_SHORTCODE = re.compile(r"\[/?(?:caption|gallery|embed|audio|video|vc_\w+|et_pb_\w+)\b[^\]\n]*\]")


def page(title: str, body: str) -> tuple[bytes, str]:
    """Return an HTML page of a title and the HTML of a post, and the suffix of its reader."""
    text = _SHORTCODE.sub("", body)
    if not _BLOCKS.search(text):
        # WordPress's classic editor stores paragraphs as blank lines.
        text = "\n".join(f"<p>{part.strip()}</p>" for part in _BLANK.split(text) if part.strip())
    head = f"<title>{html.escape(title)}</title>" if title else ""
    shown = f"<h1>{html.escape(title)}</h1>\n" if title else ""
    whole = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">{head}</head><body><article>\n{shown}{text}\n</article></body></html>\n'
    return whole.encode("utf-8", "replace"), ".html"


def text(title: str, body: str) -> tuple[bytes, str]:
    """Return the source of a title and a text in whatever markup it has, and the suffix of its reader."""
    data = body.encode("utf-8", "replace")
    if likely_suffix(data) == ".html" and "<body" in body[:20_000].lower():
        return data, ".html"
    if _MARKUP.search(body):
        return page(title, body)
    suffix = likely_suffix(data)
    if not title or body.lstrip().startswith(("---", "+++", title)):
        return data, suffix
    mark = "# " if suffix == ".md" else ""
    return f"{mark}{title}\n\n{body}".encode("utf-8", "replace"), suffix
