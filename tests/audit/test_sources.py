"""Archives are read as streams of posts, whatever holds them."""

from __future__ import annotations

import gzip
import json
import zipfile
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from checker.audit.records import Aside, Post
from checker.audit.sources import Options, found
from checker.errors import ReadError
from tests.audit.archive import CALM, CURE, DATA, folder, post

if TYPE_CHECKING:
    from pathlib import Path

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><language>en-GB</language>
<item><title>Full</title><link>https://x.example/full</link><dc:creator>Marnie</dc:creator>
<pubDate>Thu, 13 Apr 2023 20:15:05 +0000</pubDate><category>Sleep</category><category>Tea</category>
<content:encoded><![CDATA[<p>Tea &amp; sleep.</p>]]></content:encoded></item>
<item><title>Short</title><link>https://x.example/short</link><description>Only a summary.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>T</title><entry><title>One</title>
<link href="https://x.example/one"/><id>1</id><published>2022-01-05T00:00:00Z</published><author><name>Marnie</name></author>
<category term="Sleep"/><content type="html">&lt;p&gt;Tea for sleep.&lt;/p&gt;</content></entry>
<entry><title>Two</title><id>2</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Tea too.</p></div></content></entry></feed>"""


def posts_of(*names: Path | str, **options: str) -> list[Post]:
    return [item for item in found([str(name) for name in names], Options(**options)) if isinstance(item, Post)]


def test_a_folder_gives_its_posts_in_order_without_licences_and_builds(tmp_path: Path):
    names = [
        "b.md",
        "a/x.html",
        "a/y.txt",
        "LICENSE.txt",
        "node_modules/z.md",
        ".git/q.md",
        "_site/w.html",
        "picture.png",
    ]
    folder(tmp_path, dict.fromkeys(names, "Some text."))
    assert [p.uri.removeprefix(f"{tmp_path}/") for p in posts_of(tmp_path)] == ["b.md", "a/x.html", "a/y.txt"]


def test_an_audit_that_is_kept_among_the_posts_is_no_part_of_them(tmp_path: Path):
    folder(tmp_path, {"a.md": "A.", "audit/audit.lock": "1", "audit/report.html": "R.", "audit/tables-1/x.html": "T."})
    assert [p.uri for p in posts_of(tmp_path)] == [f"{tmp_path}/a.md"]


def test_a_real_wordpress_export_gives_published_posts_with_what_it_says_of_them():
    items = list(found([str(DATA / "calm-leaf.wxr.xml")]))
    first = next(item for item in items if isinstance(item, Post))
    assert dict(first.said) == {
        "url": "https://calmleaf.example/?p=4",
        "title": "Valerian tea and the nights of autumn",
        "author": "Marnie Oakes",
        "date": "2019-10-03 09:00:00",
        "tags": "Sleep, tea, valerian",
        "language": "en-US",
    }
    assert [item.reason for item in items if isinstance(item, Aside)] == ["not published (status draft)"]


def test_paragraphs_of_the_classic_editor_become_paragraphs_and_shortcodes_go():
    classic = next(p for p in posts_of(DATA / "calm-leaf.wxr.xml") if p.said["title"].startswith("Classic"))
    assert classic.data.count(b"<p>") == 4
    assert b"[caption" not in classic.data


def test_a_real_web_archive_gives_the_pages_that_were_answered_with_200():
    items = list(found([str(DATA / "calm-leaf.warc.gz")]))
    assert {item.reason for item in items if isinstance(item, Aside)} == {"answered 404", "answered 301"}
    assert {p.said["url"] for p in items if isinstance(p, Post)} >= {"http://localhost:8123/?p=4"}


def test_a_wacz_is_a_zip_of_web_archives(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "site.wacz", "w") as archive:
        archive.write(DATA / "calm-leaf.warc.gz", "archive/data.warc.gz")
    assert len(posts_of(tmp_path / "site.wacz")) == len(posts_of(DATA / "calm-leaf.warc.gz"))


def test_rss_gives_full_content_and_sets_summaries_aside(tmp_path: Path):
    (tmp_path / "feed.xml").write_text(RSS)
    full, short = found([str(tmp_path / "feed.xml")])
    assert isinstance(full, Post)
    assert b"<h1>Full</h1>\n<p>Tea &amp; sleep.</p>" in full.data
    assert (full.said["author"], full.said["tags"], full.said["language"]) == ("Marnie", "Sleep, Tea", "en-GB")
    assert short == Aside(f"{tmp_path}/feed.xml#https://x.example/short", "the feed holds only a summary")


def test_atom_gives_escaped_and_xhtml_content(tmp_path: Path):
    (tmp_path / "feed.atom").write_text(ATOM)
    one, two = posts_of(tmp_path / "feed.atom")
    assert b"<p>Tea for sleep.</p>" in one.data
    assert (one.said["author"], one.said["url"], one.said["date"]) == (
        "Marnie",
        "https://x.example/one",
        "2022-01-05T00:00:00Z",
    )
    assert b"Tea too." in two.data


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_json_lines_give_a_post_a_line(tmp_path: Path, suffix: str):
    row = {
        "body": "Plain words.",
        "headline": "Tea",
        "tags": ["sleep", "tea"],
        "published": "2020-02-03",
        "author": {"name": "Marnie"},
    }
    data = (json.dumps(row) + "\n\n" + json.dumps({"body": "<p>Marked up.</p>"}) + "\n").encode()
    (tmp_path / f"p{suffix}").write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    one, two = posts_of(tmp_path / f"p{suffix}")
    assert (one.data, one.suffix) == (b"Tea\n\nPlain words.", ".txt")
    assert dict(one.said) == {"title": "Tea", "author": "Marnie", "date": "2020-02-03", "tags": "sleep, tea"}
    assert two.suffix == ".html"
    assert two.uri.endswith("#3")


def test_parquet_gives_a_post_a_row(tmp_path: Path):
    pq.write_table(pa.table({"story": ["One.", None], "url": ["https://x.example/1", ""]}), tmp_path / "p.parquet")
    items = list(found([str(tmp_path / "p.parquet")], Options(text_column="story")))
    assert isinstance(items[0], Post)
    assert items[1] == Aside(f"{tmp_path}/p.parquet#2", "no text in 'story'")


def test_a_list_of_files_and_a_glob_name_each_file_once(tmp_path: Path):
    folder(tmp_path, {"a.md": "A.", "b.md": "B.", "c.txt": "C."})
    (tmp_path / "list").write_text(f"{tmp_path}/c.txt\n\n{tmp_path}/a.md\n")
    uris = [p.uri for p in posts_of(f"{tmp_path}/*.md", files_from=str(tmp_path / "list"))]
    assert uris == [f"{tmp_path}/a.md", f"{tmp_path}/b.md", f"{tmp_path}/c.txt"]


def test_a_missing_list_of_files_is_told(tmp_path: Path):
    with pytest.raises(ReadError, match="list of files cannot be read"):
        posts_of(files_from=str(tmp_path / "nothing"))


def test_the_same_words_have_the_same_digest_wherever_they_stand(tmp_path: Path):
    folder(tmp_path, {"a.md": post("T", CURE), "b.md": post("T", CURE), "c.txt": post("T", CURE), "d.md": CALM})
    digests = [p.digest for p in posts_of(tmp_path)]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3
