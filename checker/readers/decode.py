"""Decode bytes to text: byte order mark, declared charset, UTF-8, then a cautious guess."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from checker.errors import ReadError
from checker.readers.sniff import described

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Charsets that pages declare, by Python's name; browsers read Latin-1 and ASCII as cp1252.
_DECLARED = {name: name for name in ("utf-8", "gb18030", "big5", "euc_jp", "shift_jis", "euc_kr", "koi8-r")}
_DECLARED |= {f"cp{page}": f"cp{page}" for page in (874, *range(1250, 1259))}
_DECLARED |= {f"iso8859-{part}": f"iso8859-{part}" for part in range(2, 17) if part != 12}
_DECLARED |= {"iso8859-1": "cp1252", "ascii": "cp1252", "mac-roman": "mac_roman", "gb2312": "gb18030"}
_DECLARED |= {"gbk": "gb18030", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
_GUESSED = [*(f"cp125{page}" for page in (2, 0, 1, 3, 4, 7)), "koi8_r", "shift_jis", "gb18030", "big5"]
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5[a-z]")
_LETTER = re.compile(rb"[a-zA-Z]")
_HIGH_LETTER = re.compile(rb"[\xc0-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_GUESS_BYTES = 200_000
_PATCH = "checker-cp1252"
_PATCHED = "utf-8 with some cp1252"


def decode(data: bytes, uri: str, *, declared: str | None = None) -> str:
    """Return the text without its byte order mark; the declared charset, if known, goes before a guess.

    Raises ReadError for images, archives and other data that is no text.
    """
    if what := described(data):
        raise ReadError(f"{uri}: this is {what}.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding), uri)
    if b"\0" in data:
        raise _binary(uri)
    for encoding in _candidates(data, declared):
        if (text := _strict(data, encoding)) is not None:
            return _checked(text, uri)
    return _checked(_strict(data, _guess(data)), uri)


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    if declared and (known := _DECLARED.get(_normal(declared))):
        yield known
    yield "utf-8"
    if _is_mostly_utf8(data):
        yield _PATCHED
    if _MAC_APOSTROPHE.search(data):
        yield "mac_roman"
    # English with a few accents and smart quotes: guessers take such short texts for cp1250.
    if len(_HIGH_LETTER.findall(data)) * 10 <= len(_LETTER.findall(data)):
        yield "cp1252"


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return 2 * bad < len(text) - sum(map(str.isascii, text))


def _normal(charset: str) -> str:
    try:
        return codecs.lookup(charset.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode("utf-8", errors=_PATCH) if encoding == _PATCHED else data.decode(encoding)
    except UnicodeError:
        return None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES], cp_isolation=_GUESSED).best()
    return best.encoding if best else "cp1252"


def _checked(text: str | None, uri: str) -> str:
    if text is None:
        raise ReadError(f"{uri}: its characters are in no encoding known here. Save it as UTF-8.")
    if len(_CONTROL.findall(text)) * 100 > len(text) or "\0" in text:
        raise _binary(uri)
    return text


def _binary(uri: str) -> ReadError:
    return ReadError(f"{uri}: this is binary data, no text. Give a text, Markdown, HTML, DOCX or PDF file.")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8 as cp1252, for files pasted together from both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_PATCH, _as_cp1252)
