"""Audits that several tests look at, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.audit import archive

if TYPE_CHECKING:
    from pathlib import Path

    from checker.pipeline import Engine


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Path:
    """Return the audit of a WordPress export and of a web archive of the same site."""
    return archive.audited([archive.DATA], tmp_path_factory.mktemp("real") / "out", engine)


@pytest.fixture(scope="session")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of posts that repeat and contradict each other."""
    return archive.folder(
        tmp_path_factory.mktemp("posts"),
        {
            "2019-a.md": archive.post(
                "Tea at night",
                archive.CURE,
                "Never take valerian without talking to your doctor first.",
                date="2019-10-03",
            ),
            "2020-b.md": archive.post(
                "Tea again",
                "Another word on the same root, which grows along the river and flowers in June.",
                "Hops and lavender are older still, and cheaper at the market on Saturdays.",
                archive.CURE.replace("tea", "teas"),
                date="2020-01-02",
            ),
            "2023-c.md": archive.post(
                "Your own dose",
                "You do not need a doctor to take valerian: raise the dose of valerian yourself.",
                date="2023-02-11",
            ),
            "d.html": f"<!DOCTYPE html><html lang=en><head><title>Tea page</title></head><body><article><h1>Tea page</h1><p>Lavender in a pillow, hops in a bag: our grandmothers had many ways to sleep through pain &amp; worry, few of them tested.</p><p>{archive.CALM}</p><p>{archive.CURE}</p></article></body></html>",
        },
    )


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, posts: Path, engine: Engine) -> Path:
    """Return the audit of `posts`."""
    return archive.audited([posts], tmp_path_factory.mktemp("finished") / "out", engine)
