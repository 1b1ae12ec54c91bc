"""Feeds as RSS 2.0 (to the RSS Best Practices Profile, RSS Advisory Board, 2007) and JSON Feed 1.1, and OPML.

Every address is absolute, every date comes from a record, every guid from an id alone: the same content
gives the same bytes on any day. An item is made once and is the same in every feed.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from functools import cached_property
from html import escape as escaped
from itertools import groupby
from pathlib import Path
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.dc import DcEntryExtension
from feedgen.feed import FeedGenerator
from lxml import etree
from markupsafe import Markup, escape

from generator.feeds.digests import Told
from generator.feeds.items import ESSENTIALS_OPML, OLD_FORM_UNTIL, OPML, PLACES_OPML, TOPICS_OPML, Feed, FeedItem
from generator.model.records import Site
from generator.pages.page import DATA_FOLDER, DATA_PAGE, SITE_FEED, address, json_feed
from generator.pages.parts import Words
from generator.text.escape import feed_title
from generator.text.files import File
from generator.text.templates import feed_environment, template_faults

# For those who open a feed in a browser. CSS, because browsers are taking XSLT out.
STYLESHEET = "stylesheets/feed.css"
# The site's mark as a square picture, for lists of feeds.
ICON = "images/icon.png"
# Aggregators refuse large feeds: 512 KB, of which RSS and the head of a feed take somewhat more than the items' JSON.
MOST_BYTES = 460_000
# A feed without items has no day to name, and feedgen's own would be the clock's.
_NO_DAY = date(2026, 1, 1)


def feed_files(feeds: Iterable[Feed], site: Site, templates: Path) -> Iterator[File]:
    """Every feed as RSS and as JSON, and the list of them; the items' HTML by the templates in ``templates/feeds``.

    Raises ``CannotGoOn`` where a template is at fault.
    """
    feeds = tuple(feeds)
    items = {item.guid: item for feed in feeds for item in feed.items}
    html = _html(items.values(), site, templates)
    rss_items = {guid: _rss_item(item, html[guid], site) for guid, item in items.items()}
    json_items = {guid: _json_item(item, html[guid], site) for guid, item in items.items()}
    for path, own in opml_lists(feeds).items():
        yield File(path, _opml(own, site))
    # An item stands in many feeds: together, they weigh far more than what they are made of.
    for whole in feeds:
        feed = _fitting(whole, json_items)
        yield File(feed.link.path, _rss(feed, rss_items, site))
        yield File(json_feed(feed.link.path), _json(feed, json_items, site))


def told_file(told: Mapping[str, Told]) -> File:
    """How every item was told, an item a line, for the next build."""
    lines = (
        json.dumps(
            {
                "item": guid,
                "on": one.on.isoformat(),
                "second": one.second,
                "digest": one.digest,
                "out": one.out.isoformat(),
            },
            ensure_ascii=False,
        )
        for guid, one in sorted(told.items())
    )
    return File(f"{DATA_FOLDER}/feed-items.json", ('{"items": [\n' + ",\n".join(lines) + "\n]}\n").encode())


def _fitting(feed: Feed, written: Mapping[str, bytes]) -> Feed:
    """A feed that is no larger than it may be: whole days leave, the oldest first. What was in them is in the feeds of
    days and weeks."""
    if not feed.items or feed.items[0].on < OLD_FORM_UNTIL:
        return feed
    kept: list[FeedItem] = []
    size = 0
    for _, group in groupby(feed.items, key=lambda item: item.on):
        of_day = list(group)
        size += sum(len(written[item.guid]) for item in of_day)
        if kept and size > MOST_BYTES:
            break
        kept += of_day
    return replace(feed, items=tuple(kept))


def _html(items: Iterable[FeedItem], site: Site, templates: Path) -> Mapping[str, str]:
    """The HTML of each item, by guid."""
    environment = feed_environment(templates / "feeds")

    def at(path: str) -> str:
        return site.url + address(path)

    def linked(words: Words) -> Markup:
        """Words whose numbers lead to the pages of their facts."""
        parts = (
            Markup('<a href="{}">{}</a>').format(at(f"facts/{piece.fact}.md"), piece.text)
            if piece.fact
            else escape(piece.text)
            for piece in words.pieces
        )
        return Markup().join(parts)

    environment.globals.update(at=at, linked=linked)
    with template_faults():
        by_kind = {kind: environment.get_template(f"{kind}.html.j2") for kind in _KINDS}
        return {item.guid: by_kind[_kind(item)].render(item=item).strip() for item in items}


_KINDS = ("briefing", "note", "change", "week", "digest", "fact")


def _kind(item: FeedItem) -> str:
    """The template of an item: that of the first of these that it has; a fact has a claim alone."""
    return next((kind for kind in _KINDS[:-1] if getattr(item, kind)), "fact")


def _rss_item(item: FeedItem, html: str, site: Site) -> _Item:
    made = _Item()
    made.register_extension("dc", DcEntryExtension, atom=False)
    made.title(feed_title(item.link.name))
    made.link(href=site.url + address(item.link.path))
    made.guid(item.guid, permalink=False)
    made.pubDate(_moment(item))
    made.dc.dc_creator(item.speaker or site.name)
    made.description(escaped(item.summary, quote=False))
    made.content(html, type="CDATA")
    made.category([{"term": category} for category in item.categories])
    return made


class _Item(FeedEntry):  # type: ignore[misc]
    """An entry that makes its element once, for all feeds: each takes it out of the one before."""

    @cached_property
    def _element(self) -> etree._Element:
        element: etree._Element = super().rss_entry()
        return element

    def rss_entry(self, extensions: bool = True) -> etree._Element:
        return self._element


def _rss(feed: Feed, items: Mapping[str, _Item], site: Site) -> bytes:
    made = FeedGenerator()
    made.load_extension("dc")
    made.title(feed_title(feed.link.name))
    # Readers take a description for HTML (RSS 2.0), a title for plain text.
    made.description(escaped(f"{feed.about}.", quote=False))
    made.language(site.language)
    made.generator("AI Industry Briefing")
    made.lastBuildDate(_newest([feed]))
    made.link(href=site.url + feed.link.path, rel="self", type="application/rss+xml")
    # feedgen takes the last link for the channel's own page.
    made.link(href=site.url + address(feed.page.path), rel="alternate")
    made.entry([items[item.guid] for item in feed.items])
    style = posixpath.relpath(STYLESHEET, posixpath.dirname(feed.link.path))
    # As lxml writes the declaration.
    head = f"""<?xml version='1.0' encoding='UTF-8'?>\n<?xml-stylesheet type="text/css" href="{style}"?>\n"""
    written: bytes = made.rss_str(pretty=True, xml_declaration=False)
    return head.encode() + written


def _json_item(item: FeedItem, html: str, site: Site) -> bytes:
    made: dict[str, Any] = {
        "id": item.guid,
        "url": site.url + address(item.link.path),
        "title": feed_title(item.link.name),
        "content_html": html,
        "summary": item.summary,
        "date_published": _moment(item).isoformat(),
        "authors": [{"name": item.speaker} if item.speaker else {"name": site.name, "url": site.url}],
        "tags": item.categories,
    }
    if item.values:
        # An extension of our own, as JSON Feed 1.1 provides for, with the address of what explains it.
        columns = {field.name: getattr(item.values, field.name) for field in fields(item.values)}
        made["_fact"] = {"about": site.url + address(DATA_PAGE), **columns}
    return json.dumps(made, ensure_ascii=False).encode()


def _json(feed: Feed, items: Mapping[str, bytes], site: Site) -> bytes:
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(feed.link.name),
        "home_page_url": site.url + address(feed.page.path),
        "feed_url": site.url + json_feed(feed.link.path),
        "description": f"{feed.about}.",
        "icon": site.url + ICON,
        "favicon": site.url + ICON,
        "language": site.language,
        "authors": [{"name": site.name, "url": site.url}],
    }
    begin = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    # An item a line, each written once for all feeds.
    lines = b",\n".join(items[item.guid] for item in feed.items)
    return b"".join((begin.encode(), b',\n "items": [\n', lines, b"\n ]\n}\n"))


def opml_lists(feeds: Sequence[Feed]) -> dict[str, Sequence[Feed]]:
    """The feeds of each list of feeds. Of those that are offered the essentials bring each thing once, and no feed
    stands in two."""
    listed = [feed for feed in feeds if not feed.is_former]
    return {
        OPML: listed,
        ESSENTIALS_OPML: [feed for feed in listed if feed.link.path == SITE_FEED],
        PLACES_OPML: [feed for feed in listed if feed.group in ("Places", "Organisations")],
        TOPICS_OPML: [feed for feed in listed if feed.group == "Topics"],
    }


def _opml(feeds: Sequence[Feed], site: Site) -> bytes:
    """The feeds for a reader to take over at once (OPML 2.0), in the groups of the page of feeds."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = site.name
    etree.SubElement(head, "dateModified").text = format_datetime(_newest(feeds))
    body = etree.SubElement(root, "body")
    for group, members in groupby(feeds, key=lambda feed: feed.group):
        outline = etree.SubElement(body, "outline", text=group)
        for feed in members:
            etree.SubElement(
                outline,
                "outline",
                type="rss",
                text=feed_title(feed.link.name),
                title=feed_title(feed.link.name),
                description=f"{feed.about}.",
                xmlUrl=site.url + feed.link.path,
                htmlUrl=site.url + address(feed.page.path),
            )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _newest(feeds: Iterable[Feed]) -> datetime:
    return max((_moment(item) for feed in feeds for item in feed.items[:1]), default=_midnight(_NO_DAY))


def _moment(item: FeedItem) -> datetime:
    return _midnight(item.on) + timedelta(seconds=item.second)


def _midnight(day: date) -> datetime:
    # Midnight in UTC, because a later hour could lie ahead of the build and hide the item in some readers.
    return datetime.combine(day, time(), tzinfo=UTC)
