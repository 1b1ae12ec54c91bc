"""The four kinds of charts, as shapes: figures over time, targets against results, ranges, small multiples.

Each is drawn twice, wide and narrow, because one drawing that shrinks takes its text with it. Words find their places
by rule: what leads first; no word on another, on a mark or outside; a word without room is left to the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal, get_args

from generator.draw.labels import FONT_SIZE, LEADING, Anchor, Box, Point, Segment, Text, place_label, text_at, width
from generator.draw.shapes import (
    RADIUS,
    RING,
    ROOM,
    Bar,
    Bound,
    Line,
    Mark,
    Scene,
    Sign,
    SignKind,
    Tone,
    Words,
    wrapped,
)

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

WIDTHS: dict[Size, float] = {"wide": 680.0, "narrow": 340.0}
_HEIGHTS: dict[Size, float] = {"wide": 320.0, "narrow": 340.0}
# Room at the sides, above the highest line, and below the lowest for the years.
_SIDE, _TOP, _BOTTOM = 10.0, 36.0, 26.0
_STEP = FONT_SIZE * LEADING
_AWAY = (9, 14, 20, 27, 35)
# No drawing has room for the words of more marks than these.
_MOST_LABELS = 60
_GAP, _DOTS = (4, 4), (2, 3)
# Where a multiple lies on the scale of a drawing of rows.
_Place = Callable[[Fraction], float]


class _Drawing:
    """What has been placed so far, and what later words must not touch."""

    def __init__(self, across: float, down: float) -> None:
        self.frame = Box(0, 0, across, down)
        self.lines: list[Line] = []
        self.marks: list[Mark] = []
        self.words: list[Words] = []
        self.obstacles: list[Box] = []
        self.segments: list[Segment] = []

    def write(
        self, lines: Sequence[str], at: Point, tone: Tone, *, is_strong: bool = False, anchor: Anchor = "start"
    ) -> None:
        """Lines of text from a point on, which no later text touches."""
        if not lines:
            return
        text = text_at(tuple(lines), at[0], at[1], anchor, FONT_SIZE)
        self.words.append(Words(text, tone, is_strong))
        self.obstacles.append(text.box)

    def scene(self) -> Scene:
        """All that was placed."""
        return Scene(self.frame.right, self.frame.bottom, tuple(self.lines), tuple(self.marks), tuple(self.words))


# Pages, files and the pages that name a chart show one drawing.
@lru_cache(maxsize=256)
def draw(plot: Plot, size: Size) -> Scene:
    """A chart in one of its widths."""
    match plot:
        case SeriesPlot():
            return _series(plot, size)
        case TargetsPlot():
            return _targets(plot, size)
        case RangesPlot():
            return _ranges(plot, size)
        case MultiplesPlot():
            return _multiples(plot, size)


# --- figures over time


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where times and heights lie: a box, its first year and the year after its last, the lowest value and the
    highest."""

    box: Box
    years: range
    low: Fraction
    high: Fraction

    def across(self, day: date, *, at_end: bool = False) -> float:
        """Where a day begins, or ends: each year is a band of the same width."""
        length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
        part = day.year - self.years.start + ((day - date(day.year, 1, 1)).days + at_end) / length
        return self.box.left + part / len(self.years) * (self.box.right - self.box.left)

    def height(self, value: Fraction) -> float:
        return self.box.bottom - float((value - self.low) / (self.high - self.low)) * (self.box.bottom - self.box.top)

    def point(self, dot: Dot) -> Point:
        x = (self.across(dot.first) + self.across(dot.last, at_end=True)) / 2
        return x, self.height(dot.middle)


def _axes(dots: Iterable[Dot], ticks: Sequence[tuple[Fraction, str]], box: Box) -> _Axes:
    dots = tuple(dots)
    years = range(min(dot.first.year for dot in dots), max(dot.last.year for dot in dots) + 1)
    return _Axes(box, years, ticks[0][0], ticks[-1][0])


