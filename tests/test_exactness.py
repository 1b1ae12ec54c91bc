"""What the generator writes of a figure is read back as that figure, and as no other."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.bind.passage import Binder
from generator.check.exactness import as_stated_differs
from generator.check.measures import MeasureWords
from generator.check.rule import Context
from generator.model.records import Fact, Figure, Qualifier
from generator.model.when import When
from generator.model.words import number_in_words, unit_in_words, when_in_words
from generator.quantities import bound
from generator.read.load import Loaded
from tests.made import MEASURES, UNITS, content, fact, record

CONTEXT = Context(Loaded(content([]), (), (), frozenset()), date(2026, 1, 15))
QUALIFIERS: tuple[Qualifier | None, ...] = (None, *get_args(Qualifier))
# A measure of the tests for each unit, and where it may be said as another of its family.
MEASURE_OF = {
    "companies": "companies", "CNY": "output", "USD": "output", "EUR": "output",
    "m2": "area", "km2": "area", "share": "part", "%": "part",
}  # fmt: skip

# As editors have them: a few digits and many zeros, digits to the last, decimals, and parts of a whole.
round_numbers = st.builds(lambda digits, zeros: Fraction(digits * 10**zeros), st.integers(1, 9999), st.integers(0, 12))
decimals = st.builds(lambda digits, places: Fraction(digits, 10**places), st.integers(1, 10**7), st.integers(1, 3))
parts = st.builds(Fraction, st.integers(1, 9), st.integers(2, 10)).filter(lambda part: part < 1)
whole = st.integers(2, 10**7).map(Fraction)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    unit = draw(st.sampled_from(sorted(MEASURE_OF)))
    value = draw(parts if unit == "share" else st.one_of(round_numbers, decimals, whole))
    if unit == "companies":
        value = Fraction(max(2, int(value)))
    return stating(
        Figure(
            measure=MEASURE_OF[unit],
            value=value,
            unit=unit,
            when=draw(whens),
            as_stated="",
            qualifier=draw(st.sampled_from(QUALIFIERS)),
        )
    )


days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
whens = st.one_of(
    days.map(lambda day: When.parse(str(day.year))),
    days.map(lambda day: When.parse(f"{day:%Y-%m}")),
    days.map(When.of_day),
    days.map(lambda day: When.parse(f"{day.year}-Q{day.month % 4 + 1}")),
    days.map(lambda day: When.parse(f"{day.year}-H{day.month % 2 + 1}")),
    st.tuples(days, st.integers(1, 9)).map(lambda two: When.parse(f"{two[0].year}/{two[0].year + two[1]}")),
)


def words(of: Figure) -> str:
    return " ".join(filter(None, (of.qualifier, number_in_words(of.value), unit_in_words(of.value, UNITS[of.unit]))))


def stating(of: Figure) -> Figure:
    return dataclasses.replace(of, as_stated=words(of))


def sentence(of: Figure) -> str:
    # A percentage and a part of the whole are of something.
    return f"In {when_in_words(of.when)} the port had {words(of)} in all."


def problems(text: str, of: Figure) -> list[str]:
    """What the check says of a text that stands on a fact with this figure."""
    return said(text, fact("a", of))


def said(text: str, *facts: Fact, binder: Binder = CONTEXT.binder) -> list[str]:
    return [fault.message for fault in binder.bind(text, facts, ()).faults]


def differs(of: Figure) -> list[str]:
    return [finding.message for finding in as_stated_differs(fact("a", of), CONTEXT)]


def number(stated: str) -> Fraction | None:
    """The digits of a text as a child would read them, commas aside."""
    written = re.search(r"[\d.,]*\d(?:/\d+)?", stated)
    try:
        return Fraction(written[0].replace(",", "")) if written else None
    except (ValueError, ZeroDivisionError):
        return None


@given(figures())
@settings(max_examples=300)
def test_a_figure_in_words_is_that_figure_in_as_stated_and_in_a_text(of: Figure) -> None:
    assert differs(of) == []
    assert problems(sentence(of), of) == []
    assert problems(f"The port had {words(of)}.", of) == []


@given(figures(), st.one_of(round_numbers, decimals, whole, parts))
@settings(max_examples=200)
def test_another_value_is_reported(of: Figure, value: Fraction) -> None:
    if of.unit == "companies":
        value = Fraction(max(2, int(value)))
    assume(value != of.value)
    other = stating(dataclasses.replace(of, value=value))
    # "half" of a unit that is no part of a whole is no number of it; it must not pass for one either.
    assert differs(dataclasses.replace(of, as_stated=other.as_stated)) != []
    assert problems(sentence(dataclasses.replace(other, when=of.when)), of) != []


@given(figures(), st.data())
@settings(max_examples=200)
def test_any_one_digit_that_is_changed_added_or_lost_is_reported(of: Figure, data: st.DataObject) -> None:
    stated = of.as_stated
    places = [match.start() for match in re.finditer(r"\d", stated)]
    assume(places)
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789"))
    change = data.draw(st.sampled_from(["change", "add", "lose"]))
    slipped = {
        "change": stated[:at] + digit + stated[at + 1 :],
        "add": stated[:at] + digit + stated[at:],
        "lose": stated[:at] + stated[at + 1 :],
    }[change]
    # "0.50" for 0.5 and "04" for 4 are no other number, and where no digit is left there is none.
    assume(number(slipped) not in (None, number(stated)))
    assert differs(dataclasses.replace(of, as_stated=slipped)) != []
    assert problems(f"The port had {slipped} in all.", of) != []


SCALES = ("thousand", "million", "billion", "trillion")


@given(figures(), st.sampled_from(SCALES))
@settings(max_examples=200)
def test_another_scale_word_or_one_that_was_lost_is_reported(of: Figure, scale: str) -> None:
    found = re.search(rf" ({'|'.join(SCALES)})", of.as_stated)
    slips = [of.as_stated.replace(found[1], scale), of.as_stated.replace(found[0], "")] if found else []
    if not found and (digits := re.search(r"\d[\d,.]*", of.as_stated)):
        slips.append(of.as_stated[: digits.end()] + f" {scale}" + of.as_stated[digits.end() :])
    for slipped in slips:
        if slipped != of.as_stated:
            assert differs(dataclasses.replace(of, as_stated=slipped)) != [], slipped
            assert problems(f"The port had {slipped} in all.", of) != [], slipped


@given(figures(), st.sampled_from(sorted(MEASURE_OF.keys() - {"share"})))
@settings(max_examples=200)
def test_another_unit_or_currency_is_reported(of: Figure, unit: str) -> None:
    assume(unit != of.unit)
    assume(unit_in_words(of.value, UNITS[of.unit]))
    said = stating(dataclasses.replace(of, unit=unit))
    assert differs(dataclasses.replace(of, as_stated=said.as_stated)) != []
    assert problems(f"The port had {said.as_stated} in all.", of) != []


@given(figures(), st.sampled_from(QUALIFIERS))
@settings(max_examples=200)
def test_another_hedge_is_reported_and_one_of_the_same_meaning_is_not(of: Figure, hedge: Qualifier | None) -> None:
    said = words(dataclasses.replace(of, qualifier=hedge))
    same = bound(hedge) == bound(of.qualifier)
    assert (differs(dataclasses.replace(of, as_stated=said)) == []) is same
    assert (problems(f"The port had {said} in all.", of) == []) is same


@given(figures(), whens)
@settings(max_examples=200)
def test_another_date_is_reported_unless_it_is_the_same_less_exact_or_the_end_of_a_span(of: Figure, when: When) -> None:
    found = problems(f"In {when_in_words(when)} the port had {words(of)} in all.", of)
    wider = when.first <= of.when.first and of.when.last <= when.last
    edge = of.when.is_span and of.when.first <= when.first and when.last <= of.when.last
    if (when.first, when.last) == (of.when.first, of.when.last) or (wider and not when.is_span):
        assert found == []
    if not wider and not edge:
        assert len(found) == 1
        assert "is no date of a fact cited here" in found[0]


def test_digits_that_are_grouped_by_mistake_are_one_number_that_nobody_can_read() -> None:
    of = stating(Figure(measure="part", value=Fraction(4000), unit="%", when=When.parse("2024"), as_stated=""))
    assert of.as_stated == "4,000 percent"
    for slipped in ("4,4000 percent", "4,00 percent", "4,000,0 percent", "40,00 percent"):
        assert differs(dataclasses.replace(of, as_stated=slipped)) != [], slipped


def test_the_message_names_the_figure_that_is_nearest() -> None:
    def of(value: int, words: str) -> Fact:
        return fact(
            words, Figure(measure="output", value=Fraction(value), unit="CNY", when=When.parse("2023"), as_stated=words)
        )

    facts = of(5 * 10**11, "500 billion yuan"), of(10**9, "a billion yuan")
    assert said("It was 550 billion yuan.", *facts) == [
        "'550 billion yuan' is no figure of a fact cited here; "
        "the fact says “500 billion yuan”, you wrote “550 billion yuan”"
    ]
    (near_the_other,) = said("It was 2 billion yuan.", *facts)
    assert "“a billion yuan”" in near_the_other


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("It had forty companies.", False),
        ("It had 40 firms.", False),
        ("It had 四十家 companies.", False),
        ("It had over 40 companies.", True),
        ("It had 40 percent.", True),
        ("It had US$40.", True),
        ("It had 40 to 50 companies.", True),
        ("It had 30 to 40 companies.", True),
        ("It had 40 of 50 companies.", True),
        ("It had 40,40 companies.", True),
        ("It had 1,0040 companies.", True),
        ("It had hundreds of companies.", True),
        ("It had a few companies.", False),
        ("The GPT-4 of 2024 has no name of ours.", True),
        ("It is the first of its kind.", True),
        ("It runs on 5G.", True),
        ("It had two hands.", True),
        ("It is 40 again in 2024, and was in 2023.", True),
    ],
)
def test_a_number_is_the_figure_or_it_is_reported(text: str, reported: bool) -> None:
    forty = Figure(
        measure="companies", value=Fraction(40), unit="companies", when=When.parse("2024"), as_stated="40 companies"
    )
    assert bool(problems(text, forty)) is reported


def test_a_source_and_a_correction_lend_their_dates_and_no_amount() -> None:
    about = fact("a", corrections=())
    made = content([record("r1", about, on="2025-03-01")])
    binder = Binder(made)
    assert said("On 1 March 2025 and in 2025, of 2024.", about, binder=binder) == []
    assert len(said("On 2 March 2025.", about, binder=binder)) == 1


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("26 percent of the port's ships", True),
        ("26 percent of the ships of the port", True),
        ("26 percent of the ships afloat of Port", True),
        ("26 percent of the ships of the quay", False),
        ("26 percent of the port of ships", False),
    ],
)
def test_whose_something_is_may_be_told_behind_it(text: str, is_said: bool) -> None:
    measure = dataclasses.replace(MEASURES["part"], words=("port's ships",))
    words = MeasureWords(content([], measures={"part": measure}))
    assert bool(words.found("part", text, or_alike=True)) == is_said
