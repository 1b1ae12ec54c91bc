"""Feeds: what readers of any make need (RSS 2.0, RSS Best Practices Profile), whatever the texts hold."""

from __future__ import annotations

import dataclasses
import html
import json
import posixpath
import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree
from lxml import html as lxml_html

from generator.bind.texts import Texts
from generator.feeds.files import feed_files
from generator.feeds.items import DAYS_IN_FEED, ITEMS_IN_FEED, OPML, Feed, feeds
from generator.feeds.page import SubscribePage
from generator.model.content import Content
from generator.model.records import Fact, Record
from generator.pages.page import BRIEFINGS_FEED, CORRECTIONS_FEED, DAYS_FEED, WEEKS_FEED, Link
from generator.pages.parts import Catalogue
from generator.publish.files import site_views
from generator.text.escape import feed_title
from tests.sites import BARE, TEMPLATES, TINY, TODAY, read

ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

# One payload for each fault that would break a feed or its reader.
HOSTILE = "<script>alert(1)</script> <b>bold</b> ]]> &amp; &lt;i&gt; AT&T <!-- 海港城 みなと \N{OCTOPUS} \"'"


@pytest.fixture(scope="module")
def tiny() -> Content:
    return read(TINY)


@pytest.fixture(scope="module")
def hostile(tiny: Content) -> Content:
    """The tiny content with hostile text in every field that a feed prints."""

    def spoilt(thing: Any, number: Iterator[int] = iter(range(1_000_000))) -> Any:  # noqa: B008
        if isinstance(thing, tuple):
            return tuple(spoilt(item) for item in thing)
        if not dataclasses.is_dataclass(thing) or isinstance(thing, type):
            return thing
        names = {
            "name",
            "title",
            "author",
            "text",
            "headline",
            "heading",
            "said_by",
            "note",
            "reason",
            "description",
        }
        changes = {}
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if field.name in names and value is not None:
                changes[field.name] = f"{HOSTILE} {next(number)}"
            else:
                changes[field.name] = spoilt(value)
        return dataclasses.replace(thing, **changes)

    registries = {
        name: {id: spoilt(entry) for id, entry in getattr(tiny, name).items()}
        for name in ("places", "topics", "measures", "publishers", "records", "briefings", "changes")
    }
    return dataclasses.replace(tiny, site=spoilt(tiny.site), **registries)


@pytest.fixture(params=["tiny", pytest.param("hostile", marks=pytest.mark.slow), "bare"])
def content(request: pytest.FixtureRequest) -> Content:
    return read(BARE) if request.param == "bare" else request.getfixturevalue(request.param)


def files_of(content: Content) -> dict[str, bytes]:
    made = tuple(feeds(Catalogue(content, TODAY)))
    return {file.path: file.data for file in feed_files(made, content.site, TEMPLATES)}


def rss_of(content: Content) -> dict[str, bytes]:
    return {path: data for path, data in files_of(content).items() if path.endswith(".xml")}


def json_of(content: Content) -> dict[str, dict[str, Any]]:
    return {path: json.loads(data) for path, data in files_of(content).items() if path.endswith(".json")}


