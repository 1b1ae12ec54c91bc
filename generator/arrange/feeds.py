"""What each feed carries."""

from __future__ import annotations

def feeds(catalogue: Catalogue) -> Iterator[Feed]:
    site = catalogue.content.site
    yield catalogue._feed(SITE_FEED, Link(path="index.md", name=site.name), "Every briefing and every fact", None)
    for place in catalogue.place_tree():
        about = f"Facts about {place.name} and the places in it, and the briefings that carry them"
        ids = catalogue.within_place.get(place.id, frozenset())
        yield catalogue._feed(f"feeds/places/{place.id}.xml", catalogue.place_link(place.id), about, ids)
    for topic in sorted(catalogue.content.topics.values(), key=lambda topic: topic.name):
        about = f"Facts on {topic.name}, and the briefings that carry them"
        ids = frozenset(fact.id for fact in catalogue.by_topic.get(topic.id, ()))
        yield catalogue._feed(f"feeds/topics/{topic.id}.xml", catalogue.topic_link(topic.id), about, ids)


def _feed(catalogue: Catalogue, path: str, page: Link, about: str, ids: frozenset[str] | None) -> Feed:
    items = [item for item, facts in items if ids is None or facts & ids]
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


def _items(catalogue: Catalogue) -> tuple[tuple[FeedItem, frozenset[str]], ...]:
    """Every feed item with the facts that it carries: by day newest first, briefings before facts."""
    content = catalogue.content
    authority = f"tag:{content.site.authority}"
    found: list[tuple[FeedItem, frozenset[str]]] = []
    for briefing in catalogue.briefings:
        facts = cited(briefing)
        item = FeedItem(
            guid=f"{authority}:briefing/{briefing.id}",
            on=briefing.published,
            title=f"Briefing {briefing.number}: {briefing.headline}",
            path=f"briefings/{briefing.id}.md",
            categories=("Briefing",),
            briefing=pages[briefing.id],
        )
        found.append((item, facts))
    for fact in catalogue.newest_first:
        topics = (content.topics[topic].name for topic in fact.topics)
        places = (content.places[place].name for place in (fact.about, *fact.also_about))
        item = FeedItem(
            guid=f"{authority}:fact/{fact.id}",
            on=fact.added,
            title=fact.text,
            path=f"facts/{fact.id}.md",
            categories=tuple(dict.fromkeys((*places, *topics))),
            claim=catalogue.claim(fact),
        )
        found.append((item, frozenset({fact.id})))
    return tuple(sorted(found, key=lambda pair: pair[0].on, reverse=True))