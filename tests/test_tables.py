"""Tables of pages as CSV: what was put in comes out, no cell is a formula, and Excel reads Chinese."""

from __future__ import annotations

import csv
import io

import pytest

from generator.data.downloads import csv_files
from generator.pages.fact import MovedPage
from generator.pages.page import Link, Table
from generator.text.csv import BOM
from tests.sites import TINY, generated, read


def read_back(*cells: str, numbers: bool = False) -> list[str]:
    columns = tuple(f"c{number}" for number in range(len(cells)))
    link = Link(path="places/port/a.csv", name="CSV")
    table = Table(link=link, columns=columns, rows=(cells,), numbers=columns if numbers else ())
    page = MovedPage(
        path="a.md",
        template="moved",
        title="T",
        description="D",
        moved_on="today",
        to=Link(path="b.md", name="B"),
        csv=(table,),
    )
    (file,) = csv_files([page])
    assert file.path == "places/port/a.csv"
    head, row = csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline=""))
    assert tuple(head) == columns
    return row


def test_cells_come_back_as_they_were() -> None:
    cells = ['a "quoted" word', "one, two", "line\nbreak", "临港", "", "1/3", "133980000000"]
    assert read_back(*cells) == cells


def test_a_negative_number_stays_one_in_a_column_of_numbers_and_is_text_elsewhere() -> None:
    cells = ["-12.5", "-3", "-1/3", "12", ""]
    assert read_back(*cells, numbers=True) == cells
    assert read_back(*cells) == ["'-12.5", "'-3", "'-1/3", "12", ""]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "－1", " =1"])
def test_a_cell_that_a_program_would_run_is_text(cell: str) -> None:
    assert read_back(cell) == [f"'{cell}"]


def test_every_csv_file_of_the_site_has_the_mark_by_which_excel_knows_utf_8() -> None:
    files = {path: data for path, data in generated(read(TINY)).items() if path.endswith(".csv")}
    assert {path.partition("/")[0] for path in files} == {"charts", "compare", "data", "places"}
    assert [path for path, data in files.items() if not data.startswith(BOM) or data.count(BOM) > 1] == []
