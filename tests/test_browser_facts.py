"""The pages that a script fills: the table of facts, two things compared, what changed between two days."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from generator.model.timeline import events
from generator.pages.compare import compared_figures
from generator.pages.parts import Catalogue
from generator.publish.files import site_views
from generator.search import files
from tests.browser import (
    ALL,
    COLOURS_ALONE,
    NARROW,
    NARROWEST,
    WIDE,
    Browser,
    Colours,
    Site,
    keep_still,
    show_in,
    violations,
)
from tests.sites import TODAY

pytestmark = pytest.mark.browser

QUERIES = (
    "facts/",
    "facts/?place=harbour-city&kind=figure",
    "compare/?a=harbour-city&b=quay-park&c=salt-works",
    "changes/?from=2026-11-20&to=2026-11-23",
)


@pytest.fixture
def tiny(sites: dict[str, Site], browser: Browser) -> Iterator[tuple[Site, Page]]:
    """A page, and the tiny site for it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield sites["tiny"], context.new_page()
    context.close()


def ids(page: Page) -> list[str]:
    """The facts of the rows that are shown."""
    links = page.locator("#facts tbody tr").evaluate_all("rows => rows.map(row => row.querySelector('a').pathname)")
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def counted(page: Page) -> str:
    """What the count says, once rows are there."""
    expect(page.locator("#facts-count")).to_contain_text(" of ")
    return page.locator("#facts-count").inner_text()


# --- the table of facts ---


