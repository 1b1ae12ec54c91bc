"""Rules on what a record means: its text names what it is about, says what its figures measure, and when.

Each asks for words: what is right says so somewhere in the fact's `text`, `note` or `quote`.
"""

from __future__ import annotations

import re
from typing import get_args

from generator.bind import words
from generator.check.naming import Named
from generator.check.rule import Context, Finding, Findings, Keys, is_read, read_figures, rule
from generator.model.records import Fact, Figure, Place, Qualifier, Record
from generator.model.when import When
from generator.quantities import Quantity, bound
from generator.read.partial import INVALID, InvalidValue

# How a text speaks of its place without its name: only where the source, next to it, has the name.
_KIND_WORDS = {
    "country": r"\bnational|\bcountry\b|\bnationwide\b|\bgovernment\b",
    "province": r"\bprovinc|\bstate\b",
    "city": r"\bcity\b|\bmunicipal",
    "district": r"\bdistrict\b",
    "cluster": r"\bzone\b|\bpark\b|\bcluster\b|\barea\b",
    "region": r"\bregion",
    "world": r"\bworld|\bglobal",
}
# What is named only to compare with it, or to say of which kind something is.
_COMPARED_BEFORE = re.compile(
    r"\b(?:than|behind|after|before|ahead of|second to|next to|like|unlike|besides?|except|outside|part of|times|"
    r"against|follow(?:s|ed|ing)|from|compar\w+ (?:with|to)|comparison with)\b[^,;:]*$",
    re.IGNORECASE,
)
_COMPARED_AFTER = re.compile(r"(?:'s)? (?:type|style|amount|level|model)\b|-(?:like|style|type|based|made)\b")


@rule(Record)
def subject_not_named(record: Record, context: Context) -> Findings:
    """A fact's text names the place or organisation that it is `about`, by a name or adjective of its registry."""
    for index, fact in enumerate(record.facts):
        try:
            message = _fault_of_subject(fact, record, context) if is_read(fact) else None
        except InvalidValue:
            continue
        if message:
            yield Finding(message, ("facts", index, "about"))


def _fault_of_subject(fact: Fact, record: Record, context: Context) -> str | None:
    content = context.content
    if fact.about not in content.subjects or not context.is_whole:
        return None
    organisations = content.organisations
    named = [one.subject for one in context.naming.in_text(fact.text) if one.subject]
    places = [id for id in named if id in content.places]
    also = frozenset(fact.also_about)
    if fact.about in named:
        first = places[0] if places else ""
        within = fact.about in context.ancestors(first) or (_is_world(fact.about, context) and first != fact.about)
        if first and within and first not in also:
            return f"the text speaks of {first} first; write about: {first}, or name it in also_about"
        return None
    texts = (
        fact.text[one.start : one.end] for one in context.naming.in_text(fact.text) if one.subject in organisations
    )
    if any(context.naming.holds_name(text, fact.about) for text in texts):
        return None  # Shanghai Lingang Group is one of Lingang
    inside = [id for id in places if fact.about in context.ancestors(id)]
    outside = [id for id in places if id not in inside]
    own = content.subjects[fact.about]
    if _is_world(fact.about, context) and not places:
        return None
    name = own.name
    if outside:
        return (
            f"the text names {_listed(outside)} and not {name}; write about: {outside[0]}, or name {name} in the text"
        )
    if inside and not also.issuperset(inside):
        return (
            f"the text names {_listed(inside)} alone, a part of {name}; write about: {inside[0]}, or name {name} in it"
        )
    speaks_of_it = isinstance(own, Place) and re.search(_KIND_WORDS[own.kind], fact.text)
    if speaks_of_it and (len(set(inside)) > 1 or _is_of(record, fact, context)):
        return None
    if named and not places and also.issuperset(named) and _is_of(record, fact, context):
        return None  # a statement of organisations that the source tells of the place
    if named and not places:
        return f"the text names {_listed(named)} and not {name}; name {name} in it, or write about: {named[0]}"
    return f"the text does not name {name}; name it there, or add the text's name for it to its aliases"


