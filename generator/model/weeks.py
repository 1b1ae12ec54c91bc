"""What happened in a week, from Monday to Sunday (ISO 8601), told from the state of the content at its end.

A week that has ended is told from what was known then, so that what is written later does not change it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.agreement import Group
from generator.model.content import Content
from generator.model.index import Index
from generator.model.over_time import Mismatch
from generator.model.records import Change, Fact, Place
from generator.model.series import Series, figure_age, figure_of, is_before
from generator.model.timeline import Event, events
from generator.model.when import are_as_long

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday."""

    first: date

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + 6 * _DAY

    @property
    def next_day(self) -> date:
        """The Monday after it."""
        return self.first + 7 * _DAY

    @property
    def number(self) -> int:
        """Its number in its year."""
        return self.first.isocalendar().week

    @property
    def year(self) -> int:
        """The year that it is counted in: that of its Thursday."""
        return self.first.isocalendar().year

    @property
    def id(self) -> str:
        """What its address has: 2026-48."""
        return f"{self.year}-{self.number:02}"

    def has(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekChanges:
    """What happened in a week or, while it lasts, so far.

    ``steps`` are figures that follow an older one of the same speaker, each behind that one; ``due`` are targets whose
    day came, and ``stale`` figures for which a newer one should exist since then and none is known.
    """

    events: tuple[Event, ...]
    # The most telling first.
    added: tuple[Fact, ...]
    changes: tuple[Change, ...]
    steps: tuple[tuple[Fact, Fact], ...]
    opened: tuple[Group | Mismatch, ...]
    closed: tuple[Group | Mismatch, ...]
    due: tuple[Fact, ...]
    stale: tuple[Fact, ...]

    @property
    def is_something(self) -> bool:
        """Whether anything happened."""
        return bool(self.events or self.changes or self.due or self.stale)


def week_of(day: date) -> Week:
    """The week that a day lies in."""
    return Week(day - day.weekday() * _DAY)


def first_day(content: Content) -> date | None:
    """The day on which the first fact was added or the first briefing published; None without any."""
    days = [fact.added for fact in content.facts.values()]
    return min((*days, *(briefing.published for briefing in content.briefings.values())), default=None)


def weeks_until(content: Content, today: date) -> Iterator[Week]:
    """Every week from the first to that of ``today``, oldest first."""
    first = first_day(content)
    week = week_of(first) if first else None
    while week and week.first <= today:
        yield week
        week = Week(week.next_day)


def week_changes(week: Week, state: Index, before: Index | None) -> WeekChanges:
    """What happened in a week. ``state`` is the content as it stood at its end, on the day after; while the week lasts,
    as it stands today. ``before`` is that of the week before, None of the first."""
    content = state.content
    were = {(one.key, one.when) for one in before.differences} if before else set()
    are = {(one.key, one.when) for one in state.differences}
    return WeekChanges(
        added=tuple(_added(week, state)),
        events=tuple(event for event in events(content) if week.has(event.day)),
        changes=tuple(one for one in content.changes.values() if week.has(one.on)),
        steps=tuple(_steps(week, state)),
        opened=tuple(one for one in state.differences if (one.key, one.when) not in were),
        closed=tuple(one for one in before.differences if (one.key, one.when) not in are) if before else (),
        due=tuple(fact for day, fact in _due(state) if week.has(day) and day < state.today),
        stale=tuple(fact for day, fact in _stale(state) if week.has(day) and day < state.today),
    )


def day_of(one: Group | Mismatch, week: Week, what: WeekChanges, state: Index) -> date:
    """The day in a week to which a disagreement belongs that opened or closed in it: the last on which a fact of its
    subject and measure was added, corrected or withdrawn; of one that nothing but time changed, the last of the week
    that has come."""
    ids = {fact.id for fact in one.facts} | {
        fact.id
        for fact in state.by_subject.get(one.key.about, ())
        if any(figure.measure == one.key.measure for figure in fact.figures)
    }
    days = [
        event.day
        for event in what.events
        if event.what in ("added", "corrected", "withdrawn") and event.address.partition("/")[2] in ids
    ]
    return max(days, default=min(week.last, state.today))


def _added(week: Week, state: Index) -> list[Fact]:
    """The facts that were added in a week: first figures that nobody has a newer one for, then by what they are of."""
    return sorted(
        (fact for fact in state.newest_first if week.has(fact.added)),
        key=lambda fact: (fact.kind != "figure", fact.id in state.newer, _weight(state, fact)[0]),
    )


def next_due(state: Index) -> tuple[date, tuple[Fact, ...]] | None:
    """The next day on which targets fall due, with these."""
    return _next(state, _due(state))


def next_stale(state: Index) -> tuple[date, tuple[Fact, ...]] | None:
    """The next day that is the last on which figures are new enough, with these."""
    return _next(state, _stale(state))


def _next(state: Index, days: Sequence[tuple[date, Fact]]) -> tuple[date, tuple[Fact, ...]] | None:
    ahead = [(day, fact) for day, fact in days if day >= state.today]
    return (ahead[0][0], tuple(fact for day, fact in ahead if day == ahead[0][0])) if ahead else None


def _due(state: Index) -> list[tuple[date, Fact]]:
    """Targets by the last day of the time that they were set for."""
    targets = (fact for fact in state.content.facts.values() if fact.kind == "target" and not fact.withdrawn)
    found = [(fact.own_when.last, fact) for fact in targets if fact.own_when]
    return sorted(found, key=lambda pair: (pair[0], _weight(state, pair[1]), pair[1].id))


def _stale(state: Index) -> list[tuple[date, Fact]]:
    """The newest figures of their series by the last day on which they are new enough."""
    days = (
        (state.statements.review_due(fact), fact)
        for fact in state.content.facts.values()
        if fact.id not in state.newer and not fact.odd
    )
    found = [(day, fact) for day, fact in days if day]
    return sorted(found, key=lambda pair: (pair[0], _weight(state, pair[1]), pair[1].id))


def _steps(week: Week, state: Index) -> list[tuple[Fact, Fact]]:
    """The figures that were added in a week and follow an older one of the same speaker: the most telling first."""
    found = [step for series in state.statements.series.values() for step in _steps_in(week, state, series)]
    # What somebody else has given a newer figure for comes last.
    return sorted(found, key=lambda step: (step[1].id in state.newer, _weight(state, step[1]), step[1].id))


def _steps_in(week: Week, state: Index, series: Series) -> Iterator[tuple[Fact, Fact]]:
    """Of each speaker the newest figure of a series, if it was added in a week, behind the one before it."""
    for facts in _by_speaker(state, series).values():
        # What its speaker has taken back is no newest figure, and a later count of one time goes before an earlier.
        now = max(facts, key=lambda fact: (*figure_age(fact)[:2], state.statements.said_on(fact).first, fact.id))
        if week.has(now.added) and (was := earlier(state, now)) and _amount(was) != _amount(now):
            yield was, now


def earlier(state: Index, fact: Fact) -> Fact | None:
    """The figure before one, of the same speaker and series: of an earlier time or, where the speaker has since given
    another, of the same. It has the same unit and, of what flows, a time as long. None of a fact without a figure."""
    series = state.statements.series_of(fact)
    if series is None:
        return None
    own = _by_speaker(state, series).get(state.statements.speakers.voice(fact).key, [])
    group = state.statements.group(fact)
    taken_back = [one for one in own if group and state.statements.replaced_by(one, group.facts) is fact]
    before = [one for one in own if is_before(one, fact) and _is_alike(series, one, fact)]
    return next(reversed(taken_back or before), None)


def _by_speaker(state: Index, series: Series) -> dict[str, list[Fact]]:
    """The figures of a series that fit the others, oldest first, by who says them, where that is no newsroom; of each
    fact the leading one alone, for a further figure may be written long after the fact was added."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in series.figures:
        leads = fact.figure is state.content.facts[fact.id].figure
        if leads and not fact.odd and state.statements.is_counted_by_speaker(fact):
            found[state.statements.speakers.voice(fact).key].append(fact)
    return found


def _is_alike(series: Series, one: Fact, two: Fact) -> bool:
    """Whether two figures of a series have one unit and, of what flows, are of times as long."""
    if figure_of(one).unit != figure_of(two).unit:
        return False
    return series.measure.kind != "flow" or are_as_long((figure_of(one).when, figure_of(two).when))


def _amount(fact: Fact) -> object:
    figure = figure_of(fact)
    return figure.low, figure.high, figure.qualifier


def _weight(state: Index, fact: Fact) -> tuple[int, int, str]:
    """What comes first: what tells how large the industry of a country or hub is, then of another place; then what most
    is known of."""
    about = state.content.subjects[fact.about]
    rank = 2
    if isinstance(about, Place) and fact.figure and fact.figure.measure == about.lead:
        rank = 0 if about.kind in ("country", "city") else 1
    return rank, -len(state.by_subject.get(fact.about, ())), fact.about
