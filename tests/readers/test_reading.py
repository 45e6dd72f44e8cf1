"""The right reader is chosen, and only what it needs is imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checker.errors import ReadError
from checker.readers import SUFFIXES, read

from .making import check, docx, pdf

ARCHIVE = Path(__file__).parents[2] / ".." / "shared" / "data" / "articles" / "blogs_raw"
HEAVY = (
    "trafilatura",
    "docx",
    "pypdfium2",
    "markdown_it",
    "lxml",
    "defusedxml",
    "charset_normalizer",
    "spacy",
    "torch",
)


def test_every_format_has_its_suffixes() -> None:
    assert {".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"} <= set(SUFFIXES)


@pytest.mark.parametrize(
    ("data", "uri", "suffix", "kinds"),
    [
        (b"# A\n\nText **b**.", "-", None, ["title", "paragraph"]),
        (b"---\ntitle: A\n---\nText.", "<stdin>", None, ["title", "paragraph"]),
        (b"\xef\xbb\xbf<!doctype html><h1>A</h1>", "-", None, ["title"]),
        (b"A * b\n\nc_d_e is calm.", "-", None, ["title", "paragraph"]),
        (b"# A\n\nText.", "notes.txt", "md", ["title", "paragraph"]),
        (b"# A\n\nText.", "NOTES.MD", None, ["title", "paragraph"]),
        (b"<h1>A</h1>", "https://a.example/b.html?x=1.pdf", None, ["title"]),
        (b"<html><h1>A</h1>", "https://a.example/b.php?x=1", None, ["title"]),
        (b"Text is here.", "README", None, ["paragraph"]),
        (docx("<w:p><w:r><w:t>Kava calms.</w:t></w:r></w:p>"), "-", None, ["paragraph"]),
        (pdf([[(72, 600, 11, "Kava calms you.")]]), "-", None, ["paragraph"]),
    ],
)
def test_the_reader_is_chosen(data: bytes, uri: str, suffix: str | None, kinds: list[str]) -> None:
    document = read(data, uri, suffix=suffix)
    assert [block.kind.value for block in document.blocks] == kinds
    assert document.uri == uri


@pytest.mark.parametrize(
    ("data", "uri", "says"),
    [
        (b"x", "a.odt", "no reader for .odt"),
        (b'<?xml version="1.0"?><rss></rss>', "-", "XML"),
        (b"\xff\xd8\xff\xe0", "-", "JPEG"),
        (b"\x89PNG\r\n", "a.md", "PNG"),
    ],
)
def test_what_no_reader_takes_is_refused_by_name(data: bytes, uri: str, says: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data, uri)
    assert str(refused.value).startswith(f"{uri}: ")
    assert says in str(refused.value)


def test_plain_text_is_read_without_heavy_imports() -> None:
    code = (
        "import sys, json; from checker.readers import read; read(b'A calm mind.', 'a.txt'); "
        f"print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


PLUGIN = """
from checker.readers.text import read
SUFFIXES = (".note",)
"""


@pytest.mark.parametrize(("value", "says"), [("notes", ".note"), ("missing", "cannot be loaded")])
def test_plugins_add_readers(tmp_path: Path, value: str, says: str) -> None:
    (tmp_path / "notes.py").write_text(PLUGIN)
    folder = tmp_path / "notes-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: notes\nVersion: 1\n")
    (folder / "entry_points.txt").write_text(f"[checker.readers]\nnote = {value}\n")
    code = f"import sys; sys.path.append({str(tmp_path)!r}); import checker.readers as r; print(list(r.SUFFIXES))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert says in done.stdout + done.stderr


@pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the archive of real pages is not here")
@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_real_pages_are_read_with_exact_places(suffix: str) -> None:
    for path in sorted(ARCHIVE.rglob(f"*{suffix}"))[::12]:
        check(read(path.read_bytes(), str(path)))
