"""Numbers of texts and the figures that they are of: signs, slots, bound amounts, and the sentences around them."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.bind.around import Surroundings
from generator.bind.passage import Binder, Binding
from generator.bind.sentence import Sentences
from generator.bind.signs import signs
from generator.bind.slots import expanded, without_slots
from generator.model.records import DeclaredName, Fact, Measure, Speaker, Unit
from tests.made import content, fact, figure, record

GROWTH = replace(figure(12, "2024", "part", "%"), name="growth")
CONTENT = content(
    [
        record(
            "count",
            fact("port-2020", figure(25, "2020")),
            fact("port-2024", figure(40, "2024")),
            fact("port-2022", figure(36, "2022")),
            fact("land-2024", figure(90, "2024"), about="land"),
            fact("quay-2024", figure(40, "2024"), about="quay"),
            fact("port-plan", figure(60, "2030"), kind="target", text="Port aims for 60 companies by 2030."),
            fact("port-result", figure(60, "2030"), text="Port had 60 companies in 2030."),
            fact("port-grew", figures=(figure(70, "2023"), GROWTH), text="Port had 70 companies, up 12 percent."),
            fact("port-shrank", replace(GROWTH, value=Fraction(-5), name=None)),
            fact("port-range", replace(figure(20, "2021"), to=Fraction(30))),
            fact("port-rate", replace(figure(8, "2024"), per="year")),
            fact("port-money", figure(500 * 10**9, "2024", "output", qualifier="more than")),
            fact("port-hedged", figure(45, "2019", qualifier="about")),
            fact("port-dollars", figure(70 * 10**9, "2019", "output", "USD", qualifier="more than")),
            fact("quay-area", figure(3, "2024", "area", "km2"), about="quay"),
            fact("quay-sites", replace(figure(250_000, "2024", "area", "m2"), to=Fraction(1_500_000)), about="quay"),
            fact("quay-yard", figure(500_000, "2024", "area", "m2"), about="quay"),
            fact("port-opened", kind="event", figures=(), text="Port opened in 2019 as the largest of its kind."),
            fact("port-part", figure(Fraction(1, 3), "2024", "part", "share")),
        ),
        record("later", fact("land-2020", figure(15, "2020"), about="land"), by="paper-b"),
    ],
    names={"fair": DeclaredName(id="fair", name="Fair 24")},
    speakers={
        "harbour-office": Speaker(id="harbour-office", name="Harbour Office", kind="public body", governs="port"),
    },
)
BINDER = Binder(CONTENT)
SENTENCES = Sentences(BINDER)
FACTS = CONTENT.facts


def cited(*ids: str) -> list[Fact]:
    return [FACTS[id] for id in ids]


def bind(text: str, *ids: str) -> Binding:
    return BINDER.bind(text, cited(*ids), ())


def bound(text: str, *ids: str) -> list[tuple[str, str, int]]:
    """The amounts of a text in which nothing is wrong, with the fact and figure that each is of."""
    binding = bind(text, *ids)
    assert not binding.faults
    return [(one.quantity.text.strip(), one.fact.id, one.index) for one in binding.bound]


def faults(text: str, *ids: str) -> list[str]:
    return [fault.message for fault in bind(text, *ids).faults]


# --- signs: what looks like a number


NUMERIC = [one for one in map(chr, range(sys.maxunicode + 1)) if unicodedata.numeric(one, None) is not None]


def found(text: str, *taken: tuple[int, int]) -> list[str]:
    return [text[sign.start : sign.end] for sign in signs(text, taken)]


def test_every_character_with_a_numeric_value_in_any_script_is_found() -> None:
    assert len(NUMERIC) > 1800
    missed = [hex(ord(one)) for one in NUMERIC if not found(f"Port has {one} of them.")]
    assert missed == []


@given(st.text(max_size=12), st.sampled_from(NUMERIC), st.text(max_size=12))
def test_no_text_around_hides_a_numeric_character(before: str, character: str, after: str) -> None:
    assert any(sign.start <= len(before) < sign.end for sign in signs(f"{before}{character}{after}", ()))


@given(st.text("ab 12五²VI&;tenoriwh-", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_is_taken_is_no_sign_and_signs_come_in_order_apart(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    end_before = 0
    for sign in signs(text, [(start, end)]):
        assert end_before <= sign.start < sign.end <= len(text)
        assert sign.end <= start or end <= sign.start or start == end
        end_before = sign.end


@pytest.mark.parametrize(
    "text",
    [
        "seven", "Ninefold", "eleventh", "gazillion", "quintupled", "tripled", "handful", "twentyish", "XIV", "xiv",
        "Phase V", "sieben", "neun", "ershi", "twelwe", "hundered", "ｆｉｖｅ", "fïve", "⅗", "٣", "五", "几",
        "hordes of", "an order of magnitude", "a lot of", "as much again", "&#55;", "5G", "one-two", "centuries",
    ],
)  # fmt: skip
def test_words_and_signs_that_may_be_a_number(text: str) -> None:
    assert found(f"They saw {text} there.")


@pytest.mark.parametrize(
    "text",
    [
        "at first sight", "first of all", "one another", "the other one", "no one", "third-party", "zero-shot",
        "we would name it first", "often", "tense", "weight", "fortune", "mission", "even", "events", "steven",
        "interest", "ML", "CD", "I", "mix", "civil", "coupled with", "China", "seize", "pavilion", "billing",
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_number(text: str) -> None:
    assert found(f"They saw {text} there.") == []


# --- slots: what an editor writes in braces


@pytest.mark.parametrize(
    ("text", "ids", "made"),
    [
        ("Port had {40 companies | port-2024}.", "port-2024 quay-2024", "Port had 40 companies."),
        ("Port had {2024} companies.", "port-2024 port-2020", "Port had 40 companies."),
        ("Port had {port-2024} companies.", "port-2024 quay-2024", "Port had 40 companies."),
        ("Port made {money}.", "port-money", "Port made more than 500 billion yuan."),
        ("Quay covers {area}.", "quay-area", "Quay covers 3 square kilometres."),
        ("Quay covers {area:m2}.", "quay-area", "Quay covers 3 million square metres."),
        ("The yard has {yard:km2}.", "quay-yard", "The yard has 0.5 square kilometres."),
        ("Its sites have {sites:km2}.", "quay-sites", "Its sites have 0.25 to 1.5 square kilometres."),
        ("Quay covers {area vs yard} the yard.", "quay-area quay-yard", "Quay covers 6 times the yard."),
        ("Port had {range} companies.", "port-range", "Port had 20 to 30 companies."),
        ("Port grew by {grew/growth}.", "port-grew", "Port grew by 12 percent."),
        (
            "Port has {port-2024 vs port-2020} its companies.",
            "port-2024 port-2020",
            "Port has 1.6 times its companies.",
        ),
        ("The last of Port is of {last companies quay}.", "quay-2024", "The last of Port is of 2024."),
        ("Nothing here.", "", "Nothing here."),
    ],
)
def test_each_form_of_a_slot(text: str, ids: str, made: str) -> None:
    filled = expanded(text, cited(*ids.split()), CONTENT)
    assert (filled.text, filled.faults) == (made, ())


def test_a_target_without_an_outcome_has_none() -> None:
    plan = fact("port-plan", figure(60, "2030"), kind="target")
    known = content([record("plan", plan)])
    filled = expanded("Of this, {no outcome plan}.", [plan], known)
    assert (filled.text, filled.faults) == ("Of this, we found no result.", ())


@pytest.mark.parametrize(
    ("text", "ids", "says"),
    [
        (
            "{40 | 2025}",
            "port-2024",
            "no fact cited here has '2025'; write a part that one of these has alone: port-2024",
        ),
        ("{port}", "port-2024 port-2020", "2 facts cited here have 'port' in their id"),
        ("{}", "port-2024", "write {part of a fact's id}"),
        ("{a b c d}", "port-2024", "write {part of a fact's id}"),
        ("{opened}", "port-opened", "port-opened has no figure; name a fact with one"),
        ("{grew/size}", "port-grew", "port-grew has no figure named 'size' (its names are: growth)"),
        ("{2024/size}", "port-2024", "port-2024 has no figure named 'size' (its names are: none)"),
        ("{2024 vs hedged}", "port-2024 port-hedged", "one is hedged otherwise than the other"),
        ("{money vs dollars}", "port-money port-dollars", "they are in two currencies"),
        ("{area:EUR}", "quay-area", "'EUR' is no unit that km2 converts into; write one of: m2, km2"),
        ("{money:USD}", "port-money", "'USD' is no unit that CNY converts into"),
        ("{2024 vs area}", "port-2024 quay-area", "they are of two measures"),
        ("{2024 vs range}", "port-2024 port-range", "one is a range or nothing"),
        ("{last rain port}", "port-2024", "no measure 'rain' or no place or organisation 'port'"),
        ("{last output land}", "port-2024", "no figure of output about land is there"),
        ("{last companies land}", "land-2020", "land-2024 is newer than the figures cited here; cite it"),
        ("{no outcome 2024}", "port-2024", "port-2024 is no target"),
        ("{no outcome plan}", "port-plan", "port-result is an outcome of port-plan; cite it and say what it says"),
        ("{2024", "port-2024", "a brace stands alone"),
        ("2024}", "port-2024", "a brace stands alone"),
        ("{{2024}}", "port-2024", "a brace stands alone"),
    ],
)
def test_each_fault_of_a_slot_says_what_to_write_instead(text: str, ids: str, says: str) -> None:
    [*messages] = expanded(text, cited(*ids.split()), CONTENT).faults
    assert any(says in message for message in messages), messages


PARTS = st.sampled_from(
    [
        "{40 | port-2024}",
        "{port-2024}",
        "{range}",
        "{area:m2}",
        "{2024 vs 2020}",
        "{grew/growth}",
        "{",
        "}",
        "|",
        " vs ",
    ]
)
TEXTS = st.lists(PARTS | st.text("abc 4.", max_size=6), max_size=6).map("".join)
ALL = list(FACTS.values())


@given(TEXTS)
def test_filling_in_never_raises_and_twice_is_once(text: str) -> None:
    filled = expanded(text, ALL, CONTENT)
    for slot in filled.slots:
        assert 0 <= slot.start <= slot.end <= len(filled.text)
    if not filled.faults:
        again = expanded(filled.text, ALL, CONTENT)
        assert (again.text, again.slots, again.faults) == (filled.text, (), ())


@given(st.text(), st.sampled_from(sorted(FACTS)))
def test_a_text_without_braces_stays_and_a_typed_slot_never_changes_its_words(text: str, id: str) -> None:
    words = " ".join(text.translate(str.maketrans("", "", "{}|")).split())
    assert expanded(words, ALL, CONTENT).text == words
    slotted = f"Port had {{{words} | {id}}} then."
    assert expanded(slotted, ALL, CONTENT).text == f"Port had {words} then." == without_slots(slotted)


# --- passage: which number is which figure


@pytest.mark.parametrize(
    ("text", "ids", "figures"),
    [
        ("Port had 40 companies in 2024.", "port-2024 port-2020", [("40", "port-2024", 0)]),
        ("Port had forty firms in 2024.", "port-2024", [("forty", "port-2024", 0)]),
        (
            "Port had 70 companies, up 12 percent.",
            "port-grew",
            [("70", "port-grew", 0), ("12 percent", "port-grew", 1)],
        ),
        ("Port fell 5 percent.", "port-shrank", [("5 percent", "port-shrank", 0)]),
        ("Port had 20 to 30 companies.", "port-range", [("20 to 30", "port-range", 0)]),
        ("Port made more than 500 billion yuan.", "port-money", [("more than 500 billion yuan", "port-money", 0)]),
        ("Port made over 500,000 million yuan.", "port-money", [("over 500,000 million yuan", "port-money", 0)]),
        ("Quay covers 3,000,000 square metres.", "quay-area", [("3,000,000 square metres", "quay-area", 0)]),
        ("Quay had {40 | quay-2024} companies.", "port-2024 quay-2024", [("40", "quay-2024", 0)]),
        (
            "Quay had {quay-2024} and Port {port-2024}.",
            "port-2024 quay-2024",
            [("40", "quay-2024", 0), ("40", "port-2024", 0)],
        ),
        ("Port has {port-2024 vs port-2020} its companies.", "port-2024 port-2020", []),
        ("A third of Port is a part.", "port-part", [("A third", "port-part", 0)]),
        ("The Fair 24 is held at Port, whatever one thinks.", "port-2024", []),
    ],
)
def test_a_number_is_bound_to_the_figure_that_it_says(text: str, ids: str, figures: list[tuple[str, str, int]]) -> None:
    assert bound(text, *ids.split()) == figures


@pytest.mark.parametrize(
    ("text", "ids", "says"),
    [
        ("Port had 41 companies.", "port-2024", "'41' is no figure of a fact cited here; the fact says “40”"),
        ("Port had 41 companies.", "", "'41' is no figure of a fact cited here; cite the fact that has it"),
        ("Port had about 40 companies.", "port-2024", "'about 40' is no figure"),
        ("Port made 500 billion yuan.", "port-money", "is no figure"),
        ("Port made more than US$500 billion.", "port-money", "is no figure"),
        ("Port had 20 companies.", "port-range", "is no figure"),
        ("Port had 20 to 40 companies.", "port-range", "is no figure"),
        ("Quay covers 3 square metres.", "quay-area", "is no figure"),
        ("Quay covers 30,000 square metres.", "quay-area", "is no figure"),
        ("Port had 40 percent.", "port-2024", "is no figure"),
        ("Port grew 5 percent.", "port-shrank", "is no figure"),
        (
            "Port had 40 companies.",
            "port-2024 quay-2024",
            "is the figure of 2 facts cited here; write which in its place: {port-2024}, {quay-2024}",
        ),
        ("Port had {41 | port-2024} companies.", "port-2024", "is no figure"),
        (
            "Port had 40 companies in 2018.",
            "port-2024",
            "'2018' is no date of a fact cited here (they are: 2024, 2025-03-01)",
        ),
        ("Port had ninefold luck.", "port-2024", "'ninefold'"),
        ("Port is one of a dozenish.", "port-2024", "'dozenish' is neither a figure nor a date"),
        ("The Fair 25 is held at Port.", "port-2024", "'25'"),
        ("Port has a GPT-4.", "port-2024", "'4'"),
        ("Port is the 三rd.", "port-2024", "is neither a figure nor a date"),
    ],
)
def test_any_other_number_is_reported_with_what_to_write_instead(text: str, ids: str, says: str) -> None:
    assert any(says in message for message in faults(text, *ids.split())), faults(text, *ids.split())


AMOUNTS = st.sampled_from(
    ["40 companies", "90 firms", "a third", "20 to 30 companies", "3 km2", "12 percent", "41 parks", "more than 500",
     "{40 | port-2024}", "{quay-2024}", "2024", "in 2018", "five", "60", "Port", "and", ",", "."]
)  # fmt: skip


@given(st.lists(AMOUNTS, max_size=8).map(" ".join), st.lists(st.sampled_from(sorted(FACTS)), unique=True, max_size=6))
@example("40 companies", ["port-2024", "quay-2024"])
def test_each_amount_is_bound_once_or_reported(text: str, ids: list[str]) -> None:
    binding = bind(text, *ids)
    starts = [one.start for one in binding.bound]
    assert len(starts) == len(set(starts))
    assert all(one.fact.id in ids and BINDER.amounts.says(one.quantity, one.figure) for one in binding.bound)
    # What is wrong with a slot is said of the text.
    reported = {fault.start for fault in binding.faults if fault.rule != "slot"}
    for quantity in BINDER.reader.read(binding.text):
        if quantity.kind == "amount" and not any(fault.rule == "slot" for fault in binding.faults):
            assert (quantity.start in starts) != (quantity.start in reported)


# --- sentence: whether the words around a number fit its fact


def broken(text: str, *ids: str, about: tuple[str, ...] = ()) -> set[str]:
    """The rules that a text of sound numbers breaks."""
    binding = bind(text, *ids)
    assert not binding.faults
    return {fault.rule for fault in SENTENCES.faults(binding, cited(*ids), Surroundings(frozenset(about)))}


# A rule, the facts that are cited, a sentence that breaks it (-) and one that breaks none (+).
TABLE = """
subject: port-2024
- It had 40 companies in 2024.
+ Port had 40 companies in 2024.

