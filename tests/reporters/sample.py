"""A report made by hand: an article with one finding of every sort, an unsafe page, an unreadable file."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.types import (
    Edit,
    Evidence,
    Explanation,
    Finding,
    Fix,
    Genre,
    InputError,
    Kind,
    Missing,
    MissingState,
    Related,
    Report,
    Review,
    Severity,
    Span,
    Status,
    Suppressed,
    ToolInfo,
)

from .sample_documents import DATA, html_document, markdown_document, place
from .sample_rules import CAP, DISCERN, IHC, RULES

if TYPE_CHECKING:
    from checker.types import Document

_PLAIN = Explanation(
    what="The reader takes it as settled.",
    why="Some may act on it.",
    fine_if="a source is named.",
    trigger="read as asserted",
)


def finding(document: Document, rule: str, quote: str) -> Finding:
    """Return a plain finding of a rule; tests change what they are about by `dataclasses.replace`."""
    return Finding(
        rule=rule,
        kind=RULES[rule].kind,
        severity=RULES[rule].severity,
        confidence=0.6,
        status=Status.ASSERTED,
        place=place(document, quote),
        message=f"{RULES[rule].title}: “{quote}”.",
        explanation=replace(_PLAIN, trigger=f"rule {rule}; read as asserted"),
        fingerprint=hashlib.sha256(f"{rule}{quote}".encode()).hexdigest()[:16],
    )


def _safety(document: Document) -> Finding:
    nausea = place(document, "Some volunteers reported nausea, and one developed liver inflammation.")
    unknown = place(document, "The long-term effects are unknown")
    unlucky = place(document, "all of them nurses")
    told = Explanation(
        what="The reader learns that Calmora has no unwanted effects.",
        why="Kava can harm the liver, and the readers addressed may take sedatives; "
        "someone may start on the strength of this line.",
        fine_if="the sentence reports somebody else's hope and the next one corrects it.",
        trigger="rule safety-absolute, pattern “{without [any] [negative] <harms>}”; read as goal (lets you)",
        evidence=(Evidence(nausea, "names harms"), Evidence(unlucky, "rests on few people")),
        standards=(IHC, CAP),
        rewrites=(
            "… in the hope of falling asleep with fewer effects than a sleeping pill.",
            "Unwanted effects such as [which, how often, cite] have been reported.",
        ),
        doubt="it stands in a purpose clause, so strictly it is an aim",
    )
    against = (
        Related(nausea, "contradicts", "reports harm"),
        Related(unknown, "contradicts", "says that safety is not known"),
    )
    plain = finding(document, "safety-absolute", "without any negative side effects")
    return replace(plain, confidence=0.93, status=Status.GOAL, sentence=2, related=against, explanation=told)


def _supervision(document: Document) -> Finding:
    other = place(document, "should never be taken without the supervision of a doctor")
    told = Explanation(
        what="One sentence lets a reader go ahead alone after reading up; the other forbids it.",
        why="Readers keep the version that suits them.",
        fine_if="the two sentences speak of different preparations; nothing in the text says so.",
        trigger="axis supervision; poles alone-allowed and doctor-required; same treatment yes",
        standards=(DISCERN,),
        resolve="Cut “or after careful reading …”, or say for whom supervision is needed.",
    )
    plain = finding(document, "contradiction-supervision", "or after careful reading about kava & its interactions")
    return replace(
        plain,
        confidence=0.81,
        strength="hard",
        sentence=5,
        message="One sentence lets a reader go ahead alone after reading up; another forbids it.",
        related=(Related(other, "contradicts", "forbids it without a doctor"),),
        explanation=told,
    )


def _promising(document: Document) -> Finding:
    plain = finding(document, "hype-promise", "promising")
    others = (place(document, "promising", 1), place(document, "Promising"), place(document, "promising", 2))
    word = plain.place.span
    return replace(
        plain,
        confidence=0.88,
        sentence=0,
        message="Calls it promising: “promising” and 3 more.",
        related=tuple(Related(where, "also", "the same again") for where in others),
        fixes=(Fix("Delete the word", (Edit(Span(word.start, word.end + 1), ""),)),),
    )


def _missing(document: Document) -> tuple[Missing, ...]:
    nausea, people = place(document, "reported nausea"), place(document, "24 volunteers")
    return (
        Missing("missing-harms", MissingState.PRESENT, "Names unwanted effects.", (nausea,)),
        Missing("missing-numbers", MissingState.ABSENT, "Says how many had them, out of how many."),
        Missing("missing-comparison", MissingState.UNCLEAR, "Compares with another treatment or none.", (people,)),
        Missing("missing-advice", MissingState.ABSENT, "Says who should not take it."),
    )


def article() -> Review:
    """Return the review of the invented article."""
    document = markdown_document("articles/calmora.md", (DATA / "calmora.md").read_text(encoding="utf-8"))
    natural = finding(document, "natural-fallacy", "a natural choice")
    vague = finding(document, "vague-evidence", "Research shows")
    return Review(
        document=document,
        genre=Genre.BLOG,
        findings=(
            _safety(document),
            _supervision(document),
            _promising(document),
            replace(natural, confidence=0.41),
        ),
        missing=_missing(document),
        suppressed=(Suppressed(vague, "quotes the maker's own leaflet", "line 5"),),
        not_examined=("Pairs of sentences more than 40 sentences apart: the time budget was spent.",),
        notes=("line 5: the reason is the maker's, not the editor's",),
    )


def page() -> Review:
    """Return the review of an HTML page whose text tries to break out of a report."""
    source = (DATA / "bread.html").read_text(encoding="utf-8")
    document = html_document("pages/bread & <b>butter</b>, 100%.html", source)
    against = Related(place(document, '"butter" medicine'), "contradicts", "is only <b>bread</b>")
    other = replace(
        finding(document, "hype-promise", "'everything' & more"),
        rule="contradiction-other",
        kind=Kind.CONTRADICTION,
        severity=Severity.HIGH,
        strength="tension",
        related=(against,),
    )
    overlapping = finding(document, "hype-promise", "Eat <script>alert")
    unsafe = finding(document, "safety-absolute", '<script>alert("1")</script> daily')
    findings = (replace(unsafe, fingerprint=""), replace(overlapping, severity=Severity.INFO), other)
    return Review(document=document, genre=Genre.MARKETING, findings=findings)


def report() -> Report:
    """Return a report on both, with a file that could not be read."""
    models = {"nli": "5d41402abc4b2a76", "claims": "7d793037a0760186"}
    tool = ToolInfo("0.1.0", models, rules="9e107d9d372bb682", config="e4d909c290d0fb1c")
    uri = "articles/scan.pdf"
    error = InputError(uri, f"{uri}: holds no text, only pictures; run text recognition first")
    return Report((article(), page()), (error,), tool, RULES)


def single() -> Report:
    """Return a report on the invented article alone."""
    whole = report()
    return replace(whole, reviews=whole.reviews[:1], errors=())


def many(number: int) -> Report:
    """Return a report on an article with so many findings."""
    review = article()
    plain = finding(review.document, "natural-fallacy", "a natural choice")
    return replace(report(), reviews=(replace(review, findings=(plain,) * number),), errors=())


def empty() -> Report:
    """Return a report on a short article in which nothing was found."""
    document = markdown_document("quiet.md", "# Sleep\n\nGo to bed at the same hour.\n")
    return replace(report(), reviews=(Review(document, Genre.PATIENT, ()),), errors=())
