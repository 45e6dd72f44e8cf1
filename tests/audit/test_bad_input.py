"""Bad input is named, and everything else is still read."""

from __future__ import annotations

import gzip
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from checker.audit.records import Post
from checker.audit.sources import found
from checker.types import InputError
from tests.audit.archive import DATA

if TYPE_CHECKING:
    from pathlib import Path

BOMB = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><rss><channel><item><title>&lol2;</title></item></channel></rss>'


def errors(*names: Path) -> list[str]:
    return [item.error for item in found([str(name) for name in names]) if isinstance(item, InputError)]


def posts(*names: Path) -> int:
    return sum(isinstance(item, Post) for item in found([str(name) for name in names]))


@pytest.mark.parametrize("cut", [400, 20_000, 60_000])
def test_a_truncated_web_archive_is_named_and_its_whole_pages_are_read(tmp_path: Path, cut: int):
    data = (DATA / "calm-leaf.warc.gz").read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(data[:-cut])
    (error,) = errors(tmp_path / "cut.warc.gz")
    assert error.startswith(f"{tmp_path}/cut.warc.gz: ")
    assert "truncated" in error or "damaged" in error
    assert 0 < posts(tmp_path / "cut.warc.gz") < posts(DATA / "calm-leaf.warc.gz")


def test_a_plain_web_archive_that_ends_in_the_middle_is_named(tmp_path: Path):
    data = gzip.decompress((DATA / "calm-leaf.warc.gz").read_bytes())
    (tmp_path / "cut.warc").write_bytes(data[: len(data) // 2])
    assert "truncated in page" in errors(tmp_path / "cut.warc")[0]


def test_what_is_no_web_archive_is_named(tmp_path: Path):
    (tmp_path / "no.warc").write_bytes(b"hello " * 999)
    assert "damaged after page 0" in errors(tmp_path / "no.warc")[0]


def test_an_entity_bomb_is_refused(tmp_path: Path):
    (tmp_path / "bomb.xml").write_text(BOMB)
    assert errors(tmp_path / "bomb.xml") == [
        f"{tmp_path}/bomb.xml: declares XML entities, which feeds and exports never do. Do not trust this file."
    ]


def test_a_zip_bomb_in_a_wacz_is_refused(tmp_path: Path):
    with (
        zipfile.ZipFile(tmp_path / "bomb.wacz", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("archive/a.warc", "w") as member,
    ):
        for _ in range(100):
            member.write(bytes(1_000_000))
    assert "a ZIP bomb" in errors(tmp_path / "bomb.wacz")[0]


def test_a_line_of_500_megabytes_is_passed_over_without_being_held(tmp_path: Path):
    file = tmp_path / "long.jsonl"
    with file.open("wb") as stream:
        stream.write(b'{"text": "First."}\n{"text": "')
        for _ in range(500):
            stream.write(b"a" * 1_000_000)
        stream.write(b'"}\n{"text": "Last."}\n')
    assert errors(file) == [f"{file}: line 2 is longer than 64,000,000 bytes; not read"]
    assert posts(file) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{broken", "is no JSON"),
        (b'{"text": "caf\xe9"}', "is not UTF-8"),
        (b"[1, 2]", "is no JSON object"),
        (b"[" * 100_000, "is no JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_is_read(tmp_path: Path, line: bytes, told: str):
    (tmp_path / "p.jsonl").write_bytes(line + b'\n{"text": "Fine."}\n')
    (error,) = errors(tmp_path / "p.jsonl")
    assert f"line 1 {told}" in error
    assert posts(tmp_path / "p.jsonl") == 1


def test_a_truncated_gzip_is_named(tmp_path: Path):
    whole = gzip.compress(b'{"text": "Fine."}\n' * 5000)
    (tmp_path / "p.jsonl.gz").write_bytes(whole[:-20])
    assert "the compressed file is damaged" in errors(tmp_path / "p.jsonl.gz")[0]


def test_a_damaged_feed_is_named_and_what_comes_before_is_read(tmp_path: Path):
    item = (
        "<item><title>T</title><link>https://x.example/{}</link><description>"
        + "Tea and sleep. " * 60
        + "</description></item>"
    )
    (tmp_path / "f.xml").write_text("<rss><channel>" + item.format(1) + item.format(2) + "<item><title>Cut")
    assert "damaged XML" in errors(tmp_path / "f.xml")[0]
    assert posts(tmp_path / "f.xml") >= 2


def test_a_sitemap_is_set_aside_in_a_folder_and_an_error_by_name(tmp_path: Path):
    (tmp_path / "sitemap.xml").write_text("<urlset><url/></urlset>")
    assert errors(tmp_path) == []
    assert errors(tmp_path / "sitemap.xml") == ["XML that is no feed and no WordPress export"]


def test_a_table_without_text_says_what_it_has(tmp_path: Path):
    (tmp_path / "p.jsonl").write_text('{"a": 1, "b": 2}\n')
    assert "it has a, b. Name one with --text-column." in errors(tmp_path / "p.jsonl")[0]


def test_damaged_parquet_and_empty_files_are_named(tmp_path: Path):
    (tmp_path / "p.parquet").write_bytes(b"PAR1 nonsense PAR1")
    (tmp_path / "e.md").write_bytes(b"")
    told = errors(tmp_path / "p.parquet", tmp_path / "e.md")
    assert "damaged Parquet" in told[0]
    assert "is empty" in told[1]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path):
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(500_000_000)
    assert "a post has at most 64,000,000" in errors(tmp_path / "huge.txt")[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(tmp_path: Path):
    (tmp_path / "a.md").write_text("Text.")
    (tmp_path / "a.md").chmod(0)
    assert "cannot be read" in errors(tmp_path / "a.md")[0]


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path):
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    assert "cannot be read" in errors(tmp_path)[0]