name: port-2024
- Port had 40 companies in 2024, as Quay did.
+ Port had 40 companies in 2024, and they stayed.

name: port-2024
- Port had 40 companies in 2024, and Rotterdam saw it.
+ Port had 40 companies in 2024, and Paper A saw it.

name: port-2024 land-2024
- Port counted 90 companies in 2024, and Land {40 | port-2024}.
+ Port counted {40 | port-2024} companies in 2024, and Land 90.

date: port-2024 land-2020
- Port had 40 companies in 2020; Land had 15 then.
+ Port had 40 companies in 2024; Land had 15 in 2020.

side: port-2024
- Port had 40 companies since 2024.
+ Port had 40 companies in 2024, the paper said in March 2025.

emphasis: port-2024
- Port had a staggering 40 companies in 2024.
+ Port had 40 companies in 2024, a number of the paper.

comparison: port-2024 land-2024
- Port had 40 companies in 2024, more than Land with 90.
+ Land had 90 companies in 2024, more than Port with 40.

speaker: port-2024
- In Port, Harald Blom said, 40 companies stood in 2024.
+ In Port, Paper A said, 40 companies stood in 2024.

speaker: port-2024 land-2020
- Paper B counted 40 companies in Port in 2024; Land had 15 in 2020.
+ Port had 40 companies in 2024; Paper B counted 15 in Land in 2020.

