"""Which number of a text is which figure, and whether the sentence around it fits the fact.

A number is bound by what it says: to the one figure among those of the facts cited that has its value, unit and hedge.
Where two have, the text says which with a slot (``slots.py``); nothing is chosen here. Whatever else looks like a
number is a fault, and so is a sentence that does not fit (``sentence.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.bind.amounts import Amounts, is_dated, lent_units, part_before, says_part, signed
from generator.bind.mentions import Names
from generator.bind.signs import signs
from generator.bind.slots import Slot, expanded
from generator.bind.vocabulary import read, vocabulary
from generator.model.content import Content
from generator.model.records import Fact, Figure
from generator.model.when import When
from generator.model.words import number_exactly
from generator.quantities import Quantity, Reader, is_counted, reader_for
from generator.quantities.numerals import any_of


@dataclass(frozen=True, slots=True)
class Bound:
    """A number of a text, ``text[start:end]``, which is the figure of a fact at a place in its list."""

    start: int
    end: int
    fact: Fact
    index: int
    quantity: Quantity

    @property
    def figure(self) -> Figure:
        return self.fact.figures[self.index]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text, and what to write instead. ``rule`` is its name; ``is_ambiguous`` says that a number
    fits more than one figure. ``of`` are the ids of the facts whose own words say what is at fault: their figures or
    dates may be wrong, and the text right."""

    rule: str
    message: str
    start: int = 0
    is_ambiguous: bool = False
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Binding:
    """What a text says in numbers: its bound amounts and its dates, in order, and what is wrong. ``worked_out`` is
    where those stand that we worked out."""

    text: str
    bound: tuple[Bound, ...]
    dates: tuple[Quantity, ...]
    faults: tuple[Fault, ...]
    # Where a number word counts what the text itself names: "the two cities".
    counted: tuple[tuple[int, int], ...] = ()
    worked_out: tuple[tuple[int, int], ...] = ()


