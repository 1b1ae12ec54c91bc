"""What facts of different sources say of the same thing: groups, origins, spread, status, age, outcome.

Nothing here is typed by an editor but which figure leads where sources differ. A group holds the figures of one
series and one time; from it follow how many independent origins stand behind a figure, whether they agree, and each
fact's status.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from generator.model.content import Content
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
    "Corrected",
    "Replaced",
    "Disputed",
    "Confirmed",
    "Official claim",
    "Single source",
]

# How far the source's own hedge reaches, as a part of the value. "More than 500" is said of 520, not of 900:
# read without an end, it would agree with everything above it and no disagreement would ever show.
QUALIFIER_MARGIN: Mapping[str | None, tuple[Fraction, Fraction]] = {
    None: (Fraction(0), Fraction(0)),
    **dict.fromkeys(("more than", "over", "at least"), (Fraction(0), Fraction(1, 10))),
    **dict.fromkeys(("nearly", "almost"), (Fraction(1, 10), Fraction(0))),
    **dict.fromkeys(("up to", "under", "less than"), (Fraction(1, 10), Fraction(0))),
    **dict.fromkeys(("about", "around", "some"), (Fraction(1, 20), Fraction(1, 20))),
}
# Publishers of these classes count or decide themselves; what others print without naming a speaker is of whoever
# told them.
_COUNT_THEMSELVES = frozenset(("government", "research", "company", "conference"))


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one series and one time, in the order of their sources' dates."""

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
        """The facts whose figures can agree or differ, by what these share, in the order of their ids."""
        found: dict[SeriesKey, list[Fact]] = defaultdict(list)
        for fact in self.content.facts.values():
            if is_comparable(fact) and (key := series_key(self.content, fact)):
                found[key].append(fact)
        return found

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group of two facts or more, by what it is about, measure and time."""
        found = []
        for key, facts in sorted(self._comparable.items()):
            measure = self.content.measures[key.measure]
            for when, same in _times(measure, facts):
                if len(same) > 1:
                    found.append(self._group(key, measure, when, same))
        return tuple(found)

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
    def group_of(self) -> Mapping[str, Group]:
        """The group of each fact, by the fact's id, of those that are in one."""
        return {fact.id: group for group in self.groups for fact in group.facts}

    @cached_property
    def groups_about(self) -> Mapping[str, Sequence[Group]]:
        """The groups of each place and organisation."""
        found: dict[str, list[Group]] = defaultdict(list)
        for group in self.groups:
            found[group.key.about].append(group)
        return found

    def status(self, fact: Fact) -> FactStatus:
        """A fact's status and why it has it."""
        if fact.withdrawn:
            return FactStatus("Withdrawn", fact.withdrawn.reason)
        if fact.corrections:
            # Of two on one day the one that was written later.
            return FactStatus("Corrected", sorted(fact.corrections, key=lambda correction: correction.on)[-1].reason)
        group = self.group_of.get(fact.id)
        if group:
            if newer := self.replaced_by(fact, group.facts):
                return FactStatus("Replaced", f"The same source gives another figure since {self.said_on(newer)}.")
            if group.disagrees:
                return FactStatus("Disputed", "Sources give different figures for the same time.")
            if group.origins >= 2:
                return FactStatus("Confirmed", f"{group.origins} independent origins agree.")
        if self.speakers.is_official(fact):
            return FactStatus("Official claim", "Said by an office that reports on itself or on what it governs.")
        return FactStatus("Single source", "No second, independent source is on file.")

    def verdict(self, group: Group) -> Disagreement | None:
        """What an editor says of a group that disagrees; a check asks for it."""
        return next((said for said in self._said_about.get(group.key.about, ()) if self.is_about(said, group)), None)

    @cached_property
    def _said_about(self) -> Mapping[str, Sequence[Disagreement]]:
        """What editors say of figures that differ, by what these are about."""
        found: dict[str, list[Disagreement]] = defaultdict(list)
        for said in self.content.disagreements.values():
            found[said.about].append(said)
        return found

    def is_about(self, said: Disagreement, group: Group) -> bool:
        """Whether an editor's words on a disagreement are about a group."""
        same = (said.about, said.measure) == (group.key.about, group.key.measure)
        return same and is_same_time(group.measure, said.when, group.when)

    def leading(self, fact: Fact) -> Fact:
        """Of the figures of a fact's time the one that an editor would quote first or, where they agree, the last
        said."""
        group = self.group_of.get(fact.id)
        if group is None:
            return fact
        said = self.verdict(group) if group.disagrees else None
        leads = (one for one in group.facts if said and one.id == said.leads)
        return next(leads, group.latest[-1])

    def lead(self, facts: Sequence[Fact]) -> Fact:
        """Of figures of one series, newest first, the one to show first: of the newest that fits the others, the one
        that leads at its time. Where none fits, the newest."""
        fitting = (fact for fact in facts if not fact.odd and not self.leading(fact).odd)
        return self.leading(next(fitting, facts[0]))

    def compared(self, facts: Sequence[Fact]) -> Fact | None:
        """Of figures of one series, newest first, the one to compare with another place's: it leads, it fits the
        others and, if there is such a one, nobody disputes it. None where none fits."""
        leads = [self.leading(fact) for fact in facts if not fact.odd and not self.leading(fact).odd]
        undisputed = (fact for fact in leads if not self.is_disputed(fact))
        return next(undisputed, leads[0] if leads else None)

    def is_disputed(self, fact: Fact) -> bool:
        """Whether other sources give another figure for the same time."""
        group = self.group_of.get(fact.id)
        return group is not None and group.disagrees

    def replaced_by(self, fact: Fact, others: Iterable[Fact]) -> Fact | None:
        """The later figure among ``others`` that the same speaker or publisher gives for the same thing, if it differs.

        ``others`` are the facts of the same group. Raises ``ValueError`` of a fact without a figure.
        """
        for other in others:
            if self.said_on(other).first > self.said_on(fact).last and self._is_same_speaker(fact, other):
                if self._are_apart(figure_of(fact), figure_of(other), Fraction(0)):
                    return other
        return None

    def _is_same_speaker(self, one: Fact, two: Fact) -> bool:
        """Whether the same speaker says both or, where none is named, the same house prints both."""
        if one.said_by or two.said_by:
            return self.speakers.voice(one).key == self.speakers.voice(two).key
        return self.speakers.publishing_house(one) == self.speakers.publishing_house(two)

    def _spread(self, facts: Sequence[Fact], tolerance: Fraction) -> Fraction:
        """How far the figures that do not agree lie apart, as a part of the smaller. ``tolerance`` is a part of the
        smaller value too."""
        figures = [figure_of(fact) for fact in facts]
        # They agree if one value fits all; the two that are furthest from that say how far they are.
        lowest = min(figures, key=lambda figure: self._range(figure)[1])
        highest = max(figures, key=lambda figure: self._range(figure)[0])
        if not self._are_apart(lowest, highest, tolerance):
            return Fraction(0)
        one, two = self._value(lowest), self._value(highest)
        return abs(two - one) / (min(abs(one), abs(two)) or 1)

    def _are_apart(self, one: Figure, two: Figure, tolerance: Fraction) -> bool:
        """Whether no value fits both figures, each with its hedge, and they differ by more than the tolerance, a part
        of the smaller value."""
        (low_one, high_one), (low_two, high_two) = self._range(one), self._range(two)
        gap = max(low_one, low_two) - min(high_one, high_two)
        return gap > tolerance * min(abs(self._value(one)), abs(self._value(two)))

    def _range(self, figure: Figure) -> tuple[Fraction, Fraction]:
        """The least and the greatest value that a figure may stand for, by its hedge."""
        below, above = QUALIFIER_MARGIN[figure.qualifier]
        value = self._value(figure)
        return value - abs(value) * below, value + abs(value) * above

    def _value(self, figure: Figure) -> Fraction:
        """A figure's value in the smallest unit of its family, so that km2 can be compared with m2."""
        return figure.value * self.content.units[figure.unit].factor

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
        another part of its body says on whichever day, a report of the same figure that leaves the speaker out, and
        the same figure without a speaker in two state media."""
        speakers = self.speakers
        if speakers.publishing_house(one) == speakers.publishing_house(two):
            return True
        voices = speakers.voice(one), speakers.voice(two)
        if voices[0].is_same_as(voices[1]):
            return True
        if not self._is_same_figure(figure_of(one), figure_of(two)):
            return False
        unnamed = [fact for fact, voice in zip((one, two), voices, strict=True) if not voice.is_named]
        if len(unnamed) == 1:
            return self._class_of(unnamed[0]) not in _COUNT_THEMSELVES
        return len(unnamed) == 2 and self._is_of_the_state(one) and self._is_of_the_state(two)

    def _is_same_figure(self, one: Figure, two: Figure) -> bool:
        same_margin = QUALIFIER_MARGIN[one.qualifier] == QUALIFIER_MARGIN[two.qualifier]
        return same_margin and self._value(one) == self._value(two)

    def _class_of(self, fact: Fact) -> str:
        return self.content.publishers[self.speakers.original_record(fact).source.publisher].class_

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
        """Whether a figure lies at or above the target that it answers, or below it; "" where the hedge of either
        leaves that open, or they are not of one series. Raises ``ValueError`` of facts without figures."""
        if series_key(self.content, target) != series_key(self.content, answer):
            return ""
        aim, reached = figure_of(target), figure_of(answer)
        if aim.qualifier in ("up to", "under", "less than"):
            return ""
        low, high = self._range(reached)
        value = self._value(aim)
        if low >= value and (low > value or aim.qualifier not in ("more than", "over")):
            return "above"
        return "below" if high < value else ""

    def last_checked(self, fact: Fact) -> date:
        """The day on which somebody last read the source for this fact."""
        return max((self.content.record_of[fact.id].source.retrieved, *fact.checked))

    def review_due(self, fact: Fact) -> date | None:
        """The last day of a figure's review horizon: after it, somebody should have looked for a newer one."""
        if fact.figure is None or fact.kind == "target" or fact.withdrawn:
            return None
        return months_after(fact.figure.when.last, self.content.measures[fact.figure.measure].review_after)


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
