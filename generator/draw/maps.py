"""Where places lie to each other, as inline SVG: dots, names, north and a scale. There is no map under it."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

from generator.draw.labels import FONT_SIZE, Box, Point, format_coordinate, picture, place_label, shortened, text_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A place in a locator drawing; degrees north and east."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where places lie to each other, roughly."""

    id: str
    title: str
    description: str
    dots: tuple[Dot, ...]


_ACROSS, _RADIUS = 340.0, 4.5
# What the dots may take: there is room for names on both sides, and for the scale below.
_LEFT, _RIGHT, _TOP, _TALLEST, _FOOT = 56.0, 284.0, 30.0, 190.0, 52.0
_NAME, _BAR = 150.0, 90.0
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Located:
    """A locator's parts as SVG, where its dots are, and the rectangles that its texts take."""

    frame: Box
    parts: tuple[str, ...]
    points: tuple[Point, ...]
    boxes: tuple[Box, ...]


def locator_drawing(locator: Locator) -> str:
    """A locator as one line of SVG."""
    drawing = located(locator)
    return picture(locator.id, locator.title, locator.description, drawing.frame, "".join(drawing.parts))


def located(locator: Locator) -> Located:
    """Every dot, and its name where there is room for it."""
    points, down, per_km = _projected(locator)
    inner = Box(4, 4, _ACROSS - 4, down - 4)
    parts, boxes = [], []
    for drawing, box in (_north(), _scale(down, per_km)):
        parts.append(drawing)
        boxes.append(box)
    dots = [Box(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    for dot, point in zip(locator.dots, points, strict=True):
        x, y = map(format_coordinate, point)
        parts.append(f'<circle class="mark" cx="{x}" cy="{y}" r="{_RADIUS}"/>')
        text = place_label(
            [shortened(dot.name, FONT_SIZE, _NAME)],
            point,
            size=FONT_SIZE,
            away=(9, 14, 20, 28),
            frame=inner,
            obstacles=[*dots, *boxes],
            others=[other for other in points if other != point],
        )
        if text:
            boxes.append(text.box)
            parts.append(text.svg("value"))
    return Located(Box(0, 0, _ACROSS, down), tuple(parts), tuple(points), tuple(boxes))


def _projected(locator: Locator) -> tuple[list[Point], float, float]:
    """Where each dot is, how tall the drawing, and how many units a kilometre takes.

    Near the middle of the places, a degree east is as long as one north times the cosine of the latitude.
    """
    middle = (max(dot.lat for dot in locator.dots) + min(dot.lat for dot in locator.dots)) / 2
    shrink = max(cos(radians(middle)), 0.01)
    km = [(dot.lon * shrink * _KM_PER_DEGREE, -dot.lat * _KM_PER_DEGREE) for dot in locator.dots]
    west, east = min(x for x, _ in km), max(x for x, _ in km)
    north, south = min(y for _, y in km), max(y for _, y in km)
    # Places at one point still have a scale.
    per_km = min((_RIGHT - _LEFT) / max(east - west, 1), _TALLEST / max(south - north, 1))
    begin = (_LEFT + _RIGHT) / 2 - (west + east) / 2 * per_km
    points = [(begin + x * per_km, _TOP + (y - north) * per_km) for x, y in km]
    return points, _TOP + max((south - north) * per_km, 30) + _FOOT, per_km


def _north() -> tuple[str, Box]:
    x = _ACROSS - 16
    text = text_at(("N",), x, 45, "middle", FONT_SIZE)
    path = f"M{format_coordinate(x)} 30V10m-4 6L{format_coordinate(x)} 10l4 6"
    arrow = f'<path class="north" fill="none" stroke="currentColor" stroke-width="1.5" d="{path}"/>'
    return arrow + text.svg("tick"), Box(text.box.left - 2, 0, _ACROSS, text.box.bottom)


def _scale(down: float, per_km: float) -> tuple[str, Box]:
    """A bar as long as a round number of kilometres."""
    exponent = -1
    while 10 ** (exponent + 1) * per_km <= _BAR:
        exponent += 1
    km = max(part * 10**exponent for part in (1, 2, 5) if part == 1 or part * 10**exponent * per_km <= _BAR)
    words = f"{km:,} km" if km >= 1 else f"{round(km * 1000)} m"
    y, end = down - 10, 8 + km * per_km
    text = text_at((words,), 8, y - 8, "start", FONT_SIZE)
    path = f"M8 {format_coordinate(y - 4)}v4H{format_coordinate(end)}v-4"
    bar = f'<path class="ground" fill="none" stroke="currentColor" d="{path}"/>'
    return bar + text.svg("tick"), Box(0, text.box.top, max(end, text.box.right), down)
