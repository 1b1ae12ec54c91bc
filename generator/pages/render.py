"""Pages through templates to the bytes of Markdown with front matter, which the site engine reads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from math import ceil
from pathlib import Path

from jinja2 import Environment

from generator.draw.charts import draw
from generator.draw.plots import SIZES
from generator.draw.shapes import bar, svg
from generator.model.records import Site
from generator.pages.cite import edit_link
from generator.pages.compare import ComparedFigure
from generator.pages.page import DATA_PAGE, Page, address, head_title, json_feed, link_preview_path, relative
from generator.pages.parts import Claim, Piece, Quoted, SourceView, Words
from generator.pages.plotted import Plotted
from generator.pages.structured import structured_data
from generator.text.escape import (
    Markdown,
    attribute,
    front_matter,
    mark_chinese,
    mark_chinese_within,
    markdown_text,
    readable,
    script_json,
    web_address,
)
from generator.text.files import File
from generator.text.prose import OWN_FILE, clean_html, split_by_headings
from generator.text.templates import folded, page_environment, template_faults

# A page with so many sections has a list of them.
FEWEST_LISTED = 4
# So many notes stay on a line with the word that they stand behind, if that is no longer than this.
NOTES_TOGETHER, LONGEST_WORD = 6, 24
# What stands before the digits of a number: more than.
_HEDGE = re.compile(r"\D+ (?=\S*\d)")
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
    environment.filters.update(cited=cited, sections=sections, quoted=_quoted, ways=_ways)
    environment.filters.update(bar=_bar)

    def printed(page: Page) -> File:
        with template_faults():
            return _page(environment, page, site)

    return printed


# What is said in a row without a box, and what goes without saying: most facts have one source.
_PLAIN_STATUS, _UNSAID_STATUS = "Official claim", "Single source"


def _status(claim: Claim, *, in_box: bool = True) -> Markdown:
    """A fact's status as a row has it: a word and, of what is an exception, a box and a colour, if it may have one."""
    if claim.status == _UNSAID_STATUS:
        return Markdown()
    kind = "" if claim.status == _PLAIN_STATUS or not in_box else f' class="chip {claim.status.lower()}"'
    return Markdown(f"<span{kind}>{markdown_text(claim.status)}</span>")


def cited(source: SourceView) -> str:
    """Who published a source and when, in a line, without brackets in a row. That who reposts is an aggregator goes
    without saying."""
    author = f"{source.author}, " if source.author else ""
    kind = f" ({source.publisher_class})"
    if source.publisher.endswith(")"):
        kind = "" if "repost" in source.publisher else f", {source.publisher_class}"
    return f"{author}{source.publisher}{kind}, {source.published}"


def _quoted(quote: Quoted, is_block: bool = False) -> Markdown:
    """A source's words, in its language."""
    tag = "blockquote" if is_block else "span"
    return Markdown(f'<{tag} lang="{quote.lang}">{markdown_text(quote.shown)}</{tag}>')


def links_to_words(claim: Claim) -> tuple[tuple[str, str], ...]:
    """What leads to a claim's source, as (words, address): at its own words where we have these, and an archived
    copy."""
    quote, source = claim.quote, claim.source
    if quote:
        opens, copy = ("Open the source at these words", quote.url), quote.archived
    else:
        opens, copy = ("Open the source", source.url), source.archived
    return (opens, ("Archived copy", copy)) if copy else (opens,)


def _ways(claim: Claim) -> Markdown:
    """The links to a claim's source. What an address says in another script stays in it, as the page has it above: a
    browser encodes it, and a compressing server sends it once."""
    links = (
        f'<a href="{attribute(readable(web_address(address)))}">{words}</a>' for words, address in links_to_words(claim)
    )
    return Markdown(" ".join(links))


def sections(text: str) -> tuple[tuple[str, Markdown], ...]:
    """An editor's Markdown as (heading, clean HTML) of each part that says something."""
    made = ((heading, clean_html(body, _from_page)) for heading, body in split_by_headings(text))
    return tuple((heading, html) for heading, html in made if html.strip())


