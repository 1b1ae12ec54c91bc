"""Lists that are too long for one page: they are parted, all that was in them is still reached, addresses stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import pytest

from generator.feeds.items import feeds
from generator.feeds.page import CalendarRow, subscribe_page
from generator.model.content import Content
from generator.model.records import Disagreement, Fact, Organisation, Place
from generator.model.when import When
from generator.pages import long_lists
from generator.pages.briefing import BriefingListPage
from generator.pages.compare import ComparePage
from generator.pages.corrections import CorrectionsPage
from generator.pages.disagreements import DisagreementsPage
from generator.pages.everything import all_pages
from generator.pages.fact import FactIndexPage, FactListPage, SeriesPage
from generator.pages.long_lists import MOST_BESIDE, MOST_ROWS, ListPage, by_name, by_time, first_of, listed
from generator.pages.organisation import OrganisationListPage
from generator.pages.page import Link, Page
from generator.pages.parts import Catalogue
from generator.pages.place import PlaceListPage, PlacePage
from generator.pages.source import SourceListPage
from generator.pages.targets import TargetsPage
from generator.pages.topic import TopicFactsPage, TopicPage
from tests.made import briefing, content, corrected, fact, figure, record

TODAY = date(2026, 11, 30)
# So few, where a test makes everything too long.
FEW, SOME = 3, 20


def many(number: int) -> list[Fact]:
    """Facts of days that lie some days apart, every fifth a plan; of a third of them only the year is known."""
    made = []
    for n in range(number):
        day = date(2021, 1, 1) + timedelta(days=2 * n)
        when = str(day.year) if n % 3 == 0 else day.isoformat()
        made.append(fact(f"fact-{n}", when=When.parse(when), kind="target" if n % 5 == 4 else "event", figures=()))
    return made


def pages_of(made: Content) -> dict[str, Page]:
    return {page.path: page for page in all_pages(Catalogue(made, TODAY))}


def reached(pages: Mapping[str, Page], path: str) -> Iterator[Page]:
    """A page of a list and those of its parts, as a reader finds them."""
    page = pages[path]
    yield page
    assert isinstance(page, (ListPage, TopicPage))
    for part in page.parts:
        yield from reached(pages, part.link.path)


def facts_on(pages: Iterable[Page]) -> list[str]:
    found: list[str] = []
    for page in pages:
        if isinstance(page, FactListPage):
            found += [claim.id for _, _, claims in page.groups for claim in claims]
        elif isinstance(page, TopicPage):
            found += [claim.id for claim in page.rest]
        elif isinstance(page, TopicFactsPage):
            found += [claim.id for claim in page.claims]
        elif isinstance(page, TargetsPage):
            found += [plan.claim.id for plan in (*page.due, *page.upcoming, *page.undated)]
    return found


# --- what parts a list ---


def test_a_list_is_on_one_page_as_long_as_that_can_be_read() -> None:
    (whole,) = listed(range(MOST_ROWS), "all.md", "All", "all", by_name(str))
    assert (whole.rows, whole.parts, whole.above) == (tuple(range(MOST_ROWS)), (), ())
    whole, *parts = listed(range(MOST_ROWS + 1), "all.md", "All", "all", by_name(str))
    assert (whole.path, whole.title, whole.rows, len(parts)) == ("all.md", "All", (), 1)


def test_a_list_is_parted_by_year_and_a_long_year_by_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "MOST_ROWS", FEW)
    whens = ["2023-02-25", "2023-02", "2023-03-01/2023-03-09", "2023-Q1", "2023", "2022/2023", "2022", "2021-01-02"]
    rows = [When.parse(when) for when in whens]
    pages = list(listed([*rows, None], "all.md", "All", "all", *by_time(lambda when: when)))
    assert [(page.path, page.title, [str(row) for row in page.rows]) for page in pages] == [
        ("all.md", "All", []),
        ("all/2023.md", "All, 2023", []),
        ("all/2023/02.md", "All, 2023, February", ["2023-02-25", "2023-02"]),
        ("all/2023/03.md", "All, 2023, March", ["2023-03-01/2023-03-09"]),
        ("all/2023/longer.md", "All, 2023, of more than a month", ["2023-Q1", "2023", "2022/2023"]),
        ("all/2022.md", "All, 2022", ["2022"]),
        ("all/2021.md", "All, 2021", ["2021-01-02"]),
        ("all/undated.md", "All, date not stated", ["None"]),
    ]
    assert [(part.link.name, part.rows) for part in pages[0].parts] == [
        ("2023", "6"),
        ("2022", "1"),
        ("2021", "1"),
        ("date not stated", "1"),
    ]
    assert pages[2].above == (Link(path="all.md", name="All"), Link(path="all/2023.md", name="2023"))


def test_names_are_parted_by_letter_and_other_signs_are_together() -> None:
    assert [by_name(str)(name) for name in ("Port", "bay", "Ålesund", "01.AI", "")] == [
        ("p", "P"),
        ("b", "B"),
        *[("other", "other names")] * 3,
    ]


def test_beside_other_things_stand_the_first_rows_and_a_link_to_the_rest() -> None:
    assert first_of(range(MOST_BESIDE), "all.md", "place") == (range(MOST_BESIDE), None)
    rows, more = first_of(range(MOST_BESIDE + 2), "all.md", "place")
    assert (len(rows), more) == (MOST_BESIDE, Link(path="all.md", name="2 more places"))


# --- the lists of the site ---


@pytest.mark.parametrize("path", ["facts/about/port.md", "topics/trade.md", "targets.md"])
def test_every_fact_of_a_list_that_was_parted_is_reached_once(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "MOST_ROWS", SOME)
    facts = many(600)
    pages = pages_of(content([record("r", *facts)]))
    there = list(reached(pages, path))
    kinds = {"topics/trade.md": ("event",), "targets.md": ("target",)}.get(path, ("event", "target"))
    assert sorted(facts_on(there)) == sorted(one.id for one in facts if one.kind in kinds)
    assert max(len(facts_on([page])) for page in there) <= 60  # of a year, without a month
    assert facts_on(there[:1]) == []


@pytest.fixture(scope="module")
def growing() -> list[dict[str, Page]]:
    """The pages of a site that grows, at five times."""
    facts = many(600)
    records = [record(one.id, one, on=str(one.when)) for one in facts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_lists, "MOST_ROWS", SOME)
        return [pages_of(content(records[:number])) for number in (10, 40, 200, 350, 600)]


@pytest.mark.parametrize("path", ["facts/about/port.md", "topics/trade.md", "targets.md", "sources/index.md"])
def test_what_is_added_changes_the_address_of_no_part(path: str, growing: list[dict[str, Page]]) -> None:
    before: set[str] = set()
    for pages in growing:
        now = {page.path for page in reached(pages, path)}
        assert before <= now
        before = now
    assert len(before) > 12


def test_what_stood_on_a_part_is_still_reached_from_it_when_it_is_parted_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(long_lists, "MOST_ROWS", SOME)
    facts = many(600)

    def on_parts(some: list[Fact]) -> dict[str, set[str]]:
        pages = pages_of(content([record("r", *some)]))
        return {one.path: set(facts_on(reached(pages, one.path))) for one in reached(pages, "facts/about/port.md")}

    # First every tenth fact, and then all of them.
    few, all_of_them = on_parts(facts[::10]), on_parts(facts)
    assert len(few) < len(all_of_them)
    assert all(ids <= all_of_them[path] for path, ids in few.items())


@pytest.mark.slow
def test_a_list_of_many_facts_is_parted_by_the_real_limit() -> None:
    pages = pages_of(content([record("r", *many(2000))]))
    there = list(reached(pages, "facts/about/port.md"))
    assert len(facts_on(there)) == 2000
    assert max(len(facts_on([page])) for page in there) <= MOST_ROWS


def test_lists_of_everything_are_parted_and_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "MOST_ROWS", FEW)
    cities = {f"city-{n}": Place(id=f"city-{n}", name=f"City {n}", kind="city", parent="land") for n in range(8)}
    places = {"land": Place(id="land", name="Land", kind="country"), **cities}
    firms = {f"firm-{n}": Organisation(id=f"firm-{n}", name=f"Firm {n}", kind="company") for n in range(5)}
    records = []
    for n, about in enumerate((*cities, *firms)):
        own = [fact(f"{about}-{year}", figure(n + 2, str(year)), about=about) for year in range(2020, 2024)]
        own[0] = fact(f"{about}-2020", figure(n + 2, "2020"), about=about, corrections=(corrected(),))
        other = fact(f"{about}-other", figure(90, "2023"), about=about)
        records += [record(about, *own, on=f"20{10 + n}-03-01"), record(f"{about}-other", other, by="paper-b")]
    said = {
        about: Disagreement(
            id=about, about=about, measure="companies", when=When.parse("2023"), leads=f"{about}-2023", why="So."
        )
        for about in (*cities, *firms)
    }
    briefings = {f"b{n}": briefing(f"b{n}", n, "city-1-2023", published=date(2010 + n, 1, 5)) for n in range(1, 9)}
    made = content(records, places=places, organisations=firms, disagreements=said, briefings=briefings)
    pages = pages_of(made)

    def rows(path: str, kind: type[Page], *fields: str) -> list[object]:
        there = list(reached(pages, path))
        assert len(there) > 2
        assert all(isinstance(page, kind) for page in there)
        assert not any(getattr(there[0], field) for field in fields)
        return [row for page in there for field in fields for row in getattr(page, field)]

    assert len(rows("sources/index.md", SourceListPage, "sources")) == len(records)
    assert len(rows("organisations/index.md", OrganisationListPage, "organisations")) == len(firms)
    assert len(rows("places/index.md", PlaceListPage, "places")) == len(places)
    assert len(rows("facts/index.md", FactIndexPage, "subjects")) == len(cities) + len(firms)
    assert len(rows("briefings/index.md", BriefingListPage, "months")) == len(briefings)
    assert len(rows("disagreements.md", DisagreementsPage, "disputes")) == len(said)
    assert len(rows("corrections.md", CorrectionsPage, "changes")) == len(cities) + len(firms)
    compared = rows("compare/index.md", ComparePage, "comparisons")
    assert compared
    assert [table.link.path for one in pages.values() for table in one.csv if isinstance(one, ComparePage)] == [
        "compare/cities-land.csv"
    ]

    # What leads to a disagreement leads to the part that it stands on.
    profile = pages["places/city-1.md"]
    assert isinstance(profile, PlacePage)
    (dispute,) = profile.disputes.disputes
    where = pages[dispute.path]
    assert isinstance(where, DisagreementsPage)
    assert dispute.id in [one.id for one in where.disputes]

    # A measure over time has a page of its own, and the page of all facts says where.
    facts = pages["facts/about/city-1.md"]
    assert isinstance(facts, FactListPage)
    assert [one.link.path for one in facts.series_parts] == ["facts/about/city-1/over-time/companies.md"]
    assert isinstance(pages[facts.series_parts[0].link.path], SeriesPage)


def test_the_page_of_feeds_leads_to_the_pages_of_things_where_these_are_many() -> None:
    places = {f"city-{n}": Place(id=f"city-{n}", name=f"City {n}", kind="city", parent="land") for n in range(400)}
    places["land"] = Place(id="land", name="Land", kind="country")
    catalogue = Catalogue(content([record("r", fact("a", about="city-1"))], places=places), TODAY)
    calendar = CalendarRow(
        page=Link(path="a.md", name="A"), events=1, file=Link(path="a.ics", name="A"), webcal="webcal://a/a.ics"
    )
    page = subscribe_page(feeds(catalogue), (calendar,) * 400, catalogue.content.site)
    groups = {group.name: group for group in page.groups}
    assert groups["Places"].feeds == ()
    assert groups["Places"].pages == Link(path="places/index.md", name="401 places")
    assert groups["Topics"].pages is None
    assert (page.calendars, page.many_calendars) == ((), "400")
