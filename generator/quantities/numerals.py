"""Numerals: from digits, English number words and Chinese characters to exact values.

No library does this exactly: text2num reads "half a million" as half and a million, "hundreds of" as 100 and
"a third" as the third, and knows no spans of "1.5 million"; cn2an refuses 1.3万亿, 千亿 and 三分之一.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from math import prod
from typing import NamedTuple

# Each character is replaced by one, so that places in the plain text are places in the text.
_PLAIN = str.maketrans(
    "０１２３４５６７８９，．％－＋＄￥／～‐‑−’\u00a0\u2007\u2009\u202f\u3000\n\t",
    "0123456789，.%-+$¥/~---'       ",
)
LONGEST = 60  # characters of a numeral; what is longer is reported without a value


def words_of(line: str) -> tuple[str, ...]:
    """The words of a list that is written as one line."""
    return tuple(line.split())


_ONES = words_of("one two three four five six seven eight nine")
_TEENS = words_of("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = words_of("twenty thirty forty fifty sixty seventy eighty ninety")
WORDS = {"zero": 0} | {word: value for value, word in enumerate(_ONES + _TEENS, 1)}
WORDS |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_IRREGULAR["twelve"] = "twelfth"
ORDINALS = {_IRREGULAR.get(word, re.sub("y$", "ie", word) + "th"): value for word, value in WORDS.items() if value}
ORDINALS |= {f"{tens}-{_IRREGULAR.get(one, one + 'th')}": WORDS[tens] + WORDS[one] for tens in _TENS for one in _ONES}
ORDINALS |= {"hundredth": 100, "thousandth": 1000, "millionth": 10**6}

_ENGLISH = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_PLURALS = {"thousands": 10**3, "billions": 10**9, "trillions": 10**12}
_ABBREVIATED = {"mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12, "trln": 10**12}
_INDIAN = {"lakh": 10**5, "crore": 10**7, "lakhs": 10**5, "crores": 10**7, "cr": 10**7}
# After these a comma is the decimal mark and a full stop parts the thousands.
_CONTINENTAL = {
    **dict.fromkeys(("mil", "mille", "tausend", "тыс.", "тысяч"), 10**3),
    **dict.fromkeys(("milhão", "milhões", "millón", "millones", "millions", "millionen", "mio", "млн"), 10**6),
    **dict.fromkeys(("bilhão", "bilhões", "milliard", "milliards", "milliarden", "mrd", "miliardi", "млрд"), 10**9),
    **dict.fromkeys(("trilhão", "trilhões", "трлн"), 10**12),
}
_DEVANAGARI = {"हज़ार": 10**3, "हजार": 10**3, "लाख": 10**5, "करोड़": 10**7, "अरब": 10**9, "खरब": 10**11}
_SCALES = _ENGLISH | _PLURALS | _ABBREVIATED | _INDIAN | _CONTINENTAL | _DEVANAGARI
_HANZI_SCALES = {"兆": 10**12, "亿": 10**8, "億": 10**8, "万": 10**4, "萬": 10**4, "千": 1000, "百": 100, "十": 10}
_HANZI_DIGITS = dict(zip("零〇一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of some plain words, the longest first. It asks for their first letter once: a text
    whose next word is none of them is then refused after a few letters instead of after all words."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        rests[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


def any_pattern(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Whatever any of some patterns matches: most numbers fit none, and one look is quicker than one a pattern."""
    return re.compile(
        "|".join(
            f"(?{'a' if pattern.flags & re.ASCII else 'u'}{'i' if pattern.flags & re.IGNORECASE else ''}:"
            f"{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', pattern.pattern)})"
            for pattern in patterns
        )
    )


def small_number(written: str) -> int:
    """The value of a few digits or one number word."""
    return int(written) if written.isdigit() else WORDS[written.lower()]


