"""A series over time as inline SVG: a line through figures, each source's in its own shape.

Drawn twice, wide and narrow, because one drawing that shrinks takes its text with it; the stylesheet shows
the one that fits. Colours are the page's own: ``currentColor`` here, more in ``charts.css``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Literal, get_args

from generator.draw.labels import (
    FONT_SIZE,
    Box,
    Point,
    Segment,
    Text,
    format_coordinate,
    format_point,
    picture,
    place_label,
    text_at,
    width,
)

# Where the true value lies, by the source's own hedge.
Bound = Literal["", "above", "below", "about"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure in a chart: the time that it is of, its height or the ends of its range, its words, and which voice of
    the chart says it."""

    first: date
    last: date
    value: Fraction
    hedge: str
    label: str
    # Its time in words, where that is not a plain year.
    when: str
    voice: int
    bound: Bound
    is_target: bool
    # Of a range its upper end.
    to: Fraction | None = None

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Its height twice, or the ends of its range."""
        return self.value, self.value if self.to is None else self.to

    @property
    def middle(self) -> Fraction:
        """Where its sign stands: of a range half way up the bar, which says no more than whose range it is."""
        return sum(self.ends, Fraction(0)) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A line from one mark to another of the same voice, because two may not count the same; with a gap, that voice
    has no figure of the times between them."""

    start: int
    end: int
    has_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A series as a drawing: what it shows in a sentence, its marks, oldest first, and what joins them."""

    id: str
    name: str
    finding: str
    scale: str
    # How to read what is drawn.
    signs: str
    description: str
    marks: tuple[Mark, ...]
    joins: tuple[Join, ...]
    # The mark of the figure that the page is about.
    own: int | None = None
    # The marks of one time that differ.
    disputes: tuple[tuple[int, ...], ...]
    # The heights of the lines across, in words, from the lowest up.
    ticks: tuple[tuple[Fraction, str], ...]


Size = Literal["wide", "narrow"]
SIZES: tuple[Size, ...] = get_args(Size)
_FRAMES: dict[Size, tuple[float, float]] = {"wide": (680, 300), "narrow": (340, 320)}
# Half of a mark's width, and of what is kept free around it.
_RADIUS, _ROOM = 5.0, 6.5
# The ring around the mark of the page's own figure.
_RING = 9.5
_TOP, _BOTTOM, _SIDE = 40.0, 26.0, 10.0
# Shapes that stay apart in print and at 10 px; whatever comes after the last shares it.
_SHAPES = (
    "M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0Z",
    "M-4.5 -4.5H4.5V4.5H-4.5Z",
    "M0 -6L5.6 4H-5.6Z",
    "M0 -6.2L6.2 0L0 6.2L-6.2 0Z",
    "M0 6L5.6 -4H-5.6Z",
    "M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",
    "M-6 -3.4L-3.4 -6L0 -2.6L3.4 -6L6 -3.4L2.6 0L6 3.4L3.4 6L0 2.6L-3.4 6L-6 3.4L-2.6 0Z",
    "M0 -6.8L1.7 -2.3L6.5 -2.1L2.8 0.9L4 5.5L0 2.9L-4 5.5L-2.8 0.9L-6.5 -2.1L-1.7 -2.3Z",
)
SHAPES = len(_SHAPES)
# How long the longest bar is.
_BAR = 92.0
# What is painted first lies under the rest; dashes and widths for where there is no stylesheet.
_STROKES = {
    "hairline": "",
    "ground": "",
    "extent": "",
    "line gap": ' stroke-width="2" stroke-dasharray="3 5"',
    "line": ' stroke-width="2"',
    "dispute": ' stroke-width="1.5"',
    "hedge": ' stroke-width="1.5"',
}


@dataclass(slots=True)
class Drawing:
    """What has been placed so far: lines of each kind, marks and texts, and what later texts must not touch."""

    frame: Box
    left: float
    base: float
    strokes: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in _STROKES})
    marks: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    obstacles: list[Box] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)

    def write(self, text: Text, kind: str, *, second: int = 0) -> None:
        """Place a text and let no later one touch it; so many of its last lines are of second rank."""
        self.texts.append(text)
        self.obstacles.append(text.box)
        self.words.append(text.svg(kind, second=second))

    def svg(self) -> str:
        """All that was placed, as SVG: lines first, then marks, then words."""
        lines = "".join(
            f'<path class="{kind}"{look} d="{"".join(self.strokes[kind])}"/>'
            for kind, look in _STROKES.items()
            if self.strokes[kind]
        )
        return f'<g fill="none" stroke="currentColor">{lines}</g>{"".join(self.marks)}{"".join(self.words)}'


# No chart has room for the words of more marks than these.
_MOST_LABELS = 40


def line_chart(chart: Chart, size: Size) -> str:
    """A chart as one line of SVG."""
    drawing, _ = drawn(chart, size)
    return picture(
        f"{chart.id}-{size}", f"{chart.name}. {chart.finding}", chart.description, drawing.frame, drawing.svg()
    )


def shape(source: int, *, is_target: bool = False) -> str:
    """The shape of a source's marks, small, for the line of text that names the sources."""
    return (
        f'<svg class="shape" aria-hidden="true" viewBox="-8 -8 16 16" width="16" height="16" fill="currentColor">'
        f"{_symbol(source, (0, 0), is_target=is_target)}</svg>"
    )


