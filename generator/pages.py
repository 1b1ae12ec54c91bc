"""What stands on each page and in each feed: one frozen type for each, filled by ``arrange``, printed by the
template of its name."""

from __future__ import annotations

from datetime import date

from generator.drawings import Comparison, Locator, Series, Table
from generator.views import (
    AmongPeers,
    BriefingList,
    BriefingRow,
    Calendar,
    Card,
    Change,
    Citation,
    CitedPassage,
    Claim,
    DataPart,
    DataTable,
    Dispute,
    Download,
    FeedRow,
    Ledger,
    Link,
    News,
    OrganisationRow,
    PlaceRow,
    Plan,
    PlanList,
    PlantedRow,
    SourceView,
    Step,
    view,
)


@view
class Page:
    """What every page has: where it goes, its template, its head."""

    path: str
    template: str
    title: str
    description: str
    feed: Link | None = None
    in_search: bool = True
    # How much more a find on this page counts than one on another.
    boost: int = 1
    # Whether a list of its sections stands beside it.
    has_contents: bool = False
    # A script of ours that only this page runs.
    script: str | None = None
    # Files that belong to the page.
    csv: tuple[Table, ...] = ()


@view
class CitablePage(Page):
    """A page about something that can be cited: how, and when what stands on it was last added to or changed."""

    cite: Citation
    changed_on: date
    history: tuple[tuple[str, str], ...]


@view
class BriefingPage(CitablePage):
    number: int
    published_on: date
    published: str
    events: str
    size: str
    headline: str
    bullets: tuple[CitedPassage, ...]
    # What of the briefing the glossary explains.
    terms: tuple[Link, ...]
    analysis: tuple[CitedPassage, ...]
    cards: tuple[Card, ...]
    items: tuple[CitedPassage, ...]
    gaps: tuple[CitedPassage, ...]
    notes: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    sources: tuple[SourceView, ...]
    newer: Link | None
    older: Link | None


@view
class HomePage(Page):
    latest: BriefingPage | None
    briefings: tuple[BriefingRow, ...]
    places: tuple[PlaceRow, ...]
    news: tuple[News, ...]
    coming: tuple[Plan, ...]
    totals: str
    corrections: int
    sources: tuple[SourceView, ...]


@view
class BriefingListPage(Page):
    """Every briefing by year and month, newest first."""

    months: tuple[tuple[str, tuple[BriefingRow, ...]], ...]


@view
class PlaceListPage(Page):
    places: tuple[PlaceRow, ...]


@view
class PlacePage(CitablePage):
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
    all_facts: Link | None
    series: tuple[Series, ...]
    more_series: Link | None
    # The places in it or, where there is none, those that it lies in.
    children: tuple[PlaceRow, ...]
    around: tuple[PlaceRow, ...]
    organisations: tuple[OrganisationRow, ...]
    events: Ledger
    policies: Ledger
    plans: PlanList
    comparisons: tuple[AmongPeers, ...]
    locator: Locator | None
    disputes: tuple[Dispute, ...]
    background: Ledger
    gaps: tuple[CitedPassage, ...]
    briefings: BriefingList
    sources: tuple[SourceView, ...]
    # For machines: the names of what is measured, and the years that the facts are of (ISO 8601).
    measures: tuple[str, ...]
    coverage: str


@view
class OrganisationPage(CitablePage):
    calendar: Link | None
    name: str
    name_zh: str | None
    aliases: tuple[str, ...]
    kind: str
    # The places that facts about it are about too, those of most facts first.
    places: tuple[Link, ...]
    checked: str
    newest: str
    newest_age: str | None
    size: str
    cards: tuple[Card, ...]
    disputes: tuple[Dispute, ...]
    groups: tuple[tuple[str, str, Ledger], ...]
    plans: PlanList
    briefings: BriefingList
    sources: tuple[SourceView, ...]


@view
class OrganisationListPage(Page):
    organisations: tuple[OrganisationRow, ...]


@view
class GlossaryPage(Page):
    """Each term with its name in Chinese and what it means."""

    terms: tuple[tuple[Link, str], ...]


@view
class FactPage(CitablePage):
    claim: Claim
    as_stated: str | None
    definition: str | None
    excludes: str | None
    added: str
    subjects: tuple[Link, ...]
    topics: tuple[Link, ...]
    used_in: tuple[Link, ...]
    plan: Plan | None
    # What other sources say of the same time, and the same measure at other times.
    others: tuple[Claim, ...]
    series: tuple[Claim, ...]
    changes: tuple[Change, ...]


