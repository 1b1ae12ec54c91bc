"""What looks like a number: any sign, word or stem that says one, in any script.

The reader of quantities knows what a number means; this module only knows that something may be one. Whatever a text
holds beyond its bound amounts, its dates and declared names is asked for here, so that a form that nobody thought of
is refused rather than overlooked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
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
    r"troika|troikas|triumvirate|triumvirates|trinity|trilogy|tetralogy|pentad|hexad|heptad|ennead|tercet|quatrain|"
    r"zilch|nada|nix|nary|null|bupkis|zippo|manifold|(?!un|scaf|blind|bill|en)[a-z]+fold|multifold|"
    r"centenary|centennial|bicentenary|jubilee|biennial|triennial|quadrennial|semiannual|biannual|bimonthly|biweekly|"
    r"handful|handfuls|fistful|smattering|slew|plethora|myriad|myriads|countless|innumerable|umpteenth|oodles|"
    r"multitude|multitudes|gross of|ream|reams|percentile|decile|quartile|tens|nth",
)
# Number words of other languages that are no English words, and Mandarin ones in Latin letters, which are names with a
# capital.
_FOREIGN = frozenset(
    words_of(
        """
        deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
        cinquante soixante centaine centaines milliers dizaine dizaines milliard milliards zwei drei vier sechs
        sieben acht neun zehn zwolf zwanzig dreissig dreißig vierzig funfzig fünfzig sechzig siebzig achtzig neunzig
        hundert hunderte tausend tausende dutzend millionen milliarden dos tres cuatro cinco seis siete ocho nueve
        diez doce trece catorce veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento
        cientos miles millones docena docenas dois quatro sete oito nove dez vinte trinta quarenta cinquenta
        sessenta oitenta cem centenas milhares milhão milhões bilhões tre quattro cinque sette otto dieci venti
        trenta quaranta cinquanta sessanta cento mille milioni miliardi twee drie vijf zes zeven negen tien
        twintig dertig veertig vijftig honderd duizend dva tri chetyre pyat shest sem vosem devyat desyat sto
        tysyach ichi ni san yon go roku nana hachi kyu ju hyaku sen man oku ek teen char paanch chhe saat aath nau
        das bis sau hazaar hazar
        """
    )
)
_NOT_FOREIGN = frozenset(words_of("seize acht tri go man ni das bis char teen sen mille dos seis otto san"))
_PINYIN = frozenset(words_of("liang san wu liu jiu shi bai qian wan yi ershi sanshi sishi wushi yibai yiqian yiwan"))
# Long number words, for what is one of them but for a slip of the pen.
_LONG = words_of(
    """
        eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
        seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion dozen
        dozens
        """
)
_NO_SLIP = frozenset(
    words_of(
        """
        even events sever severn steven weight height forth forts forte fort nifty fifth sixth thirsty bullion
        pillion mission minion lights eighth seventh heights dozer frozen twelfth shirty fifthly eights seven's
        even's sevens leven evens severe thirst plenty seventies eleventh ninths
        """
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_VAGUE_AMOUNTS = words_of(
    """
        host raft swathe string sea horde swarm mass mountain pile heap load tons bunch clutch crowd throng gaggle stack
        torrent avalanche spate constellation profusion abundance ocean drove scads
        """
)
# Phrases that say a number, by a part that stands in each: a text without any of these parts need not be searched.
_PHRASES = {
    "every other": r"\bevery other\b",
    "again": r"\bas (?:many|much|large|big|high|long) again\b|\b(?:by )?half again\b",
    "digit": r"\bsingle[ -]digits?\b|\bmulti-?digits?\b",
    "score": r"\bscores? of\b|\bby (?:the )?score\b",
    "not ": r"\bnot (?:a single|one|a solitary)\b",
    "times": r"\b(?:many|countless|untold) times\b|\btimes over\b",
    "multipl": r"\bmultiples? of\b",
    "half as": r"\bhalf as\b",
    "figure": r"\bmulti-?figures?\b",
    "-fold": r"\b\w+-fold\b",
    "quarter": r"\bquarters? of\b",
    "factor": r"\bby (?:a )?factor\b",
    "order": r"\bby (?:a )?order\b|\borders? of magnitude\b",
    ";": r"&#?\w+;",
    "a gross": r"\ba gross of\b",
    "lot": r"\b(?:lots|a lot) of\b",
    "army": r"\barmy of\b",
    "armies": r"\barmies of\b",
    "flurry": r"\bflurry of\b",
    "bevy": r"\bbevy of\b",
    "galaxy": r"\bgalaxy of\b",
    "legion": r"\blegions? of\b|\blegion\b",
    **{one: rf"\b{one}\b" for one in words_of("untold uncounted numberless plentiful galore aplenty")},
    **{one: rf"\b{one}(?:e?s)? of\b" for one in _VAGUE_AMOUNTS},
}
_PHRASE = re.compile("|".join(_PHRASES.values()), re.IGNORECASE)
# Roman numerals. What L, C, D and M alone make is an abbreviation more often (ML, CC); an I alone is a pronoun, a V or
# an X behind a word is a number ("Phase V").
_ROMAN = re.compile(
    r"(?<![\w-])(?=[MDCLXVI]*[XVI])(?=[MDCLXVI]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w])"
    r"|(?<=[A-Za-z] )[VX](?![\w.])"
    # In small letters, and of L, C, D and M alone before what is counted.
    r"|\b(?!mix\b)(?=[mdclxvi]{3})m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\b"
    r"|\b(?!(?:CC|CD|DC|MD|ML|MM|LCD)\b)(?=[MDCL]{2})M{0,3}(?:CM|CD|D?C{0,3})L?\b(?= [a-z]+s\b)"
)
# Phrases whose number word counts nothing.
_HARMLESS = re.compile(
    r"\b(?:at (?:first|second) (?:glance|sight|hand)|at first|first of all|in the first (?:place|instance)|"
    r"first and foremost|first (?:came|comes?|there (?:is|was|were|are))|"
    r"second thoughts?|on (?:a )?second (?:thought|reading|look)|second[- ]hand|first[- ]hand|"
    r"third[- ]part(?:y|ies)|"
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
_HAN_COUNTS = frozenset("几幾数數半双雙倍翻兩两多余餘")
_NAMED_FOR_ONE = re.compile(r"\b(?:DIGITS?|NUMBERS?|FRACTION|NUMERAL|KEYCAP|TALLY|DICE|DOMINO|HUNDRED POINTS)\b")


class Sign(NamedTuple):
    """Where something that may be a number stands in a text."""

    start: int
    end: int


def signs(text: str, taken: Iterable[tuple[int, int]]) -> list[Sign]:
    """What may be a number in a text beyond the spans that are taken, in order; what touches is one."""
    rest = _without(text, taken)
    found = _candidates(rest)
    if found:  # most texts have none
        rest = _HARMLESS.sub(lambda found: "·" * len(found[0]), rest)
        rest = _without(rest, (found.span(1) for found in _OUR_ORDER.finditer(rest)))
        found = _candidates(rest)
    merged: list[Sign] = []
    for sign in found:
        if merged and sign.start <= merged[-1].end:
            merged[-1] = Sign(merged[-1].start, max(merged[-1].end, sign.end))
        else:
            merged.append(sign)
    return merged


def _candidates(text: str) -> list[Sign]:
    small = text.casefold()
    phrases = _PHRASE.finditer(text) if any(part in small for part in _PHRASES) else ()
    matches = (*phrases, *(one for one in _ROMAN.finditer(text) if one[0]))
    return sorted({*_numeric(text), *_words(text), *(Sign(*one.span()) for one in matches)})


def _without(text: str, taken: Iterable[tuple[int, int]]) -> str:
    for start, end in taken:
        text = text[:start] + "·" * (end - start) + text[end:]
    return text


def _numeric(text: str) -> Iterator[Sign]:
    """Characters that may count, with the letters that touch them."""
    if text.isascii() and not any(map(str.isdigit, text)):
        return
    # Where the letters before a character begin, and where what touches one that may count ends.
    start = end = 0
    for at, character in enumerate(text):
        if _may_count(character):
            if at >= end:
                end = at + 1
                while end < len(text) and (text[end].isalnum() or unicodedata.combining(text[end])):
                    end += 1
            yield Sign(start, end)
        if not character.isalpha():
            start = at + 1


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
        if _counts(word[0]):
            yield Sign(*word.span())


# The same few thousand words come again and again.
@lru_cache(maxsize=2**14)
def _counts(word: str) -> bool:
    """Whether a word is a number word, of any language that we know, be it with a slip of the pen."""
    folded = _plain(word)
    return bool(_NUMBER_WORD.fullmatch(folded)) or _is_foreign(word, folded) or _is_slip(folded)


def _is_foreign(word: str, folded: str) -> bool:
    if word.islower() and folded in _PINYIN:
        return True
    return (folded in _FOREIGN or word.lower() in _FOREIGN) and folded not in _NOT_FOREIGN


def _is_slip(word: str) -> bool:
    """Whether a word is a number word but for one letter that is missing, added, another, or out of its place."""
    if len(word) < 5 or word in _NO_SLIP or word in _LONG:
        return False
    return any(abs(len(word) - len(long)) <= 1 and _is_one_slip(word, long) for long in _LONG)


def _is_one_slip(one: str, two: str) -> bool:
    at = next((place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest_one, rest_two = one[at:], two[at:]
    exchanged = rest_one[:2] == rest_two[1::-1] and rest_one[2:] == rest_two[2:]
    return exchanged or rest_one[1:] == rest_two or rest_one == rest_two[1:] or rest_one[1:] == rest_two[1:]


def _plain(word: str) -> str:
    """A word in small letters without accents, and in ASCII where its letters only look otherwise (ｆｉｖｅ)."""
    small = word.lower()
    if small.isascii():
        return small
    return "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c)).casefold()
