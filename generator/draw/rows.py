"""Targets against results, and ranges, as shapes: a row each, on one scale of multiples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from generator.draw.drawing import DOTS, STEP, WIDTHS, Drawing, Place, apart
from generator.draw.labels import FONT_SIZE, Box, Point, Text, text_at, width
from generator.draw.plots import RangeRow, RangesPlot, Size, TargetRow, TargetsPlot
from generator.draw.shapes import ROOM, Bar, Line, Mark, Scene, Sign, Words, wrapped

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


def targets(plot: TargetsPlot, size: Size) -> Scene:
    begin, end = _SCALES[size]
    every = [result.times for row in plot.rows for result in (row.result, *row.others) if result]
    top = min(_MOST_TIMES, max(2, *(-(-times.numerator // times.denominator) for times in every), 2))
    # Of many no more than a line each second.
    step = 1 if top <= 4 else 2

    def at(times: Fraction) -> float:
        return begin + float(min(times, Fraction(top))) / top * (end - begin)

    drawing = Drawing(WIDTHS[size], 0)
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


def _target_wide(row: TargetRow, y: float, at: Place, end: float, top: int, drawing: Drawing) -> float:
    label, amount = _row_words(row.label, row.amount, _LABELS_END)
    said = wrapped(row.words, WIDTHS["wide"] - end - 22, FONT_SIZE, 3)
    who = wrapped(row.who, WIDTHS["wide"] - end - 22, FONT_SIZE, 2)
    height = max(len(label) + len(amount), len(said) + len(who)) * STEP + 14
    drawing.write(label, (0, y + 18), "ink", is_strong=True)
    drawing.write(amount, (0, y + 18 + len(label) * STEP), "second")
    if said:
        drawing.write(said, (end + 22, y + 18), "ink" if row.result else "second", is_strong=bool(row.result))
    if who:
        drawing.write(who, (end + 22, y + 18 + len(said) * STEP), "second")
    _bar(row, y + height / 2, at, top, drawing)
    return y + height


def _target_narrow(row: TargetRow, y: float, at: Place, top: int, drawing: Drawing) -> tuple[float, float]:
    """A row below a height: where it ends, and where its bar is."""
    across = WIDTHS["narrow"]
    label, amount = _row_words(row.label, row.amount, across)
    drawing.write(label, (0, y + 18), "ink", is_strong=True)
    y += 18 + len(label) * STEP
    drawing.write(amount, (0, y), "second")
    bar = y + len(amount) * STEP
    _bar(row, bar, at, top, drawing)
    said = wrapped(", ".join(filter(None, (row.words, row.who))), across, FONT_SIZE, 3)
    drawing.write(said, (0, bar + 24), "ink" if row.result else "second")
    return bar + 24 + len(said) * STEP - 4, bar


def _bar(row: TargetRow, y: float, at: Place, top: int, drawing: Drawing) -> None:
    """The result as a bar, or dots up to the target where we found none; the target as a mark of its own."""
    begin, one = at(Fraction(0)), at(Fraction(1))
    drawing.marks.append(Mark(row.target, row.name, (one, y), (Line(((one, y - 9), (one, y + 9)), "ink", 3),)))
    if row.result is None:
        drawing.lines.append(Line(((begin, y), (one - 4, y)), "other", 1.5, DOTS))
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


def ranges(plot: RangesPlot, size: Size) -> Scene:
    begin, end = (226.0, 560.0) if size == "wide" else (16.0, 300.0)
    most = max(end_.times for row in plot.rows for end_ in row.ends)
    marks = _range_ticks(most)
    high = max(most, marks[-1][0])

    def at(times: Fraction) -> float:
        return begin + float((min(times, high) - 1) / (high - 1)) * (end - begin)

    drawing = Drawing(WIDTHS[size], 0)
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
            drawing.write(amount, (0, y + 18 + len(label) * STEP), "second")
            height = max((len(label) + len(amount)) * STEP + 14, 58 if len(row.ends) < 3 else 78)
            y += height
            _range(row, Box(begin - 12, start, WIDTHS[size], y), start + height / 2, at, drawing)
        else:
            label, amount = _row_words(row.label, row.amount, WIDTHS[size])
            drawing.write(label, (0, y + 18), "ink", is_strong=True)
            drawing.write(amount, (0, y + 18 + len(label) * STEP), "second")
            start = y + 6 + (len(label) + len(amount)) * STEP
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


def _range(row: RangeRow, room: Box, y: float, at: Place, drawing: Drawing) -> None:
    points = apart([(at(end.times), y) for end in row.ends], Box(room.left, 0, room.right, 0))
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
    (x, y), more = point, STEP * (len(lines) - 1)
    yield text_at(lines, x + 10, y + 4.5 - more / 2, "start", FONT_SIZE)
    for far in (0.0, STEP):
        for level in (y - 12 - more - far, y + 22 + far):
            yield text_at(lines, x - 6, level, "start", FONT_SIZE)
            yield text_at(lines, x + 6, level, "end", FONT_SIZE)
            yield text_at(lines, x, level, "middle", FONT_SIZE)
    yield text_at(lines, x - 10, y + 4.5 - more / 2, "end", FONT_SIZE)
