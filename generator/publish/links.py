"""Whether every link of a built site leads somewhere, and nothing asks another host for anything."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from sys import intern
from typing import NamedTuple, cast
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from generator.model.problems import Problem, Spot
from generator.publish.theme_hooks import hash_source

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
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    links = {path: links_of(path, (folder / path).read_bytes(), site_url) for path in paths}
    problems = broken_links(links, lambda path: (folder / path).read_bytes(), site_url)
    return problems, sum(found.followed for found in links.values())


class Links(NamedTuple):
    """What a file of the site says of links."""

    # How many links it holds.
    followed: int
    # Where on this site they lead: paths, of which some have a fragment behind a "#".
    targets: tuple[str, ...] = ()
    # The parts of a page that can be named by a fragment.
    ids: tuple[str, ...] = ()
    # Whether it is wrong by itself, whatever other files there are.
    is_faulty: bool = False

    def shared(self) -> Links:
        """The same, with texts that many pages have in common held once."""
        return self._replace(targets=tuple(map(intern, self.targets)))


def links_of(path: str, data: bytes, site_url: str) -> Links:
    """The links of a file of the site that stands at an address."""
    if path.endswith(".html"):
        ids, references = _page_links(path, data)
    else:
        ids, references = frozenset(), _references(path, data, site_url)
    where = _Where(path, site_url)
    targets, is_faulty = set(), bool(_own_faults(path, data))
    for reference in references:
        target = where.leads_to(reference)
        is_faulty |= isinstance(target, _Fault)
        if isinstance(target, str) and target:
            targets.add(target)
    # What a page says of its own parts is known here; others have to be asked for the rest.
    own = {f"{path}#{id}" for id in ids} | {path}
    return Links(len(references), tuple(sorted(targets - own)), tuple(sorted(ids)), is_faulty)


def broken_links(links: Mapping[str, Links], read: Callable[[str], bytes], site_url: str) -> tuple[Problem, ...]:
    """What is wrong with the links of a site of these files; ``read`` gives the bytes of one that has a fault."""
    ids = {path: frozenset(found.ids) for path, found in links.items() if path.endswith(".html")}
    good = {*links, *(f"{path}#{id}" for path, known in ids.items() for id in known)}
    problems: list[Problem] = []
    for path, found in sorted(links.items()):
        if found.is_faulty or not good.issuperset(found.targets):
            problems += _problems(path, read(path), site_url, links, ids)
    return tuple(problems)


def _problems(
    path: str, data: bytes, site_url: str, files: Container[str], ids: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """What is wrong with a file's links, each with its line."""
    yield from _own_faults(path, data)
    where = _Where(path, site_url)
    references = _page_links(path, data)[1] if path.endswith(".html") else _references(path, data, site_url)
    for reference in references:
        target = where.leads_to(reference)
        fault = target if isinstance(target, _Fault) else _missing(reference, target, files, ids)
        if fault:
            yield Problem(Spot(path, max(1, reference.line)), *fault)


class _Fault(NamedTuple):
    rule: str
    message: str


def _missing(
    reference: _Reference, target: str, files: Container[str], ids: Mapping[str, frozenset[str]]
) -> _Fault | None:
    inner, _, fragment = target.partition("#")
    if inner and inner not in files:
        return _Fault("broken-link", f"{reference.target[:200]!r} leads to no file of the site")
    if fragment and inner in ids and fragment not in ids[inner]:
        return _Fault("broken-fragment", f"{reference.target[:200]!r} names a part that {inner} does not have")
    return None


def _references(path: str, data: bytes, site_url: str) -> list[_Reference]:
    """The links of a file that is no page."""
    if path.endswith(".css"):
        return list(_in_stylesheet(path, data.decode()))
    if path.endswith((".ics", ".json", ".csv", ".svg")) and path.startswith(("calendars/", "charts/", "data/")):
        return list(_in_data(path, data.decode(), site_url))
    if path.endswith((".xml", ".opml")):
        tree = _feed(data)
        return [] if isinstance(tree, Exception) else list(_in_feed(path, tree))
    return []


def _feed(data: bytes) -> etree._ElementTree | etree.XMLSyntaxError:
    try:
        return etree.ElementTree(etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)))
    except etree.XMLSyntaxError as error:
        return error


def _own_faults(path: str, data: bytes) -> Iterable[Problem]:
    """What is wrong with a feed or a page by itself."""
    if path.endswith(".html"):
        return tuple(_not_allowed(path, data.decode()))
    if not path.endswith((".xml", ".opml")):
        return ()
    tree = _feed(data)
    if isinstance(tree, Exception):
        return (Problem(Spot(path), "malformed-feed", f"not well-formed: {tree}"),)
    return tuple(_repeated_guids(path, tree))


