"""Every file of the site, made from content: the only composition, for the command, the tests and benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.calendars.events import Calendar, calendars
from generator.calendars.ics import ics
from generator.data.downloads import csv_files, downloads
from generator.data.published import Published, numbers
from generator.describe.admin import admin_files
from generator.draw.link_previews import LinkPreview
from generator.draw.shapes import Scene
from generator.feeds.digests import Told
from generator.feeds.files import feed_files, told_file
from generator.feeds.items import OPML_LISTS, Feed, followed
from generator.feeds.page import CalendarRow, subscribe_page
from generator.model.content import Content
from generator.model.day import numbered, on_day, typed_numbers
from generator.pages.charts import ChartPage
from generator.pages.copies import copy_printer, list_of_copies
from generator.pages.everything import all_pages
from generator.pages.page import Page, json_feed, link_preview_path
from generator.pages.parts import Catalogue
from generator.pages.render import page_printer
from generator.pages.search import search_page
from generator.publish.charts import chart_files, chart_paths
from generator.publish.security_txt import security_txt
from generator.search.files import SCRIPTS, search_files, search_scripts
from generator.text.files import File


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteViews:
    """What stands on every page, in every feed and calendar; data and what the search reads are files already."""

    pages: tuple[Page, ...]
    feeds: tuple[Feed, ...]
    calendars: tuple[Calendar, ...]
    data: tuple[File, ...]
    search: tuple[File, ...]


class SiteFiles:
    """The files of a site, each made when it is asked for, so that a page can be made by itself."""

    def __init__(
        self, content: Content, today: date, published: Published | None, templates: Path, admin: Path | None = None
    ) -> None:
        """As ``site_files``; with the folder in which it is installed, also the form for editors."""
        self._admin = admin
        self._site, self._published, self._templates = content.site, published, templates
        self._today = today
        # What is out on the day. Everything behind sees only that.
        self.content = content_of_day(content, today, published)
        self.catalogue = Catalogue(self.content, today)
        # A page as Markdown for MkDocs, and its plain copy.
        self.page: Callable[[Page], File] = page_printer(content.site, templates)
        self.copy: Callable[[Page], File] = copy_printer(templates)

    @cached_property
    def first_pages(self) -> tuple[Page, ...]:
        """The pages that are made of content alone; those about feeds and data come after."""
        return tuple(all_pages(self.catalogue))

    @cached_property
    def views(self) -> SiteViews:
        """What stands in every file, pages in the order of their paths."""
        dates = tuple(calendars(self.catalogue))
        before = self._published.told if self._published else None
        told = None if before is None else {guid: Told(*how) for guid, how in before.items()}
        follow = followed(self.catalogue, told)
        data = downloads(self.catalogue, self._published)
        rows = (
            CalendarRow(
                page=one.page,
                events=len(one.events),
                file=one.link,
                webcal=f"webcal://{self._site.url.partition('://')[2]}{one.link.path}",
            )
            for one in dates
            if not one.is_former
        )
        subscribe = subscribe_page(follow.feeds, tuple(rows), self._site)
        found = (*self.first_pages, subscribe, data.page)
        pages = sorted((*found, search_page(self.catalogue, found)), key=lambda page: page.path)
        search = tuple(search_files(self.catalogue, pages))
        return SiteViews(
            pages=tuple(pages),
            feeds=follow.feeds,
            calendars=dates,
            data=(*data.files, told_file(follow.told)),
            search=search,
        )

    @cached_property
    def pictures(self) -> dict[str, LinkPreview | Scene]:
        """What the link previews say and the charts show, by the paths of their pictures, which are drawn where none
        is kept."""
        pages = self.views.pages
        found: dict[str, LinkPreview | Scene] = {
            link_preview_path(page.path): page.link_preview for page in pages if page.link_preview
        }
        for page in pages:
            if isinstance(page, ChartPage) and (scene := page.chart.picture(self._site.name, self._site.url)):
                found[page.chart.png.path] = scene
        return found

    def others(self) -> Iterator[File]:
        """What is no page and no picture: tables of pages, feeds, calendars, data, the search's rows."""
        views = self.views
        yield from csv_files(views.pages)
        yield from chart_files(views.pages, self.content, self._templates)
        yield from feed_files(views.feeds, self._site, self._templates)
        yield from ics(views.calendars, self._site)
        yield from views.data
        yield from views.search
        yield from search_scripts(self._templates)

    def other_paths(self) -> tuple[str, ...]:
        """Where ``others`` and the pictures lie, which is known before they are made."""
        views = self.views
        feeds = (feed.link.path for feed in views.feeds)
        return (
            *(table.link.path for page in views.pages for table in page.csv),
            *chart_paths(views.pages, self.content),
            *OPML_LISTS,
            *(path for feed in feeds for path in (feed, json_feed(feed))),
            *(calendar.link.path for calendar in views.calendars),
            *(file.path for file in (*views.data, *views.search)),
            *SCRIPTS,
            *self.pictures,
        )

    def beside_copies(self) -> tuple[File, ...]:
        """What lies with the copies, and is in the site without MkDocs: their list, where there is one security.txt,
        which MkDocs would not take from its hidden folder, and the form for editors where it is asked for."""
        admin = admin_files(self.content, self._admin) if self._admin else ()
        return list_of_copies(self.views.pages, self._site), *security_txt(self._site, self._today), *admin


def content_of_day(content: Content, today: date, published: Published | None) -> Content:
    """What is out on a day, each briefing with its number: that under which it was published, if it was."""
    return numbered(on_day(content, today), numbers(content, published), typed_numbers(content))


def site_files(content: Content, today: date, published: Published | None, templates: Path) -> SiteFiles:
    """Every file of the site for a day: what is dated after it is not in any.

    ``published`` holds the data that were published last, ``templates`` is the folder of the templates. Content is
    expected to have no problem. Raises ``CannotGoOn`` where a template is at fault.
    """
    return SiteFiles(content, today, published, templates)


def site_views(content: Content, today: date, published: Published | None = None) -> SiteViews:
    """What stands in every file of the site on a day, pages in the order of their paths."""
    # Nothing is printed, so that no template is read.
    return site_files(content, today, published, Path()).views
