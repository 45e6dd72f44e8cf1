"""Overstatement rules at work on an article: patterns propose, the assertion status decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from checker import measured, resources, signals, stakes
from checker.assertion import Assertion, assess
from checker.conditions import CONDITIONS, WITHOUT_PARSE
from checker.matching import Match, Pattern, PatternIndex, at_words
from checker.rule import OverstatementRule, PatternSpec, word_classes
from checker.types import BlockKind, Genre, Sentence, Severity, Span
from checker.underline import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language

    from checker.parse import Article

TITLE_LIKE = (BlockKind.TITLE, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class Hit:
    """An overstatement found in a sentence; `span` is within the sentence's text."""

    rule: OverstatementRule
    spec: PatternSpec
    sentence: Sentence
    span: Span
    assertion: Assertion
    severity: Severity
    notes: tuple[str, ...] = ()
    """What raised or lowered it, in words."""
    chance: float = 0.0
    """The probability that both voices together give it; 0 where only rules spoke."""
    voice: str = "rule"
    """Who found it: rule, model, or both (`checker.opinion`)."""

    @property
    def base(self) -> float:
        """Return the rule's own measured rate of being right."""
        return measured.confidence(self.rule.id, self.spec.confidence or self.rule.confidence)


@dataclass(frozen=True)
class RuleSet:
    """Overstatement rules compiled for one pipeline."""

    rules: Mapping[str, OverstatementRule]
    nlp: Language
    _unless: dict[tuple[str, ...], PatternIndex] = field(default_factory=dict)

    @cached_property
    def index(self) -> PatternIndex:
        """Return the index over all patterns of all rules."""
        compiled = [self._pattern(rule, spec, spec.match) for rule in self.rules.values() for spec in rule.patterns]
        return PatternIndex(compiled, self.nlp.vocab)

    def _pattern(self, rule: OverstatementRule, spec: PatternSpec, text: str) -> Pattern:
        words = {**word_classes(), **rule.words} if rule.words else word_classes()
        return Pattern((rule, spec), text, words, self.nlp.tokenizer, f"rule {rule.id}: ")

    def check(self) -> None:
        """Compile every pattern.

        Raises:
            RuleError: a pattern is malformed; names the rule and the place in the pattern.
        """
        _ = self.index

    def silenced(self, rule: OverstatementRule, spec: PatternSpec, article: Article, sentence: Sentence) -> bool:
        """Return whether one of the rule's or the pattern's `unless` stands in the sentence."""
        texts = (*rule.unless, *spec.unless)
        if not texts:
            return False
        key = (rule.id, *texts)
        if key not in self._unless:
            self._unless[key] = PatternIndex([self._pattern(rule, spec, text) for text in texts], self.nlp.vocab)
        index = self._unless[key]
        return bool(index.found(article.tokens(sentence)))

    @cached_property
    def policies(self) -> dict[str, dict[str, str]]:
        """Return what each family does with each assertion status."""
        return resources.load_toml("rules/status.toml")


def find(article: Article, rules: RuleSet, among: Sequence[Sentence] | None = None) -> Iterator[Hit]:
    """Yield the overstatements of an article, or of some of its sentences, in order, overlaps not yet merged."""
    proposed = propose(article, rules) if among is None else _propose(article, among, rules)
    article.parse(s for s, _ in proposed)
    for sentence, match in proposed:
        yield from _judge(article, sentence, match, rules)


def propose(article: Article, rules: RuleSet) -> list[tuple[Sentence, Match]]:
    """Return what may be a fault by all that can be seen without a parse."""
    return article.remember(("proposed", id(rules)), lambda: _propose(article, article.sentences, rules))


def _propose(article: Article, sentences: Iterable[Sentence], rules: RuleSet) -> list[tuple[Sentence, Match]]:
    found = ((s, m) for s in sentences for m in rules.index.found(article.tokens(s)))
    return [(sentence, match) for sentence, match in found if _open(article, sentence, match, rules)]


def _open(article: Article, sentence: Sentence, match: Match, rules: RuleSet) -> bool:
    rule, spec = match.pattern.key
    near = signals.load(article.nlp)
    return (
        article.genre.value not in rule.quiet_in
        and all(CONDITIONS[name](article, sentence, match) for name in spec.where if name in WITHOUT_PARSE)
        and not rules.silenced(rule, spec, article, sentence)
        and all(near.near(article, sentence, [name]) for name in (*rule.requires, *spec.requires))
        and not near.near(article, sentence, rule.cleared_by)
    )


