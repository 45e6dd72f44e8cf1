"""The records that flow through checker. Frozen, slotted, and free of spaCy and torch.

All offsets are half-open code points of the decoded source (`Document.source`), except where a
docstring says "of the block's text".
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.rule import Rule


class Severity(StrEnum):
    """How bad a finding is if it is right; ordered by `rank`."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Return 0 for info up to 4 for critical."""
        return list(Severity).index(self)

    def shifted(self, levels: int) -> Severity:
        """Return the severity `levels` above this one, kept within the scale."""
        scale = list(Severity)
        return scale[min(max(self.rank + levels, 0), len(scale) - 1)]


class Status(StrEnum):
    """The one word shown for a claim's assertion status, derived from the full record."""

    ASSERTED = "asserted"
    PRESUPPOSED = "presupposed"
    GOAL = "goal"
    HEDGED = "hedged"
    ATTRIBUTED = "attributed"
    QUOTED = "quoted"
    QUESTION = "question"
    CONDITIONAL = "conditional"
    INSTRUCTION = "instruction"
    NEGATED = "negated"
    DEBUNKED = "debunked"


class Kind(StrEnum):
    """What sort of finding it is."""

    OVERSTATEMENT = "overstatement"
    CONTRADICTION = "contradiction"
    EVIDENCE = "evidence"


class Genre(StrEnum):
    """The kind of text, which decides whose standards apply."""

    NEWS = "news"
    BLOG = "blog"
    PATIENT = "patient information"
    MARKETING = "marketing"


class BlockKind(StrEnum):
    """What a block of text is on the page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTE = "quote"
    CAPTION = "caption"
    CELL = "cell"
    SUMMARY = "summary"
    """A standfirst, excerpt or meta description."""
    BOILERPLATE = "boilerplate"
    """Navigation, "Leave a Reply", share buttons: never reviewed."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        """Return the number of code points."""
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """Return how many code points the two spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's text and the stretch of the source that it stands for.

    Where both have one length they correspond code point by code point; otherwise (an entity such
    as `&amp;`, a space for a line break with indentation) only as a whole.
    """

    text: Span
    source: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink; `span` is within the block's text."""

    span: Span
    href: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item…: text with a map back to the source.

    `runs` are in order and cover the whole of `text`. `level` is the heading level or list depth
    (0 where it means nothing). `ordered` list items carry their marker in `marker`.
    """

    kind: BlockKind
    text: str
    runs: tuple[Run, ...]
    level: int = 0
    links: tuple[Link, ...] = ()
    emphasis: tuple[Span, ...] = ()

    def to_source(self, span: Span) -> Span:
        """Return the span of the source for a non-empty span of the block's text."""
        return Span(self._source_offset(span.start, end=False), self._source_offset(span.end, end=True))

    def _source_offset(self, offset: int, *, end: bool) -> int:
        starts = [run.text.start for run in self.runs]
        at = bisect.bisect_right(starts, offset - 1 if end else offset) - 1
        run = self.runs[max(at, 0)]
        if len(run.text) == len(run.source):
            return run.source.start + min(max(offset - run.text.start, 0), len(run.text))
        return run.source.end if end else run.source.start


@dataclass(frozen=True)
class Document:
    """One input, decoded and told apart into blocks.

    `sha256` is of the source bytes; `metadata` holds what front matter or the page's head says
    (author, date, description, url, language, …) as plain strings; `verbatim` is true where
    `source[start:end]` is the quoted text itself (plain text, Markdown).
    """

    uri: str
    source: str
    sha256: str
    title: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    verbatim: bool = True

    @cached_property
    def _line_starts(self) -> list[int]:
        # str.splitlines also breaks at form feeds and the like, which editors do not.
        source = self.source
        starts = [0]
        for at, char in enumerate(source):
            if char == "\n" or (char == "\r" and source[at + 1 : at + 2] != "\n"):
                starts.append(at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, columns in code points."""
        line = bisect.bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def words(self) -> int:
        """Return the number of words in the blocks that are reviewed."""
        return sum(len(b.text.split()) for b in self.blocks if b.kind is not BlockKind.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or heading, bullet, caption) of a block; `span` is within the block's text."""

    index: int
    block: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the source with the text a reader sees there."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A published standard that a rule rests on; shown with a link only if `checked` is primary."""

    id: str
    name: str
    says: str
    applies_to: str
    checked: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Another place that bears on a finding, with a note on how.

    Where `source` names another text (`--evidence`), `note` quotes it and `place` is the finding's own.
    """

    place: Place
    note: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an editor is told about a finding (section F1 of the domain design)."""

    what: str
    why: str
    fine_if: str
    trigger: str
    evidence: tuple[Evidence, ...] = ()
    standards: tuple[Standard, ...] = ()
    rewrites: tuple[str, ...] = ()
    """Suggested wordings with blanks such as [cite] that only an editor can fill."""
    doubt: str = ""
    """Why the checker is not surer, in one clause; empty where it is sure."""
    resolve: str = ""
    """For contradictions: how to make the two places agree."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another end of a finding: a counter-quote, or one more place with the same fault.

    `role` is "contradicts" for the other side of a contradiction, "also" for a repeat.
    """

    place: Place
    role: str
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace a span of the source by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A set of edits that, checked again in place, clears its finding and adds none."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a careful medical editor would raise."""

    rule: str
    kind: Kind
    severity: Severity
    confidence: float
    status: Status
    place: Place
    message: str
    explanation: Explanation
    related: tuple[Related, ...] = ()
    strength: str | None = None
    fixes: tuple[Fix, ...] = ()
    fingerprint: str = ""
    sentence: int = -1
    """Index of its sentence in the article; -1 where it has none."""


class MissingState(StrEnum):
    """Whether the article has what an omission rule looks for."""

    ABSENT = "absent"
    PRESENT = "present"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Missing:
    """One line of the article's missing-information card."""

    rule: str
    state: MissingState
    message: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that an editor accepted, with the reason given and where it was given."""

    finding: Finding
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that checker says of one document; `notes` are remarks such as unused suppressions."""

    document: Document
    genre: Genre
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    not_examined: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InputError:
    """An input that could not be read, and why."""

    uri: str
    error: str


@dataclass(frozen=True, slots=True)
class ToolInfo:
    """Which checker, models, rules and configuration produced a report."""

    version: str
    models: Mapping[str, str]
    rules: str
    config: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a reporter is given: all reviews of a run in input order, the errors, and the rules used."""

    reviews: tuple[Review, ...]
    errors: tuple[InputError, ...]
    tool: ToolInfo
    rules: Mapping[str, Rule]
