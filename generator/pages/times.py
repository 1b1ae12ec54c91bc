"""The times of a series: what stands at each, the lines between figures, and the heights of the lines across."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise
from math import ceil, floor
from statistics import median_low

from generator.draw.plots import Join
from generator.draw.shapes import Bound
from generator.model.agreement import Group
from generator.model.records import Fact, Figure
from generator.model.speakers import Speakers
from generator.model.when import When
from generator.pages.parts import Catalogue, Claim

BOUNDS: Mapping[str, Bound] = {
    "": "",
    **dict.fromkeys(("more than", "over", "at least"), "above"),
    **dict.fromkeys(("nearly", "almost", "up to", "under", "less than"), "below"),
    **dict.fromkeys(("about", "around", "some"), "about"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a series: its fact, and the claim that a page makes of it.

    ``voice`` tells who says it from others, ``speaker`` is what that one is called.
    """

    fact: Fact
    figure: Figure
    claim: Claim
    voice: str
    speaker: str
    number: str
    number_and_unit: str

    @classmethod
    def of(cls, fact: Fact, claim: Claim, speakers: Speakers) -> Point:
        """The point of a fact that has a figure. Raises ``ValueError`` of a fact without one."""
        if fact.figure is None or claim.figure is None:
            raise ValueError(f"{fact.id} has no figure")
        shown, voice = claim.figure, speakers.voice(fact).key
        words = f"{shown.number} {shown.unit}".strip()
        return cls(fact, fact.figure, claim, voice, speakers.label(fact), shown.number, words)

    @property
    def is_target(self) -> bool:
        """Whether it was planned, not reported."""
        return self.fact.kind == "target"

    @property
    def fits(self) -> bool:
        """Whether it fits the others of its series."""
        return not self.fact.odd

    @property
    def is_joined(self) -> bool:
        """Whether a line may go through it: it fits the others and is no range."""
        return self.fits and self.figure.to is None

    @property
    def words(self) -> str:
        """Its figure with hedge and unit: more than 500 billion yuan."""
        return f"{self.figure.qualifier or ''} {self.number_and_unit}".strip()


@dataclass(frozen=True, slots=True)
class Time:
    """What stands at one time of a series. Without ``leads`` no line goes through it."""

    when: When
    points: tuple[Point, ...]
    leads: Point | None
    disagrees: bool
    is_target: bool

    @property
    def fits(self) -> bool:
        """Whether one of its figures fits the others of the series."""
        return any(point.fits for point in self.points)

    @property
    def kind(self) -> str:
        """A line joins like with like: whole years, halves, quarters, or moments within them."""
        if self.is_target or self.when.is_span:
            return ""
        return "moment" if self.when.precision in ("month", "day") else self.when.precision

    @property
    def words(self) -> str:
        """The figure that leads or, where sources differ and none does, the least and the most."""
        if self.leads:
            return self.leads.words
        ends = sorted(self.points, key=lambda point: point.figure.low)
        return f"{ends[0].words} or {ends[-1].words}"


def times_of(catalogue: Catalogue, points: Sequence[Point]) -> list[Time]:
    """The times of a series, oldest first; figures that their source has replaced are left to the table."""
    statements = catalogue.statements
    point_of = {point.fact.key: point for point in points}
    groups: dict[When, Group] = {}
    found = []
    for point in points:
        is_target = point.is_target
        group = None if is_target else statements.group(point.fact)
        if group is None:
            leads = point if point.fits else None
            found.append(Time(point.figure.when, (point,), leads, disagrees=False, is_target=is_target))
        else:
            groups[group.when] = group
    for group in groups.values():
        # An amount in another currency stands in another chart.
        own = [fact for fact in group.latest if fact.key in point_of]
        leads = point_of.get(statements.leading(own[-1]).key)
        same = tuple(point_of[fact.key] for fact in own)
        found.append(Time(group.when, same, leads, disagrees=group.disagrees, is_target=False))
    return sorted(found, key=lambda time: (time.when.last, time.when.first, time.points[0].fact.id))


def joins_of(times: Sequence[Time], number_of: Mapping[tuple[str, Figure | None], int]) -> Iterator[Join]:
    """The lines: from each figure to the one before it of the same voice and kind of time; none through a figure that
    does not fit the others, or through a range, which has no one height."""
    for kind in dict.fromkeys(time.kind for time in times if time.kind):
        of_kind = [time for time in times if time.kind == kind]
        usual = _usual_step(of_kind)
        for number, time in enumerate(of_kind):
            for point in (point for point in time.points if point.is_joined):
                before = (
                    (earlier, other)
                    for earlier in reversed(of_kind[:number])
                    for other in earlier.points
                    if other.voice == point.voice and other.is_joined
                )
                for earlier, other in islice(before, 1):
                    is_long = (time.when.first - earlier.when.last).days > usual
                    has_gap = is_long and not _says_between(times, point.voice, earlier.when, time.when)
                    yield Join(start=number_of[other.fact.key], end=number_of[point.fact.key], has_gap=has_gap)


def _says_between(times: Sequence[Time], voice: str, one: When, two: When) -> bool:
    """Whether a voice gives a figure of a time between two others, of whatever kind of time."""
    between = (time for time in times if not time.is_target and one.last < time.when.last < two.last)
    return any(point.voice == voice for time in between for point in time.points)


def _usual_step(times: Sequence[Time]) -> float:
    """How many days may lie between two times before there is a gap: none where periods follow each other;
    between moments, half as much again as is usual, but never more than a year and a half."""
    if times[0].kind != "moment":
        return 1
    steps = [(two.when.first - one.when.last).days for one, two in pairwise(times)]
    return min(548, 1.5 * median_low(steps)) if steps else 0


def ticks(values: Sequence[Fraction]) -> list[Fraction]:
    """Round heights from zero to the highest value or above, three or four of them; below zero where values are."""
    low, high = min(Fraction(0), *values), max(Fraction(0), *values)
    if low == high:
        high = Fraction(1)
    power = Fraction(1, 10**30)
    while power * 10 < (high - low) / 4:
        power *= 10
    for part in (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10), Fraction(20)):
        step = part * power
        # A quarter of ten is no round number of companies.
        if part == Fraction(5, 2) and step.denominator != 1:
            continue
        if ceil(high / step) - floor(low / step) <= (5 if low < 0 < high else 4):
            break
    return [step * number for number in range(floor(low / step), ceil(high / step) + 1)]