def _judge(article: Article, sentence: Sentence, match: Match, rules: RuleSet) -> Iterator[Hit]:
    _, spec = match.pattern.key
    doc = article.parsed(sentence)
    if match.pattern.wants_tags:
        tagged = rules.index.matches(doc, [match.pattern], tags=True)
        match = next((m for m in tagged if m.start < match.end and match.start < m.end), match)
        if match.pattern.wants_tags and not _tags_hold(rules.index, doc, match):
            return
    if not all(CONDITIONS[name](article, sentence, match) for name in spec.where if name not in WITHOUT_PARSE):
        return
    hit = _weighed(article, sentence, match, rules)
    if hit is not None:
        yield hit


def marked(article: Article, sentence: Sentence, span: Span, rule: OverstatementRule, rules: RuleSet) -> Hit | None:
    """Return the hit of a rule at words that no pattern of it found, judged as any other; None if it is no claim."""
    key = (rule, PatternSpec(match=""))
    match = at_words(article.parsed(sentence), span, key, article.nlp.tokenizer)
    if match is None or not _open(article, sentence, match, rules):
        return None
    return _weighed(article, sentence, match, rules)


def _tags_hold(index: PatternIndex, doc, match: Match) -> bool:  # type: ignore[no-untyped-def]
    return any(m.start < match.end and match.start < m.end for m in index.matches(doc, [match.pattern], tags=True))


def _weighed(article: Article, sentence: Sentence, match: Match, rules: RuleSet) -> Hit | None:
    """Return the hit with its severity, or None where the assertion status says that it is no claim."""
    rule, spec = match.pattern.key
    if _is_name(article, sentence, match):
        return None
    assertion = assess(article, sentence, match)
    wanted = _action(rule, spec, assertion, rules)
    if wanted == "skip" and article.genre is Genre.MARKETING and assertion.policy_key in _SELLERS:
        wanted = "lower"
    title_like = article.block(sentence).kind in TITLE_LIKE
    if wanted == "skip" or (wanted == "title" and not title_like):
        return None
    shift, notes = 0, []
    if wanted in ("lower", "title"):
        shift, notes = -1, [f"lowered: {assertion.status.value}"]
    lowered = signals.load(article.nlp).near(article, sentence, rule.lowered_by)
    if lowered:
        shift, notes = shift - 1, [*notes, f"lowered: {lowered} nearby"]
    reason = stakes.raised(article, sentence, rule.family)
    if reason:
        shift, notes = shift + 1, [*notes, f"raised: {reason}"]
    severity = Severity(spec.severity) if spec.severity else rule.severity
    span = phrase(article.parsed(sentence), *match.marked)
    return Hit(rule, spec, sentence, span, assertion, severity.shifted(shift), tuple(notes))


def _is_name(article: Article, sentence: Sentence, match: Match) -> bool:
    """Return whether the match is part of a proper name in running text, such as "Boston Herald"."""
    if article.block(sentence).kind in TITLE_LIKE:
        return False
    doc = article.tokens(sentence)
    words = [token for token in doc[match.marked[0] : match.marked[1]] if token.is_alpha and len(token) > 3]
    around = [doc[at] for at in (match.marked[0] - 1, match.marked[1]) if 0 < at < len(doc)]
    capital = bool(words) and all(token.is_title for token in words) and words[0].i > 0
    return (
        capital
        and any(token.is_title for token in around)
        and not all(t.is_title for t in doc if t.is_alpha and len(t) > 3)
    )


# In marketing the seller's voice is the article's, whoever is quoted (FTC 2022 on endorsements).
_SELLERS = ("attributed", "unnamed", "quoted", "distanced")
_LENIENT = ("skip", "title", "lower", "flag")


def _action(rule: OverstatementRule, spec: PatternSpec, assertion: Assertion, rules: RuleSet) -> str:
    """Return what the rule does with the claim's status; a hedged aim or instruction is judged by the milder of the two."""
    policy = {**rules.policies[rule.family], **(rule.status or {})}
    key = assertion.policy_key
    if spec.status and key in ("asserted", "goal", "presupposed", "instruction"):
        key = spec.status
    actions = [policy.get(key, "skip")]
    if assertion.certainty <= 1 and key in ("goal", "presupposed"):
        actions.append(policy["hedged"])
    return min(actions, key=_LENIENT.index)
