"""What a sentence does with a claim: makes it, or only mentions it (section E of the domain design).

Cue lists propose (rules/cues/status.toml), the dependency parse decides whether a cue governs the claim.
The record's fields follow ConText (Harkema 2009) and the source–cue–content model of PARC 3 (Pareti 2016).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker import resources
from checker.surroundings import next_sentence_rebuts, quoted_at, section_frame
from checker.types import BlockKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from checker.matching import Match
    from checker.parse import Article
    from checker.types import Sentence

# Relations over which a negation or hedge on the governor reaches the claim.
_OPEN = frozenset(
    [
        "obj",
        "iobj",
        "obl",
        "xcomp",
        "ccomp",
        "nsubj",
        "nsubj:pass",
        "csubj",
        "csubj:pass",
        "nmod",
        "cop",
        "amod",
        "advmod",
        "compound",
        "conj",
        "root",
        "obl:agent",
        "obl:npmod",
        "det",
        "nummod",
        "appos",
        "dep",
        "flat",
        "fixed",
        "case",
    ]
)
_CLAUSAL = frozenset({"advcl", "acl", "acl:relcl", "ccomp", "xcomp", "csubj", "parataxis", "conj"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """The status record of one claim mention; `cues` are the words that decided, for the explanation.

    `certainty` runs from 3 (flat) over 2 (can, usually) and 1 (may, suggests) to 0 (unknown).
    """

    denies: bool = False
    certainty: int = 3
    source: str = "author"
    """author, named, unnamed or quoted."""
    stance: str = "neutral"
    """The author's to the source: endorses, neutral, distances or rejects."""
    act: str = "statement"
    """statement, question, instruction or heading."""
    reality: str = "actual"
    """actual, conditional or goal."""
    presupposed: bool = False
    frame: str = "plain"
    """plain, myth, fact or boilerplate."""
    cues: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Return the one word shown to users, by the priority of section E1."""
        for holds, status in (
            (self.stance == "rejects" or self.frame == "myth", Status.DEBUNKED),
            (self.denies, Status.NEGATED),
            (self.act == "question", Status.QUESTION),
            (self.source == "quoted", Status.QUOTED),
            (self.reality == "conditional", Status.CONDITIONAL),
            (self.act == "instruction", Status.INSTRUCTION),
            (self.reality == "goal", Status.GOAL),
            (self.presupposed, Status.PRESUPPOSED),
            (self.source in ("named", "unnamed"), Status.ATTRIBUTED),
            (self.certainty <= 1, Status.HEDGED),
        ):
            if holds:
                return status
        return Status.ASSERTED

    @property
    def policy_key(self) -> str:
        """Return the key of the family's row in rules/status.toml."""
        if self.stance == "distances" and not self.denies:
            return "distanced"
        if self.status is Status.ATTRIBUTED and self.source == "unnamed":
            return "unnamed"
        return self.status.value


@lru_cache(maxsize=1)
def cues() -> dict[str, dict[str, frozenset[str]]]:
    """Return the cue lists by group and name."""
    table = resources.load_toml("rules/cues/status.toml")
    return {group: {name: frozenset(words) for name, words in lists.items()} for group, lists in table.items()}


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim mention under judgement: its parse, its head and the path from there to the root."""

    doc: Doc
    head: Token
    path: tuple[Token, ...]
    own: frozenset[int]
    """Tokens that are part of the rule's own wording and so never negate or hedge it."""


def assess(article: Article, sentence: Sentence, match: Match, *, rebuttals: bool = True) -> Assertion:
    """Return the status record of a matched claim in its sentence and surroundings.

    Without `rebuttals` a following sentence that takes the claim back does not debunk it: between two
    claims of one axis that is the contradiction itself.
    """
    doc = article.parsed(sentence)
    claim = _claim(doc, match)
    record = Assertion(frame=section_frame(article, sentence))
    for step in (_debunked, _negated, _question, _attributed, _conditional, _instruction, _goal, _hedged):
        record = step(claim, record)
    record = _quoted(article, sentence, claim, record)
    if rebuttals and record.stance != "rejects" and next_sentence_rebuts(article, sentence):
        record = replace(record, stance="rejects", cues=(*record.cues, "taken back in the next sentence"))
    if article.block(sentence).kind in (BlockKind.TITLE, BlockKind.HEADING) and record.act == "statement":
        record = replace(record, act="heading")
    return record


def _claim(doc: Doc, match: Match) -> _Claim:
    span = doc[match.start : match.end]
    marked = doc[match.marked[0] : match.marked[1]]
    head = marked.root
    path = (head, *head.ancestors)
    own = match.fixed or frozenset(range(span.start, span.end))
    if not match.pattern.source:
        # Words that no pattern found may hold the hedge as well as the claim.
        own -= {token.i for token in span if token.lower_ in _hedges()}
    return _Claim(doc, head, path, own or match.fixed)


