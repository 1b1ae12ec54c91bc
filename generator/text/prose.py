"""Markdown that editors write, cleaned: as HTML for a page, as Markdown without HTML for its copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import markdown
import nh3
from lxml.html import HtmlElement, fragment_fromstring

from generator.text.escape import HAN, Markdown, plain_code, plain_code_block, plain_start, plain_within

_TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
_INLINE = {"a", "br", "code", "em", "strong"}
# A tag of clean HTML, quoted attributes and all, or a Chinese run between tags.
_TEXT_OF_HTML = re.compile(r"""<[^<>"]*(?:"[^"]*"[^<>"]*)*>|""" + HAN.pattern)

# A file of the output, as an editor writes it in a link: places/lingang.md, feeds/all.xml.
OWN_FILE = re.compile(r"[a-z0-9][a-z0-9/-]*\.[a-z]+(?=#|$)")
# Where a link leads, given what the editor wrote; None where there is nothing to lead to.
Target = Callable[[str], str | None]


def split_by_headings(text: str) -> tuple[tuple[str, str], ...]:
    """An editor's Markdown as (heading, Markdown) of each part; what precedes the first heading has none."""
    lines = re.split(r"^## +(\S.*)$", text, flags=re.MULTILINE)
    headings = (line.rstrip().rstrip("#").rstrip() or line for line in lines[1::2])
    return (("", lines[0]), *zip(headings, lines[2::2], strict=True))


def clean_html(text: str, target: Target = str) -> Markdown:
    """An editor's Markdown as HTML without anything that could run, load or restyle; its Chinese runs say that they
    are Chinese."""
    made = nh3.clean(
        markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html"),
        tags=_TAGS,
        attributes={"a": {"href"}},
        attribute_filter=lambda tag, name, value: target(value),
        url_schemes={"http", "https"},
        link_rel=None,
    )
    return Markdown(_TEXT_OF_HTML.sub(_han_between_tags, made))


def _han_between_tags(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("<") else f'<span lang="zh-Hans">{found[0]}</span>'


def clean_markdown(text: str, target: Target = str) -> Markdown:
    """An editor's Markdown as plain Markdown: what ``clean_html`` makes of it, without HTML."""
    return Markdown("\n\n".join(_blocks(fragment_fromstring(clean_html(text, target), create_parent="div"))))


def _blocks(parent: HtmlElement) -> Iterator[str]:
    """The blocks in an element; what stands between two of them is a paragraph."""
    words = _text(parent.text)

    def paragraph() -> Iterator[str]:
        if words.strip():
            yield plain_start(words.strip())

    for child in parent:
        if child.tag in _INLINE or child.tag == "span":
            words += _inline(child)
        else:
            yield from paragraph()
            yield from filter(None, [_block(child)])
            words = ""
        words += _text(child.tail)
    yield from paragraph()


def _block(element: HtmlElement) -> str:
    match element.tag:
        case "h3" | "h4":
            return f"{'#' * int(element.tag[1])} {_words(element)}"
        case "ul" | "ol":
            marks = ("- " if element.tag == "ul" else f"{number}. " for number, _ in enumerate(element, 1))
            return "\n".join(
                _indented(mark, "\n\n".join(_blocks(item))) for mark, item in zip(marks, element, strict=True)
            )
        case "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(element)).split("\n"))
        case "pre":
            return plain_code_block(element.text_content().strip("\n").split("\n"))
        case "hr":
            return "---"
        case "table":
            rows = [[_words(cell) for cell in row] for row in element.iter("tr")]
            # The first row is the head; a table without one is none.
            rows[1:1] = [["---"] * len(row) for row in rows[:1]]
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)
        case _:
            return "\n\n".join(_blocks(element))


def _indented(mark: str, text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join((mark + first, *(" " * len(mark) * bool(line) + line for line in rest)))


def _words(element: HtmlElement) -> str:
    """All that is in an element as one line."""
    parts = [_text(element.text)]
    for child in element:
        parts += [_inline(child), _text(child.tail)]
    return " ".join("".join(parts).split())


def _inline(element: HtmlElement) -> str:
    inner = _words(element)
    match element.tag:
        case "br":
            return " "
        case "code":
            return plain_code(element.text_content())
        case "em" | "strong" if inner:
            mark = "*" if element.tag == "em" else "**"
            return f"{mark}{inner}{mark}"
        case "a" if inner and (href := element.get("href")):
            return f"[{inner}]({href})"
        case _:
            return inner


def _text(text: str | None) -> str:
    """Text between tags, with the space around it."""
    return plain_within(text or "")
