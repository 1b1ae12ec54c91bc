"""A plain Markdown copy of every page, for people and programs that read text, and llms.txt, which lists them.

A copy is made by the templates of its page, in an environment in which what only a browser needs prints nothing. It
is found at the page's own path, so that places/lingang/ has the copy places/lingang.md, and links lead from copy to
copy.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from jinja2 import Environment

from generator.model.records import Site
from generator.model.words import day_in_words
from generator.pages.briefing import BriefingPage
from generator.pages.fact import FactPage, MovedPage
from generator.pages.page import DATA_FOLDER, CitablePage, Page, relative
from generator.pages.parts import Claim, Piece, Quoted, Words
from generator.pages.place import PlacePage
from generator.pages.render import cited, links_to_words
from generator.pages.source import SourcePage
from generator.pages.topic import TopicPage
from generator.text.escape import Markdown, plain_code, plain_start, plain_text, plain_within, plain_words, web_address
from generator.text.files import File
from generator.text.prose import OWN_FILE, clean_markdown, split_by_headings
from generator.text.templates import folded, plain_environment, template_faults


def copy_printer(templates: Path) -> Callable[[Page], File]:
    """What makes the copy of a page, by the templates in ``templates/pages``; it raises ``CannotGoOn`` where a
    template is at fault."""
    environment = plain_environment(templates / "pages")
    environment.globals["status"] = lambda claim, **_: Markdown(f"*{plain_text(claim.status)}*")
    environment.filters.update(cited=cited, sections=_sections, quoted=_quoted, ways=_ways)
    environment.filters.update(bar=lambda *drawn: Markdown())

    def printed(page: Page) -> File:
        with template_faults():
            return _copy(environment, page)

    return printed


def _quoted(quote: Quoted, is_block: bool = False) -> str:
    """A source's words, within a line or as a paragraph."""
    return quote.shown


def _ways(claim: Claim) -> Markdown:
    """The links to a claim's source."""
    return Markdown(", ".join(f"[{words}]({web_address(address)})" for words, address in links_to_words(claim)))


def list_of_copies(pages: Iterable[Page], site: Site) -> File:
    """llms.txt, which lists the copies."""
    return File("llms.txt", _llms_txt(pages, site).encode())


def _sections(text: str) -> tuple[tuple[str, Markdown], ...]:
    """An editor's Markdown as (heading, Markdown without HTML) of each part that says something."""
    made = ((heading, clean_markdown(body, _target)) for heading, body in split_by_headings(text))
    return tuple((heading, body) for heading, body in made if body)


def _target(link: str) -> str | None:
    """Where an editor's link leads to from a copy, whose sections have no addresses."""
    if own := OWN_FILE.match(link):
        return own[0]
    try:
        return web_address(link) if link.startswith(("http://", "https://")) else None
    except ValueError:
        return None


