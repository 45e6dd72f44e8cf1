"""Prepare a Markdown source for its parser without moving a character."""

from __future__ import annotations

import re
from dataclasses import dataclass

GAP = "\ue000"
"""Stands for each character of what a site generator would replace, such as {{ date }}."""

_LIQUID_BLOCK = re.compile(
    r"\{%-?\s*(highlight|comment|capture|schema|style|javascript)\b[^{}]*%\}(?:[^{]|\{(?!%))*+\{%-?\s*end\1\s*-?%\}"
)
_GENERATED = re.compile(
    r"\{\{[^{}]*\}\}"  # Liquid output, Hugo shortcodes
    r"|\{%[^{}]*%\}"  # Liquid tags
    r"|\{::?[^{}\n]*\}"  # kramdown attributes and extensions
    r"|\{#[\w:.-]+(?: [^{}\n]*)?\}"  # heading ids
    r"|^\[\[?[ \t]*toc[ \t]*\]?\]$",
    re.MULTILINE | re.IGNORECASE,
)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|vc_[a-z_]+|et_pb_[a-z_]+|contact-form-7|button|youtube|shortcode)"
    r"(?:[ \t][^\[\]\n]*)?\](?!\()"
)
_MDX = re.compile(
    r"^(?:import\s(?:[^\n;'\"]*\sfrom\s*)?['\"][^'\"\n]*['\"];?[ \t]*"
    r"|export\s(?:default|const|let|var|function|async|\{|\*)[^\n]*)$",
    re.MULTILINE,
)
_NOT_NEWLINE = re.compile(r"[^\r\n]")
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The source with the same length but without generated parts; its lines, and where each begins."""

    masked: str
    lines: tuple[str, ...]
    starts: tuple[int, ...]


def prepared(source: str, front_end: int) -> Prepared:
    """Return the source with front matter blanked and generated parts replaced, places kept by line."""
    text = _NOT_NEWLINE.sub(" ", source[:front_end]) + source[front_end:]
    for pattern in (_LIQUID_BLOCK, _GENERATED, _SHORTCODE, _MDX):
        text = pattern.sub(_gap, text)
    starts = (0, *(found.end() for found in _NEWLINE.finditer(source)))
    return Prepared(text, tuple(_NEWLINE.split(text)), starts)


def _gap(found: re.Match[str]) -> str:
    whole = _at_line_end(found.string, found.start() - 1, -1) and _at_line_end(found.string, found.end(), 1)
    return _NOT_NEWLINE.sub(" " if whole else GAP, found.group())


def _at_line_end(text: str, at: int, step: int) -> bool:
    while 0 <= at < len(text) and text[at] in " \t":
        at += step
    return not 0 <= at < len(text) or text[at] in "\r\n"
