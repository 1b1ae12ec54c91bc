"""Everything of the site that is no page, no feed and no calendar: data, and what looks citations up."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from generator.data.columns import Resource
from generator.data.delta import delta
from generator.data.files import data_files
from generator.data.lookup import lookup, lookup_file
from generator.data.page import data_page
from generator.data.published import Published
from generator.data.tables import parts, tables
from generator.pages.page import DATA_FOLDER, Page
from generator.pages.parts import Catalogue
from generator.text.files import File

# Files beside the tables, and what each is for.
_OTHERS = {
    "datapackage.json": "Describes all of these to programs: Data Package 2.0 (Frictionless)",
    "SHA256SUMS": "The hash of every file, for sha256sum --check",
    "CHANGELOG.txt": "What changed in the form of the data",
    "delta.json": "What differs from the data that were published before these",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The files, and the page that tells of them."""

    files: tuple[File, ...]
    page: Page


def downloads(catalogue: Catalogue, published: Published | None) -> Downloads:
    """Data and lookup of a day, beside the data that were published last, where those are given."""
    content, site = catalogue.content, catalogue.content.site
    rows = tables(catalogue, published)
    difference = delta(content, rows, published)
    data = data_files(rows, parts(catalogue, rows["facts"]), difference, site, catalogue.today)
    of = {file.path: file for file in data.files}
    others = [(_resource(of[f"{DATA_FOLDER}/{path}"]), about) for path, about in _OTHERS.items()]
    return Downloads(
        files=(*data.files, lookup_file(lookup(catalogue, rows["versions"]))),
        page=data_page(catalogue, data.resources, others),
    )


def _resource(file: File) -> Resource:
    path = file.path.removeprefix(f"{DATA_FOLDER}/")
    return Resource(name=path, path=path, size=len(file.data), sha256=sha256(file.data).hexdigest())
