"""What describes the data to machines: JSON Schema (2020-12) of each file, and a data package (Frictionless)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from generator.data.columns import Field
from generator.data.kinds import ADDRESS, DELIMITER, SHA256
from generator.data.tables import DERIVED, FACTS, Table
from generator.model.records import Site
from generator.pages.page import view
from generator.text.files import File


def newest_first(changes: Iterable[tuple[str, date, str]]) -> tuple[tuple[str, date, str], ...]:
    """Changes of the form, each with its version, day and words, by the numbers of the versions."""
    return tuple(sorted(changes, key=lambda change: [*map(int, change[0].split("."))], reverse=True))


# What changed in the form of the data and since when. A version is as of Semantic Versioning, and its first number that
# of the folder.
FORMAT_CHANGES = newest_first(
    (
        ("1.0.0", date(2026, 11, 24), "The first form of the data."),
        ("1.1.0", date(2026, 11, 24), "An organisation can be a publication."),
        (
            "1.2.0",
            date(2026, 11, 30),
            "Facts and sources have a record: the file of our records that they stand in. Facts have odd, measures "
            "kind. The id of a series ends in its currency and leaves out events. What a correction changed is named "
            "field by field. A tolerance is compared exactly. In CSV, an apostrophe is also before text in which white "
            "space or invisible characters hide the beginning of a formula.",
        ),
        (
            "1.3.0",
            date(2026, 11, 30),
            "A figure can be a range: value_to is its other end. per says what an amount is for. The table series has "
            "every figure of a fact, by number. Measures have growth_of and cumulative, disagreements adds_up. A time "
            "can be open: 2023/.. runs to the day of its source.",
        ),
        (
            "1.4.0",
            date(2026, 11, 30),
            "Facts have the source's own words: quote, quote_language, words_url and words_archived, which a browser "
            "scrolls to them, words_seen and left_out. The table figures has every figure of every fact.",
        ),
        (
            "1.6.0",
            date(2026, 12, 1),
            "In CSV a value such as 1/3 is a decimal number, and value_fraction is the fraction itself. Facts have a "
            "citation. The table targets says what came of each stated plan, and passages has the part "
            "verdict.",
        ),
        (
            "1.7.0",
            date(2026, 12, 1),
            "The table history has a row for each version of each fact. The data package names the files that describe "
            "the fields of its tables, and marks columns of facts that are derived; the files of places and "
            "organisations are in a package of their own, parts.datapackage.json. Places and organisations can have "
            "the id of their item of Wikidata. croissant.json describes the tables, and linkset.json has the links "
            "between pages and files.",
        ),
        (
            "1.8.0",
            date(2026, 12, 1),
            "Each table is there as Parquet, all of them as one SQLite database (all.sqlite) and, for people, as one "
            "workbook (all.xlsx), with dates, numbers and truths as such.",
        ),
        ("1.5.0", date(2026, 11, 30), "An address that moved can be a chart's, which leads to another chart."),
    )
)
FORMAT = FORMAT_CHANGES[0][0]
# The day on which there were data first.
FIRST = FORMAT_CHANGES[-1][1]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_JSON_TYPES = {"list": "array", "date": "string"}
GUARD = (
    "A cell of text has an apostrophe before it where =, +, -, @, one of these in full width, a tab or a line break "
    "comes first, or comes after nothing but apostrophes, white space and invisible characters, so that no spreadsheet "
    "runs it as a formula; cells of numbers have none."
)


@view
class Resource:
    """A file of the data, by its path in their folder; one with a ``table`` holds its rows, all or those ``of`` one
    thing."""

    file: File
    path: str
    sha256: str
    table: Table[Any] | None
    of: str | None
    rows: int


def file_schema(table: Table[Any], at: str) -> dict[str, Any]:
    """The schema of a table's JSON file, whole or in part."""
    return _schema(
        table.title,
        table.about,
        f"{at}schemas/{table.name}.json",
        {
            "of": {"type": "string", "pattern": ADDRESS, "description": "The place or organisation whose part it is."},
            "count": {"type": "integer", "minimum": 0},
            "content_sha256": {"type": "string", "pattern": SHA256, "description": "Of the lines that hold rows."},
            table.name: _list(_object({field.name: _value_schema(field) for field in table.fields})),
        },
    )


def _object(properties: dict[str, Any], optional: str = "") -> dict[str, Any]:
    required = [name for name in properties if name != optional]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _schema(title: str, about: str, id: str, properties: dict[str, Any]) -> dict[str, Any]:
    texts = ("$schema", "format", "generated_at", "site", "attribution", "licence", "licence_url")
    head: dict[str, Any] = {name: {"type": "string"} for name in texts}
    head["generated_at"] |= {"format": "date", "description": "The day that the data were made for."}
    described = {"$schema": _DIALECT, "$id": id, "title": title, "description": about}
    return described | _object({**head, **properties}, optional="of")


