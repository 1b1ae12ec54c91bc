"""Asking for a source: politely, warily, and never with an error for what a network does."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from time import monotonic
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.watch.answer import Known
from generator.watch.fetch import Limits, is_public, product
from generator.watch.robots import read_robots
from tests import sources
from tests.sources import SMALL, Clock, Source, answer, fetcher, packed, redirect

# To connect may take long, so that it is the whole answer that takes too long.
QUICK = Limits(connect=60, total=0.2, delay=0)


@pytest.fixture
def source() -> Iterator[Source]:
    with sources.running() as running:
        yield running


def test_a_page_is_asked_for_with_the_name_and_address_of_the_site(source: Source) -> None:
    source.pages["/a?b=c"] = answer("<p>Hello", ETag='"1"', Last_Modified="Mon, 30 Nov 2026 00:00:00 GMT")
    got = fetcher()(f"{source.url}/a?b=c#part")
    assert (got.status, got.body, got.failed, got.moved) == (200, b"<p>Hello", None, False)
    assert (got.etag, got.last_modified) == ('"1"', "Mon, 30 Nov 2026 00:00:00 GMT")
    assert source.paths == ["/robots.txt", "/a?b=c"]
    for _, headers in source.asked:
        assert headers["User-Agent"].startswith("AI-Industry-Briefing (+https://example.org/; ")


@pytest.mark.parametrize(
    ("act", "failed"),
    [
        (sources.silent, "too slow"),
        (sources.dripping, "too slow"),
        (sources.endless_head, "too slow"),
        (sources.reset, "no answer"),
        (sources.cut_short, "no answer"),
        (sources.nonsense, "no answer"),
        (packed(b"<p>" + b"words " * 500, cut=-9), "no answer"),
        (answer(b"\x1f\x8bno gzip", Content_Encoding="gzip"), "no answer"),
        (answer(b"..", Content_Encoding="br"), "not text"),
        (answer("", 302), "redirects"),
        (redirect("ftp://example.org/"), "redirects"),
        (redirect("file:///etc/passwd"), "redirects"),
        (redirect("http://user:word@example.org/"), "redirects"),
        (redirect("http://[/"), "redirects"),
        (redirect("/page"), "redirects"),
    ],
)
def test_what_a_bad_server_does_is_told_in_a_word(act: Any, failed: str, source: Source) -> None:
    source.pages["/page"] = act
    assert fetcher(clock=monotonic, limits=QUICK)(f"{source.url}/page").failed == failed


def test_what_is_too_large_is_left_even_packed_small_or_without_end(source: Source) -> None:
    source.pages |= {
        "/fits": answer(b"x" * SMALL.bytes),
        "/large": answer(b"x" * (SMALL.bytes + 1)),
        "/bomb": packed(b"x" * 30_000_000),
        "/endless": sources.endless,
        "/behind": sources.endless_behind,
        "/packed": packed(b"<p>packed"),
    }
    ask = fetcher(limits=SMALL)
    assert ask(f"{source.url}/fits").failed is None
    assert ask(f"{source.url}/packed").body == b"<p>packed"
    for page in ("large", "bomb", "endless", "behind"):
        assert ask(f"{source.url}/{page}").failed == "too large"


def test_a_server_that_is_not_there_gives_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert fetcher()(f"http://127.0.0.1:{port}/").failed == "no answer"


def test_redirects_are_followed_and_only_those_for_good_move_a_page(source: Source) -> None:
    source.pages |= {
        "/1": redirect("/2"),
        "/2": redirect(f"{source.url}/%E6%96%B0", 308),
        "/%E6%96%B0": answer("There"),
        "/now": redirect("/1", 302),
        "/raw": redirect("/新".encode().decode("latin-1")),
    }
    ask = fetcher()
    got = ask(f"{source.url}/1")
    assert (got.address, got.moved, got.body) == (f"{source.url}/%E6%96%B0", True, b"There")
    assert (ask(f"{source.url}/now").moved, ask(f"{source.url}/now").status) == (False, 200)
    assert ask(f"{source.url}/raw").address == f"{source.url}/%E6%96%B0"


def test_redirects_in_a_circle_and_without_end_are_left(source: Source) -> None:
    source.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    source.pages |= {f"/{number}": redirect(f"/{number + 1}") for number in range(100)}
    assert fetcher()(f"{source.url}/a").failed == "redirects"
    assert fetcher()(f"{source.url}/0").failed == "redirects"
    assert len(source.paths) < 20


# --- no private address -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
        "fe80::1%eth0",
    ],
)  # fmt: skip
def test_an_address_of_a_private_network_is_none_to_reach(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_an_address_of_the_internet_is_one_to_reach(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Names and the addresses that they resolve to; of a list, one for each time that it is asked."""
    known: dict[str, list[str]] = {}

    def resolved(host: str, port: int, **_: Any) -> list[Any]:
        if host in known:
            address = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in address.split()]
        if host.replace(".", "").isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        raise socket.gaierror(socket.EAI_AGAIN if host.startswith("busy") else socket.EAI_NONAME, "no")

    monkeypatch.setattr("generator.watch.fetch.socket.getaddrinfo", resolved)
    return known


