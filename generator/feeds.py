"""Feeds as RSS 2.0, to the RSS Best Practices Profile (RSS Advisory Board, 2007).

Every address is absolute, every date comes from a record, every guid from an id alone: the same content
gives the same bytes on any day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from html import escape
from pathlib import Path

from feedgen.feed import FeedGenerator
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from generator.escape import web_address
from generator.pages import Feed, FeedItem
from generator.records import Site
from generator.render import File, template_fault
from generator.views import address


def rss(feeds: Iterable[Feed], site: Site, templates: Path) -> tuple[File, ...]:
    """Every feed as a file; the items' HTML by the templates in ``templates/feeds``."""
    environment = Environment(
        loader=FileSystemLoader(templates / "feeds"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["web"] = web_address
    environment.globals["at"] = lambda path: site.url + address(path)
    # An item stands in several feeds, and its HTML is the same in each.
    items = {item.guid: item for feed in feeds for item in feed.items}
    try:
        html = {guid: _html(environment, item) for guid, item in items.items()}
    except TemplateError as error:
        raise template_fault(error) from error
    return tuple(File(feed.link.path, _rss(feed, site, html)) for feed in feeds)


def _html(environment: Environment, item: FeedItem) -> str:
    name = "briefing" if item.briefing else "change" if item.change else "fact"
    template = environment.get_template(f"{name}.html.j2")
    return template.render(briefing=item.briefing, change=item.change, claim=item.claim).strip()


def _rss(feed: Feed, site: Site, html: dict[str, str]) -> bytes:
    made = FeedGenerator()
    made.load_extension("dc")
    made.title(feed.link.name)
    # Readers take a description for HTML (RSS 2.0), a title for plain text.
    made.description(escape(f"{feed.about}.", quote=False))
    made.language(site.language)
    made.generator("AI Industry Briefing")
    # feedgen takes the last link for the channel's own page.
    made.link(href=site.url + feed.link.path, rel="self", type="application/rss+xml")
    made.link(href=site.url + address(feed.page.path), rel="alternate")
    # Without items there is no day to name, and feedgen's own would be the clock's.
    newest = max((item.on for item in feed.items), default=date(2026, 1, 1))
    made.lastBuildDate(_midnight(newest))
    for item in feed.items:
        entry = made.add_entry(order="append")
        entry.title(item.link.name)
        entry.link(href=site.url + address(item.link.path))
        entry.guid(item.guid, permalink=False)
        entry.pubDate(_midnight(item.on))
        entry.dc.dc_creator(site.name)
        entry.description(escape(item.summary, quote=False))
        entry.content(html[item.guid], type="CDATA")
        for category in item.categories:
            entry.category(term=category)
    written: bytes = made.rss_str(pretty=True)
    return written


def _midnight(day: date) -> datetime:
    # Midnight in UTC, because a later hour could lie ahead of the build and hide the item in some readers.
    return datetime.combine(day, time(), tzinfo=UTC)