class Binder:
    """Binds texts to the facts of a content."""

    def __init__(self, content: Content, published: Mapping[str, When] | None = None) -> None:
        """``published`` has the dates of the facts' sources by the facts' ids, where not all of these can be read."""
        self.content = content
        self._published = published

    @cached_property
    def reader(self) -> Reader:
        """The reader of quantities, with the units and names of the content."""
        return reader_for(vocabulary(self.content))

    @cached_property
    def amounts(self) -> Amounts:
        return Amounts(self.content.units, self.reader)

    @cached_property
    def names(self) -> Names:
        return Names(self.content)

    @cached_property
    def declared(self) -> re.Pattern[str]:
        """A pattern of the names that ``content/names/`` declares."""
        declared = self.content.names.values()
        names = [name for one in declared for name in (*read((one.name,)), *read(one.names))]
        return re.compile(rf"(?<!\w)(?:{any_of(names) or '(?!)'})(?!\w)")

    def bind(
        self,
        text: str,
        cited: Sequence[Fact],
        dates: Iterable[When],
        *,
        any_date: bool = False,
        is_own: bool = False,
    ) -> Binding:
        """The numbers of a text that cites some facts and may name some further dates. A fact's own text, which
        ``is_own``, cites nothing that says it: the words of its source do."""
        filled = expanded(text, cited, self.content)
        text = filled.text
        bound: list[Bound] = []
        dated: list[Quantity] = []
        counted: list[tuple[int, int]] = []
        faults = [Fault("slot", fault) for fault in filled.faults]
        worked_out = tuple((slot.start, slot.end) for slot in filled.slots if slot.fact is None)
        taken: list[tuple[int, int]] = [*worked_out]
        allowed = [*dates, *(when for fact in cited for when in self.whens(fact))]
        for quantity in self._read(text, cited, filled.slots, allowed):
            match quantity.kind:
                case "amount" | "date" if _is_worked_out(quantity, filled.slots):
                    pass
                case "amount" if _is_pronoun(quantity):
                    pass
                case "amount" if self._counts_the_text(quantity, text, cited) or self._is_multiple(
                    quantity, text, cited, filled.slots
                ):
                    counted.append((quantity.start, quantity.end))
                    taken.append((quantity.start, quantity.end))
                case "amount":
                    found = self._figures(quantity, cited, filled.slots)
                    if minus := _minus_before(text, quantity):
                        message = f"{minus!r} before {_shown(quantity)} makes it less than nothing; leave it out"
                        faults.append(Fault("number", message, quantity.start))
                    if len(found) == 1:
                        bound.append(Bound(quantity.start, quantity.end, *found[0], quantity))
                    else:
                        faults.append(self._unbound(quantity, cited, found))
                    taken.append((quantity.start, quantity.end))
                case "date":
                    dated.append(quantity)
                    taken.append((quantity.start, quantity.end))
                    if not (any_date or is_dated(quantity.when, allowed) or _is_day_of(quantity, allowed)):
                        part = part_before(text, quantity)
                        if part and self._is_dated_by_source(quantity, part, cited):
                            continue
                        known = ", ".join(dict.fromkeys(map(str, allowed))) or "none"
                        message = (
                            f"{part + quantity.text.strip()!r} is no date of a fact cited here (they are: {known})"
                        )
                        of = tuple(fact.id for fact in cited if _says(fact, quantity.text))
                        faults.append(Fault("number", f"{message}; fix it or cite the fact", quantity.start, of=of))
                case "name":
                    taken.append((quantity.start, quantity.end))
                case _:
                    pass
        taken += [(mention.start, mention.end) for mention in self.names.mentions(text)]
        said = self._said_by_source(cited) if is_own else _said_there(cited)
        for sign in signs(text, taken):
            written = text[sign.start : sign.end]
            if written.lower() in said or _is_day_alone(written, text, sign.start, allowed):
                continue
            faults.append(
                Fault(
                    "number",
                    f"{written!r} is neither a figure nor a date of a fact cited here; cite the fact that has it, "
                    "declare the name that it belongs to in content/names/, or write it without a number",
                    sign.start,
                )
            )
        return Binding(text, tuple(bound), tuple(dated), tuple(faults), tuple(counted), worked_out)

    def _read(
        self, text: str, cited: Sequence[Fact], slots: Sequence[Slot], allowed: Sequence[When]
    ) -> Iterator[Quantity]:
        """The quantities of a text. A year may be read as a number, and a bare number that is no figure by itself has
        the unit of its list if it is one with that."""
        quantities = tuple(signed(text, self.reader))
        lent = lent_units(text, quantities)
        for read_as in quantities:
            quantity = self._as_year(read_as, text, cited, allowed)
            if quantity.kind == "amount" and quantity.start in lent and not self._figures(quantity, cited, slots):
                in_unit = quantity._replace(unit=lent[quantity.start])
                quantity = in_unit if self._figures(in_unit, cited, slots) else quantity
            yield quantity

    def _is_dated_by_source(self, quantity: Quantity, part: str, cited: Iterable[Fact]) -> bool:
        """Whether the words of a fact cited name the part of its time that a date names: "the end of October"."""
        whole = When.parse(quantity.when.text) if quantity.when else None
        return any(
            is_dated(whole, self.whens(fact))
            and any(says_part(words, part) for words in (fact.quote, *(one.as_stated for one in fact.figures)) if words)
            for fact in cited
        )

    def _as_year(self, quantity: Quantity, text: str, cited: Sequence[Fact], allowed: Iterable[When]) -> Quantity:
        """The year of a fact that a noun follows without a comma, "In 2025 chips exceeded", or the number as it is."""
        found = _YEAR.match(text, quantity.start) if quantity.kind == "amount" else None
        if found is None or not _BEFORE_YEAR.search(text[: quantity.start]) or self._figures(quantity, cited, ()):
            return quantity
        when = When.parse(found[0])
        return Quantity(*found.span(), "date", found[0], when=when) if is_dated(when, allowed) else quantity

    def _counts_the_text(self, quantity: Quantity, text: str, cited: Sequence[Fact]) -> bool:
        """Whether a number word counts what the text itself names or cites: "the two cities", "two reports"."""
        word = quantity.text.strip().lower()
        if word not in ("two", "three", "four", "five") or self._figures(quantity, cited, ()):
            return False
        rest = text[quantity.end :]
        records = {self.content.record_of[fact.id].id for fact in cited if fact.id in self.content.record_of}
        if _REPORTS.match(rest):
            return quantity.value == len(records)
        places = {one.subjects for one in self.names.mentions(text) if one.subjects}
        # "The sum of the two", "the two kinds of amount": what stands before it is counted.
        if _THE.search(text[: quantity.start]) and (_KINDS.match(rest) or not re.match(r" [a-z]", rest)):
            of_kinds = re.match(r" (?:kind|sort|type)s?\b", rest) and quantity.value == 2
            return quantity.value in (len(places), len(records)) or bool(of_kinds) or quantity.value == 2 <= len(cited)
        return bool(_THE.search(text[: quantity.start])) and quantity.value in (len(places), len(records))

    def _is_multiple(self, quantity: Quantity, text: str, cited: Sequence[Fact], slots: Sequence[Slot]) -> bool:
        """Whether a number says how many times the first of the next two figures the second is: "is to double from
        25 to 50". Both are of one measure and unit, and exact."""
        if quantity.unit != "times" or quantity.qualifier or self._figures(quantity, cited, slots):
            return False
        rest = _SENTENCE_END.split(text[quantity.end :], maxsplit=1)[0]
        behind = [one for one in signed(rest, self.reader) if one.kind == "amount"]
        found = [self._figures(one, cited, ()) for one in behind[:2]]
        if [len(one) for one in found] != [1, 1]:
            return False
        one, two = (fact.figures[index] for ((fact, index),) in found)
        is_exact = not any(figure.qualifier or figure.to for figure in (one, two))
        alike = (one.measure, one.unit) == (two.measure, two.unit)
        return is_exact and alike and one.value > 0 and two.value / one.value == quantity.value

    def whens(self, fact: Fact) -> tuple[When, ...]:
        """The dates that a fact has: its own, its figures', its source's and those of its corrections."""
        published = self._published_of(fact)
        own = (fact.when, *(figure.when for figure in fact.figures), published)
        return (*filter(None, own), *(When.of_day(correction.on) for correction in fact.corrections))

    def _said_by_source(self, cited: Iterable[Fact]) -> frozenset[str]:
        """The words of the sources of some facts, in small letters: of quotes, figures and titles."""
        found: list[str | None] = []
        for fact in cited:
            record = self.content.record_of.get(fact.id)
            found += [fact.quote, fact.note, *(figure.as_stated for figure in fact.figures)]
            found.append(record.source.title if record else None)
        return frozenset(re.findall(r"[a-z]+", " ".join(one for one in found if isinstance(one, str)).lower()))

    def _published_of(self, fact: Fact) -> When | None:
        if self._published is not None:
            return self._published.get(fact.id)
        record = self.content.record_of.get(fact.id)
        return record.source.published if record else None

    def _figures(self, quantity: Quantity, cited: Iterable[Fact], slots: Iterable[Slot]) -> list[tuple[Fact, int]]:
        """The figures that a number says: the one that a slot names for it, or all that it fits."""
        for slot in slots:
            # The hedge of a printed slot may stand before it, and the noun of what is counted behind it.
            if slot.fact and slot.start <= quantity.end and quantity.start <= slot.end:
                fits = self.amounts.says(quantity, slot.fact.figures[slot.index])
                return [(slot.fact, slot.index)] if fits else []
        return [
            (fact, index)
            for fact in dict.fromkeys(cited)
            for index, figure in enumerate(fact.figures)
            if self.amounts.says(quantity, figure)
        ]

    def _unbound(self, quantity: Quantity, cited: Sequence[Fact], found: Sequence[tuple[Fact, int]]) -> Fault:
        shown = _shown(quantity)
        if found:
            slots = ", ".join(f"{{{fact.id}}}" for fact, _ in found)
            message = f"{shown} is the figure of {len(found)} facts cited here; write which in its place: {slots}"
            return Fault("number", message, quantity.start, is_ambiguous=True)
        figures = [figure for fact in cited for figure in fact.figures]
        if not figures:
            hint = "cite the fact that has it, or leave the number out"
        else:
            near = min(figures, key=lambda figure: abs(figure.value - (quantity.value or 0)))
            hint = f"the fact says “{near.as_stated}”, you wrote “{quantity.text.strip()}”"
            if _NUMBER_WORD.fullmatch(quantity.text.strip()) and quantity.value != near.value:
                hint = "cite the fact that has it; if it counts what is told here, leave it out"
            elif quantity.value == near.value and quantity.unit is None:
                hint = f"it is the number of {near.as_stated!r}, without a word of its unit, {near.unit}; write both"
            elif quantity.text.strip() in near.as_stated:
                figure = f"{number_exactly(near.value)} {near.unit}"
                hint = f"the fact's as_stated says it too, its figure is {figure}; fix the figure"
        of = tuple(fact.id for fact in cited if self._may_have(quantity, fact))
        return Fault("number", f"{shown} is no figure of a fact cited here; {hint}", quantity.start, of=of)

    def _may_have(self, quantity: Quantity, fact: Fact) -> bool:
        """Whether the words of a fact's figures, or its text where it has none, say a number that is none of them."""
        if not fact.figures:
            return _says(fact, quantity.text)
        return any(
            self.amounts.is_same(read, quantity) or self.amounts.says_value(quantity, figure)
            for figure in fact.figures
            for read in signed(str(figure.as_stated), self.reader)
        )


