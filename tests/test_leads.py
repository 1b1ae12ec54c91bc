"""What an editor should look for: which leads there are on a day, in which order, when they go, and how they read."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.leads.feeds import DAYS_OF_NEWS, OFFLINE, FeedItem, FeedsRead, plain
from generator.leads.find import MOST, MOST_ARTICLES, Lead, Leads, Section, find_leads
from generator.leads.write import MOST_LETTERS, in_code, leads_in_markdown
from generator.model.content import Content
from generator.model.observations import hash_of_words, words_sought
from generator.model.records import (
    Before,
    Correction,
    DatedNote,
    Measure,
    Organisation,
    Passage,
    Place,
    Watched,
    WatchedFact,
)
from generator.model.when import When
from generator.watch.fetch import Fetcher
from tests import sources
from tests.hostile import PAYLOADS
from tests.made import MEASURES, briefing, fact, figure, record, withdrawn
from tests.made import content as made
from tests.sites import BARE, PROJECT, TINY, read
from tests.sources import Source, answer
from tests.test_commands import collecting, ended, ended_alone  # noqa: F401

DAY = date(2026, 12, 3)
RETOLD = "Corrections that other pages still tell"
ARTICLES = "New articles in the publishers' feeds"
EXPECTED = "Values that should be out"
REVIEW = "Figures past their review"
TARGETS = "Targets fallen due without an outcome"
ONE_ORIGIN = "Lead figures with one origin"
GAPS = "Gaps that newer facts may fill"
SOURCES = "Sources that changed or are gone"


def found(content: Content, title: str, today: date = DAY, *items: FeedItem) -> Section:
    sections = find_leads(content, today, FeedsRead(items)).sections
    return next(section for section in sections if section.title == title)


def facts_of(section: Section) -> list[str]:
    """The ids of the facts that leads are of, in their order."""
    return [page.removeprefix("facts/") for lead in section.leads for page in lead.pages if page.startswith("facts/")]


def with_lead(measure: str = "companies") -> dict[str, Any]:
    """Places of which the port's page begins with a measure."""
    return {
        "land": Place(id="land", name="Land", kind="country"),
        "port": Place(id="port", name="Port", kind="city", parent="land", lead=measure, aliases=("Haven",)),
        "quay": Place(id="quay", name="Quay", kind="cluster", parent="port", name_zh="码头"),
    }


# --- figures past their review ------------------------------------------------------------------------------------


def test_the_newest_figure_of_a_series_is_past_its_review_the_day_after_its_horizon() -> None:
    # Companies are to be looked at again after twelve months.
    content = made([record("r", fact("old", figure(40, "2023-12")), fact("new", figure(50, "2024-12")))])
    assert facts_of(found(content, REVIEW, date(2025, 12, 31))) == []
    assert facts_of(found(content, REVIEW, date(2026, 1, 1))) == ["new"]
    (lead,) = found(content, REVIEW, date(2026, 1, 1)).leads
    assert lead.about == "Port: Companies"
    assert lead.says == "50 companies (December 2024) was to be looked at again by 31 December 2025."
    assert lead.command == "python -m generator new record URL"
    assert lead.file == "content/records/2025/r.yml"


def test_a_look_that_found_nothing_newer_keeps_for_as_long_as_the_horizon() -> None:
    def checked(*days: date) -> Content:
        return made([record("r", fact("new", figure(50, "2024-12"), checked=days))])

    due = date(2025, 12, 31)
    assert facts_of(found(checked(due - timedelta(days=1)), REVIEW)) == ["new"]  # before it was due
    assert facts_of(found(checked(date(2026, 6, 1)), REVIEW, date(2027, 6, 1))) == []
    assert facts_of(found(checked(date(2026, 6, 1)), REVIEW, date(2027, 6, 2))) == ["new"]


def test_lead_figures_of_places_come_first_then_what_is_told_and_what_most_facts_are_about() -> None:
    told = Place(id="quay", name="Quay", kind="cluster", parent="port", summary=(Passage(text="T.", facts=("told",)),))
    places = {**with_lead("output"), "quay": told}
    body = Organisation(id="body", name="Body", kind="company")
    content = made(
        [
            record(
                "r",
                fact("of-body", figure(1, "2020"), about="body"),
                fact("of-port", figure(2, "2020")),
                fact("of-land", figure(3, "2019"), about="land"),
                fact("told", figure(4, "2021"), about="quay"),
                fact("leads", figure(5, "2022", "output")),
            )
        ],
        places=places,
        organisations={"body": body},
    )
    assert facts_of(found(content, REVIEW)) == ["leads", "told", "of-port", "of-land", "of-body"]


