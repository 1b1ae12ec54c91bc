"""What the four kinds of charts show: figures over time, targets against results, ranges, small multiples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from generator.draw.shapes import Bound, Tone

Size = Literal["wide", "narrow"]
SIZES: tuple[Size, ...] = get_args(Size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A line from one mark to another of the same voice, because two may not count the same; with a gap, that voice
    has no figure of the times between them."""

    start: int
    end: int
    has_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A figure in a drawing: which fact it is, its name in full, the time that it is of, its value or the ends of its
    range, its words, and who says it, where that has to be said."""

    fact: int
    name: str
    first: date
    last: date
    value: Fraction
    to: Fraction | None = None
    label: str
    who: str = ""
    bound: Bound = ""
    is_target: bool = False
    is_odd: bool = False
    is_lead: bool = False
    # Whether the page is about this figure.
    is_own: bool = False

    @property
    def middle(self) -> Fraction:
        """Where its sign stands: of a range half way up."""
        return self.value if self.to is None else (self.value + self.to) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlot:
    """Figures over time: marks, oldest first, lines between those of one speaker, marks of one time that differ, and
    the heights of the lines across, in words, from the lowest up."""

    dots: tuple[Dot, ...]
    joins: tuple[Join, ...]
    ties: tuple[tuple[int, ...], ...]
    ticks: tuple[tuple[Fraction, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A figure that answers a target: which fact it is, its name in full, how many times the target it is."""

    fact: int
    name: str
    times: Fraction
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A target as a row: what it is, how much it is, its fact; the result with its words and who says it, and further
    results that differ. The tone of its bar says whether the result is of its time."""

    label: str
    amount: str
    target: int
    name: str
    result: Result | None
    others: tuple[Result, ...]
    words: str
    who: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsPlot:
    """Targets, each on a scale of its own on which it is one."""

    rows: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One of the figures of a range: how many times the smallest it is."""

    fact: int
    name: str
    times: Fraction
    label: str
    who: str
    is_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeRow:
    """Figures that differ as a row, the smallest first."""

    label: str
    amount: str
    ends: tuple[End, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangesPlot:
    """Ranges, each as multiples of its smallest figure."""

    rows: tuple[RangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One of several small drawings: what it is of, its newest figure in words, its figures and lines."""

    label: str
    words: str
    dots: tuple[Dot, ...]
    joins: tuple[Join, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiplesPlot:
    """Several small drawings with one scale and one axis of time."""

    panels: tuple[Panel, ...]
    ticks: tuple[tuple[Fraction, str], ...]


Plot = SeriesPlot | TargetsPlot | RangesPlot | MultiplesPlot
