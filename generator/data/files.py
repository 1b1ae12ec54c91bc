"""Rows as files to download: JSON and CSV, their schemas, and a data package that describes them.

Every file has its rows in the order of their key, one a line, so that two versions compare line by line and
compress well; where nothing changed, only the day in one line of a JSON file differs.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from operator import attrgetter
from typing import Any

from generator.data.columns import DELIMITER, FORMAT, FORMAT_CHANGES, Field, Kind, Resource, Table
from generator.data.delta import Delta
from generator.data.rows import TABLE, TABLES
from generator.data.schemas import delta_schema, file_schema, package
from generator.model.records import Site
from generator.pages.page import DATA_FOLDER
from generator.text.files import File

# What a spreadsheet takes for the beginning of a formula, in half width and full (OWASP, "CSV Injection"). Quotes
# before it are ours already, or the text's own: one more can always be taken off again.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
# Excel takes a CSV file for UTF-8 only with this before it; pandas, R and LibreOffice know to skip it.
BOM = b"\xef\xbb\xbf"
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat).encode


@dataclass(frozen=True, slots=True)
class Data:
    """The files of the data, and those of them that hold rows or the difference, as the data package names them."""

    files: tuple[File, ...]
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class _Lines:
    """A row written both ways."""

    json: bytes
    csv: bytes


def data_files(
    tables: Mapping[str, tuple[Any, ...]],
    parts: Iterable[tuple[str, tuple[Any, ...]]],
    delta: Delta,
    site: Site,
    today: date,
) -> Data:
    """Every file of the data: whole tables, the facts of each part, the difference, schemas, package, changelog."""
    written = {table.name: tuple(_lines(table, tables[table.name])) for table in TABLES}
    line_of = {row.id: lines for row, lines in zip(tables["facts"], written["facts"], strict=True)}
    resources: list[Resource] = []
    files: list[File] = []
    for table in TABLES:
        _add(files, resources, table, table.name, written[table.name], site, today)
    for of, rows in parts:
        lines = tuple(line_of[row.id] for row in rows)
        _add(files, resources, TABLE["facts"], f"{of}/facts", lines, site, today, of=of)
    changed = _delta(delta, site, today)
    resources.append(_resource("delta", changed))
    schemas = [_pretty(f"schemas/{table.name}.json", file_schema(table, _at(site))) for table in TABLES]
    schemas.append(_pretty("schemas/delta.json", delta_schema(_at(site))))
    described = _pretty("datapackage.json", package(resources, site, today, _at(site)))
    others = (*schemas, described, _changelog())
    sums = _sums((*resources, *(_resource(file.path, file) for file in others)))
    return Data(files=(*files, changed, *others, sums), resources=tuple(resources))


def _at(site: Site) -> str:
    return f"{site.url}{DATA_FOLDER}/"


def _add(
    files: list[File],
    resources: list[Resource],
    table: Table,
    name: str,
    lines: tuple[_Lines, ...],
    site: Site,
    today: date,
    of: str | None = None,
) -> None:
    """One table, whole or in part, as two files."""
    made = (
        File(f"{DATA_FOLDER}/{name}.csv", _csv(table, lines)),
        File(f"{DATA_FOLDER}/{name}.json", _json(table, lines, site, today, of)),
    )
    files.extend(made)
    resources.extend(_resource(name, file, table, of, len(lines)) for file in made)


def _resource(name: str, file: File, table: Table | None = None, of: str | None = None, rows: int = 0) -> Resource:
    return Resource(
        name=name,
        path=file.path.removeprefix(f"{DATA_FOLDER}/"),
        size=len(file.data),
        sha256=sha256(file.data).hexdigest(),
        table=table,
        of=of,
        rows=rows,
    )


def _lines(table: Table, rows: Iterable[Any]) -> Iterator[_Lines]:
    """The rows of a table, each written both ways."""
    names = [field.name for field in table.fields]
    values_of = attrgetter(*names)
    in_cells = [_in_cell(field) for field in table.fields]
    for row in rows:
        values = values_of(row)
        text = _COMPACT(dict(zip(names, values, strict=True)))
        # These end a line of JavaScript before ES2019, and nothing else than text holds them.
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        cells = ["" if value is None else write(value) for write, value in zip(in_cells, values, strict=True)]
        yield _Lines(text.encode(), csv_line(cells))


def _in_cell(field: Field) -> Callable[[Any], str]:
    """How a value of a column is text in a cell; text alone can be taken for a formula, so text alone is guarded."""
    # What has a form of its own is an id, a date, an address or a number, and never a formula; nor is a word of ours.
    return str if field.column.pattern or field.column.enum else _IN_CELL[field.kind]


def guarded(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would begin a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


_IN_CELL: Mapping[Kind, Callable[[Any], str]] = {
    "string": guarded,
    "integer": str,
    "number": lambda value: f"{Decimal(str(value)):f}",
    "boolean": lambda value: "true" if value else "false",
    "date": str,
    "list": lambda value: guarded(DELIMITER.join(value)),
    "array": lambda value: json.dumps(value, ensure_ascii=False) if value else "",
}


class _Echo:
    """A file for csv.writer that hands back what was to be written."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo())


