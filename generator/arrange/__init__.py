"""What stands on which page and in which feed, and in which order: content in, views out.

Everything is chosen, grouped, ordered, counted and worded here; a template only prints it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.arrange.briefings import briefing_list, briefing_page, home_page
from generator.arrange.calendar import calendars
from generator.arrange.catalogue import Catalogue
from generator.arrange.changes import changes, corrections_page
from generator.arrange.compare import compare_page
from generator.arrange.disputes import disagreements_page
from generator.arrange.feeds import feeds, subscribe_page
from generator.arrange.glossary import glossary_page
from generator.arrange.lists import (
    fact_index,
    fact_lists,
    fact_page,
    moved_pages,
    source_list,
    source_page,
)
from generator.arrange.organisations import organisation_list, organisation_page
from generator.arrange.plans import targets_page
from generator.arrange.profiles import place_page
from generator.arrange.topics import topic_list, topic_page
from generator.content import Content
from generator.pages import BriefingPage, FactPage, Feed, Page, PlaceListPage, ProsePage
from generator.views import Calendar, Link, PlantedRow, Standing
from generator.wording import counted

# The entry of miss-rate.yml that holds what is no error.
LOOKALIKES = "look-alikes"


def arrange(content: Content, today: date) -> tuple[tuple[Page, ...], tuple[Feed, ...]]:
    """Every page and every feed of the site on a day, each in the order of its path."""
    catalogue = Catalogue(content, today)
    return pages_and_feeds(catalogue, calendars(catalogue))


def pages_and_feeds(catalogue: Catalogue, calendars: Iterable[Calendar]) -> tuple[tuple[Page, ...], tuple[Feed, ...]]:
    """The same from a catalogue and calendars that other outputs are made from too."""
    briefings = {briefing.id: briefing_page(catalogue, index) for index, briefing in enumerate(catalogue.briefings)}
    all_feeds = tuple(feeds(catalogue, briefings))
    feed_of = {feed.page.path: feed.link for feed in all_feeds if not feed.is_former}
    made = _pages(catalogue, tuple(briefings.values()), all_feeds, tuple(calendars))
    pages = (_with_feed(page, feed_of) for page in made)
    return tuple(sorted(pages, key=lambda page: page.path)), all_feeds


def standing(content: Content) -> Standing:
    """What the foot of every page says of the records as a whole."""
    return Standing(
        newest=max(fact.added for fact in content.facts.values()),
        corrections=counted(len(changes(content.facts.values())), "correction"),
    )


def _with_feed(page: Page, feed_of: Mapping[str, Link]) -> Page:
    """A page with the feed that follows what stands on it: a fact's is that of its place or organisation."""
    match page:
        case BriefingPage():
            of = "briefings/index.md"
        case FactPage():
            of = page.claim.about.path
        case _:
            of = page.path
    return dataclasses.replace(page, feed=feed_of[of]) if of in feed_of else page


def _pages(
    catalogue: Catalogue,
    briefings: tuple[BriefingPage, ...],
    feeds: tuple[Feed, ...],
    calendars: tuple[Calendar, ...],
) -> Iterator[Page]:
    content = catalogue.content
    feed_of = {feed.page.path: feed.link for feed in feeds if not feed.is_former}
    calendar_of = {calendar.page.path: calendar.link for calendar in calendars if not calendar.is_former}
    yield from briefings
    yield home_page(catalogue, feed_of["index.md"], briefings[0] if briefings else None)
    yield briefing_list(catalogue)
    yield PlaceListPage(
        path="places/index.md",
        template="place-list",
        title="Places",
        description="Every place with a profile: countries, city hubs, districts and AI clusters, each in its place.",
        places=tuple(map(catalogue.place_row, catalogue.place_tree())),
    )
    for place in content.places.values():
        path = f"places/{place.id}.md"
        yield place_page(catalogue, place, feed_of[path], calendar_of.get(path))
    yield organisation_list(catalogue)
    for organisation in content.organisations.values():
        path = f"organisations/{organisation.id}.md"
        yield organisation_page(catalogue, organisation, feed_of[path], calendar_of.get(path))
    yield topic_list(catalogue)
    for topic in content.topics.values():
        yield topic_page(catalogue, topic, feed_of[f"topics/{topic.id}.md"])
    yield fact_index(catalogue)
    yield from fact_lists(catalogue)
    for fact in content.facts.values():
        yield fact_page(catalogue, fact)
    yield source_list(catalogue)
    for record in content.records.values():
        yield source_page(catalogue, record)
    yield subscribe_page(feeds, calendars, content.site)
    yield corrections_page(catalogue)
    yield targets_page(catalogue)
    yield compare_page(catalogue)
    yield disagreements_page(catalogue)
    yield glossary_page(catalogue.content)
    yield from moved_pages(catalogue)
    for prose in content.pages.values():
        yield ProsePage(
            path=f"{prose.id}.md",
            template="prose",
            has_contents=True,
            title=prose.title,
            description=f"{prose.title}: {content.site.name}.",
            markdown=prose.markdown,
            planted=_planted(content) if prose.id == "methodology" else (),
        )


def _planted(content: Content) -> tuple[PlantedRow, ...]:
    return tuple(
        PlantedRow(
            name=found.name,
            planted=found.planted,
            caught=found.caught,
            rate=f"{100 * found.caught / found.planted:.1f} %",
            is_lookalike=found.id == LOOKALIKES,
        )
        for found in content.miss_rate.values()
    )
