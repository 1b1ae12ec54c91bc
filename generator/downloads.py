"""Everything of the site that is no page and no feed: data, calendars, and what looks citations up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from generator.arrange.catalogue import Catalogue
from generator.arrange.data import parts, tables
from generator.arrange.delta import delta
from generator.arrange.downloads import cite_page, data_page
from generator.arrange.lookup import lookup
from generator.calendars import ics
from generator.citing import lookup_file
from generator.columns import FOLDER, Resource
from generator.data import data_files
from generator.pages import Page
from generator.published import Published
from generator.render import File
from generator.views import Calendar

# Files beside the tables, and what each is for.
_OTHERS = {
    "datapackage.json": "Describes all of these to programs: Data Package 2.0 (Frictionless)",
    "SHA256SUMS": "The hash of every file, for sha256sum --check",
    "CHANGELOG.txt": "What changed in the form of the data",
    "delta.json": "What differs from the data that were published before these",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """The files, and the pages that tell of them."""

    files: tuple[File, ...]
    pages: tuple[Page, ...]


def downloads(catalogue: Catalogue, calendars: Iterable[Calendar], published: Published | None) -> Downloads:
    """Data, calendars and lookup of a day, beside the data that were published last, where those are given."""
    content, site = catalogue.content, catalogue.content.site
    rows = tables(catalogue, published)
    difference = delta(content, rows, published)
    data = data_files(rows, parts(catalogue, rows["facts"]), difference, site, catalogue.today)
    of = {file.path: file for file in data.files}
    others = [(_resource(of[f"{FOLDER}/{path}"]), about) for path, about in _OTHERS.items()]
    return Downloads(
        files=(*data.files, *ics(calendars, site), lookup_file(lookup(catalogue, rows["versions"]))),
        pages=(data_page(catalogue, data.resources, others), cite_page()),
    )


def _resource(file: File) -> Resource:
    path = file.path.removeprefix(f"{FOLDER}/")
    return Resource(name=path, path=path, size=len(file.data), sha256=sha256(file.data).hexdigest())