plan: port-plan
- Port had 60 companies in 2030.
+ Port aims for 60 companies by 2030.

plan: port-plan
- Port aimed for 60 companies by 2030 and came close, but failed.
+ Port aimed for 60 companies by 2030.

outcome: port-2024
- Port plans 40 companies in 2024.
+ Port had 40 companies in 2024.

direction: port-grew
- The number for Port was 70 companies in 2023, and 12 percent.
+ Port grew to 70 companies in 2023, up 12 percent.

movement: port-2024
- Port fell to 40 companies in 2024.
+ Port had 40 companies in 2024.

movement: port-2020 port-2024
- Port fell from 25 companies in 2020 to 40 in 2024.
+ Port rose from 25 companies in 2020 to 40 in 2024.

hedge: port-2024
- Port had 40 companies at a push in 2024.
+ Port had 40 companies in 2024, as far as we know.

noun: port-2024
- Port had 40 parks in 2024.
+ Port had 40 enterprises in 2024.

collection: port-2022
- The last number for Port is 36 companies in 2022.
+ Port had 36 companies in 2022.

negation: port-2024
- Port never had 40 companies in 2024.
+ Port had 40 companies in 2024, but we do not know which.

per: port-2024
- Port had 40 companies a year in 2024.
+ Port had 40 companies a year later, in 2024.

