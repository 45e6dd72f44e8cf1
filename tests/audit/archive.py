"""Small archives made on the spot, and audits of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.audit import look
from checker.audit.base import rows
from checker.audit.run import Plan, audit

if TYPE_CHECKING:
    from checker.pipeline import Engine

DATA = Path(__file__).parent / "data"
CURE = "Valerian tea cures insomnia in every patient, and it does so without any side effects."
CALM = (
    "A cup of valerian tea before bed has kept herbalists busy for three hundred years, and many readers ask about "
    "sleep, anxiety and pain when the clocks go back. The root is dried, cut and steeped for ten minutes before it is drunk."
)


def post(title: str, *sentences: str, date: str = "2021-05-04", tags: str = "sleep, herbs") -> str:
    """Return a Markdown post with front matter."""
    head = f'---\ntitle: "{title}"\ndate: {date}\nauthor: Marnie Oakes\ntags: [{tags}]\n---\n'
    return head + "\n\n".join((CALM, *sentences)) + "\n"


def folder(path: Path, posts: dict[str, str]) -> Path:
    """Write posts into a folder and return it."""
    for name, text in posts.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def audited(names: list[Path], out: Path, engine: Engine, **more: Any) -> Path:
    """Audit an archive in this process and return the folder of the audit."""
    audit(Plan([str(name) for name in names], out, workers=0, **more), engine)
    return out


def asked(out: Path, query: str) -> list[tuple[Any, ...]]:
    """Return what a query gives on a finished audit."""
    with look.opened(out) as con:
        return [tuple(row.values()) for row in rows(con, query)]
