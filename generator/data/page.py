"""The page about the data, made from the same columns as the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from generator.data.columns import Field
from generator.data.forms import PARQUET, SQLITE, WORKBOOK
from generator.data.published import ADDRESSED
from generator.data.schemas import FIRST, FORMAT, FORMAT_CHANGES, PACKAGE, PACKAGE_OF_PARTS, Resource
from generator.data.signposts import CROISSANT, LINKS
from generator.data.tables import DERIVED, FACTS, TABLES
from generator.model.records import Organisation, Place
from generator.model.versions import HASHED
from generator.model.words import counted, day_in_words
from generator.pages.cite import github_name
from generator.pages.long_lists import is_long
from generator.pages.page import (
    DATA_FOLDER,
    DATA_PAGE,
    MANIFEST,
    MEDIA_TYPES,
    TYPED_MEDIA_TYPES,
    DataFile,
    Link,
    Page,
    address,
    view,
)
from generator.pages.parts import Catalogue


@view
class Download:
    """A file of the data with its size and the beginning of its hash."""

    link: Link
    size: str
    sha256: str


@view
class DataTable:
    """A table of the data: what it holds, its files, and its columns with type and meaning."""

    id: str
    title: str
    about: str
    rows: str
    files: tuple[Download, ...]
    columns: tuple[tuple[str, str, str], ...]
    count_of_columns: str


@view
class DataPart:
    """The facts of one place or organisation as files."""

    of: Link
    rows: str
    files: tuple[Download, ...]


@view
class Line:
    """A line to copy: what it is for, the program that it is for, and the line."""

    about: str
    program: str
    line: str


@view
class DataPage(Page):
    """The page of the data: when they were made, how to cite them, and every file with its size and hash."""

    made_on: str
    size: str
    cite: str
    licence: str
    licence_url: str
    folder: str
    format: str
    format_changes: tuple[tuple[str, str, str], ...]
    tables: tuple[DataTable, ...]
    parts: tuple[DataPart, ...]
    # How many parts there are, where these are too many for one page.
    many_parts: str | None
    others: tuple[tuple[Download, str], ...]
    compared: str
    lines: tuple[Line, ...]
    derived: tuple[str, ...]
    hashed: tuple[str, ...]
    # The manifest of every published file, and the repository whose workflow signs it, if the site names one on GitHub.
    manifest: str
    signed_by: str


# The files that are no table, and what each is for.
_OTHERS = {
    WORKBOOK: "The tables that people read, a sheet each, for Excel and LibreOffice, with dates and numbers as such",
    SQLITE: "All tables as one SQLite database, with keys",
    PACKAGE: "Describes all of these to programs: Data Package 2.0 (Frictionless)",
    PACKAGE_OF_PARTS: "The same of the files of each place and organisation",
    CROISSANT: "Describes the tables to programs for machine learning: Croissant 1.0 (MLCommons)",
    LINKS: "The links between pages and files of data: a link set (RFC 9264)",
    "SHA256SUMS": "The hash of every file, for sha256sum --check",
    "CHANGELOG.txt": "What changed in the form of the data",
    "delta.json": "What differs from the data that were published before these",
}
# So many digits of a file's hash fit in a table; SHA256SUMS has all of them.
_DIGITS = 12
_TYPES = {"string": "text", "list": "texts, separated by ;", "array": "texts, as JSON"}


def data_page(catalogue: Catalogue, resources: Sequence[Resource]) -> DataPage:
    """What is in the data, where, and what every column means."""
    content = catalogue.content
    site = content.site
    page = DATA_PAGE
    made_on = day_in_words(catalogue.today)
    of = {resource.path: resource for resource in resources}
    parts = tuple(_parts(catalogue, resources))
    return DataPage(
        path=page,
        template="data",
        has_contents=True,
        title="Data",
        description="Every fact with its source, status and history as CSV, JSON, Parquet, SQLite and workbook.",
        data=tuple(
            DataFile(
                path=one.file.path,
                name=f"{one.table.title}, as {_form(one.path)}",
                media_type=(MEDIA_TYPES | TYPED_MEDIA_TYPES)[one.path.rpartition(".")[2]],
                # That of JSON changes with the day.
                sha256="" if one.path.endswith(".json") else one.sha256,
            )
            for one in resources
            if one.table and one.of is None
        ),
        made_on=made_on,
        size=f"{counted(len(content.facts), 'fact')} from {counted(len(content.records), 'source')}",
        cite=f"{site.name}, “Data”, as of {made_on}. {site.url}{address(page)}, accessed [day]. {site.licence}.",
        licence=site.licence,
        licence_url=site.licence_url,
        folder=f"{site.url}{DATA_FOLDER}/",
        format=FORMAT,
        format_changes=tuple((version, day_in_words(day), what) for version, day, what in FORMAT_CHANGES),
        tables=tuple(_tables(resources)),
        parts=() if is_long(len(parts)) else parts,
        many_parts=f"{len(parts):,}" if is_long(len(parts)) else None,
        others=tuple((_download(of[path]), about) for path, about in _OTHERS.items()),
        compared=f"{', '.join(ADDRESSED[:-1])} and {ADDRESSED[-1]}",
        lines=lines(f"{site.url}{DATA_FOLDER}/", min((fact.added for fact in content.facts.values()), default=FIRST)),
        derived=tuple(field.name for field in FACTS.fields if field.name in DERIVED),
        hashed=HASHED,
        manifest=f"{site.url}{MANIFEST}",
        signed_by=github_name(site),
    )


def lines(at: str, day: date) -> tuple[Line, ...]:
    """Lines to copy, for the data under an address; ``day`` is the one that is asked for as an example."""
    # No sign that Markdown would take for the beginning of a tag.
    then = f"'{day}' >= since AND coalesce(until > '{day}', true)"
    return (
        Line(about="Every fact", program="DuckDB", line=f"FROM '{at}facts.parquet'"),
        Line(about="Every fact", program="pandas", line=f'facts = pandas.read_csv("{at}facts.csv")'),
        Line(about="Every fact", program="polars", line=f'facts = polars.read_parquet("{at}facts.parquet")'),
        Line(about="Every fact", program="R", line=f'facts = read.csv("{at}facts.csv")'),
        Line(about="Every fact", program="jq", line="jq -r '.facts[].id' facts.json"),
        Line(
            about="What came of each plan",
            program="sqlite3",
            line='sqlite3 all.sqlite "SELECT fact, outcome FROM targets"',
        ),
        Line(about="What each fact said on a day", program="DuckDB", line=f"FROM '{at}history.csv' WHERE {then}"),
        Line(
            about="What was written after a day",
            program="DuckDB",
            line=f"FROM '{at}history.csv' WHERE since > '{day}'",
        ),
    )


def _tables(resources: Sequence[Resource]) -> Iterable[DataTable]:
    for table in TABLES:
        own = [resource for resource in resources if resource.table is table and resource.of is None]
        yield DataTable(
            id=table.name,
            title=table.title,
            about=table.about,
            rows=f"{own[0].rows:,}",
            files=tuple(map(_download, own)),
            columns=tuple(map(_column, table.fields)),
            count_of_columns=counted(len(table.fields), "column"),
        )


def _parts(catalogue: Catalogue, resources: Sequence[Resource]) -> Iterable[DataPart]:
    """The files of each place and organisation under the address that it has now, places as a tree first."""
    files: dict[str | None, list[Resource]] = defaultdict(list)
    for resource in resources:
        files[resource.of].append(resource)
    things: tuple[Place | Organisation, ...] = (*catalogue.place_tree(), *catalogue.organisations)
    for thing in things:
        page = catalogue.subject_link(thing.id)
        if own := files.get(page.path.removesuffix(".md")):
            yield DataPart(of=page, rows=f"{own[0].rows:,}", files=tuple(map(_download, own)))


def _download(resource: Resource) -> Download:
    # A table's file is named by its kind, another by its name.
    name = _form(resource.path) if resource.table else resource.path
    return Download(
        link=Link(path=resource.file.path, name=name),
        size=size_in_words(len(resource.file.data)),
        sha256=resource.sha256[:_DIGITS],
    )


def _form(path: str) -> str:
    """What the form of a file is called."""
    ending = path.rpartition(".")[2]
    return ending.capitalize() if ending == PARQUET else ending.upper()


def size_in_words(size: int) -> str:
    """A number of bytes as people read it: 812 B, 12 kB, 1.4 MB."""
    if size < 1000:
        return f"{size}\u00a0B"
    return f"{round(size / 1000)}\u00a0kB" if size < 999_500 else f"{size / 1_000_000:.1f}\u00a0MB"


def _column(field: Field) -> tuple[str, str, str]:
    """The name, type and meaning of a column."""
    kind = _TYPES.get(field.kind.type, field.kind.type)
    among = f" One of: {', '.join(field.enum)}." if field.enum else ""
    to = f" See {field.refers_to}." if field.refers_to else ""
    return field.name, kind if field.required else f"{kind}, or empty", f"{field.meaning}{among}{to}"