@lru_cache(maxsize=1)
def _hedges() -> frozenset[str]:
    lists = cues()["hedge"]
    return lists["modals"] | lists["adverbs"]


def _reach(claim: _Claim) -> Iterator[Token]:
    """Yield the tokens whose negations and hedges reach the claim: up the path to a clause border."""
    for token in claim.path:
        yield token
        if token.dep_ == "conj" and any(c.dep_.startswith("nsubj") for c in token.children):
            return
        complement = token.dep_ == "acl" and any(c.dep_ == "mark" for c in token.children)
        if token.dep_ not in _OPEN and token.dep_ != "ROOT" and not complement:
            return


def _children(token: Token, claim: _Claim) -> list[Token]:
    return [child for child in token.children if child.i not in claim.own]


def _lemma(token: Token) -> str:
    return token.lemma_.lower() or token.lower_


def _note(record: Assertion, token: Token, **changes: Any) -> Assertion:
    return replace(record, cues=(*record.cues, token.text), **changes)


def _pseudo(token: Token) -> bool:
    text = token.doc[max(0, token.i - 1) : token.i + 4].text.lower()
    return any(phrase in text for phrase in cues()["negation"]["pseudo"])


def _negated(claim: _Claim, record: Assertion) -> Assertion:
    lists = cues()["negation"]
    found: dict[int, Token] = {}
    for token in _reach(claim):
        for child in _children(token, claim):
            negator = _negator(child, claim, lists)
            if negator is not None and not _pseudo(negator):
                found[negator.i] = negator
        if token is not claim.head and token.i not in claim.own and _denying(token, lists) and not _pseudo(token):
            found[token.i] = token
    if not found and _no_subject(claim, lists):
        found[0] = claim.doc[0]
    if len(found) % 2 == 1:
        return _note(record, next(iter(found.values())), denies=True, certainty=0)
    return record


_NEGATING = ("advmod", "neg", "cc:preconj", "det", "cc")


def _negator(child: Token, claim: _Claim, lists: dict[str, frozenset[str]]) -> Token | None:
    """Return the word by which a dependent negates its head: itself, or the "no" of a subject."""
    if child.lower_ in lists["adverbs"] and child.dep_ in _NEGATING:
        return child
    if child.lower_ in lists["determiners"] and child.dep_ in ("det", "advmod", "amod"):
        return child
    if child.lower_ == "without" and child.dep_ == "case":
        return child
    if not child.dep_.startswith("nsubj"):
        return None
    if child.lower_ in lists["subjects"]:
        return child
    return next((c for c in child.children if c.lower_ in lists["determiners"] and c.i not in claim.own), None)


def _no_subject(claim: _Claim, lists: dict[str, frozenset[str]]) -> bool:
    """Return whether the sentence opens with "No supplement…", however its verb was parsed."""
    first = claim.doc[0]
    opens = first.lower_ in lists["determiners"] | lists["subjects"] and first.i not in claim.own
    apart = any(token.dep_ in ("advcl", "parataxis") for token in claim.path)
    return opens and not apart and not _pseudo(first)


def _denying(token: Token, lists: dict[str, frozenset[str]]) -> bool:
    group = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}.get(token.pos_, "")
    return bool(group) and _lemma(token) in lists[group]


def _hedged(claim: _Claim, record: Assertion) -> Assertion:
    lists = cues()["hedge"]
    for token in _reach(claim):
        for child in _children(token, claim):
            modal = child.lower_ in lists["modals"] and child.dep_ == "aux"
            adverb = child.lower_ in lists["adverbs"] and child.dep_ == "advmod"
            adjective = child.lower_ in lists["adjectives"] and child.dep_ == "amod" and token is claim.head
            if modal or adverb or adjective:
                return _note(record, child, certainty=min(record.certainty, 1))
        if token is claim.head or token.i in claim.own:
            continue
        passive = any(c.dep_ in ("aux:pass", "cop") for c in token.children)
        if _lemma(token) in lists["verbs"] or (passive and _lemma(token) in lists["passives"]):
            return _note(record, token, certainty=min(record.certainty, 1))
    before = _modal_before(claim)
    return record if before is None else _note(record, before, certainty=min(record.certainty, 1))


def _modal_before(claim: _Claim) -> Token | None:
    """Return a modal just before the claim: title case often hides it from the parser."""
    first = min(claim.own)
    before = claim.doc[max(0, first - 3) : first]
    return next((token for token in before if token.lower_ in cues()["hedge"]["modals"]), None)


