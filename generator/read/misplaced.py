"""A field in a block that has none of its name: where it belongs, and what moves it there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args

from pydantic import ValidationError

from generator.model.descriptions import DESCRIPTIONS, hint_of, type_name, typed_fields
from generator.model.problems import Fix
from generator.model.records import yaml_name
from generator.read.partial import bare, is_record_type, type_at, validator
from generator.read.strict_yaml import Document, Keys

# What stood before a change has the names of other fields, and is written by a program.
_OF_CHANGES = frozenset(("corrections", "was", "withdrawn", "notes", "changes"))


def place_of(
    type_: Any, data: Any, location: Keys, document: Document, entry_keys: Keys
) -> tuple[str, Fix | None, Keys | None] | None:
    """What to say of an unknown field, what moves it, and the keys of the field that it then is; None where no block
    near it has a field of that name. ``location`` leads to it within ``data``, which ``type_`` describes."""
    *parent, name = location
    here, field = tuple(parent), str(name)
    blocks = [
        (keys, inner)
        for keys, inner in _blocks(type_, data, ())
        if keys != here and field in typed_fields(inner) and not _OF_CHANGES.intersection(keys)
    ]
    below = [one for one in blocks if one[0][: len(here)] == here]
    above = [one for one in blocks if here[: len(one[0])] == one[0]]
    near = below or above[-1:]
    if not near and (new := _in_no_block_yet(type_, here, field)):
        return new
    near = near or blocks
    if not near:
        return None
    inner = near[0][1]
    sentence = DESCRIPTIONS[inner].fields[field].sentence.removesuffix(".")
    what = f"{field!r} belongs in {_named(near, document, entry_keys)}: {sentence}"
    value = _at(data, location)
    free = [keys for keys, _ in near if field not in _at(data, keys)]
    needed = {yaml_name(one.name) for one in fields(inner) if one.default is MISSING}
    # Of several, the one that lacks it, if the others must have it too.
    if len(near) > 1 and not (len(free) == 1 and field in needed):
        return f"{what}; move it to the one that it is of", None, None
    if not free:
        there = _shown(_at(data, (*near[0][0], field)))
        return (
            f"{field!r} belongs in {_named(near, document, entry_keys)}, which has it already: {there}; delete one",
            None,
            None,
        )
    if not _fits(value, inner, field):
        return f"{what}; move it there", None, None
    target = free[0]
    return what, _moved(document, (*entry_keys, *location), (*entry_keys, *target), field), (*target, field)


def _blocks(type_: Any, data: Any, keys: Keys) -> Iterator[tuple[Keys, Any]]:
    """Every mapping that a thing of ours stands in, with its type."""
    if is_record_type(type_):
        if not isinstance(data, dict):
            return
        yield keys, type_
        for name, value in data.items():
            with suppress(KeyError, IndexError, TypeError):
                yield from _blocks(type_at(type_, (name,)), value, (*keys, name))
    elif isinstance(data, tuple) and (items := get_args(type_)):
        for index, item in enumerate(data):
            yield from _blocks(bare(items[0]), item, (*keys, index))


def _in_no_block_yet(type_: Any, here: Keys, field: str) -> tuple[str, None, None] | None:
    """Where a field belongs that has no block to stand in."""
    owner = type_at(type_, here) if here else type_
    for name in typed_fields(owner):
        hint = bare(hint_of(owner, name))
        inner = bare(get_args(hint)[0]) if get_args(hint) else hint
        if is_dataclass(inner) and isinstance(inner, type) and name not in _OF_CHANGES and field in typed_fields(inner):
            dash = "- " if inner is not hint else ""
            sentence = DESCRIPTIONS[inner].fields[field].sentence.removesuffix(".")
            how = f"write {name}: and below it, indented, {dash}{field}: …"
            return f"{field!r} belongs in {name}: {sentence}; {how}", None, None
    return None


def _named(blocks: list[tuple[Keys, Any]], document: Document, entry_keys: Keys) -> str:
    lines = [document.spot((*entry_keys, *keys)).line for keys, _ in blocks]
    keys, inner = blocks[0]
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), f"the {type_name(inner)}")
    where = f"{'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, lines[:5]))}{', …' if lines[5:] else ''}"
    return f"{name} ({where})"


def _at(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data[key]
    return data


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str) else str(value) if not isinstance(value, (dict, tuple)) else "another"


def _fits(value: Any, type_: Any, field: str) -> bool:
    try:
        validator(type_at_field(type_, field)).validate_python(value)
    except (ValidationError, TypeError):
        return False
    return value is not None


def type_at_field(type_: Any, field: str) -> Any:
    """What a field of a type holds, with what reads it."""
    return hint_of(type_, field)


def _moved(document: Document, keys: Keys, target: Keys, field: str) -> Fix | None:
    gone = document.without(keys)
    if gone is None or gone.place is None:
        return None
    written = document.written(keys)
    if keys[:-1] in document.ends or target in document.ends:
        if written is None:
            return None
        lines = f"{field}: {written}"
    else:
        first, *rest = gone.old.split("\n")
        column = gone.place[1] - 1
        lines = "\n".join((first, *(line[column:] if not line[:column].strip() else line for line in rest)))
    added = document.with_field(target, lines)
    return Fix(gone.old, "", gone.place, (added,)) if added else None
