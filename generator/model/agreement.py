"""What facts of different sources say of the same thing: groups, origins, spread, status, age, outcome.

Nothing here is typed by an editor but which figure leads where sources differ. A group holds the figures of one
thing, measure and time; from it follow how many independent origins stand behind a figure, whether they agree, and
each fact's status.

A fact of several figures takes part with each of them, as the same fact led by that figure (``Content.statements``).
What is asked of a fact is asked of the figure that leads it. Only its status, as editors wrote it, looks at all: it is
disputed if any of its figures is, and all else is the status of the first, by which it is listed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Literal, Protocol

from generator.model.content import Content
from generator.model.money import Rate, conversion
from generator.model.records import Disagreement, Fact, Figure, Measure
from generator.model.series import (
    Series,
    SeriesKey,
    all_series,
    figure_of,
    is_comparable,
    is_same_time,
    series_key,
)
from generator.model.speakers import Speakers
from generator.model.when import When, months_after

Status = Literal[
    "Withdrawn",
    "Replaced",
    "Disputed",
    "Corrected",
    "Confirmed",
    "Official claim",
    "Single source",
]

# How far the source's own hedge reaches, as a part of the value. "More than 500" is said of 520, not of 900:
# read without an end, it would agree with everything above it and no disagreement would ever show.
# "At least" and "up to" are limits instead, and what lies beyond them contradicts nothing; but it confirms nothing
# either, so that they too reach no further where figures are to confirm each other.
QUALIFIER_MARGIN: Mapping[str | None, tuple[Fraction, Fraction]] = {
    None: (Fraction(0), Fraction(0)),
    **dict.fromkeys(("more than", "over", "at least"), (Fraction(0), Fraction(1, 10))),
    **dict.fromkeys(("nearly", "almost"), (Fraction(1, 10), Fraction(0))),
    **dict.fromkeys(("up to", "under", "less than"), (Fraction(1, 10), Fraction(0))),
    **dict.fromkeys(("about", "around", "some"), (Fraction(1, 20), Fraction(1, 20))),
}
_LIMITS: Mapping[str | None, Literal["above", "below"]] = {"at least": "above", "up to": "below"}
_NO_END = float("inf")
# How far an amount may lie from one in another currency at the reference rate, as a part of the smaller: sources
# convert at the rate of some day of the time, or round.
CURRENCY_MARGIN = Fraction(5, 100)
# Publishers of these classes print what they were told, all on one day or two.
_WIRES = frozenset(("state media", "news agency"))
# Publishers of these classes count or decide themselves; what others print without naming a speaker is of whoever
# told them.
_COUNT_THEMSELVES = frozenset(("government", "research", "company", "conference"))


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one thing, measure and time, each led by its figure of these, in the order of their sources' dates.

    Of amounts in several currencies the key has none.
    """

    key: SeriesKey
    measure: Measure
    when: When
    facts: tuple[Fact, ...]
    # Those that their source has not replaced by another figure.
    latest: tuple[Fact, ...]
    origins: int
    # The widest disagreement, as a part of the smaller value; zero where all agree.
    spread: Fraction

    @property
    def disagrees(self) -> bool:
        """Whether no value fits all of its figures."""
        return self.spread > 0


class Differing(Protocol):
    """Figures that differ or do not add up: what they are about, their measure and time."""

    @property
    def key(self) -> SeriesKey:
        """The series of the figure that is asked about."""

    @property
    def measure(self) -> Measure:
        """Its measure."""

    @property
    def when(self) -> When:
        """Its time."""


@dataclass(frozen=True, slots=True)
class FactStatus:
    """A fact's status in a word, and the reason in a sentence."""

    status: Status
    reason: str


