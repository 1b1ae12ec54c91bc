"""Calendars as programs of any make take them: whole days, one event a fact, and changes that reach it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ics as second_parser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from generator.calendars.events import calendars
from generator.calendars.ics import ics
from generator.model.content import Content
from generator.model.records import Moved, Organisation
from generator.model.when import When
from generator.pages.page import AHEAD_CALENDAR, HISTORY_CALENDAR, SITE_CALENDAR
from generator.pages.parts import Catalogue
from tests.made import content, corrected, fact, figure, record, withdrawn
from tests.sites import BARE, TINY, TODAY, read


def written(made: Content, today: date = TODAY) -> dict[str, bytes]:
    return {file.path: file.data for file in ics(calendars(Catalogue(made, today)), made.site)}


def events(data: bytes) -> dict[str, Any]:
    """The events of a calendar by their UID, of which none may stand twice."""
    calendar = Calendar.from_ical(data)
    assert not calendar.errors
    found: list[Any] = list(calendar.walk("VEVENT"))
    assert not [event.errors for event in found if event.errors]
    made = {str(event["UID"]): event for event in found}
    assert len(made) == len(found)
    return made


def event(id: str = "a", when: str = "2023-02-25", **more: Any) -> Any:
    return replace(fact(id, kind="event", **more), figures=(), when=When.parse(when))


def only(made: Content, path: str = SITE_CALENDAR) -> Any:
    (found,) = events(written(made)[path]).values()
    return found


def days(found: Any) -> tuple[str, str]:
    return found["DTSTART"].dt.isoformat(), found["DTEND"].dt.isoformat()


def one(*facts: Any, **more: Any) -> Content:
    return content([record("paper-2025", *facts)], **more)


@pytest.mark.parametrize("folder", [TINY, BARE], ids=["tiny", "bare"])
def test_two_parsers_read_the_same_events(folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # For each line that it reads, the second parser wraps the terminal once more, until no stack is deep enough.
    monkeypatch.setattr("colorama.init", lambda: None)
    for path, data in written(read(folder)).items():
        first = events(data)
        second = {found.uid: found for found in second_parser.Calendar(data.decode()).events}
        assert first.keys() == second.keys(), path
        for uid, found in first.items():
            other = second[uid]
            assert other.all_day
            assert (other.name, other.url) == (str(found["SUMMARY"]), str(found["URL"]))
            assert (other.begin.date(), other.end.date()) == (found["DTSTART"].dt, found["DTEND"].dt)
            assert other.description == str(found["DESCRIPTION"])
            assert other.categories == {str(name) for name in found["CATEGORIES"].cats}


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2023-02-25", "2023-02-25", "2023-02-26"),
        ("2023-02-25/2023-02-26", "2023-02-25", "2023-02-27"),
        ("2024-02", "2024-02-01", "2024-02-02"),
        ("2023-Q4", "2023-10-01", "2023-10-02"),
        ("2023-H1", "2023-01-01", "2023-01-02"),
        ("2023", "2023-01-01", "2023-01-02"),
        ("2018/2022", "2018-01-01", "2018-01-02"),
    ],
)
def test_an_event_is_on_its_days_and_without_one_on_the_first_of_its_time_and_says_how_exactly(
    when: str, start: str, end: str
) -> None:
    data = written(one(event(when=when)))[SITE_CALENDAR]
    (found,) = events(data).values()
    assert days(found) == (start, end)
    # A date without a time, so that no zone can move it to another day.
    assert f"DTSTART;VALUE=DATE:{start.replace('-', '')}\r\n".encode() in data
    assert f"DTEND;VALUE=DATE:{end.replace('-', '')}\r\n".encode() in data
    assert found["TRANSP"] == "TRANSPARENT"
    assert ("the source names no day" in found["DESCRIPTION"]) == (when.count("-") not in (2, 4))


def test_a_target_of_a_year_is_no_event_of_new_years_eve_and_one_of_a_day_is_due_on_it() -> None:
    day = only(one(fact("a", figure(when="2030-06-30"), kind="target", text="It is to grow.")))
    assert (days(day), day["SUMMARY"]) == (("2030-06-30", "2030-07-01"), "Due: It is to grow.")
    found = only(one(fact("a", figure(when="2030"), kind="target", text="It is to grow.")))
    assert days(found) == ("2030-01-01", "2030-01-02")
    assert found["SUMMARY"] == "2030, no day given: Due: It is to grow."
    # Those who had it on another day are told that it moved.
    assert (day["SEQUENCE"], found["SEQUENCE"]) == (0, 1)
    assert "Due: 2030 (the source names no day)" in found["DESCRIPTION"]


def test_only_what_has_a_date_of_its_own_is_in_a_calendar() -> None:
    policy = replace(event("policy", "2023"), kind="policy")
    target = replace(fact("target", kind="target"), figures=())
    assert written(one(fact("figure"), policy, target)) == {}
    assert list(events(written(one(replace(policy, when=When.parse("2023-05-01"))))[SITE_CALENDAR])) == [
        "policy@example.org"
    ]


def test_an_event_says_who_said_it_how_sure_it_is_and_where_it_is_from() -> None:
    found = only(read(BARE))
    assert found["URL"].endswith("/facts/northland-halls-target/")
    lines = str(found["DESCRIPTION"]).split("\n")
    assert [line.partition(":")[0] for line in lines[1:-1]] == ["Said by", "Due", "Status", "Halls", "Source"]
    assert lines[-1].startswith("http")
    assert "Stated plan" in {str(name) for name in found["CATEGORIES"].cats}


def test_every_time_is_from_the_record_and_another_day_changes_no_byte() -> None:
    made = one(event(corrections=(corrected("2026-01-10"),)))
    found = only(made)
    assert found["DTSTAMP"].dt == found["LAST-MODIFIED"].dt == datetime(2026, 1, 10, tzinfo=UTC)
    assert found["CREATED"].dt == datetime(2026, 1, 5, tzinfo=UTC)
    assert written(made) == written(made, TODAY + timedelta(days=400))


def test_a_correction_updates_the_event_and_a_withdrawal_cancels_it() -> None:
    states = [
        event(),
        event(when="2023-02-26", corrections=(corrected("2026-01-10", reason="We misread the day."),)),
        event(when="2023-02-26", corrections=(corrected("2026-01-10"),), withdrawn=withdrawn("2026-01-12")),
    ]
    found = [only(one(state)) for state in states]
    assert {str(one["UID"]) for one in found} == {"a@example.org"}
    assert [one["SEQUENCE"] for one in found] == [0, 1, 2]
    assert [str(one["STATUS"]) for one in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [one["DTSTART"].dt.day for one in found] == [25, 26, 26]
    stamps = [one["DTSTAMP"].dt for one in found]
    assert stamps == sorted(set(stamps))
    assert "Corrected 10 January 2026: We misread the day. It said: Something else." in found[1]["DESCRIPTION"]
    assert found[2]["SUMMARY"] == "Withdrawn: What a says."
    assert "Withdrawn 12 January 2026: The source took it back." in found[2]["DESCRIPTION"]


def test_what_moved_keeps_its_identity_and_calendars_their_old_addresses() -> None:
    moved = {
        "facts/old": Moved(id="facts/old", to="facts/a", on=date(2026, 2, 1)),
        "places/haven": Moved(id="places/haven", to="places/port", on=date(2026, 2, 1)),
    }
    files = written(one(event(), moved=moved))
    assert list(events(files[SITE_CALENDAR])) == ["old@example.org"]
    inside = [data.partition(b"BEGIN:VEVENT")[2] for data in files.values()]
    assert files.keys() == {
        SITE_CALENDAR,
        HISTORY_CALENDAR,
        *(f"calendars/places/{id}.ics" for id in ("land", "port", "haven")),
    }
    assert len(set(inside)) == 1


def test_a_place_has_what_lies_in_it_and_an_organisation_its_own() -> None:
    made = one(
        event("a", about="quay"),
        event("b", about="land"),
        event("c", about="yard"),
        organisations={"yard": Organisation(id="yard", name="Yard", kind="company")},
    )
    of = {path.rpartition("/")[2]: sorted(uid[0] for uid in events(data)) for path, data in written(made).items()}
    assert of == {
        "all.ics": ["a", "b", "c"],
        "history.ics": ["a", "b", "c"],
        "land.ics": ["a", "b"],
        "port.ics": ["a"],
        "quay.ics": ["a"],
        "yard.ics": ["c"],
    }


def test_a_calendar_says_what_it_is_called_and_when_to_look_again() -> None:
    data = written(one(event()))["calendars/places/port.ics"]
    calendar = Calendar.from_ical(data)
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Port Watch: Port"
    assert calendar["SOURCE"] == "https://example.org/calendars/places/port.ics"
    assert calendar["URL"] == "https://example.org/places/port/"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in data
    # With a method, a calendar would take the file for an invitation.
    assert "METHOD" not in calendar


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).map(str.strip).filter(bool),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
)
def test_any_text_comes_back_and_no_line_is_longer_than_75_octets(text: str, day: date) -> None:
    data = written(one(event(when=day.isoformat(), text=text, said_by=text)))[SITE_CALENDAR]
    # Each line is text by itself: no break within a character, which a strict reader would stop at.
    assert all(len(line) <= 75 and line.decode().encode() == line for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    (found,) = events(data).values()
    assert found["SUMMARY"] == text
    assert str(found["DESCRIPTION"]).split("\n")[1] == f"Said by: {text}"
    assert found["DTSTART"].dt == day


def test_what_is_ahead_and_what_is_over_stand_apart_and_what_has_no_day_is_ahead_until_its_time_ends() -> None:
    made = one(event("a"), event("b", "2027-03"), event("c", "2026"))

    def of(day: date) -> dict[str, list[str]]:
        return {path: sorted(uid[0] for uid in events(data)) for path, data in written(made, day).items()}

    before, after = of(date(2026, 12, 31)), of(date(2027, 1, 1))
    assert (before[AHEAD_CALENDAR], before[HISTORY_CALENDAR]) == (["b", "c"], ["a"])
    assert (after[AHEAD_CALENDAR], after[HISTORY_CALENDAR]) == (["b"], ["a", "c"])
    assert before[SITE_CALENDAR] == after[SITE_CALENDAR] == ["a", "b", "c"]
    data = written(made)[AHEAD_CALENDAR]
    assert b"\r\nUID:" in data.partition(b"BEGIN:VEVENT")[0]
    assert b"\r\nLAST-MODIFIED:" in data.partition(b"BEGIN:VEVENT")[0]
