"""Who says a thing: the speaker that a fact names or, where it names none, the house whose words its source prints.

A speaker is known by the registry ``content/speakers/``, whatever a source calls it there. What the registry does
not know is a speaker by its words alone, and speaks for no office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.model.content import Content
from generator.model.records import Fact, PublisherClass, Record, Speaker, SpeakerKind

# What kind of speaker says a fact; a person counts for the body that it speaks for.
SpeakerClass = Literal["government", "company", "research", "association", "press", "person", "other"]
_CLASS_OF_BODY: Mapping[SpeakerKind, SpeakerClass] = {
    "public body": "government",
    "company": "company",
    "research body": "research",
    "association": "association",
    "newsroom": "press",
    "study": "research",
    "person": "person",
}
_CLASS_OF_PUBLISHER: Mapping[PublisherClass, SpeakerClass] = {
    "government": "government",
    "state media": "press",
    "news agency": "press",
    "news media": "press",
    "trade press": "press",
    "research": "research",
    "company": "company",
}

# What stands before a name or after it without making it another: Dr Li, the report of another year.
_TITLE = re.compile(r"^(?:the|mr|mrs|ms|dr|prof|professor)\b\.? ")
_YEAR = re.compile(r"(?<![ ,])[ ,]++(?:19|20)\d\d$")
_PARTS = re.compile(r"[,;()]")
# What leads to the body that somebody speaks for: spokesman of MIIT, director at the Port Office.
_LEADS_TO = frozenset(("of", "at", "for", "in", "with", "from", "the"))
# What somebody without a name is who speaks for a body: a spokesman of MIIT, MIIT officials.
_OFFICE = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|officials?|ministers?|mayor|governor|director|head|chief|commissioner"
    r"|secretary|chair(?:man|woman|person)?|statement|report)\b",
    re.IGNORECASE,
)
# Who has left an office speaks for it no more.
_LEFT = re.compile(r"\b(?:former|formerly|ex|retired|late)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a fact. ``name`` is what tells it from others; ``bodies`` are the registry's entries for it and for
    what it is part of, nearest first, and none where the registry does not know it. ``is_named`` says that the fact
    names it; otherwise it is the house that prints the source."""

    name: str
    bodies: tuple[Speaker, ...]
    is_named: bool

    @property
    def key(self) -> str:
        """What is the same for all that one body, study or house says, whoever speaks for it."""
        return next((body.id for body in self.bodies if body.kind != "person"), self.name)

    def is_same_as(self, other: Voice) -> bool:
        """Whether both are one speaker, or parts of one body: an academy is no second voice to its ministry."""
        if self.bodies and other.bodies:
            return not {body.id for body in self.bodies}.isdisjoint(body.id for body in other.bodies)
        return self.name == other.name or _is_longer_form(self.name, other.name)


