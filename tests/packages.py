"""A data package held against the rules of Data Package 2.0 and Table Schema (Frictionless), as far as ours uses them.

Written from the specification, and knows nothing of the generator: what it reads is what a re-user has.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

Files = Mapping[str, bytes]
Rows = list[dict[str, Any]]


def _boolean(cell: str) -> bool:
    return {"true": True, "false": False}[cell]


def _number(cell: str) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", cell):
        raise ValueError(cell)
    return float(cell)


def _integer(cell: str) -> int:
    if not re.fullmatch(r"-?\d+", cell):
        raise ValueError(cell)
    return int(cell)


READ: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": date.fromisoformat,
    "array": json.loads,
}


def rows_of(data: bytes, schema: dict[str, Any]) -> Rows:
    """A CSV file's rows as values of their fields' types. Raises ``ValueError`` or ``KeyError`` at the first other."""
    head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    fields = schema["fields"]
    if head != [field["name"] for field in fields]:
        raise ValueError(f"the header is not that of the fields: {head}")
    for line in lines:
        if len(line) != len(head):
            raise ValueError(f"a row of {len(line)} cells")
    return [{field["name"]: _value(field, cell) for field, cell in zip(fields, line, strict=True)} for line in lines]


def _value(field: dict[str, Any], cell: str) -> Any:
    if cell == "":
        return [] if field["type"] in ("list", "array") else None
    if field["type"] == "list":
        return cell.split(field["delimiter"])
    return READ[field["type"]](cell)


def package_of(files: Files, folder: str, name: str = "datapackage.json") -> dict[str, Any]:
    """A package, with the schemas that it names in their places."""
    package: dict[str, Any] = json.loads(files[f"{folder}/{name}"])
    for resource in package["resources"]:
        if isinstance(path := resource.get("schema"), str):
            resource["schema"] = json.loads(files[f"{folder}/{path}"])
    return package


def faults(files: Files, folder: str, name: str = "datapackage.json") -> Iterator[str]:
    """What is wrong with a package in a folder: descriptor, files, cells, keys."""
    package = package_of(files, folder, name)
    resources = package["resources"]
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", package["name"]):
        yield f"the package's name {package['name']!r}"
    for licence in package["licenses"]:
        if not re.fullmatch(r"[-a-zA-Z0-9._]+", licence["name"]):
            yield f"the licence's name {licence['name']!r}"
    names = [resource["name"] for resource in resources]
    if len(set(names)) != len(names):
        yield "two resources of one name"
    tables: dict[str, Rows] = {}
    for resource in resources:
        yield from (f"{resource['name']}: {fault}" for fault in _of_file(resource, files, folder))
        if resource.get("type") == "table":
            try:
                tables[resource["name"]] = rows_of(files[f"{folder}/{resource['path']}"], resource["schema"])
            except (KeyError, ValueError) as error:
                yield f"{resource['name']}: {error!r}"
    for resource in resources:
        if resource["name"] in tables:
            found = _of_table(resource["schema"], tables[resource["name"]], tables)
            yield from (f"{resource['name']}: {fault}" for fault in found)


def _of_file(resource: dict[str, Any], files: Files, folder: str) -> Iterator[str]:
    path = resource["path"]
    if path.startswith("/") or ".." in path or "://" in path:
        yield f"the path {path!r} is not safe"
    data = files.get(f"{folder}/{path}")
    if data is None:
        yield f"there is no file {path!r}"
        return
    if resource["bytes"] != len(data):
        yield "its size is another"
    if resource["hash"] != f"sha256:{sha256(data).hexdigest()}":
        yield "its hash is another"


def _of_table(schema: dict[str, Any], rows: Rows, tables: Mapping[str, Rows]) -> Iterator[str]:
    for field in schema["fields"]:
        if not field.get("title") or not field.get("description"):
            yield f"{field['name']} is not described"
        values = [row[field["name"]] for row in rows]
        yield from (f"{field['name']}: {fault}" for fault in _of_values(field.get("constraints", {}), values))
    key = schema["primaryKey"]
    keys = [tuple(row[name] for name in key) for row in rows]
    if len(set(keys)) != len(keys):
        yield "two rows have one key"
    for foreign in schema.get("foreignKeys", ()):
        reference, (name,) = foreign["reference"], foreign["fields"]
        known = {row[reference["fields"][0]] for row in tables.get(reference["resource"], ())}
        if lost := {row[name] for row in rows if row[name] is not None} - known:
            yield f"{name} names what is not there: {sorted(lost)[:3]}"


def _of_values(constraints: dict[str, Any], values: list[Any]) -> Iterator[str]:
    given = [value for value in values if value is not None]
    if constraints.get("required") and len(given) != len(values):
        yield "empty where a value is required"
    if pattern := constraints.get("pattern"):
        yield from (f"{value!r} is not as {pattern}" for value in given if not re.fullmatch(pattern, str(value)))
    if among := constraints.get("enum"):
        yield from (f"{value!r} is none of those listed" for value in given if value not in among)
