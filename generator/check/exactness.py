"""Rules on numbers: each one is a figure's value, a date of a fact, or a part of a name.

The reader of quantities decides what a number says. A number that it cannot place is reported: it is better
to reword a true sentence than to publish a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from generator.check.rule import Context, Finding, Findings, Keys, is_read, passages, read_figures, rule
from generator.model.quotes import holds
from generator.model.records import Briefing, Fact, Figure, Item, Passage, Place, Prose, Record, Term, Unit
from generator.model.when import PRECISIONS, Precision, When
from generator.quantities import Quantity, Reader, bound, same_kind
from generator.read.partial import InvalidValue

# A change that a verb or a noun next to it makes a loss: "fell 5 percent", "5 percent less", 下降5%. What fell *to*
# five percent is five percent.
_LOSS_BEFORE = re.compile(
    r"(?:\b(?:fell|falls?|falling|fallen|dropp(?:ed|ing)|drop|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|shr[aiu]nk|"
    r"shrinking|slid|slumped|plunged|contract(?:ed|ion)|down|loss|lost)(?: by| of)? |(?:下降|下滑|减少|降低)了? ?)$",
    re.IGNORECASE,
)
_LOSS_AFTER = re.compile(r" (?:less|lower|fewer|smaller|down|(?:decline|decrease|drop|fall|loss)\b)", re.IGNORECASE)
# The parts of a year or month that words name, in quarters of it: its first half, its middle, its last quarter.
_PARTS = {
    "early": (0, 2), "beginning": (0, 2), "start": (0, 2), "mid": (1, 3), "middle": (1, 3), "late": (2, 4),
    "end": (3, 4), "close": (3, 4),
}  # fmt: skip
_PART_BEFORE = re.compile(
    r"\b(?:(early|late|mid)[ -](?:in )?|(beginning|start|middle|end|close) of (?:the year )?)$", re.IGNORECASE
)

# Amounts in a row, and the word behind them that says that they are one.
_ROW, _RESPECTIVELY = re.compile(r",? (?:and )?"), re.compile(r"[^.;]{0,60}?\brespectively\b")

# The longest of the words that say something of the number after them, "beginning of the year", and one before.
_NEAR = 24

# What numbers a list, and what an editor shows as code.
_NOT_PROSE = re.compile(r"^\s*\d+[.)]\s|^(?: {4}|\t).*|`[^`]*`")


@dataclass(frozen=True, slots=True)
class AllowedNumbers:
    """What a text may count with: figures, with their units, and dates."""

    figures: tuple[Figure, ...]
    dates: tuple[When, ...]


@rule(Fact)
def as_stated_differs(fact: Fact, context: Context) -> Findings:
    """The words in `as_stated` say the figure's value, unit and qualifier."""
    for index, figure in read_figures(fact):
        yield from _as_stated_differs(index, figure, context)


def _as_stated_differs(index: int, figure: Figure, context: Context) -> Findings:
    read = [
        quantity for quantity in signed(str(figure.as_stated), context.reader) if quantity.kind in ("amount", "ordinal")
    ]
    read = [in_unit_of(quantity, figure, context) for quantity in read]
    if any(_says(quantity, figure, context) for quantity in read):
        return
    value, unit, qualifier = (
        any(check(quantity, figure, context) for quantity in read) for check in (says_value, says_unit, says_hedge)
    )
    if not value:
        shown = ", ".join(quantity.text.strip() for quantity in read) or "no number"
        yield Finding(f"as_stated says {shown}; fix the value or the words", ("figures", index, "value"))
    elif not unit:
        yield Finding(
            f"as_stated does not count in {figure.unit}; fix the unit or the words", ("figures", index, "unit")
        )
    elif not qualifier:
        hedge = next((quantity.qualifier for quantity in read if says_value(quantity, figure, context)), None)
        says = f"says {hedge!r}" if hedge else "has no hedge"
        keys = ("figures", index, "qualifier") if figure.qualifier else ("figures", index)
        yield Finding(f"as_stated {says}, the qualifier is {figure.qualifier or 'missing'}; fix one of them", keys)
    else:
        yield Finding(
            "no one number of as_stated has value, unit and hedge of the figure; fix them", ("figures", index)
        )


