"""The tables of the published data: the columns of each, what they mean, and what gets their values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Generic, TypeVar, get_args

from generator.data import rows
from generator.data.columns import Column, Field, Row, if_any, of
from generator.data.kinds import (
    address,
    day,
    decimal,
    exact,
    flag,
    ids,
    integer,
    number,
    sha256,
    slug,
    text,
    texts,
    time,
    web,
)
from generator.data.published import Published, Version
from generator.data.rows import Entry, FactEntry, Rows, StatedFact, entries
from generator.model import records
from generator.model.agreement import Group, Status
from generator.model.observations import seen_on
from generator.model.records import Measure, Organisation, Place, Publisher
from generator.model.states import Result
from generator.model.timeline import Event, What, corrected_on
from generator.model.when import PRECISIONS, When
from generator.model.words import number_exactly, rounded
from generator.pages.cite import citation
from generator.pages.parts import Catalogue

_Thing = TypeVar("_Thing")


def _fraction(value: Fraction) -> str | None:
    exactly = number_exactly(value)
    return exactly if "/" in exactly else None


class Table(Generic[_Thing]):
    """A table: the things that its rows are made of, one each, and its columns in their order."""

    def __init__(
        self,
        name: str,
        about: str,
        things: Rows[_Thing],
        *columns: Column[_Thing] | tuple[Column[_Thing], ...],
    ) -> None:
        self.name, self.title, self.about = name, name.capitalize(), about
        flat = [column for one in columns for column in (one if isinstance(one, tuple) else (one,))]
        self.fields: tuple[Field, ...] = tuple(column.field for column in flat)
        self._things, self._getters = things, [(column.field.name, column.get) for column in flat]

    def rows(self, catalogue: Catalogue, published: Published | None) -> tuple[Row, ...]:
        """A row for every thing. ``published`` holds the data that were published last."""
        getters = self._getters
        return tuple({name: get(thing) for name, get in getters} for thing in self._things(catalogue, published))


def tables(catalogue: Catalogue, published: Published | None) -> dict[str, tuple[Row, ...]]:
    """The rows of every table by its name."""
    return {table.name: table.rows(catalogue, published) for table in TABLES}


def parts(catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """The ids of the facts of each place (with what lies in it) and organisation, by its address and every one that
    it had."""
    content = catalogue.content
    for kind, things in (("places", content.places), ("organisations", content.organisations)):
        for id in sorted(things):
            found = sorted(catalogue.within_subject.get(id, ()))
            for known in (f"{kind}/{id}", *content.former_addresses(f"{kind}/{id}")):
                yield known, found


# A column is one line or two, not a line for each of its parts.
# fmt: off
# What columns of several tables mean.
_KEPT = "Stays for ever: never renamed without an entry in the table moved, never given to another thing."
_NAMED_BY = "What other tables name it by."
_PAGE = "The address of its page here."
_VERSION = "SHA-256 of what this version says; the Data page says of what exactly."
_FACTS = "How many facts are listed under it."
_ABOUT = "Id of the place or organisation that it is about."
_MEASURE = "What is counted: an id of the table measures."
_ARCHIVED = "A copy of the original page in a web archive."
_PUBLISHED = "When, as exactly as the source says; empty where it shows no date."
_RECORD = "The file of our records that it stands in."
_RETRIEVED = "The day on which we read the source."
_WHEN = (
    "What the fact is of, as exactly as its source says and no more: 2023, 2023-H1, 2023-Q1, 2023-02, 2023-02-25, or "
    "two of a kind joined by / (EDTF level 0, with halves and quarters); 2023/.. (level 1) has no stated end."
)

# Columns of several tables.
_TAG: Column[Entry[object]] = text("tag", lambda e: e.tag,
    "The identity that never changes, whatever the id (RFC 4151); the guid of its feed item, if any.")
_WITH_PAGE: tuple[Column[Entry[object]], ...] = (
    slug("id", lambda e: e.id, _KEPT, is_key=True),
    _TAG,
    web("page", lambda e: e.page, _PAGE),
)
_VERSIONED: Column[Entry[object]] = sha256("version", lambda e: e.catalogue.versions.of(e.address), _VERSION)
_NAME: Column[Entry[Place | Organisation | records.Topic | Measure | Publisher]] = text(
    "name", lambda e: e.thing.name, "Its name in English.")
_NAMES: tuple[Column[Entry[Place | Organisation]], ...] = (
    _NAME,
    text.optional("name_zh", lambda e: e.thing.name_zh, "Its name in Chinese.", title="Name in Chinese"),
    texts("aliases", lambda e: e.thing.aliases, "Other names that sources use."),
    text.optional("wikidata", lambda e: e.thing.wikidata, "The id of the item of Wikidata that is the same."),
)
_PUBLISHER_NAME: Column[Publisher] = text("publisher_name", lambda p: p.name,
    "Who published the source.", title="Publisher's name")
_PUBLISHER_CLASS: Column[Publisher] = text("publisher_class", lambda p: p.class_,
    "What kind of publisher it is.", title="Publisher's class", enum=get_args(records.PublisherClass))
_PUBLISHER: tuple[Column[Publisher], ...] = (
    text("publisher", lambda p: p.id, "Id of the publisher.", refers_to="publishers"),
    _PUBLISHER_NAME,
    _PUBLISHER_CLASS,
)
_COUNTED: tuple[Column[Measure], ...] = (
    text("measure", lambda m: m.id, _MEASURE, refers_to="measures"),
    text("measure_name", lambda m: m.name, "What is counted, in words.", title="Measure's name"),
)
_AMOUNT: tuple[Column[records.Figure], ...] = (
    text.optional("qualifier", lambda f: f.qualifier, enum=get_args(records.Qualifier),
        meaning="The source's own hedge: its figure is “more than” the value, not the value."),
    exact("value", lambda f: f.value,
        "The figure's value as exact text: 133980000000, 33.7 or 1/3; in CSV 1/3 is 0.333333333333333, and "
        "value_fraction has it exactly.", title="Value, exactly"),
    number("value_number", lambda f: f.value,
        "The same as a number to reckon with; a fraction such as 1/3 to 15 digits.", title="Value"),
    text.optional("value_fraction", lambda f: _fraction(f.value),
        "Of a value whose decimals never end the fraction itself: 1/3.", title="Fraction"),
    exact.optional("value_to", lambda f: f.to,
        "Of a range its other end as exact text; the value is then where it begins.", title="To, exactly"),
    number.optional("value_to_number", lambda f: f.to, "The same as a number to reckon with.", title="To"),
    text.optional("per", lambda f: f.per, enum=get_args(records.Per),
        meaning="The time or thing that the amount is for, where it is no total."),
    text("unit", lambda f: f.unit, "What the value is counted in: an id of the table units.", refers_to="units"),
)
_TIME: tuple[Column[When], ...] = (
    time("when", lambda w: w, _WHEN),
    text("when_precision", lambda w: w.precision, "How exact the date is.", title="Precision", enum=PRECISIONS),
    day("when_start", lambda w: w.first, "The first day of that time.", title="Start"),
    day("when_end", lambda w: w.last, title="End",
        meaning="The last day of that time, included; of an open one the day of its source."),
)
_SUBJECT: tuple[Column[StatedFact], ...] = (
    slug("about", lambda f: f.thing.about, _ABOUT),
    text("about_name", lambda f: f.catalogue.content.subjects[f.thing.about].name,
        "The name of what it is about.", title="About, by name"),
)
_SAID_BY: Column[StatedFact] = text.optional("said_by", lambda f: f.thing.said_by,
    "Who says it in the source; empty where the publisher does.")
_STATUS: Column[FactEntry] = text("status", lambda f: f.status.status,
    "How sure it is, computed from all facts.", enum=get_args(Status))
_SOURCE: Column[StatedFact] = text("source", lambda f: f.record.id,
    "Id of the source that states it.", refers_to="sources")

_OF_MEASURE: tuple[Column[StatedFact], ...] = if_any(lambda f: f.measure, *_COUNTED)
_OF_FIGURE: tuple[Column[StatedFact], ...] = if_any(lambda f: f.thing.figure, *_AMOUNT)
_OF_TIME: tuple[Column[StatedFact], ...] = if_any(lambda f: f.when, *_TIME)
# What a fact states, and how often it was corrected: what has a history.
_STATED: tuple[Column[StatedFact], ...] = (
    text("kind", lambda f: f.thing.kind, "What kind of fact it is.", enum=get_args(records.FactKind)),
    *_SUBJECT,
    ids("also_about", lambda f: f.thing.also_about, "Ids of what else it is listed under."),
    ids("topics", lambda f: f.thing.topics, "Ids of the table topics."),
    text("text", lambda f: f.thing.text, "The fact in a sentence of our own, hedge included."),
    *_OF_MEASURE,
    *_OF_FIGURE,
    *_OF_TIME,
    text.optional("when_from", lambda f: f.when_from, title="When, by", enum=("figure", "fact", "source"),
        meaning="What gives that time: the figure, the fact, or no more than the day of its source."),
)
_WORDS: tuple[Column[StatedFact], ...] = (
    text.optional("as_stated", lambda f: f.thing.figure.as_stated if f.thing.figure else None,
        "The few words of the source that carry the number."),
    text.optional("quote", lambda f: f.thing.quote,
        "The source's own words for it, in its language, letter for letter."),
)
_LEFT_OUT: Column[StatedFact] = texts(
    "left_out", lambda f: tuple(f"{one.number}: {one.why}" for one in f.thing.left_out),
    "Numbers of the quote that no figure holds, each with the reason.")
_WHERE: tuple[Column[StatedFact], ...] = (
    text("where", lambda f: f.thing.where, "Where in the source the fact stands.", title="Where in it"),
    text.optional("note", lambda f: f.thing.note, "What is not clear: how it was counted, which date was inferred."),
)
_CORRECTED: tuple[Column[StatedFact], ...] = (
    integer("corrections", lambda f: len(f.thing.corrections),
        "How often it was corrected; the table corrections says how."),
    day.optional("corrected", lambda f: corrected_on(f.thing), "The day of the last correction."),
    day.optional("withdrawn", lambda f: f.thing.withdrawn.on if f.thing.withdrawn else None,
        "The day since which it no longer stands."),
    text.optional("odd", lambda f: f.thing.odd.why if f.thing.odd else None,
        "Why its figure does not fit the others of its series; such a figure is compared with nothing."),
)

FACTS = Table[FactEntry](
    "facts", "Every statement, each with its source and status.", rows.facts,
    _WITH_PAGE,
    _VERSIONED,
    _STATED,
    _SAID_BY,
    _STATUS,
    text("status_why", lambda f: f.status.reason, "The reason of the status, in a sentence.", title="Why"),
    text.optional("newer", lambda f: f.catalogue.newer.get(f.id),
        "Id of the newest fact of the same series, if newer.", refers_to="facts"),
    _WORDS,
    text.optional("quote_language", lambda f: f.record.source.language if f.thing.quote else None,
        "The language of these words as a tag (BCP 47).", title="Language of the quote"),
    web.optional("words_url", lambda f: f.words_url, title="Address of the words",
        meaning="The original page, which a browser scrolls to the quote (a text fragment)."),
    web.optional("words_archived", lambda f: f.words_archived, title="Archived words",
        meaning="The archived copy, which a browser scrolls to the quote."),
    day.optional("words_seen", lambda f: seen_on(f.catalogue.content, f.thing), title="Words seen",
        meaning="The last day on which a machine found the words in the source."),
    _LEFT_OUT,
    decimal.optional("usd", lambda f: f.dollars,
        "An amount of money in dollars at the rate next to it, rounded.", title="In US dollars"),
    decimal.optional("usd_to", lambda f: f.dollars_to, "Of a range its other end in dollars.", title="To, in dollars"),
    decimal.optional("usd_rate", lambda f: rounded(f.rate.per_dollar, 6) if f.rate else None,
        "Units of the currency to the dollar (European Central Bank).", title="Rate"),
    time.optional("usd_rate_when", lambda f: f.rate.of if f.rate else None,
        "The day of that rate, or the time that it is the average of.", title="Day of the rate"),
    _SOURCE,
    text("source_title", lambda f: f.record.source.title,
        "The title of the source, in its own language.", title="Source's title"),
    text.optional("source_author", lambda f: f.record.source.author, "Who wrote the source.", title="Author"),
    of(lambda f: f.publisher, *_PUBLISHER),
    time.optional("source_published", lambda f: f.record.source.published, _PUBLISHED),
    day("retrieved", lambda f: f.record.source.retrieved, _RETRIEVED),
    web("source_url", lambda f: f.record.source.url, "The original page.", title="Address of the source"),
    web.optional("source_archived", lambda f: f.record.source.archived, _ARCHIVED, title="Archived copy"),
    _WHERE,
    text.optional("age", lambda f: f.catalogue.age(f.thing),
        "Said once a figure is older than its measure's review horizon."),
    day("added", lambda f: f.thing.added, "The day on which it was added here."),
    day("last_checked", lambda f: f.catalogue.statements.last_checked(f.thing),
        "The day on which somebody last read the source for it."),
    _CORRECTED,
    text("citation", lambda f: citation(f.catalogue, f.thing.text, f"facts/{f.id}.md", [f.thing]),
        "How to cite this version; behind it comes the day on which you saw it."),
    text("record", lambda f: f.record.path, _RECORD),
)
HISTORY = Table[rows.HistoryEntry](
    "history", "What each fact said, from when to when: a row for each of its versions.", rows.history,
    text("fact", lambda h: h.fact.id, "Id of the fact.", refers_to="facts", is_key=True),
    integer("number", lambda h: h.number, "Which version of the fact it is, from 1.", is_key=True),
    day("since", lambda h: h.since, "The first day on which it said this."),
    day.optional("until", lambda h: h.until,
        "The first day on which it said something else; empty while it says this."),
    text("what", lambda h: h.what, "What made it say this.", enum=("added", "corrected", "withdrawn")),
    text.optional("reason", lambda h: h.reason, "Why it was corrected or withdrawn."),
    sha256("version", lambda h: h.version, _VERSION),
    of(lambda h: h.fact, *_STATED, _SAID_BY, *_WORDS, _LEFT_OUT, _SOURCE, *_WHERE, *_CORRECTED),
)
# The columns of facts that are worked out from other facts, from rates, from what machines saw or from the day: they
# can differ on a day on which nobody wrote anything. All others are what records say.
DERIVED = frozenset((
    "status", "status_why", "newer", "words_seen", "usd", "usd_to", "usd_rate", "usd_rate_when", "age", "citation",
))
TARGETS = Table[rows.TargetEntry](
    "targets", "Every stated plan, whether its day has come, and what came of it.", rows.targets,
    text("fact", lambda t: t.fact.id, "Id of the fact that states it.", refers_to="facts", is_key=True),
    of(lambda t: t.fact, *_SUBJECT),
    text("text", lambda t: t.fact.thing.text, "The plan in a sentence of our own, hedge included."),
    if_any(lambda t: t.fact.measure, *_COUNTED),
    if_any(lambda t: t.fact.thing.figure, *_AMOUNT),
    if_any(lambda t: t.outcome.due, *_TIME),
    flag("is_past", lambda t: t.outcome.is_past, "Whether that time has passed.", title="Past"),
    text("outcome", lambda t: t.outcome.result, enum=get_args(Result),
        meaning="What came of it: the verdict of figures of its time (open where they differ or cannot tell), later "
        "where there is only a later figure, none although its time has passed, ahead where it has not."),
    ids("answers", lambda t: tuple(one.id for one in t.outcome.answers),
        "Ids of the facts whose figures answer it."),
)
FIGURES = Table[rows.FigureEntry](
    "figures", "Every figure of every fact, the one that leads first.", rows.figures,
    text("fact", lambda f: f.fact.id, "Id of the fact.", refers_to="facts", is_key=True),
    integer("number", lambda f: f.number, "Its place among the figures of one fact, from 1.", is_key=True),
    text.optional("name", lambda f: f.figure.name, "What tells it from the other figures of its fact."),
    of(lambda f: f.fact, *_SUBJECT),
    of(lambda f: f.measure, *_COUNTED),
    of(lambda f: f.figure, *_AMOUNT),
    of(lambda f: f.figure.when, *_TIME),
    text("as_stated", lambda f: f.figure.as_stated, "The few words of the source that carry the number."),
)
SOURCES = Table[Entry[records.Record]](
    "sources", "The documents that facts come from.", entries("sources", lambda c: c.records),
    _WITH_PAGE,
    text("title", lambda s: s.thing.source.title, "Its title, in its own language."),
    flag("title_is_description", lambda s: s.thing.source.title_is_description,
        "Whether the title is our description, for it shows none.", title="Described"),
    text.optional("author", lambda s: s.thing.source.author, "Who wrote it."),
    of(lambda s: s.catalogue.content.publishers[s.thing.source.publisher], *_PUBLISHER),
    web("url", lambda s: s.thing.source.url, "The original page.", title="Address of the source"),
    web.optional("archived", lambda s: s.thing.source.archived, _ARCHIVED, title="Archived copy"),
    time.optional("published", lambda s: s.thing.source.published, _PUBLISHED, title="Source published"),
    day("retrieved", lambda s: s.thing.source.retrieved, _RETRIEVED),
    text("language", lambda s: s.thing.source.language, "Its language as a tag (BCP 47)."),
    text.optional("derived_from", lambda s: s.thing.source.derived_from,
        "Id of the source that it is a reprint of.", title="Copied from", refers_to="sources"),
    integer("facts", lambda s: len(s.thing.facts), _FACTS),
    text("record", lambda s: s.thing.path, _RECORD),
)
PUBLISHERS = Table[Entry[Publisher]](
    "publishers", "Who published the sources.", entries("publishers", lambda c: c.publishers),
    text("id", lambda p: p.id, _NAMED_BY, is_key=True),
    _NAME,
    of(lambda p: p.thing, _PUBLISHER_CLASS),
)
PLACES = Table[Entry[Place]](
    "places", "Countries, cities, districts and clusters, as a tree.", entries("places", lambda c: c.places),
    _WITH_PAGE,
    _VERSIONED,
    _NAMES,
    text("kind", lambda p: p.thing.kind, "What kind of place it is.", enum=get_args(records.PlaceKind)),
    text.optional("parent", lambda p: p.thing.parent,
        "Id of the place that it lies in.", title="Lies in", refers_to="places"),
    number.optional("latitude", lambda p: p.thing.position.lat if p.thing.position else None,
        "In degrees, to about a kilometre: for a sketch, not for a claim."),
    number.optional("longitude", lambda p: p.thing.position.lon if p.thing.position else None,
        "In degrees, to about a kilometre."),
    integer("facts", lambda p: len(p.catalogue.by_subject.get(p.id, ())), _FACTS),
    integer("facts_within", lambda p: len(p.catalogue.within_subject.get(p.id, ())),
        "How many facts are about it or what lies in it."),
)
ORGANISATIONS = Table[Entry[Organisation]](
    "organisations", "Companies, institutes and public bodies.", entries("organisations", lambda c: c.organisations),
    _WITH_PAGE,
    _VERSIONED,
    _NAMES,
    text("kind", lambda o: o.thing.kind, "What kind of organisation it is.", enum=get_args(records.OrganisationKind)),
    integer("facts", lambda o: len(o.catalogue.by_subject.get(o.id, ())), _FACTS),
)
TOPICS = Table[Entry[records.Topic]](
    "topics", "What facts are listed by.", entries("topics", lambda c: c.topics),
    _WITH_PAGE,
    _VERSIONED,
    _NAME,
    text("definition", lambda t: t.thing.definition, "What belongs to it."),
    integer("facts", lambda t: len(t.catalogue.by_topic.get(t.id, ())), _FACTS),
)
MEASURES = Table[Entry[Measure]](
    "measures", "What is counted, and what is not.", entries("measures", lambda c: c.measures),
    text("id", lambda m: m.id, _NAMED_BY, is_key=True),
    _NAME,
    text("definition", lambda m: m.thing.definition, "What is counted."),
    text.optional("excludes", lambda m: m.thing.excludes, "What is not counted."),
    text("unit_family", lambda m: m.thing.unit,
        "Its figures are counted in a unit of this family.", title="Family of units"),
    integer("review_after_months", lambda m: m.thing.review_after,
        "Months after which a figure is called old.", title="Review after"),
    number("tolerance_percent", lambda m: m.thing.tolerance,
        "How many percent two exact figures may differ and still agree.", title="Tolerance"),
    text.optional("growth_of", lambda m: m.thing.growth_of,
        "The measure whose change on the year before it states.", refers_to="measures"),
    flag("cumulative", lambda m: m.thing.cumulative, "Whether it counts all so far and never falls."),
    text("kind", lambda m: m.thing.kind, enum=get_args(records.MeasureKind),
        meaning="A stock is there at a moment, a flow comes in a time, a rate is a ratio, an event happens once."),
)
UNITS = Table[Entry[records.Unit]](
    "units", "What figures are counted in.", entries("units", lambda c: c.units),
    text("id", lambda u: u.id, _NAMED_BY, is_key=True),
    text("family", lambda u: u.thing.family, "Units of one family can be compared."),
    text("one", lambda u: u.thing.one, "How one of it is said."),
    text("many", lambda u: u.thing.many, "How more than one of it are said."),
    exact("factor", lambda u: u.thing.factor, "How many of the family's smallest unit it is, exactly."),
)
SERIES = Table[rows.Point](
    "series", "Figures of one thing and one measure over time.", rows.series,
    text("series", lambda p: str(p.key),
        "What it is about, its measure, of money the currency and, of no total, what it is for, joined by /."),
    of(lambda p: p.fact, *_SUBJECT),
    of(lambda p: p.measure, *_COUNTED),
    of(lambda p: p.figure.when, *_TIME),
    of(lambda p: p.figure, *_AMOUNT),
    text("fact", lambda p: p.fact.id, "Id of the fact.", refers_to="facts", is_key=True),
    integer("number", lambda p: p.number, "Which of the fact's figures it is, from 1.", is_key=True),
    of(lambda p: p.fact, _SAID_BY, _STATUS, _SOURCE),
    of(lambda p: p.fact.publisher, _PUBLISHER_NAME),
)
BRIEFINGS = Table[Entry[records.Briefing]](
    "briefings", "Every issue, with the facts that it carries.", entries("briefings", lambda c: c.briefings),
    _WITH_PAGE,
    _VERSIONED,
    integer("number", lambda b: b.thing.issue, "Issues are numbered."),
    day("published", lambda b: b.thing.published, "The day of the issue."),
    time("events", lambda b: b.thing.events, "The time that it tells of.", title="Events of"),
    text("headline", lambda b: b.thing.headline, "Its headline."),
    ids("facts", lambda b: tuple(sorted(b.thing.cited)), "Ids of the facts that it carries."),
)
PASSAGES = Table[rows.PassageEntry](
    "passages", "Our words in briefings and profiles, and their facts.", rows.passages,
    address("of", lambda p: p.address, "The briefing or place in which it stands.", is_key=True),
    integer("number", lambda p: p.number, "Its place among the passages of one thing, from 1.", is_key=True),
    text("part", lambda p: p.part, enum=get_args(rows.PassagePart),
        meaning="Where it stands. Analysis is ours; a gap is what we do not know; a note was added later."),
    text.optional("heading", lambda p: p.words.heading if isinstance(p.words, records.Item) else None,
        "The heading of an item."),
    day.optional("on", lambda p: p.words.on if isinstance(p.words, records.DatedNote) else None,
        "The day on which a note was added."),
    text("text", lambda p: p.words.text, "The passage."),
    ids("facts", lambda p: () if isinstance(p.words, records.DatedNote) else p.words.facts,
        "Ids of the facts that it stands on."),
)
CORRECTIONS = Table[rows.CorrectionEntry](
    "corrections", "What we had wrong, and what was withdrawn.", rows.corrections,
    text("fact", lambda c: c.id, "Id of the fact.", refers_to="facts", is_key=True),
    integer("number", lambda c: c.number, "Its place among those of one fact, from 1.", is_key=True),
    text("tag", lambda c: c.tag, "Its identity; the guid of its item in the feeds."),
    web("page", lambda c: c.page, _PAGE),
    day("on", lambda c: c.event.day, "The day of the correction or withdrawal."),
    text("what", lambda c: c.what, "Which of the two it is.", enum=("correction", "withdrawal")),
    text.optional("was", lambda c: c.was,
        "What stood there before a correction: the text or, where other fields changed, each by its name."),
    text("now", lambda c: c.now,
        "What the correction put there, in the same form; of a withdrawal what the fact said."),
    text("reason", lambda c: c.event.detail, "Why."),
)
DISAGREEMENTS = Table[rows.DisagreementEntry](
    "disagreements", "Where sources give different figures, or figures do not add up.", rows.disagreements,
    slug("id", lambda d: d.said.id, "Gone once the sources no longer disagree.", is_key=True),
    slug("about", lambda d: d.said.about, _ABOUT),
    text("measure", lambda d: d.said.measure, _MEASURE, refers_to="measures"),
    time("when", lambda d: d.said.when, _WHEN),
    ids("facts", lambda d: tuple(sorted({fact.id for fact in d.group.facts})),
        "Ids of the facts that differ, or do not add up."),
    integer("spread_percent", lambda d: round(d.group.spread * 100),
        "How far they lie apart, in percent of the smaller; of growth, in points.", title="Spread"),
    flag("adds_up", lambda d: isinstance(d.group, Group),
        "False where the figures are of several times, places or measures and do not add up.", title="Adds up"),
    text("leads", lambda d: d.said.leads, "Id of the fact that we would quote first.", refers_to="facts"),
    text("why", lambda d: d.said.why, "Why that one."),
)
MOVED = Table[Entry[records.Moved]](
    "moved", "Addresses that lead to another now.", rows.moved,
    address("was", lambda m: m.thing.id, "The address that it had.", is_key=True),
    address("now", lambda m: m.address, "The address that it has today, however often it moved."),
    day("on", lambda m: m.thing.on, "The day on which it moved from there."),
    _TAG,
)
CHANGES = Table[Event](
    "changes", "What happened, day by day.", rows.changes,
    day("on", lambda c: c.day, "The day.", is_key=True),
    address("address", lambda c: c.address, "What it happened to.", is_key=True),
    text("what", lambda c: c.what, enum=get_args(What),
        meaning="Checked: somebody read the source again, and the fact still stands.", is_key=True),
    text("detail", lambda c: c.detail, "The fact, the reason, the note or the new address.", is_key=True),
)
VERSIONS = Table[Version](
    "versions", "Versions of facts and briefings, past ones too.", rows.versions,
    address("address", lambda v: v.address, "What it is a version of.", is_key=True),
    sha256("version", lambda v: v.version, _VERSION, is_key=True),
    day("since", lambda v: v.since, "The day on which it was published first, as far as is known."),
    flag("is_current", lambda v: v.is_current, "Whether it is what stands there now.", title="Current"),
)

TABLES: tuple[Table[Any], ...] = (
    FACTS, FIGURES, TARGETS, SOURCES, PUBLISHERS, PLACES, ORGANISATIONS, TOPICS, MEASURES, UNITS, SERIES, BRIEFINGS,
    PASSAGES, CORRECTIONS, DISAGREEMENTS, MOVED, CHANGES, VERSIONS, HISTORY,
)
# fmt: on
