"""Figures over time: which make a series, which of these are drawn, and their table as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.model.charts import Shown
from generator.model.records import Chart, Fact
from generator.model.series import Series, by_time, figure_of
from generator.model.words import number_exactly
from generator.pages.long_lists import Listed, listed
from generator.pages.notes import Notes
from generator.pages.page import Link, Table, view
from generator.pages.parts import Catalogue, Claim
from generator.pages.plotted import Plotted, Plotter
from generator.pages.times import Point, times_of


@view
class SeriesView:
    """The figures and targets of one place or organisation and one measure, each with its time, oldest first."""

    label: str
    definition: str
    excludes: str | None
    rows: tuple[tuple[str, Claim], ...]
    chart: Plotted | None
    # Its table to take away; a place has one of each of its measures over time.
    file: Link | None


# A line through fewer would show nothing that a sentence does not say.
ENOUGH_FOR_A_CHART = 3
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
    return SeriesView(
        label=_label(catalogue, series),
        definition=series.measure.definition,
        excludes=series.measure.excludes,
        rows=tuple(
            (f"target for {point.claim.when}" if point.is_target else point.claim.when, point.claim) for point in points
        ),
        chart=_plotted(catalogue, series, points, notes, own) if is_charted(series) else None,
        file=_file(catalogue, series) if series.key.about in catalogue.content.places else None,
    )


def _plotted(
    catalogue: Catalogue, series: Series, points: Sequence[Point], notes: Notes, own: Fact | None
) -> Plotted | None:
    """A series drawn as a chart of its measure about its place or organisation would be."""
    about = series.key.about
    chart = Chart(
        id=f"over-time-{about}-{_name(series)}".replace("_", "-"),
        kind="series",
        title=f"{series.measure.name}, {catalogue.subject_link(about).name}",
        about=(about,),
        measure=series.key.measure,
    )
    drawn = tuple(point.fact for time in times_of(catalogue, points) for point in time.points)
    plotted = Plotter(catalogue, chart, Shown(facts=drawn, rows=(), not_drawn=()), notes, own).plotted()
    return plotted if plotted.plot else None


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
