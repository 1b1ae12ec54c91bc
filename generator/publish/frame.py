"""The theme's frame around a page, rendered once for the pages that share it.

Pages of one folder whose front matter has the same form have the same frame but for a few texts: title, address,
content. The theme renders one such page with marks in place of these texts; other pages put theirs where the marks
are. A frame in which a mark did not come out as it went in (a filter of the theme changed it) is not used.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url, normalize_url

from generator.publish.theme_hooks import BETWEEN_TAGS

# A mark holds what filters change: tags, entities, quotes, capitals and spaces.
_OPEN, _CLOSE = "\x02", "\x03<B>&amp;\"' \x03"
# Before a mark that went through the theme's filter ``url`` stands the way up.
_MARK = re.compile(f"((?:\\.\\./)*){_OPEN}([^\x02\x03]+){re.escape(_CLOSE)}")
_HEADING = "<h1"
# What front matter is; of any other form, a template may ask something else than its text.
_USUAL: dict[str, type] = dict.fromkeys(("title", "head_title", "description", "script", "structured", "schema"), str)
_USUAL |= {"hide": list, "feed": dict, "link_preview": dict, "record": dict, "data": dict}
# What could become one with the space around a text.
_AT_A_BORDER = re.compile(rf"\A\s|\s\Z|{BETWEEN_TAGS.pattern}")


def _mark(name: str) -> str:
    return f"{_OPEN}{name}{_CLOSE}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands between the texts of a page: (text before, name of the hole, whether that is an address)."""

    holes: tuple[tuple[str, str, bool], ...]
    end: str
    # What parts an address of the table of contents from its title, and a title from the next address.
    toc: tuple[str, str]


class Frames:
    """The frames of the pages of a site."""

    def __init__(self, render: Callable[[Page], str], constants: frozenset[str]) -> None:
        """``render`` makes a page the theme's own way; ``constants`` are texts that its templates compare with."""
        self._render, self._constants = render, constants
        self._frames: dict[Any, _Frame | None] = {}

    def filled(self, page: Page) -> tuple[str, Any] | None:
        """A page in its frame, and what tells that frame from others; None where the theme has to render it."""
        toc = page.toc.items
        has_title = bool(toc) and toc[0].level == 1
        entries = toc[0].children if has_title else toc
        texts, content = dict(self._texts(page.meta)), page.content or ""
        is_usual = all(isinstance(value, _USUAL.get(name, object)) for name, value in page.meta.items())
        is_plain = is_usual and content.startswith("<") and _HEADING in content and "title" in page.meta
        if not is_plain or any(entry.children for entry in entries) or any(map(_AT_A_BORDER.search, texts.values())):
            return None
        folder = posixpath.dirname(page.url.rstrip("/"))
        # The theme may name a page at the top, of which there is one of each kind, by its address.
        key = folder or page.url, _form(page.meta, self._constants), bool(toc), has_title, bool(entries)
        if key not in self._frames:
            self._frames[key] = self._learned(page, has_title=has_title, has_entries=bool(entries))
        frame = self._frames[key]
        if frame is None:
            return None
        middle, between = frame.toc
        texts |= {
            "content": BETWEEN_TAGS.sub("\n", content),
            "canonical_url": str(page.canonical_url),
            "source": page.file.src_uri,
            "first": "#" + toc[0].id if toc else "",
            "toc": between.join(f"#{entry.id}{middle}{entry.title}" for entry in entries),
        }
        base = get_relative_url(".", page.url)
        parts: list[str] = []
        for before, name, is_address in frame.holes:
            parts += before, normalize_url(texts[name], page, base) if is_address else texts[name]
        return "".join((*parts, frame.end)), key

    def _texts(self, value: Any, name: str = "meta") -> Iterator[tuple[str, str]]:
        """The texts of front matter that differ from page to page, by name."""
        if isinstance(value, str):
            if value and value not in self._constants:
                yield name, value
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                yield from self._texts(inner, f"{name}.{key}")

    def _learned(self, page: Page, *, has_title: bool, has_entries: bool) -> _Frame | None:
        """The frame of a page, by the theme's own rendering of one with marks; None where it changed a mark."""
        kept = page.meta, page.content, page.canonical_url, page.toc, page.file.src_uri
        entries = [AnchorLink(_mark("title 1"), _mark("entry 1"), 2), AnchorLink(_mark("title 2"), _mark("entry 2"), 2)]
        entries = entries if has_entries else []
        title = AnchorLink("", _mark("first"), 1)
        title.children = entries
        page.meta = _marked(page.meta, self._constants)
        page.content, page.canonical_url = _HEADING + _mark("content"), _mark("canonical_url")
        page.toc = TableOfContents([title] if has_title else entries)
        page.file.src_uri = _mark("source")
        try:
            text = self._render(page)
        finally:
            page.meta, page.content, page.canonical_url, page.toc, page.file.src_uri = kept
        text = text.replace(_HEADING + _mark("content"), _mark("content")).replace("#" + _mark("first"), _mark("first"))
        toc = "", ""
        if has_entries:
            marks = ("#" + _mark("entry 1"), _mark("title 1"), "#" + _mark("entry 2"), _mark("title 2"))
            # The last of each: without a title, the link over the header names the first entry too.
            starts = [text.rfind(mark) for mark in marks]
            if -1 in starts or sorted(starts) != starts:
                return None
            ends = [start + len(mark) for start, mark in zip(starts, marks, strict=True)]
            toc = text[ends[0] : starts[1]], text[ends[1] : starts[2]]
            text = text[: starts[0]] + _mark("toc") + text[ends[3] :]
            text = text.replace(marks[0], _mark("first"))
        holes, end = [], 0
        for found in _MARK.finditer(text):
            holes.append((text[end : found.start()], found[2], bool(found[1])))
            end = found.end()
        between = "".join((*(hole[0] for hole in holes), *toc, text[end:]))
        return None if "\x02" in between or "\x03" in between else _Frame(tuple(holes), text[end:], toc)


def _marked(value: Any, constants: frozenset[str], name: str = "meta") -> Any:
    if isinstance(value, str):
        return _mark(name) if value and value not in constants else value
    if isinstance(value, Mapping):
        return {key: _marked(inner, constants, f"{name}.{key}") for key, inner in value.items()}
    return value


def _form(value: Any, constants: frozenset[str]) -> Any:
    """What two pages with the same frame have in common: all of their front matter but its texts."""
    if isinstance(value, str):
        return value if not value or value in constants else str
    if isinstance(value, Mapping):
        return tuple((key, _form(inner, constants)) for key, inner in value.items())
    return repr(value)
