"""Read archives as streams of posts: folders, exports, feeds, web archives, tables.

A source is a module with `SUFFIXES: tuple[str, ...]` and `posts(path: Path, options: Options) -> Iterator[Found]`;
what it raises as ReadError is named in the errors, and the rest of the archive is still read.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from checker.audit.records import MOST_BYTES, Aside, Found, Post
from checker.audit.sources.options import Options
from checker.audit.sources.walk import named
from checker.errors import ReadError
from checker.readers import SUFFIXES as READERS
from checker.types import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    Source = Callable[[Path, Options], Iterator[Found]]

__all__ = ["Options", "containers", "found"]


def containers() -> Mapping[str, Source]:
    """Return the sources that hold many posts in one file, by suffix."""
    modules = [import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return {suffix: module.posts for module in modules for suffix in getattr(module, "SUFFIXES", ())}


def found(names: Sequence[str], options: Options | None = None) -> Iterator[Found]:
    """Yield the posts that the arguments name, in a fixed order; memory does not grow with their number."""
    held = containers()
    for path, walked in named(names, options or Options(), (*held, *READERS)):
        source = next((held[suffix] for suffix in held if path.name.lower().endswith(suffix)), _file)
        yield from _guarded(path, source, options or Options(), walked=walked)


def _guarded(path: Path, source: Source, options: Options, *, walked: bool) -> Iterator[Found]:
    try:
        for item in source(path, options):
            # A sitemap among the posts of a folder is no fault of the archive; one named on purpose is.
            yield InputError(item.uri, item.reason) if isinstance(item, Aside) and not walked and _whole(item) else item
    except ReadError as error:
        yield InputError(str(path), str(error))
    except OSError as error:
        yield InputError(str(path), f"{path}: cannot be read ({error.strerror or error}); check its permissions")


def _whole(item: Aside) -> bool:
    return "#" not in item.uri


def _file(path: Path, _: Options) -> Iterator[Found]:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ReadError(f"{path}: {size:,} bytes; a post has at most {MOST_BYTES:,}. Split the file or leave it out.")
    if not size:
        raise ReadError(f"{path}: is empty; leave it out or restore it")
    yield Post(str(path), path.read_bytes(), path.suffix.lower())
