"""Pages through templates to the bytes of Markdown with front matter, which the site engine reads."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable
from itertools import chain
from math import ceil
from pathlib import Path

from jinja2 import Environment

from generator.draw.charts import SIZES, Chart, bar, line_chart, shape
from generator.draw.maps import Locator, locator_drawing
from generator.model.records import Site
from generator.pages.cite import edit_link
from generator.pages.compare import ComparedFigure
from generator.pages.page import Page, address, json_feed, relative
from generator.pages.parts import Claim, SourceView
from generator.pages.series import ChartVoice
from generator.pages.structured import structured_data
from generator.text.escape import Markdown, front_matter, mark_chinese, markdown_text, script_json
from generator.text.files import File
from generator.text.prose import OWN_FILE, clean_html, parted
from generator.text.templates import folded, page_environment, template_faults

# A page with so many sections has a list of them.
FEWEST_LISTED = 4
# So many notes stay on a line with the word that they stand behind, if that is no longer than this.
NOTES_TOGETHER, LONGEST_WORD = 6, 24
# Marks where a section begins, until the page is put together; no content may hold this sign.
_BREAK = "\0"
_SECTION = f"## {_BREAK}"


def render(pages: Iterable[Page], site: Site, templates: Path) -> tuple[File, ...]:
    """Every page, by the templates in ``templates/pages``. Raises ``CannotGoOn`` where one of them is at fault."""
    return tuple(map(page_printer(site, templates), pages))


def page_printer(site: Site, templates: Path) -> Callable[[Page], File]:
    """What makes the file of a page; it raises ``CannotGoOn`` where a template is at fault."""
    environment = page_environment(templates / "pages")
    environment.globals["status"] = _status
    environment.filters.update(cited=cited, sections=sections)
    environment.filters.update(drawn=_drawn, located=_located, shape=_shape, bar=_bar)

    def printed(page: Page) -> File:
        with template_faults():
            return _page(environment, page, site)

    return printed


def _status(claim: Claim) -> Markdown:
    """A fact's status as a chip: a word and a colour."""
    kind = claim.status.lower().replace(" ", "-")
    return Markdown(f'<span class="chip {kind}" data-search-exclude>{markdown_text(claim.status)}</span>')


def cited(source: SourceView) -> str:
    """Who published a source and when, in a line."""
    author = f"{source.author}, " if source.author else ""
    return f"{author}{source.publisher} ({source.publisher_class}), {source.published}"


def sections(text: str) -> tuple[tuple[str, Markdown], ...]:
    """An editor's Markdown as (heading, clean HTML) of each part that says something."""
    made = ((heading, clean_html(body, _from_page)) for heading, body in parted(text))
    return tuple((heading, html) for heading, html in made if html.strip())


def _from_page(link: str) -> str:
    """An editor's link to a file of the output, as it goes from a page in a folder of its own."""
    own = OWN_FILE.match(link)
    return f"../{address(own[0])}{link[own.end() :]}" if own else link


def _drawn(chart: Chart, is_wide: bool) -> Markdown:
    """A chart for a phone or a column and, where it may stand across the page, in a width for that; the
    stylesheet shows the one that fits."""
    sizes = SIZES if is_wide else SIZES[-1:]
    return Markdown("".join(f'<div class="{size}">{line_chart(chart, size)}</div>' for size in sizes))


def _located(locator: Locator) -> Markdown:
    return Markdown(locator_drawing(locator))


def _shape(number: int, voice: ChartVoice) -> Markdown:
    return Markdown(f"{shape(number, is_target=voice.is_target)} ")


def _bar(figure: ComparedFigure, is_target: bool) -> Markdown:
    return Markdown(bar(figure.bar, figure.bound, is_target=is_target))


# --- one page ---


def _page(environment: Environment, page: Page, site: Site) -> File:
    printed = _Printed(page)
    template, cards = environment.get_template(f"{page.template}.md.j2"), environment.get_template("parts/notes.md.j2")
    text = template.render(
        page=page,
        to=printed.to,
        anchor=printed.anchor,
        section=printed.section,
        column=printed.column,
        cite_inline=printed.cite_inline,
        note=printed.note,
    )
    parts, notes = text.split(_SECTION), printed.notes
    if page.has_contents:
        parts[0] += _contents(printed.headings)
    if printed.has_columns:
        parts, notes = ["## ".join(parts)], [list(chain.from_iterable(notes))]
    for number, claims in enumerate(notes):
        if claims:
            # Cards follow the section whose words they repeat, so that a compressing server sends these once; those of
            # a page in columns stand at the page's end.
            parts[number] += cards.render(claims=claims, other_words=printed.other_words, at=printed.at) + "\n"
    return File(page.path, f"{_front_matter(page, site)}\n\n{folded('## '.join(parts))}".encode())


def _contents(headings: Collection[tuple[str, str]]) -> str:
    """A list of a page's sections, which stands before the first of them, for screens with no room next to the text."""
    if len(headings) < FEWEST_LISTED:
        return ""
    links = "".join(f'<li><a href="#{id}">{heading}</a></li>' for id, heading in headings)
    summary = "<summary>On this page</summary>"
    return f'<details class="more contents" data-search-exclude>{summary}<ul>{links}</ul></details>\n\n'


