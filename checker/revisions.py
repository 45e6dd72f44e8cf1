"""Texts of a git revision beside those of the working tree."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

from checker.errors import ConfigError
from checker.readers import SUFFIXES

_RENAMED, _CHANGED = "R", "M"


class Changed(NamedTuple):
    """A file that differs from a revision: its name there, its path now, its bytes then."""

    then: str
    now: Path
    data: bytes


def changed(revision: str, paths: list[str]) -> list[Changed]:
    """Return the readable files that changed since a revision, renamed ones paired.

    Raises:
        ConfigError: this is no git repository, or git does not know the revision.
    """
    top = Path(_git("rev-parse", "--show-toplevel").decode().strip())
    listing = _git("diff", "--name-status", "-z", "-M", "--diff-filter=MR", f"{revision}", "--", *(paths or ["."]))
    fields = iter(listing.decode("utf-8", "surrogateescape").split("\0"))
    found = []
    for status in fields:
        if not status:
            continue
        then = next(fields)
        now = next(fields) if status.startswith(_RENAMED) else then
        if Path(now).suffix.lower() in SUFFIXES:
            found.append(Changed(then, top / now, _git("show", f"{revision}:{then}")))
    return found


def _git(*arguments: str) -> bytes:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=True).stdout  # noqa: S603, S607
    except FileNotFoundError as error:
        raise ConfigError("git is not installed; give two files instead: checker diff OLD NEW") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ConfigError(f"git {' '.join(arguments[:2])}: {said[0] if said else 'failed'}") from error