class Statements:
    """All facts of a content, compared with each other."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.speakers = Speakers(content)

    @cached_property
    def series(self) -> Mapping[SeriesKey, Series]:
        """Every series by its key."""
        return all_series(self.content)

    @cached_property
    def series_about(self) -> Mapping[str, Sequence[Series]]:
        """The series of each place and organisation, in the order of keys."""
        found: dict[str, list[Series]] = defaultdict(list)
        for key, series in self.series.items():
            found[key.about].append(series)
        return found

    def series_of(self, fact: Fact) -> Series | None:
        """The series that a fact's figure belongs to, whether or not it counts there; None of one without."""
        key = series_key(self.content, fact)
        return self.series.get(key) if key else None

    @cached_property
    def _comparable(self) -> Mapping[SeriesKey, Sequence[Fact]]:
        """The facts whose figures can agree or differ, by their series, in the order of their ids."""
        found: dict[SeriesKey, list[Fact]] = defaultdict(list)
        for led in self.content.statements.values():
            for fact in led:
                if is_comparable(fact) and (key := series_key(self.content, fact)):
                    found[key].append(fact)
        return found

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group of two facts or more, by what it is about, measure and time."""
        of_any_currency: dict[SeriesKey, list[Fact]] = defaultdict(list)
        for key, facts in sorted(self._comparable.items()):
            of_any_currency[replace(key, currency="")].extend(facts)
        found = []
        for key, facts in sorted(of_any_currency.items()):
            measure = self.content.measures[key.measure]
            for when, same in _times(measure, facts):
                for currency, facts_of_one in self._by_currency(same):
                    if len(facts_of_one) > 1:
                        found.append(self._group(replace(key, currency=currency), measure, when, facts_of_one))
        return tuple(found)

    def _by_currency(self, facts: Sequence[Fact]) -> Iterator[tuple[str, Sequence[Fact]]]:
        """Facts of one time as they can be compared: all of them, or those of each currency where one has no rate."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            found[self.content.currency(figure_of(fact))].append(fact)
        if len(found) > 1 and all(self.dollar_rate(fact) for fact in facts):
            yield "", facts
        else:
            yield from sorted(found.items())

    def _group(self, key: SeriesKey, measure: Measure, when: When, facts: Sequence[Fact]) -> Group:
        ordered = tuple(sorted(facts, key=lambda fact: (self.said_on(fact).first, fact.id)))
        latest = tuple(fact for fact in ordered if not self.replaced_by(fact, ordered))
        return Group(
            key=key,
            measure=measure,
            when=when,
            facts=ordered,
            latest=latest,
            origins=self._origins(latest),
            spread=self._spread(latest, Fraction(measure.tolerance, 100)),
        )

    @cached_property
    def _group_of(self) -> Mapping[tuple[str, Figure | None], Group]:
        return {fact.key: group for group in self.groups for fact in group.facts}

    def group(self, fact: Fact) -> Group | None:
        """The group of the figure that leads a fact; None of one that stands alone."""
        return self._group_of.get(fact.key)

    @cached_property
    def group_of(self) -> Mapping[str, Group]:
        """The group of the first figure of each fact, by the fact's id, of those that are in one."""
        facts = self.content.facts.values()
        return {fact.id: group for fact in facts if (group := self.group(fact))}

    @cached_property
    def groups_about(self) -> Mapping[str, Sequence[Group]]:
        """The groups of each place and organisation."""
        found: dict[str, list[Group]] = defaultdict(list)
        for group in self.groups:
            found[group.key.about].append(group)
        return found

    def times(self, series: Series) -> list[tuple[When, list[Fact]]]:
        """The times of a series, oldest first, each with its figures but those that their source has replaced."""
        found = _times(series.measure, series.figures)
        return [(when, [fact for fact in facts if not self.replaced_by(fact, facts)]) for when, facts in found]

    def status(self, fact: Fact) -> FactStatus:
        """A fact's status and why it has it. A correction that another status goes before is told with its reason.

        Of a fact with several figures, as editors wrote it, it is disputed if any of them is, and else the status of
        the first; of one led by another figure it is the status of that one.
        """
        if fact.withdrawn:
            return FactStatus("Withdrawn", fact.withdrawn.reason)
        found = self._status_of_figure(fact)
        led = self.content.statements.get(fact.id, ())
        if len(led) > 1 and fact.figure is led[0].figure:
            if found.status not in ("Replaced", "Disputed"):
                others = (self._status_of_figure(one) for one in led[1:])
                found = next((other for other in others if other.status == "Disputed"), found)
            if found.status == "Confirmed":
                found = FactStatus("Confirmed", found.reason.replace(" agree.", " agree on its first figure."))
        if not fact.corrections:
            return found
        # Of two on one day the one that was written later.
        last = sorted(fact.corrections, key=lambda correction: correction.on)[-1]
        if found.status in ("Replaced", "Disputed"):
            return FactStatus(found.status, f"{found.reason} It was also corrected: {last.reason}")
        return FactStatus("Corrected", last.reason)

    def _status_of_figure(self, fact: Fact) -> FactStatus:
        """The status of the figure that leads a fact, or of a fact without one; whatever was corrected."""
        if group := self.group(fact):
            if newer := self.replaced_by(fact, group.facts):
                return FactStatus("Replaced", f"The same source gives another figure since {self.said_on(newer)}.")
            if group.disagrees:
                return FactStatus("Disputed", "Sources give different figures for the same time.")
            if (origins := self.origins(fact)) >= 2:
                return FactStatus("Confirmed", f"{origins} independent origins agree.")
        if self.speakers.is_official(fact):
            return FactStatus("Official claim", "Said by an office that reports on itself or on what it governs.")
        return FactStatus("Single source", "We found no second, independent source.")

    def origins(self, fact: Fact) -> int:
        """How many independent origins stand behind the figure that leads a fact: its own, and those that agree."""
        return self._origins(self.confirming(fact))

    def confirming(self, fact: Fact) -> list[Fact]:
        """The fact itself and those of its group that lie near it: 2,000 is no contradiction of "at least 1,000",
        and no confirmation; nor is what was expected of a time one of what came."""
        group = self.group(fact)
        if group is None:
            return [fact]
        tolerance = Fraction(group.measure.tolerance, 100)
        alike = (one for one in group.latest if _is_expected(one) == _is_expected(fact))
        return [one for one in alike if not self._are_apart(fact, one, tolerance, limits=False)]

    def rivals(self, fact: Fact) -> tuple[Fact, ...]:
        """The figures that a disputed figure differs from or, where only others of its time differ from each other,
        those: first the one that an editor would quote first, then by the dates of their sources. None of a figure
        that nobody disputes."""
        group = self.group(fact)
        if group is None or not group.disagrees or self.replaced_by(fact, group.facts):
            return ()
        tolerance = Fraction(group.measure.tolerance, 100)
        others = [one for one in group.latest if one.key != fact.key]
        apart = [one for one in others if self._are_apart(fact, one, tolerance)] or others
        said = self.verdict(group)
        return tuple(sorted(apart, key=lambda one: said is None or one.id != said.leads))

    def verdict(self, group: Differing) -> Disagreement | None:
        """What an editor says of a group that disagrees, or of what does not add up; a check asks for it."""
        return next((said for said in self._said_about.get(group.key.about, ()) if self.is_about(said, group)), None)

    @cached_property
    def _said_about(self) -> Mapping[str, Sequence[Disagreement]]:
        """What editors say of figures that differ, by what these are about."""
        found: dict[str, list[Disagreement]] = defaultdict(list)
        for said in self.content.disagreements.values():
            found[said.about].append(said)
        return found

    def is_about(self, said: Disagreement, group: Differing) -> bool:
        """Whether an editor's words on a disagreement are about a group, or about what does not add up."""
        same = (said.about, said.measure) == (group.key.about, group.key.measure)
        return same and is_same_time(group.measure, said.when, group.when)

    def leading(self, fact: Fact) -> Fact:
        """Of the figures of a fact's time the one that an editor would quote first or, where they agree, the last
        said."""
        group = self.group(fact)
        if group is None:
            return fact
        said = self.verdict(group) if group.disagrees else None
        key = series_key(self.content, fact)
        leads = (one for one in group.facts if said and one.id == said.leads)
        found = next(leads, group.latest[-1])
        # An amount in another currency leads another series.
        own = (one for one in (found, *reversed(group.latest)) if series_key(self.content, one) == key)
        return next(own, fact)

    def lead(self, facts: Sequence[Fact]) -> Fact:
        """Of figures of one series, newest first, the one to show first: of the newest that fits the others, the one
        that leads at its time. Where none fits, the newest."""
        fitting = (fact for fact in facts if not fact.odd and not self.leading(fact).odd)
        return self.leading(next(fitting, facts[0]))

    def compared(self, facts: Sequence[Fact]) -> Fact | None:
        """Of figures of one series, newest first, the one to compare with another place's: it leads, it fits the
        others and, if there is such a one, nobody disputes it; of a flow one of a year before one of another time. None
        where none fits."""
        leads = [self.leading(fact) for fact in facts if not fact.odd and not self.leading(fact).odd]
        leads = [fact for fact in leads if self._is_flow_of_a_year(fact)] or leads
        undisputed = (fact for fact in leads if not self.is_disputed(fact))
        return next(undisputed, leads[0] if leads else None)

    def _is_flow_of_a_year(self, fact: Fact) -> bool:
        figure = figure_of(fact)
        return self.content.measures[figure.measure].kind == "flow" and figure.when.months == 12

    def is_disputed(self, fact: Fact) -> bool:
        """Whether other sources give another figure for the same time."""
        group = self.group(fact)
        return group is not None and group.disagrees

    def contradicting(self, fact: Fact) -> Fact | None:
        """Of the figures of its time the one that lies farthest from the figure that leads a fact, of those that no
        value fits together with it; None where all fit."""
        group = self.group(fact)
        if group is None:
            return None
        tolerance = Fraction(group.measure.tolerance, 100)
        apart = (one for one in group.latest if one is not fact and self._are_apart(fact, one, tolerance))
        return max(apart, key=lambda one: (self._distance(fact, one), one.id), default=None)

    def replaced_by(self, fact: Fact, others: Iterable[Fact]) -> Fact | None:
        """The later figure among ``others`` that the same speaker or publisher gives for the same thing, if it differs.

        ``others`` are the facts of the same group. Raises ``ValueError`` of a fact without a figure.
        """
        for other in others:
            if self.said_on(other).first > self.said_on(fact).last and self.is_same_speaker(fact, other):
                if self._are_apart(fact, other, Fraction(0), limits=False):
                    return other
        return None

    def is_same_speaker(self, one: Fact, two: Fact) -> bool:
        """Whether the same speaker says both or, where none is named, the same house prints both."""
        if one.said_by or two.said_by:
            return self.speakers.voice(one).key == self.speakers.voice(two).key
        return self.speakers.publishing_house(one) == self.speakers.publishing_house(two)

    def _spread(self, facts: Sequence[Fact], tolerance: Fraction) -> Fraction:
        """How far the figures that do not agree lie apart, as a part of the smaller. ``tolerance`` is a part of the
        smaller value too."""
        pairs = combinations(facts, 2)
        return max((self._distance(*pair) for pair in pairs if self._are_apart(*pair, tolerance)), default=Fraction(0))

    def _distance(self, one: Fact, two: Fact) -> Fraction:
        """How far two figures lie apart, or the ends of their ranges that are nearest, as a part of the smaller."""
        near_one, near_two = self._nearest(one, two)
        return abs(near_two - near_one) / (min(abs(near_one), abs(near_two)) or 1)

    def _are_apart(self, one: Fact, two: Fact, tolerance: Fraction, *, limits: bool = True) -> bool:
        """Whether no value fits both figures, each with its hedge, and they differ by more than the tolerance, a part
        of the smaller value; of two currencies by more than ``CURRENCY_MARGIN``. Without ``limits``, "at least" and
        "up to" reach no further than other hedges."""
        (low_one, high_one), (low_two, high_two) = self._reach(one, two, limits), self._reach(two, one, limits)
        gap = max(low_one, low_two) - min(high_one, high_two)
        if self._are_of_two_currencies(one, two):
            tolerance = max(tolerance, CURRENCY_MARGIN)
        return gap > tolerance * min(map(abs, self._nearest(one, two)))

    def reach(self, fact: Fact) -> tuple[Fraction | float, Fraction | float]:
        """The least and the greatest value that a figure may stand for, by its hedge, in the smallest unit of its
        family. Raises ``ValueError`` of a fact without one."""
        return self._reach(fact, fact, limits=True)

    def _reach(self, fact: Fact, other: Fact, limits: bool) -> tuple[Fraction | float, Fraction | float]:
        """The least and the greatest value that a figure may stand for, by its hedge, to compare with another."""
        qualifier = figure_of(fact).qualifier
        below, above = QUALIFIER_MARGIN[qualifier]
        low, high = self._ends(fact, other)
        limit = _LIMITS.get(qualifier) if limits else None
        return (
            -_NO_END if limit == "below" else low - abs(low) * below,
            _NO_END if limit == "above" else high + abs(high) * above,
        )

    def _nearest(self, one: Fact, two: Fact) -> tuple[Fraction, Fraction]:
        """Of two figures the values, or the ends of their ranges, that lie nearest each other."""
        (low_one, high_one), (low_two, high_two) = self._ends(one, two), self._ends(two, one)
        if high_one < low_two:
            return high_one, low_two
        if high_two < low_one:
            return low_one, high_two
        shared = max(low_one, low_two)
        return shared, shared

    def _ends(self, fact: Fact, other: Fact) -> tuple[Fraction, Fraction]:
        """A figure's value, or the ends of its range, in the smallest unit of its family, so that km2 can be compared
        with m2; next to an amount in another currency in dollars."""
        figure = figure_of(fact)
        worth = self.content.units[figure.unit].factor
        if self._are_of_two_currencies(fact, other) and (rate := self.dollar_rate(fact)):
            worth = 1 / rate.per_dollar
        return figure.low * worth, figure.high * worth

    def _are_of_two_currencies(self, one: Fact, two: Fact) -> bool:
        return self.content.currency(figure_of(one)) != self.content.currency(figure_of(two))

    def dollar_rate(self, fact: Fact) -> Rate | None:
        """The reference rate of an amount's time or, where that has none yet, of its source's; None of what is no
        money."""
        figure = fact.figure
        if figure is None or not self.content.currency(figure):
            return None
        for when in (figure.when, self.content.record_of[fact.id].source.published):
            if when and (rate := conversion(figure.unit, when)):
                return rate
        return None

    def _origins(self, facts: Sequence[Fact]) -> int:
        """How many independent origins stand behind facts."""
        origins: list[list[Fact]] = []
        for fact in facts:
            joined = [origin for origin in origins if any(self._is_same_origin(fact, other) for other in origin)]
            origins = [origin for origin in origins if origin not in joined]
            origins.append([fact, *(other for origin in joined for other in origin)])
        return len(origins)

    def _is_same_origin(self, one: Fact, two: Fact) -> bool:
        """Whether two facts rest on one origin: a reprint, another page of the same house, what the same speaker or
        another part of its body says on whichever day, what somebody says of whom the registry knows no body, a report
        of the same amount that leaves the speaker out, and the same amount without a speaker in two state media, or in
        news agencies and state media on one day."""
        speakers = self.speakers
        if speakers.publishing_house(one) == speakers.publishing_house(two):
            return True
        voices = speakers.voice(one), speakers.voice(two)
        if voices[0].is_same_as(voices[1]):
            return True
        # Of somebody whom the registry does not know, nobody can say that he is of another body.
        if any(voice.is_named and not voice.bodies for voice in voices):
            return True
        if not self._is_same_amount(one, two):
            return False
        unnamed = [fact for fact, voice in zip((one, two), voices, strict=True) if not voice.is_named]
        if len(unnamed) == 1:
            return self._class_of(unnamed[0]) not in _COUNT_THEMSELVES
        if len(unnamed) == 2 and self._is_of_the_state(one) and self._is_of_the_state(two):
            return True
        are_wires = {self._class_of(one), self._class_of(two)} <= _WIRES
        return len(unnamed) == 2 and are_wires and self._is_same_day(one, two)

    def _is_same_amount(self, one: Fact, two: Fact) -> bool:
        """Whether two figures have one value to the digit, whatever their hedges; of two currencies, at the rate."""
        if self._are_of_two_currencies(one, two):
            return not self._are_apart(one, two, Fraction(0), limits=False)
        return self._ends(one, two) == self._ends(two, one)

    def _is_same_day(self, one: Fact, two: Fact) -> bool:
        """Whether two sources may be of one day, or of two that follow each other."""
        first, second = sorted((self.said_on(one), self.said_on(two)), key=lambda when: when.first)
        return second.first <= first.last + timedelta(days=1)

    def _class_of(self, fact: Fact) -> str:
        return self.content.publishers[self.speakers.original_record(fact).source.publisher].class_

    def is_counted_by_speaker(self, fact: Fact) -> bool:
        """Whether its speaker is known, as one who counts or decides itself: not the newsroom that prints it."""
        voice = self.speakers.voice(fact)
        if any(body.kind == "newsroom" for body in voice.bodies[:1]):
            return False
        return voice.is_named or self._class_of(fact) in _COUNT_THEMSELVES

    def _is_of_the_state(self, fact: Fact) -> bool:
        bodies = self.speakers.voice(fact).bodies
        return self._class_of(fact) == "state media" or any(body.kind == "public body" for body in bodies)

    def said_on(self, fact: Fact) -> When:
        """When it was first said, as far as we know: what a reprint says is as old as its original."""
        source = self.speakers.original_record(fact).source
        return source.published or When.of_day(source.retrieved)

    def outcome(self, target: Fact) -> tuple[Fact, ...]:
        """The figures that answer a target: of its series and time, by their ids; none of a target without a figure."""
        if target.figure is None:
            return ()
        measure, due = self.content.measures[target.figure.measure], target.figure.when
        return tuple(fact for fact in self._figures_like(target) if is_same_time(measure, figure_of(fact).when, due))

    def next_figure(self, target: Fact) -> Fact | None:
        """The first figure of a target's series of the twelve months after the target was due; None without one."""
        if target.figure is None:
            return None
        due = target.figure.when.last
        whens = ((figure_of(fact).when, fact) for fact in self._figures_like(target))
        within = [(when.first, when.last, fact) for when, fact in whens if due < when.first <= months_after(due, 12)]
        return min(within, key=lambda found: found[:2])[-1] if within else None

    def _figures_like(self, target: Fact) -> Iterator[Fact]:
        """The figures that could answer a target."""
        key = series_key(self.content, target)
        return (fact for fact in self._comparable.get(key, ()) if fact.kind == "figure") if key else iter(())

    def against(self, target: Fact, answer: Fact) -> Literal["above", "below", ""]:
        """Whether a figure lies at or above the target that it answers, or below it; "" where the hedge or the range of
        either leaves that open, or they are not of one series. Raises ``ValueError`` of facts without figures."""
        if series_key(self.content, target) != series_key(self.content, answer):
            return ""
        aim = figure_of(target).qualifier
        if aim in ("up to", "under", "less than"):
            return ""
        low, high = self._reach(answer, target, limits=True)
        least, most = self._ends(target, answer)
        if low >= most and (low > most or aim not in ("more than", "over")):
            return "above"
        return "below" if high < least else ""

    def last_checked(self, fact: Fact) -> date:
        """The day on which somebody last read the source for this fact."""
        return max((self.content.record_of[fact.id].source.retrieved, *fact.checked))

    def review_due(self, fact: Fact) -> date | None:
        """The last day of a figure's review horizon: after it, somebody should have looked for a newer one."""
        if fact.figure is None or fact.kind == "target" or fact.withdrawn:
            return None
        return months_after(fact.figure.when.last, self.content.measures[fact.figure.measure].review_after)


# Words of an amount that had not come yet when it was said.
_EXPECTED = re.compile(r"\b(?:expected|forecast|projected|predicted|anticipated|on course|set to)\b", re.IGNORECASE)


def _is_expected(fact: Fact) -> bool:
    """Whether a fact says what was to come, and not what came."""
    return bool(_EXPECTED.search(fact.text))


def _times(measure: Measure, facts: Iterable[Fact]) -> list[tuple[When, list[Fact]]]:
    """Facts by the time that they are of."""
    found: list[tuple[When, list[Fact]]] = []
    for fact in sorted(facts, key=lambda fact: (figure_of(fact).when.last, figure_of(fact).when.first, fact.id)):
        when = figure_of(fact).when
        same = next((group for of, group in found if is_same_time(measure, of, when)), None)
        if same is None:
            found.append((when, [fact]))
        else:
            same.append(fact)
    return found
