"""What is computed from facts compared with each other: groups, origins, status, outcomes, age."""

from __future__ import annotations

import dataclasses
from datetime import date
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.agreement import FactStatus, Statements
from generator.model.content import Content
from generator.model.records import (
    Fact,
    Figure,
    Measure,
    Publisher,
    PublisherClass,
    Qualifier,
    Record,
    Speaker,
    SpeakerKind,
)
from generator.model.speakers import SpeakerClass
from generator.model.when import When, months_after
from tests.made import PUBLISHERS, content, corrected, fact, figure, record, withdrawn


def together(*figures: Figure, **more: Any) -> Statements:
    """One fact of each figure, each of another publisher, a day apart: a, b, c …"""
    records = (
        record(
            f"r{index}",
            fact("abcdefgh"[index], of, **more),
            by=f"paper-{'abcdefgh'[index]}",
            on=f"2025-03-0{index + 1}",
        )
        for index, of in enumerate(figures)
    )
    return Statements(content(records))


def status(statements: Statements, id: str = "a") -> str:
    return statements.status(statements.content.facts[id]).status


def groups(statements: Statements) -> list[str]:
    return ["".join(fact.id for fact in group.facts) for group in statements.groups]


# --- groups


def test_facts_are_beside_each_other_by_place_measure_and_time() -> None:
    records = [
        record("r1", fact("a"), fact("b", about="quay"), fact("c", figure(40, measure="loose"))),
        record("r2", fact("d"), fact("e", figure(40, "2023")), by="paper-b"),
    ]
    assert groups(Statements(content(records))) == ["ad"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2018", "2018-12", True),
        ("2018", "2018-12-31", True),
        ("2018", "2018-Q4", True),
        ("2018", "2018-H2", True),
        ("2018-01/2018-12", "2018", True),
        ("2024", "2024-06", False),
        ("2024", "2024-H1", False),
        ("2024", "2025", False),
        ("2024-H2", "2024-12", False),
        ("2023/2024", "2024-12", False),
        ("2023/2024", "2024", False),
        ("2024-12", "2025-01", False),
    ],
)
def test_a_year_and_its_end_are_one_time_and_a_year_and_its_middle_two(one: str, other: str, same: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert groups(together(*(figure(40, when) for when in pair))) == (["ab"] if same else [])


def test_plans_policies_and_what_was_withdrawn_are_beside_nothing() -> None:
    for more in ({"kind": "target"}, {"kind": "policy"}, {"withdrawn": withdrawn()}):
        records = [record("r1", fact("a")), record("r2", fact("b", **more), by="paper-b")]
        assert groups(Statements(content(records))) == []
    for kind in ("profile", "event"):
        records = [record("r1", fact("a")), record("r2", fact("b", kind=kind), by="paper-b")]
        assert groups(Statements(content(records))) == ["ab"]


def test_facts_of_a_group_stand_in_the_order_of_their_sources_dates() -> None:
    records = [
        record("r1", fact("c"), on="2025-03-03"),
        record("r2", fact("b"), on="2025-02"),
        record("r3", fact("a"), on=None, retrieved=date(2026, 1, 1)),
    ]
    assert groups(Statements(content(records))) == ["bca"]


# --- agreement


@pytest.mark.parametrize(
    ("one", "two", "agree"),
    [
        ((500, None), (500, None), True),
        ((500, None), (520, None), False),
        ((500, None), (505, None), True),  # one percent, the tolerance of a measure that says nothing
        ((500, None), (515, None), False),
        ((500, "more than"), (520, None), True),
        ((500, "over"), (550, None), True),
        ((500, "over"), (900, None), False),  # an open end would agree with everything
        ((500, "at least"), (540, None), True),
        ((500, "more than"), (480, None), False),
        ((500, "nearly"), (480, None), True),
        ((500, "almost"), (520, None), False),
        ((500, "up to"), (460, None), True),
        ((500, "less than"), (430, None), False),
        ((500, "under"), (520, None), False),
        ((500, "about"), (520, None), True),
        ((500, "around"), (480, None), True),
        ((500, "some"), (540, None), False),
        ((500, "more than"), (600, "nearly"), True),
        ((0, None), (0, "about"), True),
        ((0, None), (1, None), False),
        ((-500, "about"), (-520, None), True),
        ((-500, None), (500, None), False),
    ],
)
def test_figures_agree_where_a_value_fits_both_with_their_hedges(
    one: tuple[int, Qualifier | None], two: tuple[int, Qualifier | None], agree: bool
) -> None:
    for pair in ((one, two), (two, one)):
        statements = together(*(figure(value, qualifier=qualifier) for value, qualifier in pair))
        assert statements.groups[0].disagrees is not agree
        assert {status(statements, id) for id in "ab"} == {"Confirmed" if agree else "Disputed"}


@pytest.mark.parametrize(
    ("limit", "value", "expected"),
    [
        ((1000, "at least"), 2000, "Single source"),
        ((1000, "up to"), 500, "Single source"),
        ((1000, "at least"), 1050, "Confirmed"),
        ((1000, "up to"), 950, "Confirmed"),
        ((1000, "at least"), 900, "Disputed"),
        ((1000, "up to"), 1100, "Disputed"),
    ],
)
def test_what_lies_beyond_a_limit_neither_contradicts_nor_confirms_it(
    limit: tuple[int, Qualifier], value: int, expected: str
) -> None:
    statements = together(figure(limit[0], qualifier=limit[1]), figure(value))
    assert {status(statements, id) for id in "ab"} == {expected}
    # Two that agree with each other are confirmed, whatever the limit of a third.
    with_another = together(figure(limit[0], qualifier=limit[1]), figure(value), figure(value))
    both = "Disputed" if expected == "Disputed" else "Confirmed"
    assert [status(with_another, id) for id in "abc"] == [expected, both, both]


@pytest.mark.parametrize(("measure", "percent"), [("loose", 10), ("companies", 1)])
def test_two_exact_figures_may_differ_by_the_tolerance_of_their_measure_and_no_more(measure: str, percent: int) -> None:
    most = 1000 + 10 * percent
    assert status(together(figure(1000, measure=measure), figure(most, measure=measure))) == "Confirmed"
    assert status(together(figure(1000, measure=measure), figure(most + 1, measure=measure))) == "Disputed"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (figure(3, measure="area", unit="km2"), figure(3_000_000, measure="area", unit="m2"), "Confirmed"),
        (figure(3, measure="area", unit="km2"), figure(3, measure="area", unit="m2"), "Disputed"),
        (figure("1/4", measure="part", unit="share"), figure(25, measure="part", unit="%"), "Confirmed"),
        (figure("1/4", measure="part", unit="share"), figure("1/4", measure="part", unit="%"), "Disputed"),
        # A dollar was 7.2 yuan in 2024. Of an ounce of gold there is no rate: it confirms and disputes nothing.
        (figure(500, measure="output", unit="CNY"), figure(500, measure="output", unit="USD"), "Disputed"),
        (figure(500, measure="output", unit="CNY"), figure(70, measure="output", unit="USD"), "Confirmed"),
        (figure(500, measure="output", unit="CNY"), figure(500, measure="output", unit="XAU"), "Single source"),
    ],
)
def test_units_of_one_family_are_compared_by_their_factors_and_currencies_at_the_rate(
    one: Figure, two: Figure, expected: str
) -> None:
    assert status(together(one, two)) == status(together(two, one)) == expected


