"""What is known today of every citation that was ever made: what the page reads that looks citations up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.arrange.catalogue import Catalogue, cited
from generator.arrange.versions import SHORT, said_since
from generator.records import Fact
from generator.rows import VersionRow
from generator.views import view


@view
class Known:
    """What is known of a thing that can be cited: its present version, and what happened to it."""

    address: str
    version: str
    corrected: date | None = None
    withdrawn: date | None = None
    newer: str | None = None


@view
class Lookup:
    """All that the page needs that looks citations up: the things, where they moved, and past versions."""

    things: tuple[Known, ...]
    moved: tuple[tuple[str, str], ...]
    past: tuple[tuple[str, str], ...]


def lookup(catalogue: Catalogue, versions: Iterable[VersionRow]) -> Lookup:
    """What is known today of every page that can be cited."""
    content, of = catalogue.content, catalogue.versions
    things = [
        Known(
            address=f"facts/{fact.id}",
            version=of.of_facts[fact.id][:SHORT],
            corrected=max((correction.on for correction in fact.corrections), default=None),
            withdrawn=fact.withdrawn.on if fact.withdrawn else None,
            newer=of.newer.get(fact.id),
        )
        for fact in content.facts.values()
    ]
    for id in sorted(content.briefings):
        ids = cited(content.briefings[id])
        version = of.of_briefing(content.briefings[id])
        things.append(_known(f"briefings/{id}", version, (content.facts[fact] for fact in ids)))
    for id in sorted(content.subjects):
        at = catalogue.subject_link(id).path.removesuffix(".md")
        things.append(_known(at, of.of_subject(id), catalogue.by_subject.get(id, ())))
    for id in sorted(content.topics):
        things.append(_known(f"topics/{id}", of.of_topic(content.topics[id]), catalogue.by_topic.get(id, ())))
    return Lookup(
        things=tuple(things),
        moved=tuple((at, content.present_address(at)) for at in sorted(content.moved)),
        past=tuple((row.version[:SHORT], row.address) for row in versions if not row.is_current),
    )


def _known(at: str, version: str, facts: Iterable[Fact]) -> Known:
    """What is known of a thing that carries facts: of it, the last correction or withdrawal of one of them."""
    corrected = max(map(_corrected_on, facts), default=date.min)
    return Known(address=at, version=version[:SHORT], corrected=corrected if corrected > date.min else None)


def _corrected_on(fact: Fact) -> date:
    return said_since(fact) if fact.corrections or fact.withdrawn else date.min
