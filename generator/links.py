"""Whether every link of a built site leads somewhere, and nothing asks another host for anything."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from generator.problems import Problem, Spot

# What a browser fetches by itself; all of it must be ours.
_FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "embed": "src",
    "object": "data",
}
_FETCHED_RELS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}


@dataclass(frozen=True, slots=True)
class _Reference:
    """A link as it stands in a file: where, to what, and whether a browser fetches it unasked."""

    path: str
    line: int
    target: str
    fetched: bool


def check_links(folder: Path, site_url: str) -> tuple[tuple[Problem, ...], int]:
    """The broken links of a built site and how many were followed: pages, fragments, feeds and their items.

    ``site_url`` is the address that the folder will stand at. Links to other sites are not followed.
    """
    references: list[_Reference] = []
    ids: dict[str, frozenset[str]] = {}
    problems: list[Problem] = []
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path in sorted(files):
        if path.endswith(".html"):
            tree = html.parse(str(folder / path), html.HTMLParser(encoding="utf-8"))
            ids[path] = frozenset(tree.xpath("//@id") + tree.xpath("//a/@name"))
            references.extend(_in_page(path, tree))
        elif path.endswith(".xml"):
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
    for element in tree.iter("a", "area", "link", "form", *_FETCHED):
        tag = str(element.tag)
        fetched = tag in _FETCHED
        if tag == "link":
            fetched = bool(_FETCHED_RELS & set((element.get("rel") or "").split()))
        target = element.get(_FETCHED.get(tag, "action" if tag == "form" else "href"))
        if target is not None:
            yield _Reference(path, element.sourceline or 1, target, fetched)


def _in_feed(path: str, tree: etree._ElementTree) -> Iterator[_Reference]:
    for element in tree.iter("link", "{*}loc", "{http://www.w3.org/2005/Atom}link"):
        target = element.get("href") or element.text or ""
        yield _Reference(path, element.sourceline or 1, target, fetched=False)
    for content in tree.iter("{http://purl.org/rss/1.0/modules/content/}encoded"):
        for anchor in html.fragment_fromstring(content.text or "", create_parent=True).iter("a"):
            target = anchor.get("href") or ""
            # A reader has no page that a relative address could start from.
            if not urlsplit(target).scheme:
                target = f"relative:{target}"
            yield _Reference(path, content.sourceline or 1, target, fetched=False)


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
    # Feeds and sitemap hold absolute addresses; a page's links start from its own address.
    page = site_url + ("" if reference.path == "404.html" else reference.path)
    target = urlsplit(urljoin(page, reference.target))
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