def test_the_spread_is_the_widest_disagreement_as_a_part_of_the_smaller() -> None:
    assert together(figure(100), figure(100), figure(150)).groups[0].spread == Fraction(1, 2)
    assert together(figure(100), figure(300), figure(150)).groups[0].spread == 2
    assert together(figure(100), figure(100)).groups[0].spread == 0
    apart = together(figure(3, measure="area", unit="km2"), figure(6_000_000, measure="area", unit="m2"))
    assert apart.groups[0].spread == 1


def test_one_disagreement_disputes_every_figure_of_its_group() -> None:
    statements = together(figure(100), figure(100), figure(150))
    assert [status(statements, id) for id in "abc"] == ["Disputed"] * 3


# --- origins


def origins(*records: Record) -> int:
    (group,) = Statements(content(records, speakers=REGISTRY)).groups
    return group.origins


def test_two_publishers_are_two_origins() -> None:
    assert origins(record("r1", fact("a")), record("r2", fact("b"), by="paper-b")) == 2


def test_a_chain_of_reprints_is_one_origin() -> None:
    chain = [
        record("r1", fact("a")),
        record("r2", fact("b"), by="paper-b", copied_from="r1"),
        record("r3", fact("c"), by="paper-c", copied_from="r2", on="2025-04-01"),
    ]
    assert origins(*chain) == 1
    assert origins(*chain, record("r4", fact("d"), by="paper-d")) == 2


