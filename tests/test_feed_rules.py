"""Every feed obeys the rules, and the rules catch what they are there for: each fault planted, each caught."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.feeds.files import feed_files
from generator.feeds.items import feeds
from generator.model.content import Content
from generator.model.timeline import events
from generator.pages.parts import Catalogue
from generator.read.load import load
from tests.feed_rules import RULES, faults
from tests.hostile import spoil
from tests.sites import BARE, PROJECT, TEMPLATES, TINY, TODAY, read


def files_of(content: Content) -> dict[str, bytes]:
    return {file.path: file.data for file in feed_files(feeds(Catalogue(content, TODAY)), content.site, TEMPLATES)}


@pytest.mark.parametrize(
    "site",
    ["tiny", "bare", pytest.param("hostile", marks=pytest.mark.slow), pytest.param("real", marks=pytest.mark.slow)],
)
def test_every_feed_and_the_list_of_feeds_obey_every_rule(site: str, tmp_path: Path) -> None:
    folders = {"tiny": TINY, "bare": BARE, "real": PROJECT / "content"}
    content = load(folders[site] if site in folders else spoil(TINY, tmp_path)).content
    # The real content is newer than the tests' day.
    today = max(TODAY, *(event.day for event in events(content)))
    files = files_of(content)
    assert len(files) >= 11
    for path, data in files.items():
        assert faults(path, data, content.site.url + path, today) == [], path


# --- the faults that are planted in a feed without any


def item(text: str, change: Callable[[str], str]) -> str:
    """A feed with a change in its second item."""
    before, _, rest = text.partition("<item>")
    one, _, second = rest.partition("<item>")
    two, end, after = second.partition("</item>")
    changed = change(two)
    assert changed != two, "nothing was planted"
    return f"{before}<item>{one}<item>{changed}{end}{after}"


def replaced(old: str, new: str, *, whole: bool = False) -> Callable[[str], str]:
    """Put something in the place of the first that fits a pattern: in the second item, or in the whole feed."""

    def plant(text: str) -> str:
        return re.sub(old, lambda _: new, text, count=1, flags=re.DOTALL)

    return plant if whole else lambda text: item(text, plant)


def first(text: str, tag: str) -> str:
    """An element of a feed's first item."""
    found = re.search(f"<{tag}.*?</{tag}>", text[text.index("<item>") :])
    assert found
    return found[0]


def swapped(one: str) -> str:
    return re.sub("(<description>.*</description>)(.*)(?=<guid)", r"\2\1", one, flags=re.DOTALL)


