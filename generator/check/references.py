"""Rules on ids and what refers to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from generator.check.causes import of_kind, of_measure, of_misnamed
from generator.check.meant import FEW, id_meant, ids_about, meaning_in, named, plain_yaml, unit_meant, units_instead
from generator.check.rule import Context, Finding, Findings, Keys, is_read, numbered, passages, read_figures, rule
from generator.model.fields import is_measure_id
from generator.model.problems import did_you_mean
from generator.model.records import (
    Briefing,
    Change,
    Chart,
    DeclaredName,
    Disagreement,
    Fact,
    Measure,
    Moved,
    Organisation,
    Place,
    Publisher,
    Record,
    Speaker,
    Topic,
    Unit,
    Watched,
)
from generator.read.partial import INVALID, is_whole


def unknown(
    context: Context,
    type_: type,
    known: Collection[str],
    what: str,
    references: Iterable[tuple[Keys, str]],
    names: Iterable[tuple[str, str]] = (),
) -> Findings:
    if type_ in context.unread:
        return
    for keys, reference in references:
        if is_read(reference) and reference not in known:
            meant = id_meant(reference, known, names)
            near = did_you_mean(reference, known, meaning_in(known))
            hint = f"; write {meant!r}" if meant and meant not in near else near
            hint = hint or ids_about(reference, known) or _begun(what)
            yield Finding(
                f"no {what} {reference!r}{hint}", keys, meant, of=(of_misnamed(f"{type_.__name__.lower()}s"),)
            )


# The kinds of things that the command ``new`` makes, of those that are named by an id.
_MADE = frozenset(("place", "organisation", "topic", "measure", "publisher", "speaker", "unit"))


def _begun(what: str) -> str:
    """How to make what is not there, by the kinds that ``new`` makes."""
    kinds = [kind for kind in what.split(" or ") if kind in _MADE]
    made = " or ".join(f"`new {kind}`" for kind in kinds)
    return f"; if it is not there yet, {made} begins it" if made else ""


@rule(Fact, DeclaredName, Briefing, Chart)
def unknown_subject(thing: Fact | DeclaredName | Briefing | Chart, context: Context) -> Findings:
    """`about` and `also_about` name files of `content/places/` or files of `content/organisations/`."""
    if Organisation not in context.unread:
        references: list[tuple[Keys, Any]]
        if isinstance(thing, (Briefing, Chart)):
            references = numbered("about", thing.about)
        else:
            references = [(("about",), thing.about)]
            references += numbered("also_about", thing.also_about) if isinstance(thing, Fact) else []
        known = named([*context.content.places.values(), *context.content.organisations.values()])
        yield from unknown(context, Place, context.content.subjects, "place or organisation", references, known)


@rule(Fact)
def unknown_topic(fact: Fact, context: Context) -> Findings:
    """`topics` name files of `content/topics/`."""
    topics = context.content.topics
    references = numbered("topics", fact.topics)
    yield from unknown(context, Topic, topics, "topic", references, named(topics.values()))


@rule(Fact, Measure, Disagreement, Chart)
def unknown_measure(thing: Fact | Measure | Disagreement | Chart, context: Context) -> Findings:
    """The `measure` of a figure, disagreement or chart, and the one that another is `growth_of`, are files of
    `content/measures/`."""
    references: list[tuple[Keys, Any]]
    if isinstance(thing, Fact):
        references = [(("figures", index, "measure"), figure.measure) for index, figure in read_figures(thing)]
    elif isinstance(thing, Disagreement):
        references = [(("measure",), thing.measure)]
    elif isinstance(thing, Chart):
        references = [(("measure",), thing.measure)] if thing.measure is not None else []
    else:
        references = [(("growth_of",), thing.growth_of)] if thing.growth_of is not None else []
    # A file that is named otherwise gives no id.
    known = {id: one for id, one in context.content.measures.items() if is_measure_id(id)}
    for finding in unknown(context, Measure, known, "measure", references):
        more = _counted_alike(thing, finding, context) if finding.message.endswith(_begun("measure")) else ""
        yield replace(finding, message=finding.message.removesuffix(_begun("measure")) + more) if more else finding


def _counted_alike(thing: Any, finding: Finding, context: Context) -> str:
    """The measures that count what the figure of a finding counts, and how to make another; nothing where they are
    many."""
    at = finding.keys[1] if isinstance(thing, Fact) and len(finding.keys) > 1 else None
    figure = thing.figures[at] if isinstance(at, int) else None
    unit = context.content.units.get(figure.unit) if figure is not None and is_read(figure.unit) else None
    if unit is None or not is_read(unit.family):
        return ""
    alike = sorted(one.id for one in context.content.measures.values() if is_read(one.unit) and one.unit == unit.family)
    if not 0 < len(alike) <= FEW:
        return ""
    return f"; {unit.family} are counted by {', '.join(alike)}{_begun('measure')}"


@rule(Fact)
def unknown_unit(fact: Fact, context: Context) -> Findings:
    """A figure's `unit` is a file of `content/units/`."""
    known = context.content.units
    for index, figure in read_figures(fact):
        if Unit in context.unread or not is_read(figure.unit) or figure.unit in known:
            continue
        keys = ("figures", index, "unit")
        ids = unit_meant(figure.unit, known.values())
        if len(ids) == 1:
            yield Finding(f"no unit {figure.unit!r}; write {ids[0]}, whose word it is", keys, plain_yaml(ids[0]))
        elif ids:
            yield Finding(f"no unit {figure.unit!r}; write {' or '.join(ids)}, whichever the source means", keys)
        else:
            measure = context.content.measures.get(figure.measure)
            for finding in unknown(context, Unit, known, "unit", [(keys, figure.unit)]):
                is_told = finding.instead or measure is None or not is_read(measure.unit)
                more = "" if is_told or measure is None else units_instead(measure.unit, known.values())
                yield replace(finding, message=f"no unit {figure.unit!r}{more}") if more else finding


