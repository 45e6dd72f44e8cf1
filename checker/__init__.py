"""checker reads a health article like a careful medical editor.

from checker import review
for finding in review("You get the calm without any side effects.").findings:
    print(finding.severity, finding.message)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "review"]

if TYPE_CHECKING:
    from pathlib import Path

    from checker.config import Config
    from checker.types import Review


def review(text: str | Path, *, suffix: str = ".md", config: Config | None = None) -> Review:
    """Review a text, or the file at a path.

    Args:
        text: the article itself as a string, or a `pathlib.Path` to a file.
        suffix: how to read a string: ".txt", ".md" or ".html".
        config: settings; the defaults where None.

    Raises:
        ReadError: the file cannot be read.
    """
    from checker import pipeline
    from checker.config import Config
    from checker.inputs import read_file
    from checker.readers import read

    document = read(text.encode(), "text", suffix=suffix) if isinstance(text, str) else read_file(text)
    return pipeline.review(document, pipeline.Engine(config or Config()))