total: port-2024
- Port had 40 companies altogether in 2024.
+ Port had 40 companies in 2024.

moving-time: port-2024
- Port presently has 40 companies.
+ Port had 40 companies in 2024.

superlative: port-2024
- Port had 40 companies in 2024, the largest group.
+ Port had 40 companies in 2024, a modest group.

exchanged: port-2020 port-2024
- In 2020 Port had 40 companies, and in 2024 Port had 25.
+ In 2020 Port had 25 companies, and in 2024 Port had 40.

cause: port-2024
- Port had 40 companies in 2024 on account of its quay.
+ Port had 40 companies in 2024, next to its quay.

measure: port-2024
- Port had 40 companies with exports in 2024.
+ Port had 40 companies with ships in 2024.

quote: port-2024
- Port had 40 "stars", companies of note, in 2024.
+ Port had 40 companies of note in 2024.

moving-time: port-2024
- Port now has 40 companies.
+ Port had 40 companies in 2024.
"""
RULES = [
    (rule, ids, wrong[2:], right[2:])
    for head, wrong, right in (entry.splitlines() for entry in TABLE.strip().split("\n\n"))
    for rule, ids in [head.split(": ")]
]


@pytest.mark.parametrize(("rule", "ids", "wrong", "right"), RULES, ids=[f"{row[0]}: {row[2]}" for row in RULES])
def test_a_sentence_that_does_not_fit_is_told_from_one_that_does(rule: str, ids: str, wrong: str, right: str) -> None:
    assert rule in broken(wrong, *ids.split())
    assert broken(right, *ids.split()) == set()


# --- true sentences in other forms, each with wrong ones of the same form

BILLION = 10**9
FORMS = content(
    [
        record(
            "fairs",
            fact("signed-2020", figure(30 * BILLION, "2020", "output", qualifier="more than"), about="land"),
            fact("signed-2022", figure(15 * BILLION, "2022", "output"), about="land"),
            fact("signed-2023", figure(Fraction(288 * BILLION, 10), "2023", "output"), about="land"),
            fact("signed-2024", figure(45 * BILLION, "2024", "output"), about="land"),
            fact("floor-2023", figure(52000, "2023", "area", "m2", qualifier="more than"), about="land"),
            fact("floor-2024", figure(70000, "2024", "area", "m2", qualifier="more than"), about="land"),
            fact("half", figure(21 * BILLION, "2024-H1", "output"), about="land"),
            fact("quarter", figure(8 * BILLION, "2024-Q1", "output"), about="land"),
            fact("twelve", figure(6 * BILLION, "2023-10/2024-09", "output"), about="land"),
            fact("closing", figure(7 * BILLION, "2024-Q4", "output"), about="land"),
            fact("bay-june", figure(25, "2024-06"), about="bay", text="Bay had 25 companies in June 2024."),
            fact("bay-2024", figure(25, "2024"), about="bay", text="Bay had 25 companies in 2024."),
            fact("bay-plan", figure(50, "2024"), about="bay", kind="target", text="Bay planned 50 companies in 2024."),
            fact("port-2024", figure(60, "2024"), text="Port had 60 companies in 2024, Land as a whole led by it."),
            fact("port-moor", figure(20, "2022"), kind="target", text="Port planned 20 companies by 2022."),
            fact("seats", figure(300, "2023", "seats", "seats"), about="land"),
            fact("people", figure(170, "2022", "people", "people"), about="land"),
            fact("capacity", figure(9, "2024"), about="land", text="Land had a total capacity of 9 companies in 2024."),
        ),
    ],
    places={**CONTENT.places, "bay": replace(CONTENT.places["quay"], id="bay", name="Bay", kind="city", parent="land")},
    units={
        **CONTENT.units,
        **{
            unit.id: unit
            for unit in (
                Unit(id="seats", family="seats", one="seat", many="seats"),
                Unit(id="people", family="people", one="person", many="people"),
            )
        },
    },
    measures={
        **CONTENT.measures,
        **{
            id: Measure(id=id, name=name, definition="S.", unit=id, review_after=12)
            for id, name in (("seats", "Seats sold"), ("people", "People counted"))
        },
    },
)
SENTENCES_OF_FORMS = Sentences(Binder(FORMS))


def wrong_in(text: str, *ids: str) -> list[str]:
    """What is wrong with a text, in its numbers and in the sentences around them."""
    facts = [FORMS.facts[id] for id in ids]
    binding = Binder(FORMS).bind(text, facts, ())
    return [one.message for one in (*binding.faults, *SENTENCES_OF_FORMS.faults(binding, facts, Surroundings()))]


# The facts that are cited, what is true (+), and what is not (-).
FORMS_TABLE = """
signed-2020 signed-2022 signed-2023 signed-2024
+ Land signed more than 30 billion yuan in 2020, 15 billion in 2022, 28.8 billion in 2023 and 45 billion yuan in 2024.
+ In 2022 Land signed 15 billion, in 2023 28.8 billion and in 2024 45 billion yuan; in 2020 more than 30 billion yuan.
+ Signed in Land: more than 30 billion yuan in 2020, then 15 billion in 2022, 28.8 billion in 2023, 45 billion in 2024.
+ In 2020 Land signed more than 30 billion yuan, in 2022 15 billion, in 2023 28.8 billion and in 2024 45 billion.
+ Land signed more than 30 billion yuan in 2020; in 2022 it was 15 billion, in 2023 28.8 billion, in 2024 45 billion.
- In 2020 Land signed more than 30 billion yuan, in 2022 15 billion, in 2024 28.8 billion and in 2023 45 billion.
- In 2020 Land signed more than 30 billion yuan, in 2023 15 billion, in 2022 28.8 billion and in 2024 45 billion.
- Land signed more than 30 billion yuan in 2020; in 2022 it was 15 billion, in 2024 28.8 billion, in 2023 45 billion.
- Land signed more than 30 billion yuan in 2020, 15 billion in 2023, 28.8 billion in 2022 and 45 billion yuan in 2024.
- Land signed more than 30 billion yuan in 2020, 15 billion in 2022, 28.8 billion in 2024 and 45 billion yuan in 2023.
- Land signed more than 30 billion yuan in 2020, 15 billion euros in 2022, 28.8 billion in 2023 and 45 billion in 2024.
- Land signed more than 30 billion yuan in 2020, 15 billion in 2022, 28.8 billion in 2023 and 45 billion euros in 2024.
- Land signed more than 30 billion yuan in 2020, 15 million in 2022, 28.8 billion in 2023 and 45 billion yuan in 2024.
- Land signed more than 30 billion yuan in 2020, over 15 billion in 2022, 28.8 billion in 2023 and 45 billion in 2024.
- In 2023 Land signed 15 billion, in 2022 28.8 billion and in 2024 45 billion yuan; in 2020 more than 30 billion yuan.

