"""What an article that claims a treatment effect leaves out: the card at the end of a report.

Each omission is data (rules/missing/*.toml): patterns that show the thing is there, and patterns that
leave it unclear. `flag` sentences answer the rule's question, `keep` sentences only seem to. Faults of
the article as a whole, such as a headline that says more than the body, are judged by `checker.balance`;
their `flag` and `keep` are short articles, with and without the fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from checker import balance, resources, signals, topic
from checker.balance import Facts, Hit
from checker.matching import Pattern, PatternIndex
from checker.rule import Rule, check_keys, common_fields, fail, strings, word_classes
from checker.surroundings import pattern_index
from checker.types import BlockKind, Kind, Missing, MissingState, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from spacy.language import Language

    from checker.parse import Article
    from checker.types import Finding, Place

_REQUIRED = (
    "title",
    "name",
    "severity",
    "summary",
    "why",
    "fine_if",
    "standards",
    "question",
    "absent",
    "found",
    "flag",
    "keep",
)
_PARTS = ("present", "unclear", "only_if", "unless")
_LISTS = (*_PARTS, "present_signals", "metadata", "flag", "keep")
_PLAIN = {"criterion": 0, "enough": 1, "claims": 0, "threshold": 0.0, "only_with": ""}
_OPTIONAL = (*_PARTS, "present_signals", "metadata", "words", *_PLAIN)
_MAX_PLACES = 3
_MAX_BYLINE = 200
_TREATMENT_WORDS = "(~treatment|~therapy|~drug|~medicine|~medication|~pill|~device|~procedure|~surgery|~remedy|~vaccine|~supplement|~laser|~implant|~cure)"
_TREATMENT_SENTENCES = 2
_EFFECT_RULES = frozenset(
    ["safety-absolute", "efficacy-guarantee", "cure-claim", "efficacy-unqualified", "presupposed-benefit", "proof-claim", "hype-breakthrough", "hype-promise", "causal-leap", "extrapolation", "single-study", "anecdote-evidence", "panacea", "speed-permanence", "unfair-comparison", "treatment-replacement", "mechanism-as-proof", "natural-fallacy", "relative-risk-only"]
)  # fmt: skip
_GRAVE_RULES = frozenset({"cure-claim", "treatment-replacement", "safety-absolute", "panacea", "self-management"})
"""Rules whose findings are about a treatment even where the article names none that is known."""


@dataclass(frozen=True, slots=True)
class Omission(Rule):
    """Something that readers need and that an article may leave out."""

    question: str
    """The question a reader would ask, after the HealthNewsReview criteria; shown where the answer is unclear."""
    absent: str
    found: str
    present: tuple[str, ...] = ()
    present_signals: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    """Patterns that silence `present` and `unclear` in their own sentence."""
    only_if: tuple[str, ...] = ()
    """The omission counts only where one of these patterns stands in the article…"""
    only_with: str = ""
    """…or where the rule of this id is found present."""
    metadata: tuple[str, ...] = ()
    """Metadata keys that together answer the question, such as author and date."""
    enough: int = 1
    """How many sentences must answer; fewer leave it unclear."""
    claims: int = 0
    """How many claims of effect make the omission matter; in an article with fewer it is only unclear."""
    threshold: float = 0.0
    """A bound for the judges of `checker.balance`."""
    criterion: int = 0
    """Number of the HealthNewsReview criterion that the rule bears on; 0 for none."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_omissions(folder: Path) -> dict[str, Omission]:
    """Return the omission rules of a folder by id.

    Raises:
        RuleError: a file is wrong; names file, line and what was expected.
    """
    rules = {rule.id: rule for rule in map(_load, sorted(folder.glob("*.toml")))}
    for rule in rules.values():
        if rule.only_with and rule.only_with not in rules:
            file = folder / f"{rule.id}.toml"
            raise fail(file, "only_with", f"no rule {rule.only_with!r}; known: {', '.join(rules)}")
    return rules


def _load(file: Path) -> Omission:
    table = resources.read_toml(file)
    check_keys(file, table, (*_REQUIRED, *_OPTIONAL), _REQUIRED)
    for name in table.get("words", {}):
        if name in word_classes():
            raise fail(file, name, f"word class {name!r} is shared (rules/words/{name}.toml); choose another name")
    lists: dict[str, Any] = {key: strings(file, table, key) for key in _LISTS}
    signals.check_names(lists["present_signals"], str(file))
    return Omission(
        **common_fields(file, table, Kind.OVERSTATEMENT),
        **lists,
        **{key: table[key] for key in ("question", "absent", "found")},
        **{key: _plain(file, key, table.get(key, usual)) for key, usual in _PLAIN.items()},
        words={name: tuple(entries) for name, entries in table.get("words", {}).items()},
    )


def _plain(file: Path, key: str, value: Any) -> Any:
    usual = type(_PLAIN[key])
    if isinstance(value, bool) or not isinstance(value, (int, float) if usual is float else usual):
        raise fail(file, key, f"{key!r} must be {'a text' if usual is str else 'a number'}")
    return value


