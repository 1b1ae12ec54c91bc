"""The pages of single facts and sources, and the lists of everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.arrange.catalogue import Catalogue, Notes
from generator.arrange.cite import cite
from generator.records import Fact, Organisation, Place, Record
from generator.views import (
    DisagreementsPage,
    FactListPage,
    FactPage,
    GlossaryPage,
    Link,
    MovedPage,
    OrganisationListPage,
    SourceListPage,
    SourcePage,
    TopicListPage,
)
from generator.wording import day_in_words


def fact_page(catalogue: Catalogue, fact: Fact) -> FactPage:
    notes = Notes(catalogue)
    claim = notes.claim(fact)
    figure = fact.figure
    group = catalogue.statements.group_of.get(fact.id)
    measure = catalogue.content.measures[figure.measure] if figure else None
    return FactPage(
        path=claim.path,
        template="fact",
        title=fact.text,
        description=f"{claim.speaker}, {claim.when}. Source: {claim.source.publisher}.",
        in_search=False,
        cite=cite(catalogue, fact.text, claim.path, [fact]),
        claim=claim,
        as_stated=figure.as_stated if figure else None,
        definition=measure.definition if measure else None,
        excludes=measure.excludes if measure else None,
        where=fact.where,
        added=day_in_words(fact.added),
        subjects=tuple(map(catalogue.subject_link, (fact.about, *fact.also_about))),
        topics=tuple(map(catalogue.topic_link, fact.topics)),
        used_in=tuple(map(catalogue.briefing_link, catalogue.cited_in.get(fact.id, ()))),
        plan=catalogue.plan(fact, notes) if fact.kind == "target" else None,
        others=notes.claims(other for other in group.facts if other is not fact) if group else (),
        changes=catalogue.changes([fact]),
    )


def fact_list(catalogue: Catalogue) -> FactListPage:
    notes = Notes(catalogue)
    groups = []
    subjects: tuple[Place | Organisation, ...] = (*catalogue.place_tree(), *catalogue.organisations)
    for subject in subjects:
        facts = [fact for fact in catalogue.by_subject.get(subject.id, ()) if fact.about == subject.id]
        if facts:
            groups.append((catalogue.subject_link(subject.id), notes.claims(facts)))
    return FactListPage(
        path="facts/index.md",
        template="fact-list",
        title="All facts",
        description="Every fact on file, by the place or organisation that it is about, newest first.",
        in_search=False,
        groups=tuple(groups),
        sources=notes.sources(),
    )


def source_page(catalogue: Catalogue, record: Record) -> SourcePage:
    source = catalogue.source(record, 1)
    origin = record.source.derived_from
    origin_title = catalogue.content.records[origin].source.title if origin else ""
    return SourcePage(
        path=source.path,
        template="source",
        title=source.title,
        description=f"{source.publisher}, {source.published}: {source.facts} on file.",
        in_search=False,
        source=source,
        derived_from=Link(path=f"sources/{origin}.md", name=origin_title) if origin else None,
        claims=tuple(catalogue.claim(fact, 1) for fact in record.facts),
    )


def moved_pages(catalogue: Catalogue) -> Iterator[MovedPage]:
    """A page at each address that moved: it stays for ever, and leads to where its thing is now."""
    moved = catalogue.content.moved
    for address, entry in moved.items():
        target = catalogue.content.present_address(address)
        yield MovedPage(
            path=f"{address}.md",
            template="moved",
            title="Moved",
            description=f"What stood here has moved to {target}.",
            in_search=False,
            moved_on=day_in_words(entry.on),
            to=catalogue.link(target),
        )


def disagreements_page(catalogue: Catalogue) -> DisagreementsPage:
    notes = Notes(catalogue)
    return DisagreementsPage(
        path="disagreements.md",
        template="disagreements",
        has_contents=True,
        title="Disagreements",
        description="Where sources give different figures about the same thing, measure and time.",
        disputes=catalogue.disputes(notes),
        sources=notes.sources(),
    )


def source_list(catalogue: Catalogue) -> SourceListPage:
    def newest(record: Record) -> tuple[date, str]:
        published = record.source.published
        return (published.first if published else record.source.retrieved, record.id)

    return SourceListPage(
        path="sources/index.md",
        template="source-list",
        title="Sources",
        description="Every source on file, newest first, with its publisher and the facts taken from it.",
        sources=tuple(map(catalogue.source, sorted(catalogue.content.records.values(), key=newest, reverse=True))),
    )


def organisation_list(catalogue: Catalogue) -> OrganisationListPage:
    return OrganisationListPage(
        path="organisations/index.md",
        template="organisation-list",
        title="Organisations",
        description="Every company, institute and public body that facts on file are about.",
        organisations=tuple(map(catalogue.organisation_row, catalogue.organisations)),
    )


def glossary_page(catalogue: Catalogue) -> GlossaryPage:
    terms = sorted(catalogue.content.glossary.values(), key=lambda term: (term.name.casefold(), term.id))
    return GlossaryPage(
        path="glossary.md",
        template="glossary",
        title="Glossary",
        description="Terms that sources and this site use, each in a sentence.",
        terms=tuple(
            (Link(path=f"glossary.md#{term.id}", name=term.name, name_zh=term.name_zh), term.meaning) for term in terms
        ),
    )


def topic_list(catalogue: Catalogue) -> TopicListPage:
    topics = sorted(catalogue.content.topics.values(), key=lambda topic: topic.name)
    return TopicListPage(
        path="topics/index.md",
        template="topic-list",
        title="Topics",
        description="Every topic, with its definition and the number of its facts.",
        topics=tuple(
            (catalogue.topic_link(topic.id), topic.definition, len(catalogue.by_topic.get(topic.id, ())))
            for topic in topics
        ),
    )