# Thousands parted by commas, spaces or (Swiss) apostrophes, the Indian grouping, and digits without separators.
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|"
    r"\d{1,3}(?:['’]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
)
_SEPARATORS = str.maketrans("", "", ", '’")
# "4,4000" is a slip, not the numbers 4 and 4000.
_GROUPED, _BROKEN_GROUPS = re.compile(r"\d{1,3}(?:,\d+)*", re.ASCII), re.compile(r"(?:,\d+)+", re.ASCII)
_LETTER = r"[A-Za-zÀ-ɏЀ-ӿ]"
_SCALE = rf"(?:{any_of(_SCALES)})(?!{_LETTER})"
_BELOW_100 = rf"(?:(?:{any_of(_TENS)})(?:[ -](?:{any_of(_ONES)}))?|{any_of(['zero', *_ONES, *_TEENS])})"
_SMALL = rf"(?:(?:{_BELOW_100}|a)[ -]hundred(?:[ -]{_BELOW_100}\b)?|{_BELOW_100})\b"
_AND = rf"(?: and {_BELOW_100}\b(?![ -]hundred\b))?"
_A = r"a(?=[ -](?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b)"
# "42 ten-thousand-GPU": a scale that a hyphen joins to what follows needs no number before it.
_BARE = r"(?=(?:hundred|thousand|million|billion|trillion)-[a-z])"
_FLAGS = re.ASCII | re.IGNORECASE
_IN_DIGITS = re.compile(rf"({DIGITS})((?:[ -]?+{_SCALE})*)", _FLAGS)
_DECIMAL_COMMA = re.compile(
    rf"(?=[\d ]*+[.,]\d)(\d{{1,3}}(?:[. ]\d{{3}})*(?:,\d+)?)((?: ?(?:{any_of(_CONTINENTAL)})(?!{_LETTER}))*)", _FLAGS
)
_FOREIGN_HEDGE = re.compile(
    r"(?:superior a|más de|mais de|cerca de|plus de|mehr als|über|rund|более|свыше|около) ?$", re.I
)
_IN_WORDS = re.compile(rf"((?:{_SMALL}|{_A}|{_BARE}))((?:[ -]?+{_SCALE})*)", _FLAGS)
_IN_WORDS_WITH_AND = re.compile(rf"((?:{_SMALL}{_AND}|{_A}|{_BARE}))((?:[ -]?+{_SCALE})*)", _FLAGS)
_LOWER_PART = re.compile(rf"(?: and |[ -])({_SMALL}{_AND})((?:[ -]{_SCALE})*)", _FLAGS)
_HALF_OF = re.compile(
    r"(?:(half)[ -]an?|a (quarter) of a)[ -](hundred|thousand|million|billion|trillion|dozen)\b", _FLAGS
)
_AND_A_HALF = re.compile(rf"[ -]and[ -]a[ -]half\b((?:[ -]{_SCALE})*)", _FLAGS)
_VULGAR = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_IN_VULGAR = re.compile(rf"(\d{{0,9}})([{''.join(_VULGAR)}])((?: ?+{_SCALE})*)", _FLAGS)
_SEVERAL = r"(?:several|a few|a couple of|many|multiple|tens of)"
_VAGUE = re.compile(
    rf"(?:{_SEVERAL} (?:hundred|thousand|million|billion|trillion|dozen)s?|multi-?(?:million|billion|trillion)|"
    r"(?:tens|dozens|hundreds|thousands|millions|billions|trillions)(?! of (?:the )?(?:years ago)))"
    r"(?: (?:of )?(?:thousand|million|billion|trillion)s?)*\b",
    _FLAGS,
)
# "Scores of start-ups", but not "benchmark scores of models".
_SCORES = re.compile(
    r"(?:(?<![A-Za-z] )|" + "|".join(rf"(?<=\b{word} )" for word in words_of("with for by and from has had have"))
    + r")scores(?= of\b)", _FLAGS
)  # fmt: skip
_GROUPS = {"pair": 2, "couple": 2, "trio": 3, "quartet": 4, "score": 20}
_GROUP = re.compile(rf"a ({any_of(_GROUPS)}) of\b(?! (?:hundred|thousand|million|billion|trillion|dozen)s?\b)", _FLAGS)
_UNCOUNTED = re.compile(r"(?:(?:dozen|hundred|thousand|million|billion|trillion)\b ?)+(?<! )", _FLAGS)
# 千瓦, 千米 and 兆瓦 are units, 百分 begins a share, and 十分 and 千万不 are no numbers.
_HANZI = r"(?:[零〇一二两兩三四五六七八九]|十(?!分[^之])|百(?!分)|千(?![瓦米克])|[万萬亿億]|兆(?![瓦赫]))"
_IN_HANZI = re.compile(
    rf"([数數几幾]?(?={_HANZI}|\d))((?>(?:{DIGITS} ?(?=[多余餘]?[百千万萬亿億兆](?![瓦米克赫分])))?))"
    rf"([多余餘]?)((?>{_HANZI}(?:{_HANZI}|(?<=[百千万萬亿億])\d+(?:\.\d+)?(?=[百千万亿]))*))([多余餘几幾]?)"
)
# Vulgar fractions and Chinese numerals hold a character beyond ASCII, after digits at most: few numbers do.
_NOT_ASCII = re.compile(r"[\d., ]*+[^\x00-\x7f]", re.ASCII)
# 三四家 are three or four.
_ABOUT_HANZI = re.compile("(?<![〇零一二两三四五六七八九])[一二两三四五六七八九]{2}(?![〇零一二三四五六七八九])")


