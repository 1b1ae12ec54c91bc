"""The words of a page: its bytes decoded, its markup taken away."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

# Elements whose text no reader sees. A noscript is for readers without scripts, and often says only that.
_HIDDEN = frozenset(("script", "style", "template", "noscript", "title", "select", "textarea", "svg", "iframe"))
# Elements that go on in the same word or line; all others part words.
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|rp|rt|ruby|s|samp|small"
    "|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_TEXT_TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain", ""))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_CHARSET_OF_TYPE = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
# What pages name is often a part of what they use (WHATWG Encoding).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "cp1252"}
_ENCODINGS = re.compile(r"utf[-_]?(8|16).*|gb.*|hz|big5.*|euc.*|shift.*|cp\d+|iso.*|koi8.*|mac.*|tis.*|johab|ascii")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Page:
    """A page's title, the text that a reader sees, and what it says to a reader without scripts."""

    title: str
    text: str
    noscript: str = ""


def page_of(body: bytes, content_type: str) -> Page | None:
    """The words of a page; None where the bytes are no text. Never raises."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _TEXT_TYPES or body.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"GIF8")):
        return None
    text = decoded(body, content_type)
    if kind == "text/plain":
        return Page("", visible(text))
    # What XML says of the encoding is not true of the text any more, nor does NUL end it.
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    except etree.LxmlError:  # nothing is in it
        return Page("", "")
    if tree is None:
        return Page("", "")
    title = next((visible("".join(_texts(found))) for found in tree.iter("title")), "")
    noscript = " ".join("".join(map(str, found.itertext())) for found in tree.iter("noscript"))
    return Page(title, visible("".join(_seen(tree))), visible(noscript))


def decoded(body: bytes, content_type: str) -> str:
    """Bytes as text: by their mark, else as UTF-8 where they are that, else as the server or the page says, else as
    GB 18030, which Chinese pages that say nothing use."""
    for mark, of_mark in _MARKS:
        if body.startswith(mark):
            return body.removeprefix(mark).decode(of_mark, "replace")
    named = _CHARSET_OF_TYPE.search(content_type)
    meta = _CHARSET.search(body[:4096])
    names = [name for name in (named and named[1], meta and meta[1].decode("ascii")) if name]
    encodings = [encoding for name in names if (encoding := _encoding(name))]
    for encoding in encodings:
        # Of these every byte can be ASCII, and what is UTF-8 by its bytes is not meant so.
        if encoding.startswith(("utf-16", "iso2022", "hz")) and (encoding != "utf-16" or b"\0" in body[:400]):
            return body.decode("utf-16-le" if encoding == "utf-16" else encoding, "replace")
    for encoding in ("utf-8", *encodings):
        with suppress(UnicodeDecodeError):
            return body.decode(encoding)
    # With a wrong byte a page is still what it says or, of what it may be, that which has fewer of them.
    tried = [body.decode(encoding, "replace") for encoding in encodings[:1] or ("utf-8", "gb18030")]
    return min(tried, key=lambda text: text.count("\ufffd"))


def visible(text: str) -> str:
    """A text without the characters that only say where a line may break, or nothing: soft hyphens, zero-width."""
    if text.isascii():
        return text
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cf")


def _encoding(name: str) -> str | None:
    """Python's name of a text encoding, or None where it has none or one that is no encoding of pages."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    found = _WIDER.get(found, found)
    return found if _ENCODINGS.fullmatch(found) else None


def _texts(element: etree._Element) -> Iterator[str]:
    return map(str, element.itertext())


def _seen(tree: etree._Element) -> Iterator[str]:
    """The pieces of text that a reader sees, a line break around whatever is no part of a line."""
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if not isinstance(tag, str):  # a comment or an instruction
            if element.tail and not hidden:
                yield element.tail
            continue
        if event == "start":
            hidden += tag in _HIDDEN
            if not _INLINE.fullmatch(tag):
                yield "\n"
            if element.text and not hidden:
                yield element.text
            continue
        hidden -= tag in _HIDDEN
        if not _INLINE.fullmatch(tag):
            yield "\n"
        if element.tail and not hidden:
            yield element.tail
