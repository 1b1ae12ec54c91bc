"""The parts that pages and feeds are made of: one frozen type for each, filled by ``arrange``, printed by a
template. Dates, numbers and names are words here already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    # What its note is called on the page: 2, and 2b for the second fact of source 2.
    label: str
    figure: FigureView | None
    dollars: Dollars | None
    status: str
    why: str
    # Said once a figure is older than its measure's review horizon.
    age: str | None
    # Said of what is older than two years: 3 years old.
    old: str | None
    checked: str
    # Where in the source it stands: paragraph 13.
    where: str
    note: str | None
    changed: str | None


@view
class Ledger:
    """Facts by date: the newest, and where there are more a link that says how many and of when."""

    claims: tuple[Claim, ...]
    more: Link | None


@view
class Card:
    """The newest figure of one measure, and what other sources say of the same time."""

    label: str
    claim: Claim
    others: tuple[Claim, ...]


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
class BriefingList:
    """Briefings, newest first, and where there are more a link that says how many."""

    briefings: tuple[BriefingRow, ...]
    more: Link | None


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
class Answer:
    """A figure that answers a target, and how it stands to it: above what was planned."""

    claim: Claim
    against: str


AnsweredBy = Literal["figures of its time", "a later figure", "nothing"]


@view
class Plan:
    """A target: when it was said, for when, and what came of it: the figures that answer it or, where there are
    none, the next one; that none is on file though its time has come; or nothing yet."""

    claim: Claim
    said: str
    due: str
    answered_by: AnsweredBy
    outcome: str
    answers: tuple[Answer, ...]


@view
class PlanList:
    """Plans by date, and where there are more a link that says how many."""

    plans: tuple[Plan, ...]
    more: Link | None


@view
class Peer:
    """Another place's figure of the same measure, and how far in time it lies from the first: 2 years earlier."""

    place: Link
    claim: Claim
    # The same in the unit of the first, where it has another.
    converted: str
    apart: str


@view
class AmongPeers:
    """A place's figure of a measure beside those of places of its kind. ``counted_by`` is the one source that has
    them all; without it they come from several, which may not count the same."""

    measure: str
    counted_by: SourceView | None
    own: Claim
    peers: tuple[Peer, ...]


@view
class Step:
    """A figure that another has taken the place of, or come after."""

    day: date
    on: str
    about: Link
    measure: str
    was: Claim
    now: Claim


@view
class News:
    """What changed on the site on a day, in a line: New: 43 facts about | Shanghai."""

    on: str
    what: str
    text: str
    link: Link


@view
class Dispute:
    """Figures that differ, and what an editor says of them."""

    id: str
    about: Link
    measure: str
    definition: str
    when: str
    spread: str
    claims: tuple[Claim, ...]
    leads: Claim
    why: str


@view
class FeedRow:
    """A feed as the page of feeds lists it; ``about`` is None where its group says for all what is in them."""

    page: Link
    about: str | None
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
class Standing:
    """The state of the records: the day of the newest, and how many corrections there have been."""

    newest: date
    corrections: str


@view
class PlantedRow:
    name: str
    planted: int
    caught: int
    rate: str
    is_lookalike: bool


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
