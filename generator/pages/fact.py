"""The pages of single facts, the lists of all facts about a thing, and the index of these."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.records import Fact, Organisation, Place
from generator.model.words import counted, day_in_words, when_in_words
from generator.pages.cite import changed_on, cite, history
from generator.pages.corrections import Change, changes
from generator.pages.notes import Notes
from generator.pages.page import CitablePage, Link, Page, view
from generator.pages.parts import KIND_HEADINGS, BriefingRow, Catalogue, Claim, SourceView
from generator.pages.series import SeriesView, series_view, shown_series
from generator.pages.targets import Plan, plan


@view
class FactPage(CitablePage):
    """A fact: its claim, what it counts, where it is used, what others say of the same, and how it changed."""

    claim: Claim
    as_stated: str | None
    definition: str | None
    excludes: str | None
    added: str
    subjects: tuple[Link, ...]
    topics: tuple[Link, ...]
    used_in: tuple[Link, ...]
    plan: Plan | None
    # What other sources say of the same time, and the same measure at other times.
    others: tuple[Claim, ...]
    series: tuple[Claim, ...]
    changes: tuple[Change, ...]


@view
class FactIndexPage(Page):
    """The things that facts are about, with the page that lists all facts about each."""

    total: str
    subjects: tuple[tuple[Link, int, str], ...]


@view
class FactListPage(Page):
    """Every fact about one thing, by kind, newest first, and its figures over time."""

    about: Link
    series: tuple[SeriesView, ...]
    sources: tuple[SourceView, ...]
    groups: tuple[tuple[str, str, tuple[Claim, ...]], ...]
    briefings: tuple[BriefingRow, ...]


@view
class MovedPage(Page):
    """What stays at an address whose thing has another now."""

    moved_on: str
    to: Link


def fact_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The index of facts, the list of those about each thing, and the page of each."""
    yield fact_index(catalogue)
    yield from fact_lists(catalogue)
    for fact in catalogue.content.facts.values():
        yield fact_page(catalogue, fact)


def fact_page(catalogue: Catalogue, fact: Fact) -> FactPage:
    """The page of a fact."""
    notes = Notes(catalogue)
    claim = notes.claim(fact)
    figure = fact.figure
    group = catalogue.statements.group_of.get(fact.id)
    measure = catalogue.content.measures[figure.measure] if figure else None
    return FactPage(
        path=claim.path,
        template="fact",
        record=claim.record,
        title=fact.text,
        description=f"{claim.speaker}, {claim.when}. Source: {claim.source.publisher}.",
        feed=catalogue.feed_link(claim.about.path.removesuffix(".md")),
        in_search=False,
        claim=claim,
        as_stated=figure.as_stated if figure else None,
        definition=measure.definition if measure else None,
        excludes=measure.excludes if measure else None,
        added=day_in_words(fact.added),
        subjects=tuple(map(catalogue.subject_link, (fact.about, *fact.also_about))),
        topics=tuple(map(catalogue.topic_link, fact.topics)),
        used_in=tuple(map(catalogue.briefing_link, catalogue.cited_in.get(fact.id, ()))),
        plan=plan(catalogue, fact, notes) if fact.kind == "target" else None,
        others=notes.claims(other for other in group.facts if other is not fact) if group else (),
        series=notes.claims(_other_times(catalogue, fact)),
        changes=changes(catalogue.content, [fact]),
        cite=cite(catalogue, fact.text, claim.path, [fact]),
        changed_on=changed_on(catalogue, [fact]),
        history=history(catalogue, [fact]),
    )


def _other_times(catalogue: Catalogue, fact: Fact) -> list[Fact]:
    """The figures of a fact's series at other times, newest first."""
    series, group = catalogue.statements.series_of(fact), catalogue.statements.group_of.get(fact.id)
    of_its_time = {fact.id, *(other.id for other in group.facts)} if group else {fact.id}
    return [other for other in reversed(series.figures) if other.id not in of_its_time] if series else []


def facts_path(about: str) -> str:
    """Where all facts about a place or an organisation are listed."""
    return f"facts/about/{about}.md"


def fact_index(catalogue: Catalogue) -> FactIndexPage:
    """The page of the things that facts are about, places as a tree first, with the number of facts."""
    subjects: tuple[Place | Organisation, ...] = (*catalogue.place_tree(), *catalogue.organisations)
    rows = []
    for subject in subjects:
        if facts := catalogue.by_subject.get(subject.id):
            newest = catalogue.news_of(facts)
            when = catalogue.content.when(newest) if newest else None
            link = Link(path=facts_path(subject.id), name=subject.name, name_zh=subject.name_zh)
            rows.append((link, len(facts), when_in_words(when) if when else "none yet"))
    return FactIndexPage(
        path="facts/index.md",
        template="fact-index",
        title="All facts",
        description="Every fact on file, by the place or organisation that it is about.",
        in_search=False,
        total=counted(len(catalogue.content.facts), "fact"),
        subjects=tuple(rows),
    )


def fact_lists(catalogue: Catalogue) -> Iterator[FactListPage]:
    """For each place and organisation that facts are about, a page with all of them."""
    for subject, facts in sorted(catalogue.by_subject.items()):
        link = catalogue.subject_link(subject)
        notes = Notes(catalogue)
        is_place = subject in catalogue.content.places
        drawn = [series_view(catalogue, one, notes) for one in shown_series(catalogue, subject)] if is_place else []
        groups = (
            (kind, name, tuple(catalogue.claim(fact) for fact in facts if fact.kind == kind))
            for kind, name in KIND_HEADINGS.items()
        )
        yield FactListPage(
            path=facts_path(subject),
            template="fact-list",
            title=f"All facts about {link.name}",
            description=f"{counted(len(facts), 'fact')} about {link.name}, newest first.",
            has_contents=True,
            about=link,
            series=tuple(drawn),
            sources=notes.sources(),
            groups=tuple(group for group in groups if group[2]),
            briefings=catalogue.briefing_rows(facts),
        )


def moved_pages(catalogue: Catalogue) -> Iterator[MovedPage]:
    """A page at each address that moved: it stays for ever, and leads to where its thing is now."""
    moved = catalogue.content.moved
    for address, entry in moved.items():
        target = catalogue.content.present_address(address)
        yield MovedPage(
            path=f"{address}.md",
            template="moved",
            record="content/moved.yml",
            title="Moved",
            description=f"What stood here has moved to {target}.",
            in_search=False,
            moved_on=day_in_words(entry.on),
            to=catalogue.link(target),
        )
