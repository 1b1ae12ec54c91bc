"""Converted next to an amount: at the ECB's rates, as the package's own file has them, and never more exact."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import pytest
from currency_converter.currency_converter import CURRENCY_FILE
from hypothesis import given
from hypothesis import strategies as st

from generator.model.money import Rate, conversion, currencies
from generator.model.records import Fact
from generator.model.when import When
from generator.model.words import number_in_words, rounded, rounded_like
from generator.pages.parts import Catalogue, ConvertedAmount
from tests.made import content, fact, figure, record


@cache
def table() -> dict[date, dict[str, Fraction]]:
    """The ECB's file, by hand: how much of each currency a euro was worth on each day."""
    with zipfile.ZipFile(CURRENCY_FILE) as archive:
        rows = csv.DictReader(io.StringIO(archive.read(archive.namelist()[0]).decode()))
        return {
            date.fromisoformat(row.pop("Date")): {
                currency: Fraction(rate) for currency, rate in row.items() if rate and rate != "N/A"
            }
            for row in rows
        }


def near(rate: Rate | None, expected: Fraction) -> bool:
    return rate is not None and abs(rate.per_dollar - expected) < Fraction(1, 10**20)


def average(currency: str, first: str, last: str) -> tuple[Fraction, int]:
    days = [
        rates[currency] / rates["USD"]
        for day, rates in table().items()
        if date.fromisoformat(first) <= day <= date.fromisoformat(last) and currency in rates
    ]
    return sum(days, Fraction(0)) / len(days), len(days)


# --- rates


@pytest.mark.slow
def test_the_rate_of_a_day_is_the_quotient_of_two_euro_rates_of_that_day() -> None:
    # ECB, 24 February 2023: 1 euro = 1.057 dollars = 7.3398 yuan = 143.55 yen.
    day = When.parse("2023-02-24")
    assert near(conversion("CNY", day), Fraction("7.3398") / Fraction("1.057"))
    assert near(conversion("JPY", day), Fraction("143.55") / Fraction("1.057"))
    assert near(conversion("EUR", day), 1 / Fraction("1.057"))
    assert table()[day.first]["CNY"] == Fraction("7.3398")


def test_a_saturday_a_sunday_and_a_holiday_take_the_last_day_before_that_has_a_rate() -> None:
    friday = When.parse("2023-02-24")
    for day in ("2023-02-25", "2023-02-26"):
        assert conversion("CNY", When.parse(day)) == conversion("CNY", friday)
    # Easter of 2023: no rate from Good Friday, 7 April, to Easter Monday.
    easter = conversion("CNY", When.parse("2023-04-10"))
    assert easter is not None
    assert str(easter.of) == "2023-04-06"


def test_a_weekend_as_a_span_takes_the_friday_before_it() -> None:
    rate = conversion("CNY", When.parse("2023-02-25/2023-02-26"))
    assert rate == conversion("CNY", When.parse("2023-02-24"))


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-Q3", "2022-07-01", "2022-09-30"),
        ("2021-H1", "2021-01-01", "2021-06-30"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("2018/2020", "2018-01-01", "2020-12-31"),
        ("2023-02-20/2023-02-24", "2023-02-20", "2023-02-24"),
    ],
)
def test_a_period_takes_the_average_of_its_days_that_have_a_rate(when: str, first: str, last: str) -> None:
    expected, days = average("CNY", first, last)
    rate = conversion("CNY", When.parse(when))
    assert near(rate, expected)
    assert rate is not None
    assert (rate.days, str(rate.of)) == (days, when)
    assert days <= (date.fromisoformat(last) - date.fromisoformat(first)).days * 5 / 7 + 3


def test_every_month_that_the_file_covers_is_the_average_that_a_hand_would_reckon() -> None:
    for year in range(2006, 2026):
        when = When.parse(f"{year}-0{year % 9 + 1}")
        assert near(conversion("CNY", when), average("CNY", str(when.first), str(when.last))[0])


def test_dollars_are_dollars_at_any_time() -> None:
    for when in ("2023", "1990", "2150-01-01"):
        rate = conversion("USD", When.parse(when))
        assert rate is not None
        assert rate.per_dollar == 1


def test_a_currency_without_rates_has_none() -> None:
    for currency in ("TWD", "XAU", "ABC"):
        assert currency not in currencies()
        assert conversion(currency, When.parse("2023-02-24")) is None
        assert conversion(currency, When.parse("2023")) is None
    assert {"CNY", "USD", "EUR", "JPY"} <= currencies()


def test_a_time_to_come_a_period_that_is_not_over_and_one_before_the_first_rate_have_none() -> None:
    last = max(table())
    after = last + timedelta(days=40)
    for when in (
        When.of_day(after),
        When.parse(f"{after:%Y-%m}"),
        When.parse(str(last.year + 1)),
        When.parse(f"{last.year}/{last.year + 1}"),
        When.parse("1998-12-31"),
        When.parse("1998"),
    ):
        assert conversion("CNY", when) is None, when
    if (last.month, last.day) < (12, 24):
        assert conversion("CNY", When.parse(str(last.year))) is None


