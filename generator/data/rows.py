"""What the rows of the published data are made from: the things that editors wrote, and what is looked up for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Generic, Literal, NamedTuple, TypeVar

from generator.data.published import Published, Version
from generator.model import records
from generator.model.agreement import FactStatus, Group
from generator.model.content import Content
from generator.model.money import Rate
from generator.model.over_time import Mismatch
from generator.model.quotes import address_of_words
from generator.model.records import Fact
from generator.model.series import SeriesKey, figure_of
from generator.model.states import Outcome, outcome
from generator.model.timeline import (
    Event,
    What,
    changes_of_fact,
    events,
    fact_days,
    fact_on,
    said_since,
    was_and_now,
)
from generator.model.versions import tag
from generator.model.when import When
from generator.model.words import rounded_like
from generator.pages.page import address
from generator.pages.parts import Catalogue

_Thing = TypeVar("_Thing")
_Thing_co = TypeVar("_Thing_co", covariant=True)
# What gives a table the things of its rows, in their order.
Rows = Callable[[Catalogue, Published | None], Iterable[_Thing]]


@dataclass(frozen=True, slots=True)
class Entry(Generic[_Thing_co]):
    """A thing with its address, and the catalogue that knows of it."""

    catalogue: Catalogue
    address: str
    thing: _Thing_co

    @property
    def id(self) -> str:
        """The last part of its address: the-id of facts/the-id."""
        return self.address.rpartition("/")[2]

    @property
    def tag(self) -> str:
        """Its lasting name, a tag URI (RFC 4151)."""
        return tag(self.catalogue.content, self.address)

    @property
    def page(self) -> str:
        """The whole address of its page, with the site's own."""
        return self.catalogue.content.site.url + address(f"{self.address}.md")


def entries(kind: str, things: Callable[[Content], Mapping[str, _Thing]]) -> Rows[Entry[_Thing]]:
    """The things of a kind, by their ids."""

    def rows(catalogue: Catalogue, _: Published | None) -> Iterator[Entry[_Thing]]:
        found = things(catalogue.content)
        return (Entry(catalogue, f"{kind}/{id}", found[id]) for id in sorted(found))

    return rows


@dataclass(frozen=True, slots=True)
class StatedFact(Entry[Fact]):
    """A fact, as it stands or once stood, with what is looked up for what it states."""

    record: records.Record
    measure: records.Measure | None
    when: When | None

    @property
    def when_from(self) -> Literal["figure", "fact", "source"] | None:
        """What states the time of the fact."""
        if self.when is None:
            return None
        if self.thing.figure and self.when is self.thing.figure.when:
            return "figure"
        return "fact" if self.when is self.thing.when else "source"


@dataclass(frozen=True, slots=True)
class FactEntry(StatedFact):
    """A fact with what several columns ask for, looked up once."""

    publisher: records.Publisher
    status: FactStatus
    rate: Rate | None

    @property
    def words_url(self) -> str | None:
        """The address of its source that a browser scrolls to the quote."""
        quote = self.thing.quote
        return address_of_words(self.record.source.url, quote) if quote else None

    @property
    def words_archived(self) -> str | None:
        """The same in the archived copy."""
        archived, quote = self.record.source.archived, self.thing.quote
        return address_of_words(archived, quote) if archived and quote else None

    @property
    def dollars(self) -> Fraction | None:
        """Its amount in US dollars, rounded as the source's own figure is; None without a figure or a rate."""
        figure = self.thing.figure
        return rounded_like(figure.value / self.rate.per_dollar, figure.value) if figure and self.rate else None

    @property
    def dollars_to(self) -> Fraction | None:
        """Of a range its other end in US dollars, as rounded."""
        to = self.thing.figure.to if self.thing.figure else None
        return rounded_like(to / self.rate.per_dollar, to) if to is not None and self.rate else None


def _entry(catalogue: Catalogue, fact: Fact) -> FactEntry:
    content = catalogue.content
    record = content.record_of[fact.id]
    return FactEntry(
        catalogue,
        f"facts/{fact.id}",
        fact,
        record=record,
        publisher=content.publishers[record.source.publisher],
        measure=content.measures[fact.figure.measure] if fact.figure else None,
        status=catalogue.statements.status(fact),
        when=content.when(fact),
        rate=catalogue.dollar_rate(fact),
    )


