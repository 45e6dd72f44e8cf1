"""ZIP archives that strangers made: what unpacking one may raise, and bombs known by their table of contents."""

from __future__ import annotations

import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What the standard library raises for a broken archive; NotImplementedError for a packing that it does not know."""
MOST_MEMBERS = 10_000
HIGHEST_RATIO = 200
"""Text seldom packs to less than a twentieth; ten megabytes of one letter pack to a thousandth."""


def bomb(archive: zipfile.ZipFile, small: int) -> str:
    """Return why an archive is not unpacked, or ""; members of fewer than `small` bytes may pack as they like."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        return f"it has {len(members):,} members"
    for member in members:
        if member.file_size > max(small, HIGHEST_RATIO * member.compress_size):
            return f"its part {member.filename[:80]} unpacks to {member.file_size:,} bytes"
    return ""
