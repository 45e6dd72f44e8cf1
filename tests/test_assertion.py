"""Is it claimed, or only mentioned? The traps of section E of the domain design, in our own words."""

import pytest

from checker.assertion import assess
from checker.examples import marked
from checker.matching import at_words
from checker.parse import Article, split_sentences
from checker.types import Block, BlockKind, Document, Genre, Run, Span


def record(nlp, text, *, kind=BlockKind.PARAGRAPH, heading=""):
    plain, span = marked(text)
    blocks = []
    at = 0
    for block_kind, words in ((BlockKind.HEADING, heading), (kind, plain)):
        if words:
            blocks.append(Block(block_kind, words, (Run(Span(0, len(words)), Span(at, at + len(words))),)))
            at += len(words) + 1
    article = Article(Document("x", f"{heading}\n{plain}", "", "", tuple(blocks)), (), Genre.BLOG, nlp)
    article = Article(article.document, split_sentences(article.document), Genre.BLOG, nlp)
    last = len(blocks) - 1
    sentence = next(s for s in article.sentences if s.block == last and s.span.start <= span.start < s.span.end)
    start, end = span.start - sentence.span.start, span.end - sentence.span.start
    match = at_words(article.parsed(sentence), Span(start, end), None, nlp.tokenizer)
    assert match is not None
    return assess(article, sentence, match)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The drops are [[completely safe]] for the whole family.", "asserted"),
        ("You get the calm [[without any side effects]].", "asserted"),
        ("Guaranteed [[relief]].", "asserted"),
        ("There is no doubt that it [[cures colds]].", "asserted"),
        ("No tea is [[completely safe]].", "negated"),
        ("The injection is not [[without side effects]].", "negated"),
        ("Zinc does not [[prevent colds]].", "negated"),
        ("Nobody has shown that garlic [[lowers blood pressure]].", "negated"),
        ("The capsules failed to [[relieve pain]].", "negated"),
        ("Valerian might [[ease anxiety]].", "hedged"),
        ("Valerian appears to [[ease anxiety]].", "hedged"),
        ("It is thought to [[lower blood pressure]].", "hedged"),
        ("Does yoga [[relieve back pain]]?", "question"),
        ("Whether acupuncture [[works for hot flushes]] is still argued about.", "question"),
        ("If the drug [[cures the infection]], your doctor will stop it.", "conditional"),
        ("Take it in order to [[feel better without side effects]].", "goal"),
        ("Adjust [[your dose]] to how you feel.", "instruction"),
        ("The company claims that its mask [[improves memory]].", "attributed"),
        ("“It [[cured my eczema]],” said Mara, a teacher from Leeds.", "quoted"),
        ("It is a myth that kava is [[harmless]].", "debunked"),
        ("The idea that kratom is [[harmless]] is wrong.", "debunked"),
        ("Contrary to what the label says, the tea [[cures nothing]].", "debunked"),
        ("Sellers say it [[cures diabetes]]. This is not true.", "debunked"),
        ("It [[cures diabetes]]. There is no evidence for this.", "debunked"),
    ],
)
def test_the_status_of(nlp, text, status):
    assert record(nlp, text).status.value == status


def test_a_myth_label_debunks_and_a_fact_label_does_not(nlp):
    assert record(nlp, "Myth: honey [[cures colds]].").status.value == "debunked"
    assert record(nlp, "Fact: honey [[soothes a cough]].").status.value == "asserted"


def test_an_item_of_a_myth_list_is_debunked(nlp):
    found = record(nlp, "Honey [[cures colds]].", kind=BlockKind.LIST_ITEM, heading="Five common myths about honey")
    assert found.status.value == "debunked"


def test_scare_quotes_keep_a_distance_and_speech_does_not(nlp):
    assert record(nlp, "The [[“gentle”]] cleanse put two people in hospital.").stance == "distances"
    assert record(nlp, "“The cleanse is [[gentle on the body]],” says the founder.").stance != "distances"


def test_an_if_you_want_clause_sets_no_condition(nlp):
    assert record(nlp, "If you want relief, this drink [[cures migraine]].").status.value == "asserted"


def test_the_words_that_decided_are_named(nlp):
    assert "might" in record(nlp, "Valerian might [[ease anxiety]].").cues


def test_debunking_in_the_negative_is_no_debunking(nlp):
    assert record(nlp, "It is not a myth that ginger [[settles the stomach]].").status.value != "debunked"
