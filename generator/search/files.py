"""The files of the search: one with all rows or, where facts are many, rows in blocks and where each word stands; and
what the pages that filter and compare ask for besides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.pages.page import Page
from generator.pages.parts import Catalogue
from generator.search.changed import changed_rows
from generator.search.compared import compared_rows
from generator.search.rows import Rows
from generator.search.table import table_rows
from generator.text.files import File

ROWS, TABLE, COMPARED = "search/rows.json", "search/table.json", "search/compared.json"
# The scripts, and what each is made of, under the templates.
SCRIPTS = {
    "search/search.js": ("words.js", "page.js", "finding.js", "search.js"),
    "search/many.js": ("many.js",),
    "search/table.js": ("page.js", "table.js"),
    "search/compare.js": ("page.js", "compare.js"),
    "search/changes.js": ("page.js", "changes.js"),
}
# What the first asks for, and what it has for the others and for tests.
_LIBRARY = 'import MiniSearch from "../javascripts/minisearch.js"'
_IS_OWN_IMPORT = re.compile(r"import .* from ")
_SHARED = "export {cut, figure, finished, Finder, read, typed}"
# One file holds so many facts. More come in blocks of so many, with so many files that say which facts have a word.
MOST_FACTS, BLOCK, PARTS = 2000, 32, 128
# A word that more than this share of all facts has tells none from others.
_COMMON = 1 / 12


def search_scripts(templates: Path) -> Iterator[File]:
    """The scripts of the search, the modules of each in one file, without comments and indentation, which are a third
    of what they weigh."""
    for path, modules in SCRIPTS.items():
        lines = [
            line.strip()
            for name in modules
            for line in (templates / "search" / name).read_text("utf-8").splitlines()
            if line.strip() and not line.lstrip().startswith("//")
        ]
        if len(modules) > 1:
            # In one file, none asks another for anything.
            lines = [line.removeprefix("export ") for line in lines if not _IS_OWN_IMPORT.match(line)]
        if path == "search/search.js":
            lines = [_LIBRARY, *lines, _SHARED]
        yield File(path, "\n".join((*lines, "")).encode())


def search_files(catalogue: Catalogue, pages: Iterable[Page]) -> Iterator[File]:
    """The files that the search reads, as JSON; ``pages`` are all pages of the site."""
    rows = Rows(catalogue, pages)
    count = len(rows.facts_in_order)
    # The columns of facts are made before the tables that they name values of.
    columns = rows.columns
    for year, changed in changed_rows(rows).items():
        yield _json(f"search/changed/{year}.json", changed)
    yield _json(COMPARED, compared_rows(catalogue))
    yield _json(TABLE, table_rows(rows, has_all=count <= MOST_FACTS))
    if count <= MOST_FACTS:
        yield _json(ROWS, {**rows.head, "facts": columns})
        return
    yield _json(ROWS, {**rows.head, "block": BLOCK, "parts": PARTS})
    for first in range(0, count, BLOCK):
        block = {name: column[first : first + BLOCK] for name, column in columns.items()}
        yield _json(f"search/facts/{first // BLOCK}.json", block)
    parts: list[dict[str, list[int]]] = [{} for _ in range(PARTS)]
    for word, facts in sorted(rows.facts_by_word().items()):
        if len(facts) <= count * _COMMON:
            # Each number less the one before it, which compresses well.
            parts[part_of(word)][word] = [fact - last for last, fact in zip((0, *facts), facts, strict=False)]
    for number, part in enumerate(parts):
        yield _json(f"search/words/{number}.json", part)


def part_of(word: str) -> int:
    """The number of the file that has a word, by its first two signs, so that words that begin alike lie together."""
    return (ord(word[0]) * 31 + ord(word[1:2] or " ")) % PARTS


def _json(path: str, value: Any) -> File:
    return File(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