@rule(Fact)
def as_stated_not_in_quote(fact: Fact, context: Context) -> Findings:
    """The words of `as_stated` stand in `quote` letter for letter, where there is one."""
    if not is_read(fact.quote):
        return
    for index, figure in read_figures(fact):
        if is_read(figure.as_stated) and not holds(fact.quote, figure.as_stated):
            message = (
                f"{figure.as_stated!r} does not stand in the quote; copy both from the source letter for letter, or "
                "leave out the quote"
            )
            yield Finding(message, ("figures", index, "as_stated"))


@rule(Record)
def number_without_figure(record: Record, context: Context) -> Findings:
    """Every number in a fact's `text` and `note` is its figure, hedge included, a date of its own, its source's or its
    quote's, or a part of a name."""
    published = record.source.published
    own = (published,) if published else ()
    for index, fact in enumerate(record.facts):
        if not is_read(fact) or not is_read(fact.text):
            continue
        with suppress(InvalidValue):  # one fact that cannot be read hides no other
            quote = context.reader.read(fact.quote) if is_read(fact.quote) else ()
            ground = allowed_numbers([fact], (*own, *(quantity.when for quantity in quote if quantity.when)), context)
            odd = fact.odd.why if is_read(fact.odd) else None
            for name, text in (("text", fact.text), ("note", fact.note), ("odd", odd)):
                if is_read(text):
                    messages = unsupported_numbers(text, ground, context)
                    yield from (Finding(message, ("facts", index, name)) for message in messages)


@rule(Fact)
def when_not_in_text(fact: Fact, context: Context) -> Findings:
    """Where a fact's `text` or `note` names dates, the fact's `when` and its figure's are among them."""
    note = fact.note if is_read(fact.note) else ""
    named = [
        quantity for text in (fact.text, note) for quantity in context.reader.read(str(text)) if quantity.kind == "date"
    ]
    if not named:
        return
    whens: list[tuple[Keys, When | None]] = [(("when",), fact.when)]
    # Of several figures, each may be of a time of its own that the text leaves to the note.
    whens += [(("figures", index, "when"), figure.when) for index, figure in read_figures(fact)]
    for keys, when in whens:
        if is_read(when) and not any(_is_dated(quantity.when, [when]) for quantity in named):
            shown = ", ".join(dict.fromkeys(quantity.text.strip() for quantity in named))
            yield Finding(
                f"the text dates this {shown}, when is {when}; fix one of them, or explain it in `note`", keys
            )


@rule(Place, Briefing)
def number_not_in_cited_facts(thing: Place | Briefing, context: Context) -> Findings:
    """Every number in a briefing or a place's summary and gaps is a figure or a date of the facts cited there."""
    more: list[When] = [thing.events, When.of_day(thing.published)] if isinstance(thing, Briefing) else []
    for keys, passage in passages(thing):
        for name in ("heading", "text"):
            yield from _unsupported_in_passage((*keys, name), getattr(passage, name, None), [passage], more, context)
    if isinstance(thing, Briefing):
        yield from _unsupported_in_passage(("headline",), thing.headline, thing.bullets, more, context)
        everything = [passage for _, passage in passages(thing)]
        for index, note in enumerate(thing.notes):
            if is_read(note) and is_read(note.on):
                dates = [*more, *(When.of_day(note.on) for note in thing.notes[: index + 1])]
                yield from _unsupported_in_passage(("notes", index, "text"), note.text, everything, dates, context)


def _unsupported_in_passage(
    keys: Keys, text: str | None, cited: Iterable[Passage | Item], dates: Iterable[When], context: Context
) -> Findings:
    """What is wrong with a text that stands on the facts of some passages. Nothing, where one of those facts is
    unknown or cannot be read: that is a problem already, and this may only follow from it."""
    with suppress(InvalidValue, KeyError):
        ground = allowed_numbers([context.facts[id] for passage in cited for id in passage.facts], dates, context)
        if is_read(text):
            yield from (Finding(message, keys) for message in unsupported_numbers(text, ground, context))


