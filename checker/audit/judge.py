"""One post as rows: read, set aside or reviewed, and everything that was found. Runs inside a worker."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import genre as genres
from checker.audit import aside, claims, findings, likeness
from checker.audit.records import SAID
from checker.audit.tables import Row, Rows, empty
from checker.errors import CheckerError, ReadError
from checker.parse import Article, parse
from checker.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.pipeline import Engine
    from checker.types import Document

_SPACE = re.compile(r"\s+")
_DATED = re.compile(r"(?:datePublished[\"']?\s*[:=]\s*|<time[^>]{0,100}?datetime=)[\"'](\d{4}-\d\d-\d\d)")
_HEAD = 200_000


@dataclass(frozen=True, slots=True)
class Task:
    """A post to judge: its content and how to read it. Posts of one digest are judged once."""

    digest: str
    uri: str
    data: bytes
    suffix: str


def judged(tasks: Iterable[Task], engine: Engine) -> Rows:
    """Return the rows of some posts; a post that cannot be read or judged is a row of the errors."""
    rows = empty()
    for task in tasks:
        try:
            found = _judged(task, engine)
        except ReadError as error:
            found = {"errors": [{"error": str(error).replace(task.uri, "{uri}")}]}
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001 one odd post must not end the audit of all
            what = f"{{uri}}: could not be judged ({type(error).__name__}: {error}); please report it with the post"
            found = {"errors": [{"error": what}]}
        for name, more in found.items():
            rows[name] += [{"digest": task.digest, **row} for row in more]
    return rows


def _judged(task: Task, engine: Engine) -> Rows:
    from checker.pipeline import review_article

    document = read(task.data, task.uri, suffix=task.suffix)
    common = _common(document, task)
    if why := aside.reason(document):
        return {"articles": [{**common, "state": "aside", "reason": why}]}
    config = engine.config.for_path(task.uri)
    article = parse(document, config.genre or genres.detect(document))
    review = review_article(article, engine)
    text = " ".join(sentence.text for sentence in article.sentences)
    return {
        "articles": [
            {
                **common,
                "state": "reviewed",
                "reason": "",
                "genre": review.genre.value,
                "sentences": len(article.sentences),
                "signature": likeness.signature(text),
                "suppressed": len(review.suppressed),
            }
        ],
        "sentences": list(_sentences(article)),
        "findings": findings.rows(article, review),
        "pairs": findings.pairs(review),
        "missing": findings.missing(review),
        "claims": claims.rows(article, engine),
        "errors": [],
    }


def _common(document: Document, task: Task) -> Row:
    said = {name: document.metadata[name] for name in SAID if name in document.metadata}
    if "date" not in said and (dated := _DATED.search(document.source, 0, _HEAD)):
        said["date"] = dated[1]
    return {
        "title": _SPACE.sub(" ", document.title).strip(),
        "words": document.words,
        "suffix": task.suffix,
        "verbatim": document.verbatim,
        "sha256": document.sha256,
        "said": json.dumps(said, ensure_ascii=False, sort_keys=True),
    }


def _sentences(article: Article) -> Iterable[Row]:
    for sentence in article.sentences:
        block = article.block(sentence)
        source = block.to_source(sentence.span)
        yield {
            "n": sentence.index,
            "key": likeness.key(sentence.text),
            "start": source.start,
            "end": source.end,
            "kind": block.kind.value,
            "text": sentence.text,
        }