@rule(Record)
def unknown_publisher(record: Record, context: Context) -> Findings:
    """A source's `publisher` is a file of `content/publishers/`."""
    references = [(("source", "publisher"), record.source.publisher)]
    publishers = context.content.publishers
    yield from unknown(context, Publisher, publishers, "publisher", references, named(publishers.values()))


@rule(Publisher)
def unknown_house(publisher: Publisher, context: Context) -> Findings:
    """A publisher's `house` is a file of `content/speakers/`."""
    if publisher.house is not None:
        references = [(("house",), publisher.house)]
        yield from unknown(context, Speaker, context.content.speakers, "speaker", references)


@rule(Speaker)
def unknown_body(speaker: Speaker, context: Context) -> Findings:
    """A speaker's `part_of` is another speaker, and no chain of them comes back to where it began; `governs` is a
    place."""
    if speaker.part_of is not None:
        references = [(("part_of",), speaker.part_of)]
        yield from unknown(context, Speaker, context.content.speakers, "speaker", references)
    if speaker.governs is not None:
        yield from unknown(context, Place, context.content.places, "place", [(("governs",), speaker.governs)])
    body, seen = speaker.part_of, {speaker.id}
    while body is not None and body in context.content.speakers:
        if body == speaker.id:
            yield Finding("this speaker is part of itself; name the body that it is part of", ("part_of",))
        if body in seen:
            return
        seen.add(body)
        body = context.content.speakers[body].part_of


@rule(Place)
def unknown_lead(place: Place, context: Context) -> Findings:
    """A place's `lead` is a measure of which a fact about it has a figure that fits the others."""
    if place.lead is None:
        return
    yield from unknown(context, Measure, context.content.measures, "measure", [(("lead",), place.lead)])
    if context.statements and place.lead in context.content.measures:
        own = context.statements.series_about.get(place.id, ())
        if not any(one.key.measure == place.lead and any(not fact.odd for fact in one.figures) for one in own):
            message = f"no figure of {place.lead} about {place.id} fits; name a measure that has one"
            yield Finding(message, ("lead",), of=(of_measure(place.lead), of_kind("Fact")))