def bar(part: float, bound: Bound, *, is_target: bool) -> str:
    """A figure as a bar next to its words: open at its end where the true value is more, or may be."""
    long = max(1.0, part * _BAR)
    kind, paint = ("bar target", 'stroke="currentColor"') if is_target else ("bar", 'fill="currentColor"')
    drawing = f'<path class="{kind}" {paint} d="M.5 .5H{format_coordinate(long)}V6.5H.5Z"/>'
    if bound == "above":
        drawing += f'<path class="hedge" stroke="currentColor" d="M{format_coordinate(long + 3)} .5l4 3l-4 3"/>'
    size = f'viewBox="0 0 {_BAR + 8:g} 7" width="{_BAR + 8:g}" height="7"'
    return f'<svg class="bar" aria-hidden="true" {size} fill="none">{drawing}</svg>'


def drawn(chart: Chart, size: Size) -> tuple[Drawing, list[Point]]:
    """Everything in its place, and where each mark is.

    Words in one line and words in more find room in different crowds; what leaves fewest out is taken.
    """
    flat, stacked = (_drawn(chart, size, stacked=stacked) for stacked in (False, True))
    return stacked if len(stacked[0].texts) > len(flat[0].texts) else flat


def _drawn(chart: Chart, size: Size, *, stacked: bool) -> tuple[Drawing, list[Point]]:
    across, down = _FRAMES[size]
    ticks = [width(words, FONT_SIZE) for _, words in chart.ticks]
    drawing = Drawing(Box(0, 0, across, down), left=max(ticks) + 2 * _SIDE, base=down - _BOTTOM)
    _scale(chart, drawing)
    _years(chart, drawing)
    points = _points(chart, drawing)
    for mark, (x, y) in zip(chart.marks, points, strict=True):
        drawing.obstacles.append(Box(x - _ROOM, y - _ROOM, x + _ROOM, y + _ROOM))
        _extent(chart, mark, (x, y), drawing)
        _range(chart, mark, x, drawing)
    for join in chart.joins:
        kind = "line gap" if join.has_gap else "line"
        _line(points[join.start], points[join.end], drawing, kind)
    for dispute in chart.disputes:
        _bracket([points[number] for number in dispute], drawing)
    if chart.own is not None:
        x, y = points[chart.own]
        ring = f'cx="{format_coordinate(x)}" cy="{format_coordinate(y)}" r="{_RING:g}"'
        drawing.marks.append(f'<circle class="own" {ring} fill="none" stroke="currentColor" stroke-width="2"/>')
    for mark, point in zip(chart.marks, points, strict=True):
        _hedge(mark, point, drawing)
        drawing.marks.append(_symbol(mark.voice, point, is_target=mark.is_target))
    for numbers in _to_label(chart):
        _label(chart.marks[numbers[0]], numbers, points, drawing, stacked=stacked)
    return drawing, points


def _height(chart: Chart, value: Fraction, drawing: Drawing) -> float:
    low, high = chart.ticks[0][0], chart.ticks[-1][0]
    return drawing.base - float((value - low) / (high - low)) * (drawing.base - _TOP)


def _scale(chart: Chart, drawing: Drawing) -> None:
    """Lines across with their heights in words; the one at zero is the ground."""
    for value, words in chart.ticks:
        y = _height(chart, value, drawing)
        kind = "ground" if value == 0 else "hairline"
        drawing.strokes[kind].append(f"M0 {format_coordinate(y)}H{format_coordinate(drawing.frame.right)}")
        drawing.write(text_at((words,), 0, y - 5, "start", FONT_SIZE), "tick")