def _from_page(link: str) -> str:
    """An editor's link to a file of the output, as it goes from a page in a folder of its own."""
    own = OWN_FILE.match(link)
    return f"../{address(own[0])}{link[own.end() :]}" if own else link


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
        fold=printed.fold,
        column=printed.column,
        cite_inline=printed.cite_inline,
        tapped=printed.tapped,
        titled=printed.tapped,
        told=printed.told,
        anchored=printed.anchored,
        figure=printed.figure,
        note=printed.note,
        plotted=printed.plotted,
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
            made = cards.render(
                claims=claims,
                other_words=printed.other_words,
                at=printed.at,
                told=printed.told,
                tapped=printed.tapped,
            )
            parts[number] += f"{made}\n"
    return File(page.path, f"{_front_matter(page, site)}\n\n{folded('## '.join(parts))}".encode())


def _contents(headings: Collection[tuple[str, str]]) -> str:
    """A list of a page's sections, which stands before the first of them, for screens with no room next to the text."""
    if len(headings) < FEWEST_LISTED:
        return ""
    links = "".join(f'<li><a href="#{id}">{heading}</a></li>' for id, heading in headings)
    summary = "<summary>On this page</summary>"
    return f'<details class="more contents">{summary}<ul>{links}</ul></details>\n\n'


# --- its head ---


