"""Every number of a text: amounts, dates, ordinals, and the numbers that are part of names.

No library does this: quantulum3 and recognizers-text give floats or lose the hedge, and none reads English and
Chinese alike. What a grammar cannot decide is decided toward reporting: a number that is reported and is no
figure stops a page, a number that is missed does not. The rules that words alone do not settle:

- "one" is an amount before a word that can be counted ("one company"), not in fixed phrases ("one of", "no one",
  "the one", "one another", "one-off"), not before a verb or preposition, and not at the end of a text.
- Four digits from 1900 to 2099 without a separator are a year, unless a unit, a currency or a common counted noun
  stands next to them, or a hedge that no year takes ("more than 2000").
- "a third" is a share before "of", a verb or the end, an ordinal before a noun ("a third phase").
- "from 25 to 50" is a change and gives two amounts; "25 to 50", "between 25 and 50" and "25-50" are ranges.
- "over five years" says how long, so that "over" is no hedge there; "for over five years" is one.
- "$" is the US dollar and "¥" the yen unless a currency is named after the number.
- A span holds hedge, currency and unit. A counted noun stays outside, for other words may stand before it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import Literal, NamedTuple

from generator.model.records import Qualifier
from generator.model.when import When
from generator.quantities.dates import BARE_YEAR, date_at, when_of
from generator.quantities.hedges import hedge_after, hedge_before, per_at
from generator.quantities.names import name_around, ordinal_at, web_addresses, word_end
from generator.quantities.numerals import ORDINALS, WORDS, Numeral, any_of, numeral_at, plain, words_of
from generator.quantities.shares import share_at
from generator.quantities.units import CURRENCIES, currency_before, hanzi_counted_at, noun_at, unit_at

Kind = Literal["amount", "date", "ordinal", "name"]


class Quantity(NamedTuple):
    """One number of a text, ``text[start:end]``.

    ``value`` is exact and scaled; an amount without one is a number that the text does not name ("hundreds").
    ``upper`` is the other end of a range, ``unit`` a unit of measure, a currency (ISO 4217), ``share`` for a part
    of a whole, ``times``, or the counted noun in lower case and plural. ``per`` is the time that an amount is for.
    """

    start: int
    end: int
    kind: Kind
    text: str
    value: Fraction | None = None
    upper: Fraction | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    per: str | None = None
    when: When | None = None


_WORD = any_of(WORDS)
_STARTS = any_of([
    *WORDS, *ORDINALS,
    *words_of("half quarter hundred thousand million billion trillion several many multiple tens dozens dozen"),
    *words_of("hundreds thousands millions billions trillions latter twice thrice scores fy"),
    *words_of("jan january feb february mar march apr april may jun june jul july aug august"),
    *words_of("sep sept september oct october nov november dec december"),
])  # fmt: skip
# Where a number may begin. It is loose: each place is read by the readers below, and most of what is none ends there.
_SEED = re.compile(
    r"[\d½⅓⅔¼¾第翻零〇一二两兩三四五六七八九十百千万萬亿億兆数數几幾]|(?<![\w.])\.\d|[上下]半年|前三季度|半数|过半|双倍|"
    rf"(?<![A-Za-zÀ-ɏ])(?:(?:{_STARTS})(?![A-Za-zÀ-ɏ])|(?:{_WORD}|hundred|thousand|million|billion)fold\b|"
    r"[qh][1-4]\b|nos?\. ?\d|number one\b|"
    r"(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e|es|ed|ing)\b|multi-?[mbt]illion|"
    r"an? (?:few|couple|pair|trio|quartet|score|"
    r"hundred|thousand|million|billion|trillion|dozen|quarter|half|lakh|crore|"
    rf"{any_of(ORDINALS)})\b)",
    re.ASCII,
)
# It is searched in small letters, which is far quicker than a pattern that minds no case; beyond ASCII, ``lower`` may
# make two characters of one.
_SMALL_LETTERS = str.maketrans(ascii_uppercase, ascii_lowercase)
_SKIPPED = re.compile(r"\d+|[A-Za-z]+|[零〇一二两兩三四五六七八九十百千万萬亿億兆]+|.", re.ASCII | re.DOTALL)

# A hedge that no year takes, and those that a year may take unless it is round: "over 2024", but "over 2000".
_NO_YEAR_AFTER = re.compile(
    r"(?:more than|at least|fewer than|exceed\w*|surpass\w*|as many as|超过|逾|突破|[$€£¥₹]|CNY|USD|"
    r"(?P<either>over|about|around|up to|some|approximately|约|超|less than|nearly|almost|RMB)) ?$"
)
_COUNTED_AFTER_YEAR = re.compile(
    r" (?:companies|firms|enterprises|people|employees|users|visitors|robots|servers|gpus|chips|exhibitors|units|jobs|"
    r"patents|vehicles|students|experts|researchers|racks|start-?ups)\b",
    re.IGNORECASE,
)

_NOT_ONE_AFTER = re.compile(
    r"\b(?:no|any|every|each|the|this|that|which|another|some|for|as|at|day|new|same|by|number|whole|single) $",
    re.I,
)
_ONE = re.compile(
    rf"one(?: (?:to|or|and) (?:{_WORD})\b|(?!-(?:off|stop|way|time|sided|by|on|to)\b)[ -]"
    r"(?!(?:of|another|way or|and|or|by|is|was|were|are|has|had|have|can|could|may|might|must|should|will|"
    r"would|to|in|on|at|for|from|with|who|that|which|"
    r"after|before|as|than|but|more|'|reads?|says?|said)\b)[A-Za-z\"'])",
    re.I,
)
# Single characters that stand in words of their own: 千万不要, 万一, 百姓.
_HANZI_IN_WORDS = frozenset(("万一", "千万", "万千", "千百", "百", "千", "万", "亿", "萬", "億"))
_LARGE_HANZI = re.compile("[百千万亿萬億]")

_LETTER_SCALE = re.compile(r" ?([kmbt])(?![A-Za-z0-9])", re.I)
_LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
_GOES_ON = re.compile(r"[A-Za-z_]|-[A-Z]?\d*[A-Z]\b")
_MINUS = re.compile(r"(?:^|[\s(])(-|minus )$")
_JOIN = re.compile(r" ?[-–—~至到] ?| to | or (?=[a-z]+ [a-z]|\d)")
_SYMBOL = re.compile(r"(?:(?:US|HK|S|C|NT)?[$€£¥₹]|RMB|CNY|USD) ?")
_BETWEEN = re.compile(r"\bbetween (?:[A-Z]{0,3}[$€£¥₹]? ?)?$", re.I)
_FROM = re.compile(r"\bfrom (?:[a-z]+ ){0,2}$|从$", re.I)


# The same sentence is read by several rules, and again in every preview: of a record's and then of a fact's, so that
# a smaller cache would have forgotten it in between.
@lru_cache(maxsize=2**16)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of a text in its order, none within another. It never raises."""
    line = plain(text)
    found: list[Quantity] = []
    webs = web_addresses(line)
    at = floor = 0
    small = line.lower() if line.isascii() else line.translate(_SMALL_LETTERS)
    while seed := _SEED.search(small, at):
        start = seed.start()
        web = next((span for span in webs if span[0] <= start < span[1]), None) if webs else None
        quantity = Quantity(*web, "name", "") if web else _read(line, floor, start)
        if quantity is None:
            skipped = _SKIPPED.match(line, start)
            at = skipped.end() if skipped else start + 1
        else:
            found.append(quantity._replace(text=text[quantity.start : quantity.end]))
            at = floor = quantity.end
    return tuple(found)