class Speakers:
    """The speakers of a content."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._by_name: Mapping[str, Speaker] = {
            _folded(name): speaker for speaker in content.speakers.values() for name in (*speaker.names, speaker.name)
        }
        # MOST is a ministry; most is a word.
        self._capitals = {
            _folded(name)
            for speaker in content.speakers.values()
            for name in (*speaker.names, speaker.name)
            if name.isupper()
        }

    def voice(self, fact: Fact) -> Voice:
        """Who says a fact."""
        if fact.said_by is None:
            return self._publishing_house(self.original_record(fact))
        whole = _folded(fact.said_by)
        first, *rest = [part.strip() for part in _PARTS.split(fact.said_by) if part.strip()] or [whole]
        lead = _folded(first)
        if known := self._by_name.get(whole) or self._by_name.get(lead):
            return Voice(known.id, tuple(self._chain(known)), is_named=True)
        # "Vice Mayor Chen Yin": a person whose office stands before the name.
        named = (self._by_name[run] for _, run in _runs(lead) if run in self._by_name)
        if person := next((one for one in named if one.kind == "person"), None):
            return Voice(person.id, tuple(self._chain(person)), is_named=True)
        # "Wu Wei, spokesman of MIIT": nobody that the registry knows, of a body that it knows.
        where = [first, *rest] if _OFFICE.search(first) else rest
        body = next((body for part in where if (body := self._spoken_for(part))), None)
        return Voice(lead, tuple(self._chain(body)) if body else (), is_named=True)

    def _spoken_for(self, words: str) -> Speaker | None:
        """The body that words after a name say that it speaks for: it stands first among them, or after what leads to
        it. None of who has left."""
        if _LEFT.search(words):
            return None
        for before, run in _runs(words):
            name = _folded(run)
            is_led_to = before == "" or before.casefold() in _LEADS_TO
            if name in self._by_name and is_led_to and (name not in self._capitals or run.isupper()):
                return self._by_name[name]
        return None

    def label(self, fact: Fact) -> str:
        """What a fact's speaker is called where there is little room: MIIT for one of its ministers."""
        voice = self.voice(fact)
        if body := next((body for body in voice.bodies if body.kind != "person"), None):
            return min((body.name, *body.names), key=len)
        if fact.said_by is None:
            return self._content.publishers[self.original_record(fact).source.publisher].name
        return _PARTS.split(fact.said_by, maxsplit=1)[0].strip()

    def class_of(self, fact: Fact) -> SpeakerClass:
        """What kind of speaker says a fact. A study is of the body that makes it; of a speaker that the registry does
        not know, who says no more than its name, it is "other"."""
        voice = self.voice(fact)
        kinds = [body.kind for body in voice.bodies]
        if kinds:
            bodies = [kind for kind in kinds if kind not in ("person", "study")]
            return _CLASS_OF_BODY[next(iter(bodies), kinds[0])]
        if voice.is_named:
            return "other"
        publisher = self._content.publishers[self.original_record(fact).source.publisher]
        return _CLASS_OF_PUBLISHER.get(publisher.class_, "other")

    def _publishing_house(self, record: Record) -> Voice:
        publisher = self._content.publishers[record.source.publisher]
        known = self._content.speakers.get(publisher.house or publisher.id)
        return Voice(known.id if known else publisher.id, tuple(self._chain(known)) if known else (), is_named=False)

    def _chain(self, speaker: Speaker) -> Iterator[Speaker]:
        """A speaker and what it is part of; a check complains of a circle, which ends here where it closes."""
        seen: set[str] = set()
        found: Speaker | None = speaker
        while found and found.id not in seen:
            yield found
            seen.add(found.id)
            found = self._content.speakers.get(found.part_of or "")

    def publishing_house(self, fact: Fact) -> str:
        """Whose words the original of a fact's source prints: the same for all pages and partners of one house."""
        publisher = self._content.publishers[self.original_record(fact).source.publisher]
        return publisher.house or publisher.id

    def original_record(self, fact: Fact) -> Record:
        """The record of a fact or, where that is a reprint, of its original: a reprint is no voice of its own."""
        record = self._content.record_of[fact.id]
        seen = {record.id}
        while (origin := self._content.records.get(record.source.derived_from or "")) and origin.id not in seen:
            record = origin
            seen.add(origin.id)
        return record

    def is_official(self, fact: Fact) -> bool:
        """Whether a public body says it that governs what it is about, or reports on it by office.

        What is about a place is about that one, whatever else it is listed under: a mayor is no office for another
        city. A reprint is its original's, whoever prints it.
        """
        voice = self.voice(fact)
        governed = {body.governs for body in voice.bodies if body.governs}
        if governed:
            is_of_a_place = fact.about in self._content.places
            subjects = (fact.about,) if is_of_a_place else (fact.about, *fact.also_about)
            return any(not governed.isdisjoint((subject, *self._content.ancestors(subject))) for subject in subjects)
        publisher = self._content.publishers[self.original_record(fact).source.publisher]
        return fact.said_by is None and publisher.class_ == "government"


def _runs(words: str) -> Iterator[tuple[str, str]]:
    """Every run of whole words of a text after the word before it, the longest first."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length + 1):
            yield parts[start - 1] if start else "", " ".join(parts[start : start + length])


def _folded(words: str) -> str:
    """A name without what may differ in two ways of writing it."""
    name = _YEAR.sub("", " ".join(words.split()).casefold())
    return _TITLE.sub("", name)


def _is_longer_form(one: str, two: str) -> bool:
    """Whether one name of several words ends with or begins with the other: mayor gong zheng, gong zheng."""
    short, long = sorted((one.split(), two.split()), key=len)
    return len(short) > 1 and (long[-len(short) :] == short or long[: len(short)] == short)
