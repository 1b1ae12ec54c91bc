"""The content that errors are planted into, and what is reported of a thing that was changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from generator.check import check
from generator.check.rule import Context
from generator.model.content import Content
from generator.model.problems import Problem
from generator.model.records import Briefing, DeclaredName, Disagreement, Fact, Figure, Item, Passage, Place, Record
from generator.quantities import Reader
from generator.read.load import Entry, Loaded, load
from generator.read.strict_yaml import Document

_Thing = TypeVar("_Thing")
TODAY = date(2026, 11, 23)
# A copy of the real records as they were on that day, so that an editor's next record changes no count.
FOLDER = Path(__file__).parent / "content"
_FOLDER_OF = {
    Record: "records",
    Briefing: "briefings",
    Place: "places",
    Disagreement: "disagreements",
    DeclaredName: "names",
}
# What these rules report follows from how an error is planted here, not from the error: a copy has the same words,
# an exchanged unit is used by nobody.
_INCIDENTAL = frozenset(
    ("repeated-text", "named-twice", "unused-entry", "needless-exception", "id-taken", "repeated-source")
)
# A number in digits, with its separators.
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,-])\d+(?:\.\d+)?(?![\d,]*\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_BESIDE_DAY = re.compile(rf" (?:{'|'.join(MONTHS)})\b|-\d")


@dataclass(frozen=True, slots=True)
class Case:
    """One change: its class, the kind within it, what was changed in words, and what is then reported of it."""

    class_: str
    kind: str
    detail: str
    reports: Callable[[], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Prose:
    """One passage of a briefing or a place: where it stands and what it cites."""

    thing: Briefing | Place
    name: str
    index: int
    passage: Passage | Item

    @property
    def where(self) -> str:
        return f"{self.thing.id} {self.name}[{self.index}]"


@cache
def original() -> Loaded:
    """The content, without a problem."""
    loaded = load(FOLDER)
    assert not loaded.problems
    return loaded


def content() -> Content:
    return original().content


@cache
def reader() -> Reader:
    """The reader of quantities that the check of the content has."""
    return Context(original(), TODAY).reader


@cache
def untouched() -> frozenset[tuple[str, str, str]]:
    """What is reported before anything was changed; none of it counts as caught."""
    return frozenset(_identity(problem) for problem in check(original(), TODAY)[0])


def figures() -> Iterator[tuple[Fact, Figure]]:
    """Every fact with a figure, by id."""
    for fact in content().facts.values():
        if fact.figure:
            yield fact, fact.figure


def prose() -> Iterator[Prose]:
    """Every passage of every briefing and place."""
    things: list[Briefing | Place] = [*content().briefings.values(), *content().places.values()]
    for thing in things:
        names = ("summary", "gaps") if isinstance(thing, Place) else ("bullets", "analysis", "gaps", "items")
        for name in names:
            for index, passage in enumerate(getattr(thing, name)):
                yield Prose(thing, name, index, passage)


def cited(spot: Prose) -> list[Fact]:
    return [content().facts[id] for id in spot.passage.facts]


def numbers(text: str) -> list[re.Match[str]]:
    """The numbers of a text in digits that are neither years nor days of a month."""
    return [
        found
        for found in NUMBER.finditer(text)
        if not _YEAR.fullmatch(found[0])
        and not _BESIDE_DAY.match(text, found.end())
        and not text.startswith(("st ", "nd ", "rd ", "th "), found.end())  # a part of a name
    ]


def put(text: str, found: re.Match[str], instead: str) -> str:
    """A text with one match replaced."""
    return text[: found.start()] + instead + text[found.end() :]


def edited(thing: _Thing, **changes: Any) -> _Thing:
    """``dataclasses.replace`` for fields whose names are known only when it runs."""
    made: _Thing = replace(cast("Any", thing), **changes)
    return made


def with_text(spot: Prose, text: str, **more: Any) -> Briefing | Place:
    """A briefing or place with other words in one passage."""
    passages = list(getattr(spot.thing, spot.name))
    passages[spot.index] = replace(spot.passage, text=text, **more)
    return edited(spot.thing, **{spot.name: tuple(passages)})


def with_fact(fact: Fact, **changes: Any) -> Record:
    """The record of a fact, with the fact changed."""
    record = content().record_of[fact.id]
    return replace(record, facts=tuple(replace(f, **changes) if f.id == fact.id else f for f in record.facts))


def with_figure(fact: Fact, **changes: Any) -> Record:
    """The record of a fact, with its figure changed."""
    assert fact.figure
    return with_fact(fact, figures=(replace(fact.figure, **changes),))


def changed(*things: Any) -> Loaded:
    """The content with some things changed or, where their ids are new, added."""
    loaded = original()
    entries = list(loaded.entries)
    for thing in things:
        at = [i for i, entry in enumerate(entries) if type(entry.item) is type(thing) and entry.item.id == thing.id]
        if at:
            entries[at[0]] = replace(entries[at[0]], item=thing)
        else:
            entries.append(Entry(thing, Document(_path(thing), None, {}, {}, (), ())))
    return replace(loaded, entries=tuple(entries), content=with_things(loaded.content, *things))


def with_things(old: Content, *things: Any) -> Content:
    """A content with some records, briefings and places changed or added."""
    for thing in things:
        name = _FOLDER_OF[type(thing)]
        old = edited(old, **{name: {**getattr(old, name), thing.id: thing}})
    return old


def reported(*things: Any, of: Any = None, today: date = TODAY) -> tuple[str, ...]:
    """What the check reports of a thing (of the first, unless ``of`` says which) when these are changed."""
    loaded = changed(*things)
    path = _path_in(loaded, of or things[0])
    return tuple(
        str(problem)
        for problem in check(loaded, today)[0]
        if problem.spot.path == path and problem.rule not in _INCIDENTAL and _identity(problem) not in untouched()
    )


def reported_anywhere(*things: Any, today: date = TODAY) -> tuple[str, ...]:
    """All that the check reports when these are changed, whatever of: a look-alike may raise none of it."""
    return tuple(str(problem) for problem in check(changed(*things), today)[0] if _identity(problem) not in untouched())


def reporting(class_: str, kind: str, detail: str, *things: Any) -> Case:
    """An error that the check should report of the first thing."""
    return Case(class_, kind, detail, lambda: reported(*things))


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.spot.path, problem.rule, problem.message


def _path_in(loaded: Loaded, thing: Any) -> str:
    return next(entry.document.path for entry in loaded.entries if entry.item is thing)


def _path(thing: Any) -> str:
    if isinstance(thing, Record):
        of = thing.source.published.first if thing.source.published else thing.source.retrieved
        return f"{FOLDER}/records/{of.year}/{thing.id}.yml"
    return f"{FOLDER}/{_FOLDER_OF[type(thing)]}/{thing.id}.yml"


def one_of_each(cases: Iterable[Case], most: int) -> list[Case]:
    """At most so many cases, taken in turn from each kind so that none is left out."""
    kinds: dict[str, list[Case]] = {}
    for case in cases:
        kinds.setdefault(case.kind, []).append(case)
    taken: list[Case] = []
    while len(taken) < most and any(kinds.values()):
        for waiting in kinds.values():
            if waiting and len(taken) < most:
                taken.append(waiting.pop(0))
    return taken
