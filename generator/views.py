"""What stands on each page and in each feed: one frozen type for each, filled by ``arrange``, printed by
a template. Dates, numbers and names are words here already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeVar, dataclass_transform

_Type = TypeVar("_Type")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def view(cls: type[_Type]) -> type[_Type]:
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def address(path: str) -> str:
    """Where a file of the output is found below the site's address: places/lingang.md at places/lingang/."""
    if not path.endswith(".md"):
        return path
    return path.removesuffix(".md").removesuffix("index").rstrip("/") + "/" if path != "index.md" else ""


def json_feed(path: str) -> str:
    """Where the JSON twin of an RSS feed lies: feeds/all.json beside feeds/all.xml."""
    return path.removesuffix(".xml") + ".json"


@view
class Link:
    """A page or feed of ours: its path under the output folder, and what it is called."""

    path: str
    name: str
    name_zh: str | None = None


@view
class SourceView:
    """A source as it is named beside a claim. ``number`` is its place among the page's sources."""

    number: int
    path: str
    title: str
    title_is_description: bool
    publisher: str
    publisher_class: str
    author: str | None
    published: str
    retrieved: str
    language: str
    url: str
    archived: str | None
    facts: str


@view
class FigureView:
    """A figure in words: more than | 500 billion | yuan."""

    measure: str
    qualifier: str
    number: str
    unit: str

    @property
    def words(self) -> str:
        return " ".join(part for part in (self.qualifier, self.number, self.unit) if part)


@view
class Dollars:
    """An amount in dollars: about US$73 billion | at 6.84 yuan to the dollar, … February 2023."""

    amount: str
    rate: str


@view
class Claim:
    """A fact as it stands in a list: its words, when, who said it, how sure it is, and where to check it."""

    id: str
    path: str
    kind: str
    text: str
    about: Link
    when: str
    speaker: str
    source: SourceView
    figure: FigureView | None
    dollars: Dollars | None
    status: str
    why: str
    # Said once a figure is older than its measure's review horizon.
    age: str | None
    checked: str
    note: str | None
    changed: str | None


@view
class Card:
    """The newest figure of one measure, and what other sources say of the same time."""

    label: str
    claim: Claim
    others: tuple[Claim, ...]


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
    """A line from one mark to another; with a gap, times between them have no figure. Two sources may not count
    the same, so that a line between them says less."""

    start: int
    end: int
    has_gap: bool
    is_one_source: bool


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
    """A cell: a figure, its value as digits to sort by, and how long its bar is as a part of the longest."""

    claim: Claim
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
class CitedPassage:
    """Words of ours with the claims that they stand on."""

    text: str
    claims: tuple[Claim, ...]
    heading: str | None = None


@view
class PlaceRow:
    link: Link
    kind: str
    depth: int
    within: str | None
    facts: int
    newest: str


@view
class OrganisationRow:
    link: Link
    kind: str
    facts: int


@view
class BriefingRow:
    link: Link
    number: int
    published: str
    events: str


@view
class Change:
    """A correction or withdrawal, as the corrections page lists it. ``key`` tells it from others of its fact."""

    day: date
    key: str
    on: str
    what: str
    link: Link
    # What a correction mended, and what it put there; "later" says what has come of that since.
    was: str | None
    now: str | None
    later: str | None
    reason: str


@view
class Plan:
    """A target, and what came of it: "", the figures that answer it, or that none is on file."""

    claim: Claim
    outcome: str
    answers: tuple[Claim, ...]


@view
class Dispute:
    """Figures that differ, and what an editor says of them."""

    about: Link
    measure: str
    definition: str
    when: str
    spread: str
    claims: tuple[Claim, ...]
    leads: Claim
    why: str


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


@view
class FeedRow:
    """A feed as the page of feeds lists it; the names of its two links are their whole addresses."""

    page: Link
    about: str
    newest: str
    rss: Link
    json: Link