def _series(plot: SeriesPlot, size: Size) -> Scene:
    across, down = WIDTHS[size], _HEIGHTS[size]
    drawing = _Drawing(across, down)
    left = max(width(words, FONT_SIZE) for _, words in plot.ticks[:-1]) + 2 * _SIDE
    axes = _axes(plot.dots, plot.ticks, Box(left, _TOP, across - _SIDE, down - _BOTTOM))
    for value, words in plot.ticks:
        y = axes.height(value)
        drawing.lines.append(Line(((0, y), (across, y)), "second" if value == 0 else "hairline"))
        if value != 0 or value == plot.ticks[-1][0]:
            drawing.write((words,), (0, y - 5), "second")
    _years(plot.dots, axes, drawing)
    points = _apart([axes.point(dot) for dot in plot.dots], axes.box)
    _lines(plot.dots, plot.joins, plot.ties, points, drawing, 2)
    for dot, point in zip(plot.dots, points, strict=True):
        _extent(dot, axes, point, drawing)
        drawing.marks.append(_mark(dot, point, drawing))
    room = replace(drawing.frame, bottom=axes.box.bottom - 1)
    for number in _in_order(plot):
        _label(plot.dots[number], number, points, room, drawing)
    return drawing.scene()


def _lines(
    dots: Sequence[Dot],
    joins: Iterable[Join],
    ties: Iterable[Sequence[int]],
    points: Sequence[Point],
    drawing: _Drawing,
    thick: float,
) -> None:
    """Lines between figures of one speaker, dashed where it has none between, and dots between those that differ."""
    for dot, (x, y) in zip(dots, points, strict=True):
        room = RING + 1.5 if dot.is_own else ROOM
        drawing.obstacles.append(Box(x - room, y - room, x + room, y + room))
    joins = tuple(joins)
    lead = _led(dots, joins)
    for join in joins:
        ends = points[join.start], points[join.end]
        is_lead = join.end in lead
        drawing.lines.append(
            Line(
                ends, "lead" if is_lead else "other", thick if is_lead else thick * 0.75, _GAP if join.has_gap else None
            )
        )
        drawing.segments.append(ends)
    for tie in ties:
        ends = (
            min((points[number] for number in tie), key=lambda at: at[1]),
            max((points[number] for number in tie), key=lambda at: at[1]),
        )
        drawing.lines.append(Line(ends, "odd", 1.5, _DOTS))
        drawing.segments.append(ends)


def _led(dots: Sequence[Dot], joins: Sequence[Join]) -> set[int]:
    """The marks that lines lead to from the one that leads: its speaker's."""
    found = {number for number, dot in enumerate(dots) if dot.is_lead}
    while more := {end for join in joins for end in (join.start, join.end) if {join.start, join.end} & found} - found:
        found |= more
    return found


def _mark(dot: Dot, point: Point, drawing: _Drawing, *, has_hedge: bool = True) -> Mark:
    tone: Tone = "odd" if dot.is_odd else "lead" if dot.is_lead else "other"
    kind: SignKind = "target" if dot.is_target else "cross" if dot.is_odd else "dot"
    shapes: list[Sign | Bar | Line] = [Sign(kind, point, tone)]
    if dot.is_own:
        shapes.append(Sign("ring", point, tone))
    if has_hedge and (arrow := _hedge(dot.bound, point, tone, drawing)):
        shapes += arrow
    return Mark(dot.fact, dot.name, point, tuple(shapes))


