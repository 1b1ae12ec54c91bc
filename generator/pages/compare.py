"""The comparison of places of one kind: which places, which measures, which figure of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.draw.charts import Bound
from generator.model.records import Fact, Place, PlaceKind
from generator.model.series import counts_in_series, figure_of
from generator.model.words import months_in_words
from generator.pages.figures import are_as_long, common_unit, in_unit
from generator.pages.findings import Point
from generator.pages.notes import Notes
from generator.pages.page import Link, Page, Table, view
from generator.pages.parts import Catalogue, Claim, SourceView
from generator.pages.series import BOUNDS, COLUMNS, NUMBERS, figures_table


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
    file: Table


@view
class ComparePage(Page):
    """Places of one kind side by side, and those that share no measure."""

    comparisons: tuple[Comparison, ...]
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
_FAR_APART = 12


@dataclass(frozen=True, slots=True)
class _Measure:
    """A column to be: what is counted, and whether it is reported or only planned."""

    id: str
    is_target: bool


_Cells = Mapping[_Measure, Mapping[str, Fact]]


def compare_page(catalogue: Catalogue) -> ComparePage:
    """The page that sets places of one kind side by side, and the files of its tables."""
    notes = Notes(catalogue)
    found = tuple(_comparisons(catalogue, notes))
    comparisons = tuple(comparison for comparison in found if comparison.tables)
    return ComparePage(
        path="compare/index.md",
        template="compare",
        has_contents=True,
        title="Compare",
        description="Places of one kind side by side: the same measure, each figure with its own date and source.",
        script="javascripts/sort.js",
        csv=tuple(comparison.file for comparison in comparisons),
        comparisons=comparisons,
        without_data=", ".join(comparison.heading for comparison in found if not comparison.tables),
        sources=notes.sources(),
    )


def _comparisons(catalogue: Catalogue, notes: Notes) -> Iterator[Comparison]:
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
                yield _comparison(catalogue, notes, ordered, id=id, heading=heading)


def _comparison(catalogue: Catalogue, notes: Notes, places: Sequence[Place], *, id: str, heading: str) -> Comparison:
    cells = _cells(catalogue, places)
    measures = sorted(cells, key=lambda measure: (measure.is_target, -len(cells[measure]), _name(catalogue, measure)))
    groups = [measures] if len(measures) <= _MOST_COLUMNS else [[measure] for measure in measures]
    return Comparison(
        id=id,
        heading=heading,
        tables=tuple(_table(catalogue, notes, places, cells, group) for group in groups if group),
        file=_file(catalogue, places, measures, cells, path=f"compare/{id}.csv"),
    )


def _name(catalogue: Catalogue, measure: _Measure) -> str:
    return catalogue.content.measures[measure.id].name


def _cells(catalogue: Catalogue, places: Sequence[Place]) -> _Cells:
    """The figure of every place to compare, by measure; only measures that two places have or more."""
    found: dict[_Measure, dict[str, Fact]] = {}
    for id, measure in catalogue.content.measures.items():
        standing = catalogue.by_measure.get(id, {})
        for place in places:
            counting = [fact for fact in standing.get(place.id, ()) if counts_in_series(measure, fact)]
            if fact := catalogue.statements.compared(counting):
                found.setdefault(_Measure(id, is_target=False), {})[place.id] = fact
    for place in places:
        for fact in catalogue.by_subject.get(place.id, ()):
            if fact.kind == "target" and fact.figure and not fact.withdrawn and fact.about == place.id:
                found.setdefault(_Measure(fact.figure.measure, is_target=True), {}).setdefault(place.id, fact)
    return {measure: facts for measure, facts in found.items() if len(facts) > 1}


def _table(
    catalogue: Catalogue, notes: Notes, places: Sequence[Place], cells: _Cells, measures: Sequence[_Measure]
) -> ComparedTable:
    rows = tuple(
        (
            catalogue.subject_link(place.id),
            tuple(_figure(catalogue, notes, cells[measure], place) for measure in measures),
        )
        for place in places
    )
    is_alone = len(measures) == 1
    return ComparedTable(
        columns=tuple(_column(catalogue, measure, list(cells[measure].values())) for measure in measures),
        rows=tuple(row for row in rows if not is_alone or any(row[1])),
        without_data=", ".join(place.name for place, figures in rows if not any(figures)) if is_alone else "",
    )


def _column(catalogue: Catalogue, measure: _Measure, facts: Sequence[Fact]) -> ComparedColumn:
    found = catalogue.content.measures[measure.id]
    unit = catalogue.content.units[common_unit(map(figure_of, facts))]
    is_money = unit.family == "money"
    return ComparedColumn(
        label=f"{found.name}, {unit.many}" if is_money else found.name,
        definition=found.definition,
        excludes=found.excludes,
        is_target=measure.is_target,
        warnings=tuple(_warnings(facts, is_money=is_money)),
    )


def _warnings(facts: Sequence[Fact], *, is_money: bool) -> Iterator[str]:
    whens = [fact.figure.when for fact in facts if fact.figure]
    first, last = min(when.last for when in whens), max(when.last for when in whens)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > _FAR_APART:
        yield f"The dates lie {months_in_words(months)} apart."
    if is_money and not are_as_long(whens):
        yield "Not all are for the same length of time."


def _value(catalogue: Catalogue, fact: Fact, unit: str) -> Fraction | None:
    """A figure's value in the unit of its column, to sort and draw by; None where no rate says it."""
    figure, units = figure_of(fact), catalogue.content.units
    if figure.unit == unit or not catalogue.content.currency(figure):
        return figure.value * units[figure.unit].factor / units[unit].factor
    found = catalogue.worth(fact, unit)
    return figure.value * found[0] if found else None


def _figure(catalogue: Catalogue, notes: Notes, facts: Mapping[str, Fact], place: Place) -> ComparedFigure | None:
    fact = facts.get(place.id)
    if fact is None:
        return None
    figures = [figure_of(other) for other in facts.values()]
    unit = common_unit(figures)
    column = [value for other in facts.values() if (value := _value(catalogue, other, unit)) is not None]
    value = _value(catalogue, fact, unit)
    # A count is of a moment, however it is dated.
    are_alike = not catalogue.content.currency(figure_of(fact)) or are_as_long(figure.when for figure in figures)
    # Bars begin at zero, so that there are none where something is below it; nor of times that are not as long.
    is_drawn = value is not None and are_alike and min(column) >= 0 and max(column) > 0
    return ComparedFigure(
        claim=notes.claim(fact),
        converted=in_unit(catalogue, fact, unit),
        value="" if value is None else f"{float(value):.15g}",
        bar=float((value or 0) / max(column)) if is_drawn else 0.0,
        bound=BOUNDS[figure_of(fact).qualifier or ""],
    )


def _file(
    catalogue: Catalogue, places: Sequence[Place], measures: Sequence[_Measure], cells: _Cells, *, path: str
) -> Table:
    """The comparison as a file: a row for every place and measure, those without data too."""
    rows: list[tuple[str, ...]] = []
    link = Link(path=path, name="CSV")
    for measure in measures:
        for place in places:
            fact = cells[measure].get(place.id)
            if fact:
                point = Point.of(fact, catalogue.claim(fact), catalogue.statements.speakers)
                rows.extend(figures_table(link, [point]).rows)
            else:
                empty = {"about": place.id, "measure": measure.id, "status": "No data"}
                rows.append(tuple(empty.get(column, "") for column in COLUMNS))
    return Table(link=link, columns=COLUMNS, rows=tuple(rows), numbers=NUMBERS)
