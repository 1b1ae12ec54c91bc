"""The comparison of places of one kind: which places, which measures, which figure of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from generator.draw.shapes import Bound
from generator.model.records import Fact, Place, PlaceKind
from generator.model.series import counts_in_series, figure_of
from generator.model.when import are_as_long
from generator.model.words import months_in_words
from generator.pages.figures import common_unit, in_unit
from generator.pages.long_lists import ListPage, listed
from generator.pages.notes import Notes
from generator.pages.page import Link, Table, view
from generator.pages.parts import Catalogue, Claim, SourceView
from generator.pages.series import COLUMNS, NUMBERS, figures_table
from generator.pages.times import BOUNDS, Point


@view
class ComparedFigure:
    """A cell: a figure, in the unit that most of its column have where it has another, its value as digits to sort
    by, and how long its bar is as a part of the longest."""

    claim: Claim
    converted: str
    value: str
    bar: float
    bound: Bound


@view
class ComparedColumn:
    """A measure, and what to know before its figures are compared."""

    label: str
    definition: str
    excludes: str | None
    is_target: bool
    warnings: tuple[str, ...]


@view
class ComparedTable:
    """Places by measures: a row a place, None where no figure is on file. Where one measure has a table of its
    own, those without data are named under it."""

    columns: tuple[ComparedColumn, ...]
    rows: tuple[tuple[Link, tuple[ComparedFigure | None, ...]], ...]
    without_data: str


@view
class Comparison:
    """Places of one kind side by side, in one table or, where there are many measures, in one for each."""

    id: str
    heading: str
    tables: tuple[ComparedTable, ...]
    file: Link


@view
class ComparePage(ListPage):
    """Places of one kind side by side, and those that share no measure."""

    comparisons: tuple[Comparison, ...]
    # Whether it is the page of all, where a reader chooses what is compared.
    has_choice: bool
    # Places of one kind that share no measure: Cities in Canada.
    without_data: str
    sources: tuple[SourceView, ...]


# What is compared with its like, and within what: the clusters of a city, the cities of a country.
_WITHIN: Mapping[PlaceKind, tuple[str, PlaceKind | None]] = {
    "cluster": ("Clusters", "city"),
    "district": ("Districts", "city"),
    "city": ("Cities", "country"),
    "province": ("Provinces", "country"),
    "country": ("Countries", None),
}
# More measures than these would make a table that no screen holds.
_MOST_COLUMNS = 4
# Dates further apart than so many months are said to be.
FAR_APART = 12
ARE_FAR_APART, ARE_OF_OTHER_LENGTHS = "The dates lie {} apart.", "Not all are for the same length of time."


@dataclass(frozen=True, slots=True)
class Measured:
    """A column to be: what is counted, and whether it is reported or only planned."""

    id: str
    name: str
    is_target: bool


# By measure, the figure of each place or organisation by its id.
Figures = Mapping[Measured, Mapping[str, Fact]]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Places to compare, and the figures of each measure that two of them have or more, in the order of columns."""

    id: str
    heading: str
    places: Sequence[Place]
    cells: Figures


class _Column(NamedTuple):
    """A measure of a comparison: what is listed on the pages of comparisons."""

    of: _Compared
    measure: Measured


def compare_pages(catalogue: Catalogue) -> Iterator[ComparePage]:
    """Places of one kind side by side, and the files of the tables; of many tables a page for each comparison, and of
    a large one for each measure."""

    def comparison(column: _Column) -> tuple[str, str]:
        return column.of.id, column.of.heading

    def measure(column: _Column) -> tuple[str, str]:
        id, name = column.measure.id, column.measure.name
        return (f"{id}-target", f"{name} (target)") if column.measure.is_target else (id, name)

    found = tuple(_compared_places(catalogue))
    columns = (_Column(one, measure) for one in found for measure in one.cells)
    pages = listed(columns, "compare/index.md", "Compare", "compare", comparison, measure, size=_size)
    for page in pages:
        notes = Notes(catalogue)
        grouped = groupby(page.rows, lambda column: column.of)
        comparisons = [_comparison(catalogue, notes, of, [one.measure for one in own]) for of, own in grouped]
        is_whole = not page.above
        yield ComparePage(
            path=page.path,
            template="compare",
            has_contents=True,
            title=page.title,
            description="Places of one kind side by side: the same measure, each figure with its own date and source.",
            script="javascripts/sort.js",
            above=page.above,
            parts=page.parts,
            csv=tuple(_file(catalogue, one) for one in found if one.cells) if is_whole else (),
            comparisons=tuple(comparisons),
            has_choice=is_whole,
            without_data=", ".join(one.heading for one in found if not one.cells) if is_whole else "",
            sources=notes.sources(),
        )