def _years_of(chart: Chart) -> range:
    return range(min(mark.first.year for mark in chart.marks), max(mark.last.year for mark in chart.marks) + 1)


def _across(chart: Chart, day: date, drawing: Drawing, *, at_end: bool = False) -> float:
    """Where a day begins, or ends: each year is a band of the same width."""
    years = _years_of(chart)
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    part = day.year - years.start + ((day - date(day.year, 1, 1)).days + at_end) / length
    return drawing.left + part / len(years) * (drawing.frame.right - _SIDE - drawing.left)


def _middle(chart: Chart, mark: Mark, drawing: Drawing) -> float:
    return (_across(chart, mark.first, drawing) + _across(chart, mark.last, drawing, at_end=True)) / 2


def _points(chart: Chart, drawing: Drawing) -> list[Point]:
    """The middle of each mark. Those that would lie on each other stand side by side."""
    points = [(_middle(chart, mark, drawing), _height(chart, mark.middle, drawing)) for mark in chart.marks]
    order = sorted(range(len(points)), key=lambda number: (points[number], number))
    heaps: list[list[int]] = []
    for number in order:
        x, y = points[number]
        near = [heap for heap in heaps if any(_touch(points[other], (x, y)) for other in heap)]
        heaps = [heap for heap in heaps if heap not in near]
        heaps.append([*(other for heap in near for other in heap), number])
    for heap in heaps:
        low, high = drawing.left + _ROOM, drawing.frame.right - _ROOM
        step = min(2 * _ROOM, (high - low) / len(heap))
        middle = sum(points[number][0] for number in heap) / len(heap)
        begin = min(max(middle - step * (len(heap) - 1) / 2, low), high - step * (len(heap) - 1))
        for place, number in enumerate(heap):
            points[number] = begin + place * step, points[number][1]
    return points


def _touch(one: Point, two: Point) -> bool:
    return abs(one[0] - two[0]) < 2 * _ROOM and abs(one[1] - two[1]) < 2 * _RADIUS


def _years(chart: Chart, drawing: Drawing) -> None:
    """The years under the ground, all of them or, where they would touch, those that have figures first."""
    years = _years_of(chart)
    band = (drawing.frame.right - _SIDE - drawing.left) / len(years)
    y = drawing.frame.bottom - 6
    if band >= 5:
        for year in (*years, years.stop):
            x = drawing.left + (year - years.start) * band
            drawing.strokes["ground"].append(f"M{format_coordinate(x)} {format_coordinate(drawing.base)}v5")
    busy = {year for mark in chart.marks for year in (mark.first.year, mark.last.year)}
    ends = (years[0], years[-1])
    for year in sorted(years, key=lambda year: (year not in ends, year not in busy, year)):
        x = drawing.left + (year - years.start + 0.5) * band
        text = text_at((str(year),), x, y, "middle", FONT_SIZE)
        wider = Box(text.box.left - 4, text.box.top, text.box.right + 4, text.box.bottom)
        if drawing.frame.holds(text.box) and not any(wider.overlaps(other) for other in drawing.obstacles):
            drawing.write(text, "year")


def _extent(chart: Chart, mark: Mark, point: Point, drawing: Drawing) -> None:
    """How long the time is that a figure is of, where that is neither a year nor too short to be drawn."""
    begin, end = _across(chart, mark.first, drawing), _across(chart, mark.last, drawing, at_end=True)
    days = (mark.last - mark.first).days + 1
    if days < 80 or 365 <= days <= 366 or end - begin < 4 * _RADIUS:
        return
    y = format_coordinate(point[1])
    caps = f"M{format_coordinate(begin)} {y}m0 -3v6M{format_coordinate(end)} {y}m0 -3v6"
    drawing.strokes["extent"].append(f"M{format_coordinate(begin)} {y}H{format_coordinate(end)}{caps}")
    drawing.segments.append(((begin, point[1]), (end, point[1])))


def _range(chart: Chart, mark: Mark, x: float, drawing: Drawing) -> None:
    """An upright bar between the ends of a range."""
    if mark.to is None:
        return
    bottom, top = (_height(chart, value, drawing) for value in mark.ends)
    caps = f"M{format_point((x - 3, top))}h6M{format_point((x - 3, bottom))}h6"
    drawing.strokes["extent"].append(f"M{format_point((x, top))}V{format_coordinate(bottom)}{caps}")
    drawing.segments.append(((x, top), (x, bottom)))


