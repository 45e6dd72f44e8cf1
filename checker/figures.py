"""A figure with what it is a figure of: treatment, stage, group, time, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker import topic
from checker.quantities import Quantity, quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.parse import Article
    from checker.types import Sentence, Span

_LOOK_BACK = 2
_NEAR = 60
_BREAK = re.compile(
    r"[;:()]|,\s(?:and|but|while|whereas|although|though|with)\s|\s(?:while|whereas|compared|versus|vs\.?)\s"
)
# What a dose or a frequency is for; the first that fits its clause wins.
_STUDIED = re.compile(
    r"\b(?:stud(?:y|ies|ied)|trials?|participants|researchers|placebo|received|were given|was given|groups?|tested|randomi[sz]ed|rats|mice|subjects|volunteers|averaged?|meta-analysis|patients (?:who|slept|had|lost|took))\b",
    re.IGNORECASE,
)
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for role, words in (
        ("harm", r"overdos\w+|toxic\w*|poison\w*|lethal|fatal|deficien\w+|harmful|side effects|too much|excess\w*|high(?:er)? doses?|dangerous|risks?|absorb\w*|daily value|level of"),
        ("start", r"start\w*|begin\w*|initial\w*|first|loading|low dose|beginners?|new to"),
        ("later", r"maint\w+|increas\w+|gradual\w*|then|afterwards|later|rais\w+|doubl\w+|build up|work up|titrat\w+|step up|reduc\w+|taper\w*|additional|extra|another|second|next|if needed|experienced"),
        ("contents", r"contain\w*|provid\w+|suppl(?:y|ies)|deliver\w*|comes? in|available|strengths?|bottles?|packs?|jars?|sizes?|infused|(?:each|per|every|one|a) (?:\w+ )?(?:tablet|capsule|serving|gummy|softgel|cup|scoop|puff|egg|glass|spoon\w*)|equals?|equivalent|mixed?|added?|dissolve[ds]?|boil\w*|soak\w*|water"),
        ("need", r"requirements?|allowance|rda|adequate intake|needs?|daily intake"),
        ("food", r"sugar|fat|fib(?:re|er)|protein|carb\w*|calories|salt|sodium|alcohol|diet"),
    )
)  # fmt: skip
_GROUPS = {
    "men": r"m[ae]n|males?|boys?",
    "women": r"wom[ae]n|females?|girls?|mothers?",
    "children": r"child(?:ren)?|kids?|teen\w*|adolescents?|infants?|bab(?:y|ies)|toddlers?|pupils?|students?",
    "adults": r"adults?",
    "older": r"older|elderly|seniors?",
    "pregnant": r"pregnan\w+|breast-?feeding|postpartum|menopaus\w+",
    "animals": r"dogs?|cats?|pets?|horses?|rats?|mice|mouse|animals?",
    "heavy": r"kg|kilograms?|pounds?|lbs?|body ?weight|overweight|obes\w+",
    "smokers": r"smok\w+",
    "ill": r"diabet\w+|hypertens\w+|(?:kidney|heart|liver) (?:disease|failure)|severe\w*|mild\w*|chronic\w*|acute\w*|type [12]",
    "active": r"athletes?|runners?|bodybuilders?|vegetarians?|vegans?",
}
_GROUP = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _GROUPS.items()), re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:at|after|by|within|in|over|during|for|since|between|until|before|every|each|per|a)\s(?:\w+[\s-]){0,3}?(?:hours?|days?|weeks?|months?|years?|decades?|ages?|19\d\d|20\d\d|\d\d)\b|\bannual\w*|\byearly|\blifetime",
    re.IGNORECASE,
)
# Besides the general names: ways of dosing and foods that carry a dose.
_CARRIERS = frozenset({"microdosing", "microdose", "honey"})
_NUMBER = re.compile(r"\b(?:\d[\d.,]*|one|two|three|four|five|both|either|neither|half)\b")
_WORD = re.compile(r"[a-z]{4,}")
_ENDING = re.compile(r"(?:ies|ied|ing|ers?|ed|es|ly|s|e)$")
_EMPTY = frozenset(
    [
        "about",
        "around",
        "almost",
        "nearly",
        "that",
        "this",
        "with",
        "from",
        "have",
        "were",
        "been",
        "than",
        "they",
        "their",
        "them",
        "these",
        "those",
        "which",
        "there",
        "more",
        "most",
        "many",
        "some",
        "over",
        "under",
        "into",
        "only",
        "also",
        "just",
        "percent",
        "people",
        "patients",
        "patient",
        "participants",
        "adults",
        "each",
        "every",
        "after",
        "before",
        "when",
        "will",
        "would",
        "could",
        "should",
        "your",
        "what",
        "where",
        "while",
        "between",
        "during",
        "least",
        "less",
        "half",
        "third",
        "thirds",
        "quarter",
        "individuals",
        "users",
        "approximately",
        "estimated",
        "cent",
        "according",
        "other",
        "such",
        "like",
        "even",
        "very",
        "much",
        "make",
        "made",
        "made",
        "including",
        "because",
        "through",
        "condition",
        "disease",
        "illness",
        "disorder",
    ]
)
HAVING = "having"
# "Has", "lives with", "is affected by": the same share, put in other words.
_HAVING = re.compile(
    r"\b(?:has|have|had|affects?|affected|suffers?|suffered|suffering|lives?|living|experienced?|experiences|gets?|troubles?|troubled|reports?|reported|strikes?|struck|occurs?|occurred)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its sentence and clause."""

    quantity: Quantity
    sentence: Sentence
    clause: str
    about: frozenset[str]
    """Stems of the clause's content words."""
    treatment: frozenset[str]
    found: str
    """Where the treatment is named: "here", "before", "heading" or "topic"."""
    role: str
    """studied, harm, start, later, contents, need, food, or "" for a plain instruction or statement."""
    groups: frozenset[str]
    times: frozenset[str]
    numbers: frozenset[str]
    """The other numbers of the clause."""


