"""A Markdown twin of every page, for programs that read text, and llms.txt, which lists them.

The twin of a page is its generated Markdown without the HTML that only a browser needs; it stands at the
page's own path, so that places/lingang/ has the twin places/lingang.md, and links lead from twin to twin.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable

from generator.model.records import Site
from generator.pages.briefing import BriefingPage
from generator.pages.fact import FactPage, MovedPage
from generator.pages.page import Page
from generator.pages.place import PlacePage
from generator.pages.source import SourcePage
from generator.pages.topic import TopicPage
from generator.text.files import File

_NOTE = re.compile(r'(?:&#8288;)?<sup class="note".*?popovertarget="n(\w+)".*?</sup>')
_CARD = re.compile(r'<aside class="card" id="n(\w+)".*?href="[^"]*?([^"/]+)/">Fact page', re.DOTALL)
# In this order: the cards of notes and front matter go, then what has a form of its own in Markdown.
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE | re.DOTALL), replacement)
    for pattern, replacement in (
        (r"\A---\n.*?\n---\n+", ""),
        (r"<(aside|svg|script|style)\b.*?</\1>\n*", ""),
        (r'<span id="source-\d+"></span>', ""),
        (r" ?<small>(.*?)</small>", r", \1"),
        (r'<span class="when">(.*?)</span>', r"**\1:**"),
        (r'<span class="label">(.*?)</span>', r"**\1:**"),
        (r'<span class="chip[^"]*">(.*?)</span>', r"(\1)"),
        (r'<a href="([^"]*)"[^>]*>(.*?)</a>', r"[\2](\1)"),
        (r"</?(?:strong|b)>", "**"),
        (r"</?code[^>]*>", "`"),
        (r"<summary>(.*?)</summary>", r"\1:\n"),
        (r"<li>", "- "),
        (r"<dt>(.*?)</dt>", r"- **\1:** "),
        (r"</?[a-z][^>]*>", ""),
        (r"^\{: [^}]*\}\n", ""),
        (r"[ ]+\{ [^}\n]* \}$", ""),
    )
)
_REFERENCE = re.compile(r"&#(\d+);")


def markdown_copies(pages: Iterable[Page], files: Iterable[File], site: Site) -> tuple[File, ...]:
    """The markdown_copies of pages, whose generated Markdown is among ``files``, and llms.txt."""
    pages = tuple(pages)
    made = {file.path: file.data for file in files}
    found = [File(page.path, twin(made[page.path].decode(), page.path).encode()) for page in pages]
    return (*found, File("llms.txt", _list(pages, site).encode()))


def twin(text: str, path: str) -> str:
    """A page's generated Markdown as plain Markdown."""
    folder = posixpath.dirname(path) or "."

    facts = dict(_CARD.findall(text))

    def number(note: re.Match[str]) -> str:
        return f" [{note[1]}]({posixpath.relpath(f'facts/{facts[note[1]]}.md', folder)})"

    text = _NOTE.sub(number, text)
    for pattern, replacement in _STEPS:
        text = pattern.sub(replacement, text)
    text = _REFERENCE.sub(_sign, text)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _sign(reference: re.Match[str]) -> str:
    """A sign that was written as a number, so that it still reads as text."""
    sign = chr(int(reference[1]))
    if sign in "<&":
        return html.escape(sign)
    return "\\" + sign if sign in "\\`*_[]|" else sign


def _list(pages: tuple[Page, ...], site: Site) -> str:
    """llms.txt: what the site is, and the markdown_copies by kind; single facts and sources are reached from these."""
    parts = [
        f"# {site.name}",
        f"> {site.description}",
        "Every statement is a sourced fact with its date, speaker and status; numbers in brackets lead to it. "
        f"Text and data: {site.licence}, {site.licence_url}",
    ]
    groups: dict[str, list[Page]] = {"Briefings": [], "Places": [], "Topics": [], "More": []}
    for page in pages:
        match page:
            case BriefingPage():
                groups["Briefings"].append(page)
            case PlacePage():
                groups["Places"].append(page)
            case TopicPage():
                groups["Topics"].append(page)
            case FactPage() | SourcePage() | MovedPage():
                continue
            case _:
                groups["More"].append(page)
    for name, group in groups.items():
        if group:
            lines = (f"- [{_plain(page.title)}]({site.url}{page.path}): {_plain(page.description)}" for page in group)
            parts.append(f"## {name}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("[", "(").replace("]", ")")
