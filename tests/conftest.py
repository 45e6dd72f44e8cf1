"""Shared fixtures: the pipeline and the shipped rules, loaded once a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

    from checker.pipeline import Engine

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Return an engine of rules alone; what models add is told in test_opinion and test_shipped_models."""
    from checker.config import Config
    from checker.pipeline import Engine

    return Engine(Config(models=False))


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the shipped spaCy pipeline."""
    from checker.parse import pipeline

    return pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with third-party data beside the project; skip where it is not there."""
    if not (SHARED / "data").is_dir():
        pytest.skip("needs ../shared/data")
    return SHARED
