"""Bytes become text by mark, declaration, UTF-8 and a cautious guess; what is no text is refused."""

from __future__ import annotations

import pytest

from checker.errors import ReadError
from checker.readers.decode import decode

ENGLISH = "It’s a “calm” café – naïve people’s résumé… costs 5 € a day, says the doctor who saw many of them."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "macroman"])
def test_common_encodings_are_recognised(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    assert decode((mark + ENGLISH).encode(encoding), "a.txt") == ENGLISH


@pytest.mark.parametrize(
    "text", ["naïve", "café", "5 °C", "½ cup", "It’s", "Müller says", "São Paulo is calm", "£5", "señor"]
)
def test_short_western_texts_are_not_taken_for_eastern(text: str) -> None:
    assert decode(f"It is {text} here and calm.".encode("cp1252"), "a.txt") == f"It is {text} here and calm."


def test_other_scripts_are_guessed() -> None:
    text = "Микродозинг становится всё более популярным способом лечения депрессии, говорят врачи. " * 5
    assert decode(text.encode("cp1251"), "a.txt") == text


def test_utf8_with_pasted_cp1252_keeps_both() -> None:
    mixed = "naïve “calm” mind – ".encode() + "it’s".encode("cp1252")
    assert decode(mixed, "a.txt") == "naïve “calm” mind – it’s"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG image"),
        (b"PK\x03\x04abc", ".docx"),
        (b"%PDF-1.7", ".pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .docx"),
        (b"{\\rtf1 x}", "RTF"),
        (b"text\0text", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.txt: ") as refused:
        decode(data, "a.txt")
    assert says in str(refused.value)
