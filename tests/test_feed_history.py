"""What feeds promise to readers, over histories: hypothesis plays the editors, several makes of readers poll.

A history is a row of commits, each of which adds, edits, corrects, withdraws, moves or dates back. What must be
delivered is told from what the editors did, not from the feeds. Windows are scaled down, so that a few items
fill one.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from unittest import mock

import feedparser
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from generator import compare as history
from generator.compare import compare
from generator.feeds.files import feed_files
from generator.feeds.items import Feed, FeedItem
from generator.feeds.items import feeds as site_feeds
from generator.model.content import Content
from generator.model.promises import in_words
from generator.model.records import (
    Before,
    Briefing,
    Changed,
    Correction,
    DatedNote,
    Fact,
    Moved,
    Organisation,
    Passage,
    Place,
    Reworded,
    Topic,
    Withdrawal,
)
from generator.model.when import When
from generator.pages.page import address, json_feed
from generator.pages.parts import Catalogue
from generator.publish.files import site_views
from tests.made import content, fact, record
from tests.sites import TEMPLATES

# In the package, its name is a function's.
MODULE = importlib.import_module("generator.feeds.items")
AS_PUBLISHED: Mapping[str, Any] = {"DAYS_IN_FEED": MODULE.DAYS_IN_FEED, "LATEST": history.LATEST}
# Ten days of items at least and four items at least, what is new dated two days back at most …
ITEMS, DAYS, LATEST = 4, 10, timedelta(days=2)
# … so whoever looks at least once in so many days misses nothing: of the ten days, two may be newer than an item
# when it comes out, and one is the day on which it does.
POLL = timedelta(days=DAYS - LATEST.days - 1)
DAWN = date(2026, 1, 5)
SOURCE = "https://example.org/r1"

PLACES = {"land": None, "port": "land", "quay": "port"}
ORGANISATIONS, TOPICS = ("works",), ("trade", "talent")
# What editors did, in words that no move changes: facts/3 is the fourth fact, facts/3/withdrawal its withdrawal.
Event = str


@dataclass
class World:
    """All that the editors wrote up to a day. Things are known by names that never change; ``ids`` says what
    each is called in the records now."""

    today: date = DAWN
    facts: dict[str, Fact] = field(default_factory=dict)
    briefings: dict[str, Briefing] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    moved: dict[str, Moved] = field(default_factory=dict)
    # What each briefing carried before it was written anew.
    carried: dict[str, frozenset[str]] = field(default_factory=dict)
    # What readers have to be told, and in which feeds.
    events: dict[Event, frozenset[str]] = field(default_factory=dict)
    # What an editor touched in the last commit.
    touched: frozenset[str] = frozenset()

    def copy(self) -> World:
        return dataclasses.replace(
            self,
            facts=dict(self.facts),
            briefings=dict(self.briefings),
            ids=dict(self.ids),
            moved=dict(self.moved),
            carried=dict(self.carried),
            events=dict(self.events),
        )

    def content(self) -> Content:
        def id(name: str) -> str:
            kind, _, first = name.partition("/")
            return self.ids.get(name, f"{kind[:-1]}-{first}" if first.isdigit() else first)

        facts = [
            dataclasses.replace(
                one,
                id=id(name),
                about=id(_subject(one.about)),
                topics=tuple(id(f"topics/{topic}") for topic in one.topics),
            )
            for name, one in self.facts.items()
        ]
        briefings = [
            dataclasses.replace(
                one,
                id=id(name),
                bullets=tuple(
                    dataclasses.replace(said, facts=tuple(id(fact) for fact in said.facts)) for said in one.bullets
                ),
            )
            for name, one in self.briefings.items()
        ]
        places = [
            Place(
                id=id(f"places/{name}"),
                name=name.title(),
                kind="city",
                parent=id(f"places/{above}") if above else None,
            )
            for name, above in PLACES.items()
        ]
        organisations = [
            Organisation(id=id(f"organisations/{name}"), name=name.title(), kind="company") for name in ORGANISATIONS
        ]
        topics = [Topic(id=id(f"topics/{name}"), name=name.title(), definition="T.") for name in TOPICS]
        registries: dict[str, list[Any]] = {
            "briefings": briefings,
            "places": places,
            "organisations": organisations,
            "topics": topics,
        }
        mapped = {kind: {thing.id: thing for thing in things} for kind, things in registries.items()}
        return content([record("r1", *facts)], moved=self.moved, **mapped)

    def name_of(self, path: str) -> str:
        """The thing whose page this is: facts/3 for facts/any-id-that-it-has-now.md."""
        kind, _, id = path.removesuffix(".md").partition("/")
        if id.startswith("moved-"):
            return next(name for name, now in self.ids.items() if now == id)
        return f"{kind}/{id.rpartition('-')[2]}"

    def feeds_of_fact(self, name: str) -> frozenset[str]:
        """The feeds of places, organisations and topics in which a fact stands."""
        one = self.facts[name]
        chain, above = [one.about], PLACES.get(one.about)
        while above:
            chain.append(above)
            above = PLACES[above]
        return frozenset(map(_subject, chain)) | {f"topics/{topic}" for topic in one.topics}

    def feeds_of_briefing(self, name: str) -> frozenset[str]:
        return frozenset({"briefings"}.union(*map(self.feeds_of_fact, self.cited_in(name))))

    def cited_in(self, name: str) -> frozenset[str]:
        """The facts that somebody may have read in a briefing."""
        return _cited(self.briefings[name]) | self.carried.get(name, frozenset())

    def feeds_of_change(self, name: str, on: date) -> frozenset[str]:
        """Every feed in which somebody may have read a fact before it changed."""
        read_in = (
            one for one, briefing in self.briefings.items() if name in self.cited_in(one) and briefing.published <= on
        )
        return self.feeds_of_fact(name).union({"corrections"}, *map(self.feeds_of_briefing, read_in))

    def tell(self, what: Event, feeds: frozenset[str]) -> None:
        self.events[what] = feeds | {"all"}


def _subject(name: str) -> str:
    return f"{'places' if name in PLACES else 'organisations'}/{name}"


def _cited(briefing: Briefing) -> frozenset[str]:
    return frozenset(fact for said in briefing.bullets for fact in said.facts)


# --- what editors do; ``pick`` chooses the thing


def add(world: World, pick: int, count: int = 1, on: date | None = None) -> None:
    """Facts about something, of some year long ago."""
    for number in range(count):
        name = f"facts/{len(world.facts)}"
        subject = (*PLACES, *ORGANISATIONS)[(pick + number) % 4]
        topic = TOPICS[(pick + number) // 4 % 2]
        world.facts[name] = dataclasses.replace(
            fact("x", kind="event", when=When.parse(str(1990 + (pick + number) % 35)), figures=()),
            text=f"Event {len(world.facts)}.",
            about=subject,
            topics=(topic,),
            added=on or world.today,
        )
        world.touched |= {name}
        world.tell(name, world.feeds_of_fact(name))


def burst(world: World, pick: int) -> None:
    add(world, pick, count=2 * ITEMS)


def date_back(world: World, pick: int) -> None:
    """A fact that lay in a pull request for some days, or for too many."""
    add(world, pick // 6, on=world.today - timedelta(days=pick % 6))


def edit(world: World, pick: int) -> None:
    name = _picked(world.facts, pick)
    one = world.facts[name]
    world.facts[name] = dataclasses.replace(
        one, text=f"{one.text[:-1]}!", note="So.", checked=(*one.checked, world.today)
    )
    world.touched |= {name}


def correct(world: World, pick: int) -> None:
    name = _picked(world.facts, pick)
    one = world.facts[name]
    if one.withdrawn:
        return  # it stays as it was
    entry = Correction(on=world.today, was=Before(text=one.text), reason="We misread it.")
    text = f"{one.text[:-1]}, {len(one.corrections) + 1} times corrected."
    when = When.parse(str(1990 + pick % 35))
    world.facts[name] = dataclasses.replace(one, text=text, when=when, corrections=(*one.corrections, entry))
    world.touched |= {name}
    world.tell(f"{name}/correction-{len(one.corrections) + 1}", world.feeds_of_change(name, world.today))


def withdraw(world: World, pick: int) -> None:
    name = _picked(world.facts, pick)
    if world.facts[name].withdrawn is None:
        withdrawn = Withdrawal(on=world.today, reason="The source took it back.")
        world.facts[name] = dataclasses.replace(world.facts[name], withdrawn=withdrawn)
        world.touched |= {name}
        world.tell(f"{name}/withdrawal", world.feeds_of_change(name, world.today))


def brief(world: World, pick: int) -> None:
    name = f"briefings/{len(world.briefings)}"
    cited = tuple({_picked(world.facts, pick + number): None for number in range(pick % 3 + 1)})
    world.briefings[name] = Briefing(
        id="x",
        number=len(world.briefings) + 1,
        published=world.today,
        events=When.parse("2025"),
        headline=f"Issue {len(world.briefings) + 1}",
        bullets=(Passage(text="A bullet.", facts=cited),),
        analysis=(Passage(text="An analysis."),),
        gaps=(Passage(text="A gap."),),
    )
    world.touched |= {name}
    world.tell(name, world.feeds_of_briefing(name))


def note(world: World, pick: int) -> None:
    if world.briefings:
        name = _picked(world.briefings, pick)
        one = world.briefings[name]
        world.briefings[name] = dataclasses.replace(one, notes=(*one.notes, DatedNote(on=world.today, text="A note.")))
        world.touched |= {name}
        world.tell(f"{name}/note-{len(one.notes) + 1}", world.feeds_of_briefing(name))


def write_anew(world: World, pick: int) -> None:
    """Fewer facts in a briefing, in other words; what it said before stays below it, and nobody is told."""
    if world.briefings:
        name = _picked(world.briefings, pick)
        one = world.briefings[name]
        was = next(made.bullets[0] for made in world.content().briefings.values() if made.number == one.number)
        now = Passage(text=f"{one.bullets[0].text[:-1]} again.", facts=one.bullets[0].facts[:1])
        ids = Passage(text=now.text, facts=was.facts[:1])
        changed = Changed(field="bullets", was=(in_words(was),), now=(in_words(ids),))
        entry = Reworded(on=world.today, changed=(changed,), why="It is shorter.")
        world.carried[name] = world.cited_in(name)
        world.briefings[name] = dataclasses.replace(one, bullets=(now,), reworded=(*one.reworded, entry))
        world.touched |= {name}


def move(world: World, pick: int) -> None:
    """Another id for a fact, briefing, place, organisation or topic."""
    made = world.content()
    movable = [*world.facts, *world.briefings, *map(_subject, PLACES), "organisations/works", "topics/trade"]
    name = movable[pick % len(movable)]
    kind, _, first = name.partition("/")
    old = world.ids.get(name, f"{kind[:-1]}-{first}" if first.isdigit() else first)
    world.ids[name] = f"moved-{len(world.moved)}"
    to = f"{kind}/{world.ids[name]}"
    world.moved[f"{kind}/{old}"] = Moved(id=f"{kind}/{old}", to=to, on=world.today)
    assert f"{kind}/{old}" in made.addresses
    world.touched |= {name}


def _picked(things: Mapping[str, object], pick: int) -> str:
    return list(things)[pick % len(things)]


DEEDS = (add, add, burst, date_back, edit, correct, correct, withdraw, brief, note, write_anew, move)
COMMITS = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 999), st.integers(0, 3) | st.integers(0, 12)),
    min_size=4,
    max_size=16,
)


# --- commits and what they publish


@dataclass(frozen=True)
class Commit:
    """A state of the site: what the editors had done by then, and the items of each feed by its address."""

    world: World
    content: Content
    whole: tuple[Feed, ...]
    feeds: Mapping[str, tuple[FeedItem, ...]]


def played(deeds: list[tuple[Any, int, int]]) -> Iterator[Commit]:
    """Every commit of a history that the check let pass."""
    world = World()
    add(world, 3, count=3)
    before = world.content()
    yield published(world, before)
    for deed, pick, days in deeds:
        after = world.copy()
        after.today += timedelta(days=days)
        after.touched = frozenset()
        deed(after, pick)
        made = after.content()
        rules = {problem.rule for problem in compare(before, made, where="content")[1]}
        newest = max(on for _, on in history._dated(before))
        too_late = deed is date_back and any(after.facts[name].added < newest - LATEST for name in after.touched)
        assert rules == ({"dated-late"} if too_late else set())
        if not too_late:
            world, before = after, made
            yield published(world, made)


def published(world: World, made: Content) -> Commit:
    catalogue = Catalogue(made, world.today)
    feeds = tuple(site_feeds(catalogue))
    return Commit(world.copy(), made, feeds, {feed.link.path: feed.items for feed in feeds})


def event_of(world: World, item: FeedItem) -> Event:
    """What an item tells, by its link and kind alone: its guid is what is tested."""
    name = world.name_of(item.link.path)
    if item.note:
        numbers = [number for number, note in enumerate(world.briefings[name].notes, 1) if note.on == item.on]
        return f"{name}/note-{numbers[int(item.guid.rpartition('-')[2]) - numbers[0]]}"
    if item.change:
        return f"{name}/{item.change.key}"
    return name


# --- readers


class Reader:
    """Subscribes to every feed at the address that it has on the day, and polls those addresses for ever."""

    def __init__(self, commit: Commit) -> None:
        self.paths = {key: self._path(commit, key) for key in self._keys()}
        # What it showed as new, in order: the feed, the event, the guid.
        self.shown: list[tuple[str, Event, str]] = []
        self.remembered: dict[str, dict[str, FeedItem]] = {key: {} for key in self.paths}

    def _keys(self) -> Iterator[str]:
        yield from ("all", "briefings", "corrections")
        yield from map(_subject, (*PLACES, *ORGANISATIONS))
        yield from (f"topics/{topic}" for topic in TOPICS)

    def _path(self, commit: Commit, key: str) -> str:
        kind, _, first = key.partition("/")
        return f"feeds/{kind}/{commit.world.ids.get(key, first)}.xml" if first else f"feeds/{key}.xml"

    def poll(self, commit: Commit) -> None:
        for key, path in self.paths.items():
            assert path in commit.feeds, f"{path} is gone"
            # Readers go through a feed from its end, so that the newest item is shown last.
            for item in reversed(commit.feeds[path]):
                if self.is_new(key, item, commit):
                    self.shown.append((key, event_of(commit.world, item), item.guid))
            self.keep(key, commit.feeds[path])

    def is_new(self, key: str, item: FeedItem, commit: Commit) -> bool:
        return item.guid not in self.remembered[key]

    def keep(self, key: str, items: tuple[FeedItem, ...]) -> None:
        self.remembered[key] |= {item.guid: item for item in items}


class ByGuidAlone(Reader):
    """newsboat: an item that stood in any feed is known in all."""

    def is_new(self, key: str, item: FeedItem, commit: Commit) -> bool:
        return all(item.guid not in items for items in self.remembered.values())


class Forgetful(Reader):
    """Remembers what stood in a feed when it last looked, and nothing before."""

    def keep(self, key: str, items: tuple[FeedItem, ...]) -> None:
        self.remembered[key] = {item.guid: item for item in items}


@pytest.fixture(autouse=True, scope="module")
def small_windows() -> Iterator[None]:
    with (
        mock.patch.object(MODULE, "ITEMS_IN_FEED", ITEMS),
        mock.patch.object(MODULE, "DAYS_IN_FEED", DAYS),
        mock.patch.object(history, "LATEST", LATEST),
    ):
        yield


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(deeds=COMMITS, join=st.integers(0, 99))
def test_each_reader_is_told_each_event_once_in_each_feed(deeds: list[tuple[Any, int, int]], join: int) -> None:
    commits = list(played(deeds))
    first, last = commits[0], commits[-1]
    event(f"{len(commits) // 4 * 4} commits or more")
    joined = commits[join % len(commits)]
    every_commit = (Reader(first), Forgetful(first), ByGuidAlone(first))
    late, seldom = Reader(joined), (Reader(first), Forgetful(first))
    for commit in commits:
        for reader in every_commit:
            reader.poll(commit)
    for commit in commits[commits.index(joined) :]:
        late.poll(commit)
    day = first.world.today
    while day <= last.world.today + POLL:
        for reader in seldom:
            reader.poll([commit for commit in commits if commit.world.today <= day][-1])
        day += POLL
    told = {(key, what) for what, keys in last.world.events.items() for key in keys}
    for reader in (*every_commit[:2], *seldom):
        told_once(reader, told, last)
    told_once(late, {(key, what) for key, what in told if what not in joined.world.events}, last)
    # Who keys by guid over all feeds is told each event once in all.
    assert Counter(what for _, what, _ in every_commit[2].shown) == dict.fromkeys(last.world.events, 1)
    same_identity_for_ever(commits)


def told_once(reader: Reader, told: set[tuple[str, Event]], last: Commit) -> None:
    counts = Counter((key, what) for key, what, _ in reader.shown)
    assert told <= counts.keys(), "lost"
    assert max(counts.values()) == 1, "told twice"
    # What was delivered separately is of the feed all the same: a change of the day on which a briefing came out.
    for key, what in counts.keys() - told:
        thing = "/".join(what.split("/")[:2])
        is_change = what.count("/") == 2 and thing in last.world.facts
        on = last.world.today
        assert what in last.world.events
        assert key in (last.world.events[what] | (last.world.feeds_of_change(thing, on) if is_change else set()))


def _shows(world: World, what: Event) -> frozenset[str]:
    """The things that an item's content is made of."""
    thing = "/".join(what.split("/")[:2])
    if thing in world.facts:
        return frozenset({thing, _subject(world.facts[thing].about)})
    facts = world.cited_in(thing)
    return frozenset({thing, *facts, *(_subject(world.facts[fact].about) for fact in facts)})