# --- pages ---

_META_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"<>]*)">')
# An inline script or style. What a program reads, as JSON, runs nothing.
_INLINE = re.compile(r"<(script|style)\b([^<>]*)>", re.IGNORECASE)
_DATA = re.compile(r'\ssrc=|\stype="application/(?:ld\+)?json"')
# What may be an attribute that runs or restyles.
_RUNS = re.compile(r"""[\s/"'](?:on[a-z]+|style)\s*=""", re.IGNORECASE)


def _not_allowed(path: str, text: str) -> Iterator[Problem]:
    """What of a page its own policy would not let run or restyle, and a page without a policy."""
    found = _META_POLICY.search(text)
    policy = unescape(found[1]) if found else ""
    first = _INLINE.search(text)
    if found is None or (first and first.start() < found.start()):
        message = "this page has no content security policy before all else; templates/theme/main.html writes it"
        yield Problem(Spot(path), "without-policy", message)
    end = 0
    while inline := _INLINE.search(text, end):
        closing = f"</{inline[1].lower()}"
        end = text.find(closing, inline.end())
        end = len(text) if end < 0 else end
        if not _DATA.search(inline[2]) and _hash(text[inline.end() : end]) not in policy:
            line = text.count("\n", 0, inline.start()) + 1
            message = f"an inline {inline[1].lower()} that the page's policy has no hash of; put it into a file"
            yield Problem(Spot(path, line), "inline-code", message)
    if _RUNS.search(text):
        for element in html.document_fromstring(text).iter(etree.Element):
            for name in element.attrib:
                if str(name).lower().startswith("on") or name == "style":
                    message = f"an attribute {str(name)!r}, which the page's policy forbids"
                    yield Problem(Spot(path, element.sourceline or 1), "inline-code", message)


@lru_cache(maxsize=1000)
def _hash(text: str) -> str:
    return hash_source(text)


# A page of ours is written in one form: names in small letters, attributes in double quotes, no comment, no tag within
# an attribute or a script. Only of such a page are links read by the expressions below; lxml, which knows every form,
# reads any other.
_NAMED = r"(?:viewBox|[a-z][a-z0-9:-]*+)"
_ATTRIBUTES = rf'(?:[ \n]++{_NAMED}(?:="[^"<>\0]*+")?+)*+[ \n]*+'
_OUR_FORM = re.compile(
    rf"(?:[^<\0]++|</[a-z][a-z0-9]*+>|<script{_ATTRIBUTES}>(?:[^<\0]++|<(?![a-zA-Z/!?]))*+</script>|"
    rf"<(?!script)[a-z][a-z0-9]*+{_ATTRIBUTES}/?+>|<!doctype html>)*+"
)
# What can lead somewhere besides the attributes that are read, and elements in which a tag is no tag.
_RARE = re.compile(
    r"\s(?:style|srcset|usemap|longdesc|background|profile|archive|classid|"
    r"codebase|data|dynsrc|lowsrc|poster|http-equiv(?!=.Content-Security-Policy\")|xlink:href)\s*=|<(?:style|base|object|embed|applet|param)"
    r"|<(?:xmp|iframe|noembed|noframes|noscript|plaintext|textarea)\b|<title\b[^<>]*>[^<]*<(?!/title>)"
)
_TAG = re.compile(r'<([a-z][a-z0-9]*)(\s[^<>]*?\b(?:href|src|id|name|action|formaction|cite)="[^<>]*)>')
# A character by a name that not everybody knows.
_ODD_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|#[0-9]+|#x[0-9a-f]+);)")
_ATTRIBUTE = re.compile(rf'\s({_NAMED})="([^"]*)"')
_LEADING = ("href", "src", "action", "formaction", "cite")


def _page_links(path: str, data: bytes) -> tuple[frozenset[str], list[_Reference]]:
    """The parts that can be named, and the links, of a page."""
    text = data.decode()
    if _OUR_FORM.fullmatch(text) and not _RARE.search(text) and (known := _in_our_form(path, text)):
        return known
    try:
        tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8")).getroottree()
    except etree.ParserError:  # nothing is left of it: no element, so no link
        return frozenset(), []
    # A string that knows its element keeps the whole page in memory.
    named = etree.XPath("//@id | //a/@name", smart_strings=False)(tree)
    return frozenset(named), list(_in_page(path, tree))


