from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.when import BadDate, When

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def written(day: date, precision: str) -> str:
    """A day as an editor writes it to a lesser precision."""
    return {
        "year": f"{day:%Y}",
        "half": f"{day:%Y}-H{(day.month + 5) // 6}",
        "quarter": f"{day:%Y}-Q{(day.month + 2) // 3}",
        "month": f"{day:%Y-%m}",
        "day": f"{day:%Y-%m-%d}",
    }[precision]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("2023-H1", "2023-01-01", "2023-06-30", "half"),
        ("2023-H2", "2023-07-01", "2023-12-31", "half"),
        ("2023-Q1", "2023-01-01", "2023-03-31", "quarter"),
        ("2023-Q2", "2023-04-01", "2023-06-30", "quarter"),
        ("2023-Q3", "2023-07-01", "2023-09-30", "quarter"),
        ("2023-Q4", "2023-10-01", "2023-12-31", "quarter"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2100-02", "2100-02-01", "2100-02-28", "month"),
        ("2023-12", "2023-12-01", "2023-12-31", "month"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
        ("1900", "1900-01-01", "1900-12-31", "year"),
        ("2200-12", "2200-12-01", "2200-12-31", "month"),
        ("2022/2023", "2022-01-01", "2023-12-31", "year"),
        ("2022-H2/2023-H1", "2022-07-01", "2023-06-30", "half"),
        ("2025-Q1/2025-Q3", "2025-01-01", "2025-09-30", "quarter"),
        ("2023-02/2024-02", "2023-02-01", "2024-02-29", "month"),
        ("2023-02-25/2023-02-26", "2023-02-25", "2023-02-26", "day"),
        ("2023/..", "2023-01-01", "2023-12-31", "year"),
        ("2023-05/..", "2023-05-01", "2023-05-31", "month"),
    ],
)
def test_a_date_spans_the_days_of_its_precision_and_no_others(text, first, last, precision) -> None:
    when = When.parse(text)
    assert (str(when.first), str(when.last), when.precision) == (first, last, precision)
    assert str(when) == text
    assert when.is_span == ("/" in text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x", "23", "02023", "-2023", "+2023", "2023-", "2023 ", " 2023", "2023\n", "２０２３", "二〇二三"),
        *("2023-2", "2023-002", "2023-00", "2023-13", "202302", "2023/02/25", "25-02-2023", "2023-02-5", "2023-02-"),
        *("2023-02-00", "2023-02-29", "2023-02-30", "2023-04-31", "2100-02-29", "2023-13-45", "2023-02-25T10:00"),
        *("2023-H0", "2023-H3", "2023-Q0", "2023-Q5", "2023-q1", "2023Q1", "Q1 2023", "2023-Q1-01", "2023-W08"),
        *("0000", "1899", "1899-12-31", "2201", "9999-12-31"),
        *("2023/", "/2023", "/", "2023/2023", "2023/2022", "2023-02/2023-01", "2023-02-25/2023-02-25"),
        *("2023/2023-02", "2023-Q1/2023-05", "2023-H1/2023-Q4", "2023/2024/2025", "2023/2024/", "2022 / 2023"),
        *("2023..", "2023~", "2023?", "../2023", "2023/...", "2023/../2024", "2023-02-25--2023-02-26"),
    ],
)
def test_what_no_calendar_or_no_source_has_is_no_date_and_the_message_says_why(text) -> None:
    with pytest.raises(BadDate, match=r"write|lie between|no month|no such day"):
        When.parse(text)


def test_a_day_that_the_month_lacks_is_told_how_many_it_has() -> None:
    with pytest.raises(BadDate, match="that month has 28 days"):
        When.parse("2023-02-29")


@given(DAYS, st.sampled_from(["year", "half", "quarter", "month", "day"]))
def test_a_day_written_to_any_precision_is_read_back_as_bounds_around_it(day, precision) -> None:
    text = written(day, precision)
    when = When.parse(text)
    assert when.precision == precision
    assert when.first <= day <= when.last
    assert written(when.first, precision) == written(when.last, precision) == text
    assert written(when.first - timedelta(1), precision) != text
    assert written(when.last + timedelta(1), precision) != text


@given(DAYS, DAYS, st.sampled_from(["year", "half", "quarter", "month", "day"]))
def test_a_span_is_bounded_by_its_ends_and_only_read_forwards(one, other, precision) -> None:
    start, end = written(one, precision), written(other, precision)
    if When.parse(start).first < When.parse(end).first:
        when = When.parse(f"{start}/{end}")
        assert (when.first, when.last) == (When.parse(start).first, When.parse(end).last)
        assert when.is_span
    else:
        with pytest.raises(BadDate, match="ends before it begins"):
            When.parse(f"{start}/{end}")


@given(st.integers(1900, 2200), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_read_exactly_where_the_calendar_has_it(year, month, day) -> None:
    text = f"{year}-{month:02}-{day:02}"
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        assert When.parse(text) == When.of_day(date(year, month, day))
    else:
        with pytest.raises(BadDate):
            When.parse(text)


@given(st.text())
def test_no_other_text_raises_anything_else(text) -> None:
    with suppress(BadDate):
        assert str(When.parse(text)) == text
