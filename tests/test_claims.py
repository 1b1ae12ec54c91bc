"""What a sentence claims beside its numbers: each rule of ``generator/bind/claims.py`` by itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.bind import claims
from generator.bind.around import Surroundings, Text
from generator.bind.passage import Binder
from generator.bind.sentence import Sentences
from generator.model.records import DeclaredName, Fact, Measure, MeasureKind, Organisation, Speaker
from generator.model.when import When
from tests.made import MEASURES, content, fact, figure, record


def measure(id: str, name: str, unit: str = "companies", kind: MeasureKind = "stock") -> Measure:
    return Measure(id=id, name=name, definition=f"{name}.", unit=unit, review_after=12, kind=kind)


def event(id: str, day: str, text: str) -> Fact:
    return fact(id, kind="event", figures=(), when=When.parse(day), text=text)


CONTENT = content(
    [
        record(
            "count",
            fact("port-2024", figure(40, "2024"), text="Port had 40 companies in 2024."),
            fact("plan", figure(60, "2030"), kind="target", text="Port aims for 60 companies by 2030."),
            fact("result", figure(61, "2030"), text="Port had 61 companies in 2030."),
            fact("core", figure(30, "2024", "core", "companies"), text="Port had 30 core companies in 2024."),
            fact("counted", figure(25, "2023"), text="Paper A counted 25 companies in Port in 2023."),
            fact("estimated", figure(20, "2022"), text="Port had an estimated 20 companies in 2022."),
            fact("pledged", figure(5 * 10**9, "2024", "output"), text="A fund pledged 5 billion yuan to Port in 2024."),
            fact(
                "rate",
                replace(figure(8, "2024", "founded", "companies"), per="year"),
                text="Port gained 8 companies a year.",
            ),
            fact(
                "founded", figure(9, "2024", "founded", "companies"), text="In 2024 9 companies were founded in Port."
            ),
            fact("quay-2024", figure(15, "2024"), about="quay", text="Quay had 15 companies in 2024."),
            fact(
                "a-part",
                figure(7 * 10**9, "2024", "part_of_amount", "CNY"),
                text="Of it Port put 7 billion yuan into AI.",
            ),
            fact("share", figure(Fraction(1, 3), "2024", "part", "share"), said_by="Harbour Office", text="Port: 1/3."),
            fact("all", figure(12, "2021"), text="All 12 companies of Port grew because of its quay in 2021."),
            fact("analyst", figure(13, "2020"), text="An analyst counted 13 companies in Port in 2020."),
            event("opened", "2024-05-01", "The dock of Port opened on 1 May 2024."),
            event("closed", "2024-06-02", "The mill of Port closed on 2 June 2024."),
            event("named", "2024-07-03", "Port called it a “city of lights” on 3 July 2024."),
            fact(
                "largest",
                figure(14, "2019"),
                said_by="Harbour Office",
                text="With 14 companies Port was the largest dock in 2019, the Harbour Office said.",
            ),
            event("chip", "2024-05-02", "Port sold its crane K20 on 2 May 2024."),
            event("denied", "2024-08-04", "Port did not open its gate on 4 August 2024."),
        ),
        record(
            "own",
            fact(
                "third", figure(44, "2024"), quote="the third such park, of 44 companies", text="Port had 44 companies."
            ),
        ),
    ],
    measures={
        **MEASURES,
        **{
            one.id: one
            for one in (
                measure("companies", "Companies"),
                measure("core", "Core companies"),
                measure("founded", "Companies founded", kind="flow"),
                measure("part_of_amount", "Part of an amount", "money", "flow"),
            )
        },
    },
    names={"fair": DeclaredName(id="fair", name="Crane Fair", names=("CF",))},
    organisations={"mill-works": Organisation(id="mill-works", name="Mill Works", kind="company")},
    speakers={"harbour": Speaker(id="harbour", name="Harbour Office", kind="public body", governs="port")},
)
BINDER = Binder(CONTENT)
SENTENCES = Sentences(BINDER)


def name_of(rule: object) -> str:
    return str(getattr(rule, "name", None) or getattr(rule, "__name__", ""))


def found(name: str, text: str, *ids: str, is_own: bool = False) -> list[str]:
    """What the rules of a name find in a text that cites some facts, or in one's own text."""
    cited = [CONTENT.facts[id] for id in ids]
    binding = BINDER.bind(text, cited, (), any_date=True)
    known = [SENTENCES.known(one, is_own=is_own) for one in cited]
    made = Text(binding, list(BINDER.names.mentions(binding.text)), known, SENTENCES)
    rules = [rule for rule in claims.RULES if name_of(rule) == name]
    return [fault.message for rule in rules for fault in rule(made, Surroundings())]


