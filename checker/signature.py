"""Who accepts a finding, and until when."""

from __future__ import annotations

import datetime as dt
import getpass
import re
import subprocess

from checker import ledger
from checker.errors import ConfigError

_DAYS = re.compile(r"(\d{1,4})d")


def expiry(given: str | None) -> dt.date | None:
    """Return the day that --expires means.

    Raises:
        ConfigError: it is neither a date nor a number of days.
    """
    if given is None:
        return None
    if days := _DAYS.fullmatch(given):
        return ledger.today_utc() + dt.timedelta(days=int(days[1]))
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        raise ConfigError(f"--expires {given}: write a date such as 2027-05-24, or days such as 90d") from error


def owner() -> str:
    """Return git's user.name, else the login name, else nothing."""
    try:
        found = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
        ).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        found = ""
    if found:
        return found
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # No login name, as in a container without a user database.
        return ""