def _size(column: _Column) -> int:
    return len(column.of.cells[column.measure])


def _compared_places(catalogue: Catalogue) -> Iterator[_Compared]:
    figures = compared_figures(catalogue)
    for kind, (plural, within) in _WITHIN.items():
        groups: dict[str, list[Place]] = defaultdict(list)
        for place in catalogue.places_of_kind.get(kind, ()):
            above = (id for id in catalogue.content.ancestors(place.id) if catalogue.content.places[id].kind == within)
            groups[next(above, "")].append(place)
        for parent, places in sorted(groups.items()):
            if len(places) > 1:
                name = catalogue.content.places[parent].name if parent else ""
                id = f"{plural.lower()}-{parent}" if parent else plural.lower()
                heading = f"{plural} in {name}" if name else plural
                ordered = sorted(places, key=lambda place: (place.name.casefold(), place.id))
                yield _Compared(id, heading, ordered, _cells(figures, ordered))


def _comparison(catalogue: Catalogue, notes: Notes, of: _Compared, measures: Sequence[Measured]) -> Comparison:
    groups = [measures] if len(of.cells) <= _MOST_COLUMNS else [[measure] for measure in measures]
    return Comparison(
        id=of.id,
        heading=of.heading,
        tables=tuple(_table(catalogue, notes, of, group) for group in groups),
        file=_file_link(of),
    )


def _cells(figures: Figures, places: Sequence[Place]) -> Mapping[Measured, Mapping[str, Fact]]:
    """The figure of every place to compare, by measure; only measures that two places have or more, those that most
    have first and plans last."""
    among = {place.id for place in places}
    found = {measure: {id: fact for id, fact in of.items() if id in among} for measure, of in figures.items()}
    shared = [measure for measure, facts in found.items() if len(facts) > 1]
    shared.sort(key=lambda measure: (measure.is_target, -len(found[measure]), measure.name))
    return {measure: found[measure] for measure in shared}


def compared_figures(catalogue: Catalogue) -> Figures:
    """Of every place and organisation the figure of each measure that is held against others', and its target with the
    last day: by measure, then by what it is about. What is for a year or a person is no total, and is left out; so is
    what says something of another figure alone."""
    found: dict[Measured, dict[str, Fact]] = defaultdict(dict)
    for id, measure in catalogue.content.measures.items():
        for subject, facts in catalogue.by_measure.get(id, {}).items():
            counting = [fact for fact in facts if counts_in_series(measure, fact) and not figure_of(fact).per]
            if fact := catalogue.statements.compared(counting):
                found[Measured(id, measure.name, is_target=False)][subject] = fact
    for subject in catalogue.content.subjects:
        for fact in catalogue.by_each_figure(catalogue.by_subject.get(subject, ())):
            if fact.kind == "target" and fact.figure and not fact.withdrawn and fact.about == subject:
                id = fact.figure.measure
                name = catalogue.content.measures[id].name
                found[Measured(id, name, is_target=True)].setdefault(subject, fact)
    return found


def _table(catalogue: Catalogue, notes: Notes, of: _Compared, measures: Sequence[Measured]) -> ComparedTable:
    scales = [_Scale.of(catalogue, of.cells[measure]) for measure in measures]
    rows = tuple(
        (catalogue.subject_link(place.id), tuple(_figure(catalogue, notes, scale, place) for scale in scales))
        for place in of.places
    )
    is_alone = len(measures) == 1
    return ComparedTable(
        columns=tuple(_column(catalogue, measure, list(of.cells[measure].values())) for measure in measures),
        rows=tuple(row for row in rows if not is_alone or any(row[1])),
        without_data=", ".join(place.name for place, figures in rows if not any(figures)) if is_alone else "",
    )


