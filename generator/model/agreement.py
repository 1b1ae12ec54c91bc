"""What facts of different sources say of the same thing: groups, origins, agreement, status, age, outcome.

Nothing here is typed by an editor. A group holds the figures of one subject, one measure and one time; from it
follow how many independent origins stand behind a figure, whether they agree, and each fact's status.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from generator.model.content import Content
from generator.model.records import Fact, Figure, Record
from generator.model.when import When

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

# Words of office in ``said_by``. A claim of those whose business it is to look good is called what it is.
_OFFICE = re.compile(
    r"\b(?:mayor|vice[- ]mayor|minister|ministry|government|governor|municipal|commission|administration|"
    r"administrative|committee|bureau|secretary|department|district (?:director|head)|cabinet|president|premier|"
    r"council|MIIT|NDRC|CAC|CPPCC|MOST|authorit\w+|officials?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Facts about one place or organisation, one measure and one time, in the order of their sources' dates."""

    about: str
    measure: str
    when: When
    facts: tuple[Fact, ...]
    # Those that their source has not replaced by another figure.
    latest: tuple[Fact, ...]
    origins: int
    # The widest disagreement, as a part of the smaller value; zero where all agree.
    spread: Fraction

    @property
    def disagrees(self) -> bool:
        return self.spread > 0


@dataclass(frozen=True, slots=True)
class FactStatus:
    """A fact's status in a word, and the reason in a sentence."""

    status: Status
    reason: str


class Statements:
    """All facts of a content, put beside each other."""

    def __init__(self, content: Content) -> None:
        self.content = content

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group of two facts or more, by what it is about, measure and time."""
        comparable: dict[tuple[str, str, str], list[tuple[When, Fact]]] = defaultdict(list)
        for fact in self.content.facts.values():
            if (
                fact.figure
                and fact.kind not in ("target", "policy")
                and not fact.withdrawn
                and self._is_known(fact.figure)
            ):
                comparable[fact.about, fact.figure.measure, self.content.currency(fact.figure)].append(
                    (fact.figure.when, fact)
                )
        found = []
        for (about, measure, _), facts in sorted(comparable.items()):
            for when, same in _by_time(facts):
                if len(same) > 1:
                    found.append(self._group(about, measure, when, same))
        return tuple(found)

    def _is_known(self, figure: Figure) -> bool:
        """Whether a figure's measure and unit are known and fit; a check says so where they do not."""
        measure, unit = self.content.measures.get(figure.measure), self.content.units.get(figure.unit)
        return measure is not None and unit is not None and measure.unit == unit.family

    def _group(self, about: str, measure: str, when: When, facts: Sequence[Fact]) -> Group:
        ordered = tuple(sorted(facts, key=lambda fact: (self._said_on(fact).first, fact.id)))
        latest = tuple(fact for fact in ordered if not self.replaced_by(fact, ordered))
        return Group(
            about=about,
            measure=measure,
            when=when,
            facts=ordered,
            latest=latest,
            origins=self._origins(latest),
            spread=self._spread(latest, Fraction(self.content.measures[measure].tolerance, 100)),
        )

    @cached_property
    def group_of(self) -> Mapping[str, Group]:
        return {fact.id: group for group in self.groups for fact in group.facts}

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
                return FactStatus("Replaced", f"The same source gives another figure since {self._said_on(newer)}.")
            if group.disagrees:
                return FactStatus("Disputed", "Sources give different figures for the same time.")
            if group.origins >= 2:
                return FactStatus("Confirmed", f"{group.origins} independent origins agree.")
        if self._is_official(fact):
            return FactStatus("Official claim", "Said by an office that reports on itself or on what it governs.")
        return FactStatus("Single source", "No second, independent source is on file.")

    def _is_official(self, fact: Fact) -> bool:
        publisher = self.content.publishers[self._record(fact).source.publisher]
        if fact.said_by is None:
            return publisher.class_ == "government"
        return bool(_OFFICE.search(fact.said_by))

    def replaced_by(self, fact: Fact, others: Iterable[Fact]) -> Fact | None:
        """The later figure that the same speaker or publisher gives for the same thing, if it differs."""
        for other in others:
            if fact.figure and other.figure and self._said_on(other).first > self._said_on(fact).last:
                if self._same_speaker(fact, other) and self._apart(fact.figure, other.figure, Fraction(0)):
                    return other
        return None

    def _same_speaker(self, one: Fact, two: Fact) -> bool:
        """Whether the same speaker says both or, where none is named, the same publisher."""
        if one.said_by or two.said_by:
            return speaker(one) == speaker(two)
        return self._original_record(one).source.publisher == self._original_record(two).source.publisher

    def _spread(self, facts: Sequence[Fact], tolerance: Fraction) -> Fraction:
        """How far the figures that do not agree lie apart, as a part of the smaller."""
        ranges = [(*self._range(fact.figure, tolerance), self._value(fact.figure)) for fact in facts if fact.figure]
        # They agree if one value fits all; the two that are furthest from that say how far they are.
        _, high, smaller = min(ranges, key=lambda found: found[1])
        low, _, larger = max(ranges, key=lambda found: found[0])
        if low <= high:
            return Fraction(0)
        return abs(larger - smaller) / (min(abs(larger), abs(smaller)) or 1)

    def _apart(self, one: Figure, two: Figure, tolerance: Fraction) -> bool:
        """Whether no value would fit both figures, each with its hedge and the measure's tolerance."""
        low_one, high_one = self._range(one, tolerance)
        low_two, high_two = self._range(two, tolerance)
        return high_one < low_two or high_two < low_one

    def _range(self, figure: Figure, tolerance: Fraction) -> tuple[Fraction, Fraction]:
        below, above = QUALIFIER_MARGIN[figure.qualifier]
        value = self._value(figure)
        return value - abs(value) * max(below, tolerance), value + abs(value) * max(above, tolerance)

    def _value(self, figure: Figure) -> Fraction:
        """A figure's value in the smallest unit of its family, so that km2 stand beside m2."""
        return figure.value * self.content.units[figure.unit].factor

    def _origins(self, facts: Sequence[Fact]) -> int:
        """How many independent origins stand behind facts. A reprint, another page of the same house, and what the
        same person said, on whichever day, are one origin."""
        origins: list[list[Fact]] = []
        for fact in facts:
            joined = [origin for origin in origins if any(self._same_origin(fact, other) for other in origin)]
            origins = [origin for origin in origins if origin not in joined]
            origins.append([fact, *(other for origin in joined for other in origin)])
        return len(origins)

    def _same_origin(self, one: Fact, two: Fact) -> bool:
        if _publishing_house(self._original_record(one)) == _publishing_house(self._original_record(two)):
            return True
        return speaker(one) is not None and speaker(one) == speaker(two)

    def _original_record(self, fact: Fact) -> Record:
        """The record of a fact or, where that is a reprint, of its original: a reprint is no voice of its own."""
        record = self._record(fact)
        seen = {record.id}
        while (origin := self.content.records.get(record.source.derived_from or "")) and origin.id not in seen:
            record = origin
            seen.add(origin.id)
        return record

    def _record(self, fact: Fact) -> Record:
        return self.content.record_of[fact.id]

    def _said_on(self, fact: Fact) -> When:
        """When it was first said, as far as we know: what a reprint says is as old as its original."""
        source = self._original_record(fact).source
        return source.published or When.of_day(source.retrieved)

    def outcome(self, target: Fact) -> tuple[Fact, ...]:
        """The figures that answer a target: of its subject, measure and year."""
        return tuple(fact for when, due, fact in self._figures_like(target) if same_time(when, due))

    def next_figure(self, target: Fact) -> Fact | None:
        """The first figure of a target's subject and measure of the year after the target was due."""
        within = [
            (when.first, when.last, fact.id, fact)
            for when, due, fact in self._figures_like(target)
            if due.last < when.first <= months_after(due.last, 12)
        ]
        return min(within)[-1] if within else None

    def _figures_like(self, target: Fact) -> Iterator[tuple[When, When, Fact]]:
        """The figures of a target's subject and measure, each with its time and the target's."""
        for fact in self.content.facts.values():
            if fact.kind == "figure" and fact.figure and target.figure and not fact.withdrawn:
                if (fact.about, fact.figure.measure) == (target.about, target.figure.measure):
                    yield fact.figure.when, target.figure.when, fact

    def against(self, target: Fact, answer: Fact) -> Literal["above", "below", ""]:
        """Whether a figure lies at or above the target that it answers, or below it; "" where the hedge of either
        leaves that open."""
        if target.figure is None or answer.figure is None:
            return ""
        if self.content.currency(target.figure) != self.content.currency(answer.figure):
            return ""
        if target.figure.qualifier in ("up to", "under", "less than"):
            return ""
        low, high = self._range(answer.figure, Fraction(0))
        aim = self._value(target.figure)
        if low >= aim and (low > aim or target.figure.qualifier not in ("more than", "over")):
            return "above"
        return "below" if high < aim else ""

    def last_checked(self, fact: Fact) -> date:
        """The day on which somebody last read the source for this fact."""
        return max((self._record(fact).source.retrieved, *fact.checked))

    def review_due(self, fact: Fact) -> date | None:
        """The last day of a figure's review horizon: after it, somebody should have looked for a newer one."""
        if fact.figure is None or fact.kind == "target" or fact.withdrawn:
            return None
        return months_after(fact.figure.when.last, self.content.measures[fact.figure.measure].review_after)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date.resolution).day
    return date(year, month, min(day.day, last))