def test_a_section_is_bounded_and_says_how_many_are_left_out() -> None:
    facts = [fact(f"f{n:02}", figure(n + 1, "2020"), about=f"p{n:02}") for n in range(MOST + 5)]
    places = {one.about: Place(id=one.about, name=one.about.upper(), kind="city") for one in facts}
    section = found(made([record("r", *facts)], places=places), REVIEW)
    assert (len(section.leads), section.left_out, section.count) == (MOST, 5, MOST + 5)


# --- values expected ----------------------------------------------------------------------------------------------


def yearly(*years: int, month: int = 5, **more: Any) -> Content:
    """A value for the end of each of some years, published in a month of the next."""
    records = [
        record(f"r{year}", fact(f"of-{year}", figure(year, str(year)), **more), on=f"{year + 1}-{month:02}-10")
        for year in years
    ]
    return made(records)


def test_the_next_value_is_expected_when_the_last_ones_were_out() -> None:
    content = yearly(2022, 2023, 2024)
    # 2024 ended 130 days before its value was out, and so did 2023.
    assert facts_of(found(content, EXPECTED, date(2026, 5, 2))) == []
    assert facts_of(found(content, EXPECTED, date(2026, 5, 3))) == ["of-2024"]  # within a week
    (lead,) = found(content, EXPECTED).leads
    assert lead.says == (
        "the value of 2025 has been expected since 10 May 2026. The last values are of 2022, 2023 and 2024: one a "
        "year, out about 4 months after the end of that time."
    )
    # What is expected is not past its review too.
    assert facts_of(found(content, REVIEW)) == []
    assert facts_of(found(yearly(2022, 2023, 2024, 2025), EXPECTED)) == []


def test_a_value_that_was_looked_for_rests_until_the_next_could_be_out() -> None:
    looked = yearly(2022, 2023, 2024, checked=(date(2026, 6, 1),))
    assert facts_of(found(looked, EXPECTED, date(2027, 6, 1))) == []
    assert facts_of(found(looked, EXPECTED, date(2027, 6, 2))) == ["of-2024"]


def test_a_value_between_may_be_missing_and_several_may_be_since() -> None:
    assert facts_of(found(yearly(2019, 2020, 2022, 2023), EXPECTED)) == ["of-2023"]
    (lead,) = found(yearly(2021, 2022, 2023), EXPECTED).leads
    assert "the value of 2024 has been expected since 10 May 2025 (and 1 more value since)." in lead.says


@pytest.mark.parametrize(
    "years",
    [
        (2023, 2024),  # two are no rhythm
        (2014, 2015, 2019, 2024),  # neither are these
        (2010, 2011, 2012),  # nobody counts any more
    ],
)
def test_without_a_rhythm_nothing_is_expected(years: tuple[int, ...]) -> None:
    assert facts_of(found(yearly(*years), EXPECTED)) == []


def test_a_value_found_years_later_tells_no_lag() -> None:
    def of(on: str | None) -> Content:
        years = (2022, 2023, 2024)
        return made([record(f"r{year}", fact(f"of-{year}", figure(year, str(year))), on=on) for year in years])

    # These came out about three years after 2023, and that of 2025 would be due at the end of 2028.
    assert facts_of(found(of("2026-11-01"), EXPECTED, date(2029, 1, 1))) == []
    assert facts_of(found(of("2025-06-01"), EXPECTED, date(2029, 1, 1))) == ["of-2024"]
    assert facts_of(found(of(None), EXPECTED, date(2029, 1, 1))) == []


def test_days_count_as_evenly_spaced_though_months_are_not_equally_long() -> None:
    days = ("2026-08-31", "2026-09-30", "2026-10-31")
    facts = [record(f"r{day}", fact(f"f{day}", figure(n + 1, day)), on=day) for n, day in enumerate(days)]
    (lead,) = found(made(facts), EXPECTED).leads
    assert lead.says.startswith("the value of November 2026 has been expected since 30 November 2026. ")
    assert "one a month, out within a month of the end of that time." in lead.says


def test_a_flow_goes_on_by_the_length_of_its_last_times() -> None:
    measures = {**MEASURES, "output": replace(MEASURES["output"], kind="flow")}
    whens = (
        ("2024", "2025-03-01"),
        ("2025", "2026-03-01"),
        ("2025-Q4", "2026-02-01"),
        ("2026-Q1", "2026-05-01"),
        ("2026-Q2", "2026-08-01"),
    )
    records = [
        record(f"r{n}", fact(f"f{n}", figure(n + 1, when, "output")), on=on) for n, (when, on) in enumerate(whens)
    ]
    (lead,) = found(made(records, measures=measures), EXPECTED).leads
    assert lead.says.startswith("the value of the third quarter of 2026 has been expected since 1 November 2026. ")
    assert "one every 3 months" in lead.says


