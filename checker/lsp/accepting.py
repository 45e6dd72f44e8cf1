"""Accept a finding into the ledger from the editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from checker import ledger
from checker.errors import ConfigError
from checker.lsp.actions import finding_of
from checker.signature import expiry, owner

if TYPE_CHECKING:
    from checker.lsp.server import Server

_REASONS = ("It quotes what the article debunks", "Checked against the source", "House style")


async def accept(ls: Server, given: dict[str, Any]) -> dict[str, Any]:
    """Write a finding into the ledger; ask for the reason where none is given.

    Raises:
        ConfigError: the finding is gone, the text has no file, or the ledger cannot be written.
    """
    text = ls.desk.texts.get(given.get("uri", ""))
    if text is None:
        raise ConfigError("say which finding of which open text: {uri, rule, fingerprint, reason}")
    reason = given.get("reason", "").strip() or await _asked(ls)
    if not reason:
        return {"accepted": False}
    await text.rules_done.wait()
    finding = finding_of(text.review, given.get("rule", ""), given.get("fingerprint", "")) if text.review else None
    if finding is None or text.review is None:
        raise ConfigError("this finding is no longer in the text")
    path = Path(text.path)
    if not path.is_file():
        raise ConfigError("save the text first: the ledger lies beside it")
    book = ledger.load(ledger.home(path))
    given = {"reason": reason, "owner": given.get("owner") or owner(), "expires": expiry(given.get("expires") or None)}
    book.with_entries([ledger.entry_for(book, text.review.document, finding, **given)]).save()
    ls.desk.again()
    return {"accepted": True, "file": str(book.file)}


async def _asked(ls: Server) -> str:
    """Return the reason that the writer picks; empty where they think better of it."""
    choices = [types.MessageActionItem(reason) for reason in (*_REASONS, "Cancel")]
    question = types.ShowMessageRequestParams(types.MessageType.Info, "Why may this stay?", choices)
    answer = await ls.window_show_message_request_async(question)
    return answer.title if answer and answer.title in _REASONS else ""
