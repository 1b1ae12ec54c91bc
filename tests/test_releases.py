"""Values that are to be expected: which, from which day, on their page and in their calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.calendars.events import Calendar, calendars
from generator.model.content import Content
from generator.model.records import Fact
from generator.pages.page import RELEASES_CALENDAR
from generator.pages.parts import Catalogue
from generator.pages.releases import MOST_RELEASES, ReleasesPage, releases_pages
from tests.made import content, fact, figure, record

DAY = date(2026, 2, 1)


def series(*years: int, months: int = 3, about: str = "port", of: str = "companies") -> list[Fact]:
    """A value a year, each of a source so many months after its end."""
    return [fact(f"{about}-{of}-{year}", figure(40 + year, str(year), of), about=about) for year in years]


def made(*facts: Fact, months: int = 3) -> Content:
    records = []
    for one in facts:
        year = one.figures[0].when.last.year + 1
        records.append(record(f"r-{one.id}", one, on=f"{year}-{months:02}-15"))
    return content(records)


def page_of(of: Content, today: date = DAY) -> ReleasesPage | None:
    return next(releases_pages(Catalogue(of, today)), None)


def calendar_of(of: Content, today: date = DAY) -> Calendar | None:
    return next((one for one in calendars(Catalogue(of, today)) if one.link.path == RELEASES_CALENDAR), None)


def test_a_value_is_expected_when_the_last_ones_came_out_and_late_after_that_day() -> None:
    of = made(*series(2022, 2023, 2024))
    page = page_of(of)
    assert page is not None
    assert page.late == ()
    (one,) = page.ahead
    assert (one.time, one.since, one.more) == ("2025", "15 March 2026", "")
    assert (
        one.why
        == "The last values are of 2022, 2023 and 2024: one a year, out about 2 months after the end of that time."
    )
    after = page_of(of, date(2026, 3, 16))
    assert after is not None
    assert [(one.since, one.more) for one in after.late] == [("15 March 2026", "")]
    assert after.ahead == ()
    much_later = page_of(of, date(2027, 3, 16))
    assert much_later is not None
    assert [(one.since, one.more) for one in much_later.late] == [("15 March 2026", "1 more value since")]


def test_a_value_that_is_out_ends_its_line_and_brings_the_next() -> None:
    page = page_of(made(*series(2022, 2023, 2024, 2025)), date(2026, 3, 20))
    assert page is not None
    assert [one.time for one in page.ahead] == ["2026"]


def test_without_a_rhythm_or_after_too_many_that_did_not_come_nothing_is_expected() -> None:
    assert page_of(made(*series(2023, 2024))) is None
    assert page_of(made(*series(2018, 2019, 2020))) is None
    assert calendar_of(made(*series(2023, 2024))) is None


def test_an_entry_of_the_calendar_stays_the_same_one_when_its_day_moves() -> None:
    early, late = (calendar_of(made(*series(2022, 2023, 2024), months=months)) for months in (3, 4))
    assert early is not None
    assert late is not None
    assert [event.uid for event in early.events] == ["release/port/companies/2025@example.org"]
    assert [event.uid for event in late.events] == [event.uid for event in early.events]
    assert [event.first for event in early.events] == [date(2026, 3, 15)]
    assert [event.first for event in late.events] != [date(2026, 3, 15)]
    assert early.events[0].summary == "Expected: Port, Companies, 2025"
    assert early.events[0].description.startswith("No source announced this day.")
    # The day of the build is in none of it.
    assert calendar_of(made(*series(2022, 2023, 2024)), date(2026, 3, 1)) == replace(early)


def test_the_page_has_so_many_and_says_how_many_more(monkeypatch) -> None:
    assert MOST_RELEASES < 100
    monkeypatch.setattr("generator.pages.releases.MOST_RELEASES", 1)
    of = made(*series(2022, 2023, 2024), *series(2022, 2023, 2024, about="quay"))
    page = page_of(of)
    assert page is not None
    assert len(page.ahead) == 1
    assert page.rest == "1 more value in the calendar"
    found = calendar_of(of)
    assert found is not None
    assert len(found.events) == 2