def facts(catalogue: Catalogue, _: Published | None) -> Iterator[FactEntry]:
    """Every fact, by id."""
    return (_entry(catalogue, fact) for fact in catalogue.content.facts.values())


class HistoryEntry(NamedTuple):
    """What a fact said ``since`` a day, ``until`` the day on which it began to say something else (None while it does
    not). ``number`` counts from 1."""

    fact: StatedFact
    number: int
    since: date
    until: date | None
    what: What
    reason: str | None
    version: str


def history(catalogue: Catalogue, _: Published | None) -> Iterator[HistoryEntry]:
    """What every fact said from its first day on, by id and day: of several corrections of a day what the last made."""
    for fact in catalogue.content.facts.values():
        days = fact_days(fact)
        for number, (since, until) in enumerate(zip(days, (*days[1:], None), strict=True), 1):
            yield _history_entry(catalogue, fact, number, since, until)


def _history_entry(catalogue: Catalogue, fact: Fact, number: int, since: date, until: date | None) -> HistoryEntry:
    content = catalogue.content
    then, source = fact_on(content, fact, since)
    record = content.records[source]
    # A withdrawal comes last: what is withdrawn is not corrected.
    on = [event for event in changes_of_fact(content, fact) if event.day == since]
    return HistoryEntry(
        fact=StatedFact(
            catalogue,
            f"facts/{fact.id}",
            then,
            record=record,
            measure=content.measures[then.figure.measure] if then.figure else None,
            when=then.own_when or record.source.published,
        ),
        number=number,
        since=since,
        until=until,
        what=on[-1].what if on else "added",
        reason=on[-1].detail if on else None,
        version=catalogue.versions.of_fact(then, record),
    )


class TargetEntry(NamedTuple):
    """A stated plan, and what came of it."""

    fact: FactEntry
    outcome: Outcome


def targets(catalogue: Catalogue, _: Published | None) -> Iterator[TargetEntry]:
    """Every target that was not withdrawn, by id."""
    for fact in catalogue.content.facts.values():
        if fact.kind == "target" and not fact.withdrawn:
            yield TargetEntry(_entry(catalogue, fact), outcome(catalogue, fact))


class FigureEntry(NamedTuple):
    """A figure of a fact; ``number`` is its place among those of the fact, from 1."""

    fact: FactEntry
    number: int
    figure: records.Figure
    measure: records.Measure


def figures(catalogue: Catalogue, published: Published | None) -> Iterator[FigureEntry]:
    """Every figure of every fact, by the facts' ids."""
    for fact in facts(catalogue, published):
        for number, figure in enumerate(fact.thing.figures, 1):
            yield FigureEntry(fact, number, figure, catalogue.content.measures[figure.measure])


class Point(NamedTuple):
    """A figure in its series; ``number`` is its place among those of its fact, from 1."""

    fact: FactEntry
    number: int
    figure: records.Figure
    measure: records.Measure
    key: SeriesKey


def series(catalogue: Catalogue, _: Published | None) -> Iterator[Point]:
    """The figures of every series, oldest first within each."""
    for key, one in catalogue.statements.series.items():
        for fact in one.figures:
            figure = figure_of(fact)
            number = 1 + catalogue.content.facts[fact.id].figures.index(figure)
            yield Point(_entry(catalogue, fact), number, figure, one.measure, key)


PassagePart = Literal["summary", "bullet", "verdict", "analysis", "item", "gap", "note"]
_Words = records.Passage | records.Item | records.DatedNote


class PassageEntry(NamedTuple):
    """Words of ours in a briefing or place; ``number`` is their place among all of it, from 1."""

    address: str
    number: int
    part: PassagePart
    words: _Words