def channels(content: Content) -> dict[str, etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    found = {}
    for path, data in rss_of(content).items():
        channel = etree.fromstring(data, parser).find("channel")
        assert channel is not None
        found[path] = channel
    return found


def text(element: etree._Element, tag: str) -> str:
    (found,) = element.findall(tag)
    assert not len(found), "elements where text is expected"
    return found.text or ""


def guids(content: Content) -> dict[str, list[str]]:
    return {path: [text(item, "guid") for item in channel.iter("item")] for path, channel in channels(content).items()}


def test_every_feed_is_read_without_complaint(content: Content) -> None:
    made = tuple(feeds(Catalogue(content, TODAY)))
    written = rss_of(content)
    assert set(written) == {feed.link.path for feed in made}
    for feed in made:
        parsed = feedparser.parse(written[feed.link.path])
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.version == "rss20"
        assert len(parsed.entries) == len(feed.items)


def test_a_feed_says_where_it_is_and_to_which_page_it_belongs(content: Content) -> None:
    pages = site_views(content, TODAY).pages
    url = content.site.url
    addresses = {url + page.path.removesuffix("index.md").removesuffix(".md").rstrip("/") for page in pages}
    for path, channel in channels(content).items():
        (self_link,) = channel.findall(f"{ATOM}link[@rel='self']")
        assert self_link.get("href") == url + path
        assert self_link.get("type") == "application/rss+xml"
        link = text(channel, "link")
        assert link.startswith(url)
        assert link.rstrip("/") in {address.rstrip("/") for address in addresses}
        assert link == url or link.endswith("/")
        assert text(channel, "language") == content.site.language


def test_the_page_of_each_feed_is_the_one_it_is_about(tiny: Content) -> None:
    links = {path: text(channel, "link") for path, channel in channels(tiny).items()}
    assert links["feeds/all.xml"] == "https://briefing.example.org/"
    assert links["feeds/places/quay-park.xml"] == "https://briefing.example.org/places/quay-park/"
    assert links["feeds/topics/talent.xml"] == "https://briefing.example.org/topics/talent/"


def test_every_item_is_complete_and_in_the_order_that_readers_need(content: Content) -> None:
    for path, channel in channels(content).items():
        seen = set()
        for item in channel.iter("item"):
            names = [child.tag for child in item]
            for tag in ("title", "link", "description", ENCODED, "guid", "pubDate", CREATOR):
                assert names.count(tag) == 1, (path, tag)
            # A reader that takes the last of the two for the text must get the whole text.
            assert names.index("description") < names.index(ENCODED)
            assert not {"author", "enclosure"} & set(names)
            guid = item.find("guid")
            assert guid is not None
            assert guid.get("isPermaLink") == "false"
            assert guid.text not in seen
            seen.add(guid.text)
            assert item.findall("category")


def test_dates_are_as_mail_writes_them_with_the_right_weekday_and_newest_first(content: Content) -> None:
    for channel in channels(content).values():
        dates = [text(item, "pubDate") for item in channel.iter("item")]
        for written in (*dates, text(channel, "lastBuildDate")):
            assert re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} 00:00:00 \+0000", written)
            assert parsedate_to_datetime(written).strftime("%a") == written[:3]
        moments = [parsedate_to_datetime(written) for written in dates]
        assert moments == sorted(moments, reverse=True)
        if moments:
            assert parsedate_to_datetime(text(channel, "lastBuildDate")) == max(moments)


def test_an_item_is_of_the_day_that_it_was_added_or_published(tiny: Content) -> None:
    for item in channels(tiny)["feeds/all.xml"].iter("item"):
        kind, id, *change = text(item, "guid").rsplit(":", 1)[1].split("/")
        if change or kind == "changes":
            continue
        id = tiny.present_address(f"{kind}/{id}").rpartition("/")[2]
        on = tiny.facts[id].added if kind == "facts" else tiny.briefings[id].published
        assert parsedate_to_datetime(text(item, "pubDate")).date() == on


def test_every_address_is_absolute_and_ascii(content: Content) -> None:
    for channel in channels(content).values():
        for item in channel.iter("item"):
            tree = lxml_html.fragment_fromstring(text(item, ENCODED), create_parent=True)
            addresses = [text(item, "link"), *(str(value) for value in tree.xpath("//@href | //@src"))]
            for address in addresses:
                assert urlsplit(address).scheme in ("http", "https"), address
                assert urlsplit(address).netloc
                assert address.isascii()
            assert text(item, "link").startswith(content.site.url)


def test_an_items_html_holds_plain_elements_alone(content: Content) -> None:
    for channel in channels(content).values():
        for item in channel.iter("item"):
            tree = lxml_html.fragment_fromstring(text(item, ENCODED), create_parent=True)
            for element in tree.iterdescendants():
                assert element.tag in {"p", "ul", "ol", "li", "a", "strong", "h3"}
                assert set(element.attrib) <= {"href"}


