"""Texts in a drawing: how wide they are at most, and where they stand without touching anything.

A drawing is made without a browser, so widths are estimated, on the wide side of what systems' sans fonts take.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import Literal

# Parts of the font's size that a character takes in the widest of the usual fonts, at weight 600.
_NARROW, _WIDE, _OTHER, _FULL = 0.42, 1.0, 0.72, 1.05
_THIN = frozenset(" .,:;'’|!ijlI()[]-–")
_BROAD = frozenset("mwMW%@&—…")
# Of all texts in drawings, in their units: more than 11 px where a phone shows a drawing a little smaller.
FONT_SIZE = 13.0
# The height of a line, as a part of the font's size.
LEADING = 1.25

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a drawing, in its units; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether another rectangle lies within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def distance(self, point: Point) -> float:
        """How far a point is outside the rectangle."""
        x, y = point
        return hypot(max(self.left - x, 0, x - self.right), max(self.top - y, 0, y - self.bottom))

    def crossed_by(self, segment: Segment) -> bool:
        """Whether a straight line between two points touches the rectangle (Liang and Barsky, 1984)."""
        (x, y), (to_x, to_y) = segment
        begin, end = 0.0, 1.0
        for step, room in (
            (x - to_x, x - self.left),
            (to_x - x, self.right - x),
            (y - to_y, y - self.top),
            (to_y - y, self.bottom - y),
        ):
            if step == 0:
                if room < 0:
                    return False
            elif step < 0:
                begin = max(begin, room / step)
            else:
                end = min(end, room / step)
        return begin <= end


Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text at a place in a drawing: the first line's baseline, and the rectangle that they take."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: Anchor
    size: float
    box: Box


def format_coordinate(number: float) -> str:
    """A coordinate as it is written: a whole number of the drawing's units."""
    text = f"{number:.0f}"
    return "0" if text == "-0" else text


def format_point(point: Point) -> str:
    """A point as a path of SVG writes it: its two coordinates, parted by a space."""
    return f"{format_coordinate(point[0])} {format_coordinate(point[1])}"


# A label is tried in many places, and stands in drawings of several widths.
@lru_cache(maxsize=4096)
def width(text: str, size: float) -> float:
    """What a line of text takes at most."""
    return size * sum(map(_part, text))


def _part(character: str) -> float:
    if character in _THIN:
        return _NARROW
    if character in _BROAD:
        return _WIDE
    if ord(character) >= 0x1100:
        return _FULL
    return 0.8 if character.isupper() else _OTHER


def text_at(lines: Sequence[str], x: float, y: float, anchor: Anchor, size: float) -> Text:
    """Text whose first line's baseline begins, ends or has its middle at a point."""
    takes = max(width(line, size) for line in lines)
    left = x - takes * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    top = y - size * 0.95
    box = Box(left, top, left + takes, y + size * (LEADING * (len(lines) - 1) + 0.3))
    return Text(tuple(lines), x, y, anchor, size, box)


def place_label(
    lines: Sequence[str],
    point: Point,
    *,
    size: float,
    away: Iterable[float],
    frame: Box,
    obstacles: Sequence[Box],
    segments: Sequence[Segment] = (),
    others: Sequence[Point] = (),
) -> Text | None:
    """Text near a point, in the first place that touches no obstacle and, if there is one, no line either.

    Tried are above, below and the sides, at each distance of ``away``. A place that is nearer to one of the
    ``others`` would be read as that one's; in a crowd no place is found.
    """
    best: tuple[int, int, Text] | None = None
    for order, text in enumerate(_places(lines, point, size, away, frame)):
        if not frame.holds(text.box) or any(text.box.overlaps(other) for other in obstacles):
            continue
        own = text.box.distance(point)
        if any(text.box.distance(other) <= own + 2 for other in others):
            continue
        crossed = sum(text.box.crossed_by(segment) for segment in segments)
        if crossed == 0:
            return text
        if best is None or (crossed, order) < best[:2]:
            best = crossed, order, text
    return best[2] if best else None


def _places(lines: Sequence[str], point: Point, size: float, away: Iterable[float], frame: Box) -> Iterable[Text]:
    x, y = point
    takes = max(width(line, size) for line in lines)
    height = size * LEADING * (len(lines) - 1)
    for distance in away:
        above, below = y - distance - height - size * 0.3, y + distance + size * 0.95
        level = y + size * 0.35 - height / 2
        for aside in (0.0, 0.25, -0.25, 0.42, -0.42):
            # It may stand aside further, so that it does not leave the frame.
            middle = min(max(x + aside * takes, frame.left + takes / 2), frame.right - takes / 2)
            yield text_at(lines, middle, above, "middle", size)
            yield text_at(lines, middle, below, "middle", size)
            if aside == 0:
                yield text_at(lines, x + distance, level, "start", size)
                yield text_at(lines, x - distance, level, "end", size)
