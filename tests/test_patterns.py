"""The pattern language: what a health editor writes, and what it matches."""

import pytest

from checker.errors import RuleError
from checker.matching import Pattern, PatternIndex, words_of

WORDS = {
    "harm": ("side ~effect", "adverse (~effect|~event)", "~downside"),
    "outer": ("<harm>", "~risk"),
    "loop": ("<loop> x",),
}


def found(nlp, pattern, text, *, tags=False):
    index = PatternIndex([Pattern("p", pattern, WORDS, nlp.tokenizer)], nlp.vocab)
    doc = nlp(text) if tags else nlp.make_doc(text)
    matches = index.matches(doc, index.candidates(words_of(text)), tags=tags)
    return [doc[m.marked[0] : m.marked[1]].text for m in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("harmless", "It is Harmless.", ["Harmless"]),
        ("~cure", "It cured him and cures her.", ["cured", "cures"]),
        ("without [any] <harm>", "calm without any side effects", ["without any side effects"]),
        ("without [any] <harm>", "calm without downsides", ["without downsides"]),
        ("no .. <outer>", "there are no known long-term risks", ["no known long-term risks"]),
        ("no .. {<outer>}", "no known risks", ["risks"]),
        ("~cure .. cancer", "It cures: cancer", []),
        ("(completely|100%) safe", "It is 100% safe.", ["100% safe"]),
        ("risk-free", "A risk-free cure.", ["risk-free"]),
        ("can't hurt", "It can't hurt you.", ["can't hurt"]),
        ("<number> (of|in) <number>", "about 38 of 41 people", ["38 of 41"]),
        ("^stop", "Stop now. Never stop.", ["Stop"]),
        ("^stop", "Do not stop.", []),
        ("works$", "It simply works.", ["works"]),
        ("works$", "It works well.", []),
        ("good (for you|for me)", "It is good for me.", ["good for me"]),
        ("no [known] .. {~risk|side ~effect}", "no known serious side effects", ["side effects"]),
        ("(a|b c|d e f) " * 12, "b c a d e f " * 4, ["b c a d e f " * 3 + "b c a d e f"]),
        ("safe [and [very] sound]", "Safe and sound, safe and very, safe.", ["Safe and sound", "safe", "safe"]),
    ],
)
def test_a_pattern_marks(nlp, pattern, text, expected):
    assert found(nlp, pattern, text) == expected


def test_a_part_of_speech_is_checked_on_the_parse(nlp):
    assert found(nlp, "~cure/v", "These tablets cure migraine.", tags=True) == ["cure"]
    assert found(nlp, "~cure/v", "There is no cure for migraine.", tags=True) == []


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("(a|b", "expected ')'"),
        ("a )", "has no partner"),
        ("<nothing>", "no word class <nothing>"),
        ("word/x", "is no part of speech"),
        ("<loop>", "contains itself"),
        ("<number> ..", "needs at least one word"),
    ],
)
def test_a_mistake_says_what_was_expected(nlp, pattern, complaint):
    with pytest.raises(RuleError, match=complaint.replace("(", r"\(").replace(")", r"\)")):
        _ = Pattern("p", pattern, WORDS, nlp.tokenizer).tree


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (
            "without [any] <harm>",
            [{"without"}, {"side", "adverse", "downside", "downsides", "downsided", "downsiding"}],
        ),
        ("(xylo|snare drum) safe", [{"xylo", "snare"}, {"safe"}]),
        ("[really] <number> .. (x|<any>)", []),
        ("can't hurt", [{"hurt"}]),
        ("omega-3", [{"omega"}]),
        ("~cure", [{"cure", "cures", "cured", "curing"}]),
    ],
)
def test_a_pattern_knows_the_words_it_needs(nlp, pattern, needs):
    assert [set(need) for need in Pattern("p", pattern, WORDS, nlp.tokenizer).tree.root.needs] == needs