@view
class FactIndexPage(Page):
    """The things that facts are about, with the page that lists all facts about each."""

    total: str
    subjects: tuple[tuple[Link, int, str], ...]


@view
class FactListPage(Page):
    """Every fact about one thing, by kind, newest first, and its figures over time."""

    about: Link
    series: tuple[Series, ...]
    sources: tuple[SourceView, ...]
    groups: tuple[tuple[str, str, tuple[Claim, ...]], ...]
    briefings: tuple[BriefingRow, ...]


@view
class SourcePage(Page):
    source: SourceView
    derived_from: Link | None
    claims: tuple[Claim, ...]


@view
class SourceListPage(Page):
    sources: tuple[SourceView, ...]


@view
class TopicPage(CitablePage):
    definition: str
    newest: str
    size: str
    newest_claims: tuple[Claim, ...]
    cards: tuple[Card, ...]
    plans: PlanList
    places: tuple[tuple[Link, int], ...]
    rest: tuple[Claim, ...]
    briefings: BriefingList
    sources: tuple[SourceView, ...]


@view
class TopicListPage(Page):
    topics: tuple[tuple[Link, str, int], ...]


@view
class SubscribePage(Page):
    # Named by their whole addresses.
    everything: Link
    opml: Link
    # Each with its name, what is in all of its feeds, where that can be said of all, and the feeds.
    groups: tuple[tuple[str, str | None, tuple[FeedRow, ...]], ...]
    days: str
    items: str
    calendars: tuple[Calendar, ...]


@view
class CorrectionsPage(Page):
    changes: tuple[Change, ...]
    revisions: tuple[Step, ...]
    updates: tuple[Step, ...]
    report_url: str | None


@view
class TargetsPage(Page):
    """Stated plans: those whose time has come, those ahead, those that name no time."""

    summary: str
    come: tuple[Plan, ...]
    ahead: tuple[Plan, ...]
    undated: tuple[Plan, ...]
    sources: tuple[SourceView, ...]


@view
class MovedPage(Page):
    """What stays at an address whose thing has another now."""

    moved_on: str
    to: Link


@view
class ComparePage(Page):
    comparisons: tuple[Comparison, ...]
    # Places of one kind that share no measure: Cities in Canada.
    without_data: str
    sources: tuple[SourceView, ...]


@view
class DisagreementsPage(Page):
    disputes: tuple[Dispute, ...]
    sources: tuple[SourceView, ...]


@view
class ProsePage(Page):
    """Editors' prose. ``planted`` is the miss rate, a row a class, on the page that tells how we work."""

    markdown: str
    planted: tuple[PlantedRow, ...] = ()


@view
class DataPage(Page):
    made_on: str
    size: str
    cite: str
    licence: str
    licence_url: str
    folder: str
    format: str
    format_changes: tuple[tuple[str, str, str], ...]
    tables: tuple[DataTable, ...]
    parts: tuple[DataPart, ...]
    others: tuple[tuple[Download, str], ...]
    hashed: tuple[str, ...]


@view
class CitePage(Page):
    """The page that looks citations up; ``script`` and ``lookup`` are what it runs and reads."""

    script: str
    lookup: str
    folder: str


@view
class FeedItem:
    """A fact, briefing, note or change as a feed carries it. ``guid`` is made from its id and the site's
    authority alone."""

    guid: str
    on: date
    link: Link
    # For readers that show no more: a plain sentence or two.
    summary: str
    categories: tuple[str, ...]
    # Of a fact: what its date is the date of (As of, Happened …), and the day on which it was added.
    when: str = ""
    added: str = ""
    # A change has the claim as well: the fact as it stands now.
    claim: Claim | None = None
    change: Change | None = None
    # Of a change: the briefings in which somebody may have read what was.
    read_in: tuple[Link, ...] = ()
    briefing: BriefingPage | None = None
    note: tuple[str, str] | None = None


@view
class Feed:
    """A feed: where its RSS goes, the page that it belongs to, and its items, newest first."""

    link: Link
    page: Link
    group: str
    about: str
    items: tuple[FeedItem, ...]
    newest: str
    # The same feed at an address that its thing had before.
    is_former: bool = False
