"""What looks like a number: any sign, word or stem that says one, in any script.

The reader of quantities knows what a number means; this module only knows that something may be one. Whatever a text
holds beyond its bound amounts, its dates and declared names is asked for here, so that a form that nobody thought of
is refused rather than overlooked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from generator.quantities.numerals import words_of

_ONES = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fourty fifty sixty seventy"
_ONES += " eighty ninety ninty"
_TEENS = "thirteen fourteen fifteen fivteen sixteen seventeen eighteen nineteen umpteen"
_STEMS = words_of(f"{_ONES} {_TEENS} zero nil nought naught dozen hundred thousand lakh crore")
_ROOTS = words_of("twelf fif eigh nin twent thirt fort fift sixt sevent eight ninet")
# What may be glued to a number word and leaves it one: fourfold, threescore, twentysomething, tenish, sevens.
_ENDS = "s|es|th|ths|eth|ieth|ieths|ies|fold|score|scores|some|something|ish|odd|plus|ty|teen|teens|teenth|yearold"
_NUMBER_WORD = re.compile(
    rf"one(?:fold|something)|(?:{'|'.join(sorted(_STEMS, key=len, reverse=True))})(?:{_ENDS})?|"
    rf"(?:{'|'.join(_ROOTS)})(?:{_ENDS})|"
    # million to zillion, and what is made of them
    r"(?:[a-z]*(?<!p)(?<!v)(?<!d)illi(?:on|ard)(?:s|th|ths|aires?)?)|"
    # doubled, sextupling, halved
    r"(?:doubl|trebl|tripl|halv)(?:e|es|ed|ing|y)|[a-z]*tupl(?:e|es|ed|ing|et|ets)|triplets?|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten)(?:pence|penny|dimensional)|"
    r"second|seconds|third|thirds|thirdly|secondly|fourthly|firstly|first|firsts|fourth|fourths|"
    r"half|halves|twice|thrice|"
    r"pair|pairs|couple|couples|twin|twins|twinned|trio|trios|duo|duos|duet|brace|quartet|quartets|quintet|sextet|"
    r"septet|octet|dyad|triad|tetrad|decade|decades|century|centuries|millennium|millennia|fortnight|fortnightly|"
    r"centenary|centennial|bicentenary|jubilee|biennial|triennial|quadrennial|semiannual|biannual|bimonthly|biweekly|"
    r"handful|handfuls|fistful|smattering|slew|plethora|myriad|myriads|countless|innumerable|umpteenth|oodles|"
    r"multitude|multitudes|gross of|ream|reams|percentile|decile|quartile|tens|nth",
)
_WORD = re.compile(r"[^\W\d_]+")
_PHRASE = re.compile(
    r"\bevery other\b|\bas (?:many|much|large|big|high|long) again\b|\bsingle[ -]digits?\b|\bscores? of\b|"
    r"\bquarters? of\b|\bby (?:a )?(?:factor|order)\b|\borders? of magnitude\b|&#?\w+;|"
    r"\ba gross of\b|\bby (?:the )?score\b",
    re.IGNORECASE,
)
# Roman numerals. What L, C, D and M alone make is an abbreviation more often (ML, CC); an I alone is a pronoun, a V or
# an X behind a word is a number ("Phase V").
_ROMAN = re.compile(
    r"(?<![\w-])(?=[MDCLXVI]*[XVI])(?=[MDCLXVI]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w])"
    r"|(?<=[A-Za-z] )[VX](?![\w.])"
)
# Phrases whose number word counts nothing.
_HARMLESS = re.compile(
    r"\b(?:at (?:first|second) (?:glance|sight|hand)|at first|first of all|in the first (?:place|instance)|"
    r"first and foremost|second thoughts?|on second thought|second[- ]hand|first[- ]hand|third[- ]part(?:y|ies)|"
    r"one another|(?:any|every|some|no|each) ?one|no one|one'?s|oneself|one of|the one|this one|that one|which one|"
    r"at one time|at (?:any )?one|one[- ](?:off|stop|sided|way|size)|(?:the )?other one|not one|one cannot|one can|"
    r"one may|one might|one would|one should|one must|on the one|from one|to one|than one|only one way|"
    r"zero[- ]shot|few[- ]shot|zero[- ]sum|two[- ](?:legged|wheeled|way|sided|tier|track|fold way)|"
    r"four[- ](?:legged|wheeled)|three[- ]dimensional|two[- ]dimensional|double[- ](?:count|check|edged)\w*|"
    r"half[- ]way|quarter of an eye|couple(?:d|s)? with|coupled (?:to|with)|twin(?:ned)? with|"
    r"second (?:only )?(?=in importance)|seconds? later|in seconds|a second (?:look|glance|opinion)|"
    r"once|hundreds-and-thousands)\b",
    re.IGNORECASE,
)
# "We would quote the newspaper first": an order of ours, not a rank.
_OUR_ORDER = re.compile(
    r"\b(?:quot|nam|cit|us|read|put|tak|giv)(?:e|es|ed|ing|s|t)?\b[^.;]*?\b(first)\b", re.IGNORECASE
)
# Several, half, both, times: Chinese characters that count and have no numeric value.
_HAN_COUNTS = frozenset("几幾数數半双雙倍翻兩两多余餘成")
_NAMED_FOR_ONE = re.compile(r"\b(?:DIGITS?|NUMBERS?|FRACTION|NUMERAL|KEYCAP|TALLY|DICE|DOMINO|HUNDRED POINTS)\b")


class Sign(NamedTuple):
    """Where something that may be a number stands in a text."""

    start: int
    end: int


def signs(text: str, taken: Iterable[tuple[int, int]]) -> list[Sign]:
    """What may be a number in a text beyond the spans that are taken, in order; what touches is one."""
    rest = _without(text, taken)
    rest = _HARMLESS.sub(lambda found: "·" * len(found[0]), rest)
    rest = _without(rest, (found.span(1) for found in _OUR_ORDER.finditer(rest)))
    found = sorted({*_numeric(rest), *_words(rest), *(Sign(*one.span()) for one in _PHRASE.finditer(rest))})
    found = sorted({*found, *(Sign(*one.span()) for one in _ROMAN.finditer(rest) if one[0])})
    merged: list[Sign] = []
    for sign in found:
        if merged and sign.start <= merged[-1].end:
            merged[-1] = Sign(merged[-1].start, max(merged[-1].end, sign.end))
        else:
            merged.append(sign)
    return merged


def _without(text: str, taken: Iterable[tuple[int, int]]) -> str:
    for start, end in taken:
        text = text[:start] + "·" * (end - start) + text[end:]
    return text


def _numeric(text: str) -> Iterator[Sign]:
    """Characters that may count, with the letters that touch them."""
    if text.isascii() and not any(map(str.isdigit, text)):
        return
    for at, character in enumerate(text):
        if _may_count(character):
            start, end = at, at + 1
            while start and text[start - 1].isalpha():
                start -= 1
            while end < len(text) and (text[end].isalnum() or unicodedata.combining(text[end])):
                end += 1
            yield Sign(start, end)


@cache
def _may_count(character: str) -> bool:
    """Whether a character has a numeric value (Unicode, Numeric_Type), is named for one, or counts in Chinese."""
    if character.isascii():
        return character.isdigit()
    name = unicodedata.name(character, "")
    return (
        unicodedata.numeric(character, None) is not None
        or character in _HAN_COUNTS
        or bool(_NAMED_FOR_ONE.search(name))
    )


def _words(text: str) -> Iterator[Sign]:
    for word in _WORD.finditer(text):
        folded = _plain(word[0])
        if _NUMBER_WORD.fullmatch(folded):
            yield Sign(*word.span())


def _plain(word: str) -> str:
    """A word in small letters without accents, and in ASCII where its letters only look otherwise (ｆｉｖｅ)."""
    small = word.lower()
    if small.isascii():
        return small
    return "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c)).casefold()
