"""A date with the precision that its source gives it, never more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, get_args

Precision = Literal["year", "half", "quarter", "month", "day"]
# From the least exact to the most.
PRECISIONS: tuple[Precision, ...] = get_args(Precision)

FORMS = "2023, 2023-H1, 2023-Q1, 2023-02, 2023-02-25 or two of one kind joined by /"
# What stands in the place of an end that is not stated (EDTF, level 1).
_OPEN = ".."
# Of two lengths of time that are no whole months and count as the same, how much longer one may be.
_AS_LONG = 1.1


class BadDate(ValueError):
    """A text that is no date of ours; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class When:
    """A day, month, quarter, half-year or year, or a span between two of the same kind or from one to an end that is
    not stated.

    ``first`` and ``last`` are the days that bound it, both included; ``text`` is how it was written
    (EDTF, ISO 8601-2, level 0, with quarters and halves as Q1 to Q4, H1 and H2; of level 1 the open end: 2023/..).
    An open span ends with the day of its source, which ``until`` is told; until then, with the time that it names.
    """

    first: date
    last: date
    precision: Precision
    text: str

    @classmethod
    def parse(cls, text: str) -> When:
        """Read a date as an editor writes it. Raises ``BadDate``."""
        start, slash, end = text.partition("/")
        first, last, precision = _span(start, text)
        if slash and end != _OPEN:
            end_first, end_last, end_precision = _span(end, text)
            if end_precision != precision:
                raise BadDate(f"{text!r} joins a {precision} and a {end_precision}; write both as the same kind")
            if end_first <= first:
                raise BadDate(f"{text!r} ends before it begins; write the earlier date first")
            last = end_last
        return cls(first=first, last=last, precision=precision, text=text)

    @classmethod
    def of_day(cls, day: date) -> When:
        """A single day."""
        return cls(first=day, last=day, precision="day", text=day.isoformat())

    def until(self, day: date) -> When:
        """An open span with the last day that it can speak of, which is its source's; all else as it is."""
        return replace(self, last=max(day, self.first)) if self.is_open else self

    @property
    def is_span(self) -> bool:
        """Whether two dates of one kind are joined by /, or the end is open."""
        return "/" in self.text

    @property
    def is_open(self) -> bool:
        """Whether its end is not stated."""
        return self.text.endswith(f"/{_OPEN}")

    @property
    def months(self) -> int | None:
        """How many whole months it is; None of an open one, and of one that begins or ends within a month."""
        if self.is_open or self.first.day != 1 or (self.last + timedelta(days=1)).day != 1:
            return None
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    def __str__(self) -> str:
        return self.text


def _span(text: str, whole: str) -> tuple[date, date, Precision]:
    match = re.fullmatch(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d\d)(?:-(\d\d))?))?", text, re.ASCII)
    if match is None:
        raise BadDate(f"{whole[:80]!r} is not a date; write {FORMS}")
    year, half, quarter, month, day = (int(part) if part else 0 for part in match.groups())
    if not 1900 <= year <= 2200:
        raise BadDate(f"{text!r}: the year must lie between 1900 and 2200")
    if half:
        return date(year, 6 * half - 5, 1), _month_end(year, 6 * half), "half"
    if quarter:
        return date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter), "quarter"
    if match[4] is None:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if not 1 <= month <= 12:
        raise BadDate(f"{text!r}: there is no month {match[4]}")
    if match[5] is None:
        return date(year, month, 1), _month_end(year, month), "month"
    try:
        only = date(year, month, day)
    except ValueError:
        raise BadDate(f"{text!r}: there is no such day; that month has {_month_end(year, month).day} days") from None
    return only, only, "day"


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def are_as_long(whens: Iterable[When]) -> bool:
    """Whether times are of the same length: an amount of nine months is no amount of a year, and how long an open one
    is, nobody has said."""
    whens = list(whens)
    if any(when.is_open for when in whens):
        return len(whens) == 1
    months = {when.months for when in whens}
    if None not in months:
        return len(months) == 1
    days = [(when.last - when.first).days + 1 for when in whens]
    return max(days) <= _AS_LONG * min(days)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, _month_end(year, month).day))
