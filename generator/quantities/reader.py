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
- A sign before a number is the currency's that declares it unless a currency is named after the number: "$2 CAD".
- A span holds hedge, currency and unit. A counted noun stays outside, for other words may stand before it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from generator.quantities.dates import BARE_YEAR, date_at, when_of
from generator.quantities.declared import Names, masked
from generator.quantities.hedges import hedge_after, hedge_before, per_at
from generator.quantities.labels import label_around, ordinal_at, word_end
from generator.quantities.nouns import Nouns
from generator.quantities.numerals import WORDS, Numeral, any_of, numeral_at, plain
from generator.quantities.quantity import Quantity
from generator.quantities.seeds import SEED, small_letters
from generator.quantities.shares import share_at
from generator.quantities.units import UNKNOWN_CURRENCY, Units
from generator.quantities.vocabulary import Vocabulary

_WORD = any_of(WORDS)
_SKIPPED = re.compile(r"\d+|[A-Za-z]+|[零〇一二两兩三四五六七八九十百千万萬亿億兆]+|.", re.ASCII | re.DOTALL)

# A hedge that no year takes, and those that a year may take unless it is round: "over 2024", but "over 2000".
_NO_YEAR_AFTER = re.compile(
    r"(?:more than|at least|fewer than|exceed\w*|surpass\w*|as many as|超过|逾|突破|"
    r"(?P<either>over|about|around|up to|some|approximately|约|超|less than|nearly|almost)) ?$"
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
_FROM = re.compile(r"\bfrom (?:[a-z]+ ){0,2}$|从$", re.I)


_MOST_CACHED = 2**16  # texts


class Reader:
    """Reads quantities with the words of a vocabulary.

    ``currencies`` are the units that are money, ``measured`` these and the units of measure: any other unit of a
    quantity is a counted noun.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._units = Units(vocabulary)
        self.currencies, self.measured = self._units.currencies, self._units.measured
        self._nouns = Nouns(vocabulary)
        self._names = Names(vocabulary.names, self._units)
        self._cache: dict[str, tuple[Quantity, ...]] = {}
        self._sign = re.compile(f"{self._units.sign} ?")
        self._between = re.compile(rf"\b(?i:between) (?:(?:{self._units.sign}|[A-Za-z]{{0,3}}) ?)?$")
        self._between_reach = len("between ") + self._units.longest_sign

    def read(self, text: str) -> tuple[Quantity, ...]:
        """Every number of a text in its order, none within another. It never raises."""
        # The same sentence is read by several rules, and again in every preview.
        found = self._cache.get(text)
        if found is None:
            if len(self._cache) >= _MOST_CACHED:
                self._cache.clear()
            found = self._cache[text] = tuple(self._quantities(text))
        return found

    def _quantities(self, text: str) -> list[Quantity]:
        line = plain(text)
        small = small_letters(line)
        found: list[Quantity] = []
        seed = SEED.search(small)
        if seed is None:
            return found
        if names := self._names.spans(line):
            line = masked(line, names)
            small = small_letters(line)
            seed = SEED.search(small)
        floor = 0
        while seed or names:
            quantity: Quantity | None = None
            if names and (seed is None or names[0][0] < seed.start()):
                quantity = Quantity(*names.pop(0), "name", "")
            elif seed:
                quantity = self._read(line, floor, seed.start())
            if quantity:
                found.append(quantity._replace(text=text[quantity.start : quantity.end]))
                at = floor = quantity.end
            elif seed:
                skipped = _SKIPPED.match(line, seed.start())
                at = skipped.end() if skipped else seed.start() + 1
            seed = SEED.search(small, at)
        return found

    def _read(self, line: str, floor: int, at: int) -> Quantity | None:
        """The quantity whose number begins at a place; what stands before ``floor`` is another's."""
        if name := label_around(line, floor, at, self._units):
            return Quantity(*name, "label", "")
        if date := self._date(line, floor, at):
            return date
        if share := share_at(line, floor, at, self._units):
            return self._hedged(line, floor, Quantity(at, share.end, "amount", "", share.value, unit=share.unit))
        if place := ordinal_at(line, at):
            return Quantity(at, place.end, "ordinal", "", Fraction(place.value))
        return self._amount(line, floor, at)

    def _date(self, line: str, floor: int, at: int) -> Quantity | None:
        if dated := date_at(line, at):
            counts = dated.may_count and (unit := self._units.unit_at(line, dated.end)) and unit.unit in self.currencies
            return None if counts else Quantity(at, dated.end, "date", "", when=dated.when)
        year = BARE_YEAR.match(line, at)
        if year is None or _COUNTED_AFTER_YEAR.match(line, year.end()):
            return None
        numeral = numeral_at(line, at)
        scaled = numeral is None or numeral.end != year.end()
        if scaled or self._units.unit_at(line, year.end()) or self._nouns.hanzi_counted_at(line, year.end()):
            return None
        if self._units.currency_before(line, floor, at):
            return None
        hedge = _NO_YEAR_AFTER.search(line, max(floor, at - 16), at)
        if hedge and not (hedge["either"] and not year[0].endswith("00")):
            return None
        return Quantity(at, year.end(), "date", "", when=when_of(year[0]))

    def _amount(self, line: str, floor: int, at: int) -> Quantity | None:
        between = bool(self._between.search(line, max(floor, at - self._between_reach), at))
        numeral = numeral_at(line, at, between=between)
        if numeral is None or not self._counts(line, floor, at, numeral):
            return None
        amount = self._measured(line, floor, at, numeral)
        if amount.kind == "label":
            return amount
        amount = self._ranged(line, _signed(line, floor, amount), numeral, between)
        qualifier, end = hedge_after(line, amount.end)
        unit, noun_end = amount.unit, 0
        if numeral.more:
            qualifier = qualifier or "more than"
        if unit is None and (measure := self._nouns.hanzi_counted_at(line, end)):
            unit, end = measure.unit, measure.end
        elif unit is None and (noun := self._nouns.noun_at(line, end, one=amount.value == 1)):
            unit, noun_end = noun.unit, noun.end
        amount = amount._replace(end=end, unit=unit, qualifier=qualifier)
        return self._hedged(line, floor, amount, noun_end=noun_end, between=between)

    def _counts(self, line: str, floor: int, at: int, numeral: Numeral) -> bool:
        """Whether a numeral is a number here: "one" and single Chinese characters often are not."""
        if line[at : numeral.end].lower() == "one":
            return bool(_ONE.match(line, at)) and not _NOT_ONE_AFTER.search(line, max(floor, at - 12), at)
        if numeral.hanzi in _HANZI_IN_WORDS or (numeral.hanzi and not _LARGE_HANZI.search(numeral.hanzi)):
            end = numeral.end
            return bool(numeral.more or self._units.unit_at(line, end) or self._nouns.hanzi_counted_at(line, end))
        return True

    def _measured(self, line: str, floor: int, at: int, numeral: Numeral, *, money: bool = False) -> Quantity:
        """The number with its currency and unit, or the label that it turns out to be part of ("5G", "3D").

        ``money`` says that a currency stands before it already, as in "$5-10m".
        """
        start, end, value, unit = at, numeral.end, numeral.value, None
        in_digits = not numeral.in_words and numeral.scale == 1
        if currency := self._units.currency_before(line, floor, at):
            unit, start = currency
        letter = _LETTER_SCALE.match(line, end) if in_digits else None
        if letter and (unit or money or (letter[0][0] != " " and self._nouns.noun_at(line, letter.end(), one=False))):
            end, in_digits = letter.end(), False
            value = value and value * _LETTER_SCALES[letter[1].lower()]
        measured = self._units.unit_at(line, end)
        least = self._units.least.get(measured.unit or "") if measured else None
        if measured and not (least and value is not None and value < least):
            # "$2.6 billion CAD": the name after the number says which dollar it is.
            if unit is None or measured.unit in self.currencies:
                unit, end = measured.unit, measured.end
        elif in_digits and _GOES_ON.match(line, end):
            return Quantity(at, word_end(line, end), "label", "")
        return Quantity(start, end, "amount", "", value, unit=unit)

    def _ranged(self, line: str, first: Quantity, numeral: Numeral, between: bool) -> Quantity:
        """The range that an amount begins, or the amount, with what it leaves out for the end of a change to say."""
        join = _JOIN.match(line, first.end)
        at = join.end() if join else first.end + 5 if between and line.startswith(" and ", first.end) else 0
        if not at or first.value is None:
            return first
        sign = self._sign.match(line, at)
        number_at = sign.end() if sign else at
        if number_at >= len(line):
            return first
        other = numeral_at(line, number_at)
        if other is None or other.value is None or not self._counts(line, at, number_at, other):
            return first
        if date_at(line, number_at) or BARE_YEAR.match(line, number_at):
            return first
        money = first.unit in self.currencies or first.unit == UNKNOWN_CURRENCY
        second = self._measured(line, at, number_at, other, money=money)
        if join and join[0].startswith(" or ") and (first.unit or numeral.scale > 1 or other.value != first.value + 1):
            return first
        same = first.unit in (None, second.unit) or (second.unit is None and money)
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

    def _hedged(self, line: str, floor: int, amount: Quantity, *, noun_end: int = 0, between: bool = False) -> Quantity:
        """An amount with the hedges around it and the time that it is for, which may stand behind its noun."""
        start, end, qualifier, per = amount.start, amount.end, amount.qualifier, None
        if between and (opening := self._between.search(line, max(floor, start - self._between_reach), start)):
            start = opening.start()
        if hedge := hedge_before(line, floor, start, amount.value, amount.unit):
            qualifier, start = hedge
        after, end = hedge_after(line, end)
        if timed := per_at(line, max(end, noun_end)):
            per, time_end, adjacent = timed
            end = time_end if adjacent and not noun_end else end
        return amount._replace(start=start, end=end, qualifier=qualifier or after, per=per)


def _signed(line: str, floor: int, amount: Quantity) -> Quantity:
    minus = _MINUS.search(line, max(floor, amount.start - 7), amount.start)
    if minus is None or amount.value is None:
        return amount
    return amount._replace(start=minus.start(1), value=-amount.value)


@lru_cache(maxsize=4)
def reader_for(vocabulary: Vocabulary) -> Reader:
    """The reader of a vocabulary: the same one again for an equal vocabulary, with all that it has read."""
    return Reader(vocabulary)