def passages(catalogue: Catalogue, _: Published | None) -> Iterator[PassageEntry]:
    """Every passage of briefings and places, in the order in which it is read."""
    for id, one in sorted(catalogue.content.briefings.items()):
        verdict = _of("verdict", (one.verdict,) if one.verdict else ())
        found = _of("bullet", one.bullets), verdict, _of("analysis", one.analysis), _of("item", one.items)
        yield from _numbered(f"briefings/{id}", *found, _of("gap", one.gaps), _of("note", one.notes))
    for id, place in sorted(catalogue.content.places.items()):
        yield from _numbered(f"places/{id}", _of("summary", place.summary), _of("gap", place.gaps))


def _of(part: PassagePart, several: Iterable[_Words]) -> Iterator[tuple[PassagePart, _Words]]:
    return ((part, words) for words in several)


def _numbered(address: str, *parts: Iterable[tuple[PassagePart, _Words]]) -> Iterator[PassageEntry]:
    for number, (part, words) in enumerate(chain(*parts), 1):
        yield PassageEntry(address, number, part, words)


@dataclass(frozen=True, slots=True)
class CorrectionEntry(Entry[Fact]):
    """We were wrong about a fact, or it no longer stands; ``number`` is its place among those of the fact, from 1."""

    number: int
    event: Event

    @property
    def was(self) -> str | None:
        """What stood in the fields that a correction changed."""
        return was_and_now(self.event.fields)[0] if self.event.fields else None

    @property
    def now(self) -> str:
        """What a correction put there; of a withdrawal what the fact said."""
        return was_and_now(self.event.fields)[1] if self.event.fields else self.thing.text

    @property
    def what(self) -> Literal["correction", "withdrawal"]:
        """Which of the two it is."""
        return "correction" if self.event.what == "corrected" else "withdrawal"

    @property
    def tag(self) -> str:
        """Its lasting name, a tag URI (RFC 4151): the fact's, and which change it is."""
        return tag(self.catalogue.content, self.address, self.event.key)


def corrections(catalogue: Catalogue, _: Published | None) -> Iterator[CorrectionEntry]:
    """The corrections and the withdrawal of every fact, by the facts' ids."""
    for fact in catalogue.content.facts.values():
        for number, event in enumerate(changes_of_fact(catalogue.content, fact), 1):
            yield CorrectionEntry(catalogue, f"facts/{fact.id}", fact, number, event)


class DisagreementEntry(NamedTuple):
    """What an editor says of figures that differ, and those figures."""

    said: records.Disagreement
    group: Group | Mismatch


def disagreements(catalogue: Catalogue, _: Published | None) -> Iterator[DisagreementEntry]:
    """What editors say of the groups that disagree, and of what does not add up, by its id."""
    statements = catalogue.statements
    for _id, said in sorted(catalogue.content.disagreements.items()):
        groups = catalogue.differences_about.get(said.about, ())
        yield from (DisagreementEntry(said, group) for group in groups if statements.is_about(said, group))


def moved(catalogue: Catalogue, _: Published | None) -> Iterator[Entry[records.Moved]]:
    """What moved, by its old address, as entries of its present one."""
    for id, entry in sorted(catalogue.content.moved.items()):
        yield Entry(catalogue, catalogue.content.present_address(id), entry)


def changes(catalogue: Catalogue, _: Published | None) -> list[Event]:
    """Everything that happened, each thing once: by day, oldest first."""
    same = {(event.day, event.address, event.what, event.detail): event for event in events(catalogue.content)}
    return list(same.values())


def versions(catalogue: Catalogue, published: Published | None) -> list[Version]:
    """The present versions, and those that the last published data knew: a build by itself knows no others."""
    content = catalogue.content
    days = {f"facts/{fact.id}": said_since(fact) for fact in content.facts.values()}
    for briefing in content.briefings.values():
        days[f"briefings/{briefing.id}"] = max((briefing.published, *(note.on for note in briefing.notes)))
    now = {at: catalogue.versions.of(at) for at in days}
    since = {(at, now[at]): day for at, day in days.items()}
    for known in published.versions if published else ():
        since[content.present_address(known.address), known.version] = known.since
    return [
        Version(address=at, version=version, since=day, is_current=now.get(at) == version)
        for (at, version), day in sorted(since.items())
    ]
