"""When the next value of a series is to be expected: from the rhythm of its past values, and from how long after its
time each was published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

from generator.model.agreement import Statements
from generator.model.records import Fact
from generator.model.series import Series
from generator.model.when import When, months_after
from generator.model.words import counted, day_in_words, month_in_words, months_in_words, when_in_words

# A rhythm is that of the last so many values, and of no fewer than so many.
_MOST_VALUES, _FEWEST_VALUES = 5, 3
# How far a step may lie from a whole number of steps, as a part of one.
_UNEVEN = 0.15
# A step may be so many times as long as the shortest: a value between was not found.
_LONGEST_STEP = 2
_DAYS_OF_MONTH = 365.25 / 12
# Of a series that missed more, nobody can say that it goes on.
MOST_MISSED = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """The next value of a series: its time, in words; the day from which it is to be expected, how many more are
    since, how many months lie between two, and why, in a sentence."""

    time: str
    since: date
    more: int
    step: int
    why: str


def expected(statements: Statements, series: Series, by: date, ahead: timedelta = timedelta()) -> Expected | None:
    """The next value of a series, if it is to be expected by a day or so long after it. None of a series without a
    rhythm, or that missed too many values by the day."""
    times = _recent(statements, series)
    step = _step([when.last for when, _ in times]) if len(times) >= _FEWEST_VALUES else None
    lags = sorted(lag for when, facts in times for lag in _lag(statements, when, facts))
    if step is None or not lags:
        return None
    when = times[-1][0]
    days, lag = step * _DAYS_OF_MONTH, timedelta(median_low(lags))
    # What came out two steps late is found by chance, and no rhythm.
    if lag.days > 2 * days:
        return None
    following = _later(when, step)
    since = following.last + lag
    missed = 0
    while missed <= MOST_MISSED and _later(when, (missed + 2) * step).last + lag <= by:
        missed += 1
    if since > by + ahead or missed >= MOST_MISSED:
        return None
    why = f"The last values are of {_listed([_time(one) for one, _ in times])}: {_every(step)}, {_published(lag.days)}."
    return Expected(_time(following), since, missed, step, why)


def _recent(statements: Statements, series: Series) -> list[tuple[When, list[Fact]]]:
    """The last times of a series and their figures: of a flow those of one length, and none of an open or odd one."""
    found = [
        (when, [fact for fact in facts if not fact.odd]) for when, facts in statements.times(series) if not when.is_open
    ]
    found = [(when, facts) for when, facts in found if facts]
    if found and series.measure.kind != "stock":
        length = found[-1][0].months
        found = [(when, facts) for when, facts in found if when.months == length and length is not None]
    return found[-_MOST_VALUES:]


def _step(days: Sequence[date]) -> int | None:
    """How many months lie between days that follow each other evenly, those left out between them counted; None of
    others."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    shortest = min(gaps)
    months = round(shortest / _DAYS_OF_MONTH)
    if months < 1:
        return None
    step = months * _DAYS_OF_MONTH
    steps = [gap / step for gap in gaps]
    is_even = all(abs(one - round(one)) <= _UNEVEN and round(one) <= _LONGEST_STEP for one in steps)
    # One long step among two says nothing.
    is_usual = sum(round(one) == 1 for one in steps) * 2 > len(steps)
    return months if is_even and is_usual else None


def _lag(statements: Statements, when: When, facts: Iterable[Fact]) -> Iterable[int]:
    """How many days after its time a value was first published; nothing where that is known only to the year."""
    said = [statements.said_on(fact) for fact in facts if _has_date(statements, fact)]
    firsts = [one.last for one in said if one.precision in ("month", "day")]
    return ((min(firsts) - when.last).days,) if firsts else ()


def _has_date(statements: Statements, fact: Fact) -> bool:
    return statements.speakers.original_record(fact).source.published is not None


def _later(when: When, months: int) -> When:
    """The same time some months later."""
    last = months_after(when.last + timedelta(days=1), months) - timedelta(days=1)
    return replace(when, first=months_after(when.first, months), last=last)


def _time(when: When) -> str:
    """A time in words; a day only as its month, for nobody counts on the same day again."""
    if when.precision == "day":
        return month_in_words(when.last)
    return f"{'the ' if when.precision in ('half', 'quarter') else ''}{when_in_words(when)}"


def _every(months: int) -> str:
    if months % 12:
        return "one a month" if months == 1 else f"one every {counted(months, 'month')}"
    return "one a year" if months == 12 else f"one every {months_in_words(months)}"


def _published(days: int) -> str:
    """When values come out, from the end of their times."""
    months = round(abs(days) / _DAYS_OF_MONTH)
    if months == 0:
        return "out within a month of the end of that time"
    return f"out about {months_in_words(months)} {'after' if days > 0 else 'before'} the end of that time"


def _listed(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def day_since(expected: Expected, today: date) -> str:
    """Since when a value is to be expected, in words."""
    day = day_in_words(expected.since)
    return f"has been expected since {day}" if expected.since < today else f"is expected from {day}"
