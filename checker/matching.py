"""Which patterns match a sentence: a word index in front of spaCy's Matcher.

Most sentences contain none of the words that any given pattern needs, so a pattern is tried only on
sentences that have a word of each of its obligatory tokens; its Matcher is built at first use.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from checker.errors import RuleError
from checker.needs import cost, needs, piece, words_of
from checker.nlp import Matcher
from checker.patterns import flatten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from checker.patterns import Flat, Sequence_, Token

__all__ = ["Match", "Pattern", "PatternIndex", "words_of"]
_CLAUSE_END = frozenset({".", ";", ":", "!", "?", "(", ")"})


@dataclass(frozen=True, eq=False)
class Pattern:
    """A pattern and whatever its owner needs to find its rule again; compiled when first tried.

    `where` names the rule for the message of a mistake.
    """

    key: Any
    source: str
    words: Mapping[str, tuple[str, ...]]
    tokenizer: Callable[[str], Doc]
    where: str = ""

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Return sets of words of which a sentence must have at least one each."""
        return needs(self.source, self.words)

    @cached_property
    def flat(self) -> Flat:
        """Return the compiled pattern.

        Raises:
            RuleError: it is malformed; names the rule and the place in the pattern.
        """
        try:
            return flatten(self.source, words=self.words, tokenize=self._tokenize)
        except RuleError as error:
            raise RuleError(f"{self.where}{error}") from error

    def _tokenize(self, text: str) -> list[str]:
        return [token.text for token in self.tokenizer(text)]

    @cached_property
    def sequence_needs(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """Return, per sequence, the sets of words of which a sentence must have at least one each."""
        return tuple(_needs(seq) for seq in self.flat.sequences)

    @cached_property
    def groups(self) -> tuple[tuple[tuple[frozenset[str], ...], tuple[int, ...]], ...]:
        """Return the sequences by what they need: the needs, and the numbers of the sequences that share them."""
        shared: dict[tuple[frozenset[str], ...], list[int]] = {}
        for number, wanted in enumerate(self.sequence_needs):
            shared.setdefault(wanted, []).append(number)
        return tuple((wanted, tuple(numbers)) for wanted, numbers in shared.items())

    def possible(self, words: frozenset[str]) -> Iterator[int]:
        """Yield the numbers of the groups whose needs a sentence with these words meets."""
        for number, (wanted, _) in enumerate(self.groups):
            if not any(need.isdisjoint(words) for need in wanted):
                yield number

    @cached_property
    def wants_tags(self) -> bool:
        """Return whether a part of speech must be checked after parsing."""
        return any(token.pos for seq in self.flat.sequences for token in seq)


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


def _needs(seq: Sequence_) -> tuple[frozenset[str], ...]:
    found = (_pieces(token.words) for token in seq if token.words and not token.optional)
    return tuple(pieces for pieces in found if pieces)


@cache
def _pieces(words: frozenset[str]) -> frozenset[str]:
    """Return the words as the index cuts them, empty where it cannot see one of them."""
    pieces = frozenset(map(piece, words))
    return frozenset() if "" in pieces else pieces


def _words_in(doc: Doc) -> frozenset[str]:
    """Return the words of a Doc, worked out once for it."""
    key = "checker words"
    if key not in doc.user_data:
        doc.user_data[key] = words_of(doc.text)
    found: frozenset[str] = doc.user_data[key]
    return found


@dataclass
class PatternIndex:
    """All patterns of a rule set, ready to be tried on sentences."""

    patterns: Sequence[Pattern]
    vocab: Vocab
    _by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _always: list[int] = field(default_factory=list)
    _matchers: dict[tuple[int, int, bool], Matcher] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, pattern in enumerate(self.patterns):
            if pattern.needs:
                for word in min(pattern.needs, key=cost):
                    self._by_word[word].append(number)
            else:
                self._always.append(number)

    def candidates(self, words: frozenset[str]) -> list[Pattern]:
        """Return the patterns that could match a sentence with these words, in rule order."""
        found = set(self._always)
        for word in words:
            found.update(self._by_word.get(word, ()))
        return [self.patterns[n] for n in sorted(found) if all(words & need for need in self.patterns[n].needs)]

    def matches(self, doc: Doc, patterns: Iterable[Pattern], *, tags: bool) -> Iterator[Match]:
        """Yield the longest matches of each pattern in a sentence's Doc; parts of speech count if `tags`."""
        words = _words_in(doc)
        for pattern in patterns:
            spans = [
                (start, end, int(self.vocab.strings[key]))
                for group in pattern.possible(words)
                for key, start, end in self._matcher(pattern, group, tags=tags and pattern.wants_tags)(doc)
            ]
            taken: list[tuple[int, int]] = []
            for start, end, number in sorted(spans, key=lambda s: (s[0] - s[1], s[0], s[2])):
                if any(start < b and a < end for a, b in taken) or not _placed(pattern.flat, doc, (start, end)):
                    continue
                taken.append((start, end))
                yield _match(pattern, pattern.flat.sequences[number], doc, (start, end))

    def _matcher(self, pattern: Pattern, group: int, *, tags: bool) -> Matcher:
        slot = (id(pattern), group, tags)
        if slot not in self._matchers:
            matcher = Matcher(self.vocab, validate=False)
            within = _within_clause(self.vocab)
            for number in pattern.groups[group][1]:
                seq = pattern.flat.sequences[number]
                matcher.add(str(number), [[_attributes(token, within, tags=tags) for token in seq]])
            self._matchers[slot] = matcher
        return self._matchers[slot]


@lru_cache(maxsize=4)
def _within_clause(vocab: Vocab) -> int:
    """Return the id of a lexeme flag that is true but for punctuation that ends a clause: cheaper than a predicate."""
    return int(vocab.add_flag(lambda text: text not in _CLAUSE_END))


def _attributes(token: Token, within: int, *, tags: bool) -> dict[Any, Any]:
    attributes: dict[Any, Any] = {"OP": "?"} if token.gap or token.optional else {}
    if token.gap:
        attributes[within] = True
    if token.words:
        attributes["LOWER"] = {"IN": sorted(token.words)} if len(token.words) > 1 else next(iter(token.words))
    elif token.builtin == "number":
        attributes["LIKE_NUM"] = True
    elif token.builtin == "name":
        attributes["IS_TITLE"] = True
    if tags and token.pos:
        attributes["POS"] = {"IN": list(token.pos)}
    return attributes


def _placed(flat: Flat, doc: Doc, span: tuple[int, int]) -> bool:
    if flat.at_start and any(not token.is_punct for token in doc[: span[0]]):
        return False
    return not (flat.at_end and any(not token.is_punct for token in doc[span[1] :]))


def _match(pattern: Pattern, seq: Sequence_, doc: Doc, span: tuple[int, int]) -> Match:
    owner = _align(seq, doc, span) or [(at, -1) for at in range(*span)]
    fixed = frozenset(at for at, number in owner if number < 0 or _names_it(seq[number]))
    numbers = [number for number, token in enumerate(seq) if token.marked]
    inside = [at for at, number in owner if numbers and numbers[0] <= number <= numbers[-1]]
    marked = (inside[0], inside[-1] + 1) if inside else span
    return Match(pattern, *span, marked, fixed)


def _names_it(token: Token) -> bool:
    """Return whether a pattern token says which word it wants, as gaps and <any> do not."""
    return bool(token.words) or token.builtin in ("number", "name")


def _align(seq: Sequence_, doc: Doc, span: tuple[int, int]) -> list[tuple[int, int]] | None:
    """Return (token, pattern token) pairs for a match, or None where it cannot be retraced."""
    stack: list[tuple[int, int, list[tuple[int, int]]]] = [(span[0], 0, [])]
    while stack:
        at, number, path = stack.pop()
        if number == len(seq):
            if at == span[1]:
                return path
            continue
        token = seq[number]
        if at < span[1] and _fits(token, doc[at]):
            stack.append((at + 1, number + 1, [*path, (at, number)]))
        if token.gap or token.optional:
            stack.append((at, number + 1, path))
    return None


def _fits(token: Token, word: Any) -> bool:
    if token.gap:
        return word.lower_ not in _CLAUSE_END
    if token.words:
        return word.lower_ in token.words
    return (token.builtin != "number" or word.like_num) and (token.builtin != "name" or word.is_title)
