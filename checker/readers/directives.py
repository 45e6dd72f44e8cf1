"""Find the comments in Markdown and HTML by which an author accepts findings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

VERBS = ("off", "on", "off-next")

_OPENING = re.compile(r"<!--\s*checker\s*:")
_RULE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_REASON = re.compile(r"\breason\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”)\s*$")
_EXAMPLE = '<!-- checker: off rule-id reason="…" -->'


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment such as `<!-- checker: off cure-claim reason="…" -->`.

    `span` is the whole comment in the source. `rules` is empty where all rules are meant. `error`
    says what is wrong with a malformed one, which then has no effect; empty otherwise.
    """

    span: Span
    verb: str
    rules: tuple[str, ...] = ()
    reason: str = ""
    error: str = ""


def directives(source: str) -> tuple[Directive, ...]:
    """Return the directives of a Markdown or HTML source in order, malformed ones with `error` set."""
    return tuple(_found(source))


def _found(source: str) -> Iterator[Directive]:
    at = 0
    while opening := _OPENING.search(source, at):
        end = source.find("-->", opening.end())
        if end < 0:
            span = Span(opening.start(), len(source))
            yield Directive(span, "", error="this comment is not closed: end it with -->")
            return
        at = end + len("-->")
        yield _directive(source[opening.end() : end], Span(opening.start(), at))


def _directive(body: str, span: Span) -> Directive:
    found = _REASON.search(body.strip())
    reason = next((text.strip() for text in found.groups() if text), "") if found else ""
    words = (body.strip()[: found.start()] if found else body).replace(",", " ").split()
    verb, rules = (words[0], tuple(words[1:])) if words else ("", ())
    if verb not in VERBS:
        error = f"expected one of {', '.join(VERBS)} after 'checker:', as in {_EXAMPLE}"
        return Directive(span, "", error=error)
    if wrong := next((rule for rule in rules if not _RULE.fullmatch(rule)), None):
        error = f'{wrong!r} is no rule id; write rule ids, then reason="…", as in {_EXAMPLE}'
        return Directive(span, verb, rules, reason, error)
    return Directive(span, verb, rules, reason)
