"""Texts of ours that say the same in other words, and those that do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.bind.passage import Binder
from generator.bind.reworded import Rewordings
from generator.model.records import Organisation, Speaker
from tests.made import content, fact, figure, record

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "rewordings.yml").read_text("utf-8"))
CONTENT = content(
    [
        record(
            "count",
            fact("port-2020", figure(25, "2020")),
            fact("port-2022", figure(36, "2022")),
            fact("port-2024", figure(40, "2024")),
            fact("quay-2024", figure(40, "2024"), about="quay"),
            fact("port-plan", figure(60, "2030"), kind="target", text="Port aims for 60 companies by 2030."),
            fact("port-money", figure(500 * 10**9, "2024", "output", qualifier="more than")),
            fact("register", figure(7, "2024"), text="The register of Port had 7 companies on file in 2024."),
        )
    ],
    organisations={"mill-works": Organisation(id="mill-works", name="Mill Works", kind="company", aliases=("Mill",))},
    speakers={
        "harbour-office": Speaker(id="harbour-office", name="Harbour Office", kind="public body", governs="port"),
    },
)
REWORDINGS = Rewordings(Binder(CONTENT))


def difference(case: dict[str, Any]) -> str | None:
    facts = [CONTENT.facts[id] for id in case.get("facts", ())]
    return REWORDINGS.difference(case["was"], case["now"], facts, is_gap=case.get("gap", False))


@pytest.mark.parametrize("case", CASES["must_not"], ids=lambda case: str(case["why"]))
def test_what_says_something_else_is_no_other_wording(case: dict[str, Any]) -> None:
    assert difference(case)
    assert difference(case | {"was": case["now"], "now": case["was"]})


@pytest.mark.parametrize("case", CASES["must"], ids=lambda case: str(case["was"]))
def test_what_says_the_same_may_be_worded_anew(case: dict[str, Any]) -> None:
    assert difference(case) is None
    assert difference(case | {"was": case["now"], "now": case["was"]}) is None


def test_there_are_as_many_cases_as_were_written_before_the_rule() -> None:
    assert (len(CASES["must_not"]), len(CASES["must"])) == (30, 20)


def test_a_register_of_the_source_is_no_turn_of_phrase_of_ours() -> None:
    case = {"was": "The register of Port had 7 companies on file in 2024.", "facts": ["register"]}
    assert difference(case | {"now": "The register of Port had 7 companies that we found in 2024."})


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("In 2024 the plan of Port was for offices.", "The plan of Port was for offices in 2024."),
        ("In 2024 the Harbour Office said that Port grew.", "The Harbour Office said that Port grew in 2024."),
        ("A plan of 2024 for Port.", "A plan for 2024 of Port."),
        ("No outcome for Port is on file.", "No outcome for Port."),
        ("The office of Port reported by name.", "The office of Port reported by {40 | port-2024}."),
    ],
)
def test_what_a_date_is_of_and_what_we_found_stay(was: str, now: str) -> None:
    assert difference({"was": was, "now": now, "facts": ["port-2024"]})


def test_a_thing_may_be_called_by_another_of_its_names() -> None:
    assert difference({"was": "Mill Works lies in Port.", "now": "Mill lies in Port."}) is None
