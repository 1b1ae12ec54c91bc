"""The rows of each table of the published data, and the tables themselves."""

from __future__ import annotations

from datetime import date
from typing import Annotated as Is
from typing import get_args

from generator.data.columns import ADDRESS, EXACT, IDENTIFIER, SHA256, WEB, WHEN, Column, Number, Table
from generator.model.agreement import Status
from generator.model.records import FactKind, OrganisationKind, PlaceKind, PublisherClass, Qualifier
from generator.model.when import PRECISIONS
from generator.pages.page import view

_KEPT = "Stays for ever: never renamed without an entry in the table moved, never given to another thing."
ID = Column("Id", _KEPT, pattern=IDENTIFIER)
NAMED_BY = Column("Id", "What other tables name it by.")
TAG = Column("Tag", "The identity that never changes, whatever the id (RFC 4151); the guid of its feed item, if any.")
PAGE = Column("Page", "The address of its page here.", pattern=WEB)
FACTS = Column("Facts", "How many facts are listed under it.")
VERSION = Column("Version", "SHA-256 of what this version says; the Data page says of what exactly.", pattern=SHA256)
FACT = Column("Fact", "Id of the fact.", foreign_key=("facts", "id"))
ABOUT = Column("About", "Id of the place or organisation that it is about.", pattern=IDENTIFIER)
MEASURE = Column("Measure", "What is counted: an id of the table measures.", foreign_key=("measures", "id"))
UNIT = Column("Unit", "What the value is counted in: an id of the table units.", foreign_key=("units", "id"))
QUALIFIER = Column(
    "Qualifier",
    "The source's own hedge: its figure is “more than” the value, not the value.",
    enum=get_args(Qualifier),
)
VALUE = Column("Value, exactly", "The figure's value as exact text: 133980000000, 33.7 or 1/3.", pattern=EXACT)
VALUE_NUMBER = Column("Value", "The same as a number to reckon with; a fraction such as 1/3 to 15 digits.")
WHEN_TEXT = Column(
    "When",
    "What the fact is of, as exactly as its source says and no more: 2023, 2023-H1, 2023-Q1, 2023-02, 2023-02-25, or "
    "two of a kind joined by / (EDTF level 0, with halves and quarters).",
    pattern=WHEN,
)
PRECISION = Column("Precision", "How exact the date is.", enum=PRECISIONS)
START = Column("Start", "The first day of that time.")
END = Column("End", "The last day of that time, included.")
SOURCE = Column("Source", "Id of the source that states it.", foreign_key=("sources", "id"))
PUBLISHER = Column("Publisher", "Id of the publisher.", foreign_key=("publishers", "id"))
PUBLISHER_NAME = Column("Publisher's name", "Who published the source.")
PUBLISHER_CLASS = Column("Publisher's class", "What kind of publisher it is.", enum=get_args(PublisherClass))
STATUS = Column("Status", "How sure it is, computed from all facts on file.", enum=get_args(Status))
SAID_BY = Column("Said by", "Who says it in the source; empty where the publisher does.")
ORIGINAL = Column("Address of the source", "The original page.", pattern=WEB)
ARCHIVED = Column("Archived copy", "A copy of the original page in a web archive.", pattern=WEB)
PUBLISHED = Column(
    "Source published", "When, as exactly as the source says; empty where it shows no date.", pattern=WHEN
)
RETRIEVED = Column("Retrieved", "The day on which we read the source.")
NAME = Column("Name", "Its name in English.")
NAME_ZH = Column("Name in Chinese", "Its name in Chinese.")
ALIASES = Column("Aliases", "Other names that sources use.", json_cell=True)
NOTED = Column("Note", "What is not clear: how it was counted, which date was inferred.")


