"""What is known today of every citation that was ever made, as the file that the page reads which looks citations up.

It is a script of one statement, not plain JSON, because a browser that opens the site from a folder loads scripts
from there but refuses to fetch data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from generator.data.rows import VersionRow
from generator.model.records import Fact
from generator.model.timeline import corrected_on, said_since
from generator.model.versions import SHORT
from generator.pages.page import view
from generator.pages.parts import Catalogue
from generator.text.files import File


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
            corrected=corrected_on(fact),
            withdrawn=fact.withdrawn.on if fact.withdrawn else None,
            newer=catalogue.newer.get(fact.id),
        )
        for fact in content.facts.values()
    ]
    for id in sorted(content.briefings):
        ids = content.briefings[id].cited
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


PATH = "cite/lookup.js"


def lookup_file(lookup: Lookup) -> File:
    """Every thing with its version, the days of its correction and withdrawal, and the newer fact of its series."""
    value = {
        "things": {known.address: _entry(known) for known in lookup.things},
        "moved": dict(lookup.moved),
        "past": dict(lookup.past),
    }
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return File(PATH, f"const known={text};\n".encode())


def _entry(known: Known) -> list[str]:
    days = (day.isoformat() if day else "" for day in (known.corrected, known.withdrawn))
    entry = [known.version, *days, known.newer or ""]
    while not entry[-1]:
        entry.pop()
    return entry
