"""What is drawn, and what stands in a table that can be taken away: series over time, where places lie, comparisons."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from generator.views import Claim, Link, view

# Where the true value lies, by the source's own hedge.
Bound = Literal["", "above", "below", "about"]


@view
class Mark:
    """A figure in a chart: the time that it is of, its height, its words, and which source of the chart has it."""

    first: date
    last: date
    value: Fraction
    hedge: str
    label: str
    # Its time in words, where that is not a plain year.
    when: str
    source: int
    bound: Bound
    is_target: bool


@view
class Join:
    """A line from one mark to another of the same source, because two sources may not count the same; with a gap,
    times between them have no figure."""

    start: int
    end: int
    has_gap: bool


@view
class ChartSource:
    """A publisher in a chart, whose marks have the shape of its place among the others; the first claim from
    each of its documents."""

    name: str
    claims: tuple[Claim, ...]
    is_target: bool


@view
class Chart:
    """A series as a drawing: what it shows in a sentence, its marks, oldest first, and what joins them."""

    id: str
    name: str
    finding: str
    scale: str
    # How to read what is drawn.
    signs: str
    description: str
    marks: tuple[Mark, ...]
    joins: tuple[Join, ...]
    # The marks of one time that differ.
    disputes: tuple[tuple[int, ...], ...]
    # The heights of the lines across, in words, from the lowest up.
    ticks: tuple[tuple[Fraction, str], ...]
    sources: tuple[ChartSource, ...]


@view
class Table:
    """A table that can be taken away as a file."""

    link: Link
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@view
class Series:
    """The figures and targets of one place or organisation and one measure, each with its time, oldest first."""

    label: str
    definition: str
    excludes: str | None
    rows: tuple[tuple[str, Claim], ...]
    chart: Chart | None
    table: Table


@view
class Dot:
    """A place in a locator drawing; degrees north and east."""

    name: str
    lat: float
    lon: float


@view
class Locator:
    """Where places lie to each other, roughly."""

    id: str
    title: str
    description: str
    dots: tuple[Dot, ...]


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
