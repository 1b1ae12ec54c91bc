"""Calendars as iCalendar files (RFC 5545, with the properties for subscriptions of RFC 7986).

Every time comes from a record, so that the same content gives the same bytes on any day. An event is on whole
days, which are the same in every zone, and marks nobody as busy. There is no METHOD: these are no invitations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import vCategory, vDate, vDatetime, vDuration, vInt, vText, vUri
from icalendar.parser import Contentline, Parameters

from generator.records import Site
from generator.render import File
from generator.views import Calendar, CalendarEvent, address

# How often a calendar that is subscribed to should look again: the site is built once a day.
REFRESH = vDuration(timedelta(days=1))
Value = vCategory | vDate | vDatetime | vDuration | vInt | vText | vUri
# A property: its name, its value and, where that is of another type than usual, the type.
Property = tuple[str, Value, str | None]


def ics(calendars: Iterable[Calendar], site: Site) -> tuple[File, ...]:
    """Every calendar as a file. An event stands in several, and is written once."""
    calendars = tuple(calendars)
    events = {event.uid: event for calendar in calendars for event in calendar.events}
    written = {uid: _written("VEVENT", _of_event(event)) for uid, event in events.items()}
    return tuple(
        File(
            calendar.link.path,
            _written("VCALENDAR", _of_calendar(calendar, site), (written[event.uid] for event in calendar.events)),
        )
        for calendar in calendars
    )


def _written(component: str, properties: Iterable[Property], inner: Iterable[bytes] = ()) -> bytes:
    """A component, its lines escaped and folded by the library: its own objects take four times as long."""
    lines = [
        Contentline.from_parts(name, Parameters({"VALUE": type_} if type_ else {}), value).to_ical() + b"\r\n"
        for name, value, type_ in properties
    ]
    begin, end = f"BEGIN:{component}\r\n".encode(), f"END:{component}\r\n".encode()
    return b"".join((begin, *lines, *inner, end))


def _of_calendar(calendar: Calendar, site: Site) -> Iterator[Property]:
    name, about = vText(calendar.link.name), vText(f"{calendar.about}.")
    yield "VERSION", vText("2.0"), None
    yield "PRODID", vText("-//AI Industry Briefing//Calendars//EN"), None
    yield "CALSCALE", vText("GREGORIAN"), None
    yield "NAME", name, None
    yield "X-WR-CALNAME", name, None
    yield "DESCRIPTION", about, None
    yield "X-WR-CALDESC", about, None
    yield "URL", vUri(site.url + address(calendar.page.path)), None
    yield "SOURCE", vUri(site.url + calendar.link.path), "URI"
    yield "REFRESH-INTERVAL", REFRESH, "DURATION"
    yield "X-PUBLISHED-TTL", REFRESH, None


def _of_event(event: CalendarEvent) -> Iterator[Property]:
    changed = _midnight(event.changed)
    yield "UID", vText(event.uid), None
    yield "DTSTAMP", changed, None
    yield "CREATED", _midnight(event.added), None
    yield "LAST-MODIFIED", changed, None
    yield "SEQUENCE", vInt(event.sequence), None
    yield "STATUS", vText("CANCELLED" if event.is_cancelled else "CONFIRMED"), None
    yield "DTSTART", vDate(event.first), "DATE"
    # The day after the last: an end is not included.
    yield "DTEND", vDate(event.last + timedelta(days=1)), "DATE"
    yield "TRANSP", vText("TRANSPARENT"), None
    yield "SUMMARY", vText(event.summary), None
    yield "DESCRIPTION", vText(event.description), None
    yield "URL", vUri(event.page), None
    yield "CATEGORIES", vCategory(list(event.categories)), None


def _midnight(day: date) -> vDatetime:
    return vDatetime(datetime.combine(day, time(), tzinfo=UTC))
