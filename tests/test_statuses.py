"""The scenarios of ``tests/statuses.yml``: the status that a careful reader would have, and what does not add up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.agreement import Statements
from generator.model.content import Content
from generator.model.over_time import mismatches
from generator.model.records import Fact, Figure, Measure, Odd, Place, Publisher, Record, Speaker
from generator.model.when import When
from tests.made import MEASURES, PUBLISHERS, UNIT_OF, content, corrected, fact, record, withdrawn

SCENARIOS = yaml.load(Path(__file__).with_name("statuses.yml").read_text(), Loader=yaml.BaseLoader)

SPEAKERS = {
    speaker.id: speaker
    for speaker in (
        Speaker(
            id="miit",
            name="Ministry of Industry and Information Technology",
            names=("MIIT",),
            kind="public body",
            governs="land",
        ),
        Speaker(id="most", name="Ministry of Science", names=("MOST",), kind="public body", governs="land"),
        Speaker(id="li-qing", name="Li Qing", kind="person", part_of="miit"),
        Speaker(id="academy", name="Academy of Telecoms", kind="research body", part_of="miit"),
        Speaker(id="port-government", name="Port Government", kind="public body", governs="port"),
        Speaker(
            id="gong-zheng", name="Gong Zheng", names=("Mayor Gong Zheng",), kind="person", part_of="port-government"
        ),
        Speaker(id="microsoft", name="Microsoft", kind="company"),
        Speaker(id="sensetime", name="SenseTime", kind="company"),
    )
}
PAPERS = {
    publisher.id: publisher
    for publisher in (
        *PUBLISHERS.values(),
        Publisher(id="people", name="People", class_="state media"),
        Publisher(id="xinhua", name="Xinhua", class_="state media"),
        Publisher(id="agency", name="Agency", class_="news agency"),
        Publisher(id="wire", name="Wire", class_="news agency"),
        Publisher(id="institute", name="Institute", class_="research"),
        Publisher(id="port-portal", name="Port online", class_="government", house="port-government"),
    )
}
COUNTED: dict[str, Measure] = {
    **MEASURES,
    "output": Measure(id="output", name="Output", definition="O.", unit="money", review_after=6, kind="flow"),
    "part": Measure(id="part", name="Part", definition="P.", unit="share", review_after=6, kind="rate"),
    "growth": Measure(
        id="growth", name="Growth", definition="G.", unit="share", review_after=6, kind="rate", growth_of="output"
    ),
    "registered": Measure(
        id="registered", name="Registered", definition="R.", unit="companies", review_after=6, cumulative=True
    ),
}
UNITS_OF = {**UNIT_OF, "growth": "%", "registered": "companies"}
PLACES = {
    "land": Place(id="land", name="Land", kind="country"),
    "port": Place(id="port", name="Port", kind="city", parent="land"),
    "quay": Place(id="quay", name="Quay", kind="cluster", parent="port"),
    "quayside": Place(id="quayside", name="Quayside", kind="city", parent="land"),
}


def made_figure(said: dict[str, Any]) -> Figure:
    measure = said.get("measure", "companies")
    value = Fraction(said.get("value", "40").replace("_", ""))
    return Figure(
        measure=measure,
        value=value,
        to=Fraction(said["to"].replace("_", "")) if "to" in said else None,
        unit=said.get("unit", UNITS_OF[measure]),
        when=When.parse(said.get("when", "2024")),
        as_stated=str(value),
        qualifier=said.get("hedge"),
        per=said.get("per"),
        name=said.get("name"),
    )


def made_record(id: str, said: dict[str, Any]) -> Record:
    about = fact(
        id,
        kind=said.get("kind", "figure"),
        about=said.get("about", "port"),
        also_about=(said["also_about"],) if "also_about" in said else (),
        said_by=said.get("said_by"),
        figures=tuple(map(made_figure, said.get("figures", [said]))),
        corrections=(corrected(),) if "corrected" in said else (),
        withdrawn=withdrawn() if "withdrawn" in said else None,
        odd=Odd(why="It counts less.") if "odd" in said else None,
    )
    by = said.get("by", f"paper-{id}")
    on = said.get("on", f"2025-03-0{1 + ord(id) - ord('a')}")
    return record(f"r-{id}", about, by=by, on=on, copied_from=f"r-{said['copy_of']}" if "copy_of" in said else None)


def made_content(facts: dict[str, Any]) -> Content:
    records = [made_record(id, said or {}) for id, said in facts.items()]
    return content(
        [one.with_ends() for one in records],
        speakers=SPEAKERS,
        publishers=PAPERS,
        measures=COUNTED,
        places=PLACES,
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario["title"] for scenario in SCENARIOS])
def test_a_careful_reader_would_have_it_so(scenario: dict[str, Any]) -> None:
    made = made_content(scenario["facts"])
    statements = Statements(made)
    if "status" in scenario:
        expected = scenario["status"]
        wanted = dict.fromkeys(made.facts, expected) if isinstance(expected, str) else expected
        assert {id: statements.status(made.facts[id]).status for id in wanted} == wanted
    if "not_adding_up" in scenario:
        found = {one.facts[0].id: one.words for one in mismatches(statements)}
        assert found == scenario["not_adding_up"]
    assert {"status", "not_adding_up"} & scenario.keys()


# --- for any content

NUMBERS = st.integers(1, 60)
HEDGES = st.sampled_from([None, None, "more than", "at least", "up to", "about", "nearly"])


@st.composite
def any_facts(draw: st.DrawFn, most: int = 5) -> dict[str, Any]:
    """Facts of one place and time, some with a range or a second figure."""
    facts: dict[str, Any] = {}
    for id in "abcde"[: draw(st.integers(1, most))]:
        figures = [draw(any_figure())]
        if draw(st.booleans()):
            figures.append({**draw(any_figure()), "measure": "loose", "name": "second"})
        facts[id] = {
            "figures": figures,
            "by": draw(st.sampled_from(["paper-a", "paper-b", "xinhua", "agency", "institute"])),
        }
        if draw(st.integers(0, 3)) == 0:
            facts[id]["said_by"] = draw(st.sampled_from(["MIIT", "Mayor Gong Zheng", "Wei Min, analyst"]))
    return facts


@st.composite
def any_figure(draw: st.DrawFn) -> dict[str, Any]:
    low = draw(NUMBERS)
    said: dict[str, Any] = {"value": str(low), "when": draw(st.sampled_from(["2024", "2024-12", "2023/.."]))}
    if draw(st.booleans()):
        said["to"] = str(low + draw(NUMBERS))
    if hedge := draw(HEDGES):
        said["hedge"] = hedge
    return said


def statuses(made: Content) -> dict[str, str]:
    statements = Statements(made)
    return {id: statements.status(one).status for id, one in made.facts.items()}


@given(any_figure(), any_figure())
@settings(max_examples=200)
def test_agreement_is_symmetric(one: dict[str, Any], two: dict[str, Any]) -> None:
    first, second = (Statements(made_content(facts)) for facts in ({"a": one, "b": two}, {"a": two, "b": one}))
    assert [group.spread for group in first.groups] == [group.spread for group in second.groups]
    swapped = {"a": "b", "b": "a"}
    assert statuses(first.content) == {swapped[id]: status for id, status in statuses(second.content).items()}


@given(any_figure())
@settings(max_examples=100)
def test_a_figure_agrees_with_itself_and_a_range_with_each_value_between_its_ends(said: dict[str, Any]) -> None:
    plain = {**said, "when": "2024"}
    low, high = int(plain["value"]), int(plain.get("to", plain["value"]))
    for value in (low, (low + high) // 2, high):
        inside = {"value": str(value), "when": "2024"}
        assert set(statuses(made_content({"a": plain, "b": inside})).values()) <= {"Confirmed", "Single source"}
    assert set(statuses(made_content({"a": plain, "b": plain})).values()) == {"Confirmed"}


@given(any_facts(), st.data())
@settings(max_examples=150)
def test_a_copy_confirms_nothing(facts: dict[str, Any], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(sorted(facts)))
    before = statuses(made_content(facts))
    after = statuses(made_content({**facts, "f": {**facts[original], "copy_of": original, "by": "paper-h"}}))
    assert all(after[id] == status for id, status in before.items() if after[id] == "Confirmed")
    assert after["f"] != "Confirmed" or before[original] == "Confirmed"


@given(any_facts(), any_figure())
@settings(max_examples=150)
def test_what_was_withdrawn_changes_nothing(facts: dict[str, Any], gone: dict[str, Any]) -> None:
    before = made_content(facts)
    after = made_content({**facts, "f": {**gone, "withdrawn": "true"}})
    assert statuses(before) == {id: status for id, status in statuses(after).items() if id != "f"}
    assert mismatches(Statements(before)) == mismatches(Statements(after))


@given(any_facts(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_records_and_of_further_figures_changes_nothing(facts: dict[str, Any], random: Any) -> None:
    order = list(facts.items())
    random.shuffle(order)
    assert statuses(made_content(facts)) == statuses(made_content(dict(order)))


@given(any_facts())
@settings(max_examples=100)
def test_a_fact_is_disputed_exactly_if_one_of_its_figures_is_and_the_first_still_stands(facts: dict[str, Any]) -> None:
    made = made_content(facts)
    statements = Statements(made)
    for id, led in made.statements.items():
        own = [statements.status(one).status for one in led[1:]]
        status = statements.status(made.facts[id]).status
        alone = fact_alone(made.facts[id], statements)
        if alone != "Replaced":
            assert (status == "Disputed") == ("Disputed" in (alone, *own))


def fact_alone(one: Fact, statements: Statements) -> str:
    """The status of the first figure of a fact by itself."""
    group = statements.group(one)
    if group and statements.replaced_by(one, group.facts):
        return "Replaced"
    return "Disputed" if statements.is_disputed(one) else "other"


def test_an_open_time_ends_with_the_day_of_its_source() -> None:
    made = made_content({"a": {"when": "2023/..", "on": "2023-08-15"}, "b": {"when": "2023/..", "on": "2023-09"}})
    whens = [one.figures[0].when for one in made.facts.values()]
    assert [(when.first, when.last) for when in whens] == [
        (date(2023, 1, 1), date(2023, 8, 15)),
        (date(2023, 1, 1), date(2023, 9, 30)),
    ]
