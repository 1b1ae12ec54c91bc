"""The whole way from a content folder to a site in its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.arrange import pages_and_feeds, standing
from generator.arrange.calendar import calendars
from generator.arrange.catalogue import Catalogue
from generator.check import Tally, check
from generator.content import Content
from generator.downloads import downloads
from generator.feeds import feed_files
from generator.links import check_links
from generator.load import load
from generator.problems import Problem
from generator.published import read_published, vanished
from generator.render import render
from generator.site import build_site
from generator.tables import csv_files
from generator.twins import twins
from generator.write import output_folder, switch, write, write_beside


@dataclass(frozen=True, slots=True)
class Checked:
    """Content and what is wrong with it."""

    content: Content
    problems: tuple[Problem, ...]
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did. With problems, nothing that was published before has changed."""

    problems: tuple[Problem, ...]
    tally: Tally
    pages: int = 0
    feeds: int = 0
    links: int = 0
    changed: int = 0


def checked(content_folder: Path, today: date) -> Checked:
    """Read a content folder and check it."""
    loaded = load(content_folder)
    problems, tally = check(loaded, today)
    return Checked(loaded.content, problems, tally)


def build(
    content_folder: Path,
    today: date,
    *,
    out: Path,
    project: Path,
    site_url: str | None,
    progress: Callable[[str], None],
    published: Path | None = None,
) -> Built:
    """Check content and, where it has no problem, write its pages and feeds and put the site in its place.

    ``project`` is the folder of ``mkdocs.yml`` and ``templates/``. ``site_url`` takes the place of the
    address in ``site.yml``; ``published`` is a folder of the data that were published last.
    Raises ``CannotGoOn`` where the output folder or MkDocs does not let it go on.
    """
    progress(f"checking {content_folder}")
    found = checked(content_folder, today)
    if found.problems:
        return Built(problems=found.problems, tally=found.tally)
    site = dataclasses.replace(found.content.site, url=site_url or found.content.site.url)
    content = dataclasses.replace(found.content, site=site)
    before = read_published(published) if published else None
    if before and (gone := vanished(content, before)):
        return Built(problems=gone, tally=found.tally)
    catalogue = Catalogue(content, today)
    dates = tuple(calendars(catalogue))
    pages, feeds = pages_and_feeds(catalogue, dates)
    beside = downloads(catalogue, dates, before)
    pages = (*pages, *beside.pages)
    templates = project / "templates"
    with output_folder(out) as work:
        progress(f"writing {len(pages)} pages and {len(feeds)} feeds")
        files = (*render(pages, site, templates), *csv_files(pages), *feed_files(feeds, site, templates), *beside.files)
        write(files, out / "docs", work)
        progress("building the site")
        made = build_site(site, standing(content), project=project, docs=out / "docs", work=work)
        write_beside(twins(pages, files, site), made)
        progress("following every link")
        broken, links = check_links(made, site.url)
        if broken:
            return Built(problems=broken, tally=found.tally)
        changed = switch(made, out / "site", work)
    return Built(problems=(), tally=found.tally, pages=len(pages), feeds=len(feeds), links=links, changed=changed)
