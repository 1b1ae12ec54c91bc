"""Every file of the site, made from content: the only composition, for the command, the tests and benchmarks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.calendars.events import Calendar, calendars
from generator.calendars.ics import ics
from generator.data.downloads import csv_files, downloads
from generator.data.published import Published
from generator.feeds.files import feed_files
from generator.feeds.items import OPML, Feed, feeds
from generator.feeds.page import CalendarRow, subscribe_page
from generator.model.content import Content
from generator.pages.copies import copy_printer, list_of_copies
from generator.pages.everything import all_pages
from generator.pages.page import Page, json_feed
from generator.pages.parts import Catalogue
from generator.pages.render import page_printer
from generator.text.files import File


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteViews:
    """What stands on every page, in every feed and calendar; data are files already."""

    pages: tuple[Page, ...]
    feeds: tuple[Feed, ...]
    calendars: tuple[Calendar, ...]
    data: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteParts:
    """A site, of which each page can be made by itself."""

    views: SiteViews
    # A page as Markdown for MkDocs, and its plain copy.
    page: Callable[[Page], File]
    copy: Callable[[Page], File]
    # What is no page: tables of pages, feeds, calendars, data; and the list of the copies.
    others: Callable[[], tuple[File, ...]]
    copies_list: Callable[[], File]

    def other_paths(self) -> tuple[str, ...]:
        """Where ``others`` lie, which is known before they are made."""
        views = self.views
        feeds = (feed.link.path for feed in views.feeds)
        return (
            *(table.link.path for page in views.pages for table in page.csv),
            OPML,
            *(path for feed in feeds for path in (feed, json_feed(feed))),
            *(calendar.link.path for calendar in views.calendars),
            *(file.path for file in views.data),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """The files of a site: what the site engine reads, and what is added to the site that it makes."""

    docs: tuple[File, ...]
    copies: tuple[File, ...]


def site_files(content: Content, today: date, published: Published | None, templates: Path) -> SiteFiles:
    """Every file of the site for a day.

    ``published`` holds the data that were published last, ``templates`` is the folder of the templates. Content is
    expected to have no problem. Raises ``CannotGoOn`` where a template is at fault.
    """
    parts = site_parts(content, today, published, templates)
    pages = parts.views.pages
    return SiteFiles(
        docs=(*map(parts.page, pages), *parts.others()), copies=(*map(parts.copy, pages), parts.copies_list())
    )


def site_parts(content: Content, today: date, published: Published | None, templates: Path) -> SiteParts:
    """The same, so that each file is made when it is asked for."""
    views, site = site_views(content, today, published), content.site

    def others() -> tuple[File, ...]:
        return (
            *csv_files(views.pages),
            *feed_files(views.feeds, site, templates),
            *ics(views.calendars, site),
            *views.data,
        )

    return SiteParts(
        views=views,
        page=page_printer(site, templates),
        copy=copy_printer(templates),
        others=others,
        copies_list=lambda: list_of_copies(views.pages, site),
    )


def site_views(content: Content, today: date, published: Published | None = None) -> SiteViews:
    """What stands in every file of the site on a day, pages in the order of their paths."""
    catalogue = Catalogue(content, today)
    dates = tuple(calendars(catalogue))
    followed = tuple(feeds(catalogue))
    data = downloads(catalogue, published)
    rows = (CalendarRow(page=one.page, events=len(one.events), file=one.link) for one in dates if not one.is_former)
    subscribe = subscribe_page(followed, tuple(rows), content.site)
    pages = sorted((*all_pages(catalogue), subscribe, data.page), key=lambda page: page.path)
    return SiteViews(pages=tuple(pages), feeds=followed, calendars=dates, data=data.files)
