"""The editors' format as JSON Schema 2020-12, one file for each kind of file, with the ids of all registries.

An editor that reads such a schema completes fields and ids, shows what they mean, and marks what cannot stand there.
Whatever ``read`` accepts, a schema accepts too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from generator.model.content import Content
from generator.model.descriptions import (
    DESCRIPTIONS,
    Described,
    Named,
    hint_of,
    inner_type,
    is_list,
    meaning_of,
    needed_fields,
    parts_of,
    type_name,
    typed_fields,
)
from generator.model.fields import Line, ReadBy
from generator.model.records import (
    Chart,
    Correction,
    Fact,
    Measure,
    Organisation,
    Place,
    Publisher,
    Record,
    Site,
    Speaker,
    Topic,
    Unit,
)
from generator.read import SCHEMA_FOLDER
from generator.read.load import FOLDERS, LISTS, Loaded
from generator.read.partial import InvalidValue, bare, is_optional
from generator.read.strict_yaml import read_yaml

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: Mapping[Named, type] = {
    "charts": Chart,
    "facts": Fact,
    "families": Unit,
    "measures": Measure,
    "organisations": Organisation,
    "places": Place,
    "publishers": Publisher,
    "records": Record,
    "speakers": Speaker,
    "topics": Topic,
    "units": Unit,
}


def kinds_of_files() -> Mapping[str, tuple[type, bool, str]]:
    """For each schema, by its name: the type, whether a file holds many of it under their ids, and the glob of the
    files below ``content/``."""
    found: dict[str, tuple[type, bool, str]] = {type_name(Site): (Site, False, "site.yml")}
    found |= {type_name(type_): (type_, True, f"{name}.yml") for name, (type_, _) in LISTS.items()}
    for name, (type_, _) in FOLDERS.items():
        found[type_name(type_)] = (type_, False, f"{name}/*/*.yml" if type_ is Record else f"{name}/*.yml")
    return dict(sorted(found.items()))


def schema_files(loaded: Loaded) -> Mapping[str, str]:
    """The text of each schema, by the name of its file. Ids of a registry that could not be read as a whole are
    offered, and others are let through."""
    named = _Named(loaded)
    files = {}
    for name, (type_, is_many, _) in kinds_of_files().items():
        schema = _Schemas(named)
        top = schema.of_file(type_, is_many)
        files[f"{name}.json"] = json.dumps(top, ensure_ascii=False, indent=1) + "\n"
    return files


def editor_settings() -> str:
    """The text of ``.vscode/settings.json``: which schema is of which files."""
    schemas = {
        f"content/{SCHEMA_FOLDER}/{name}.json": f"content/{glob}" for name, (_, _, glob) in kinds_of_files().items()
    }
    settings = {
        "yaml.schemas": schemas,
        # Other hosts are asked for nothing.
        "yaml.schemaStore.enable": False,
        "files.associations": {"content/**/*.yml": "yaml"},
        "files.watcherExclude": {"**/build/**": True, "**/build-preview/**": True, "**/.venv/**": True},
    }
    return json.dumps(settings, indent=2) + "\n"


def example_of(type_: type, name: str) -> Any:
    """The example of a field as plain values: its own or, of a field that holds fields, made of theirs."""
    if example := _described(type_, name).example:
        return plain(read_yaml("", f"- {example}\n".encode()).data[0])
    inner = inner_type(type_, name)
    made = {one: example_of(inner, one) for one in needed_fields(inner)}
    return [made] if is_list(type_, name) else made


def reader_of(hint: Any) -> ReadBy | None:
    """What reads the text or number of a field, or of one of its list; None of what holds fields or listed words."""
    return next((part for part in parts_of(hint) if isinstance(part, ReadBy)), None)


def _described(type_: type, name: str) -> Described:
    return DESCRIPTIONS[type_].fields[name]


def plain(value: Any) -> Any:
    """YAML's values as JSON has them."""
    match value:
        case dict():
            return {key: plain(inner) for key, inner in value.items()}
        case tuple() | list():
            return [plain(inner) for inner in value]
        case Decimal():
            return float(value)
        case _:
            return value


class _Named:
    """The things that fields name by id, each as a schema of one value with its name and meaning."""

    def __init__(self, loaded: Loaded) -> None:
        self._content = loaded.content
        self._unread = loaded.unread

    def is_whole(self, kind: Named) -> bool:
        """Whether all ids of a kind are known."""
        return _TYPES[kind] not in self._unread

    def values(self, kind: Named) -> list[dict[str, Any]]:
        if kind == "families":
            return _families(self._content)
        return [{"const": id, **_said(thing)} for id, thing in things_named(self._content, kind).items()]

    def names(self, kind: Named) -> list[dict[str, Any]]:
        """The names of the things of a kind, for a field that takes names."""
        said = map(_said, things_named(self._content, kind).values())
        return [{"const": one["title"], "description": one["description"]} for one in said if one]