def csv_line(cells: Iterable[str]) -> bytes:
    """A line of CSV (RFC 4180)."""
    line: str = _WRITER.writerow(cells)
    return line.encode()


def _csv(table: Table, lines: Iterable[_Lines]) -> bytes:
    head = csv_line(field.name for field in table.fields)
    return b"".join((BOM, head, *(line.csv for line in lines)))


def _json(table: Table, lines: tuple[_Lines, ...], site: Site, today: date, of: str | None) -> bytes:
    rows = b",\n".join(line.json for line in lines)
    head = {
        "$schema": f"{_at(site)}schemas/{table.name}.json",
        **_head(site, today),
        **({"of": of} if of else {}),
        "count": len(lines),
        # Of the rows as they stand below: the same as long as no row differs, whatever the day.
        "content_sha256": sha256(rows).hexdigest(),
    }
    opened = _indented(head).removesuffix("\n}")
    return b"".join((f'{opened},\n "{table.name}": [\n'.encode(), rows, b"\n ]\n}\n"))


def _head(site: Site, today: date) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "generated_at": today.isoformat(),
        "site": site.url,
        "attribution": site.name,
        "licence": site.licence,
        "licence_url": site.licence_url,
    }


def _indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _pretty(path: str, value: Any) -> File:
    return File(f"{DATA_FOLDER}/{path}", (_indented(value) + "\n").encode())


def _delta(delta: Delta, site: Site, today: date) -> File:
    def changes(found: Iterable[Any]) -> list[dict[str, Any]]:
        return [
            {
                "address": row.address,
                "fields": [{"name": field.name, "was": field.was, "now": field.now} for field in row.fields],
            }
            for row in found
        ]

    base = delta.base
    value = {
        "$schema": f"{_at(site)}schemas/delta.json",
        **_head(site, today),
        "base": {"generated_at": base[0].isoformat(), "content_sha256": base[1]} if base else None,
        "added": delta.added,
        "corrected": changes(delta.corrected),
        "withdrawn": changes(delta.withdrawn),
        "changed": changes(delta.changed),
        "moved": delta.moved,
    }
    return _pretty("delta.json", value)


def _changelog() -> File:
    lines = [
        "What changed in the form of the data, newest first. The data themselves: changes.json and delta.json.",
        "",
    ]
    lines += [f"{version}  {day}  {what}" for version, day, what in reversed(FORMAT_CHANGES)]
    return File(f"{DATA_FOLDER}/CHANGELOG.txt", ("\n".join(lines) + "\n").encode())


def _sums(resources: Iterable[Resource]) -> File:
    """The hash of every file, as the command sha256sum checks them."""
    lines = (f"{one.sha256}  {one.path}\n" for one in resources)
    return File(f"{DATA_FOLDER}/SHA256SUMS", "".join(lines).encode())
