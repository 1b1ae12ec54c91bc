"""Charts as records: what is drawn of them, how, and what a reader can take along."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import compare
from generator.draw.charts import draw
from generator.draw.drawing import WIDTHS
from generator.draw.labels import FONT_SIZE, Box, place_label, width
from generator.draw.link_previews import Typeface
from generator.draw.plots import (
    SIZES,
    Dot,
    End,
    Join,
    MultiplesPlot,
    Panel,
    Plot,
    RangeRow,
    RangesPlot,
    Result,
    SeriesPlot,
    TargetRow,
    TargetsPlot,
)
from generator.draw.shapes import RADIUS, Bar, Bound, Line, Sign, framed, png, svg, wrapped
from generator.model.charts import shown
from generator.model.content import Content
from generator.model.day import on_day
from generator.model.index import Index
from generator.model.records import Before, Chart, Correction
from generator.model.words import number_in_words
from generator.pages.charts import ChartPage
from generator.pages.times import BOUNDS, ticks
from generator.publish.files import site_files
from generator.publish.link_previews import FONT
from generator.publish.links import links_of
from generator.read.load import load
from tests.hostile import PAYLOADS, spoil
from tests.sites import TEMPLATES, TINY, TODAY, changed, read, withdrawn

SVG = "{http://www.w3.org/2000/svg}"
TINY_CHARTS = ("companies-of-places", "hall-targets", "halls-that-differ", "harbour-companies", "quay-park-robots")

# --- drawings

DAYS = st.dates(date(1990, 1, 1), date(2045, 12, 31))
VALUES = st.one_of(
    st.integers(0, 10**15).map(Fraction),
    st.integers(-400, 400).map(Fraction),
    st.fractions(0, 100, max_denominator=9),
)
TIMES = st.one_of(st.fractions(0, 3, max_denominator=20), st.integers(0, 5000).map(Fraction))
NAMES = st.one_of(
    st.sampled_from(["", "MIIT", "Shanghai Commission of Economy and Informatization", "上海市经济和信息化委员会"]),
    # The reader of content lets no control signs through.
    st.text(st.characters(exclude_categories=["C"]), max_size=70).map(lambda text: " ".join(text.split())),
    st.sampled_from(PAYLOADS),
)


@st.composite
def dots(drawing: st.DrawFn, fact: int = 0) -> Dot:
    first, value = drawing(DAYS), drawing(VALUES)
    hedge, bound = drawing(st.sampled_from(list(BOUNDS.items())))
    return Dot(
        fact=fact,
        name=drawing(NAMES),
        first=first,
        last=first + timedelta(days=drawing(st.sampled_from([0, 30, 89, 364, 1500]))),
        value=value,
        to=drawing(st.one_of(st.none(), st.just(value + 5))),
        label=f"{hedge} {number_in_words(value)}".strip(),
        who=drawing(NAMES),
        bound=bound,
        is_target=drawing(st.booleans()),
        is_odd=drawing(st.booleans()),
        is_lead=drawing(st.booleans()),
        is_own=drawing(st.booleans()),
    )


def ticks_of(found: Sequence[Dot]) -> tuple[tuple[Fraction, str], ...]:
    values = [value for dot in found for value in (dot.value, dot.to if dot.to is not None else dot.value)]
    return tuple((tick, number_in_words(tick)) for tick in ticks(values))


def joins_among(found: Sequence[Dot], pairs: Sequence[tuple[int, int]]) -> tuple[Join, ...]:
    ends = ((one % len(found), two % len(found)) for one, two in pairs)
    return tuple(Join(start=one, end=two, has_gap=one % 2 == 0) for one, two in ends if one != two)


PAIRS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4)


@st.composite
def series(drawing: st.DrawFn) -> SeriesPlot:
    found = tuple(drawing(st.lists(dots(), min_size=1, max_size=14)))
    joins = joins_among(found, drawing(PAIRS))
    return SeriesPlot(
        dots=found, joins=joins, ties=tuple((join.start, join.end) for join in joins[:2]), ticks=ticks_of(found)
    )


@st.composite
def results(drawing: st.DrawFn) -> Result:
    bound: Bound = drawing(st.sampled_from(["", "above", "below", "about"]))
    return Result(fact=0, name=drawing(NAMES), times=drawing(TIMES), bound=bound)


@st.composite
def target_rows(drawing: st.DrawFn) -> TargetRow:
    result = drawing(st.one_of(st.none(), results()))
    return TargetRow(
        label=drawing(NAMES),
        amount=drawing(NAMES),
        target=0,
        name=drawing(NAMES),
        result=result,
        others=tuple(drawing(st.lists(results(), max_size=2))) if result else (),
        words=drawing(NAMES),
        who=drawing(NAMES),
        tone=drawing(st.sampled_from(["lead", "pale", "other"])),
    )


@st.composite
def range_rows(drawing: st.DrawFn) -> RangeRow:
    more = sorted(drawing(st.lists(TIMES.map(lambda times: 1 + times), min_size=1, max_size=5)))
    ends = tuple(
        End(fact=0, name="", times=times, label=number_in_words(times), who=drawing(NAMES), is_lead=times == more[-1])
        for times in (Fraction(1), *more)
    )
    return RangeRow(label=drawing(NAMES), amount=drawing(NAMES), ends=ends)


@st.composite
def multiples(drawing: st.DrawFn) -> MultiplesPlot:
    panels = tuple(
        Panel(label=drawing(NAMES), words=drawing(NAMES), dots=found, joins=joins_among(found, drawing(PAIRS)))
        for found in map(tuple, drawing(st.lists(st.lists(dots(), min_size=1, max_size=5), min_size=1, max_size=6)))
    )
    return MultiplesPlot(panels=panels, ticks=ticks_of([dot for panel in panels for dot in panel.dots]))


PLOTS: st.SearchStrategy[Plot] = st.one_of(
    series(),
    st.lists(target_rows(), min_size=1, max_size=6).map(lambda rows: TargetsPlot(rows=tuple(rows))),
    st.lists(range_rows(), min_size=1, max_size=6).map(lambda rows: RangesPlot(rows=tuple(rows))),
    multiples(),
)


def assert_sound(plot: Plot) -> None:
    """In both widths: no words on others, on a sign or outside; all marks inside; well-formed, with a link a mark."""
    for size in SIZES:
        scene = draw(plot, size)
        frame = Box(-0.5, -0.5, scene.width + 0.5, scene.height + 0.5)
        boxes = [words.text.box for words in scene.words]
        for one, two in combinations(scene.words, 2):
            box = two.text.box
            # Lines of one text share an edge, to a rounding.
            inner = Box(box.left + 0.01, box.top + 0.01, box.right - 0.01, box.bottom - 0.01)
            assert not one.text.box.overlaps(inner), (size, one.text.lines, two.text.lines)
        for box, words in zip(boxes, scene.words, strict=True):
            assert frame.holds(box), (size, words.text.lines)
        for at in (shape.at for mark in scene.marks for shape in mark.shapes if isinstance(shape, Sign)):
            assert frame.holds(Box(at[0] - RADIUS, at[1] - RADIUS, at[0] + RADIUS, at[1] + RADIUS)), (size, at)
            if isinstance(plot, SeriesPlot):
                sign = Box(at[0] - RADIUS, at[1] - RADIUS, at[0] + RADIUS, at[1] + RADIUS)
                assert not any(box.overlaps(sign) for box in boxes), (size, at)
        assert scene.width == WIDTHS[size]
        drawn = ElementTree.fromstring(svg(scene, "x", "Title", "Words", ['href="../facts/x/"']))
        assert len(drawn.findall(f"{SVG}a")) == len(scene.marks)
        assert not re.search(r"nan|inf|e[-+]\d", " ".join(path.get("d", "") for path in drawn.iter(f"{SVG}path")))


@pytest.mark.slow
@given(PLOTS)
def test_whatever_is_drawn_no_words_touch_and_nothing_leaves_the_frame(plot: Plot) -> None:
    assert_sound(plot)


def dot(year: int, value: int, **more: object) -> Dot:
    fields: dict[str, object] = {
        "fact": 0,
        "name": f"{value}, {year}",
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
        "value": Fraction(value),
        "label": number_in_words(Fraction(value)),
    }
    return Dot(**{**fields, **more})  # type: ignore[arg-type]


def plot_of(*found: Dot, joins: tuple[Join, ...] = ()) -> SeriesPlot:
    return SeriesPlot(dots=found, joins=joins, ties=(), ticks=ticks_of(found))


CROWD = plot_of(*(dot(2020 + number % 3, 100 + number, who="Somebody") for number in range(40)))
FEW = plot_of(
    dot(2020, 40, who="MIIT"),
    dot(2021, 90, bound="above", label="over 90", is_lead=True, who="MIIT"),
    dot(2022, 20, is_odd=True, who="SCMP"),
    dot(2023, 100, is_target=True, label="target: 100"),
)


@pytest.mark.parametrize("plot", [CROWD, FEW, plot_of(dot(2020, 0)), plot_of(dot(1900, 5), dot(2100, 7))])
def test_a_crowd_and_a_few_are_drawn_soundly(plot: SeriesPlot) -> None:
    assert_sound(plot)


@pytest.mark.parametrize("size", SIZES)
def test_of_a_few_figures_all_have_their_words_with_hedge_and_speaker(size) -> None:
    said = [line for words in draw(FEW, size).words for line in words.text.lines]
    for words in ("40", "over 90", "20", "does not fit", "target: 100", "MIIT", "SCMP"):
        assert words in " ".join(said), words


def test_what_is_odd_a_target_or_leads_has_a_sign_or_tone_of_its_own() -> None:
    signs = {mark.name: mark.shapes[0] for mark in draw(FEW, "wide").marks}
    assert signs == {
        "40, 2020": Sign("dot", signs["40, 2020"].at, "other"),  # type: ignore[union-attr]
        "90, 2021": Sign("dot", signs["90, 2021"].at, "lead"),  # type: ignore[union-attr]
        "20, 2022": Sign("cross", signs["20, 2022"].at, "odd"),  # type: ignore[union-attr]
        "100, 2023": Sign("target", signs["100, 2023"].at, "other"),  # type: ignore[union-attr]
    }


@pytest.mark.parametrize(("bound", "lines"), [("above", 2), ("below", 2), ("about", 1), ("", 0)])
def test_a_hedge_has_a_sign_of_its_own(bound: Bound, lines: int) -> None:
    marks = draw(plot_of(dot(2021, 40), dot(2022, 30, bound=bound)), "wide").marks
    assert sum(isinstance(shape, Line) for mark in marks for shape in mark.shapes) == lines


def test_a_gap_is_dashed_and_the_whole_line_of_the_figure_that_leads_has_its_tone() -> None:
    found = [dot(2020 + number, 10 * number, is_lead=number == 1) for number in range(5)]
    joins = [Join(start=0, end=1, has_gap=False), Join(start=1, end=2, has_gap=True)]
    drawn = draw(plot_of(*found, joins=(*joins, Join(start=3, end=4, has_gap=False))), "wide")
    lines = [(line.tone, bool(line.dash)) for line in drawn.lines if line.tone in ("lead", "other")]
    assert lines == [("lead", False), ("lead", True), ("other", False)]


@pytest.mark.parametrize("size", SIZES)
def test_a_label_stands_nearer_to_its_own_mark_than_to_any_other(size) -> None:
    found = (dot(2018, 70), dot(2018, 134), dot(2020, 224), dot(2021, 305), dot(2021, 280), dot(2022, 380))
    pairs = ((1, 2), (2, 3), (3, 5))
    drawn = draw(plot_of(*found, joins=tuple(Join(start=a, end=b, has_gap=False) for a, b in pairs)), size)
    for mark in drawn.marks:
        label = mark.name.partition(",")[0]
        (box,) = [words.text.box for words in drawn.words if words.is_strong and words.text.lines == (label,)]
        assert min(drawn.marks, key=lambda other: box.distance(other.at)).at == mark.at, label


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


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_the_lines_across_go_from_zero_over_every_value_in_few_even_steps(values: list[Fraction]) -> None:
    found = ticks(values)
    assert found[0] <= min(values)
    assert found[-1] >= max(values)
    assert 0 in found
    assert len({two - one for one, two in pairwise(found)}) == 1
    assert 2 <= len(found) <= 6
    if min(values) >= 0:
        assert found[0] == 0


def target_row(times: Fraction | None, tone: str = "lead") -> TargetRow:
    result = None if times is None else Result(fact=1, name="result", times=times, bound="")
    return TargetRow(
        label="Port", amount="80", target=0, name="target", result=result, others=(), words="", who="", tone=tone,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_a_bar_is_as_long_as_its_result_and_no_result_is_no_bar(size) -> None:
    scene = draw(TargetsPlot(rows=tuple(map(target_row, (Fraction(1, 2), Fraction(2), None)))), size)
    bars = [shape.box for mark in scene.marks for shape in mark.shapes if isinstance(shape, Bar)]
    lengths = [box.right - box.left for box in bars]
    assert len(lengths) == 2
    assert lengths[1] == pytest.approx(4 * lengths[0])
    dotted = [line for line in scene.lines if line.dash]
    assert len(dotted) == 1


def test_a_bar_beyond_the_scale_is_cut() -> None:
    scene = draw(TargetsPlot(rows=(target_row(Fraction(900)), target_row(Fraction(1)))), "wide")
    assert any(isinstance(shape, Line) and shape.tone == "page" for mark in scene.marks for shape in mark.shapes)
    assert max(shape.box.right for mark in scene.marks for shape in mark.shapes if isinstance(shape, Bar)) <= 680


@given(NAMES, st.floats(20, 400), st.integers(1, 5))
def test_wrapped_words_fit_and_none_are_lost_unless_they_are_cut(text: str, room: float, most: int) -> None:
    lines = wrapped(text, room, FONT_SIZE)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line, FONT_SIZE) <= room or len(line) == 1 for line in lines)
    assert len(wrapped(text, room, FONT_SIZE, most)) <= most


def test_a_drawing_that_stands_alone_has_its_title_above_it_and_its_words_below() -> None:
    scene = draw(FEW, "wide")
    alone = framed(scene, [("A title", True)], ["Where it is from"])
    said = [words.text for words in alone.words]
    title = next(text for text in said if text.lines == ("A title",))
    foot = next(text for text in said if text.lines == ("Where it is from",))
    assert all(title.box.bottom <= text.box.top + 0.5 for text in said if text is not title)
    assert all(text.box.bottom <= foot.box.top + 0.5 for text in said if text is not foot)
    assert len(alone.marks) == len(scene.marks)


def test_a_picture_is_a_png_of_its_size_and_always_of_the_same_bytes() -> None:
    face = Typeface((TEMPLATES / FONT).read_bytes())
    one, two = png(draw(FEW, "wide"), face), png(draw(FEW, "wide"), Typeface((TEMPLATES / FONT).read_bytes()))
    assert one == two
    assert one.startswith(b"\x89PNG")
    scene = draw(FEW, "wide")
    assert (int.from_bytes(one[16:20]), int.from_bytes(one[20:24])) == (scene.width * 2, scene.height * 2)
    assert png(draw(CROWD, "wide"), face) != one


# --- of records


def pages_of(content: Content, today: date = TODAY) -> dict[str, ChartPage]:
    pages = site_files(content, today, None, TEMPLATES).first_pages
    return {page.chart.id: page for page in pages if isinstance(page, ChartPage)}


def files_of(content: Content) -> dict[str, bytes]:
    files = site_files(content, TODAY, None, TEMPLATES)
    return {file.path: file.data for file in files.others() if file.path.startswith("charts/")}


@pytest.fixture(scope="module")
def tiny() -> Content:
    return read(TINY)


@pytest.fixture(scope="module")
def pages(tiny: Content) -> dict[str, ChartPage]:
    return pages_of(tiny)


def with_chart(content: Content, chart: Chart) -> Content:
    return replace(content, charts={**content.charts, chart.id: chart})


@pytest.mark.parametrize("id", TINY_CHARTS)
def test_each_mark_is_in_the_table_and_each_row_is_a_mark(pages: dict[str, ChartPage], id: str) -> None:
    chart = pages[id].chart
    assert chart.plot
    marks = {mark.fact for mark in draw(chart.plot, "wide").marks}
    assert marks == set(range(len(chart.claims)))
    assert {claim.id for claim in chart.claims} == {row.claim.id for row in chart.rows}


@pytest.mark.parametrize("id", TINY_CHARTS)
def test_the_hedge_stays_in_names_of_marks_and_in_the_table(pages: dict[str, ChartPage], id: str) -> None:
    chart = pages[id].chart
    assert chart.plot
    names = {mark.fact: mark.name for mark in draw(chart.plot, "narrow").marks}
    for number, claim in enumerate(chart.claims):
        assert claim.figure
        assert claim.figure.qualifier in names[number]
        assert claim.figure.qualifier in chart.description
        assert claim.figure.number in names[number]


def test_what_was_withdrawn_is_not_drawn_and_is_said(tiny: Content) -> None:
    chart = pages_of(withdrawn(tiny, "salt-bay-companies-2024", TODAY))["harbour-companies"].chart
    assert "salt-bay-companies-2024" not in {claim.id for claim in chart.claims}
    assert [(claim.id, why) for claim, why in chart.not_drawn] == [("salt-bay-companies-2024", "withdrawn")]
    assert "1 was withdrawn and not drawn" in chart.state


def test_a_chart_of_which_too_little_stands_keeps_its_page_and_has_no_drawing(tiny: Content) -> None:
    content = with_chart(
        tiny,
        Chart(id="one", kind="series", title="Two", facts=("salt-bay-companies-2024", "salt-bay-companies-2025")),
    )
    assert pages_of(content)["one"].chart.plot
    content = withdrawn(content, "salt-bay-companies-2024", TODAY)
    assert pages_of(content)["one"].chart.plot is None
    files = files_of(content)
    assert "charts/one/one.svg" not in files
    assert "Too few of its figures stand" in files["charts/one/embed/index.html"].decode()
    assert shown(Index(content, TODAY), content.charts["one"]).points == 2


def test_a_figure_that_its_own_source_replaced_is_not_drawn(tiny: Content) -> None:
    found = shown(Index(tiny, TODAY), tiny.charts["harbour-companies"])
    index = Index(tiny, TODAY)
    for fact in found.drawn:
        group = index.statements.group(fact)
        assert group is None or fact in group.latest


def test_a_new_fact_is_in_a_chart_of_its_measure_by_itself(tiny: Content) -> None:
    before = len(pages_of(tiny)["companies-of-places"].chart.claims)
    chart = replace(tiny.charts["companies-of-places"], about=("harbour-city", "salt-bay", "far-cape"))
    assert len(pages_of(with_chart(tiny, chart))["companies-of-places"].chart.claims) < before


def test_another_currency_is_left_out_and_said(tiny: Content) -> None:
    fact = tiny.facts["harbour-output-2022"]
    in_dollars = tuple(replace(figure, unit="USD") for figure in fact.figures)
    unit = replace(tiny.units["CNY"], id="USD", one="US dollar", many="US dollars", words=(), before=())
    content = changed(replace(tiny, units={**tiny.units, "USD": unit}), fact.id, figures=in_dollars)
    chart = Chart(id="x", kind="series", title="Output", about=("harbour-city",), measure="hall_output")
    found = pages_of(with_chart(content, chart))["x"].chart
    assert (fact.id, "in another currency") in [(claim.id, why) for claim, why in found.not_drawn]


def test_the_file_of_figures_says_each_exactly_with_its_address_and_version(tiny: Content) -> None:
    index = Index(tiny, TODAY)
    text = files_of(tiny)["charts/harbour-companies/harbour-companies.csv"].decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    row = rows["harbour-companies-2024"]
    assert row["value"] == "1204"
    assert row["qualifier"] == "more than"
    assert row["url"] == f"{tiny.site.url}facts/harbour-companies-2024/"
    assert row["version"] == index.versions.of_facts["harbour-companies-2024"][:12]
    assert row["drawn"] == "yes"
    assert rows.keys() == {fact.id for fact in shown(index, tiny.charts["harbour-companies"]).drawn}


@pytest.mark.parametrize("id", TINY_CHARTS)
def test_the_page_for_frames_has_no_script_and_leads_to_the_site_alone(tiny: Content, id: str) -> None:
    page = files_of(tiny)[f"charts/{id}/embed/index.html"].decode()
    assert "<script" not in page
    assert not re.search(r"\s(?:src|on\w+)=|@import|url\(", page)
    links = re.findall(r'href="([^"]+)"', page)
    assert f"{tiny.site.url}charts/{id}/" in links
    assert all(link.startswith(tiny.site.url) for link in links)
    assert all('target="_blank"' in tag for tag in re.findall(r"<a [^>]+>", page))
    assert tiny.charts[id].title in page


@pytest.mark.parametrize("id", TINY_CHARTS)
def test_the_drawing_that_stands_alone_is_well_formed_and_its_links_are_followed(tiny: Content, id: str) -> None:
    path = f"charts/{id}/{id}.svg"
    data = files_of(tiny)[path]
    drawn = ElementTree.fromstring(data)
    texts = " ".join("".join(text.itertext()) for text in drawn.iter(f"{SVG}text"))
    assert tiny.charts[id].title.split()[0] in texts
    targets = links_of(path, data, tiny.site.url).targets
    assert all(f"facts/{claim.id}/index.html" in targets for claim in pages_of(tiny)[id].chart.claims)


def test_the_line_for_other_pages_names_the_page_for_frames(tiny: Content, pages: dict[str, ChartPage]) -> None:
    assert pages["hall-targets"].embed.startswith(f'<iframe src="{tiny.site.url}charts/hall-targets/embed/" title="')
    assert "\n" not in pages["hall-targets"].embed


def test_a_chart_that_moved_is_still_shown_in_frames(tiny: Content) -> None:
    files = files_of(tiny)
    assert tiny.charts["hall-targets"].title in files["charts/old-halls/embed/index.html"].decode()


def test_a_chart_comes_out_with_the_briefing_that_shows_it(tiny: Content) -> None:
    day = TODAY + timedelta(days=5)
    briefings = {id: replace(one, published=day, chart="x") if one.chart else one for id, one in tiny.briefings.items()}
    chart = replace(tiny.charts["hall-targets"], id="x")
    content = with_chart(replace(tiny, briefings=briefings), chart)
    assert "x" not in on_day(content, TODAY).charts
    assert "x" in on_day(content, day).charts


def test_a_chart_is_not_out_while_fewer_than_two_of_its_figures_are(tiny: Content) -> None:
    day = TODAY + timedelta(days=5)
    content = changed(tiny, "salt-bay-companies-2025", added=day)
    chart = Chart(id="x", kind="series", title="Two", facts=("salt-bay-companies-2024", "salt-bay-companies-2025"))
    topics = {id: replace(one, chart="x") for id, one in content.topics.items()}
    content = with_chart(replace(content, topics=topics), chart)
    before = on_day(content, TODAY)
    assert "x" not in before.charts
    assert {one.chart for one in before.topics.values()} == {None}
    assert on_day(content, day).charts["x"] == chart


def test_naming_a_chart_corrects_nothing_and_taking_one_away_is_a_problem(tiny: Content) -> None:
    briefings = {id: replace(one, chart=None) for id, one in tiny.briefings.items()}
    places = {id: replace(one, chart=None) for id, one in tiny.places.items()}
    before = replace(tiny, briefings=briefings, places=places, charts={})
    changes, problems = compare(before, tiny, where="x")
    assert not problems
    assert {
        (change.what, change.address, change.detail)
        for change in changes
        if re.search("harbour|salt-bay", change.address)
    } == {
        ("editorial", "briefings/harbour-counts-companies", "chart"),
        ("editorial", "places/salt-bay", "chart"),
        ("new", "charts/harbour-companies", tiny.charts["harbour-companies"].title),
    }
    _, problems = compare(tiny, before, where="x")
    assert {problem.rule for problem in problems} == {"vanished"}


def test_the_present_state_is_shown_where_a_figure_was_corrected(tiny: Content) -> None:
    correction = Correction(on=TODAY, was=Before(where="paragraph 1"), reason="It was a test.")
    content = changed(tiny, "salt-bay-companies-2025", corrections=(correction,))
    assert "corrected" in files_of(content)["charts/harbour-companies/embed/index.html"].decode()


def test_a_hostile_title_breaks_out_of_nothing(tmp_path: Path) -> None:
    loaded = load(spoil(TINY, tmp_path / "content"))
    content = replace(loaded.content, briefings=read(TINY).briefings)
    site = site_files(content, TODAY, None, TEMPLATES)
    for file in site.others():
        if file.path.startswith("charts/") and file.path.endswith(".svg"):
            drawn = ElementTree.fromstring(file.data)
            assert {element.tag.removeprefix(SVG) for element in drawn.iter()} <= {
                "svg", "title", "desc", "style", "path", "a", "circle", "text",
            }  # fmt: skip
        elif file.path.startswith("charts/") and file.path.endswith(".html"):
            assert not re.search(r"<(?:script|img|iframe|base)\b|<svg onload|<svg [^>]*\son", file.data.decode())
    for page in pages_of(content).values():
        assert re.fullmatch(
            r'<iframe src="[^"<>]+" title="[^"<>]*" width="100%" height="\d+" loading="lazy"></iframe>', page.embed
        )


def test_the_real_charts_have_no_problem_and_each_is_drawn() -> None:
    loaded = load(Path(__file__).parent.parent / "content")
    content = loaded.content
    index = Index(content, date(2026, 11, 30))
    for chart in content.charts.values():
        found = shown(index, chart)
        assert len(found.drawn) >= 2, chart.id
    assert sum(one.chart is not None for one in content.briefings.values()) >= 10
