"""Views through templates to the bytes of Markdown pages.

Whatever a template prints is text unless its type says that it is Markdown: the environment escapes every
value, so that a forgotten filter cannot let a record's text become markup.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import ceil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from generator.draw.charts import SIZES, Chart, bar, line_chart, shape
from generator.draw.maps import Locator, locator_drawing
from generator.model.records import Site
from generator.pages.compare import ComparedFigure
from generator.pages.page import Page, address, json_feed
from generator.pages.parts import Claim, SourceView
from generator.pages.series import ChartVoice
from generator.pages.structured import structured_data
from generator.text.escape import Markdown, clean_html, front_matter, markdown_text, script_json, web_address
from generator.text.files import File
from generator.text.templates import template_fault

# Chinese characters and the punctuation and digits between them, but no Japanese kana beside them; what stands in
# brackets behind them belongs to them if it is Chinese as well, as in the name 徐汇滨江 (西岸).
_RUN = r"[\u3400-\u9fff\uf900-\ufaff][\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]*"
_HAN = re.compile(rf"{_RUN}(?: ?\({_RUN}\))*")
# An editor's link to another page or feed: places/lingang.md, feeds/all.xml.
_OWN_LINK = re.compile(r'href="([a-z0-9][a-z0-9/-]*\.[a-z]+)(?=["#])')
# So many notes stay on a line with the word that they stand behind, if that is no longer than this.
NOTES_TOGETHER, LONGEST_WORD = 6, 24
# A section in Markdown, and how many are worth a list of their own.
_SECTION = re.compile(r"^## (.+?) \{ #([\w-]+).*\}$", re.MULTILINE)
FEWEST_LISTED = 4
_NOTED = re.compile(r'popovertarget="n(\w+)"')
# A tag of clean HTML, quoted attributes and all, or a Chinese run between tags.
_TEXT_OF_HTML = re.compile(r"""<[^<>"]*(?:"[^"]*"[^<>"]*)*>|""" + _HAN.pattern)
_KANA = re.compile(r"[\u3040-\u30ff]")


def render(pages: Iterable[Page], site: Site, templates: Path) -> tuple[File, ...]:
    """Every page as Markdown with front matter, by the templates in ``templates/pages``."""
    environment = Environment(
        loader=FileSystemLoader(templates / "pages"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 (``finalize`` escapes, for Markdown, and marks Chinese)
        finalize=mark_chinese,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(web=_web, mark_chinese=mark_chinese, sections=sections, cited=_cited)
    environment.filters.update(drawn=_drawn, located=_located, shape=_shape, bar=_bar)
    try:
        return tuple(_page(environment, page, site) for page in pages)
    except TemplateError as error:
        raise template_fault(error) from error


def _page(environment: Environment, page: Page, site: Site) -> File:
    noted: dict[str, Claim] = {}
    # The notes that stand behind other words than the fact's own.
    other_words: set[str] = set()
    folder, place = posixpath.dirname(page.path), address(page.path)

    def to(path: str) -> Markdown:
        """The way from this page to another file of the output, which MkDocs checks and rewrites."""
        return Markdown(posixpath.relpath(path, folder or "."))

    def at(path: str) -> Markdown:
        """The same way in HTML, which MkDocs leaves as it is: from address to address."""
        target = address(path)
        slash = "/" if target.endswith("/") or not target else ""
        return Markdown(posixpath.relpath(target or ".", place or ".") + slash)

    def cite_inline(text: str, *claims: Claim) -> Markdown:
        """Words and the small numbers of the claims that they stand on, the first few of them on one line with the
        last word and none on a line by itself. A number opens the card of its fact."""
        numbers = [note_marker(claim, shows_other_words=claim.text != text) for claim in claims]
        if not numbers:
            return mark_chinese(text)
        size = ceil(len(numbers) / ceil(len(numbers) / NOTES_TOGETHER))
        first, *others = ("".join(numbers[at : at + size]) for at in range(0, len(numbers), size))
        words, last = _last_word(text)
        loose = "".join(f'<span class="nb">{part}</span>' for part in others)
        return Markdown(f'{words}<span class="nb">{last}&#8288;{first}</span>{loose}')

    def note(claim: Claim) -> Markdown:
        """A number by itself, where words and number are parted."""
        return Markdown(f"&#8288;{note_marker(claim, shows_other_words=True)}")

    def note_marker(claim: Claim, *, shows_other_words: bool) -> str:
        noted[claim.label] = claim
        if shows_other_words:
            other_words.add(claim.label)
        # The link is for browsers without popovers.
        return (
            f'<sup class="note" data-search-exclude><button popovertarget="n{claim.label}" '
            f'aria-label="Note {claim.label}">{claim.label}</button>'
            f'<a href="#source-{claim.source.number}">{claim.label}</a></sup>'
        )

    template, cards = environment.get_template(f"{page.template}.md.j2"), environment.get_template("parts/notes.md.j2")
    text = template.render(page=page, to=to, at=at, cite_inline=cite_inline, note=note, status=_status)
    if page.has_contents:
        text = _with_contents(text)
    text = _with_cards(text, noted, partial(cards.render, at=at, status=_status, other_words=other_words))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    return File(page.path, f"{_front_matter(page, site)}\n\n{text}\n".encode())


def _with_cards(text: str, noted: Mapping[str, Claim], printed: Callable[..., str]) -> str:
    """A page with the cards of its notes: those of a section at its end, where the words are that they repeat and
    that a compressing server then sends once; those of a page in columns at its own end."""
    sections = [text] if "<div markdown>" in text else re.split(r"^(?=## )", text, flags=re.MULTILINE)
    known: set[str] = set()
    made = []
    for section in sections:
        labels = [label for label in dict.fromkeys(_NOTED.findall(section)) if label not in known]
        known.update(labels)
        made.append(section + printed(claims=[noted[label] for label in labels]) + "\n" if labels else section)
    return "".join(made)


def _with_contents(text: str) -> str:
    """A page with a list of its sections before the first of them, for screens with no room beside the text."""
    links = [f'<li><a href="#{id}">{heading}</a></li>' for heading, id in _SECTION.findall(text)]
    if len(links) < FEWEST_LISTED:
        return text
    listed = f"<ul>{''.join(links)}</ul>"
    made = f'<details class="more contents" data-search-exclude><summary>On this page</summary>{listed}</details>\n\n'
    before, first, rest = text.partition("\n## ")
    return f"{before}\n{made}{first[1:]}{rest}"


def _last_word(text: str) -> tuple[str, str]:
    """A text, escaped, as what goes before its last word, with the space between, and that; of words without spaces,
    such as those of Chinese, the last two signs."""
    words, space, last = " ".join(text.split()).rpartition(" ")
    if len(last) > LONGEST_WORD:
        words, space, last = words + space + last[:-2], "", last[-2:]
    return mark_chinese(words) + space, mark_chinese(last)


def _front_matter(page: Page, site: Site) -> Markdown:
    # The tabs are the navigation; the menu beside them would repeat the one section that is open.
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
    fields["structured"] = Markdown(script_json(structured_data(page, site)))
    return front_matter(**fields)


def _status(claim: Claim) -> Markdown:
    """A fact's status as a chip: a word and a colour."""
    kind = claim.status.lower().replace(" ", "-")
    return Markdown(f'<span class="chip {kind}" data-search-exclude>{markdown_text(claim.status)}</span>')


def _web(url: str) -> Markdown:
    return Markdown(web_address(url))


def _drawn(chart: Chart, is_wide: bool) -> Markdown:
    """A chart for a phone or a column and, where it may stand across the page, in a width for that; the
    stylesheet shows the one that fits."""
    sizes = SIZES if is_wide else SIZES[-1:]
    return Markdown("".join(f'<div class="{size}">{line_chart(chart, size)}</div>' for size in sizes))


def _located(locator: Locator) -> Markdown:
    return Markdown(locator_drawing(locator))


def _shape(number: int, voice: ChartVoice) -> Markdown:
    return Markdown(shape(number, is_target=voice.is_target))


def _bar(figure: ComparedFigure, is_target: bool) -> Markdown:
    return Markdown(bar(figure.bar, figure.bound, is_target=is_target))


def mark_chinese(value: object) -> Markdown:
    """A value as text whose Chinese runs say that they are Chinese, for fonts and screen readers."""
    if isinstance(value, Markdown):
        return value
    text = str(value)
    escaped = markdown_text(text)
    if _KANA.search(text):
        return escaped
    return Markdown(_HAN.sub(lambda run: f'<span lang="zh-Hans">{run[0]}</span>', escaped))


def sections(text: str) -> tuple[tuple[str, Markdown], ...]:
    """An editor's Markdown as (heading, clean HTML) of each part; what precedes the first heading has none."""
    lines = re.split(r"^## +(.+?) *#*$", text, flags=re.MULTILINE)
    parts = [("", lines[0]), *zip(lines[1::2], lines[2::2], strict=True)]
    made = ((heading, _OWN_LINK.sub(_from_page, clean_html(body))) for heading, body in parts)
    return tuple(
        (heading, Markdown(_TEXT_OF_HTML.sub(_han_between_tags, html))) for heading, html in made if html.strip()
    )


def _han_between_tags(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("<") else f'<span lang="zh-Hans">{found[0]}</span>'


def _from_page(link: re.Match[str]) -> str:
    """A link to a file of the output, as it goes from a page in a folder of its own."""
    return f'href="../{address(link[1])}'


def _cited(source: SourceView) -> str:
    """Who published a source and when, in a line."""
    author = f"{source.author}, " if source.author else ""
    return f"{author}{source.publisher} ({source.publisher_class}), {source.published}"