def _front_matter(page: Page, site: Site) -> Markdown:
    # The tabs are the navigation; the menu next to them would repeat the one section that is open.
    hidden = ["navigation"] if page.has_contents else ["navigation", "toc"]
    fields: dict[str, object] = {"title": page.title, "description": page.description, "hide": hidden}
    if (title := head_title(page.title, site.name)) != f"{page.title} - {site.name}" and page.title != site.name:
        fields["head_title"] = title
    if page.feed:
        fields["feed"] = {"rss": page.feed.path, "json": json_feed(page.feed.path), "name": page.feed.name}
    if page.script:
        fields["script"] = page.script
    if page.link_preview:
        # The file keeps its name, so that an old link shows how things stand now. What it says is in the query, so that
        # a cache that has an earlier picture asks again.
        picture = f"{link_preview_path(page.path)}?v={page.link_preview.version}"
        fields["link_preview"] = {"picture": picture, "alt": page.link_preview.alt}
    if page.record:
        fields["record"] = {"path": page.record, "edit": edit_link(site, page.record)}
    if page.data and page.path != DATA_PAGE:
        fields["data"] = {file.path.rpartition(".")[2]: file.path for file in page.data}
    structured = structured_data(page, site)
    fields["schema"] = structured["@type"]
    fields["structured"] = Markdown(script_json(structured))
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

    def section(self, id: str | None, *words: str, toc: str = "") -> Markdown:
        """The heading of a section, which begins here: ``## {{ section("places", "Places") }}``. ``toc`` is what the
        table of contents calls it."""
        heading = " ".join(map(mark_chinese, words))
        attributes = [f"#{id}"] if id else []
        if id:
            self.headings.append((id, heading))
        if toc:
            attributes.append(f'data-toc-label="{toc}"')
        self.notes.append([])
        return Markdown(f"{_BREAK}{heading}" + (f" {{ {' '.join(attributes)} }}" if attributes else ""))

    def fold(self, id: str, heading: str, count: str, is_open: bool = False) -> Markdown:
        """Where a section that is folded away begins; its heading and how much is in it stay in view, and so does its
        address. It ends with ``</details>``."""
        return Markdown(
            f'<details class="more fold"{" open" if is_open else ""} markdown>\n'
            # No h2: that would have a link to itself, and what opens a fold may hold no link.
            f'<summary><span id="{id}" role="heading" aria-level="2">{mark_chinese(heading)}</span> '
            f"<span data-count>{mark_chinese(count)}</span></summary>"
        )

    def column(self) -> Markdown:
        """Where a column of the page begins."""
        self.has_columns = True
        return Markdown("<div markdown>")

    def cite_inline(self, words: Words, *claims: Claim) -> Markdown:
        """Words whose numbers open the cards of their facts, and small numbers for the claims that none of these is of,
        the first few of them on one line with the last word and none on a line by itself."""
        said = self._said(words, claims)
        if not words.pieces:
            return said
        noted = [
            self._note_marker(claim, shows_other_words=claim.words != words)
            for claim in claims
            if claim.id not in words.facts
        ]
        if not noted:
            return said
        size = ceil(len(noted) / ceil(len(noted) / NOTES_TOGETHER))
        first, *others = ("".join(noted[at : at + size]) for at in range(0, len(noted), size))
        loose = "".join(f'<span class="nb">{part}</span>' for part in others)
        end = replace(words, pieces=words.pieces[-1:])
        said = self._said(replace(words, pieces=words.pieces[:-1]), claims, of=words)
        is_plain = not (_marked(end.pieces[0]))
        before, last = _last_word(end.text) if is_plain else ("", self._said(end, claims, of=words))
        return Markdown(f'{said}{before}<span class="nb">{last}&#8288;{first}</span>{loose}')

    def tapped(self, words: Words, *claims: Claim) -> Markdown:
        """Words whose numbers open the cards of their facts, as far as these are among the claims, or else lead to the
        facts' pages; without small numbers."""
        return self._said(words, claims)

    def told(self, words: Words) -> Markdown:
        """Words within a link, which leads to what their numbers are of."""
        return Markdown("".join(_marked(piece) or _plain(piece, words) for piece in words.pieces))

    def anchored(self, words: Words, id: str) -> Markdown:
        """Words whose numbers lead to a part of their own page."""
        return Markdown(
            "".join(
                f'<a{_attributes(piece)} href="#{id}">{mark_chinese_within(piece.text)}</a>'
                if piece.fact
                else _marked(piece) or _plain(piece, words)
                for piece in words.pieces
            )
        )

    def figure(self, claim: Claim, *, is_strong: bool = False) -> Markdown:
        """A claim's figure in words, which opens its card."""
        figure = claim.figure
        if figure is None:
            return Markdown()
        number = mark_chinese(figure.number)
        shown = f"<strong>{number}</strong>" if is_strong else number
        said = " ".join(filter(None, (mark_chinese(figure.qualifier), shown, mark_chinese(figure.unit))))
        piece = Piece(text=figure.words, fact=claim.id, is_target=claim.is_target)
        return Markdown(self._number(piece, said, claim, shows_other_words=True))

    def _said(self, words: Words, claims: Sequence[Claim], *, of: Words | None = None) -> Markdown:
        """Words with marks; they are a part ``of`` others where they are not said whole."""
        by_id = {claim.id: claim for claim in claims}
        made = []
        for piece in words.pieces:
            claim = by_id.get(piece.fact)
            other_words = claim is not None and claim.words != (of or words)
            if piece.fact:
                made.append(self._number(piece, None, claim, shows_other_words=other_words))
            else:
                made.append(_marked(piece) or _plain(piece, words))
        return Markdown("".join(made))

    def _number(self, piece: Piece, said: str | None, claim: Claim | None, *, shows_other_words: bool) -> str:
        """A number, ``said`` as its text or in another form, that opens the card of its fact or, without a card here,
        leads to the fact's page."""
        if claim is None:
            page = self.at(f"facts/{piece.fact}.md")
            return f'<a{_attributes(piece)} href="{page}">{mark_chinese_within(piece.text)}</a>'
        self._note(claim, shows_other_words=shows_other_words)
        name = f"{attribute(piece.text)}{', target' if piece.is_target else ''}: {markdown_text(claim.speaker)}"
        # The button lies over the number, which stays text: to be copied, broken and read aloud. The link is for
        # browsers without popovers.
        opens = (
            f'<button popovertarget="n{claim.label}" aria-label="{name}"></button>'
            f'<a href="{self.at(claim.path)}" aria-label="{name}" hidden></a>'
        )
        # A line may end after a hedge, not within the number.
        hedge = _HEDGE.match(piece.text) if said is None else None
        if hedge:
            number = mark_chinese_within(piece.text[hedge.end() :])
            said = f'{mark_chinese_within(hedge[0])}<span class="nb">{number}{opens}</span>'
            return f"<span{_attributes(piece)}>{said}</span>"
        return f"<span{_attributes(piece)}>{said or mark_chinese_within(piece.text)}{opens}</span>"

    def plotted(self, chart: Plotted, *, is_wide: bool = True) -> Markdown:
        """A chart for a phone or a column and, where it may stand across the page, in a width for that; the stylesheet
        shows the one that fits. Its marks open the cards of their facts; without script they lead to the pages of
        these."""
        if chart.plot is None:
            return Markdown()
        links = []
        for claim in chart.claims:
            self._note(claim, shows_other_words=True)
            links.append(f'href="{self.at(claim.path)}" data-card="n{claim.label}"')
        made = []
        for size in SIZES if is_wide else SIZES[-1:]:
            drawing = svg(draw(chart.plot, size), f"chart-{chart.id}-{size}", chart.title, chart.description, links)
            made.append(f'<div class="{size}">{drawing}</div>')
        return Markdown("".join(made))

    def note(self, claim: Claim) -> Markdown:
        """A number by itself, where words and number are parted."""
        return Markdown(f"&#8288;{self._note_marker(claim, shows_other_words=True)}")

    def _note(self, claim: Claim, *, shows_other_words: bool) -> None:
        """A claim's card is asked for."""
        if claim.label not in self._noted:
            self._noted.add(claim.label)
            self.notes[-1].append(claim)
        if shows_other_words:
            self.other_words.add(claim.label)

    def _note_marker(self, claim: Claim, *, shows_other_words: bool) -> str:
        self._note(claim, shows_other_words=shows_other_words)
        said = f"{claim.figure.words}, " if claim.figure else ""
        name = markdown_text(f"{claim.label}: {said}{claim.speaker}")
        # The link is for browsers without popovers.
        return (
            f'<sup class="note"><button popovertarget="n{claim.label}" '
            f'aria-label="{name}">{claim.label}</button>'
            f'<a href="{self.at(claim.path)}" aria-label="{name}">{claim.label}</a></sup>'
        )