# --- targets ------------------------------------------------------------------------------------------------------


def test_a_target_falls_due_when_its_time_is_over_and_goes_with_its_outcome() -> None:
    target = fact("plan", figure(90, "2025"), kind="target")
    alone = made([record("r", target)])
    assert facts_of(found(alone, TARGETS, date(2025, 12, 31))) == []
    assert facts_of(found(alone, TARGETS, date(2026, 1, 1))) == ["plan"]
    answered = made([record("r", target), record("s", fact("came", figure(80, "2025")))])
    assert facts_of(found(answered, TARGETS)) == []
    later = made([record("r", target), record("s", fact("came", figure(80, "2026-03")))])
    (lead,) = found(later, TARGETS).leads
    assert lead.says == (
        "90 companies (2025) was the plan; that time has passed. The next figure on file is 80 companies (March 2026)."
    )
    rested = made([record("r", replace(target, checked=(date(2026, 2, 1),)))])
    assert facts_of(found(rested, TARGETS)) == []
    gone = made([record("r", replace(target, withdrawn=withdrawn()))])
    assert facts_of(found(gone, TARGETS)) == []


def test_a_target_without_a_figure_is_told_in_its_words() -> None:
    plan = fact("plan", kind="target", figures=(), when=When.parse("2025"), text="A hall is to open by 2025.")
    (lead,) = found(made([record("r", plan)]), TARGETS).leads
    assert lead.says == "A hall is to open by 2025 (2025); that time has passed."


# --- one origin ---------------------------------------------------------------------------------------------------


def test_a_lead_figure_with_one_origin_wants_a_second() -> None:
    one = record("a", fact("first", figure(40, "2026")), by="paper-a", on="2026-03-01")
    content = made([one], places=with_lead())
    (lead,) = found(content, ONE_ORIGIN).leads
    assert lead.says == "40 companies (2026) leads the page of Port and rests on Paper A alone."
    two = record("b", fact("second", figure(40, "2026")), by="paper-b", on="2026-04-01")
    assert facts_of(found(made([one, two], places=with_lead()), ONE_ORIGIN)) == []
    # A reprint is the same voice, and what is disputed waits for a verdict, not for a voice.
    reprint = record("b", fact("second", figure(40, "2026")), by="paper-b", on="2026-04-01", copied_from="a")
    assert facts_of(found(made([one, reprint], places=with_lead()), ONE_ORIGIN)) == ["second"]
    other = record("b", fact("second", figure(90, "2026")), by="paper-b", on="2026-04-01")
    assert facts_of(found(made([one, other], places=with_lead()), ONE_ORIGIN)) == []
    assert facts_of(found(made([one]), ONE_ORIGIN)) == []  # it leads nothing


def test_figures_of_the_newest_briefing_lead_too() -> None:
    one = record("a", fact("first", figure(40, "2026")), on="2026-03-01")
    newest = briefing("new", 2, "first", figures=("first",), published=date(2026, 11, 1))
    older = briefing("old", 1, published=date(2026, 10, 1))
    assert facts_of(found(made([one], briefings={"new": newest, "old": older}), ONE_ORIGIN)) == ["first"]
    older = replace(newest, id="old", number=1, published=date(2026, 10, 1))
    newest = briefing("new", 2, published=date(2026, 11, 1))
    assert facts_of(found(made([one], briefings={"new": newest, "old": older}), ONE_ORIGIN)) == []


# --- gaps ---------------------------------------------------------------------------------------------------------

ADDED = date(2026, 11, 20)


def gap(text: str, *facts: str, **more: Any) -> dict[str, Any]:
    gaps = (Passage(text=text, facts=facts),)
    return {"b": briefing("b", 1, "known", gaps=gaps, published=date(2026, 11, 1), **more)}


@pytest.mark.parametrize(
    ("text", "facts", "fills"),
    [
        ("How many it had after that.", ("known",), True),
        ("How many Port had after that.", ("known",), True),
        ("How many Haven had after that.", ("known",), True),
        ("How many Quay had after that.", ("known",), False),
        ("How many it had in 2026.", ("known",), True),
        ("How many it had in 2027.", ("known",), False),
        ("Who counted them.", ("known",), False),
        ("What it was.", (), False),
    ],
)
def test_a_gap_may_be_filled_by_a_newer_fact_of_its_place_and_measure(
    text: str, facts: tuple[str, ...], fills: bool
) -> None:
    records = [record("r", fact("known"), fact("new", figure(50, "2026"), added=ADDED))]
    content = made(records, briefings=gap(text, *facts), places=with_lead())
    section = found(content, GAPS)
    assert facts_of(section) == (["new"] if fills else [])
    if fills:
        assert section.leads[0].pages[0] == "briefings/b"
        assert section.leads[0].says == f"“{text}” Since then: Port: Companies, 50 companies (2026)."


