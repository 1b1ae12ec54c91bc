"""The pages of places: what is known of one, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator

from generator.draw.maps import Locator
from generator.model.records import Fact, Place
from generator.model.words import age_in_words, counted, day_in_words
from generator.pages.charts import ChartView, shown_chart
from generator.pages.cite import changed_on, cite, history
from generator.pages.disagreements import DisputeList, disputes
from generator.pages.fact import facts_path
from generator.pages.figures import cards, newest_by_series
from generator.pages.glossary import terms_in
from generator.pages.locations import locator
from generator.pages.long_lists import Level, ListPage, by_name, first_of, listed
from generator.pages.notes import Notes
from generator.pages.page import CitablePage, Link, Page, view
from generator.pages.parts import (
    BriefingList,
    Card,
    Catalogue,
    CitedPassage,
    Claim,
    Ledger,
    OrganisationRow,
    PlaceRow,
    SourceView,
)
from generator.pages.peers import AmongPeers, Peers
from generator.pages.series import SeriesView, series_file, series_view, shown_series
from generator.pages.targets import PlanList, plan_list


@view
class PlaceListPage(ListPage):
    """Every place, each below the one that it lies in."""

    places: tuple[PlaceRow, ...]


@view
class PlacePage(CitablePage):
    """A place: its summary, figures over time, events, rules, plans, neighbours, and what is not known of it."""

    calendar: Link | None
    name: str
    name_zh: str | None
    aliases: tuple[str, ...]
    kind: str
    parents: tuple[Link, ...]
    summary: tuple[CitedPassage, ...]
    # What of it the glossary explains.
    terms: tuple[Link, ...]
    checked: str
    newest: str
    newest_age: str | None
    size: str
    cards: tuple[Card, ...]
    # The newest figures of measures that have no card.
    more_figures: tuple[Claim, ...]
    count_of_more: str
    all_facts: Link | None
    chart: ChartView | None
    series: tuple[SeriesView, ...]
    more_series: Link | None
    # The places in it or, where there is none, those that it lies in.
    children: tuple[PlaceRow, ...]
    more_children: Link | None
    around: tuple[PlaceRow, ...]
    organisations: tuple[OrganisationRow, ...]
    more_organisations: Link | None
    events: Ledger
    policies: Ledger
    plans: PlanList
    comparisons: tuple[AmongPeers, ...]
    locator: Locator | None
    disputes: DisputeList
    background: Ledger
    gaps: tuple[CitedPassage, ...]
    briefings: BriefingList
    sources: tuple[SourceView, ...]
    # For machines: the names of what is measured, and the years that the facts are of (ISO 8601).
    measures: tuple[str, ...]
    coverage: str


# A page opens with the figures that most is said about; others stand in a table below them.
CARDS, ROWS = 6, 6
# So many measures are drawn where an editor names no chart, the ones that most is said about; all are on the page of
# all facts.
SERIES = 1


def place_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of places, and the profile of each."""
    yield from place_lists(catalogue)
    peers = Peers(catalogue)
    for place in catalogue.content.places.values():
        yield place_page(catalogue, place, peers)


def place_lists(catalogue: Catalogue) -> Iterator[PlaceListPage]:
    """All places, each under the one that it lies in; of many by country."""

    def country(place: Place) -> tuple[str, str]:
        around = (catalogue.content.places[id] for id in (place.id, *catalogue.content.ancestors(place.id)))
        found = next((one for one in around if one.kind == "country"), None)
        return (found.id, found.name) if found else ("wider", "wider than a country")

    initial: Level[Place] = by_name(lambda place: place.name)
    for one in listed(catalogue.place_tree(), "places/index.md", "Places", "places/in", country, initial):
        yield PlaceListPage(
            path=one.path,
            template="place-list",
            title=one.title,
            description=(
                "Every place with a profile: countries, city hubs, districts and AI clusters, each in its place."
            ),
            above=one.above,
            parts=one.parts,
            places=tuple(map(catalogue.place_row, one.rows)),
        )