def _hedge(bound: Bound, point: Point, tone: Tone, drawing: _Drawing) -> list[Line]:
    """An arrow to where the true value lies, or a wave, by the source's hedge."""
    x, y = point
    if bound == "about":
        drawing.obstacles.append(Box(x - 6, y - 13, x + 6, y - 7))
        return [Line(((x - 5, y - 9), (x - 2.5, y - 11), (x, y - 9), (x + 2.5, y - 7), (x + 5, y - 9)), tone, 1.5)]
    turn = {"above": -1, "below": 1}.get(bound, 0)
    tip = y + turn * 17
    if not turn or not drawing.frame.top + 1 < tip < drawing.frame.bottom - _BOTTOM + 2:
        return []
    drawing.obstacles.append(Box(x - 4.5, min(y, tip) - 1, x + 4.5, max(y, tip) + 1))
    head = tip - turn * 3.5
    return [
        Line(((x, y + turn * 8), (x, tip)), tone, 1.5),
        Line(((x - 3.5, head), (x, tip), (x + 3.5, head)), tone, 1.5),
    ]


def _extent(dot: Dot, axes: _Axes, point: Point, drawing: _Drawing) -> None:
    """How long the time is that a figure is of, where that is neither a year nor too short to be drawn, and the bar of
    a range."""
    tone: Tone = "odd" if dot.is_odd else "lead" if dot.is_lead else "other"
    begin, end = axes.across(dot.first), axes.across(dot.last, at_end=True)
    days = (dot.last - dot.first).days + 1
    if days >= 80 and not 365 <= days <= 366 and end - begin >= 4 * RADIUS:
        y = point[1]
        for line in (((begin, y), (end, y)), ((begin, y - 3), (begin, y + 3)), ((end, y - 3), (end, y + 3))):
            drawing.lines.append(Line(line, tone))
        drawing.segments.append(((begin, y), (end, y)))
    if dot.to is not None:
        low, high = (axes.height(value) for value in (dot.value, dot.to))
        drawing.lines.append(Line(((point[0], low), (point[0], high)), tone, 1.5))
        drawing.segments.append(((point[0], low), (point[0], high)))


def _apart(points: list[Point], box: Box) -> list[Point]:
    """The middles of marks: those that would lie on each other stand side by side."""
    order = sorted(range(len(points)), key=lambda number: (points[number], number))
    heaps: list[list[int]] = []
    for number in order:
        near = [heap for heap in heaps if any(_touch(points[other], points[number]) for other in heap)]
        heaps = [heap for heap in heaps if heap not in near]
        heaps.append([*(other for heap in near for other in heap), number])
    found = list(points)
    for heap in heaps:
        low, high = box.left + ROOM, box.right - ROOM
        step = min(2 * ROOM, (high - low) / len(heap))
        middle = sum(points[number][0] for number in heap) / len(heap)
        begin = min(max(middle - step * (len(heap) - 1) / 2, low), high - step * (len(heap) - 1))
        for place, number in enumerate(heap):
            found[number] = begin + place * step, points[number][1]
    return found


def _touch(one: Point, two: Point) -> bool:
    return abs(one[0] - two[0]) < 2 * ROOM and abs(one[1] - two[1]) < 2 * RADIUS


def _years(dots: Sequence[Dot], axes: _Axes, drawing: _Drawing) -> None:
    """The years under the ground, all of them or, where they would touch, the ends and those that have figures."""
    years, box = axes.years, axes.box
    band = (box.right - box.left) / len(years)
    if band >= 5:
        for year in (*years, years.stop):
            x = box.left + (year - years.start) * band
            drawing.lines.append(Line(((x, box.bottom), (x, box.bottom + 5)), "second"))
    busy = {year for dot in dots for year in (dot.first.year, dot.last.year)}
    ends = (years[0], years[-1])
    for year in sorted(years, key=lambda year: (year not in ends, year not in busy, year)):
        x = box.left + (year - years.start + 0.5) * band
        text = text_at((str(year),), x, box.bottom + 20, "middle", FONT_SIZE)
        wider = Box(text.box.left - 4, text.box.top, text.box.right + 4, text.box.bottom)
        if drawing.frame.holds(text.box) and not any(wider.overlaps(other) for other in drawing.obstacles):
            drawing.words.append(Words(text, "second"))
            drawing.obstacles.append(text.box)


