"""What the rows of the published data are made from: the things that editors wrote, and what is looked up for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Generic, Literal, NamedTuple, TypeVar

from generator.data.published import Published, Version
from generator.model import records
from generator.model.agreement import FactStatus, Group, same_time
from generator.model.content import Content
from generator.model.money import Rate
from generator.model.records import Fact
from generator.model.versions import said_since, tag
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
        return self.address.rpartition("/")[2]

    @property
    def tag(self) -> str:
        return tag(self.catalogue.content, self.address)

    @property
    def page(self) -> str:
        return self.catalogue.content.site.url + address(f"{self.address}.md")


def entries(kind: str, things: Callable[[Content], Mapping[str, _Thing]]) -> Rows[Entry[_Thing]]:
    """The things of a kind, by their ids."""

    def rows(catalogue: Catalogue, _: Published | None) -> Iterator[Entry[_Thing]]:
        found = things(catalogue.content)
        return (Entry(catalogue, f"{kind}/{id}", found[id]) for id in sorted(found))

    return rows


@dataclass(frozen=True, slots=True)
class FactEntry(Entry[Fact]):
    """A fact with what several columns ask for, looked up once."""

    record: records.Record
    publisher: records.Publisher
    measure: records.Measure | None
    status: FactStatus
    when: When | None
    rate: Rate | None

    @property
    def when_from(self) -> Literal["figure", "fact", "source"] | None:
        """What states the time of the fact."""
        if self.when is None:
            return None
        if self.thing.figure and self.when is self.thing.figure.when:
            return "figure"
        return "fact" if self.when is self.thing.when else "source"

    @property
    def dollars(self) -> Fraction | None:
        figure = self.thing.figure
        return rounded_like(figure.value / self.rate.per_dollar, figure.value) if figure and self.rate else None


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
    return (_entry(catalogue, fact) for fact in catalogue.content.facts.values())


class Point(NamedTuple):
    """A figure in its series."""

    fact: FactEntry
    figure: records.Figure
    measure: records.Measure


def series(catalogue: Catalogue, _: Published | None) -> Iterator[Point]:
    """The figures that are not withdrawn, by what they are about and their measure, oldest first; no target, no
    policy."""
    found = []
    for fact in catalogue.content.facts.values():
        if (figure := fact.figure) and fact.kind not in ("target", "policy") and not fact.withdrawn:
            found.append((fact.about, figure.measure, figure.when.last, figure.when.first, fact.id, fact, figure))
    for *_order, fact, figure in sorted(found, key=lambda point: point[:5]):
        yield Point(_entry(catalogue, fact), figure, catalogue.content.measures[figure.measure])


PassagePart = Literal["summary", "bullet", "analysis", "item", "gap", "note"]
_Words = records.Passage | records.Item | records.DatedNote


class PassageEntry(NamedTuple):
    """Words of ours in a briefing or place; ``number`` is their place among all of it, from 1."""

    address: str
    number: int
    part: PassagePart
    words: _Words


def passages(catalogue: Catalogue, _: Published | None) -> Iterator[PassageEntry]:
    for id, one in sorted(catalogue.content.briefings.items()):
        found = _of("bullet", one.bullets), _of("analysis", one.analysis), _of("item", one.items)
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
    event: records.Correction | records.Withdrawal
    now: str

    @property
    def was(self) -> str | None:
        return self.event.was if isinstance(self.event, records.Correction) else None

    @property
    def what(self) -> Literal["correction", "withdrawal"]:
        return "correction" if isinstance(self.event, records.Correction) else "withdrawal"

    @property
    def tag(self) -> str:
        part = self.what if self.what == "withdrawal" else f"{self.what}-{self.number}"
        return tag(self.catalogue.content, self.address, part)


def corrections(catalogue: Catalogue, _: Published | None) -> Iterator[CorrectionEntry]:
    for fact in catalogue.content.facts.values():
        # What a correction made of it is what the next one says was there.
        after = (*(correction.was for correction in fact.corrections[1:]), fact.text, fact.text)
        events = [event for event in (*fact.corrections, fact.withdrawn) if event]
        for number, (event, now) in enumerate(zip(events, after, strict=False), 1):
            yield CorrectionEntry(catalogue, f"facts/{fact.id}", fact, number, event, now)


class DisagreementEntry(NamedTuple):
    """What an editor says of figures that differ, and those figures."""

    said: records.Disagreement
    group: Group


def disagreements(catalogue: Catalogue, _: Published | None) -> Iterator[DisagreementEntry]:
    groups = defaultdict(list)
    for group in catalogue.statements.groups:
        groups[group.about, group.measure].append(group)
    for _id, said in sorted(catalogue.content.disagreements.items()):
        for group in groups[said.about, said.measure]:
            if group.disagrees and same_time(said.when, group.when):
                yield DisagreementEntry(said, group)


def moved(catalogue: Catalogue, _: Published | None) -> Iterator[Entry[records.Moved]]:
    """What moved, by its old address, as entries of its present one."""
    for id, entry in sorted(catalogue.content.moved.items()):
        yield Entry(catalogue, catalogue.content.present_address(id), entry)


ChangeKind = Literal["added", "checked", "corrected", "withdrawn", "moved", "published", "noted"]


class Change(NamedTuple):
    """What happened on a day, from the dates of the records."""

    on: date
    address: str
    what: ChangeKind
    detail: str


def changes(catalogue: Catalogue, _: Published | None) -> list[Change]:
    """Everything added, checked, corrected, withdrawn, moved, published and noted: by day, oldest first."""
    return sorted(set(_changes(catalogue.content)))


def _changes(content: Content) -> Iterator[Change]:
    for fact in content.facts.values():
        at = f"facts/{fact.id}"
        yield Change(fact.added, at, "added", fact.text)
        for day in fact.checked:
            yield Change(day, at, "checked", fact.text)
        for correction in fact.corrections:
            yield Change(correction.on, at, "corrected", correction.reason)
        if fact.withdrawn:
            yield Change(fact.withdrawn.on, at, "withdrawn", fact.withdrawn.reason)
    for entry in content.moved.values():
        yield Change(entry.on, entry.id, "moved", content.present_address(entry.id))
    for briefing in content.briefings.values():
        at = f"briefings/{briefing.id}"
        yield Change(briefing.published, at, "published", briefing.headline)
        for note in briefing.notes:
            yield Change(note.on, at, "noted", note.text)


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
