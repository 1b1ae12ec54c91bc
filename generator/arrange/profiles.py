"""The pages of places and topics: what is known of one, in a fixed order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.arrange.catalogue import Catalogue, Notes
from generator.records import Fact, Place, Topic
from generator.views import Card, Link, PlacePage, Series, TopicPage
from generator.wording import counted


def place_page(catalogue: Catalogue, place: Place, feed: Link) -> PlacePage:
    notes = Notes(catalogue)
    facts = catalogue.by_place.get(place.id, ())
    row = catalogue.place_row(place)
    summary = notes.passages(place.summary)

    def of_kind(*kinds: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.kind in kinds)

    return PlacePage(
        path=row.link.path,
        template="place",
        title=place.name,
        description=place.summary[0].text if place.summary else f"{row.kind}: {place.name}.",
        feed=feed,
        name=place.name,
        name_zh=place.name_zh,
        aliases=place.aliases,
        kind=row.kind,
        parents=tuple(catalogue.place_link(above) for above in reversed(catalogue.content.ancestors(place.id))),
        summary=summary,
        newest=row.newest,
        cards=cards(catalogue, of_kind("figure", "profile"), notes, place=place.id),
        series=series(catalogue, [fact for fact in facts if fact.about == place.id], notes),
        children=tuple(map(catalogue.place_row, catalogue.place_tree(place.id))),
        events=notes.claims(of_kind("event")),
        policies=notes.claims(of_kind("policy")),
        targets=notes.claims(of_kind("target")),
        background=notes.claims(fact for fact in of_kind("profile") if not fact.figure),
        gaps=notes.passages(place.gaps),
        briefings=catalogue.briefing_rows(facts),
        sources=notes.sources(),
        size=f"{counted(len(facts), 'fact')} from {counted(catalogue.records_behind(facts), 'source')}",
    )


def topic_page(catalogue: Catalogue, topic: Topic, feed: Link) -> TopicPage:
    notes = Notes(catalogue)
    facts = catalogue.by_topic.get(topic.id, ())
    return TopicPage(
        path=f"topics/{topic.id}.md",
        template="topic",
        title=topic.name,
        description=topic.definition,
        feed=feed,
        definition=topic.definition,
        size=f"{counted(len(facts), 'fact')} from {counted(catalogue.records_behind(facts), 'source')}",
        claims=notes.claims(facts),
        briefings=catalogue.briefing_rows(facts),
        sources=notes.sources(),
    )


def cards(catalogue: Catalogue, facts: Sequence[Fact], notes: Notes, *, place: str | None) -> tuple[Card, ...]:
    """One card a measure: its newest figure, beside it what others say of the same time.

    ``facts`` are newest first. The place's name is in the label where it is not the page's own.
    """
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.figure and not fact.withdrawn:
            groups[fact.about, fact.figure.measure].append(fact)
    cards = []
    for (about, measure), group in groups.items():
        newest, *rest = group
        same_time = [fact for fact in rest if _figure_when(fact) == _figure_when(newest)]
        label = catalogue.content.measures[measure].name
        if about != place:
            label += f", {catalogue.content.places[about].name}"
        cards.append(Card(label=label, claim=notes.claim(newest), others=notes.claims(same_time)))
    return tuple(cards)


def series(catalogue: Catalogue, facts: Sequence[Fact], notes: Notes) -> tuple[Series, ...]:
    """The measures of a place that have figures of two times or more, each oldest first."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.figure and fact.kind != "target" and not fact.withdrawn:
            groups[fact.figure.measure].append(fact)
    found = []
    for id, group in groups.items():
        if len({_figure_when(fact) for fact in group}) >= 2:
            measure = catalogue.content.measures[id]
            claims = notes.claims(sorted(group, key=lambda fact: (*catalogue.recency(fact), fact.id)))
            found.append(
                Series(label=measure.name, definition=measure.definition, excludes=measure.excludes, claims=claims)
            )
    return tuple(sorted(found, key=lambda series: (-len(series.claims), series.label)))


def _figure_when(fact: Fact) -> str:
    return fact.figure.when.text if fact.figure else ""