def test_two_reprints_of_one_document_are_one_origin_though_it_states_nothing_itself() -> None:
    wire = record("wire", fact("other", figure(1, "2001")), by="paper-h")
    copies = [record(f"r{name}", fact(name), by=f"paper-{name}", copied_from="wire") for name in "ab"]
    assert origins(wire, *copies) == 1


def test_reprints_that_run_in_a_circle_end() -> None:
    circle = [
        record("r1", fact("a"), copied_from="r2"),
        record("r2", fact("b"), by="paper-b", copied_from="r1"),
    ]
    assert origins(*circle) in (1, 2)


def test_two_pages_of_one_publisher_are_one_origin() -> None:
    assert origins(record("r1", fact("a")), record("r2", fact("b"), on="2025-06-01")) == 1


def test_a_reprint_is_its_originals_voice_and_not_that_of_who_prints_it() -> None:
    own = record("r1", fact("a"), by="paper-a")
    other = record("r2", fact("b"), by="paper-b")
    # Paper A prints what paper B wrote: that makes neither three origins nor one.
    assert origins(own, other, record("r3", fact("c"), by="paper-a", copied_from="r2")) == 2


def test_what_one_person_says_on_one_day_is_one_origin_in_however_many_papers() -> None:
    said = [
        record("r1", fact("a", said_by="Li Wei, mayor of Port")),
        record("r2", fact("b", said_by="LI WEI , head of the city"), by="paper-b"),
    ]
    assert origins(*said) == 1
    week = [said[0], record("r2", fact("b", said_by="Li Wei"), by="paper-b", on="2025-03")]
    assert origins(*week) == 1


def test_the_same_person_on_another_day_is_no_second_origin_and_another_of_another_body_is() -> None:
    first = record("r1", fact("a", said_by="Li Wei"))
    assert origins(first, record("r2", fact("b", said_by="Li Wei"), by="paper-b", on="2025-03-02")) == 1
    assert origins(first, record("r2", fact("b", said_by="Quay Office"), by="paper-b")) == 2
    assert origins(first, record("r2", fact("b", figure(41, qualifier="nearly")), by="paper-b")) == 2


def test_of_whom_the_registry_does_not_know_nobody_can_say_that_he_is_of_another_body() -> None:
    known, unknown = fact("a", said_by="Li Wei"), fact("b", said_by="Chen Bo, deputy director of an office of Port")
    assert origins(record("r1", known), record("r2", unknown, by="paper-b")) == 1
    assert origins(record("r1", unknown), record("r2", fact("a", figure(41, qualifier="nearly")), by="paper-b")) == 1
    assert status_of(known, record("r2", unknown, by="paper-b")).status != "Confirmed"


def test_the_same_figure_without_its_speaker_is_no_second_origin_unless_the_publisher_counts_itself() -> None:
    named = record("r1", fact("a", said_by="Li Wei"))
    assert origins(named, record("r2", fact("b"), by="paper-b")) == 1
    assert origins(named, record("r2", fact("b"), by="ministry")) == 2


def test_origins_that_a_third_joins_are_one() -> None:
    # A and B share a day and a speaker, B and C a publisher.
    joined = [
        record("r1", fact("a", said_by="Li Wei")),
        record("r3", fact("c"), by="paper-b", on="2025-06-01"),
        record("r2", fact("b", said_by="Li Wei"), by="paper-b"),
    ]
    assert origins(*joined) == 1


def test_who_is_one_speaker_is_told_by_the_registry_and_else_by_the_name() -> None:
    def together(one: str, two: str) -> int:
        said = [record(f"r{by}", fact(by, said_by=who), by=f"paper-{by}") for by, who in (("a", one), ("b", two))]
        (group,) = Statements(content(said, speakers=REGISTRY)).groups
        return group.origins

    for one, two in (
        ("Li Wei, mayor of Port", "Mayor Li Wei"),
        ("Port City Office", "The Office (yearbook)"),
        ("School of the Office", "Port City Office"),
        ("Li Wei", "Wu Jun, the Office"),
        ("Port Index 2024", "Port Index 2025"),
        ("Gong Zheng, mayor", "Mayor Gong Zheng"),
    ):
        assert together(one, two) == together(two, one) == 1, (one, two)
    for one, two in (("Li Wei", "Ada Byron"), ("Port City Office", "Quay Office")):
        assert together(one, two) == together(two, one) == 2, (one, two)