def test_titles_are_the_texts_themselves(content: Content) -> None:
    said = Texts(content).content
    for item in channels(content)["feeds/all.xml"].iter("item"):
        kind, id, *change = text(item, "guid").rsplit(":", 1)[1].split("/")
        id = content.present_address(f"{kind}/{id}").rpartition("/")[2]
        if change or kind == "changes":
            continue
        if kind == "facts":
            assert text(item, "title") == feed_title(said.facts[id].text)
        else:
            briefing = said.briefings[id]
            assert text(item, "title") == feed_title(f"Briefing {briefing.number}: {briefing.headline}")


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("3 < 4 > 2, R&D and AT&T", "3 < 4 > 2, R&D and AT&T"),
        ("The <b>bold</b> one & 3 < 4", "The ‹b›bold‹/b› one & 3 ‹ 4"),
        ("<!-- x", "‹!-- x"),
        ("&lt;b&gt; &#60; R&D; &", "＆lt;b＆gt; ＆#60; R＆D; &"),
    ],
)
def test_a_title_reads_the_same_as_plain_text_and_as_html(title: str, written: str) -> None:
    assert feed_title(title) == written
    assert lxml_html.fragment_fromstring(written, create_parent=True).text_content() == written


def test_descriptions_read_as_html_are_the_texts_themselves(content: Content) -> None:
    """Readers take a description for HTML (RSS 2.0, 'entity-encoded HTML is allowed')."""
    for channel in channels(content).values():
        for element in (channel, *channel.iter("item")):
            shown = lxml_html.fragment_fromstring(text(element, "description"), create_parent=True)
            assert [inner.tag for inner in shown.iterdescendants()] == []
    said = Texts(content).content
    for item in channels(content)["feeds/all.xml"].iter("item"):
        kind, id, *change = text(item, "guid").rsplit(":", 1)[1].split("/")
        id = content.present_address(f"{kind}/{id}").rpartition("/")[2]
        if change or kind == "changes":
            continue
        begin = said.facts[id].text if kind == "facts" else said.briefings[id].bullets[0].text
        assert html.unescape(text(item, "description")).startswith(begin)


def test_hostile_texts_reach_the_reader_whole(hostile: Content) -> None:
    for path, channel in channels(hostile).items():
        for item in channel.iter("item"):
            shown = lxml_html.fragment_fromstring(text(item, ENCODED), create_parent=True).text_content()
            # The title of a week may be counts alone.
            assert path == "feeds/weeks.xml" or feed_title(HOSTILE) in text(item, "title"), path
            assert HOSTILE in shown, path


def test_ids_alone_make_the_identity_of_an_item(tiny: Content, hostile: Content) -> None:
    moved = dataclasses.replace(hostile, site=dataclasses.replace(hostile.site, url="https://elsewhere.example/sub/"))
    assert {path: sorted(ids) for path, ids in guids(tiny).items()} == {
        path: sorted(ids) for path, ids in guids(moved).items()
    }
    assert "tag:briefing.example.org,2026:facts/hall-act-2023" in guids(tiny)["feeds/all.xml"]
    assert "tag:briefing.example.org,2026:briefings/hall-act-adopted" in guids(tiny)["feeds/all.xml"]


def test_an_item_is_the_same_in_every_feed(tiny: Content) -> None:
    seen: dict[str, bytes] = {}
    for channel in channels(tiny).values():
        for item in channel.iter("item"):
            item.tail = None
            written = etree.tostring(item)
            assert seen.setdefault(text(item, "guid"), written) == written
    weeks = set(guids(tiny)["feeds/weeks.xml"])
    assert set(seen) - weeks == set(guids(tiny)["feeds/all.xml"])
    assert weeks


def test_the_feed_of_a_place_carries_what_lies_in_it_and_the_briefings_about_it(tiny: Content) -> None:
    def ids(path: str) -> set[str]:
        return {guid.rsplit(":", 1)[1] for guid in guids(tiny)[path]}

    assert ids("feeds/places/quay-park.xml") == {
        "facts/quay-park-companies-2025",
        "facts/quay-park-data-sellers-2025",
        "facts/quay-park-halls-target-2030",
        "facts/quay-park-makers-2025",
        "facts/quay-park-robots-2024",
        "facts/quay-park-robots-target-2030",
        "facts/quay-park-sold-2025",
        "facts/hall-act-2023",
        "briefings/hall-act-adopted",
        "briefings/hall-act-adopted/note-1",
        "briefings/harbour-counts-companies",
        # Of the source that the act's fact stands in.
        "changes/2026-11-21-sources-quay-daily-2023",
        "briefings/harbour-counts-companies/note-1",
        "briefings/harbour-counts-companies/note-2",
        "briefings/quay-park-counts-makers",
        "briefings/quay-park-counts-makers/note-1",
        # Of a fact about the whole city, which those who follow the park read in the briefing.
        "facts/harbour-companies-2022/correction-1",
        "facts/harbour-companies-2022/correction-2",
    }
    # A definition belongs to no place.
    assert ids("feeds/places/northland.xml") == ids("feeds/all.xml") - {"changes/2026-11-23-measures-hall-area"}
    assert "facts/hall-act-2023" in ids("feeds/topics/talent.xml")
    assert "facts/harbour-fair-2023" not in ids("feeds/topics/talent.xml")