def _in_order(plot: SeriesPlot) -> list[int]:
    """The marks in the order in which they get their words: what leads, what does not fit, what says who speaks, the
    newest, and targets last."""

    def rank(number: int) -> tuple[bool, bool, bool, bool, int]:
        dot = plot.dots[number]
        return not dot.is_lead, not dot.is_odd, dot.is_target, not dot.who, -number

    return sorted(range(len(plot.dots)), key=rank)[:_MOST_LABELS]


def _label(dot: Dot, number: int, points: Sequence[Point], room: Box, drawing: _Drawing) -> None:
    others = [point for other, point in enumerate(points) if other != number]
    who = [dot.who] if dot.who else []
    odd = ["does not fit"] if dot.is_odd else []
    forms = [[dot.label, *who, *odd], [", ".join((dot.label, *who)), *odd], [dot.label, *odd], [dot.label]]
    tone: Tone = "odd" if dot.is_odd else "lead" if dot.is_lead else "ink"
    for lines in forms:
        text = place_label(
            lines,
            points[number],
            size=FONT_SIZE,
            away=_AWAY,
            frame=room,
            obstacles=drawing.obstacles,
            segments=drawing.segments,
            others=others,
        )
        if text:
            drawing.obstacles.append(text.box)
            first = text_at(text.lines[:1], text.x, text.y, text.anchor, FONT_SIZE)
            drawing.words.append(Words(first, tone, is_strong=True))
            if text.lines[1:]:
                rest = text_at(text.lines[1:], text.x, text.y + _STEP, text.anchor, FONT_SIZE)
                drawing.words.append(Words(rest, tone if dot.is_odd else "second"))
            return


# --- rows: targets and ranges

# Where the scale of rows begins and ends, wide and narrow, in a drawing of rows.
_SCALES: dict[Size, tuple[float, float]] = {"wide": (216.0, 500.0), "narrow": (8.0, 320.0)}
_LABELS_END = 204.0
# A bar of more times than this is cut, for it would leave nothing of the others.
_MOST_TIMES = 8
_COUNTS = {1: "", 2: "twice"}


def _times_in_words(times: int) -> str:
    return _COUNTS.get(times, f"{times} times")


def _row_words(row_label: str, amount: str, room: float) -> tuple[list[str], list[str]]:
    return wrapped(row_label, room, FONT_SIZE, 3), wrapped(amount, room, FONT_SIZE, 3)


