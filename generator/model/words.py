"""Numbers, dates and languages as people write them, in English; never more digits than were given."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache

from babel import Locale
from babel.dates import format_date

from generator.model.records import Figure, Unit
from generator.model.when import When

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PARTS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
}
_ORDINALS = ("first", "second", "third", "fourth")


def number_in_words(number: Fraction) -> str:
    """A number exactly: 4,000, 133.98 billion, one third."""
    if (decimal := _exact_decimal(number)) is None:
        return _part_in_words(number)
    for scale, word in _SCALES:
        scaled = _exact_decimal(number / scale)
        # A scale word is for round numbers: 352 million, but 1,234,567.
        if scaled is not None and abs(number) >= scale and _places(scaled) <= 3:
            return f"{_digits(scaled)} {word}"
    return _digits(decimal)


# As many digits as a number of binary floating point holds for certain (IEEE 754).
_DIGITS = 15


def as_number(number: Fraction) -> int | float:
    """A number as JSON has it: whole where it is whole, or else to as many digits as are certain."""
    if number.denominator == 1:
        return int(number)
    return float(f"{float(number):.{_DIGITS}g}")


def number_exactly(number: Fraction) -> str:
    """A number as exact text for a machine: 133980000000, 33.7 or, where a decimal would never end, 1/3."""
    decimal = _exact_decimal(number)
    return str(number) if decimal is None else f"{decimal:f}"


def months_in_words(months: int) -> str:
    """How long so many months are: 4 months, 2 years, 1 year and 3 months."""
    years, rest = divmod(months, 12)
    parts = [*([counted(years, "year")] if years else []), *([counted(rest, "month")] if rest or not years else [])]
    return " and ".join(parts)


def value_in_words(value: Fraction, unit: Unit, to: Fraction | None = None) -> str:
    """The number of a figure: 4,000, one third and, of a whole, three quarters; of a range, 20,000 to 30,000."""
    said = _part_in_words(value) if is_part(value, unit) else number_in_words(value)
    return said if to is None else f"{said} to {value_in_words(to, unit)}"


def figure_in_words(figure: Figure, unit: Unit) -> tuple[str, str]:
    """The number of a figure and its unit: 4,000 | companies, 20,000 to 30,000 | yuan per person, one third and ""."""
    number, words = value_in_words(figure.value, unit, figure.to), unit_in_words(figure.value, unit)
    if figure.to is not None:
        words = "" if is_part(figure.value, unit) and is_part(figure.to, unit) else unit.many
    return number, f"{words} per {figure.per}".strip() if figure.per else words


def unit_in_words(value: Fraction, unit: Unit) -> str:
    """The unit of a figure: yuan, companies, 1 company; nothing after "one third", a part of a whole already."""
    if is_part(value, unit):
        return ""
    return unit.one if value == 1 else unit.many


def is_part(value: Fraction, unit: Unit) -> bool:
    """Whether a value is a part of a whole that has a name, or one that no decimal says exactly."""
    if _exact_decimal(value) is None:
        return True
    is_whole = unit.family == "share" and unit.factor == 1
    return is_whole and 0 < value < 1 and value.denominator in _PARTS


# A build says the same few days thousands of times.
@cache
def day_in_words(day: date) -> str:
    """23 November 2026."""
    return str(format_date(day, "d MMMM y", locale="en"))


@cache
def month_in_words(day: date) -> str:
    """November 2026."""
    return str(format_date(day, "MMMM y", locale="en"))


def age_in_words(when: When, today: date) -> str | None:
    """3 years old, of what is older than two years: in whole years, which is as exact as anybody asks for."""
    last = when.last
    years = today.year - last.year - ((today.month, today.day) < (last.month, last.day))
    return f"{years} years old" if years >= 2 else None


def rounded(number: Fraction, digits: int) -> Fraction:
    """A number to so many significant digits; one that lies between two, to the even one."""
    return Fraction(Context(prec=digits).divide(number.numerator, number.denominator))


def rounded_like(number: Fraction, stated: Fraction) -> Fraction:
    """A number to as many digits as a stated one has, two at least and three at most: 500 billion has two."""
    digits = str(stated.numerator if stated.denominator == 1 else _exact_decimal(stated) or stated.numerator)
    significant = len(digits.replace(".", "").lstrip("-0").rstrip("0"))
    return rounded(number, max(2, min(3, significant)))


@cache
def when_in_words(when: When) -> str:
    """A date with the precision that it was given: 25–26 February 2023, February 2023, 2018 to 2022, 2023 so far."""
    if when.is_open:
        return _so_far(_one_in_words(when.first, when), when)
    if not when.is_span:
        return _one_in_words(when.first, when)
    first, last = when.first, when.last
    if when.precision == "day" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_in_words(last)}"
    if when.precision in ("half", "quarter") and first.year == last.year:
        return f"{_one_in_words(first, when).split()[0]} to {_one_in_words(last, when)}"
    return f"{_one_in_words(first, when)} to {_one_in_words(last, when)}"


def _so_far(start: str, when: When) -> str:
    is_within = when.precision == "year" and when.last.year == when.first.year
    return f"{start} so far" if is_within else f"since {start}"


def _one_in_words(day: date, when: When) -> str:
    match when.precision:
        case "year":
            return str(day.year)
        case "half":
            return f"{_ORDINALS[(day.month - 1) // 6]} half of {day.year}"
        case "quarter":
            return f"{_ORDINALS[(day.month - 1) // 3]} quarter of {day.year}"
        case "month":
            return str(format_date(day, "MMMM y", locale="en"))
        case "day":
            return day_in_words(day)


def when_in_brief(when: When) -> str:
    """A date where there is little room, as exact as it was given: Feb 2023, Q1 2023, 2018–2022."""
    if when.is_open:
        return _so_far(_one_in_brief(when.first, when), when)
    if not when.is_span:
        return _one_in_brief(when.first, when)
    return f"{_one_in_brief(when.first, when)}–{_one_in_brief(when.last, when)}"


def _one_in_brief(day: date, when: When) -> str:
    match when.precision:
        case "year":
            return str(day.year)
        case "half":
            return f"H{(day.month + 5) // 6} {day.year}"
        case "quarter":
            return f"Q{(day.month + 2) // 3} {day.year}"
        case "month":
            return str(format_date(day, "MMM y", locale="en"))
        case "day":
            return str(format_date(day, "d MMM y", locale="en"))


@cache
def language_in_words(tag: str) -> str:
    """The English name of a language, or its tag where it has none: zh is Chinese."""
    name: str = Locale("en").languages.get(tag.split("-", maxsplit=1)[0], tag)
    return name


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 fact, 12 facts, 1,200 facts."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _exact_decimal(number: Fraction) -> Decimal | None:
    """The number as a decimal, or None where that would never end (1/3)."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    places = max(twos, fives)
    digits = number.numerator * 10**places // number.denominator
    # Written out, because arithmetic would round to the 28 digits of the decimal context.
    return Decimal((digits < 0, tuple(map(int, str(abs(digits)))), -places))


def _places(decimal: Decimal) -> int:
    _, _, after = f"{decimal:f}".partition(".")
    return len(after.rstrip("0"))


def _digits(decimal: Decimal) -> str:
    # Python's own format is exact; those of locale libraries round to some number of digits.
    whole, point, after = f"{decimal:,f}".partition(".")
    return whole + (point + after.rstrip("0")).rstrip(".")


def _part_in_words(number: Fraction) -> str:
    if 0 < number.numerator < len(_COUNTS) and number.denominator in _PARTS and number < 1:
        part = _PARTS[number.denominator]
        return f"{_COUNTS[number.numerator]} {part}{'s' * (number.numerator > 1)}"
    return f"{number.numerator}/{number.denominator}"
