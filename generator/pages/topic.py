"""The pages of topics: the newest on each, its figures and plans, and then all the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model.records import Fact, Topic
from generator.model.words import counted, when_in_words
from generator.pages.answers import FEW
from generator.pages.charts import ChartView, shown_chart
from generator.pages.cite import changed_on, cite, history
from generator.pages.figures import cards, newest_by_series
from generator.pages.long_lists import Level, Listed, ListPage, Part, by_name, by_time, first_of, is_long, listed
from generator.pages.notes import Notes
from generator.pages.page import CitablePage, Link, Page, view
from generator.pages.parts import BriefingList, Card, Catalogue, Claim, SourceView
from generator.pages.targets import PlanList, plan_list


@view
class TopicPage(CitablePage):
    """A topic: what it covers, its newest facts and figures, and then, folded away, plans, places, older facts and
    briefings."""

    definition: str
    newest: str
    size: str
    # Of a page with little on it nothing is folded away.
    is_short: bool
    newest_claims: tuple[Claim, ...]
    cards: tuple[Card, ...]
    chart: ChartView | None
    plans: PlanList
    places: tuple[tuple[Link, int], ...]
    more_places: Link | None
    count_of_places: str
    # The older facts or, where these are many, the parts of the list of all.
    rest: tuple[Claim, ...]
    parts: tuple[Part, ...]
    count_of_rest: str
    briefings: BriefingList
    sources: tuple[SourceView, ...]
    count_of_sources: str


@view
class TopicFactsPage(ListPage):
    """A part of the facts on a topic, newest first."""

    claims: tuple[Claim, ...]


@view
class TopicListPage(Page):
    """Every topic with its definition and number of facts."""

    topics: tuple[tuple[Link, str, int], ...]


NEWEST, CARDS = 10, 6


def topic_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of topics, and the page of each."""
    yield topic_list(catalogue)
    by_when = by_time(catalogue.content.when)
    initial: Level[Fact] = by_name(lambda fact: catalogue.content.subjects[fact.about].name)
    for topic in catalogue.content.topics.values():
        # What is planned stands under plans, with what came of it.
        known = [fact for fact in catalogue.by_topic.get(topic.id, ()) if fact.kind != "target"]
        older = known if is_long(len(known) - NEWEST) else known[NEWEST:]
        path = f"topics/{topic.id}.md"
        rest, *parts = listed(older, path, topic.name, path.removesuffix(".md"), *by_when, initial)
        yield topic_page(catalogue, topic, known, rest)
        for part in parts:
            yield TopicFactsPage(
                path=part.path,
                template="topic-facts",
                title=part.title,
                description=f"{part.title}: facts, newest first.",
                above=part.above,
                parts=part.parts,
                claims=tuple(map(catalogue.claim, part.rows)),
            )


def topic_page(catalogue: Catalogue, topic: Topic, known: Sequence[Fact], rest: Listed[Fact]) -> TopicPage:
    """The page of a topic: the newest of the facts that are known on it, its figures and plans, and the rest."""
    notes = Notes(catalogue)
    facts = catalogue.by_topic.get(topic.id, ())
    newest = catalogue.news_of(facts)
    when = catalogue.content.when(newest) if newest else None
    counts = sorted(Counter(fact.about for fact in facts).items(), key=lambda pair: (-pair[1], pair[0]))
    places, more_places = first_of(counts, "facts/index.md", "place or organisation")
    newest_claims = notes.claims(known[:NEWEST])
    chart = shown_chart(catalogue, topic.chart, notes)
    groups = newest_by_series(catalogue, [fact for fact in known if fact.kind == "figure"], subject=None)
    return TopicPage(
        path=rest.path,
        template="topic",
        record=f"content/topics/{topic.id}.yml",
        title=topic.name,
        description=topic.definition,
        feed=catalogue.feed_link(f"topics/{topic.id}"),
        definition=topic.definition,
        newest=when_in_words(when) if when else "none yet",
        size=catalogue.size(facts),
        is_short=len(facts) <= FEW,
        newest_claims=newest_claims,
        cards=cards(catalogue, groups[:CARDS], notes, subject=None),
        chart=chart,
        plans=plan_list(catalogue, [fact for fact in facts if fact.kind == "target"], notes, "targets.md"),
        rest=tuple(map(catalogue.claim, rest.rows)),
        parts=rest.parts,
        count_of_rest=counted(len(known) if rest.parts else len(rest.rows), "fact"),
        places=tuple((catalogue.subject_link(place), number) for place, number in places),
        more_places=more_places,
        count_of_places=counted(len(counts), "place or organisation", "places and organisations"),
        briefings=catalogue.briefing_list(facts, "briefings/index.md"),
        # Once all are numbered.
        sources=(sources := notes.sources()),
        count_of_sources=f"{len(sources)} cited here",
        cite=cite(catalogue, topic.name, rest.path, facts),
        changed_on=changed_on(catalogue, facts),
        history=history(catalogue, facts),
    )


def topic_list(catalogue: Catalogue) -> TopicListPage:
    """The page of all topics, by name."""
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