IN_2037, IN_1998 = "Mon, 23 Nov 2037 00:00:00 +0000", "Mon, 23 Nov 1998 00:00:00 +0000"
OTHER_SELF = '<atom:link rel="self" href="https://a.example/"/>'
IN_CONTENT = r"<!\[CDATA\[<p>"
RSS: list[tuple[str, str, Callable[[str], str]]] = [
    ("a link that runs a script", "bad-address", replaced("<link>.*?</link>", "<link>javascript:alert(1)</link>")),
    ("a link with a password", "bad-address", replaced("<link>https://", "<link>https://me:secret@")),
    ("a relative link", "bad-address", replaced("<link>.*?</link>", "<link>/facts/x/</link>")),
    ("a channel's relative link", "bad-address", replaced("<link>.*?</link>", "<link>/</link>", whole=True)),
    ("a path that is not ASCII", "not-ascii", replaced("</link>", "海/</link>")),
    ("a script", "unsafe-content", replaced(IN_CONTENT, "<![CDATA[<script>x()</script><p>")),
    ("a frame", "unsafe-content", replaced(IN_CONTENT, "<![CDATA[<iframe></iframe><p>")),
    ("a picture", "unsafe-content", replaced(IN_CONTENT, "<![CDATA[<img><p>")),
    ("a script in the description", "unsafe-content", replaced("<description>", "<description>&lt;script/&gt;")),
    ("a style", "unsafe-attribute", replaced(IN_CONTENT, '<![CDATA[<p style="color:red">')),
    ("a handler", "unsafe-attribute", replaced(IN_CONTENT, '<![CDATA[<p onclick="x()">')),
    ("a class of the page", "unsafe-attribute", replaced(IN_CONTENT, '<![CDATA[<p class="note">')),
    ("a relative link in content", "relative-address", replaced('href="[^"]*"', 'href="../places/x/"')),
    ("a link to any host's scheme", "relative-address", replaced('href="[^"]*"', 'href="//elsewhere.example/"')),
    ("a script's link in content", "bad-address", replaced('href="[^"]*"', 'href="javascript:x()"')),
    ("markup in a title", "title-markup", replaced("<title>", "<title>&lt;b&gt;Bold&lt;/b&gt; ")),
    ("an escape in a title", "title-markup", replaced("<title>", "<title>AT&amp;amp;T ")),
    ("markup in the feed's title", "title-markup", replaced("<title>", "<title>&lt;b&gt;", whole=True)),
    ("a guid twice", "repeated-id", lambda text: replaced("<guid.*?</guid>", first(text, "guid"))(text)),
    ("a guid that seems an address", "permalink", replaced(' isPermaLink="false"', "")),
    ("a date as computers write it", "bad-date", replaced("<pubDate>.*?<", "<pubDate>2026-11-22T00:00:00Z<")),
    ("a date without a zone", "bad-date", replaced(r" \+0000</pubDate>", "</pubDate>")),
    ("a year of two digits", "bad-date", replaced(r" 2026 (?=[\d:]+ \+0000</pubDate>)", " 26 ")),
    ("a day that does not exist", "bad-date", replaced("<pubDate>.*?<", "<pubDate>Mon, 31 Nov 2026 00:00:00 +0000<")),
    ("a wrong weekday", "wrong-weekday", replaced("<pubDate>...", "<pubDate>Xxx")),
    ("a build in 2037", "implausible-date", replaced("<lastBuildDate>.*?<", f"<lastBuildDate>{IN_2037}<", whole=True)),
    ("a day before we began", "implausible-date", lambda text: re.sub("<pubDate>.*?<", f"<pubDate>{IN_1998}<", text)),
    ("an old item above a newer", "order", replaced("<pubDate>.*?<", "<pubDate>Thu, 01 Jan 2026 00:00:00 +0000<")),
    ("no self link", "self-link", replaced("<atom:link[^>]*/>", "", whole=True)),
    ("another's self link", "self-link", replaced('(?<=<atom:link href=")', "https://a.example/?", whole=True)),
    ("two self links", "self-link", replaced("<atom:link", f"{OTHER_SELF}<atom:link", whole=True)),
    ("a self link of another kind", "self-link", replaced('application/rss', "application/atom", whole=True)),
    ("a vertical tab", "malformed", replaced("<title>", "<title>\x0b")),
    ("a next line", "bad-characters", replaced("<title>", "<title>\x85")),
    ("a turn of direction", "bad-characters", replaced("<title>", "<title>\u202e")),
    ("an end of the file too early", "malformed", lambda text: text[: len(text) // 2]),
    ("content alone", "missing", replaced("<description>.*?</description>", "")),
    ("content before its description", "description-first", lambda text: item(text, swapped)),
    ("no title", "missing", replaced("<title>.*?</title>", "")),
    ("no guid", "missing", replaced("<guid.*?</guid>", "")),
    ("an empty title", "missing", replaced("<title>.*?</title>", "<title> </title>")),
    ("nobody who wrote it", "missing", replaced("<dc:creator>.*?</dc:creator>", "")),
    ("an author without an address", "bare-author", replaced("<guid", "<author>Editors</author><guid")),
    ("a language's name", "bad-language", replaced("<language>.*?<", "<language>chinese<", whole=True)),
    ("another version", "version", replaced('version="2.0"', 'version="0.91"', whole=True)),
    ("no channel", "missing", lambda text: text.replace("channel>", "canal>")),
]  # fmt: skip


def changed(path: tuple[str | int, ...], value: Any) -> Callable[[str], str]:
    """Put a value at a place of a JSON feed; ``None`` takes out what is there."""

    def plant(text: str) -> str:
        made = json.loads(text)
        inner = made
        for step in path[:-1]:
            inner = inner[step]
        if value is None:
            del inner[path[-1]]
        else:
            inner[path[-1]] = value
        return json.dumps(made, ensure_ascii=False)

    return plant


ITEM = ("items", 1)
JSON: list[tuple[str, str, Callable[[str], str]]] = [
    ("half a file", "malformed", lambda text: text[: len(text) // 2]),
    ("another version", "schema", changed(("version",), "https://jsonfeed.org/version/1")),
    ("no title", "schema", changed(("title",), None)),
    ("no items", "schema", changed(("items",), None)),
    ("an author of version 1", "schema", changed(("author",), {"name": "Editors"})),
    ("authors without any", "schema", changed((*ITEM, "authors"), [])),
    ("an id that is a number", "schema", changed((*ITEM, "id"), 7)),
    ("no id", "schema", changed((*ITEM, "id"), None)),
    ("no content", "schema", changed((*ITEM, "content_html"), None)),
    ("no date", "schema", changed((*ITEM, "date_published"), None)),
    ("a field that nobody knows", "schema", changed((*ITEM, "updated"), "2026-11-23T00:00:00Z")),
    ("a relative link", "schema", changed((*ITEM, "url"), "/facts/x/")),
    ("a link that runs a script", "schema", changed((*ITEM, "url"), "javascript:alert(1)")),
    ("a link with a password", "bad-address", changed((*ITEM, "url"), "https://me:secret@example.org/")),
    ("a path that is not ASCII", "not-ascii", changed((*ITEM, "url"), "https://example.org/海/")),
    ("another's address", "self-link", changed(("feed_url",), "https://a.example/feed.json")),
    ("a language's name", "bad-language", changed(("language",), "chinese")),
    ("markup in a title", "title-markup", changed((*ITEM, "title"), "<b>Bold</b>")),
    ("a script", "unsafe-content", changed((*ITEM, "content_html"), "<p>x</p><script>x()</script>")),
    ("a handler", "unsafe-attribute", changed((*ITEM, "content_html"), '<p onclick="x()">x</p>')),
    ("a relative link in content", "relative-address", changed((*ITEM, "content_html"), '<a href="x/">x</a>')),
    ("a date as mail writes it", "bad-date", changed((*ITEM, "date_published"), "Mon, 23 Nov 2026 00:00:00 +0000")),
    ("a date without a zone", "bad-date", changed((*ITEM, "date_published"), "2026-11-23T00:00:00")),
    ("a day in 2037", "implausible-date", changed(("items", 0, "date_published"), "2037-11-23T00:00:00Z")),
    ("an old item above a newer", "order", changed((*ITEM, "date_published"), "2026-01-01T00:00:00+00:00")),
    ("a next line", "bad-characters", changed((*ITEM, "summary"), "One.\x85Two.")),
    ("an id twice", "repeated-id", lambda text: changed((*ITEM, "id"), json.loads(text)["items"][0]["id"])(text)),
]
OPML: list[tuple[str, str, Callable[[str], str]]] = [
    ("another version", "version", replaced('version="2.0"', 'version="1.0"', whole=True)),
    ("no title", "missing", replaced("<title>.*?</title>", "", whole=True)),
    ("no feeds", "missing", replaced("<body>.*</body>", "<body/>", whole=True)),
    ("an outline without words", "outline", replaced('text="[^"]*"', 'text=""', whole=True)),
    ("a feed of no type", "outline", replaced('type="rss" ', "", whole=True)),
    ("a feed without its page", "outline", replaced('htmlUrl="[^"]*"', "", whole=True)),
    ("neither feed nor group", "outline", replaced("<body>", '<body><outline text="x"/>', whole=True)),
    ("a relative address", "bad-address", replaced('xmlUrl="[^"]*"', 'xmlUrl="feeds/all.xml"', whole=True)),
    ("markup in a name", "title-markup", replaced('text="', 'text="&lt;b&gt;', whole=True)),
    ("a feed twice", "repeated-id", lambda text: re.sub("(<outline type=.*?/>)", r"\1\1", text, count=1)),
    ("half a file", "malformed", lambda text: text[: len(text) // 2]),
]


@pytest.fixture(scope="module")
def good() -> dict[str, str]:
    return {path: data.decode() for path, data in files_of(read(TINY)).items()}


CASES = [
    *((f"RSS: {name}", "feeds/all.xml", rule, plant) for name, rule, plant in RSS),
    *((f"JSON: {name}", "feeds/all.json", rule, plant) for name, rule, plant in JSON),
    *((f"OPML: {name}", "feeds.opml", rule, plant) for name, rule, plant in OPML),
]


@pytest.mark.parametrize(("path", "rule", "plant"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_planted_fault_is_caught_by_its_rule_alone(
    path: str, rule: str, plant: Callable[[str], str], good: dict[str, str]
) -> None:
    url = f"https://briefing.example.org/{path}"
    assert faults(path, good[path].encode(), url, TODAY) == []
    bad = plant(good[path])
    assert bad != good[path], "nothing was planted"
    found = faults(path, bad.encode(), url, TODAY)
    assert {name for name, _ in found} == {rule}, found


def test_every_rule_has_a_fault_that_it_catches_and_no_other_rule_is_told() -> None:
    assert {rule for _, _, rule, _ in CASES} == RULES.keys()


@pytest.mark.parametrize(
    ("title", "is_markup"),
    [("a < b and c > d", False), ("AT&T", False), ("R&D; more", True), ("<b>", True), ("</p", True), ("&#60;", True)],
)
def test_a_title_is_markup_where_a_reader_would_take_it_for_it(
    title: str, is_markup: bool, good: dict[str, str]
) -> None:
    made = changed((*ITEM, "title"), title)(good["feeds/all.json"])
    found = faults("feeds/all.json", made.encode(), "https://briefing.example.org/feeds/all.json", TODAY)
    assert [rule for rule, _ in found] == ["title-markup"] * is_markup
