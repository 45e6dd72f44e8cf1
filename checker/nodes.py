"""The pieces of a compiled pattern. Each tells where it ends, how it got there, and which words it needs.

`ends` runs all readings of a piece at once: from a mask of starts to a mask of ends (see `checker.masks`), in
time that grows with the pattern and not with the number of its readings. `traces` walks the readings of one
start, for the few sentences in which a pattern is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from checker.needs import Need, any_of, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.masks import Masks

LOOSE, NAMED, MARKED = 0, 1, 2
Trace: TypeAlias = tuple[int, ...]
"""For each token consumed: NAMED if the pattern says which word it wants, MARKED if it stands in braces."""


class Node(Protocol):
    """A piece of a pattern."""

    @property
    def first(self) -> frozenset[str] | None:
        """Return the words that it can begin with, or None where that is open."""
        ...

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return sets of words of which a sentence must have at least one each."""
        ...

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where it ends, from a mask of starts."""
        ...

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield its readings from one start, preferred ones first."""
        ...


@dataclass(frozen=True, eq=False)
class Word:
    """Any of some words, lower case."""

    words: frozenset[str]

    @property
    def first(self) -> frozenset[str]:
        """Return the words."""
        return self.words

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Return the words as the index cuts them."""
        found = pieces(self.words)
        return (found,) if found else ()

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where it ends."""
        return (starts & tokens.of(self.words)) << 1

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield the word."""
        if tokens.of(self.words) >> at & 1:
            yield (NAMED,)


@dataclass(frozen=True, eq=False)
class Builtin:
    """A number, a name or any token."""

    kind: Literal["number", "name", "every"]
    first: None = None
    needs: tuple[Need, ...] = ()

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where it ends."""
        mask: int = getattr(tokens, self.kind)
        return (starts & mask) << 1

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield the token."""
        if self.ends(tokens, 1 << at):
            yield (LOOSE if self.kind == "every" else NAMED,)


@dataclass(frozen=True, eq=False)
class Gap:
    """Up to `size` tokens of the clause."""

    size: int
    first: None = None
    needs: tuple[Need, ...] = ()

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where it ends."""
        inside, edge = tokens.inside, starts
        for _ in range(self.size):
            edge = (edge & inside) << 1
            starts |= edge
        return starts

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield the gap, short before long."""
        yield ()
        for length in range(1, self.size + 1):
            if not tokens.inside >> (at + length - 1) & 1:
                return
            yield (LOOSE,) * length


@dataclass(frozen=True, eq=False)
class Chain:
    """Pieces one after another."""

    parts: Sequence[Node]

    @property
    def first(self) -> frozenset[str] | None:
        """Return what its first piece can begin with."""
        return self.parts[0].first if self.parts else None

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Return what all pieces need."""
        return tuple(need for part in self.parts for need in part.needs)

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where the last piece ends."""
        for part in self.parts:
            starts = part.ends(tokens, starts)
            if not starts:
                return 0
        return starts

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield the readings of the first piece, each with those of the rest."""
        return self._from(0, tokens, at)

    def _from(self, number: int, tokens: Masks, at: int) -> Iterator[Trace]:
        if number == len(self.parts):
            yield ()
            return
        for head in self.parts[number].traces(tokens, at):
            for rest in self._from(number + 1, tokens, at + len(head)):
                yield head + rest


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several branches. They are found by their first words, since word classes have hundreds."""

    branches: Sequence[Node]

    @cached_property
    def _by_first(self) -> dict[str, list[int]]:
        """Return the numbers of the branches by first word."""
        found: dict[str, list[int]] = {}
        for number, branch in enumerate(self.branches):
            for word in branch.first or ():
                found.setdefault(word, []).append(number)
        return found

    @cached_property
    def _open(self) -> list[int]:
        """Return the numbers of the branches that may begin with anything."""
        return [number for number, branch in enumerate(self.branches) if branch.first is None]

    @cached_property
    def first(self) -> frozenset[str] | None:
        """Return what any branch can begin with."""
        return None if self._open else frozenset(self._by_first)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """Return the strongest need of any branch, nothing where a branch needs nothing."""
        return any_of([branch.needs for branch in self.branches])

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where any branch ends."""
        begun = tokens.begun.get(self)
        if begun is None:
            begun = tokens.begun[self] = self._begun(tokens)
        found = 0
        for branch in begun:
            found |= branch.ends(tokens, starts)
        return found

    def _begun(self, tokens: Masks) -> list[Node]:
        """Return the branches whose first word the sentence has."""
        numbers = set(self._open)
        for word in self._by_first.keys() & tokens.distinct:
            numbers.update(self._by_first[word])
        return [self.branches[number] for number in numbers]

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield the readings of the branches in their order."""
        here = self._by_first.get(tokens.words[at], []) if at < len(tokens.words) else []
        for number in sorted((*here, *self._open)):
            yield from self.branches[number].traces(tokens, at)


@dataclass(frozen=True, eq=False)
class Maybe:
    """A piece that may be missing: rather missing if it is a single word, so that a gap before it may take the word."""

    inner: Node
    first: None = None
    needs: tuple[Need, ...] = ()

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where it ends, there or not."""
        return starts | self.inner.ends(tokens, starts)

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield its readings and the empty one."""
        if isinstance(self.inner, Word):
            yield ()
        yield from self.inner.traces(tokens, at)
        if not isinstance(self.inner, Word):
            yield ()


@dataclass(frozen=True, eq=False)
class Marked:
    """What the text shows underlined."""

    inner: Node

    @property
    def first(self) -> frozenset[str] | None:
        """Return what it can begin with."""
        return self.inner.first

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return what it needs."""
        return self.inner.needs

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where it ends."""
        return self.inner.ends(tokens, starts)

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield its readings, marked."""
        for trace in self.inner.traces(tokens, at):
            yield tuple(step | MARKED for step in trace)


@dataclass(frozen=True, eq=False)
class Tagged:
    """A piece whose last token is of a part of speech."""

    inner: Node
    tags: tuple[str, ...]

    @property
    def first(self) -> frozenset[str] | None:
        """Return what it can begin with."""
        return self.inner.first

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return what it needs."""
        return self.inner.needs

    def ends(self, tokens: Masks, starts: int) -> int:
        """Return where it ends."""
        return self.inner.ends(tokens, starts) & tokens.tagged(self.tags) << 1

    def traces(self, tokens: Masks, at: int) -> Iterator[Trace]:
        """Yield its readings that end in such a token."""
        for trace in self.inner.traces(tokens, at):
            if trace and tokens.tagged(self.tags) >> (at + len(trace) - 1) & 1:
                yield trace
