"""All pages that are made from content alone. A new page is one module, one template and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.pages.briefing import briefing_pages
from generator.pages.charts import chart_pages
from generator.pages.cite import cite_page
from generator.pages.compare import compare_pages
from generator.pages.corrections import corrections_pages
from generator.pages.disagreements import disagreements_pages
from generator.pages.fact import fact_pages, moved_pages
from generator.pages.glossary import glossary_page
from generator.pages.home import home_page
from generator.pages.organisation import organisation_pages
from generator.pages.page import Page
from generator.pages.parts import Catalogue
from generator.pages.place import place_pages
from generator.pages.prose import prose_pages
from generator.pages.source import source_pages
from generator.pages.targets import targets_pages
from generator.pages.topic import topic_pages
from generator.pages.weeks import week_pages

# Pages of which there is one …
_ONE: tuple[Callable[[Catalogue], Page], ...] = (
    home_page,
    glossary_page,
    cite_page,
)
# … and those of which there is one for each thing.
_MANY: tuple[Callable[[Catalogue], Iterator[Page]], ...] = (
    briefing_pages,
    place_pages,
    organisation_pages,
    topic_pages,
    targets_pages,
    compare_pages,
    disagreements_pages,
    corrections_pages,
    week_pages,
    chart_pages,
    fact_pages,
    source_pages,
    moved_pages,
    prose_pages,
)


def all_pages(catalogue: Catalogue) -> Iterator[Page]:
    """Every page that is made from content alone; the pages about feeds and data come with those."""
    yield from (page(catalogue) for page in _ONE)
    for pages in _MANY:
        yield from pages(catalogue)
