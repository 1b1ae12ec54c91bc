"""Numbers and dates in words: exactly what was given, in the way that people write it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model.fields import LARGEST, SMALLEST
from generator.model.records import Figure, Unit
from generator.model.when import When
from generator.model.words import (
    counted,
    day_in_words,
    language_in_words,
    number_in_words,
    unit_in_words,
    value_in_words,
    when_in_words,
)

SCALES = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}
PARTS = ("half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def read_back(words: str) -> Fraction:
    """The number that words say."""
    if match := re.fullmatch(r"(-?(?:\d{1,3}(?:,\d{3})*|\d+)(?:\.\d+)?)(?: (million|billion|trillion))?", words):
        return Fraction(match[1].replace(",", "")) * SCALES[match[2] or ""]
    if match := re.fullmatch(r"([a-z]+) ([a-z]+?)(s?)", words):
        number = COUNTS.index(match[1]) + 1
        assert bool(match[3]) == (number > 1)
        return Fraction(number, PARTS.index(match[2]) + 2)
    match = re.fullmatch(r"(\d+)/(\d+)", words)
    assert match, words
    return Fraction(int(match[1]), int(match[2]))


# As long as a number in a record may be: 40 digits, 18 of them before the point.
DIGITS = st.text("0123456789", min_size=1, max_size=18)
DECIMALS = st.builds("{}{}.{}".format, st.sampled_from(["", "", "", "-"]), DIGITS, st.text("0123456789", max_size=22))
ROUND = st.builds(lambda digits, zeros: Fraction(digits) * 10**zeros, st.integers(-(10**9), 10**9), st.integers(0, 9))
FRACTIONS = st.builds(Fraction, st.integers(1, 999_999), st.integers(1, 999_999))
NUMBERS = st.one_of(DECIMALS.map(lambda text: Fraction(text.rstrip("."))), ROUND, FRACTIONS)


@example(Fraction("123456789.12345678901234567890123"))
@settings(max_examples=500)
@given(NUMBERS)
def test_words_say_exactly_the_number(number: Fraction) -> None:
    assert read_back(number_in_words(number)) == number


@given(NUMBERS)
def test_no_zero_is_written_behind_the_last_digit_that_counts(number: Fraction) -> None:
    digits = number_in_words(number).split()[0]
    assert "." not in digits or not digits.endswith(("0", "."))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "0"),
        ("1", "1"),
        ("999", "999"),
        ("4000", "4,000"),
        ("1204", "1,204"),
        ("71.75", "71.75"),
        ("33.7", "33.7"),
        ("0.1", "0.1"),
        ("0.000000001", "0.000000001"),
        ("-12.5", "-12.5"),
        ("999999", "999,999"),
        ("1000000", "1 million"),
        ("352000000", "352 million"),
        ("1234567", "1,234,567"),
        ("1234000", "1.234 million"),
        ("133980000000", "133.98 billion"),
        ("500000000000", "500 billion"),
        ("1500000000000", "1.5 trillion"),
        ("1000000000000000000", "1,000,000 trillion"),
        ("12345678901234567.89", "12,345,678,901,234,567.89"),
        ("1/2", "0.5"),
        ("1/3", "one third"),
        ("2/3", "two thirds"),
        ("5/6", "five sixths"),
        ("1/7", "one seventh"),
        ("10/11", "10/11"),
        ("4/3", "4/3"),
        ("100/3", "100/3"),
        ("999999/999998", "999999/999998"),
    ],
)
def test_numbers_read_as_people_write_them(number: str, words: str) -> None:
    assert number_in_words(Fraction(number)) == words


def test_the_largest_and_the_smallest_number_that_are_read_can_be_said() -> None:
    for number in (LARGEST, -LARGEST, SMALLEST, LARGEST - SMALLEST):
        assert read_back(number_in_words(number)) == number


@pytest.mark.parametrize(
    ("value", "words"), [("1", "company"), ("0", "companies"), ("2", "companies"), ("1.5", "companies"), ("1/3", "")]
)
def test_a_unit_agrees_with_its_number_and_a_part_of_a_whole_needs_none(value: str, words: str) -> None:
    unit = Unit(id="companies", family="companies", one="company", many="companies")
    figure = Figure(
        measure="m", value=Fraction(value), unit="companies", when=When.parse("2024"), as_stated="as it was stated"
    )
    assert unit_in_words(figure.value, unit) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("3/4", "three quarters "),
        ("0.5", "one half "),
        ("1/3", "one third "),
        ("1/10", "0.1 of the whole"),
        ("0.37", "0.37 of the whole"),
        ("1", "1 of the whole"),
        ("3/2", "1.5 of the whole"),
    ],
)
def test_a_part_of_a_whole_that_has_a_name_is_said_by_it(value: str, words: str) -> None:
    share = Unit(id="share", family="share", one="of the whole", many="of the whole")
    figure = Figure(measure="m", value=Fraction(value), unit="share", when=When.parse("2024"), as_stated="a part")
    assert f"{value_in_words(figure.value, share)} {unit_in_words(figure.value, share)}" == words
    percent = replace(share, id="%", one="percent", many="percent", factor=Fraction(1, 100))
    assert value_in_words(Fraction(1, 2), percent) == "0.5"
    assert value_in_words(Fraction(20), percent, Fraction(30)) == "20 to 30"
    assert value_in_words(Fraction(1, 3), share, Fraction(1, 2)) == "one third to one half"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2023", "2023"),
        ("2023-H1", "first half of 2023"),
        ("2023-H2", "second half of 2023"),
        ("2023-02", "February 2023"),
        ("2023-02-05", "5 February 2023"),
        ("2018/2022", "2018 to 2022"),
        ("2022-11/2023-02", "November 2022 to February 2023"),
        ("2023-02-25/2023-02-26", "25–26 February 2023"),
        ("2023-02-28/2023-03-01", "28 February 2023 to 1 March 2023"),
        ("2022-12-31/2023-01-01", "31 December 2022 to 1 January 2023"),
        ("2023-H1/2023-H2", "first to second half of 2023"),
        ("2022-H2/2023-H1", "second half of 2022 to first half of 2023"),
    ],
)
def test_dates_read_with_the_precision_that_they_were_given(when: str, words: str) -> None:
    assert when_in_words(When.parse(when)) == words


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_quarter_is_named_with_its_year(number: int) -> None:
    words = when_in_words(When.parse(f"2023-Q{number}"))
    assert words.endswith(" 2023")
    assert ("first", "second", "third", "fourth")[number - 1] in words


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_in_words_is_that_day(day: date) -> None:
    words = day_in_words(day)
    number, month, year = words.split()
    assert (int(number), int(year)) == (day.day, day.year)
    assert month == f"{day:%B}"
    assert when_in_words(When.of_day(day)) == words


@pytest.mark.parametrize(
    ("tag", "name"),
    [("en", "English"), ("zh", "Chinese"), ("zh-Hans-CN", "Chinese"), ("ja", "Japanese"), ("qqq", "qqq")],
)
def test_languages_have_english_names(tag: str, name: str) -> None:
    assert language_in_words(tag) == name


def test_things_are_counted_in_the_right_number() -> None:
    assert [counted(number, "fact") for number in (0, 1, 2, 1200)] == ["0 facts", "1 fact", "2 facts", "1,200 facts"]
    assert counted(2, "company", "companies") == "2 companies"
