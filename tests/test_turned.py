"""What a sentence turns round, adds, or makes surer than it is: each rule of ``turned.py``, ``added.py`` and
``modal.py`` by itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.bind import added, modal, turned
from generator.bind.around import Surroundings, Text
from generator.bind.passage import Binder
from generator.bind.sentence import Sentences
from generator.model.records import Fact, Measure
from generator.model.when import When
from tests.made import MEASURES, content, fact, figure, record
from tests.test_claims import name_of


def event(id: str, day: str, text: str, quote: str) -> Fact:
    return fact(id, kind="event", figures=(), when=When.parse(day), text=text, quote=quote)


CONTENT = content(
    [
        record(
            "one",
            event("dock", "2024-05-01", "The dock of Port opened on 1 May 2024, Paper A reported.", "the dock opened"),
            event("rules", "2023-08-15", "Port's rules on cranes took effect on 15 August 2023.", "rules took effect"),
            event("ban", "2024-02", "Port banned diesel lorries from its quay in February 2024.", "has banned lorries"),
            event(
                "head",
                "2024-03",
                "The vice mayor of Port visited a crane works in March 2024.",
                "Vice Mayor Ann Reed visited the crane works",
            ),
            event("chief", "2024-04", "The mayor of Port spoke of cranes.", "Mayor Ann Reed spoke of cranes"),
            event(
                "permit",
                "2024-06",
                "Port said in June 2024 that cranes could be sold abroad.",
                "cranes could be sold abroad from then on",
            ),
            event("adopted", "2024-07", "Port adopted a budget in July 2024.", "the council adopted the budget"),
            fact("month", figure(40, "2024-08"), text="Port had 40 companies in August 2024.", quote="40 companies"),
            fact("year", figure(44, "2024"), text="Port had 44 companies in 2024.", quote="44 companies in 2024"),
            fact("span", figure(90, "2019/2023"), text="Port drew 90 companies from 2019 to 2023.", quote="drew 90"),
            event("depot", "2024-05", "Port plans a depot, it said in May 2024.", "plans to build a depot of 40 halls"),
            fact("quarter", figure(30, "2024-Q1", "founded", "companies"), text="Port saw 30 companies founded early.",
                 quote="30 companies"),
            fact("less", figure(43, "2024"), text="Port had 43 companies in 2024.", quote="companies fell to 43"),
            event("fair", "2024-09-03/2024-09-05", "Port held a crane fair on 3-5 September 2024.", "held a fair"),
            fact("early", figure(20, "2020"), text="Port had 20 companies in 2020.", quote="20 companies in 2020"),
            fact("late", figure(50, "2025"), kind="target", text="Port aims for 50 companies by 2025.", quote="aims"),
            fact("part", figure(Fraction(60), "2024", "part", "percent"), about="quay",
                 text="Quay had 60 percent of Port's cranes in 2024.", quote="60 percent of the city's cranes"),
            fact(
                "both",
                replace(figure(75, "2024", "part", "percent"), as_stated="75%"),
                figures=(
                    replace(figure(75, "2024", "part", "percent"), as_stated="75%"),
                    replace(figure(74, "2024", "part", "percent"), as_stated="74%"),
                ),
                text="Port had 75 percent of the offices and 74 percent of the shops in 2024.",
                quote="75% of registered offices and 74% of shops in trade",
            ),
        ),
        record("two", fact("said", figure(12, "2025"), kind="target", text="Port plans 12 companies by 2025.",
               quote="12 companies by 2025"), on="2023-03-01"),
    ],
    measures={
        **MEASURES,
        "founded": Measure(
            id="founded", name="Companies founded", definition="F.", unit="companies", review_after=12, kind="flow"
        ),
    },
)  # fmt: skip
BINDER = Binder(CONTENT)
SENTENCES = Sentences(BINDER)
RULES = (*turned.RULES, *added.RULES, *modal.RULES)

# A rule, the facts that are cited, sentences that break it (-) and some that do not (+). With ! they are a fact's own.
TABLE = """
opposite_of_record: dock
- The dock of Port closed on 1 May 2024. Its gate was shut on 1 May 2024 at the dock of Port, Paper A reported.
- Paper A reported that the dock of Port was closed on 1 May 2024.
+ On 1 May 2024 Port saw its dock opened.
+ The dock of Port opened on 1 May 2024, and its old one was closed.
+ Paper A reported of the dock of Port, which was not closed on 1 May 2024.
+ Port has had a dock since 1 May 2024, by Paper A.