def _line(start: Point, end: Point, drawing: Drawing, kind: str) -> None:
    path = f"M{format_point(start)}L{format_point(end)}"
    drawing.strokes[kind].append(path)
    drawing.segments.append((start, end))


def _bracket(points: Sequence[Point], drawing: Drawing) -> None:
    """A bracket next to figures of one time that differ."""
    x = min(max(point[0] for point in points) + 2 * _RADIUS + 1, drawing.frame.right - 1)
    top, bottom = min(point[1] for point in points), max(point[1] for point in points)
    path = (
        f"M{format_point((x - 4, top))}H{format_coordinate(x)}V{format_coordinate(bottom)}H{format_coordinate(x - 4)}"
    )
    drawing.strokes["dispute"].append(path)
    drawing.obstacles.append(Box(x - 4, top - 1, x + 2, bottom + 1))


def _hedge(mark: Mark, point: Point, drawing: Drawing) -> None:
    """The source's hedge next to a mark: an arrow to where the true value lies, or a wave."""
    x, y = point
    if mark.bound == "about":
        path = f"M{format_coordinate(x - 5)} {format_coordinate(y - 9)}q2.5 -4.5 5 0t5 0"
        box = Box(x - 6, y - 13, x + 6, y - 6)
    elif mark.bound:
        turn = -1 if mark.bound == "above" else 1
        # Down there are the years.
        length = min(9.0, drawing.base + 2 - y - 8) if turn == 1 else 9.0
        if length < 5:
            return
        tip = y + turn * (8 + length)
        shaft, head = (
            f"M{format_coordinate(x)} {format_coordinate(y + turn * 8)}V{format_coordinate(tip)}",
            f"{-3.5 * turn:g}",
        )
        path = f"{shaft}m-3.5 {head}L{format_coordinate(x)} {format_coordinate(tip)}l3.5 {head}"
        box = Box(x - 4.5, min(y, tip) - 1, x + 4.5, max(y, tip) + 1)
    else:
        return
    drawing.strokes["hedge"].append(path)
    drawing.obstacles.append(box)


def _symbol(source: int, point: Point, *, is_target: bool) -> str:
    path = _SHAPES[min(source, SHAPES - 1)]
    paint = 'class="mark target" fill="none" stroke="currentColor"' if is_target else 'class="mark"'
    return (
        f'<path {paint} transform="translate({format_coordinate(point[0])} {format_coordinate(point[1])})" d="{path}"/>'
    )


def _to_label(chart: Chart) -> list[list[int]]:
    """The marks in the order in which they get their words, for a crowd has no room for all. What several say of
    one time is said once."""
    figures = [number for number, mark in enumerate(chart.marks) if not mark.is_target]
    # What the title speaks of comes first: the newest, and where the line begins and ends.
    ends = [*figures[-1:], *(join.end for join in chart.joins[-1:]), *(join.start for join in chart.joins[:1])]
    disputed = [number for dispute in chart.disputes for number in dispute]
    found: dict[object, list[int]] = {}
    for number in dict.fromkeys((*ends, *disputed, *figures[:1], *reversed(figures), *range(len(chart.marks)))):
        mark = chart.marks[number]
        found.setdefault((mark.first, mark.last, mark.hedge, mark.label, mark.is_target), []).append(number)
    return list(found.values())[:_MOST_LABELS]


def _label(mark: Mark, numbers: Sequence[int], points: Sequence[Point], drawing: Drawing, *, stacked: bool) -> None:
    """The words of a mark, or of several that say the same, near one of them if there is room, with their time if
    that can be."""
    others = [point for number, point in enumerate(points) if number not in numbers]
    flat, split = (f"{mark.hedge} {mark.label}".strip(),), (mark.hedge, mark.label)
    forms = (split, flat) if stacked else (flat, split)
    # Over the ground or, where there is no other room, so close to it that letters below the line touch it.
    for lowest, lines in product((-1, 3), (*((*form, mark.when) for form in forms), *forms)):
        for number in numbers:
            text = place_label(
                [line for line in lines if line],
                points[number],
                size=FONT_SIZE,
                away=(9, 14, 20, 26),
                frame=replace(drawing.frame, bottom=drawing.base + lowest),
                obstacles=drawing.obstacles,
                segments=drawing.segments,
                others=others,
            )
            if text:
                drawing.write(text, "value", second=int(lines[-1] == mark.when != ""))
                return
