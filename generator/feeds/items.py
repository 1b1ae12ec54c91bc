"""What each feed carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.model.content import Content
from generator.model.records import Fact, FactKind
from generator.model.versions import tag
from generator.model.words import day_in_words
from generator.pages.briefing import BriefingPage, LaterNote, briefing_page
from generator.pages.corrections import Change, changes, changes_of_others
from generator.pages.page import BRIEFINGS_FEED, CORRECTIONS_FEED, SITE_FEED, Link, view
from generator.pages.parts import Catalogue, Claim
from generator.pages.weeks import WeekPage, week_page, weeks_feed


@view
class FeedItem:
    """A fact, briefing, note, change or week as a feed carries it. ``guid`` is made from its id and the site's
    authority alone."""

    guid: str
    on: date
    link: Link
    # For readers that show no more: a plain sentence or two.
    summary: str
    categories: tuple[str, ...]
    # Of a fact: what its date is the date of (As of, Happened …), and the day on which it was added.
    when: str = ""
    added: str = ""
    # A change of a fact has the claim as well: the fact as it stands now.
    claim: Claim | None = None
    change: Change | None = None
    # Of a change: the briefings in which somebody may have read what was.
    read_in: tuple[Link, ...] = ()
    briefing: BriefingPage | None = None
    note: LaterNote | None = None
    week: WeekPage | None = None


@view
class Feed:
    """A feed: where its RSS goes, the page that it belongs to, and its items, newest first."""

    link: Link
    page: Link
    group: str
    about: str
    items: tuple[FeedItem, ...]
    newest: str
    # The same feed at an address that its thing had before.
    is_former: bool = False


OPML = "feeds.opml"
# A feed carries at least this many items, and every item of so many days on which it got any. Days without items
# do not count, so whoever looks once in that many days loses nothing, however much is added on however many of
# them, and even where an item is published some days after the date that it carries.
ITEMS_IN_FEED = 100
DAYS_IN_FEED = 30
# What the date of a fact is the date of. The day on which it was added is another one, and said apart.
_WHEN: Mapping[FactKind, str] = {
    "figure": "As of",
    "event": "Happened",
    "policy": "Of",
    "target": "Planned for",
    "profile": "As of",
}
# What each feed of a group carries, said once for all of them.
IN_ALL_OF: Mapping[str, str] = {
    "Places": "Facts about the place and the places in it, and the briefings that carry them.",
    "Topics": "Facts on the topic, and the briefings that carry them.",
    "Organisations": "Facts about the organisation, and the briefings that carry them.",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A feed item, the ids of the facts for whose sake it stands in feeds, whether briefings' feed has it, and the
    addresses of the things that it is about by itself."""

    item: FeedItem
    facts: frozenset[str]
    of_briefings: bool = False
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Thing:
    """A place, topic or organisation: its group, its page, what its feed is about and the ids of its facts."""

    group: str
    page: Link
    about: str
    facts: Collection[str]


def feeds(catalogue: Catalogue) -> Iterator[Feed]:
    """The feeds of everything, of briefings, of corrections and of weeks, and one for every place, topic and
    organisation."""
    content = catalogue.content
    name = content.site.name
    entries = _entries(catalogue)
    for path, page, label, about, own in (
        (SITE_FEED, "index.md", "Everything", "Every briefing, fact, correction and withdrawal", entries),
        (
            BRIEFINGS_FEED,
            "briefings/index.md",
            "Briefings",
            "Every briefing in full, later notes to it, and what was corrected or withdrawn of the facts in it",
            [entry for entry in entries if entry.of_briefings],
        ),
        (
            CORRECTIONS_FEED,
            "corrections.md",
            "Corrections",
            "Every correction and withdrawal: what was, what is, and why",
            [entry for entry in entries if entry.item.change],
        ),
    ):
        title = name if path == SITE_FEED else f"{name}: {label}"
        items = [entry.item for entry in own]
        yield _feed(Link(path=path, name=title), Link(path=page, name=label), "All of it", about, items)
    weeks = Link(path="weeks/index.md", name="Weeks")
    about = "One item a week, on the Monday after it: what changed"
    yield _feed(weeks_feed(catalogue), weeks, "All of it", about, list(_week_items(catalogue)))
    entries_of = _by_fact(entries)
    for thing in _things(catalogue):
        address = thing.page.path.removesuffix(".md")
        ids = (*thing.facts, address)
        numbers = sorted({number for id in ids for number in entries_of.get(id, ())})
        items = [entries[number].item for number in numbers]
        for known in (address, *content.former_addresses(address)):
            link = replace(catalogue.feed_link(address), path=f"feeds/{known}.xml")
            yield _feed(link, thing.page, thing.group, thing.about, items, is_former=known != address)


