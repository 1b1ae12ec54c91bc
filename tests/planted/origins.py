"""Errors of provenance: sources that lead back to themselves, and one voice that is counted as two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from generator.model.agreement import Statements
from generator.model.records import Fact, Record
from generator.model.when import When
from tests.planted.world import Case, content, figures, reported, with_things

OTHER = "china-daily"


def circles(rng: Random) -> Iterator[Case]:
    """``derived_from`` leads back to where it began, by itself, over one other or over more."""
    records = list(content().records.values())
    for record in records:
        for length in (1, 2, 3, 4):
            ring = [record, *rng.sample([one for one in records if one is not record], length - 1)]
            turned = [_derived(one, ring[(i + 1) % length].id) for i, one in enumerate(ring)]
            detail = " from ".join([one.id for one in ring] + [record.id])
            yield Case("circular source", f"a ring of {length}", detail, partial(_of_all, turned))


def _of_all(records: list[Record]) -> tuple[str, ...]:
    """What is reported of a ring, if it is reported of each of its records."""
    each = [reported(*records, of=record) for record in records]
    return tuple(line for lines in each for line in lines) if all(each) else ()


def _derived(record: Record, origin: str | None) -> Record:
    return replace(record, source=replace(record.source, derived_from=origin))


def lone_figures() -> Iterator[tuple[Fact, Record]]:
    """Facts with a figure that no other fact stands beside."""
    beside = Statements(content()).group_of
    for fact, _ in figures():
        if fact.id not in beside and fact.kind not in ("target", "policy"):
            yield fact, content().record_of[fact.id]


def copied(fact: Fact, record: Record, number: int = 1, *, later: int = 0, **source: Any) -> Record:
    """A further record with the same figure in it, published some days later than the first."""
    of = record.source.published or When.of_day(record.source.retrieved)
    on = When.of_day(min(of.first + timedelta(days=later), date(2026, 11, 23)))
    copy = replace(
        fact,
        id=f"{fact.id}-again-{number}"[-80:],
        text=f"{fact.text} So says {'a further' if number == 1 else 'yet another'} report.",
    )
    changed = replace(
        record.source, url=f"https://example.org/{number}/{record.id}", published=on if later else of, **source
    )
    return replace(record, id=f"{record.id}-again-{number}", source=changed, facts=(copy,))


def status(fact: Fact, *records: Record) -> str:
    return Statements(with_things(content(), *records)).status(fact).status


def _unless_confirmed(class_: str, kind: str, fact: Fact, *records: Record) -> Case:
    def reports() -> tuple[str, ...]:
        changed = with_things(content(), *records)
        fresh = Statements(changed)
        wanted = [changed.facts[fact.id], *(one for record in records for one in record.facts if "-again-" in one.id)]
        found = [fresh.status(one).status for one in wanted]
        return () if "Confirmed" in found else (f"status {found}",)

    return Case(class_, kind, f"{fact.id}: {kind}", reports)


def reprints(rng: Random) -> Iterator[Case]:
    """A copy, a copy of the copy, the same house, or the same speaker must not confirm a figure."""
    name = "reprint as second origin"
    for fact, record in lone_figures():
        publisher = rng.choice([p for p in content().publishers if p != record.source.publisher and "-via-" not in p])
        first = copied(fact, record, 1, later=1, publisher=publisher, derived_from=record.id)
        yield _unless_confirmed(name, "a copy", fact, first)
        yield _unless_confirmed(
            name, "a copy without speaker", fact, replace(first, facts=(replace(first.facts[0], said_by=None),))
        )
        second = copied(fact, record, 2, later=2, publisher=OTHER, derived_from=first.id)
        yield _unless_confirmed(name, "a copy of a copy", fact, first, second)
        siblings = [
            copied(fact, record, n, publisher=p, derived_from=record.id) for n, p in ((1, publisher), (2, OTHER))
        ]
        yield _unless_confirmed(name, "two copies of one", fact, *siblings)
        original = copied(fact, record, 3, publisher=OTHER)
        yield _unless_confirmed(name, "what we read is the copy", fact, original, _derived(record, original.id))
        yield _unless_confirmed(name, "the same house", fact, copied(fact, record, 1, later=40))
        publishers = content().publishers
        house = publishers[record.source.publisher].house
        for other in (p.id for p in publishers.values() if house and p.house == house):
            if other != record.source.publisher:
                copy = copied(fact, record, 1, publisher=other)
                yield _unless_confirmed(name, "the same house by way of another", fact, copy)
        speaker = fact.said_by or "Li Zheng, vice mayor of Shanghai"
        said = _said(record, fact, speaker)
        named = f"{speaker.split(',')[0]}, an official"
        for kind, later, by in (
            ("the same speaker", 0, speaker),
            ("the same speaker, another title", 0, named),
            ("the same speaker, a day later", 1, speaker),
            ("the same speaker, in a bracket", 0, f"{speaker.split(',')[0]} (official)"),
            ("the same speaker, with Mr", 0, f"Mr {speaker}"),
            ("the same speaker in capitals", 0, speaker.upper()),
        ):
            copy = copied(fact, record, 1, later=later, publisher=publisher)
            yield _unless_confirmed(name, kind, fact, _said(copy, copy.facts[0], by), said)


def _said(record: Record, fact: Fact, by: str) -> Record:
    return replace(record, facts=tuple(replace(f, said_by=by) if f.id == fact.id else f for f in record.facts))