opposite_of_record: rules
- Port's rules on cranes expired on 15 August 2023.
- On 15 August 2023 the rules of Port on cranes were suspended.
+ Port's rules on cranes have been in force since 15 August 2023.
+ Port's rules on cranes came into force on 15 August 2023.
+ From 15 August 2023 Port has had rules on cranes.

opposite_of_record: ban
- Port allowed diesel lorries on its quay in February 2024.
- In February 2024 diesel lorries were permitted on the quay of Port.
+ Port forbade diesel lorries on its quay in February 2024.
+ Diesel lorries have been banned from the quay of Port since February 2024.
+ Port no longer allowed diesel lorries on its quay from February 2024.

office_of_another: head
- The mayor of Port visited a crane works in March 2024.
- Mayor Ann Reed visited a crane works in Port in March 2024.
- The minister of Port, and Governor Ann Reed, visited a crane works in March 2024.
+ A vice mayor visited a crane works of Port in March 2024.
+ A crane works was visited by a deputy mayor of Port in March 2024.
+ Vice Mayor Ann Reed was at a crane works of Port in March 2024.

office_of_another: chief
- The deputy mayor of Port spoke of cranes.
- A vice governor spoke of cranes in Port.
- Governor Ann Reed of Port spoke of cranes.
+ Port's mayor talked about cranes.
+ Of cranes the mayor of Port spoke.
+ Mayor Ann Reed spoke about the cranes of Port.

open_told_as_done: permit
- Port had sold cranes abroad by June 2024.
- Port said in June 2024 that cranes had been sold abroad.
- Cranes of Port have already been sold abroad, it said in June 2024.
+ In June 2024 Port said that it may sell cranes abroad.
+ That cranes could be sold abroad has been said by Port in June 2024.
+ Whether cranes have been sold abroad by Port is not known.
+ Port has said in June 2024 that sales of cranes are free.

done_told_as_open: adopted
- Port planned to adopt a budget in July 2024.
- A budget is due to be adopted by Port in July 2024.
- In July 2024 Port was to adopt a budget.
+ In July 2024 a budget was adopted by Port.
+ Port adopted in July 2024 what it is to spend.
+ Port's council met to adopt a budget in July 2024.
+ Port's budget of July 2024 is planned to last a year.

part_told_as_year: month
- Port had 40 companies throughout 2024.
- In the full year 2024 Port had 40 companies.
- Over the whole of 2024, Port had 40 companies.
+ Port had 40 companies in 2024.
+ In August 2024 there were 40 companies in Port.
+ In the summer of 2024 Port had 40 companies.

part_told_as_year: year
- Paper A counted 40 companies throughout 2024. | month
+ Port had 44 companies throughout 2024.
+ Port had 44 companies over the whole of 2024.
+ For the full year 2024 Port had 44 companies.

end_told_as_span: span
- Port drew 90 companies in 2023.
- In 2019 Port drew 90 companies.
- During 2021 90 companies came to Port.
+ Port drew 90 companies from 2019 to 2023.
+ Between 2019 and 2023, 90 companies came to Port.
+ By 2023 Port had drawn 90 companies.
+ In the years to 2023 Port drew 90 companies.

end_told_as_span: late
+ Port aims for 50 companies in 2025.

day_told_as_days: fair
- Port held a crane fair on 3 September 2024.
- On 5 September 2024 a crane fair was held in Port.
- The crane fair of Port was on 4 September 2024.
+ The crane fair of Port opened on 3 September 2024.
+ From 3 September 2024 Port held a crane fair of three days.
+ Port held a crane fair on 3-5 September 2024.
+ Port's crane fair, which began on 3 September 2024, had many guests.

share_of_another: part
- Quay had 60 percent of the world's cranes in 2024.
- In 2024 Quay held 60 percent of all the country's cranes.
- Of cranes Quay had 60 percent of the nation's in 2024.
+ Quay had 60 percent of the city's cranes in 2024.
+ Quay had 60 percent of Port's cranes in 2024.
+ In the world of cranes, Quay had 60 percent of those of Port in 2024.

share_in_the_whole: part
- Port had 60 percent of Quay's cranes in 2024.
- In 2024 Port held 60 percent of Quay's cranes.
- In 2024 it had 60 percent of Quay's cranes in Port.
+ Quay had 60 percent of Port's cranes in 2024.
+ In Quay were 60 percent of the cranes of Port in 2024.
+ Of the cranes of Port, 60 percent were in Quay in 2024.
+ Port's cranes were in Quay to 60 percent in 2024.