@rule(Record)
def unknown_record(record: Record, context: Context) -> Findings:
    """A source's `derived_from` is another record, and no chain of them comes back to where it began."""
    origin = record.source.derived_from
    if origin is None:
        return
    keys = ("source", "derived_from")
    yield from unknown(context, Record, context.content.records, "record", [(keys, origin)])
    seen = {record.id}
    while origin is not None and origin in context.content.records:
        if origin == record.id:
            yield Finding("this record derives from itself; name the record that it was copied from", keys)
        # A circle that this record is not part of is the problem of those that are.
        if origin in seen:
            return
        seen.add(origin)
        origin = context.content.records[origin].source.derived_from


@rule(Place)
def unknown_parent(place: Place, context: Context) -> Findings:
    """A place's `parent` is another place, and following parents ends at a country, a region of several, or the
    world."""
    if place.parent is None:
        if place.kind not in ("country", "region", "world"):
            yield Finding(f"a {place.kind} lies in another place; add parent: with that place's id")
        return
    yield from unknown(context, Place, context.content.places, "place", [(("parent",), place.parent)])
    seen = {place.id}
    parent: str | None = place.parent
    while parent is not None and parent in context.content.places:
        if parent == place.id:
            yield Finding("following parents from here leads back here; fix one of them", ("parent",))
        if parent in seen:
            return
        seen.add(parent)
        parent = context.content.places[parent].parent


@rule(Measure)
def unknown_unit_family(measure: Measure, context: Context) -> Findings:
    """A measure's `unit` is a family of `content/units/`."""
    # A family that could not be read ends the rule: it may be the one that is meant.
    families = {str(unit.family) for unit in context.content.units.values()}
    yield from unknown(context, Unit, families, "unit family", [(("unit",), measure.unit)])


@rule(Place, Briefing, Change, Chart)
def unknown_fact(thing: Place | Briefing | Change | Chart, context: Context) -> Findings:
    """What a bullet, summary or item stands on, what a chart shows, and what a note or change follows, are facts of a
    record."""
    references: list[tuple[Keys, str]] = []
    if isinstance(thing, Change):
        moved = f"facts/{thing.follows}" in context.content.moved
        references += [(("follows",), thing.follows)] if thing.follows and not moved else []
    elif isinstance(thing, Chart):
        references += numbered("facts", thing.facts)
    else:
        for keys, passage in passages(thing):
            if is_read(passage.facts):
                references += [((*keys, "facts", index), fact) for index, fact in enumerate(passage.facts)]
    if isinstance(thing, Briefing):
        for name in ("figures", "table"):
            ids = getattr(thing, name)
            references += numbered(name, ids) if is_read(ids) else []
        followed = [(("notes", index, "follows"), note.follows) for index, note in enumerate(thing.notes)]
        # An entry stays as it was published; a fact may have moved since.
        references += [(keys, id) for keys, id in followed if id and f"facts/{id}" not in context.content.moved]
    for finding in unknown(context, Fact, context.facts, "fact", references):
        yield replace(finding, of=(of_kind("Fact"),))


@rule(Watched)
def watched_of_nothing(watched: Watched, context: Context) -> Findings:
    """What `watch` wrote is of a record that is there, and of facts of it."""
    if Record in context.unread or Fact in context.unread:
        return
    record = context.content.records.get(watched.id)
    if record is None:
        yield Finding(f"no record is called {watched.id!r}; delete this file, which `watch` wrote")
        return
    facts = {fact.id for fact in record.facts}
    for keys, fact in numbered("facts", watched.facts):
        if fact is not INVALID and fact.id not in facts:
            yield Finding(f"{watched.id} has no fact {fact.id!r}; delete this line, which `watch` wrote", (*keys, "id"))


