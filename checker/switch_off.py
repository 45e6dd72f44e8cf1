"""Turn a rule off in a configuration file, its comments and order kept."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from checker import config
from checker.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_IGNORE = re.compile(r"^[ \t]*ignore[ \t]*=[ \t]*\[", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TOOL = re.compile(r"^[ \t]*\[tool\.checker\][^\n]*\n?", re.MULTILINE)


def switch_off(rule: str, folder: Path) -> Path:
    """Add a rule to `ignore` of the nearest configuration, or of a new checker.toml in the folder; return the file.

    Raises:
        ConfigError: the file cannot be changed safely; says what to write by hand.
    """
    file = config.find(folder) or folder / "checker.toml"
    try:
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        new = _with_rule(old, rule, within_tool=file.name == "pyproject.toml")
        if rule not in _ignored(new, file):
            raise ConfigError(f'{file}: could not be changed safely; write ignore = ["{rule}"] into it by hand')
        file.write_text(new, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be changed ({error}); check its permissions") from error
    config.load(file)
    return file


def _with_rule(text: str, rule: str, *, within_tool: bool) -> str:
    start = 0
    if within_tool:
        found = _TOOL.search(text)
        if found is None:
            return text
        start = found.end()
    table = _TABLE.search(text, start)
    end = table.start() if table else len(text)
    head = text[start:end]
    if existing := _IGNORE.search(head):
        rest = head[existing.end() :]
        comma = "" if rest.lstrip().startswith("]") else ", "
        head = f"{head[: existing.end()]}{json.dumps(rule)}{comma}{rest}"
    else:
        head = f"ignore = [{json.dumps(rule)}]\n{head}"
    return text[:start] + head + text[end:]


def _ignored(text: str, file: Path) -> list[str]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from error
    settings = table.get("tool", {}).get("checker", {}) if file.name == "pyproject.toml" else table
    return list(settings.get("ignore", []))