def things_named(content: Content, kind: str) -> Mapping[str, Any]:
    """The things of a kind by their ids, in the order of ids."""
    things: dict[str, Any] = {}
    if kind == "facts":
        for record in content.records.values():
            with suppress(InvalidValue):
                things |= {str(fact.id): fact for fact in record.facts if _is_read(fact)}
        # Something published may follow a fact that has another id now.
        for moved in content.moved.values():
            with suppress(InvalidValue):
                if moved.id.startswith("facts/"):
                    things.setdefault(moved.id.removeprefix("facts/"), None)
    elif kind != "families":
        things |= getattr(content, kind)
    return dict(sorted(things.items()))


def _is_read(fact: Any) -> bool:
    with suppress(InvalidValue):
        return bool(str(fact.id))
    return False


def said_of(thing: Any) -> str:
    """The name of a thing and what it is; nothing of what could not be read."""
    return _said(thing).get("description", "")


def _said(thing: Any) -> dict[str, str]:
    with suppress(InvalidValue):
        name, meaning = meaning_of(thing)
        return {"title": name, "description": f"{name}: {meaning}" if meaning else name} if name else {}
    return {}


def _families(content: Content) -> list[dict[str, Any]]:
    families: dict[str, list[str]] = {}
    for id, unit in sorted(content.units.items()):
        with suppress(InvalidValue):
            families.setdefault(str(unit.family), []).append(id)
    return [
        {"const": family, "title": family, "description": f"counted in {', '.join(units)}"}
        for family, units in sorted(families.items())
    ]


class _Schemas:
    """One schema and the definitions that it needs."""

    def __init__(self, named: _Named) -> None:
        self._named = named
        self._definitions: dict[str, Any] = {}

    def of_file(self, type_: type, is_many: bool) -> dict[str, Any]:
        inner = self._record(type_)
        head = {"$schema": DIALECT, "title": type_name(type_), "description": DESCRIPTIONS[type_].sentence}
        body = {"type": "object", "additionalProperties": inner} if is_many else self._definitions.pop(type_.__name__)
        body = {key: value for key, value in body.items() if key not in head}
        return {**head, **body, "$defs": dict(sorted(self._definitions.items()))}

    def _record(self, type_: Any) -> dict[str, Any]:
        name = type_.__name__
        if name not in self._definitions:
            self._definitions[name] = {}  # it may hold itself
            self._definitions[name] = self._properties(type_)
        return {"$ref": f"#/$defs/{name}"}

    def _properties(self, type_: Any) -> dict[str, Any]:
        described = DESCRIPTIONS[type_]
        properties = {name: self._field(type_, name, hint_of(type_, name)) for name in typed_fields(type_)}
        return {
            "type": "object",
            "description": described.sentence,
            "properties": properties,
            "required": list(needed_fields(type_)),
            "additionalProperties": False,
        }

    def _field(self, type_: type, name: str, hint: Any) -> dict[str, Any]:
        described = _described(type_, name)
        schema = self._value(hint, described)
        if type_ is Correction and name == "was":
            # The old text alone stands for {text: …}.
            schema = {"anyOf": [dict(reader.schema) if (reader := reader_of(Line)) else {}, schema]}
        if is_optional(hint):
            schema = {"anyOf": [schema, {"type": "null"}]} if "type" not in schema else _or_null(schema)
        # An id or a name of the example may be none of this content.
        examples = {} if described.names or described.suggests else {"examples": [example_of(type_, name)]}
        return {"title": name, "description": described.sentence, **schema, **examples}

    def _value(self, hint: Any, described: Described) -> dict[str, Any]:
        type_ = bare(hint)
        if get_origin(type_) is tuple:
            return {"type": "array", "items": self._value(get_args(hint_of_list(hint))[0], described)}
        if type_ in DESCRIPTIONS:
            return self._record(type_)
        if get_origin(type_) is Literal:
            return {"enum": list(get_args(type_))}
        reader = reader_of(hint)
        form = dict(reader.schema) if reader else {}
        if described.names:
            return self._ids(described, form)
        if described.suggests:
            return {"anyOf": [*(one for kind in described.suggests for one in self._named.names(kind)), form]}
        return form

    def _ids(self, described: Described, form: dict[str, Any]) -> dict[str, Any]:
        kinds = described.names
        key = "-or-".join(kinds)
        if key not in self._definitions:
            values = {value["const"]: value for kind in kinds for value in self._named.values(kind)}
            is_whole = values and all(map(self._named.is_whole, kinds))
            # An id that is known has the form too: of what is open, any may match.
            self._definitions[key] = (
                {"oneOf": list(values.values())} if is_whole else {"anyOf": [*values.values(), form]}
            )
        # What is shown of a value is the first title and the first description: the field's and the id's.
        return {"allOf": [{"title": described.sentence}, {"$ref": f"#/$defs/{key}"}]}


def hint_of_list(hint: Any) -> Any:
    """The tuple type of a field that holds a list, without what the field promises."""
    return next(inner for inner in parts_of(hint) if get_origin(inner) is tuple)


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*types, "null"]}
