"""The decision cards on the page: one fault in one sentence, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.audit.report.frame import heading
from checker.reporters.page.tags import NOTHING, Html, tag, text
from checker.reporters.parts.wording import confidence, counted, plain

if TYPE_CHECKING:
    from checker.audit.figures import Figures
    from checker.audit.tables import Row

_MOST = 12
_LONGEST = 420


def section(figures: Figures) -> Html:
    """Return the gravest and widest cards."""
    if not figures.cards:
        return NOTHING
    cards = [_card(figures, row) for row in figures.cards[:_MOST]]
    more = figures.totals["cards"] - len(cards)
    lead = (
        "One card is one decision: the same fault in the same or nearly the same sentence, wherever it stands. "
        "Accept it with a reason, or fix it everywhere, from the command line."
    )
    rest = (
        tag("p", text(f"{counted(more, 'more card')}: "), tag("code", text("checker audit cards DIR")), class_="soft")
        if more > 0
        else NOTHING
    )
    return tag("section", heading("decide", "Decide first", lead), tag("ol", *cards, class_="deck"), rest)


def _card(figures: Figures, row: Row) -> Html:
    posts = counted(row["posts_open"], "post")
    facts = [row["severity"].capitalize(), f"{confidence(row['confidence'])} confidence", posts]
    facts += [f"{row['reach']:,} views"] if row["reach"] else []
    facts += [counted(row["wordings"], "wording")] if row["wordings"] > 1 else []
    link = tag(
        "button",
        text(f"Show its {counted(row['places_open'], 'place')}" if row["places_open"] > 1 else "Show it"),
        type="button",
        data_card=str(row["card"]),
    )
    number = tag("b", text(f"Card {row['card']}"))
    return tag(
        "li",
        tag("p", number, text(" · "), text(" · ".join(facts)), class_="kicker"),
        tag("h3", text(figures.title(row["rule"]))),
        tag("blockquote", _marked(row["sentence"], row["quote"])),
        tag("p", link, class_="soft"),
        class_=f"card s-{row['severity']}",
    )


def _marked(sentence: str, quote: str) -> Html:
    """Return a sentence with its quote marked, cut around it where it is long."""
    sentence, quote = plain(sentence), plain(quote)
    at = sentence.find(quote)
    if at < 0:
        return tag("mark", text(quote[:_LONGEST]))
    before, after = sentence[:at], sentence[at + len(quote) :]
    room = max(_LONGEST - len(quote), 60) // 2
    before = before if len(before) <= room else "… " + before[-room:].partition(" ")[2]
    after = after if len(after) <= room else after[:room].rpartition(" ")[0] + " …"
    return Html(text(before) + tag("mark", text(quote)) + text(after))
