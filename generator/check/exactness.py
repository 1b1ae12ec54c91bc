"""Rules on numbers: each one is a figure's value, a date of a fact, or a part of a name; and its sentence fits.

``bind/`` decides what a number says and whose it is. What it cannot place is reported: it is better to reword a true
sentence than to publish a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from generator.bind import words
from generator.bind.amounts import is_dated, says_hedge, signed
from generator.bind.around import Surroundings
from generator.bind.claims import ORDINAL
from generator.bind.passage import Binding, Fault
from generator.bind.signs import signs
from generator.check.causes import of_id
from generator.check.meant import number_written, plain_yaml
from generator.check.rule import Context, Finding, Findings, Keys, is_read, passages, read_figures, rule
from generator.model.quotes import holds
from generator.model.records import (
    Briefing,
    Correction,
    Fact,
    Figure,
    Item,
    Measure,
    Organisation,
    Passage,
    Place,
    Prose,
    Publisher,
    Record,
    Site,
    Speaker,
    Term,
    Topic,
    Unit,
)
from generator.model.timeline import fact_fields, fields_before
from generator.model.when import When
from generator.quantities import Quantity
from generator.read.partial import InvalidValue

# What numbers a list.
_LIST_NUMBER = re.compile(r"^\s*\d+[.)]\s")
# What a fact's own figures decide, whatever the quote says.
_OF_FIGURES = frozenset(("date", "plan", "direction", "rate"))
_THAT_YEAR = re.compile(r"\b(?:that|this|the same) year\b")
_ONE = re.compile(r"\bone\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
# Where in a source something stands: paragraph 13, page 4 of part 2.
_LOCATOR = re.compile(
    r"\b(?:paragraphs?|paras?\.?|pages?|pp?\.|sections?|tables?|figures?|charts?|slides?|lines?|rows?|columns?|parts?|"
    r"items?|articles?|chapters?|bullets?|footnotes?|appendix|annex|questions?|answers?|points?|minutes?|captions?|"
    r"sentences?|subheads?|headings?|no\.|number|q|step)"
    r" \d{1,4}[a-z]?(?:[.:]\d{1,3})*(?:(?:, | and |-|–| to | or )\d{1,4}[a-z]?(?:[.:]\d{1,3})*)*"
    r"|\b(?:first|second|third|fourth|fifth|last|opening|closing) (?:paragraph|page|section|table|chart|bullet|part|"
    r"item|sentence|row|column|slide|heading|question|answer|half)s?\b|"
    r"\b\d{1,2}(?:st|nd|rd|th) (?:paragraph|page|section)s?\b",
    re.IGNORECASE,
)
# The same in Chinese and Japanese: 第3段, 2ページ.
_LOCATOR_THERE = re.compile(r"第? ?[\d一二三四五六七八九十]{1,4} ?[段页頁节節章部行条條項项句表图圖ペ]")


@rule(Fact)
def as_stated_differs(fact: Fact, context: Context) -> Findings:
    """The words in `as_stated` say the figure's value, unit and qualifier."""
    for index, figure in read_figures(fact):
        yield from _as_stated_differs(index, figure, context)