signed-2022 signed-2023
+ Land went from 15 billion yuan in 2022 to 28.8 billion in 2023.
- Land went from 15 billion yuan in 2023 to 28.8 billion in 2022.
- Land had 15 billion yuan in 2022. In 2023 it had 28.8 billion.

floor-2023 floor-2024
+ In Land it was more than 52,000 square metres in 2023 and in 2024 more than 70,000.
+ Land filled more than 52,000 in 2023 and more than 70,000 square metres in 2024.
- Land filled more than 52,000 in 2024 and more than 70,000 square metres in 2023.
- In Land it was more than 52,000 square kilometres in 2023 and in 2024 more than 70,000.
- In Land it was more than 52,000 square metres in 2023 and in 2024 more than 70,000 halls.

signed-2022 signed-2023 floor-2024
- Land had 15 billion in 2022, 28.8 billion yuan in 2023 and more than 70,000 square metres in 2024.

floor-2023 signed-2023 floor-2024
- Land had more than 52,000 in 2023, 28.8 billion yuan in 2023 and more than 70,000 square metres in 2024.

half
+ From January to June 2024 Land made 21 billion yuan.
+ In the six months to June 2024 Land made 21 billion yuan.
+ Land made 21 billion yuan in the six months ended June 2024.
+ Land made 21 billion yuan in the first six months of 2024.
- From January to July 2024 Land made 21 billion yuan.
- In the six months to July 2024 Land made 21 billion yuan.
- In the five months to June 2024 Land made 21 billion yuan.
- From June 2024 Land made 21 billion yuan.
- From the first half of 2024 Land made 21 billion yuan.