def test_a_gap_in_money_is_not_filled_by_a_count() -> None:
    records = [record("r", fact("known", figure(5, "2024", "output")), fact("new", figure(50, "2026"), added=ADDED))]
    assert facts_of(found(made(records, briefings=gap("How large the companies were.", "known")), GAPS)) == []
    measures = {**MEASURES, "companies": replace(MEASURES["companies"], words=("companies",))}
    content = made(records, briefings=gap("How large the companies of Port were.", "known"), measures=measures)
    assert facts_of(found(content, GAPS)) == []
    content = made(
        records,
        briefings=gap(
            "How many companies Port had.",
        ),
        measures=measures,
    )
    assert facts_of(found(content, GAPS)) == ["new"]


def test_what_was_known_or_is_told_in_a_note_or_planned_fills_no_gap() -> None:
    text, known = "How many it had after that.", fact("known")
    new = fact("new", figure(50, "2026"), added=ADDED)
    assert (
        facts_of(
            found(made([record("r", known, replace(new, added=date(2026, 11, 1)))], briefings=gap(text, "known")), GAPS)
        )
        == []
    )
    assert (
        facts_of(found(made([record("r", known, replace(new, kind="target"))], briefings=gap(text, "known")), GAPS))
        == []
    )
    note = DatedNote(on=ADDED, text="There were more.")
    assert facts_of(found(made([record("r", known, new)], briefings=gap(text, "known", notes=(note,))), GAPS)) == []
    same_time = replace(new, figures=(figure(50, "2024"),))
    assert facts_of(found(made([record("r", known, same_time)], briefings=gap(text, "known")), GAPS)) == []


# --- sources ------------------------------------------------------------------------------------------------------


def watched(content: Content, verdict: Any, *, missing: bool = False, **more: Any) -> Content:
    one = content.records["r"]
    seen = tuple(
        WatchedFact(
            id=each.id,
            words=hash_of_words(words_sought(each)),
            first_seen=date(2026, 10, 1),
            last_seen=date(2026, 11, 1) if missing else None,
        )
        for each in one.facts
    )
    look = Watched(
        id="r",
        address=one.source.url,
        verdict=verdict,
        looked=date(2026, 11, 15),
        since=date(2026, 11, 15),
        facts=seen,
        **more,
    )
    return replace(content, watched={"r": look})


def test_what_the_watcher_saw_changed_gone_or_moved_is_to_be_read() -> None:
    content = made([record("r", fact("f", figure(40, "2026")), on="2026-11-01", retrieved=date(2026, 11, 2))])
    assert found(watched(content, "same"), SOURCES).leads == ()
    assert found(watched(content, "blocked", why="robots"), SOURCES).leads == ()
    (lead,) = found(watched(content, "words changed", missing=True), SOURCES).leads
    assert lead.says == "the words of 1 fact are not on its page any more: What f says."
    assert lead.pages == ("facts/f",)
    (lead,) = found(watched(content, "gone"), SOURCES).leads
    assert (lead.about, lead.says) == ("Title of r", "its page is gone since 15 November 2026; 1 fact on it.")
    (lead,) = found(watched(content, "moved", final="https://example.org/new"), SOURCES).leads
    assert lead.command == "python -m generator watch --only r"


def test_a_source_that_somebody_dealt_with_is_no_lead() -> None:
    one = record("r", fact("f", figure(40, "2026"), checked=(date(2026, 11, 15),)), on="2026-11-01")
    assert found(watched(made([one]), "words changed", missing=True), SOURCES).leads == ()
    kept = replace(
        one, source=replace(one.source, archived="https://web.archive.org/web/20261101/https://example.org/r")
    )
    assert found(watched(made([kept]), "gone"), SOURCES).leads == ()
    gone = made([record("r", fact("f", withdrawn=withdrawn()))])
    assert found(watched(gone, "gone"), SOURCES).leads == ()


# --- corrections --------------------------------------------------------------------------------------------------


def after(was: Before, text: str, **more: Any) -> Content:
    """A fact that was corrected on 10 November, and a briefing of 1 November that says something of it."""
    correction = Correction(on=date(2026, 11, 10), was=was, reason="R.")
    one = record("r", fact("f", figure(40, "2026"), said_by="A, office", corrections=(correction,)))
    bullets = (Passage(text=text, facts=("f",)),)
    return made([one], briefings={"b": briefing("b", 1, bullets=bullets, published=date(2026, 11, 1), **more)})


