"""What the owner decided: a line for each decision, kept beside the tables and never written over.

A decision is about wordings, not places: it holds wherever the same fault stands in the same sentence, in this
audit and in the next.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from checker.audit import base, disk
from checker.errors import AuditError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from checker.audit.tables import Row

FILE = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about all wordings of a card: accepted with a reason, or opened again."""

    verb: str
    rule: str
    sentence: str
    reason: str
    fingerprints: tuple[str, ...]


def read(out: Path) -> list[Decision]:
    """Return the decisions of a folder in the order in which they were made.

    Raises:
        AuditError: names the line that is none.
    """
    file = out / FILE
    if not file.exists():
        return []
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                found.append(Decision(**{**row, "fingerprints": tuple(row["fingerprints"])}))
            except (ValueError, TypeError, KeyError) as error:
                raise AuditError(f"{file}: line {number} is no decision ({error}); correct or remove it") from error
    return found


def accepted(out: Path) -> frozenset[str]:
    """Return the fingerprints that are accepted now."""
    held: set[str] = set()
    for decision in read(out):
        if decision.verb == "accept":
            held |= set(decision.fingerprints)
        else:
            held -= set(decision.fingerprints)
    return frozenset(held)


def decide(out: Path, con: Any, number: int, *, verb: str, reason: str) -> Decision:
    """Write down a decision about a card and return it.

    Raises:
        AuditError: there is no such card.
    """
    row = card(con, number)
    prints = [
        r["fingerprint"]
        for r in base.rows(con, "SELECT DISTINCT fingerprint FROM places WHERE card = ? ORDER BY 1", [number])
    ]
    decision = Decision(verb, row["rule"], row["sentence"], reason, tuple(prints))
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in (*read(out), decision)]
    with disk.telling(out):
        disk.replace_text(out / FILE, "\n".join(lines) + "\n")
    return decision


def card(con: Any, number: int) -> Row:
    """Return a card.

    Raises:
        AuditError: there is no such card.
    """
    found = list(base.rows(con, "SELECT * FROM cards WHERE card = ?", [number]))
    if not found:
        raise AuditError(f"no card {number}; `checker audit cards DIR` lists them")
    return found[0]
