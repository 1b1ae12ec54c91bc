"""What a rule is: a function whose name is the fault and whose docstring is the rule.

It is handed one thing and what it may look at, and yields each fault as a ``Finding``; it neither prints
nor raises. A rule that comes to a value that could not be read ends there: that is a problem already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeGuard, TypeVar

from generator.load import UNREAD, Entry, Loaded, Unread
from generator.records import (
    Briefing,
    Content,
    Fact,
    Item,
    Measure,
    Passage,
    Place,
    Publisher,
    Record,
    Topic,
    Unit,
)

Keys = tuple[str | int, ...]
Findings = Iterator["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and what to write instead, and the keys to it within the thing that was checked."""

    message: str
    keys: Keys = ()


class Context:
    """What a rule may look at beside its own thing. Only readable values are in its indexes."""

    def __init__(self, loaded: Loaded, today: date) -> None:
        self.content: Content = loaded.content
        self.today = today
        self.unread = loaded.unread
        self.complete = not loaded.problems
        self.entries = (*loaded.entries, *_fact_entries(loaded.entries))

    def of(self, type_: type[Any]) -> list[Entry]:
        return [entry for entry in self.entries if isinstance(entry.item, type_)]

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        return {fact.id: entry.item for entry in self.of(Fact) if (fact := entry.item).id is not UNREAD}

    @cached_property
    def first_with_id(self) -> Mapping[tuple[type, str], Entry]:
        return _first(self.entries, lambda item: (type(item), item.id))

    @cached_property
    def first_with_text(self) -> Mapping[str, Entry]:
        return _first(self.of(Fact), lambda fact: letters(fact.text))

    @cached_property
    def first_with_address(self) -> Mapping[str, Entry]:
        return _first(self.of(Record), lambda record: same_page(record.source.url))

    @cached_property
    def first_with_number(self) -> Mapping[int, Entry]:
        return _first(self.of(Briefing), lambda briefing: briefing.number)

    @cached_property
    def used(self) -> frozenset[tuple[type, str]]:
        """Every registry entry that something refers to. Only asked for where all could be read."""
        used: set[tuple[type, str]] = set()
        for record in self.content.records.values():
            used.add((Publisher, record.source.publisher))
            for fact in record.facts:
                used.update((Topic, topic) for topic in fact.topics)
                used.update((Place, place) for place in (fact.about, *fact.also_about))
                if fact.figure:
                    used.update({(Measure, fact.figure.measure), (Unit, fact.figure.unit)})
        used.update((Place, place.parent) for place in self.content.places.values() if place.parent)
        return frozenset(used)


_Key = TypeVar("_Key")


def _first(entries: Iterable[Entry], key: Callable[[Any], _Key]) -> dict[_Key, Entry]:
    found: dict[_Key, Entry] = {}
    for entry in entries:
        try:
            found.setdefault(key(entry.item), entry)
        except (Unread, AttributeError):  # not readable, or a thing without an id
            continue
    return found


def _fact_entries(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        if isinstance(entry.item, Record) and entry.item.facts is not UNREAD:
            for index, fact in enumerate(entry.item.facts):
                if fact is not UNREAD:
                    yield Entry(fact, entry.document, ("facts", index))


Rule = Callable[[Any, Context], Findings]
RULES: dict[Rule, tuple[type, ...]] = {}


def rule(*types: type) -> Callable[[Rule], Rule]:
    """Register a rule for things of these types."""

    def register(function: Rule) -> Rule:
        RULES[function] = types
        return function

    return register


def rule_name(rule: Rule) -> str:
    return rule.__name__.replace("_", "-")


def is_read(value: Any) -> TypeGuard[Any]:
    """Whether a value is there and could be read."""
    return value is not None and value is not UNREAD


def numbered(key: str, references: Iterable[str]) -> list[tuple[Keys, str]]:
    return [((key, index), reference) for index, reference in enumerate(references)]


def passages(thing: Place | Briefing) -> Iterator[tuple[Keys, Passage | Item]]:
    names = ("summary", "gaps") if isinstance(thing, Place) else ("bullets", "analysis", "gaps", "items")
    for name in names:
        passages = getattr(thing, name)
        if passages is not UNREAD:
            for index, passage in enumerate(passages):
                if passage is not UNREAD:
                    yield (name, index), passage


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def same_page(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|#.*$|/+(?=$|[?#])", "", url)