def place_page(catalogue: Catalogue, place: Place, peers: Peers) -> PlacePage:
    """The profile of a place, which is one of ``peers``."""
    content = catalogue.content
    notes = Notes(catalogue)
    facts = catalogue.by_subject.get(place.id, ())
    row = catalogue.place_row(place)
    above = tuple(content.places[id] for id in content.ancestors(place.id))
    summary = notes.passages(place.summary)

    def of_kind(*kinds: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.kind in kinds)

    told = {id for passage in place.summary for id in passage.facts}
    groups = newest_by_series(catalogue, of_kind("figure", "profile"), subject=place.id, lead=place.lead, told=told)
    newest = catalogue.news_of(facts)
    when = catalogue.content.when(newest) if newest else None
    dates = map(catalogue.content.when, of_kind("figure", "event", "policy", "profile"))
    years = sorted({date.last.year for date in dates if date})
    all_facts = facts_path(place.id)
    # The figures' notes are numbered before those of the series.
    own = [group for group in groups if group[0].about == place.id]
    carded = (own or groups)[:CARDS]
    rest = [catalogue.statements.lead(group) for group in groups if group not in carded]
    figures = cards(catalogue, carded, notes, subject=place.id)
    chart = shown_chart(catalogue, place.chart, notes)
    all_series = shown_series(catalogue, place.id)
    drawn = tuple(series_view(catalogue, one, notes) for one in all_series[: 0 if chart else SERIES])
    more = len(all_series) - len(drawn)
    children, more_children = first_of(tuple(catalogue.place_tree(place.id)), "places/index.md", "place")
    among = catalogue.organisations_among(facts)
    organisations, more_organisations = first_of(among, "organisations/index.md", "organisation")
    return PlacePage(
        path=row.link.path,
        template="place",
        record=f"content/places/{place.id}.yml",
        has_contents=True,
        title=place.name,
        description=place.summary[0].text if place.summary else f"{row.kind}: {place.name}.",
        feed=catalogue.feed_link(f"places/{place.id}"),
        calendar=catalogue.calendar_link(place.id),
        name=place.name,
        name_zh=place.name_zh,
        aliases=place.aliases,
        kind=row.kind,
        parents=tuple(catalogue.subject_link(one.id) for one in reversed(above)),
        summary=summary,
        terms=terms_in(content, (passage.text for passage in place.summary)),
        checked=day_in_words(max(map(catalogue.statements.last_checked, facts))) if facts else "not yet",
        newest=row.newest,
        newest_age=age_in_words(when, catalogue.today) if when else None,
        cards=figures,
        more_figures=tuple(map(catalogue.claim, rest[:ROWS])),
        count_of_more=counted(len(rest[:ROWS]), "more figure"),
        all_facts=Link(path=all_facts, name=f"All {counted(len(facts), 'fact')} about {place.name}") if facts else None,
        chart=chart,
        series=drawn,
        more_series=Link(path=all_facts, name=f"{counted(more, 'more measure')} over time") if more else None,
        csv=tuple(series_file(catalogue, one) for one in all_series),
        locator=locator(catalogue, place),
        disputes=disputes(catalogue, notes, place.id),
        organisations=tuple(map(catalogue.organisation_row, organisations)),
        more_organisations=more_organisations,
        children=tuple(map(catalogue.place_row, children)),
        more_children=more_children,
        around=tuple(map(catalogue.place_row, above)),
        events=notes.ledger(of_kind("event"), all_facts),
        background=notes.ledger([fact for fact in of_kind("profile") if not fact.figure], all_facts),
        policies=notes.ledger(of_kind("policy"), all_facts),
        plans=plan_list(catalogue, of_kind("target"), notes, all_facts),
        comparisons=peers.comparisons(place, groups),
        gaps=notes.passages(place.gaps),
        briefings=catalogue.briefing_list(facts, all_facts),
        sources=notes.sources(),
        size=catalogue.size(facts),
        cite=cite(catalogue, place.name, row.link.path, facts),
        changed_on=changed_on(catalogue, facts),
        history=history(catalogue, facts),
        measures=tuple(dict.fromkeys(content.measures[fact.figure.measure].name for fact in facts if fact.figure)),
        coverage="/".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else "",
    )
