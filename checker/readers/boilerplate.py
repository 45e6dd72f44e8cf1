"""Mark what is on the page but not of the article: comments, share buttons, cookie notices."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.types import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:[a-z]+day,? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
# "Two thoughts on ageing" is a heading; '2 thoughts on "Ageing"' is WordPress.
_COUNTED = (
    r"\d{1,5} (?:comments?|repl(?:y|ies)|responses?|thoughts?)(?: so far)?"
    r"|(?:\d{1,5}|one|two|three) (?:comments?|repl(?:y|ies)|responses?|thoughts?) (?:on|to) [\"'].{0,160}"
)
_NETWORK = r"(?:facebook|twitter|x|instagram|linkedin|pinterest|whatsapp|youtube|tiktok|reddit|tumblr|e-?mail|print|share|tweet|pin it|copy link)"

# Each is matched against a whole block, in lower case, with single spaces and straight quotes.
_WHOLE = (
    # comments
    r"(?:leave|post|add|write) (?:a|your) (?:reply|comment|response).{0,40}",
    r"cancel reply|reply|(?:your )?comments?:?|join the (?:conversation|discussion)",
    rf"{_COUNTED}|no comments(?: yet)?",
    r"comments? (?:are|is) (?:off|closed|disabled).{0,60}|log in to (?:leave|post|reply).{0,40}",
    r"your email address will not be published.{0,80}|required fields are marked.{0,20}",
    r"save my name, email.{0,120}|notify me of .{0,80}|(?:name|e-?mail|website|message|subject) ?\*?",
    r"(?:post|submit)(?: comment)?",
    # sharing and following
    r"share(?: (?:this|it)(?: (?:article|post|page|story|with|on|via|entry)\b.{0,60})?)?:?|sharing is caring!?",
    r"(?:share|tweet|pin|e-?mail|print)(?: (?:this|it|on|via)(?: .{0,40})?)?:?|click to (?:share|print|email|tweet)\b.{0,60}",
    rf"(?:{_NETWORK}[ ,|/·•]*)+",
    r"like this:?|like|loading\.*|copied!?|copy link",
    r"(?:follow|find|join) (?:us|me)(?: on .{0,60})?:?|connect with us.{0,20}|stay connected",
    # filing
    rf"(?:posted|published|written|created|added)(?: (?:in|on|by|under|at))?:? [^.]{{0,60}}{_DATE}.{{0,60}}",
    r"(?:posted (?:in|on|by)|filed under|tagged(?: with| as| under)?):? [^.]{1,120}",
    r"(?:tags?|categor(?:y|ies)|labels?|topics?)(?:: ?.{0,160})?",
    rf"(?:last |page |content )*(?:updated|reviewed|modified|edited|published)(?: on)?:? {_DATE}",
    r"(?:medically |clinically |fact[- ])?(?:reviewed|checked|edited|written|authored) by:? [^.]{2,60}(?:, (?:m\.?d|ph\.?d|rn|rd)\.?)*",
    rf"{_DATE}(?: .{{0,20}})?",
    rf"by .{{2,60}}?[ ,|·–—-]+{_DATE}.{{0,40}}",
    r"\d{1,3} ?min(?:ute)?s?\.?(?: to)? read|(?:estimated |approx\.? )?read(?:ing)? time:?.{0,20}",
    r"[\d,.]+k? (?:views?|likes?|shares?)",
    # other pages
    r"(?:related|similar|recommended|popular|recent|latest|further|more|other|featured) (?:posts?|articles?|stories|reads?|comments|content|links?|topics)(?: .{0,40})?:?",
    r"(?:you (?:may|might) also (?:like|enjoy|be interested in)|you'll also like|recommended for you|trending(?: now)?|what to read next|don't miss|editor's picks?).{0,40}",
    r"(?:also )?read (?:also|more|next)\b.{0,100}|also read\b.{0,100}|continue reading.{0,100}|keep reading.{0,20}",
    r"(?:see|show|load|view) (?:more|all)|learn more|find out more|click here(?: to .{0,40})?|more\.*|all (?:posts|articles)",
    r"(?:previous|next|older|newer)(?: (?:posts?|articles?|pages?|entries|entry|story|poi))?(?: ?: .{0,120})?",
    r"[←«‹] ?.{0,80}|.{0,80}[→»›]|(?:back|return|scroll) to (?:the )?(?:top|home|blog|all posts)",
    r"table of contents|contents|on this page|in this (?:article|post)|jump to(?: (?:section|recipe))?:?",
    r"skip to (?:main )?content|toggle (?:navigation|menu)|(?:open |close |main |primary )?menu|close|home|search(?: for)?:?(?: ?\.+|…)?",
    # selling
    r"subscribe(?: (?:now|today|to|here|via)\b.{0,80})?|sign up(?: (?:now|today|for|to)\b.{0,80})?|(?:join|get|enter) (?:our|my|your) .{0,40}(?:newsletter|email(?: address)?|inbox|mailing list).{0,40}",
    r"(?:book|schedule|make|request|arrange) (?:an?|your) (?:free )?(?:appointment|consultation|session|visit|call)(?: (?:now|today|online|here))?",
    r"(?:contact|call|email) us(?: (?:now|today|here))?|call now|(?:shop|buy|order|book|download|apply|donate|register)(?: now| here| today| online)?|add to (?:cart|bag|basket)",
    r"advertisements?|sponsored(?: content| post)?|ads? by .{1,30}|ad",
    # the law
    r"(?:©|\(c\)|&copy;|copyright)(?: .{0,200})?|.{0,80}all rights reserved.{0,100}",
    r"(?:we|this (?:web)?site|our (?:web)?site|.{1,40}) uses? cookies\b.{0,300}|by (?:continuing|using|clicking|browsing).{0,160}cookies?\b.{0,100}",
    r"(?:accept|reject|manage|allow)(?: all)? ?(?:cookies|preferences)?|cookie (?:policy|settings|notice|preferences|consent)",
    r"(?:privacy (?:policy|notice)|terms (?:of (?:use|service)|(?:and|&) conditions)|sitemap|disclaimer|accessibility)(?: ?[|·•/-].{0,120})?",
    r"powered by .{1,40}|proudly powered by .{1,40}|designed by .{1,40}",
)
_IS_BOILERPLATE = re.compile("|".join(_WHOLE))
_COMMENTS = re.compile(
    r"(?:leave|post|add|write) a (?:reply|comment|response)(?: cancel reply)?(?: to .{0,60})?"
    rf"|{_COUNTED}"
    r"|(?:readers? |user )?comments?(?: \(\d+\))?:?|join the (?:conversation|discussion)"
)
_OTHER_PAGES = re.compile(
    r"(?:related|similar|recommended|popular|recent|latest) (?:posts?|articles?|stories|reads?|content)(?: .{0,40})?:?"
    r"|(?:you (?:may|might) also (?:like|enjoy|be interested in)|recommended for you|what to read next).{0,40}"
)
_LONGEST = 320
_SHORT_WORDS = 30
_ENOUGH_WORDS = 150


def is_boilerplate(text: str) -> bool:
    """Tell whether a block, taken alone, is a button, a byline, a notice or the like."""
    return len(text) <= _LONGEST and _IS_BOILERPLATE.fullmatch(_key(text)) is not None


def demoted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, those that are not of the article marked as boilerplate."""
    end = _article_end(blocks)
    return tuple(
        replace(block, kind=BlockKind.BOILERPLATE)
        if at >= end or (block.kind is not BlockKind.TITLE and _stands_apart(block))
        else block
        for at, block in enumerate(blocks)
    )


def _stands_apart(block: Block) -> bool:
    if not any(map(str.isalnum, block.text)) or is_boilerplate(block.text):
        return True
    # An entry of a table of contents: a link within the page and nothing else.
    return any(len(link.span) == len(block.text) and link.href.startswith("#") for link in block.links[:1])


def _article_end(blocks: Sequence[Block]) -> int:
    counts = [len(block.text.split()) for block in blocks]
    total, before = sum(counts), 0
    for at, block in enumerate(blocks):
        key = _key(block.text) if counts[at] <= _SHORT_WORDS else ""
        # A link to the comments often stands above the article too.
        enough = before >= _ENOUGH_WORDS or 2 * before >= total
        if key and enough and _COMMENTS.fullmatch(key):
            return at
        if key and enough and _OTHER_PAGES.fullmatch(key) and max(counts[at:]) <= _SHORT_WORDS:
            return at
        before += counts[at]
    return len(blocks)


def _key(text: str) -> str:
    plain = text.translate(_PLAIN).casefold()
    return " ".join(plain.split())


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