def _is_of(record: Record, fact: Fact, context: Context) -> bool:
    """Whether what stands around a fact names its subject: quote, note, speaker, title or publisher."""
    publisher = context.content.publishers.get(record.source.publisher)
    around = (fact.quote, fact.note, fact.said_by, record.source.title, publisher and publisher.name)
    return any(is_read(text) and context.naming.holds_name(text, fact.about) for text in around)


@rule(Record)
def also_about_missing(record: Record, context: Context) -> Findings:
    """A place or organisation that a fact's text names is what it is about, one that this lies in or that lies in it,
    in `also_about`, who says or prints it, or only compared with."""
    for index, fact in enumerate(record.facts):
        try:
            missing = _missing_subjects(fact, record, context) if is_read(fact) else []
        except InvalidValue:
            continue
        for id in missing:
            message = f"the text names {_name(id, context)}; write also_about: [{id}], or say it without the name"
            yield Finding(message, ("facts", index, "text"))


def _missing_subjects(fact: Fact, record: Record, context: Context) -> list[str]:
    if not context.is_whole or not {fact.about, *fact.also_about} <= context.content.subjects.keys():
        return []
    if _fault_of_subject(fact, record, context):  # of one mistake one line
        return []
    known = {fact.about, *fact.also_about}
    known |= {place for id in (*known,) for place in context.ancestors(id)}
    missing = []
    for one in context.naming.in_text(fact.text):
        id = one.subject
        if not id or id in known or _is_world(id, context) or not known.isdisjoint(context.ancestors(id)):
            continue
        if not _is_compared(one, fact.text) and not _speaks(id, fact, record, context):
            missing.append(id)
    return list(dict.fromkeys(missing))


def _is_world(id: str, context: Context) -> bool:
    place = context.content.places.get(id)
    return place is not None and place.kind == "world"


def _is_compared(one: Named, text: str) -> bool:
    before = text[max(0, one.start - 60) : one.start]
    return bool(_COMPARED_BEFORE.search(before) or _COMPARED_AFTER.match(text, one.end))


def _speaks(id: str, fact: Fact, record: Record, context: Context) -> bool:
    """Whether a place or organisation is named as who says or prints a fact."""
    publisher = context.content.publishers.get(record.source.publisher)
    who = (fact.said_by, publisher and publisher.name)
    return any(is_read(text) and context.naming.holds_name(text, id) for text in who)


def _name(id: str, context: Context) -> str:
    return str(context.content.subjects[id].name)


def _listed(ids: list[str]) -> str:
    return ", ".join(dict.fromkeys(ids))


@rule(Fact)
def measure_not_in_text(fact: Fact, context: Context) -> Findings:
    """One of a measure's `words` stands in its fact's text, note or quote, and no other measure of its family has
    words in the text that say more."""
    words, text = context.measure_words, str(fact.text)
    around = " ".join(str(one) for one in (fact.note, fact.quote) if one is not None)
    own = {figure.measure for _, figure in read_figures(fact) if is_read(figure.measure)}
    for index, figure in read_figures(fact):
        measure = figure.measure
        if measure not in words.of:
            continue
        better = words.better(measure, text, own)
        in_text = not words.of[measure] or words.found(measure, text, or_alike=True)
        if not in_text and not words.found(measure, around, or_alike=True):
            hint = f"; the text has the words of {_listed(better)}" if better else ""
            message = (
                f"nothing here says what {measure} counts, such as {words.said(measure)}{hint}; fix the measure, say it"
            )
            yield Finding(
                f"{message} in the text, or add the text's word to the measure's words",
                ("figures", index, "measure"),
                of=(),
            )
        elif better:
            message = f"the text has the words of {_listed(better)}, which say more than those of {measure}; write it"
            yield Finding(message, ("figures", index, "measure"))  # they may be those of a number without a figure