def _says(fact: Fact, words: str) -> bool:
    return words.strip().lower() in str(fact.text).lower()


_NUMBER_WORD = re.compile(r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve", re.IGNORECASE)
# "Two reports", "the two cities": what a sentence counts of its own.
_REPORTS = re.compile(
    r" (?:[a-z]+ ){0,2}(?:reports?|sources?|papers?|articles?|accounts?|counts|figures|amounts|numbers|records)\b"
)
_KINDS = re.compile(
    r" (?:kinds?|sorts?|types?|is|are|was|were|do|does|did|can|may|should|have|has|had|together|cannot)\b"
)
_SENTENCE_END = re.compile(r"[.;](?: |$)")
_THE = re.compile(r"\b(?:the|these|those|all|of the) $", re.IGNORECASE)
_DAY = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<m>[A-Z][a-z]+)|(?P<m2>[A-Z][a-z]+) (?P<d2>\d{1,2})\b")


def _is_day_of(quantity: Quantity, allowed: Iterable[When]) -> bool:
    """Whether a day without a year is one of some dates: "on 14 July"."""
    found = _DAY.search(quantity.text)
    if quantity.when is not None or found is None:
        return False
    day, month = int(found["d"] or found["d2"]), (found["m"] or found["m2"])[:3]
    return any(
        (edge.day, edge.strftime("%b")) == (day, month)
        for when in allowed
        if when.precision == "day"
        for edge in (when.first, when.last)
    )


