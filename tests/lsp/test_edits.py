"""Hundreds of edits, with emoji and combining marks: every range stays on its words."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.workspace.position_codec import PositionCodec

from checker.config import Config
from checker.lsp.buffer import Buffer
from checker.lsp.incremental import Memory
from checker.lsp.moves import Change, moved
from checker.lsp.reading import Text, rules_review, whole_review
from checker.pipeline import Engine
from checker.types import Span

SENTENCES = (
    "You get the calm without any side effects.",
    "Side effects such as headache have been reported.",
    "Because it is natural, there is nothing to fear.",
    "The breakthrough drug is offered in Leeds.",
    "It is a myth that garlic cures cancer.",
    "“Is it risk-free? No herb is,” says Dr Rao.",
    "Valerian is a promising option for anyone who wants to sleep better tonight.",
    "More research is needed before anyone can say how well it works.",
    "See [the trial](https://example.org/a) of 200 adults.",
    "Nai\u0308ve 👩‍⚕️ readers 😀 sip te\u0301a\u200d.",
)
PIECES = (
    "🌿",
    "e\u0301",
    "👩‍⚕️",
    "\u200d",
    "\n",
    "\n\n",
    " ",
    "a",
    "not ",
    "“",
    "’",
    "\r\n",
    "\u2028",
    "# ",
    "- ",
    "*",
    *SENTENCES,
)


def article(rnd, size=12):
    return "# Drops 🌿\n\n" + "\n\n".join(" ".join(rnd.choices(SENTENCES, k=3)) for _ in range(size))


def edits(rnd, text):
    """Return a few edits of a text, each on what the ones before it left."""
    made = []
    for _ in range(rnd.choice((1, 1, 1, 2, 3))):
        start = rnd.randrange(len(text) + 1)
        end = min(len(text), start + rnd.choice((0, 0, 0, 1, 2, 20, 200)))
        # No editor puts its cursor between the two halves of a line's end.
        start -= text[start - 1 : start + 1] == "\r\n"
        end += text[end - 1 : end + 1] == "\r\n"
        new = rnd.choice(PIECES) if rnd.random() < 0.8 else ""
        made.append((start, end, new))
        text = text[:start] + new + text[end:]
    return made


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("number", [12, pytest.param(500, marks=pytest.mark.slow)])
async def test_after_every_edit_each_range_holds_what_the_finding_quotes(editor, uri, number):
    rnd = random.Random(number)
    editor.open(uri, article(rnd))
    seen = 0
    for step in range(number):
        editor.replace(uri, *edits(rnd, editor.texts[uri]))
        await editor.settled(uri, rules=step % 5 != 0)
        told = await editor.run("checker.report", uri=uri)
        assert told["version"] == editor.versions[uri]
        quotes = {(f["rule"], f["span"]["start"]): f["span"]["quote"] for f in told["article"]["findings"]}
        for found in editor.found(uri):
            at = editor.offset(uri, found.range.start)
            if found.code:
                assert editor.quoted(uri, found.range) == quotes[found.code, at]
                seen += 1
    assert seen > number


@pytest.fixture(scope="module")
def shared_engine():
    return Engine(Config(models=False))


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 12))])
def test_what_is_judged_piece_by_piece_is_what_the_whole_review_says(shared_engine, seed):
    rnd = random.Random(seed)
    text, memory = article(rnd, 5), Memory(shared_engine)
    for _ in range(25):
        for start, end, new in edits(rnd, text):
            text = text[:start] + new + text[end:]
        given = Text(text, "a.md")
        piecewise, _ = whole_review(given, memory)
        afresh, whole = whole_review(given, Memory(shared_engine))
        assert piecewise == afresh
        fast = rules_review(given, memory, whole)
        assert [f.place for f in fast.findings] == [f.place for f in afresh.findings]


def test_an_unchanged_sentence_is_not_judged_again(shared_engine, monkeypatch):
    from checker.lsp import incremental

    judged = []
    real = incremental.find
    monkeypatch.setattr(
        incremental,
        "find",
        lambda article, rules, some: (judged.extend(s.text for s in some), real(article, rules, some))[1],
    )
    memory = Memory(shared_engine)
    text = "# Drops\n\n" + "\n\n".join(f"{sentence} Number {n} sleeps." for n, sentence in enumerate(SENTENCES))
    rules_review(Text(text, "a.md"), memory, None)
    judged.clear()
    rules_review(Text(text.replace("Number 4 sleeps", "Number 4 wakes"), "a.md"), memory, None)
    assert 0 < len(judged) <= 5
    judged.clear()
    rules_review(Text(text.replace("Number 4 sleeps", "Number 4 wakes"), "a.md"), memory, None)
    assert judged == []


CODECS = [PositionCodec(encoding) for encoding in types.PositionEncodingKind]
texts = st.text(alphabet=st.sampled_from("ab \n\r🌿é\u0301\u2028\x0c\x85\ufeff"), max_size=40)


@settings(deadline=None)
@given(texts, st.data())
def test_offsets_survive_the_way_to_positions_and_back(text, data):
    buffer = Buffer("file:///a", text)
    offset = data.draw(st.integers(0, len(text)))
    codec = data.draw(st.sampled_from(CODECS))
    inside_line_end = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
    if not inside_line_end:
        assert buffer.offset(buffer.position(offset, codec), codec) == offset


@settings(deadline=None)
@given(texts, texts, st.data())
def test_a_change_of_the_whole_text_is_the_same_as_its_difference(old, new, data):
    buffer, (change,) = Buffer("file:///a", old).edited(
        [types.TextDocumentContentChangeWholeDocument(text=new)], 2, CODECS[0]
    )
    assert buffer.text == new
    assert old[: change.span.start] == new[: change.span.start]
    assert old[change.span.end :] == new[change.span.start + change.length :]


@pytest.mark.parametrize(
    ("position", "offset"),
    [((0, 99), 2), ((1, 0), 3), ((1, 2), 5), ((9, 9), 5)],
    ids=["past the line", "next line", "end", "past the text"],
)
def test_positions_past_an_end_are_the_end(position, offset):
    assert Buffer("file:///a", "ab\ncd").offset(types.Position(*position), CODECS[0]) == offset


def test_halves_of_a_character_sent_apart_become_one():
    codec = PositionCodec("utf-16")
    buffer = Buffer("file:///a", "x")
    at = types.Range(types.Position(0, 1), types.Position(0, 1))
    halves = [types.TextDocumentContentChangePartial(range=at, text="\ud83c")]
    buffer, _ = buffer.edited(halves, 2, codec)
    assert len(buffer.text.encode("utf-16-le")) == 4
    assert Buffer("file:///a", "\ud83c\udf3f").text == "🌿"


@pytest.mark.parametrize(
    ("span", "change", "expected"),
    [
        ((5, 9), Change(Span(0, 2), 5), (8, 12)),
        ((5, 9), Change(Span(9, 12), 0), (5, 9)),
        ((5, 9), Change(Span(5, 5), 3), (8, 12)),
        ((5, 9), Change(Span(6, 7), 1), None),
        ((5, 9), Change(Span(0, 20), 20), None),
    ],
    ids=["before", "after", "right before", "inside", "all over"],
)
def test_a_span_moves_with_what_stands_before_it_and_dies_when_touched(span, change, expected):
    found = moved(Span(*span), [change])
    assert (found and (found.start, found.end)) == expected