quarter
+ In the three months to the end of March 2024 Land made 8 billion yuan.
+ From January to March 2024 Land made 8 billion yuan.
- In the three months to the end of June 2024 Land made 8 billion yuan.
- In the three months to March 2023 Land made 8 billion yuan.

twelve
+ In the 12 months to September 2024 Land made 6 billion yuan.
- In the 12 months to October 2024 Land made 6 billion yuan.

closing
+ Land made 7 billion yuan in the last three months of 2024.
- Land made 7 billion yuan in the last four months of 2024.

port-2024 bay-2024
+ Port had 60 companies in 2024 and Bay 25. The two should not be ranked.
+ Port had 60 companies in 2024 and Bay 25. In short: do not rank the two.
+ Port had 60 companies in 2024 and Bay 25. That is no ranking of the two.
+ The companies of Port and Bay cannot be ranked. Port had 60 in 2024 and Bay 25.
- Port had 60 companies in 2024 and Bay 25. The two should be ranked.
- Port had 60 companies in 2024 and Bay 25. Bay was not ranked.
- Port had 60 companies in 2024 and Bay 25. Bay cannot be topped.

seats people
+ Land had 170 people in 2022 and 300 seats in 2023. The step is no growth, because seats are not people.
+ Land had 170 people in 2022 and 300 seats in 2023. Because people and seats sold differ, the step is no growth.
+ Land had 170 people in 2022 and 300 seats in 2023. These cannot be compared, because seats are not people.
- Land had 170 people in 2022 and 300 seats in 2023. The step is no growth, because seats are not cheap.
- Land had 170 people in 2022 and 300 seats in 2023. The step is no growth, because Port is not people.
- Land had 170 people in 2022 and 300 seats in 2023. The step is growth, because seats are not people.
- Land had 170 people in 2022 and 300 seats in 2023. The two are alike, because seats are not people.
- Land had 170 people in 2022 and 300 seats in 2023. The step is no growth, because seats outnumbered people.