from_later_to_earlier: early year
- Port grew from 44 companies to 20.
- The number of companies in Port went from 44 to 20.
- Port went from its 44 companies in 2024 to 20 in 2020.
+ Port grew from 20 companies to 44.
+ Port grew to 44 companies in 2024, from 20 in 2020.
+ From 20 companies in 2020 Port grew to 44 in 2024.
+ Port had 44 companies, and 20 in 2020.

from_later_to_earlier: late year
- Port set out to reach 44 companies, from 50 companies in 2025.
+ Port set out to reach 50 companies by 2025, from 44 in 2024.

told_after_source: said
- Port plans 12 companies, it reported in 2025.
- By 2025, Paper A wrote in May 2024, Port plans 12 companies.
- Port plans 12 companies, as Paper A said in 2024.
+ Port plans 12 companies by 2025, it reported in 2023.
+ Paper A reported in March 2023 that Port plans 12 companies by 2025.
+ Port plans 12 companies by 2025, Paper A reported.
+ Port, which announced it in 2023, plans 12 companies in 2025.

parts_exchanged: both
- Port had 74 percent of the offices and 75 percent of the shops in 2024.
- In 2024 Port had 75 percent of shops, and 74 percent of registered offices.
- Port held 74 percent of all offices in 2024; 75 percent of the shops were there.
+ Port had 75 percent of the offices and 74 percent of the shops in 2024.
+ In 2024 Port had 74 percent of shops, and 75 percent of registered offices.
+ Of the offices 75 percent were in Port in 2024, and of the shops 74 percent.
+ Port had 75 and 74 percent of them in 2024.

clause_of_no_record: year
- Port had 44 companies in 2024, reversing a long slide.
- Port had 44 companies in 2024, to please rich investors abroad.
- In 2024, though the curve stayed flat, Port had 44 companies.
+ In 2024, Paper A wrote, Port had 44 companies.
+ In 2024 Port had 44 companies, which is another count than that of Quay.
+ Port had 44 companies, including those of Quay, in 2024.
+ Port had 44 companies in 2024, so that it can be set beside Quay.
+ Port, a harbour, had 44 companies in 2024.

only_added: year
- Only Port had 44 companies in 2024.
- Port, and only there, had 44 companies in 2024.
- Port had 44 companies in 2024, and nowhere else.
+ Only the count of 2024 has 44 companies in Port.
+ Port had 44 companies in 2024, and we found no other count.
+ The only count of Port has 44 companies in 2024.

consequence_added: year
- Port had 44 companies in 2024, so that the quay had to grow.
- Port had 44 companies in 2024, which in turn drew more ships.
- In order to win ships Port had 44 companies in 2024.
+ Port had 44 companies in 2024, and Quay had others.
+ Port had 44 companies in 2024, so that a sum would count Quay twice.
+ So Port had 44 companies in 2024.
+ Port had 20 companies; in 2024 it had 44, so that there were 44 in the end.

joined_name_unknown: year
- Port and Elmham had 44 companies in 2024.
- Port and Lower Elmham together had 44 companies in 2024.
- In 2024 Port and Brackwater were home to 44 companies.
+ Port and Quay had 44 companies in 2024.
+ Port had 44 companies in 2024, and Paper A said so.
+ Port and Land together had 44 companies in 2024.

lowest_added: year
- Port had 44 companies in 2024, fewer than any other city.
- Port had 44 companies in 2024, the fewest of the cities.
- At 44 in 2024 Port had fewer companies than all others.
+ Port had at least 44 companies in 2024.
+ Port had 44 companies in 2024, fewer than Land.
+ Port had 44 companies in 2024, less than before.

degree_added: year
- Port had far more than 44 companies in 2024.
- At 44 in 2024 Port's companies were slightly above those of Quay.
+ Port had more than 44 companies in 2024.

degree_added: early year
+ Port had 44 companies in 2024, far more than its 20 in 2020.

assurance_added: year
- A study confirmed 44 companies in Port in 2024.
- That Port had 44 companies in 2024 was proved.
+ A study counted 44 companies in Port in 2024.

level_told_as_change: year
- Port grew by 44 companies in 2024.
- The companies of Port rose in 2024 by 44.
+ Port grew to 44 companies in 2024.