def _things(catalogue: Catalogue) -> Iterator[_Thing]:
    within = catalogue.within_subject
    parents = {place.parent for place in catalogue.content.places.values()}
    for place in catalogue.place_tree():
        inner = " and the places in it" if place.id in parents else ""
        about = f"Facts about {place.name}{inner}, and the briefings that carry them"
        yield _Thing("Places", catalogue.subject_link(place.id), about, within.get(place.id, ()))
    for topic in sorted(catalogue.content.topics.values(), key=lambda topic: topic.name):
        about = f"Facts on {topic.name}, and the briefings that carry them"
        ids = [fact.id for fact in catalogue.by_topic.get(topic.id, ())]
        yield _Thing("Topics", catalogue.topic_link(topic.id), about, ids)
    for organisation in catalogue.organisations:
        about = f"Facts about {organisation.name}, and the briefings that carry them"
        link = catalogue.subject_link(organisation.id)
        yield _Thing("Organisations", link, about, within.get(organisation.id, ()))


def _feed(
    link: Link, page: Link, group: str, about: str, items: Sequence[FeedItem], *, is_former: bool = False
) -> Feed:
    if len(items) > ITEMS_IN_FEED:
        days = sorted({item.on for item in items}, reverse=True)[:DAYS_IN_FEED]
        oldest = min(items[ITEMS_IN_FEED - 1].on, days[-1])
        items = [item for item in items if item.on >= oldest]
    newest = day_in_words(items[0].on) if items else "none yet"
    return Feed(link=link, page=page, group=group, about=about, items=tuple(items), newest=newest, is_former=is_former)