class Numeral(NamedTuple):
    """A number that ends at ``end``. No ``value``: the text names none ("hundreds"), or one too long to read."""

    end: int
    value: Fraction | None
    scale: int = 1  # what its scale words multiply by, so that "5 to 10 billion" can share it
    in_words: bool = False
    more: bool = False  # 两千多: "and more" stands inside the numeral
    hanzi: str = ""  # the numeral, where it is in Chinese characters alone


def plain(text: str) -> str:
    """The text with full-width digits and typographic spaces and hyphens replaced, each at its place."""
    return text.translate(_PLAIN)


def read_digits(digits: str) -> Fraction | None:
    """The exact value of digits with commas or spaces between groups; None of more than ``LONGEST`` characters. Raises
    ``ValueError`` for what is no number."""
    if len(digits) > LONGEST:
        return None
    digits = digits.translate(_SEPARATORS)
    return Fraction(int(digits) if digits.isdecimal() else digits)


def _scale(words: str) -> int:
    return prod(_SCALES[word] for word in re.findall(_SCALE, words.casefold())) if words else 1


def _small(words: str) -> int:
    """The value of words below a thousand; what is left out is one, as in "a million" and "million-yuan"."""
    value = 0
    for word in re.findall("[a-z]+", words.lower()):
        value = max(value, 1) * 100 if word == "hundred" else value + WORDS.get(word, 0)
    return value if value or words.lower() == "zero" else 1


def numeral_at(text: str, at: int, *, between: bool = False) -> Numeral | None:
    """The numeral that begins at a place of a plain text; ``between`` says that "and" ends it."""
    if _NOT_ASCII.match(text, at):
        if vulgar := _IN_VULGAR.match(text, at):
            scale = _scale(vulgar[3])
            return Numeral(vulgar.end(), (int(vulgar[1] or 0) + _VULGAR[vulgar[2]]) * scale, scale)
        if hanzi := _IN_HANZI.match(text, at):
            return _read_hanzi(hanzi)
    return _read_figures(text, at) if text[at] in "0123456789." else _read_words(text, at, between)