def local_only(address: Any) -> bool:
    return str(address) == "127.0.0.1"


def test_neither_an_address_nor_a_name_nor_a_redirect_leads_to_a_private_address(
    source: Source, names: dict[str, list[str]]
) -> None:
    names |= {"inside.test": ["10.0.0.1"], "both.test": ["127.0.0.1 10.0.0.1"]}
    port = source.url.rpartition(":")[2]
    source.pages |= {
        "/to-address": redirect("http://169.254.169.254/latest/meta-data/"),
        "/to-name": redirect("http://inside.test/"),
        "/page": answer("Secret"),
    }
    ask = fetcher(may_reach=local_only)
    for address in (
        f"{source.url}/to-address", f"{source.url}/to-name", "http://10.0.0.1/", "http://inside.test/",
        f"http://both.test:{port}/page",
    ):  # fmt: skip
        assert ask(address).failed == "private address"
    # Without more ado the machine itself is private.
    assert fetcher(may_reach=is_public)(f"{source.url}/page").failed == "private address"


def test_a_name_that_resolves_to_another_address_the_next_time_is_looked_at_each_time(
    source: Source, names: dict[str, list[str]]
) -> None:
    port = source.url.rpartition(":")[2]
    names["rebinds.test"] = ["127.0.0.1", "10.0.0.1"]
    source.pages["/page"] = answer("Secret")
    # The first time is for robots.txt.
    assert fetcher(may_reach=local_only)(f"http://rebinds.test:{port}/page").failed == "private address"
    assert source.asked[0][1]["Host"] == f"rebinds.test:{port}"


def test_a_name_that_nobody_knows_is_no_host_and_one_that_cannot_be_asked_for_gives_no_answer(
    names: dict[str, list[str]],
) -> None:
    assert fetcher()("http://nowhere.test/").failed == "no host"
    assert fetcher()("http://busy.test/").failed == "no answer"
    assert fetcher()(f"http://{'x' * 70}.test/").failed == "redirects"


# --- robots.txt, delays, what is known ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("robots", "failed"),
    [
        (answer("User-agent: *\nDisallow: /"), "robots"),
        (answer("User-agent: AI-Industry-Briefing\nDisallow: /pa\n\nUser-agent: *\nAllow: /"), "robots"),
        (answer("User-agent: ai-industry-briefing/2\nAllow: /\n\nUser-agent: *\nDisallow: /"), None),
        (answer("Busy", 503), "robots"),
        (answer("Slow down", 429), "robots"),
        (answer("No", 403), None),
        (answer("None", 404), None),
        (redirect("/elsewhere.txt"), "robots"),
        (redirect("/robots.txt"), None),
        (answer("# much\n" * 100_000 + "User-agent: *\nDisallow: /"), None),
        (answer("User-agent: *\nDisallow: /\n" + "# much\n" * 100_000), "robots"),
        (answer(b"\xff\xfe\x00User-agent: *\xff"), None),
        (answer("<!DOCTYPE html><title>Disallow: /</title>"), None),
        (sources.reset, "no answer"),
    ],
)
def test_robots_txt_is_asked_first_and_once(robots: Any, failed: str | None, source: Source) -> None:
    source.pages |= {
        "/robots.txt": robots,
        "/elsewhere.txt": answer("User-agent: *\nDisallow: /page"),
        "/page": answer("Words"),
    }
    ask = fetcher()
    assert [ask(f"{source.url}/page").failed for _ in range(2)] == [failed, failed]
    assert source.paths.count("/page") == (0 if failed else 2)
    assert source.paths[0] == "/robots.txt"
    # Once in all: where it leads to itself, as often as a redirect is followed.
    assert source.paths[1:].count("/robots.txt") in (0, 5)


