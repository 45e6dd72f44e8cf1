"""The order of the stages: the one module that knows it.

read -> parse -> detect -> select, suppress, sort -> report. Front doors (command line, editor, archive
audit, Python) call `review`.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import time
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from checker import __version__, detectors, genre, ledger, omissions, resources, suppress
from checker.axes import load_axes
from checker.errors import RuleError
from checker.omissions import OmissionSet, load_omissions
from checker.parse import parse, pipeline
from checker.passages import Passages, load_passages
from checker.plain import PlainRule, load_plain
from checker.poles import AxisSet
from checker.rule import load_rules
from checker.ruleset import RuleSet
from checker.types import Document, Finding, Kind, Missing, Review, Severity, Span, ToolInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.language import Language

    from checker.claims_model import Judge
    from checker.config import Config
    from checker.pair_model import PairJudge
    from checker.parse import Article
    from checker.rule import Rule


class Detector(Protocol):
    """Anything that looks at an article and yields findings; built-ins and plug-ins alike."""

    def __call__(self, article: Article, engine: Engine) -> Iterable[Finding]:
        """Yield the findings of one kind in an article."""
        ...


_FROM_CONFIG = {
    "claims": ("claims_model", "folder"),
    "nli": ("nli_model", "folder"),
    "passages": ("evidence", "folder"),
}
"""What an engine holds by the settings that it is made from."""


def _differ(one: Config, other: Config, keys: Iterable[str]) -> bool:
    return any(getattr(one, key) != getattr(other, key) for key in keys)


@dataclass(frozen=True, eq=False)
class Engine:
    """Rules, language pipeline and configuration, loaded once and used for many documents."""

    config: Config

    @cached_property
    def nlp(self) -> Language:
        """Return the spaCy pipeline."""
        return pipeline()

    @cached_property
    def overstatement(self) -> RuleSet:
        """Return the overstatement rules, house rules last, compiled.

        Raises:
            RuleError: a rule file is wrong, or a house rule takes the id of a shipped one.
        """
        rules = dict(load_rules(resources.path("rules/overstatement")))
        for folder in self.config.rules:
            house = load_rules(Path(self.config.folder, folder))
            RuleSet(house, self.nlp).check()
            for id_, rule in house.items():
                if id_ in rules:
                    raise RuleError(f"{folder}/{id_}.toml: a rule {id_!r} exists already; rename the file")
                rules[id_] = rule
        return RuleSet(rules, self.nlp)

    @cached_property
    def axes(self) -> AxisSet:
        """Return the contradiction axes, compiled."""
        return AxisSet(load_axes(resources.path("rules/contradiction")), self.nlp)

    @cached_property
    def omissions(self) -> OmissionSet:
        """Return the omission rules, compiled."""
        return OmissionSet(load_omissions(resources.path("rules/missing")), self.nlp)

    @cached_property
    def claims(self) -> Judge | None:
        """Return the claims model: the one that the configuration names, else the shipped one, else None.

        Raises:
            ModelError: the named model is not there or is of another kind.
        """
        from checker import claims_model, foreign

        name = self.config.claims_model
        ours = claims_model.load(Path(self.config.folder, name) if name else resources.path("models/claims"))
        return ours or (foreign.claims(name, self.overstatement.rules) if name else None)

    @cached_property
    def nli(self) -> PairJudge | None:
        """Return the sentence-pair model: the one that the configuration names, else the shipped one, else None.

        Raises:
            ModelError: the named model is not there or is of another kind.
        """
        from checker import foreign, pair_model

        name = self.config.nli_model
        ours = pair_model.load(Path(self.config.folder, name) if name else resources.path("models/nli"))
        return ours or (foreign.pairs(name) if name else None)

    @cached_property
    def passages(self) -> Passages | None:
        """Return the reader's own evidence, or None where none was given.

        Raises:
            ReadError: a file of it cannot be read.
        """
        names = [str(Path(self.config.folder, name)) for name in self.config.evidence]
        return load_passages(names) if names else None

    @cached_property
    def plain(self) -> Mapping[str, PlainRule]:
        """Return the rules that only explain what models find."""
        pairs = load_plain(resources.path("rules/pairs"), Kind.CONTRADICTION)
        return {**pairs, **load_plain(resources.path("rules/evidence"), Kind.EVIDENCE)}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Return all rules by id, whatever their kind."""
        return {**self.overstatement.rules, **self.axes.axes, **self.omissions.rules, **self.plain}

    def with_config(self, config: Config) -> Engine:
        """Return an engine of other settings that shares what is compiled already, where the rules are the same."""
        other = Engine(config)
        own = {"config", "tool"} | {name for name, keys in _FROM_CONFIG.items() if _differ(self.config, config, keys)}
        if not (self.config.rules or config.rules):
            vars(other).update({name: value for name, value in vars(self).items() if name not in own})
        return other

    @cached_property
    def tool(self) -> ToolInfo:
        """Return what identifies this run: version and hashes of rules, models and configuration."""
        return ToolInfo(__version__, _model_hashes(), _rules_hash(self.config), self.config.sha256)


