"""A chart while it is drawn: what stands where so far, and what later words must not touch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from generator.draw.labels import FONT_SIZE, LEADING, Anchor, Box, Point, Segment, text_at
from generator.draw.plots import Size
from generator.draw.shapes import RADIUS, ROOM, Line, Mark, Scene, Tone, Words

WIDTHS: dict[Size, float] = {"wide": 680.0, "narrow": 340.0}
# From one line of text to the next.
STEP = FONT_SIZE * LEADING
# Room below a chart's ground, for the years.
BOTTOM = 26.0
DOTS = (2, 3)
# Where a multiple lies on the scale of a drawing of rows.
Place = Callable[[Fraction], float]


class Drawing:
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


def apart(points: list[Point], box: Box) -> list[Point]:
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
