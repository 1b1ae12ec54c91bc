"""The pages of places: what is known of one, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.records import Fact, Place, PlaceKind
from generator.model.words import age_in_words, counted, day_in_words
from generator.pages.answers import FEW, LeadAnswer, answer, growth, leading
from generator.pages.charts import ChartView, shown_chart
from generator.pages.cite import changed_on, cite, history
from generator.pages.disagreements import DisputeList, disputes
from generator.pages.fact import facts_path
from generator.pages.figures import cards, newest_by_series
from generator.pages.long_lists import MOST_BESIDE, Level, ListPage, by_name, first_of, listed
from generator.pages.notes import Notes
from generator.pages.page import CitablePage, Link, Page, facts_as_data, view
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
from generator.pages.series import SeriesView, is_charted, series_file, series_view, shown_series
from generator.pages.targets import PlanList, plan_list


@view
class PlaceListPage(ListPage):
    """Every place, each below the one that it lies in."""

    places: tuple[PlaceRow, ...]


@view
class Position:
    """Where a place lies, roughly: in words, and the address of a map of there."""

    name: str
    words: str
    map: str


@view
class PlacePage(CitablePage):
    """A place: how large it is, its summary, figures over time, what lies in it, what is not known of it, and then,
    folded away, disagreements, events, rules, plans, organisations and sources."""

    id: str
    wikidata: str | None
    calendar: Link | None
    name: str
    name_zh: str | None
    # A page that prints it.
    name_zh_at: str | None
    aliases: tuple[str, ...]
    kind: str
    parents: tuple[Link, ...]
    answer: LeadAnswer | None
    # Of a page with little on it nothing is folded away.
    is_short: bool
    summary: tuple[CitedPassage, ...]
    more_summary: tuple[CitedPassage, ...]
    count_of_summary: str
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
    count_of_series: str
    more_series: Link | None
    # The places in it that have a leading figure, those of most facts first, and the others.
    children: tuple[LeadAnswer, ...]
    other_children: tuple[Link, ...]
    more_children: Link | None
    position: Position | None
    positions: tuple[Position, ...]
    count_of_positions: str
    organisations: tuple[OrganisationRow, ...]
    more_organisations: Link | None
    count_of_organisations: str
    events: Ledger
    policies: Ledger
    plans: PlanList
    comparisons: tuple[AmongPeers, ...]
    count_of_comparisons: str
    disputes: DisputeList
    background: Ledger
    gaps: tuple[CitedPassage, ...]
    more_gaps: tuple[CitedPassage, ...]
    count_of_gaps: str
    # The sections with nothing in them: their addresses, and what is not on file.
    missing: tuple[tuple[str, str], ...]
    briefings: BriefingList
    sources: tuple[SourceView, ...]
    count_of_sources: str
    # For machines: the names of what is measured, and the years that the facts are of (ISO 8601).
    measures: tuple[str, ...]
    coverage: str


# A page opens with the figures that most is said about; others stand in a table below them.
CARDS, ROWS = 5, 6
# So many paragraphs of the summary, gaps and places within stand in view.
SUMMARY, GAPS, CHILDREN = 1, 3, 6
# How near a map is at a place (https://wiki.openstreetmap.org/wiki/Zoom_levels).
_ZOOM: Mapping[PlaceKind, int] = {"world": 2, "region": 6, "country": 5, "province": 7, "city": 10, "district": 11}
_NEAREST = 12
# What every profile looks for: the kind of fact, the address of its section, and what is missing where there is none.
_SECTIONS = (
    ("event", "timeline", "dated event"),
    ("policy", "policy", "rule or policy"),
    ("target", "plans", "stated plan"),
)
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
    content, statements = catalogue.content, catalogue.statements
    notes = Notes(catalogue)
    facts = catalogue.by_subject.get(place.id, ())
    row = catalogue.place_row(place)
    all_facts = facts_path(place.id)

    def of_kind(*kinds: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.kind in kinds)

    told = {id for passage in place.summary for id in passage.facts}
    groups = newest_by_series(catalogue, of_kind("figure", "profile"), subject=place.id, lead=place.lead, told=told)
    newest = catalogue.news_of(facts)
    when = content.when(newest) if newest else None
    dates = map(content.when, of_kind("figure", "event", "policy", "profile"))
    years = sorted({date.last.year for date in dates if date})

    # Notes are numbered in the order in which they are seen.
    led = leading(catalogue, place.id, place.lead)
    answered = answer(catalogue, led, notes) if led else None
    summary = notes.passages(place.summary[:SUMMARY])
    chart = shown_chart(catalogue, place.chart, notes)
    all_series = shown_series(catalogue, place.id)
    # First the chart of what leads the page.
    first = statements.series_of(led) if led else None
    by_weight = sorted(all_series, key=lambda one: not (first and one.key == first.key and is_charted(one)))
    drawn = tuple(series_view(catalogue, one, notes) for one in by_weight[: 0 if chart else SERIES])
    more = len(all_series) - len(drawn)
    own = [group for group in groups if group[0].about == place.id] or groups
    answering = {fact.key for fact in (led, growth(catalogue, led) if led else None) if fact}
    carded = [group for group in own if statements.lead(group).key not in answering][:CARDS]
    figures = cards(catalogue, carded, notes, subject=place.id)
    rest = [statements.lead(group) for group in groups if group not in carded]
    rest = [fact for fact in rest if fact.key not in answering][:ROWS]
    inner = sorted(
        catalogue.place_tree(place.id), key=lambda one: (-len(catalogue.by_subject.get(one.id, ())), one.name)
    )
    leads = [fact for one in inner if (fact := leading(catalogue, one.id, one.lead))][:CHILDREN]
    children = tuple(answer(catalogue, fact, notes) for fact in leads)
    shown = {fact.about for fact in leads}
    others, more_children = first_of([one for one in inner if one.id not in shown], "places/index.md", "place")
    positions = tuple(found for one in inner[:MOST_BESIDE] if (found := _position(one)))
    gaps = notes.passages(place.gaps)
    among = catalogue.organisations_among(facts)
    organisations, more_organisations = first_of(among, "organisations/index.md", "organisation")
    comparisons = peers.comparisons(place, groups)
    return PlacePage(
        path=row.link.path,
        template="place",
        record=f"content/places/{place.id}.yml",
        title=place.name,
        description=place.summary[0].text if place.summary else f"{row.kind}: {place.name}.",
        feed=catalogue.feed_link(f"places/{place.id}"),
        data=facts_as_data(row.link.path),
        id=place.id,
        wikidata=place.wikidata,
        calendar=catalogue.calendar_link(place.id),
        name=place.name,
        name_zh=place.name_zh,
        name_zh_at=place.name_zh_at,
        aliases=place.aliases,
        kind=row.kind,
        parents=tuple(catalogue.subject_link(id) for id in reversed(content.ancestors(place.id))),
        is_short=len(facts) <= FEW,
        answer=answered,
        summary=summary,
        more_summary=notes.passages(place.summary[SUMMARY:]),
        count_of_summary=counted(len(place.summary[SUMMARY:]), "paragraph"),
        checked=day_in_words(max(map(statements.last_checked, facts))) if facts else "not yet",
        newest=row.newest,
        newest_age=age_in_words(when, catalogue.today) if when else None,
        cards=figures,
        more_figures=tuple(map(catalogue.claim, rest)),
        count_of_more=counted(len(rest), "more figure"),
        all_facts=Link(path=all_facts, name=f"All {counted(len(facts), 'fact')} about {place.name}") if facts else None,
        chart=chart,
        series=drawn,
        count_of_series=counted(len(all_series), "measure"),
        more_series=Link(path=all_facts, name=f"{counted(more, 'more measure')} over time") if more else None,
        csv=tuple(series_file(catalogue, one) for one in all_series),
        position=_position(place),
        positions=positions,
        count_of_positions=f"{counted(len(positions), 'place')} on a map",
        children=children,
        other_children=tuple(catalogue.subject_link(one.id) for one in others),
        more_children=more_children,
        gaps=gaps[:GAPS],
        more_gaps=gaps[GAPS:],
        count_of_gaps=f"{len(gaps[GAPS:])} more",
        missing=tuple((id, name) for kind, id, name in _SECTIONS if not of_kind(kind)),
        disputes=disputes(catalogue, notes, place.id),
        plans=plan_list(catalogue, of_kind("target"), notes, all_facts),
        policies=notes.ledger(of_kind("policy"), all_facts),
        events=notes.ledger(of_kind("event"), all_facts, "event"),
        background=notes.ledger([fact for fact in of_kind("profile") if not fact.figure], all_facts),
        organisations=tuple(map(catalogue.organisation_row, organisations)),
        more_organisations=more_organisations,
        count_of_organisations=counted(len(among), "organisation"),
        comparisons=comparisons,
        count_of_comparisons=counted(len(comparisons), "measure"),
        briefings=catalogue.briefing_list(facts, all_facts),
        # Once all are numbered.
        sources=(sources := notes.sources()),
        count_of_sources=f"{len(sources)} cited here",
        size=catalogue.size(facts),
        cite=cite(catalogue, place.name, row.link.path, facts),
        changed_on=changed_on(catalogue, facts),
        history=history(catalogue, facts),
        measures=tuple(dict.fromkeys(content.measures[fact.figure.measure].name for fact in facts if fact.figure)),
        coverage="/".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else "",
    )


def _position(place: Place) -> Position | None:
    """Where a place lies, if that is on file."""
    if place.position is None:
        return None
    lat, lon = float(place.position.lat), float(place.position.lon)
    words = f"{abs(lat):g}° {'north' if lat >= 0 else 'south'}, {abs(lon):g}° {'east' if lon >= 0 else 'west'}"
    zoom = _ZOOM.get(place.kind, _NEAREST)
    return Position(
        name=place.name,
        words=words,
        map=f"https://www.openstreetmap.org/?mlat={lat:g}&mlon={lon:g}#map={zoom}/{lat:g}/{lon:g}",
    )