@view
class FactRow:
    """A fact with all that its page says of it."""

    id: Is[str, ID]
    tag: Is[str, TAG]
    page: Is[str, PAGE]
    version: Is[str, VERSION]
    kind: Is[str, Column("Kind", "What kind of fact it is.", enum=get_args(FactKind))]
    about: Is[str, ABOUT]
    about_name: Is[str, Column("About, by name", "The name of what it is about.")]
    also_about: Is[tuple[str, ...], Column("Also about", "Ids of what else it is listed under.")]
    topics: Is[tuple[str, ...], Column("Topics", "Ids of the table topics.")]
    text: Is[str, Column("Text", "The fact in a sentence of our own, hedge included.")]
    measure: Is[str | None, MEASURE]
    measure_name: Is[str | None, Column("Measure's name", "What is counted, in words.")]
    qualifier: Is[str | None, QUALIFIER]
    value: Is[str | None, VALUE]
    value_number: Is[Number | None, VALUE_NUMBER]
    unit: Is[str | None, UNIT]
    when: Is[str | None, WHEN_TEXT]
    when_precision: Is[str | None, PRECISION]
    when_start: Is[date | None, START]
    when_end: Is[date | None, END]
    when_from: Is[
        str | None,
        Column(
            "When, by",
            "What gives that time: the figure, the fact, or no more than the day of its source.",
            enum=("figure", "fact", "source"),
        ),
    ]
    said_by: Is[str | None, SAID_BY]
    status: Is[str, STATUS]
    status_why: Is[str, Column("Why", "The reason of the status, in a sentence.")]
    newer: Is[
        str | None, Column("Newer", "Id of the newest fact of the same series, if newer.", foreign_key=("facts", "id"))
    ]
    as_stated: Is[str | None, Column("As stated", "The few words of the source that carry the number.")]
    usd: Is[Number | None, Column("In US dollars", "An amount of money in dollars at the rate beside it, rounded.")]
    usd_rate: Is[Number | None, Column("Rate", "Units of the currency to the dollar (European Central Bank).")]
    usd_rate_when: Is[
        str | None,
        Column("Day of the rate", "The day of that rate, or the time that it is the average of.", pattern=WHEN),
    ]
    source: Is[str, SOURCE]
    source_title: Is[str, Column("Source's title", "The title of the source, in its own language.")]
    source_author: Is[str | None, Column("Author", "Who wrote the source.")]
    publisher: Is[str, PUBLISHER]
    publisher_name: Is[str, PUBLISHER_NAME]
    publisher_class: Is[str, PUBLISHER_CLASS]
    source_published: Is[str | None, PUBLISHED]
    retrieved: Is[date, RETRIEVED]
    source_url: Is[str, ORIGINAL]
    source_archived: Is[str | None, ARCHIVED]
    where: Is[str, Column("Where in it", "Where in the source the fact stands.")]
    note: Is[str | None, NOTED]
    age: Is[str | None, Column("Age", "Said once a figure is older than its measure's review horizon.")]
    added: Is[date, Column("Added", "The day on which it was added here.")]
    last_checked: Is[date, Column("Last checked", "The day on which somebody last read the source for it.")]
    corrections: Is[int, Column("Corrections", "How often it was corrected; the table corrections says how.")]
    corrected: Is[date | None, Column("Corrected", "The day of the last correction.")]
    withdrawn: Is[date | None, Column("Withdrawn", "The day since which it no longer stands.")]


@view
class SourceRow:
    id: Is[str, ID]
    tag: Is[str, TAG]
    page: Is[str, PAGE]
    title: Is[str, Column("Title", "Its title, in its own language.")]
    title_is_description: Is[bool, Column("Described", "Whether the title is our description, for it shows none.")]
    author: Is[str | None, Column("Author", "Who wrote it.")]
    publisher: Is[str, PUBLISHER]
    publisher_name: Is[str, PUBLISHER_NAME]
    publisher_class: Is[str, PUBLISHER_CLASS]
    url: Is[str, ORIGINAL]
    archived: Is[str | None, ARCHIVED]
    published: Is[str | None, PUBLISHED]
    retrieved: Is[date, RETRIEVED]
    language: Is[str, Column("Language", "Its language as a tag (BCP 47).")]
    derived_from: Is[
        str | None, Column("Copied from", "Id of the source that it is a reprint of.", foreign_key=("sources", "id"))
    ]
    facts: Is[int, FACTS]


@view
class PlaceRow:
    id: Is[str, ID]
    tag: Is[str, TAG]
    page: Is[str, PAGE]
    version: Is[str, VERSION]
    name: Is[str, NAME]
    name_zh: Is[str | None, NAME_ZH]
    aliases: Is[tuple[str, ...], ALIASES]
    kind: Is[str, Column("Kind", "What kind of place it is.", enum=get_args(PlaceKind))]
    parent: Is[str | None, Column("Lies in", "Id of the place that it lies in.", foreign_key=("places", "id"))]
    latitude: Is[Number | None, Column("Latitude", "In degrees, to about a kilometre: for a sketch, not for a claim.")]
    longitude: Is[Number | None, Column("Longitude", "In degrees, to about a kilometre.")]
    facts: Is[int, FACTS]
    facts_within: Is[int, Column("Facts within", "How many facts are about it or what lies in it.")]


