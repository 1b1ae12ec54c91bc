"""Whether every link of a built site leads somewhere, and nothing asks another host for anything."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from generator.model.problems import Problem, Spot

# Where a browser goes only when it is told to; all else it fetches by itself, and that must be ours.
_FOLLOWED = {("a", "href"), ("area", "href"), ("form", "action"), ("button", "formaction"), ("input", "formaction")}
_FOLLOWED |= {("blockquote", "cite"), ("q", "cite")}
_FETCHED_RELS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
# A long line of a calendar goes on after a line break and a space (RFC 5545, 3.1).
_FOLDED = re.compile(r"\r?\n[ \t]")
_RESOURCE = re.compile(r'^   "path": "([^"]+)"', re.MULTILINE)
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


@dataclass(frozen=True, slots=True)
class _Reference:
    """A link as it stands in a file: where, to what, and whether a browser fetches it unasked."""

    path: str
    line: int
    target: str
    fetched: bool


def check_links(folder: Path, site_url: str) -> tuple[tuple[Problem, ...], int]:
    """The broken links of a built site and how many were followed: pages, fragments, feeds and their items, data
    and calendars.

    ``site_url`` is the address that the folder will stand at. Links to other sites are not followed.
    """
    references: list[_Reference] = []
    ids: dict[str, frozenset[str]] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path in sorted(files):
        if path.endswith(".html"):
            tree = html.parse(str(folder / path), html.HTMLParser(encoding="utf-8"))
            ids[path] = frozenset(tree.xpath("//@id") + tree.xpath("//a/@name"))
            references.extend(_in_page(path, tree))
        elif path.endswith(".css"):
            references.extend(_in_stylesheet(path, (folder / path).read_text("utf-8")))
        elif path.endswith((".ics", ".json", ".csv")) and path.startswith(("calendars/", "data/")):
            references.extend(_in_data(path, (folder / path).read_text("utf-8"), site_url, seen))
        elif path.endswith((".xml", ".opml")):
            try:
                tree = etree.parse(str(folder / path), etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError as error:
                problems.append(Problem(Spot(path), "malformed-feed", f"not well-formed: {error}"))
                continue
            references.extend(_in_feed(path, tree))
            problems.extend(_repeated_guids(path, tree))
    for reference in references:
        if fault := _fault(reference, site_url, files, ids):
            problems.append(Problem(Spot(reference.path, max(1, reference.line)), *fault))
    return tuple(problems), len(references)


def _in_page(path: str, tree: etree._ElementTree) -> Iterator[_Reference]:
    for element, attribute, target in _links_of(cast("html.HtmlElement", tree.getroot())):
        tag = str(element.tag)
        fetched = (tag, attribute) not in _FOLLOWED
        if tag == "link":
            fetched = bool(_FETCHED_RELS & set((element.get("rel") or "").lower().split()))
        # What lies in the address itself is fetched from nowhere.
        if not (fetched and tag != "script" and target.startswith("data:image/")):
            yield _Reference(path, element.sourceline or 1, target, fetched)


def _links_of(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str, str]]:
    """Each element, attribute and address; those in styles and in a refresh included."""
    for element, attribute, target, _ in root.iterlinks():
        yield element, attribute or "", target
    for element in root.iter("img", "source", "video"):
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield element, "srcset", candidate.split()[0]
        if poster := element.get("poster"):
            yield element, "poster", poster


def _in_stylesheet(path: str, text: str) -> Iterator[_Reference]:
    for match in _IN_CSS.finditer(text):
        target = (match[1] or match[2]).strip()
        if not target.startswith("data:"):
            yield _Reference(path, text.count("\n", 0, match.start()) + 1, target, fetched=True)


def _in_feed(path: str, tree: etree._ElementTree) -> Iterator[_Reference]:
    for instruction in tree.xpath("/processing-instruction('xml-stylesheet')"):
        yield _Reference(path, instruction.sourceline or 1, instruction.get("href") or "", fetched=True)
    for element in tree.iter("link", "{*}loc", "{http://www.w3.org/2005/Atom}link"):
        target = element.get("href") or element.text or ""
        yield _Reference(path, element.sourceline or 1, target, fetched=False)
    for element in tree.iter("outline"):
        for name in ("xmlUrl", "htmlUrl"):
            if named := element.get(name):
                yield _Reference(path, element.sourceline or 1, named, fetched=False)
    for content in tree.iter(_ENCODED):
        for target, fetched in _in_content(content.text or ""):
            # A reader has no page that a relative address could start from.
            absolute = target if _scheme(target) else f"relative:{target}"
            yield _Reference(path, content.sourceline or 1, absolute, fetched)


# An item stands in several feeds.
@lru_cache(maxsize=20_000)
def _in_content(content: str) -> tuple[tuple[str, bool], ...]:
    root = html.fragment_fromstring(content, create_parent=True)
    links = _links_of(root)
    return tuple((target, (str(element.tag), attribute) not in _FOLLOWED) for element, attribute, target in links)


def _in_data(path: str, text: str, site_url: str, seen: set[str]) -> Iterator[_Reference]:
    """The addresses of this site in a file of data or a calendar; one that many rows have is followed once."""
    if path.endswith(".ics"):
        text = _FOLDED.sub("", text)
    own = re.compile(re.escape(site_url) + r"[^\s\"'\\<>,;()]*")
    found = [(match.start(), match[0].rstrip(".:")) for match in own.finditer(text)]
    if path.endswith("datapackage.json"):
        found += [(match.start(), match[1]) for match in _RESOURCE.finditer(text)]
    line, counted_to = 1, 0
    for start, target in sorted(found):
        if target not in seen:
            line += text.count("\n", counted_to, start)
            counted_to = start
            seen.add(target)
            yield _Reference(path, line, target, fetched=False)


def _scheme(target: str) -> str:
    try:
        return urlsplit(target).scheme
    except ValueError:
        return ""


def _repeated_guids(path: str, tree: etree._ElementTree) -> Iterator[Problem]:
    seen: set[str] = set()
    for guid in tree.iter("guid"):
        text = guid.text or ""
        if text in seen:
            yield Problem(Spot(path, guid.sourceline or 1), "repeated-guid", f"two items have the guid {text!r}")
        seen.add(text)


def _fault(
    reference: _Reference, site_url: str, files: set[str], ids: dict[str, frozenset[str]]
) -> tuple[str, str] | None:
    shown = reference.target[:200]
    # A link starts from its page's own address; the page for missing pages is shown at any.
    goes = reference.target.strip()
    is_anywhere = reference.path == "404.html" and not goes.startswith("#")
    page = site_url + ("shown/at/any/address" if is_anywhere else reference.path)
    try:
        target = urlsplit(urljoin(page, goes))
    except ValueError as error:
        return "unsafe-link", f"{shown!r} is not a web address: {error}"
    if target.scheme not in ("http", "https", "mailto"):
        return "unsafe-link", f"{shown!r} is not a web address"
    if target.scheme == "mailto":
        return None
    home = urlsplit(site_url)
    if (target.scheme, target.netloc) != (home.scheme, home.netloc) or not target.path.startswith(home.path):
        same_host = not urlsplit(reference.target).netloc
        if reference.fetched or same_host:
            return "outside-link", f"{shown!r} leads out of the site"
        return None
    inner = unquote(target.path.removeprefix(home.path))
    if inner == "" or inner.endswith("/"):
        inner += "index.html"
    inner = posixpath.normpath(inner)
    if inner not in files:
        return "broken-link", f"{shown!r} leads to no file of the site"
    fragment = unquote(target.fragment)
    if fragment and inner in ids and fragment not in ids[inner] and not fragment.startswith("__"):
        return "broken-fragment", f"{shown!r} names a part that {inner} does not have"
    return None
