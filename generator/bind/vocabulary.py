"""What the content tells the reader of quantities: the words of its units, and the names that it declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.model.content import Content
from generator.model.records import Unit
from generator.quantities import UnitWords, Vocabulary, form_key, names_in
from generator.read.partial import INVALID


def vocabulary(content: Content) -> Vocabulary:
    """The vocabulary of a content; what of it could not be read is left out."""
    units = tuple(_words_of(unit) for unit in content.units.values() if unit.family is not INVALID)
    return Vocabulary(units, tuple(dict.fromkeys(_names(content))))


def claims(unit: Unit) -> Iterator[tuple[tuple[str | int, ...], tuple[str, str]]]:
    """Each form that a unit claims for itself, with the keys to it. The first part of a form says where it stands,
    after a number or before one; the second is the same for all ways to write it."""
    for name in ("one", "many"):
        for form in read((getattr(unit, name),)):
            yield (name,), ("after", form_key(form))
    for name, forms in (("words", unit.words), ("before", unit.before)):
        for index, form in enumerate(() if forms is INVALID else forms):
            if form is not INVALID:
                yield (name, index), ("after", form_key(form)) if name == "words" else ("before", form)


def used_names(things: Iterable[Any], content: Content) -> Iterator[str]:
    """The ids of the declared names that stand in a text of these things. Every value of theirs was read."""
    if not content.names:
        return
    found: list[str] = []
    for thing in things:
        _add_texts(thing, found)
    names = {name: id for id, declared in content.names.items() for name in (declared.name, *declared.names)}
    yield from (names[name] for name in names_in(names, found))


def _add_texts(thing: Any, found: list[str]) -> None:
    if isinstance(thing, str):
        found.append(thing)
    elif isinstance(thing, tuple):
        for part in thing:
            _add_texts(part, found)
    else:
        for name in getattr(thing, "__slots__", ()):  # of a record type, its fields
            _add_texts(getattr(thing, name), found)


def _words_of(unit: Unit) -> UnitWords:
    own = (unit.id,) if unit.family == "money" else ()
    return UnitWords(
        id=unit.id,
        words=(*own, *read((unit.one, unit.many)), *read(unit.words)),
        before=(*own, *read(unit.before)),
        not_words=read(unit.not_words),
        least=None if unit.least is INVALID else unit.least,
        is_currency=unit.family == "money",
    )


def _names(content: Content) -> Iterator[str]:
    """Every name that something has, whether or not it holds a number."""
    for declared in content.names.values():
        yield from read((declared.name, *read(declared.names)))
    for subject in content.subjects.values():
        yield from read((subject.name, subject.name_zh, *read(subject.aliases)))
    for term in content.glossary.values():
        yield from read((term.name, term.name_zh))
    yield from read(topic.name for topic in content.topics.values())
    yield from read(publisher.name for publisher in content.publishers.values())
    for speaker in content.speakers.values():
        yield from (*read((speaker.name,)), *read(speaker.names))


def read(texts: Any) -> tuple[str, ...]:
    """Those of some optional texts that are there and could be read."""
    return () if texts is INVALID else tuple(text for text in texts if text is not None and text is not INVALID)