# A rule, the facts that are cited, a sentence that breaks it (-) and some that do not (+).
TABLE = """
verb_of_another: plan
- Port gathered 60 companies by 2030.
+ Port aims for 60 companies by 2030.
+ By 2030, Port is to have 60 companies.
+ There were to be gathered in Port 60 companies by 2030.

outcome_by_verb: port-2024
- Port pledged to win 40 companies in 2024.
- Port published a goal of 40 companies in 2024.
+ Port had 40 companies in 2024, as it published.
+ Port has projects for more, and had 40 companies in 2024.

day_of_another: opened closed
- The dock of Port opened on 1 May 2024, and its mill closed on 1 May 2024.
+ The dock of Port opened on 1 May 2024, and its mill closed on 2 June 2024.

plan_of_event: opened
- The dock of Port was due to open on 1 May 2024.
+ The dock of Port opened on 1 May 2024.

stock_or_flow: port-2024
- In 2024 40 companies were founded in Port.
+ There were 40 companies in Port in 2024.

stock_or_flow: founded
- In 2024 Port employed 9 companies.
+ In 2024 Port saw 9 companies founded.

now_without_date: port-2024
- Port now has 40 companies.
+ Port had 40 companies in 2024, now a while ago.

part_told_as_whole: a-part
- Port put 7 billion yuan to work in 2024.
+ Port put 7 billion yuan of it into AI in 2024.

cause_added: port-2024
- Port had 40 companies in 2024 thanks to its quay.
+ Port had 40 companies in 2024 next to its quay.

cause_added: all
+ The companies of Port, 12 in 2021, stood by.
+ Owing to the quay of Port its 12 companies grew in 2021.

scope_added: port-2024
- The entire Port had 40 companies in 2024.
+ Port had 40 companies in 2024.

scope_added: all
+ The 12 companies of Port grew in 2021.
+ The entire 12 companies of Port grew in 2021.

restriction_dropped: core
- Port had 30 companies in 2024.
+ Port had 30 companies of the core in 2024.

amount_of_another: port-2024
- Port had 40 companies with exports in 2024.
+ Port had 40 companies with ships in 2024.

basis_of_another: counted
- In a conjecture, Port had 25 companies in 2023.
+ Paper A tallied 25 companies in Port in 2023.

basis_of_another: estimated
- By a census, Port had 20 companies in 2022.
+ By a guess, Port had 20 companies in 2022.

role_of_another: port-2024
- Port had 40 companies in 2024, say brokers.
+ Port had 40 companies in 2024, says Paper A.

role_of_another: analyst
- A lawyer saw 13 companies in Port in 2020.
+ Port had 13 companies in 2020, by an analyst's count.

done_instead_of_announced: pledged
- A fund disbursed 5 billion yuan to Port in 2024.
+ A fund pledged 5 billion yuan to Port in 2024.
+ A fund pledged 5 billion yuan to Port in 2024, which is not money spent.

period_of_another: port-2024
- Port had 40 companies a year in 2024.
- Port had 40 companies cumulatively in 2024.
- During 2024 Port had 40 companies.
+ Port had 40 companies a year later, in 2024.
+ Port had 40 companies in 2024, with more in the years to come.

period_of_another: rate
- Port gained 8 companies.
+ Each year Port gained 8 companies.

asserter_missing: share
- Port has a third of them.
+ Port has a third of them, by the Harbour Office.

quote_altered: named
- Port called it a “city of night” on 3 July 2024.
+ Port called it a “city of lights” on 3 July 2024.

verdict_added: plan
- The plan for 60 companies in Port by 2030 was fulfilled.
+ Whether the plan for 60 companies in Port by 2030 was fulfilled is open.

verdict_added: plan result
- It is known that Port has 61. The aim of 60 by 2030 was missed.
+ Port had 61 companies in 2030, so that its aim of 60 was fulfilled.

before_added: port-2024
- Port had 40 companies in 2024, more than before.
+ Port had 40 companies in 2024, more than we thought.

movement_added: port-2024
- In 2024 Port thrived with 40 companies.
- In 2024 Port dwindled to 40 companies.
+ In 2024 Port stood at 40 companies.
+ In 2024 Port had 40 companies, and may have dwindled since.

movement_added: port-2024 counted
- Port dwindled from 25 companies in 2023 to 40 in 2024.
+ Port rose from 25 companies in 2023 to 40 in 2024.

denial_added: opened
- The dock of Port was not opened on 1 May 2024.
+ The dock of Port was opened on 1 May 2024.

denial_added: denied
- Port cancelled the gate on 4 August 2024.
+ The gate was not opened by Port on 4 August 2024.

place_above: quay-2024
- Port had 15 companies in 2024.
+ Quay, in Port, had 15 companies in 2024.

claimant_missing: largest
- With 14 companies Port was the largest dock in 2019.
+ With 14 companies Port was the largest dock in 2019, the Harbour Office said.
+ Port had 14 companies in 2019.

code_of_no_fact: chip
- Port sold its crane K200 on 2 May 2024.
- On 2 May 2024 Port sold its crane K2.
+ On 2 May 2024 Port sold its crane K20.

declared_of_no_fact: opened
- The dock of Port opened at the Crane Fair on 1 May 2024.
- At the CF the dock of Port opened on 1 May 2024.
+ The dock of Port opened on 1 May 2024.

kind_of_another: quay-2024
- The city's companies were 15 in 2024.
+ The district's companies were 15 in 2024.
"""
ENTRIES = [
    (rule, ids.split(), sentences.splitlines())
    for entry in TABLE.strip().split("\n\n")
    for head, _, sentences in [entry.partition("\n")]
    for rule, ids in [head.split(": ")]
]
CASES = [(rule, ids, one[2:], one[0] == "-") for rule, ids, sentences in ENTRIES for one in sentences]