def _as_stated_differs(index: int, figure: Figure, context: Context) -> Findings:
    amounts = context.binder.amounts
    read = [
        quantity for quantity in signed(str(figure.as_stated), context.reader) if quantity.kind in ("amount", "ordinal")
    ]
    read = [amounts.in_unit_of(quantity, figure) for quantity in read]
    if any(amounts.says(quantity, figure) for quantity in read):
        if other := _other_unit([one for one in read if amounts.says(one, figure)], figure, context):
            message = f"as_stated counts in {other}, not in {figure.unit}; write unit: {other}"
            yield Finding(f"{message}, or copy the source's words", ("figures", index, "unit"))
        return
    value, unit, qualifier = (
        any(check(quantity, figure) for quantity in read)
        for check in (amounts.says_value, amounts.says_unit, says_hedge)
    )
    if not value:
        units = context.content.units
        same = next((one.unit for one in read if one.value == figure.value and one.unit in units), None)
        if same and same != figure.unit:
            message = f"as_stated counts in {same}, not in {figure.unit}; write unit: {plain_yaml(same)}"
            yield Finding(f"{message}, or copy the source's words", ("figures", index, "unit"))
            return
        shown = ", ".join(quantity.text.strip() for quantity in read) or "no number"
        said = _number_said(read, figure, context) if len(read) == 1 else None
        advice = f"write value: {said}, or copy the source's words" if said else "fix the value or the words"
        yield Finding(f"as_stated says {shown}; {advice}", ("figures", index, "value"))
    elif not unit:
        said = next((one.unit for one in read if one.unit in context.content.units), None)
        counts = f"counts in {said}, not in {figure.unit}; write unit: {plain_yaml(said)}" if said else ""
        counts = counts or f"does not count in {figure.unit}; fix the unit"
        yield Finding(f"as_stated {counts}, or copy the source's words", ("figures", index, "unit"))
    elif not qualifier:
        hedge = next((quantity.qualifier for quantity in read if amounts.says_value(quantity, figure)), None)
        says = f"says {hedge!r}" if hedge else "has no hedge"
        advice = f"write qualifier: {hedge}" if hedge else "leave it out"
        keys = ("figures", index, "qualifier") if figure.qualifier else ("figures", index)
        what = f"the qualifier is {figure.qualifier or 'missing'}"
        yield Finding(f"as_stated {says}, {what}; {advice}, or copy the source's words", keys)
    else:
        yield Finding(
            "no one number of as_stated has value, unit and hedge of the figure; fix them", ("figures", index)
        )


# What may be said of anything that is made: "500,000 units" are as many vehicles.
_ANY_THING = "units"
# Marks of quotation around all of a text, as a program for texts sets them.
_MARKS = "\"'“”„‟«»‹›「」『』‘’"


def _other_unit(read: Sequence[Quantity], figure: Figure, context: Context) -> str | None:
    """The unit of the same family in which some amounts count things, where none of them counts in the figure's:
    services where the figure has models."""
    units, own = context.content.units, context.content.units.get(figure.unit)
    others = [one.unit for one in read if one.unit and one.unit not in (_ANY_THING, figure.unit)]
    named = [units[id] for id in others if id in units]
    if own is None or len(named) < len(read) or own.id in context.reader.measured:
        return None
    words = _words_of(own)
    return next((plain_yaml(one.id) for one in named if words.isdisjoint(_words_of(one))), None)


def _words_of(unit: Unit) -> frozenset[str]:
    return frozenset(word.casefold() for word in (unit.one, unit.many, *unit.words))


def _number_said(read: Sequence[Quantity], figure: Figure, context: Context) -> str | None:
    """The number that the words of a figure say, in its unit and as a field holds it; None of a range."""
    units = context.content.units
    (one,) = read
    unit, own = units.get(one.unit or ""), units.get(figure.unit)
    if one.value is None or one.upper is not None or figure.to is not None:
        return None
    is_scaled = unit is not None and own is not None and unit.family == own.family
    return number_written(one.value * unit.factor / own.factor if is_scaled and unit and own else one.value)


@rule(Fact)
def as_stated_not_in_quote(fact: Fact, context: Context) -> Findings:
    """The words of `as_stated` stand in `quote` letter for letter, where there is one."""
    if not is_read(fact.quote):
        return
    for index, figure in read_figures(fact):
        if is_read(figure.as_stated) and not holds(fact.quote, figure.as_stated):
            keys = ("figures", index, "as_stated")
            what = f"{figure.as_stated!r} does not stand in the quote"
            bare = figure.as_stated.strip(_MARKS)
            if bare != figure.as_stated and holds(fact.quote, bare):
                written = "'" + bare.replace("'", "''") + "'"
                yield Finding(f"{what}, without its quotation marks it does; write {bare}", keys, instead=written)
                continue
            message = f"{what}; copy both from the source letter for letter, or leave out the quote"
            yield Finding(message, keys)


