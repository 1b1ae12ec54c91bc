"""Figures over time: which make a series, how they are drawn, and their table as a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import islice, pairwise
from math import ceil, floor
from statistics import median_low

from generator.draw.charts import Bound, Chart, Join, Mark
from generator.model.agreement import Group
from generator.model.records import Fact
from generator.model.when import When
from generator.model.words import number_exactly, number_in_words, when_in_brief
from generator.pages.findings import Point, Time, description, finding, scale, signs
from generator.pages.notes import Notes
from generator.pages.page import Link, Table, view
from generator.pages.parts import Catalogue, Claim


@view
class ChartSource:
    """A publisher in a chart, whose marks have the shape of its place among the others; the first claim from
    each of its documents."""

    name: str
    claims: tuple[Claim, ...]
    is_target: bool


@view
class Series:
    """The figures and targets of one place or organisation and one measure, each with its time, oldest first."""

    label: str
    definition: str
    excludes: str | None
    rows: tuple[tuple[str, Claim], ...]
    chart: Chart | None
    # Of a chart: whose marks have which shape.
    sources: tuple[ChartSource, ...]
    table: Table


# A line through fewer would show nothing that a sentence does not say.
ENOUGH_FOR_A_CHART = 3
BOUNDS: Mapping[str, Bound] = {
    "": "",
    **dict.fromkeys(("more than", "over", "at least"), "above"),
    **dict.fromkeys(("nearly", "almost", "up to", "under", "less than"), "below"),
    **dict.fromkeys(("about", "around", "some"), "about"),
}
COLUMNS = (
    *("fact", "about", "measure", "kind", "when", "qualifier", "value", "unit"),
    *("status", "speaker", "publisher", "source", "address"),
)
NUMBERS = ("value",)


def series(catalogue: Catalogue, subject: str, facts: Iterable[Fact], notes: Notes) -> tuple[Series, ...]:
    """The measures of a place or organisation that have figures of two times or more, or enough for a chart."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.about == subject and fact.figure and fact.kind != "policy" and not fact.withdrawn:
            groups[fact.figure.measure, catalogue.content.currency(fact.figure)].append(fact)
    found = []
    for (id, currency), group in groups.items():
        figures = [fact for fact in group if fact.kind != "target"]
        # Plans alone are a list of plans.
        charted = len(group) >= ENOUGH_FOR_A_CHART and _times_of(group) >= 2 and bool(figures)
        if charted or _times_of(figures) >= 2:
            points = [Point.of(fact, notes.claim(fact)) for fact in sorted(group, key=_age)]
            # The currency is always in the name, so that another one beside it changes no address.
            name = f"{id}-{currency.lower()}" if currency else id
            made = _series(catalogue, subject, points, name, charted=charted)
            if len([other for other, _ in groups if other == id]) > 1:
                made = replace(made, label=f"{made.label}, {catalogue.content.units[currency].many}")
            found.append(made)
    return tuple(sorted(found, key=lambda series: (series.chart is None, -len(series.rows), series.label)))


def _times_of(facts: Iterable[Fact]) -> int:
    return len({fact.figure.when.text for fact in facts if fact.figure})


def _age(fact: Fact) -> tuple[date, date, str]:
    when = fact.figure.when if fact.figure else None
    return (when.last, when.first, fact.id) if when else (date.min, date.min, fact.id)


def _series(catalogue: Catalogue, subject: str, points: Sequence[Point], name: str, *, charted: bool) -> Series:
    measure = catalogue.content.measures[points[0].figure.measure]
    folder = catalogue.subject_link(subject).path.removesuffix(".md")
    sources = _sources(point for time in _times(catalogue, points) for point in time.points) if charted else ()
    return Series(
        label=measure.name,
        definition=measure.definition,
        excludes=measure.excludes,
        rows=tuple(
            (f"target for {point.claim.when}" if point.is_target else point.claim.when, point.claim) for point in points
        ),
        chart=_chart(catalogue, subject, points, name, sources) if charted else None,
        sources=sources,
        table=figures_table(Link(path=f"{folder}/{name}.csv", name="CSV"), points),
    )


def figures_table(link: Link, points: Iterable[Point]) -> Table:
    """Figures as rows of text, exact, each with who said it and where."""
    rows = tuple(
        (
            fact.id,
            fact.about,
            figure.measure,
            fact.kind,
            figure.when.text,
            figure.qualifier or "",
            number_exactly(figure.value),
            figure.unit,
            claim.status,
            claim.speaker,
            claim.source.publisher,
            claim.source.title,
            claim.source.url,
        )
        for fact, figure, claim in ((point.fact, point.figure, point.claim) for point in points)
    )
    return Table(link=link, columns=COLUMNS, rows=rows, numbers=NUMBERS)


