"""Text that Markdown shows as it stands."""

from __future__ import annotations

import re

from checker.reporters.parts.wording import plain

_SPECIAL = re.compile(r"[\\`*~<]|(?<!\w)_|_(?!\w)|\](?=[(\[:])|&(?=#?\w+;)")
_OPENING = re.compile(r"^(\s*)([-+=>#|]|\d+(?=[.)]))")
_CALLS = re.compile(r"(?<![\w/])([@#])(?=\w)")
_WORD_JOINER = "\N{WORD JOINER}"


def escaped(text: str) -> str:
    """Return a text on one line, with no markup in it and nobody in it notified by an issue tracker."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], plain(text))
    text = _OPENING.sub(lambda match: match[1] + (f"{match[2]}\\" if match[2].isdigit() else f"\\{match[2]}"), text)
    return _CALLS.sub(rf"\1{_WORD_JOINER}", text)


def strong(text: str) -> str:
    """Return a text in bold, its outer spaces left outside the asterisks."""
    inner = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}**{escaped(inner)}**{after}" if inner else text
