"""Views through templates to the bytes of Markdown pages.

Whatever a template prints is text unless its type says that it is Markdown: the environment escapes every
value, so that a forgotten filter cannot let a record's text become markup.
"""

from __future__ import annotations

import posixpath
import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from generator.charts import SIZES, bar, line_chart, shape
from generator.escape import Markdown, clean_html, front_matter, markdown_text, web_address
from generator.locator import locator_drawing
from generator.problems import CannotGoOn
from generator.views import Chart, ChartSource, Claim, ComparedFigure, Locator, Page, SourceView, address, json_feed

# Chinese characters and the punctuation and digits between them, but no Japanese kana beside them.
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff](?:[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]*)")
# An editor's link to another page or feed: places/lingang.md, feeds/all.xml.
_OWN_LINK = re.compile(r'href="([a-z0-9][a-z0-9/-]*\.[a-z]+)(?=["#])')
_KANA = re.compile(r"[\u3040-\u30ff]")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the output: its path under the output folder, with / between folders, and its bytes."""

    path: str
    data: bytes


def render(pages: Iterable[Page], templates: Path) -> tuple[File, ...]:
    """Every page as Markdown with front matter, by the templates in ``templates/pages``."""
    environment = Environment(
        loader=FileSystemLoader(templates / "pages"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 (``finalize`` escapes, for Markdown)
        finalize=markdown_text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(web=_web, han=han, sections=sections, cited=_cited)
    environment.filters.update(drawn=_drawn, located=_located, shape=_shape, bar=_bar)
    try:
        return tuple(_page(environment, page) for page in pages)
    except TemplateError as error:
        raise template_fault(error) from error


def template_fault(error: TemplateError) -> CannotGoOn:
    """What is wrong with a template, and where, as far as Jinja says."""
    where = ""
    if isinstance(error, TemplateSyntaxError):
        where = f"{error.filename}:{error.lineno}: "
    else:
        for frame, line in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename.endswith(".j2"):
                where = f"{frame.f_code.co_filename}:{line}: "
    return CannotGoOn(f"{where}{error.message}; mend the template")


def _page(environment: Environment, page: Page) -> File:
    folder = posixpath.dirname(page.path)

    def to(path: str) -> Markdown:
        """The way from this page to another file of the output, which MkDocs checks and rewrites."""
        return Markdown(posixpath.relpath(path, folder or "."))

    def note(claim: Claim) -> Markdown:
        """The small number behind a claim: it names the source and leads to the fact's page."""
        source = claim.source
        title = markdown_text(f"Source {source.number}: {source.publisher}, {source.published}")
        # The word joiner keeps the number on the claim's line.
        return Markdown(f'&#8288;[{source.number}]({to(claim.path)} "{title}"){{ .note }}')

    # The tabs are the navigation; the menu beside them would repeat the one section that is open.
    hidden = ["navigation"] if page.has_contents else ["navigation", "toc"]

    def status(claim: Claim) -> Markdown:
        """A fact's status as a chip: a word and a colour."""
        kind = claim.status.lower().replace(" ", "-")
        return Markdown(f'<span class="chip {kind}">{markdown_text(claim.status)}</span>')

    fields: dict[str, object] = {"title": page.title, "description": page.description, "hide": hidden}
    if page.feed:
        fields["feed"] = {"rss": page.feed.path, "json": json_feed(page.feed.path), "name": page.feed.name}
    if page.script:
        fields["script"] = page.script
    if not page.in_search:
        fields["search"] = {"exclude": True}
    template = environment.get_template(f"{page.template}.md.j2")
    text = template.render(page=page, to=to, note=note, status=status)
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    return File(page.path, f"{front_matter(**fields)}\n\n{text}\n".encode())


def _web(url: str) -> Markdown:
    return Markdown(web_address(url))


def _drawn(chart: Chart, is_wide: bool) -> Markdown:
    """A chart for a phone or a column and, where it may stand across the page, in a width for that; the
    stylesheet shows the one that fits."""
    sizes = SIZES if is_wide else SIZES[-1:]
    return Markdown("".join(f'<div class="{size}">{line_chart(chart, size)}</div>' for size in sizes))


def _located(locator: Locator) -> Markdown:
    return Markdown(locator_drawing(locator))


def _shape(number: int, source: ChartSource) -> Markdown:
    return Markdown(shape(number, is_target=source.is_target))


def _bar(figure: ComparedFigure, is_target: bool) -> Markdown:
    return Markdown(bar(figure.bar, figure.bound, is_target=is_target))


def han(text: str) -> Markdown:
    """Text whose Chinese runs say that they are Chinese, for fonts and screen readers."""
    escaped = markdown_text(text)
    if _KANA.search(text):
        return escaped
    return Markdown(_HAN.sub(lambda run: f'<span lang="zh-Hans">{run[0]}</span>', escaped))


def sections(text: str) -> tuple[tuple[str, Markdown], ...]:
    """An editor's Markdown as (heading, clean HTML) of each part; what precedes the first heading has none."""
    lines = re.split(r"^## +(.+?) *#*$", text, flags=re.MULTILINE)
    parts = [("", lines[0]), *zip(lines[1::2], lines[2::2], strict=True)]
    made = ((heading, _OWN_LINK.sub(_from_page, clean_html(body))) for heading, body in parts)
    return tuple((heading, Markdown(html)) for heading, html in made if html.strip())


def _from_page(link: re.Match[str]) -> str:
    """A link to a file of the output, as it goes from a page in a folder of its own."""
    return f'href="../{address(link[1])}'


def _cited(source: SourceView) -> str:
    """Who published a source and when, in a line."""
    author = f"{source.author}, " if source.author else ""
    return f"{author}{source.publisher} ({source.publisher_class}), {source.published}"
