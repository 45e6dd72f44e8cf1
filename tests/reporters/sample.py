"""A report made by hand: an invented article with one finding of every sort, an unsafe page, an unreadable file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from checker.rule import Rule
from checker.types import (
    Block, BlockKind, Document, Edit, Evidence, Explanation, Finding, Fix, Genre, InputError, Kind, Missing,
    MissingState, Place, Related, Report, Review, Run, Severity, Span, Standard, Status, Suppressed, ToolInfo,
)  # fmt: skip

_KINDS = {"# ": BlockKind.TITLE, "## ": BlockKind.HEADING, "> ": BlockKind.QUOTE, "- ": BlockKind.LIST_ITEM, "": BlockKind.PARAGRAPH}

ARTICLE = """\
# Calmora: a promising new way to sleep

Sleepless nights wear people down. Calmora, a promising drink made from kava root, lets you drift off *naturally*, without any negative side effects.

<!-- checker: off-next vague-evidence reason="quotes the maker's own leaflet" -->
> Research shows that users sleep longer, says the leaflet that comes with each bottle.

## How to begin

Most people start with half a cup before bed. Calmora should only be taken under medical supervision, or after careful reading about kava & its interactions.

- Promising pilot results come from a clinic in Graz.
- Half of the 24 volunteers – all of them nurses – slept an hour longer.
- It is simply a natural choice.

## What to watch for

Some volunteers reported nausea, and one developed liver inflammation. The long-term effects are unknown, and kava may interact with sedatives.

Calmora should never be taken without the supervision of a doctor. Still, the promising early signs have made it popular in sleep forums.
"""

PAGE = """\
<h1>Bread &amp; <em>"butter"</em> medicine</h1>
<p>Eat &lt;script&gt;alert("1")&lt;/script&gt; daily; it</p>
<p>cures   'everything' &amp; more.</p>
"""

IHC = Standard("IHC-100SAFE", "Informed Health Choices “100% safe!”", "Treatments can harm as well as help.", "any health text", "primary", "informedhealthchoices.org/100-safe")
CAP = Standard("CAP-12.9", "CAP Code 12.9", "Do not say that a product is free of side effects.", "advertising", "primary", "https://www.asa.org.uk/code")
DISCERN = Standard("DISCERN-6", "DISCERN question 6", "Is it balanced and unbiased?", "patient information", "secondary", "a summary")
HNR = Standard("HNR-WORDS", "Seven words you should not use", "Miracle, cure, promising: each needs a number beside it.", "news", "memory")


def _rule(id_: str, kind: Kind, title: str, *, name: str, severity: Severity, standards: tuple[Standard, ...]) -> Rule:
    return Rule(
        id=id_, kind=kind, title=title, name=name, severity=severity, summary=f"{title} where the text gives no ground for it.",
        why="Readers act on what they read.", fine_if="a source stands beside it.", standards=standards, flag=("a [[b]]",), keep=("a b",),
    )  # fmt: skip


RULES = {
    rule.id: rule
    for rule in (
        _rule("safety-absolute", Kind.OVERSTATEMENT, "Promises no side effects", name="Absolute safety", severity=Severity.CRITICAL, standards=(IHC, CAP)),
        _rule("contradiction-supervision", Kind.CONTRADICTION, "Two different rules about supervision", name="Supervision", severity=Severity.CRITICAL, standards=(DISCERN,)),
        _rule("hype-promise", Kind.OVERSTATEMENT, "Calls it promising", name="Hype", severity=Severity.MEDIUM, standards=(HNR,)),
        _rule("natural-fallacy", Kind.OVERSTATEMENT, "Takes natural for safe", name="Natural means safe", severity=Severity.LOW, standards=()),
        _rule("vague-evidence", Kind.EVIDENCE, "Names no source for the research", name="Vague evidence", severity=Severity.LOW, standards=()),
    )
}


def markdown_document(uri: str, source: str) -> Document:
    """Return a document with a block for each line of a small Markdown text."""
    blocks, at = [], 0
    for line in source.splitlines(keepends=True):
        text = line.rstrip("\n")
        if text and not text.startswith("<!--"):
            mark = next(mark for mark in _KINDS if text.startswith(mark))
            blocks.append(_line_block(_KINDS[mark], text, (len(mark), at)))
        at += len(line)
    return Document(uri, source, hashlib.sha256(source.encode()).hexdigest(), blocks[0].text, tuple(blocks))


def _line_block(kind: BlockKind, text: str, begins: tuple[int, int]) -> Block:
    """Return the block of a line; emphasis marks are markup, so the text runs around them."""
    mark, at = begins
    runs, shown = [], ""
    start = mark
    for end in [*(i for i, char in enumerate(text) if char == "*"), len(text)]:
        if end > start:
            runs.append(Run(Span(len(shown), len(shown) + end - start), Span(at + start, at + end)))
            shown += text[start:end]
        start = end + 1
    return Block(kind, shown, tuple(runs), level=1 if kind is BlockKind.TITLE else 2)


def place(document: Document, quote: str, nth: int = 0) -> Place:
    """Return the place of a quote's n-th occurrence among the blocks of a document."""
    for block in document.blocks:
        at = block.text.find(quote)
        while at >= 0:
            if nth == 0:
                return Place(block.to_source(Span(at, at + len(quote))), quote)
            nth -= 1
            at = block.text.find(quote, at + 1)
    raise AssertionError(quote)


