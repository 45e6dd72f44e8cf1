"""Vary treebank sentences so that they look like blog text: case, quotes, bullets, health verbs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

ID, FORM, LEMMA, UPOS, XPOS, HEAD, DEPREL = 0, 1, 2, 3, 4, 6, 7
CURLY = {"``": ("“", '"'), "''": ("”", '"')}
DASHES = ("-", "--", "–", "—")
VERB_TAGS = {"VB": 0, "VBP": 0, "VBZ": 1, "VBD": 2, "VBN": 3, "VBG": 4}
VERBS = tuple(
    tuple(line.split())
    for line in (Path(__file__).parent / "verbs.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
NOT_LIKE_VERBS = {"xcomp", "ccomp", "iobj", "compound:prt", "expl", "csubj"}
HEADING_TOKENS = 14
"""Longer sentences are never set in capitals or in title case."""

Row = list[str]
Sentence = list[Row]
Change = Callable[[Sentence, Random], Sentence]


def to_lower(sentence: Sentence, _: Random) -> Sentence:
    """Write forms and lemmas in lower case, as in careless posts."""
    return [[*row[:FORM], row[FORM].lower(), row[LEMMA].lower(), *row[UPOS:]] for row in sentence]


def to_upper(sentence: Sentence, _: Random) -> Sentence:
    """Write a short sentence in capitals, as in shouted headings."""
    if len(sentence) > HEADING_TOKENS:
        return sentence
    return [[*row[:FORM], row[FORM].upper(), *row[LEMMA:]] for row in sentence]


def to_title(sentence: Sentence, _: Random) -> Sentence:
    """Write a short sentence in title case, as in headings."""
    if len(sentence) > HEADING_TOKENS:
        return sentence
    return [[*row[:FORM], _title(row), *row[LEMMA:]] for row in sentence]


def _title(row: Row) -> str:
    """Capitalise the first letter, but of no clitic, which has none or follows a letter."""
    form = row[FORM]
    return form if "'" in form or "’" in form else form[:1].upper() + form[1:]


def swap_quotes(sentence: Sentence, rng: Random) -> Sentence:
    """Set all quotation marks and apostrophes curly, or all straight."""
    curly = rng.random() < 0.7
    return [[*row[:FORM], _quoted(row, curly=curly), *row[LEMMA:]] for row in sentence]


def _quoted(row: Row, *, curly: bool) -> str:
    form = row[FORM]
    if row[XPOS] in CURLY and form in {"``", "''", '"', "“", "”"}:
        return CURLY[row[XPOS]][0 if curly else 1]
    return form.replace("'", "’") if curly else form.replace("’", "'")


def swap_dashes(sentence: Sentence, rng: Random) -> Sentence:
    """Write every free-standing dash in one other style."""
    dash = rng.choice(DASHES)
    rows = (
        [*row[:FORM], dash, *row[LEMMA:]] if row[UPOS] == "PUNCT" and row[FORM] in DASHES else row for row in sentence
    )
    return list(rows)


def drop_final(sentence: Sentence, _: Random) -> Sentence:
    """Leave out the final punctuation, as in headings and bullets."""
    last = sentence[-1]
    is_leaf = all(row[HEAD] != last[ID] for row in sentence)
    return sentence[:-1] if last[UPOS] == "PUNCT" and is_leaf and len(sentence) > 1 else sentence


def spell_because(sentence: Sentence, _: Random) -> Sentence:
    """Spell "cause" as "because" where it means that, since in health writing it is a verb."""
    return [_because(row) if row[XPOS] == "IN" and row[FORM].lower() == "cause" else row for row in sentence]


def _because(row: Row) -> Row:
    return [row[ID], "Because" if row[FORM][0] == "C" else "because", "because", *row[UPOS:]]


def swap_verb(sentence: Sentence, rng: Random) -> Sentence:
    """Put a verb of health writing for a verb with an object; the tree stays as it is."""
    places = [at for at, row in enumerate(sentence) if _takes_object(row, sentence)]
    if not places:
        return sentence
    at, verb = rng.choice(places), rng.choice(VERBS)
    row = sentence[at]
    form = verb[VERB_TAGS[row[XPOS]]]
    changed = [row[ID], form.capitalize() if row[FORM][0].isupper() else form, verb[0], *row[UPOS:]]
    return [*sentence[:at], changed, *sentence[at + 1 :]]


def _takes_object(row: Row, sentence: Sentence) -> bool:
    if row[UPOS] != "VERB" or row[XPOS] not in VERB_TAGS or not row[FORM].isalpha():
        return False
    below = {other[DEPREL] for other in sentence if other[HEAD] == row[ID]}
    has_object = "obj" in below or (row[XPOS] == "VBN" and "nsubj:pass" in below)
    return has_object and not below & NOT_LIKE_VERBS


def drop_subject(sentence: Sentence, _: Random) -> Sentence:
    """Leave out a pronoun subject at the start, as in bullets ("Boosts your mood")."""
    first = sentence[0]
    is_plain = all(row[ID].isdecimal() for row in sentence)
    if not is_plain or first[UPOS] != "PRON" or first[DEPREL] != "nsubj" or len(sentence) < 4:
        return sentence
    if any(row[HEAD] == "1" for row in sentence) or sentence[1][UPOS] not in {"VERB", "ADV"}:
        return sentence
    rest = [[_before(row[ID]), *row[FORM:HEAD], _before(row[HEAD]), *row[DEPREL:]] for row in sentence[1:]]
    return [[rest[0][ID], rest[0][FORM].capitalize(), *rest[0][LEMMA:]], *rest[1:]]


def _before(number: str) -> str:
    return "0" if number == "0" else str(int(number) - 1)


CHANGES: dict[str, Change] = {
    "because": spell_because,
    "verb": swap_verb,
    "subject": drop_subject,
    "lower": to_lower,
    "upper": to_upper,
    "title": to_title,
    "quotes": swap_quotes,
    "dashes": swap_dashes,
    "final": drop_final,
}


def vary(sentence: Sentence, rates: dict[str, float], rng: Random) -> Sentence:
    """Apply each change to a sentence with the probability that its rate gives."""
    for name, rate in rates.items():
        if rng.random() < rate:
            sentence = CHANGES[name](sentence, rng)
    return sentence
