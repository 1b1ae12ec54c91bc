"""What each feed carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.arrange.catalogue import Catalogue, cited
from generator.views import BriefingPage, Feed, FeedItem, Link
from generator.wording import day_in_words

SITE_FEED = "feeds/all.xml"
# A feed carries at least this many items, and every item of the days on which those were added, so that
# a burst of facts on one day is never cut.
ITEMS_IN_FEED = 100

# A feed item and the ids of the facts that it carries.
_Carrying = tuple[FeedItem, frozenset[str]]


def feeds(catalogue: Catalogue, briefings: Mapping[str, BriefingPage]) -> Iterator[Feed]:
    site, items = catalogue.content.site, _items(catalogue, briefings)
    yield _feed(
        catalogue, items, SITE_FEED, Link(path="index.md", name=site.name), "Every briefing and every fact", None
    )
    for place in catalogue.place_tree():
        about = f"Facts about {place.name} and the places in it, and the briefings that carry them"
        ids = catalogue.within_place.get(place.id, frozenset())
        yield _feed(catalogue, items, f"feeds/places/{place.id}.xml", catalogue.place_link(place.id), about, ids)
    for topic in sorted(catalogue.content.topics.values(), key=lambda topic: topic.name):
        about = f"Facts on {topic.name}, and the briefings that carry them"
        ids = frozenset(fact.id for fact in catalogue.by_topic.get(topic.id, ()))
        yield _feed(catalogue, items, f"feeds/topics/{topic.id}.xml", catalogue.topic_link(topic.id), about, ids)


def _feed(
    catalogue: Catalogue,
    carrying: Sequence[_Carrying],
    path: str,
    page: Link,
    about: str,
    ids: frozenset[str] | None,
) -> Feed:
    items = [item for item, facts in carrying if ids is None or facts & ids]
    if len(items) > ITEMS_IN_FEED:
        oldest = items[ITEMS_IN_FEED - 1].on
        items = [item for item in items if item.on >= oldest]
    name = page.name if ids is None else f"{catalogue.content.site.name}: {page.name}"
    return Feed(
        link=Link(path=path, name=name),
        page=page,
        about=about,
        items=tuple(items),
        newest=day_in_words(items[0].on) if items else "no item yet",
    )


def _items(catalogue: Catalogue, briefings: Mapping[str, BriefingPage]) -> tuple[_Carrying, ...]:
    """Every feed item with the facts that it carries: by day newest first, briefings before facts."""
    content = catalogue.content
    authority = f"tag:{content.site.authority}"
    found: list[_Carrying] = []
    for briefing in catalogue.briefings:
        facts = cited(briefing)
        item = FeedItem(
            guid=f"{authority}:briefings/{briefing.id}",
            on=briefing.published,
            link=Link(path=f"briefings/{briefing.id}.md", name=f"Briefing {briefing.number}: {briefing.headline}"),
            summary=" ".join(bullet.text for bullet in briefing.bullets),
            categories=("Briefing",),
            briefing=briefings[briefing.id],
        )
        found.append((item, facts))
    for fact in catalogue.newest_first:
        claim = catalogue.claim(fact)
        topics = (content.topics[topic].name for topic in fact.topics)
        places = (content.places[place].name for place in (fact.about, *fact.also_about))
        item = FeedItem(
            guid=f"{authority}:facts/{fact.id}",
            on=fact.added,
            link=Link(path=claim.path, name=fact.text),
            summary=f"{fact.text} {claim.speaker}, {claim.when}. Source: {claim.source.publisher}.",
            categories=tuple(dict.fromkeys((*places, *topics))),
            claim=claim,
        )
        found.append((item, frozenset({fact.id})))
    return tuple(sorted(found, key=lambda pair: pair[0].on, reverse=True))
