"""Tables as CSV: what was put in comes out, and no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest

from generator.data.page_csv import csv_files
from generator.pages.fact import MovedPage
from generator.pages.page import Link, Table


def read_back(*cells: str) -> list[str]:
    table = Table(link=Link(path="places/port/a.csv", name="CSV"), columns=("a",) * len(cells), rows=(cells,))
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
    head, row = csv.reader(io.StringIO(file.data.decode(), newline=""))
    assert head == ["a"] * len(cells)
    return row


def test_cells_come_back_as_they_were() -> None:
    cells = ['a "quoted" word', "one, two", "line\nbreak", "临港", "", "1/3", "-12.5", "-3", "133980000000"]
    assert read_back(*cells) == cells


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "-A1", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "- a"])
def test_a_cell_that_a_program_would_run_is_text(cell: str) -> None:
    assert read_back(cell) == [f"'{cell}"]