def with_facts(content: Content, days: list[date]) -> Content:
    """Content with one record whose facts were added on these days."""
    record = next(iter(content.records.values()))
    (fact,) = record.facts
    facts = tuple(
        dataclasses.replace(fact, id=f"fact-{number}", text=f"Fact {number}.", added=day)
        for number, day in enumerate(days)
    )
    return dataclasses.replace(content, records={record.id: dataclasses.replace(record, facts=facts)})


@pytest.mark.parametrize(
    ("days", "carried"),
    [
        ({date(2026, 11, 23): 300}, 300),
        # Bursts on many days: all of the last 30 that brought anything, and no day more.
        ({date(2026, 11, 23): 1, date(2026, 11, 22): 300, date(2026, 11, 21): 300}, 601),
        ({date(2026, 11, day): 10 for day in range(1, 31)} | {date(2026, 10, 20): 300}, 300),
        ({date(2026, 11, day): 10 for day in range(2, 31)} | {date(2026, 10, 20): 300, date(2026, 10, 19): 9}, 590),
        # 100 at least, and the whole of the day on which the hundredth was added.
        ({date(2026, 11, day): 1 for day in range(1, 31)} | {date(2026, 10, day): 3 for day in range(1, 31)}, 102),
        ({date(2026, 11, 23): 100}, 100),
        ({date(2026, 11, 1): 50, date(2026, 1, 1): 49}, 99),
    ],
)
def test_a_burst_is_never_cut(days: dict[date, int], carried: int) -> None:
    assert (ITEMS_IN_FEED, DAYS_IN_FEED) == (100, 30)
    content = with_facts(read(BARE), [day for day, count in days.items() for _ in range(count)])
    for path, ids in guids(content).items():
        if path not in (CORRECTIONS_FEED, BRIEFINGS_FEED, DAYS_FEED, WEEKS_FEED):  # none, or one a day or a week
            assert len(ids) == len(set(ids)) == carried, path


def test_a_feed_without_items_is_valid_and_stays_the_same(tiny: Content) -> None:
    empty = Feed(
        link=Link(path="feeds/x.xml", name="X & <Y>"),
        page=Link(path="places/x.md", name="X"),
        group="Places",
        about="About X & <Y>",
        items=(),
        newest="no item yet",
    )
    first, second = (
        next(file for file in feed_files([empty], tiny.site, TEMPLATES) if file.path == "feeds/x.xml") for _ in range(2)
    )
    assert first == second
    parsed = feedparser.parse(first.data)
    assert not parsed.bozo
    assert parsed.entries == []
    assert parsed.feed.link == "https://briefing.example.org/places/x/"
    channel = etree.fromstring(first.data).find("channel")
    assert channel is not None
    assert parsedate_to_datetime(text(channel, "lastBuildDate")).year == 2026


def test_only_what_changed_differs_after_a_change(tiny: Content) -> None:
    """A correction changes its own item and no other, so readers see one change."""

    def items(content: Content) -> dict[str, bytes]:
        channel = channels(content)["feeds/all.xml"]
        return {text(item, "guid"): etree.tostring(item) for item in channel.iter("item")}

    def changed(record: Record) -> Record:
        return dataclasses.replace(record, facts=tuple(map(shorter, record.facts)))

    def shorter(fact: Fact) -> Fact:
        return dataclasses.replace(fact, text="The fair was held.") if fact.id == "harbour-fair-2023" else fact

    before = items(tiny)
    after = items(dataclasses.replace(tiny, records={id: changed(record) for id, record in tiny.records.items()}))
    assert [guid for guid in before if before[guid] != after[guid]] == [
        "tag:briefing.example.org,2026:facts/harbour-fair-2023"
    ]


# --- JSON Feed


