"""The whole way from a content folder to a site in its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.check import Tally, check
from generator.data.published import read_published, vanished
from generator.model.content import Content
from generator.model.problems import Problem
from generator.model.words import counted
from generator.publish.engine import build_site, summary_of
from generator.publish.files import site_files
from generator.publish.links import check_links
from generator.publish.write import add_files, output_folder, switch, write
from generator.read.load import load


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
    """Read a content folder and check it as of a day. Raises ``CannotGoOn`` where there is no such folder."""
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
    Raises ``CannotGoOn`` where a folder cannot be used, the published data are none, a template is at fault or MkDocs
    fails.
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
    files = site_files(content, today, before, project / "templates")
    with output_folder(out) as work:
        progress(f"writing {counted(files.pages, 'page')} and {counted(files.feeds, 'feed')}")
        write(files.docs, out / "docs", work)
        progress("building the site")
        made = build_site(site, summary_of(content), project=project, docs=out / "docs", work=work)
        add_files(files.copies, made)
        progress("following every link")
        broken, links = check_links(made, site.url)
        if broken:
            return Built(problems=broken, tally=found.tally)
        changed = switch(made, out / "site", work)
    return Built(problems=(), tally=found.tally, pages=files.pages, feeds=files.feeds, links=links, changed=changed)
