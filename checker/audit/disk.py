"""Write files so that a reader sees the old one or the new one and never half of one."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.errors import AuditError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEMPORARY = ".tmp-"
LOCK = "audit.lock"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn a failure to write into an error that says what to do."""
    try:
        yield
    except OSError as error:
        text = str(error).lower()
        if error.errno in _FULL or "no space" in text or "file too large" in text:
            what = "no space is left. Free some and give the same command again: what is judged so far is kept"
        else:
            what = f"cannot be written ({error.strerror or error}). Choose another --out"
        raise AuditError(f"{folder}: {what}.") from error


def replace_text(file: Path, text: str) -> None:
    """Write a text file in one step."""
    replace_file(file, lambda path: path.write_text(text, encoding="utf-8"))


def replace_file(file: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file beside its place, then put it there in one step, safe on the disk."""
    temporary = file.with_name(TEMPORARY + file.name)
    write(temporary)
    sync(temporary)
    temporary.replace(file)
    sync(file.parent)


def replace_folder(folder: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a new folder, then put it in its place in one step, safe on the disk."""
    temporary = folder.with_name(TEMPORARY + folder.name)
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    write(temporary)
    for path in sorted(temporary.rglob("*")):
        sync(path)
    sync(temporary)
    temporary.rename(folder)
    sync(folder.parent)


def sync(path: Path) -> None:
    """Wait until a file or the names in a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what an interrupted run had not finished."""
    for path in folder.glob(f"{TEMPORARY}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold a folder for one audit; the system lets go of it even if the audit is killed.

    Raises:
        AuditError: another audit holds it.
    """
    with telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            raise AuditError(
                f"{folder}: another audit (process {holder}) is writing there. Wait for it, or choose another --out."
            ) from error
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)
