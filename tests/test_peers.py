"""A place with others of its kind: which figures are set side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.model.records import Disagreement, Fact, Figure, Odd, Place, Record, Unit
from generator.model.when import When
from generator.model.words import months_in_words
from generator.pages.figures import newest_by_series
from generator.pages.parts import Catalogue
from generator.pages.peers import AmongPeers, Peers
from tests.made import UNITS, content, fact, figure, record, withdrawn

TODAY = date(2026, 1, 10)
CITIES = {id: Place(id=id, name=id.title(), kind="city", parent="land") for id in ("port", "bay", "cape", "delta")}
PLACES = {"land": Place(id="land", name="Land", kind="country"), **CITIES}


def of(place: str, value: int, when: str = "2024", unit: str = "companies", **more: Any) -> Fact:
    measure = "companies" if unit == "companies" else "output"
    return fact(
        f"{place}-{value}-{when}".lower().replace("/", "-"), figure(value, when, measure, unit), about=place, **more
    )


def beside(*records: Record, **more: Any) -> list[AmongPeers]:
    catalogue = Catalogue(content(records, places=PLACES, **more), TODAY)
    groups = newest_by_series(catalogue, catalogue.by_subject.get("port", ()), subject="port")
    return list(Peers(catalogue).comparisons(PLACES["port"], groups))


def peers(found: AmongPeers) -> list[tuple[str, str, str]]:
    return [(peer.place.name, peer.claim.figure.number, peer.apart) for peer in found.peers if peer.claim.figure]


def test_what_the_source_of_the_newest_figure_counts_for_several_places_comes_before_other_sources() -> None:
    together = record("r1", of("port", 40, "2024"), of("bay", 30, "2024"), of("cape", 20, "2024"))
    (found,) = beside(together, record("r3", of("bay", 80), of("delta", 70), by="paper-b"))
    assert found.counted_by
    assert found.counted_by.title == "Title of r1"
    assert found.own.figure
    assert found.own.figure.number == "40"
    assert peers(found) == [("Bay", "30", "same year"), ("Cape", "20", "same year")]


def test_what_is_compared_is_the_newest_figure_however_many_places_an_older_source_counts() -> None:
    together = record("r1", of("port", 40, "2023"), of("bay", 30, "2023"), of("cape", 20, "2023"))
    (found,) = beside(together, record("r2", of("port", 90, "2024"), by="paper-b"))
    assert found.counted_by is None
    assert found.own.figure
    assert found.own.figure.number == "90"


def test_a_figure_that_does_not_fit_is_compared_with_nothing() -> None:
    odd = Odd(why="It counts less.")
    together = record("r1", of("port", 9, "2024", odd=odd), of("bay", 30, "2024"), of("cape", 20, "2024"))
    (found,) = beside(together, record("r2", of("port", 40, "2023"), by="paper-b"))
    assert found.own.figure
    assert found.own.figure.number == "40"
    (found,) = beside(record("r1", of("port", 40)), record("r2", of("bay", 9, odd=odd), of("bay", 30, "2022")))
    assert peers(found) == [("Bay", "30", "2 years earlier")]
    assert beside(record("r1", of("port", 40, odd=odd)), record("r2", of("bay", 9))) == []


def test_an_undisputed_figure_is_compared_before_a_newer_one_that_sources_dispute() -> None:
    said = Disagreement(
        id="d", about="port", measure="companies", when=When.parse("2024"), leads="port-50-2024", why="So."
    )
    differing = (record("r1", of("port", 50)), record("r2", of("port", 90), by="paper-b"))
    (found,) = beside(
        *differing, record("r3", of("port", 40, "2023")), record("r4", of("bay", 9)), disagreements={"d": said}
    )
    assert found.own.figure
    assert found.own.figure.number == "40"
    (found,) = beside(*differing, record("r4", of("bay", 9)), disagreements={"d": said})
    assert found.own.figure
    assert found.own.figure.number == "50"


def test_two_places_of_one_source_are_no_comparison_of_its_own() -> None:
    (found,) = beside(record("r1", of("port", 40, "2023"), of("bay", 30, "2023")), record("r2", of("cape", 20)))
    assert found.counted_by is None
    assert [name for name, _, _ in peers(found)] == ["Bay", "Cape"]


def test_of_each_other_place_the_figure_of_the_nearest_date_stands_there_and_says_how_far_it_is() -> None:
    (found,) = beside(
        record("r1", of("port", 40, "2025-03-16")),
        record("r2", of("bay", 10, "2024-11"), of("bay", 11, "2022"), by="paper-b"),
        record("r3", of("cape", 20, "2025-10"), of("cape", 21, "2023"), by="paper-c"),
        record("r4", of("delta", 30, "2023-12"), by="paper-d"),
    )
    assert peers(found) == [
        ("Bay", "10", "4 months earlier"),
        ("Cape", "20", "same year"),
        ("Delta", "30", "1 year and 3 months earlier"),
    ]


def test_an_amount_of_half_a_year_stands_beside_none_of_a_whole_one_but_a_count_does() -> None:
    assert beside(record("r1", of("port", 40, "2024", "CNY")), record("r2", of("bay", 20, "2024-H1", "CNY"))) == []
    (found,) = beside(record("r1", of("port", 40, "2024")), record("r2", of("bay", 20, "2024-06")))
    assert peers(found) == [("Bay", "20", "same year")]


def test_where_sources_differ_the_figure_that_leads_is_compared_and_what_no_longer_stands_never() -> None:
    said = Disagreement(
        id="d", about="bay", measure="companies", when=When.parse("2024"), leads="bay-90-2024", why="So."
    )
    differing = (record("r2", of("bay", 10)), record("r3", of("bay", 90), by="paper-b"))
    (found,) = beside(record("r1", of("port", 40)), *differing, disagreements={"d": said})
    assert peers(found) == [("Bay", "90", "same year")]
    assert beside(record("r1", of("port", 40)), record("r2", of("bay", 10, withdrawn=withdrawn()))) == []
    replaced = (record("r2", of("bay", 10)), record("r3", of("bay", 90), on="2025-06"))
    (found,) = beside(record("r1", of("port", 40)), *replaced)
    assert peers(found) == [("Bay", "90", "same year")]


def test_an_amount_in_another_currency_is_compared_at_the_rate_of_its_time_which_is_said() -> None:
    (found,) = beside(record("r1", of("port", 40, "2024", "CNY")), record("r2", of("bay", 20, "2024", "USD")))
    said = "about 140 yuan at 7.2 yuan to the US dollar, the ECB's average of 2024"
    assert [peer.converted for peer in found.peers] == [said]
    (found,) = beside(record("r1", of("port", 40, "2024", "EUR")), record("r2", of("bay", 700, "2024", "CNY")))
    said = "about 90 euros at 7.79 yuan to the euro, the ECB's average of 2024"
    assert [peer.converted for peer in found.peers] == [said]
    # No bank publishes a rate of gold.
    assert beside(record("r1", of("port", 40, "2024", "CNY")), record("r2", of("bay", 20, "2024", "XAU"))) == []


@pytest.mark.parametrize(
    ("own", "other", "converted"),
    [
        (figure(5, "2024", "area", "m2"), figure(2, "2024", "area", "km2"), "2 million square metres"),
        (figure(5, "2024", "area", "km2"), figure(1, "2024", "area", "km2"), ""),
        (figure(5, "2024", "part", "%"), figure("0.15", "2024", "part", "share"), "15 percent"),
        (figure(5, "2024", "part", "%"), figure("1/3", "2024", "part", "share"), ""),
        (figure(5, "2024", "companies"), figure(9, "2024", "companies", "firms"), ""),
        (figure(5, "2024", "output", "CNY"), figure(9, "2024", "output", "CNY"), ""),
    ],
    ids=["area", "the same unit", "percent", "a part of a whole", "other things", "money"],
)
def test_a_figure_is_said_in_the_unit_of_the_first_where_both_measure_on_one_scale(
    own: Figure, other: Figure, converted: str
) -> None:
    firms = Unit(id="firms", family="companies", one="firm", many="firms")
    said = record("r1", fact("a", own, about="port")), record("r2", fact("b", other, about="bay"))
    (found,) = beside(*said, units={**UNITS, "firms": firms})
    assert [peer.converted for peer in found.peers] == [converted]


@pytest.mark.parametrize(
    ("months", "words"),
    [(0, "0 months"), (1, "1 month"), (11, "11 months"), (12, "1 year"), (15, "1 year and 3 months"), (24, "2 years")],
)
def test_months_are_said_in_years_where_they_make_some(months: int, words: str) -> None:
    assert months_in_words(months) == words