flow_of_part_told_as_year: quarter
- Port saw 30 companies founded in 2024.
- In 2024 30 companies were founded in Port.
+ Port saw 30 companies founded in the first quarter of 2024.

flow_of_part_told_as_year: month
+ Port had 40 companies in 2024.

way_turned: less
- Port had 43 companies in 2024, more than the year before.
- With 43, Port had more companies in 2024 than before, and more than in the previous year.
+ Port had 43 companies in 2024, fewer than the year before.

event_told_as_open: dock!
- The dock of Port was to open on 1 May 2024.
- The dock of Port will open on 1 May 2024.
+ The dock of Port opened on 1 May 2024.

event_told_as_open: depot!
+ Port plans to build a depot, it said in May 2024.

plan_told_as_done: depot!
- Port built a depot of 40 halls in May 2024.
- Port has built a depot, it said in May 2024.
+ Port intends to build a depot, it said in May 2024.
+ Port announced a depot in May 2024.

forecast_added: late
- Port predicted 50 companies by 2025.
- By the outlook of Port it has 50 companies by 2025.
+ Port aims for 50 companies by 2025.

since_a_day_to_come: said
- Port has planned for 12 companies since 2025.
+ Port plans 12 companies by 2025.

event_off_its_day: dock
- The dock of Port opened before 1 May 2024.
- The dock of Port was open until 1 May 2024.
+ The dock of Port opened on 1 May 2024.
+ The dock of Port has been open since 1 May 2024.

plan_has_been_done: late
- Of the plan of Port for 50 companies by 2025 most has been realised.
+ Port aims for 50 companies by 2025.
+ Whether the plan of Port for 50 companies by 2025 has been kept is not known.

certain_told_as_possible: adopted
- Port might adopt a budget in July 2024.
- A budget may be adopted by Port in July 2024.
+ Port adopted a budget in July 2024.
+ Port adopted a budget in July 2024, which may last a year.
"""


def cases() -> list[tuple[str, list[str], bool, str]]:
    found, rule, ids = [], "", ""
    for line in TABLE.strip().splitlines():
        if line[:2] in ("- ", "+ "):
            text, _, other = line[2:].partition(" | ")
            found.append((rule, (other or ids).split(), line[0] == "-", text))
        elif line:
            rule, _, ids = line.partition(": ")
    return found


CASES = cases()


@pytest.mark.parametrize(("rule", "ids", "is_wrong", "text"), CASES, ids=[f"{case[0]}: {case[3]}" for case in CASES])
def test_what_is_turned_or_added(rule: str, ids: list[str], is_wrong: bool, text: str) -> None:
    is_own = ids[0].endswith("!")
    cited = [CONTENT.facts[id.rstrip("!")] for id in ids]
    binding = BINDER.bind(text, cited, (), any_date=True)
    known = [SENTENCES.known(one, is_own=is_own) for one in cited]
    made = Text(binding, list(BINDER.names.mentions(text)), known, SENTENCES)
    (named,) = [one for one in RULES if name_of(one) == rule]
    assert bool(list(named(made, Surroundings()))) == is_wrong
    if not is_wrong:  # nor does another of these rules
        others = {name_of(one): [fault.message for fault in one(made, Surroundings())] for one in RULES}
        assert {name: told for name, told in others.items() if told} == {}


def test_every_rule_has_a_sentence_that_breaks_it_and_one_that_does_not() -> None:
    rules = set(map(name_of, RULES))
    assert {case[0] for case in CASES if case[2]} == rules == {case[0] for case in CASES if not case[2]}


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Port and the firm Elmwood had 44 companies in 2024.", True),
        ("In 2024 Port had 44 companies, as in Brackwater.", True),
        ("By a count of Elmwood Port had 44 companies in 2024.", True),
        ("In 2024 Port had 44 companies.", False),
        ("Port, by Paper A, had 44 companies in 2024.", False),
        ("Of the companies of Port, which had 44 in 2024, Paper A wrote.", False),
    ],
)
def test_a_passage_on_a_source_in_another_language_names_what_its_facts_name(text: str, is_wrong: bool) -> None:
    source = replace(CONTENT.records["one"].source, language="zh")
    other = replace(CONTENT.records["one"], source=source)
    made = replace(CONTENT, records={**CONTENT.records, "one": other})
    binder = Binder(made)
    cited = [made.facts["year"]]
    found = Sentences(binder).faults(binder.bind(text, cited, ()), cited, Surroundings(frozenset({"port"})))
    assert ("name" in {fault.rule for fault in found}) == is_wrong
