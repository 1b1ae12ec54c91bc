"""Figures over time: which make a series, how they are drawn, and their table as a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, pairwise
from math import ceil, floor
from statistics import median_low

from generator.draw.charts import Bound, Chart, Join, Mark
from generator.model.agreement import Group
from generator.model.records import Fact, Figure
from generator.model.series import Series, by_time, figure_of
from generator.model.when import When
from generator.model.words import number_exactly, number_in_words, when_in_brief
from generator.pages.findings import Point, Time, description, finding, finding_in_words, scale, signs
from generator.pages.long_lists import Listed, listed
from generator.pages.notes import Notes
from generator.pages.page import Link, Table, view
from generator.pages.parts import Catalogue, Claim, Words


@view
class ChartVoice:
    """Who says figures of a chart, a speaker or a study, whose marks have the shape of its place among the others; the
    first claim from each document."""

    name: str
    claims: tuple[Claim, ...]
    is_target: bool


@view
class SeriesView:
    """The figures and targets of one place or organisation and one measure, each with its time, oldest first."""

    label: str
    definition: str
    excludes: str | None
    rows: tuple[tuple[str, Claim], ...]
    chart: Chart | None
    # Of a chart: what it shows, and whose marks have which shape.
    finding: Words
    voices: tuple[ChartVoice, ...]
    # Its table to take away; a place has one of each of its measures over time.
    file: Link | None


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
    *("status", "speaker", "publisher", "source", "address", "value_to", "per"),
)
NUMBERS = ("value", "value_to")


def shown_series(catalogue: Catalogue, subject: str) -> tuple[Series, ...]:
    """The series of a place or organisation that a page shows: those with figures of two times or more, or enough for
    a chart; charts first, then those with most figures."""
    own = catalogue.statements.series_about.get(subject, ())
    found = [series for series in own if is_charted(series) or series.is_over_time]
    labels = {series.key: _label(catalogue, series) for series in found}
    return tuple(sorted(found, key=lambda one: (not is_charted(one), -_size(one), labels[one.key])))


def series_lists(catalogue: Catalogue, subject: str, link: Link, folder: str) -> Iterator[Listed[Series]]:
    """The series of a place as they stand on the page of all facts about it; of many a page for each."""

    def measure(series: Series) -> tuple[str, str]:
        return _name(series), _label(catalogue, series)

    shown = shown_series(catalogue, subject) if subject in catalogue.content.places else ()
    return listed(shown, link.path, link.name, f"{folder}/over-time", measure, size=_size)


def other_times(catalogue: Catalogue, fact: Fact, notes: Notes) -> SeriesView | None:
    """The series that the figure leading a fact belongs to, with its mark told apart; None where it has one time."""
    series = catalogue.statements.series_of(fact)
    if series is None or not (is_charted(series) or series.is_over_time):
        return None
    return series_view(catalogue, series, notes, fact)


def is_charted(series: Series) -> bool:
    """Whether a series is drawn: figures and targets of two times or more, and enough of them. Plans alone are a list
    of plans."""
    facts = (*series.figures, *series.targets)
    times = {figure_of(fact).when.text for fact in facts}
    return bool(series.figures) and _size(series) >= ENOUGH_FOR_A_CHART and len(times) > 1


def _size(series: Series) -> int:
    return len(series.figures) + len(series.targets)


def _label(catalogue: Catalogue, series: Series) -> str:
    """The measure's name and, where there is another series of it in another currency, the currency."""
    key = series.key
    alike = [one for one in catalogue.statements.series_about[key.about] if one.measure is series.measure]
    is_alone = len(alike) == 1 or not key.currency
    return series.measure.name if is_alone else f"{series.measure.name}, {catalogue.content.units[key.currency].many}"


def series_view(catalogue: Catalogue, series: Series, notes: Notes, own: Fact | None = None) -> SeriesView:
    """A series as a page shows it; in the chart the mark of ``own`` is told apart."""
    points = _points(catalogue, series, notes.claim)
    charted = is_charted(series)
    return SeriesView(
        label=_label(catalogue, series),
        definition=series.measure.definition,
        excludes=series.measure.excludes,
        rows=tuple(
            (f"target for {point.claim.when}" if point.is_target else point.claim.when, point.claim) for point in points
        ),
        chart=_chart(catalogue, series, points, own) if charted else None,
        finding=finding_in_words(times_of(catalogue, points)) if charted else Words(pieces=()),
        voices=_voices(point for time in times_of(catalogue, points) for point in time.points) if charted else (),
        file=_file(catalogue, series) if series.key.about in catalogue.content.places else None,
    )


def series_file(catalogue: Catalogue, series: Series) -> Table:
    """The figures and targets of a series as a table that can be taken away."""
    return figures_table(_file(catalogue, series), _points(catalogue, series, catalogue.claim))


def _points(catalogue: Catalogue, series: Series, claim: Callable[[Fact], Claim]) -> list[Point]:
    facts = by_time((*series.figures, *series.targets))
    return [Point.of(fact, claim(fact), catalogue.statements.speakers) for fact in facts]


def _name(series: Series) -> str:
    """What a series is called in addresses. The currency is always in it, so that another currency changes none."""
    key = series.key
    return f"{key.measure}-{key.currency.lower()}" if key.currency else key.measure