_ASKED = ("obj", "ccomp", "xcomp", "nsubj:pass")


def _question(claim: _Claim, record: Assertion) -> Assertion:
    tail = claim.doc.text.rstrip("\"' )”’")
    last_clause_asks = tail.endswith("?")
    if last_clause_asks:
        return replace(record, act="question", cues=(*record.cues, "?"))
    steps = zip(claim.path, claim.path[1:3], strict=False)
    if any(
        _lemma(verb) in cues()["goal"]["inquiries"] and verb.i not in claim.own and token.dep_ in _ASKED
        for token, verb in steps
    ):
        return replace(record, act="question", certainty=0, cues=(*record.cues, "under study"))
    for token in claim.path:
        for child in token.children:
            asked = child.lower_ == "whether" or (child.lower_ == "if" and token.dep_ in ("ccomp", "xcomp", "obj"))
            if asked and child.dep_ == "mark" and child.i not in claim.own:
                return _note(record, child, act="question", certainty=0)
    return record


def _conditional(claim: _Claim, record: Assertion) -> Assertion:
    lists = cues()["condition"]
    for token in claim.path:
        marks = [
            c
            for c in token.children
            if c.dep_ in ("mark", "advmod") and c.lower_ in lists["marks"] and c.i not in claim.own
        ]
        if marks and token.dep_ in ("advcl", "ROOT", "ccomp", "conj", "acl"):
            return _note(record, marks[0], reality="conditional")
        pending = next(
            (c for c in token.children if c.dep_ == "mark" and c.lower_ in lists["pending"] | lists["open_ended"]), None
        )
        if pending is not None and (pending.lower_ in lists["open_ended"] or _awaited(token)):
            return _note(record, pending, reality="conditional")
        for clause in (c for c in token.children if c.dep_ == "advcl" and c not in claim.path):
            mark = next(
                (c for c in clause.children if c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided")),
                None,
            )
            if mark and not _biscuit(clause):
                return _note(record, mark, reality="conditional")
        if token.dep_ in _CLAUSAL and token.dep_ not in ("xcomp", "conj"):
            return record
    return record


def _awaited(token: Token) -> bool:
    """Return whether "before it can be called proven" waits for something that is needed."""
    return any(_lemma(governor) in cues()["condition"]["needs"] for governor in token.ancestors) or any(
        child.dep_ == "aux" and child.lower_ in ("can", "could") for child in token.children
    )


def _biscuit(clause: Token) -> bool:
    subject = next((c for c in clause.children if c.dep_.startswith("nsubj")), None)
    return subject is not None and subject.lower_ in ("you", "your", "anyone", "someone")


def _instruction(claim: _Claim, record: Assertion) -> Assertion:
    lists = cues()["instruction"]
    for token in claim.path:
        subject = next((c for c in token.children if c.dep_.startswith("nsubj")), None)
        base = token.pos_ == "VERB" and ("Imp" in token.morph.get("Mood", []) or token.tag_ == "VB")
        helped = any(c.dep_ in ("aux", "mark") for c in token.children)
        if (
            base
            and subject is None
            and token.dep_ in ("ROOT", "conj", "parataxis", "ccomp")
            and not (helped and not _do(token))
        ):
            return _note(record, token, act="instruction")
        modal = next((c for c in token.children if c.dep_ == "aux" and c.lower_ in lists["modals"]), None)
        if modal is not None and modal.i not in claim.own:
            return _note(record, modal, act="instruction")
        if token.dep_ in ("advcl", "acl:relcl", "acl"):
            return record
    return record


def _do(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("do", "don't") for c in token.children)


def _goal(claim: _Claim, record: Assertion) -> Assertion:
    lists = cues()["goal"]
    for token in claim.path:
        to = next((c for c in token.children if c.lower_ == "to" and c.dep_ == "mark"), None)
        if to is not None and token.dep_ in ("advcl", "acl") and to.i not in claim.own:
            return _note(record, to, reality="goal")
        if to is not None and token.dep_ in ("xcomp", "ccomp") and _lemma(token.head) in lists["heads"]:
            return _note(record, token.head, reality="goal")
        if token.dep_ in ("acl:relcl", "ccomp", "conj", "advcl"):
            return record
    return record


def _attributed(claim: _Claim, record: Assertion) -> Assertion:
    if record.stance == "rejects":
        return record
    for token, governor in zip(claim.path, claim.path[1:], strict=False):
        if governor.i not in claim.own and _reports(governor) and _content(token, governor):
            return _with_source(record, governor)
    for token in claim.path:
        for child in _children(token, claim):
            if child.dep_ == "parataxis" and child not in claim.path and _reports(child):
                return _with_source(record, child)
            if child.lower_ == "according" or any(c.lower_ == "according" for c in child.children):
                return _according(record, child)
    return record


def _content(token: Token, verb: Token) -> bool:
    """Return whether a token heads what a reporting verb reports: its clause, or the object of "claims"."""
    clause = token.dep_ in ("ccomp", "parataxis")
    return clause or (
        token.dep_ in ("csubj:pass", "xcomp", "obj", "obl") and _lemma(verb) in cues()["report"]["distancing"]
    )


def _reports(token: Token) -> bool:
    lists = cues()["report"]
    return any(_lemma(token) in lists[name] for name in ("factive", "neutral", "distancing"))


def _with_source(record: Assertion, verb: Token) -> Assertion:
    lists = cues()["report"]
    subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
    stance = "endorses" if _lemma(verb) in lists["factive"] else "neutral"
    if _lemma(verb) in lists["distancing"] or (subject is not None and _lemma(subject) in lists["partisan"]):
        stance = "distances"
    if subject is None or (subject.lower_ in ("i", "we") and stance != "distances"):
        passive = any(c.dep_ == "aux:pass" for c in verb.children)
        return _note(record, verb, source="unnamed", stance=stance) if passive else record
    return _note(record, verb, source=_source_kind(subject), stance=stance)


def _according(record: Assertion, child: Token) -> Assertion:
    inner = (c for c in child.children if c.pos_ in ("NOUN", "PROPN", "PRON"))
    noun = child if child.lower_ != "according" else next(inner, child)
    stance = "distances" if _lemma(noun) in cues()["report"]["partisan"] else "neutral"
    return _note(record, child, source=_source_kind(noun), stance=stance)


def _source_kind(noun: Token) -> str:
    proper = noun.pos_ == "PROPN" or any(t.pos_ == "PROPN" for t in noun.subtree if t.i < noun.i + 6)
    return "named" if proper or _lemma(noun) not in cues()["report"]["unnamed"] else "unnamed"


def _debunked(claim: _Claim, record: Assertion) -> Assertion:
    lists = cues()["debunk"]
    text = claim.doc.text.lower()
    before = claim.doc[: max(claim.head.i, 0)].text.lower()
    opener = next((o for o in lists["openers"] if o in before), None)
    if opener and "not a myth" not in text:
        return replace(record, stance="rejects", cues=(*record.cues, opener))
    for token in claim.path:
        if token is not claim.head and token.i not in claim.own and _lemma(token) in lists["nouns"]:
            if any(c.lower_ in cues()["negation"]["adverbs"] for c in token.children):
                return record
            return _note(record, token, stance="rejects")
        if (
            token is not claim.head
            and token.i not in claim.own
            and _lemma(token) in lists["content_nouns"]
            and _rejected(token, lists)
        ):
            return _note(record, token, stance="rejects")
        for child in _children(token, claim):
            wrong = child.lower_ in lists["adverbs"] or (child.dep_ == "amod" and child.lower_ in lists["adjectives"])
            warned = child.lower_ in lists["warners"]
            if wrong or warned:
                return _note(record, child, stance="rejects")
        if _lemma(token) in lists["warners"] and token.i not in claim.own:
            return _note(record, token, stance="rejects")
    root = claim.path[-1]
    if (
        claim.head is not root
        and root.i not in claim.own
        and _lemma(root) in lists["verdicts"]
        and claim.path[-2].dep_.startswith(("csubj", "nsubj"))
    ):
        return _note(record, root, stance="rejects")
    return record


def _rejected(noun: Token, lists: dict[str, frozenset[str]]) -> bool:
    """Return whether the clause whose subject is "the idea that…" rejects it."""
    verb = noun.head
    if not noun.dep_.startswith("nsubj"):
        return False
    negative = any(
        c.lower_ in cues()["negation"]["adverbs"] | cues()["negation"]["determiners"]
        for c in verb.subtree
        if c.i > noun.i and c not in noun.subtree
    )
    return (
        _lemma(verb) in lists["verdicts"]
        or negative
        or any(_lemma(c) in lists["verdicts"] | lists["nouns"] for c in verb.children)
    )


def _quoted(article: Article, sentence: Sentence, claim: _Claim, record: Assertion) -> Assertion:
    first, last = min(claim.own), max(claim.own)
    start, end = claim.doc[first].idx, claim.doc[last].idx + len(claim.doc[last])
    kind = quoted_at(article, sentence, start, end)
    if kind == "scare":
        return replace(record, source="quoted", stance="distances", cues=(*record.cues, "quotation marks"))
    if kind == "speech" and record.stance != "rejects":
        return replace(record, source="quoted", cues=(*record.cues, "quotation marks"))
    return record
