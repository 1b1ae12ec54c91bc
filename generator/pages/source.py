"""The pages of sources, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.records import Record
from generator.model.when import When
from generator.pages.long_lists import ListPage, by_time, listed
from generator.pages.page import Link, Page, view
from generator.pages.parts import Catalogue, Claim, SourceView


@view
class SourcePage(Page):
    """A source, the one that it derives from, and its facts."""

    source: SourceView
    derived_from: Link | None
    claims: tuple[Claim, ...]


@view
class SourceListPage(ListPage):
    """Every source, newest first, each with its number of facts."""

    sources: tuple[SourceView, ...]


def source_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of sources, and the page of each."""
    yield from source_lists(catalogue)
    for record in catalogue.content.records.values():
        yield source_page(catalogue, record)


def source_page(catalogue: Catalogue, record: Record) -> SourcePage:
    """The page of a source with its facts."""
    source = catalogue.source(record, 1)
    origin = record.source.derived_from
    origin_title = catalogue.content.records[origin].source.title if origin else ""
    return SourcePage(
        path=source.path,
        template="source",
        record=record.path,
        title=source.title,
        description=f"{source.publisher}, {source.published}: {source.facts}.",
        source=source,
        derived_from=Link(path=f"sources/{origin}.md", name=origin_title) if origin else None,
        claims=tuple(catalogue.claim(fact, 1) for fact in record.facts),
    )


def source_lists(catalogue: Catalogue) -> Iterator[SourceListPage]:
    """All sources, newest first; one without a date is as new as the day it was read."""

    def when(record: Record) -> When:
        return record.source.published or When.of_day(record.source.retrieved)

    def newest(record: Record) -> tuple[date, str]:
        return when(record).first, record.id

    records = sorted(catalogue.content.records.values(), key=newest, reverse=True)
    for one in listed(records, "sources/index.md", "Sources", "sources/published", *by_time(when)):
        yield SourceListPage(
            path=one.path,
            template="source-list",
            title=one.title,
            description="Every source, newest first, with its publisher and the facts taken from it.",
            above=one.above,
            parts=one.parts,
            sources=tuple(map(catalogue.source, one.rows)),
        )