def _read(line: str, floor: int, at: int) -> Quantity | None:
    """The quantity whose number begins at a place; what stands before ``floor`` is another's."""
    if name := name_around(line, floor, at):
        return Quantity(*name, "name", "")
    if date := _date(line, floor, at):
        return date
    if share := share_at(line, floor, at):
        return _hedged(line, floor, Quantity(at, share.end, "amount", "", share.value, unit=share.unit))
    if place := ordinal_at(line, at):
        return Quantity(at, place.end, "ordinal", "", Fraction(place.value))
    return _amount(line, floor, at)


def _date(line: str, floor: int, at: int) -> Quantity | None:
    if dated := date_at(line, at):
        return Quantity(at, dated.end, "date", "", when=dated.when)
    year = BARE_YEAR.match(line, at)
    if year is None or _COUNTED_AFTER_YEAR.match(line, year.end()):
        return None
    numeral = numeral_at(line, at)
    scaled = numeral is None or numeral.end != year.end()
    if scaled or unit_at(line, year.end()) or hanzi_counted_at(line, year.end()):
        return None
    hedge = _NO_YEAR_AFTER.search(line, max(floor, at - 16), at)
    if hedge and not (hedge["either"] and not year[0].endswith("00")):
        return None
    return Quantity(at, year.end(), "date", "", when=when_of(year[0]))


def _amount(line: str, floor: int, at: int) -> Quantity | None:
    between = bool(_BETWEEN.search(line, max(floor, at - 14), at))
    numeral = numeral_at(line, at, between=between)
    if numeral is None or not _counts(line, floor, at, numeral):
        return None
    amount = _measured(line, floor, at, numeral)
    if amount.kind == "name":
        return amount
    amount = _ranged(line, _signed(line, floor, amount), numeral, between)
    qualifier, end = hedge_after(line, amount.end)
    unit, noun_end = amount.unit, 0
    if numeral.more:
        qualifier = qualifier or "more than"
    if unit is None and (measure := hanzi_counted_at(line, end)):
        unit, end = measure.unit, measure.end
    elif unit is None and (noun := noun_at(line, end, one=amount.value == 1)):
        unit, noun_end = noun.unit, noun.end
    amount = amount._replace(end=end, unit=unit, qualifier=qualifier)
    return _hedged(line, floor, amount, noun_end=noun_end, between=between)


