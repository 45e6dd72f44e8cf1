"""The ledger: findings that somebody accepted, in one file that editor, command line and CI share.

`.checker/accepted.toml` lies at the root of a project and is reviewed in git. An entry holds the finding's
fingerprint, which survives moves, re-wraps and quote style and dies when its sentence changes.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import ledger_file
from checker.config import find as find_config
from checker.types import Suppressed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.ledger_file import Entry
    from checker.types import Document, Finding

NAME = Path(".checker", "accepted.toml")


class Ledger(NamedTuple):
    """The entries of one ledger file; `file` need not exist yet."""

    file: Path
    entries: tuple[Entry, ...]

    @property
    def folder(self) -> Path:
        """Return the project's root, to which the entries' file names are relative."""
        return self.file.parent.parent

    def relative(self, uri: str) -> str:
        """Return a file's name as entries record it."""
        path = Path(uri).resolve()
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else path.as_posix()

    def with_entries(self, entries: Iterable[Entry]) -> Ledger:
        """Return the ledger with entries added; one of the same rule and fingerprint is replaced."""
        known = {entry.key: entry for entry in (*self.entries, *entries)}
        return self._replace(entries=tuple(sorted(known.values(), key=lambda e: (e.file, e.rule, e.fingerprint))))

    def save(self) -> None:
        """Write the file, whole or not at all.

        Raises:
            ConfigError: it cannot be written.
        """
        ledger_file.write(self.file, self.entries)


def find(folder: Path) -> Path | None:
    """Return the nearest ledger in a folder or above it."""
    return next((parent / NAME for parent in (folder, *folder.parents) if (parent / NAME).is_file()), None)


def home(path: Path) -> Path:
    """Return where the ledger of a file or folder is or belongs: beside the configuration, else at the git root."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    if found := find(folder):
        return found
    config = find_config(folder)
    root = next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), folder)
    return (config.parent if config else root) / NAME


def load(file: Path) -> Ledger:
    """Return the ledger of a file, empty where there is none.

    Raises:
        ConfigError: the file is no ledger; names file and entry.
    """
    try:
        stamp = file.stat().st_mtime_ns
    except OSError:
        return Ledger(file, ())
    return Ledger(file, _entries(file, stamp))


@lru_cache(maxsize=64)
def _entries(file: Path, _stamp: int) -> tuple[Entry, ...]:
    return ledger_file.read(file)


def of_document(document: Document) -> Ledger | None:
    """Return the ledger that holds for a document that is a file; None for other texts."""
    path = Path(document.uri)
    try:
        if not path.is_file():
            return None
        file = find(path.resolve().parent)
    except (OSError, ValueError):
        # A URL or a pasted text as name: too long, or no path at all.
        return None
    return load(file) if file else None


def apply(
    document: Document, findings: list[Finding], *, today: dt.date | None = None
) -> tuple[list[Finding], tuple[Suppressed, ...], tuple[str, ...]]:
    """Return the findings that stay, those that the ledger accepts, and remarks on entries that need a look.

    Raises:
        ConfigError: the ledger is malformed.
    """
    ledger = of_document(document)
    if ledger is None or not ledger.entries:
        return findings, (), ()
    now = today or today_utc()
    valid = {entry.key: entry for entry in ledger.entries if not entry.expired(now)}
    accepted = [(f, valid[f.rule, f.fingerprint]) for f in findings if (f.rule, f.fingerprint) in valid]
    told = {id(finding) for finding, _ in accepted}
    here = [entry for entry in ledger.entries if entry.file == ledger.relative(document.uri)]
    return (
        [finding for finding in findings if id(finding) not in told],
        tuple(Suppressed(finding, entry.reason, _where(entry)) for finding, entry in accepted),
        tuple(_remarks(here, {(f.rule, f.fingerprint) for f in findings}, now)),
    )


def today_utc() -> dt.date:
    """Return today's date in UTC, so that editor and CI agree."""
    return dt.datetime.now(dt.UTC).date()


def _where(entry: Entry) -> str:
    return ", ".join(filter(None, [NAME.as_posix(), entry.owner, entry.date.isoformat()]))


def _remarks(entries: list[Entry], present: set[tuple[str, str]], today: dt.date) -> Iterable[str]:
    for entry in entries:
        name = f"{NAME.as_posix()}: {entry.rule} “{entry.quote}”"
        if entry.key not in present:
            yield f"{name}: nothing in this text matches any more; `checker ledger prune` removes it"
        elif entry.expired(today):
            yield f"{name}: accepted until {entry.expires}; decide again"
        elif not entry.reason.strip():
            yield f"{name}: gives no reason; write one"


def entry_for(ledger: Ledger, document: Document, finding: Finding, **given: Any) -> Entry:
    """Return the entry that accepts a finding; `given` are reason, owner, date and expires."""
    quote = " ".join(finding.place.quote.split())
    return ledger_file.Entry(
        finding.fingerprint, finding.rule, quote, file=ledger.relative(document.uri), **{"date": today_utc(), **given}
    )