def test_two_publishers_of_one_house_are_one_origin_and_so_are_two_state_media_that_name_nobody() -> None:
    def together(on: str = "2025-03-01", **more: Any) -> int:
        papers = {
            name: Publisher(id=name, name=name, **{"class_": "news agency", **more}) for name in ("paper-a", "paper-b")
        }
        said = [record("r1", fact("a"), by="paper-a"), record("r2", fact("b"), by="paper-b", on=on)]
        (group,) = Statements(content(said, publishers=papers, speakers=REGISTRY)).groups
        return group.origins

    assert together() == together(on="2025-03-02") == together(on="2025-03") == 1
    assert together(on="2025-03-03") == 2
    assert together(on="2025-03-03", house="daily") == 1
    assert together(on="2025-03-03", class_="state media") == 1
    assert together(class_="news media") == 2


def test_a_year_and_its_end_are_one_time_for_stocks_alone() -> None:
    def of(kind: Any) -> int:
        measure = Measure(id="output", name="Output", definition="O.", unit="money", review_after=6, kind=kind)
        figures = (figure(500, "2031", "output"), figure(40, "2031-12", "output"))
        records = [record(f"r{n}", fact(f"f{n}", one), by=f"paper-{n}") for n, one in zip("ab", figures, strict=True)]
        return len(Statements(content(records, measures={"output": measure})).groups)

    assert (of("stock"), of("flow"), of("rate")) == (1, 0, 0)


# --- status


REGISTRY = {
    speaker.id: speaker
    for speaker in (
        Speaker(id="port-office", name="Port City Office", names=("The Office",), kind="public body", governs="port"),
        Speaker(id="quay-office", name="Quay Office", kind="public body", governs="quay"),
        Speaker(id="office-school", name="School of the Office", kind="research body", part_of="port-office"),
        Speaker(id="li-wei", name="Li Wei", names=("Mayor Li Wei",), kind="person", part_of="port-office"),
        Speaker(id="wu-jun", name="Wu Jun", kind="person", part_of="port-office"),
        Speaker(id="hall-works", name="Hall Works", kind="company"),
        Speaker(id="ada", name="Ada Byron", kind="person", part_of="hall-works"),
        Speaker(id="port-index", name="Port Index", kind="study"),
        Speaker(id="daily", name="Port Daily", kind="newsroom"),
    )
}
OFFICE: dict[str, Any] = {"said_by": "Li Wei, mayor"}
PLAIN: dict[str, Any] = {"kind": "event", "figures": ()}


def status_of(about: Fact, *others: Record, by: str = "paper-a", on: str = "2025-03-01") -> FactStatus:
    return Statements(content([record("r1", about, by=by, on=on), *others], speakers=REGISTRY)).status(about)


AGREES = record("r2", fact("b"), by="paper-b")
DIFFERS = record("r3", fact("c", figure(90)), by="paper-c")
NEWER = record("r4", fact("d", figure(41)), on="2025-09-15")


def test_each_status_goes_before_those_that_follow_it_and_has_its_reason() -> None:
    assert status_of(
        fact("a", withdrawn=withdrawn(), corrections=(corrected(),)), AGREES, DIFFERS, NEWER
    ) == FactStatus("Withdrawn", "The source took it back.")
    assert status_of(fact("a", corrections=(corrected(),)), AGREES, DIFFERS, NEWER) == FactStatus(
        "Replaced", "The same source gives another figure since 2025-09-15. It was also corrected: We misread it."
    )
    assert status_of(fact("a", corrections=(corrected(),)), AGREES, DIFFERS) == FactStatus(
        "Disputed", "Sources give different figures for the same time. It was also corrected: We misread it."
    )
    assert status_of(fact("a", corrections=(corrected(),)), AGREES) == FactStatus("Corrected", "We misread it.")
    assert status_of(fact("a"), AGREES, DIFFERS, NEWER) == FactStatus(
        "Replaced", "The same source gives another figure since 2025-09-15."
    )
    assert status_of(fact("a", **OFFICE), AGREES, DIFFERS) == FactStatus(
        "Disputed", "Sources give different figures for the same time."
    )
    assert status_of(fact("a"), AGREES) == FactStatus("Confirmed", "2 independent origins agree.")
    assert status_of(fact("a", **OFFICE)) == FactStatus(
        "Official claim", "Said by an office that reports on itself or on what it governs."
    )
    assert status_of(fact("a")) == FactStatus("Single source", "We found no second, independent source.")


