"""What does not add up: figures of several times, places or measures that cannot all be right.

Growth is held against the levels that it is of, a place against those that it lies in, a part of a period against the
whole of it, a count that only grows against its last figure, and a level against those before and after it. Only where
no figures on file fit is there anything to say, and a figure that is called odd has been explained already. What it
shows is no error yet: sources may not count the same. An editor says so, or corrects what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from generator.model.agreement import Group, Statements
from generator.model.records import Fact, Measure
from generator.model.series import Series, SeriesKey, figure_of, is_same_time
from generator.model.when import When, are_as_long, months_after
from generator.model.words import number_in_words, rounded, when_in_words

# How far growth may lie from that of the levels, as a part of the level before: these are rounded, and statisticians
# take price changes out of growth alone.
GROWTH_MARGIN = Fraction(5, 100)
# A level that is less than so much of those before and after it.
FALL = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Figures that do not add up, each as the fact led by it, the one first that is asked about: what they are about,
    the measure and time of that one, how far they are apart as a part of what was to be expected, and why in words."""

    key: SeriesKey
    measure: Measure
    when: When
    facts: tuple[Fact, ...]
    spread: Fraction
    words: str


def open_differences(statements: Statements, found: Sequence[Mismatch]) -> tuple[Group | Mismatch, ...]:
    """The groups that disagree and, where no such group is of the same thing, measure and time, what does not add up
    and an editor has explained: by what they are about, measure and time, each once."""
    differing: dict[tuple[SeriesKey, When], Group | Mismatch] = {}
    every: list[Group | Mismatch] = [*(group for group in statements.groups if group.disagrees)]
    every += [one for one in found if statements.verdict(one)]
    for one in every:
        differing.setdefault((one.key, one.when), one)
    return tuple(sorted(differing.values(), key=lambda one: (one.key, one.when.last, one.when.first)))


# A time of a series, and its figures that stand.
_Time = tuple[When, Sequence[Fact]]


def mismatches(statements: Statements) -> tuple[Mismatch, ...]:
    """Everything that does not add up, by what it is about, measure and time."""
    series = statements.series.values()
    times = {one.key: _times(statements, one) for one in series}
    found = [
        *(wrong for one in series if one.measure.growth_of for wrong in _growth(statements, one, times)),
        *(wrong for one in series if one.measure.kind != "rate" for wrong in _places(statements, one, times)),
        *(wrong for one in series if one.measure.kind == "flow" for wrong in _parts(statements, one, times[one.key])),
        *(wrong for one in series if one.measure.cumulative for wrong in _falls(statements, one, times[one.key])),
        *(
            wrong
            for one in series
            if one.measure.kind != "rate"
            for wrong in _sudden_falls(statements, one, times[one.key])
        ),
    ]
    return tuple(sorted(found, key=lambda one: (one.key, one.when.last, one.when.first, one.words)))


def _times(statements: Statements, series: Series) -> list[_Time]:
    """The times of a series, oldest first, with the figures that fit the others and that no later one replaced."""
    found = ((when, [fact for fact in facts if not fact.odd]) for when, facts in statements.times(series))
    return [(when, facts) for when, facts in found if facts]


def _growth(statements: Statements, growth: Series, times: dict[SeriesKey, list[_Time]]) -> Iterator[Mismatch]:
    """Growth that no two levels on file have."""
    levels = [
        (one.measure, times[one.key])
        for one in statements.series_about[growth.key.about]
        if one.measure.id == growth.measure.growth_of and one.key.per == growth.key.per
    ]
    for when, facts in times[growth.key]:
        pairs = [
            (now, before)
            for measure, of_level in levels
            for now in _at(measure, of_level, when)
            for before in _at(measure, of_level, _a_year_before(when))
        ]
        spans = {pair: _change(statements, *pair) for pair in pairs}
        for fact in facts:
            low, high = statements.reach(fact)
            gaps = {pair: max(span[0] - high, low - span[1]) for pair, span in spans.items() if span}
            if not gaps or min(gaps.values()) <= GROWTH_MARGIN:
                continue
            (now, before), gap = min(gaps.items(), key=lambda item: item[1])
            levels_low = [figure_of(one).low * _factor(statements, one) for one in (now, before)]
            yield Mismatch(
                growth.key,
                growth.measure,
                when,
                (fact, before, now),
                Fraction(gap),
                f"Does not add up by {_percent(Fraction(gap))} points: from {_when(before)} to {_when(now)} the level "
                f"changed by {_percent(levels_low[0] / levels_low[1] - 1)} percent",
            )


def _change(statements: Statements, now: Fact, before: Fact) -> tuple[Fraction | float, Fraction | float] | None:
    """The least and the greatest change from one level to another, as a part of the first; None from zero or below."""
    (low, high), (least, most) = statements.reach(now), statements.reach(before)
    return None if least <= 0 or low < 0 else (low / most - 1, high / least - 1)


