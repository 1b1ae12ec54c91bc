"""Which figures make a series, what its chart joins and says, and which are compared with which."""

from __future__ import annotations

import dataclasses
from datetime import date
from fractions import Fraction

import pytest

from generator.data.tables import tables
from generator.draw.charts import draw
from generator.draw.plots import SeriesPlot
from generator.draw.shapes import Sign
from generator.model.content import Content
from generator.model.records import Disagreement, Fact, Figure, Odd, Place, Record
from generator.model.when import When
from generator.pages.compare import ComparePage, Comparison, compare_pages
from generator.pages.notes import Notes
from generator.pages.parts import Catalogue
from generator.pages.plotted import Plotted
from generator.pages.series import COLUMNS, SeriesView, series_file, series_view, shown_series
from tests.made import MEASURES, content, fact, figure, record, withdrawn

TODAY = date(2026, 11, 23)


def found(*records: Record, **more: object) -> tuple[SeriesView, ...]:
    catalogue = Catalogue(content(records, **more), TODAY)
    return tuple(series_view(catalogue, one, Notes(catalogue)) for one in shown_series(catalogue, "port"))


def charted(*records: Record, **more: object) -> Plotted:
    (one,) = found(*records, **more)
    assert one.chart
    return one.chart


def plot(chart: Plotted) -> SeriesPlot:
    assert isinstance(chart.plot, SeriesPlot)
    return chart.plot


def figures(*values: tuple[str, int]) -> list[Fact]:
    """A fact for each time and number of companies."""
    return [fact(f"f{number}", figure(value, when)) for number, (when, value) in enumerate(values)]


def joins(chart: Plotted) -> list[tuple[str, str, bool]]:
    """The lines by the words at their ends, and whether there is a gap."""
    dots = plot(chart).dots
    return [(dots[join.start].label, dots[join.end].label, join.has_gap) for join in plot(chart).joins]


def test_a_line_joins_figures_of_one_voice_and_those_of_others_stand_alone() -> None:
    said = [
        record(f"r{year}", fact(f"f{year}", figure(value, str(year)), said_by=speaker), by=by)
        for year, value, speaker, by in (
            (2019, 10, "Port Index 2020", "paper-a"),
            (2020, 20, "Port Index 2021", "paper-b"),
            (2021, 90, "A pilot", "ministry"),
            (2022, 30, "port index", "paper-c"),
        )
    ]
    chart = charted(*said)
    assert joins(chart) == [("10", "20", False), ("20", "30", True)]
    assert chart.signs == (
        "In colour: the figure to quote first. A line joins figures of one source, dashed where it leaves times out."
    )
    assert chart.finding == "From 10 companies (2019) to 30 companies (2022)."
    without = charted(*said[1:3], record("r", fact("f", figure(40, "2023"), said_by="A boatman"), by="paper-d"))
    assert joins(without) == []
    assert without.signs == "In colour: the figure to quote first."
    assert without.finding == "By different counts 20 companies (2020) and 40 companies (2023)."


def test_dashes_pass_over_no_figure_of_their_own_speaker() -> None:
    said = [
        fact(f"f{when}".lower(), figure(value, when)) for when, value in (("2021-03", 1), ("2023", 2), ("2025-09", 3))
    ]
    chart = charted(record("r", *said))
    assert joins(chart) == [("1", "3", False)]
    assert joins(charted(record("r", said[0], said[2], fact("f", figure(9, "2024"), said_by="A pilot")))) == [
        ("1", "3", True)
    ]


def test_a_figure_that_does_not_fit_is_drawn_but_nothing_is_joined_to_it_or_told_of_it() -> None:
    odd = fact("odd", figure(5, "2022"), odd=Odd(why="It counts less."))
    chart = charted(record("r", odd, *figures(("2021", 40), ("2023", 60))))
    assert [dot.label for dot in plot(chart).dots] == ["40", "5", "60"]
    assert joins(chart) == [("40", "60", False)]
    assert chart.finding == "From 40 companies (2021) to 60 companies (2023)."
    assert "2022: 5 companies (Paper A, does not fit the others)." in chart.description


