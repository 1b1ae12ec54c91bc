"""What happened to each thing, and when: told from the dates of the records, once, for every output."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, TypeVar

from generator.model.content import Content
from generator.model.records import Briefing, Changed, Correction, Fact, Figure, Item, Passage
from generator.model.words import number_exactly, unit_in_words, value_in_words, when_in_words

_Passage = TypeVar("_Passage", Passage, Item)

What = Literal["added", "checked", "corrected", "withdrawn", "moved", "published", "noted"]

# The ids of a passage's facts behind it, as an entry names it.
_IDS = re.compile(r" \[[a-z0-9, -]+\](?= |$)")
# What the field of a fact's words is called.
TEXT = "Text"
# What fields are called whose own names readers would not know.
_NAMES = {"url": "Address", "name_zh": "Chinese name", "derived_from": "Copied from", "markdown": "Words of the page"}
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
    for number, (correction, changed) in enumerate(zip(fact.corrections, _fields(content, fact), strict=True), 1):
        yield Event(correction.on, address, "corrected", correction.reason, number, changed)
    if fact.withdrawn:
        yield Event(fact.withdrawn.on, address, "withdrawn", fact.withdrawn.reason)


def was_and_now(changed: Iterable[FieldChange]) -> tuple[str, str]:
    """What a correction changed as two lines of text: of a changed text alone the texts, else each field by name."""
    changed = tuple(changed)
    if [field.name for field in changed] == [TEXT]:
        return changed[0].was, changed[0].now
    was, now = (
        "; ".join(f"{field.name}: {value}" for field, value in pairs)
        for pairs in ([(field, field.was) for field in changed], [(field, field.now) for field in changed])
    )
    return was, now


def changed_in_words(changed: Iterable[Changed]) -> tuple[FieldChange, ...]:
    """What an entry in ``changes/`` or a note says changed: each field with what stood there and what stands there."""
    return tuple(
        FieldChange(
            _NAMES.get(one.field) or one.field.replace("_", " ").capitalize(),
            *_without_ids(_joined(one.was), _joined(one.now)),
        )
        for one in changed
    )


def _joined(words: Iterable[str]) -> str:
    return " ".join(words) or "nothing"


def _without_ids(was: str, now: str) -> tuple[str, str]:
    """Two passages without the ids of their facts, unless these are what differs."""
    bare = (_IDS.sub("", was), _IDS.sub("", now))
    return bare if bare[0] != bare[1] else (was, now)


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
    state = fact_fields(content, fact)
    found = []
    for correction in reversed(fact.corrections):
        before = {**state, **fields_before(correction)}
        found.append(tuple(_changes(content, before, state)))
        state = before
    return found[::-1]


def fact_fields(content: Content, fact: Fact) -> dict[str, Any]:
    """The fields of a fact that a correction may name, by the names that it uses; those of a further figure are behind
    its name, as growth.value."""
    record = content.record_of.get(fact.id)
    state: dict[str, Any] = {name: getattr(fact, name) for name in ("text", "about", "kind", "said_by", "when")}
    state |= _figure_fields(fact.figure, "figure_when")
    for figure in fact.figures[1:]:
        state |= {_of_figure(figure.name or "", name): value for name, value in _figure_fields(figure, "when").items()}
    state |= {name: getattr(fact, name) or None for name in ("quote", "left_out", "where", "note", "odd")}
    return state | {"source": record.id if record else None}


# What a correction may name of a figure; its ``when`` is ``figure_when`` of the leading one.
FIGURE_FIELDS = ("measure", "value", "to", "unit", "qualifier", "per", "when", "as_stated")


def _figure_fields(figure: Figure | None, when: str) -> dict[str, Any]:
    return {(when if name == "when" else name): getattr(figure, name, None) for name in FIGURE_FIELDS}


def _of_figure(figure: str, field: str) -> str:
    return f"{figure}.{field}"


def fields_before(correction: Correction) -> dict[str, Any]:
    """What a correction says stood in fields, by their names: of those that it names."""
    was = correction.was
    named = {
        field.name: value
        for field in fields(was)
        if field.name not in ("figures", "without") and (value := getattr(was, field.name)) not in (None, ())
    }
    for name in was.without:
        named |= dict.fromkeys(_figure_fields(None, "figure_when") if name == "figure" else (name,))
    for figure in was.figures:
        stood = {name: value for name in FIGURE_FIELDS if (value := getattr(figure, name)) is not None}
        empty = FIGURE_FIELDS if "figure" in figure.without else figure.without
        named |= {_of_figure(figure.name, name): value for name, value in (dict.fromkeys(empty) | stood).items()}
    return named


# What a page calls the fields of a fact, in the order in which it shows them.
_LABELS = {
    **{"text": TEXT, "about": "About", "kind": "Kind", "said_by": "Said by", "when": "Date"},
    **{"quote": "Quote", "left_out": "Left out", "where": "Where in the source", "note": "Note"},
    **{"odd": "Does not fit the others", "source": "Source"},
}


def _changes(content: Content, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    """The fields that differ, in words and in the order in which a page shows them."""
    yield from _differing(content, tuple(_LABELS)[:5], before, after)
    further = dict.fromkeys(name.rpartition(".")[0] for name in (*after, *before) if "." in name)
    for figure in ("", *further):
        prefix = f"{figure}." if figure else ""
        was, now = (
            {name: state.get(f"{prefix}{name}") for name in (*FIGURE_FIELDS, "figure_when")}
            for state in (before, after)
        )
        label = f"{figure.replace('-', ' ').capitalize()}, " if figure else ""
        yield from _changes_of_figure(content, was, now, label, "when" if figure else "figure_when")
    yield from _differing(content, tuple(_LABELS)[5:], before, after)


def _differing(
    content: Content, names: Iterable[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[FieldChange]:
    for name in names:
        if before[name] != after[name]:
            was, now = (_in_words(content, name, state[name]) for state in (before, after))
            yield FieldChange(_LABELS[name], was, now)


def _changes_of_figure(
    content: Content, before: Mapping[str, Any], after: Mapping[str, Any], of: str, when: str
) -> Iterator[FieldChange]:
    def change(name: str, was: str, now: str) -> FieldChange:
        name = of + name
        return FieldChange(name[0].upper() + name[1:].lower() if of else name, was, now)

    if before["measure"] != after["measure"]:
        yield change("Measure", *(_in_words(content, "measure", state["measure"]) for state in (before, after)))
    if any(before[name] != after[name] for name in ("value", "to", "unit", "qualifier", "per")):
        yield change("Figure", _amount(content, before), _amount(content, after))
    if before[when] != after[when]:
        yield change("As of", *(_in_words(content, "when", state[when]) for state in (before, after)))
    if before["as_stated"] != after["as_stated"]:
        yield change(
            "As the source states it",
            *(_in_words(content, "as_stated", state["as_stated"]) for state in (before, after)),
        )


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
        case "source":
            return content.records[value].source.title if value in content.records else str(value)
        case "odd":
            return str(value.why)
        case "left_out":
            return "; ".join(f"{one.number}: {one.why}" for one in value)
        case _:
            return str(value)


def _amount(content: Content, state: Mapping[str, Any]) -> str:
    """A figure in words: more than 50 billion yuan."""
    if state["value"] is None:
        return "no figure"
    value, unit = state["value"], content.units.get(state["unit"])
    to, per = state["to"], f"a {state['per']}" if state["per"] else None
    if unit:
        words = [state["qualifier"], value_in_words(value, unit, to)]
    else:
        words = [state["qualifier"], number_exactly(value), *(["to", number_exactly(to)] if to is not None else [])]
    words += [unit_in_words(value if to is None else to, unit) if unit else state["unit"], per]
    return " ".join(word for word in words if word)


def as_of(content: Content, day: date) -> Content:
    """Content as it stood at the end of a day, as far as fields with days tell it.

    What came later is taken out: facts, briefings and notes, entries of changes, withdrawals; a later correction is
    undone. What has no day is as it is now, such as names, or is left out where it cites what came later or has
    nothing to say of that day: the words of places and pages, what machines saw, copies that were archived since.
    """
    known = {fact.id for fact in content.facts.values() if fact.added <= day}
    facts: dict[str, list[Fact]] = {id: [] for id in content.records}
    for fact in content.facts.values():
        if fact.id in known:
            before, record = fact_on(content, fact, day)
            checked = tuple(one for one in fact.checked if one <= day)
            sought = tuple(one for one in fact.sought if one.on <= day)
            facts[record].append(replace(before, checked=checked, sought=sought))
    return replace(
        content,
        records={
            id: replace(record, source=replace(record.source, archived=None), facts=tuple(facts[id]))
            for id, record in content.records.items()
            if facts[id]
        },
        places={id: replace(place, summary=(), gaps=()) for id, place in content.places.items()},
        pages={},
        watched={},
        disagreements={id: one for id, one in content.disagreements.items() if one.leads in known},
        changes={id: one for id, one in content.changes.items() if one.on <= day},
        briefings={
            id: _briefing_as_of(one, day, known) for id, one in content.briefings.items() if one.published <= day
        },
    )


def fact_on(content: Content, fact: Fact, day: date) -> tuple[Fact, str]:
    """A fact as it stood at the end of a day, and the id of the record that it stood in: what was corrected or
    withdrawn later is as it was before. The one place where a fact is taken back to a day; a fact that was added later
    is not asked for."""
    record = content.record_of[fact.id].id
    withdrawn = fact.withdrawn if fact.withdrawn and fact.withdrawn.on <= day else None
    kept = list(fact.corrections)
    undone = []
    # One that follows on a later day was not there before it.
    while kept and any(one.on > day for one in kept):
        undone.append(kept.pop())
    if not undone:
        return (fact if withdrawn is fact.withdrawn else replace(fact, withdrawn=withdrawn)), record
    state = fact_fields(content, fact)
    for correction in undone:
        state |= fields_before(correction)
    names = dict.fromkeys(name.rpartition(".")[0] for name in state if "." in name)
    leading = _figure(content, state | {"when": state["figure_when"]}, fact.figure.name if fact.figure else None)
    further = (_figure(content, _of(state, name), name) for name in names)
    about, source = state["about"], state["source"]
    before = replace(
        fact,
        **{name: state[name] for name in ("text", "kind", "said_by", "when", "quote", "where", "note", "odd")},
        about=about if about in content.subjects else fact.about,
        figures=tuple(filter(None, (leading, *further))) if leading else (),
        left_out=state["left_out"] or (),
        corrections=tuple(kept),
        withdrawn=withdrawn,
    )
    return before, source if source in content.records else record


def fact_days(fact: Fact) -> list[date]:
    """The days on which a fact began to say something else: added, corrected, withdrawn; each once, oldest first."""
    days = {fact.added, *(correction.on for correction in fact.corrections)}
    return sorted({*days, fact.withdrawn.on} if fact.withdrawn else days)


def _of(state: Mapping[str, Any], figure: str) -> dict[str, Any]:
    return {name: state.get(_of_figure(figure, name)) for name in FIGURE_FIELDS}


def _figure(content: Content, state: Mapping[str, Any], name: str | None) -> Figure | None:
    """The figure of these fields; None where it was not there, or its measure or unit is no more."""
    if state["measure"] not in content.measures or state["unit"] not in content.units:
        return None
    if any(state[field] is None for field in ("value", "when", "as_stated")):
        return None
    return Figure(**{field: state[field] for field in FIGURE_FIELDS}, name=name)


def _briefing_as_of(briefing: Briefing, day: date, known: Collection[str]) -> Briefing:
    """A briefing without its later notes, under the headline that it had. A passage that cites a fact which came later
    was written anew by a note, and is left out."""
    headline = briefing.headline
    told = [(one.on, one.changed) for one in briefing.notes] + [(one.on, one.changed) for one in briefing.reworded]
    for on, changed in sorted(told, key=lambda entry: entry[0], reverse=True):
        if on > day:
            headline = next((" ".join(one.was) for one in changed if one.field == "headline"), headline)
    return replace(
        briefing,
        headline=headline,
        bullets=_citing_known_facts(briefing.bullets, known),
        verdict=next(iter(_citing_known_facts((briefing.verdict,) if briefing.verdict else (), known)), None),
        analysis=_citing_known_facts(briefing.analysis, known),
        gaps=_citing_known_facts(briefing.gaps, known),
        items=_citing_known_facts(briefing.items, known),
        figures=tuple(id for id in briefing.figures if id in known),
        table=tuple(id for id in briefing.table if id in known),
        reworded=tuple(entry for entry in briefing.reworded if entry.on <= day),
        notes=tuple(note for note in briefing.notes if note.on <= day),
    )


def _citing_known_facts(passages: tuple[_Passage, ...], known: Collection[str]) -> tuple[_Passage, ...]:
    return tuple(one for one in passages if all(id in known for id in one.facts))
