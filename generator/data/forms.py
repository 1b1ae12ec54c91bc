"""The tables for programs that want types: each as Parquet, and all together as one SQLite database and one workbook.

The same rows always give the same bytes: nothing here holds the day, or the version of a library where that can be
left out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.data.columns import Field, Row
from generator.data.kinds import exact
from generator.data.tables import TABLES, Table

PARQUET, SQLITE, WORKBOOK = "parquet", "all.sqlite", "all.xlsx"
# The sheets of the workbook: what is read in rows. The other tables are for programs.
_SHEETS = ("facts", "figures", "targets", "series", "corrections", "sources", "places", "organisations", "measures")
# The types of DuckDB (2.0) and of SQLite (3) for those of Table Schema.
_DUCKDB = {
    "string": "VARCHAR",
    "date": "DATE",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "list": "VARCHAR[]",
    "array": "VARCHAR[]",
}
_SQLITE = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}
# The day that a workbook says it was made on: any that never changes.
_MADE = datetime(2026, 1, 1)


# Tables as they were written last, by what they are made of: after an edit most are the same. So many are kept, of the
# real content half a megabyte each time.
_WRITTEN: dict[bytes, bytes] = {}
_MOST_WRITTEN = 4 * len(TABLES)


def parquet_files(rows: Mapping[str, tuple[Row, ...]]) -> dict[str, bytes]:
    """Each table as Apache Parquet, by its name; ``rows`` are those of every table."""
    made_of = {table.name: _made_of(table, rows[table.name]) for table in TABLES}
    keys = {name: blake2b("\0".join(texts).encode(), digest_size=16).digest() for name, texts in made_of.items()}
    new = {keys[name]: texts for name, texts in made_of.items() if keys[name] not in _WRITTEN}
    if new:
        _WRITTEN.update(zip(new, _in_parquet(new.values()), strict=True))
    found = {name: _WRITTEN[key] for name, key in keys.items()}
    for key in [*_WRITTEN][: max(0, len(_WRITTEN) - _MOST_WRITTEN)]:
        del _WRITTEN[key]
    return found


def _made_of(table: Table[Any], rows: Iterable[Row]) -> tuple[str, str]:
    """The types of a table's columns, and its rows, both as JSON."""
    types = {field.name: _duckdb_type(field) for field in table.fields}
    return json.dumps([types]), json.dumps([_typed(table, row) for row in rows], ensure_ascii=False)


def _in_parquet(tables: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    # It takes a tenth of a second to load, which most commands need not wait for.
    import duckdb

    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as database:
        # Rows stay in their order, so that the same rows are the same bytes.
        database.execute("SET preserve_insertion_order = true")
        path = Path(folder, "table")
        for types, rows in tables:
            database.execute(
                f"COPY (SELECT unnest(from_json(?::JSON, ?), recursive := true)) TO '{path}' (FORMAT parquet)",
                [rows, types],
            )
            yield path.read_bytes()


def sqlite_file(rows: Mapping[str, tuple[Row, ...]]) -> bytes:
    """Every table of one SQLite database, with its key and what it refers to. Lists are JSON texts."""
    with sqlite3.connect(":memory:") as database:
        for table in TABLES:
            database.execute(_created(table))
            places = ", ".join("?" * len(table.fields))
            lines = (tuple(map(_sqlite_value, _typed(table, row).values())) for row in rows[table.name])
            database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', lines)  # noqa: S608 (names of ours)
        database.commit()
        database.execute("VACUUM")
        data = bytearray(database.serialize())
    database.close()
    _cleared(data)
    return bytes(data)


def _cleared(data: bytearray) -> None:
    """Take out of a database what differs from one version of SQLite to the next and says nothing (its file format,
    sections 1.3 and 1.6): how often and by which version it was written, and what happens to stand in free space."""
    data[24:28] = data[92:96] = (1).to_bytes(4, "big")
    data[96:100] = (3_000_000).to_bytes(4, "big")
    size = int.from_bytes(data[16:18], "big")
    for page in range(0, len(data), size):
        head = page + (100 if page == 0 else 0)
        if (kind := data[head]) not in (2, 5, 10, 13):
            continue  # the rest of a long value
        cells = int.from_bytes(data[head + 3 : head + 5], "big")
        begin = head + (12 if kind in (2, 5) else 8) + 2 * cells
        end = page + (int.from_bytes(data[head + 5 : head + 7], "big") or 65536)
        data[begin:end] = bytes(end - begin)
        free = int.from_bytes(data[head + 1 : head + 3], "big")
        while free:
            at = page + free
            end = at + int.from_bytes(data[at + 2 : at + 4], "big")
            data[at + 4 : end] = bytes(end - at - 4)
            free = int.from_bytes(data[at : at + 2], "big")


def workbook(rows: Mapping[str, tuple[Row, ...]], about: Iterable[tuple[str, str]]) -> bytes:
    """The tables that people read, a sheet each, with dates, numbers and truths as such; before them ``about``, in
    lines of two cells."""
    from xlsxwriter import Workbook

    out = BytesIO()
    # Nothing is taken for a formula, a link or a number that is a text.
    told = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, told)
    book.set_properties({"created": _MADE})
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    meanings = [(table.name, table.about) for table in TABLES if table.name in _SHEETS]
    for number, (name, said) in enumerate((*about, *meanings)):
        sheet.write_string(number, 0, name, head)
        sheet.write_string(number, 1, said)
    for table in sorted((table for table in TABLES if table.name in _SHEETS), key=lambda one: _SHEETS.index(one.name)):
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 1)
        for column, field in enumerate(table.fields):
            sheet.write_string(0, column, field.name, head)
            sheet.set_column(column, column, 60 if field.name == "text" else 14)
        for line, row in enumerate(rows[table.name], 1):
            for column, (field, value) in enumerate(zip(table.fields, _typed(table, row).values(), strict=True)):
                match value:
                    case None:
                        pass
                    case bool():
                        sheet.write_boolean(line, column, value)
                    case int() | float():
                        sheet.write_number(line, column, value)
                    case str() if field.kind.type == "date":
                        sheet.write_datetime(line, column, date.fromisoformat(value), day)
                    case str():
                        sheet.write_string(line, column, value)
                    case _:
                        sheet.write_string(line, column, field.kind.as_cell(value))
        sheet.autofilter(0, 0, max(1, len(rows[table.name])), len(table.fields) - 1)
    book.close()
    return out.getvalue()


def _typed(table: Table[Any], row: Row) -> dict[str, Any]:
    """A row with numbers for what JSON has as exact text."""
    return {
        field.name: float(exact.as_cell(value)) if field.kind.as_cell is exact.as_cell and value is not None else value
        for field, value in zip(table.fields, row.values(), strict=True)
    }


def _duckdb_type(field: Field) -> str:
    return "DOUBLE" if field.kind.as_cell is exact.as_cell else _DUCKDB[field.kind.type]


def _created(table: Table[Any]) -> str:
    lines = []
    for field in table.fields:
        type_ = "REAL" if field.kind.as_cell is exact.as_cell else _SQLITE.get(field.kind.type, "TEXT")
        needed = " NOT NULL" if field.required else ""
        to = f' REFERENCES "{field.refers_to}"' if field.refers_to and "list" not in field.kind.type else ""
        lines.append(f'"{field.name}" {type_}{needed}{to}')
    if keys := ", ".join(f'"{field.name}"' for field in table.fields if field.is_key):
        lines.append(f"PRIMARY KEY ({keys})")
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _sqlite_value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