@pytest.mark.parametrize(
    ("was", "text", "words"),
    [
        (Before(value=Fraction(50)), "There were 50 companies.", "50"),
        (Before(text="There were 50 companies."), "There were 50 companies.", "50"),
        (Before(figure_when=When.parse("2025-03")), "In March 2025 there were some.", "March 2025"),
        (Before(said_by="Old Office, of Port"), "Old Office counted some.", "Old Office"),
    ],
)
def test_a_passage_that_still_tells_what_was_corrected_is_found_by_its_words(
    was: Before, text: str, words: str
) -> None:
    (lead,) = found(after(was, text), RETOLD).leads
    assert lead.says.startswith(f"says “{words}")
    assert lead.says.endswith(" and cites facts/f, corrected on 10 November 2026.")
    assert lead.command == "python -m generator correct briefings/b"
    assert lead.pages == ("briefings/b", "facts/f")
    noted = DatedNote(on=date(2026, 11, 10), text="It was less.")
    assert found(after(was, text, notes=(noted,)), RETOLD).leads == ()
    assert found(after(was, "There were some."), RETOLD).leads == ()


def test_what_changed_in_words_that_no_program_finds_is_asked_about() -> None:
    (lead,) = found(after(Before(kind="target"), "There were some."), RETOLD).leads
    assert lead.says == "cites facts/f, corrected on 10 November 2026 (its kind)."
    newer = found(after(Before(kind="target"), "There were some."), RETOLD)
    assert newer.count == 1
    later = after(Before(kind="target"), "There were some.")
    later = replace(later, briefings={"b": replace(later.briefings["b"], published=date(2026, 11, 11))})
    assert found(later, RETOLD).leads == ()


def test_what_is_withdrawn_and_still_cited_is_a_lead_in_a_place_too() -> None:
    gone = record("r", fact("f", withdrawn=withdrawn("2026-11-10")))
    place = Place(id="port", name="Port", kind="city", summary=(Passage(text="Some.", facts=("f",)),))
    (lead,) = found(made([gone], places={"port": place}), RETOLD).leads
    assert (lead.about, lead.says) == ("Port", "cites facts/f, withdrawn on 10 November 2026.")
    assert lead.file == "content/places/port.yml"


def test_another_fact_with_the_old_amount_is_to_be_read_again() -> None:
    correction = Correction(on=date(2026, 11, 10), was=Before(value=Fraction(50)), reason="R.")
    one = record("r", fact("f", figure(40, "2026"), corrections=(correction,)))
    copy = record("s", fact("copy", figure(50, "2026")), by="paper-b")
    (lead,) = found(made([one, copy]), RETOLD).leads
    assert (lead.pages, lead.file) == (("facts/copy", "facts/f"), "content/records/2025/s.yml")
    assert lead.says == "says “50”, as did facts/f, corrected on 10 November 2026."


# --- articles -----------------------------------------------------------------------------------------------------

ROBOTS = Measure(
    id="robots", name="Robots", definition="R.", unit="companies", review_after=12, words=("robot* made", "机器人")
)


def article(title: str, n: int = 1, published: date | None = DAY, **more: Any) -> FeedItem:
    return FeedItem(
        **{
            "publisher": "paper-a",
            "address": f"https://example.org/news/{n}",
            "title": title,
            "published": published,
            **more,
        }
    )


def ours(**more: Any) -> Content:
    body = Organisation(id="body", name="Body Works", kind="company", name_zh="身体", aliases=("BW",))
    one = record("r", fact("f", figure(40, "2026")), on="2026-11-01")
    return made(
        [one], places=with_lead("robots"), organisations={"body": body}, measures={**MEASURES, "robots": ROBOTS}, **more
    )


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("A hall opens in Port", "Paper A, 3 December 2026: names Port."),
        ("A hall opens in Haven", "Paper A, 3 December 2026: names Port."),
        ("码头有新公司", "Paper A, 3 December 2026: names Quay."),
        ("BW opens a hall", "Paper A, 3 December 2026: names Body Works."),
        ("Robots made last year", "Paper A, 3 December 2026: may tell Robots."),
        ("身体 and Land: 机器人", "Paper A, 3 December 2026: names Body Works, Land and may tell Robots."),
        ("A report on airports", None),
        ("Robots unmade", None),
    ],
)
def test_an_article_that_names_something_of_ours_is_a_lead(title: str, says: str | None) -> None:
    section = found(ours(), ARTICLES, DAY, article(title))
    assert [lead.says for lead in section.leads] == ([says] if says else [])
    for lead in section.leads:
        assert (lead.about, lead.article) == (title, "https://example.org/news/1")
        assert lead.command == "python -m generator new record https://example.org/news/1"


