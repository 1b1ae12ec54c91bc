"""Slots: what an editor writes in braces where a number cannot say by itself which figure it is.

==============================  ===============================================================================
``{more than 40 | core-2025}``  these words, which say the figure of the one fact cited whose id has this part
``{core-2025}``                 that figure as we print it: its hedge, its number and, if it is measured, its unit
``{core-2025:EFLOPS}``          the same in another unit of the family
``{core-2025/growth}``          a further figure of the fact, by its name
``{core-2025 vs core-2020}``    how many times the second the first is, worked out; both of one measure
``{last ai_companies lingang}`` the time of the newest figure, which must be cited here
``{no outcome core-2025}``      "we found no result", as long as there is none, for a target
==============================  ===============================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.model.content import Content
from generator.model.records import Fact, Figure, Unit
from generator.model.series import is_comparable
from generator.model.words import number_in_words, rounded_like, unit_in_words, value_in_words, when_in_words

_SLOT = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
# What a number of a counted thing leaves to the sentence: its noun. These are printed with their unit.
MEASURED = frozenset(("money", "share", "area", "distance", "compute", "power", "duration"))
FORMS = (
    "write {part of a fact's id}, {words | part}, {part:UNIT}, {part/name}, {part vs part}, {last measure place} or "
    "{no outcome part}"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a slot stands in the text that it makes, and the figure that it prints; none of what we work out."""

    start: int
    end: int
    fact: Fact | None = None
    index: int = 0
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with its slots filled in, where these stand, and what is wrong with them."""

    text: str
    slots: tuple[Slot, ...]
    faults: tuple[str, ...]


class _SlotFault(Exception):
    """A slot that cannot be filled in, with what to write instead."""


def without_slots(text: str) -> str:
    """A text as it reads where its slots name facts for typed words; other slots stay as they are written."""
    return re.sub(r"\{([^{}|]*?) *\|[^{}]*\}", r"\1", text)


def expanded(text: str, cited: Sequence[Fact], content: Content) -> Expanded:
    """A text that cites some facts with its slots filled in. It never raises."""
    if not _BRACE.search(text):
        return Expanded(text, (), ())
    made, slots, faults, at = "", [], [], 0
    for found in _SLOT.finditer(text):
        made += text[at : found.start()]
        at = found.end()
        try:
            words, fact, index = _filled(found[1].strip(), cited, content)
        except _SlotFault as fault:
            faults.append(f"{found[0]}: {fault}")
            words, fact, index = found[1].partition("|")[0].strip(), None, 0
        slots.append(Slot(len(made), len(made) + len(words), fact, index, is_typed="|" in found[1]))
        made += words
    made += text[at:]
    if _BRACE.search(made):
        faults.append(f"a brace stands alone; {FORMS}")
    return Expanded(made, tuple(slots), tuple(faults))


def _filled(slot: str, cited: Sequence[Fact], content: Content) -> tuple[str, Fact | None, int]:
    if "|" in slot:
        words, _, part = slot.partition("|")
        fact, index = _named(part.strip(), cited)
        return words.strip(), fact, index
    if " vs " in slot:
        one, _, two = slot.partition(" vs ")
        return _compared(_named(one.strip(), cited), _named(two.strip(), cited), content), None, 0
    match slot.split():
        case ["last", measure, place]:
            return _last(measure, place, cited, content), None, 0
        case ["no", "outcome", part]:
            return _no_outcome(_named(part, cited)[0], content), None, 0
        case [part]:
            name, _, unit = part.partition(":")
            fact, index = _named(name, cited)
            return _printed(fact.figures[index], unit, content), fact, index
    raise _SlotFault(FORMS)


def _named(part: str, cited: Sequence[Fact]) -> tuple[Fact, int]:
    """The figure that a part of a fact's id names among the facts cited."""
    part, _, name = part.partition("/")
    whole = [fact for fact in cited if fact.id == part]
    found = whole or [fact for fact in dict.fromkeys(cited) if part and f"-{part}-" in f"-{fact.id}-"]
    ids = ", ".join(fact.id for fact in found or cited) or "none"
    if len(found) != 1:
        says = (
            f"{len(found)} facts cited here have {part!r} in their id" if found else f"no fact cited here has {part!r}"
        )
        raise _SlotFault(f"{says}; write a part that one of these has alone: {ids}")
    fact = found[0]
    if not fact.figures:
        raise _SlotFault(f"{fact.id} has no figure; name a fact with one")
    if not name:
        return fact, 0
    for index, figure in enumerate(fact.figures):
        if figure.name == name:
            return fact, index
    names = ", ".join(figure.name for figure in fact.figures if figure.name) or "none"
    raise _SlotFault(f"{fact.id} has no figure named {name!r} (its names are: {names})")


