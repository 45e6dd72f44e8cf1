"""A review as rows of the tables findings, pairs and missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from checker.audit import likeness
from checker.reporters.parts.context import around
from checker.reporters.parts.wording import plain

if TYPE_CHECKING:
    from checker.audit.tables import Row
    from checker.parse import Article
    from checker.types import Document, Finding, Fix, Place, Review

_CONTEXT = 160


def rows(article: Article, review: Review) -> list[Row]:
    """Return the findings of a review, in its order."""
    return [_finding(article, n, finding) for n, finding in enumerate(review.findings)]


def _finding(article: Article, n: int, finding: Finding) -> Row:
    document, told, place = article.document, finding.explanation, finding.place
    line, column = document.position(place.span.start)
    context = around(document, place, limit=_CONTEXT)
    sentence = article.sentences[finding.sentence].text if finding.sentence >= 0 else place.quote
    return {
        "n": n,
        "rule": finding.rule,
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "rank": finding.severity.rank,
        "confidence": round(finding.confidence, 4),
        "status": finding.status.value,
        "start": place.span.start,
        "end": place.span.end,
        "line": line,
        "column": column,
        "quote": place.quote,
        "before": context.before,
        "after": context.after,
        "sentence": plain(sentence),
        "sentence_key": likeness.key(sentence),
        "message": plain(finding.message),
        "strength": finding.strength or "",
        "what": told.what,
        "why": told.why,
        "fine_if": told.fine_if,
        "trigger": told.trigger,
        "resolve": told.resolve,
        "rewrites": _json(list(told.rewrites)),
        "related": _json([_end(document, r.place, role=r.role, message=r.message) for r in finding.related]),
        "evidence": _json([_end(document, e.place, note=e.note) for e in told.evidence]),
        "standards": _json([s.name for s in told.standards]),
        "fixes": _json([_fix(fix) for fix in finding.fixes]),
        "fingerprint": finding.fingerprint,
    }


def pairs(review: Review) -> list[Row]:
    """Return the contradictions of a review, a row for each counter-quote."""
    found = [
        (number, finding, related)
        for number, finding in enumerate(review.findings)
        for related in finding.related
        if related.role == "contradicts"
    ]
    return [
        {
            "n": n,
            "finding": number,
            "rule": finding.rule,
            "severity": finding.severity.value,
            "strength": finding.strength or "",
            "start": finding.place.span.start,
            "end": finding.place.span.end,
            "quote": finding.place.quote,
            "other_start": related.place.span.start,
            "other_end": related.place.span.end,
            "other_quote": related.place.quote,
            "says": related.message,
        }
        for n, (number, finding, related) in enumerate(found)
    ]


def missing(review: Review) -> list[Row]:
    """Return the missing-information card of a review."""
    document = review.document
    return [
        {
            "n": n,
            "rule": item.rule,
            "state": item.state.value,
            "message": item.message,
            "spans": _json([_end(document, place) for place in item.places]),
        }
        for n, item in enumerate(review.missing)
    ]


def _end(document: Document, place: Place, **more: str) -> dict[str, Any]:
    line, _ = document.position(place.span.start)
    return {"start": place.span.start, "end": place.span.end, "line": line, "quote": place.quote, **more}


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"start": e.span.start, "end": e.span.end, "text": e.text} for e in fix.edits]
    return {"title": fix.title, "edits": edits}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
