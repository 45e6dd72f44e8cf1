"""What HTML elements are: which part blocks, which are left out, which stand outside the article."""

from __future__ import annotations

import re

from checker.types import BlockKind

_BLOCKS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p section summary
table tbody td tfoot th thead title tr ul
"""
_VOID = "area base br col embed hr img input link meta param source track wbr"
_SKIPPED = """
audio button canvas datalist dialog head iframe label map math nav noembed noframes noscript object option pre
progress rp rt script select style svg template textarea title video xmp
"""

BLOCKS = frozenset(_BLOCKS.split())
VOID = frozenset(_VOID.split())
SKIPPED = frozenset(_SKIPPED.split())
"""Elements whose text nobody reviews."""
EMPHASIS = frozenset({"b", "strong", "em", "i", "mark", "u"})
CODE = frozenset({"code", "kbd", "samp", "var", "tt"})
LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})

KINDS: dict[str, BlockKind] = {
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend"], BlockKind.HEADING),
    "blockquote": BlockKind.QUOTE,
    **dict.fromkeys(["li", "dt", "dd"], BlockKind.LIST_ITEM),
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
}
# Where elements of several kinds are open, the first of these counts.
PRECEDENCE = (BlockKind.CAPTION, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.CELL)
# An element that opens closes these, unless one of the second set stands between.
CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), LISTS),
    "dt": (frozenset({"dt", "dd"}), LISTS),
    "dd": (frozenset({"dt", "dd"}), LISTS),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "body": (frozenset({"head"}), frozenset()),
}
CLOSES |= {
    name: (frozenset({"p"}), frozenset({"td", "th", "table", "li", "div", "blockquote", "button"}))
    for name in BLOCKS - CLOSES.keys()
}

# Parts of class and id names. Hard: not of the article even where an extractor keeps them.
_HARD = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:-?(?:list|area|section|form|box|wrap(?:per)?|respond))?|respond|disqus(?:_thread)?|"
    r"cookies?|gdpr|consent|share(?:daddy|-?buttons?|-?links?)?|sharing|social(?:-?(?:links?|share|icons?|media))?|"
    r"breadcrumbs?|nav(?:bar|igation|igations)?|menu|screen-reader-text|sr-only|visually-hidden|pagination|pager|"
    r"popup|modal|newsletter|subscribe|addtoany|jp-relatedposts)(?=$|[\s_-])",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"(?:^|[\s_-])(?:sidebar|side|related|recommended|widgets?|promos?|adverts?|advertisement|ads?|sponsor(?:ed)?|footer|"
    r"header|masthead|banner|author(?:-?(?:bio|box|info))?|byline|(?:post|entry|article)-?meta|meta|tags?|tag-?(?:list|"
    r"cloud|links)|categor(?:y|ies)|toc|table-of-contents|copyright|disclaimer|cta|form|search|login|toolbar)(?=$|[\s_-])",
    re.IGNORECASE,
)
_SOFT_TAGS = frozenset({"header", "aside", "footer", "form", "address"})
_NEVER = frozenset({"html", "body", "main", "article"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def mark_of(name: str, values: dict[str, str]) -> str:
    """Return "hidden", "hard" or "soft" for an element that is hardly of the article, else nothing."""
    if name in _NEVER:
        return ""
    if "hidden" in values or values.get("aria-hidden") == "true" or _HIDDEN.search(values.get("style", "")):
        return "hidden"
    names = f"{values.get('id', '')} {values.get('class', '')}"[:1000]
    if values.get("role") in ("navigation", "search", "dialog", "alert") or _HARD.search(names):
        return "hard"
    return "soft" if name in _SOFT_TAGS or _SOFT.search(names) else ""