def _copy(environment: Environment, page: Page) -> File:
    folder = posixpath.dirname(page.path)

    def to(path: str, id: str = "") -> Markdown:
        return Markdown(relative(path.partition("#")[0], folder))

    def anchor(name: str, path: str, id: str = "") -> Markdown:
        return Markdown(f"[{plain_text(name)}]({to(path)})")

    def section(id: str | None, *words: str, toc: str = "") -> Markdown:
        return Markdown(" ".join(map(plain_text, words)))

    def fold(id: str, heading: str, count: str, is_open: bool = False) -> Markdown:
        return Markdown(f"## {plain_text(heading)}, {plain_text(count)}")

    def cite_inline(words: Words, *claims: Claim) -> Markdown:
        noted = (number(claim) for claim in claims if claim.id not in words.facts)
        return Markdown(" ".join(filter(None, (tapped(words), *noted))))

    def tapped(words: Words, *claims: Claim) -> Markdown:
        parts = (leads(piece) if piece.fact else plain_within(piece.text) for piece in words.pieces)
        return plain_start("".join(parts))

    def leads(piece: Piece) -> str:
        return f"[{plain_words(piece.text)}]({to(f'facts/{piece.fact}.md')})"

    def told(words: Words, *claims: Claim) -> Markdown:
        return plain_text(words.text)

    def anchored(words: Words, id: str) -> Markdown:
        return plain_text(words.text)

    def figure(claim: Claim, *, is_strong: bool = False) -> Markdown:
        if claim.figure is None:
            return Markdown()
        number = f"**{plain_words(claim.figure.number)}**" if is_strong else plain_words(claim.figure.number)
        shown = (plain_words(claim.figure.qualifier), number, plain_words(claim.figure.unit))
        return Markdown(f"[{' '.join(filter(None, shown))}]({to(claim.path)})")

    def note(claim: Claim) -> Markdown:
        return Markdown(f" {number(claim)}")

    def number(claim: Claim) -> str:
        return f"[{claim.label}]({to(claim.path)})"

    text = environment.get_template(f"{page.template}.md.j2").render(
        page=page,
        to=to,
        anchor=anchor,
        section=section,
        fold=fold,
        column=Markdown,
        cite_inline=cite_inline,
        tapped=tapped,
        told=told,
        # A title is read by programs, which may not expect a link in it.
        titled=told,
        anchored=anchored,
        figure=figure,
        note=note,
        plotted=lambda chart, **how: Markdown(),
    )
    record = f"\n\nRecord: {plain_code(page.record)}\n" if page.record else ""
    end = f"\n\n---\n\n{_standing(page, to('cite.md'))}\n" if isinstance(page, CitablePage) else ""
    return File(page.path, folded(text + record + end).encode())


def _standing(page: CitablePage, lookup: str) -> str:
    """The last lines of a copy: how to cite it, its version, and whether it stands."""
    lines = [f"Cite as: {plain_text(page.cite.text)}", f"Version: {plain_code(page.cite.version)}"]
    if isinstance(page, FactPage):
        lines.append(f"Status: {plain_text(page.claim.status)}. {plain_text(page.claim.why)}")
        if page.claim.changed:
            lines.append(f"Changed: {plain_text(page.claim.changed)}")
    else:
        lines.append("Status: that of each fact is on its own page")
    lines.append(f"Last added to, checked or corrected: {day_in_words(page.changed_on)}")
    lines.append(f"Whether this version still stands: [Look a citation up]({lookup})")
    return "\n".join(f"- {line}" for line in lines)


def _llms_txt(pages: Iterable[Page], site: Site) -> str:
    """llms.txt (llmstxt.org): what the site is, and the copies by kind; facts and sources are reached from these."""
    parts = [
        f"# {plain_text(site.name)}",
        f"> {plain_text(site.description)}",
        "Every statement is a sourced fact with its date, speaker and status; numbers in brackets lead to it. "
        f"Text and data: {plain_text(site.licence)}, {site.licence_url}",
        *_contract(site),
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
            lines = (
                f"- [{plain_text(page.title)}]({site.url}{page.path}): {plain_text(page.description)}" for page in group
            )
            parts.append(f"## {name}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _contract(site: Site) -> Iterator[str]:
    """What a program that answers questions from the site should do, and what it can rely on."""
    data, code = f"{site.url}{DATA_FOLDER}/", plain_code
    yield (
        "To cite: cite the page of the fact, with its version. The copy of a fact, a place, an organisation, a topic "
        "or a briefing ends in its citation, its version and its status; a row of "
        f"{code(f'{data}facts.csv')} has them in the columns {code('citation')}, {code('version')} and "
        f"{code('status')}. Say who says it, of which time, and keep the hedge: “more than” is a part of a figure. "
        "Give no figure that the status calls Withdrawn or Replaced as one that stands, and of one that is Disputed "
        "both sides."
    )
    yield (
        f"To see whether a version still stands: look it up in {code(f'{data}versions.csv')} (by its first 12 digits; "
        f"{code('is_current')}), or in {code(f'{data}history.csv')}, which has what each version of a fact said, "
        f"{code('since')} and {code('until')} which day. For people: {code(f'{site.url}cite/')}. An address never goes "
        "away; what was withdrawn stays, and says so."
    )
