"""The publishers' own feeds: RSS, Atom and JSON Feed, read as data that may lie about anything.

Sources: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0, Atom (RFC 4287), JSON Feed 1.1
(https://www.jsonfeed.org/version/1.1/).
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from generator.model.content import Content
from generator.model.web_addresses import host_of, is_home_page
from generator.text.escape import web_address
from generator.watch.answer import Answer, Fetch, Known
from generator.watch.text import decoded

# An article older than so many days is no news.
DAYS_OF_NEWS = 28
# So much of a feed is looked at, whatever it sends.
MOST_ITEMS = 300
_LONGEST_TITLE, _LONGEST_SUMMARY, _LONGEST_ADDRESS = 160, 1000, 300
# So much of a text is read before its markup is taken out.
_LONGEST_TEXT = 5000
_DECLARED = re.compile(r"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})["']""")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Names of characters that HTML knows and XML does not; a feed that means one of XML's own keeps it.
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
# A sign that begins no name of a character, as in R&D; a feed writes it so by mistake, or within CDATA.
_BARE = re.compile(r"&(?!#?\w{1,31};)")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article that a feed tells of: its address, title and the beginning of its text as plain text, and the day
    on which it was published; None where the feed does not say."""

    publisher: str
    address: str
    title: str
    summary: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class FeedsRead:
    """What came of asking for feeds: their items; of each publisher whose feed could not be read, by id, why; and how
    many were read. ``unread`` says why none was asked for or answered, and "" where some were."""

    items: tuple[FeedItem, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    read: int = 0
    unread: str = ""


# What comes of asking where there is no network, and of a server that is not there.
_NO_NETWORK = ("no answer", "no host", "too slow")
OFFLINE = FeedsRead(unread="--offline was given")


def read_feeds(content: Content, fetch: Fetch, today: date) -> FeedsRead:
    """Ask for the feed of each publisher that has one, one after the other; an address that several have, once.

    What did not change since the oldest news need not be sent (RFC 9110, 13.1.3): no state is kept for that.
    """
    oldest = datetime.combine(today - timedelta(days=DAYS_OF_NEWS), time(), UTC)
    since = format_datetime(oldest, usegmt=True)
    publishers = sorted((one for one in content.publishers.values() if one.feed), key=lambda one: one.id)
    answers: dict[str, Answer] = {}
    items: list[FeedItem] = []
    failed: list[tuple[str, str]] = []
    for publisher in publishers:
        address = publisher.feed or ""
        answer = answers.get(address) or fetch(address, Known(address, None, since))
        answers[address] = answer
        found = items_of(answer, publisher.id, publisher.domains)
        if isinstance(found, str):
            failed.append((publisher.id, found))
        else:
            items += found
    if answers and all(answer.failed in _NO_NETWORK for answer in answers.values()):
        return FeedsRead(unread="no server answered (is there a network?)")
    return FeedsRead(tuple(items), tuple(failed), len(publishers) - len(failed))


def items_of(answer: Answer, publisher: str, domains: Iterable[str] = ()) -> tuple[FeedItem, ...] | str:
    """The items of a feed, in its order, or why there are none, in words. Never raises.

    An item whose address is on none of the publisher's ``domains`` is not the publisher's, and is left out.
    """
    if answer.failed:
        return "its robots.txt asks not to be read" if answer.failed == "robots" else answer.failed
    if answer.status == 304:
        return ()
    if answer.status != 200:
        return f"status {answer.status}"
    text = _text_of(answer).lstrip("\ufeff \t\r\n")
    try:
        raws = _json_items(text, answer.address) if text.startswith("{") else _xml_items(text, answer.address)
    except _NoFeed as fault:
        return str(fault)
    domains = tuple(domains)
    items = (_item(raw, publisher, domains) for raw in raws)
    return tuple(item for item in items if item)


class _NoFeed(Exception):
    """The message says why a text is no feed that is read."""


@dataclass(frozen=True, slots=True)
class _Raw:
    """An item as it stands in its feed: addresses that may be its own, the likeliest first, and texts with markup."""

    addresses: tuple[str, ...]
    title: str
    summary: str
    published: str


def _text_of(answer: Answer) -> str:
    """The text of a feed: an encoding that the XML itself declares counts where the server names none, and none where
    most of what is no ASCII cannot be read by it."""
    declared = _DECLARED.match(answer.body[:300].decode("ascii", "ignore"))
    kind = f"{answer.content_type}; charset={declared[1]}" if declared else answer.content_type
    text = decoded(answer.body, kind)
    is_wrong = 2 * text.count("\ufffd") > sum(not sign.isascii() for sign in text)
    return decoded(answer.body, "") if is_wrong else text


def _json_items(text: str, base: str) -> list[_Raw]:
    """The items of a JSON Feed. Raises ``_NoFeed``."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _NoFeed("it cannot be read as JSON") from error
    if not isinstance(data.get("items"), list):
        raise _NoFeed("no feed is at its address")
    found = []
    for one in data["items"][:MOST_ITEMS]:
        if isinstance(one, dict):
            texts = {name: value for name, value in one.items() if isinstance(value, str)}
            summary = next((texts[name] for name in ("summary", "content_text", "content_html") if name in texts), "")
            published = texts.get("date_published") or texts.get("date_modified") or ""
            addresses = [texts[name] for name in ("url", "external_url", "id") if name in texts]
            resolved = tuple(_resolved(base, address) for address in addresses)
            found.append(_Raw(resolved, texts.get("title") or summary, summary, published))
    return found