@rule(Record)
def number_without_figure(record: Record, context: Context) -> Findings:
    """Every number in a fact's `text`, `note` and `where`, in its corrections and withdrawal is its figure, hedge
    included, a date of its own, its source's or its quote's, or a part of a name; and the sentence around it fits."""
    for index, fact in enumerate(record.facts):
        if not is_read(fact):
            continue
        with suppress(InvalidValue, KeyError):  # one fact that cannot be read hides no other
            find = partial(_numbers_of_fact, fact, index, context)
            yield from context.faults_of("numbers", str(fact.text), [fact], find)


def _numbers_of_fact(fact: Fact, index: int, context: Context) -> Findings:
    quote = context.reader.read(fact.quote) if is_read(fact.quote) else ()
    said = [quantity.when for quantity in quote if quantity.when]
    odd = fact.odd.why if is_read(fact.odd) else None
    for name, text in (("text", fact.text), ("note", fact.note), ("odd", odd)):
        if is_read(text):
            binding = context.binder.bind(text, [fact], said, is_own=name == "text")
            # That something is the first or third is a claim, which the source may make outside of its quote.
            faults = [one for one in binding.faults if name != "text" or not ORDINAL.match(text, one.start)]
            if name == "text":
                yield from _other_hedges(binding, ("facts", index, name))
                own = (fault for fault in _own(fact, context) if fault.rule in _OF_FIGURES)
                faults += (replace(fault, of=(fact.id,)) for fault in own)
            yield from (Finding(fault.message, ("facts", index, name), of=fault.of) for fault in faults)
    yield from _elsewhere(fact, index, context)


def _other_hedges(binding: Binding, keys: Keys) -> Findings:
    """Hedges of a fact's own text that are other words than its figures' qualifiers, be it in the same direction;
    one of the same meaning may stand."""
    for one in binding.bound:
        said, stated = one.quantity.qualifier, one.figure.qualifier
        if said != stated and said and stated and not any({said, stated} <= set(same) for same in words.SAME_HEDGE):
            message = (
                f"the text hedges {one.figure.as_stated!r} with {said!r}, the source with {stated!r}; write its word"
            )
            yield Finding(message, keys, of=(one.fact.id,) if said in one.figure.as_stated.lower() else ())


@rule(Fact)
def beyond_quote(fact: Fact, context: Context) -> Findings:
    """A fact's `text` names nobody and claims no rank, negation, rate or total that its quote, speaker or source's
    title does not, but for the words under `beyond_quote`. Words that the text does not have excuse nothing."""
    excused = _excused(fact)
    for fault in _own(fact, context):
        if fault.rule in _OF_FIGURES:
            continue
        word, start, end = _claimed(fault, fact.text)
        if not any(first < end and start < last for first, last in excused):
            advice = f"write beyond_quote: [{word}]" if word else "write those words under beyond_quote"
            # A unit and a measure are licensed by the figure that has them, a publisher by the record.
            is_of_figure = word in context.units_and_publishers or fault.rule == "measure"
            of = (fact.id,) if is_of_figure else ()
            yield Finding(f"{_of_quote(fault.message)}; if the source says it elsewhere, {advice}", ("text",), of=of)


def _excused(fact: Fact) -> list[tuple[int, int]]:
    """Where in a fact's text the words under ``beyond_quote`` stand."""
    listed = fact.beyond_quote if is_read(fact.beyond_quote) else ()
    return [
        found.span()
        for words in listed
        if is_read(words)
        for found in re.finditer(re.escape(words), fact.text, re.IGNORECASE)
    ]


# The words that a fault is about stand first in what is said of it.
_ABOUT_WORDS = re.compile(r"'([^']+)'|\"([^\"]+)\"")


def _claimed(fault: Fault, text: str) -> tuple[str, int, int]:
    """The words of a text that a fault is about, if it names any, and where they begin and end."""
    found = _ABOUT_WORDS.match(fault.message)
    word = (found[1] or found[2]) if found else ""
    # A word next to a number may stand before it.
    at = max(text.find(word, fault.start), text.rfind(word, 0, fault.start)) if word else -1
    return (word, at, at + len(word)) if at >= 0 else ("", fault.start, fault.start + 1)


