"""The pages of places, organisations and topics: what is known of one, in a fixed order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.arrange.catalogue import Catalogue, Notes
from generator.arrange.cite import cite
from generator.arrange.locations import locator
from generator.arrange.series import series
from generator.records import Fact, Organisation, Place, Topic
from generator.views import Card, Link, OrganisationPage, PlacePage, TopicPage


def place_page(catalogue: Catalogue, place: Place, feed: Link, calendar: Link | None) -> PlacePage:
    notes = Notes(catalogue)
    facts = catalogue.by_subject.get(place.id, ())
    row = catalogue.place_row(place)
    summary = notes.passages(place.summary)

    # The figures' notes are numbered before those of the series.
    figures = cards(catalogue, [fact for fact in facts if fact.kind in ("figure", "profile")], notes, subject=place.id)
    all_series = series(catalogue, place.id, facts, notes)

    def of_kind(*kinds: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.kind in kinds)

    return PlacePage(
        path=row.link.path,
        template="place",
        has_contents=True,
        title=place.name,
        description=place.summary[0].text if place.summary else f"{row.kind}: {place.name}.",
        feed=feed,
        calendar=calendar,
        cite=cite(catalogue, place.name, row.link.path, facts),
        name=place.name,
        name_zh=place.name_zh,
        aliases=place.aliases,
        kind=row.kind,
        parents=tuple(catalogue.subject_link(above) for above in reversed(catalogue.content.ancestors(place.id))),
        summary=summary,
        newest=row.newest,
        cards=figures,
        series=all_series,
        csv=tuple(series.table for series in all_series),
        locator=locator(catalogue, place),
        children=tuple(map(catalogue.place_row, catalogue.place_tree(place.id))),
        organisations=catalogue.organisations_among(facts),
        events=notes.claims(of_kind("event")),
        policies=notes.claims(of_kind("policy")),
        plans=tuple(catalogue.plan(fact, notes) for fact in of_kind("target")),
        disputes=catalogue.disputes(notes, place.id),
        background=notes.claims(fact for fact in of_kind("profile") if not fact.figure),
        gaps=notes.passages(place.gaps),
        briefings=catalogue.briefing_rows(facts),
        sources=notes.sources(),
        size=catalogue.size(facts),
    )


def organisation_page(
    catalogue: Catalogue, organisation: Organisation, feed: Link, calendar: Link | None
) -> OrganisationPage:
    notes = Notes(catalogue)
    facts = catalogue.by_subject.get(organisation.id, ())
    row = catalogue.organisation_row(organisation)
    size = catalogue.size(facts)
    figures = [fact for fact in facts if fact.kind in ("figure", "profile") and fact.about == organisation.id]
    return OrganisationPage(
        path=row.link.path,
        template="organisation",
        has_contents=True,
        title=organisation.name,
        description=f"{row.kind}: what sources say of {organisation.name}, {size}.",
        feed=feed,
        calendar=calendar,
        cite=cite(catalogue, organisation.name, row.link.path, facts),
        name=organisation.name,
        name_zh=organisation.name_zh,
        aliases=organisation.aliases,
        kind=row.kind,
        size=size,
        cards=cards(catalogue, figures, notes, subject=organisation.id),
        disputes=catalogue.disputes(notes, organisation.id),
        claims=notes.claims(facts),
        briefings=catalogue.briefing_rows(facts),
        sources=notes.sources(),
    )


def topic_page(catalogue: Catalogue, topic: Topic, feed: Link) -> TopicPage:
    notes = Notes(catalogue)
    facts = catalogue.by_topic.get(topic.id, ())
    return TopicPage(
        path=f"topics/{topic.id}.md",
        template="topic",
        has_contents=True,
        title=topic.name,
        description=topic.definition,
        feed=feed,
        definition=topic.definition,
        size=catalogue.size(facts),
        claims=notes.claims(facts),
        briefings=catalogue.briefing_rows(facts),
        sources=notes.sources(),
    )


def cards(catalogue: Catalogue, facts: Sequence[Fact], notes: Notes, *, subject: str) -> tuple[Card, ...]:
    """One card a measure: its newest figure, beside it what others say of the same time.

    ``facts`` are newest first.
    """
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.figure and not fact.withdrawn:
            groups[fact.about, fact.figure.measure].append(fact)
    made = []
    for newest, *older in groups.values():
        same_time = [fact for fact in older if _figure_when(fact) == _figure_when(newest)]
        made.append(card(catalogue, newest, notes, subject=subject, others=same_time))
    return tuple(made)


def card(catalogue: Catalogue, fact: Fact, notes: Notes, *, subject: str | None, others: Sequence[Fact] = ()) -> Card:
    """A fact's figure; the label names what it is about where that is not the page's own."""
    claim = notes.claim(fact)
    measure = claim.figure.measure if claim.figure else ""
    label = measure if fact.about == subject else f"{measure}, {claim.about.name}"
    return Card(label=label, claim=claim, others=notes.claims(others))


def _figure_when(fact: Fact) -> str:
    return fact.figure.when.text if fact.figure else ""