def _xml_items(text: str, base: str) -> list[_Raw]:
    """The items of RSS and Atom. Raises ``_NoFeed``.

    Nothing is fetched and no entity of a document's own is read: a text that declares one is refused.
    """
    if "<!ENTITY" in text:
        raise _NoFeed("it declares entities of its own, which may be a trap")
    plain = _BARE.sub("&amp;", text)
    plain = _ENTITY.sub(_numeric, _XML_DECLARATION.sub("", plain, count=1).replace("\0", ""))
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser, base_url=base)
    except (etree.LxmlError, ValueError) as error:
        raise _NoFeed("no feed is at its address") from error
    if root is None or _local(root) not in ("rss", "RDF", "feed"):
        raise _NoFeed("no feed is at its address")
    found = []
    for element in root.iter("{*}item", "{*}entry"):
        found.append(_raw_of(element, base))
        if len(found) == MOST_ITEMS:
            break
    return found


def _raw_of(element: Any, base: str) -> _Raw:
    fields: dict[str, str] = {}
    addresses: list[str] = []
    for child in element:
        name = _local(child)
        # What a feed embeds of another vocabulary has names of its own: media:title is no title.
        if _is_foreign(child) and name not in ("date", "encoded", "origLink"):
            continue
        text = "".join(map(str, child.itertext()))[:_LONGEST_TEXT]
        if name in ("link", "guid", "id", "origLink"):
            is_link = name != "link" or child.get("rel", "alternate") == "alternate"
            address = (child.get("href") or text).strip().replace("&amp;", "&") if is_link else ""
            # A guid may be a name of the item in this feed alone, and no address.
            if address and (name == "link" or re.match("https?://", address)):
                resolved = _resolved(_base(child, base), address)
                addresses.insert(0, resolved) if name == "link" else addresses.append(resolved)
        elif text.strip():
            fields.setdefault(name, text)
    said = next((fields[name] for name in ("description", "summary", "encoded", "content") if name in fields), "")
    published = next((fields[name] for name in ("pubDate", "published", "date", "updated") if name in fields), "")
    return _Raw(tuple(addresses), fields.get("title", "") or said, said, published)


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


_FEED_NAMESPACES = frozenset((None, "http://purl.org/rss/1.0/", "http://www.w3.org/2005/Atom"))


def _is_foreign(element: Any) -> bool:
    is_named = isinstance(element.tag, str)
    return is_named and etree.QName(element).namespace not in (
        *_FEED_NAMESPACES,
        "http://my.netscape.com/rdf/simple/0.9/",
    )


def _base(element: Any, base: str) -> str:
    """What an address of an element is relative to (xml:base)."""
    with suppress(ValueError, etree.LxmlError):
        return str(element.base or base)
    return base


def _numeric(match: re.Match[str]) -> str:
    if match[1] in _OF_XML:
        return match[0]
    return "".join(f"&#{ord(sign)};" for sign in html.entities.html5.get(f"{match[1]};", "")) or match[0]


def _resolved(base: str, address: str) -> str:
    with suppress(ValueError):
        return urljoin(base, address.strip())
    return ""


def _item(raw: _Raw, publisher: str, domains: tuple[str, ...]) -> FeedItem | None:
    """An item as plain text; None of one without a title, or without an address of its publisher."""
    title = plain(raw.title, _LONGEST_TITLE)
    address = next((found for one in raw.addresses if (found := _own_address(one, domains))), "")
    if not title or not address:
        return None
    return FeedItem(publisher, address, title, plain(raw.summary, _LONGEST_SUMMARY), day_of(raw.published))


def _own_address(address: str, domains: tuple[str, ...]) -> str:
    """An address in ASCII, if it is that of a page on one of some domains; "" of any other."""
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.scheme.lower() in ("http", "https") and parts.hostname and parts.username is None:
            host = host_of(address)
            if not domains or any(host == domain or host.endswith(f".{domain}") for domain in domains):
                written = web_address(address)
                return written if len(written) <= _LONGEST_ADDRESS and not is_home_page(written) else ""
    return ""


def plain(text: str, most: int) -> str:
    """A text with markup as one line of plain text, cut to so many letters: no tag, no sign that cannot be seen."""
    seen = _TAG.sub(" ", _UNSEEN.sub(" ", text[:_LONGEST_TEXT]))
    # What was escaped once more is markup too; what is left of it is no tag any more.
    seen = _TAG.sub(" ", html.unescape(seen))
    line = " ".join("".join(map(_seen_sign, seen)).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _seen_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    # What joins or turns letters (soft hyphens, marks of direction) stands within words.
    return "" if category == "Cf" else " " if category[0] == "C" or category in ("Zl", "Zp") else sign


def day_of(text: str) -> date | None:
    """The day of a date as feeds write it (RFC 822, RFC 3339, and what looks like these); None of any other."""
    text = text.strip()[:60]
    with suppress(ValueError):
        return datetime.fromisoformat(text).date()
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(text).date()
    with suppress(ValueError):
        if found := _DAY.search(text):
            return date(*map(int, found.groups()))
    return None
