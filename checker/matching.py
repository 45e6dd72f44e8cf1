"""Which patterns match a sentence: a word index in front of the compiled patterns.

Most sentences contain none of the words that any given pattern needs, so a pattern is tried only on
sentences that have a word of each of its obligatory pieces.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from checker.errors import RuleError
from checker.masks import Masks, bits
from checker.needs import cost, words_of
from checker.nodes import MARKED, NAMED
from checker.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from checker.needs import Need
    from checker.nodes import Trace
    from checker.patterns import Tree
    from checker.types import Span

__all__ = ["Match", "Pattern", "PatternIndex", "at_words", "words_of"]


@dataclass(frozen=True, eq=False)
class Pattern:
    """A pattern and whatever its owner needs to find its rule again.

    `where` names the rule for the message of a mistake.
    """

    key: Any
    source: str
    words: Mapping[str, tuple[str, ...]]
    tokenizer: Tokenizer
    where: str = ""

    @cached_property
    def tree(self) -> Tree:
        """Return the compiled pattern.

        Raises:
            RuleError: it is malformed; names the rule and the place in the pattern.
        """
        try:
            return compile_pattern(self.source, words=self.words, tokenizer=self.tokenizer)
        except RuleError as error:
            raise RuleError(f"{self.where}{error}") from error

    @property
    def wants_tags(self) -> bool:
        """Return whether a part of speech must be checked after parsing."""
        return "/" in self.source


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found in a Doc: the whole match and the marked part, in tokens, half-open.

    `fixed` are the tokens that the pattern names, as against those that a gap let through.
    """

    pattern: Pattern
    start: int
    end: int
    marked: tuple[int, int]
    fixed: frozenset[int]


@dataclass(eq=False)
class PatternIndex:
    """All patterns of a rule set, ready to be tried on sentences.

    Raises:
        RuleError: a pattern is malformed; names the rule and the place in the pattern.
    """

    patterns: Sequence[Pattern]
    vocab: Vocab
    _by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _always: list[int] = field(default_factory=list)
    _needs: list[tuple[Need, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._needs = [pattern.tree.root.needs for pattern in self.patterns]
        for number, needs in enumerate(self._needs):
            if needs:
                for word in min(needs, key=cost):
                    self._by_word[word].append(number)
            else:
                self._always.append(number)

    def candidates(self, words: frozenset[str]) -> list[Pattern]:
        """Return the patterns that could match a sentence with these words, in rule order."""
        found = set(self._always)
        for word in self._by_word.keys() & words:
            found.update(self._by_word[word])
        return [self.patterns[number] for number in sorted(found) if _met(self._needs[number], words)]

    def found(self, doc: Doc) -> tuple[Match, ...]:
        """Return the matches of all patterns in a sentence's Doc, parts of speech aside, worked out once for it."""
        known: dict[object, tuple[Match, ...]] = doc.user_data  # type: ignore[assignment]
        if self not in known:
            known[self] = tuple(self.matches(doc, self.candidates(_masks(doc, tags=False).seen), tags=False))
        return known[self]

    def matches(self, doc: Doc, patterns: Iterable[Pattern], *, tags: bool) -> Iterator[Match]:
        """Yield the longest matches of each pattern in a sentence's Doc; parts of speech count if `tags`."""
        tokens = _masks(doc, tags=tags)
        for pattern in patterns:
            taken = 0
            for start, end in sorted(_spans(pattern.tree, tokens), key=lambda span: (span[0] - span[1], span[0])):
                covered = (1 << end) - (1 << start)
                if not covered & taken:
                    taken |= covered
                    yield _match(pattern, tokens, start, end)


def _met(needs: tuple[Need, ...], words: frozenset[str]) -> bool:
    # A generator in any() would take most of the time spent here.
    for need in needs:  # noqa: SIM110
        if need.isdisjoint(words):
            return False
    return True


# Sentences are looked at by several rule sets in turn; a long article must not keep the masks of them all.
@lru_cache(maxsize=500)
def _masks(doc: Doc, *, tags: bool) -> Masks:
    return Masks(doc, tags=tags)


def _spans(tree: Tree, tokens: Masks) -> Iterator[tuple[int, int]]:
    """Yield all spans that a pattern matches."""
    root = tree.root
    starts = tokens.of(root.first) if root.first else tokens.every
    if tree.at_start:
        starts &= tokens.opening
    allowed = tokens.closing if tree.at_end else -1
    if not root.ends(tokens, starts) & allowed:
        return
    for start in bits(starts):
        for end in bits(root.ends(tokens, 1 << start) & allowed & ~(1 << start)):
            yield start, end


def at_words(doc: Doc, span: Span, key: object, tokenizer: Tokenizer) -> Match | None:
    """Return a match for words that something other than a pattern found; None where the span touches no token.

    `span` is in characters of the Doc's text; `key` is what the match's pattern carries.
    """
    inside = [token.i for token in doc if token.idx < span.end and span.start < token.idx + len(token.text)]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    return Match(Pattern(key, "", {}, tokenizer), first, last, (first, last), frozenset(range(first, last)))


def _match(pattern: Pattern, tokens: Masks, start: int, end: int) -> Match:
    traces = pattern.tree.root.traces(tokens, start)
    trace: Trace = next(trace for trace in traces if start + len(trace) == end)
    fixed = frozenset(start + at for at, step in enumerate(trace) if step & NAMED)
    inside = [start + at for at, step in enumerate(trace) if step & MARKED]
    marked = (inside[0], inside[-1] + 1) if inside else (start, end)
    return Match(pattern, start, end, marked, fixed)