def test_of_many_corrections_the_latest_gives_the_reason() -> None:
    many = (corrected("2026-01-10"), corrected("2026-02-10", reason="The editor's slip."), corrected("2026-01-20"))
    assert status_of(fact("a", corrections=many)).reason == "The editor's slip."


def test_an_office_is_told_by_the_registry_of_speakers_or_where_none_is_named_by_the_publisher() -> None:
    assert status_of(fact("a"), by="ministry").status == "Official claim"
    assert status_of(fact("a", said_by="Ada, a professor"), by="ministry").status == "Single source"
    for office in ("Li Wei, mayor", "Mayor Li Wei", "The Office", "Zhao Wei, spokesman of the Port City Office"):
        assert status_of(fact("a", said_by=office)).status == "Official claim", office
    for other in (
        "Ada Byron, president of Hall Works",
        "A survey of most authorities",
        "Deputy Minister Mao",
        "Quay Office",
    ):
        assert status_of(fact("a", said_by=other)).status == "Single source", other


def test_a_fact_without_a_figure_is_never_confirmed() -> None:
    assert status_of(fact("a", **PLAIN), record("r2", fact("b", **PLAIN), by="paper-b")).status == "Single source"


def test_a_figure_is_replaced_by_the_same_voice_alone_and_later_and_only_by_another_figure() -> None:
    def replaced(by: str = "paper-a", on: str = "2025-09-15", value: int = 90, **more: Any) -> bool:
        return status_of(fact("a"), record("r2", fact("b", figure(value), **more), by=by, on=on)).status == "Replaced"

    assert replaced()
    assert not replaced(by="paper-b")
    assert not replaced(on="2025-03-01")
    assert not replaced(on="2025")  # that year's paper may be the older one
    assert not replaced(value=40)
    assert not replaced(said_by="Li Wei")
    assert not replaced(withdrawn=withdrawn())


def test_the_editions_of_a_yearly_report_are_one_voice() -> None:
    older, newer = fact("a", said_by="Port Index 2024"), fact("b", figure(90), said_by="Port Index 2025 (chapter 4)")
    other = fact("c", figure(90), said_by="Port Index")
    assert status_of(older, record("r2", newer, by="paper-b", on="2025-09-15")).status == "Replaced"
    assert status_of(newer, record("r2", other, by="paper-b", on="2025-09-15")).status == "Single source"


def test_what_was_expected_of_a_time_is_not_confirmed_by_what_came() -> None:
    came, expected = fact("a"), fact("b", text="Port was expected to have 40 companies.")
    assert status_of(came, record("r2", expected, by="paper-b")).status == "Single source"
    assert status_of(came, record("r2", fact("c"), by="paper-b")).status == "Confirmed"
    # Two who expected the same agree on that.
    assert status_of(fact("a", text=expected.text), record("r2", expected, by="paper-b")).status == "Confirmed"


def test_what_was_replaced_neither_disputes_nor_confirms() -> None:
    statements = Statements(
        content(
            [
                record("r1", fact("a")),
                record("r2", fact("b"), by="paper-b"),
                record("r3", fact("c", figure(90)), on="2025-09"),
            ]
        )
    )
    assert (statements.groups[0].origins, status(statements, "a")) == (2, "Replaced")
    assert {status(statements, id) for id in "bc"} == {"Disputed"}
    later = record("r4", fact("d", figure(90)), by="paper-b", on="2025-10")
    statements = Statements(content([*statements.content.records.values(), later]))
    assert [status(statements, id) for id in "abcd"] == ["Replaced", "Replaced", "Confirmed", "Confirmed"]


def test_a_paper_that_reprints_another_does_not_replace_its_own_figure() -> None:
    other = record("r2", fact("b", figure(90)), by="paper-b", on="2025-09")
    reprint = record("r3", fact("c", figure(90)), by="paper-a", on="2025-10", copied_from="r2")
    assert status_of(fact("a"), other, reprint).status == "Disputed"