def same_identity_for_ever(commits: list[Commit]) -> None:
    guids: dict[Event, str] = {}
    for commit in commits:
        for path, items in commit.feeds.items():
            assert [item.on for item in items] == sorted((item.on for item in items), reverse=True), path
            assert len({item.guid for item in items}) == len(items), path
            for item in items:
                what = event_of(commit.world, item)
                assert guids.setdefault(what, item.guid) == item.guid, f"{what} has another guid"
                address = item.link.path.removesuffix(".md")
                assert address in commit.content.addresses or address.startswith("weeks/")
    assert len(set(guids.values())) == len(guids), "two events have one guid"


@pytest.mark.slow
@settings(max_examples=4)
@given(deeds=COMMITS)
def test_both_formats_carry_the_same_items_whose_links_resolve_and_which_change_only_with_what_they_show(
    deeds: list[tuple[Any, int, int]],
) -> None:
    before: dict[str, Any] = {}
    for commit in played(deeds):
        made = commit.content
        pages = {made.site.url + address(page.path) for page in site_views(made, commit.world.today).pages}
        whole = [feed for feed in commit.whole if feed.link.path in ("feeds/all.xml", "feeds/briefings.xml")]
        files = {file.path: file.data for file in feed_files(whole, made.site, TEMPLATES)}
        for feed in whole:
            rss, json_version = feedparser.parse(files[feed.link.path]), json.loads(files[json_feed(feed.link.path)])
            assert [entry.id for entry in rss.entries] == [item["id"] for item in json_version["items"]]
            assert [item["id"] for item in json_version["items"]] == [item.guid for item in feed.items]
            for shown, item in zip(json_version["items"], feed.items, strict=True):
                links = lxml_html.fragment_fromstring(shown["content_html"], create_parent=True).xpath("//@href")
                ours = {str(link) for link in links if str(link).startswith(made.site.url)}
                assert {shown["url"], *ours} - {SOURCE} <= pages
                # A reader that shows an item again whenever anything in it is another has a reason to.
                if before.setdefault(item.guid, shown) != shown:
                    what, before[item.guid] = event_of(commit.world, item), shown
                    assert _shows(commit.world, what) & commit.world.touched, f"{what} changed for no reason"