def test_three_figures_make_a_chart_two_a_table_and_one_neither() -> None:
    assert found(record("r", *figures(("2021", 1)))) == ()
    (table,) = found(record("r", *figures(("2021", 1), ("2022", 2))))
    assert table.chart is None
    assert len(table.rows) == 2
    assert charted(record("r", *figures(("2021", 1), ("2022", 2), ("2023", 3))))
    assert found(record("r", *figures(("2021", 1), ("2021", 1), ("2021", 1)))) == ()


def test_what_no_longer_stands_is_in_no_series() -> None:
    gone = fact("gone", figure(9, "2023"), withdrawn=withdrawn())
    (table,) = found(record("r", gone, *figures(("2021", 1), ("2022", 2))))
    assert "gone" not in str(table)


def test_a_line_joins_whole_years_and_is_dashed_over_those_that_have_no_figure() -> None:
    chart = charted(record("r", *figures(("2019", 10), ("2021", 30), ("2022", 40))))
    assert joins(chart) == [("10", "30", True), ("30", "40", False)]
    assert chart.finding == "From 10 companies (2019) to 40 companies (2022)."
    assert chart.scale == "Companies, 2019 to 2022, as Paper A gives it"
    assert "dashed where it leaves times out" in chart.signs


def test_a_movement_is_told_of_one_publishers_figures_alone() -> None:
    early, middle, late = figures(("2019", 30), ("2021", 20), ("2022", 11))
    chart = charted(record("r1", early, middle, by="paper-a"), record("r2", late, by="paper-b"))
    assert chart.finding == "By different counts 30 companies (2019) and 11 companies (2022)."


def test_a_part_of_a_year_is_never_joined_to_a_whole_one() -> None:
    times = ("2021", 40), ("2022", 44), ("2022-H1", 20), ("2023-Q1", 9), ("2023-05", 7), ("2021/2023", 80)
    chart = charted(record("r", *figures(*times)))
    assert joins(chart) == [("40", "44", False)]


def test_moments_are_joined_and_dashed_where_much_more_time_lies_between_than_is_usual() -> None:
    times = ("2017-09", 1), ("2018-04", 2), ("2018-11", 3), ("2023-02", 4)
    assert joins(charted(record("r", *figures(*times)))) == [("1", "2", False), ("2", "3", False), ("3", "4", True)]


def test_a_figure_of_another_kind_of_time_that_is_newer_is_named_as_the_newest() -> None:
    chart = charted(record("r", *figures(("2018", 183), ("2022", 348), ("2025-09-30", 394))))
    assert chart.finding == (
        "From 183 companies (2018) to 348 companies (2022). Newest: 394 companies (30 September 2025)."
    )


DISPUTED = (
    record("r1", *figures(("2021", 40), ("2022", 50), ("2023", 60))),
    record("r2", fact("other", figure(90, "2022")), by="paper-b"),
)


def verdict(leads: str) -> dict[str, Disagreement]:
    said = Disagreement(id="d", about="port", measure="companies", when=When.parse("2022"), leads=leads, why="So.")
    return {"d": said}


def test_sources_that_differ_are_both_drawn_and_each_line_is_of_its_own_source() -> None:
    for leads in ("f1", "other", "of-another-place"):
        chart = charted(*DISPUTED, disagreements=verdict(leads))
        assert [[plot(chart).dots[number].label for number in tie] for tie in plot(chart).ties] == [["50", "90"]]
        assert joins(chart) == [("40", "50", False), ("50", "60", False)]
        assert chart.finding == "From 40 companies (2021) to 60 companies (2023). Sources differ for 2022."
        # A line says whose its figures are at its end.
        assert [dot.who for dot in plot(chart).dots] == ["", "", "Paper B", "Paper A"]


def test_a_year_and_the_end_of_it_are_drawn_at_one_time() -> None:
    chart = charted(
        record("r1", *figures(("2021", 40), ("2022", 50), ("2023", 60))),
        record("r2", fact("other", figure(90, "2022-12")), by="paper-b"),
        disagreements=verdict("f1"),
    )
    (tie,) = plot(chart).ties
    assert len({(plot(chart).dots[number].first, plot(chart).dots[number].last) for number in tie}) == 1