def test_a_filter_is_in_the_address_and_back_undoes_it(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    catalogue = Catalogue(site.content, TODAY)
    page.goto(f"{site.url}facts/")
    everything = len(site.content.facts)
    assert counted(page) == f"{everything} of {everything} facts."
    # A place with others in it, of which facts tell too.
    place, within = next(
        (id, found)
        for id, found in catalogue.within_subject.items()
        if id in site.content.places and found > {fact.id for fact in catalogue.by_subject.get(id, ())}
    )
    page.get_by_label("Place or organisation").select_option(place)
    expect(page.locator("#facts-count")).to_have_text(f"{len(within)} of {everything} facts.")
    assert query(page) == {"place": place}
    assert set(ids(page)) == within
    page.get_by_label("Kind").select_option("figure")
    figures = {id for id in within if site.content.facts[id].kind == "figure"}
    expect(page.locator("#facts-count")).to_have_text(f"{len(figures)} of {everything} facts.")
    assert query(page) == {"place": place, "kind": "figure"}
    # The link alone shows the same.
    shared = page.context.new_page()
    shared.goto(page.url)
    expect(shared.locator("#facts-count")).to_have_text(f"{len(figures)} of {everything} facts.")
    assert set(ids(shared)) == figures
    page.go_back()
    expect(page.locator("#facts-count")).to_have_text(f"{len(within)} of {everything} facts.")
    expect(page.get_by_label("Kind")).to_have_value("")
    page.go_back()
    expect(page.locator("#facts-count")).to_have_text(f"{everything} of {everything} facts.")
    assert query(page) == {}


def test_the_count_is_announced_and_filters_can_be_cleared(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    page.goto(f"{site.url}facts/?place=harbour-city&speaker=company")
    expect(page.get_by_role("status").first).to_have_text(
        f"0 of {len(site.content.facts)} facts: none has all of this."
    )
    expect(page.locator("#facts table")).to_be_hidden()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("status").first).to_have_text(
        f"{len(site.content.facts)} of {len(site.content.facts)} facts."
    )
    assert query(page) == {}


def test_the_choices_of_each_filter_say_how_many_facts_they_leave(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    catalogue = Catalogue(site.content, TODAY)
    page.goto(f"{site.url}facts/")
    counted(page)

    def choices(name: str) -> dict[str, int]:
        options = page.locator(f"select[name={name}] option").evaluate_all(
            "all => all.map(one => [one.value, one.text])"
        )
        return {value: int(text.rpartition("(")[2].rstrip(")")) for value, text in options if value}

    facts = site.content.facts.values()
    kinds = Counter("background" if fact.kind == "profile" else fact.kind for fact in facts)
    assert {id: number for id, number in choices("kind").items() if number} == kinds
    for name in ("speaker", "stands", "year"):
        assert sum(choices(name).values()) == len(facts), name
    assert choices("place") == {id: len(found) for id, found in catalogue.within_subject.items()}
    assert choices("topic") == {id: len(found) for id, found in catalogue.by_topic.items()}
    assert {id: number for id, number in choices("measure").items() if number} == Counter(
        fact.figure.measure for fact in facts if fact.figure
    )
    speakers = Counter(catalogue.statements.speakers.class_of(fact) for fact in facts)
    assert {id: number for id, number in choices("speaker").items() if number} == speakers


def test_what_nobody_can_choose_is_no_filter(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    page.goto(f"{site.url}facts/?place=<img>&year=twelve&sort=__proto__&constructor=x&kind=event")
    events_ = sum(fact.kind == "event" for fact in site.content.facts.values())
    assert counted(page) == f"{events_} of {len(site.content.facts)} facts."


def test_words_and_amounts_filter_without_a_key(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    page.goto(f"{site.url}facts/")
    counted(page)
    field = page.get_by_label("Words or a number")
    enter = "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', {bubbles: true})) }"
    field.evaluate(enter, "133,980 million")
    expect(page.locator("#facts-count")).to_contain_text("1 of")
    assert "133.98 billion" in page.locator("#facts tbody").inner_text()
    page.wait_for_url("**/facts/?q=133*")
    # A Chinese name that no row shows, and the beginning of a word.
    field.evaluate(enter, "海港城 chip mak")
    about = [id for id, fact in site.content.facts.items() if "harbour-city" in (fact.about, *fact.also_about)]
    expect(page.locator("#facts-count")).to_contain_text(re.compile("^[1-9][0-9]? of"))
    assert set(ids(page)) <= set(about)
    assert "harbour-chip-makers-2023" in ids(page)


def test_the_order_is_by_time_place_or_value_within_one_unit(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    content, catalogue = site.content, Catalogue(site.content, TODAY)
    page.goto(f"{site.url}facts/?kind=figure&sort=oldest")
    counted(page)
    times = [catalogue.recency(content.facts[id]) for id in ids(page)]
    dated = [time for time in times if time[0].year > 1]
    assert dated == sorted(dated)
    assert times[: len(dated)] == dated
    page.get_by_label("Order").select_option("place")
    names = [content.subjects[content.facts[id].about].name for id in ids(page)]
    assert names == sorted(names)
    page.get_by_label("Order").select_option("largest")
    expect(page.locator("#facts-count")).to_contain_text("in order within each of")
    groups: list[tuple[str, float]] = []
    for id in ids(page):
        figure = content.facts[id].figure
        if figure:
            unit = content.units[figure.unit]
            kind = f"{content.currency(figure) or unit.family} {figure.per}"
            groups.append((kind, float(figure.value * unit.factor)))
    kinds = [kind for kind, _ in groups]
    assert kinds == sorted(kinds, key=kinds.index), "units are mixed"
    for kind in set(kinds):
        values = [value for other, value in groups if other == kind]
        assert values == sorted(values, reverse=True), kind


def test_the_file_holds_the_rows_of_the_table_in_their_order(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    page.goto(f"{site.url}facts/?place=harbour-city&sort=oldest")
    counted(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="These rows as CSV").click()
    assert waiting.value.suggested_filename == "facts-harbour-city-oldest.csv"
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    published = csv.DictReader(io.StringIO((site.folder / "data/v1/facts.csv").read_bytes().decode("utf-8-sig")))
    known = {row["id"]: row for row in published}
    while page.get_by_role("button", name="more", exact=False).count():
        page.get_by_role("button", name="more", exact=False).click()
    assert [row["id"] for row in rows] == ids(page)
    assert rows == [known[row["id"]] for row in rows]
    assert len(rows) > 3


def test_facts_in_blocks_are_filtered_as_well(tiny: tuple[Site, Page], monkeypatch: pytest.MonkeyPatch) -> None:
    site, page = tiny
    monkeypatch.setattr(files, "MOST_FACTS", 10)
    monkeypatch.setattr(files, "BLOCK", 6)
    made = files.search_files(Catalogue(site.content, TODAY), site_views(site.content, TODAY).pages)
    serve(page, {file.path: file.data for file in made})
    page.goto(f"{site.url}facts/?place=harbour-city")
    within = Catalogue(site.content, TODAY).within_subject["harbour-city"]
    assert counted(page) == f"{len(within)} of {len(site.content.facts)} facts."
    assert set(ids(page)) <= within
    page.goto(f"{site.url}changes/?from=2026-11-22&to=2026-11-22")
    added = sum(fact.added.day == 22 for fact in site.content.facts.values())
    expect(page.locator("#answer-count")).to_contain_text(f"{added} new facts")


def serve(page: Page, by_path: dict[str, bytes]) -> None:
    """Answer with these files of the search."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.partition("/briefing/")[2]
        if path in by_path:
            route.fulfill(body=by_path[path], content_type="application/json")
        else:
            route.continue_()

    page.route("**/search/**", answer)


# --- compared ---


def test_two_that_a_reader_chooses_stand_side_by_side(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    catalogue = Catalogue(site.content, TODAY)
    page.goto(f"{site.url}compare/")
    page.locator("select[name=a]").select_option("harbour-city")
    expect(page.locator("#answer-count")).to_have_text("Choose what Harbour City is compared with.")
    page.locator("select[name=b]").select_option("quay-park")
    expect(page.locator("h1")).to_contain_text("Harbour City and Quay Park")
    assert query(page) == {"a": "harbour-city", "b": "quay-park"}
    links = page.locator("#answer td a").evaluate_all("all => all.map(link => link.pathname)")
    shown = [link.rstrip("/").rpartition("/")[2] for link in links]
    figures = compared_figures(catalogue)
    wanted = [of[id].id for of in figures.values() for id in ("harbour-city", "quay-park") if id in of]
    assert sorted(shown) == sorted(wanted)
    both = [measured for measured, of in figures.items() if {"harbour-city", "quay-park"} <= set(of)]
    assert both
    for measured in both:
        row = page.locator("#answer tr", has=page.get_by_role("rowheader", name=measured.name)).first
        for id in ("harbour-city", "quay-park"):
            claim = catalogue.claim(figures[measured][id])
            assert claim.figure
            expect(row).to_contain_text(claim.figure.words)
            expect(row).to_contain_text(claim.figure.when)
    expect(page.locator(".compared").first).to_be_hidden()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Compare")
    expect(page.locator(".compared").first).to_be_visible()


def a_comparison(*cells: tuple[int, str, str, str, int, str, str], unlike: list[list[int]]) -> bytes:
    """Rows of figures: measure, number, unit, time, month, currency, dollars; of the first thing, then the second."""
    names = ("measure", "number", "unit", "when", "month", "counted", "dollars")
    columns: dict[str, list[Any]] = {name: [cell[at] for cell in cells] for at, name in enumerate(names)}
    whens = list(dict.fromkeys(columns["when"]))
    units = list(dict.fromkeys(columns["unit"]))
    count = len(cells)
    columns |= {
        "subject": [number % 2 for number in range(count)],
        "target": [0] * count,
        "fact": [f"fact-{number}" for number in range(count)],
        "hedge": ["over"] * count,
        "counts": [units.index(unit) for unit in columns["unit"]],
        "converted": ["5 firms" if unit == "pairs of firms" else "" for unit in columns["unit"]],
        "when": [whens.index(when) for when in columns["when"]],
        "speaker": [0] * count,
        "state": [0] * count,
    }
    measures = [["Output", "What was sold.", "money", 1], ["Fund", "What is in it.", "money", 0]]
    value = {
        "subjects": [["one", "One", "", "places/one/"], ["two", "Two", "二", "organisations/two/"]],
        "measures": [
            *measures,
            ["Makers", "Who makes.", "companies", 0],
            ["Core makers", "Who makes it.", "companies", 0],
        ],
        "whens": whens,
        "speakers": ["The office"],
        "states": ["Disputed"],
        "cells": columns,
        "unlike": unlike,
        "far": 12,
        "words": {"far": "The dates lie {} apart.", "lengths": "Not for the same time."},
        "months": [f"{number} months" for number in range(99)],
    }
    return json.dumps(value).encode()


def test_what_cannot_be_compared_is_said_and_stands_apart(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    rows = a_comparison(
        (0, "5 billion", "yuan", "2025", 24, "CNY", "about US$1 billion"),
        (0, "3 billion", "yuan", "first half of 2025", 18, "CNY", "about US$0.4 billion"),
        (1, "7 billion", "yuan", "2025", 24, "CNY", ""),
        (1, "9 billion", "won", "2025", 24, "KRW", ""),
        (2, "40", "companies", "2025", 24, "", ""),
        (2, "50", "companies", "2023", 0, "", ""),
        (3, "6", "companies", "2023", 0, "", ""),
        unlike=[[0, 1]],
    )  # fmt: skip
    serve(page, {"search/compared.json": rows})
    page.goto(f"{site.url}compare/?a=one&b=two")
    status = page.locator("#answer-count")
    expect(status).to_contain_text("1 measure with a figure for both that can be compared.")
    expect(status).to_contain_text("lie up to 24 months apart")
    expect(status).to_contain_text("2 more cannot be compared.")
    both = page.get_by_role("table", name="What both have")
    assert both.get_by_role("rowheader").all_inner_texts()[0].startswith("Makers\nThe dates lie 24 months apart.")
    expect(both).not_to_contain_text("Output")
    apart = page.get_by_role("table", name="The same measure, not to be compared")
    expect(apart).to_contain_text("Not for the same time.")
    expect(apart).to_contain_text("In different currencies, without a rate for both times.")
    expect(apart.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("table", name="Only one of them has")).to_contain_text("Core makers")
    # Amounts with a rate each are held against each other in dollars alone.
    rows = rows.replace(b'""', b'"about US$2"')
    page.unroute("**/search/**")
    serve(page, {"search/compared.json": rows})
    page.reload()
    expect(both).to_contain_text("hold only the dollars against each other")


def test_units_are_made_the_same_or_said_to_count_other_things(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    rows = a_comparison(
        (2, "40", "services", "2025", 24, "", ""),
        (2, "50", "models", "2025", 24, "", ""),
        (3, "10", "firms", "2025", 24, "", ""),
        (3, "2.5", "pairs of firms", "2025", 24, "", ""),
        unlike=[],
    )
    serve(page, {"search/compared.json": rows})
    page.goto(f"{site.url}compare/?a=one&b=two")
    both = page.get_by_role("table", name="What both have")
    expect(both).to_contain_text("They do not count the same: services and models.")
    assert both.inner_text().count("They do not count") == 1
    expect(both.get_by_role("row").nth(2).get_by_role("cell").last).to_contain_text("5 firms")


def test_whoever_is_not_there_or_twice_is_not_compared(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    for asked in ("?a=harbour-city&b=harbour-city", "?a=harbour-city&b=<img>", "?b=harbour-city", "?a=&b=&x=1"):
        page.goto(f"{site.url}compare/{asked}")
        expect(page.locator("select[name=a] option").nth(3)).to_be_attached()
        expect(page.locator("#answer table")).to_have_count(0)
        expect(page.locator(".compared").first).to_be_visible()


# --- what changed ---


def test_what_changed_is_told_for_any_span_with_both_of_its_days(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    told = [event for event in events(site.content) if event.day <= TODAY]

    def expected(first: str, last: str) -> str:
        days: Counter[str] = Counter(event.what for event in told if first <= event.day.isoformat() <= last)
        kinds = (("added", "new fact"), ("corrected", "correction"), ("withdrawn", "withdrawal"))
        return ", ".join(f"{days[what] or 'no'} {name}{'' if days[what] == 1 else 's'}" for what, name in kinds)

    spans = [(f"2026-11-{one}", f"2026-11-{two}") for one in range(19, 24) for two in range(one, 24)]
    for first, last in spans:
        page.goto(f"{site.url}changes/?from={first}&to={last}")
        expect(page.locator("#answer-count")).to_contain_text(expected(first, last))
    # A month back without any days; whichever day is first, and what is no day.
    for asked in ("", "?from=2026-11-31&to=x", "?from=2026-11-23&to=2026-10-23", "?from=2026-10-23&to=2199-01-01"):
        page.goto(f"{site.url}changes/{asked}")
        expect(page.locator("#answer-count")).to_contain_text(expected("2026-10-23", "2026-11-23"))
        expect(page.get_by_label("From")).to_have_value("2026-10-23")
        expect(page.get_by_role("textbox", name="to", exact=True)).to_have_value("2026-11-23")


def test_days_that_are_chosen_are_in_the_address_and_back_undoes_them(tiny: tuple[Site, Page]) -> None:
    site, page = tiny
    page.goto(f"{site.url}changes/")
    expect(page.locator("#answer-count")).to_contain_text("23 October 2026 to 23 November 2026")
    page.get_by_label("From").fill("2026-11-22")
    page.wait_for_url("**/changes/?from=2026-11-22&to=2026-11-23")
    expect(page.locator("#answer-count")).to_contain_text("22 November 2026 to 23 November 2026")
    corrected = page.locator("#answer h2", has_text="Corrected").locator("+ ul")
    expect(corrected).to_contain_text("Figure: about 2 companies → 1 company")
    expect(corrected).to_contain_text("Why: The number is told: one.")
    page.go_back()
    expect(page.locator("#answer-count")).to_contain_text("23 October 2026 to 23 November 2026")


# --- all of them ---


# Where a reader's own colours are put in the place of ours, no other rule says another thing.
@pytest.mark.parametrize(
    "looks",
    [
        [("light", WIDE, ALL), ("dark", NARROW, ALL), ("forced", NARROW, COLOURS_ALONE)],
        pytest.param(
            [("dark", WIDE, ALL), ("forced", WIDE, COLOURS_ALONE), ("light", NARROW, ALL)], marks=pytest.mark.long
        ),
    ],
    ids=["some looks", "the others"],
)
@pytest.mark.parametrize("path", QUERIES)
def test_a_filled_page_is_fit_for_everybody(
    sites: dict[str, Site], browser: Browser, path: str, looks: list[tuple[Colours, int, dict[str, Any]]]
) -> None:
    context = browser.new_context(viewport={"width": WIDE, "height": 844})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(sites["tiny"].url + path)
    expect(page.locator("[role=status]").first).not_to_be_empty()
    if fold := page.locator("#filters details:not([open]) summary").all():
        fold[0].click()
    keep_still(page)
    for colours, width, rules in looks:
        page.set_viewport_size({"width": width, "height": 844})
        show_in(page, colours)
        assert violations(page, rules) == [], f"{colours}, {width} px"
    for width in (NARROWEST, NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []
    context.close()


def test_on_the_phone_filters_are_folded_and_a_row_is_a_card(sites: dict[str, Site], browser: Browser) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 844})
    page = context.new_page()
    page.goto(f"{sites['tiny'].url}facts/?kind=figure")
    counted(page)
    expect(page.get_by_label("Kind")).to_be_hidden()
    page.get_by_text("Filters (1)").click()
    expect(page.get_by_label("Kind")).to_be_visible()
    first = page.locator("#facts tbody tr").first
    figure, what = first.get_by_role("cell").nth(0).bounding_box(), first.get_by_role("cell").nth(1).bounding_box()
    assert figure
    assert what
    assert what["y"] >= figure["y"] + figure["height"] - 1
    context.close()


@pytest.mark.parametrize("path", ["facts/", "facts/?q=a", "compare/", "changes/?from=2000-01-01&to=2026-11-23"])
def test_no_text_of_a_record_becomes_markup(sites: dict[str, Site], browser: Browser, path: str) -> None:
    page = browser.new_page()
    page.goto(sites["hostile"].url + path)
    if path == "compare/":
        expect(page.locator("select[name=a] option").nth(3)).to_be_attached()
        for name, number in (("a", 1), ("b", 2), ("c", 3)):
            page.locator(f"select[name={name}]").select_option(index=number)
        expect(page.locator("#answer table").first).to_be_visible()
    else:
        expect(page.locator("[role=status]").first).not_to_be_empty()
        expect(page.locator("#facts tbody a, #answer a").first).to_be_visible()
    assert page.evaluate("window.PWNED") is None
    assert page.locator("#facts img, #answer img, #facts script, #answer script, #answer svg, #facts svg").count() == 0
    page.close()


@pytest.mark.parametrize(
    ("path", "said", "kept"),
    [
        ("facts/", "Filters need a script", "Harbour City"),
        ("compare/", "Choosing what to compare needs a script", "Harbour City"),
        ("changes/", "Choosing days needs a script", "Week 47 of 2026"),
    ],
)
def test_without_script_a_page_says_so_and_has_what_stood_there(
    sites: dict[str, Site], browser: Browser, path: str, said: str, kept: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sites["tiny"].url + path)
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.locator("article").get_by_role("link", name=kept).first).to_be_visible()
    expect(page.locator("form.with-script")).to_be_hidden()
    context.close()
