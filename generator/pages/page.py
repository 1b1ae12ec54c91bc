"""What every page is: where it goes, its template, its head."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar, dataclass_transform
from unicodedata import combining

from generator.draw.link_previews import LinkPreview

_Type = TypeVar("_Type")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def view(cls: type[_Type]) -> type[_Type]:
    """Make a class a frozen dataclass: what a page or feed shows, filled by a function and printed by a template."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def address(path: str) -> str:
    """Where a file of the output is found below the site's address: places/lingang.md at places/lingang/."""
    if not path.endswith(".md"):
        return path
    return path.removesuffix(".md").removesuffix("index").rstrip("/") + "/" if path != "index.md" else ""


def link_preview_path(path: str) -> str:
    """Where the link preview of a page lies: facts/lingang.md has previews/facts/lingang.png."""
    return f"previews/{path.removesuffix('.md')}.png"


def facts_as_data(path: str) -> tuple[DataFile, ...]:
    """The files that hold the facts of the place or organisation at a path."""
    folder = f"{DATA_FOLDER}/{path.removesuffix('.md')}"
    return tuple(
        DataFile(path=f"{folder}/facts.{ending}", name=f"Facts, as {ending.upper()}", media_type=media_type)
        for ending, media_type in MEDIA_TYPES.items()
    )


@cache
def relative(path: str, start: str) -> str:
    """A path relative to a folder, both under the output folder, which is ""."""
    return posixpath.relpath(path or ".", start or ".")


def json_feed(path: str) -> str:
    """Where the JSON version of an RSS feed lies: feeds/all.json next to feeds/all.xml."""
    return path.removesuffix(".xml") + ".json"


# The feeds of everything, of briefings, of corrections, of days and of weeks; every thing with a page has its own.
SITE_FEED, BRIEFINGS_FEED, CORRECTIONS_FEED = "feeds/all.xml", "feeds/briefings.xml", "feeds/corrections.xml"
DAYS_FEED, WEEKS_FEED = "feeds/days.xml", "feeds/weeks.xml"
# The folder of the published data; its number is that of their form.
DATA_FOLDER = "data/v1"
# Names every file of the site; a build makes it last.
MANIFEST = "manifest.json"
# What a table of theirs is written as, by the ending of its file.
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}
# And of the forms with types, of whole tables alone.
TYPED_MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The page that explains them, and the measures, units and publishers that have no page.
DATA_PAGE = "data/index.md"
SITE_CALENDAR = "calendars/all.ics"
AHEAD_CALENDAR, HISTORY_CALENDAR = "calendars/ahead.ics", "calendars/history.ics"
RELEASES_CALENDAR, RELEASES_PAGE = "calendars/releases.ics", "releases.md"


# The longest title of a browser's tab or of a search result: engines cut what is longer themselves.
LONGEST_TITLE = 65


def head_title(title: str, site: str) -> str:
    """A page's title as its head has it: with the site's name where there is room, else alone, and only what is too
    long by itself is cut, behind its last whole word that fits."""
    if len(both := f"{title} - {site}") <= LONGEST_TITLE:
        return both
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[:LONGEST_TITLE]
    # A word of another script may have no end in sight.
    before = cut.rpartition(" ")[0] if " " in cut[LONGEST_TITLE // 2 :] else cut[:-1]
    while before and (combining(title[len(before)]) or before[-1] in " ,;:–—-(“"):
        before = before[:-1]
    return f"{before}…"


@view
class Link:
    """A page or feed of ours: its path under the output folder, and what it is called."""

    path: str
    name: str
    name_zh: str | None = None


@view
class Citation:
    """How one page is cited: a line of text, an entry for BibTeX and one of CSL-JSON, each line by line."""

    text: str
    version: str
    bibtex: tuple[str, ...]
    csl: tuple[str, ...]
    # Where an error in it is reported, if the site names its repository.
    report: str | None


@view
class Table:
    """A table that can be taken away as a file: of text, but for the columns that hold ``numbers``."""

    link: Link
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...] = ()


@view
class DataFile:
    """A file of the published data that holds what a page is about."""

    path: str
    name: str
    media_type: str
    # Of what the page of all data lists, which is made with the files.
    sha256: str = ""


@view
class Page:
    """What every page has: where it goes, its template, its head."""

    path: str
    template: str
    title: str
    description: str
    feed: Link | None = None
    # Whether a list of its sections stands next to it.
    has_contents: bool = False
    # A script of ours that only this page runs.
    script: str | None = None
    # The file that editors change to change it, from the root of the repository; None of what is made of many.
    record: str | None = None
    # The picture that others show next to a link to it; of a page without one, the site's.
    link_preview: LinkPreview | None = None
    # Files that belong to the page.
    csv: tuple[Table, ...] = ()
    # What it is about, as data.
    data: tuple[DataFile, ...] = ()


@view
class CitablePage(Page):
    """A page about something that can be cited: how, and when what stands on it was last added to or changed."""

    cite: Citation
    changed_on: date
    history: tuple[tuple[str, str], ...]