def test_a_json_feed_carries_what_its_rss_feed_does(content: Content) -> None:
    made = json_of(content)
    rss = channels(content)
    assert {path.removesuffix(".json") for path in made} == {path.removesuffix(".xml") for path in rss}
    for path, channel in rss.items():
        feed = made[path.removesuffix(".xml") + ".json"]
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == content.site.url + path.removesuffix(".xml") + ".json"
        assert feed["title"] == text(channel, "title")
        assert feed["home_page_url"] == text(channel, "link")
        assert feed["language"] == content.site.language
        for item, element in zip(feed["items"], channel.iter("item"), strict=True):
            assert item["id"] == text(element, "guid")
            assert item["url"] == text(element, "link")
            assert item["title"] == text(element, "title")
            assert item["content_html"] == text(element, ENCODED)
            assert item["summary"] == html.unescape(text(element, "description"))
            assert datetime.fromisoformat(item["date_published"]) == parsedate_to_datetime(text(element, "pubDate"))
            assert item["tags"] == [category.text for category in element.iter("category")]
            assert [author["name"] for author in item["authors"]] == [text(element, CREATOR)]


# --- the list of feeds


def test_the_list_of_feeds_and_the_page_of_feeds_name_each_feed_once_by_group(tiny: Content) -> None:
    views = site_views(tiny, TODAY)
    pages, feeds = views.pages, views.feeds
    (page,) = (page for page in pages if isinstance(page, SubscribePage))
    outlines = etree.fromstring(files_of(tiny)[OPML]).findall("body/outline")
    in_opml = [(group.get("text"), [feed.get("xmlUrl") or "" for feed in group]) for group in outlines]
    site = tiny.site.url
    assert in_opml == [(group.name, [site + row.rss.path for row in group.feeds]) for group in page.groups]
    assert [group for group, _ in in_opml] == ["All of it", "Places", "Topics", "Organisations"]
    listed = [url for _, urls in in_opml for url in urls]
    assert sorted(listed) == sorted(site + feed.link.path for feed in feeds if not feed.is_former)
    assert {row.json.path for group in page.groups for row in group.feeds} < json_of(tiny).keys()
    assert page.everything.name == site + page.everything.path == listed[0]


def test_the_page_of_feeds_says_once_for_a_group_or_beside_each_feed_what_is_in_it(tiny: Content) -> None:
    (page,) = (page for page in site_views(tiny, TODAY).pages if isinstance(page, SubscribePage))
    for group in page.groups:
        assert all(bool(row.about) != bool(group.about) for row in group.feeds), group.name


def test_a_feed_at_a_former_address_goes_on_unlisted(tiny: Content) -> None:
    former = [feed for feed in feeds(Catalogue(tiny, TODAY)) if feed.is_former]
    assert [feed.link.path for feed in former] == [
        "feeds/places/old-port.xml",
        "feeds/places/port.xml",
        "feeds/topics/firms.xml",
    ]
    assert rss_of(tiny).keys() >= {feed.link.path for feed in former}
    assert all(feed.link.path.encode() not in files_of(tiny)[OPML] for feed in former)


def test_each_page_names_the_feed_that_follows_what_stands_on_it(tiny: Content) -> None:
    feeds = {page.path: page.feed.path for page in site_views(tiny, TODAY).pages if page.feed}
    assert feeds["index.md"] == "feeds/all.xml"
    assert feeds["corrections.md"] == CORRECTIONS_FEED
    assert feeds["briefings/index.md"] == feeds["briefings/hall-act-adopted.md"] == BRIEFINGS_FEED
    assert feeds["places/harbour-city.md"] == "feeds/places/harbour-city.xml"  # and not a former address of it
    assert feeds["topics/talent.md"] == "feeds/topics/talent.xml"
    assert feeds["organisations/sea-lab.md"] == "feeds/organisations/sea-lab.xml"
    assert feeds["facts/quay-park-companies-2025.md"] == "feeds/places/quay-park.xml"


def test_the_stylesheet_for_browsers_is_named_from_wherever_a_feed_lies(tiny: Content) -> None:
    for path, data in rss_of(tiny).items():
        instruction = etree.fromstring(data).getroottree().getroot().getprevious()
        assert isinstance(instruction, etree._ProcessingInstruction)
        assert instruction.get("type") == "text/css"
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), instruction.get("href") or ""))
        assert (TEMPLATES / "theme" / place).is_file()
