"""What can be downloaded: rows as CSV and JSON, what describes them, what looks citations up, the tables of pages.

A file of data has a row on each line, so that two versions compare line by line and compress well; where nothing
changed, only the day in one line of a JSON file differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from generator.data.columns import Row
from generator.data.forms import PARQUET, SQLITE, WORKBOOK, parquet_files, sqlite_file, workbook
from generator.data.lookup import lookup_file
from generator.data.page import data_page
from generator.data.published import Published, delta
from generator.data.schemas import (
    FIRST,
    FORMAT,
    FORMAT_CHANGES,
    PACKAGE,
    PACKAGE_OF_PARTS,
    Resource,
    delta_schema,
    file_schema,
    package,
    table_schema,
    table_schema_path,
)
from generator.data.signposts import CROISSANT, LINKS, citation_file, croissant, link_set, robots
from generator.data.tables import FACTS, TABLES, Table, parts, tables
from generator.model.records import Site
from generator.pages.page import DATA_FOLDER, DATA_PAGE, Page, address
from generator.pages.page import Table as PageTable
from generator.pages.parts import Catalogue
from generator.text.csv import csv_file, csv_line, guarded
from generator.text.files import File

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_INDENTED = json.JSONEncoder(ensure_ascii=False, indent=1).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The files, and the page that tells of them."""

    files: tuple[File, ...]
    page: Page


def downloads(catalogue: Catalogue, published: Published | None) -> Downloads:
    """Data and lookup of a day, compared with the data that were published last; None of these where there are none."""
    content = catalogue.content
    rows = tables(catalogue, published)
    resources = data_files(rows, parts(catalogue), delta(content, rows, published), content.site, catalogue.today)
    return Downloads(
        files=(
            *(resource.file for resource in resources),
            lookup_file(catalogue, published),
            citation_file(content.site),
            robots(content.site),
        ),
        page=data_page(catalogue, resources),
    )


def csv_files(pages: Iterable[Page]) -> tuple[File, ...]:
    """Every table of every page as a CSV file, its texts guarded against spreadsheets that would run them."""
    return tuple(File(table.link.path, _csv(table)) for page in pages for table in page.csv)


def _csv(table: PageTable) -> bytes:
    as_cell = [str if column in table.numbers else guarded for column in table.columns]
    lines = (csv_line(write(cell) for write, cell in zip(as_cell, row, strict=True)) for row in table.rows)
    return csv_file(table.columns, lines)


class _Line(NamedTuple):
    """A row written both ways."""

    json: bytes
    csv: bytes


def data_files(
    rows: Mapping[str, tuple[Row, ...]],
    parts: Iterable[tuple[str, list[str]]],
    delta: Mapping[str, Any],
    site: Site,
    today: date,
) -> tuple[Resource, ...]:
    """Every file of the data: whole tables, the facts of each part, the difference, schemas, package, changelog, and
    the tables in forms with types.

    ``rows`` are those of each table by its name, ``parts`` the ids of the facts of each address that has a part.
    """
    at = f"{site.url}{DATA_FOLDER}/"
    head = {
        "format": FORMAT,
        "generated_at": today.isoformat(),
        "site": site.url,
        "attribution": site.name,
        "licence": site.licence,
        "licence_url": site.licence_url,
    }
    found: list[Resource] = []
    lines = {table.name: tuple(_lines(table, rows[table.name])) for table in TABLES}
    for table in TABLES:
        found += _of_table(table, lines[table.name], at, head)
    line_of = {row["id"]: line for row, line in zip(rows["facts"], lines["facts"], strict=True)}
    for of, facts in parts:
        found += _of_table(FACTS, tuple(line_of[id] for id in facts), at, head, of)
    found.append(_json("delta.json", {"$schema": f"{at}schemas/delta.json", **head, **delta}))
    packages = [
        _json(path, package(path, [one for one in found if (one.of is not None) is are_parts], site, today, at))
        for path, are_parts in ((PACKAGE, False), (PACKAGE_OF_PARTS, True))
    ]
    updated = max((str(row["added"]) for row in rows["facts"]), default=FIRST.isoformat())
    found += (_json(CROISSANT, croissant(found, site, updated)), _json(LINKS, link_set(found, site)))
    found += (_json(f"schemas/{table.name}.json", file_schema(table, at)) for table in TABLES)
    for table, is_part in (*((table, False) for table in TABLES), (FACTS, True)):
        found.append(_json(table_schema_path(table, is_part=is_part), table_schema(table, is_part=is_part)))
    found += (_json("schemas/delta.json", delta_schema(at)), *packages, _changelog())
    typed = parquet_files(rows)
    found += (_file(f"{one.name}.{PARQUET}", typed[one.name], one, None, len(rows[one.name])) for one in TABLES)
    about = (
        (site.name, site.description),
        ("site", site.url),
        ("licence", f"{site.licence}: {site.licence_url}"),
        ("columns", f"What each means: {site.url}{address(DATA_PAGE)}"),
    )
    found += (_file(SQLITE, sqlite_file(rows)), _file(WORKBOOK, workbook(rows, about)))
    # The hash of every file, as the command sha256sum checks them.
    return (*found, _file("SHA256SUMS", "".join(f"{one.sha256}  {one.path}\n" for one in found).encode()))


def _file(path: str, data: bytes, table: Table[Any] | None = None, of: str | None = None, rows: int = 0) -> Resource:
    file = File(f"{DATA_FOLDER}/{path}", data)
    return Resource(file=file, path=path, sha256=sha256(data).hexdigest(), table=table, of=of, rows=rows)


def _of_table(
    table: Table[Any], lines: tuple[_Line, ...], at: str, head: dict[str, str], of: str | None = None
) -> Iterator[Resource]:
    """A table, whole or the part of it that is ``of`` one thing, as two files."""
    name = f"{of}/{table.name}" if of else table.name
    columns = (field.name for field in table.fields)
    yield _file(f"{name}.csv", csv_file(columns, (line.csv for line in lines)), table, of, len(lines))
    rows = b",\n".join(line.json for line in lines)
    opened = {
        "$schema": f"{at}schemas/{table.name}.json",
        **head,
        **({"of": of} if of else {}),
        "count": len(lines),
        # Of the rows as they stand below: the same as long as no row differs, whatever the day.
        "content_sha256": sha256(rows).hexdigest(),
    }
    begin = _INDENTED(opened).removesuffix("\n}") + f',\n "{table.name}": [\n'
    yield _file(f"{name}.json", b"".join((begin.encode(), rows, b"\n ]\n}\n")), table, of, len(lines))


def _lines(table: Table[Any], rows: Iterable[Row]) -> Iterator[_Line]:
    """The rows of a table, each written both ways."""
    in_cells = [field.kind.as_cell for field in table.fields]
    for row in rows:
        # These end a line of JavaScript before ES2019, and nothing else than text holds them.
        text = _COMPACT(row).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        cells = ["" if value is None else write(value) for write, value in zip(in_cells, row.values(), strict=True)]
        yield _Line(text.encode(), csv_line(cells))


def _json(path: str, value: Any) -> Resource:
    return _file(path, f"{_INDENTED(value)}\n".encode())


def _changelog() -> Resource:
    about = "What changed in the form of the data, newest first. The data themselves: changes.json and delta.json."
    lines = (about, "", *(f"{version}  {day}  {what}" for version, day, what in FORMAT_CHANGES), "")
    return _file("CHANGELOG.txt", "\n".join(lines).encode())