def _finding(document: Document, rule: str, quote: str, **more: object) -> Finding:
    told = Explanation(what="The reader takes it as settled.", why="Some may act on it.", fine_if="a source is named.", trigger=f"rule {rule}; read as asserted")
    where = place(document, quote)
    fields = {
        "kind": RULES[rule].kind, "severity": RULES[rule].severity, "confidence": 0.6, "status": Status.ASSERTED,
        "message": f"{RULES[rule].title}: “{quote}”.", "explanation": told,
        "fingerprint": hashlib.sha256(f"{rule}{quote}".encode()).hexdigest()[:16],
    }  # fmt: skip
    return Finding(rule=rule, place=where, **{**fields, **more})  # type: ignore[arg-type]


def _safety(document: Document) -> Finding:
    nausea = place(document, "Some volunteers reported nausea, and one developed liver inflammation.")
    unknown = place(document, "The long-term effects are unknown")
    return _finding(
        document, "safety-absolute", "without any negative side effects",
        confidence=0.93, status=Status.GOAL, sentence=2,
        related=(Related(nausea, "contradicts", "reports harm"), Related(unknown, "contradicts", "says that safety is not known")),
        explanation=Explanation(
            what="The reader learns that Calmora has no unwanted effects.",
            why="Kava can harm the liver, and the readers addressed may take sedatives; someone may start on the strength of this line.",
            fine_if="the sentence reports somebody else's hope and the next one corrects it.",
            trigger="rule safety-absolute, pattern “{without [any] [negative] <harms>}”; read as goal (lets you)",
            evidence=(Evidence(nausea, "names harms"), Evidence(unknown, "states a limit of the evidence")),
            standards=(IHC, CAP),
            rewrites=("… in the hope of falling asleep with fewer effects than a sleeping pill.", "Unwanted effects such as [which, how often, cite] have been reported."),
            doubt="it stands in a purpose clause, so strictly it is an aim",
        ),
    )  # fmt: skip


def _supervision(document: Document) -> Finding:
    other = place(document, "should never be taken without the supervision of a doctor")
    return _finding(
        document, "contradiction-supervision", "or after careful reading about kava & its interactions",
        confidence=0.81, strength="hard", sentence=5,
        message="One sentence lets a reader go ahead alone after reading up; another forbids it.",
        related=(Related(other, "contradicts", "forbids it without a doctor"),),
        explanation=Explanation(
            what="One sentence lets a reader go ahead alone after reading up; the other forbids it.",
            why="Readers keep the version that suits them.",
            fine_if="the two sentences speak of different preparations; nothing in the text says so.",
            trigger="axis supervision; poles alone-allowed and doctor-required; same treatment yes; reported view no",
            standards=(DISCERN,),
            resolve="Cut “or after careful reading …”, or say for whom supervision is needed.",
        ),
    )  # fmt: skip


def _promising(document: Document) -> Finding:
    others = [place(document, "promising", 1), place(document, "Promising"), place(document, "promising", 2)]
    first = place(document, "promising")
    return _finding(
        document, "hype-promise", "promising", confidence=0.88, sentence=0,
        message="Calls it promising: “promising” and 3 more.",
        related=tuple(Related(where, "also", "the same again") for where in others),
        fixes=(Fix("Delete the word", (Edit(Span(first.span.start, first.span.end + 1), ""),)),),
    )  # fmt: skip


