"""Where rules and models lie: inside the wheel, else at the root of the repository."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from checker.errors import RuleError

_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def root() -> Path:
    """Return the folder that holds `rules/` and `models/`."""
    bundled = _PACKAGE / "_data"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def path(relative: str) -> Path:
    """Return the path of a shipped file or folder, such as `rules/standards.toml`."""
    return root() / relative


def read_toml(file: Path) -> dict[str, Any]:
    """Return a TOML file as a dictionary.

    Raises:
        RuleError: the file cannot be read or is not TOML; names file and line.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleError(f"{file}: cannot be read ({error.strerror}). Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{file}: not valid TOML: {error}. Strings with backslashes need single quotes.") from error


def load_toml(relative: str) -> dict[str, Any]:
    """Return a shipped TOML file as a dictionary."""
    return read_toml(path(relative))