def test_a_figure_that_its_source_replaced_stands_in_the_table_alone() -> None:
    (one,) = found(
        record("r1", *figures(("2021", 40), ("2022", 50), ("2023", 60)), on="2024-01-01"),
        record("r2", fact("later", figure(66, "2023")), on="2025-01-01"),
    )
    assert one.chart
    assert [dot.label for dot in plot(one.chart).dots] == ["40", "50", "66"]
    assert len(one.rows) == 4


def test_targets_are_marks_without_lines_and_are_named_while_they_lie_ahead_of_the_figures() -> None:
    targets = [fact(f"t{when}", figure(value, when), kind="target") for when, value in (("2022", 70), ("2030", 99))]
    chart = charted(record("r", *figures(("2021", 40), ("2022", 44), ("2023", 50)), *targets))
    assert [dot.label for dot in plot(chart).dots if dot.is_target] == ["target: 70", "target: 99"]
    assert len(plot(chart).joins) == 2
    assert chart.finding == "From 40 companies (2021) to 50 companies (2023). Target: 99 companies for 2030."
    assert not found(record("r", *targets, fact("t3", figure(99, "2031"), kind="target"))), "plans alone"


def test_figures_that_are_the_same_in_words_are_not_said_to_have_moved() -> None:
    chart = charted(record("r", *figures(("2021", 40), ("2022", 50), ("2023", 40))))
    assert chart.finding == "40 companies both in 2021 and in 2023."


def test_two_currencies_are_two_series_with_files_of_their_own() -> None:
    facts = [
        fact(f"{unit.lower()}-{year}", figure(year, str(year), "output", unit))
        for unit in ("CNY", "USD")
        for year in (2021, 2022)
    ]
    both = found(record("r", *facts))
    assert {one.label: one.file and one.file.path for one in both} == {
        "Output, yuan": "places/port/output-cny.csv",
        "Output, US dollars": "places/port/output-usd.csv",
    }
    (alone,) = found(record("r", *facts[:2]))
    assert (alone.label, alone.file and alone.file.path) == ("Output", "places/port/output-cny.csv")


def test_of_several_units_the_finest_is_the_scale_and_the_others_are_named() -> None:
    facts = [
        fact("p", figure("33.7", "2017", "part", "%")),
        fact("q", figure("1/3", "2018", "part", "share")),
        fact("r", figure("0.4", "2019", "part", "share")),
    ]
    chart = charted(record("r", *facts))
    assert [dot.label for dot in plot(chart).dots] == ["33.7", "one third", "two fifths"]
    assert [float(dot.value) for dot in plot(chart).dots] == pytest.approx([33.7, 100 / 3, 40])
    assert chart.scale == "Part (percent), 2017 to 2019, as Paper A gives it"


def test_a_chart_is_described_with_every_figure_and_its_source() -> None:
    chart = charted(*DISPUTED, disagreements=verdict("f1"))
    assert chart.description == (
        "2021: 40 companies (Paper A). 2022: 50 companies (Paper A), 90 companies (Paper B). "
        "2023: 60 companies (Paper A)."
    )


# --- comparisons ---

QUAYS = {
    "land": Place(id="land", name="Land", kind="country"),
    "port": Place(id="port", name="Port", kind="city", parent="land"),
    **{id: Place(id=id, name=id.title(), kind="cluster", parent="port") for id in ("quay", "dock", "pier")},
}


def compare_page(made: Content) -> ComparePage:
    (page,) = compare_pages(Catalogue(made, TODAY))
    return page


def compared(*facts: Fact, places: dict[str, Place] = QUAYS) -> Comparison:
    (comparison,) = compare_page(content([record("r", *facts)], places=places)).comparisons
    return comparison


def cells(comparison: Comparison) -> list[list[str]]:
    """Each table as lines of words."""
    return [
        [" | ".join(figure.claim.figure.words if figure and figure.claim.figure else "No data" for figure in row)]
        for table in comparison.tables
        for _, row in table.rows
    ]


def test_places_of_one_kind_in_one_city_are_compared_by_what_two_of_them_have() -> None:
    facts = (
        fact("a", figure(40, "2023"), about="quay"),
        fact("b", figure(50, "2024"), about="dock"),
        fact("old", figure(5, "2019"), about="dock"),
        fact("alone", figure(7, "2024", "area"), about="dock"),
    )
    page = compare_page(content([record("r", *facts)], places=QUAYS))
    (comparison,), (file,) = page.comparisons, page.csv
    assert (comparison.id, comparison.heading) == ("clusters-port", "Clusters in Port")
    (table,) = comparison.tables
    assert [column.label for column in table.columns] == ["Companies"]
    assert [place.name for place, _ in table.rows] == ["Dock", "Quay"]
    assert cells(comparison) == [["50 companies"], ["40 companies"]]
    assert table.without_data == "Pier"
    assert [row[8] for row in file.rows] == ["Single source", "No data", "Single source"]


