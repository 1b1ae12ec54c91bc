"""What must hold of every feed and list of feeds that we publish; each fault is told by its rule.

The rules are those that the W3C's feed validator warns of, the RSS Best Practices Profile, JSON Feed 1.1 and
OPML 2.0; where the validator is milder (an address that runs a script), ours are the stricter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator
from lxml import etree, html

RULES: Mapping[str, str] = {
    # any
    "malformed": "it is well-formed XML or JSON, without characters that XML does not have (U+000B)",
    "bad-characters": "it has no control characters, which XML lets pass (U+0085)",
    "missing": "what every reader needs is there, once",
    "self-link": "it says its own address, the one that it is fetched from",
    "bad-address": "addresses are absolute, http or https, without a user's name",
    "not-ascii": "addresses are percent-encoded",
    "title-markup": "a title reads the same as plain text and as HTML",
    "bad-language": "languages are tags as in BCP 47",
    "bad-date": "dates are as RFC 2822 (RSS) or RFC 3339 (JSON) writes them, with a zone",
    "wrong-weekday": "a date's weekday is that of its day",
    "implausible-date": "no date lies ahead of the build or before the site began",
    "repeated-id": "no two items of a feed have one identity",
    "order": "the newest item comes first",
    "unsafe-content": "content has plain elements alone, no script, no frame, no style",
    "unsafe-attribute": "content's elements have no attribute but href: none that styles or runs",
    "relative-address": "content's links need no page to start from",
    # RSS
    "version": "it is RSS 2.0, OPML 2.0",
    "permalink": "a guid that is no address says so",
    "description-first": "content:encoded stands behind a description",
    "bare-author": "an author has an e-mail address; names alone go into dc:creator",
    # JSON Feed
    "schema": "it fits JSON Feed 1.1",
    # OPML
    "outline": "every entry has words to show, and a feed's its type and address",
}
Fault = tuple[str, str]

ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_ELEMENTS = {"p", "ul", "ol", "li", "a", "strong", "em", "h3", "h4", "blockquote", "br"}
_ITEM = ("title", "link", "description", ENCODED, "guid", "pubDate", CREATOR)
_BEGAN = date(2026, 1, 1)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_RFC_2822 = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")
_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")
# Controls, what is no character at all, and what turns the direction of the text around it.
_BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def faults(path: str, data: bytes, url: str, today: date) -> list[Fault]:
    """What is wrong with a feed (.xml, .json) or list of feeds (.opml) that stands at an address."""
    if path.endswith(".json"):
        return list(_json_faults(data, url, today))
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [("malformed", str(error))]
    found = list(_opml_faults(root) if path.endswith(".opml") else _rss_faults(root, url, today))
    for element in root.iter():
        for text in (element.text, *map(str, element.attrib.values())):
            found.extend(_bad_characters(text or ""))
    return found


# --- RSS


def _rss_faults(root: etree._Element, url: str, today: date) -> Iterator[Fault]:
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "version", f"{root.tag!r} {root.get('version')}"
    channel = root.find("channel")
    if channel is None:
        yield "missing", "channel"
        return
    yield from _missing(channel, ("title", "link", "description", "language", "lastBuildDate"))
    selfs = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if [(link.get("href"), link.get("type")) for link in selfs] != [(url, "application/rss+xml")]:
        yield "self-link", f"{[link.get('href') for link in selfs]} is not {url}"
    yield from _title(_text(channel, "title"))
    yield from _address(_text(channel, "link"))
    yield from _content(_text(channel, "description"))
    if not _LANGUAGE.fullmatch(_text(channel, "language")):
        yield "bad-language", _text(channel, "language")
    yield from _mail_date(_text(channel, "lastBuildDate"), today)
    items = channel.findall("item")
    for item in items:
        yield from _rss_item(item, today)
    yield from _repeated(_text(item, "guid") for item in items)
    yield from _order([_moment(_text(item, "pubDate")) for item in items])


def _rss_item(item: etree._Element, today: date) -> Iterator[Fault]:
    yield from _missing(item, _ITEM)
    names = [child.tag for child in item]
    if ENCODED in names and "description" in names and names.index(ENCODED) < names.index("description"):
        yield "description-first", "content:encoded comes before description"
    for guid in item.findall("guid"):
        if guid.get("isPermaLink") != "false" and not _is_web(guid.text or ""):
            yield "permalink", guid.text or ""
    for author in item.findall("author"):
        if "@" not in (author.text or ""):
            yield "bare-author", author.text or ""
    yield from _title(_text(item, "title"))
    yield from _address(_text(item, "link"))
    yield from _mail_date(_text(item, "pubDate"), today)
    for html_text in (_text(item, "description"), _text(item, ENCODED)):
        yield from _content(html_text)


def _missing(element: etree._Element, tags: Iterable[str]) -> Iterator[Fault]:
    for tag in tags:
        found = element.findall(tag)
        if len(found) != 1 or not (found[0].text or "").strip():
            yield "missing", f"{tag} stands {len(found)} times or is empty"


def _text(element: etree._Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _mail_date(text: str, today: date) -> Iterator[Fault]:
    moment = _moment(text)
    if moment is None:
        yield "bad-date", text
        return
    if moment.strftime("%a") != text[:3]:
        yield "wrong-weekday", text
    yield from _plausible(moment, today)


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if _RFC_2822.fullmatch(text) else None
    except ValueError:
        return None


# --- JSON Feed

_URL = {"type": "string", "pattern": "^https?://"}
_AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {"name": {"type": "string", "minLength": 1}, "url": _URL, "avatar": _URL},
    },
}
SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "JSON Feed 1.1, with what our feeds always have; extensions begin with an underscore",
    "type": "object",
    "required": ["version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"],
    "additionalProperties": False,
    "patternProperties": {"^_[a-z]": {"type": "object"}},
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": {"type": "string"},
        "user_comment": {"type": "string"},
        "next_url": _URL,
        "icon": _URL,
        "favicon": _URL,
        "authors": _AUTHORS,
        "language": {"type": "string"},
        "expired": {"type": "boolean"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_html", "summary", "date_published", "authors", "tags"],
                "additionalProperties": False,
                "patternProperties": {"^_[a-z]": {"type": "object"}},
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": _URL,
                    "external_url": _URL,
                    "title": {"type": "string", "minLength": 1},
                    "content_html": {"type": "string", "minLength": 1},
                    "content_text": {"type": "string", "minLength": 1},
                    "summary": {"type": "string", "minLength": 1},
                    "image": _URL,
                    "date_published": {"type": "string"},
                    "date_modified": {"type": "string"},
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
                    "language": {"type": "string"},
                },
            },
        },
    },
}


def _json_faults(data: bytes, url: str, today: date) -> Iterator[Fault]:
    try:
        feed = json.loads(data.decode("utf-8"))
    except ValueError as error:
        yield "malformed", str(error)
        return
    broken = list(Draft202012Validator(SCHEMA).iter_errors(feed))
    yield from (("schema", f"{error.json_path}: {error.message[:200]}") for error in broken)
    if broken:
        return
    for text in _texts(feed):
        yield from _bad_characters(text)
    if feed["feed_url"] != url:
        yield "self-link", f"{feed['feed_url']} is not {url}"
    if not _LANGUAGE.fullmatch(feed["language"]):
        yield "bad-language", feed["language"]
    yield from _title(feed["title"])
    yield from _address(feed["home_page_url"])
    for item in feed["items"]:
        yield from _title(item["title"])
        yield from _address(item["url"])
        yield from _content(item["content_html"])
    yield from _repeated(item["id"] for item in feed["items"])
    dates = [item["date_published"] for item in feed["items"]]
    yield from (("bad-date", text) for text in dates if not _RFC_3339.fullmatch(text))
    moments = [datetime.fromisoformat(text) for text in dates if _RFC_3339.fullmatch(text)]
    for moment in moments:
        yield from _plausible(moment, today)
    yield from _order(moments)


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _texts(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _texts(value)


# --- OPML


def _opml_faults(root: etree._Element) -> Iterator[Fault]:
    if root.tag != "opml" or root.get("version") != "2.0":
        yield "version", f"{root.tag!r} {root.get('version')}"
    if not (root.findtext("head/title") or "").strip() or root.find("body/outline") is None:
        yield "missing", "a title or any outline"
    seen = []
    for outline in root.iter("outline"):
        if not outline.get("text"):
            yield "outline", "an outline has no text"
        yield from _title(outline.get("text") or "")
        if outline.get("xmlUrl") is None and not len(outline):
            yield "outline", f"{outline.get('text')} is neither a feed nor a group"
        if outline.get("xmlUrl") is not None:
            if outline.get("type") != "rss" or not outline.get("title") or not outline.get("htmlUrl"):
                yield "outline", f"{outline.get('text')} lacks its type, title or page"
            yield from _address(outline.get("xmlUrl") or "")
            if outline.get("htmlUrl"):
                yield from _address(outline.get("htmlUrl") or "")
            seen.append(outline.get("xmlUrl") or "")
    yield from _repeated(seen)


# --- any


def _bad_characters(text: str) -> Iterator[Fault]:
    if bad := _BAD.search(text):
        yield "bad-characters", f"U+{ord(bad[0]):04X} in {text[:80]!r}"


def _title(text: str) -> Iterator[Fault]:
    if re.search(r"<[A-Za-z/!?]|&#?\w+;", text):
        yield "title-markup", text[:120]


def _is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _address(text: str) -> Iterator[Fault]:
    if not _is_web(text) or re.search(r"""[\s"<>\\^`{|}]""", text):
        yield "bad-address", text[:120]
    elif not text.isascii():
        yield "not-ascii", text[:120]


def _plausible(moment: datetime, today: date) -> Iterator[Fault]:
    if not _BEGAN <= moment.date() <= today + timedelta(days=1):
        yield "implausible-date", moment.isoformat()


def _repeated(ids: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            yield "repeated-id", id
        seen.add(id)


def _order(moments: list[Any]) -> Iterator[Fault]:
    known = [moment for moment in moments if moment]
    if known != sorted(known, reverse=True):
        yield "order", "an item is newer than the one before it"


def _content(text: str) -> Iterator[Fault]:
    root = html.fragment_fromstring(text, create_parent=True)
    for element in root.iterdescendants():
        if element.tag not in _ELEMENTS:
            yield "unsafe-content", f"<{element.tag!r}>"
        for name, value in element.attrib.items():
            if name != "href":
                yield "unsafe-attribute", f"{name}={str(value)[:60]}"
            elif not urlsplit(str(value)).scheme:
                yield "relative-address", str(value)[:120]
            else:
                yield from _address(str(value))
