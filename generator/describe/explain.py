"""What a word of the check or of the editors' format means: a rule, a kind of file, a field, or an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from generator.check.rule import RULES, rule_name
from generator.describe.schema import kinds_of_files, said_of, things_named
from generator.model.content import Content
from generator.model.descriptions import (
    DESCRIPTIONS,
    NAMED,
    PROMISES,
    form_of,
    how_to_write,
    inner_type,
    meaning_of,
    needed_fields,
    promise_of,
    type_name,
    typed_fields,
)
from generator.model.problems import CannotGoOn, did_you_mean
from generator.read.strict_yaml import read_yaml

# The registries whose ids are chosen from a list.
_LISTED = ("topics", "measures", "units", "places", "organisations", "publishers", "speakers")
_RULES = Path(__file__).with_name("rules.yml")


@cache
def rules() -> Mapping[str, Mapping[str, Any]]:
    """What is said of each rule, by its name: ``is`` what it is, ``why``, ``fix``, ``wrong`` and ``right``."""
    written = read_yaml(str(_RULES), _RULES.read_bytes()).data
    meanings = {rule_name(rule): " ".join((rule.__doc__ or "").split()) for rule in RULES}
    return {name: {"is": meanings.get(name, ""), **said} for name, said in sorted(written.items())}


def explain(word: str, content: Content) -> tuple[str, ...]:
    """The lines that say what a word means, in each of its meanings. Raises ``CannotGoOn`` where it has none, with the
    words that are near."""
    found = [lines for name, lines in _meanings(content) if name == word]
    if not found:
        known = {name for name, _ in _meanings(content)}
        near = did_you_mean(word, known)
        ways = "name a rule as missing-field, a field as fact.as_stated, a kind of file as record, or an id"
        raise CannotGoOn(f"nothing is called {word!r}{near or f'; {ways}'}")
    lines: list[str] = []
    for one in found:
        lines += ["", *one()] if lines else one()
    return tuple(lines)


def _meanings(content: Content) -> Iterator[tuple[str, Any]]:
    """Each word that can be explained, with what makes the lines of it."""
    for name in rules():
        yield name, lambda name=name: _rule(name)
    for type_ in DESCRIPTIONS:
        for name in names_of_type(type_):
            yield name, lambda type_=type_: _type(type_, content)
        for field in typed_fields(type_):
            for name in (field, f"{type_name(type_)}.{field}"):
                yield name, lambda type_=type_, field=field: _field(type_, field)
    for kind in (*NAMED, "glossary", "names", "briefings"):
        if kind != "families":
            for id, thing in things_named(content, kind).items():
                yield id, lambda kind=kind, id=id, thing=thing: _thing(kind, id, thing)


def names_of_type(type_: type) -> tuple[str, ...]:
    """By which words a type is asked for: its own name, and the folder or file that it is kept in."""
    places = (glob.partition("/")[0].removesuffix(".yml") for of, _, glob in kinds_of_files().values() if of is type_)
    return tuple(dict.fromkeys((type_name(type_), *places)))


def files_of_type(type_: type) -> str:
    """Where a type is written: its files or, of one within others, these types."""
    for of, is_many, glob in kinds_of_files().values():
        if of is type_:
            return f"content/{glob}{', an entry under each id' if is_many else ''}"
    within = [
        f"{type_name(outer)}.{name}"
        for outer in DESCRIPTIONS
        for name in typed_fields(outer)
        if inner_type(outer, name) is type_
    ]
    return f"in {', '.join(within)}"


def _rule(name: str) -> list[str]:
    said = rules()[name]
    lines = [f"{name}, a rule: {said['is']}", f"  Why: {said['why']}", f"  Fix: {said['fix']}"]
    for word in ("wrong", "right"):
        if shown := said[word].rstrip("\n"):
            lines += [f"  {word.capitalize()}:", *(f"      {line}" for line in shown.split("\n"))]
    return lines


def _type(type_: type, content: Content) -> list[str]:
    needed = needed_fields(type_)
    lines = [f"{type_name(type_)}, {files_of_type(type_)}: {DESCRIPTIONS[type_].sentence}"]
    for name in typed_fields(type_):
        lines.append(f"  {name}{' (needed)' if name in needed else ''}: {DESCRIPTIONS[type_].fields[name].sentence}")
    return [*lines, *_referring(*names_of_type(type_), f"{type_name(type_)}s"), *_ids(type_, content)]


def _ids(type_: type, content: Content) -> list[str]:
    """The ids of a registry, each with what it is called, for editors whose program does not offer them."""
    kind = next((kind for kind in _LISTED if kind in names_of_type(type_)), None)
    things = things_named(content, kind) if kind else {}
    return ["  There are:", *(f"    {id}: {meaning_of(thing)[0]}" for id, thing in things.items())] if things else []


def _field(type_: type, name: str) -> list[str]:
    described = DESCRIPTIONS[type_].fields[name]
    promise = promise_of(type_, name)
    lines = [
        f"{type_name(type_)}.{name}, a field ({files_of_type(type_)}): {described.sentence}",
        f"  Form: {form_of(type_, name)}",
        f"  Needed: {'yes' if name in needed_fields(type_) else 'no'}",
        f"  A reader may rely on it: {promise}: {PROMISES[promise]}",
    ]
    if described.example:
        lines.insert(2, f"  Example: {name}: {described.example}")
    elif inner_type(type_, name):
        lines.insert(2, f"  To begin with: {how_to_write(type_, name).partition(' (')[0]}")
    if described.names:
        lines.append(f"  It names: {' or '.join(described.names)}, by id; `explain {described.names[0]}` lists them")
    if described.suggests:
        lines.append(f"  It takes the names of: {' or '.join(described.suggests)}, or any other text")
    return [*lines, *(_referring(f"{type_name(type_)}s") if name == "id" else ())]


def _thing(kind: str, id: str, thing: Any) -> list[str]:
    return [f"{id}, of {kind}: {said_of(thing) or 'it could not be read'}", *_referring(kind)]


def _referring(*kinds: str) -> list[str]:
    """Which fields name things of these kinds."""
    fields = [
        f"{type_name(type_)}.{name}"
        for type_, of in DESCRIPTIONS.items()
        for name, described in of.fields.items()
        if any(kind in (*described.names, *described.suggests) for kind in kinds)
    ]
    return [f"  Fields that name it: {', '.join(fields)}"] if fields else []