# --- its head ---


def _front_matter(page: Page, site: Site) -> Markdown:
    # The tabs are the navigation; the menu next to them would repeat the one section that is open.
    hidden = ["navigation"] if page.has_contents else ["navigation", "toc"]
    fields: dict[str, object] = {"title": page.title, "description": page.description, "hide": hidden}
    if page.feed:
        fields["feed"] = {"rss": page.feed.path, "json": json_feed(page.feed.path), "name": page.feed.name}
    if page.script:
        fields["script"] = page.script
    if not page.in_search:
        fields["search"] = {"exclude": True}
    elif page.boost > 1:
        fields["search"] = {"boost": page.boost}
    if page.record:
        fields["record"] = {"path": page.record, "edit": edit_link(site, page.record)}
    fields["structured"] = Markdown(script_json(structured_data(page, site)))
    return front_matter(**fields)


# --- what its templates call ---


class _Printed:
    """What a template calls while it prints a page, and what it has printed so far: sections and notes."""

    def __init__(self, page: Page) -> None:
        self._folder, self._place = posixpath.dirname(page.path), address(page.path)
        # The sections that have an address: that, and what they are called.
        self.headings: list[tuple[str, str]] = []
        # What has a note, by the section in which its first one stands.
        self.notes: list[list[Claim]] = [[]]
        self._noted: set[str] = set()
        # The notes that stand behind other words than the fact's own.
        self.other_words: set[str] = set()
        self.has_columns = False

    def to(self, path: str, id: str = "") -> Markdown:
        """The way from this page to another file of the output, which MkDocs checks and rewrites."""
        return Markdown(relative(path, self._folder) + (f"#{id}" if id else ""))

    def at(self, path: str) -> Markdown:
        """The same way in HTML, which MkDocs leaves as it is: from address to address."""
        target = address(path)
        slash = "/" if target.endswith("/") or not target else ""
        return Markdown(relative(target, self._place) + slash)

    def anchor(self, name: str, path: str, id: str = "") -> Markdown:
        """A link in HTML."""
        return Markdown(f'<a href="{self.at(path)}{f"#{id}" if id else ""}">{mark_chinese(name)}</a>')

    def section(self, id: str | None, *words: str, search: bool = True, toc: str = "") -> Markdown:
        """The heading of a section, which begins here: ``## {{ section("places", "Places") }}``. ``toc`` is what the
        table of contents calls it; without ``search``, the search leaves the heading out."""
        heading = " ".join(map(mark_chinese, words))
        attributes = [f"#{id}"] if id else []
        if id:
            self.headings.append((id, heading))
        if toc:
            attributes.append(f'data-toc-label="{toc}"')
        if not search:
            attributes.append("data-search-exclude")
        self.notes.append([])
        return Markdown(f"{_BREAK}{heading}" + (f" {{ {' '.join(attributes)} }}" if attributes else ""))

    def column(self) -> Markdown:
        """Where a column of the page begins."""
        self.has_columns = True
        return Markdown("<div markdown>")

    def cite_inline(self, text: str, *claims: Claim) -> Markdown:
        """Words and the small numbers of the claims that they stand on, the first few of them on one line with the
        last word and none on a line by itself. A number opens the card of its fact."""
        numbers = [self._note_marker(claim, shows_other_words=claim.text != text) for claim in claims]
        if not numbers:
            return mark_chinese(text)
        size = ceil(len(numbers) / ceil(len(numbers) / NOTES_TOGETHER))
        first, *others = ("".join(numbers[at : at + size]) for at in range(0, len(numbers), size))
        words, last = _last_word(text)
        loose = "".join(f'<span class="nb">{part}</span>' for part in others)
        return Markdown(f'{words}<span class="nb">{last}&#8288;{first}</span>{loose}')

    def note(self, claim: Claim) -> Markdown:
        """A number by itself, where words and number are parted."""
        return Markdown(f"&#8288;{self._note_marker(claim, shows_other_words=True)}")

    def _note_marker(self, claim: Claim, *, shows_other_words: bool) -> str:
        if claim.label not in self._noted:
            self._noted.add(claim.label)
            self.notes[-1].append(claim)
        if shows_other_words:
            self.other_words.add(claim.label)
        # The link is for browsers without popovers.
        return (
            f'<sup class="note" data-search-exclude><button popovertarget="n{claim.label}" '
            f'aria-label="Note {claim.label}">{claim.label}</button>'
            f'<a href="#source-{claim.source.number}">{claim.label}</a></sup>'
        )


def _last_word(text: str) -> tuple[str, str]:
    """A text, escaped, as what goes before its last word, with the space between, and that; of words without spaces,
    such as those of Chinese, the last two signs."""
    words, space, last = " ".join(text.split()).rpartition(" ")
    if len(last) > LONGEST_WORD:
        words, space, last = words + space + last[:-2], "", last[-2:]
    return mark_chinese(words) + space, mark_chinese(last)
