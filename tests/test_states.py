"""The table of ``tests/states.yml``: whether a fact still stands, as its page says first."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings

from generator.model.content import Content
from generator.model.states import StateName, state
from generator.pages.parts import Catalogue
from generator.read.load import load
from tests.hostile import spoil
from tests.sites import TINY, TODAY, read
from tests.test_statuses import any_facts, made_content

CASES = yaml.load(Path(__file__).with_name("states.yml").read_text(), Loader=yaml.BaseLoader)


def said(content: Content) -> dict[str, str]:
    """The state of each fact and its line: newer: Newer figure: 50 companies, 2025."""
    catalogue = Catalogue(content, TODAY)
    found = {id: catalogue.claim(fact).state for id, fact in catalogue.content.facts.items()}
    return {id: f"{one.name}: {one.lead.text} {one.rest.text}" for id, one in found.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_a_careful_reader_would_say_so(case: dict[str, Any]) -> None:
    found = said(made_content(case["facts"]))
    assert {id: found[id] for id in case["says"]} == case["says"]


@pytest.mark.parametrize("kind", ["tiny", "hostile"])
def test_every_state_is_reached_and_no_line_is_empty(kind: str, tmp_path: Path) -> None:
    content = read(TINY) if kind == "tiny" else load(spoil(TINY, tmp_path / "content")).content
    found = said(content)
    assert {line.partition(":")[0] for line in found.values()} == set(get_args(StateName))
    assert [id for id, line in found.items() if not line.partition(": ")[2].strip()] == []


@given(any_facts())
@settings(max_examples=100)
def test_what_has_a_newer_figure_never_stands_and_a_contested_one_names_its_rival(facts: dict[str, Any]) -> None:
    catalogue = Catalogue(made_content(facts), TODAY)
    for id, line in said(catalogue.content).items():
        fact = catalogue.content.facts[id]
        found = state(catalogue, fact)
        if id in catalogue.newer:
            assert "tands" not in line
            assert found.later
        if catalogue.statements.status(fact).status == "Disputed":
            assert found.name == "contested"
            assert found.rivals
            assert catalogue.statements.speakers.label(found.rivals[0]) in line
        assert (found.name == "replaced") == (catalogue.statements.status(fact).status == "Replaced")
