"""Rules on what is said twice or stands in the wrong place."""

from __future__ import annotations

import re
from collections import Counter

from generator.bind.vocabulary import claims
from generator.check.rule import (
    Context,
    Finding,
    Findings,
    Keys,
    briefing_texts,
    is_read,
    letters,
    numbered,
    passages,
    rule,
    word_runs,
)
from generator.model.records import Briefing, Fact, Organisation, Place, Record, Speaker, Unit
from generator.model.web_addresses import same_page


@rule(Fact)
def repeated_text(fact: Fact, context: Context) -> Findings:
    """No two facts have the same text."""
    first = context.first_with_text[letters(fact.text)]
    if first.item is not fact:
        spot = first.document.spot((*first.keys, "text"))
        yield Finding(f"the fact at {spot} says the same; delete one, or say how they differ", ("text",))


@rule(Record)
def repeated_source(record: Record, context: Context) -> Findings:
    """A document is the source of one record."""
    first = context.first_with_address[same_page(record.source.url)]
    if first.item is not record:
        message = f"{first.document.path} has this address already; put its facts into one record"
        yield Finding(message, ("source", "url"))


@rule(Speaker)
def repeated_name(speaker: Speaker, context: Context) -> Findings:
    """No two speakers have the same name or way of writing it."""
    for index, name in enumerate((speaker.name, *speaker.names)):
        first = context.first_with_speaker_name[letters(name)]
        if first.item is not speaker:
            keys: Keys = ("names", index - 1) if index else ("name",)
            yield Finding(f"{name!r} is {first.item.id}'s already; put both into one entry", keys)


@rule(Place, Organisation)
def name_of_two(subject: Place | Organisation, context: Context) -> Findings:
    """A name or alias is that of one place or organisation alone: a text that has it must say which it means."""
    lists: tuple[tuple[Keys, str | None], ...] = (("name",), subject.name), (("name_zh",), subject.name_zh)
    for keys, name in (*lists, *numbered("aliases", subject.aliases)):
        if is_read(name):
            first = context.first_with_subject_name[letters(name)]
            if first.item is not subject and first.item.id != subject.id:
                yield Finding(f"{name!r} is {first.item.id}'s already; leave it to one of them", keys)


@rule(Briefing)
def repeated_number(briefing: Briefing, context: Context) -> Findings:
    """Each briefing that names its number has its own."""
    if briefing.number is None:
        return
    first = context.first_with_number[briefing.number]
    if first.item is not briefing:
        message = (
            f"{first.document.path} has number {briefing.number}; delete this line, and it gets the next when it is "
            "published"
        )
        yield Finding(message, ("number",))


@rule(Briefing)
def repeated_passage(briefing: Briefing, context: Context) -> Findings:
    """No briefing takes its headline or a passage from an earlier one, and none says one twice."""
    if _original_of(briefing, context):
        return
    for keys, text in briefing_texts(briefing):
        first, first_keys = context.first_with_passage.get(letters(text), (None, ()))
        if first and (first.item is not briefing or first_keys != keys):
            where = first.document.spot((*first.keys, *first_keys))
            yield Finding(f"this stands at {where} already; say what is new, or leave it out", keys)


@rule(Briefing)
def repeated_briefing(briefing: Briefing, context: Context) -> Findings:
    """A briefing is no earlier one with a few words or numbers changed."""
    if original := _original_of(briefing, context):
        path = context.first_with_id[Briefing, original].document.path
        yield Finding(f"most passages are nearly those of {path}; write a briefing of its own", ("headline",))


def _original_of(briefing: Briefing, context: Context) -> str | None:
    """The earlier briefing that most passages of this one are taken from: half of the words of each, and facts
    that it cites too. The same words about other facts may be a form that comes again."""
    taken: Counter[str] = Counter()
    cited = [passage for _, passage in passages(briefing) if is_read(passage.text) and is_read(passage.facts)]
    cited = [passage for passage in cited if passage.facts]
    for passage in cited:
        runs = word_runs(passage.text)
        firsts = [first.item for run in runs if (first := context.first_with_run.get(run))]
        found = Counter(first.id for first in firsts if first is not briefing)
        for id, count in found.items():
            earlier = context.first_with_id[Briefing, id].item
            if count * 2 > len(runs) and not _cited(earlier).isdisjoint(passage.facts):
                taken[id] += 1
    return next((id for id, count in taken.most_common(1) if count * 2 > len(cited)), None)


def _cited(briefing: Briefing) -> frozenset[str]:
    """The facts that the passages of a briefing cite, of those that could be read."""
    cited = (passage.facts for _, passage in passages(briefing) if is_read(passage.facts))
    return frozenset(id for ids in cited for id in ids if is_read(id))


@rule(Unit)
def repeated_form(unit: Unit, context: Context) -> Findings:
    """What a text calls a unit, in words or by a sign, is said of one unit."""
    for keys, form in claims(unit):
        first = context.first_with_form[form]
        if first.item is not unit:
            spot = first.document.spot(first.keys, of_key=True)
            yield Finding(f"the unit at {spot} has {form[1]!r} already; leave it to one of them", keys)


@rule(Record)
def wrong_year(record: Record, context: Context) -> Findings:
    """A record lies in the folder of the year that its source is of: published or, undated, retrieved."""
    year = str(record.year)
    entry = context.first_with_id[Record, record.id]
    folder = re.split(r"[\\/]", entry.document.path)[-2]
    if entry.item is record and folder != year:
        if record.source.published:
            message = f"the source is of {year}; move the file from {folder}/ to {year}/"
            if record.source.published.first <= min(record.source.retrieved, context.today):
                message += "; check --fix does it"
            yield Finding(message, ("source", "published"))
        else:
            message = (
                f"the source has no date, so that the year counts in which it was read, {year}; add published: where "
                f"it shows one, or move the file from {folder}/ to {year}/"
            )
            yield Finding(message, ("source", "retrieved"))
