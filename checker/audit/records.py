"""What flows from an archive into the audit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.types import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 64_000_000
"""A single post that is larger is named in the errors and not read."""
SAID = ("url", "title", "author", "date", "tags", "language")
"""The names of what an archive says about a post; tags are separated by ", "."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post as its archive holds it.

    `uri` is unique within the archive: a path, or a path, `#` and the post's key within that file. `suffix`
    picks the reader. `said` is what the archive says about it, by the names of `SAID`.
    """

    uri: str
    data: bytes
    suffix: str
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return the identity of its content: the same for the same bytes read in the same way."""
        return hashlib.sha256(self.suffix.encode() + b"\n" + self.data).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Aside:
    """Something in the archive that is no article to review, and why."""

    uri: str
    reason: str


Found = Post | Aside | InputError
"""What a source yields."""