def _by_fact(entries: Iterable[_Entry]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for id in (*entry.facts, *entry.about):
            found[id].append(number)
    return found


def _entries(catalogue: Catalogue) -> Sequence[_Entry]:
    """Every feed item: by day newest first; of one day briefings, then notes and changes, then facts."""
    found = [
        *_briefing_entries(catalogue),
        *(entry for fact in catalogue.newest_first for entry in _change_entries(catalogue, fact)),
        *_other_entries(catalogue),
        *(_Entry(_fact_item(catalogue, fact), frozenset({fact.id})) for fact in catalogue.newest_first),
    ]
    return sorted(found, key=lambda entry: entry.item.on, reverse=True)


def _briefing_entries(catalogue: Catalogue) -> Iterator[_Entry]:
    notes: list[_Entry] = []
    for index, briefing in enumerate(catalogue.briefings):
        facts, title = briefing.cited, f"Briefing {briefing.issue}: {briefing.headline}"
        page = briefing_page(catalogue, index)
        item = FeedItem(
            guid=tag(catalogue.content, f"briefings/{briefing.id}"),
            on=briefing.published,
            link=Link(path=f"briefings/{briefing.id}.md", name=title),
            summary=" ".join(bullet.text for bullet in briefing.bullets),
            categories=("Briefing",),
            briefing=page,
        )
        yield _Entry(item, facts, of_briefings=True)
        for number, (note, said) in enumerate(zip(briefing.notes, page.notes, strict=True), 1):
            if _is_told(catalogue.content, note.follows):
                continue
            item = FeedItem(
                guid=tag(catalogue.content, f"briefings/{briefing.id}", f"note-{number}"),
                on=note.on,
                link=Link(path=f"briefings/{briefing.id}.md", name=f"Note to {title[0].lower()}{title[1:]}"),
                summary=note.text,
                categories=("Note to a briefing",),
                note=said,
            )
            notes.append(_Entry(item, facts, of_briefings=True))
    yield from notes


def _change_entries(catalogue: Catalogue, fact: Fact) -> Iterator[_Entry]:
    """A fact's corrections and withdrawal, for every feed in which somebody may have read it, briefings included."""
    for change in changes(catalogue, [fact]):
        read_in = [one for one in catalogue.cited_in.get(fact.id, ()) if one.published <= change.day]
        facts = frozenset({fact.id}.union(*(briefing.cited for briefing in read_in)))
        item = FeedItem(
            guid=tag(catalogue.content, f"facts/{fact.id}", change.key),
            on=change.day,
            link=Link(path=change.link.path, name=f"{change.what}: {change.text.now if change.text else fact.text}"),
            summary=_was_and_is(change, fact),
            categories=(change.what, *_categories(catalogue.content, fact)),
            when=_WHEN[fact.kind],
            added=day_in_words(fact.added),
            claim=catalogue.claim(fact),
            change=change,
            read_in=tuple(map(catalogue.briefing_link, read_in)),
        )
        yield _Entry(item, facts, of_briefings=bool(read_in))


def _is_told(content: Content, follows: str | None) -> bool:
    """Whether a change follows the correction of a fact, which is sent already: one mistake, one item."""
    fact = content.facts.get(content.present_address(f"facts/{follows}").partition("/")[2])
    return fact is not None and bool(fact.corrections)


def _other_entries(catalogue: Catalogue) -> Iterator[_Entry]:
    """What changed of a place, a topic, a source, a definition …: for all, for those who follow corrections and, of a
    thing with a feed, for those who follow it; of a source for those who follow what its facts are about."""
    content = catalogue.content
    for id, change in changes_of_others(catalogue):
        if _is_told(content, content.changes[id].follows):
            continue
        address = content.present_address(content.changes[id].of)
        kind, _, of = address.partition("/")
        record = content.records.get(of) if kind == "sources" else None
        item = FeedItem(
            guid=tag(content, f"changes/{id}"),
            on=change.day,
            link=Link(path=change.link.path, name=f"Changed: {change.link.name}"),
            summary=_in_a_line(change),
            categories=("Changed",),
            change=change,
        )
        facts = frozenset(fact.id for fact in record.facts) if record else frozenset()
        around = content.ancestors(of) if kind == "places" and of in content.places else ()
        yield _Entry(item, facts, about=frozenset((address, *(f"places/{place}" for place in around))))


def _week_items(catalogue: Catalogue) -> Iterator[FeedItem]:
    """An item for each week that is over, newest first. It says what was known then, and never changes."""
    for index, (week, _, _) in enumerate(catalogue.weeks):
        if week.next_day > catalogue.today:
            continue
        page = week_page(catalogue, index)
        yield FeedItem(
            guid=tag(catalogue.content, f"weeks/{week.id}"),
            on=week.next_day,
            link=Link(path=page.path, name=f"{page.name}: {page.headline.text}"),
            summary=f"{page.dates}: {', '.join(page.counts)}.",
            categories=("Week",),
            week=page,
        )


def _in_a_line(change: Change) -> str:
    fields = (f"{one.name}: {one.was.rstrip('.')} → {one.now.rstrip('.')}. " for one in change.fields)
    return f"{''.join(fields)}Why: {change.reason}"


def _was_and_is(change: Change, fact: Fact) -> str:
    if change.what == "Withdrawn":
        return f"It said: {fact.text} It no longer stands. Why: {change.reason}"
    now = "then said" if change.later else "says now"
    text = f"It said: {change.text.was} It {now}: {change.text.now} " if change.text else f"{fact.text} "
    fields = "".join(f"{field.name}: {field.was} → {field.now}. " for field in change.fields)
    return f"{text}{fields}Why: {change.reason}"


def _fact_item(catalogue: Catalogue, fact: Fact) -> FeedItem:
    claim = catalogue.claim(fact)
    when = f"{_WHEN[fact.kind]}: {claim.when}. "
    return FeedItem(
        guid=tag(catalogue.content, f"facts/{fact.id}"),
        on=fact.added,
        link=Link(path=claim.path, name=fact.text),
        summary=f"{fact.text} {when}Said by {claim.speaker}. {claim.status}. Source: {claim.source.publisher}.",
        categories=_categories(catalogue.content, fact),
        when=_WHEN[fact.kind],
        added=day_in_words(fact.added),
        claim=claim,
    )


def _categories(content: Content, fact: Fact) -> tuple[str, ...]:
    subjects = (content.subjects[subject].name for subject in (fact.about, *fact.also_about))
    topics = (content.topics[topic].name for topic in fact.topics)
    return tuple(dict.fromkeys((*subjects, *topics)))