def test_the_window_is_as_long_as_it_is_said_to_be_and_no_longer() -> None:
    """The worst history: a burst every day, and a fact that is dated back as far as may be."""
    bursts = [(burst, number, 1) for number in range(DAYS)]
    dated_back = 6 * 8 + LATEST.days  # of the same day as the burst before it
    before, *after = list(played([*bursts, (date_back, dated_back, 0), *bursts]))[DAYS:]
    (name,) = after[0].world.touched
    assert before.world.today - after[0].world.facts[name].added == LATEST
    kept = [name in {event_of(commit.world, item) for item in commit.feeds["feeds/all.xml"]} for commit in after]
    assert kept.index(False) == POLL.days + 1


def test_who_looks_every_second_week_misses_nothing_as_the_page_of_feeds_says() -> None:
    page = (TEMPLATES / "pages/subscribe.md.j2").read_text("utf-8")
    assert "Who looks every second week misses nothing." in page
    assert AS_PUBLISHED["DAYS_IN_FEED"] - AS_PUBLISHED["LATEST"].days - 1 >= 14


def test_a_fact_of_long_ago_that_is_withdrawn_is_told_wherever_it_stood() -> None:
    """However old: its own item left every feed long before."""
    deeds = [(burst, number, 1) for number in range(DAYS + 1)]
    commits = list(played([*deeds, (withdraw, 0, 1)]))
    before, after = commits[-2:]
    for key in after.world.feeds_of_change("facts/0", after.world.today):
        path = Reader(after).paths[key]
        assert "facts/0" not in {event_of(before.world, item) for item in before.feeds[path]}
        assert event_of(after.world, after.feeds[path][0]) == "facts/0/withdrawal"
        assert "It no longer stands" in after.feeds[path][0].summary
