"""What each feed carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.arrange.catalogue import Catalogue, cited
from generator.arrange.changes import changes
from generator.pages import BriefingPage, Feed, FeedItem, SubscribePage
from generator.records import Content
from generator.views import Link
from generator.wording import day_in_words

SITE_FEED = "feeds/all.xml"
CORRECTIONS_FEED = "feeds/corrections.xml"
# A feed carries at least this many items, and every item of the days on which those were added, so that
# a burst of facts on one day is never cut.
ITEMS_IN_FEED = 100

# A feed item and the ids of the facts that it carries.
_Carrying = tuple[FeedItem, frozenset[str]]


def feeds(catalogue: Catalogue, briefings: Mapping[str, BriefingPage]) -> Iterator[Feed]:
    """The feed of everything, that of corrections, and one for every place, organisation and topic."""
    content = catalogue.content
    items = _items(catalogue, briefings)
    home = Link(path="index.md", name=content.site.name)
    yield _feed(SITE_FEED, content.site.name, home, "Every briefing, fact and correction", [item for item, _ in items])
    corrections = Link(path="corrections.md", name="Corrections")
    about = "Every correction and withdrawal: what was, what is, and why"
    changes = [item for item, _ in items if item.change]
    yield _feed(CORRECTIONS_FEED, f"{content.site.name}: Corrections", corrections, about, changes)
    for place in catalogue.place_tree():
        about = f"Facts about {place.name} and the places in it, and the briefings that carry them"
        ids = catalogue.within_subject.get(place.id, frozenset())
        yield from _thing_feeds(catalogue, f"places/{place.id}", catalogue.subject_link(place.id), about, ids, items)
    for organisation in catalogue.organisations:
        about = f"Facts about {organisation.name}, and the briefings that carry them"
        ids = catalogue.within_subject.get(organisation.id, frozenset())
        page = catalogue.subject_link(organisation.id)
        yield from _thing_feeds(catalogue, page.path.removesuffix(".md"), page, about, ids, items)
    for topic in sorted(content.topics.values(), key=lambda topic: topic.name):
        about = f"Facts on {topic.name}, and the briefings that carry them"
        ids = frozenset(fact.id for fact in catalogue.by_topic.get(topic.id, ()))
        yield from _thing_feeds(catalogue, f"topics/{topic.id}", catalogue.topic_link(topic.id), about, ids, items)


def _thing_feeds(
    catalogue: Catalogue, address: str, page: Link, about: str, ids: frozenset[str], items: Sequence[_Carrying]
) -> Iterator[Feed]:
    """The feed of a place, organisation or topic, at its address and at every one that it ever had."""
    own = [item for item, facts in items if facts & ids]
    name = f"{catalogue.content.site.name}: {page.name}"
    for known in (address, *catalogue.content.former_addresses(address)):
        yield _feed(f"feeds/{known}.xml", name, page, about, own)


def _feed(path: str, name: str, page: Link, about: str, items: Sequence[FeedItem]) -> Feed:
    if len(items) > ITEMS_IN_FEED:
        oldest = items[ITEMS_IN_FEED - 1].on
        items = [item for item in items if item.on >= oldest]
    newest = day_in_words(items[0].on) if items else "no item yet"
    return Feed(link=Link(path=path, name=name), page=page, about=about, items=tuple(items), newest=newest)


def _items(catalogue: Catalogue, briefings: Mapping[str, BriefingPage]) -> tuple[_Carrying, ...]:
    """Every feed item with the facts that it carries: by day newest first, briefings and changes before facts."""
    content = catalogue.content
    found: list[_Carrying] = []
    for briefing in catalogue.briefings:
        item = FeedItem(
            guid=_guid(content, f"briefings/{briefing.id}"),
            on=briefing.published,
            link=Link(path=f"briefings/{briefing.id}.md", name=f"Briefing {briefing.number}: {briefing.headline}"),
            summary=" ".join(bullet.text for bullet in briefing.bullets),
            categories=("Briefing",),
            briefing=briefings[briefing.id],
        )
        found.append((item, cited(briefing)))
    for fact in catalogue.newest_first:
        for change in changes([fact]):
            item = FeedItem(
                guid=_guid(content, f"facts/{fact.id}", change.key),
                on=change.day,
                link=Link(path=change.link.path, name=f"{change.what}: {fact.text}"),
                summary=f"{fact.text} Was: {change.was} Why: {change.reason}" if change.was else change.reason,
                categories=(change.what,),
                change=change,
            )
            found.append((item, frozenset({fact.id})))
    for fact in catalogue.newest_first:
        claim = catalogue.claim(fact)
        topics = (content.topics[topic].name for topic in fact.topics)
        subjects = (content.subjects[subject].name for subject in (fact.about, *fact.also_about))
        item = FeedItem(
            guid=_guid(content, f"facts/{fact.id}"),
            on=fact.added,
            link=Link(path=claim.path, name=fact.text),
            summary=f"{fact.text} {claim.speaker}, {claim.when}. Source: {claim.source.publisher}.",
            categories=tuple(dict.fromkeys((*subjects, *topics))),
            claim=claim,
        )
        found.append((item, frozenset({fact.id})))
    return tuple(sorted(found, key=lambda pair: pair[0].on, reverse=True))


def _guid(content: Content, address: str, part: str = "") -> str:
    """An item's identity (RFC 4151): of the address that it was first published at, whatever it is now."""
    first = content.first_address(address)
    return f"tag:{content.site.authority}:{first}" + (f"/{part}" if part else "")


def subscribe_page(site_url: str, feeds: Sequence[Feed]) -> SubscribePage:
    """Every feed, in groups by what it follows, with the address to copy."""
    groups: dict[str, list[tuple[Feed, str]]] = {}
    for feed in feeds:
        kind = feed.page.path.partition("/")[0]
        name = {"places": "Places", "organisations": "Organisations", "topics": "Topics"}.get(kind, "Everything")
        groups.setdefault(name, []).append((feed, site_url + feed.link.path))
    return SubscribePage(
        path="subscribe.md",
        template="subscribe",
        has_contents=True,
        title="Subscribe",
        description="Follow everything, a place, an organisation or a topic in any feed reader, without an account.",
        groups=tuple((name, tuple(group)) for name, group in groups.items()),
    )
