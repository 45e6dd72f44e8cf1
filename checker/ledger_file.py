"""The ledger's file format: TOML, one table an entry, always in the same order, so that diffs are small."""

from __future__ import annotations

import datetime as dt
import json
import os
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from checker.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEADER = """\
# Findings of checker that somebody accepted. Editor, command line and CI honour this file; review it like code.
# `checker ledger list` shows it, `checker ledger prune` drops what no longer matches. Comments are not kept.
"""
_REQUIRED = ("fingerprint", "rule", "quote", "date")


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding; `file` is where it was accepted, relative to the project's root."""

    fingerprint: str
    rule: str
    quote: str
    file: str = ""
    reason: str = ""
    owner: str = ""
    date: dt.date = dt.date.min
    expires: dt.date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what an entry has in common with the findings that it accepts."""
        return self.rule, self.fingerprint

    def expired(self, today: dt.date) -> bool:
        """Return whether it no longer holds."""
        return self.expires is not None and self.expires < today


_DATES = ("date", "expires")
_KEYS = tuple(f.name for f in fields(Entry))


def read(file: Path) -> tuple[Entry, ...]:
    """Return the entries of a ledger file.

    Raises:
        ConfigError: names the file, the entry and what was expected.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read as TOML: {error}. Repair it, or take it from git.") from error
    rows = table.get("accepted", [])
    if set(table) - {"accepted"} or not isinstance(rows, list):
        raise ConfigError(f"{file}: a ledger holds [[accepted]] tables and nothing else")
    return tuple(_entry(f"{file}: entry {number}", row) for number, row in enumerate(rows, 1))


def _entry(where: str, row: Any) -> Entry:
    if not isinstance(row, dict):
        raise ConfigError(f"{where}: write it as [[accepted]]")
    for key in row:
        if key not in _KEYS:
            raise ConfigError(f"{where}: unknown key {key!r}; known: {', '.join(_KEYS)}")
    for key in _REQUIRED:
        if key not in row:
            raise ConfigError(f"{where}: {key} is missing; `checker accept` writes whole entries")
    for key, value in row.items():
        kind = dt.date if key in _DATES else str
        if type(value) is not kind:  # a datetime is a date, but will not compare with one
            expected = "a date such as 2027-05-24, without quotes" if key in _DATES else "text in quotes"
            raise ConfigError(f"{where}: {key} = {value!r} will not do; {expected} is expected")
    return Entry(**row)


def write(file: Path, entries: Iterable[Entry]) -> None:
    """Write a ledger file, whole or not at all.

    Raises:
        ConfigError: it cannot be written.
    """
    text = _HEADER + "".join(f"\n[[accepted]]\n{_rows(entry)}" for entry in entries)
    new = file.with_suffix(f".{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(file)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written ({error.strerror}); check its permissions") from error


def _rows(entry: Entry) -> str:
    values = ((key, getattr(entry, key)) for key in _KEYS)
    return "".join(f"{key} = {_value(value)}\n" for key, value in values if value not in ("", None))


def _value(value: str | dt.date) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    # A JSON string is a TOML string, but for the delete character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