def _plain(piece: Piece, words: Words) -> str:
    """Plain words of a text, escaped; its first ones stand at the beginning of a line."""
    if piece is words.pieces[0]:
        return mark_chinese(piece.text) + " " * piece.text[-1:].isspace()
    return mark_chinese_within(piece.text)


def _marked(piece: Piece) -> str:
    """A number or a date within other words; "" of plain words."""
    said = mark_chinese_within(piece.text)
    if piece.fact:
        return f"<span{_attributes(piece)}>{said}</span>"
    if piece.is_count:
        return f"<span data-count>{said}</span>"
    if piece.when:
        # HTML knows years, months and days, and no other time.
        is_known = len(piece.when.split("-")[-1]) in (2, 4) and piece.when.replace("-", "").isdigit()
        return f'<time datetime="{piece.when}">{said}</time>' if is_known else f"<span data-when>{said}</span>"
    return ""


def _attributes(piece: Piece) -> str:
    figure = f' data-figure="{piece.figure}"' if piece.figure else ""
    return f' data-fact="{piece.fact}"{figure}{" data-target" if piece.is_target else ""}'


def _last_word(text: str) -> tuple[str, str]:
    """A text, escaped, as what goes before its last word, with the space between, and that; of words without spaces,
    such as those of Chinese, the last two signs."""
    words, space, last = " ".join(text.split()).rpartition(" ")
    if len(last) > LONGEST_WORD:
        words, space, last = words + space + last[:-2], "", last[-2:]
    lead = " " * text[:1].isspace()
    # What begins a line is escaped as such.
    return lead + (mark_chinese_within(words) if lead else mark_chinese(words)) + space, mark_chinese_within(last)