@lru_cache(maxsize=1)
def load_detectors() -> tuple[Detector, ...]:
    """Return the detectors of this package and those that plug-ins add (entry point checker.detectors)."""
    names = sorted(info.name for info in pkgutil.iter_modules(detectors.__path__))
    own = [importlib.import_module(f"checker.detectors.{name}").detect for name in names]
    return (*own, *(point.load() for point in entry_points(group="checker.detectors")))


def review(document: Document, engine: Engine) -> Review:
    """Return everything that checker says of a document. Cost grows with its length, not faster.

    Raises:
        RuleError: a rule is malformed.
        ModelError: the language pipeline is missing.
    """
    config = engine.config.for_path(document.uri)
    deadline = None if config.budget is None else time.monotonic() + config.budget
    return review_article(parse(document, config.genre or genre.detect(document), deadline), engine)


def review_article(article: Article, engine: Engine) -> Review:
    """Return everything that checker says of an article, for callers that look into it themselves too."""
    found = [finding for detect in load_detectors() for finding in detect(article, engine)]
    return conclude(article, engine, found)


def conclude(article: Article, engine: Engine, found: list[Finding], card: tuple[Missing, ...] | None = None) -> Review:
    """Return the review of what the detectors found: selected, adjusted, accepted ones set apart, in order.

    The missing-information card is worked out unless one is given.
    """
    document = article.document
    config = engine.config.for_path(document.uri)
    kept = [_adjusted(finding, config) for finding in found if config.keeps(finding.rule)]
    kept = [finding for finding in kept if finding.confidence >= config.min_confidence]
    kept, in_text, remarks = suppress.apply(document, kept)
    kept, in_ledger, ledger_remarks = ledger.apply(document, kept)
    first_block = _first_paragraph(article)
    return Review(
        document=document,
        genre=article.genre,
        findings=tuple(sorted(kept, key=lambda finding: _order(finding, first_block))),
        missing=_card(article, engine, found) if card is None else card,
        suppressed=(*in_text, *in_ledger),
        not_examined=article.left_out,
        notes=(*remarks, *ledger_remarks),
    )


def _card(article: Article, engine: Engine, found: list[Finding]) -> tuple[Missing, ...]:
    if not omissions.claims_effect(article, found):
        return ()
    lines = omissions.card(article, engine.omissions, found)
    return tuple(line for line in lines if engine.config.keeps(line.rule))


def _adjusted(finding: Finding, config: Config) -> Finding:
    level = config.severity.get(finding.rule)
    return replace(finding, severity=Severity(level)) if level else finding


def _first_paragraph(article: Article) -> int:
    """Return where the title and the first paragraph end in the source."""
    for block in article.document.blocks:
        if len(block.text.split()) > 20 and block.runs:
            return block.runs[-1].source.end
    return 0


def _order(finding: Finding, first_paragraph: int) -> tuple[int, int, Span, str]:
    """Return the sort key of section F1: gravest and hard first, then the opening, then reading order."""
    hard = finding.severity is Severity.CRITICAL or finding.strength == "hard"
    opening = finding.place.span.start < first_paragraph
    return (
        0 if hard else 1 if opening else 2,
        0 if hard and finding.severity is Severity.CRITICAL else 1,
        finding.place.span,
        finding.rule,
    )


def _rules_hash(config: Config) -> str:
    folders = [resources.path("rules"), *(Path(config.folder, folder) for folder in config.rules)]
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*.toml")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _model_hashes() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(resources.path("models").glob("*/model.toml")):
        table = resources.read_toml(file)
        found[file.parent.name] = str(table.get("sha256", ""))
    return found