@pytest.mark.parametrize(("rule", "ids", "text", "is_wrong"), CASES, ids=[f"{case[0]}: {case[2]}" for case in CASES])
def test_each_rule_tells_what_is_claimed_from_what_is_said(
    rule: str, ids: list[str], text: str, is_wrong: bool
) -> None:
    assert bool(found(rule, text, *ids)) == is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"), [("Port is the fifth, with 44.", True), ("Port is the third, with 44.", False)]
)
def test_a_place_in_a_row_is_one_of_the_quote(text: str, is_wrong: bool) -> None:
    assert bool(found("ordinal_of_another", text, "third", is_own=True)) == is_wrong


@pytest.mark.parametrize(
    "word",
    ["revenue", "profits", "exports", "imports", "taxes", "valuation", "investment", "debts", "wages", "rents",
     "output", "released models", "students", "tenants", "sellers", "supercomputing"],
)  # fmt: skip
def test_each_kind_of_amount_is_one_of_a_fact(word: str) -> None:
    assert found("amount_of_another", f"Port had {word} of 40 companies in 2024.", "port-2024")
    own = fact("port-2024", figure(40, "2024"), text=f"Port had {word} of 40 companies in 2024.")
    binding = BINDER.bind(own.text, [own], ())
    known = [SENTENCES.known(own)]
    text = Text(binding, list(BINDER.names.mentions(own.text)), known, SENTENCES)
    rules = [rule for rule in claims.RULES if name_of(rule) == "amount_of_another"]
    assert [fault for rule in rules for fault in rule(text, Surroundings())] == []


def test_every_rule_has_a_sentence_that_breaks_it_and_one_that_does_not() -> None:
    rules = {name_of(rule) for rule in claims.RULES} - {"ordinal_of_another"}
    assert {case[0] for case in CASES if case[3]} == rules == {case[0] for case in CASES if not case[3]}
