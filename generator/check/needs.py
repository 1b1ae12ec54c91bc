"""Rules on what a thing must have, and what fits it."""

from __future__ import annotations

import re

from generator.check.causes import of_id
from generator.check.meant import number_written, plain_yaml
from generator.check.rule import Context, Finding, Findings, Keys, is_read, passages, read_figures, rule
from generator.model.records import TODO, Briefing, Change, Fact, Place, Record
from generator.model.timeline import changes_of_fact


@rule(Record)
def record_without_fact(record: Record, context: Context) -> Findings:
    """A record holds one fact or more."""
    if not record.facts:
        yield Finding("this record states no fact; write one or delete the file", ("facts",))


# What somebody writes who has nothing to write.
_NOTHING = frozenset((
    "", "no", "none", "nothing", "nobody", "nil", "na", "n/a", "n.a", "unknown", "unnamed", "unspecified", "tbd", "tba",
    "tbc", "-", "--", "–", "—", "?", "??", "…", "无", "没有", "不详", "未知", "暂无", "待定",
))  # fmt: skip
# Those that say that somebody has still to look.
_NOT_KNOWN = frozenset(("", "tbd", "tba", "tbc", "?", "??", "…", "待定", "unknown", "不详", "未知"))


@rule(Fact, Record)
def nothing_said(thing: Fact | Record, context: Context) -> Findings:
    """What says nothing is left out: without `said_by` the publisher speaks, without `author` nobody is named."""
    if isinstance(thing, Fact):
        texts: tuple[tuple[Keys, str | None], ...] = (
            (("said_by",), thing.said_by),
            (("where",), thing.where),
            (("quote",), thing.quote),
            (("note",), thing.note),
        )
    else:
        texts = ((("source", "author"), thing.source.author),)
    for keys, text in texts:
        if is_read(text) and text.strip().casefold().rstrip(".") in _NOTHING:
            advice = "write where in the source it stands" if keys == ("where",) else "write it, or delete the line"
            # Where in the source it stands must be written, and a word such as "unknown" may stand for what is known.
            is_needless = keys != ("where",) and text.strip().casefold().rstrip(".") not in _NOT_KNOWN
            yield Finding(f"{text!r} says nothing; {advice}", keys, is_needless=is_needless)


@rule(Fact)
def fact_without_topic(fact: Fact, context: Context) -> Findings:
    """A fact has one topic or more."""
    if not fact.topics:
        yield Finding("name one topic or more", ("topics",))


@rule(Fact)
def fact_without_figure(fact: Fact, context: Context) -> Findings:
    """A fact of kind figure has one figure or more."""
    if fact.kind == "figure" and fact.figure is None:
        yield Finding("a fact of kind figure needs figures: each with measure, value, unit, when, as_stated", ("kind",))


@rule(Fact)
def event_without_date(fact: Fact, context: Context) -> Findings:
    """A fact of kind event says `when` it happened."""
    if fact.kind == "event" and fact.when is None:
        yield Finding("an event needs when: as exactly as the source says, such as 2023-02", ("kind",))


@rule(Fact)
def unit_does_not_fit(fact: Fact, context: Context) -> Findings:
    """A figure's unit is of the family that its measure counts in."""
    for index, figure in read_figures(fact):
        unit = context.content.units.get(figure.unit)
        measure = context.content.measures.get(figure.measure)
        if unit and measure and unit.family != measure.unit:
            fitting = sorted(u.id for u in context.content.units.values() if u.family == measure.unit)
            # A family that no unit has is a problem of the measure, not of this figure.
            if fitting:
                counts = f"{measure.id} counts in {measure.unit}, {unit.id!r} is {unit.family}"
                said = [one.unit for one in context.reader.read(str(figure.as_stated)) if one.unit in fitting]
                advice = f"write unit: {plain_yaml(said[0])}, as as_stated says" if said and said[0] else ""
                advice = advice or f"write one of: {', '.join(fitting)}"
                yield Finding(f"{counts}; {advice}", ("figures", index, "unit"))


@rule(Fact)
def correction_without_change(fact: Fact, context: Context) -> Findings:
    """A correction's `was` names what stood in the fields that it changed, and these say something else now."""
    changes = [event for event in changes_of_fact(context.content, fact) if event.what == "corrected"]
    for index, event in enumerate(changes):
        if not event.fields:
            message = "this changed nothing; write was: with each field that changed and what stood there, or delete it"
            yield Finding(message, ("corrections", index, "was"))


@rule(Fact, Change, Briefing)
def reason_unwritten(thing: Fact | Change | Briefing, context: Context) -> Findings:
    """What `correct` leaves for an editor to write, why something changed, is written."""
    reasons: list[tuple[Keys, str]] = []
    if isinstance(thing, Fact):
        reasons = [(("corrections", index, "reason"), one.reason) for index, one in enumerate(thing.corrections)]
    elif isinstance(thing, Briefing):
        reasons = [(("notes", index, "text"), note.text) for index, note in enumerate(thing.notes)]
    else:
        reasons = [(("reason",), thing.reason)]
    for keys, reason in reasons:
        if str(reason).strip(" .:").upper() == TODO:
            yield Finding("write in a sentence for readers why this changed", keys)


