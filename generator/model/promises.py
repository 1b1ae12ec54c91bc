"""What of a thing a reader may quote, told from what its fields promise, and what of it differs from another's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from generator.model.fields import ReadBy
from generator.model.quotes import same_words
from generator.model.records import Promise, yaml_name
from generator.model.when import When
from generator.model.words import number_exactly

# A thing's quotable fields, each as words: of a list its parts, of what stands empty none.
Said = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a field promises, and whether it holds words for a reader, in which punctuation says nothing else."""

    promise: Promise
    is_text: bool


def promises(type_: Any) -> Mapping[str, Kept]:
    """What each field of a record type promises, by its name as editors type it."""
    return _promises(type_)


@cache
def _promises(type_: Any) -> Mapping[str, Kept]:
    hints = get_type_hints(type_, include_extras=True)
    found = {}
    for field in fields(type_):
        promise: Promise = hints[field.name].__metadata__[-1]
        found[yaml_name(field.name)] = Kept(promise, any(_texts(hints[field.name])))
    return found


def _texts(hint: Any) -> Iterable[bool]:
    """Whether a type is a text for readers, of it or of each type in it."""
    if hint is str:
        yield True
    elif get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        readers = [mark for mark in marks if isinstance(mark, ReadBy)]
        yield from (mark.is_text for mark in readers) if readers else _texts(inner)
    elif isinstance(hint, type) and is_dataclass(hint):
        yield from (kept.is_text for kept in promises(hint).values())
    else:
        for inner in get_args(hint):
            if inner is not NoneType and inner is not Ellipsis:
                yield from _texts(inner)


def said(thing: Any) -> Said:
    """The quotable fields of a thing of a record type."""
    found = {}
    for field in fields(thing):
        kept = promises(type(thing))[yaml_name(field.name)]
        if is_quotable(kept):
            value = getattr(thing, field.name)
            # What nobody typed says nothing yet that more could contradict.
            is_untyped = kept.promise == "open" and value == field.default
            found[yaml_name(field.name)] = () if is_untyped else _parts(value)
    return found


def is_quotable(kept: Kept) -> bool:
    """Whether a field may change with a word about it alone."""
    return kept.promise in ("quotable", "open")


def _parts(value: Any) -> tuple[str, ...]:
    if value is None or value is False:
        return ()
    if isinstance(value, tuple):
        return tuple(map(in_words, value))
    if isinstance(value, str) and "\n" in value:
        return tuple(line.strip() for line in value.split("\n") if line.strip())
    return (in_words(value),)


def in_words(value: Any) -> str:
    """A value of a field as one line: a number exactly, a passage with the ids of its facts in brackets behind it."""
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case When():
            return value.text
        case date():
            return value.isoformat()
        case Fraction():
            return str(number_exactly(value))
        case tuple():
            return f"[{', '.join(sorted(map(in_words, value)))}]"
        case _ if is_dataclass(value):
            kept = promises(type(value))
            quotable = (field for field in fields(value) if kept[yaml_name(field.name)].promise != "editorial")
            inner = [getattr(value, field.name) for field in quotable]
            return " ".join(in_words(part) for part in inner if part is not None and part != ())
        case _:
            return str(value)


# A passage in one line, and the ids of its facts behind it.
_IDS_BEHIND = re.compile(r"(.*?)(?: \[([a-z0-9, -]+)\])?", re.DOTALL)


def words_and_ids(text: str) -> tuple[str, tuple[str, ...]]:
    """A passage that stands in one line, as its words and the ids of its facts."""
    found = _IDS_BEHIND.fullmatch(text)
    words, ids = found.groups() if found else (text, None)
    return words, tuple(ids.split(", ")) if ids else ()


def gone(old: Iterable[str], new: Iterable[str], kept: Kept) -> tuple[str, ...]:
    """Those of some parts of a field that do not stand among others."""
    same: Callable[[str, str], bool] = same_words if kept.is_text else str.__eq__
    rest = list(new)
    found = []
    for part in old:
        there = part if part in rest else next((other for other in rest if same(part, other)), None)
        if there is None:
            found.append(part)
        else:
            rest.remove(there)
    return tuple(found)
