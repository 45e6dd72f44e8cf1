"""A spaCy component: `nlp.add_pipe("checker")` puts findings into `doc.spans["checker"]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.config import Config
from checker.nlp import Language, SpanGroup

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

SPANS_KEY = "checker"


def make_checker(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return a component that reviews a Doc's text as plain text.

    Each span's label is the rule id and its `kb_id_` the severity; the findings themselves are in
    `doc.user_data["checker"]`, in the same order.
    """
    from checker.pipeline import Engine, review
    from checker.readers import read

    engine = Engine(Config())

    def component(doc: Doc) -> Doc:
        findings = review(read(doc.text.encode(), "doc", suffix=".txt"), engine).findings
        spans = SpanGroup(doc, name=SPANS_KEY)
        for finding in findings:
            place = finding.place.span
            span = doc.char_span(
                place.start,
                place.end,
                label=finding.rule,
                kb_id=finding.severity.value,
                alignment_mode="expand",
            )
            if span is not None:
                spans.append(span)
        doc.spans[SPANS_KEY] = spans
        doc.user_data[SPANS_KEY] = list(findings)
        return doc

    return component


@Language.factory("checker")
def _factory(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return make_checker(nlp, name)