def test_a_speaker_replaces_an_own_figure_in_another_paper() -> None:
    old = fact("a", said_by="Li Wei, mayor")
    new = record("r2", fact("b", figure(90), said_by="Li Wei, former mayor"), by="paper-b", on="2025-09")
    assert status_of(old, new).status == "Replaced"


# --- outcomes


def answers(*facts: Fact, due: str = "2025") -> str:
    target = fact("z", figure(100, due), kind="target")
    records = [record("r0", target), record("r1", *facts, by="paper-b")]
    return "".join(fact.id for fact in Statements(content(records)).outcome(target))


def test_a_target_is_answered_by_the_figures_of_its_place_measure_and_year() -> None:
    assert answers(fact("a", figure(90, "2025")), fact("b", figure(91, "2025-12"))) == "ab"
    assert answers(fact("a", figure(90, "2025-12")), due="2025-12-31") == ""
    assert answers(fact("a", figure(90, "2024")), fact("b", figure(90, "2025-06"))) == ""
    assert answers(fact("a", figure(90, "2025"), about="quay")) == ""
    assert answers(fact("a", figure(90, "2025", "loose"))) == ""
    assert answers(fact("a", figure(90, "2025"), kind="target")) == ""
    assert answers(fact("a", figure(90, "2025"), withdrawn=withdrawn())) == ""


def test_a_target_without_a_figure_has_no_outcome_that_could_be_told() -> None:
    target = fact("z", kind="target", when=When.parse("2025"), figures=())
    assert Statements(content([record("r0", target, fact("a", figure(1, "2025")))])).outcome(target) == ()


def next_one(*facts: Fact, due: str = "2025") -> str | None:
    target = fact("z", figure(100, due), kind="target")
    records = [record("r0", target), record("r1", *facts, by="paper-b")]
    found = Statements(content(records)).next_figure(target)
    return found.id if found else None


def test_the_next_figure_is_the_first_of_the_year_after_a_target_was_due() -> None:
    later, latest = fact("a", figure(91, "2026-01-20")), fact("b", figure(92, "2026-12-31"))
    assert next_one(latest, later) == "a"
    assert next_one(latest) == "b"
    assert next_one(fact("a", figure(91, "2026"))) == "a"
    assert next_one(fact("a", figure(91, "2025")), fact("b", figure(91, "2024"))) is None
    assert next_one(fact("a", figure(91, "2027-01"))) is None
    assert next_one(fact("a", figure(91, "2026-01", "loose"))) is None
    assert next_one(fact("a", figure(91, "2026-01"), about="quay")) is None
    assert next_one(fact("a", figure(91, "2026-01"), kind="target")) is None
    assert next_one(fact("a", figure(91, "2026-01"), withdrawn=withdrawn())) is None


