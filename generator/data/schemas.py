"""What describes the data to machines: JSON Schema (2020-12) of each file, and a data package (Frictionless)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from generator.data.columns import ADDRESS, DELIMITER, FORMAT, SHA256, Field, Resource, Table
from generator.model.records import Site

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_JSON_TYPES = {"list": "array", "date": "string"}
GUARD = (
    "A cell of text that begins with =, +, -, @, a tab or a line break, or with one of them in full width, has an "
    "apostrophe before it, so that no spreadsheet runs it as a formula; cells of numbers have none."
)


def file_schema(table: Table, at: str) -> dict[str, Any]:
    """The schema of a table's JSON file, whole or in part."""
    row = {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in table.fields],
        "properties": {field.name: _value_schema(field) for field in table.fields},
    }
    return _schema(
        table.title,
        table.about,
        f"{at}schemas/{table.name}.json",
        {
            "of": {"type": "string", "pattern": ADDRESS, "description": "The place or organisation whose part it is."},
            "count": {"type": "integer", "minimum": 0},
            "content_sha256": {"type": "string", "pattern": SHA256, "description": "Of the lines that hold rows."},
            table.name: {"type": "array", "items": row},
        },
        optional=("of",),
    )


def _schema(
    title: str, about: str, id: str, properties: dict[str, Any], optional: tuple[str, ...] = ()
) -> dict[str, Any]:
    texts = ("$schema", "format", "generated_at", "site", "attribution", "licence", "licence_url")
    head: dict[str, Any] = {name: {"type": "string"} for name in texts}
    head["generated_at"] |= {"format": "date", "description": "The day that the data were made for."}
    properties = {**head, **properties}
    return {
        "$schema": _DIALECT,
        "$id": id,
        "title": title,
        "description": about,
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in optional],
        "properties": properties,
    }


def _value_schema(field: Field) -> dict[str, Any]:
    column, kind = field.column, _JSON_TYPES.get(field.kind, field.kind)
    schema: dict[str, Any] = {"type": kind if field.required else [kind, "null"]}
    schema |= {"title": column.title, "description": column.meaning}
    if column.pattern:
        schema["pattern"] = column.pattern
    if column.enum:
        schema["enum"] = [*column.enum] if field.required else [*column.enum, None]
    if field.kind == "date":
        schema["format"] = "date"
    if kind == "array":
        schema["items"] = {"type": "string"}
    return schema


def delta_schema(at: str) -> dict[str, Any]:
    address = {"type": "string", "pattern": ADDRESS}
    field = {
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "was", "now"],
        "properties": {"name": {"type": "string"}, "was": True, "now": True},
    }
    row = {
        "type": "object",
        "additionalProperties": False,
        "required": ["address", "fields"],
        "properties": {"address": address, "fields": {"type": "array", "items": field, "minItems": 1}},
    }
    base = {
        "type": ["object", "null"],
        "additionalProperties": False,
        "required": ["generated_at", "content_sha256"],
        "properties": {
            "generated_at": {"type": "string", "format": "date"},
            "content_sha256": {"type": "string", "pattern": SHA256, "description": "That of the facts then."},
        },
        "description": "The data that these are compared with; null where none were given.",
    }
    changes = {"type": "array", "items": row}
    return _schema(
        "Delta",
        "What differs from the data that were published before.",
        f"{at}schemas/delta.json",
        {
            "base": base,
            "added": {"type": "array", "items": address},
            "corrected": changes,
            "withdrawn": changes,
            "changed": changes,
            "moved": {"type": "array", "items": address},
        },
    )


def package(resources: Iterable[Resource], site: Site, today: date, at: str) -> dict[str, Any]:
    """The data package (Data Package 2.0): every file with its size and hash, every table with its fields."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "-".join(re.findall(r"[a-z0-9]+", site.name.lower())),
        "id": f"{at}datapackage.json",
        "title": site.name,
        "description": f"{site.description} {GUARD}",
        "homepage": site.url,
        "version": FORMAT,
        "created": f"{today.isoformat()}T00:00:00Z",
        "contributors": [{"title": site.name, "path": site.url, "roles": ["publisher"]}],
        "licenses": [{"name": site.licence.replace(" ", "-"), "title": site.licence, "path": site.licence_url}],
        "resources": [_described(resource) for resource in resources],
    }


def _described(resource: Resource) -> dict[str, Any]:
    name, format = (resource.name, "csv") if resource.path.endswith(".csv") else (f"{resource.name}.json", "json")
    described: dict[str, Any] = {
        "name": name,
        "path": resource.path,
        "format": format,
        "mediatype": "text/csv" if format == "csv" else "application/json",
        "encoding": "utf-8",
        "bytes": resource.size,
        "hash": f"sha256:{resource.sha256}",
    }
    if resource.table is None:
        return described
    part = f" Those of {resource.of}." if resource.of else ""
    described |= {"title": resource.table.title, "description": f"{resource.table.about}{part}"}
    if format == "csv":
        described |= {"type": "table", "schema": _table_schema(resource.table, is_part=resource.of is not None)}
    return described


def _table_schema(table: Table, *, is_part: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_table_field(field) for field in table.fields],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    # A part holds some facts only, and what they refer to may be elsewhere.
    keys = [
        {
            "fields": [field.name],
            "reference": {"resource": field.column.foreign_key[0], "fields": [field.column.foreign_key[1]]},
        }
        for field in table.fields
        if field.column.foreign_key and not is_part
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _table_field(field: Field) -> dict[str, Any]:
    column = field.column
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.kind,
        "title": column.title,
        "description": column.meaning,
    }
    if field.kind == "list":
        described |= {"delimiter": DELIMITER, "itemType": "string"}
    constraints: dict[str, Any] = {}
    # A list without an entry is an empty cell.
    if field.required and field.kind not in ("list", "array"):
        constraints["required"] = True
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.enum:
        constraints["enum"] = list(column.enum)
    return described | ({"constraints": constraints} if constraints else {})
