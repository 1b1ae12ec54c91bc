"""Rules on dates: their order, and what may not lie ahead."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from generator.check.rule import Context, Finding, Findings, Keys, is_read, passages, read_figures, rule
from generator.model.day import MOST_AHEAD
from generator.model.records import Briefing, Change, Fact, Item, Place, Record
from generator.model.when import When
from generator.read.partial import INVALID


@rule(Record)
def source_dates_out_of_order(record: Record, context: Context) -> Findings:
    """A source is read on or after the day that it was published."""
    published, retrieved = record.source.published, record.source.retrieved
    if published and published.first > retrieved:
        message = f"published {published} is after retrieved {retrieved}; fix one of them"
        yield Finding(message, ("source", "published"))


@rule(Record)
def fact_before_source(record: Record, context: Context) -> Findings:
    """A fact is added on or after the day that its source was read, and checked on or after that day too."""
    for index, fact in enumerate(record.facts):
        for number, on in enumerate(fact.checked if fact is not INVALID and is_read(fact.checked) else ()):
            if on < record.source.retrieved:
                message = f"checked {on} is before the source was retrieved, {record.source.retrieved}; fix one"
                yield Finding(message, ("facts", index, "checked", number))
        if fact is not INVALID and is_read(fact.added) and fact.added < record.source.retrieved:
            message = f"added {fact.added} is before the source was retrieved, {record.source.retrieved}; fix one"
            yield Finding(message, ("facts", index, "added"))


@rule(Record)
def source_in_future(record: Record, context: Context) -> Findings:
    """No source is published or read after today."""
    published, retrieved = record.source.published, record.source.retrieved
    if is_read(retrieved) and retrieved > context.today:
        yield _in_future(retrieved, context, ("source", "retrieved"))
    if published is not None and is_read(published) and published.first > context.today:
        yield _in_future(published, context, ("source", "published"))


@rule(Fact)
def fact_in_future(fact: Fact, context: Context) -> Findings:
    """Nothing but a target lies after the day on which the fact comes out, today or a day soon, and nobody has checked
    a fact tomorrow."""
    day = context.today
    if is_read(fact.added) and fact.added > context.today:
        if too_late := _too_far_ahead(fact.added, context, ("added",)):
            yield too_late
        else:
            day = fact.added
    for index, on in enumerate(fact.checked):
        if on > context.today:
            yield _in_future(on, context, ("checked", index))
    for index, sought in enumerate(fact.sought):
        if is_read(sought) and is_read(sought.on) and sought.on > context.today:
            yield _in_future(sought.on, context, ("sought", index, "on"))
    if fact.kind == "target":
        return
    if is_read(fact.when) and fact.when.first > day:
        yield _in_future(fact.when, context, ("when",))
    for index, figure in read_figures(fact):
        if is_read(figure.when) and figure.when.first > day:
            yield _in_future(figure.when, context, ("figures", index, "when"))


@rule(Record)
def figure_after_source(record: Record, context: Context) -> Findings:
    """A source cannot report a figure of a later date than its own; what it says of the future is a target."""
    source = record.source
    of = source.published or When.of_day(source.retrieved)
    for index, fact in enumerate(record.facts):
        if not is_read(fact) or not is_read(fact.kind) or fact.kind != "figure" or fact.figures is INVALID:
            continue
        for number, figure in read_figures(fact):
            if is_read(figure.when) and context.today >= figure.when.first > of.last:
                message = f"a source of {of} cannot know {figure.when}; fix the date or write kind: target"
                yield Finding(message, ("facts", index, "figures", number, "when"))


@rule(Fact)
def change_before_fact(fact: Fact, context: Context) -> Findings:
    """A correction or withdrawal comes on or after the day that the fact was added, and not long after today. One that
    is dated ahead names each field that it changes, for until its day the fact says what stood there."""
    changes: list[tuple[Keys, date]] = [(("corrections", i, "on"), c.on) for i, c in enumerate(fact.corrections)]
    if fact.withdrawn:
        changes.append((("withdrawn", "on"), fact.withdrawn.on))
    for keys, on in changes:
        if too_late := _too_far_ahead(on, context, keys):
            yield too_late
        elif on < fact.added:
            yield Finding(f"{on} is before the fact was added, {fact.added}; fix one of them", keys)


@rule(Change)
def change_in_future(change: Change, context: Context) -> Findings:
    """Nothing changed after today: what changes of a place, a source or a definition is published with its change."""
    if change.on > context.today:
        yield Finding(f"{change.on} is after today, {context.today}; write the day on which it is published", ("on",))


@rule(Briefing)
def briefing_dates_out_of_order(briefing: Briefing, context: Context) -> Findings:
    """A briefing is published today, before or soon, on or after the events it covers began and its facts came out.
    A later note that changes its words is not dated ahead of it, for they are changed already."""
    if too_late := _too_far_ahead(briefing.published, context, ("published",)):
        yield too_late
    for index, note in enumerate(briefing.notes):
        if too_late := _too_far_ahead(note.on, context, ("notes", index, "on")):
            yield too_late
        elif note.changed and note.on > max(context.today, briefing.published):
            message = (
                f"{note.on} is after today, {context.today}, and what this note changed is changed already; write today"
            )
            yield Finding(message, ("notes", index, "on"))
        elif note.on < briefing.published:
            yield Finding(f"{note.on} is before the briefing was published; fix it", ("notes", index, "on"))
    for index, reworded in enumerate(briefing.reworded):
        if (
            is_read(reworded)
            and is_read(reworded.on)
            and not (briefing.published <= reworded.on <= max(context.today, briefing.published))
        ):
            message = f"{reworded.on} is after today or before the briefing was published; write today"
            yield Finding(message, ("reworded", index, "on"))
    if briefing.events is not INVALID and briefing.events.first > briefing.published:
        yield Finding(f"events of {briefing.events} come after it was published; fix one of them", ("events",))
    lists = [((*keys, "facts"), passage.facts) for keys, passage in passages(briefing)]
    anew = [one.on for one in briefing.reworded if is_read(one) and is_read(one.on) and one.why]
    written = max((briefing.published, *anew))
    for keys, ids in (*lists, (("figures",), briefing.figures), (("table",), briefing.table)):
        for index, id in enumerate(ids):
            if id in context.facts and (added := context.facts[id].added) > written:
                message = f"{id!r} was added {added}, after this was {'written anew' if anew else 'published'}; "
                message += "a later note may name it"
                yield Finding(message, (*keys, index))


_DAYS = "|".join(calendar.day_name)
_DAY_BEFORE = re.compile(rf"\b({_DAYS}),? (?:the )?$")
_DAY_BEHIND = re.compile(rf"(?:,| \()? ?(?:(?:which was )?an? )({_DAYS})\b|(?:, | \()({_DAYS})(?=[),.;])")


@rule(Fact, Place, Briefing)
def weekday_wrong(thing: Fact | Place | Briefing, context: Context) -> Findings:
    """A day of the week next to a full date is the one that it was."""
    for keys, text in _dated_texts(thing):
        if not is_read(text) or not any(day in text for day in calendar.day_name):
            continue
        for named in context.reader.read(text):
            when = named.when
            if named.kind != "date" or when is None or when.precision != "day" or when.is_span:
                continue
            said = _DAY_BEFORE.search(text[: named.start]) or _DAY_BEHIND.match(text, named.end)
            was = calendar.day_name[when.first.weekday()]
            day = next(filter(None, said.groups())) if said else was
            if day != was:
                yield Finding(f"{named.text.strip()} was a {was}, not a {day}; fix one of them", keys)


def _dated_texts(thing: Fact | Place | Briefing) -> Iterator[tuple[Keys, str | None]]:
    """The sentences of a thing, with the keys to them; what a correction says of an earlier text may stay wrong."""
    match thing:
        case Fact():
            yield ("text",), thing.text
            yield ("note",), thing.note
        case _:
            if isinstance(thing, Briefing):
                yield ("headline",), thing.headline
                notes = [(index, note) for index, note in enumerate(thing.notes) if is_read(note)]
                yield from ((("notes", index, "text"), note.text) for index, note in notes)
            for keys, passage in passages(thing):
                if isinstance(passage, Item):
                    yield (*keys, "heading"), passage.heading
                yield (*keys, "text"), passage.text


@rule(Place)
def cites_what_is_ahead(place: Place, context: Context) -> Findings:
    """A place's summary and gaps, which have no date, cite facts that are out or, of a place that is not, that come
    out with it."""
    for keys, passage in passages(place):
        for index, id in enumerate(passage.facts):
            added = context.facts[id].added if id in context.facts else context.today
            if added > context.today and added > _comes_out(place, context):
                yield Finding(f"{id!r} comes out on {added}; name it here from that day on", (*keys, "facts", index))


def _comes_out(place: Place, context: Context) -> date:
    """The day on which the first fact about a place, or one in it, comes out."""
    days = (
        fact.added
        for fact in context.facts.values()
        for subject in (fact.about, *fact.also_about)
        if place.id in (subject, *context.ancestors(subject))
    )
    return min(days, default=context.today)


def _too_far_ahead(day: date, context: Context, keys: Keys) -> Finding | None:
    if day <= context.today + MOST_AHEAD:
        return None
    message = (
        f"{day} is after today, {context.today}; what is dated ahead comes out on its day, at most {MOST_AHEAD.days} "
        "days from now: is the year right?"
    )
    return Finding(message, keys)


def _in_future(when: date | When, context: Context, keys: Keys) -> Finding:
    return Finding(f"{when} is after today, {context.today}; only a target may lie ahead", keys)
