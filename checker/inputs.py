"""Which files a command line names: paths, folders, globs, and `-` for standard input."""

from __future__ import annotations

import glob
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import ReadError
from checker.readers import SUFFIXES, read
from checker.types import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.types import Document

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: a path, or standard input under a name."""

    uri: str
    stdin: bool = False


def expand(names: Sequence[str], stdin_filename: str | None) -> list[Input]:
    """Return the inputs that arguments name, each once, in order; folders are walked for known suffixes."""
    found: dict[str, Input] = {}
    for name in names:
        if name == STDIN:
            uri = stdin_filename or "<stdin>"
            found.setdefault(uri, Input(uri, stdin=True))
        else:
            for path in _paths(name):
                found.setdefault(path, Input(path))
    return list(found.values())


def _paths(name: str) -> Iterator[str]:
    path = Path(name)
    if path.is_dir():
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            yield from (os.path.join(folder, f) for f in sorted(files) if Path(f).suffix.lower() in SUFFIXES)  # noqa: PTH118
    elif not path.exists() and glob.has_magic(name):
        matched = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
        yield from (m for m in matched if Path(m).is_file())
        if not matched:
            yield name
    else:
        yield name


def read_file(path: Path) -> Document:
    """Return the document of a file.

    Raises:
        ReadError: the file is missing, unreadable or of no known format; names it and says what to do.
    """
    try:
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise ReadError(f"{path}: is a folder; name a file in it") from error
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file; check the name") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    return read(data, str(path))


def load(source: Input) -> Document | InputError:
    """Return the document of an input, or why it cannot be read."""
    try:
        if source.stdin:
            suffix = Path(source.uri).suffix.lower() or None
            return read(sys.stdin.buffer.read(), source.uri, suffix=suffix)
        return read_file(Path(source.uri))
    except ReadError as error:
        return InputError(source.uri, str(error))
