"""Series: the figures of one subject and one measure over time. Every output asks here which figures make one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.content import Content
from generator.model.records import Fact, Figure, Measure
from generator.model.when import When


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """What all figures of a series share: the id of the place or organisation, of the measure, of money the currency
    ("" of all else) and, of what is no total, what it is for: a year, a person. Two currencies are two series, for the
    rate between them moves."""

    about: str
    measure: str
    currency: str
    per: str = ""

    def __str__(self) -> str:
        per = f"per-{self.per}" if self.per else ""
        return "/".join(part for part in (self.about, self.measure, self.currency.lower(), per) if part)


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a series and the targets for it, as facts led by them, each oldest first; none is withdrawn."""

    key: SeriesKey
    measure: Measure
    figures: tuple[Fact, ...]
    targets: tuple[Fact, ...]

    @property
    def is_over_time(self) -> bool:
        """Whether it has figures of two times or more."""
        return len({fact.figure.when.text for fact in self.figures if fact.figure}) > 1


def series_key(content: Content, fact: Fact) -> SeriesKey | None:
    """The series that the figure leading a fact belongs to, or None of a fact without a figure.

    It is None too where the measure or unit is not known or they do not fit; a check says so. Growth or a share of what
    the fact counts first belongs to no series of its own, nor does what is of a part of that.
    """
    figure = fact.figure
    if figure is None:
        return None
    measure, unit = content.measures.get(figure.measure), content.units.get(figure.unit)
    if measure is None or unit is None or measure.unit != unit.family:
        return None
    if measure.of_first or _is_of_a_part(content, fact, figure):
        return None
    return SeriesKey(fact.about, figure.measure, content.currency(figure), figure.per or "")


def _is_of_a_part(content: Content, fact: Fact, figure: Figure) -> bool:
    """Whether a fact has an earlier figure of the same measure and time: a further one is then of a part of that, or of
    something else, as 70,000 kilometres on highways are next to 2 million."""
    for earlier in content.facts[fact.id].figures if len(fact.figures) > 1 else ():
        if earlier is figure:
            return False
        if (earlier.measure, earlier.when, earlier.per) == (figure.measure, figure.when, figure.per):
            return True
    return False


def is_comparable(fact: Fact) -> bool:
    """Whether a fact's figure can agree with another of the same time or contradict it: it is no plan and no rule,
    and has not been withdrawn."""
    return fact.figure is not None and fact.kind not in ("target", "policy") and not fact.withdrawn


def counts_in_series(measure: Measure, fact: Fact) -> bool:
    """Whether a fact's figure counts in a series: it can be compared, and says how things are or were, not what one
    event amounts to."""
    return is_comparable(fact) and fact.kind != "event" and measure.kind != "event"


def all_series(content: Content) -> Mapping[SeriesKey, Series]:
    """Every series by its key, in the order of keys."""
    figures: dict[SeriesKey, list[Fact]] = defaultdict(list)
    targets: dict[SeriesKey, list[Fact]] = defaultdict(list)
    for fact in (one for led in content.statements.values() for one in led):
        if key := series_key(content, fact):
            if counts_in_series(content.measures[key.measure], fact):
                figures[key].append(fact)
            elif fact.kind == "target" and not fact.withdrawn:
                targets[key].append(fact)
    return {
        key: Series(key, content.measures[key.measure], by_time(figures.get(key, ())), by_time(targets.get(key, ())))
        for key in sorted(figures.keys() | targets.keys())
    }


def by_time(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts with figures by the times of these, oldest first; of one time by their ids. Raises ``ValueError``
    of one without."""
    return tuple(sorted(facts, key=figure_age))


def figure_age(fact: Fact) -> tuple[date, date, str]:
    """What a fact's figure is of, to sort by: its last day, its first, and the fact's id. Raises ``ValueError`` of a
    fact without one."""
    when = figure_of(fact).when
    return when.last, when.first, fact.id


def figure_of(fact: Fact) -> Figure:
    """The figure of a fact that has one. Raises ``ValueError`` of one that has none."""
    if fact.figure is None:
        raise ValueError(f"{fact.id} has no figure")
    return fact.figure


def is_same_time(measure: Measure, one: When, two: When) -> bool:
    """Whether two figures of a measure are of the same time: the same days or, of a stock, a year and the end of it.

    What flowed in a December did not flow in the year, and what is open has no end that another could share.
    """
    if one.is_open or two.is_open:
        return False
    if (one.first, one.last) == (two.first, two.last):
        return True
    if measure.kind != "stock":
        return False
    longer, shorter = (one, two) if one.last - one.first >= two.last - two.first else (two, one)
    is_year = longer.precision == "year" and not longer.is_span
    return is_year and longer.first <= shorter.first and longer.last == shorter.last


def is_before(one: Fact, two: Fact) -> bool:
    """Whether a figure's time has ended before another's begins. Raises ``ValueError`` of a fact without one."""
    return figure_of(one).when.last < figure_of(two).when.first
