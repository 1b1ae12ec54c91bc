"""Bursts arrive as digests, and every fact, correction and withdrawal arrives exactly once, over many publishes."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser

from generator.data.published import read_published
from generator.feeds.digests import BURST, MOST_DIGESTS, Coming, Told, told
from generator.feeds.files import MOST_BYTES, feed_files, told_file
from generator.feeds.items import (
    DAYS_IN_FEED,
    ITEMS_IN_FEED,
    NEW_FORM_SINCE,
    OLD_FORM_UNTIL,
    FeedItem,
    Followed,
    followed,
)
from generator.model.content import Content
from generator.model.records import Fact
from generator.model.when import When
from generator.pages.parts import Catalogue
from generator.publish.files import site_files
from tests.feed_rules import faults
from tests.made import content, corrected, fact, figure, record, withdrawn
from tests.sites import TEMPLATES, TINY, read

DAY = NEW_FORM_SINCE + timedelta(days=30)
State = list[tuple[str, list[Fact]]]


def made(state: State) -> Content:
    return content([record(id, *facts) for id, facts in state])


def some(source: str, count: int, on: date, first: int = 0, about: str = "quay") -> list[Fact]:
    """Events: figures of one series would each be compared with all others."""
    return [
        dataclasses.replace(
            fact(f"{source}-{number}", kind="event", about=about), added=on, figures=(), when=When.parse("2025")
        )
        for number in range(first, first + count)
    ]


def publish(state: State, day: date, before: Mapping[str, Told] | None) -> Followed:
    return followed(Catalogue(made(state), day), before)


def all_of(found: Followed, path: str = "feeds/all.xml") -> tuple[FeedItem, ...]:
    return next(feed.items for feed in found.feeds if feed.link.path == path)


def members(found: Followed, path: str = "feeds/all.xml") -> Mapping[str, list[str]]:
    """What each item of a feed tells, as guids of what is told, by the item's guid."""
    tags = {item.guid: item for item in all_of(found, path)}
    inside: dict[str, list[str]] = {guid: [] for guid in tags}
    for guid, one in found.told.items():
        item = guid if one.digest is None else f"{guid.split('/')[0].rpartition(':')[0]}:{one.digest}"
        if item in inside:
            inside[item].append(guid)
    return inside


