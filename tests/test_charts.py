"""Charts, drawn from views: nothing touches, nothing leaves the frame, nothing breaks out."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.draw import charts
from generator.draw.charts import SIZES, Bound, Chart, Drawing, Join, Mark, Size, drawn, line_chart
from generator.draw.labels import Box, Point, place_label, shortened, width
from generator.model.when import When
from generator.model.words import number_in_words
from generator.pages.series import BOUNDS, ticks
from tests.hostile import PAYLOADS

SVG = "{http://www.w3.org/2000/svg}"


def mark(when: str, value: Fraction | int, **more: object) -> Mark:
    parsed = When.parse(when)
    fields: dict[str, object] = {
        "first": parsed.first,
        "last": parsed.last,
        "value": Fraction(value),
        "hedge": "",
        "label": number_in_words(Fraction(value)),
        "when": "" if re.fullmatch(r"\d{4}", when) else when,
        "voice": 0,
        "bound": "",
        "is_target": False,
    }
    return Mark(**{**fields, **more})  # type: ignore[arg-type]


def join(start: int, end: int, *, has_gap: bool = False) -> Join:
    return Join(start=start, end=end, has_gap=has_gap)


def chart(*marks: Mark, **more: object) -> Chart:
    fields: dict[str, object] = {
        "id": "port-output",
        "name": "Output, Port",
        "finding": "From little to much.",
        "scale": "Yuan",
        "signs": "",
        "description": "2023: little. 2024: much.",
        "marks": marks,
        "joins": (),
        "disputes": (),
        "ticks": tuple((value, number_in_words(value)) for value in ticks([mark.value for mark in marks])),
    }
    return Chart(**{**fields, **more})  # type: ignore[arg-type]


def assert_sound(drawn_chart: Chart) -> None:
    """In both widths: well-formed, within its frame, no text on another text or on a mark."""
    for size in SIZES:
        line, drawing, points = with_places(drawn_chart, size)
        for one, two in combinations(drawing.texts, 2):
            assert not one.box.overlaps(two.box), (size, one.lines, two.lines)
        for text in drawing.texts:
            assert drawing.frame.holds(text.box), (size, text)
        for point in points:
            assert drawing.frame.holds(Box(point[0] - 5, point[1] - 5, point[0] + 5, point[1] + 5)), (size, point)
            assert point[1] <= drawing.base + 0.1
        svg = ElementTree.fromstring(line)
        assert svg.get("role") == "img"
        named = {svg.get("aria-labelledby"), svg.get("aria-describedby")}
        assert named == {found.get("id") for found in svg if found.get("id")}
        assert not re.search(r"nan|inf|e[-+]\d", " ".join(path.get("d", "") for path in svg.iter(f"{SVG}path")))


def with_places(chart: Chart, size: Size) -> tuple[str, Drawing, list[Point]]:
    """A chart as SVG, and where everything is in it."""
    found: list[tuple[Drawing, list[Point]]] = []

    def spied(chart: Chart, size: Size) -> tuple[Drawing, list[Point]]:
        found.append(drawn(chart, size))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(charts, "drawn", spied)
        line = line_chart(chart, size)
    ((drawing, points),) = found
    return line, drawing, points


def words(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


YEARS = [mark("2021", 40), mark("2022", 44), mark("2024", 120, hedge="more than", bound="above")]


@pytest.mark.parametrize(
    "marks",
    [
        YEARS,
        [mark("2024", 7)],
        [mark("2021", 9), mark("2022", 9), mark("2023", 9)],
        [mark("2021", 0), mark("2022", 0), mark("2023", 0)],
        [mark("2021", 1), mark("2022", 10**15), mark("2023", 3)],
        [mark("2021", Fraction(1, 3), label="one third"), mark("2022", Fraction(1, 10**6)), mark("2023", 0)],
        [mark("2021", -5), mark("2022", 12), mark("2023", Fraction(-1, 3), label="minus one third")],
        [mark("2018/2022", 40), mark("2019", 12), mark("2022", 13)],
        [mark("2024-Q1", 40), mark("2024-Q2", 44), mark("2024-H1", 84), mark("2024-12-31", 90)],
        [mark("2024", 70, voice=1), mark("2024", 71, voice=2), mark("2024", 70, voice=3)],
        [mark("2030", 5, is_target=True), mark("2035", 9, is_target=True), mark("2035", 9, is_target=True, voice=9)],
        [mark("1900", 5), mark("2200", 6), mark("2200-12-31", 7)],
        pytest.param(
            [mark(f"20{year}", year * 1000, hedge="more than", bound="above") for year in range(10, 60)],
            marks=pytest.mark.slow,
        ),
    ],
    ids=lambda marks: f"{marks[0].first.year}, {len(marks)} marks",
)
def test_an_odd_series_is_drawn_soundly(marks: list[Mark]) -> None:
    joins = tuple(join(number, number + 1, has_gap=number % 2 == 0) for number in range(len(marks) - 1))
    assert_sound(chart(*marks, joins=joins))
    assert_sound(chart(*marks, disputes=(tuple(range(len(marks))),)))


HEDGES = [(word, bound) for word, bound in BOUNDS.items()]
WHENS = st.one_of(
    st.integers(1990, 2060).map(str),
    st.builds("{}-Q{}".format, st.integers(2015, 2030), st.integers(1, 4)),
    st.builds("{}-H{}".format, st.integers(2015, 2030), st.integers(1, 2)),
    st.builds("{}-{:02}".format, st.integers(2015, 2030), st.integers(1, 12)),
    st.dates(date(2000, 1, 1), date(2040, 12, 31)).map(str),
    st.builds(lambda year, more: f"{year}/{year + more}", st.integers(2000, 2030), st.integers(1, 9)),
)
VALUES = st.one_of(
    st.integers(-(10**6), 10**15),
    st.integers(0, 400),
    st.fractions(0, 100, max_denominator=9),
    st.sampled_from([0, 1, 33, 5 * 10**11]),
)


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    hedge, bound = draw(st.sampled_from(HEDGES))
    return mark(
        draw(WHENS),
        draw(VALUES),
        hedge=hedge,
        bound=bound,
        voice=draw(st.integers(0, 11)),
        is_target=draw(st.booleans()),
    )


@pytest.mark.slow
@given(st.lists(marks(), min_size=1, max_size=14), st.data())
def test_whatever_the_series_nothing_touches_or_leaves_the_frame(found: list[Mark], data: st.DataObject) -> None:
    numbers = st.integers(0, len(found) - 1)
    pairs = data.draw(st.lists(st.tuples(numbers, numbers), max_size=4))
    joins = tuple(join(one, two, has_gap=data.draw(st.booleans())) for one, two in pairs if one != two)
    disputes = tuple(pair for pair in pairs if pair[0] != pair[1])
    assert_sound(chart(*found, joins=joins, disputes=disputes))


@given(st.lists(VALUES.map(Fraction), min_size=1, max_size=8))
def test_the_lines_across_go_from_zero_over_every_value_in_few_even_steps(values: list[Fraction]) -> None:
    found = ticks(values)
    assert found[0] <= min(values)
    assert found[-1] >= max(values)
    assert 0 in found
    assert len({two - one for one, two in pairwise(found)}) == 1
    assert 2 <= len(found) <= 6
    if min(values) >= 0:
        assert found[0] == 0


def test_the_same_series_is_always_drawn_with_the_same_bytes() -> None:
    assert line_chart(chart(*YEARS), "wide") == line_chart(chart(*YEARS), "wide")


def test_ids_are_those_of_the_series_and_the_width() -> None:
    made = "".join(line_chart(chart(*YEARS, id=id), size) for id in ("a", "b") for size in SIZES)
    ids = re.findall(r' id="([^"]+)"', made)
    assert sorted(ids) == sorted({f"{id}-{size}-{part}" for id in "ab" for size in SIZES for part in ("title", "desc")})


@pytest.mark.parametrize("size", SIZES)
def test_every_figure_of_a_short_series_has_its_words_beside_it(size: Size) -> None:
    shown = " ".join(words(line_chart(chart(*YEARS), size)))
    for said in ("40", "44", "120", "more than", "2021", "2024"):
        assert said in shown


def test_a_label_stands_nearer_to_its_own_mark_than_to_any_other() -> None:
    close = chart(
        mark("2018", 70, hedge="over", bound="above"),
        mark("2018", 134),
        mark("2020", Fraction(2246, 10)),
        mark("2021", Fraction(3056, 10)),
        mark("2021", 280),
        mark("2022", 380, hedge="more than", bound="above"),
        joins=tuple(join(one, two, has_gap=False) for one, two in ((1, 2), (2, 3), (3, 5))),
        disputes=((0, 1), (3, 4)),
    )
    for size in SIZES:
        drawing, points = drawn(close, size)
        for found, point in zip(close.marks, points, strict=True):
            (text,) = [text for text in drawing.texts if found.label in " ".join(text.lines).split()]
            distances = {other: text.box.distance(other) for other in points}
            assert min(distances, key=lambda other: distances[other]) == point, (size, found.label)


def test_a_text_that_would_be_read_as_another_marks_stands_elsewhere() -> None:
    frame = Box(0, 0, 200, 200)
    alone, close = (
        place_label(["40"], (100, 100), size=13, away=(9, 14), frame=frame, obstacles=(), others=others)
        for others in ((), ((100, 84),))
    )
    assert alone
    assert alone.box.bottom < 100
    assert close
    assert close.box.top > 100


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_are_text_and_nothing_else(payload: str) -> None:
    plain, hostile = (
        chart(*(mark("2021", 4, label=text), mark("2022", 5)), name=text, finding=text, description=text)
        for text in ("a", payload)
    )
    for size in SIZES:
        made = [ElementTree.fromstring(line_chart(found, size)) for found in (plain, hostile)]
        plain_tags, hostile_tags = ({element.tag for element in svg.iter()} for svg in made)
        assert hostile_tags == plain_tags
        assert not [name for element in made[1].iter() for name in element.attrib if name.startswith(("on", "href"))]
        assert made[1].findtext(f"{SVG}desc") == payload


@pytest.mark.parametrize(
    ("bound", "pointing"), [("above", 1), ("below", 1), ("about", 1), ("", 0)], ids=["above", "below", "about", "none"]
)
def test_a_hedge_has_a_sign_of_its_own(bound: Bound, pointing: int) -> None:
    made = line_chart(chart(mark("2021", 40), mark("2022", 30, bound=bound)), "wide")
    assert made.count('class="hedge') == pointing


def test_a_target_is_an_open_mark_a_gap_is_dashed_and_a_disagreement_has_a_bracket() -> None:
    found = chart(
        mark("2021", 40),
        mark("2024", 80),
        mark("2024", 95, voice=1),
        mark("2030", 200, is_target=True),
        joins=(join(0, 1, has_gap=True),),
        disputes=((1, 2),),
    )
    made = line_chart(found, "wide")
    assert made.count('class="mark target"') == 1
    assert made.count("stroke-dasharray") == 1
    assert made.count('class="dispute"') == 1
    assert re.findall('class="(line[^"]*)"', made) == ["line gap"]
    plain = line_chart(chart(mark("2021", 40), mark("2021", 35), mark("2022", 30), joins=(join(0, 2),)), "wide")
    assert not re.search("target|dasharray|dispute", plain)


def test_sources_have_shapes_of_their_own() -> None:
    made = line_chart(chart(*(mark(f"201{number}", 40, voice=number) for number in range(8))), "wide")
    shapes = re.findall(r'class="mark"[^>]* d="([^"]+)"', made)
    assert len(set(shapes)) == len(shapes) == 8


# --- names in a drawing ---


@given(st.text(max_size=60), st.floats(20, 300))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    assert width(shortened(text, 13, room), 13) <= max(room, width("…", 13))