@dataclass(frozen=True)
class OmissionSet:
    """Omission rules compiled for one pipeline."""

    rules: Mapping[str, Omission]
    nlp: Language

    @cached_property
    def index(self) -> PatternIndex:
        """Return the index over all patterns, keyed by rule id and part."""
        return PatternIndex(
            [
                self._pattern(rule, part, text)
                for rule in self.rules.values()
                for part in _PARTS
                for text in getattr(rule, part)
            ],
            self.nlp.vocab,
        )

    def _pattern(self, rule: Omission, part: str, text: str) -> Pattern:
        words = {**word_classes(), **rule.words} if rule.words else word_classes()
        return Pattern((rule.id, part), text, words, self.nlp.tokenizer, f"rule {rule.id}: ")


def claims_effect(article: Article, findings: Iterable[Finding]) -> bool:
    """Return whether an article claims an effect of a treatment, so that omissions matter."""
    rules = {finding.rule for finding in findings}
    return bool(rules & _GRAVE_RULES) or (_effects(findings) > 0 and _names_treatment(article))


def _effects(findings: Iterable[Finding]) -> int:
    return sum(finding.rule in _EFFECT_RULES for finding in findings)


def _names_treatment(article: Article) -> bool:
    if topic.topic(article):
        return True
    index = _treatment_words(article.nlp)
    return sum(bool(index.found(article.tokens(s))) for s in article.sentences) >= _TREATMENT_SENTENCES


@lru_cache(maxsize=2)
def _treatment_words(nlp: Language) -> PatternIndex:
    return pattern_index(nlp, {"treatment": _TREATMENT_WORDS})


def card(article: Article, omissions: OmissionSet, findings: Sequence[Finding]) -> tuple[Missing, ...]:
    """Return the card of an article: one line per rule that applies, in file order."""
    hits: dict[tuple[str, str], list[Hit]] = {}
    for sentence in article.sentences:
        for key, hit in _hits(article, sentence, omissions):
            hits.setdefault(key, []).append(hit)
    for key, hit in _margins(article, omissions):
        hits.setdefault(key, []).append(hit)
    facts = Facts(article, findings, hits)
    lines = (_line(rule, facts) for rule in omissions.rules.values())
    return tuple(line for line in lines if line is not None)


def _hits(article: Article, sentence: Sentence, omissions: OmissionSet) -> Iterator[tuple[tuple[str, str], Hit]]:
    """Yield what a sentence says to each rule; titles and questions raise a point without answering it."""
    found = _patterns(article, sentence, omissions)
    whole = article.place(sentence, Span(0, len(sentence.text)))
    near = signals.load(article.nlp)
    for rule in omissions.rules.values():
        if any(near.carries(article, sentence, name) for name in rule.present_signals):
            found.setdefault((rule.id, "present"), whole)
    raised = article.block(sentence).kind is BlockKind.TITLE or sentence.text.rstrip().endswith("?")
    for (rule_id, part), place in found.items():
        judged = rule_id in balance.JUDGES
        if part in ("present", "unclear") and (rule_id, "unless") in found and not judged:
            continue
        yield (rule_id, "unclear" if raised and part == "present" and not judged else part), Hit(sentence, place)


def _margins(article: Article, omissions: OmissionSet) -> Iterator[tuple[tuple[str, str], Hit]]:
    """Yield bylines and dates, which readers of documents set aside as boilerplate."""
    for number, block in enumerate(article.document.blocks):
        if block.kind is BlockKind.BOILERPLATE and len(block.text) <= _MAX_BYLINE:
            sentence = Sentence(-1 - number, number, Span(0, len(block.text)), block.text)
            for key, place in _patterns(article, sentence, omissions).items():
                if omissions.rules[key[0]].metadata:
                    yield key, Hit(sentence, place)


def _patterns(article: Article, sentence: Sentence, omissions: OmissionSet) -> dict[tuple[str, str], Place]:
    doc = article.tokens(sentence)
    found: dict[tuple[str, str], Place] = {}
    for match in omissions.index.found(doc):
        first, last = doc[match.marked[0]], doc[match.marked[1] - 1]
        found.setdefault(match.pattern.key, article.place(sentence, Span(first.idx, last.idx + len(last))))
    return found


def _line(rule: Omission, facts: Facts) -> Missing | None:
    if rule.id in balance.JUDGES:
        verdict = balance.JUDGES[rule.id](rule, facts)
    else:
        verdict = _verdict(rule, facts) if _applies(rule, facts) else None
    if verdict is None:
        return None
    messages = {
        MissingState.ABSENT: rule.absent,
        MissingState.UNCLEAR: rule.question,
        MissingState.PRESENT: rule.found,
    }
    return Missing(rule.id, verdict.state, messages[verdict.state], verdict.places[:_MAX_PLACES])


def _applies(rule: Omission, facts: Facts) -> bool:
    if not rule.only_if and not rule.only_with:
        return True
    return bool(facts.of(rule.id, "only_if") or facts.of(rule.only_with, "present"))


def _verdict(rule: Omission, facts: Facts) -> balance.Verdict:
    present, unclear = facts.of(rule.id, "present"), facts.of(rule.id, "unclear")
    metadata = facts.article.document.metadata
    known = [key for key in rule.metadata if metadata.get(key)]
    if len(present) >= rule.enough or (known and len(known) == len(rule.metadata)):
        return balance.Verdict(MissingState.PRESENT, balance.places(present))
    # A text that came without any metadata may have had a byline on its page.
    bare = bool(rule.metadata) and not metadata
    if present or unclear or known or bare or _effects(facts.findings) < rule.claims:
        return balance.Verdict(MissingState.UNCLEAR, balance.places([*present, *unclear]))
    return balance.Verdict(MissingState.ABSENT)
