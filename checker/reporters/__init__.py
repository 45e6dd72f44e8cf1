"""How a report is written: one module a format, each with `report(report: Report) -> str`.

Every module here is a reporter; the packages beside them hold what reporters share. Plug-ins add reporters
through the entry point group `checker.reporters`. A reporter is imported when it is first asked for.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from importlib.metadata import entry_points

from checker.errors import ConfigError

Reporter = Callable[..., str]
"""Called with a `Report`; what else it takes has defaults (the terminal's width, for one)."""


def names() -> tuple[str, ...]:
    """Return the names of all reporters, in alphabetical order."""
    return tuple(_sources())


def load(name: str) -> Reporter:
    """Return the reporter of a name.

    Raises:
        ConfigError: there is none of that name, or a plug-in's cannot be imported.
    """
    source = _sources().get(name)
    if source is None:
        raise ConfigError(f"no reporter is called {name!r}; choose one of: {', '.join(names())}")
    try:
        return source()
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"reporter {name!r} cannot be loaded ({error}); reinstall what provides it") from error


@lru_cache(maxsize=1)
def _sources() -> dict[str, Callable[[], Reporter]]:
    # A plug-in cannot take a shipped name: readers of the contract rely on what it means.
    added: dict[str, Callable[[], Reporter]] = {point.name: point.load for point in entry_points(group=__name__)}
    own: dict[str, Callable[[], Reporter]] = {
        info.name: partial(_own, info.name) for info in pkgutil.iter_modules(__path__) if not info.ispkg
    }
    return dict(sorted({**added, **own}.items()))


def _own(name: str) -> Reporter:
    reporter: Reporter = importlib.import_module(f"{__name__}.{name}").report
    return reporter


class _Lazy(Mapping[str, Reporter]):
    """The reporters by name, each imported when it is looked up."""

    def __getitem__(self, name: str) -> Reporter:
        if name not in _sources():
            raise KeyError(name)
        return load(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_sources())

    def __len__(self) -> int:
        return len(_sources())


REPORTERS: Mapping[str, Reporter] = _Lazy()
