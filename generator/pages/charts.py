"""Charts as records: the view that pages show of one, its own page, and the list of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from math import ceil

from generator.draw.charts import draw
from generator.draw.link_previews import LinkPreview
from generator.draw.shapes import Scene, framed
from generator.model.charts import Why, shown
from generator.model.records import Chart, Fact
from generator.model.series import figure_of
from generator.model.versions import SHORT
from generator.model.words import counted, number_exactly
from generator.pages.notes import Notes
from generator.pages.page import Link, Page, Table, address, view
from generator.pages.parts import Catalogue, Claim, SourceView
from generator.pages.plotted import ChartRow, Plotted, Plotter


@view
class ChartView(Plotted):
    """A chart as pages show it, with its table and where it is at home."""

    link: Link
    note: str | None
    rows: tuple[ChartRow, ...]
    has_abouts: bool
    has_whats: bool
    # What of it is not drawn, and why.
    not_drawn: tuple[tuple[Claim, str], ...]
    # How its figures stand, and since when.
    state: str

    @property
    def csv(self) -> Link:
        """Its table as a file."""
        return Link(path=f"charts/{self.id}/{self.id}.csv", name="CSV")

    @property
    def svg(self) -> Link:
        """Its drawing as a file that stands alone."""
        return Link(path=f"charts/{self.id}/{self.id}.svg", name="SVG")

    @property
    def png(self) -> Link:
        """Its drawing as a picture."""
        return Link(path=f"charts/{self.id}/{self.id}.png", name="PNG")

    @property
    def embed(self) -> str:
        """Where the page lies that others show in a frame."""
        return f"charts/{self.id}/embed/index.html"

    def picture(self, site: str, url: str) -> Scene | None:
        """The drawing as a file shows it, with its title, and where it is from."""
        if self.plot is None:
            return None
        head = [(self.title, True), (self.scale, False)]
        foot = [*filter(None, (self.signs, self.note, self.state)), f"{site}, {url}{address(self.link.path)}"]
        return framed(draw(self.plot, "wide"), head, foot)


@view
class ChartPage(Page):
    """A chart with all that belongs to it: its table, who counts, where it is shown, and how to take it along."""

    chart: ChartView
    # Who says its figures, and how many of them.
    speakers: tuple[tuple[str, str], ...]
    used_in: tuple[Link, ...]
    # The line of HTML with which another page shows it.
    embed: str
    sources: tuple[SourceView, ...]


@view
class ChartListPage(Page):
    """Every chart, by kind."""

    kinds: tuple[tuple[str, tuple[Link, ...]], ...]


KINDS = {
    "series": "Over time, by who counts",
    "targets": "Targets against results",
    "ranges": "Where sources differ",
    "multiples": "One measure, several places",
}
_WHYS: Mapping[Why, str] = {
    "withdrawn": "withdrawn",
    "replaced": "its own source gives another figure since",
    "no figure": "it has no figure",
    "of another measure": "it counts something else",
    "in another currency": "in another currency",
    "for another time or thing": "for another time or thing",
    "not comparable": "what one event or part amounts to is no series",
    "no target": "no target",
    "nobody differs": "no source differs from it now",
    "not above zero": "no multiple of it can be told",
}
# How high a frame on another page is, in pixels: as high as the narrow drawing with its words.
_LEAST_HEIGHT = 420


def chart_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of charts, and the page of each."""
    charts = sorted(catalogue.content.charts.values(), key=lambda chart: (chart.title, chart.id))
    yield ChartListPage(
        path="charts/index.md",
        template="chart-list",
        title="Charts",
        description="Every chart, with its table, its file and a line to show it elsewhere.",
        kinds=tuple(
            (name, tuple(chart_link(one) for one in charts if one.kind == kind))
            for kind, name in KINDS.items()
            if any(one.kind == kind for one in charts)
        ),
    )
    used = _used_in(catalogue)
    for chart in catalogue.content.charts.values():
        yield chart_page(catalogue, chart, used.get(chart.id, ()))


def chart_link(chart: Chart) -> Link:
    """The link to the page of a chart."""
    return Link(path=f"charts/{chart.id}.md", name=chart.title)


