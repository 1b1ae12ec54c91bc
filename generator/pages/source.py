"""The pages of sources, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.records import Record
from generator.pages.page import Link, Page, view
from generator.pages.parts import Catalogue, Claim, SourceView


@view
class SourcePage(Page):
    """A source, the one that it derives from, and its facts."""

    source: SourceView
    derived_from: Link | None
    claims: tuple[Claim, ...]


@view
class SourceListPage(Page):
    """Every source, newest first, each with its number of facts."""

    sources: tuple[SourceView, ...]


def source_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of sources, and the page of each."""
    yield source_list(catalogue)
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
        description=f"{source.publisher}, {source.published}: {source.facts} on file.",
        in_search=False,
        source=source,
        derived_from=Link(path=f"sources/{origin}.md", name=origin_title) if origin else None,
        claims=tuple(catalogue.claim(fact, 1) for fact in record.facts),
    )


def source_list(catalogue: Catalogue) -> SourceListPage:
    """The page of all sources, newest first; one without a date is as new as the day it was read."""

    def newest(record: Record) -> tuple[date, str]:
        published = record.source.published
        return (published.first if published else record.source.retrieved, record.id)

    return SourceListPage(
        path="sources/index.md",
        template="source-list",
        title="Sources",
        description="Every source on file, newest first, with its publisher and the facts taken from it.",
        in_search=False,
        sources=tuple(map(catalogue.source, sorted(catalogue.content.records.values(), key=newest, reverse=True))),
    )