def _file(catalogue: Catalogue, series: Series) -> Link:
    folder = catalogue.subject_link(series.key.about).path.removesuffix(".md")
    return Link(path=f"{folder}/{_name(series)}.csv", name="CSV")


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
            "" if figure.to is None else number_exactly(figure.to),
            figure.per or "",
        )
        for fact, figure, claim in ((point.fact, point.figure, point.claim) for point in points)
    )
    return Table(link=link, columns=COLUMNS, rows=rows, numbers=NUMBERS)


def _chart(catalogue: Catalogue, series: Series, points: Sequence[Point], own: Fact | None) -> Chart:
    times = times_of(catalogue, points)
    drawn = [(time, point) for time in times for point in time.points]
    shape_of = {voice: shape for shape, voice in enumerate(dict.fromkeys(point.voice for _, point in drawn))}
    units = catalogue.content.units
    # Of several the finest: percent next to parts of a whole.
    unit = min((units[point.figure.unit] for _, point in drawn), key=lambda unit: (unit.factor, unit.id))
    marks = tuple(
        Mark(
            first=time.when.first,
            last=time.when.last,
            value=point.figure.low * units[point.figure.unit].factor / unit.factor,
            to=point.figure.high * units[point.figure.unit].factor / unit.factor
            if point.figure.to is not None
            else None,
            hedge=point.figure.qualifier or "",
            label=point.number if point.figure.unit == unit.id else point.number_and_unit,
            when="" if time.when.precision == "year" and not time.when.is_span else when_in_brief(time.when),
            voice=shape_of[point.voice],
            bound=BOUNDS[point.figure.qualifier or ""],
            is_target=time.is_target,
        )
        for time, point in drawn
    )
    number_of = {point.fact.key: number for number, (_, point) in enumerate(drawn)}
    joins = tuple(joins_of(times, number_of))
    subject = series.key.about
    return Chart(
        id=f"{subject}-{_name(series)}".replace("_", "-"),
        name=f"{series.measure.name}, {catalogue.subject_link(subject).name}",
        finding=finding(times),
        scale=scale(unit.many, times),
        signs=signs(marks, joins, is_disputed=any(time.disagrees for time in times)),
        description=description(times),
        marks=marks,
        own=number_of.get(own.key) if own else None,
        joins=joins,
        disputes=tuple(
            tuple(number_of[point.fact.key] for point in time.points)
            for time in times
            if time.disagrees and len(time.points) > 1
        ),
        ticks=tuple((value, number_in_words(value)) for value in ticks([end for mark in marks for end in mark.ends])),
    )


def _voices(points: Iterable[Point]) -> tuple[ChartVoice, ...]:
    """Who says the figures of a chart, in the order in which they come."""
    found: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        found[point.voice].append(point)
    return tuple(
        ChartVoice(
            name=points[0].speaker,
            claims=tuple({point.claim.source.path: point.claim for point in reversed(points)}.values())[::-1],
            is_target=all(point.is_target for point in points),
        )
        for points in found.values()
    )


def times_of(catalogue: Catalogue, points: Sequence[Point]) -> list[Time]:
    """The times of a series, oldest first; figures that their source has replaced are left to the table."""
    statements = catalogue.statements
    point_of = {point.fact.key: point for point in points}
    groups: dict[When, Group] = {}
    found = []
    for point in points:
        is_target = point.is_target
        group = None if is_target else statements.group(point.fact)
        if group is None:
            leads = point if point.fits else None
            found.append(Time(point.figure.when, (point,), leads, disagrees=False, is_target=is_target))
        else:
            groups[group.when] = group
    for group in groups.values():
        # An amount in another currency stands in another chart.
        own = [fact for fact in group.latest if fact.key in point_of]
        leads = point_of.get(statements.leading(own[-1]).key)
        same = tuple(point_of[fact.key] for fact in own)
        found.append(Time(group.when, same, leads, disagrees=group.disagrees, is_target=False))
    return sorted(found, key=lambda time: (time.when.last, time.when.first, time.points[0].fact.id))


def joins_of(times: Sequence[Time], number_of: Mapping[tuple[str, Figure | None], int]) -> Iterator[Join]:
    """The lines: from each figure to the one before it of the same voice and kind of time; none through a figure that
    does not fit the others, or through a range, which has no one height."""
    for kind in dict.fromkeys(time.kind for time in times if time.kind):
        of_kind = [time for time in times if time.kind == kind]
        usual = _usual_step(of_kind)
        for number, time in enumerate(of_kind):
            for point in (point for point in time.points if point.is_joined):
                before = (
                    (earlier, other)
                    for earlier in reversed(of_kind[:number])
                    for other in earlier.points
                    if other.voice == point.voice and other.is_joined
                )
                for earlier, other in islice(before, 1):
                    is_long = (time.when.first - earlier.when.last).days > usual
                    has_gap = is_long and not _says_between(times, point.voice, earlier.when, time.when)
                    yield Join(start=number_of[other.fact.key], end=number_of[point.fact.key], has_gap=has_gap)


def _says_between(times: Sequence[Time], voice: str, one: When, two: When) -> bool:
    """Whether a voice gives a figure of a time between two others, of whatever kind of time."""
    between = (time for time in times if not time.is_target and one.last < time.when.last < two.last)
    return any(point.voice == voice for time in between for point in time.points)


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