@rule(Moved)
def moved_astray(moved: Moved, context: Context) -> Findings:
    """An address that moved is nobody's now, and leads to one that is there, itself or by a further move; a chart's
    leads to a chart."""
    if moved.id in context.content.addresses:
        yield Finding(f"{moved.id} is still there; an id that is in use cannot have moved")
    target, seen = moved.to, {moved.id}
    while target in context.content.moved and target not in seen:
        seen.add(target)
        target = context.content.moved[target].to
    if target not in context.content.addresses:
        yield Finding(f"nothing stands at {target}{did_you_mean(target, context.content.addresses)}", ("to",))
    elif moved.id.startswith("charts/") != target.startswith("charts/"):
        yield Finding("a chart is shown in frames on others' pages, and only a chart takes its place", ("to",))
    if moved.on > context.today:
        yield Finding(f"{moved.on} is after today, {context.today}", ("on",))


@rule(Fact, Record, Organisation)
def id_taken(thing: Fact | Record | Organisation, context: Context) -> Findings:
    """An id belongs to one fact, one record; a place and an organisation share none."""
    if isinstance(thing, Organisation):
        if thing.id in context.content.places:
            yield Finding(f"{thing.id!r} is a place; choose another id for the organisation")
        return
    first = context.first_with_id[type(thing), thing.id]
    if first.item is not thing:
        spot = first.document.spot((*first.keys, "id"))
        keys = ("id",) if isinstance(thing, Fact) else ()
        yield Finding(f"{thing.id!r} is taken at {spot}; choose another", keys)


@rule(Topic, Measure, Unit, Publisher, Place, Organisation, DeclaredName, Chart)
def unused_entry(entry: Any, context: Context) -> Findings:
    """Every topic, measure, unit, publisher, place and organisation is used by a record, every name of `content/names/`
    by a text, and every chart by a page. A unit of money need not be: the conversions of a source are read with it."""
    if isinstance(entry, Unit) and entry.family == "money":
        return
    # Who is still writing an entry has no fact that uses it yet.
    if (type(entry), entry.id) in context.unused and is_whole(entry):
        how = f"write chart: {entry.id} where a page should show it," if isinstance(entry, Chart) else "use it"
        message = f"nothing refers to {entry.id!r}; {how} or delete it"
        yield Finding(message, of=(of_kind(type(entry).__name__),))


@rule(Fact, Place, Organisation, Briefing, Chart)
def named_twice(thing: Fact | Place | Organisation | Briefing | Chart, context: Context) -> Findings:
    """A list names each thing once, `also_about` does not repeat `about`, and no figure stands in a fact twice."""
    if isinstance(thing, Fact):
        lists: list[tuple[Keys, Any, tuple[str, ...]]] = [
            (("topics",), thing.topics, ()),
            (("also_about",), thing.also_about, (thing.about,)),
        ]
        for index, figure in read_figures(thing):
            # A name that is needed to cite one of them is no repeat.
            if figure.name is None and any(figure == replace(one, name=None) for one in thing.figures[:index]):
                message = "this figure stands already above it, word for word; delete it here"
                yield Finding(message, ("figures", index), is_needless=True)
    elif isinstance(thing, Chart):
        lists = [(("about",), thing.about, ()), (("facts",), thing.facts, ())]
    else:
        lists = []
        if not isinstance(thing, Organisation):
            lists = [((*keys, "facts"), passage.facts, ()) for keys, passage in passages(thing)]
        named = thing.figures if isinstance(thing, Briefing) else thing.aliases
        lists.append((("figures" if isinstance(thing, Briefing) else "aliases",), named, ()))
    for keys, names, before in lists:
        seen = set(before)
        for index, name in enumerate(names):
            if name in seen:
                yield Finding(f"{name!r} is named already; delete it here", (*keys, index), is_needless=True)
            seen.add(name)