def test_what_a_redirect_leads_to_is_asked_of_robots_txt_too(source: Source) -> None:
    source.pages |= {
        "/robots.txt": answer("User-agent: *\nDisallow: /inside"),
        "/page": redirect("/inside/page"),
        "/inside/page": answer("Words"),
    }
    assert fetcher()(f"{source.url}/page").failed == "robots"
    assert "/inside/page" not in source.paths


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("user-agent: *\ndisallow: /a\nallow: /a/b", "/a/b/c", True),
        ("user-agent: *\ndisallow: /a\nallow: /a/b", "/a/c", False),
        ("user-agent: *\ndisallow: /a\nallow: /a", "/a", True),
        ("user-agent: *\ndisallow:", "/a", True),
        ("user-agent: *\ndisallow: /*.pdf$", "/x/a.pdf", False),
        ("user-agent: *\ndisallow: /*.pdf$", "/x/a.pdf?b", True),
        ("user-agent: *\ndisallow: /a*b*c", "/axxbxxcxx", False),
        ("user-agent: *\ndisallow: /a*b*c", "/axxcxxb", True),
        ("user-agent: *\ndisallow: /a*b$", "/ab", False),
        ("user-agent: *\ndisallow: /ab*b$", "/ab", True),
        ("user-agent: *\ndisallow: /$", "/", False),
        ("user-agent: *\ndisallow: /$", "/a", True),
        ("user-agent: *\ndisallow: /新", "/%e6%96%b0/a", False),
        ("user-agent: *\ndisallow: /%7Ea", "/~a", False),
        ("user-agent: *\ndisallow: /a%2Fb", "/a/b", True),
        ("user-agent: a\nuser-agent: us\ndisallow: /\nuser-agent: b\nallow: /", "/a", False),
        ("user-agent: us\ndisallow: /a\n\nuser-agent: *\ndisallow: /b\nuser-agent: US\ndisallow: /c", "/c", False),
        ("user-agent: us\ndisallow: /a\n\nuser-agent: *\ndisallow: /b", "/b", True),
        ("user-agent: *\nsitemap: x\ndisallow: /a # why", "/a", False),
        ("disallow: /", "/a", True),
        ("user-agent: usher\ndisallow: /", "/a", True),
    ],
)
def test_robots_txt_is_read_by_rfc_9309(text: str, path: str, allowed: bool) -> None:
    assert read_robots(text, "us").allows(path) is allowed


@given(st.text(max_size=200), st.text(max_size=40), st.lists(st.sampled_from("ab*$/"), max_size=12).map("".join))
def test_no_robots_txt_is_an_error(text: str, path: str, pattern: str) -> None:
    robots = read_robots(f"user-agent: *\ncrawl-delay: {text}\n{text}\ndisallow: {pattern}", "us")
    assert robots.allows(path) in (True, False)
    assert robots.delay >= 0


def test_requests_to_one_host_keep_their_distance_and_a_crawl_delay_is_kept_up_to_a_bound(
    source: Source, names: dict[str, list[str]]
) -> None:
    names["other.test"] = ["127.0.0.1"]
    port = source.url.rpartition(":")[2]
    source.pages |= {"/1": answer("1"), "/2": answer("2"), "/moved": redirect("/1")}
    clock = Clock()
    ask = fetcher(clock)
    ask(f"{source.url}/1")
    ask(f"http://other.test:{port}/1")
    assert clock.slept == [4, 4]  # each between robots.txt and the page, none between hosts
    ask(f"{source.url}/moved")
    assert clock.slept == [4, 4, 4]  # the time of the other host had passed; a redirect is a request
    for asked, kept in (("12", 12), ("86400", 30), ("1", 4), ("nan", 4), ("-5", 4)):
        source.pages["/robots.txt"] = answer(f"User-agent: *\nCrawl-delay: {asked}")
        clock = Clock()
        ask = fetcher(clock)
        ask(f"{source.url}/1")
        ask(f"{source.url}/2")
        assert clock.slept[1:] == [kept]


def test_a_page_that_is_known_need_not_be_sent_again(source: Source) -> None:
    source.pages["/page"] = sources.dated("Words", '"v1"')
    url = f"{source.url}/page"
    assert fetcher()(url, Known(url, '"v1"', "Mon, 30 Nov 2026 00:00:00 GMT")).status == 304
    assert source.asked[-1][1]["If-Modified-Since"] == "Mon, 30 Nov 2026 00:00:00 GMT"
    assert fetcher()(url, Known(url, '"v0"', None)).body == b"Words"
    # What one address said is not told to another.
    source.pages["/moved"] = redirect("/page")
    assert fetcher()(f"{source.url}/moved", Known(f"{source.url}/moved", '"v1"', None)).status == 200


def test_what_is_packed_is_counted_unpacked() -> None:
    assert len(gzip.compress(b"x" * 30_000_000)) < SMALL.bytes


def test_a_site_is_known_to_robots_by_the_letters_of_its_name() -> None:
    assert (product("AI Industry Briefing"), product("人工智能")) == ("AI-Industry-Briefing", "source-watch")
