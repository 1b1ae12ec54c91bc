"""Leads as Markdown: for a terminal, and for an issue on GitHub.

What others wrote, such as an article's title, stands in code: GitHub makes no mention, reference, link, image, sign or
formula of what is there (GitHub Flavored Markdown, 6.1). Nothing of a lead begins a line.
"""

from __future__ import annotations

import re

from generator.leads.find import Lead, Leads, Section
from generator.model.records import Site
from generator.model.words import counted, day_in_words
from generator.pages.cite import edit_link
from generator.text.escape import Markdown, plain_words, web_address

_HOW_TO_PUT_OFF = (
    "Where you find nothing new and the source still says the fact, add the day to its `checked`: what is asked of it "
    "rests for as long as its measure's `review_after`."
)
# GitHub refuses an issue of more than 65,536 letters.
MOST_LETTERS = 60_000
# What GitHub makes something of in plain words: mentions, references to issues and commits, addresses, signs, formulas.
_GITHUB_SYNTAX = re.compile(r"[@#:]\S|\$.*\$|\bGH-\d|\b[0-9a-f]{7,}\b|www\.", re.IGNORECASE)


def leads_in_markdown(leads: Leads, site: Site) -> str:
    """All leads as one text of at most ``MOST_LETTERS``: of what is longer, each section lists fewer."""
    for most in (1000, 10, 5, 3, 2, 1, 0):
        text = _text(leads, site, most)
        if len(text) <= MOST_LETTERS:
            break
    return text


def _text(leads: Leads, site: Site, most: int) -> str:
    sections = [section.cut(min(most, len(section.leads))) for section in leads.sections if section.leads]
    total = sum(section.count for section in sections)
    links = _Links()
    parts = [
        f"# Leads of {day_in_words(leads.today)}",
        f"{counted(total, 'lead') if total else 'Nothing to look for'}. {leads.feeds}",
        *((_HOW_TO_PUT_OFF,) if total else ()),
        *(_section(section, site, links) for section in sections),
        *links.lines(),
    ]
    return "\n\n".join(parts) + "\n"


class _Links:
    """Addresses by number, which stand at the end: a line with an address in it is long in a terminal."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def link(self, words: str, address: str) -> str:
        number = self._numbers.setdefault(address, len(self._numbers) + 1)
        return f"[{words}][{number}]"

    def lines(self) -> tuple[str, ...]:
        lines = [f"[{number}]: {address}" for address, number in self._numbers.items()]
        return ("\n".join(lines),) if lines else ()


def _section(section: Section, site: Site, links: _Links) -> str:
    left_out = f"\n\n{counted(section.left_out, 'more lead')} left out." if section.left_out else ""
    items = "\n".join(_item(lead, site, links) for lead in section.leads)
    return f"## {section.title} ({section.count})\n\n{section.explained}\n\n{items}{left_out}"


def _item(lead: Lead, site: Site, links: _Links) -> str:
    about = links.link(in_code(lead.about), web_address(lead.article)) if lead.article else f"**{_words(lead.about)}**"
    do = f"{lead.do}: {in_code(lead.command)}" if lead.command else f"{lead.do}."
    where = [links.link(page, f"{site.url}{page}/") for page in lead.pages]
    if lead.file:
        edit = edit_link(site, lead.file)
        where.append(links.link(lead.file, edit) if edit else in_code(lead.file))
    return "\n  ".join([f"- {about}: {_words(lead.says)}", do, *([", ".join(where)] if where else [])])


def _words(text: str) -> str:
    """Words of ours or of a source's title, as words; in code, where GitHub would make something of them."""
    return str(in_code(text) if _GITHUB_SYNTAX.search(text) else plain_words(text))


def in_code(text: str) -> Markdown:
    """One line of text as code, which no sign in it can end."""
    line = " ".join(text.replace("`", "'").split())
    return Markdown(f"`{line}`")
