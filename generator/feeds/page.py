"""The page that lists the feeds and calendars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.feeds.digests import BURST
from generator.feeds.items import (
    DAYS_IN_FEED,
    ESSENTIALS_OPML,
    IN_ALL_OF,
    ITEMS_IN_FEED,
    PLACES_OPML,
    TOPICS_OPML,
    Feed,
)
from generator.model.records import Site
from generator.pages.long_lists import is_long
from generator.pages.page import DAYS_FEED, SITE_FEED, WEEKS_FEED, Link, Page, json_feed, view


@view
class FeedRow:
    """A feed as the page of feeds lists it; ``about`` is None where its group says for all what is in them."""

    page: Link
    about: str | None
    newest: str
    rss: Link
    json: Link


@view
class FeedGroup:
    """Feeds of one kind: what is in all of them, where that can be said of all, and the feeds or, where these are too
    many for one page, the list of the things whose pages lead to them."""

    name: str
    about: str | None
    feeds: tuple[FeedRow, ...]
    pages: Link | None


@view
class CalendarRow:
    """A calendar as that page lists it: the page that it belongs to, its number of events, its file."""

    page: Link
    events: int
    file: Link
    # The same with the scheme that calendars open by themselves.
    webcal: str


@view
class SubscribePage(Page):
    """Every feed by group, and every calendar; ``window`` and ``items`` say how much a feed holds, ``burst`` what is
    too much for a day."""

    # Named by their whole addresses.
    everything: Link
    opml: tuple[Link, ...]
    # The feeds that are digests.
    days: Link
    weeks: Link
    groups: tuple[FeedGroup, ...]
    window: str
    items: str
    burst: str
    calendars: tuple[CalendarRow, ...]
    # How many calendars there are, where these are too many for one page: the page of each thing leads to its own.
    many_calendars: str | None


def subscribe_page(feeds: Iterable[Feed], calendars: tuple[CalendarRow, ...], site: Site) -> SubscribePage:
    """The page of all feeds by group, and of calendars; feeds at former addresses go on in silence."""
    groups: dict[str, list[FeedRow]] = defaultdict(list)
    for feed in feeds:
        if not feed.is_former:
            row = FeedRow(
                page=feed.page,
                about=None if feed.group in IN_ALL_OF else feed.about,
                newest=feed.newest,
                rss=Link(path=feed.link.path, name="RSS"),
                json=Link(path=json_feed(feed.link.path), name="JSON"),
            )
            groups[feed.group].append(row)
    return SubscribePage(
        path="subscribe.md",
        template="subscribe",
        title="Subscribe",
        description="Follow everything, a place, an organisation or a topic in any feed reader, without an account.",
        has_contents=True,
        everything=Link(path=SITE_FEED, name=site.url + SITE_FEED),
        opml=tuple(
            Link(path=path, name=name)
            for path, name in (
                (ESSENTIALS_OPML, "essentials"),
                (PLACES_OPML, "places and organisations"),
                (TOPICS_OPML, "topics"),
            )
        ),
        days=Link(path=DAYS_FEED, name="Days"),
        weeks=Link(path=WEEKS_FEED, name="Weeks"),
        groups=tuple(_group(group, rows) for group, rows in groups.items()),
        window=f"{DAYS_IN_FEED} days",
        burst=str(BURST),
        items=f"{ITEMS_IN_FEED} items",
        calendars=() if is_long(len(calendars)) else calendars,
        many_calendars=f"{len(calendars):,}" if is_long(len(calendars)) else None,
    )


def _group(name: str, rows: list[FeedRow]) -> FeedGroup:
    about, pages = IN_ALL_OF.get(name), None
    # The feeds of the site itself, of which nothing is said in common, are few.
    if about and is_long(len(rows)):
        pages = Link(path=f"{name.lower()}/index.md", name=f"{len(rows):,} {name.lower()}")
    return FeedGroup(name=name, about=about, feeds=() if pages else tuple(rows), pages=pages)
