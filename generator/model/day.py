"""What of the content is out on a day: the one place where it is cut, before anything is made of it.

What is dated ahead (a briefing's ``published``, a fact's ``added``, the day of a correction, withdrawal or note) is
read and checked as of its day, and shown, counted, fed and published on it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from generator.model.agreement import Statements
from generator.model.content import Content
from generator.model.over_time import mismatches, open_differences
from generator.model.records import Briefing, Chart, Disagreement, Fact, Item, Passage, Record
from generator.model.timeline import fact_on

_Thing = TypeVar("_Thing")
# How far ahead anything may be dated: a month and its preparation, so that 2062 for 2026 is still seen.
MOST_AHEAD = timedelta(days=60)
# The unit that a slot of a text asks for: {core-2025:EFLOPS}.
_SLOT_UNIT = re.compile(r"\{[^{}]*:\s*([^{}|]+?)\s*\}")


def days_of(thing: Fact | Briefing) -> Iterator[date]:
    """The days on which a fact or a briefing comes out, and what is said of it later."""
    if isinstance(thing, Briefing):
        yield thing.published
        yield from (note.on for note in thing.notes)
        return
    yield thing.added
    yield from (correction.on for correction in thing.corrections)
    if thing.withdrawn:
        yield thing.withdrawn.on


def days_ahead(content: Content, today: date) -> tuple[date, ...]:
    """The days after ``today`` on which something comes out, in their order."""
    things: tuple[Fact | Briefing, ...] = (*content.facts.values(), *content.briefings.values())
    return tuple(sorted({day for thing in things for day in days_of(thing) if day > today}))


def comes_out(content: Content, address: str, today: date) -> date | None:
    """The first day after ``today`` on which something of a fact, a briefing or a source comes out, if there is one."""
    kind, _, id = address.partition("/")
    things: Iterable[Fact | Briefing] = ()
    if kind == "facts" and id in content.facts:
        things = (content.facts[id],)
    elif kind == "briefings" and id in content.briefings:
        things = (content.briefings[id],)
    elif kind == "sources" and id in content.records:
        things = content.records[id].facts
    return min((day for thing in things for day in days_of(thing) if day > today), default=None)


def on_day(content: Content, day: date) -> Content:
    """The content without what comes out after ``day``: what was corrected later says what it said before.

    A source, place, organisation, topic, measure, unit or publisher that only such things use is not out either.
    Content is expected to have no problem.
    """
    if not days_ahead(content, day):
        return content
    records = _records(content, day)
    briefings = {
        id: replace(one, notes=tuple(note for note in one.notes if note.on <= day))
        for id, one in content.briefings.items()
        if one.published <= day
    }
    cut = replace(content, records=records, briefings=briefings)
    return _without_charts_ahead(_without_disagreements_ahead(_without_unused(content, cut), content), content)


def numbered(content: Content, published: Mapping[str, int] | None = None, taken: Iterable[int] = ()) -> Content:
    """The content with a number for each briefing.

    It has the one that is typed; else the one under which it was ``published``, by its id; else the next after all
    of these and those ``taken``, in the order of days and ids.
    """
    typed = {id: one.number for id, one in content.briefings.items() if one.number is not None}
    if len(typed) == len(content.briefings):
        return content
    numbers, used = dict(typed), set(typed.values())
    for id, number in sorted((published or {}).items(), key=lambda pair: (pair[1], pair[0])):
        if id in content.briefings and id not in numbers and number not in used:
            numbers[id] = number
            used.add(number)
    highest = max((0, *used, *(published or {}).values(), *taken))
    for one in sorted(content.briefings.values(), key=lambda one: (one.published, one.id)):
        if one.id not in numbers:
            highest += 1
            numbers[one.id] = highest
    return replace(content, briefings={id: replace(one, number=numbers[id]) for id, one in content.briefings.items()})


def typed_numbers(content: Content) -> frozenset[int]:
    """The numbers that briefings have in their files."""
    return frozenset(one.number for one in content.briefings.values() if one.number is not None)


def _records(content: Content, day: date) -> Mapping[str, Record]:
    by_record: dict[str, list[Fact]] = {id: [] for id in content.records}
    for record in content.records.values():
        for fact in record.facts:
            if fact.added <= day:
                then, source = fact_on(content, fact, day)
                by_record[source if source in by_record else record.id].append(then)
    records = {id: replace(content.records[id], facts=tuple(facts)) for id, facts in by_record.items() if facts}
    return {
        id: one
        if one.source.derived_from is None or one.source.derived_from in records
        else replace(one, source=replace(one.source, derived_from=None))
        for id, one in records.items()
    }


def _without_unused(content: Content, cut: Content) -> Content:
    """Without the entries of registries that nothing refers to which is out, and that something ahead does."""
    before, now = _Used(content), _Used(cut)

    def kept(things: Mapping[str, _Thing], was: Collection[str], used: Collection[str]) -> dict[str, _Thing]:
        return {id: thing for id, thing in things.items() if id in used or id not in was}

    places = kept(content.places, before.subjects, now.subjects)
    organisations = kept(content.organisations, before.subjects, now.subjects)
    measures = kept(content.measures, before.measures, now.measures)
    subjects = {*places, *organisations}
    return replace(
        cut,
        places={
            id: one if one.lead is None or one.lead in measures else replace(one, lead=None)
            for id, one in places.items()
        },
        organisations=organisations,
        measures={
            id: one if one.growth_of is None or one.growth_of in measures else replace(one, growth_of=None)
            for id, one in measures.items()
        },
        topics=kept(content.topics, before.topics, now.topics),
        # A currency may come before its first fact; a text may say a figure in a unit that no figure has.
        units={
            id: unit
            for id, unit in content.units.items()
            if unit.family == "money" or id in now.units or id not in before.units or id in now.slots
        },
        publishers=kept(content.publishers, before.publishers, now.publishers),
        speakers={
            id: one if one.governs is None or one.governs in places else replace(one, governs=None)
            for id, one in content.speakers.items()
        },
        names={id: one for id, one in content.names.items() if one.about is None or one.about in subjects},
        briefings={
            id: replace(one, about=tuple(about for about in one.about if about in subjects))
            for id, one in cut.briefings.items()
        },
        watched={
            id: replace(one, facts=tuple(fact for fact in one.facts if fact.id in cut.facts))
            for id, one in content.watched.items()
            if id in cut.records
        },
    )


class _Used:
    """The ids in registries that facts, and what is out with them, refer to."""

    def __init__(self, content: Content) -> None:
        facts = content.facts.values()
        about = {id for fact in facts for id in (fact.about, *fact.also_about)}
        about |= {was for fact in facts for one in fact.corrections if (was := one.was.about)}
        self.subjects = about | {above for id in about for above in content.ancestors(id)}
        self.topics = {topic for fact in facts for topic in fact.topics}
        self.units = {figure.unit for fact in facts for figure in fact.figures}
        self.units |= {unit for fact in facts for one in fact.corrections if (unit := one.was.unit)}
        passages: list[Passage | Item] = []
        for briefing in content.briefings.values():
            passages += briefing.passages
        for place in content.places.values():
            passages += (*place.summary, *place.gaps)
        self.slots = {unit for part in passages for unit in _SLOT_UNIT.findall(part.text)}
        self.publishers = {record.source.publisher for record in content.records.values()}
        self.measures = {figure.measure for fact in facts for figure in fact.figures}
        self.measures |= {measure for fact in facts for one in fact.corrections if (measure := one.was.measure)}


def _without_disagreements_ahead(cut: Content, content: Content) -> Content:
    """Without what is said of sources that differ on a later day only."""
    if not any(fact.figures for id, fact in content.facts.items() if cut.facts.get(id) != fact):
        return cut
    statements = Statements(cut)
    differences = open_differences(statements, mismatches(statements))

    def is_out(one: Disagreement) -> bool:
        return one.leads in cut.facts and any(statements.is_about(one, found) for found in differences)

    return replace(cut, disagreements={id: one for id, one in content.disagreements.items() if is_out(one)})


def _without_charts_ahead(cut: Content, content: Content) -> Content:
    """Without charts that only pages show which are not out yet, or of which fewer than two figures are out."""
    if not content.charts:
        return cut
    before, now = _charts_named(content), _charts_named(cut)
    # Where a chart that was out leads to is out too.
    kept = frozenset(moved.to.removeprefix("charts/") for moved in content.moved.values())
    charts = {
        id: _chart_on(one, cut)
        for id, one in content.charts.items()
        if id in kept
        or ((id in now or id not in before) and _figures_out(one, cut) >= min(2, _figures_out(one, content)))
    }
    return replace(
        cut,
        charts=charts,
        places=_naming(cut.places, charts),
        organisations=_naming(cut.organisations, charts),
        topics=_naming(cut.topics, charts),
        briefings=_naming(cut.briefings, charts),
    )


def _charts_named(content: Content) -> frozenset[str]:
    """The ids of the charts that a page shows."""
    things = (content.places, content.organisations, content.topics, content.briefings)
    return frozenset(one.chart for by_id in things for one in by_id.values() if one.chart)


def _naming(things: Mapping[str, Any], charts: Collection[str]) -> Mapping[str, Any]:
    """Things that name no chart that is not out."""
    return {
        id: one if one.chart is None or one.chart in charts else replace(one, chart=None) for id, one in things.items()
    }


def _chart_on(chart: Chart, cut: Content) -> Chart:
    facts = tuple(id for id in chart.facts if id in cut.facts)
    about = tuple(id for id in chart.about if id in cut.subjects)
    return replace(chart, facts=facts, about=about)


def _figures_out(chart: Chart, content: Content) -> int:
    """How many figures a chart can be made of, whether or not they are drawn."""
    every = (fact for fact in content.facts.values() if fact.about in chart.about or fact.id in chart.facts)
    of = (figure for fact in every for figure in fact.figures)
    return sum(chart.measure is None or figure.measure == chart.measure for figure in of)