@rule(Prose, Term)
def page_has_a_figure(prose: Prose | Term, context: Context) -> Findings:
    """Pages such as the methodology and terms of the glossary say no amount: figures stand in facts, counts are
    computed."""
    nothing = AllowedNumbers((), ())
    if isinstance(prose, Term):
        for message in unsupported_numbers(prose.meaning, nothing, context, dates=False):
            yield Finding(message, ("meaning",))
        return
    for number, line in enumerate((prose.title, *prose.markdown.split("\n")), 1):
        for message in unsupported_numbers(_NOT_PROSE.sub("", str(line)), nothing, context, dates=False):
            yield Finding(message, ("line", number))


def allowed_numbers(facts: Iterable[Fact], dates: Iterable[When], context: Context) -> AllowedNumbers:
    """What a text that cites these facts may count with; ``dates`` are others that it may name."""
    facts = list(facts)
    figures = tuple(figure for fact in facts for figure in fact.figures)
    found: list[When] = list(dates)
    for fact in facts:
        found += [when for when in (fact.when, *(figure.when for figure in fact.figures)) if when]
        if fact.id in context.published_of:
            found.append(context.published_of[fact.id])
        found += [When.of_day(correction.on) for correction in fact.corrections]
    return AllowedNumbers(figures, tuple(found))


def unsupported_numbers(text: str, ground: AllowedNumbers, context: Context, *, dates: bool = True) -> Iterator[str]:
    """A message for each number of a text that is none of its ground's."""
    for quantity in signed(text, context.reader):
        shown = quantity.text.strip()
        if quantity.kind == "amount" and not any(_says(quantity, figure, context) for figure in ground.figures):
            yield f"{shown!r} is no figure of a fact cited here; {_nearest(quantity, ground, context)}"
        elif quantity.kind == "date" and dates and not _is_dated(quantity.when, ground.dates):
            known = ", ".join(dict.fromkeys(str(when) for when in ground.dates)) or "none"
            yield f"{shown!r} is no date of a fact cited here (they are: {known}); fix it or cite the fact"


def _nearest(quantity: Quantity, ground: AllowedNumbers, context: Context) -> str:
    """What an editor may have meant: the figure whose value is nearest, in its source's words."""
    value = quantity.value
    if not ground.figures:
        return "cite the fact that has it, or leave the number out"
    near = min(ground.figures, key=lambda figure: abs(figure.value - (value or Fraction(0))))
    return f"the fact says “{near.as_stated}”, you wrote “{quantity.text.strip()}”"


def signed(text: str, reader: Reader) -> Iterator[Quantity]:
    """The quantities of a text, a change that the words next to it call a loss below zero, and a date that they
    call early or late with the part of it that they name."""
    for quantity in _hedged_alike(text, reader.read(text)):
        if quantity.kind == "date" and quantity.when:
            part = _part_of(quantity.when, text[max(0, quantity.start - _NEAR) : quantity.start])
            yield quantity if part is quantity.when else quantity._replace(when=part)
        elif quantity.unit in ("%", "points") and quantity.value and quantity.value > 0 and quantity.upper is None:
            loss = _LOSS_BEFORE.search(text[max(0, quantity.start - _NEAR) : quantity.start]) or _LOSS_AFTER.match(
                text, quantity.end
            )
            yield quantity._replace(value=-quantity.value) if loss else quantity
        else:
            yield quantity


