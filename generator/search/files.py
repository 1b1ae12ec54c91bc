"""The files of the search: one with all rows or, where facts are many, rows in blocks and where each word stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.pages.page import Page
from generator.pages.parts import Catalogue
from generator.search.rows import Rows
from generator.text.files import File

ROWS = "search/rows.json"
# One file holds so many facts; more are split.
MOST_FACTS = 2000


def search_files(catalogue: Catalogue, pages: Iterable[Page]) -> Iterator[File]:
    """The files that the search reads, as JSON; ``pages`` are all pages of the site."""
    rows = Rows(catalogue, pages)
    if len(rows.facts_in_order) <= MOST_FACTS:
        yield _json(ROWS, {**rows.head, "facts": rows.columns})


def _json(path: str, value: Any) -> File:
    return File(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