def test_a_burst_of_300_is_five_items_at_most_that_name_every_fact() -> None:
    for sources in (1, 3, 5, 60):
        state = [(f"s{one}-2025", some(f"f{one}", 300 // sources, DAY)) for one in range(sources)]
        found = publish(state, DAY, {})
        items = all_of(found)
        assert len(items) == min(sources, MOST_DIGESTS)
        assert sorted(guid for inside in members(found).values() for guid in inside) == sorted(
            f"tag:example.org,2026:facts/{one.id}" for _, facts in state for one in facts
        )
        listed = [line.link.path for item in items if item.digest for _, lines in item.digest.facts for line in lines]
        assert Counter(listed) == Counter(f"facts/{one.id}.md" for _, facts in state for one in facts)


def test_what_is_no_burst_arrives_by_itself_with_a_time_that_orders_it() -> None:
    first = publish([("s-2025", some("f", BURST - 1, DAY))], DAY, {})
    assert not any(item.digest for item in all_of(first))
    second = publish([("s-2025", some("f", BURST + 4, DAY))], DAY, first.told)
    new = [item for item in all_of(second) if item.guid not in {one.guid for one in all_of(first)}]
    assert [bool(item.digest) for item in new] == [True]
    # What came later is above, and nothing that came before has another time or form.
    assert all_of(second)[0] == new[0]
    before = {item.guid: (item.on, item.second) for item in all_of(first)}
    assert {item.guid: (item.on, item.second) for item in all_of(second)}.items() >= before.items()


def test_a_later_publish_of_a_day_makes_a_digest_of_its_own_and_the_first_stays_as_it_was() -> None:
    first = publish([("s-2025", some("f", 30, DAY))], DAY, {})
    second = publish([("s-2025", some("f", 50, DAY))], DAY, first.told)
    (one,), (new, old) = all_of(first), all_of(second)
    assert old == one
    assert new.guid != old.guid
    assert [len(lines) for item in (new, old) if item.digest for _, lines in item.digest.facts] == [20, 30]


def walk() -> Iterator[tuple[date, State]]:
    """Ten publishes: single facts, bursts, two publishes of one day, a correction, a withdrawal, a fact dated back."""
    state: State = [("s0-2025", some("old", 40, date(2026, 11, 23)))]
    yield date(2026, 11, 30), state
    plan = [
        (0, 5, 1),
        (1, 18, 1),
        (1, 18, 2),
        (1, 300, 3),
        (1, 300, 1),
        (2, 3, 1),
        (9, 25, 25),
        (10, 2, 1),
        (40, 60, 8),
    ]
    for number, (days, count, sources) in enumerate(plan):
        day = NEW_FORM_SINCE + timedelta(days=days)
        for one in range(sources):
            on = day - timedelta(days=3) if number == 5 else day
            state = [*state, (f"s{number}-{one}-2025", some(f"f{number}-{one}", -(-count // sources), on))]
        if number == 4:
            state = [(id, [correct(one, day) for one in facts] if id == "s0-2025" else facts) for id, facts in state]
        if number == 6:
            state = [(id, [away(one, day) for one in facts] if id == "s1-0-2025" else facts) for id, facts in state]
        yield day, state


def correct(one: Fact, day: date) -> Fact:
    return dataclasses.replace(one, corrections=(corrected(day.isoformat()),))


def away(one: Fact, day: date) -> Fact:
    return dataclasses.replace(one, withdrawn=withdrawn(day.isoformat()))


def events(state: State) -> set[str]:
    found = set()
    for _, facts in state:
        for one in facts:
            found |= {f"facts/{one.id}"}
            found |= {f"facts/{one.id}/correction-1"} if one.corrections else set()
            found |= {f"facts/{one.id}/withdrawal"} if one.withdrawn else set()
    return {f"tag:example.org,2026:{one}" for one in found}


def test_over_ten_publishes_each_event_arrives_once_and_a_reader_of_100_items_loses_nothing() -> None:
    before: Mapping[str, Told] = {}
    paths = ("feeds/all.xml", "feeds/places/quay.xml", "feeds/topics/trade.xml")
    seen: dict[str, set[str]] = {path: set() for path in paths}
    arrived: dict[str, Counter[str]] = {path: Counter() for path in paths}
    publishes = 0
    for day, state in walk():
        found = publish(state, day, before)
        before, publishes = found.told, publishes + 1
        for path in paths:
            inside = members(found, path)
            for item in all_of(found, path)[:100]:
                if item.guid not in seen[path]:
                    arrived[path].update(inside[item.guid] or [item.guid])
                seen[path].add(item.guid)
    assert publishes == 10
    assert day >= OLD_FORM_UNTIL
    for path in paths:
        assert arrived[path] == dict.fromkeys(events(state), 1), path
        assert len(all_of(found, path)) <= ITEMS_IN_FEED


def test_nothing_of_before_december_has_another_form_or_time() -> None:
    """Its followers have it: 300 facts of a November day stay 300 items at midnight, with their sentences as titles."""
    on = date(2026, 11, 24)
    state = [("s-2025", some("f", 300, on))]
    for day in (on, NEW_FORM_SINCE, NEW_FORM_SINCE + timedelta(days=10)):
        found = publish([*state, ("t-2025", some("g", 5, day))] if day > on else state, day, {})
        old = [item for item in all_of(found) if item.on == on]
        assert len(old) == 300
        assert {(item.second, item.digest, item.values, item.speaker) for item in old} == {(0, None, None, None)}
        assert all(item.link.name.startswith("What f-") for item in old)


def test_from_22_december_no_feed_holds_more_than_100_items_or_512_kb() -> None:
    state = [("s-2025", some("f", 300, date(2026, 11, 24)))]
    day, limit = NEW_FORM_SINCE, 512 * 1024
    before: Mapping[str, Told] = {}
    for number in range(34):
        day = NEW_FORM_SINCE + timedelta(days=number)
        state = [*state, *((f"t{number}-{one}-2025", some(f"g{number}-{one}", 25, day)) for one in range(2))]
        if number % 12 == 11:
            before = publish(state, day, before).told
    found = publish(state, day, before)
    site = made(state).site
    sizes = {file.path: len(file.data) for file in feed_files(found.feeds, site, TEMPLATES)}
    assert max(sizes.values()) <= limit, max(sizes.items(), key=lambda one: one[1])
    assert limit > MOST_BYTES
    assert all(len(feed.items) <= ITEMS_IN_FEED for feed in found.feeds)
    # Every one of the last thirty days is there, by digesting and not by cutting.
    days = {item.on for item in all_of(found)}
    assert len(days) >= DAYS_IN_FEED


def coming(count: int, on: date, *, source: Callable[[int], str] = str, digested: bool = True) -> list[Coming]:
    return [Coming(f"{on}/{number}", on, source(number), False, digested) for number in range(count)]


def test_any_history_of_busy_days_fits_a_feed() -> None:
    """Each of 90 days brings as many items as may be: any thirty of them together are 100 items at most."""
    for count in (1, 3, 20, 60):
        items: list[Coming] = []
        before: dict[str, Told] = {}
        for number in range(90):
            items += coming(count, DAY + timedelta(days=number))
            before = told(items, before, None, days=30, most=100)
        by_day: dict[date, set[str]] = {}
        for guid, one in before.items():
            by_day.setdefault(one.on, set()).add(one.digest or guid)
        assert len(before) == 90 * count
        assert all(
            sum(len(by_day[DAY + timedelta(days=first + number)]) for number in range(30)) <= 100 for first in range(61)
        )


def test_briefings_are_never_digested() -> None:
    found = told(coming(50, DAY, digested=False), {}, None, days=30, most=100)
    assert {one.digest for one in found.values()} == {None}
    assert len({one.second for one in found.values()}) == 50


def test_how_items_were_told_is_read_back_from_the_published_data(tmp_path: Path) -> None:
    made_site = read(TINY)
    for file in site_files(made_site, date(2026, 12, 5), None, TEMPLATES).views.data:
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).write_bytes(file.data)
    folder = tmp_path / "data/v1"
    guids = {"a": Told(DAY, 3, "digests/2026-12-31-3/facts/s-2025", DAY), "b": Told(DAY, 4, None, DAY)}
    (folder / "feed-items.json").write_bytes(told_file(guids).data)
    assert {guid: Told(*how) for guid, how in read_published(folder).told.items()} == guids
    # Data of before there were digests: each fact and briefing came by itself.
    (folder / "feed-items.json").unlink()
    alone = read_published(folder).told
    assert f"tag:{made_site.site.authority}:facts/hall-act-2023" in alone
    assert {digest for _, _, digest, _ in alone.values()} == {None}


def test_the_feed_of_days_has_one_item_a_day_with_all_of_it_corrections_first() -> None:
    state = [("s-2025", some("f", 30, DAY)), ("t-2025", [correct(one, DAY) for one in some("g", 2, date(2026, 11, 1))])]
    first = publish(state, DAY, {})
    assert all_of(first, "feeds/days.xml") == ()
    later = publish([*state, ("u-2025", some("late", 1, DAY))], DAY + timedelta(days=1), first.told)
    (item,) = all_of(later, "feeds/days.xml")
    assert item.guid == f"tag:example.org,2026:days/{DAY}"
    assert item.on == DAY + timedelta(days=1)
    assert item.link.name.startswith("31 December 2026: 2 corrections, 30 facts")
    assert item.digest
    assert len(item.digest.changes) == 2
    # What came a day late is in the item of the day on which it came: the first has been read.
    last = publish([*state, ("u-2025", some("late", 1, DAY))], DAY + timedelta(days=2), later.told)
    assert all_of(last, "feeds/days.xml")[1] == item
    assert all_of(last, "feeds/days.xml")[0].link.name.endswith(": 1 fact")


def titles(*facts: Fact) -> list[str]:
    return [item.link.name for item in all_of(publish([("s-2025", list(facts))], DAY, {}))]


def test_a_title_says_place_measure_time_and_amount() -> None:
    one = dataclasses.replace(fact("a", figure(value=350_000_000, when="2024"), about="quay"), added=DAY)
    assert titles(one) == ["Quay · companies · 2024 · 350 m companies"]
    event = dataclasses.replace(one, kind="event", figures=(), when=When.parse("2025-03"), text="The quay opened.")
    assert titles(event) == ["Quay · event · March 2025 · The quay opened."]
    long = dataclasses.replace(event, text=f"{'The quay opened again ' * 9}.")
    assert titles(long) == ["Quay · event · March 2025 · The quay opened again The quay opened again The quay opened…"]
    assert titles(correct(dataclasses.replace(one, added=date(2026, 11, 1)), DAY))[0].startswith("Corrected: Quay · ")


def test_an_item_has_speaker_status_kind_and_values_and_its_body_does_not_repeat_its_title() -> None:
    one = dataclasses.replace(
        fact("a", figure(value=3), about="quay", said_by="The mayor"), added=DAY, text="It has 3 firms.", kind="figure"
    )
    event = dataclasses.replace(one, id="b", kind="event", figures=(), when=When.parse("2025"), text="It opened.")
    found = publish([("s-2025", [one, event])], DAY, {})
    files = {file.path: file.data for file in feed_files(found.feeds, made([]).site, TEMPLATES)}
    rss = {entry.id.rpartition("/")[2]: entry for entry in feedparser.parse(files["feeds/all.xml"]).entries}
    assert rss["a"].author == "The mayor"
    assert {"Figure", "Single source"} <= {one.term for one in rss["a"].tags}
    assert "It opened." not in rss["b"].content[0].value
    assert ">3</a> firms.</p>" in rss["a"].content[0].value
    items: list[dict[str, Any]] = json.loads(files["feeds/all.json"])["items"]
    (values,) = (item["_fact"] for item in items if item["id"].endswith("/a"))
    assert {name: values[name] for name in ("value", "unit", "when", "status")} == {
        "value": "3",
        "unit": "companies",
        "when": "2024",
        "status": "Single source",
    }
    assert values["version"]
    for path, data in files.items():
        if not path.endswith("opml"):
            assert faults(path, data, made([]).site.url + path, DAY) == [], path


def test_what_came_out_long_before_it_was_added_is_told_as_backfill() -> None:
    state = [("s-2025", some("f", 1, date(2027, 12, 1)))]
    (item,) = all_of(publish(state, date(2027, 12, 1), {}))
    assert "Backfill" in item.categories
    many = publish([("s-2025", some("f", 30, date(2027, 12, 1)))], date(2027, 12, 1), {})
    assert all_of(many)[0].link.name.startswith("Backfill: 30 facts")
