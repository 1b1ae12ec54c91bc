"""What a chart shows: which of its facts are drawn, in which rows, and which are not and why.

Only what stands is drawn: nothing that was withdrawn, and nothing that its own source has replaced. A chart of a
measure takes all figures of it about its subjects; of several currencies the one that most of them have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from generator.model.content import Content
from generator.model.index import Index
from generator.model.records import Chart, Fact
from generator.model.series import by_time, counts_in_series, figure_age, figure_of, series_key
from generator.model.states import outcome
from generator.model.when import When

# Why a fact of a chart is not drawn. The first two are what becomes of facts; an editor need not do anything.
Why = Literal[
    "withdrawn",
    "replaced",
    "no figure",
    "of another measure",
    "in another currency",
    "for another time or thing",
    "not comparable",
    "no target",
    "nobody differs",
    "not above zero",
]
LAPSED: tuple[Why, ...] = ("withdrawn", "replaced")
# What a target is held against: a figure of its time, one after it, one before it, or none that we found.
Against = Literal["its time", "later", "before", "nothing"]


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """A fact of a chart that is not drawn, led by its figure, and why."""

    fact: Fact
    why: Why


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one thing, measure and time: a target first with what answers it or, without one, figures that
    differ, the smallest first. ``lead`` is the one that we would quote first."""

    target: Fact | None
    figures: tuple[Fact, ...]
    lead: Fact | None
    against: Against = "its time"

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All of them."""
        return (self.target, *self.figures) if self.target else self.figures


@dataclass(frozen=True, slots=True)
class Shown:
    """What a chart shows: figures and targets of one measure by time or, of targets and ranges, rows; and what of it is
    not drawn."""

    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    not_drawn: tuple[NotDrawn, ...]

    @property
    def drawn(self) -> tuple[Fact, ...]:
        """Every fact that is drawn, each once for each of its figures that is."""
        every = (*self.facts, *(fact for row in self.rows for fact in row.facts))
        return tuple({fact.key: fact for fact in every}.values())

    @property
    def points(self) -> int:
        """How many figures it has that can be held against each other, or had before some lapsed."""
        return len(self.drawn) + sum(one.why in LAPSED for one in self.not_drawn)


def shown(index: Index, chart: Chart) -> Shown:
    """What a chart shows on the day of the index. Ids that are unknown are passed over."""
    facts = tuple(_facts(index.content, chart))
    if chart.kind == "targets":
        return _targets(index, facts)
    if chart.kind == "ranges":
        return _ranges(index, chart, facts)
    return _series(index, chart, facts)


def _facts(content: Content, chart: Chart) -> Iterator[Fact]:
    """The facts of a chart, once for each figure of its measure: those that it names, and those about its subjects."""
    named = [content.facts[id] for id in dict.fromkeys(chart.facts) if id in content.facts]
    for fact in named:
        led = content.statements.get(fact.id, ())
        of_measure = [one for one in led if figure_of(one).measure == chart.measure]
        yield from of_measure or led[:1] or (fact,)
    for fact in content.facts.values():
        if fact.about in chart.about and fact not in named:
            for one in content.statements.get(fact.id, ()):
                of_chart = chart.measure in (None, figure_of(one).measure)
                if of_chart and (chart.kind != "targets" or fact.kind == "target"):
                    yield one


def _lapsed(index: Index, fact: Fact) -> Why | None:
    if fact.withdrawn:
        return "withdrawn"
    group = index.statements.group(fact)
    return "replaced" if group and index.statements.replaced_by(fact, group.facts) else None


def _series(index: Index, chart: Chart, facts: Sequence[Fact]) -> Shown:
    """Figures and targets that share a measure, a currency and what they are for."""
    content, found, left = index.content, list[Fact](), list[NotDrawn]()
    keys = {fact.key: series_key(content, fact) for fact in facts}
    known = [key for key in keys.values() if key]
    measure = chart.measure or next((key.measure for key in known), None)
    kinds = Counter((key.currency, key.per) for key in known if key.measure == measure)
    # Of as many the first by name, so that an order of facts decides nothing.
    currency, per = min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else ("", "")
    for fact in facts:
        key, why = keys[fact.key], _lapsed(index, fact)
        if fact.figure is None:
            why = "no figure"
        elif fact.figure.measure != measure:
            why = "of another measure"
        elif key is None or not (
            fact.kind == "target" or fact.withdrawn or counts_in_series(content.measures[key.measure], fact)
        ):
            why = "not comparable"
        elif key.currency != currency:
            why = "in another currency"
        elif key.per != per:
            why = "for another time or thing"
        if why:
            left.append(NotDrawn(fact, why))
        else:
            found.append(fact)
    return Shown(by_time(found), (), tuple(left))


def _targets(index: Index, facts: Sequence[Fact]) -> Shown:
    """Each target with the figures of its time or, where there are none, the next or the last before it."""
    rows, left = list[Row](), list[NotDrawn]()
    for fact in facts:
        why = _lapsed(index, fact)
        if fact.kind != "target":
            why = "no target"
        elif fact.figure is None:
            why = "no figure"
        elif fact.figure.value <= 0:
            why = "not above zero"
        if why:
            left.append(NotDrawn(fact, why))
        else:
            rows.append(_target(index, fact))
    # By the time that they were due.
    rows.sort(key=lambda row: figure_age(row.facts[0]))
    return Shown((), tuple(rows), tuple(left))


def _target(index: Index, target: Fact) -> Row:
    found, statements = outcome(index, target), index.statements
    if found.answers:
        standing = [fact for fact in found.answers if not _lapsed(index, fact)] or list(found.answers)
        lead = statements.leading(standing[0])
        lead = lead if lead in standing else standing[0]
        others = [fact for fact in standing if fact is not lead and _value(index, fact) != _value(index, lead)]
        return Row(target, (lead, *others), lead, "its time" if found.answered_by == "figures of its time" else "later")
    series, due = statements.series_of(target), figure_of(target).when
    before = [
        fact
        for fact in (series.figures if series else ())
        if figure_of(fact).when.last <= due.last and not fact.odd and not _lapsed(index, fact)
    ]
    if before:
        newest = max(before, key=figure_age)
        lead = statements.leading(newest)
        return Row(target, (lead,), lead, "before")
    return Row(target, (), None, "nothing")


def _ranges(index: Index, chart: Chart, facts: Sequence[Fact]) -> Shown:
    """Figures of one thing and time that differ, the widest range first."""
    statements, left = index.statements, list[NotDrawn]()
    rows: dict[tuple[object, When], Row] = {}
    for fact in facts:
        group = statements.group(fact) if fact.figure and not fact.withdrawn else None
        if fact.withdrawn:
            left.append(NotDrawn(fact, "withdrawn"))
        elif fact.figure is None:
            left.append(NotDrawn(fact, "no figure"))
        elif group is None or not group.disagrees:
            if fact.id in chart.facts:
                left.append(NotDrawn(fact, "nobody differs"))
        elif (group.key, group.when) not in rows:
            lead = statements.leading(fact)
            own = index.content.currency(figure_of(lead))
            same = [one for one in group.latest if index.content.currency(figure_of(one)) == own]
            left += (NotDrawn(one, "in another currency") for one in group.latest if one not in same)
            left += (NotDrawn(one, "replaced") for one in group.facts if one not in group.latest)
            same.sort(key=lambda one: (_value(index, one), one.id))
            if len(same) > 1 and _value(index, same[0]) > 0:
                rows[group.key, group.when] = Row(None, tuple(same), lead if lead in same else same[-1])
            else:
                left += (NotDrawn(one, "not above zero") for one in same)
    drawn = sorted(rows.values(), key=lambda row: (-ratio(index, row.figures[-1], row.figures[0]), row.figures[0].id))
    every = {fact.key for row in drawn for fact in row.figures}
    unique = {(one.fact.key): one for one in left if one.fact.key not in every}
    return Shown((), tuple(drawn), tuple(unique.values()))


def _value(index: Index, fact: Fact) -> Fraction:
    figure = figure_of(fact)
    return figure.value * index.content.units[figure.unit].factor


def ratio(index: Index, fact: Fact, other: Fact) -> Fraction:
    """How many times another figure, which is not zero, a figure is. Raises ``ValueError`` of a fact without one."""
    return _value(index, fact) / _value(index, other)


def lead_of(index: Index, facts: Iterable[Fact]) -> Fact | None:
    """Of the figures of a chart the one to show first: of what the first of them is about, the newest that fits."""
    figures = [fact for fact in facts if fact.kind != "target"]
    newest = sorted(figures, key=figure_age, reverse=True)
    found = index.statements.lead(newest) if newest else None
    return next((fact for fact in figures if found and fact.key == found.key), newest[0] if newest else None)
