"""Errors that a user can act on: each names the file and says what to do."""

from __future__ import annotations


class CheckerError(Exception):
    """Base of every error that checker raises on purpose."""


class ReadError(CheckerError):
    """An input could not be read; the other inputs are still reviewed."""


class RuleError(CheckerError):
    """A rule file is wrong; says file, line and what was expected."""


class ModelError(CheckerError):
    """A model folder is missing or damaged; the rules-only review still runs."""


class ConfigError(CheckerError):
    """The configuration or the command line is wrong."""


class CorpusError(CheckerError):
    """An annotated text does not follow the corpus markup."""


class AuditError(CheckerError):
    """An audit cannot go on, or its folder is damaged or held by another; what is judged is kept."""