def _read_figures(text: str, at: int) -> Numeral | None:
    match = _IN_DIGITS.match(text, at)
    if match is None:
        return None
    digits, scales = match[1], match[2]
    other = _DECIMAL_COMMA.match(text, at)
    marked = other is not None and ("," in other[1] or "." in other[1])
    # "33.000" and "2,9" are read the continental way only next to a continental word.
    if other and marked and (other[2] or _FOREIGN_HEDGE.search(text, max(0, at - 12), at)):
        match, digits, scales = other, re.sub("[. ]", "", other[1]).replace(",", "."), other[2]
    if not scales and (broken := _BROKEN_GROUPS.match(text, match.end())) and _GROUPED.fullmatch(digits):
        return Numeral(broken.end(), None)
    value, scale = read_digits(digits), _scale(scales)
    scaled = value if value is None or scale == 1 else value * scale
    return _with_half(text, Numeral(match.end(), scaled, scale))


def _with_half(text: str, numeral: Numeral) -> Numeral:
    """The numeral with "and a half" after it: half a unit of its own scale, and the scale that may follow."""
    half = _AND_A_HALF.match(text, numeral.end)
    if half is None or numeral.value is None:
        return numeral
    scale = _scale(half[1])
    value = (numeral.value + Fraction(numeral.scale, 2)) * scale
    return Numeral(half.end(), value, numeral.scale * scale, numeral.in_words)


def _read_words(text: str, at: int, between: bool) -> Numeral | None:
    if group := _GROUP.match(text, at):
        return Numeral(group.end() - len(" of"), Fraction(_GROUPS[group[1].lower()]), in_words=True)
    if vague := _VAGUE.match(text, at) or _SCORES.match(text, at):
        return Numeral(vague.end(), None, in_words=True)
    if half := _HALF_OF.match(text, at):
        scale = _ENGLISH[half[3].lower()]
        return Numeral(half.end(), Fraction(scale, 2 if half[1] else 4), scale, in_words=True)
    match = (_IN_WORDS if between else _IN_WORDS_WITH_AND).match(text, at)
    if match is None or match.end() == at:
        uncounted = _UNCOUNTED.match(text, at)
        return Numeral(uncounted.end(), None, in_words=True) if uncounted else None
    scale = last = _scale(match[2])
    value, end = _small(match[1]) * scale, match.end()
    # "two thousand five hundred", "two thousand and five": each part is smaller than the scale before it.
    while last > 100 and (part := _LOWER_PART.match(text, end)):
        smaller = _scale(part[2])
        added = _small(part[1]) * smaller
        if added >= last or (part[0].startswith(" and") and (between or added >= 100)):
            break
        value, last, end = value + added, smaller, part.end()
    return _with_half(text, Numeral(end, Fraction(value), scale, in_words=True))


def _read_hanzi(match: re.Match[str]) -> Numeral:
    several, digits, more_inside, hanzi, more = match.groups()
    written = digits.strip() + hanzi
    vague = several or more in ("几", "幾") or len(written) > LONGEST or _ABOUT_HANZI.search(hanzi)
    value = None if vague else hanzi_value(written)
    mantissa = read_digits(digits.strip()) if digits else None
    scale = int(value / mantissa) if value and mantissa and (value / mantissa).denominator == 1 else 1
    in_characters = "" if digits or several else hanzi
    return Numeral(
        match.end(), value, scale, more=more_inside != "" or (more != "" and more in "多余餘"), hanzi=in_characters
    )


def hanzi_value(written: str) -> Fraction:
    """The value of a Chinese numeral, digits among the characters included: 1.3万亿, 两千, 一万二, 百亿亿."""
    for name, scale in _HANZI_SCALES.items():
        left, found, right = written.rpartition(name)
        if found:
            rest = hanzi_value(right) if right else Fraction(0)
            if len(right) == 1 and right in _HANZI_DIGITS and scale >= 100:
                rest *= scale // 10  # 一万二 is short for 一万二千
            return (hanzi_value(left) if left else 1) * scale + rest
    digits = "".join(str(_HANZI_DIGITS.get(character, character)) for character in written)
    return Fraction(digits.translate(_SEPARATORS))