def _printed(figure: Figure, into: str, content: Content) -> str:
    unit = _unit(figure, content)
    value, to = figure.value, figure.to
    if into:
        other = content.units.get(into)
        if other is None or other.family != unit.family or unit.family == "money":
            fitting = [one.id for one in content.units.values() if one.family == unit.family]
            raise _SlotFault(f"{into!r} is no unit that {unit.id} converts into; write one of: {', '.join(fitting)}")
        value, to, unit = value * unit.factor / other.factor, to and to * unit.factor / other.factor, other
    number = value_in_words(value, unit) + (f" to {value_in_words(to, unit)}" if to is not None else "")
    return " ".join(filter(None, (figure.qualifier, _with_unit(number, to if to is not None else value, unit))))


def _unit(figure: Figure, content: Content) -> Unit:
    # Between two commits a unit can be gone; `check` says where it is missing.
    if (unit := content.units.get(figure.unit)) is None:
        raise _SlotFault(f"no unit is called {figure.unit!r}; name another or add it to content/units/")
    return unit


def _with_unit(number: str, value: Fraction, unit: Unit) -> str:
    if unit.family not in MEASURED:
        return number
    if unit.id == "%":
        return f"{number} percent"
    if unit.before and unit.family == "money" and unit.id != "CNY":
        return f"{unit.before[0]}{number}"
    return f"{number} {unit_in_words(value, unit)}".strip()


def _compared(one: tuple[Fact, int], two: tuple[Fact, int], content: Content) -> str:
    first, second = (fact.figures[index] for fact, index in (one, two))
    units = _unit(first, content), _unit(second, content)
    for fits, why in (
        (first.measure == second.measure, "they are of two measures"),
        (content.currency(first) == content.currency(second), "they are in two currencies"),
        (second.value != 0 and first.to is None and second.to is None, "one is a range or nothing"),
        (first.qualifier == second.qualifier, "one is hedged otherwise than the other"),
    ):
        if not fits:
            raise _SlotFault(f"{one[0].id} and {two[0].id} cannot be compared: {why}; leave the comparison out")
    ratio = first.value * units[0].factor / (second.value * units[1].factor)
    return f"{number_in_words(rounded_like(ratio, Fraction(10)))} times"


def _last(measure: str, place: str, cited: Iterable[Fact], content: Content) -> str:
    if measure not in content.measures or place not in content.subjects:
        raise _SlotFault(f"no measure {measure!r} or no place or organisation {place!r}; {FORMS}")
    known = [
        (figure.when.last, fact.id, figure)
        for fact in content.facts.values()
        if fact.about == place and is_comparable(fact)
        for figure in fact.figures
        if figure.measure == measure
    ]
    if not known:
        raise _SlotFault(f"no figure of {measure} about {place} is there; leave the slot out")
    last, id, figure = max(known)
    if not any(fact.id == known_id for fact in cited for on, known_id, _ in known if on == last):
        raise _SlotFault(f"{id} is newer than the figures cited here; cite it and say what it says")
    return when_in_words(figure.when)


def _no_outcome(target: Fact, content: Content) -> str:
    if target.kind != "target":
        raise _SlotFault(f"{target.id} is no target; leave the slot out")
    due = target.figures[0]
    for fact in content.facts.values():
        if fact.about == target.about and is_comparable(fact):
            for figure in fact.figures:
                if figure.measure == due.measure and figure.when.last >= due.when.last:
                    raise _SlotFault(f"{fact.id} is an outcome of {target.id}; cite it and say what it says")
    return "we found no result"