@rule(Fact)
def hedge_of_another(fact: Fact, context: Context) -> Findings:
    """A `qualifier` is the source's own word in `as_stated`, or the English word for it, and the text has no other."""
    for index, figure in read_figures(fact):
        qualifier = figure.qualifier
        if qualifier is None:
            continue
        said = str(figure.as_stated)
        hedges = [one.qualifier for one in _amounts_of(said, figure, context) if one.qualifier]
        own = [hedge for hedge in hedges if bound(hedge) == bound(qualifier)]
        written = [hedge for hedge in get_args(Qualifier) if re.search(rf"\b{hedge}\b", said, re.IGNORECASE)]
        same = next((group for group in words.SAME_HEDGE if qualifier in group), (qualifier,))
        # A word of another direction is as-stated-differs.
        fault = None
        if not own or qualifier in written:
            pass
        elif other := next((hedge for hedge in written if hedge in own), None):
            fault = f"as_stated says {other!r}; write qualifier: {other}"
        elif not set(own) & set(same):
            fault = f"as_stated says the like of {own[0]!r}; write qualifier: {own[0]}"
        if fault:
            yield Finding(fault, ("figures", index, "qualifier"))
            continue
        for amount in _amounts_of(str(fact.text), figure, context):
            if amount.qualifier and amount.qualifier not in same and bound(amount.qualifier) == bound(qualifier):
                message = (
                    f"the text says {amount.text.strip()!r}, the qualifier is {qualifier!r}; keep the source's word"
                )
                yield Finding(message, ("text",))


def _amounts_of(text: str, figure: Figure, context: Context) -> list[Quantity]:
    """The amounts of a text that say the value of a figure, whatever their hedge."""
    units = context.content.units
    factor = units[figure.unit].factor if figure.unit in units else 1
    return [
        amount
        for amount in context.reader.read(text)
        if amount.value is not None
        and (
            amount.value == figure.value
            or ((unit := units.get(amount.unit or "")) and amount.value * unit.factor == figure.value * factor)
        )
    ]


# How many days before its source the time of a figure may lie that no word dates: "now has" is said of the last count.
_LONGEST_BEFORE = 31


@rule(Record)
def when_far_from_source(record: Record, context: Context) -> Findings:
    """Where a figure or event is of long before its source, the fact's text or note names a date."""
    published = record.source.published
    if published is None:
        return
    for index, fact in enumerate(record.facts):
        if not is_read(fact) or not is_read(fact.kind) or fact.kind not in ("figure", "event"):
            continue
        texts = [str(text) for text in (fact.text, fact.note) if is_read(text)]
        if any(quantity.kind == "date" for text in texts for quantity in context.reader.read(text)):
            continue
        whens: list[tuple[Keys, When | None]] = [(("when",), fact.when)]
        if is_read(fact.figures):
            whens += [(("figures", number, "when"), figure.when) for number, figure in read_figures(fact)]
        for keys, when in whens:
            if is_read(when) and (published.first - when.last).days > _LONGEST_BEFORE:
                message = (
                    f"the source is of {published}, and no word dates this {when}; fix it, or say the date in the text"
                )
                yield Finding(message, ("facts", index, *keys))


_IS_PLANNED = re.compile(
    r"\b(?:aims|plans to|intends|expects|(?:is|are) (?:to|expected|planned|meant|due)|will|seeks|wants|means to"
    r"|hopes)\b"
)


@rule(Record)
def target_without_plan(record: Record, context: Context) -> Findings:
    """A target's text has a word of plan, and what it says is planned still lies on or after the day of its source."""
    published = record.source.published
    for index, fact in enumerate(record.facts):
        if not is_read(fact) or not is_read(fact.kind) or fact.kind != "target" or not is_read(fact.text):
            continue
        if not words.PLAN.search(fact.text):
            message = (
                "no word of the text says that this is planned (aims, plans, expects); say so, or write kind: figure"
            )
            yield Finding(message, ("facts", index, "kind"))
        # What was planned once may be told after its time; what is planned lies ahead.
        if not is_read(published) or fact.figures is INVALID or not _IS_PLANNED.search(fact.text):
            continue
        for number, figure in read_figures(fact):
            if is_read(figure.when) and figure.when.last < published.first:
                message = (
                    f"a target lies ahead, and {figure.when} is before its source, {published}; fix when, or the kind"
                )
                yield Finding(message, ("facts", index, "figures", number, "when"))
