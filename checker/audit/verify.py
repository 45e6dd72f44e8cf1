"""Prove an audit: its tables are those of its manifest, and every quote stands at its place in its source."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from checker.audit import base, manifest
from checker.audit.records import Aside, Post
from checker.audit.sources import Options, found
from checker.errors import ReadError
from checker.readers import read
from checker.readers.assemble import squeezed
from checker.types import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.audit.manifest import Manifest
    from checker.audit.tables import Row

_MARKUP = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_TARGET = re.compile(
    r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)|\]\[[^\]]*\]|\[\^[^\]]*\]|\{[:.#%][^}]*\}"
)
"""Where a link of Markdown leads, a footnote's mark, an attribute."""
_CUT = re.compile(r"\A[^<>]*>|<[^<>]*\Z")
_MOST = 200

_QUOTES = """
SELECT * FROM (
  SELECT no, 'finding' AS what, n, "start", "end", quote FROM {findings}
  UNION ALL SELECT no, 'sentence', n, "start", "end", text FROM {sentences}
  UNION ALL SELECT no, 'pair', n, other_start, other_end, other_quote FROM {pairs}
  UNION ALL SELECT no, 'claim', n, "start", "end", quote FROM {claims}
) ORDER BY no, what, n
"""


@dataclass(slots=True)
class Proof:
    """What was proved, and what was not; `wrong` holds one line each, at most a few hundred."""

    files: int = 0
    posts: int = 0
    quotes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: list[str] = field(default_factory=list)
    failures: int = 0

    def fail(self, line: str) -> None:
        """Note something that does not hold."""
        self.failures += 1
        if len(self.wrong) < _MOST:
            self.wrong.append(line)


def verify(out: Path) -> Proof:
    """Return the proof of a finished audit; reads its archive once more.

    Raises:
        AuditError: the folder holds no finished audit.
    """
    held = manifest.needed(out)
    proof = Proof()
    _files(held, proof)
    names, given = held.record["archive"], held.record["options"]
    stream = found(names, Options(given["text_column"], given["files_from"]))
    with base.opened(None, out / ".tmp-verify") as con:
        tables = {
            kind: base.parquet(held.tables, kind) for kind in ("findings", "sentences", "pairs", "claims", "articles")
        }
        quotes = groupby(base.rows(con, _QUOTES.format(**tables)), key=lambda row: row["no"])
        articles = base.rows(con, f"SELECT no, uri, digest, verbatim, state FROM {tables['articles']} ORDER BY no")
        _posts(proof, stream, articles, _ByPost(quotes))
    return proof


def _files(held: Manifest, proof: Proof) -> None:
    for name, digest in held.record["files"].items():
        file = held.tables / name
        proof.files += 1
        if not file.exists() or manifest.digest(file) != digest:
            proof.fail(f"{file}: not the file of the manifest")


class _ByPost:
    """Hand out the quotes of one post after the other, in the order of the archive."""

    def __init__(self, groups: Iterator[tuple[int, Iterator[Row]]]) -> None:
        self._groups = groups
        self._next = next(groups, None)

    def of(self, no: int) -> Iterator[Row]:
        """Yield the quotes of a post; posts are asked for in order."""
        if self._next and self._next[0] == no:
            yield from self._next[1]
            self._next = next(self._groups, None)


def _posts(proof: Proof, stream: Iterator[Any], articles: Iterator[Row], quotes: _ByPost) -> None:
    for article in articles:
        item = next(stream, None)
        if item is None or item.uri != article["uri"]:
            proof.fail(f"{article['uri']}: no longer in the archive at its place; audit again")
            return
        if isinstance(item, (Aside, InputError)) or article["state"] == "error":
            list(quotes.of(article["no"]))
            continue
        _post(proof, item, article, quotes)


def _post(proof: Proof, post: Post, article: Row, quotes: _ByPost) -> None:
    rows = list(quotes.of(article["no"]))
    if article["digest"] != post.digest:
        proof.fail(f"{post.uri}: has changed since; audit again")
        return
    proof.posts += 1
    if not rows:
        return
    try:
        source = read(post.data, post.uri, suffix=post.suffix).source
    except ReadError as error:
        proof.fail(str(error))
        return
    for row in rows:
        if stands(source, row["start"], row["end"], row["quote"], verbatim=article["verbatim"]):
            proof.quotes[row["what"]] += 1
        else:
            proof.fail(
                f"{post.uri}: {row['what']} {row['n']} does not stand at {row['start']}–{row['end']}: “{row['quote'][:80]}”"
            )


def stands(source: str, start: int, end: int, quote: str, *, verbatim: bool) -> bool:
    """Return whether a quote stands in a stretch of the source: as it is, or once markup is taken away."""
    piece = source[start:end]
    if verbatim and piece == quote:
        return True
    piece = _TARGET.sub(" ", piece) if verbatim else piece
    wanted = squeezed(quote)
    # The stretch may begin or end within an element; but a ">" may also be one that readers see.
    return any(wanted in squeezed(html.unescape(_MARKUP.sub(" ", text))) for text in (piece, _CUT.sub(" ", piece)))