def _column(catalogue: Catalogue, measure: Measured, facts: Sequence[Fact]) -> ComparedColumn:
    found = catalogue.content.measures[measure.id]
    unit = catalogue.content.units[common_unit(map(figure_of, facts))]
    is_money = unit.family == "money"
    return ComparedColumn(
        label=f"{found.name}, {unit.many}" if is_money else found.name,
        definition=found.definition,
        excludes=found.excludes,
        is_target=measure.is_target,
        warnings=tuple(_warnings(facts, is_for_a_time=is_for_a_time(catalogue, measure.id))),
    )


def is_for_a_time(catalogue: Catalogue, measure: str) -> bool:
    """Whether figures of a measure are for some length of time, as amounts of money are."""
    found = catalogue.content.measures[measure]
    return found.kind == "flow" or found.unit == "money"


def _warnings(facts: Sequence[Fact], *, is_for_a_time: bool) -> Iterator[str]:
    whens = [fact.figure.when for fact in facts if fact.figure]
    first, last = min(when.last for when in whens), max(when.last for when in whens)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > FAR_APART:
        yield ARE_FAR_APART.format(months_in_words(months))
    if is_for_a_time and not are_as_long(whens):
        yield ARE_OF_OTHER_LENGTHS


def _value(catalogue: Catalogue, fact: Fact, unit: str) -> Fraction | None:
    """A figure's value in the unit of its column, to sort and draw by; None of a range, and where no rate says it."""
    figure, units = figure_of(fact), catalogue.content.units
    if figure.to is not None:
        return None
    if figure.unit == unit or not catalogue.content.currency(figure):
        return figure.value * units[figure.unit].factor / units[unit].factor
    found = catalogue.worth(fact, unit)
    return figure.value * found[0] if found else None


@dataclass(frozen=True, slots=True)
class _Scale:
    """The figures of a column, by place, with what they are sorted and drawn by: the unit that most of them have, the
    value of each in it, and the value of the longest bar, zero where none is drawn."""

    facts: Mapping[str, Fact]
    unit: str
    values: Mapping[str, Fraction | None]
    longest: Fraction

    @classmethod
    def of(cls, catalogue: Catalogue, facts: Mapping[str, Fact]) -> _Scale:
        figures = [figure_of(fact) for fact in facts.values()]
        unit = common_unit(figures)
        values = {place: _value(catalogue, fact, unit) for place, fact in facts.items()}
        known = [value for value in values.values() if value is not None]
        # A count is of a moment, however it is dated.
        is_flow = catalogue.content.measures[figures[0].measure].kind == "flow"
        is_of_moments = not is_flow and not catalogue.content.currency(figures[0])
        are_alike = is_of_moments or are_as_long(figure.when for figure in figures)
        # Bars begin at zero, so that there are none where something is below it; nor of times that are not as long.
        is_drawn = are_alike and min(known, default=-1) >= 0
        return cls(facts, unit, values, max(known) if is_drawn else Fraction(0))


def _figure(catalogue: Catalogue, notes: Notes, scale: _Scale, place: Place) -> ComparedFigure | None:
    fact = scale.facts.get(place.id)
    if fact is None:
        return None
    value = scale.values[place.id]
    return ComparedFigure(
        claim=notes.claim(fact),
        converted=in_unit(catalogue, fact, scale.unit),
        value="" if value is None else f"{float(value):.15g}",
        bar=float(value / scale.longest) if value is not None and scale.longest else 0.0,
        bound=BOUNDS[figure_of(fact).qualifier or ""],
    )


def _file_link(of: _Compared) -> Link:
    return Link(path=f"compare/{of.id}.csv", name="CSV")


def _file(catalogue: Catalogue, of: _Compared) -> Table:
    """The comparison as a file: a row for every place and measure, those without data too."""
    rows: list[tuple[str, ...]] = []
    link = _file_link(of)
    for measure, cells in of.cells.items():
        for place in of.places:
            fact = cells.get(place.id)
            if fact:
                point = Point.of(fact, catalogue.claim(fact), catalogue.statements.speakers)
                rows.extend(figures_table(link, [point]).rows)
            else:
                empty = {"about": place.id, "measure": measure.id, "status": "No data"}
                rows.append(tuple(empty.get(column, "") for column in COLUMNS))
    return Table(link=link, columns=COLUMNS, rows=tuple(rows), numbers=NUMBERS)