def test_a_table_of_several_measures_has_a_row_for_every_place() -> None:
    facts = [
        fact(f"{id}-{place}", figure(1, "2024", id), about=place)
        for id, place in (("companies", "quay"), ("companies", "dock"), ("area", "dock"), ("area", "pier"))
    ]
    assert cells(compared(*facts)) == [
        ["1 square metre | 1 company"],
        ["1 square metre | No data"],
        ["No data | 1 company"],
    ]


def test_places_that_share_no_measure_are_named_as_such() -> None:
    page = compare_page(content([], places=QUAYS))
    assert (page.comparisons, page.without_data) == ((), "Clusters in Port")


def test_bars_begin_at_zero_and_the_longest_is_whole() -> None:
    comparison = compared(fact("a", figure(40), about="quay"), fact("b", figure(50), about="dock"))
    bars = [figure.bar for _, row in comparison.tables[0].rows for figure in row if figure]
    assert bars == [1.0, 0.8]


def test_dates_more_than_a_year_apart_are_said_to_be() -> None:
    near, far = (
        compared(fact("a", figure(40, "2023"), about="quay"), fact("b", figure(50, when), about="dock"))
        for when in ("2024", "2025-03")
    )
    assert near.tables[0].columns[0].warnings == ()
    assert far.tables[0].columns[0].warnings == ("The dates lie 1 year and 3 months apart.",)


def test_amounts_of_a_year_and_of_a_part_of_one_are_said_to_differ() -> None:
    mixed = compared(
        fact("a", figure(40, "2024", "output"), about="quay"), fact("b", figure(20, "2024-H2", "output"), about="dock")
    )
    assert mixed.tables[0].columns[0].warnings == ("Not all are for the same length of time.",)


def test_targets_stand_in_a_column_of_their_own() -> None:
    comparison = compared(
        *(fact(f"f{place}", figure(4), about=place) for place in ("quay", "dock")),
        *(fact(f"t{place}", figure(9, "2030"), about=place, kind="target") for place in ("quay", "dock")),
    )
    assert [(column.label, column.is_target) for column in comparison.tables[0].columns] == [
        ("Companies", False),
        ("Companies", True),
    ]


def test_more_than_four_measures_make_a_table_each() -> None:
    measures = ("companies", "loose", "output", "area", "part")
    facts = [fact(f"{id}-{place}", figure(1, "2024", id), about=place) for id in measures for place in ("quay", "dock")]
    assert len(compared(*facts).tables) == 5
    assert len(compared(*facts[:-2]).tables) == 1


def test_where_sources_differ_the_one_that_leads_is_compared() -> None:
    records = [
        record("r1", fact("a", figure(40, "2022"), about="quay"), fact("c", figure(7, "2022"), about="dock")),
        record("r2", fact("b", figure(90, "2022"), about="quay"), by="paper-b"),
    ]
    for leads, words in (("a", "40 companies"), ("b", "90 companies")):
        said = Disagreement(id="d", about="quay", measure="companies", when=When.parse("2022"), leads=leads, why="So.")
        made = content(records, places=QUAYS, disagreements={"d": said})
        (comparison,) = compare_page(made).comparisons
        assert cells(comparison)[-1] == [words]


# --- ranges, several figures and parts of a year ---


def ranged(low: int, high: int, when: str) -> Figure:
    return dataclasses.replace(figure(low, when), to=Fraction(high))