def speaker(fact: Fact) -> str | None:
    """Who said it, by name, so that a title that is written another way is no other person, nor another year's edition
    another report."""
    if fact.said_by is None:
        return None
    name = re.split("[,(]", fact.said_by, maxsplit=1)[0].strip().casefold()
    name = re.sub(r"\s+(?:19|20)\d\d$", "", name)
    return re.sub(r"^(?:mr|mrs|ms|dr|prof|professor)\b\.? ", "", name)


def _publishing_house(record: Record) -> str:
    """Whose words a publisher prints: those of xinhua-via-china-org-cn are Xinhua's."""
    return record.source.publisher.partition("-via-")[0]


def _by_time(facts: Iterable[tuple[When, Fact]]) -> list[tuple[When, list[Fact]]]:
    """Facts parted by the time that they are of."""
    found: list[tuple[When, list[Fact]]] = []
    for when, fact in sorted(facts, key=lambda pair: (pair[0].last, pair[0].first, pair[1].id)):
        same = next((group for of, group in found if same_time(of, when)), None)
        if same is None:
            found.append((when, [fact]))
        else:
            same.append(fact)
    return found


def same_time(one: When, two: When) -> bool:
    """Whether two dates are of the same time: the same span, or a year and the end of it."""
    if (one.first, one.last) == (two.first, two.last):
        return True
    longer, shorter = (one, two) if one.last - one.first >= two.last - two.first else (two, one)
    return (
        longer.precision == "year"
        and not longer.is_span
        and longer.first <= shorter.first
        and longer.last == shorter.last
    )
