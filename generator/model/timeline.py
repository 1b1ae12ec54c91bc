"""What happened to each thing, and when: told from the dates of the records, once, for every output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from generator.model.content import Content
from generator.model.records import Briefing, Correction, Fact
from generator.model.words import unit_in_words, value_in_words, when_in_words

What = Literal["added", "checked", "corrected", "withdrawn", "moved", "published", "noted"]

# What the field of a fact's words is called.
TEXT = "Text"
# The fields of a figure that a correction may name.
_OF_FIGURE = ("measure", "value", "to", "unit", "qualifier", "figure_when")
# What each kind of fact is called.
KINDS: Mapping[str, str] = {
    "figure": "Figure",
    "event": "Event",
    "policy": "Rules and policy",
    "target": "Stated plan",
    "profile": "Background",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that a correction changed, in words: its name, what stood there and what the correction put there."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the thing at an address on a day.

    ``number`` counts the corrections of one fact, and the notes to one briefing, from 1. ``detail`` is the fact, the
    reason, the note, the headline or the new address. ``fields`` are those of a correction, in words.
    """

    day: date
    address: str
    what: What
    detail: str
    number: int = 0
    fields: tuple[FieldChange, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from others of its thing in the identity of a feed item: correction-1, withdrawal, note-2."""
        match self.what:
            case "corrected":
                return f"correction-{self.number}"
            case "noted":
                return f"note-{self.number}"
            case "withdrawn":
                return "withdrawal"
            case _:
                return ""


def events(content: Content) -> list[Event]:
    """Everything that happened: by day, oldest first, then by address and what it was."""
    found = [
        *(event for fact in content.facts.values() for event in events_of_fact(content, fact)),
        *(event for briefing in content.briefings.values() for event in events_of_briefing(briefing)),
        *(Event(moved.on, moved.id, "moved", content.present_address(moved.id)) for moved in content.moved.values()),
    ]
    return sorted(found, key=lambda event: (event.day, event.address, event.what, event.detail))


def events_of_fact(content: Content, fact: Fact) -> Iterator[Event]:
    """What happened to a fact: added, then checked, corrected and withdrawn, each in the order in which it is typed."""
    address = f"facts/{fact.id}"
    yield Event(fact.added, address, "added", fact.text)
    for day in fact.checked:
        yield Event(day, address, "checked", fact.text)
    yield from changes_of_fact(content, fact)


def changes_of_fact(content: Content, fact: Fact) -> Iterator[Event]:
    """The corrections of a fact and its withdrawal."""
    address = f"facts/{fact.id}"
    for number, (correction, fields) in enumerate(zip(fact.corrections, _fields(content, fact), strict=True), 1):
        yield Event(correction.on, address, "corrected", correction.reason, number, fields)
    if fact.withdrawn:
        yield Event(fact.withdrawn.on, address, "withdrawn", fact.withdrawn.reason)


def was_and_now(fields: Iterable[FieldChange]) -> tuple[str, str]:
    """What a correction changed as two lines of text: of a changed text alone the texts, else each field by name."""
    fields = tuple(fields)
    if [field.name for field in fields] == [TEXT]:
        return fields[0].was, fields[0].now
    was, now = (
        "; ".join(f"{field.name}: {value}" for field, value in pairs)
        for pairs in ([(field, field.was) for field in fields], [(field, field.now) for field in fields])
    )
    return was, now


def events_of_briefing(briefing: Briefing) -> Iterator[Event]:
    """What happened to a briefing: published, and noted on later."""
    address = f"briefings/{briefing.id}"
    yield Event(briefing.published, address, "published", briefing.headline)
    for number, note in enumerate(briefing.notes, 1):
        yield Event(note.on, address, "noted", note.text, number)


def said_since(fact: Fact) -> date:
    """The day since which a fact says what it says: of its last correction or withdrawal, or else it was added."""
    days = [fact.added, *(correction.on for correction in fact.corrections)]
    return max((*days, fact.withdrawn.on) if fact.withdrawn else days)


def corrected_on(fact: Fact) -> date | None:
    """The day of a fact's last correction, if it has one."""
    return max((correction.on for correction in fact.corrections), default=None)


def _fields(content: Content, fact: Fact) -> list[tuple[FieldChange, ...]]:
    """What each correction of a fact changed, first to last: what one put there is what the next says was there."""
    state = fact_fields(fact)
    found = []
    for correction in reversed(fact.corrections):
        before = {**state, **fields_before(correction)}
        found.append(tuple(_changes(content, before, state)))
        state = before
    return found[::-1]


def fact_fields(fact: Fact) -> dict[str, Any]:
    """The fields of a fact that a correction may name, by the names that it uses."""
    figure = fact.figure
    state: dict[str, Any] = {"text": fact.text, "about": fact.about, "kind": fact.kind, "said_by": fact.said_by}
    state |= {"when": fact.when, **dict.fromkeys(_OF_FIGURE)}
    if figure:
        state |= {"measure": figure.measure, "value": figure.value, "to": figure.to, "unit": figure.unit}
        state |= {"qualifier": figure.qualifier, "figure_when": figure.when}
    return state


def fields_before(correction: Correction) -> dict[str, Any]:
    """What a correction says stood in fields, by their names: of those that it names."""
    was = correction.was
    names = ("text", "about", "kind", "said_by", "when", *_OF_FIGURE)
    named = {name: getattr(was, name) for name in names if getattr(was, name) is not None}
    for name in was.without:
        empty = _OF_FIGURE if name == "figure" else (name,)
        named |= dict.fromkeys(empty)
    return named


def _changes(content: Content, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    """The fields that differ, in words and in the order in which a page shows them."""
    for name, label in (("text", TEXT), ("about", "About"), ("kind", "Kind"), ("said_by", "Said by"), ("when", "Date")):
        if before[name] != after[name]:
            yield FieldChange(label, _in_words(content, name, before[name]), _in_words(content, name, after[name]))
    if before["measure"] != after["measure"]:
        was, now = (_in_words(content, "measure", state["measure"]) for state in (before, after))
        yield FieldChange("Measure", was, now)
    if any(before[name] != after[name] for name in ("value", "to", "unit", "qualifier")):
        yield FieldChange("Figure", _amount(content, before), _amount(content, after))
    if before["figure_when"] != after["figure_when"]:
        was, now = (_in_words(content, "when", state["figure_when"]) for state in (before, after))
        yield FieldChange("As of", was, now)


def _in_words(content: Content, name: str, value: Any) -> str:
    if value is None:
        return "not stated"
    match name:
        case "about":
            return content.subjects[value].name if value in content.subjects else str(value)
        case "kind":
            return KINDS[value]
        case "when":
            return when_in_words(value)
        case "measure":
            return content.measures[value].name if value in content.measures else str(value)
        case _:
            return str(value)


def _amount(content: Content, state: Mapping[str, Any]) -> str:
    """A figure in words: more than 50 billion yuan."""
    if state["value"] is None:
        return "no figure"
    value, unit = state["value"], content.units.get(state["unit"])
    if unit is None:
        return " ".join(part for part in (state["qualifier"], str(value), state["unit"]) if part)
    words = (state["qualifier"], value_in_words(value, unit, state["to"]), unit_in_words(value, unit))
    return " ".join(word for word in words if word)
