"""What changed: our corrections and withdrawals, the sources' revisions, newer figures, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice, zip_longest
from typing import Any

from generator.model.content import Content
from generator.model.records import Fact
from generator.model.series import figure_of, is_before
from generator.model.timeline import TEXT, Event, FieldChange, changed_in_words, changes_of_fact
from generator.model.when import When, are_as_long
from generator.model.words import counted, day_in_words
from generator.pages.cite import reports_link
from generator.pages.long_lists import Levels, ListPage, by_time, listed
from generator.pages.page import CORRECTIONS_FEED, DATA_PAGE, Link, view
from generator.pages.parts import Catalogue, Claim, Words, plain


@view
class Change:
    """A correction or withdrawal, as the corrections page lists it. ``key`` tells it from others of its fact."""

    day: date
    key: str
    on: str
    what: str
    link: Link
    # The fact's text as it stands now, or the name of what else changed.
    words: Words
    # What the text was and what it became, where the correction changed it.
    text: FieldChange | None
    # What it became, where that still stands: its numbers are the fact's.
    became: Words | None
    # What else it changed.
    fields: tuple[FieldChange, ...]
    # What has come of a correction since: Corrected again, Withdrawn.
    later: str | None
    reason: str


@view
class Step:
    """A figure that another has taken the place of, or come after."""

    day: date
    on: str
    about: Link
    measure: str
    was: Claim
    now: Claim


@view
class News:
    """What changed on the site on a day, in a line: New: 43 facts about | Shanghai."""

    on: str
    what: str
    text: str
    link: Link
    # What the link says, where that is the text of a fact.
    words: Words | None


@view
class CorrectionsPage(ListPage):
    """Our corrections and withdrawals, sources' revisions, and newer figures, each newest first."""

    changes: tuple[Change, ...]
    # What changed of all else: a definition, a name, what is said of a source.
    others: tuple[Change, ...]
    revisions: tuple[Step, ...]
    updates: tuple[Step, ...]
    report_url: str | None


def changes(catalogue: Catalogue, facts: Iterable[Fact]) -> tuple[Change, ...]:
    """The corrections and withdrawals of facts, newest first."""
    found: list[tuple[date, str, Change]] = []
    for fact in facts:
        link = Link(path=f"facts/{fact.id}.md", name=fact.text)
        events = list(changes_of_fact(catalogue.content, fact))
        for event, after in zip_longest(events, events[1:]):
            text = next((field for field in event.fields if field.name == TEXT), None)
            change = Change(
                day=event.day,
                key=event.key,
                on=day_in_words(event.day),
                what=event.what.capitalize(),
                link=link,
                words=catalogue.words(fact.text, [fact]),
                text=text,
                became=catalogue.words(text.now, [fact]) if text and text.now == fact.text else None,
                fields=tuple(field for field in event.fields if field.name != TEXT),
                later=_later(after) if after else None,
                reason=event.detail,
            )
            found.append((event.day, fact.id, change))
    found.sort(key=lambda row: row[:2], reverse=True)
    return tuple(change for _, _, change in found)


def changes_of_others(catalogue: Catalogue) -> tuple[tuple[str, Change], ...]:
    """The changes of what has no corrections of its own, newest first, each with its id."""
    links = {entry.id: _link_to(catalogue, entry.of) for entry in catalogue.content.changes.values()}
    found = [
        (
            entry.id,
            Change(
                day=entry.on,
                key=entry.id,
                on=day_in_words(entry.on),
                what="Changed",
                link=links[entry.id],
                words=plain(links[entry.id].name),
                text=None,
                became=None,
                fields=changed_in_words(entry.changed),
                later=None,
                reason=entry.reason,
            ),
        )
        for entry in catalogue.content.changes.values()
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1].day, pair[0]), reverse=True))


def _link_to(catalogue: Catalogue, of: str) -> Link:
    """The page of what changed or, of what has none, the one that explains it."""
    content, address = catalogue.content, catalogue.content.present_address(of)
    kind, _, id = address.partition("/")
    if address in content.addresses:
        name = content.records[id].source.title if kind == "sources" else _name(content, kind, id)
        return Link(path=f"{address}.md", name=name)
    paths = {"pages": f"{id}.md", "glossary": "glossary.md", "disagreements": "disagreements.md", "site": "index.md"}
    return Link(path=paths.get(kind, DATA_PAGE), name=_name(content, kind, id))


def _name(content: Content, kind: str, id: str) -> str:
    if kind == "site":
        return content.site.name
    named: Mapping[str, Any] = getattr(content, kind)
    thing = named.get(id)
    name = getattr(thing, "name", None) or getattr(thing, "title", None) or getattr(thing, "many", None) or id
    return f"{name} ({kind})" if kind not in ("places", "organisations", "pages") else str(name)


