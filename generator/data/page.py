"""The page about the data, made from the same columns as the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.data.columns import FORMAT, FORMAT_CHANGES, Field, Resource
from generator.data.rows import TABLES
from generator.model.records import Organisation, Place
from generator.model.versions import HASHED
from generator.model.words import counted, day_in_words
from generator.pages.page import DATA_FOLDER, Link, Page, address, view
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


@view
class DataPart:
    """The facts of one place or organisation as files."""

    of: Link
    rows: str
    files: tuple[Download, ...]


@view
class DataPage(Page):
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
    others: tuple[tuple[Download, str], ...]
    hashed: tuple[str, ...]


# So many digits of a file's hash fit in a table; SHA256SUMS has all of them.
_DIGITS = 12
_TYPES = {"string": "text", "list": "texts, parted by ;", "array": "texts, as JSON"}


def data_page(catalogue: Catalogue, resources: Sequence[Resource], others: Iterable[tuple[Resource, str]]) -> DataPage:
    """What is in the data, where, and what every column means; ``others`` are files beside the tables."""
    content = catalogue.content
    site = content.site
    page = f"{DATA_FOLDER.partition('/')[0]}/index.md"
    made_on = day_in_words(catalogue.today)
    return DataPage(
        path=page,
        template="data",
        has_contents=True,
        title="Data",
        description="Every fact with its source, status and history as CSV and JSON, whole and by place.",
        in_search=False,
        made_on=made_on,
        size=f"{counted(len(content.facts), 'fact')} from {counted(len(content.records), 'source')}",
        cite=f"{site.name}, “Data”, as of {made_on}. {site.url}{address(page)}, accessed [day]. {site.licence}.",
        licence=site.licence,
        licence_url=site.licence_url,
        folder=f"{site.url}{DATA_FOLDER}/",
        format=FORMAT,
        format_changes=tuple((version, day_in_words(day), what) for version, day, what in reversed(FORMAT_CHANGES)),
        tables=tuple(_tables(resources)),
        parts=tuple(_parts(catalogue, resources)),
        others=tuple((_download(resource), about) for resource, about in others),
        hashed=HASHED,
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
            columns=tuple((field.name, _type(field), _meaning(field)) for field in table.fields),
        )


def _parts(catalogue: Catalogue, resources: Sequence[Resource]) -> Iterable[DataPart]:
    """The files of each place and organisation under the address that it has now, places as a tree first."""
    things: tuple[Place | Organisation, ...] = (*catalogue.place_tree(), *catalogue.organisations)
    for thing in things:
        page = catalogue.subject_link(thing.id)
        own = [resource for resource in resources if resource.of == page.path.removesuffix(".md")]
        if own:
            yield DataPart(of=page, rows=f"{own[0].rows:,}", files=tuple(map(_download, own)))


def _download(resource: Resource) -> Download:
    return Download(
        # A table's file is named by its kind, another by its name.
        link=Link(path=f"{DATA_FOLDER}/{resource.path}", name=_kind(resource) if resource.table else resource.path),
        size=_size(resource.size),
        sha256=resource.sha256[:_DIGITS],
    )


def _kind(resource: Resource) -> str:
    return resource.path.rpartition(".")[2].upper()


def _size(size: int) -> str:
    """A number of bytes as people read it: 812 B, 12 kB, 1.4 MB."""
    if size < 1000:
        return f"{size}\u00a0B"
    return f"{round(size / 1000)}\u00a0kB" if size < 1_000_000 else f"{size / 1_000_000:.1f}\u00a0MB"


def _type(field: Field) -> str:
    kind = _TYPES.get(field.kind, field.kind)
    return kind if field.required else f"{kind}, or empty"


def _meaning(field: Field) -> str:
    column = field.column
    among = f" One of: {', '.join(column.enum)}." if column.enum else ""
    to = f" See {column.foreign_key[0]}." if column.foreign_key else ""
    return f"{column.meaning}{among}{to}"
