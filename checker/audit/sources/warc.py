"""Web archives: WARC, plain or gzipped, and WACZ."""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING, Any

from checker.audit.records import MOST_BYTES, Aside, Found, Post
from checker.errors import ReadError
from checker.types import InputError
from checker.zips import DAMAGED, bomb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.audit.sources.options import Options

SUFFIXES = (".warc", ".warc.gz", ".wacz")

_READ = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md"}
_SMALL = 64_000_000


def posts(path: Path, _: Options) -> Iterator[Found]:
    """Yield the pages that were answered with 200.

    Raises:
        ReadError: the archive is damaged, truncated or a bomb; what came before has been yielded.
    """
    if path.suffix == ".wacz":
        yield from _packed(path)
        return
    with path.open("rb") as file:
        yield from _records(path, file)


def _packed(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if m.filename.endswith((".warc", ".warc.gz"))]
            reason = bomb(archive, _SMALL)
            if reason:
                raise ReadError(f"{path}: a ZIP bomb, {reason}. Do not trust this file.")
            for member in members:
                with archive.open(member) as stream:
                    yield from _records(path, stream)
    except DAMAGED as error:
        raise ReadError(f"{path}: damaged WACZ ({error}). Get the file again.") from error


def _records(path: Path, stream: IO[bytes]) -> Iterator[Found]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = 0
    try:
        records = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all")
        for record in records:
            number += 1
            yield from _page(path, record, number)
    except OSError as error:
        raise ReadError(f"{path}: damaged after page {number} ({error}). Get the file again.") from error


def _page(path: Path, record: Any, number: int) -> Iterator[Found]:
    url = (record.headers.get("WARC-Target-URI") or str(number)).strip("<>")
    uri = f"{path}#{url}"
    if record.http_headers is None:
        raise ReadError(f"{path}: truncated in page {number} ({url}). Get the file again.")
    status = record.http_headers.status_code
    kind = (record.http_content_type or "text/html").lower()
    if status != 200 or kind not in _READ:
        yield Aside(uri, f"answered {status}" if status != 200 else f"a file of type {kind}, no page")
        return
    encoded = record.http_headers.get("Content-Encoding") or record.http_headers.get("Transfer-Encoding")
    expected = record.content_length
    data = record.reader.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        yield InputError(uri, f"{uri}: larger than {MOST_BYTES:,} bytes; not read")
        return
    if not encoded and len(data) < expected:
        raise ReadError(f"{path}: truncated in page {number} ({url}). Get the file again.")
    if data.strip():
        yield Post(uri, _declared(data, record.http_charset), _READ[kind], {"url": url})
    else:
        yield Aside(uri, "an empty page")


def _declared(data: bytes, charset: str | None) -> bytes:
    """Return the page in UTF-8 where only the answer's header says how it is encoded."""
    if not charset or charset.lower() in ("utf-8", "utf8") or b"charset" in data[:4096].lower():
        return data
    try:
        return data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return data
