"""Phrases by which a whole block shows that it is on the page but not of the article.

Each is a regular expression for a block in lower case with single spaces and straight quotes.
Bounded on purpose: a headline such as "Two thoughts on ageing" must not match.
"""

from __future__ import annotations

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATES = (
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}",
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}",
    r"\d{4}-\d\d-\d\d",
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
)
_DATE = rf"(?:[a-z]+day,? )?(?:{'|'.join(_DATES)})"
_NETWORK = (
    r"(?:facebook|twitter|x|instagram|linkedin|pinterest|whatsapp|youtube|tiktok|reddit|tumblr"
    r"|e-?mail|print|share|tweet|pin it|copy link)"
)
_REPLIES = r"(?:comments?|repl(?:y|ies)|responses?|thoughts?)"
_MEETING = r"(?:appointment|consultation|session|visit|call)(?: (?:now|today|online|here))?"
_PAGES = r"(?:posts?|articles?|stories|reads?|content|links?|topics)"

COMMENTS = (
    r"(?:leave|post|add|write) (?:a|your) (?:reply|comment|response)(?: .{0,60})?",
    rf"\d{{1,5}} {_REPLIES}(?: so far)?",
    rf"(?:\d{{1,5}}|one|two|three) {_REPLIES} (?:on|to) [\"'].{{0,160}}",
    r"(?:readers? |user )?comments?(?: \(\d+\))?:?",
    r"join the (?:conversation|discussion)",
)
"""Headings after which only comments follow."""

OTHER_PAGES = (
    rf"(?:related|similar|recommended|popular|recent|latest) {_PAGES}(?: .{{0,40}})?:?",
    r"you (?:may|might) also (?:like|enjoy|be interested in).{0,40}",
    r"(?:recommended for you|what to read next).{0,40}",
)
"""Headings of lists of other articles."""

_COMMENTING = (
    r"cancel reply|reply|post comment|submit(?: comment)?|no comments(?: yet)?",
    r"comments? (?:are|is) (?:off|closed|disabled).{0,60}",
    r"log in to (?:leave|post|reply).{0,40}",
    r"your email address will not be published.{0,80}|required fields are marked.{0,20}",
    r"save my name, email.{0,120}|notify me of .{0,80}",
    r"(?:name|e-?mail|website|message|subject) ?\*?",
)
_SHARING = (
    r"share(?: (?:this|it)(?: (?:article|post|page|story|with|on|via|entry)\b.{0,60})?)?:?",
    r"(?:tweet|pin|e-?mail|print)(?: (?:this|it|on|via)(?: .{0,40})?)?:?",
    r"click to (?:share|print|email|tweet)\b.{0,60}|sharing is caring!?",
    rf"(?:{_NETWORK}[ ,|/·•]*)+",
    r"like this:?|like|loading\.*|copied!?",
    r"(?:follow|find|join) (?:us|me)(?: on .{0,60})?:?|connect with us.{0,20}|stay connected",
)
_FILING = (
    rf"(?:posted|published|written|created|added)(?: (?:in|on|by|under|at))?:? [^.]{{0,60}}{_DATE}.{{0,60}}",
    r"(?:posted (?:in|on|by)|filed under|tagged(?: with| as| under)?):? [^.]{1,120}",
    r"(?:tags?|categor(?:y|ies)|labels?|topics?)(?:: ?.{0,160})?",
    rf"(?:last |page |content )*(?:updated|reviewed|modified|edited|published)(?: on)?:? {_DATE}",
    r"(?:medically |clinically |fact[- ])?(?:reviewed|checked|edited|written|authored) by:? [^.]{2,80}",
    rf"{_DATE}(?: .{{0,20}})?",
    rf"by .{{2,60}}?[ ,|·–—-]+{_DATE}.{{0,40}}",
    r"\d{1,3} ?min(?:ute)?s?\.?(?: to)? read|(?:estimated |approx\.? )?read(?:ing)? time:?.{0,20}",
    r"[\d,.]+k? (?:views?|likes?|shares?)",
)
_NAVIGATION = (
    rf"(?:further|more|other|featured) {_PAGES}(?: .{{0,40}})?:?",
    r"(?:you'll also like|trending(?: now)?|don't miss|editor's picks?).{0,40}",
    r"(?:also )?read (?:also|more|next)\b.{0,100}|also read\b.{0,100}",
    r"(?:continue|keep) reading.{0,100}|learn more|find out more|more\.*",
    r"(?:see|show|load|view) (?:more|all)|click here(?: to .{0,40})?|all (?:posts|articles)",
    r"(?:previous|next|older|newer)(?: (?:posts?|articles?|pages?|entries|entry|story))?(?: ?: .{0,120})?",
    r"[←«‹] ?.{0,80}|.{0,80}[→»›]",
    r"(?:back|return|scroll) to (?:the )?(?:top|home|blog|all posts|previous page)|sitemap",
    r"table of contents|contents|on this page|in this (?:article|post)",
    r"jump to(?: (?:section|recipe))?:?|skip to (?:main )?content|toggle (?:navigation|menu)",
    r"(?:open |close |main |primary )?menu|close|home|search(?: for)?:?(?: ?\.+|…)?",
)
_SELLING = (
    r"subscribe(?: (?:now|today|to|here|via)\b.{0,80})?|sign up(?: (?:now|today|for|to)\b.{0,80})?",
    r"(?:join|get|enter) (?:our|my|your) .{0,40}(?:newsletter|email(?: address)?|inbox|mailing list).{0,40}",
    rf"(?:book|schedule|make|request|arrange) (?:an?|your) (?:free )?{_MEETING}",
    r"(?:contact|call|email) us(?: (?:now|today|here))?|call now|add to (?:cart|bag|basket)",
    r"(?:shop|buy|order|book|download|apply|donate|register)(?: now| here| today| online)?",
    r"advertisements?|sponsored(?: content| post)?|ads? by .{1,30}|ad",
)
_LEGAL = (
    r"(?:©|\(c\)|copyright)(?: ?[\d©].{0,200}| by .{0,100})?|.{0,80}all rights reserved.{0,160}",
    r".{1,40} uses? cookies\b.{0,300}",
    r"by (?:continuing|using|clicking|browsing).{0,160}cookies?\b.{0,100}",
    r"(?:accept|reject|manage|allow)(?: all)? ?(?:cookies|preferences)?",
    r"cookie (?:policy|settings|notice|preferences|consent)",
    r"(?:privacy (?:policy|notice)|terms (?:of (?:use|service)|(?:and|&) conditions))(?: ?[|·•/.-].{0,120})?",
    r"(?:proudly )?powered by .{1,40}|designed by .{1,40}|accessibility|disclaimer",
)

ANYWHERE = (
    *COMMENTS,
    *OTHER_PAGES,
    *_COMMENTING,
    *_SHARING,
    *_FILING,
    *_NAVIGATION,
    *_SELLING,
    *_LEGAL,
)
"""What no block of an article consists of."""