# --- age


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-12-31", 12, "2025-12-31"),
        ("2024-12-31", 2, "2025-02-28"),
        ("2024-06-15", 18, "2025-12-15"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-05-05", 1200, "2124-05-05"),
    ],
)
def test_some_months_later_is_the_same_day_or_the_last_of_its_month(day: str, months: int, then: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_a_figure_is_due_for_review_its_measures_months_after_the_end_of_its_time() -> None:
    def due(of: Figure, **more: Any) -> date | None:
        about = fact("a", of, **more)
        return Statements(content([record("r1", about)])).review_due(about)

    assert due(figure(1, "2024")) == date(2025, 12, 31)
    assert due(figure(1, "2024-02", "output")) == date(2024, 8, 29)
    assert due(figure(1, "2024-01-31", "part")) == date(2024, 2, 29)
    assert due(figure(1, "2020/2022", "area")) == date(2024, 12, 31)
    assert due(figure(1, "2024"), kind="target") is None
    assert due(figure(1), figures=(), kind="event") is None


def test_last_checked_is_the_latest_day_on_which_the_source_was_read() -> None:
    def last(*checked: date) -> date:
        about = fact("a", checked=checked, added=date(2026, 9, 9))
        return Statements(content([record("r1", about, retrieved=date(2026, 1, 5))])).last_checked(about)

    assert last() == date(2026, 1, 5)
    assert last(date(2026, 5, 1), date(2026, 3, 1)) == date(2026, 5, 1)
    assert last(date(2025, 1, 1)) == date(2026, 1, 5)


# --- for any content

VALUES = st.sampled_from([40, 40, 40, 41, 44, 90])
WHENS = st.sampled_from(["2024", "2024-12", "2024-H2", "2024-Q4", "2024-06"])
DAYS = st.sampled_from(["2025-03-01", "2025-03", "2025", "2025-09-15"])
SPEAKERS = st.sampled_from([None, None, "Li Wei, mayor", "Li Wei", "Ada, analyst"])
HEDGES: st.SearchStrategy[Qualifier | None] = st.sampled_from([None, None, "more than", "nearly", "about"])


@st.composite
def any_records(draw: st.DrawFn) -> list[Record]:
    made: list[Record] = []
    for index in range(draw(st.integers(1, 6))):
        of = figure(draw(VALUES), draw(WHENS), qualifier=draw(HEDGES))
        about = fact(
            f"f{index}",
            of,
            said_by=draw(SPEAKERS),
            withdrawn=draw(st.sampled_from([None, None, None, withdrawn()])),
            corrections=draw(st.sampled_from([(), (), (), (corrected(),)])),
        )
        by = draw(st.sampled_from(["paper-a", "paper-b", "paper-c", "ministry"]))
        copied_from = draw(st.sampled_from([None, None, *(record.id for record in made)]))
        made.append(record(f"r{index}", about, by=by, on=draw(DAYS), copied_from=copied_from))
    return made


def all_standings(content: Content) -> dict[str, FactStatus]:
    statements = Statements(content)
    return {fact.id: statements.status(fact) for fact in content.facts.values()}


@given(any_records(), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_status_never_depends_on_the_order_of_records(records: list[Record], random: Any) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    assert all_standings(content(shuffled)) == all_standings(content(records))


@given(any_records(), st.data())
@settings(max_examples=200)
def test_adding_a_reprint_never_makes_anything_confirmed_or_more_origins(
    records: list[Record], data: st.DataObject
) -> None:
    original = data.draw(st.sampled_from(records))
    # The reprint may be of any paper, of any day, and says what its original says.
    says = dataclasses.replace(original.facts[0], id="copy")
    by = data.draw(st.sampled_from(sorted(PUBLISHERS)))
    reprint = record("copy", says, by=by, on=data.draw(DAYS), copied_from=original.id)
    before, after = content(records), content([*records, reprint])
    old, new = all_standings(before), all_standings(after)
    for id in old:
        assert new[id].status != "Confirmed" or old[id] == new[id]
    assert new["copy"].status != "Confirmed" or old[original.facts[0].id].status == "Confirmed"
    group_of = Statements(before).group_of
    for group in Statements(after).groups:
        known = [group_of[fact.id].origins for fact in group.facts if fact.id in group_of]
        assert group.origins <= max(known, default=1)


# --- what kind of speaker it is


@pytest.mark.parametrize(
    ("said_by", "by", "kind"),
    [
        ("Port City Office", "paper-a", "government"),
        ("Li Wei", "paper-a", "government"),
        ("School of the Office", "paper-a", "research"),
        ("Ada Byron", "paper-a", "company"),
        ("Port Index 2025", "paper-a", "research"),
        ("Port Daily", "ministry", "press"),
        ("Nobody Whom We Know", "ministry", "other"),
        (None, "ministry", "government"),
        (None, "paper-a", "press"),
    ],
)
def test_a_person_is_of_the_kind_of_the_body_that_it_speaks_for(said_by: str | None, by: str, kind: str) -> None:
    found = Statements(content([record("r1", fact("a", said_by=said_by), by=by)], speakers=REGISTRY))
    assert found.speakers.class_of(found.content.facts["a"]) == kind


def test_every_kind_of_publisher_and_body_has_a_kind_of_speaker() -> None:
    for body in get_args(SpeakerKind):
        known = Speaker(id="one", name="One", kind=body)
        found = Statements(content([record("r1", fact("a", said_by="One"))], speakers={"one": known}))
        assert found.speakers.class_of(found.content.facts["a"]) in get_args(SpeakerClass), body
    for class_ in get_args(PublisherClass):
        papers = {"paper-a": Publisher(id="paper-a", name="A", class_=class_)}
        found = Statements(content([record("r1", fact("a"))], publishers=papers))
        assert found.speakers.class_of(found.content.facts["a"]) in get_args(SpeakerClass), class_
