"""The files of the search: one with all rows or, where facts are many, rows in blocks and where each word stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.pages.page import Page
from generator.pages.parts import Catalogue
from generator.search.rows import Rows
from generator.text.files import File

ROWS, SCRIPT = "search/rows.json", "search/search.js"
# What the script is made of, under the templates, each of what stands before it.
_MODULES = ("words.js", "finding.js", "search.js")
# One file holds so many facts; more are split.
MOST_FACTS = 2000


def search_script(templates: Path) -> File:
    """The script of the search in one file, without comments and indentation: half of what it weighs."""
    lines = ['import MiniSearch from "../javascripts/minisearch.js"']
    for name in _MODULES:
        for line in (templates / "search" / name).read_text("utf-8").splitlines():
            line = line.strip().removeprefix("export ")
            if line and not line.startswith(("//", "import ")):
                lines.append(line)
    return File(SCRIPT, "\n".join((*lines, "export {Finder, figure, read}", "")).encode())


def search_files(catalogue: Catalogue, pages: Iterable[Page]) -> Iterator[File]:
    """The files that the search reads, as JSON; ``pages`` are all pages of the site."""
    rows = Rows(catalogue, pages)
    if len(rows.facts_in_order) <= MOST_FACTS:
        yield _json(ROWS, {**rows.head, "facts": rows.columns})


def _json(path: str, value: Any) -> File:
    return File(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