@view
class CalendarEvent:
    """A fact in a calendar, on whole days from the first to the last, both included.

    ``uid`` never changes and ``sequence`` grows with every change, so that a calendar updates what it has.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str
    page: str
    categories: tuple[str, ...]
    added: date
    changed: date
    sequence: int
    is_cancelled: bool


@view
class Calendar:
    """A calendar: where it goes, the page that it belongs to, and its events by their days."""

    link: Link
    page: Link
    about: str
    events: tuple[CalendarEvent, ...]
    # The same calendar at an address that its thing had before.
    is_former: bool = False


@view
class Citation:
    """How one page is cited: a line of text, an entry for BibTeX and one of CSL-JSON, each line by line."""

    text: str
    version: str
    bibtex: tuple[str, ...]
    csl: tuple[str, ...]


@view
class PlantedRow:
    name: str
    planted: int
    caught: int
    rate: str
    is_lookalike: bool


@view
class Page:
    """What every page has: where it goes, its template, its head."""

    path: str
    template: str
    title: str
    description: str
    feed: Link | None = None
    in_search: bool = True
    # Whether a list of its sections stands beside it.
    has_contents: bool = False
    # A script of ours that only this page runs.
    script: str | None = None
    # Files that belong to the page.
    csv: tuple[Table, ...] = ()


@view
class BriefingPage(Page):
    cite: Citation
    number: int
    published: str
    events: str
    size: str
    headline: str
    bullets: tuple[CitedPassage, ...]
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
    newest: tuple[tuple[str, Claim], ...]
    totals: str
    corrections: int
    sources: tuple[SourceView, ...]


@view
class BriefingListPage(Page):
    briefings: tuple[BriefingRow, ...]


@view
class PlaceListPage(Page):
    places: tuple[PlaceRow, ...]


@view
class PlacePage(Page):
    calendar: Link | None
    cite: Citation
    name: str
    name_zh: str | None
    aliases: tuple[str, ...]
    kind: str
    parents: tuple[Link, ...]
    summary: tuple[CitedPassage, ...]
    newest: str
    size: str
    cards: tuple[Card, ...]
    series: tuple[Series, ...]
    children: tuple[PlaceRow, ...]
    organisations: tuple[OrganisationRow, ...]
    events: tuple[Claim, ...]
    policies: tuple[Claim, ...]
    plans: tuple[Plan, ...]
    locator: Locator | None
    disputes: tuple[Dispute, ...]
    background: tuple[Claim, ...]
    gaps: tuple[CitedPassage, ...]
    briefings: tuple[BriefingRow, ...]
    sources: tuple[SourceView, ...]


@view
class OrganisationPage(Page):
    calendar: Link | None
    cite: Citation
    name: str
    name_zh: str | None
    aliases: tuple[str, ...]
    kind: str
    size: str
    cards: tuple[Card, ...]
    disputes: tuple[Dispute, ...]
    claims: tuple[Claim, ...]
    briefings: tuple[BriefingRow, ...]
    sources: tuple[SourceView, ...]


@view
class OrganisationListPage(Page):
    organisations: tuple[OrganisationRow, ...]


@view
class GlossaryPage(Page):
    """Each term with its name in Chinese and what it means."""

    terms: tuple[tuple[Link, str], ...]


@view
class FactPage(Page):
    cite: Citation
    claim: Claim
    as_stated: str | None
    definition: str | None
    excludes: str | None
    where: str
    added: str
    subjects: tuple[Link, ...]
    topics: tuple[Link, ...]
    used_in: tuple[Link, ...]
    plan: Plan | None
    others: tuple[Claim, ...]
    changes: tuple[Change, ...]


@view
class FactListPage(Page):
    groups: tuple[tuple[Link, tuple[Claim, ...]], ...]
    sources: tuple[SourceView, ...]


@view
class SourcePage(Page):
    source: SourceView
    derived_from: Link | None
    claims: tuple[Claim, ...]


@view
class SourceListPage(Page):
    sources: tuple[SourceView, ...]


@view
class TopicPage(Page):
    definition: str
    size: str
    claims: tuple[Claim, ...]
    briefings: tuple[BriefingRow, ...]
    sources: tuple[SourceView, ...]


@view
class TopicListPage(Page):
    topics: tuple[tuple[Link, str, int], ...]


@view
class SubscribePage(Page):
    everything: FeedRow
    groups: tuple[tuple[str, tuple[FeedRow, ...]], ...]
    opml: Link
    days: str
    items: str
    # Each calendar with its address.
    calendars: tuple[tuple[Calendar, str], ...]


@view
class CorrectionsPage(Page):
    changes: tuple[Change, ...]


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
class Download:
    """A file of the data with its size and the beginning of its hash."""

    link: Link
    size: str
    sha256: str


@view
class DataTable:
    """A table of the data: what it holds, its files, and its columns with type and meaning."""

    id: str
    title: str
    about: str
    rows: str
    files: tuple[Download, ...]
    columns: tuple[tuple[str, str, str], ...]


@view
class DataPart:
    """The facts of one place or organisation as files."""

    of: Link
    rows: str
    files: tuple[Download, ...]


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
