"""The ledger in words: the list for a terminal, and a sheet to print and sign."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from checker.reporters.parts.markdown_text import escaped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from checker.ledger import Ledger
    from checker.ledger_file import Entry


def state(entry: Entry, today: dt.date) -> str:
    """Return what is to be done about an entry; empty where nothing is."""
    if entry.expired(today):
        return f"expired {entry.expires}"
    return "" if entry.reason.strip() else "no reason"


def listed(ledger: Ledger, today: dt.date) -> str:
    """Return the entries, a few lines each, grouped by file."""
    if not ledger.entries:
        return f"{ledger.file}: nothing accepted\n"
    lines = [f"{ledger.file}: {len(ledger.entries)} accepted"]
    for file, entries in groupby(ledger.entries, key=lambda entry: entry.file):
        lines += ["", file or "(no file)"]
        for entry in entries:
            remark = state(entry, today)
            lines.append(f"  {entry.rule} “{entry.quote}”" + (f"  [{remark}]" if remark else ""))
            lines.append(f"    {_facts(entry)}")
    return "\n".join(lines) + "\n"


def _facts(entry: Entry) -> str:
    until = f"until {entry.expires}" if entry.expires else ""
    return " · ".join(filter(None, [entry.reason or "no reason given", entry.owner, entry.date.isoformat(), until]))


def sheet(ledger: Ledger, today: dt.date) -> str:
    """Return a Markdown sheet on which an editor signs what was accepted."""
    lines = [
        f"# Accepted findings, {today}",
        "",
        f"{len(ledger.entries)} findings of checker that were accepted in `{ledger.folder.name}`.",
    ]
    for file, entries in groupby(ledger.entries, key=lambda entry: entry.file):
        lines += ["", f"## {escaped(file) or 'Without a file'}", "", *_table(list(entries), today)]
    lines += [
        "",
        "Read and approved:",
        "",
        "Name ______________________  Date ____________  Signature ______________________",
        "",
    ]
    return "\n".join(lines)


def _table(entries: list[Entry], today: dt.date) -> Iterator[str]:
    yield "| rule | quote | reason | owner | date | until | |"
    yield "|---|---|---|---|---|---|---|"
    for entry in entries:
        cells = (
            f"`{entry.rule}`",
            f"“{escaped(entry.quote)}”",
            escaped(entry.reason),
            escaped(entry.owner),
            entry.date.isoformat(),
            entry.expires.isoformat() if entry.expires else "",
            state(entry, today),
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