def _chart(
    catalogue: Catalogue, subject: str, points: Sequence[Point], name: str, sources: Sequence[ChartSource]
) -> Chart:
    times = _times(catalogue, points)
    drawn = [(time, point) for time in times for point in time.points]
    shape_of = {source.name: shape for shape, source in enumerate(sources)}
    units = catalogue.content.units
    # Of several the finest: percent beside parts of a whole.
    unit = min((units[point.figure.unit] for _, point in drawn), key=lambda unit: (unit.factor, unit.id))
    marks = tuple(
        Mark(
            first=time.when.first,
            last=time.when.last,
            value=point.figure.value * units[point.figure.unit].factor / unit.factor,
            hedge=point.figure.qualifier or "",
            label=point.number if point.figure.unit == unit.id else point.number_and_unit,
            when="" if time.when.precision == "year" and not time.when.is_span else when_in_brief(time.when),
            source=shape_of[point.publisher],
            bound=BOUNDS[point.figure.qualifier or ""],
            is_target=time.is_target,
        )
        for time, point in drawn
    )
    number_of = {point.fact.id: number for number, (_, point) in enumerate(drawn)}
    joins = tuple(_joins(times, number_of))
    measure = catalogue.content.measures[points[0].figure.measure]
    return Chart(
        id=f"{subject}-{name}".replace("_", "-"),
        name=f"{measure.name}, {catalogue.subject_link(subject).name}",
        finding=finding(times),
        scale=scale(unit.many, times),
        signs=signs(marks, joins, is_disputed=any(time.disagrees for time in times)),
        description=description(times),
        marks=marks,
        joins=joins,
        disputes=tuple(tuple(number_of[point.fact.id] for point in time.points) for time in times if time.disagrees),
        ticks=tuple((value, number_in_words(value)) for value in ticks([mark.value for mark in marks])),
    )


def _sources(points: Iterable[Point]) -> tuple[ChartSource, ...]:
    """The publishers in the order in which they come."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        found[point.publisher].append(point)
    return tuple(
        ChartSource(
            name=name,
            claims=tuple({point.claim.source.path: point.claim for point in reversed(points)}.values())[::-1],
            is_target=all(point.is_target for point in points),
        )
        for name, points in found.items()
    )


def _times(catalogue: Catalogue, points: Sequence[Point]) -> list[Time]:
    """The times of a series, oldest first; figures that their source has replaced are left to the table."""
    statements = catalogue.statements
    point_of = {point.fact.id: point for point in points}
    groups: dict[tuple[str, str, When], Group] = {}
    found = []
    for point in points:
        is_target = point.is_target
        group = None if is_target else statements.group_of.get(point.fact.id)
        if group is None:
            found.append(Time(point.figure.when, (point,), point, disagrees=False, is_target=is_target))
        else:
            groups[group.about, group.measure, group.when] = group
    for group in groups.values():
        leads = group.latest[-1].id
        if group.disagrees:
            leads = catalogue.verdict(group).leads
        same = tuple(point_of[fact.id] for fact in group.latest)
        found.append(Time(group.when, same, point_of.get(leads), disagrees=group.disagrees, is_target=False))
    return sorted(found, key=lambda time: (time.when.last, time.when.first, time.points[0].fact.id))


def _joins(times: Sequence[Time], number_of: Mapping[str, int]) -> Iterator[Join]:
    """The lines: from each figure to the one before it of the same voice and kind of time."""
    for kind in dict.fromkeys(time.kind for time in times if time.kind):
        of_kind = [time for time in times if time.kind == kind]
        usual = _usual_step(of_kind)
        for number, time in enumerate(of_kind):
            for point in time.points:
                before = (
                    (earlier, other)
                    for earlier in reversed(of_kind[:number])
                    for other in earlier.points
                    if other.voices & point.voices
                )
                for earlier, other in islice(before, 1):
                    has_gap = (time.when.first - earlier.when.last).days > usual
                    yield Join(start=number_of[other.fact.id], end=number_of[point.fact.id], has_gap=has_gap)


def _usual_step(times: Sequence[Time]) -> float:
    """How many days may lie between two times before there is a gap: none where periods follow each other;
    between moments, half as much again as is usual, but never more than a year and a half."""
    if times[0].kind != "moment":
        return 1
    steps = [(two.when.first - one.when.last).days for one, two in pairwise(times)]
    return min(548, 1.5 * median_low(steps)) if steps else 0


def ticks(values: Sequence[Fraction]) -> list[Fraction]:
    """Round heights from zero to the highest value or above, three or four of them; below zero where values are."""
    low, high = min(Fraction(0), *values), max(Fraction(0), *values)
    if low == high:
        high = Fraction(1)
    power = Fraction(1, 10**30)
    while power * 10 < (high - low) / 4:
        power *= 10
    for part in (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10), Fraction(20)):
        step = part * power
        # A quarter of ten is no round number of companies.
        if part == Fraction(5, 2) and step.denominator != 1:
            continue
        if ceil(high / step) - floor(low / step) <= (5 if low < 0 < high else 4):
            break
    return [step * number for number in range(floor(low / step), ceil(high / step) + 1)]