def _used_in(catalogue: Catalogue) -> Mapping[str, Sequence[Link]]:
    """The pages that show each chart: briefings, newest first, then places, organisations and topics by name."""
    content, found = catalogue.content, dict[str, list[Link]]()
    links = [(one.chart, catalogue.briefing_link(one)) for one in catalogue.briefings]
    subjects = sorted(content.subjects.values(), key=lambda one: one.name)
    links += [(one.chart, catalogue.subject_link(one.id)) for one in subjects]
    topics = sorted(content.topics.values(), key=lambda one: one.name)
    links += [(one.chart, catalogue.topic_link(one.id)) for one in topics]
    for chart, link in links:
        if chart:
            found.setdefault(chart, []).append(link)
    return found


def chart_page(catalogue: Catalogue, chart: Chart, used_in: Sequence[Link]) -> ChartPage:
    """The page of a chart."""
    notes, site = Notes(catalogue), catalogue.content.site
    made = chart_view(catalogue, chart, notes)
    counts = Counter(row.speaker for row in made.rows)
    speakers = tuple((name, counted(number, "figure")) for name, number in counts.most_common())
    description_ = " ".join(filter(None, (f"{chart.title}.", made.finding or made.scale)))
    return ChartPage(
        path=made.link.path,
        template="chart",
        record=f"content/charts/{chart.id}.yml",
        title=chart.title,
        description=description_,
        chart=made,
        speakers=speakers,
        used_in=tuple(used_in),
        embed=_embed(made, site.url),
        sources=notes.sources(),
        csv=(_table(catalogue, made),),
        link_preview=LinkPreview(
            site=site.name,
            label=f"Chart: {KINDS[chart.kind].lower()}",
            text=chart.title,
            source=made.scale,
            states=((counted(len(made.rows), "figure"), "ink"),),
            reason=made.state,
        ),
    )


def _embed(chart: ChartView, url: str) -> str:
    title = chart.title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    height = _LEAST_HEIGHT
    if chart.plot:
        height = max(_LEAST_HEIGHT, ceil((draw(chart.plot, "narrow").height * 1.2 + 170) / 20) * 20)
    source = f"{url}{chart.embed.removesuffix('index.html')}"
    return f'<iframe src="{source}" title="{title}" width="100%" height="{height}" loading="lazy"></iframe>'


def shown_chart(catalogue: Catalogue, id: str | None, notes: Notes) -> ChartView | None:
    """The chart that a page names; None of one that names none."""
    return chart_view(catalogue, catalogue.content.charts[id], notes) if id else None


def chart_view(catalogue: Catalogue, chart: Chart, notes: Notes) -> ChartView:
    """A chart as a page shows it, whose notes number its sources."""
    found = shown(catalogue, chart)
    made = Plotter(catalogue, chart, found, notes)
    drawn = made.plotted()
    abouts = list(dict.fromkeys(fact.about for fact in found.drawn))
    return ChartView(
        **{field.name: getattr(drawn, field.name) for field in fields(drawn)},
        link=chart_link(chart),
        note=chart.note,
        rows=tuple(made.rows()),
        has_abouts=len(abouts) > 1,
        has_whats=chart.kind == "targets",
        not_drawn=tuple((notes.claim(one.fact), _WHYS[one.why]) for one in found.not_drawn),
        state=made.state(),
    )


_COLUMNS = ("id", "about", "measure", "kind", "value", "value_to", "unit", "per", "qualifier", "when")
_MORE_COLUMNS = ("speaker", "status", "drawn", "url", "version")


def _table(catalogue: Catalogue, chart: ChartView) -> Table:
    """Every figure of a chart as a row of text, exact; those that are not drawn too, with the reason."""
    content = catalogue.content
    found = shown(catalogue, content.charts[chart.id])
    rows = [(fact, "yes") for fact in found.drawn] + [(one.fact, f"no: {_WHYS[one.why]}") for one in found.not_drawn]
    return Table(
        link=chart.csv,
        columns=_COLUMNS + _MORE_COLUMNS,
        rows=tuple(_csv_row(catalogue, fact, drawn) for fact, drawn in rows if fact.figure),
        numbers=("value", "value_to"),
    )


def _csv_row(catalogue: Catalogue, fact: Fact, drawn: str) -> tuple[str, ...]:
    figure = figure_of(fact)
    return (
        fact.id,
        fact.about,
        figure.measure,
        fact.kind,
        number_exactly(figure.value),
        "" if figure.to is None else number_exactly(figure.to),
        figure.unit,
        figure.per or "",
        figure.qualifier or "",
        figure.when.text,
        catalogue.statements.speakers.label(fact),
        catalogue.statements.status(fact).status,
        drawn,
        f"{catalogue.content.site.url}facts/{fact.id}/",
        catalogue.versions.of_facts[fact.id][:SHORT],
    )
