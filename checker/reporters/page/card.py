"""A finding as a note in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporters.page.tags import NOTHING, Html, joined, tag, text
from checker.reporters.parts import wording
from checker.reporters.parts.context import around
from checker.reporters.parts.sections import Section, sections

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.reporters.page.numbering import End, Note
    from checker.types import Document, Place, Report, Standard


def card(report: Report, document: Document, note: Note) -> Html:
    """Return a note: what is wrong and what a reader will take from it, then everything else."""
    finding = note.finding
    parts = {part.key: part for part in sections(document, finding)}
    what = parts.pop("what", None)
    more = joined(_section(part, note) for part in parts.values())
    return tag(
        "article",
        _kicker(note),
        tag(
            "h4",
            tag("a", text(wording.title(report, finding.rule)), href=f"#{note.ends[0].anchor}", class_="go"),
        ),
        _quotes(document, note),
        tag("p", text(what.lines[0]), class_="what") if what else NOTHING,
        tag("div", _repeats(document, note), more, _origin(document, note), class_="more"),
        id=note.id,
        class_=f"note s-{finding.severity}",
        tabindex="-1",
        data_severity=finding.severity.value,
        data_category=wording.category(report, finding),
        data_ends=" ".join(end.anchor for role in ("here", "against", "also") for end in note.having(role)),
    )


def _kicker(note: Note) -> Html:
    strength = wording.strength(note.finding)
    facts = [note.finding.severity.value.capitalize(), *([strength] if strength else [])]
    number = tag("b", text(str(note.number)), class_="number")
    return tag("p", number, text(" "), tag("span", text(", ".join(facts)), class_="severity"), class_="kicker")


def _quotes(document: Document, note: Note) -> Html:
    """Return the places of a contradiction one below the other, each a way to its place in the text."""
    against = note.having("against")
    if not against:
        return NOTHING
    return tag("ul", *(_end(document, end) for end in (*note.having("here"), *against)), class_="ends")


def _end(document: Document, end: End) -> Html:
    context = around(document, end.place, limit=90)
    quote = joined([text(context.before), tag("b", text(context.quote)), text(context.after)])
    remark = tag("span", text(wording.plain(end.message)), class_="remark") if end.message else NOTHING
    link = tag("a", text(end.label), href=f"#{end.anchor}", class_="go")
    return tag("li", link, tag("q", quote), text(" "), remark)


def _repeats(document: Document, note: Note) -> Html:
    also = note.having("also")
    if not also:
        return NOTHING
    links = [_link(document, end.anchor, end.place) for end in also]
    return tag("p", tag("b", text("Also")), text(" "), joined(links, " · "))


def _link(document: Document, anchor: str, place: Place) -> Html:
    label = f"{wording.quoted(place.quote)} (line {document.position(place.span.start)[0]})"
    return tag("a", text(label), href=f"#{anchor}", class_="go")


def _origin(document: Document, note: Note) -> Html:
    line, column = document.position(note.finding.place.span.start)
    rule = tag("code", text(note.finding.rule))
    return tag("p", text(f"Line {line}, column {column} · "), rule, class_="origin")


def _section(part: Section, note: Note) -> Html:
    show = _SHOWN.get(part.key)
    lines = show(part, note) if show else [text(line) for line in part.lines]
    label = tag("b", text(part.label))
    if len(lines) == 1:
        return tag("p", label, text(" "), lines[0], class_=part.key)
    return Html(tag("p", label, class_=part.key) + tag("ul", *(tag("li", line) for line in lines), class_=part.key))


def _evidence(part: Section, note: Note) -> list[Html]:
    anchors = [end.anchor for end in note.having("evidence")]
    return [tag("a", text(line), href=f"#{a}", class_="go") for line, a in zip(part.lines, anchors, strict=True)]


def _standards(part: Section, note: Note) -> list[Html]:
    return [_standard(line, s) for line, s in zip(part.lines, note.finding.explanation.standards, strict=True)]


def _standard(line: str, standard: Standard) -> Html:
    address = wording.link(standard)
    if not address:
        return text(line)
    name = wording.plain(standard.name)
    return Html(tag("a", text(name), href=address, rel="noreferrer") + text(line.removeprefix(name)))


_SHOWN: dict[str, Callable[[Section, Note], list[Html]]] = {"evidence": _evidence, "standards": _standards}