def _in_our_form(path: str, text: str) -> tuple[frozenset[str], list[_Reference]] | None:
    ids: set[str] = set()
    found: list[_Reference] = []
    line, counted_to = 1, 0
    for tag in _TAG.finditer(text):
        line += text.count("\n", counted_to, tag.start())
        counted_to = tag.start()
        if "&" in tag[2] and _ODD_ENTITY.search(tag[2]):
            return None
        # Of an attribute that stands twice, the first counts.
        attributes = dict(reversed(_ATTRIBUTE.findall(tag[2])))
        if "id" in attributes:
            ids.add(unescape(attributes["id"]))
        if tag[1] == "a" and "name" in attributes:
            ids.add(unescape(attributes["name"]))
        for name in _LEADING:
            if (target := attributes.get(name)) is None:
                continue
            target = unescape(target) if "&" in target else target
            fetched = (tag[1], name) not in _FOLLOWED
            if tag[1] == "link":
                fetched = bool(_FETCHED_RELS & set(attributes.get("rel", "").lower().split()))
            if not (fetched and tag[1] != "script" and target.startswith("data:image/")):
                found.append(_Reference(path, line, target, fetched))
    return frozenset(ids), found


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


def _in_data(path: str, text: str, site_url: str) -> Iterator[_Reference]:
    """The addresses of this site in a file of data or a calendar; one that many rows have is followed once."""
    seen: set[str] = set()
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


# A way up, a path of plain names without a way up in it, and a part of the page that is named plainly.
_PLAINLY = re.compile(
    r"((?:\.\./)*)((?!/)(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?:/|(?=#|\Z)))*)(?:#([A-Za-z0-9-][A-Za-z0-9_-]*))?\Z"
)
_ANY_SITE = re.compile(r"(https?://[a-z0-9.-]+)(?:[/?#]|\Z)")


class _Where:
    """Where the links of a file lead. Nearly all are written plainly, and these need no library."""

    def __init__(self, path: str, site_url: str) -> None:
        self._path, self._site_url = path, site_url
        self._origin = "/".join(site_url.split("/")[:3])
        # The page for missing pages is shown at any address: nothing is relative to it.
        folders = path.split("/")[:-1] if path != "404.html" else []
        self._above = ["".join(f"{name}/" for name in folders[:depth]) for depth in range(len(folders), -1, -1)]
        self._is_anywhere = path == "404.html"

    def leads_to(self, reference: _Reference) -> str | _Fault:
        """A path on this site, with its fragment behind a "#", "" for another site, or what is wrong."""
        target = reference.target
        if target.startswith(self._site_url):
            found = _PLAINLY.match(target.removeprefix(self._site_url))
            if found and not found[1]:
                return _inner("", found[2], found[3])
        elif found := _ANY_SITE.match(target):
            if found[1] != self._origin and not reference.fetched:
                return ""
        elif not self._is_anywhere and (found := _PLAINLY.match(target)):
            up, way, fragment = found.groups()
            if fragment and not (up or way):
                return f"{self._path}#{fragment}"
            if (up or way) and len(up) // 3 < len(self._above):
                return _inner(self._above[len(up) // 3], way, fragment)
        return _resolved(reference, self._site_url)


def _inner(folder: str, way: str, fragment: str | None) -> str:
    path = folder + way
    if not path or path.endswith("/"):
        path += "index.html"
    return f"{path}#{fragment}" if fragment and path.endswith(".html") else path


def _resolved(reference: _Reference, site_url: str) -> str | _Fault:
    """The same by the rules for addresses (RFC 3986)."""
    shown = reference.target[:200]
    # A link starts from its page's own address; the page for missing pages is shown at any.
    goes = reference.target.strip()
    # A calendar of ours, in the scheme that opens calendar programs, is followed as any file.
    if goes.startswith(ours := f"webcal://{site_url.partition('://')[2]}"):
        goes = site_url + goes.removeprefix(ours)
    is_anywhere = reference.path == "404.html" and not goes.startswith("#")
    page = site_url + ("shown/at/any/address" if is_anywhere else reference.path)
    try:
        target = urlsplit(urljoin(page, goes))
    except ValueError as error:
        return _Fault("unsafe-link", f"{shown!r} is not a web address: {error}")
    if target.scheme not in ("http", "https", "mailto"):
        return _Fault("unsafe-link", f"{shown!r} is not a web address")
    if target.scheme == "mailto":
        return ""
    home = urlsplit(site_url)
    if (target.scheme, target.netloc) != (home.scheme, home.netloc) or not target.path.startswith(home.path):
        same_host = not urlsplit(reference.target).netloc
        if reference.fetched or same_host:
            return _Fault("outside-link", f"{shown!r} leads out of the site")
        return ""
    inner = unquote(target.path.removeprefix(home.path))
    if inner == "" or inner.endswith("/"):
        inner += "index.html"
    inner = posixpath.normpath(inner)
    fragment = unquote(target.fragment)
    # The theme's own switches begin so; its scripts make them. Only pages have parts.
    is_named = fragment and inner.endswith(".html") and not fragment.startswith("__")
    return f"{inner}#{fragment}" if is_named else inner