port-2024 bay-2024 bay-plan
+ Port had 60 companies in 2024, it says. With 25 companies in 2024, Bay was aiming for 50 within the year.
+ Port had 60 companies in 2024, it says. Starting from 25 companies in 2024, the city of Bay planned 50.
- Port had 60 companies in 2024, it says. With 25 companies in 2024, Port was aiming for 50 within the year.
- Port had 60 companies in 2024, it says. Starting from 60 companies in 2024, Bay planned 50, from 25.

bay-june bay-plan
+ Bay planned to double its companies from 25 in June 2024 to 50 within 2024.
+ In Bay, companies were to double within 2024 from the 25 companies of June 2024 to 50.
- Bay planned to triple its companies from 25 in June 2024 to 50 within 2024.
- Bay planned to double its companies within 2024, from 25 in June 2024.

port-2024
+ Port, in the lead, had 60 companies in 2024.
+ The most recent count of Port is 60 companies in 2024.
- Port, the most crowded, had 60 companies in 2024.

port-moor
+ In Port 20 companies were to be moored by 2022.
- In Port 20 companies were moored by 2022.

capacity
+ Land had a total of 9 companies in 2024.
- Land had 9 companies once in 2024.
"""
FORMS_CASES = [
    (head.split(), line[2:], line[0] == "-")
    for head, *lines in (entry.splitlines() for entry in FORMS_TABLE.strip().split("\n\n"))
    for line in lines
]


@pytest.mark.parametrize(("ids", "text", "is_wrong"), FORMS_CASES, ids=[case[1] for case in FORMS_CASES])
def test_a_form_passes_where_it_is_true_and_not_where_it_is_wrong(ids: list[str], text: str, is_wrong: bool) -> None:
    assert bool(wrong_in(text, *ids)) == is_wrong, wrong_in(text, *ids)
