"""The configuration: `checker.toml`, or `[tool.checker]` of a pyproject.toml, found upwards from the file."""

from __future__ import annotations

import difflib
import fnmatch
import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import ConfigError
from checker.types import Genre, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = ("checker.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class PathConfig:
    """Settings for files that match one of `paths` (globs relative to the configuration file)."""

    paths: tuple[str, ...]
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Config:
    """What a user can set. `select` and `ignore` hold rule ids or families such as "contradiction-*"."""

    select: tuple[str, ...] = ("*",)
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.0
    genre: Genre | None = None
    severity: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    fail_on: Severity | None = None
    models: bool = True
    claims_model: str = ""
    nli_model: str = ""
    budget: float | None = None
    evidence: tuple[str, ...] = ()
    per_path: tuple[PathConfig, ...] = ()
    folder: str = "."

    def keeps(self, rule: str) -> bool:
        """Return whether findings of a rule are wanted."""
        chosen = any(fnmatch.fnmatchcase(rule, glob) for glob in self.select)
        return chosen and not any(fnmatch.fnmatchcase(rule, glob) for glob in self.ignore)

    def for_path(self, uri: str) -> Config:
        """Return the configuration with the per-path settings of a file applied, in order."""
        config = self
        for entry in self.per_path:
            if any(_path_matches(uri, glob, self.folder) for glob in entry.paths):
                config = replace(config, **entry.settings)
        return config

    @property
    def sha256(self) -> str:
        """Return a hash of all settings that change findings."""
        shown = {key: value for key, value in asdict(self).items() if key not in ("folder", "fail_on")}
        return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()


_KEYS = tuple(f.name for f in fields(Config) if f.name != "folder")
_PER_PATH = ("select", "ignore", "min_confidence", "genre", "severity", "models")


def _path_matches(uri: str, glob: str, folder: str) -> bool:
    path = Path(uri)
    try:
        relative = path.resolve().relative_to(Path(folder).resolve()).as_posix()
    except ValueError:
        relative = path.as_posix()
    return fnmatch.fnmatch(relative, glob) or fnmatch.fnmatch(path.name, glob)


def find(start: Path) -> Path | None:
    """Return the nearest configuration file in a folder or above it."""
    for folder in (start, *start.parents):
        for name in _NAMES:
            file = folder / name
            if file.is_file() and (name != "pyproject.toml" or "checker" in _toml(file).get("tool", {})):
                return file
    return None


def load(file: Path) -> Config:
    """Return the configuration of a file.

    Raises:
        ConfigError: names file, key and the nearest known key or what was expected.
    """
    table = _toml(file)
    table = table.get("tool", {}).get("checker", {}) if file.name == "pyproject.toml" else table
    _check_keys(file, table, _KEYS)
    per_path = tuple(_path_config(file, entry) for entry in _list(file, table, "per_path"))
    settings = _settings(file, {key: value for key, value in table.items() if key != "per_path"})
    return replace(Config(), **settings, per_path=per_path, folder=str(file.parent))


@lru_cache(maxsize=64)
def _toml_cached(path: str, _stamp: int) -> dict[str, Any]:
    file = Path(path)
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read as TOML: {error}") from error


def _toml(file: Path) -> dict[str, Any]:
    return _toml_cached(str(file), file.stat().st_mtime_ns)


def _check_keys(file: Path, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
            raise ConfigError(f"{file}: unknown key {key!r}; {hint}")


def _list(file: Path, table: Mapping[str, Any], key: str) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise ConfigError(f"{file}: {key!r} must be a list")
    return value


def _path_config(file: Path, entry: Any) -> PathConfig:
    if not isinstance(entry, dict) or not entry.get("paths"):
        raise ConfigError(f'{file}: every [[per_path]] needs paths = ["…"]')
    settings = {key: value for key, value in entry.items() if key != "paths"}
    _check_keys(file, settings, _PER_PATH)
    return PathConfig(tuple(entry["paths"]), _settings(file, settings))


def _settings(file: Path, table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: convert(key, value, f"{file}") for key, value in table.items()}


def convert(key: str, value: Any, where: str) -> Any:
    """Return a setting in its type; used for files and for the command line.

    Raises:
        ConfigError: names the place, the key and what was expected.
    """
    try:
        return _CONVERTERS[key](value)
    except (ValueError, TypeError) as error:
        raise ConfigError(f"{where}: {key} = {value!r} will not do: {error}") from error


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise TypeError("a list of strings is expected")
    return tuple(value)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a folder or the name of a model is expected")
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or float(value) < 0:
        raise ValueError("a number of seconds, 0 or more, is expected")
    return float(value)


def _fraction(value: Any) -> float:
    if isinstance(value, bool) or not 0 <= float(value) <= 1:
        raise ValueError("a number from 0 to 1 is expected")
    return float(value)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is expected")
    return value


def _one_of(kind: type[Genre | Severity]) -> Any:
    def convert_one(value: Any) -> Any:
        try:
            return kind(value)
        except ValueError as error:
            raise ValueError(f"expected one of: {', '.join(kind)}") from error

    return convert_one


def _severities(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError('a table of rule = "severity" is expected')
    return {rule: _one_of(Severity)(level).value for rule, level in value.items()}


_CONVERTERS: Mapping[str, Any] = {
    "select": _strings,
    "ignore": _strings,
    "rules": _strings,
    "min_confidence": _fraction,
    "genre": _one_of(Genre),
    "fail_on": _one_of(Severity),
    "severity": _severities,
    "models": _boolean,
    "claims_model": _string,
    "nli_model": _string,
    "budget": _seconds,
    "evidence": _strings,
}
