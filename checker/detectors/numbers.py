"""Two figures for one quantity, and frequency words against rates."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from checker import vetoes
from checker.assertion import assess
from checker.explain import choose_standards, fingerprint
from checker.figures import Figure, figures, stems
from checker.matching import Match, Pattern
from checker.poles import PoleClaim
from checker.quantities import Quantity, same_scale, unit_factor
from checker.slots import fill
from checker.types import Evidence, Explanation, Finding, Kind, Related, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.axes import Axis
    from checker.parse import Article
    from checker.pipeline import Engine
    from checker.types import Sentence

    Test = Callable[[Figure, Figure], bool]

RULE = "contradiction-numbers"
_PER_KIND = 60
_INSTRUCTION = re.compile(
    r"\b(?:take|taken|use|used|doses?|dosage|dosing|recommended|apply|swallow|drink|chew|inject\w*|microdos\w+|supplement with)\b",
    re.IGNORECASE,
)
_NOT_SAME = re.compile(
    r"\b(?:placebo|control|versus|vs|compared|rose|fell|from \S+ to|against|another|other|respectively|alone|combined|plus|only|up from|down from|remaining|rest|further)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:reduc|decreas|lower|cut|drop|declin|increas|rais|ris[ei]|grew|grow|boost|more|less|higher|greater|fewer|faster|longer|better|likely|gain|los[ts]|improv\w+ by|by (?:about |around |up to |as much as )?\d)",
    re.IGNORECASE,
)
_STUDY = re.compile(r"\b(?:stud(?:y|ies)|trial|survey|experiment)\b", re.IGNORECASE)
_OTHER_STUDY = re.compile(
    r"\b(?:another|second|third|earlier|previous|separate|other|two|three|several|many|different|meta-analysis|review|later|follow-up|older)\s(?:\w+\s){0,2}(?:stud(?:y|ies)|trials?|surveys?|experiments?)\b",
    re.IGNORECASE,
)
_ENROLLED = re.compile(
    r"\b(?:enrol\w*|recruit\w*|includ\w*|involv\w*|took part|taking part|participat\w*|gave|surveyed|studied|randomi[sz]\w*|followed|of the|in the)\b",
    re.IGNORECASE,
)
_SUBSET = re.compile(
    r"\b(?:analy[sz]\w+|subset|complet\w+|finish\w*|dropped|withdrew|data from|arm|groups?|of them|of whom|of these|half|placebo|control|responded|remained)\b",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"\b(course|programmes?|programs?|cycle|session|protocol|regimen|treatment plan|cleanse|infusion|procedure|appointment|trial|study)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:lasts?|lasted|runs? for|goes on for|takes?|took|is|was|full|complete)\b", re.IGNORECASE)
_PER_WHAT = re.compile(
    r"\b(one-time|one time|subscription|subscribe|monthly|month|annual\w*|year|session|test|bottle|visit|dose|consultation|day|week|pack|jar|infusion|treatment|course|tablet|capsule)s?\b",
    re.IGNORECASE,
)
_MINIMUM_AGE = re.compile(
    r"\b(?:licen[sc]ed|approved|suitable|recommended|safe|allowed|anyone|can|may|should|authori[sz]ed|not for|unsuitable|available)\b",
    re.IGNORECASE,
)
_FREQUENCY_WORDS = (
    ("very rare", 0.0, 0.01),
    ("very common", 10.0, 100.0),
    ("uncommon", 0.1, 1.0),
    ("rarely", 0.0, 0.1),
    ("rare", 0.0, 0.1),
)
_HARMS = stems("nausea headache rash bleeding effect side vomiting dizziness reaction allergic damage complication infection diarrhoea diarrhea")  # fmt: skip
