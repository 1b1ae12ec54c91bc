"""A drawing as lines, marks and words, of which SVG and PNG are made alike.

Each shape has a tone, not a colour: a page gives it one by its style sheet, a file that stands alone by its own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Literal

from generator.draw.labels import FONT_SIZE, Box, Point, Text, format_coordinate, format_point, text_at, width
from generator.draw.link_previews import Typeface

if TYPE_CHECKING:
    from PIL.Image import Image

# What a shape is: the figure that leads, another, a later one than was asked for, one that does not fit or differs,
# words, words of second rank, lines that only guide the eye, and what lies behind all.
Tone = Literal["lead", "other", "pale", "odd", "ink", "second", "hairline", "page"]
# Of each tone its colour on light and on dark, for what stands alone; pages have these in charts.css.
COLOURS: dict[Tone, tuple[str, str]] = {
    "lead": ("#0a5c73", "#74c7da"),
    "other": ("#6f7984", "#8f9aa5"),
    "pale": ("#6f9eac", "#3f7482"),
    "odd": ("#a3271b", "#ff9d90"),
    "ink": ("#16212b", "#e8edf1"),
    "second": ("#495662", "#aeb9c3"),
    "hairline": ("#cfd7dd", "#33424e"),
    "page": ("#ffffff", "#10181f"),
}
# Where the true value lies, by the source's own hedge.
Bound = Literal["", "above", "below", "about"]
SignKind = Literal["dot", "target", "cross", "ring"]
# Half of a sign's width, of what is kept free around it, and of what a finger hits.
RADIUS, ROOM, HIT = 5.0, 6.5, 12.0
# Of the ring around a sign.
RING = 9.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; ``dash`` is how long it is drawn and left out in turn."""

    points: tuple[Point, ...]
    tone: Tone
    width: float = 1.0
    dash: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands for a figure: a dot, an open diamond for a target, a cross for what does not fit; a ring is around
    the one that a page is about."""

    kind: SignKind
    at: Point
    tone: Tone


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    box: Box
    tone: Tone


@dataclass(frozen=True, slots=True)
class Words:
    """A text, strong or not."""

    text: Text
    tone: Tone
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What leads to a fact, by its number among those of the drawing: its name for who does not see it, and its
    shapes. ``at`` is where a finger hits it."""

    fact: int
    name: str
    at: Point
    shapes: tuple[Sign | Bar | Line, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing: its size, its lines, which lie lowest, its marks and its words."""

    width: float
    height: float
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]


def framed(scene: Scene, head: Sequence[tuple[str, bool]], foot: Sequence[str]) -> Scene:
    """A drawing that stands alone: with lines above it, each strong or not, and below, all within its width."""
    margin, step = 16.0, FONT_SIZE * 1.35
    above = [(line, is_strong) for text, is_strong in head for line in wrapped(text, scene.width, FONT_SIZE)]
    below = [line for text in foot for line in wrapped(text, scene.width, FONT_SIZE)]
    down = margin + step * len(above) + 4
    words = [
        Words(
            text_at((line,), margin, margin + step * (row + 0.8), "start", FONT_SIZE),
            "ink" if is_strong else "second",
            is_strong,
        )
        for row, (line, is_strong) in enumerate(above)
    ]
    begin = down + scene.height + 10
    words += [
        Words(text_at((line,), margin, begin + step * (row + 0.8), "start", FONT_SIZE), "second")
        for row, line in enumerate(below)
    ]
    moved = _moved(scene, margin, down)
    height = begin + step * len(below) + margin
    return replace(moved, width=scene.width + 2 * margin, height=height, words=(*moved.words, *words))


def _tone(is_strong: bool) -> Tone:
    return "ink" if is_strong else "second"


def _moved(scene: Scene, right: float, down: float) -> Scene:
    def point(at: Point) -> Point:
        return at[0] + right, at[1] + down

    def line(one: Line) -> Line:
        return replace(one, points=tuple(map(point, one.points)))

    def box(one: Box) -> Box:
        return Box(one.left + right, one.top + down, one.right + right, one.bottom + down)

    def shape(one: Sign | Bar | Line) -> Sign | Bar | Line:
        match one:
            case Sign():
                return replace(one, at=point(one.at))
            case Bar():
                return replace(one, box=box(one.box))
            case Line():
                return line(one)

    return replace(
        scene,
        lines=tuple(map(line, scene.lines)),
        marks=tuple(replace(one, at=point(one.at), shapes=tuple(map(shape, one.shapes))) for one in scene.marks),
        words=tuple(
            replace(one, text=replace(one.text, x=one.text.x + right, y=one.text.y + down, box=box(one.text.box)))
            for one in scene.words
        ),
    )


def wrapped(text: str, room: float, size: float, most: int = 99) -> list[str]:
    """A text in lines that fit, broken between words; a word that does not fit alone is broken, and what does not fit
    into the last line is cut."""
    lines: list[str] = []
    for whole in text.split():
        if lines and width(f"{lines[-1]} {whole}", size) <= room:
            lines[-1] += f" {whole}"
            continue
        word = whole
        while width(word, size) > room:
            kept = max(1, next((n for n in range(1, len(word)) if width(word[: n + 1], size) > room), len(word)))
            lines.append(word[:kept])
            word = word[kept:]
        if word:
            lines.append(word)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width(f"{last}…", size) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip(' ,')}…"]
    return lines


# --- SVG


def svg(scene: Scene, id: str, title: str, description: str, links: Sequence[str], *, is_alone: bool = False) -> str:
    """A drawing as one line of SVG that names and describes itself. ``links`` are the attributes of each fact's link,
    made safe already. One that ``is_alone`` brings its colours, light and dark."""
    across, down = format_coordinate(scene.width), format_coordinate(scene.height)
    inside = "".join(map(_line, scene.lines))
    inside += "".join(_mark(mark, links[mark.fact]) for mark in scene.marks)
    inside += "".join(map(_words, scene.words))
    style = f"<style>{own_style()}</style>" if is_alone else ""
    back = f'<path class="t-page" fill="currentColor" d="M0 0H{across}V{down}H0Z"/>' if is_alone else ""
    return (
        f'<svg class="plot" role="group" aria-labelledby="{id}-title" aria-describedby="{id}-desc" '
        f'viewBox="0 0 {across} {down}" width="{across}" height="{down}" xmlns="http://www.w3.org/2000/svg" '
        f'font-size="{format_coordinate(FONT_SIZE)}">'
        f'<title id="{id}-title">{escape(title)}</title><desc id="{id}-desc">{escape(description)}</desc>'
        f"{style}{back}{inside}</svg>"
    )


def own_style() -> str:
    """The style sheet of a drawing that stands alone, or on a page without ours."""
    light = "".join(f".plot .t-{tone}{{color:{colours[0]}}}" for tone, colours in COLOURS.items())
    dark = "".join(f".plot .t-{tone}{{color:{colours[1]}}}" for tone, colours in COLOURS.items())
    halo = ".plot .halo{paint-order:stroke;stroke-width:4px;stroke-linejoin:round;stroke:"
    return (
        ".plot{font-family:system-ui,sans-serif;font-variant-numeric:lining-nums tabular-nums}"
        f"{light}{halo}{COLOURS['page'][0]}}}"
        f"@media(prefers-color-scheme:dark){{{dark}{halo}{COLOURS['page'][1]}}}}}"
    )


def _line(line: Line) -> str:
    path = "M" + "L".join(map(format_point, line.points))
    dash = f' stroke-dasharray="{line.dash[0]} {line.dash[1]}"' if line.dash else ""
    stroke = f'fill="none" stroke="currentColor" stroke-width="{line.width:g}"{dash}'
    return f'<path class="t-{line.tone}" {stroke} d="{path}"/>'


def _shape(shape: Sign | Bar | Line) -> str:
    match shape:
        case Line():
            return _line(shape)
        case Bar(box=box):
            left, top, right, bottom = map(format_coordinate, (box.left, box.top, box.right, box.bottom))
            return f'<path class="t-{shape.tone}" fill="currentColor" d="M{left} {top}H{right}V{bottom}H{left}Z"/>'
        case Sign(kind="dot"):
            at = f'cx="{format_coordinate(shape.at[0])}" cy="{format_coordinate(shape.at[1])}"'
            return f'<circle class="t-{shape.tone}" fill="currentColor" {at} r="{RADIUS:g}"/>'
        case Sign(kind="ring"):
            at = f'cx="{format_coordinate(shape.at[0])}" cy="{format_coordinate(shape.at[1])}"'
            return (
                f'<circle class="t-{shape.tone}" fill="none" stroke="currentColor" stroke-width="2" {at} r="{RING:g}"/>'
            )
        case Sign(kind="target"):
            path = "M" + "L".join(map(format_point, _diamond(shape.at))) + "Z"
            return f'<path class="t-{shape.tone}" fill="none" stroke="currentColor" stroke-width="1.5" d="{path}"/>'
        case Sign():
            path = "".join(f"M{format_point(one)}L{format_point(two)}" for one, two in _cross(shape.at))
            return f'<path class="t-{shape.tone}" fill="none" stroke="currentColor" stroke-width="2" d="{path}"/>'


def _diamond(at: Point) -> tuple[Point, ...]:
    x, y = at
    return (x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)


def _cross(at: Point) -> tuple[tuple[Point, Point], ...]:
    x, y = at
    return ((x - 5, y - 5), (x + 5, y + 5)), ((x + 5, y - 5), (x - 5, y + 5))


def _mark(mark: Mark, link: str) -> str:
    at = f'cx="{format_coordinate(mark.at[0])}" cy="{format_coordinate(mark.at[1])}"'
    hit = f'<circle class="hit" fill="none" pointer-events="all" {at} r="{HIT:g}"/>'
    name = f"<title>{escape(mark.name)}</title>"
    return f"<a {link}>{name}{''.join(map(_shape, mark.shapes))}{hit}</a>"


def _words(words: Words) -> str:
    text, anchor = words.text, words.text.anchor
    made = []
    strong = ' font-weight="600"' if words.is_strong else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    for row, line in enumerate(text.lines):
        at = f'x="{format_coordinate(text.x)}" y="{format_coordinate(text.y + row * text.size * 1.25)}"'
        made.append(f'<text class="t-{words.tone} halo" fill="currentColor" {at}{side}{strong}>{escape(line)}</text>')
    return "".join(made)


# How long the longest bar is.
_BAR = 92.0


def bar(part: float, bound: Bound, *, is_target: bool) -> str:
    """A figure as a bar next to its words: open at its end where the true value is more, or may be."""
    long = max(1.0, part * _BAR)
    kind, paint = ("bar target", 'stroke="currentColor"') if is_target else ("bar", 'fill="currentColor"')
    drawing = f'<path class="{kind}" {paint} d="M.5 .5H{format_coordinate(long)}V6.5H.5Z"/>'
    if bound == "above":
        drawing += f'<path class="hedge" stroke="currentColor" d="M{format_coordinate(long + 3)} .5l4 3l-4 3"/>'
    size = f'viewBox="0 0 {_BAR + 8:g} 7" width="{_BAR + 8:g}" height="7"'
    return f'<svg class="bar" aria-hidden="true" {size} fill="none">{drawing}</svg>'


# --- PNG

# So many pixels are a unit of a drawing, and lines are drawn so many times larger first, for smooth edges.
SCALE, FINER = 2, 2


def png(scene: Scene, face: Typeface) -> bytes:
    """A drawing as a PNG in the light colours, two pixels a unit. The same drawing, font and version of Pillow make the
    same bytes."""
    from PIL import Image

    size = round(scene.width * SCALE), round(scene.height * SCALE)
    large = Image.new("RGB", (size[0] * FINER, size[1] * FINER), COLOURS["page"][0])
    for line in scene.lines:
        _draw(large, line)
    for mark in scene.marks:
        for shape in mark.shapes:
            _draw(large, shape)
    image = large.resize(size, Image.Resampling.BOX)
    for words in scene.words:
        _write(image, words, face)
    out = io.BytesIO()
    # All that Pillow would choose by itself is said, so that nothing depends on its defaults.
    few = image.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=False, compress_level=8, compress_type=0)
    return out.getvalue()


def _draw(image: Image, shape: Sign | Bar | Line) -> None:
    from PIL import ImageDraw

    brush, by, colour = ImageDraw.Draw(image), SCALE * FINER, COLOURS[shape.tone][0]

    def at(point: Point) -> tuple[float, float]:
        return point[0] * by, point[1] * by

    match shape:
        case Line():
            for one, two in zip(shape.points, shape.points[1:], strict=False):
                for start, end in _dashes(one, two, shape.dash):
                    brush.line((at(start), at(end)), fill=colour, width=max(1, round(shape.width * by)))
        case Bar(box=box):
            brush.rectangle((at((box.left, box.top)), at((box.right, box.bottom))), fill=colour)
        case Sign(kind="dot", at=(x, y)):
            brush.ellipse((at((x - RADIUS, y - RADIUS)), at((x + RADIUS, y + RADIUS))), fill=colour)
        case Sign(kind="ring", at=(x, y)):
            brush.ellipse((at((x - RING, y - RING)), at((x + RING, y + RING))), outline=colour, width=2 * by)
        case Sign(kind="target"):
            brush.polygon(
                [at(point) for point in _diamond(shape.at)], outline=colour, width=round(1.5 * by), fill="#ffffff"
            )
        case Sign():
            for one, two in _cross(shape.at):
                brush.line((at(one), at(two)), fill=colour, width=2 * by)


def _dashes(one: Point, two: Point, dash: tuple[int, int] | None) -> list[tuple[Point, Point]]:
    length = ((two[0] - one[0]) ** 2 + (two[1] - one[1]) ** 2) ** 0.5
    if dash is None or length == 0:
        return [(one, two)]

    def along(distance: float) -> Point:
        part = min(1.0, distance / length)
        return one[0] + (two[0] - one[0]) * part, one[1] + (two[1] - one[1]) * part

    steps = range(int(length // sum(dash)) + 1)
    return [(along(step * sum(dash)), along(step * sum(dash) + dash[0])) for step in steps]


def _write(image: Image, words: Words, face: Typeface) -> None:
    from PIL import ImageDraw

    text, brush = words.text, ImageDraw.Draw(image)
    font = face.at(round(text.size * SCALE))
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[text.anchor]
    for row, line in enumerate(text.lines):
        at = text.x * SCALE, (text.y + row * text.size * 1.25) * SCALE
        shown = face.readable(line)
        brush.text(at, shown, fill=COLOURS[words.tone][0], font=font, anchor=anchor, stroke_width=4, stroke_fill="#fff")
        brush.text(at, shown, fill=COLOURS[words.tone][0], font=font, anchor=anchor)