def test_an_article_on_file_under_any_of_its_addresses_is_none() -> None:
    for address in (
        "https://example.org/r",
        "http://www.example.org/r/?utm_source=rss#top",
        "https://example.org/r/index.html",
    ):
        assert found(ours(), ARTICLES, DAY, article("Port", address=address)).leads == ()
    assert found(ours(), ARTICLES, DAY, article("Port", address="https://example.org/r?id=2")).count == 1


def test_an_article_is_listed_once_and_not_when_it_is_old() -> None:
    twice = (article("Port"), article("Port again", address="https://m.example.org/news/1?spm=1"))
    assert found(ours(), ARTICLES, DAY, *twice).count == 1
    oldest = DAY - timedelta(days=DAYS_OF_NEWS)
    assert found(ours(), ARTICLES, DAY, article("Port", published=oldest)).count == 1
    assert found(ours(), ARTICLES, DAY, article("Port", published=oldest - timedelta(days=1))).count == 0
    (lead,) = found(ours(), ARTICLES, DAY, article("Port", published=None)).leads
    assert lead.says == "Paper A, no date: names Port."
    (lead,) = found(ours(), ARTICLES, DAY, article("Port", published=date(2099, 1, 1))).leads
    assert "no date" in lead.says


def test_articles_that_may_tell_a_lead_figure_come_first_and_those_that_name_a_country_alone_last() -> None:
    items = (
        article("A fair in Land", 1), article("Robots made", 2), article("A hall in Port", 3, DAY - timedelta(days=1)),
        article("A hall", 4, summary="It is in Port."), article("Robots made in Port", 5, None),
        article("Robots made at Quay", 6), article("A hall in Quay", 7),
    )  # fmt: skip
    assert [lead.article[-1] for lead in found(ours(), ARTICLES, DAY, *items).leads] == list("5673412")
    assert found(ours(), ARTICLES, DAY, *reversed(items)) == found(ours(), ARTICLES, DAY, *items)
    many = [article("Port", n) for n in range(MOST_ARTICLES + 3)]
    assert found(ours(), ARTICLES, DAY, *many).left_out == 3


def test_articles_on_the_field_of_the_site_come_before_all_others() -> None:
    items = (article("Robots made in Port", 1), article("机器人 in Land", 2), article("A fair of deep IT in Land", 3))

    def order(**more: Any) -> str:
        content = replace(ours(), places=with_lead("output"))
        content = replace(content, site=replace(content.site, **more))
        return "".join(lead.article[-1] for lead in found(content, ARTICLES, DAY, *items).leads)

    assert order() == "123"
    assert order(name="IT Watch") == "312"  # what a name has in capital letters
    assert order(name="IT Watch", words=("机器人",)) == "213"
    assert order(words=("deep it",)) == "312"


# --- how they read ------------------------------------------------------------------------------------------------

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def spans(text: str) -> list[Any]:
    """The parts of a Markdown text as GitHub reads it, links and code told apart."""
    return [part for token in MARKDOWN.parse(text) for part in (token, *(token.children or ()))]


def shown(*leads: Lead, feeds: str = "Feeds were not read.") -> str:
    section = Section("Articles", "What they are.", leads)
    return leads_in_markdown(Leads(DAY, (section,), feeds), ours().site)


def lead_of(title: str, address: str = "https://example.org/a") -> Lead:
    command = f"python -m generator new record {shlex.quote(address)}"
    return Lead(title, "Paper A, today: names Port.", "Read it", command, article=address)


HOSTILE = (
    *PAYLOADS, "@everyone look", "@org/team", "see #1 and GH-2", "org/repo#3", "fixes #4", "0123456789abcdef" * 2,
    "https://evil.example/", "www.evil.example", "evil@evil.example", ":rocket:", "$x^2$", "```", "``", "`", "\\`",
    "a`b`c", "[x][1]", "[1]: https://evil.example/", "![x](https://evil.example/p.png)", "<details>", "- [ ] task",
    "/close", "::error::x", "::set-output name=a::b", "##[error]x", "x](https://evil.example/)", "[^1]",
    "\u202egnp.exe", "a\nb\n\n# c", "$(reboot)", "`reboot`", "; reboot", "' reboot '",
)  # fmt: skip
PLAIN_PARTS = {
    "bullet_list_close", "bullet_list_open", "code_inline", "heading_close", "heading_open", "inline", "link_close",
    "link_open", "list_item_close", "list_item_open", "paragraph_close", "paragraph_open", "softbreak", "text",
}  # fmt: skip