@view
class OrganisationRow:
    id: Is[str, ID]
    tag: Is[str, TAG]
    page: Is[str, PAGE]
    version: Is[str, VERSION]
    name: Is[str, NAME]
    name_zh: Is[str | None, NAME_ZH]
    aliases: Is[tuple[str, ...], ALIASES]
    kind: Is[str, Column("Kind", "What kind of organisation it is.", enum=get_args(OrganisationKind))]
    facts: Is[int, FACTS]


@view
class TopicRow:
    id: Is[str, ID]
    tag: Is[str, TAG]
    page: Is[str, PAGE]
    version: Is[str, VERSION]
    name: Is[str, NAME]
    definition: Is[str, Column("Definition", "What belongs to it.")]
    facts: Is[int, FACTS]


@view
class MeasureRow:
    id: Is[str, NAMED_BY]
    name: Is[str, NAME]
    definition: Is[str, Column("Definition", "What is counted.")]
    excludes: Is[str | None, Column("Excludes", "What is not counted.")]
    unit_family: Is[str, Column("Family of units", "Its figures are counted in a unit of this family.")]
    review_after_months: Is[int, Column("Review after", "Months after which a figure is called old.")]
    tolerance_percent: Is[Number, Column("Tolerance", "How many percent two exact figures may differ and still agree.")]


@view
class UnitRow:
    id: Is[str, NAMED_BY]
    family: Is[str, Column("Family", "Units of one family can be compared.")]
    one: Is[str, Column("One", "How one of it is said.")]
    many: Is[str, Column("Many", "How more than one of it are said.")]
    factor: Is[str, Column("Factor", "How many of the family's smallest unit it is, exactly.", pattern=EXACT)]


@view
class PublisherRow:
    id: Is[str, NAMED_BY]
    name: Is[str, NAME]
    publisher_class: Is[str, PUBLISHER_CLASS]


@view
class SeriesRow:
    """One figure of a series; targets and what was withdrawn are in none."""

    series: Is[str, Column("Series", "What it is about and its measure, joined by /.")]
    about: Is[str, ABOUT]
    about_name: Is[str, Column("About, by name", "The name of what it is about.")]
    measure: Is[str, MEASURE]
    measure_name: Is[str, Column("Measure's name", "What is counted, in words.")]
    when: Is[str, WHEN_TEXT]
    when_precision: Is[str, PRECISION]
    when_start: Is[date, START]
    when_end: Is[date, END]
    qualifier: Is[str | None, QUALIFIER]
    value: Is[str, VALUE]
    value_number: Is[Number, VALUE_NUMBER]
    unit: Is[str, UNIT]
    fact: Is[str, FACT]
    said_by: Is[str | None, SAID_BY]
    status: Is[str, STATUS]
    source: Is[str, SOURCE]
    publisher_name: Is[str, PUBLISHER_NAME]


@view
class BriefingRow:
    id: Is[str, ID]
    tag: Is[str, TAG]
    page: Is[str, PAGE]
    version: Is[str, VERSION]
    number: Is[int, Column("Number", "Issues are numbered.")]
    published: Is[date, Column("Published", "The day of the issue.")]
    events: Is[str, Column("Events of", "The time that it tells of.", pattern=WHEN)]
    headline: Is[str, Column("Headline", "Its headline.")]
    facts: Is[tuple[str, ...], Column("Facts", "Ids of the facts that it carries.")]


@view
class PassageRow:
    """Words of ours and the facts that they stand on."""

    of: Is[str, Column("Of", "The briefing or place in which it stands.", pattern=ADDRESS)]
    number: Is[int, Column("Number", "Its place among the passages of one thing, from 1.")]
    part: Is[
        str,
        Column(
            "Part",
            "Where it stands. Analysis is ours; a gap is what we do not know; a note was added later.",
            enum=("summary", "bullet", "analysis", "item", "gap", "note"),
        ),
    ]
    heading: Is[str | None, Column("Heading", "The heading of an item.")]
    on: Is[date | None, Column("On", "The day on which a note was added.")]
    text: Is[str, Column("Text", "The passage.")]
    facts: Is[tuple[str, ...], Column("Facts", "Ids of the facts that it stands on.")]


