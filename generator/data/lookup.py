"""What is known today of every citation that was ever made, as the file that the page reads which looks citations up.

It is a script of one statement, not plain JSON, because a browser that opens the site from a folder loads scripts
from there but refuses to fetch data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from generator.data.published import Published
from generator.data.rows import versions
from generator.model.records import Fact
from generator.model.timeline import corrected_on, said_since
from generator.model.versions import SHORT
from generator.pages.parts import Catalogue
from generator.text.files import File

PATH = "cite/lookup.js"


def lookup_file(catalogue: Catalogue, published: Published | None) -> File:
    """Every thing by its address: its version, the days of its last correction and of its withdrawal, and the newer
    fact of its series. Then what moved, and the past versions that the data ``published`` last knew."""
    content, of = catalogue.content, catalogue.versions
    things = {}
    for fact in content.facts.values():
        withdrawn = fact.withdrawn.on if fact.withdrawn else None
        things[f"facts/{fact.id}"] = _entry(
            of.of_facts[fact.id], corrected_on(fact), withdrawn, catalogue.newer.get(fact.id)
        )
    for address, facts in _lists(catalogue):
        # Of what carries facts, the last correction or withdrawal of one of them.
        days = (said_since(fact) for fact in facts if fact.corrections or fact.withdrawn)
        things[address] = _entry(of.of(address), max(days, default=None))
    value = {
        "things": things,
        "moved": {address: content.present_address(address) for address in sorted(content.moved)},
        "past": {one.version[:SHORT]: one.address for one in versions(catalogue, published) if not one.is_current},
    }
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return File(PATH, f"const known={text};\n".encode())


def _lists(catalogue: Catalogue) -> Iterator[tuple[str, Sequence[Fact]]]:
    """The facts of all else that can be cited, by its address."""
    content = catalogue.content
    for id in sorted(content.briefings):
        yield f"briefings/{id}", [content.facts[fact] for fact in content.briefings[id].cited]
    for id in sorted(content.subjects):
        yield catalogue.subject_link(id).path.removesuffix(".md"), catalogue.by_subject.get(id, ())
    for id in sorted(content.topics):
        yield f"topics/{id}", catalogue.by_topic.get(id, ())


def _entry(version: str, corrected: date | None, withdrawn: date | None = None, newer: str | None = None) -> list[str]:
    """Version, days and newer fact, without what is empty at the end."""
    days = (day.isoformat() if day else "" for day in (corrected, withdrawn))
    entry = [version[:SHORT], *days, newer or ""]
    while not entry[-1]:
        entry.pop()
    return entry
