"""What a client can set, on top of checker.toml."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.config import Config, convert, find, load
from checker.errors import ConfigError
from checker.types import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = ("error", "warning", "information", "hint", "off")
_log = logging.getLogger(__name__)


def _shown() -> dict[Severity, str]:
    return {
        Severity.CRITICAL: "error",
        Severity.HIGH: "warning",
        Severity.MEDIUM: "warning",
        Severity.LOW: "information",
        Severity.INFO: "hint",
    }


@dataclass(frozen=True, slots=True)
class Settings:
    """A client's settings; those of the review itself are None or empty where checker.toml decides."""

    severity: Mapping[Severity, str] = field(default_factory=_shown)
    """How each severity is shown: one of `LEVELS`."""
    delay: float = 0.4
    """Seconds without typing before the article is read as a whole."""
    max_length: int = 1_000_000
    """Code points above which a text is left to the command line."""
    code_lens: bool = True
    review: Mapping[str, Any] = field(default_factory=dict)
    """Settings of `checker.config` that the client gives."""

    def configured(self, config: Config) -> Config:
        """Return a configuration with the client's settings on top, as the command line's would be."""
        given = dict(self.review)
        if "ignore" in given:
            given["ignore"] = (*config.ignore, *given["ignore"])
        return replace(config, **given)


# Client's name: our field, and from what the client writes to what we keep.
_REVIEW = {
    "select": "select",
    "ignore": "ignore",
    "minConfidence": "min_confidence",
    "genre": "genre",
    "models": "models",
}


def from_client(given: Any) -> Settings:
    """Return settings from what a client sends; what makes no sense is logged and left at its default."""
    settings = Settings()
    if not isinstance(given, dict):
        return settings
    for key, value in given.items():
        if value is None or value in ("", []):
            continue
        try:
            settings = _with(settings, key, value)
        except (ConfigError, TypeError, ValueError) as error:
            _log.warning("setting checker.%s = %r is ignored: %s", key, value, error)
    return settings


def _with(settings: Settings, key: str, value: Any) -> Settings:
    if key in _REVIEW:
        name = _REVIEW[key]
        return replace(settings, review={**settings.review, name: convert(name, value, "client")})
    match key:
        case "delay":
            return replace(settings, delay=min(max(float(value), 0.0), 60_000.0) / 1_000)
        case "maxLength":
            return replace(settings, max_length=max(int(value), 0))
        case "codeLens":
            return replace(settings, code_lens=bool(value))
        case "severity":
            return replace(settings, severity={**settings.severity, **_levels(value)})
    return settings


def _levels(value: Any) -> dict[Severity, str]:
    if not isinstance(value, dict):
        raise TypeError("a table of severity and level is expected")
    for level in value.values():
        if level not in LEVELS:
            raise ValueError(f"expected one of: {', '.join(LEVELS)}")
    return {Severity(severity): level for severity, level in value.items()}


def config_of(path: str, settings: Settings) -> Config:
    """Return the configuration that holds for a file.

    Raises:
        ConfigError: its checker.toml is wrong.
    """
    folder = Path(path).absolute().parent
    file = find(folder)
    return settings.configured(load(file) if file else Config(folder=str(folder)))
