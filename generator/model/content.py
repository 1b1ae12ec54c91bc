"""All that editors wrote, and what follows from it: facts by id, places by what they lie in, things by address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.records import (
    Briefing,
    Change,
    Chart,
    DeclaredName,
    Disagreement,
    Fact,
    Figure,
    Measure,
    Moved,
    Organisation,
    Place,
    Planted,
    Prose,
    Publisher,
    Record,
    Refused,
    Site,
    Speaker,
    Term,
    Topic,
    Unit,
    Watched,
)
from generator.model.when import When


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that editors wrote."""

    site: Site
    places: Mapping[str, Place]
    organisations: Mapping[str, Organisation]
    topics: Mapping[str, Topic]
    glossary: Mapping[str, Term]
    names: Mapping[str, DeclaredName]
    measures: Mapping[str, Measure]
    units: Mapping[str, Unit]
    publishers: Mapping[str, Publisher]
    speakers: Mapping[str, Speaker]
    records: Mapping[str, Record]
    briefings: Mapping[str, Briefing]
    pages: Mapping[str, Prose]
    disagreements: Mapping[str, Disagreement]
    changes: Mapping[str, Change]
    moved: Mapping[str, Moved]
    miss_rate: Mapping[str, Planted]
    refused: Mapping[str, Refused]
    charts: Mapping[str, Chart] = field(default_factory=dict)
    # What machines saw in the sources, by record.
    watched: Mapping[str, Watched] = field(default_factory=dict)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by id, in the order of ids."""
        facts = {fact.id: fact for record in self.records.values() for fact in record.facts}
        return dict(sorted(facts.items()))

    @cached_property
    def statements(self) -> Mapping[str, tuple[Fact, ...]]:
        """Every fact with figures, by id: once for each of its figures, led by that one, the fact itself first."""
        facts = (fact for fact in self.facts.values() if fact.figures)
        return {fact.id: tuple(map(fact.led_by, fact.figures)) for fact in facts}

    @cached_property
    def record_of(self) -> Mapping[str, Record]:
        """The record that each fact, by id, stands in."""
        return {fact.id: record for record in self.records.values() for fact in record.facts}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address that a thing with an id has: facts/the-id, places/the-id …"""
        known: dict[str, Mapping[str, object]] = {
            "facts": self.facts,
            "places": self.places,
            "organisations": self.organisations,
            "topics": self.topics,
            "sources": self.records,
            "briefings": self.briefings,
            "charts": self.charts,
        }
        return frozenset(f"{kind}/{id}" for kind, ids in known.items() for id in ids)

    def first_address(self, address: str) -> str:
        """The address under which a thing was first published, before it moved."""
        return _end(address, self._moved_from)

    @cached_property
    def _moved_to(self) -> Mapping[str, str]:
        return {moved.id: moved.to for moved in self.moved.values()}

    @cached_property
    def _moved_from(self) -> Mapping[str, str]:
        # Where two led to one address, the first to move gave it its identity.
        entries = sorted(self.moved.values(), key=lambda moved: (moved.on, moved.id), reverse=True)
        return {moved.to: moved.id for moved in entries}

    def former_addresses(self, address: str) -> tuple[str, ...]:
        """The addresses that a thing had before this one."""
        return tuple(self._formerly.get(address, ()))

    @cached_property
    def _formerly(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for old in self._moved_to:
            found[self.present_address(old)].append(old)
        return found

    def present_address(self, address: str) -> str:
        """Where a thing is now that had this address once."""
        return _end(address, self._moved_to)

    def when(self, fact: Fact) -> When | None:
        """What a fact is of: the time that it states or, where it states none, the day of its source."""
        return fact.own_when or self.record_of[fact.id].source.published

    def currency(self, figure: Figure) -> str:
        """The currency of an amount, and "" of what is no money."""
        return figure.unit if self.units[figure.unit].family == "money" else ""

    @cached_property
    def subjects(self) -> Mapping[str, Place | Organisation]:
        """What a fact can be about: a place or an organisation, which share no id."""
        return {**self.organisations, **self.places}

    def ancestors(self, place: str) -> tuple[str, ...]:
        """The places that a place lies in, nearest first; an organisation lies in none."""
        found: list[str] = []
        parent = self.places[place].parent if place in self.places else None
        # A check complains of a parent that is unknown, or of a circle.
        while parent is not None and parent in self.places and parent not in found:
            found.append(parent)
            parent = self.places[parent].parent
        return tuple(found)


def _end(address: str, steps: Mapping[str, str]) -> str:
    """Where a chain of steps ends; one that runs in a circle, which a check complains of, ends where it closes."""
    seen: set[str] = set()
    while address in steps and address not in seen:
        seen.add(address)
        address = steps[address]
    return address