def assert_is_letters(title: str) -> None:
    """A title of others is one link to its item and otherwise code with the same letters."""
    text = shown(lead_of(title))
    parts = spans(text)
    links = [part.attrs["href"] for part in parts if part.type == "link_open"]
    assert links == ["https://example.org/a"]
    codes = [part.content for part in parts if part.type == "code_inline"]
    assert codes[:2] == ["checked", "review_after"]  # in words of ours
    assert codes[2:] == [in_code(title).strip("`"), "python -m generator new record https://example.org/a"]
    assert {part.type for part in parts} <= PLAIN_PARTS
    outside = "".join(part.content for part in parts if part.type == "text")
    assert not re.search(r"[@#$`]|::|://", outside)
    assert len([line for line in text.splitlines() if line.startswith("- ")]) == 1


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_of_others_is_letters_and_one_link(title: str) -> None:
    assert_is_letters(plain(title, 160) or "x")


@given(st.text(min_size=1, max_size=60) | st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=3).map(" ".join))
def test_no_title_is_more_than_letters(title: str) -> None:
    if line := plain(title, 160):
        assert_is_letters(line)


@pytest.mark.parametrize("end", ["a;reboot", "a$(reboot)", "a'b", "a&b=c", "a|b", "a b", "a`b`", "a\\b", "a)b](c"])
def test_a_command_can_be_pasted_into_a_shell(end: str) -> None:
    items = (article("Port", address=f"https://example.org/{end}"),)
    (lead,) = found(ours(), ARTICLES, DAY, *items).leads
    words = shlex.split(lead.command)
    assert words == ["python", "-m", "generator", "new", "record", items[0].address]
    assert re.fullmatch(r"[\w ./:-]+|[\w ./:-]+'[^']*'", lead.command) or "'\"'\"'" in lead.command


def test_words_of_ours_that_github_would_make_something_of_are_code() -> None:
    lead = Lead("Port", "@port has #1 of 40.", "Look", pages=("facts/f",), file="content/records/2026/r.yml")
    text = shown(lead)
    assert "- **Port**: `@port has #1 of 40.`\n  Look.\n  [facts/f][1], `content/records/2026/r.yml`\n" in text
    assert text.endswith("\n\n[1]: https://example.org/facts/f/\n")
    assert "- **Port**: It cost $5 of $9." not in shown(replace(lead, says="It cost $5 of $9."))
    assert "- **Port**: It cost $5." in shown(replace(lead, says="It cost $5."))
    assert "*[x](y)*" not in shown(replace(lead, about="*[x](y)*"))


def test_whatever_is_found_fits_into_an_issue() -> None:
    long = Lead("T" * 300, "s" * 500, "Look", "c" * 300, pages=("facts/" + "f" * 90,), file="content/" + "r" * 90)
    sections = tuple(Section(f"S{n}", "E.", (long,) * 20, 7) for n in range(8))
    text = leads_in_markdown(Leads(DAY, sections, "F."), ours().site)
    assert len(text) <= MOST_LETTERS
    assert text.count("## S") == 8
    assert text.startswith("# Leads of 3 December 2026\n\n216 leads. F.\n")
    assert re.findall(r"^(\d+) more leads left out", text, re.MULTILINE) == ["22"] * 8


def test_nothing_to_look_for_is_said() -> None:
    assert (
        leads_in_markdown(Leads(DAY, (), "F."), ours().site)
        == "# Leads of 3 December 2026\n\nNothing to look for. F.\n"
    )


# --- whole contents, and the command ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("folder", [TINY, BARE, PROJECT / "content"])
def test_every_content_has_leads_on_every_day_and_the_same_each_time(folder: Path) -> None:
    content = read(folder) if folder != PROJECT / "content" else real()
    for today in (date(2026, 11, 30), date(2027, 6, 1), date(2036, 2, 29)):
        leads = find_leads(content, today, OFFLINE)
        text = leads_in_markdown(leads, content.site)
        assert text == leads_in_markdown(find_leads(content, today, OFFLINE), content.site)
        assert len(text) <= MOST_LETTERS
        assert "Feeds were not read: --offline was given." in text
        for lead in (one for section in leads.sections for one in section.leads):
            assert set(lead.pages) <= content.addresses
            assert lead.do
            assert lead.says.endswith(".")


def real() -> Content:
    from generator.read.load import load

    return load(PROJECT / "content").content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BARE, tmp_path / "content"))


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[Source]:
    """A server that the command may reach, without waiting."""
    clock = sources.Clock()

    def fetcher(name: str, site: str, **more: Any) -> Fetcher:
        return Fetcher(name, site, **{**more, "clock": clock, "sleep": clock.sleep, "may_reach": lambda address: True})

    monkeypatch.setattr("generator.watch.fetch.Fetcher", fetcher)
    with sources.running() as running:
        yield running