def _later(after: Event) -> str:
    again = "Corrected again" if after.what == "corrected" else "Withdrawn"
    return f"{again} {day_in_words(after.day)}"


def revisions(catalogue: Catalogue) -> tuple[Step, ...]:
    """The figures that their own source has since replaced by another for the same time, newest first."""
    found = []
    for group in catalogue.statements.groups:
        for fact in group.facts:
            newer = catalogue.statements.replaced_by(fact, group.facts)
            if newer and not fact.withdrawn:
                found.append(_step(catalogue, fact, newer))
    return _newest_first(found)


def updates(catalogue: Catalogue) -> tuple[Step, ...]:
    """The figures that were added later than one of an earlier time, each next to the one before it, newest first."""
    found = []
    for series in catalogue.statements.series.values():
        fitting = [fact for fact in series.figures if not fact.odd]
        for now in fitting:
            earlier = [fact for fact in fitting if fact.added < now.added and is_before(fact, now)]
            if series.measure.kind == "flow":
                # What came in nine months does not follow what came in a year.
                earlier = [fact for fact in earlier if are_as_long((figure_of(fact).when, figure_of(now).when))]
            is_newest = all(fact.added < now.added or not is_before(now, fact) for fact in fitting)
            if earlier and is_newest:
                found.append(_step(catalogue, earlier[-1], now))
    return _newest_first(found)


def _step(catalogue: Catalogue, was: Fact, now: Fact) -> Step:
    claim = catalogue.claim(now)
    return Step(
        day=now.added,
        on=day_in_words(now.added),
        about=claim.about,
        measure=claim.figure.measure if claim.figure else "",
        was=catalogue.claim(was),
        now=claim,
    )


def _newest_first(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: (step.day, step.now.id), reverse=True))


def news(catalogue: Catalogue, limit: int) -> tuple[News, ...]:
    """The last things that changed on the site: corrections first of a day, then briefings, then what was added."""
    found: list[tuple[date, News]] = []
    for change in changes(catalogue, catalogue.content.facts.values()):
        found.append((change.day, News(on=change.on, what=change.what, text="", link=change.link, words=change.words)))
    for step in revisions(catalogue):
        text = f"{step.measure}, {step.about.name}: {step.now.figure.words}" if step.now.figure else ""
        link = Link(path=step.now.path, name=text)
        found.append((step.day, News(on=step.on, what="Revised by its source", text="", link=link, words=None)))
    for briefing in catalogue.briefings:
        on = day_in_words(briefing.published)
        link = catalogue.briefing_link(briefing)
        found.append(
            (briefing.published, News(on=on, what=f"Briefing {briefing.issue}", text="", link=link, words=None))
        )
    found.extend(_added(catalogue))
    return tuple(one for _, one in islice(sorted(found, key=lambda pair: pair[0], reverse=True), limit))


def _added(catalogue: Catalogue) -> Iterator[tuple[date, News]]:
    """How many facts were added on each day about each thing, the most first."""
    added = Counter((fact.added, fact.about) for fact in catalogue.content.facts.values())
    for (day, about), number in sorted(added.items(), key=lambda pair: (-pair[1], pair[0][1])):
        text = f"{counted(number, 'fact')} about"
        yield day, News(on=day_in_words(day), what="New", text=text, link=catalogue.subject_link(about), words=None)


def corrections_pages(catalogue: Catalogue) -> Iterator[CorrectionsPage]:
    """Our corrections, the revisions of sources and newer figures, each newest first."""
    corrected = changes(catalogue, catalogue.content.facts.values())
    others = tuple(change for _, change in changes_of_others(catalogue))
    revised, updated = revisions(catalogue), updates(catalogue)
    rows: list[Change | Step] = [*corrected, *others, *revised, *updated]
    rows.sort(key=lambda row: row.day, reverse=True)
    levels: Levels[Change | Step] = by_time(lambda row: When.of_day(row.day))
    for one in listed(rows, "corrections.md", "Corrections", "corrections", *levels):
        there = set(map(id, one.rows))
        yield CorrectionsPage(
            path=one.path,
            template="corrections",
            has_contents=True,
            title=one.title,
            description="What we had wrong and what no longer stands, with the date and the reason.",
            feed=Link(path=CORRECTIONS_FEED, name=f"{catalogue.content.site.name}: Corrections"),
            above=one.above,
            parts=one.parts,
            changes=tuple(row for row in corrected if id(row) in there),
            others=tuple(row for row in others if id(row) in there),
            revisions=tuple(row for row in revised if id(row) in there),
            updates=tuple(row for row in updated if id(row) in there),
            report_url=reports_link(catalogue.content.site),
        )
