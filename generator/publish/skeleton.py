"""Markdown converted once for the pages that differ in words alone.

What Markdown leaves as it is (runs of words, inline HTML, links, raw blocks) is put aside, with a sign of its own in
its place. The rest, the skeleton, is converted by MkDocs' own Markdown and kept; then each sign is replaced by what it
stands for. Nothing here knows what Markdown means: what is not surely left as it is stays in the skeleton.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from markdown.extensions.toc import slugify, strip_tags

# Private-use characters stand for what was put aside; text that has one itself is converted as a whole.
_FIRST, _LAST = 0xF0000, 0xFFFFD
_SIGN = f"[{chr(_FIRST)}-{chr(_LAST)}]"
_MOST_SIGNS = 60_000

# A block of HTML on lines of its own that holds no Markdown, which a block says by an attribute.
_BLOCK = re.compile(
    r"^<(aside|details|pre|p|dl)\b((?:(?! markdown)[^<>])*)>((?:(?!<\1\b).)*?)</\1>(?=\n|\Z)", re.MULTILINE | re.DOTALL
)
_PLAIN = rf"[^\s<>&\[\]()*_`\\|{{}}#{chr(_FIRST)}-{chr(_LAST)}]"
_INLINE = r"</?(?:span|sup|sub|small|button|a|b|strong|em|code|i|time|abbr)(?: [^<>\n]*)?>"
_ENTITY = r"&#?\w+;"
_ADDRESS = r"[\w./#:?=%&!,;~$@+-]+"
# As Markdown writes addresses: an ampersand that begins no character reference becomes one.
_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_WORD = rf"(?:{_PLAIN}|[()]|{_ENTITY}|{_INLINE})"
_TEXT = rf"(?:{_WORD}|(?<!!)\[(?:[ ]|{_WORD})+\]\({_ADDRESS}\)(?![ ]?\{{))"
_RUN = re.compile(rf"({_TEXT}(?:[ ]*{_TEXT})*)|<[^<>\n]*>|\]\([^()\s]*\)")
_ONLY_TEXT = re.compile(rf"{_TEXT}(?:[ ]*{_TEXT})*")
# Words with links stand in a skeleton as one link, which says whether links are links where they stand: in HTML that
# is left as it is they are not.
_PROBE = "aside:"
# Signs that stand for something here or in Markdown itself, code, and lines that make a heading of the one before.
_UNSURE = re.compile(rf"{_SIGN}|{_PROBE}|[\x02\x03`]|^[=-]+[ ]*$", re.MULTILINE)
_OTHER_LINK = re.compile(rf"\]\((?!{_PROBE})")
_ATTRIBUTES = re.compile(r"[ ]?\{")
_LINK = re.compile(rf"\[([^\[\]]+)\]\(({_ADDRESS})\)")
# What stands before the words of a line: the mark of a list, and tags of blocks.
_LINE_START = re.compile(
    r"[ ]*(?:(?:[-+*]|\d+\.|:)[ ]+)?(?:<(?:p|div|details|summary|dl|dt|dd|ul|ol|li|table|tr|td|th|pre|figure|figcaption"
    r"|section|h\d|blockquote)\b[^<>]*>)*"
)
_FIRST_HEADING = re.compile(r"^# ([^\n{}#]+?)(?: \{ ([^{}\n#]*?) \})?$", re.MULTILINE)
_PUT_ASIDE = re.compile(
    rf"<aside>({_SIGN})</aside>|<a href=\"{_PROBE}({_SIGN})\">{_SIGN}</a>|\[({_SIGN})\]\({_PROBE}{_SIGN}\)|({_SIGN})"
)

Toc = list[dict[str, Any]]
Converted = tuple[str, Toc]


class Skeletons:
    """The skeletons that were converted, by their text."""

    def __init__(self, convert: Callable[[str, str], Converted], resolve: Callable[[str, str], str]) -> None:
        """``convert(path, markdown)`` is MkDocs' own conversion; ``resolve(path, link)`` its address of a link."""
        self._convert, self._resolve = convert, resolve
        self._known: dict[tuple[str, str], Converted] = {}

    def converted(self, path: str, markdown: str) -> Converted:
        """The HTML of a page and its table of contents, as MkDocs makes them."""
        if _UNSURE.search(markdown):
            return self._convert(path, markdown)
        aside = _Aside(path, self._resolve)
        skeleton = aside.skeleton(markdown)
        if len(aside.held) > _MOST_SIGNS:
            return self._convert(path, markdown)
        # A link that stays in the skeleton leads somewhere else from another page.
        key = skeleton, path if _OTHER_LINK.search(skeleton) else ""
        if key not in self._known:
            self._known[key] = self._convert(path, skeleton)
        content, toc = self._known[key]
        if aside.heading and f'id="{aside.heading}"' not in content:
            # It is none: it stands in HTML.
            return self._convert(path, markdown)
        return aside.back(content), aside.toc(toc)


class _Aside:
    """What was put aside of one page."""

    def __init__(self, path: str, resolve: Callable[[str, str], str]) -> None:
        self.held: list[str] = []
        # What stands for the id of the first heading.
        self.heading = ""
        self._path, self._resolve = path, resolve

    def skeleton(self, markdown: str) -> str:
        text = _BLOCK.sub(lambda found: f"<aside>{self._hold(found[0])}</aside>", markdown)
        text = _FIRST_HEADING.sub(self._heading, text, 1)
        return "\n".join(map(self._line, text.split("\n")))

    def back(self, text: str) -> str:
        """Each sign replaced by what it stands for."""
        return _PUT_ASIDE.sub(self._held, text)

    def _held(self, found: re.Match[str]) -> str:
        block, linked, literal, plain = found.groups()
        text = self.held[ord(block or linked or literal or plain) - _FIRST]
        return _LINK.sub(self._link, text) if linked else text

    def toc(self, toc: Toc) -> Toc:
        return [
            {
                **entry,
                "id": self.back(entry["id"]),
                "name": strip_tags(self.back(entry["name"])),
                "html": self.back(entry["html"]),
                "children": self.toc(entry["children"]),
            }
            for entry in toc
        ]

    def _hold(self, text: str) -> str:
        self.held.append(text)
        return chr(_FIRST + len(self.held) - 1)

    def _heading(self, found: re.Match[str]) -> str:
        """The first heading, whose id is made of its words, with that id said, so that pages share a skeleton."""
        words = found[1]
        id = slugify(html.unescape(strip_tags(words)), "-")
        is_taken = f"#{id}" in found.string or f'id="{id}"' in found.string
        if not id or is_taken or "](" in words or not _ONLY_TEXT.fullmatch(words):
            return found[0]
        words, self.heading = self._hold(words), self._hold(id)
        return f"# {words} {{ {found[2] or ''} #{self.heading} }}"

    def _line(self, line: str) -> str:
        if not line or line[0] in "#{" or not line.strip("-|: "):
            return line
        start = _LINE_START.match(line)
        end = start.end() if start else 0
        return line[:end] + _RUN.sub(lambda found: self._run(found) if found[1] else found[0], line[end:])

    def _run(self, found: re.Match[str]) -> str:
        text = found[1]
        if "](" not in text:
            return self._hold(text)
        if _ATTRIBUTES.match(found.string, found.end()):
            # They would become those of the link that stands for all.
            return text
        sign = self._hold(text)
        return f"[{sign}]({_PROBE}{sign})"

    def _link(self, found: re.Match[str]) -> str:
        address = _AMPERSAND.sub("&amp;", self._resolve(self._path, found[2]))
        return f'<a href="{address}">{found[1]}</a>'
