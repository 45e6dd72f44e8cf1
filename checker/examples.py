"""A rule's own example sentences, run as its tests.

`flag` sentences mark the span as `[[…]]`; a leading "# " makes one a heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.parse import Article, split_sentences
from checker.ruleset import RuleSet, find
from checker.types import Block, BlockKind, Document, Genre, Run, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN, _CLOSE = "[[", "]]"


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that came out otherwise than its rule file says."""

    rule: str
    text: str
    problem: str

    def __str__(self) -> str:
        """Return one line for the terminal."""
        return f"{self.rule}: {self.problem}: {self.text}"


def marked(text: str) -> tuple[str, Span | None]:
    """Return an example without its marks, and the marked span."""
    start = text.find(_OPEN)
    end = text.find(_CLOSE)
    if start < 0 or end < start:
        return text, None
    plain = text[:start] + text[start + 2 : end] + text[end + 2 :]
    return plain, Span(start, end - 2)


def article(text: str, rules: RuleSet) -> Article:
    """Return an article of one block: a paragraph, or a heading where the text begins with "# "."""
    kind = BlockKind.HEADING if text.startswith("# ") else BlockKind.PARAGRAPH
    start = len(text) - len(text.removeprefix("# "))
    run = Run(Span(0, len(text) - start), Span(start, len(text)))
    document = Document("example", text, "", "", (Block(kind, text[start:], (run,)),))
    return Article(document, split_sentences(document), Genre.BLOG, rules.nlp)


def failures(rules: RuleSet) -> Iterator[Failure]:
    """Yield the examples of every rule that come out wrong, each judged by its own rule alone."""
    for rule in rules.rules.values():
        alone = RuleSet({rule.id: rule}, rules.nlp)
        for text in rule.flag:
            plain, span = marked(text)
            found = _spans(plain, alone)
            if span is None:
                yield Failure(rule.id, text, "has no [[marked]] span")
            elif not any(2 * s.overlap(span) >= min(len(s), len(span)) for s in found):
                yield Failure(rule.id, text, "should be flagged")
        for text in rule.keep:
            if _spans(text, alone):
                yield Failure(rule.id, text, "should be left alone")


def _spans(text: str, rules: RuleSet) -> list[Span]:
    body = article(text, rules)
    return [body.place(hit.sentence, hit.span).span for hit in find(body, rules)]