def feed_at(folder: Path, address: str) -> None:
    """Let the publisher of the content have a feed, and articles on this machine."""
    old = "domains: [paper.example.org]"
    for path in folder.glob("publishers/*.yml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace(old, f"domains: [paper.example.org, 127.0.0.1]\nfeed: {address}"), "utf-8")


def test_the_command_lists_new_articles_and_ends_well(folder: Path, source: Source) -> None:
    titles = ("Halls of Northland", "Rain")
    items = "".join(f"<item><title>{title}</title><link>/n/{n}</link></item>" for n, title in enumerate(titles, 1))
    source.pages["/feed"] = answer(f"<rss><channel>{items}</channel></rss>", kind="application/rss+xml")
    feed_at(folder, f"{source.url}/feed")
    run = partial(ended, cwd=folder.parent)
    code, lines, stderr = run("leads", "--today", "2026-12-03")
    assert (code, stderr) == (0, f"  reading {source.url}/feed …\n")
    assert "1 feed read, 2 articles in them." in lines[2]
    assert next(line for line in lines if "`" in line and "Northland" in line).startswith(
        "- [`Halls of Northland`][1]: "
    )
    assert f"  Read it, and put on file what it says: `python -m generator new record {source.url}/n/1`" in lines
    assert not any("Rain" in line for line in lines)
    assert source.asked[-1][1]["User-Agent"].endswith("; reads the feeds of the publishers that the site cites)")
    source.asked.clear()
    code, lines, _ = run("leads", "--today", "2026-12-03", "--offline")
    assert (code, source.asked) == (0, [])
    assert "Feeds were not read: --offline was given." in lines[2]


def test_without_a_network_the_rest_is_listed_and_one_line_says_so(folder: Path) -> None:
    feed_at(folder, "https://no-such-host.invalid/feed")
    code, lines, _ = ended_alone("leads", "--today", "2028-12-03", cwd=folder.parent)
    assert code == 0
    assert lines[2].endswith("Feeds were not read: no server answered (is there a network?).")
    assert any(line.startswith("## ") for line in lines)


def test_content_with_problems_has_no_leads(folder: Path) -> None:
    feed_at(folder, "not-an-address")
    code, lines, _ = ended("leads", "--today", "2026-12-03", cwd=folder.parent)
    assert code == 2
    assert lines[-1] == "no leads were looked for: 1 problem"
    assert "feed" in "".join(lines) or "http" in "".join(lines)


# --- the workflow -------------------------------------------------------------------------------------------------


@pytest.fixture
def workflow() -> Any:
    return yaml.safe_load((PROJECT / ".github/workflows/leads.yml").read_text("utf-8"))


def write_issue(workflow: Any, folder: Path, number: str) -> list[list[str]]:
    """What the last step asks of GitHub where the issue has a number, or where there is none yet: its commands."""
    (folder / "leads.md").write_text("`$(touch ran)` and `touch ran`\n", "utf-8")
    gh = folder / "gh"
    # It writes what it was asked, a line each word, and answers with the number.
    gh.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" -- >> asked\ncase $3 in GET) echo '{number}';; esac\n", "utf-8")
    gh.chmod(0o755)
    step = workflow["jobs"]["issue"]["steps"][-1]
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "TITLE": step["env"]["TITLE"]}
    run = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=environment, check=False)
    assert run.returncode == 0
    assert not (folder / "ran").exists()
    return [words.split("\n")[:-1] for words in (folder / "asked").read_text("utf-8").split("--\n") if words]


def test_the_workflow_opens_one_issue_and_then_edits_that(workflow: Any, tmp_path: Path) -> None:
    for name, number in (("first", ""), ("again", "7")):
        (tmp_path / name).mkdir()
        label, look, write = write_issue(workflow, tmp_path / name, number)
        assert label[:4] == ["label", "create", "leads", "--force"]
        assert look[:4] == ["api", "--method", "GET", "repos/{owner}/{repo}/issues"]
        assert {"labels=leads", "state=all", "direction=asc"} <= set(look)
        if number:
            assert write[:5] == ["api", "--silent", "--method", "PATCH", "repos/{owner}/{repo}/issues/7"]
            assert {"body=@leads.md", "state=open"} <= set(write)
        else:
            assert write[:2] == ["issue", "create"]
            assert write[-4:] == ["--label", "leads", "--body-file", "leads.md"]


def test_what_reads_feeds_cannot_write_and_what_writes_runs_no_code_of_ours(workflow: Any) -> None:
    assert workflow["permissions"] == {}
    look, issue = workflow["jobs"]["look"], workflow["jobs"]["issue"]
    assert look["permissions"] == {"contents": "read"}
    assert issue["permissions"] == {"issues": "write"}
    assert not any("checkout" in step.get("uses", "") for step in issue["steps"])
    # Nothing that a feed said is put into a script.
    scripts = [step["run"] for job in (look, issue) for step in job["steps"] if "run" in step]
    assert not any("${{" in script or "$(cat" in script for script in scripts)