def _value_schema(field: Field) -> dict[str, Any]:
    type = _JSON_TYPES.get(field.kind.type, field.kind.type)
    schema: dict[str, Any] = {"type": type if field.required else [type, "null"]}
    schema |= {"title": field.title, "description": field.meaning}
    if field.kind.pattern:
        schema["pattern"] = field.kind.pattern
    if field.enum:
        schema["enum"] = [*field.enum] if field.required else [*field.enum, None]
    if field.kind.type == "date":
        schema["format"] = "date"
    if type == "array":
        schema["items"] = {"type": "string"}
    return schema


def delta_schema(at: str) -> dict[str, Any]:
    """The schema of delta.json."""
    day = {"type": "string", "format": "date"}
    then = {"type": "string", "pattern": SHA256, "description": "That of the facts then."}
    base = _object({"generated_at": day, "content_sha256": then}) | {"type": ["object", "null"]}
    address = {"type": "string", "pattern": ADDRESS}
    field = _object({"name": {"type": "string"}, "was": True, "now": True})
    changes = _list(_object({"address": address, "fields": _list(field) | {"minItems": 1}}))
    return _schema(
        "Delta",
        "What differs from the data that were published before.",
        f"{at}schemas/delta.json",
        {
            "base": base | {"description": "The data that these are compared with; null where none were given."},
            "added": _list(address),
            "corrected": changes,
            "withdrawn": changes,
            "changed": changes,
            "moved": _list(address),
        },
    )


# The package of the whole tables, and that of the facts of each place and organisation.
PACKAGE, PACKAGE_OF_PARTS = "datapackage.json", "parts.datapackage.json"


def package(path: str, resources: Iterable[Resource], site: Site, today: date, at: str) -> dict[str, Any]:
    """The data package (Data Package 2.0) at a path: every file with its size and hash, every table with where its
    fields are described."""
    name = "-".join(re.findall(r"[a-z0-9]+", site.name.lower()))
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name if path == PACKAGE else f"{name}-parts",
        "id": f"{at}{path}",
        "title": site.name if path == PACKAGE else f"{site.name}: places and organisations",
        "description": f"{site.description} {GUARD}",
        "homepage": site.url,
        "version": FORMAT,
        "created": f"{today.isoformat()}T00:00:00Z",
        "contributors": [{"title": site.name, "path": site.url, "roles": ["publisher"]}],
        "licenses": [{"name": site.licence.replace(" ", "-"), "title": site.licence, "path": site.licence_url}],
        "resources": [_described(resource) for resource in resources],
    }


def _described(resource: Resource) -> dict[str, Any]:
    name, _, format = resource.path.rpartition(".")
    described: dict[str, Any] = {
        "name": name if format == "csv" else resource.path,
        "path": resource.path,
        "format": format,
        "mediatype": "text/csv" if format == "csv" else "application/json",
        "encoding": "utf-8",
        "bytes": len(resource.file.data),
        "hash": f"sha256:{resource.sha256}",
    }
    if resource.table is None:
        return described
    part = f" Those of {resource.of}." if resource.of else ""
    described |= {"title": resource.table.title, "description": f"{resource.table.about}{part}"}
    if format == "csv":
        described |= {"type": "table", "schema": table_schema_path(resource.table, is_part=resource.of is not None)}
    return described


def table_schema_path(table: Table[Any], *, is_part: bool) -> str:
    """Where the fields of a table's CSV are described, in the folder of the data."""
    return f"schemas/{table.name}{'-part' if is_part else ''}.fields.json"


def table_schema(table: Table[Any], *, is_part: bool) -> dict[str, Any]:
    """The fields of a table's CSV, whole or of a part (Table Schema 2.0)."""
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_table_field(field, is_derived=table is FACTS and field.name in DERIVED) for field in table.fields],
        "primaryKey": [field.name for field in table.fields if field.is_key],
        "missingValues": [""],
    }
    # A part holds some facts only, and what they refer to may be elsewhere.
    keys = [
        {"fields": [field.name], "reference": {"resource": field.refers_to, "fields": ["id"]}}
        for field in table.fields
        if field.refers_to and not is_part
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _table_field(field: Field, *, is_derived: bool) -> dict[str, Any]:
    type = field.kind.type
    described = {"name": field.name, "type": type, "title": field.title, "description": field.meaning}
    if type == "list":
        described |= {"delimiter": DELIMITER, "itemType": "string"}
    # A list without an entry is an empty cell.
    is_required = field.required and type not in ("list", "array")
    constraints = {"required": is_required, "pattern": field.kind.pattern, "enum": list(field.enum)}
    given = {name: value for name, value in constraints.items() if value}
    # A property of our own: what is worked out from other facts and the day, and no record states.
    derived = {"derived": True} if is_derived else {}
    return {**described, **({"constraints": given} if given else {}), **derived}
