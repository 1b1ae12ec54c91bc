"""The pages of organisations: what sources say of each, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.model.records import Fact, Organisation
from generator.model.words import age_in_words, day_in_words, when_in_words
from generator.pages.answers import FEW, LeadAnswer, answer, leading
from generator.pages.charts import ChartView, shown_chart
from generator.pages.cite import changed_on, cite, history
from generator.pages.disagreements import DisputeList, disputes
from generator.pages.fact import facts_path
from generator.pages.figures import cards, newest_by_series
from generator.pages.long_lists import Level, ListPage, by_name, listed
from generator.pages.notes import Notes
from generator.pages.page import CitablePage, Link, Page, facts_as_data, view
from generator.pages.parts import (
    KIND_HEADINGS,
    ORGANISATION_KINDS,
    BriefingList,
    Card,
    Catalogue,
    Ledger,
    OrganisationRow,
    SourceView,
)
from generator.pages.targets import PlanList, plan_list


@view
class OrganisationPage(CitablePage):
    """An organisation: its leading figure, its names, other figures, and then, folded away, disagreements, facts by
    kind, plans and briefings."""

    id: str
    wikidata: str | None
    calendar: Link | None
    name: str
    name_zh: str | None
    # A page that prints it.
    name_zh_at: str | None
    aliases: tuple[str, ...]
    kind: str
    # The places that facts about it are about too, those of most facts first.
    places: tuple[Link, ...]
    checked: str
    newest: str
    newest_age: str | None
    size: str
    answer: LeadAnswer | None
    # Of a page with little on it nothing is folded away.
    is_short: bool
    cards: tuple[Card, ...]
    chart: ChartView | None
    disputes: DisputeList
    groups: tuple[tuple[str, str, Ledger], ...]
    plans: PlanList
    briefings: BriefingList
    sources: tuple[SourceView, ...]
    count_of_sources: str


@view
class OrganisationListPage(ListPage):
    """Every organisation, and how many facts are about it."""

    organisations: tuple[OrganisationRow, ...]


# What facts of a kind are counted as.
_COUNTED = {"figure": "figure", "event": "event"}


def organisation_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The list of organisations, and the page of each."""
    yield from organisation_lists(catalogue)
    for organisation in catalogue.content.organisations.values():
        yield organisation_page(catalogue, organisation)


def organisation_page(catalogue: Catalogue, organisation: Organisation) -> OrganisationPage:
    """The page of an organisation: its figures, then what sources say of it, by kind."""
    notes = Notes(catalogue)
    facts = catalogue.by_subject.get(organisation.id, ())
    row = catalogue.organisation_row(organisation)
    size = catalogue.size(facts)
    newest = catalogue.news_of(facts)
    when = catalogue.content.when(newest) if newest else None
    figures = [fact for fact in facts if fact.kind in ("figure", "profile")]
    groups = newest_by_series(catalogue, figures, subject=organisation.id)

    def of_kind(kind: str) -> list[Fact]:
        return [fact for fact in facts if fact.kind == kind and fact.id not in shown]

    # What has a card is not told twice.
    shown = {group[0].id for group in groups}
    places = Counter(id for fact in facts for id in (fact.about, *fact.also_about) if id in catalogue.content.places)
    led = leading(catalogue, organisation.id)
    answered = answer(catalogue, led, notes) if led else None
    others = [group for group in groups if not led or catalogue.statements.lead(group).key != led.key]
    made = cards(catalogue, others, notes, subject=organisation.id)
    chart = shown_chart(catalogue, organisation.chart, notes)
    kinds = ((kind, name, of_kind(kind)) for kind, name in KIND_HEADINGS.items() if kind != "target")
    return OrganisationPage(
        path=row.link.path,
        template="organisation",
        record=f"content/organisations/{organisation.id}.yml",
        title=organisation.name,
        description=f"{row.kind}: what sources say of {organisation.name}, {size}.",
        feed=catalogue.feed_link(f"organisations/{organisation.id}"),
        data=facts_as_data(row.link.path),
        id=organisation.id,
        wikidata=organisation.wikidata,
        calendar=catalogue.calendar_link(organisation.id),
        name=organisation.name,
        name_zh=organisation.name_zh,
        name_zh_at=organisation.name_zh_at,
        aliases=organisation.aliases,
        kind=row.kind,
        places=tuple(catalogue.subject_link(place) for place, _ in sorted(places.items(), key=_most)),
        checked=day_in_words(max(map(catalogue.statements.last_checked, facts))) if facts else "not yet",
        newest=when_in_words(when) if when else "none yet",
        newest_age=age_in_words(when, catalogue.today) if when else None,
        size=size,
        answer=answered,
        is_short=len(facts) <= FEW,
        cards=made,
        chart=chart,
        disputes=disputes(catalogue, notes, organisation.id),
        groups=tuple(
            (kind, name, notes.ledger(found, facts_path(organisation.id), _COUNTED.get(kind, "fact")))
            for kind, name, found in kinds
            if found
        ),
        plans=plan_list(catalogue, of_kind("target"), notes, facts_path(organisation.id)),
        briefings=catalogue.briefing_list(facts, facts_path(organisation.id)),
        # Once all are numbered.
        sources=(sources := notes.sources()),
        count_of_sources=f"{len(sources)} cited here",
        cite=cite(catalogue, organisation.name, row.link.path, facts),
        changed_on=changed_on(catalogue, facts),
        history=history(catalogue, facts),
    )


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    id, number = counted
    return -number, id


def organisation_lists(catalogue: Catalogue) -> Iterator[OrganisationListPage]:
    """All organisations, by name; of many by kind."""

    def kind(one: Organisation) -> tuple[str, str]:
        return one.kind.replace(" ", "-"), ORGANISATION_KINDS[one.kind]

    initial: Level[Organisation] = by_name(lambda one: one.name)
    path, folder = "organisations/index.md", "organisations/kind"
    for one in listed(catalogue.organisations, path, "Organisations", folder, kind, initial):
        yield OrganisationListPage(
            path=one.path,
            template="organisation-list",
            title=one.title,
            description="Every company, institute and public body that facts are about.",
            above=one.above,
            parts=one.parts,
            organisations=tuple(map(catalogue.organisation_row, one.rows)),
        )
