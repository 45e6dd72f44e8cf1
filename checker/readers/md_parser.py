"""Set up markdown-it so that its inline tokens keep their places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    Rule = Callable[[StateInline, bool], bool]

AT = "at"
"""The key in a token's `meta` for its (start, end) in the inline content."""


@cache
def parser() -> MarkdownIt:
    """Return a CommonMark parser with tables, strikethrough and footnotes."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    # Joined text tokens, and inline footnotes, would lose their places.
    markdown.disable(["text_join", "fragments_join", "footnote_inline"])
    rules = markdown.inline.ruler
    for name, rule in zip(rules.get_active_rules(), rules.getRules(""), strict=True):
        if name not in ("text", "emphasis", "strikethrough"):
            rules.at(name, _keeping_place(rule))
    return markdown


def _keeping_place(rule: Rule) -> Rule:
    def wrapped(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            for token in state.tokens[before:]:
                if token.type != "text":
                    token.meta.setdefault(AT, (start, state.pos))
        return matched

    return wrapped
