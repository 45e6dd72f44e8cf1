"""spaCy, imported without torch.

thinc imports torch wherever it is installed, which costs over a second of start-up; our pipeline runs on
numpy alone, so torch is hidden while spaCy is imported.
"""

from __future__ import annotations

import sys

_HIDDEN = "torch" not in sys.modules
if _HIDDEN:
    sys.modules["torch"] = None  # type: ignore[assignment]
try:
    import spacy
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import SpanGroup
finally:
    if _HIDDEN:
        del sys.modules["torch"]

__all__ = ["Language", "Matcher", "SpanGroup", "spacy"]
