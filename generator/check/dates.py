"""Rules on dates: their order, and what may not lie ahead."""

from __future__ import annotations

from datetime import date

from generator.check.rule import Context, Finding, Findings, Keys, is_read, passages, read_figures, rule
from generator.model.records import Briefing, Change, Fact, Record
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
    """Nothing but a target lies after today, and nobody has checked a fact tomorrow."""
    if is_read(fact.added) and fact.added > context.today:
        yield _in_future(fact.added, context, ("added",))
    for index, on in enumerate(fact.checked):
        if on > context.today:
            yield _in_future(on, context, ("checked", index))
    if fact.kind == "target":
        return
    if is_read(fact.when) and fact.when.first > context.today:
        yield _in_future(fact.when, context, ("when",))
    for index, figure in read_figures(fact):
        if is_read(figure.when) and figure.when.first > context.today:
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
    """A correction or withdrawal comes on or after the day that the fact was added, and not after today."""
    changes: list[tuple[Keys, date]] = [(("corrections", i, "on"), c.on) for i, c in enumerate(fact.corrections)]
    if fact.withdrawn:
        changes.append((("withdrawn", "on"), fact.withdrawn.on))
    for keys, on in changes:
        if on > context.today:
            yield _in_future(on, context, keys)
        elif on < fact.added:
            yield Finding(f"{on} is before the fact was added, {fact.added}; fix one of them", keys)


@rule(Change)
def change_in_future(change: Change, context: Context) -> Findings:
    """Nothing changed after today."""
    if change.on > context.today:
        yield Finding(f"{change.on} is after today, {context.today}; write the day on which it is published", ("on",))


@rule(Briefing)
def briefing_dates_out_of_order(briefing: Briefing, context: Context) -> Findings:
    """A briefing is published by today, on or after the events it covers began and its facts were added."""
    if briefing.published > context.today:
        yield _in_future(briefing.published, context, ("published",))
    for index, note in enumerate(briefing.notes):
        if note.on > context.today:
            yield _in_future(note.on, context, ("notes", index, "on"))
        elif note.on < briefing.published:
            yield Finding(f"{note.on} is before the briefing was published; fix it", ("notes", index, "on"))
    if briefing.events is not INVALID and briefing.events.first > briefing.published:
        yield Finding(f"events of {briefing.events} come after it was published; fix one of them", ("events",))
    for keys, passage in passages(briefing):
        for index, id in enumerate(passage.facts):
            if id in context.facts and (added := context.facts[id].added) > briefing.published:
                message = f"{id!r} was added {added}, after this was published; a later note may name it"
                yield Finding(message, (*keys, "facts", index))


def _in_future(when: date | When, context: Context, keys: Keys) -> Finding:
    return Finding(f"{when} is after today, {context.today}; only a target may lie ahead", keys)