def _of_quote(message: str) -> str:
    """What is said of a passage, said of a fact's own text, which cites nothing."""
    what, _, advice = message.partition("; ")
    for ours, theirs in (
        ("by a fact cited here", "in the quote"),
        ("by no fact cited here", "nowhere in the quote"),
        ("no fact cited here", "no quote"),
    ):
        what = what.replace(ours, theirs)
    if "cite" in advice:
        advice = "leave it out, or quote the words that say it"
    return f"{what}; {advice}"


def _own(fact: Fact, context: Context) -> tuple[Fault, ...]:
    """What does not fit in a fact's own text."""
    record = context.content.record_of.get(fact.id)
    # Of a record whose id is taken, or whose publisher or subject nobody knows, that is the problem.
    if record is None or not any(one is fact for one in record.facts):
        return ()
    if record.source.publisher not in context.content.publishers:
        return ()
    if fact.about not in context.content.subjects:
        return ()
    if not context.sentences or not is_read(fact.text):
        return ()
    if (known := context.own_faults.get(fact.id)) and known[0] is fact:
        return known[1]
    sentences, about = context.sentences, Surroundings(frozenset((fact.about,)))

    def find() -> Iterable[Fault]:
        return sentences.faults(context.binder.bind(fact.text, [fact], ()), [fact], about, is_own=True)

    found = tuple(context.faults_of("sentence", fact.text, [fact], find))
    context.own_faults[fact.id] = fact, found
    return found


def _elsewhere(fact: Fact, index: int, context: Context) -> Findings:
    """What is wrong with the numbers of a fact outside its sentences."""
    if is_read(fact.where):
        rest = _LOCATOR_THERE.sub("·", _LOCATOR.sub("·", _QUOTED.sub("·", fact.where)))
        yield from _numbers_of(rest, [fact], ("facts", index, "where"), context)
    if is_read(fact.said_by):
        yield from _numbers_of(fact.said_by, [fact], ("facts", index, "said_by"), context, any_date=True)
    if fact.withdrawn and is_read(fact.withdrawn.reason):
        days = (When.of_day(fact.withdrawn.on),)
        yield from _numbers_of(fact.withdrawn.reason, [fact], ("facts", index, "withdrawn", "reason"), context, days)
    stood = [fact]
    for number, correction in reversed(list(enumerate(fact.corrections))):
        before = _before(stood[0], correction, context)
        stood.insert(0, before)
        keys: Keys = ("facts", index, "corrections", number)
        if is_read(correction.was.text):
            bare = [replace(one, figures=tuple(replace(of, qualifier=None) for of in one.figures)) for one in stood]
            yield from _numbers_of(correction.was.text, [*stood, *bare], (*keys, "was", "text"), context)
        yield from _numbers_of(correction.reason, stood, (*keys, "reason"), context)


def _before(fact: Fact, correction: Correction, context: Context) -> Fact:
    """A fact as it stood before a correction."""
    state = {**fact_fields(context.content, fact), **fields_before(correction)}
    figures = fact.figures
    if state["value"] is not None and state["unit"] and state["measure"]:
        lead = figures[0] if figures else None
        made = Figure(
            measure=state["measure"],
            value=state["value"],
            unit=state["unit"],
            qualifier=state["qualifier"],
            when=state["figure_when"] or (lead.when if lead else fact.when) or When.of_day(fact.added),
            as_stated=lead.as_stated if lead else "",
        )
        figures = (made, *figures[1:])
    return replace(fact, text=state["text"], when=state["when"], figures=figures)


def _numbers_of(
    text: str,
    facts: Sequence[Fact],
    keys: Keys,
    context: Context,
    dates: Iterable[When] = (),
    *,
    any_date: bool = False,
) -> Findings:
    # Of facts that say one figure before and after, any may have it.
    for fault in context.binder.bind(text, facts, dates, any_date=any_date).faults:
        if not fault.is_ambiguous:
            yield Finding(fault.message, keys)