def _places(statements: Statements, series: Series, times: dict[SeriesKey, list[_Time]]) -> Iterator[Mismatch]:
    """A place that has more than one that it lies in."""
    for parent in statements.content.ancestors(series.key.about):
        of_parent = times.get(replace(series.key, about=parent), [])
        for when, facts in times[series.key]:
            whole = _at(series.measure, of_parent, when)
            name = statements.content.places[parent].name
            yield from _more_than(statements, series, when, facts, whole, f"than {name}, in which it lies")


def _parts(statements: Statements, series: Series, times: Sequence[_Time]) -> Iterator[Mismatch]:
    """A part of a period in which more came than in the whole of it."""
    for when, facts in times:
        for longer, whole in times:
            is_part = longer.first <= when.first and when.last <= longer.last and not are_as_long((when, longer))
            if is_part and not when.is_open and not longer.is_open:
                what = f"than in {when_in_words(longer)}, of which it is a part"
                yield from _more_than(statements, series, when, facts, whole, what)


def _more_than(
    statements: Statements, series: Series, when: When, part: Sequence[Fact], whole: Sequence[Fact], what: str
) -> Iterator[Mismatch]:
    """A part that is more than its whole, whichever of the figures on file one takes."""
    if not whole:
        return
    least = min(part, key=lambda fact: statements.reach(fact)[0])
    most = max(whole, key=lambda fact: statements.reach(fact)[1])
    over = _over(statements, series.measure, statements.reach(least)[0], statements.reach(most)[1])
    if over:
        words = f"Does not add up by {_percent(over)} percent: more {what}"
        yield Mismatch(series.key, series.measure, when, (least, most), over, words)


def _falls(statements: Statements, series: Series, times: Sequence[_Time]) -> Iterator[Mismatch]:
    """A count of all so far that is less than it was."""
    for (earlier, before), (when, now) in pairwise(times):
        if earlier.last >= when.first:
            continue
        least = min(before, key=lambda fact: statements.reach(fact)[0])
        most = max(now, key=lambda fact: statements.reach(fact)[1])
        over = _over(statements, series.measure, statements.reach(least)[0], statements.reach(most)[1])
        if over:
            words = f"Does not add up by {_percent(over)} percent: a count of all so far was more {_at_time(earlier)}"
            yield Mismatch(series.key, series.measure, when, (most, least), over, words)


def _sudden_falls(statements: Statements, series: Series, times: Sequence[_Time]) -> Iterator[Mismatch]:
    """A level of less than half of both those before and after it."""
    is_flow = series.measure.kind == "flow"
    # Of a flow each length of time by itself: a quarter between two years is no fall.
    lengths = list(dict.fromkeys(when.months for when, _ in times)) if is_flow else [None]
    for months in lengths:
        same = [one for one in times if not is_flow or one[0].months == months]
        if is_flow and months is None:
            continue
        for before, (when, now), after in zip(same, same[1:], same[2:], strict=False):
            most = max(now, key=lambda fact: statements.reach(fact)[1])
            around = [min(facts, key=lambda fact: statements.reach(fact)[0]) for _, facts in (before, after)]
            least = min(statements.reach(fact)[0] for fact in around)
            now_high = statements.reach(most)[1]
            if now_high >= least * FALL or least <= 0:
                continue
            # What is nothing, or below it, lacks all that was to be expected.
            over = _over(statements, series.measure, least, now_high) if now_high > 0 else Fraction(1)
            if over:
                words = f"Does not add up by {_percent(over)} percent: less than half of what was before and after it"
                yield Mismatch(series.key, series.measure, when, (most, *around), over, words)


def _over(statements: Statements, measure: Measure, more: Fraction | float, less: Fraction | float) -> Fraction:
    """How much larger one is than another, as a part of that; zero within the tolerance, and where a limit leaves it
    open."""
    if not isinstance(more, Fraction) or not isinstance(less, Fraction) or less <= 0:
        return Fraction(0)
    over = more / less - 1
    return over if over > measure.tolerance / 100 else Fraction(0)


def _at(measure: Measure, times: Iterable[_Time], when: When) -> list[Fact]:
    return [fact for of, facts in times if is_same_time(measure, of, when) for fact in facts]


def _a_year_before(when: When) -> When:
    """The same time of the year before."""
    last = months_after(when.last + timedelta(days=1), -12) - timedelta(days=1)
    return replace(when, first=months_after(when.first, -12), last=last)


def _factor(statements: Statements, fact: Fact) -> Fraction:
    return statements.content.units[figure_of(fact).unit].factor


def _percent(part: Fraction) -> str:
    return number_in_words(Fraction(round(part * 100)) if abs(part) >= Fraction(1, 10) else rounded(part * 100, 2))


def _when(fact: Fact) -> str:
    return when_in_words(figure_of(fact).when)


def _at_time(when: When) -> str:
    return f"{'on' if when.precision == 'day' else 'in'} {when_in_words(when)}"