def _counts(line: str, floor: int, at: int, numeral: Numeral) -> bool:
    """Whether a numeral is a number here: "one" and single Chinese characters often are not."""
    if line[at : numeral.end].lower() == "one":
        return bool(_ONE.match(line, at)) and not _NOT_ONE_AFTER.search(line, max(floor, at - 12), at)
    if numeral.hanzi in _HANZI_IN_WORDS or (numeral.hanzi and not _LARGE_HANZI.search(numeral.hanzi)):
        return bool(numeral.more or unit_at(line, numeral.end) or hanzi_counted_at(line, numeral.end))
    return True


def _measured(line: str, floor: int, at: int, numeral: Numeral, *, money: bool = False) -> Quantity:
    """The number with its currency and unit, or the name that it turns out to be part of ("5G", "3D").

    ``money`` says that a currency stands before it already, as in "$5-10m".
    """
    start, end, value, unit = at, numeral.end, numeral.value, None
    in_digits = not numeral.in_words and numeral.scale == 1
    if currency := currency_before(line, floor, at):
        unit, start = currency
    letter = _LETTER_SCALE.match(line, end) if in_digits else None
    if letter and (unit or money or (letter[0][0] != " " and noun_at(line, letter.end(), one=False))):
        end, in_digits = letter.end(), False
        value = value and value * _LETTER_SCALES[letter[1].lower()]
    measured = unit_at(line, end)
    # "five won prizes": a verb, for so few won are nothing.
    won = measured and measured.unit == "KRW" and value is not None and value < 1000
    if measured and not won:
        # "$2.6 billion CAD": the name after the number says which dollar it is.
        if unit is None or measured.unit in CURRENCIES:
            unit, end = measured.unit, measured.end
    elif in_digits and _GOES_ON.match(line, end):
        return Quantity(at, word_end(line, end), "name", "")
    return Quantity(start, end, "amount", "", value, unit=unit)


def _signed(line: str, floor: int, amount: Quantity) -> Quantity:
    minus = _MINUS.search(line, max(floor, amount.start - 7), amount.start)
    if minus is None or amount.value is None:
        return amount
    return amount._replace(start=minus.start(1), value=-amount.value)


def _ranged(line: str, first: Quantity, numeral: Numeral, between: bool) -> Quantity:
    """The range that an amount begins, or the amount, with what it leaves out for the end of a change to say."""
    join = _JOIN.match(line, first.end)
    at = join.end() if join else first.end + 5 if between and line.startswith(" and ", first.end) else 0
    if not at or first.value is None:
        return first
    symbol = _SYMBOL.match(line, at)
    number_at = symbol.end() if symbol else at
    if number_at >= len(line):
        return first
    other = numeral_at(line, number_at)
    if other is None or other.value is None or not _counts(line, at, number_at, other):
        return first
    if date_at(line, number_at) or BARE_YEAR.match(line, number_at):
        return first
    second = _measured(line, at, number_at, other, money=first.unit in CURRENCIES)
    if join and join[0].startswith(" or ") and (first.unit or numeral.scale > 1 or other.value != first.value + 1):
        return first
    same = first.unit in (None, second.unit) or (second.unit is None and first.unit in CURRENCIES)
    if second.kind != "amount" or second.value is None or not same:
        return first
    # "5 to 10 billion", "$5-10m": what scales the second number scales a bare first one that stays below it.
    scale = second.value / other.value * other.scale if other.value else Fraction(1)
    bare = numeral.scale == 1 and first.value == numeral.value
    value = first.value * scale if bare and first.value * scale < second.value else first.value
    unit = second.unit or first.unit
    changes = _FROM.search(line, max(0, first.start - 24), first.start)
    if changes or (not between and value >= second.value):
        return first._replace(value=value, unit=unit)
    return first._replace(end=second.end, value=value, upper=second.value, unit=unit)


def _hedged(line: str, floor: int, amount: Quantity, *, noun_end: int = 0, between: bool = False) -> Quantity:
    """An amount with the hedges around it and the time that it is for, which may stand behind its noun."""
    start, end, qualifier, per = amount.start, amount.end, amount.qualifier, None
    if between and (opening := _BETWEEN.search(line, max(floor, start - 14), start)):
        start = opening.start()
    if hedge := hedge_before(line, floor, start, amount.value, amount.unit):
        qualifier, start = hedge
    after, end = hedge_after(line, end)
    if timed := per_at(line, max(end, noun_end)):
        per, time_end, adjacent = timed
        end = time_end if adjacent and not noun_end else end
    return amount._replace(start=start, end=end, qualifier=qualifier or after, per=per)