def article() -> Review:
    """Return the review of the invented article."""
    document = markdown_document("articles/calmora.md", ARTICLE)
    vague = _finding(document, "vague-evidence", "Research shows", kind=Kind.EVIDENCE, confidence=0.55)
    return Review(
        document=document,
        genre=Genre.BLOG,
        findings=(
            _safety(document),
            _supervision(document),
            _promising(document),
            _finding(document, "natural-fallacy", "a natural choice", confidence=0.41, sentence=9),
        ),
        missing=(
            Missing("missing-harms", MissingState.PRESENT, "Names unwanted effects.", (place(document, "reported nausea"),)),
            Missing("missing-numbers", MissingState.ABSENT, "Says how many people had them, out of how many."),
            Missing("missing-comparison", MissingState.UNCLEAR, "Compares with another treatment or none.", (place(document, "24 volunteers"),)),
            Missing("missing-advice", MissingState.ABSENT, "Says who should not take it."),
        ),
        suppressed=(Suppressed(vague, "quotes the maker's own leaflet", "line 5"),),
        not_examined=("Pairs of sentences more than 40 sentences apart: the time budget was spent.",),
        notes=("line 5: the reason is the maker's, not the editor's",),
    )  # fmt: skip


def page() -> Review:
    """Return the review of an HTML page whose text tries to break out of a report."""
    blocks = (
        Block(BlockKind.TITLE, 'Bread & "butter" medicine', (
            Run(Span(0, 6), Span(4, 10)), Run(Span(6, 7), Span(10, 15)), Run(Span(7, 8), Span(15, 16)),
            Run(Span(8, 16), Span(20, 28)), Run(Span(16, 25), Span(33, 42)),
        ), level=1),
        _page_block('<script>alert("1")</script>', "&lt;script&gt;alert(\"1\")&lt;/script&gt;", ("Eat ", " daily; it")),
        _page_block("&", "&amp;", ("cures 'everything' ", " more."), squeezed="cures   'everything' "),
    )  # fmt: skip
    document = Document("pages/bread & <b>butter</b>, 100%.html", PAGE, hashlib.sha256(PAGE.encode()).hexdigest(), blocks[0].text, blocks, verbatim=False)
    return Review(
        document=document,
        genre=Genre.MARKETING,
        findings=(
            _finding(document, "safety-absolute", '<script>alert("1")</script> daily', fingerprint=""),
            _finding(document, "hype-promise", "Eat <script>alert", severity=Severity.INFO),
            replace(
                _finding(document, "hype-promise", "'everything' & more", severity=Severity.HIGH, strength="tension"),
                rule="contradiction-other",
                kind=Kind.CONTRADICTION,
                related=(Related(place(document, '"butter" medicine'), "contradicts", "is only <b>bread</b>"),),
            ),
        ),
    )  # fmt: skip


def _page_block(text: str, markup: str, around: tuple[str, str], *, squeezed: str = "") -> Block:
    """Return a paragraph with one stretch whose markup is longer than its text."""
    before, after = around
    source_before = squeezed or before
    at = PAGE.index(source_before + markup)
    spans = [(before, at, len(source_before)), (text, at + len(source_before), len(markup)), (after, at + len(source_before + markup), len(after))]
    runs, shown = [], ""
    for piece, start, length in spans:
        runs.append(Run(Span(len(shown), len(shown) + len(piece)), Span(start, start + length)))
        shown += piece
    return Block(BlockKind.PARAGRAPH, shown, tuple(runs))


def report() -> Report:
    """Return a report on both, with a file that could not be read."""
    tool = ToolInfo("0.1.0", {"nli": "5d41402abc4b2a76", "claims": "7d793037a0760186"}, "9e107d9d372bb682", "e4d909c290d0fb1c")
    error = InputError("articles/scan.pdf", "articles/scan.pdf: holds no text, only pictures; run text recognition first")
    return Report((article(), page()), (error,), tool, RULES)


def single() -> Report:
    """Return a report on the invented article alone."""
    whole = report()
    return Report(whole.reviews[:1], (), whole.tool, whole.rules)


def empty() -> Report:
    """Return a report on a short article in which nothing was found."""
    document = markdown_document("quiet.md", "# Sleep\n\nGo to bed at the same hour.\n")
    return Report((Review(document, Genre.PATIENT, ()),), (), report().tool, RULES)
