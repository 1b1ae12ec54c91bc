"""Which terms of the glossary a text uses."""

from __future__ import annotations

import pytest

from generator.model.records import Term
from generator.pages.glossary import terms_in
from tests.made import content

TERMS = [
    Term(id="cac", name="CAC", meaning="The regulator."),
    Term(id="hub", name="City hub", meaning="A city that leads."),
    Term(id="sign", name="C++ (language)", meaning="A language."),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The CAC has said so.", ["CAC"]),
        ("The cac or CACs of old; a cache.", ["CAC"]),
        ("Two city hubs and the CAC", ["CAC", "City hub"]),
        ("A cache of CACAO in a velocity hubris.", []),
        ("Written in C++ (language) mostly.", ["C++ (language)"]),
        ("", []),
    ],
)
def test_a_text_uses_a_term_by_its_name_in_one_or_many_and_an_abbreviation_in_capitals(
    text: str, found: list[str]
) -> None:
    made = content([], glossary={term.id: term for term in TERMS})
    assert [link.name for link in terms_in(made, [text])] == sorted(found, key=str.casefold)


def test_each_term_leads_to_its_place_in_the_glossary() -> None:
    made = content([], glossary={term.id: term for term in TERMS})
    assert [link.path for link in terms_in(made, ["A CAC,", "a city hub"])] == [
        "glossary.md#cac",
        "glossary.md#hub",
    ]
