"""Inflected forms of an English word, for the `~word` of the pattern language.

Regular morphology plus the irregular forms of `rules/words/irregular.toml`. It may offer a form that
nobody writes ("healthes"); a form that is missing would be the greater loss, since patterns compare
whole words.
"""

from __future__ import annotations

from functools import cache, lru_cache

from checker.resources import load_toml

_VOWELS = "aeiou"


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    table = load_toml("rules/words/irregular.toml")
    return {base: tuple(forms) for base, forms in table["forms"].items()}


@cache
def forms(word: str) -> frozenset[str]:
    """Return the word and its verb, noun and adjective forms, lower case.

    A word of several tokens ("side effect") is the caller's to split; only its last one inflects.
    """
    word = word.lower()
    if word in _irregular():
        return frozenset({word, *_irregular()[word], *_with_s(word), _with(word, "ing")})
    found = {word, *_with_s(word), _with(word, "ed"), _with(word, "ing")}
    if _doubles(word):
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(found)


def _with_s(word: str) -> tuple[str, ...]:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word + "es",)
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return (word[:-1] + "ies",)
    return (word + "s",)


def _with(word: str, ending: str) -> str:
    if word.endswith("ie") and ending == "ing":
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + ending
    if word.endswith("e"):
        return word + ending.removeprefix("e")
    if word.endswith("y") and ending == "ed" and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return word + ending


def _doubles(word: str) -> bool:
    return (
        len(word) > 2
        and word[-1] not in "aeiouwxy"
        and word[-2] in _VOWELS
        and (word[-3] not in _VOWELS or word[-3:-1] == "ui")
    )
