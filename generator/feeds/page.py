"""The page that lists the feeds and calendars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.feeds.items import DAYS_IN_FEED, IN_ALL_OF, ITEMS_IN_FEED, OPML, Feed
from generator.model.records import Site
from generator.pages.page import SITE_FEED, Link, Page, json_feed, view


@view
class FeedRow:
    """A feed as the page of feeds lists it; ``about`` is None where its group says for all what is in them."""

    page: Link
    about: str | None
    newest: str
    rss: Link
    json: Link


@view
class CalendarRow:
    """A calendar as that page lists it: the page that it belongs to, its number of events, its file."""

    page: Link
    events: int
    file: Link


@view
class SubscribePage(Page):
    """Every feed by group, and every calendar; ``days`` and ``items`` say how much a feed holds."""

    # Named by their whole addresses.
    everything: Link
    opml: Link
    # Each with its name, what is in all of its feeds, where that can be said of all, and the feeds.
    groups: tuple[tuple[str, str | None, tuple[FeedRow, ...]], ...]
    days: str
    items: str
    calendars: tuple[CalendarRow, ...]


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
        opml=Link(path=OPML, name=site.url + OPML),
        groups=tuple((group, IN_ALL_OF.get(group), tuple(rows)) for group, rows in groups.items()),
        days=f"{DAYS_IN_FEED} days",
        items=f"{ITEMS_IN_FEED} items",
        calendars=calendars,
    )
