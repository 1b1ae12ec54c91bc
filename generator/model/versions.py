"""What the identity and the version of a thing are: a tag that never changes, a hash that always does.

A version's hash is the SHA-256 of what it says as canonical JSON (RFC 8785, JSON Canonicalization Scheme): for
the texts, whole numbers and lists that stand here, an object with its keys sorted and no white space, in UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from generator.model.content import Content
from generator.model.records import Briefing, Fact, Passage, Place, Record, Topic
from generator.model.words import number_exactly

# What a fact says and where it comes from, in the names of its columns. What changes without the fact being
# another is left out: when it was last checked, what it is listed under, its status, its present id.
HASHED = (
    "as_stated",
    "corrections",
    "kind",
    "measure",
    "note",
    "publisher_name",
    "qualifier",
    "said_by",
    "source_author",
    "source_published",
    "source_title",
    "source_url",
    "tag",
    "text",
    "unit",
    "value",
    "when",
    "where",
)
# So many digits of a hash stand in a citation; by chance two of a million versions share them once in 500 sites.
SHORT = 12


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """Texts, whole numbers, None and lists and mappings of them as canonical JSON (RFC 8785)."""
    return _CANONICAL(value).encode()


def content_hash(value: Any) -> str:
    """The SHA-256 of a value as canonical JSON, in 64 hexadecimal digits."""
    return sha256(canonical(value)).hexdigest()


def tag(content: Content, address: str, part: str = "") -> str:
    """A thing's identity (RFC 4151): of the address that it was first published at, whatever it is now."""
    first = content.first_address(address)
    return f"tag:{content.site.authority}:{first}" + (f"/{part}" if part else "")


class Versions:
    """The hash of the present version of every thing that can be cited, by its address."""

    def __init__(
        self, content: Content, by_subject: Mapping[str, Sequence[Fact]], by_topic: Mapping[str, Sequence[Fact]]
    ) -> None:
        self._content = content
        self._listed = {"topics": by_topic}
        self._by_subject = by_subject

    @cached_property
    def of_facts(self) -> dict[str, str]:
        """The hash of each fact, by id."""
        return {id: self.of_fact(fact, self._content.record_of[id]) for id, fact in self._content.facts.items()}

    def of_fact(self, fact: Fact, record: Record) -> str:
        """The hash of a fact as it stands or stood in a record."""
        return content_hash(self._said(fact, record))

    def _said(self, fact: Fact, record: Record) -> dict[str, Any]:
        source, figure = record.source, fact.figure
        when = fact.own_when or source.published
        return {
            "as_stated": figure.as_stated if figure else None,
            "corrections": len(fact.corrections),
            "kind": fact.kind,
            "measure": figure.measure if figure else None,
            "note": fact.note,
            "publisher_name": self._content.publishers[source.publisher].name,
            "qualifier": figure.qualifier if figure else None,
            "said_by": fact.said_by,
            "source_author": source.author,
            "source_published": source.published.text if source.published else None,
            "source_title": source.title,
            "source_url": source.url,
            "tag": tag(self._content, f"facts/{fact.id}"),
            "text": fact.text,
            "unit": figure.unit if figure else None,
            "value": number_exactly(figure.value) if figure else None,
            "when": when.text if when else None,
            "where": fact.where,
        }

    def of(self, address: str) -> str:
        """The hash of the thing at an address, such as facts/the-id. Raises ``KeyError`` where there is none."""
        kind, _, id = address.partition("/")
        match kind:
            case "facts":
                return self.of_facts[id]
            case "briefings":
                return self.of_briefing(self._content.briefings[id])
            case "topics":
                return self.of_topic(self._content.topics[id])
            case _:
                return self.of_subject(id)

    def of_briefing(self, briefing: Briefing) -> str:
        """The hash of a briefing: its words, its notes and the versions of the facts that it carries."""
        passages = briefing.passages
        return content_hash(
            {
                "tag": tag(self._content, f"briefings/{briefing.id}"),
                "headline": briefing.headline,
                "text": [passage.text for passage in passages],
                "notes": [note.text for note in briefing.notes],
                "facts": self._sorted(briefing.cited),
            }
        )

    def of_subject(self, id: str) -> str:
        """The hash of the place or organisation of that id: its name, our words about it and the versions of its facts.
        Raises ``KeyError`` of an id of neither."""
        subject = self._content.subjects[id]
        if isinstance(subject, Place):
            return self._of_thing(f"places/{id}", subject.name, (*subject.summary, *subject.gaps))
        return self._of_thing(f"organisations/{id}", subject.name)

    def of_topic(self, topic: Topic) -> str:
        """The hash of a topic: its name and the versions of its facts."""
        return self._of_thing(f"topics/{topic.id}", topic.name)

    def _of_thing(self, address: str, name: str, passages: Iterable[Passage] = ()) -> str:
        """Of what facts are listed under: its name, our words about it, and the versions of those facts."""
        kind, _, id = address.partition("/")
        listed = self._listed.get(kind, self._by_subject)
        return content_hash(
            {
                "tag": tag(self._content, address),
                "name": name,
                "text": [passage.text for passage in passages],
                "facts": self._sorted(fact.id for fact in listed.get(id, ())),
            }
        )

    def _sorted(self, facts: Iterable[str]) -> list[str]:
        return sorted(self.of_facts[fact] for fact in facts)
