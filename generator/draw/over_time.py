"""Figures over time, as shapes: one chart of them, and small multiples with one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from generator.draw.drawing import BOTTOM, DOTS, STEP, WIDTHS, Drawing, apart
from generator.draw.labels import FONT_SIZE, Box, Point, place_label, text_at, width
from generator.draw.plots import Dot, Join, MultiplesPlot, SeriesPlot, Size
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

_HEIGHTS: dict[Size, float] = {"wide": 320.0, "narrow": 340.0}
# Room at the sides, and above the highest line.
_SIDE, _TOP = 10.0, 36.0
_AWAY = (9, 14, 20, 27, 35)
# No drawing has room for the words of more marks than these.
_MOST_LABELS = 60
_GAP = (4, 4)
_PANEL = 92.0
_COLUMNS: dict[Size, int] = {"wide": 4, "narrow": 2}


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


def series(plot: SeriesPlot, size: Size) -> Scene:
    across, down = WIDTHS[size], _HEIGHTS[size]
    drawing = Drawing(across, down)
    left = max(width(words, FONT_SIZE) for _, words in plot.ticks[:-1]) + 2 * _SIDE
    axes = _axes(plot.dots, plot.ticks, Box(left, _TOP, across - _SIDE, down - BOTTOM))
    for value, words in plot.ticks:
        y = axes.height(value)
        drawing.lines.append(Line(((0, y), (across, y)), "second" if value == 0 else "hairline"))
        if value != 0 or value == plot.ticks[-1][0]:
            drawing.write((words,), (0, y - 5), "second")
    _years(plot.dots, axes, drawing)
    points = apart([axes.point(dot) for dot in plot.dots], axes.box)
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
    drawing: Drawing,
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
        drawing.lines.append(Line(ends, "odd", 1.5, DOTS))
        drawing.segments.append(ends)


def _led(dots: Sequence[Dot], joins: Sequence[Join]) -> set[int]:
    """The marks that lines lead to from the one that leads: its speaker's."""
    found = {number for number, dot in enumerate(dots) if dot.is_lead}
    while more := {end for join in joins for end in (join.start, join.end) if {join.start, join.end} & found} - found:
        found |= more
    return found


def _mark(dot: Dot, point: Point, drawing: Drawing, *, has_hedge: bool = True) -> Mark:
    tone: Tone = "odd" if dot.is_odd else "lead" if dot.is_lead else "other"
    kind: SignKind = "target" if dot.is_target else "cross" if dot.is_odd else "dot"
    shapes: list[Sign | Bar | Line] = [Sign(kind, point, tone)]
    if dot.is_own:
        shapes.append(Sign("ring", point, tone))
    if has_hedge and (arrow := _hedge(dot.bound, point, tone, drawing)):
        shapes += arrow
    return Mark(dot.fact, dot.name, point, tuple(shapes))


def _hedge(bound: Bound, point: Point, tone: Tone, drawing: Drawing) -> list[Line]:
    """An arrow to where the true value lies, or a wave, by the source's hedge."""
    x, y = point
    if bound == "about":
        drawing.obstacles.append(Box(x - 6, y - 13, x + 6, y - 7))
        return [Line(((x - 5, y - 9), (x - 2.5, y - 11), (x, y - 9), (x + 2.5, y - 7), (x + 5, y - 9)), tone, 1.5)]
    turn = {"above": -1, "below": 1}.get(bound, 0)
    tip = y + turn * 17
    if not turn or not drawing.frame.top + 1 < tip < drawing.frame.bottom - BOTTOM + 2:
        return []
    drawing.obstacles.append(Box(x - 4.5, min(y, tip) - 1, x + 4.5, max(y, tip) + 1))
    head = tip - turn * 3.5
    return [
        Line(((x, y + turn * 8), (x, tip)), tone, 1.5),
        Line(((x - 3.5, head), (x, tip), (x + 3.5, head)), tone, 1.5),
    ]


def _extent(dot: Dot, axes: _Axes, point: Point, drawing: Drawing) -> None:
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


def _years(dots: Sequence[Dot], axes: _Axes, drawing: Drawing) -> None:
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


def _label(dot: Dot, number: int, points: Sequence[Point], room: Box, drawing: Drawing) -> None:
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
                rest = text_at(text.lines[1:], text.x, text.y + STEP, text.anchor, FONT_SIZE)
                drawing.words.append(Words(rest, tone if dot.is_odd else "second"))
            return


def multiples(plot: MultiplesPlot, size: Size) -> Scene:
    columns, gap = _COLUMNS[size], 16.0
    across = (WIDTHS[size] - gap * (columns - 1)) / columns
    drawing, y = Drawing(WIDTHS[size], 0), 0.0
    every = [dot for panel in plot.panels for dot in panel.dots]
    for start in range(0, len(plot.panels), columns):
        row = plot.panels[start : start + columns]
        heads = [(wrapped(one.label, across, FONT_SIZE, 2), wrapped(one.words, across, FONT_SIZE, 4)) for one in row]
        top = y + max(len(label) + len(words) for label, words in heads) * STEP + 14
        for place, (panel, (label, words)) in enumerate(zip(row, heads, strict=True)):
            left = place * (across + gap)
            drawing.write(label, (left, y + 14), "ink", is_strong=True)
            drawing.write(words, (left, y + 14 + len(label) * STEP), "second")
            box = Box(left + ROOM, top, left + across - ROOM, top + _PANEL)
            axes = _axes(every, plot.ticks, box)
            for value in (plot.ticks[0][0], plot.ticks[len(plot.ticks) // 2][0], plot.ticks[-1][0]):
                level = axes.height(value)
                drawing.lines.append(
                    Line(((left, level), (left + across, level)), "second" if value == 0 else "hairline")
                )
            points = apart([axes.point(dot) for dot in panel.dots], box)
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
