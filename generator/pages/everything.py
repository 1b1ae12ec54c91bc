"""All pages that are made from content alone. A new page is one module, one template and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.model.records import Briefing, Organisation, Place, Record
from generator.pages.briefing import briefing_page, briefing_pages
from generator.pages.charts import chart_pages
from generator.pages.cite import cite_page
from generator.pages.compare import compare_pages
from generator.pages.corrections import corrections_pages
from generator.pages.disagreements import disagreements_pages
from generator.pages.fact import fact_page, fact_pages, moved_pages
from generator.pages.glossary import glossary_page
from generator.pages.home import home_page
from generator.pages.organisation import organisation_page, organisation_pages
from generator.pages.page import Page
from generator.pages.parts import Catalogue
from generator.pages.peers import Peers
from generator.pages.place import place_page, place_pages
from generator.pages.prose import prose_pages
from generator.pages.releases import releases_pages
from generator.pages.source import source_page, source_pages
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
    releases_pages,
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


def pages_of(catalogue: Catalogue, things: Iterable[object]) -> Iterator[Page]:
    """The pages on which somebody who has just written some things looks for them: of a record its facts', its
    source's, and those of what its facts are about and of the briefings that cite them. What is not out has none."""
    content = catalogue.content
    subjects, briefings = dict[str, None](), dict[str, None]()
    for thing in things:
        if isinstance(thing, Record) and thing.id in content.records:
            record = content.records[thing.id]
            yield from (fact_page(catalogue, fact) for fact in record.facts)
            yield source_page(catalogue, record)
            for fact in record.facts:
                subjects |= dict.fromkeys((fact.about, *fact.also_about))
                briefings |= dict.fromkeys(one.id for one in catalogue.cited_in.get(fact.id, ()))
        elif isinstance(thing, Place | Organisation):
            subjects[thing.id] = None
        elif isinstance(thing, Briefing):
            briefings[thing.id] = None
    yield from (briefing_page(catalogue, at) for at, one in enumerate(catalogue.briefings) if one.id in briefings)
    peers = Peers(catalogue)
    yield from (place_page(catalogue, content.places[id], peers) for id in subjects if id in content.places)
    organisations = content.organisations
    yield from (organisation_page(catalogue, organisations[id]) for id in subjects if id in organisations)