@rule(Fact)
def odd_without_figure(fact: Fact, context: Context) -> Findings:
    """What is `odd` is a figure, and no plan."""
    if fact.odd and (fact.figure is None or fact.kind == "target"):
        yield Finding("only a reported figure can be odd; delete this", ("odd",))


@rule(Fact)
def sought_too_early(fact: Fact, context: Context) -> Findings:
    """The result of a target is looked for once it is due, and of nothing else."""
    if fact.sought and fact.kind != "target":
        yield Finding("only a target has a result to look for; delete this", ("sought",))
        return
    due = fact.own_when
    for index, sought in enumerate(fact.sought):
        if due and is_read(sought) and is_read(sought.on) and sought.on <= due.last:
            message = f"{sought.on} is before the target is due, {due}; write a day after it"
            yield Finding(message, ("sought", index, "on"))


@rule(Change)
def anew_of_other_than_words(change: Change, context: Context) -> Findings:
    """What is written anew, of which nobody is told, is a summary or the gaps of a place: their numbers are facts'."""
    names = {one.field for one in change.changed}
    if change.anew and (not change.of.startswith("places/") or not names <= {"summary", "gaps"}):
        yield Finding("only the summary and gaps of a place are written anew; delete this", ("anew",))


@rule(Place, Briefing)
def passage_without_fact(thing: Place | Briefing, context: Context) -> Findings:
    """A bullet, an item and a sentence of a summary name the facts that they stand on."""
    for keys, passage in passages(thing):
        if keys[0] in ("bullets", "items", "summary") and is_read(passage.facts) and not passage.facts:
            yield Finding("name the facts that this is based on, facts: [id]", keys)


@rule(Briefing)
def briefing_without_bullet(briefing: Briefing, context: Context) -> Findings:
    """A briefing has bullets, says why they matter and what is not known."""
    for name in ("bullets", "analysis", "gaps"):
        if not getattr(briefing, name):
            yield Finding(f"{name} is empty; write one or more", (name,))


# What a reader takes in of a briefing: of a headline so many characters, of its passages so many words in all. A part
# of it has at most so many passages; the rest is for its table, its chart or another briefing.
LONGEST_HEADLINE, LONGEST_BULLET, LONGEST_VERDICT, MOST_WORDS = 70, 25, 40, 350
MOST_BULLETS, MOST_GAPS = 3, 3


@rule(Briefing)
def briefing_too_long(briefing: Briefing, context: Context) -> Findings:
    """A headline has at most 70 characters, a briefing at most three bullets of 25 words, a verdict of 40, three gaps,
    and 350 words in all; its table has the rest."""
    if is_read(briefing.headline) and (length := len(printed(briefing.headline))) > LONGEST_HEADLINE:
        message = f"the headline has {length} characters of at most {LONGEST_HEADLINE}; write the finding alone"
        yield Finding(message, ("headline",))
    most = {"bullets": MOST_BULLETS, "gaps": MOST_GAPS}
    words = 0
    for keys, passage in passages(briefing):
        if len(keys) == 2 and keys[1] == most.get(str(keys[0])):
            how = "put the facts of the rest under table" if keys[0] == "bullets" else "leave out what matters least"
            yield Finding(f"a briefing has at most {most[str(keys[0])]} {keys[0]}; {how}", keys)
        if not is_read(passage.text):
            continue
        words += (count := len(printed(passage.text).split()))
        longest = LONGEST_BULLET if keys[0] == "bullets" else LONGEST_VERDICT if keys[0] == "verdict" else None
        if longest and count > longest:
            one = "a bullet" if keys[0] == "bullets" else "a verdict"
            yield Finding(
                f"{one} has at most {longest} words, this has {count}; say less, or put a fact under table",
                (*keys, "text"),
            )
    if words > MOST_WORDS:
        message = f"the passages have {words} words of at most {MOST_WORDS} in all; put facts under table, or cut"
        yield Finding(message, ("headline",))


# A slot names the words that are printed before the fact that they are of.
_SLOT = re.compile(r"\{([^{}|]*)\|[^{}]*\}")


def printed(text: str) -> str:
    """A text about as long as it is printed."""
    return _SLOT.sub(lambda slot: slot[1].strip(), str(text))


@rule(Briefing)
def fact_has_no_figure(briefing: Briefing, context: Context) -> Findings:
    """The facts under a briefing's `figures` have one."""
    for index, id in enumerate(briefing.figures):
        if id in context.facts and context.facts[id].figure is None:
            yield Finding(f"{id!r} has no figure; name a fact with one", ("figures", index), of=(id, of_id(id)))


@rule(Place)
def position_off_the_map(place: Place, context: Context) -> Findings:
    """A latitude lies within 90 degrees, a longitude within 180."""
    if place.position:
        for name, most in (("lat", 90), ("lon", 180)):
            degrees = getattr(place.position, name)
            if is_read(degrees) and abs(degrees) > most:
                lat, lon = place.position.lat, place.position.lon
                message = f"degrees go from -{most} to {most}"
                if name == "lat" and is_read(lon) and abs(lon) <= most and abs(lat) <= 180:
                    message += (
                        f"; if the two are exchanged, write {{lat: {number_written(lon)}, lon: {number_written(lat)}}}"
                    )
                yield Finding(message, ("position", name))