def _hedged_alike(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """The quantities of a text, with a hedge that goes with all of a row: "more than 4 billion and 5 billion yuan,
    respectively"."""
    before: Quantity | None = None
    for quantity in quantities:
        if before and quantity.kind == "amount" and quantity.qualifier is None and before.qualifier:
            in_row = _ROW.fullmatch(text[before.end : quantity.start])
            alike = in_row and _RESPECTIVELY.match(text, quantity.end)
            before = quantity._replace(qualifier=before.qualifier) if alike else quantity
        else:
            before = quantity if quantity.kind == "amount" else None
        yield before or quantity


def _part_of(when: When, before: str) -> When:
    """The part of a year or month that the words before it name, or all of it."""
    named = _PART_BEFORE.search(before)
    if named is None or when.is_span or when.precision not in ("year", "month"):
        return when
    start, end = _PARTS[(named[1] or named[2]).lower()]
    days = (when.last - when.first).days + 1
    first, last = (date.fromordinal(when.first.toordinal() + days * part // 4) for part in (start, end))
    exact: Precision = "half" if when.precision == "year" else "day"
    return replace(when, first=first, last=last - date.resolution, precision=exact)


def _is_dated(when: When | None, dates: Iterable[When]) -> bool:
    """Whether a date is one of others: the same, less exact, or where one of them begins or ends. A span may also
    go from one of them to another."""
    if when is None:
        return False
    dates = list(dates)
    if any(_is_one(when, other) for other in dates):
        return True
    return when.is_span and all(_is_dated(When.parse(end), dates) for end in when.text.split("/"))


def _is_one(when: When, other: When) -> bool:
    finer = PRECISIONS.index(when.precision) - PRECISIONS.index(other.precision)
    if when.first <= other.first and other.last <= when.last:
        # From January to October is no less exact word for January to September; the 2020s are one for 2023.
        same = (when.first, when.last) == (other.first, other.last)
        is_era = when.last.year - when.first.year >= 9
        return same or is_era or not when.is_span or finer < 0
    # The end of a span is no more exact than the span; the months that bound its quarters are.
    bounds = finer <= 0 or (when.precision == "month" and other.precision in ("half", "quarter"))
    inside = other.first <= when.first and when.last <= other.last
    return (
        other.is_span
        and not when.is_span
        and bounds
        and inside
        and (when.first == other.first or when.last == other.last)
    )


def _says(quantity: Quantity, figure: Figure, context: Context) -> bool:
    return (
        says_value(quantity, figure, context)
        and says_unit(quantity, figure, context)
        and says_hedge(quantity, figure, context)
    )


def in_unit_of(quantity: Quantity, figure: Figure, context: Context) -> Quantity:
    """A source's amount in the unit of a figure, where the source means it by a sign that is another's: its country's
    own dollar by "$"."""
    unit = context.content.units.get(figure.unit)
    signs = unit.at_home if unit and is_read(unit.at_home) else ()
    if any(re.search(rf"(?<![A-Za-z]){re.escape(sign)} ?[\d.]", quantity.text) for sign in signs if is_read(sign)):
        return quantity._replace(unit=figure.unit)
    return quantity


def says_value(quantity: Quantity, figure: Figure, context: Context) -> bool:
    """Whether an amount is a figure's value or, of a range, both its ends, in a unit of one family."""
    units = context.content.units
    unit, other = units.get(figure.unit), units.get(quantity.unit or "")
    if quantity.value is None or (quantity.upper is None) != (figure.to is None):
        return False
    in_family = unit and other and other is not unit and other.family == unit.family
    factor = other.factor / unit.factor if unit and other and in_family else 1
    return quantity.value * factor == figure.value and (quantity.upper or 0) * factor == (figure.to or 0)


def says_unit(quantity: Quantity, figure: Figure, context: Context) -> bool:
    """Whether a number's unit is the figure's: strictly for money and measures, loosely for what is counted,
    because "firms" and "enterprises" are both companies."""
    units = context.content.units
    unit: Unit | None = units.get(figure.unit)
    if unit is None or not is_read(unit.family):
        return True  # a problem of its own
    other = units.get(quantity.unit or "")
    if unit.family == "money":
        return quantity.unit == figure.unit
    if other is not None:
        return bool(other.family == unit.family)
    if unit.id in context.reader.measured and unit.id != "share":  # a bare 0.5 may be a share, and is no distance
        return False
    return quantity.unit not in context.reader.measured and same_kind(quantity.unit or "", unit.id)


def says_hedge(quantity: Quantity, figure: Figure, context: Context) -> bool:
    """Whether an amount is hedged as a figure is: "over" and "more than" are one."""
    return bound(quantity.qualifier) == bound(figure.qualifier)
