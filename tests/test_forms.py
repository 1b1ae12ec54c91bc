"""The data in forms with types: the same rows as in JSON, as real programs read them, and the same bytes each time."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pytest

from generator.data.forms import _cleared, parquet_files, sqlite_file, workbook
from generator.data.kinds import exact
from generator.data.tables import TABLES, Table, tables
from generator.pages.parts import Catalogue
from tests.browser import Site
from tests.hostile import PAYLOADS
from tests.made import content, fact, figure, record
from tests.sites import TODAY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["tiny", "real"])
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]


def stated(site: Site, table: Table[Any]) -> list[dict[str, Any]]:
    """The rows of a table as JSON has them, with a number for what is exact text."""
    rows = json.loads((site.folder / f"data/v1/{table.name}.json").read_text("utf-8"))[table.name]
    numbers = [field.name for field in table.fields if field.kind.as_cell is exact.as_cell]
    return [row | {name: float(exact.as_cell(row[name])) for name in numbers if row[name] is not None} for row in rows]


def test_parquet_has_the_rows_of_each_table_with_types(site: Site) -> None:
    for table in TABLES:
        path = site.folder / f"data/v1/{table.name}.parquet"
        found = duckdb.execute("FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        rows = [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in zip(names, row, strict=True)
            }
            for row in found.fetchall()
        ]
        assert rows == stated(site, table)
    facts = polars.read_parquet(site.folder / "data/v1/facts.parquet")
    assert str(facts["value"].dtype) == "Float64"
    assert str(facts["added"].dtype) == "Date"
    assert str(facts["topics"].dtype) == "List(String)"


def test_sqlite_has_the_rows_of_each_table_and_what_they_refer_to(site: Site) -> None:
    with sqlite3.connect(f"file:{site.folder}/data/v1/all.sqlite?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            found = [dict(row) for row in database.execute(f'SELECT * FROM "{table.name}"')]
            for row, wanted in zip(found, stated(site, table), strict=True):
                lists = {name: json.loads(row[name]) for name, value in wanted.items() if isinstance(value, list)}
                assert row | lists == wanted
    database.close()


def test_the_workbook_has_dates_numbers_and_truths_as_such(site: Site) -> None:
    sheets = pandas.read_excel(site.folder / "data/v1/all.xlsx", sheet_name=None, engine="openpyxl")
    (facts,) = (table for table in TABLES if table.name == "facts")
    wanted = stated(site, facts)
    assert sheets["facts"]["value"].dtype == "float64"
    assert str(sheets["facts"]["added"].dtype).startswith("datetime64")
    assert sheets["facts"]["id"].tolist() == [row["id"] for row in wanted]
    assert [one.date().isoformat() for one in sheets["facts"]["added"]] == [row["added"] for row in wanted]
    assert sheets["targets"]["is_past"].dtype == "bool"
    assert "licence" in sheets["about"].to_string()


def rows_of(*texts: str) -> dict[str, Any]:
    facts = [fact(f"f{n}", figure("1/3"), text=text, note=text) for n, text in enumerate(texts)]
    made = content([record("r1", *facts)])
    return tables(Catalogue(made, TODAY), None)


def test_the_same_rows_are_the_same_bytes_whatever_was_made_before() -> None:
    rows, about = rows_of("One.", "Two."), [("name", "A site")]
    for make in (parquet_files, sqlite_file, lambda of: workbook(of, about)):
        first = make(rows)
        make(rows_of(*(f"Another {n}." for n in range(20))))
        assert make(rows) == first


def test_no_day_of_a_build_is_in_the_workbook() -> None:
    with zipfile.ZipFile(BytesIO(workbook(rows_of("One."), []))) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        said = parts.read("docProps/core.xml").decode()
    assert str(datetime.now().year) not in said.replace("2026-01-01", "")


@pytest.mark.parametrize(
    "text", [*PAYLOADS[:40:6], "=1+1", "http://example.org/x", "'; DROP TABLE facts; --", "中文\u3000…"]
)
def test_any_text_is_that_text_in_every_form(tmp_path: Path, text: str) -> None:
    rows = rows_of(text)
    (tmp_path / "facts.parquet").write_bytes(parquet_files(rows)["facts"])
    assert duckdb.execute("SELECT text FROM read_parquet(?)", [str(tmp_path / "facts.parquet")]).fetchall() == [(text,)]
    (tmp_path / "all.sqlite").write_bytes(sqlite_file(rows))
    with sqlite3.connect(tmp_path / "all.sqlite") as database:
        assert database.execute("SELECT text, note FROM facts").fetchall() == [(text, text)]
    database.close()
    (tmp_path / "all.xlsx").write_bytes(workbook(rows, []))
    assert pandas.read_excel(tmp_path / "all.xlsx", "facts", keep_default_na=False)["text"].tolist() == [text]
    with zipfile.ZipFile(tmp_path / "all.xlsx") as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "sheets/" in name)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed (Debian: libreoffice-calc)")
def test_libreoffice_opens_the_workbook_with_its_types(site: Site, tmp_path: Path) -> None:
    shutil.copy(site.folder / "data/v1/all.xlsx", tmp_path)
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    ask = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form]
    subprocess.run([*ask, "--outdir", tmp_path, tmp_path / "all.xlsx"], check=True, capture_output=True)
    (made,) = tmp_path.glob("*.csv")
    facts = pandas.read_csv(made)
    (table,) = (table for table in TABLES if table.name == "facts")
    assert facts["added"].tolist() == [row["added"] for row in stated(site, table)]


def test_what_stands_in_free_space_and_who_wrote_it_is_cleared() -> None:
    with sqlite3.connect(":memory:") as database:
        database.execute("PRAGMA secure_delete = OFF")
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
        database.executemany("INSERT INTO t VALUES (?, ?)", [(n, f"SECRET {n:>40}") for n in range(60)])
        database.execute("DELETE FROM t WHERE id % 2")
        database.executemany("UPDATE t SET text = ? WHERE id = ?", [("kept", n) for n in range(0, 60, 2)])
        database.commit()
        data = bytearray(database.serialize())
    database.close()
    assert b"SECRET" in data
    _cleared(data)
    assert b"SECRET" not in data
    assert data[24:28] == data[92:96] == b"\0\0\0\1"
    with sqlite3.connect(":memory:") as database:
        database.deserialize(bytes(data))
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT DISTINCT text FROM t").fetchall() == [("kept",)]
    database.close()
