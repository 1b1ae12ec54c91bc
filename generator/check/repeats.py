"""Rules on what is said twice or stands in the wrong place."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.bind.vocabulary import claims
from generator.check.rule import Context, Finding, Findings, Keys, letters, rule, same_page
from generator.model.records import Briefing, Fact, Record, Speaker, Unit


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


@rule(Record)
def address_of_another(record: Record, context: Context) -> Findings:
    """The address of a source is on one of its publisher's `domains`, where the publisher has any."""
    publisher = context.content.publishers.get(record.source.publisher)
    if publisher is None or not publisher.domains:
        return
    host = (urlsplit(str(record.source.url)).hostname or "").removeprefix("www.")
    if not any(host == domain or host.endswith(f".{domain}") for domain in publisher.domains):
        known = ", ".join(publisher.domains)
        message = f"{host} is none of the domains of {publisher.id} ({known}); name the publisher, or add the domain"
        yield Finding(message, ("source", "url"))


@rule(Briefing)
def repeated_number(briefing: Briefing, context: Context) -> Findings:
    """Each briefing has its own number."""
    first = context.first_with_number[briefing.number]
    if first.item is not briefing:
        free = max(context.first_with_number) + 1
        yield Finding(f"{first.document.path} has number {briefing.number}; write {free}", ("number",))


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
        yield Finding(f"the source is of {year}; move the file from {folder}/ to {year}/")
