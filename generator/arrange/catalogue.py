"""Content with the indexes that pages ask for, and the views that stand on more than one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from generator.arrange.versions import Versions
from generator.content import Content
from generator.money import Rate, conversion
from generator.records import (
    Briefing,
    Disagreement,
    Fact,
    Figure,
    Item,
    Organisation,
    OrganisationKind,
    Passage,
    Place,
    PlaceKind,
    Record,
)
from generator.statements import Group, Statements, same_time
from generator.views import (
    BriefingList,
    BriefingRow,
    Claim,
    Dollars,
    FigureView,
    Link,
    OrganisationRow,
    PlaceRow,
    SourceView,
)
from generator.when import When
from generator.wording import (
    age_in_words,
    counted,
    day_in_words,
    language_in_words,
    number_in_words,
    rounded,
    rounded_like,
    unit_in_words,
    value_in_words,
    when_in_words,
)

KINDS: Mapping[str, str] = {
    "figure": "Figure",
    "event": "Event",
    "policy": "Rules and policy",
    "target": "Stated plan",
    "profile": "Background",
}
# How many briefings stand on the page of a thing that they are about.
BRIEFINGS = 3
# What a list of facts of a kind is called.
KIND_HEADINGS: Mapping[str, str] = {
    "figure": "Figures",
    "event": "Timeline",
    "policy": "Rules and policy",
    "target": "Stated plans",
    "profile": "Background",
}
PLACE_KINDS: Mapping[PlaceKind, str] = {
    "world": "World",
    "region": "Region",
    "country": "Country",
    "province": "Province",
    "city": "City hub",
    "district": "District",
    "cluster": "Cluster",
}
ORGANISATION_KINDS: Mapping[OrganisationKind, str] = {
    "company": "Company",
    "research institute": "Research institute",
    "public body": "Public body",
    "publication": "Publication",
}
NO_DATE = "date not stated"


class Catalogue:
    """Content, indexed, as it stands on a day."""

    def __init__(self, content: Content, today: date) -> None:
        self.content = content
        self.today = today
        self.statements = Statements(content)
        self.versions = Versions(self, cited)

    @cached_property
    def newest_first(self) -> tuple[Fact, ...]:
        """Every fact by what it is of, newest first; facts of one time in the order of their ids."""
        facts = sorted(self.content.facts.values(), key=lambda fact: fact.id)
        return tuple(sorted(facts, key=self.recency, reverse=True))

    def recency(self, fact: Fact) -> tuple[date, date]:
        when = self.when(fact)
        return (when.last, when.first) if when else (date.min, date.min)

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts about a place or organisation, those also about it included, newest first."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.newest_first:
            for subject in (fact.about, *fact.also_about):
                found[subject].append(fact)
        return {subject: tuple(facts) for subject, facts in found.items()}

    @cached_property
    def within_subject(self) -> Mapping[str, frozenset[str]]:
        """The ids of the facts about a place or organisation, or about any place that lies in it."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.newest_first:
            for subject in (fact.about, *fact.also_about):
                for above in (subject, *self.content.ancestors(subject)):
                    found[above].add(fact.id)
        return {subject: frozenset(ids) for subject, ids in found.items()}

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """Every organisation, by name."""
        return tuple(sorted(self.content.organisations.values(), key=lambda one: (one.name.casefold(), one.id)))

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.newest_first:
            for topic in fact.topics:
                found[topic].append(fact)
        return {topic: tuple(facts) for topic, facts in found.items()}

    @cached_property
    def briefings(self) -> tuple[Briefing, ...]:
        """Newest first."""
        return tuple(sorted(self.content.briefings.values(), key=lambda b: (b.published, b.number), reverse=True))

    @cached_property
    def cited_in(self) -> Mapping[str, tuple[Briefing, ...]]:
        """The briefings that carry each fact, newest first."""
        found: dict[str, list[Briefing]] = defaultdict(list)
        for briefing in self.briefings:
            for fact in sorted(cited(briefing)):
                found[fact].append(briefing)
        return {fact: tuple(briefings) for fact, briefings in found.items()}

    def when(self, fact: Fact) -> When | None:
        """What a fact is of: its own date, its figure's, or else its source's."""
        figure = fact.figure.when if fact.figure else None
        own = (figure or fact.when) if fact.kind in ("figure", "target") else (fact.when or figure)
        return own or self.content.record_of[fact.id].source.published

    def subject_link(self, subject: str) -> Link:
        """The link to a place or an organisation."""
        found = self.content.subjects[subject]
        kind = "places" if isinstance(found, Place) else "organisations"
        return Link(path=f"{kind}/{subject}.md", name=found.name, name_zh=found.name_zh)

    def topic_link(self, topic: str) -> Link:
        return Link(path=f"topics/{topic}.md", name=self.content.topics[topic].name)

    def link(self, address: str) -> Link:
        """The link to a thing by its address, such as facts/the-id."""
        kind, _, id = address.partition("/")
        content = self.content
        match kind:
            case "facts":
                name = content.facts[id].text
            case "places" | "organisations":
                return self.subject_link(id)
            case "topics":
                name = content.topics[id].name
            case "sources":
                name = content.records[id].source.title
            case _:
                name = content.briefings[id].headline
        return Link(path=f"{address}.md", name=name)

    def briefing_link(self, briefing: Briefing) -> Link:
        return Link(path=f"briefings/{briefing.id}.md", name=briefing.headline)

    def source(self, record: Record, number: int = 0) -> SourceView:
        source = record.source
        publisher = self.content.publishers[source.publisher]
        return SourceView(
            number=number,
            path=f"sources/{record.id}.md",
            title=source.title,
            title_is_description=source.title_is_description,
            publisher=publisher.name,
            publisher_class=publisher.class_,
            author=source.author,
            published=when_in_words(source.published) if source.published else NO_DATE,
            retrieved=day_in_words(source.retrieved),
            language=language_in_words(source.language),
            url=source.url,
            archived=source.archived,
            facts=counted(len(record.facts), "fact"),
        )

    def claim(self, fact: Fact, number: int = 0) -> Claim:
        """A fact as pages and feeds show it; ``number`` is its source's place on a page."""
        claim = self._claims.get(fact.id)
        if claim is None:
            claim = self._claims[fact.id] = self._claim(fact)
        return replace(claim, source=replace(claim.source, number=number), label=str(number)) if number else claim

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {}

    def _claim(self, fact: Fact) -> Claim:
        source = self.source(self.content.record_of[fact.id])
        when = self.when(fact)
        standing = self.statements.standing(fact)
        return Claim(
            id=fact.id,
            path=f"facts/{fact.id}.md",
            kind=KINDS[fact.kind],
            text=fact.text,
            about=self.subject_link(fact.about),
            when=when_in_words(when) if when else NO_DATE,
            speaker=fact.said_by or source.publisher,
            source=source,
            label="",
            figure=self.figure(fact.figure) if fact.figure else None,
            dollars=self.dollars(fact),
            status=standing.status,
            why=standing.reason,
            age=self.age(fact),
            old=age_in_words(when, self.today) if when else None,
            checked=day_in_words(self.statements.last_checked(fact)),
            where=fact.where,
            note=fact.note,
            changed=changed(fact),
        )

    def figure(self, figure: Figure) -> FigureView:
        return FigureView(
            measure=self.content.measures[figure.measure].name,
            qualifier=figure.qualifier or "",
            number=value_in_words(figure, self.content.units[figure.unit]),
            unit=unit_in_words(figure, self.content.units[figure.unit]),
        )

    def dollar_rate(self, fact: Fact) -> Rate | None:
        """The reference rate of an amount's time or, where that has none yet, of its source's; None of dollars."""
        figure = fact.figure
        if figure is None or figure.unit == "USD" or self.content.units[figure.unit].family != "money":
            return None
        for when in (figure.when, self.content.record_of[fact.id].source.published):
            if when and (rate := conversion(figure.unit, when)):
                return rate
        return None

    def dollars(self, fact: Fact) -> Dollars | None:
        """An amount of money in dollars, with no more digits than the amount has."""
        figure, rate = fact.figure, self.dollar_rate(fact)
        if figure is None or rate is None:
            return None
        dollars = number_in_words(rounded_like(figure.value / rate.per_dollar, figure.value))
        per_dollar = number_in_words(rounded(rate.per_dollar, 3))
        unit = self.content.units[figure.unit].many
        kind = "average of" if rate.days > 1 else "rate of"
        return Dollars(
            amount=f"about US${dollars}",
            rate=f"at {per_dollar} {unit} to the dollar, the ECB's {kind} {when_in_words(rate.of)}",
        )

    def age(self, fact: Fact) -> str | None:
        due = self.statements.review_due(fact)
        return "may be out of date" if due and self.today > due else None

    def verdict(self, group: Group) -> Disagreement:
        """What an editor says of a group that disagrees; a check asks for it."""
        return next(
            said
            for said in self.content.disagreements.values()
            if (said.about, said.measure) == (group.about, group.measure) and same_time(said.when, group.when)
        )

    def place_row(self, place: Place) -> PlaceRow:
        facts = self.by_subject.get(place.id, ())
        newest = self.newest_of(facts)
        when = self.when(newest) if newest else None
        return PlaceRow(
            link=self.subject_link(place.id),
            kind=PLACE_KINDS[place.kind],
            depth=len(self.content.ancestors(place.id)),
            within=self.content.places[place.parent].name if place.parent else None,
            facts=len(facts),
            newest=when_in_words(when) if when else "none yet",
        )

    def organisation_row(self, organisation: Organisation) -> OrganisationRow:
        return OrganisationRow(
            link=self.subject_link(organisation.id),
            kind=ORGANISATION_KINDS[organisation.kind],
            facts=len(self.by_subject.get(organisation.id, ())),
        )

    def organisations_among(self, facts: Iterable[Fact]) -> tuple[OrganisationRow, ...]:
        """The organisations that facts are about or also about, by name."""
        ids = {subject for fact in facts for subject in (fact.about, *fact.also_about)}
        return tuple(self.organisation_row(one) for one in self.organisations if one.id in ids)

    def newest_of(self, facts: Iterable[Fact]) -> Fact | None:
        """The newest of facts that are newest first: a plan for 2035 is no news of 2035, and background is no news
        at all."""
        return next((fact for fact in facts if fact.kind not in ("target", "profile")), None)

    def place_tree(self, parent: str | None = None) -> Iterator[Place]:
        """The places that lie in one, or those that lie in none, each followed by what lies in it."""
        for place in sorted(self.content.places.values(), key=lambda place: place.name):
            if place.parent == parent:
                yield place
                yield from self.place_tree(place.id)

    def briefing_row(self, briefing: Briefing) -> BriefingRow:
        return BriefingRow(
            link=self.briefing_link(briefing),
            number=briefing.number,
            published=day_in_words(briefing.published),
            events=when_in_words(briefing.events),
        )

    def briefing_rows(self, facts: Iterable[Fact]) -> tuple[BriefingRow, ...]:
        """The briefings that carry any of these facts, newest first."""
        ids = {fact.id for fact in facts}
        return tuple(self.briefing_row(briefing) for briefing in self.briefings if ids & cited(briefing))

    def briefing_list(self, facts: Iterable[Fact], more: str) -> BriefingList:
        """The newest briefings that carry any of these facts; of many a link to the page with more."""
        rows = self.briefing_rows(facts)
        rest = rows[BRIEFINGS:]
        link = Link(path=more, name=counted(len(rest), "older briefing")) if rest else None
        return BriefingList(briefings=rows[: len(rows) - len(rest)], more=link)

    def size(self, facts: Sequence[Fact]) -> str:
        """How much is on file: 4 facts from 3 sources."""
        sources = len({self.content.record_of[fact.id].id for fact in facts})
        return f"{counted(len(facts), 'fact')} from {counted(sources, 'source')}"


def cited(briefing: Briefing) -> frozenset[str]:
    """The ids of the facts that a briefing carries."""
    passages: tuple[Passage | Item, ...] = (*briefing.bullets, *briefing.analysis, *briefing.items, *briefing.gaps)
    return frozenset((*briefing.figures, *(fact for passage in passages for fact in passage.facts)))


def changed(fact: Fact) -> str | None:
    if fact.withdrawn:
        return f"Withdrawn {day_in_words(fact.withdrawn.on)}"
    if fact.corrections:
        return f"Corrected {day_in_words(max(correction.on for correction in fact.corrections))}"
    return None
