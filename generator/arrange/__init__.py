"""What stands on which page and in which feed, and in which order: content in, views out.

Everything is chosen, grouped, ordered, counted and worded here; a template only prints it.
"""

from __future__ import annotations

def arrange(content: Content) -> tuple[tuple[Page, ...], tuple[Feed, ...]]:
    """Every page and every feed of the site, each in the order of its path."""
    arrangement = _Arrangement(content)
    feeds = tuple(arrangement.feeds())
    pages = tuple(sorted(arrangement.pages(feeds), key=lambda page: page.path))
    return pages, feeds


def pages(catalogue: Catalogue, feeds: tuple[Feed, ...]) -> Iterator[Page]:
    feed_of = {feed.page.path: feed.link for feed in feeds}
    yield from pages.values()
    yield catalogue.home(feed_of["index.md"])
    yield BriefingListPage(
        path="briefings/index.md",
        template="briefing-list",
        title="Briefings",
        description="Every briefing, newest first.",
        briefings=tuple(map(catalogue.briefing_row, catalogue.briefings)),
    )
    yield PlaceListPage(
        path="places/index.md",
        template="place-list",
        title="Places",
        description="Every place with a profile: countries, city hubs, districts and AI clusters.",
        places=tuple(map(catalogue.place_row, catalogue.place_tree())),
    )
    for place in catalogue.content.places.values():
        yield catalogue.place(place, feed_of[f"places/{place.id}.md"])
    yield catalogue.topic_list()
    for topic in catalogue.content.topics.values():
        yield catalogue.topic(topic, feed_of[f"topics/{topic.id}.md"])
    yield catalogue.fact_list()
    yield from map(catalogue.fact, catalogue.content.facts.values())
    yield catalogue.source_list()
    yield from map(catalogue.source_page, catalogue.content.records.values())
    yield SubscribePage(
        path="subscribe.md",
        template="subscribe",
        title="Subscribe",
        description="Follow everything, one place or one topic in any feed reader, without an account.",
        feeds=feeds,
        addresses=tuple(catalogue.content.site.url + feed.link.path for feed in feeds),
    )
    yield CorrectionsPage(
        path="corrections.md",
        template="corrections",
        title="Corrections",
        description="What we had wrong and what no longer stands, with the date and the reason.",
        changes=catalogue.changes(catalogue.content.facts.values()),
    )
    for prose in catalogue.content.pages.values():
        yield ProsePage(
            path=f"{prose.id}.md",
            template="prose",
            title=prose.title,
            description=f"{prose.title}: {catalogue.content.site.name}.",
            markdown=prose.markdown,
        )