def test_a_range_is_drawn_between_its_ends_and_no_line_goes_through_it() -> None:
    facts = [*figures(("2021", 10), ("2023", 30)), fact("r", ranged(20, 25, "2022"))]
    chart = charted(record("r1", *facts))
    dot = plot(chart).dots[1]
    assert (dot.label, dot.value, dot.to) == ("20 to 25", Fraction(20), Fraction(25))
    assert joins(chart) == [("10", "30", False)]
    assert "Upright bar: range." in chart.signs
    assert plot(chart).ticks[-1][0] >= 30
    flat = dataclasses.replace(plot(chart), dots=tuple(dataclasses.replace(dot, to=None) for dot in plot(chart).dots))
    assert len(draw(plot(chart), "wide").lines) > len(draw(flat, "wide").lines)


def test_the_figure_that_a_page_is_about_has_a_ring_and_is_the_one_in_colour() -> None:
    facts = figures(("2021", 40), ("2022", 50), ("2023", 60))
    catalogue = Catalogue(content([record("r", *facts)]), TODAY)
    (series,) = shown_series(catalogue, "port")
    chart = series_view(catalogue, series, Notes(catalogue), facts[1]).chart
    assert chart
    assert [(dot.label, dot.is_own, dot.is_lead) for dot in plot(chart).dots] == [
        ("40", False, False),
        ("50", True, True),
        ("60", False, False),
    ]
    assert "Ring: the figure of this page." in chart.signs
    signs = [
        [shape.kind for shape in mark.shapes if isinstance(shape, Sign)] for mark in draw(plot(chart), "wide").marks
    ]
    assert signs == [["dot"], ["dot", "ring"], ["dot"]]


def test_a_range_is_exported_with_both_ends() -> None:
    facts = [*figures(("2021", 10)), fact("r", ranged(20, 25, "2022"))]
    catalogue = Catalogue(content([record("r1", *facts)]), TODAY)
    (series,) = shown_series(catalogue, "port")
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in series_file(catalogue, series).rows]
    assert [(row["value"], row["value_to"]) for row in rows] == [("10", ""), ("20", "25")]
    exported = tables(catalogue, None)["series"]
    assert [(row["value"], row["value_to"], row["number"]) for row in exported] == [("10", None, 1), ("20", "25", 1)]


def test_every_figure_of_a_fact_stands_in_its_series() -> None:
    both = fact("both", figures=(figure(40, "2022"), dataclasses.replace(figure(7, "2022", "area"), name="area")))
    others = [fact("o", figure(6, "2021", "area")), fact("p", figure(30, "2021"))]
    made = content([record("r1", both, *others)])
    (one, two) = (series for series in shown_series(Catalogue(made, TODAY), "port"))
    assert [[led.figure and led.figure.value for led in series.figures] for series in (one, two)] == [[6, 7], [30, 40]]
    assert [[row["fact"], row["number"]] for row in tables(Catalogue(made, TODAY), None)["series"]] == [
        *(["o", 1], ["both", 2]),
        *(["p", 1], ["both", 1]),
    ]


def test_a_range_has_no_bar_and_no_number_to_sort_by() -> None:
    comparison = compared(fact("a", figure(40), about="quay"), fact("b", ranged(30, 50, "2024"), about="dock"))
    cell = {place.name: row[0] for place, row in comparison.tables[0].rows}
    assert cell["Dock"]
    assert cell["Quay"]
    assert (cell["Dock"].value, cell["Dock"].bar, cell["Quay"].bar) == ("", 0.0, 1.0)
    assert cell["Dock"].claim.figure
    assert cell["Dock"].claim.figure.words == "30 to 50 companies"


def test_of_a_flow_a_year_is_compared_before_a_part_of_one_and_a_part_says_so() -> None:
    flows = {**MEASURES, "output": dataclasses.replace(MEASURES["output"], kind="flow")}
    year, part = figure(40, "2024", "output"), figure(35, "2025-01/2025-09", "output")

    def shown(*facts: Fact) -> Comparison:
        (comparison,) = compare_page(content([record("r", *facts)], places=QUAYS, measures=flows)).comparisons
        return comparison

    whole = shown(fact("a", year, about="quay"), fact("b", part, about="quay"), fact("c", year, about="dock"))
    assert [row[0] and row[0].claim.when for _, row in whole.tables[0].rows] == ["2024", "2024"]
    mixed = shown(fact("b", part, about="quay"), fact("c", year, about="dock"))
    assert "Not all are for the same length of time." in mixed.tables[0].columns[0].warnings
    assert [row[0] and row[0].bar for _, row in mixed.tables[0].rows] == [0.0, 0.0]
