"""Read text, Markdown, HTML, DOCX and PDF into documents with a map back to the source.

A reader is a module of this package, or an object behind an entry point of the group
`checker.readers`, that has `SUFFIXES: tuple[str, ...]` and `read(data: bytes, uri: str) -> Document`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import PurePosixPath
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.errors import ConfigError, ReadError
from checker.readers.sniff import certain_suffix, is_other_markup, likely_suffix
from checker.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["SUFFIXES", "Reader", "read"]

Reader = Callable[[bytes, str], Document]


def read(data: bytes, uri: str, *, suffix: str | None = None) -> Document:
    """Return the document of some bytes; `suffix`, else that of `uri`, else the content picks the reader.

    Raises ReadError, which names the file and says what to do, for what is no text or no known format.
    """
    chosen = _normal(suffix) if suffix else _suffix(uri)
    if chosen not in SUFFIXES:
        chosen = _sniffed(data, uri, chosen)
    return SUFFIXES[chosen](data, uri)


def _sniffed(data: bytes, uri: str, suffix: str) -> str:
    if certain := certain_suffix(data):
        return certain
    known = ", ".join(SUFFIXES)
    if suffix[1:].isalpha():
        raise ReadError(f"{uri}: no reader for {suffix} files. Convert it to one of {known}, or rename it.")
    if is_other_markup(data):
        raise ReadError(f"{uri}: this is XML, perhaps a feed. Give the page itself as one of {known}.")
    return likely_suffix(data)


def _suffix(uri: str) -> str:
    path = urlsplit(uri).path if "://" in uri else uri.replace("\\", "/")
    return PurePosixPath(path).suffix.lower()


def _normal(suffix: str) -> str:
    return "." + suffix.lower().lstrip(".")


def _readers() -> Iterator[tuple[str, Reader]]:
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    for reader in [*modules, *_plugins()]:
        for suffix in getattr(reader, "SUFFIXES", ()):
            yield suffix, reader.read


def _plugins() -> Iterator[ModuleType]:
    for point in entry_points(group="checker.readers"):
        try:
            yield point.load()
        except (ImportError, AttributeError) as error:
            what = f"the reader plug-in {point.name} ({point.value}) cannot be loaded"
            raise ConfigError(f"{what}: {error}. Update or uninstall its package.") from error


SUFFIXES: Mapping[str, Reader] = MappingProxyType(dict(_readers()))
