"""Tables that readers can take away, as CSV (RFC 4180): all of it text, none of it a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from generator.pages.page import Page, Table
from generator.text.files import File

# What spreadsheet programs take for a formula or a command.
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"-\d+(?:\.\d+)?")


def csv_files(pages: Iterable[Page]) -> tuple[File, ...]:
    """Every table of every page as a file."""
    return tuple(File(table.link.path, _csv(table)) for page in pages for table in page.csv)


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows(map(_harmless, table.rows))
    return text.getvalue().encode()


def _harmless(row: Iterable[str]) -> list[str]:
    """Cells that no program runs: an apostrophe in front says that what follows is text."""
    return [f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell for cell in row]