def _is_day_alone(written: str, text: str, at: int, allowed: Iterable[When]) -> bool:
    """Whether an ordinal is the day of a date: "on the 31st"."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", written)
    if found is None or not text[:at].endswith("the "):
        return False
    days = {edge.day for when in allowed if when.precision == "day" for edge in (when.first, when.last)}
    return int(found[1]) in days


_YEAR = re.compile(r"(?:19|20)\d\d(?= [A-Za-z])")
_BEFORE_YEAR = re.compile(
    r"\b(?:in|by|for|since|until|from|to|of|during|after|before|throughout|late|early|mid) $", re.I
)


_MINUS_WORD = re.compile(r"\b(?:minus|negative|sub-?zero|below zero|under zero|in the red)(?: by| at| of)? ?$", re.I)


def _minus_before(text: str, quantity: Quantity) -> str:
    """A sign or word of minus before a number that the reader has not read as one."""
    before = text[: quantity.start]
    if found := _MINUS_WORD.search(before):
        return "" if (quantity.value or 0) < 0 else found[0].strip()
    last = before[-1:]
    is_dash = bool(last) and (unicodedata.category(last) == "Pd" or last in "−⁻₋➖﹣－")
    # A dash that touches the number and nothing before it is a sign; one between two words or numbers is none.
    return last if is_dash and (len(before) == 1 or before[-2] in " (") and (quantity.value or 0) > 0 else ""


def _is_pronoun(quantity: Quantity) -> bool:
    """Whether "one" counts nothing that is counted here: one report, whom one asks."""
    return quantity.text.strip().lower() == "one" and (quantity.unit is None or not is_counted(quantity.unit))


def _is_worked_out(quantity: Quantity, slots: Iterable[Slot]) -> bool:
    return any(slot.fact is None and slot.start <= quantity.start and quantity.end <= slot.end for slot in slots)


def _shown(quantity: Quantity) -> str:
    return repr(quantity.text.strip())


def _said_there(cited: Iterable[Fact]) -> frozenset[str]:
    """The words that the facts cited say, in small letters: "the first" of a fact may be "the first" of its passage."""
    words = " ".join(f"{fact.text} {fact.note or ''}" for fact in cited).lower()
    return frozenset(re.findall(r"[a-z]+", words))