@rule(Fact)
def when_not_in_text(fact: Fact, context: Context) -> Findings:
    """Where a fact's `text` or `note` names dates, the fact's `when` and its figure's are among them."""
    note = fact.note if is_read(fact.note) else ""
    named = [
        quantity for text in (fact.text, note) for quantity in context.reader.read(str(text)) if quantity.kind == "date"
    ]
    if not named:
        return
    if _THAT_YEAR.search(f"{fact.text} {note}"):  # "a plan of June for that year"
        named += [one._replace(when=When.parse(str(one.when.first.year))) for one in named if one.when]
    whens: list[tuple[Keys, When | None]] = [(("when",), fact.when)]
    # Of several figures, each may be of a time of its own that the text leaves to the note.
    whens += [(("figures", index, "when"), figure.when) for index, figure in read_figures(fact)]
    told = set[When]()
    for keys, when in whens:
        if is_read(when) and when not in told and not any(is_dated(quantity.when, [when]) for quantity in named):
            told.add(when)
            shown = ", ".join(dict.fromkeys(quantity.text.strip() for quantity in named))
            yield Finding(
                f"the text dates this {shown}, when is {when}; fix one of them, or explain it in `note`", keys
            )


@rule(Place, Briefing)
def number_not_in_cited_facts(thing: Place | Briefing, context: Context) -> Findings:
    """Every number in a briefing or a place's summary and gaps is the figure of one fact cited there, a date of these
    facts, or a part of a name; and the sentence around it fits that fact."""
    more: list[When] = [thing.events, When.of_day(thing.published)] if isinstance(thing, Briefing) else []
    for keys, passage in passages(thing):
        yield from _of_passage(keys, passage, thing, more, context)
    if isinstance(thing, Briefing):
        yield from _of_text(("headline",), thing.headline, thing.bullets, more, context)
        everything = [passage for _, passage in passages(thing)]
        everything += [Passage(text="", facts=thing.table)] if is_read(thing.table) else []
        for index, note in enumerate(thing.notes):
            if is_read(note) and is_read(note.on):
                dates = [*more, *(When.of_day(note.on) for note in thing.notes[: index + 1])]
                yield from _of_text(("notes", index, "text"), note.text, everything, dates, context)


def _of_passage(
    keys: Keys, passage: Passage | Item, thing: Place | Briefing, dates: Sequence[When], context: Context
) -> Findings:
    """What is wrong with the numbers and sentences of a passage, but for what it is allowed."""
    allowed = {one.rule for one in passage.allow if is_read(one)} if is_read(passage.allow) else set()
    broken = set()
    around = _around(thing, passage, context)
    for name in ("heading", "text"):
        text = getattr(passage, name, None)
        for fault in _faults(text, [passage], dates, context, around if name == "text" else None):
            if fault.rule in allowed:
                broken.add(fault.rule)
            else:
                yield Finding(fault.message, (*keys, name), of=_may_be_of(fault, (passage,)))
    for index, one in enumerate(passage.allow):
        if is_read(one) and one.rule not in broken and context.sentences:
            yield Finding(f"{one.rule} is not broken here; delete it", (*keys, "allow", index))


def _of_text(
    keys: Keys, text: str | None, cited: Iterable[Passage | Item], dates: Sequence[When], context: Context
) -> Findings:
    for fault in _faults(text, cited, dates, context, None):
        if not fault.is_ambiguous:  # it cites whatever its passages cite
            yield Finding(fault.message, keys, of=_may_be_of(fault, cited))


def _may_be_of(fault: Fault, cited: Iterable[Passage | Item]) -> tuple[str, ...]:
    """The facts of some passages whose mistake a fault of theirs may be: what is said of a sentence hangs on all of its
    numbers."""
    ids = tuple(id for passage in cited for id in passage.facts)
    return (*(fault.of if fault.rule == "number" else ids), *map(of_id, ids))


def _faults(
    text: str | None,
    cited: Iterable[Passage | Item],
    dates: Sequence[When],
    context: Context,
    around: Surroundings | None,
) -> Sequence[Fault]:
    """What is wrong with a text that stands on the facts of some passages. Nothing, where one of those facts is
    unknown or cannot be read: that is a problem already, and this may only follow from it."""
    with suppress(InvalidValue, KeyError):
        facts = list(dict.fromkeys(context.facts[id] for passage in cited for id in passage.facts))
        if is_read(text):

            def find() -> Iterable[Fault]:
                binding = context.binder.bind(text, facts, dates)
                yield from binding.faults
                if context.sentences and around:
                    yield from context.sentences.faults(binding, facts, around)

            told = sorted(around.about) if around else None
            return context.faults_of("passage", text, facts, find, tuple(dates), told)
    return ()


