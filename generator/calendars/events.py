"""What stands in each calendar: dated events and policies, and targets.

What has a day stands on it. Of a month, quarter or year no day is known: it is one entry on the first day of that time,
and its title says which time is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from generator.model.index import calendar_time
from generator.model.records import Fact
from generator.model.timeline import KINDS, changes_of_fact, said_since, was_and_now
from generator.model.when import When
from generator.model.words import day_in_words, when_in_words
from generator.pages.page import (
    AHEAD_CALENDAR,
    HISTORY_CALENDAR,
    RELEASES_CALENDAR,
    RELEASES_PAGE,
    SITE_CALENDAR,
    Link,
    address,
    view,
)
from generator.pages.parts import NO_DATE, Catalogue
from generator.pages.releases import Releases


@view
class CalendarEvent:
    """A fact in a calendar, on whole days from the first to the last, both included.

    ``uid`` never changes and ``sequence`` grows with every change, so that a calendar updates what it has.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str
    page: str
    categories: tuple[str, ...]
    added: date
    changed: date
    sequence: int
    is_cancelled: bool


@view
class Calendar:
    """A calendar: where it goes, the page that it belongs to, and its events by their days."""

    link: Link
    page: Link
    about: str
    events: tuple[CalendarEvent, ...]
    # The same calendar at an address that its thing had before.
    is_former: bool = False


def calendars(catalogue: Catalogue) -> Iterator[Calendar]:
    """The calendar of everything, and one for each place (with what lies in it) and organisation with dated facts.

    A calendar without an event is no calendar (RFC 5545, 3.6), so there is none.
    """
    content = catalogue.content
    events = {fact.id: event for fact in content.facts.values() if (event := _event(catalogue, fact))}
    name = content.site.name
    home = Link(path="index.md", name=name)
    ahead = frozenset(id for id in events if _ends(content.facts[id]) >= catalogue.today)
    for path, title, page_name, about, ids in (
        (AHEAD_CALENDAR, f"{name}: ahead", "Ahead", "What is planned or falls due from today on", ahead),
        (HISTORY_CALENDAR, f"{name}: history", "History", "What has its day behind it", events.keys() - ahead),
        (SITE_CALENDAR, name, "Both", "Every dated event and target", frozenset(events)),
    ):
        yield from _calendar(path, title, replace(home, name=page_name), about, events, frozenset(ids))
    releases = {event.uid: event for event in _releases(catalogue)}
    page = Link(path=RELEASES_PAGE, name="Values to come")
    about = "When the next values of series are to be expected, by the rhythm of the last ones"
    yield from _calendar(RELEASES_CALENDAR, f"{name}: values to come", page, about, releases, frozenset(releases))
    for kind, things in (("places", tuple(catalogue.place_tree())), ("organisations", catalogue.organisations)):
        for thing in things:
            page = catalogue.subject_link(thing.id)
            within = " and the places in it" if kind == "places" else ""
            about = f"Dated events and targets of {thing.name}{within}"
            ids = catalogue.within_subject.get(thing.id, frozenset())
            for known in (f"{kind}/{thing.id}", *content.former_addresses(f"{kind}/{thing.id}")):
                path = f"calendars/{known}.ics"
                former = known != f"{kind}/{thing.id}"
                yield from _calendar(path, f"{name}: {page.name}", page, about, events, ids, is_former=former)


def _calendar(
    path: str,
    name: str,
    page: Link,
    about: str,
    events: Mapping[str, CalendarEvent],
    ids: frozenset[str],
    *,
    is_former: bool = False,
) -> Iterator[Calendar]:
    found = sorted((events[id] for id in ids & events.keys()), key=lambda event: (event.first, event.last, event.uid))
    if found:
        link = Link(path=path, name=name)
        yield Calendar(link=link, page=page, about=about, events=tuple(found), is_former=is_former)


def _releases(catalogue: Catalogue) -> Iterator[CalendarEvent]:
    """Values that are to be expected, each on the day from which it is. The identity of one is that of its series and
    time, so that another rhythm moves it and a value that is out ends it."""
    host = catalogue.content.site.authority.partition(",")[0]
    for series, newest, value in Releases(catalogue).found:
        about = catalogue.content.subjects[series.key.about].name
        yield CalendarEvent(
            uid=f"release/{series.key}/{value.time.replace(' ', '-')}@{host}",
            first=value.since,
            last=value.since,
            summary=f"Expected: {about}, {series.measure.name}, {value.time}",
            description=f"No source announced this day. {value.why}",
            page=catalogue.content.site.url + address(RELEASES_PAGE),
            categories=("Value to come", about),
            added=newest.added,
            changed=newest.added,
            sequence=0,
            is_cancelled=False,
        )


def _ends(fact: Fact) -> date:
    when = calendar_time(fact)
    return when.last if when else date.min


def _event(catalogue: Catalogue, fact: Fact) -> CalendarEvent | None:
    """A fact as an event: None of one whose own date is not known, or of a policy without a day."""
    when = calendar_time(fact)
    if when is None:
        return None
    content = catalogue.content
    is_target = fact.kind == "target"
    summary = f"Due: {fact.text}" if is_target else fact.text
    has_day = when.precision == "day"
    if not has_day:
        summary = f"{when_in_words(when)}, no day given: {summary}"
    topics = (content.topics[topic].name for topic in fact.topics)
    categories = (KINDS[fact.kind], content.subjects[fact.about].name, *topics)
    host = content.site.authority.partition(",")[0]
    id = content.first_address(f"facts/{fact.id}").partition("/")[2]
    return CalendarEvent(
        uid=f"{id}@{host}",
        first=when.last if is_target and has_day else when.first,
        last=when.last if has_day else when.first,
        summary=f"Withdrawn: {summary}" if fact.withdrawn else summary,
        description=_description(catalogue, fact, when),
        page=content.site.url + address(f"facts/{fact.id}.md"),
        categories=tuple(dict.fromkeys(categories)),
        added=fact.added,
        changed=said_since(fact),
        # One more of what has no day: until December 2026 it stood on other days.
        sequence=len(fact.corrections) + (fact.withdrawn is not None) + (not has_day),
        is_cancelled=fact.withdrawn is not None,
    )


def _description(catalogue: Catalogue, fact: Fact, when: When) -> str:
    """Who says it, how exactly the day is known, how sure it is, what changed, and where it is from."""
    source, quote = catalogue.content.record_of[fact.id].source, catalogue.quoted(fact)
    publisher = catalogue.content.publishers[source.publisher].name
    status = catalogue.statements.status(fact)
    lines = [fact.text, f"Said by: {fact.said_by or publisher}"]
    said = "Due" if fact.kind == "target" else "When"
    exact = "" if when.precision == "day" else " (the source names no day)"
    lines.append(f"{said}: {when_in_words(when)}{exact}")
    lines.append(f"Status: {status.status}. {status.reason}")
    for figure in map(catalogue.figure, fact.figures):
        lines.append(f"{figure.label}: {figure.words}, {figure.when}")
    for event in changes_of_fact(catalogue.content, fact):
        was = f" It said: {was_and_now(event.fields)[0]}" if event.fields else ""
        lines.append(f"{event.what.capitalize()} {day_in_words(event.day)}: {event.detail}{was}")
    published = when_in_words(source.published) if source.published else NO_DATE
    lines.append(f"Source: {source.title}, {publisher}, {published}")
    if quote:
        lines.append(f"In the source: {quote.shown}")
    lines.append(quote.url if quote else source.url)
    return "\n".join(lines)