def _targets(plot: TargetsPlot, size: Size) -> Scene:
    begin, end = _SCALES[size]
    every = [result.times for row in plot.rows for result in (row.result, *row.others) if result]
    top = min(_MOST_TIMES, max(2, *(-(-times.numerator // times.denominator) for times in every), 2))
    # Of many no more than a line each second.
    step = 1 if top <= 4 else 2

    def at(times: Fraction) -> float:
        return begin + float(min(times, Fraction(top))) / top * (end - begin)

    drawing = _Drawing(WIDTHS[size], 0)
    header, y = 14.0, 24.0
    shown = range(step if step > 1 else 2, top + 1, step)
    drawing.write(("target",), (at(Fraction(1)), header), "second", anchor="middle")
    for number in shown:
        words = _times_in_words(number)
        half = width(words, FONT_SIZE) / 2
        text = text_at((words,), min(at(Fraction(number)), WIDTHS[size] - half), header, "middle", FONT_SIZE)
        wider = Box(text.box.left - 6, text.box.top, text.box.right + 6, text.box.bottom)
        if not any(wider.overlaps(other) for other in drawing.obstacles):
            drawing.words.append(Words(text, "second"))
            drawing.obstacles.append(text.box)
    first, bands = y, list[tuple[float, float]]()
    for row in plot.rows:
        drawing.lines.append(Line(((0, y), (WIDTHS[size], y)), "hairline"))
        if size == "wide":
            y = _target_wide(row, y, at, end, top, drawing)
        else:
            y, bar = _target_narrow(row, y, at, top, drawing)
            # No line runs through words.
            bands.append((bar - 9, bar + 9))
    guides = [
        Line(((at(Fraction(number)), start), (at(Fraction(number)), stop)), "hairline")
        for number in shown
        for start, stop in bands or [(first, y)]
    ]
    target = [] if bands else [Line(((at(Fraction(1)), first), (at(Fraction(1)), y)), "ink", 1.5)]
    drawing.lines = [*guides, *drawing.lines, *target]
    drawing.frame = Box(0, 0, WIDTHS[size], y + 2)
    return drawing.scene()


def _target_wide(row: TargetRow, y: float, at: _Place, end: float, top: int, drawing: _Drawing) -> float:
    label, amount = _row_words(row.label, row.amount, _LABELS_END)
    said = wrapped(row.words, WIDTHS["wide"] - end - 22, FONT_SIZE, 3)
    who = wrapped(row.who, WIDTHS["wide"] - end - 22, FONT_SIZE, 2)
    height = max(len(label) + len(amount), len(said) + len(who)) * _STEP + 14
    drawing.write(label, (0, y + 18), "ink", is_strong=True)
    drawing.write(amount, (0, y + 18 + len(label) * _STEP), "second")
    if said:
        drawing.write(said, (end + 22, y + 18), "ink" if row.result else "second", is_strong=bool(row.result))
    if who:
        drawing.write(who, (end + 22, y + 18 + len(said) * _STEP), "second")
    _bar(row, y + height / 2, at, top, drawing)
    return y + height


def _target_narrow(row: TargetRow, y: float, at: _Place, top: int, drawing: _Drawing) -> tuple[float, float]:
    """A row below a height: where it ends, and where its bar is."""
    across = WIDTHS["narrow"]
    label, amount = _row_words(row.label, row.amount, across)
    drawing.write(label, (0, y + 18), "ink", is_strong=True)
    y += 18 + len(label) * _STEP
    drawing.write(amount, (0, y), "second")
    bar = y + len(amount) * _STEP
    _bar(row, bar, at, top, drawing)
    said = wrapped(", ".join(filter(None, (row.words, row.who))), across, FONT_SIZE, 3)
    drawing.write(said, (0, bar + 24), "ink" if row.result else "second")
    return bar + 24 + len(said) * _STEP - 4, bar


def _bar(row: TargetRow, y: float, at: _Place, top: int, drawing: _Drawing) -> None:
    """The result as a bar, or dots up to the target where we found none; the target as a mark of its own."""
    begin, one = at(Fraction(0)), at(Fraction(1))
    drawing.marks.append(Mark(row.target, row.name, (one, y), (Line(((one, y - 9), (one, y + 9)), "ink", 3),)))
    if row.result is None:
        drawing.lines.append(Line(((begin, y), (one - 4, y)), "other", 1.5, _DOTS))
        return
    result, tip = row.result, at(row.result.times)
    shapes: list[Sign | Bar | Line] = [Bar(Box(begin, y - 4.5, max(tip, begin + 1), y + 4.5), row.tone)]
    if result.times > top:
        # It goes on beyond the scale.
        shapes += [Line(((tip - 10 + n, y + 7), (tip - 6 + n, y - 7)), "page", 2) for n in (0, 5)]
    if result.bound == "above":
        shapes.append(Line(((tip + 3, y), (tip + 11, y)), row.tone, 1.5))
        shapes.append(Line(((tip + 7.5, y - 3.5), (tip + 11, y), (tip + 7.5, y + 3.5)), row.tone, 1.5))
    # A finger hits the bar where it is not the target's.
    middle = begin + (tip - begin) / 2
    middle = middle if abs(middle - one) > 24 else max(begin + 6, one - 28)
    drawing.marks.append(Mark(result.fact, result.name, (middle, y), tuple(shapes)))
    for other in row.others:
        point = at(other.times), y
        # It lies on the bar, of which it leaves a part free.
        free = Bar(Box(point[0] - 7, y - 7, point[0] + 7, y + 7), "page")
        drawing.marks.append(Mark(other.fact, other.name, point, (free, Sign("cross", point, "odd"))))
    # The target lies over the bar.
    drawing.marks.append(drawing.marks.pop(-2 - len(row.others)))


def _ranges(plot: RangesPlot, size: Size) -> Scene:
    begin, end = (226.0, 560.0) if size == "wide" else (16.0, 300.0)
    most = max(end_.times for row in plot.rows for end_ in row.ends)
    marks = _range_ticks(most)
    high = max(most, marks[-1][0])

    def at(times: Fraction) -> float:
        return begin + float((min(times, high) - 1) / (high - 1)) * (end - begin)

    drawing = _Drawing(WIDTHS[size], 0)
    for times, words in marks:
        text = text_at((words,), max(at(times), width(words, FONT_SIZE) / 2), 14, "middle", FONT_SIZE)
        wider = Box(text.box.left - 6, text.box.top, text.box.right + 6, text.box.bottom)
        if not any(wider.overlaps(other) for other in drawing.obstacles) and text.box.right <= WIDTHS[size]:
            drawing.words.append(Words(text, "second"))
            drawing.obstacles.append(text.box)
    y = first = 24.0
    rows: list[tuple[float, float]] = []
    for row in plot.rows:
        start = y
        if size == "wide":
            label, amount = _row_words(row.label, row.amount, _LABELS_END)
            drawing.write(label, (0, y + 18), "ink", is_strong=True)
            drawing.write(amount, (0, y + 18 + len(label) * _STEP), "second")
            height = max((len(label) + len(amount)) * _STEP + 14, 58 if len(row.ends) < 3 else 78)
            y += height
            _range(row, Box(begin - 12, start, WIDTHS[size], y), start + height / 2, at, drawing)
        else:
            label, amount = _row_words(row.label, row.amount, WIDTHS[size])
            drawing.write(label, (0, y + 18), "ink", is_strong=True)
            drawing.write(amount, (0, y + 18 + len(label) * _STEP), "second")
            start = y + 6 + (len(label) + len(amount)) * _STEP
            y = start + (58 if len(row.ends) < 3 else 92)
            _range(row, Box(0, start, WIDTHS[size], y), (start + y) / 2, at, drawing)
        rows.append((start, y))
    lines = [Line(((at(times), top), (at(times), bottom)), "hairline") for times, _ in marks for top, bottom in rows]
    lines += [
        Line(((0, start), (WIDTHS[size], start)), "hairline") for start in (first, *(bottom for _, bottom in rows))
    ]
    drawing.lines = [*lines, *drawing.lines]
    drawing.frame = Box(0, 0, WIDTHS[size], y + 2)
    return drawing.scene()


def _range_ticks(most: Fraction) -> list[tuple[Fraction, str]]:
    """Round multiples of the smallest, some of them."""
    found = [(Fraction(1), "smallest")]
    if most < Fraction(3, 2):
        step = next(step for step in (1, 2, 5, 10, 20) if (most - 1) * 100 <= step * 3 or step == 20)
        found += [(1 + Fraction(step * n, 100), f"{step * n} % more") for n in range(1, 4)]
    else:
        whole = int(-(-most.numerator // most.denominator))
        step = max(1, -(-whole // 5))
        found += [(Fraction(n), _times_in_words(n)) for n in range(1 + step if step == 1 else step, whole + 1, step)]
    return found


def _range(row: RangeRow, room: Box, y: float, at: _Place, drawing: _Drawing) -> None:
    points = _apart([(at(end.times), y) for end in row.ends], Box(room.left, 0, room.right, 0))
    drawing.lines.append(Line((points[0], points[-1]), "odd", 2))
    drawing.obstacles.append(Box(points[0][0], y - 1, points[-1][0], y + 1))
    for end, point in zip(row.ends, points, strict=True):
        x, _ = point
        drawing.obstacles.append(Box(x - ROOM, y - ROOM, x + ROOM, y + ROOM))
        drawing.marks.append(Mark(end.fact, end.name, point, (Sign("dot", point, "lead" if end.is_lead else "other"),)))
    for number in sorted(range(len(points)), key=lambda number: (not row.ends[number].is_lead, -number)):
        end = row.ends[number]
        who = [end.who] if end.who else []
        forms = ([", ".join((end.label, *who))], [end.label, *who], [end.label])
        places = (text for lines in forms for text in _beside(lines, points[number]))
        for text in places:
            if room.holds(text.box) and not any(text.box.overlaps(other) for other in drawing.obstacles):
                drawing.obstacles.append(text.box)
                drawing.words.append(Words(text, "lead" if end.is_lead else "ink", is_strong=end.is_lead))
                break


def _beside(lines: Sequence[str], point: Point) -> Iterator[Text]:
    """Texts that begin, end or stand at a point of a line across: next to it, above and below, near and farther."""
    (x, y), more = point, _STEP * (len(lines) - 1)
    yield text_at(lines, x + 10, y + 4.5 - more / 2, "start", FONT_SIZE)
    for far in (0.0, _STEP):
        for level in (y - 12 - more - far, y + 22 + far):
            yield text_at(lines, x - 6, level, "start", FONT_SIZE)
            yield text_at(lines, x + 6, level, "end", FONT_SIZE)
            yield text_at(lines, x, level, "middle", FONT_SIZE)
    yield text_at(lines, x - 10, y + 4.5 - more / 2, "end", FONT_SIZE)


# --- small multiples

_PANEL = 92.0
_COLUMNS: dict[Size, int] = {"wide": 4, "narrow": 2}


def _multiples(plot: MultiplesPlot, size: Size) -> Scene:
    columns, gap = _COLUMNS[size], 16.0
    across = (WIDTHS[size] - gap * (columns - 1)) / columns
    drawing, y = _Drawing(WIDTHS[size], 0), 0.0
    every = [dot for panel in plot.panels for dot in panel.dots]
    for start in range(0, len(plot.panels), columns):
        row = plot.panels[start : start + columns]
        heads = [(wrapped(one.label, across, FONT_SIZE, 2), wrapped(one.words, across, FONT_SIZE, 4)) for one in row]
        top = y + max(len(label) + len(words) for label, words in heads) * _STEP + 14
        for place, (panel, (label, words)) in enumerate(zip(row, heads, strict=True)):
            left = place * (across + gap)
            drawing.write(label, (left, y + 14), "ink", is_strong=True)
            drawing.write(words, (left, y + 14 + len(label) * _STEP), "second")
            box = Box(left + ROOM, top, left + across - ROOM, top + _PANEL)
            axes = _axes(every, plot.ticks, box)
            for value in (plot.ticks[0][0], plot.ticks[len(plot.ticks) // 2][0], plot.ticks[-1][0]):
                level = axes.height(value)
                drawing.lines.append(
                    Line(((left, level), (left + across, level)), "second" if value == 0 else "hairline")
                )
            points = _apart([axes.point(dot) for dot in panel.dots], box)
            _lines(panel.dots, panel.joins, (), points, drawing, 1.5)
            for dot, point in zip(panel.dots, points, strict=True):
                drawing.marks.append(_mark(dot, point, drawing, has_hedge=False))
            bottom = top + _PANEL + 18
            drawing.write((str(axes.years[0]),), (left, bottom), "second")
            if len(axes.years) > 1:
                drawing.write((str(axes.years[-1]),), (left + across, bottom), "second", anchor="end")
        y = top + _PANEL + 36
    drawing.frame = Box(0, 0, WIDTHS[size], y - 8)
    return drawing.scene()
