"""What a number of a text says of a figure: its value, unit and hedge; and of a date, whether it is that of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from generator.model.records import Figure, Unit
from generator.model.when import PRECISIONS, Precision, When
from generator.quantities import Quantity, Reader, bound, same_kind
from generator.read.partial import INVALID

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

# The longest of the words that say something of the number after them, "beginning of the year", and one before.
_NEAR = 24


# Amounts in a row, and the word behind them that says that they are one.
_ROW, _RESPECTIVELY = re.compile(r",? (?:and )?"), re.compile(r"[^.;]{0,60}?\brespectively\b")


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


# What stands between the numbers and dates of a list: "30 billion yuan in 2020, 15 billion in 2022 and in 2023 28".
_BETWEEN = re.compile(
    r"[,;]?(?: (?:and|or|to|then))?(?: (?:in|for|by|of|at|during|within|as of|since|until))?(?: the)?"
    r"(?: (?:end|start|beginning|middle|close) of| early| late)?(?: (?:it|they|there) (?:was|were|had))? ?"
)
# What may stand behind a number that says no unit of its own: no noun.
_BEHIND_BARE = re.compile(r"\s*(?:$|[.,;:)]|(?:in|for|by|and|or|at|to|from|then|while|during|within|as of|until)\b)")


def in_list(between: str) -> bool:
    """Whether what stands between two numbers or dates is no more than what joins the members of a list."""
    return _BETWEEN.fullmatch(between) is not None


def lent_units(text: str, quantities: Sequence[Quantity]) -> Mapping[int, str]:
    """The units that bare numbers of a text have from the list that they stand in, by where they begin. A list lends
    its unit only where all its numbers that say one say the same."""
    lists: list[list[Quantity]] = []
    for quantity in quantities:
        if quantity.kind not in ("amount", "date"):
            continue
        if lists and in_list(text[lists[-1][-1].end : quantity.start]):
            lists[-1].append(quantity)
        else:
            lists.append([quantity])
    lent: dict[int, str] = {}
    for one in lists:
        amounts = [quantity for quantity in one if quantity.kind == "amount" and quantity.value is not None]
        units = {quantity.unit for quantity in amounts if quantity.unit}
        if len(units) != 1:
            continue
        bare = (each for each in amounts if each.unit is None and _BEHIND_BARE.match(text, each.end))
        lent.update((quantity.start, unit) for quantity in bare for unit in units)
    return lent


# How a source says the same part of a year or month, in English and Chinese.
_SAID = (
    re.compile(r"\b(?:early|beginning|start|outset|opening)\b|初|上旬|伊始", re.IGNORECASE),
    re.compile(r"\b(?:mid|middle)\b|中旬|年中", re.IGNORECASE),
    re.compile(r"\b(?:late|end|close|closing)\b|底|末|下旬", re.IGNORECASE),
)


def part_before(text: str, quantity: Quantity) -> str:
    """The words right before a date that name a part of it, such as "end of "; empty where there are none."""
    before = text[max(0, quantity.start - _NEAR) : quantity.start]
    found = _PART_BEFORE.search(before)
    is_part = found and quantity.when and quantity.when != When.parse(quantity.when.text)
    return before[found.start() :] if found and is_part else ""


def says_part(words: str, named: str) -> bool:
    """Whether a source's words name the part of a year or month that ours do."""
    return any(part.search(named) and part.search(words) for part in _SAID)


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


def is_dated(when: When | None, dates: Iterable[When]) -> bool:
    """Whether a date is one of others: the same, less exact, or where one of them begins or ends. A span may also
    go from one of them to another."""
    if when is None:
        return False
    dates = list(dates)
    if any(_is_one(when, other) for other in dates):
        return True
    return when.is_span and all(is_dated(When.parse(end), dates) for end in when.text.split("/"))


def _is_one(when: When, other: When) -> bool:
    finer = PRECISIONS.index(when.precision) - PRECISIONS.index(other.precision)
    if when.first <= other.first and other.last <= when.last:
        # From January to October is no less exact word for January to September; the 2020s are one for 2023.
        same = (when.first, when.last) == (other.first, other.last)
        years = when.last.year - when.first.year
        is_era = years in (9, 99) and when.first.year % 10 == 0
        # A financial year is told by the two years that it lies in.
        in_years = other.is_span and (when.first.year, when.last.year) == (other.first.year, other.last.year)
        return same or is_era or not when.is_span or (in_years and finer < 0)
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


class Amounts:
    """Compares numbers of texts with figures, by the units of a content and the words of its reader."""

    def __init__(self, units: Mapping[str, Unit], reader: Reader) -> None:
        self._units = units
        self.reader = reader

    def says(self, quantity: Quantity, figure: Figure) -> bool:
        """Whether a number says a figure: its value, its unit and its hedge."""
        return self.says_value(quantity, figure) and self.says_unit(quantity, figure) and says_hedge(quantity, figure)

    def in_unit_of(self, quantity: Quantity, figure: Figure) -> Quantity:
        """A source's amount in the unit of a figure, where the source means it by a sign that is another's: its
        country's own dollar by "$"."""
        unit = self._units.get(figure.unit)
        signs = unit.at_home if unit and unit.at_home is not INVALID else ()
        for sign in signs:
            if sign is not INVALID and re.search(rf"(?<![A-Za-z]){re.escape(sign)} ?[\d.]", quantity.text):
                return quantity._replace(unit=figure.unit)
        return quantity

    def says_value(self, quantity: Quantity, figure: Figure) -> bool:
        """Whether a number has a figure's value, or a range its ends, in its own unit or in another of the family."""
        unit, other = self._units.get(figure.unit), self._units.get(quantity.unit or "")
        if quantity.value is None:
            return False
        ends, stated = (quantity.value, quantity.upper), (figure.value, figure.to)
        if unit and other and other is not unit and other.family == unit.family:
            return _scaled(ends, other.factor) == _scaled(stated, unit.factor)
        return ends == stated

    def is_same(self, one: Quantity, other: Quantity) -> bool:
        """Whether two numbers are the same, as they are written or in units of one family."""
        ends, others = (one.value, one.upper), (other.value, other.upper)
        unit, of_other = self._units.get(one.unit or ""), self._units.get(other.unit or "")
        if unit and of_other and unit.family == of_other.family:
            return _scaled(ends, unit.factor) == _scaled(others, of_other.factor)
        return ends == others

    def says_unit(self, quantity: Quantity, figure: Figure) -> bool:
        """Whether a number's unit is the figure's: strictly for money and measures, loosely for what is counted,
        because "firms" and "enterprises" are both companies."""
        unit = self._units.get(figure.unit)
        if unit is None or unit.family is INVALID:
            return True  # a problem of its own
        other = self._units.get(quantity.unit or "")
        if unit.family == "money":
            return quantity.unit == figure.unit
        if other is not None:
            return bool(other.family == unit.family)
        # A bare 0.5 may be a share, and is no distance.
        if unit.id in self.reader.measured and unit.id != "share":
            return False
        return quantity.unit not in self.reader.measured and same_kind(quantity.unit or "", unit.id)


def says_hedge(quantity: Quantity, figure: Figure) -> bool:
    """Whether a number is hedged in the direction of a figure."""
    return bound(quantity.qualifier) == bound(figure.qualifier)


def _scaled(ends: tuple[Fraction | None, ...], factor: Fraction) -> tuple[Fraction | None, ...]:
    return tuple(end if end is None else end * factor for end in ends)
