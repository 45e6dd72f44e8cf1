"""checker for assistants: a server of the Model Context Protocol with the tools review, explain and rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcp.server.mcpserver import MCPServer

from checker import __version__
from checker.errors import CheckerError, ConfigError
from checker.inputs import read_file
from checker.pipeline import review as review_document
from checker.readers import read
from checker.reporters.parts.contract import article
from checker.rulebook import explained
from checker.types import Severity

if TYPE_CHECKING:
    from checker.pipeline import Engine
    from checker.types import Review

_ABOUT = (
    "Reviews health articles like a careful medical editor: overstated claims, contradictions within the text, "
    "what it leaves out. It compares a text with itself, not with the world, and never says that a claim is false."
)
_MOST = 1_000_000


def make(engine: Engine) -> MCPServer[Any]:
    """Return the server; errors that a user can act on are told as the tool's answer."""
    server: MCPServer[Any] = MCPServer("checker", version=__version__, instructions=_ABOUT, log_level="WARNING")

    @server.tool()
    def review(
        text: str = "", path: str = "", suffix: str = ".md", least: str = "info", in_full: bool = False
    ) -> dict[str, Any]:
        """Review a health article given as text, or the file at a path.

        `suffix` says how to read a text: .md, .txt or .html. `least` leaves out findings below a severity: info,
        low, medium, high or critical. Findings come with rule, severity, quote and message; `in_full` adds
        explanation, standards and proved fixes. `missing` is what readers need and the text does not say.
        """
        try:
            return _answer(_reviewed(engine, text, path, suffix), least, in_full=in_full)
        except CheckerError as error:
            return {"error": str(error)}

    @server.tool()
    def explain(rule: str) -> str:
        """Explain a rule: what is wrong, why it matters, when it is fine, sentences it flags and leaves alone."""
        known = engine.rules.get(rule)
        return explained(known) if known else f"No rule {rule!r}. The tool `rules` lists them."

    @server.tool()
    def rules() -> list[dict[str, str]]:
        """List all rules: id, severity and what each looks for."""
        return [{"id": r.id, "severity": r.severity.value, "title": r.title} for r in engine.rules.values()]

    return server


def _reviewed(engine: Engine, text: str, path: str, suffix: str) -> Review:
    if bool(text.strip()) == bool(path):
        raise ConfigError("give either text or path")
    if len(text) > _MOST:
        raise ConfigError(f"the text is longer than {_MOST:,} characters; save it and give its path")
    document = read_file(Path(path)) if path else read(text.encode("utf-8", "replace"), "text", suffix=suffix)
    return review_document(document, engine)


def _answer(review: Review, least: str, *, in_full: bool) -> dict[str, Any]:
    if least not in list(Severity):
        raise ConfigError(f"least must be one of: {', '.join(Severity)}")
    row = article(review)
    lowest = Severity(least).rank
    kept = [finding for finding in row["findings"] if Severity(finding["severity"]).rank >= lowest]
    if not in_full:
        shown = ("rule", "kind", "severity", "confidence", "span", "message", "related", "strength", "fingerprint")
        kept = [{key: finding[key] for key in shown} for finding in kept]
    return {**row, "findings": kept}
