"""CSV files (RFC 4180) that spreadsheets open as they are meant: in UTF-8, and no text of theirs run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

# Excel takes a CSV file for UTF-8 only with this before it; pandas, R and LibreOffice know to skip it.
BOM = b"\xef\xbb\xbf"
# What spreadsheets drop or do not show before the first sign of a cell: white space (full-width, no-break and other
# spaces), controls, and what Unicode calls format characters or default ignorable, the byte order mark among them.
_HIDDEN = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# What a spreadsheet takes for the beginning of a formula, in half width and full (OWASP, "CSV Injection"). Apostrophes
# before it are ours already, or the text's own: one more can always be taken off again.
_FORMULA = re.compile(rf"['{_HIDDEN}]*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Text that no spreadsheet runs: with an apostrophe before what could begin a formula.

    To undo it, take one apostrophe off text that begins with one and that would be guarded without it too.
    """
    return f"'{text}" if _FORMULA.match(text) else text


class _Echo:
    """A file for csv.writer that hands back what was to be written."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo())


def csv_line(cells: Iterable[str]) -> bytes:
    """A line of CSV, its cells as they are: ``guarded`` is for the caller, who knows which of them are free text."""
    line: str = _WRITER.writerow(cells)
    return line.encode()


def csv_file(columns: Iterable[str], lines: Iterable[bytes]) -> bytes:
    """A CSV file of a header and lines made by ``csv_line``, with a byte order mark."""
    return b"".join((BOM, csv_line(columns), *lines))
