"""Pages of one content on different days differ by the labels that fall due between them, and by nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from generator.feeds.files import feed_files
from generator.feeds.items import feeds
from generator.model.content import Content
from generator.model.records import Disagreement, Fact
from generator.model.when import When
from generator.pages.parts import Catalogue
from generator.pages.render import render
from generator.publish.files import site_views
from tests.made import MEASURES, briefing, content, corrected, fact, figure, record, withdrawn

TEMPLATES = Path(__file__).parent.parent / "templates"
TODAY = date(2026, 1, 15)
DAYS = [TODAY + timedelta(days=days) for days in (0, 1, 30, 180, 400)]
PAIRS = list(combinations(DAYS, 2))
LABEL = re.compile(
    r' <span class="old">· a newer one should exist</span>|'
    r" A (?:newer figure|figure for <time[^>]*>\d+</time>) should exist by now; we found none\."
)
# What is older than two years says so, in years.
AGE = re.compile(r' <(?:span class="old">· |small>)\d+ years old</(?:span|small)>')
# Pages that tell what has come and what comes next, which is another thing on another day.
DUE = ("changes.md", "data/index.md", "index.md", "subscribe.md", "targets.md")
PREVIEW = re.compile(r"^link_preview: .*\n", re.MULTILINE)
OUTCOME = re.compile(
    r' *<span class="outcome">We found no result\.</span>\n|'
    r"<strong>No result found since it fell due [a-z ]+<time[^>]*>[^<]+</time>\.</strong>"
)
# What stands there before.
UPCOMING = re.compile(r"<strong>Due <time[^>]*>[^<]+</time>; no result yet\.</strong>")


@cache
def made() -> Content:
    records = [
        record(
            "r1",
            # Twelve months after: due on the last day of 2025, and of January 2026.
            fact("old", figure(40, "2024")),
            fact("today-due", figure(41, "2025-01-15")),
            fact("tomorrow-due", figure(42, "2025-01-16")),
            fact("spring", figure(43, "2025-03")),
            fact("summer", figure(44, "2025-H1")),
            # One month after, six after, twenty-four after.
            fact("month", figure("1/3", "2025-12", "part")),
            fact("half", figure(500_000_000_000, "2025-12-31", "output")),
            fact("later", figure(5, "2025", "area")),
            fact("corrected", figure(45, "2025-02"), corrections=(corrected(),)),
            fact("gone", figure(46, "2025-04"), withdrawn=withdrawn()),
            fact("checked", figure(47, "2025-05"), checked=(date(2026, 1, 10),)),
            on="2026-01-02",
        ),
        record(
            "r2",
            fact("aim-2024", figure(100, "2024"), kind="target", about="quay"),
            fact("aim-2025", figure(101, "2025"), kind="target", about="quay"),
            fact("aim-january", figure(102, "2026-01"), kind="target", about="quay"),
            fact("aim-2026", figure(103, "2026"), kind="target", about="quay"),
            fact("aim-2030", figure(104, "2030"), kind="target", about="quay"),
            fact("aim-words", kind="target", about="quay", figures=(), when=When.parse("2026-06")),
            fact("answer", figure(99, "2024-12"), about="quay"),
            fact("event", kind="event", figures=(), when=When.parse("2025-06-01")),
            fact("plan", kind="policy", figures=()),
            by="ministry",
            on="2024-11-01",
        ),
        record("r3", fact("other", figure(60, "2024")), by="paper-b", on="2026-01-03"),
    ]
    said = Disagreement(
        id="port", about="port", measure="companies", when=When.parse("2024"), leads="old", why="It is nearer."
    )
    issue = briefing("first", 1, "old", "half", figures=("half", "summer", "old"))
    return content(records, disagreements={said.id: said}, briefings={issue.id: issue})


@cache
def pages(day: date) -> dict[str, str]:
    """Every page but those of weeks, which come with time."""
    found = render(site_views(made(), day).pages, made().site, TEMPLATES)
    return {file.path: file.data.decode() for file in found if not file.path.startswith("weeks/")}


def months_later(day: date, months: int) -> date:
    """Reckoned another way than the generator does: the last day of that month that is not after the day's number."""
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    return max(candidate for n in range(day.day) if (candidate := first + timedelta(days=n)).month == first.month)


def due(of: Fact) -> date | None:
    if of.figure is None or of.kind == "target" or of.withdrawn:
        return None
    return months_later(of.figure.when.last, MEASURES[of.figure.measure].review_after)


def expected_label(of: Fact, day: date) -> bool:
    last = due(of)
    return bool(last and last < day)


def age(of: Fact, day: date) -> str | None:
    return Catalogue(made(), day).claim(of).old


def expects_no_outcome(of: Fact, day: date) -> bool:
    if of.kind != "target" or of.id == "aim-2024":  # which "answer" answers
        return False
    ends = of.figure.when.last if of.figure else of.when and of.when.last
    return bool(ends and ends < day)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_facts_page_has_exactly_the_label_and_outcome_that_its_dates_and_measure_give(day: date) -> None:
    shown, newer = pages(day), Catalogue(made(), day).newer
    for of in made().facts.values():
        # What stands before the columns is of the fact itself; what has a newer figure says that instead.
        page = shown[f"facts/{of.id}.md"].partition('<div class="two"')[0]
        assert bool(LABEL.search(page)) == (expected_label(of, day) and of.id not in newer), of.id
        assert bool(OUTCOME.search(page)) is expects_no_outcome(of, day), of.id
    assert re.search("<strong>(?:Met|Not met|Result):</strong>", shown["facts/aim-2024.md"])