def test_a_period_in_which_a_currencys_rates_begin_or_end_has_none() -> None:
    # The ECB's yuan begins on 1 April 2005, its rouble ends on 1 March 2022.
    assert conversion("CNY", When.parse("2005")) is None
    assert conversion("CNY", When.parse("2005-Q1")) is None
    assert conversion("CNY", When.parse("2005-Q2")) is not None
    assert conversion("CNY", When.parse("2004/2006")) is None
    assert conversion("RUB", When.parse("2022")) is None
    assert conversion("RUB", When.parse("2021")) is not None


# --- digits


def significant(words: str) -> int:
    return len(re.sub(r"[^\d]", "", words).lstrip("0").rstrip("0"))


@given(
    st.fractions(min_value=Fraction(1, 10**4), max_value=10**15, max_denominator=10**6),
    st.integers(1, 10**7),
    st.integers(-4, 12),
)
def test_a_conversion_has_never_more_digits_than_the_amount_two_at_least_and_three_at_most(
    dollars: Fraction, digits: int, exponent: int
) -> None:
    stated = digits * Fraction(10) ** exponent
    allowed = max(2, min(3, significant(str(digits))))
    result = rounded_like(dollars, stated)
    assert significant(str(int(result * 10**12))) <= allowed
    # Not one digit fewer either, be it an amount below one dollar.
    assert abs(result - dollars) <= dollars / 2 / 10 ** (allowed - 1)


@pytest.mark.parametrize(
    ("dollars", "stated", "words"),
    [
        ("73123456789", "500_000_000_000", "73 billion"),
        ("73123456789", "512_000_000_000", "73.1 billion"),
        ("73123456789", "512_345_678_901", "73.1 billion"),
        ("19567", "133.98", "19,600"),
        ("9.96", "70", "10"),
        ("0.0691", "0.5", "0.069"),
        ("0.7912", "1", "0.79"),
        ("-1234", "-80", "-1,200"),
        ("0", "5", "0"),
    ],
)
def test_rounding_in_words(dollars: str, stated: str, words: str) -> None:
    assert number_in_words(rounded_like(Fraction(dollars), Fraction(stated.replace("_", "")))) == words


def test_a_rate_has_three_digits() -> None:
    assert [number_in_words(rounded(Fraction(rate), 3)) for rate in ("6.8394", "149.7", "0.79123", "15432")] == [
        "6.84",
        "150",
        "0.791",
        "15,400",
    ]


# --- next to a claim


def dollars(of: Fact, published: str | None = "2025-03-03") -> ConvertedAmount | None:
    made = content([record("r1", of, on=published)])
    return Catalogue(made, date(2026, 1, 5)).claim(of).dollars


def test_a_claim_names_amount_rate_and_day_or_period() -> None:
    yuan = fact("a", figure(500_000_000_000, "2023-02", "output"))
    rate, _ = average("CNY", "2023-02-01", "2023-02-28")
    assert Fraction("6.835") <= rate < Fraction("6.845")
    assert round(500 / rate) == 73
    assert dollars(yuan) == ConvertedAmount(
        amount="about US$73 billion", rate="at 6.84 yuan to the dollar, the ECB's average of February 2023"
    )
    saturday = fact("a", figure(133_980_000_000, "2023-02-25", "output"))
    assert dollars(saturday) == ConvertedAmount(
        amount="about US$19.3 billion", rate="at 6.94 yuan to the dollar, the ECB's rate of 24 February 2023"
    )


def test_an_amount_in_dollars_a_count_and_a_share_have_no_dollars_beside_them() -> None:
    for of in (
        figure(5_000_000, "2023-02", "output", "USD"),
        figure(40, "2023-02"),
        figure("1/3", "2023-02", "part"),
    ):
        assert dollars(fact("a", of)) is None
    assert dollars(fact("a", figures=(), kind="event")) is None


def test_a_target_of_a_year_to_come_is_reckoned_at_the_rate_of_its_sources_day() -> None:
    plan = fact("a", figure(10_000_000_000, "2035", "output"), kind="target")
    rate = table()[date(2025, 3, 3)]
    shown = dollars(plan)
    assert shown is not None
    assert shown.rate.endswith("the ECB's rate of 3 March 2025")
    assert shown.amount == f"about US${number_in_words(rounded(10**10 * rate['USD'] / rate['CNY'], 2))}"
    month = dollars(plan, published="2025-03")
    assert month is not None
    assert month.rate.endswith("the ECB's average of March 2025")


def test_without_a_rate_of_its_time_or_its_sources_an_amount_stands_alone() -> None:
    plan = fact("a", figure(10_000_000_000, "2035", "output"), kind="target")
    assert dollars(plan, published=None) is None
    assert dollars(fact("a", figure(10, "2023", "output", "XAU"))) is None
