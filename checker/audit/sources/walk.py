"""Which files the arguments name: folders, globs, files, and a list of files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from checker.audit.disk import LOCK
from checker.errors import ReadError
from checker.inputs import expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.audit.sources.options import Options

_LEFT_OUT = frozenset({"node_modules", "__pycache__"})
_NAMES_LEFT_OUT = frozenset({"license", "readme", "changelog", "contributing", "robots", "license-content"})


def named(names: Sequence[str], options: Options, suffixes: tuple[str, ...]) -> Iterator[tuple[Path, bool]]:
    """Yield each file once, and whether it was met on a walk through a folder.

    Raises:
        ReadError: the list of files cannot be read.
    """
    seen: set[str] = set()
    for name in (*names, *_listed(options.files_from)):
        for path, walked in _paths(name, suffixes):
            key = os.path.normpath(path)
            if key not in seen:
                seen.add(key)
                yield path, walked


def _listed(files_from: str) -> Iterator[str]:
    if not files_from:
        return
    try:
        with Path(files_from).open(encoding="utf-8") as lines:
            yield from (line.strip() for line in lines if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{files_from}: the list of files cannot be read ({error}); one name a line, UTF-8") from error


def _paths(name: str, suffixes: tuple[str, ...]) -> Iterator[tuple[Path, bool]]:
    if not Path(name).is_dir():
        yield from ((Path(source.uri), False) for source in expand([name], None))
        return
    for folder, folders, files in os.walk(name):
        if LOCK in files:
            # An audit kept among the posts; its report is no post.
            folders[:] = []
            continue
        folders[:] = sorted(f for f in folders if not f.startswith((".", "_site")) and f not in _LEFT_OUT)
        for file in sorted(files):
            stem = file.partition(".")[0].lower()
            if file.lower().endswith(suffixes) and not file.startswith(".") and stem not in _NAMES_LEFT_OUT:
                yield Path(folder, file), True