def test_the_labels_that_fall_due_are_those_counted_by_hand() -> None:
    facts = made().facts.values()
    labelled = {day: {of.id for of in facts if expected_label(of, day)} for day in DAYS}
    at_once = {"old", "other", "answer"}
    next_day, month = {"today-due"}, {"tomorrow-due", "month"}
    half_year = {"corrected", "spring", "checked", "summer", "half"}
    assert [labelled[day] - at_once for day in DAYS] == [
        set(),
        next_day,
        next_day | month,
        next_day | month | half_year,
        next_day | month | half_year,
    ]
    assert all(at_once <= labelled[day] for day in DAYS)
    outcomes = [{of.id for of in facts if expects_no_outcome(of, day)} for day in DAYS]
    assert outcomes == [
        {"aim-2025"},
        {"aim-2025"},
        {"aim-2025", "aim-january"},
        {"aim-2025", "aim-january", "aim-words"},
        {"aim-2025", "aim-january", "aim-words", "aim-2026"},
    ]


def without_weeks(pages: dict[str, str]) -> dict[str, str]:
    """Pages but for those that a week more changes: the weeks', and what lists or shows them. What a link preview
    says is told by its own tests."""
    return {
        path: PREVIEW.sub("", text)
        for path, text in pages.items()
        if not path.startswith("weeks/") and path != "subscribe.md"
    }


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=str)
def test_without_labels_and_outcomes_two_days_are_the_same_to_the_byte(one: date, two: date) -> None:
    before, after = without_weeks(pages(one)), without_weeks(pages(two))
    assert before.keys() == after.keys()
    for path in before:
        bare_before, bare_after = (
            UPCOMING.sub("", OUTCOME.sub("", AGE.sub("", LABEL.sub("", text)))) for text in (before[path], after[path])
        )
        assert bare_before == bare_after or path in DUE, path
    assert before != after


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=str)
def test_only_pages_that_show_a_fact_that_fell_due_change(one: date, two: date) -> None:
    fell_due = {
        of
        for of in made().facts.values()
        if expected_label(of, one) != expected_label(of, two)
        or age(of, one) != age(of, two)
        or expects_no_outcome(of, one) != expects_no_outcome(of, two)
    }
    before, after = without_weeks(pages(one)), without_weeks(pages(two))
    changed = {path for path in before if before[path] != after[path]}
    due = {(of.about, of.figure.measure) for of in fell_due if of.figure}
    beside = {of.id for of in made().facts.values() if of.figure and (of.about, of.figure.measure) in due}
    # What has a newer figure says that instead.
    newer = Catalogue(made(), one).newer
    assert {f"facts/{of.id}.md" for of in fell_due if of.id not in newer} <= changed
    for path in changed:
        kind, _, name = path.removesuffix(".md").removeprefix("facts/about/").rpartition("/")
        if kind == "facts":
            # A chart of other times has the cards of all its marks.
            assert name in {of.id for of in fell_due} | beside, path
        else:
            shows = {of.about for of in fell_due} | {"index", "first", "land", "trade", "r1", "r2", "r3"}
            assert name in shows or path in (*DUE, "disagreements.md"), path
        assert not path.startswith("sources/"), path


def test_feeds_do_not_age() -> None:
    """But those of weeks and days, which have an item more for each, and the lists, which say when any changed."""
    grow = ("feeds/weeks.xml", "feeds/weeks.json", "feeds/days.xml", "feeds/days.json")
    every = [
        [
            file
            for file in feed_files(feeds(Catalogue(made(), day)), made().site, TEMPLATES)
            if file.path not in grow and not file.path.endswith(".opml")
        ]
        for day in DAYS
    ]
    assert len(every[0]) > 3
    assert all(feeds == every[0] for feeds in every)


def test_as_of_added_and_last_checked_stand_each_under_its_own_name() -> None:
    of = fact("a", figure(40, "2025-02-03"), added=date(2026, 1, 6), checked=(date(2026, 1, 9), date(2026, 1, 8)))
    made = content([record("r1", of, on="2025-04-05", retrieved=date(2026, 1, 7))])
    (page,) = (
        file.data.decode()
        for file in render(site_views(made, TODAY).pages, made.site, TEMPLATES)
        if file.path == "facts/a.md"
    )
    ledger = dict(re.findall(r'<span class="when">([^<]+)</span>\n  <span class="what">(?:<code>)?([^<\n]*)', page))
    assert {name: ledger[name].strip() for name in ("As of", "Added here", "Last checked")} == {
        "As of": "3 February 2025",
        "Added here": "6 January 2026",
        "Last checked": "9 January 2026",
    }
    assert "5 April 2025" in ledger["Source"] or "5 April 2025" in page


def test_a_check_or_a_new_day_of_adding_moves_no_label() -> None:
    """Only a newer figure ends the age of a figure: reading an old source again does not."""
    for more in ({"checked": (date(2026, 1, 14),)}, {"added": date(2026, 1, 14)}):
        of = fact("a", figure(40, "2024"), **more)
        files = render(site_views(content([record("r1", of)]), TODAY).pages, content([]).site, TEMPLATES)
        (page,) = (file.data.decode() for file in files if file.path == "facts/a.md")
        assert len(LABEL.findall(page)) == 1