@view
class CorrectionRow:
    """We were wrong, or a fact no longer stands."""

    fact: Is[str, FACT]
    number: Is[int, Column("Number", "Its place among those of one fact, from 1.")]
    tag: Is[str, Column("Tag", "Its identity; the guid of its item in the feeds.")]
    page: Is[str, PAGE]
    on: Is[date, Column("On", "The day of the correction or withdrawal.")]
    what: Is[str, Column("What", "Which of the two it is.", enum=("correction", "withdrawal"))]
    was: Is[str | None, Column("Was", "What stood there before; of a correction.")]
    now: Is[str, Column("Now", "What the fact says now; of a withdrawal what it said.")]
    reason: Is[str, Column("Reason", "Why.")]


@view
class DisagreementRow:
    """Where sources give different figures about the same thing, for a measure and time."""

    id: Is[str, Column("Id", "Gone once the sources no longer disagree.", pattern=IDENTIFIER)]
    about: Is[str, ABOUT]
    measure: Is[str, MEASURE]
    when: Is[str, WHEN_TEXT]
    facts: Is[tuple[str, ...], Column("Facts", "Ids of the facts that differ.")]
    spread_percent: Is[int, Column("Spread", "How far the figures lie apart, in percent of the smaller.")]
    leads: Is[str, Column("Leads", "Id of the fact that we would quote first.", foreign_key=("facts", "id"))]
    why: Is[str, Column("Why", "Why that one.")]


@view
class MovedRow:
    """A published address that another took the place of; the old one leads to it for ever."""

    was: Is[str, Column("Was", "The address that it had.", pattern=ADDRESS)]
    now: Is[str, Column("Now", "The address that it has today, however often it moved.", pattern=ADDRESS)]
    on: Is[date, Column("On", "The day on which it moved from there.")]
    tag: Is[str, TAG]


@view
class ChangeRow:
    """What happened on a day, from the dates of the records."""

    on: Is[date, Column("On", "The day.")]
    address: Is[str, Column("Address", "What it happened to.", pattern=ADDRESS)]
    what: Is[
        str,
        Column(
            "What",
            "Checked: somebody read the source again, and the fact still stands.",
            enum=("added", "checked", "corrected", "withdrawn", "moved", "published", "noted"),
        ),
    ]
    detail: Is[str, Column("Detail", "The fact, the reason, the note or the new address.")]


@view
class VersionRow:
    """A version of a fact or briefing that was published, so that an old citation finds it."""

    address: Is[str, Column("Address", "What it is a version of.", pattern=ADDRESS)]
    version: Is[str, VERSION]
    since: Is[date, Column("Since", "The day on which it was published first, as far as is known.")]
    is_current: Is[bool, Column("Current", "Whether it is what stands there now.")]


TABLES: tuple[Table, ...] = (
    Table("facts", "Facts", "Every statement on file, each with its source and status.", FactRow, ("id",)),
    Table("sources", "Sources", "The documents that facts come from.", SourceRow, ("id",)),
    Table("publishers", "Publishers", "Who published the sources.", PublisherRow, ("id",)),
    Table("places", "Places", "Countries, cities, districts and clusters, as a tree.", PlaceRow, ("id",)),
    Table("organisations", "Organisations", "Companies, institutes and public bodies.", OrganisationRow, ("id",)),
    Table("topics", "Topics", "What facts are listed by.", TopicRow, ("id",)),
    Table("measures", "Measures", "What is counted, and what is not.", MeasureRow, ("id",)),
    Table("units", "Units", "What figures are counted in.", UnitRow, ("id",)),
    Table("series", "Series", "Figures of one thing and one measure over time.", SeriesRow, ("fact",)),
    Table("briefings", "Briefings", "Every issue, with the facts that it carries.", BriefingRow, ("id",)),
    Table(
        "passages", "Passages", "Our words in briefings and profiles, and their facts.", PassageRow, ("of", "number")
    ),
    Table(
        "corrections", "Corrections", "What we had wrong, and what was withdrawn.", CorrectionRow, ("fact", "number")
    ),
    Table("disagreements", "Disagreements", "Where sources give different figures.", DisagreementRow, ("id",)),
    Table("moved", "Moved", "Addresses that lead to another now.", MovedRow, ("was",)),
    Table("changes", "Changes", "What happened, day by day.", ChangeRow, ("on", "address", "what", "detail")),
    Table(
        "versions", "Versions", "Versions of facts and briefings, past ones too.", VersionRow, ("address", "version")
    ),
)
TABLE = {table.name: table for table in TABLES}