def figures(article: Article) -> Iterator[Figure]:
    """Yield the figures of an article in reading order."""
    for sentence in article.sentences:
        for quantity in quantities(sentence.text):
            yield of_quantity(article, sentence, quantity)


def of_quantity(article: Article, sentence: Sentence, quantity: Quantity) -> Figure:
    """Return a quantity of a sentence with its surroundings."""
    start, end = _clause(sentence.text, quantity.span)
    clause = sentence.text[start:end]
    rest = (sentence.text[start : quantity.span.start] + " " + sentence.text[quantity.span.end : end]).lower()
    treatment, found = _treatment(article, sentence, quantity.span)
    return Figure(
        quantity=quantity,
        sentence=sentence,
        clause=clause,
        about=stems(rest),
        treatment=treatment,
        found=found,
        role="studied"
        if _STUDIED.search(sentence.text)
        else next((role for role, cue in _ROLES if cue.search(rest)), ""),
        groups=frozenset(str(match.lastgroup) for match in _GROUP.finditer(sentence.text)),
        times=frozenset(match.group().lower() for match in _TIME.finditer(rest)),
        numbers=frozenset(_NUMBER.findall(rest)),
    )


def _clause(text: str, span: Span) -> tuple[int, int]:
    """Return the bounds of the clause of a figure."""
    cuts = [(cut.start(), cut.end()) for cut in _BREAK.finditer(text)]
    start = max((end for _, end in cuts if end <= span.start), default=0)
    return start, min((begin for begin, _ in cuts if begin >= span.end), default=len(text))


def stems(text: str) -> frozenset[str]:
    """Return the content words of a text, without their endings."""
    plain, having = _HAVING.subn(" ", text.lower())
    words = {_ENDING.sub("", word) for word in _WORD.findall(plain) if word not in _EMPTY}
    return frozenset(words | {HAVING} if having else words)


def _treatment(article: Article, sentence: Sentence, span: Span) -> tuple[frozenset[str], str]:
    """Return the treatment of a figure (the nearest of its sentence, what was named last, or the topic) and where it was found."""
    doc = article.tokens(sentence)
    gaps = {name: _gap(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), span) for name, start, end in topic.mentions(article, sentence) if name not in topic.general() | _CARRIERS}  # fmt: skip
    if gaps:
        best = min(gaps.values())
        return frozenset(name for name, gap in gaps.items() if gap == best), "here" if best <= _NEAR else "before"
    for before in reversed(article.near(sentence, _LOOK_BACK, 0)[:-1]):
        names = frozenset(name for name, _, _ in topic.mentions(article, before))
        if names and before.block == sentence.block:
            return names, "before"
    heading = topic.names_in(article, article.heading(sentence))
    return (frozenset(heading), "heading") if heading else (frozenset({topic.topic(article)}), "topic")


def _gap(start: int, end: int, span: Span) -> int:
    return max(start - span.end, span.start - end, 0)
