"""Calendars as iCalendar files (RFC 5545, with the properties for subscriptions of RFC 7986).

Every time comes from a record, so that the same content gives the same bytes on any day. An event is on whole
days, which are the same in every zone, and marks nobody as busy. There is no METHOD: these are no invitations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import vCategory, vDate, vDatetime, vDuration, vInt, vText, vUri

from generator.calendars.events import Calendar, CalendarEvent
from generator.model.records import Site
from generator.pages.page import address
from generator.text.files import File

# How often a calendar that is subscribed to should look again: the site is built once a day.
REFRESH = vDuration(timedelta(days=1))
# So many octets of a line stand before a break (RFC 5545, 3.1, allows 75, the space that begins a line included).
OCTETS_IN_LINE = 74
Value = vCategory | vDate | vDatetime | vDuration | vInt | vText | vUri
# A property: its name, with the type of its value where that is another than usual, and its value.
Property = tuple[str, Value]


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
    """A component; the library escapes its values, but its own lines take five times as long to make."""
    lines = (_folded(f"{name}:".encode() + value.to_ical()) + b"\r\n" for name, value in properties)
    begin, end = f"BEGIN:{component}\r\n".encode(), f"END:{component}\r\n".encode()
    return b"".join((begin, *lines, *inner, end))


def _folded(line: bytes) -> bytes:
    """A line broken where it is too long (RFC 5545, 3.1), and within no character and no escape."""
    parts = []
    while len(line) > OCTETS_IN_LINE:
        end = OCTETS_IN_LINE
        while line[end] & 0b1100_0000 == 0b1000_0000:  # the rest of a character in UTF-8
            end -= 1
        if line[end - 1 : end] in (b"\\", b"^"):  # an escape begins with either (RFC 5545, 3.3.11, and RFC 6868)
            end -= 1
        parts.append(line[:end])
        line = line[end:]
    return b"\r\n ".join((*parts, line))


def _of_calendar(calendar: Calendar, site: Site) -> Iterator[Property]:
    name, about = vText(calendar.link.name), vText(f"{calendar.about}.")
    yield "VERSION", vText("2.0")
    yield "PRODID", vText("-//AI Industry Briefing//Calendars//EN")
    yield "CALSCALE", vText("GREGORIAN")
    yield "UID", vText(f"{site.authority}:{calendar.link.path}")
    yield "LAST-MODIFIED", _midnight(max(event.changed for event in calendar.events))
    yield "NAME", name
    yield "X-WR-CALNAME", name
    yield "DESCRIPTION", about
    yield "X-WR-CALDESC", about
    yield "URL", vUri(site.url + address(calendar.page.path))
    yield "SOURCE;VALUE=URI", vUri(site.url + calendar.link.path)
    yield "REFRESH-INTERVAL;VALUE=DURATION", REFRESH
    yield "X-PUBLISHED-TTL", REFRESH


def _of_event(event: CalendarEvent) -> Iterator[Property]:
    changed = _midnight(event.changed)
    yield "UID", vText(event.uid)
    yield "DTSTAMP", changed
    yield "CREATED", _midnight(event.added)
    yield "LAST-MODIFIED", changed
    yield "SEQUENCE", vInt(event.sequence)
    yield "STATUS", vText("CANCELLED" if event.is_cancelled else "CONFIRMED")
    yield "DTSTART;VALUE=DATE", vDate(event.first)
    # The day after the last: an end is not included.
    yield "DTEND;VALUE=DATE", vDate(event.last + timedelta(days=1))
    yield "TRANSP", vText("TRANSPARENT")
    yield "SUMMARY", vText(event.summary)
    yield "DESCRIPTION", vText(event.description)
    yield "URL", vUri(event.page)
    yield "CATEGORIES", vCategory(list(event.categories))


def _midnight(day: date) -> vDatetime:
    return vDatetime(datetime.combine(day, time(), tzinfo=UTC))