def _around(thing: Place | Briefing, passage: Passage | Item, context: Context) -> Surroundings:
    """What a passage's page is about, and what its heading names."""
    heading = passage.heading if isinstance(passage, Item) else ""
    names = context.binder.names.mentions(heading) if is_read(heading) else ()
    named = {id for mention in names for id in (*mention.subjects, *mention.governed)}
    about = thing.about if isinstance(thing, Briefing) and is_read(thing.about) else ()
    own = about if isinstance(thing, Briefing) else (thing.id, *context.content.ancestors(thing.id))
    return Surroundings(frozenset((*own, *named)))


@rule(Prose, Term, Topic, Measure, Site)
def page_has_a_figure(thing: object, context: Context) -> Findings:
    """Pages, definitions, names and descriptions say no amount: figures stand in facts, counts are computed."""
    with suppress(InvalidValue):
        for keys, text in _texts_of(thing):
            if not is_read(text):
                continue
            # "One year" and "one company" say no amount here.
            plain = _ONE.sub("·", text)
            any_date = not isinstance(thing, Prose)
            find = partial(_numbers_without_fact, plain, context, any_date=any_date)
            for fault in context.faults_of("page", plain, (), find, any_date):
                yield Finding(fault.message, keys)


def _numbers_without_fact(text: str, context: Context, *, any_date: bool) -> Iterable[Fault]:
    return context.binder.bind(text, (), (), any_date=any_date).faults


@rule(Place, Organisation, Publisher, Speaker, Term, Unit, Topic)
def name_with_a_number(thing: object, context: Context) -> Findings:
    """A name in a registry holds no number, unless `content/names/` declares it."""
    declared = context.binder.declared
    for keys, name in _names_of(thing):
        if is_read(name):
            taken = [found.span() for found in declared.finditer(name)]
            for sign in signs(name, taken):
                yield Finding(
                    f"{name[sign.start : sign.end]!r} may be a number; if it belongs to the name, declare the name in "
                    "content/names/",
                    keys,
                )


def _names_of(thing: object) -> Iterator[tuple[Keys, str | None]]:
    """The names that a registry gives a thing, with the keys to them."""
    lists: tuple[tuple[str, Sequence[str]], ...] = ()
    match thing:
        case Place() | Organisation():
            yield ("name",), thing.name
            yield ("name_zh",), thing.name_zh
            lists = (("aliases", thing.aliases),)
        case Speaker():
            yield ("name",), thing.name
            lists = (("names", thing.names),)
        case Unit():
            yield ("one",), thing.one
            yield ("many",), thing.many
            lists = (("words", thing.words), ("before", thing.before))
        case Term():
            yield ("name",), thing.name
            yield ("name_zh",), thing.name_zh
        case Publisher() | Topic():
            yield ("name",), thing.name
    for key, names in lists:
        if is_read(names):
            yield from (((key, index), name) for index, name in enumerate(names))


def _texts_of(thing: object) -> Iterator[tuple[Keys, str]]:
    """The texts of a thing in which no number may stand, with the keys to them."""
    match thing:
        case Prose():
            for number, line in enumerate((thing.title, *thing.markdown.split("\n")), 1):
                yield ("line", number), _LIST_NUMBER.sub("", str(line))
        case Term():
            yield ("meaning",), thing.meaning
        case Topic():
            yield ("name",), thing.name
            yield ("definition",), thing.definition
        case Measure():
            for name, text in (("name", thing.name), ("definition", thing.definition), ("excludes", thing.excludes)):
                if is_read(text):
                    yield (name,), _without(text, thing.bounds)
        case Site():
            yield ("name",), thing.name
            yield ("description",), thing.description


def _without(text: str, numbers: Iterable[str]) -> str:
    """A text without some numbers that may stand in it."""
    for number in numbers:
        text = re.sub(rf"(?<!\w){re.escape(number)}(?!\w)", "·", text, flags=re.IGNORECASE)
    return text
