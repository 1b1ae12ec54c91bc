"""The page and the feed item of each week: what they count, that they join one speaker's figures, that they stay."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.feeds.items import feeds
from generator.model.content import Content
from generator.model.records import Before, Correction
from generator.model.series import figure_of, series_key
from generator.model.timeline import as_of, events
from generator.model.weeks import week_of
from generator.pages.page import SITE_FEED, WEEKS_FEED
from generator.pages.parts import Catalogue
from generator.pages.weeks import LETTERS, week_page
from generator.read.load import load
from tests.sites import PROJECT, TINY, TODAY, changed, generated, read, withdrawn

LATER = date(2026, 12, 8)
PAGE = "weeks/2026-47.md"
contents = pytest.mark.parametrize("folder", [TINY, PROJECT / "content"], ids=["tiny", "real"])


@pytest.fixture(scope="module")
def tiny() -> Content:
    return read(TINY)


def on(folder: Path) -> Catalogue:
    return Catalogue(load(folder).content, LATER)


@contents
def test_a_week_counts_what_happened_on_its_days(folder: Path) -> None:
    catalogue = on(folder)
    told = Counter(week_of(event.day).id for event in events(catalogue.content))
    counted = {week.id: len(what.events) for week, what, _ in catalogue.weeks if what.events}
    assert counted == dict(told)


@contents
def test_old_and_new_are_of_one_speaker_place_measure_and_unit(folder: Path) -> None:
    catalogue = on(folder)
    steps = [step for _, what, _ in catalogue.weeks for step in what.steps]
    assert steps
    speakers = catalogue.statements.speakers
    for was, now in steps:
        assert speakers.voice(was).key == speakers.voice(now).key
        assert series_key(catalogue.content, was) == series_key(catalogue.content, now)
        assert figure_of(was).unit == figure_of(now).unit
        assert figure_of(was).when.last <= figure_of(now).when.last


@contents
def test_a_headline_is_short_and_a_title_fits_a_tab(folder: Path) -> None:
    catalogue = on(folder)
    for index in range(len(catalogue.weeks)):
        page = week_page(catalogue, index)
        assert 0 < len(page.headline.text) <= LETTERS
        assert len(f"{page.title} - {catalogue.content.site.name}") <= 65


def test_what_is_written_later_leaves_a_week_that_is_over_as_it_was(tiny: Content) -> None:
    before = generated(tiny)
    fact = tiny.facts["harbour-output-2024"]
    monday = date(2026, 11, 30)
    # Another fact of the same series, a correction, a withdrawal, a copy in an archive, a summary that cites new facts.
    record = tiny.record_of[fact.id]
    new = replace(fact, id="harbour-output-2025", added=monday, figures=(replace(fact.figures[0], as_stated="x"),))
    source = replace(record.source, archived="https://web.archive.org/web/2026/https://example.org/")
    later = replace(
        tiny, records={**tiny.records, record.id: replace(record, source=source, facts=(*record.facts, new))}
    )
    later = withdrawn(later, "harbour-halls-area-2023", monday)
    correction = Correction(on=monday, was=Before(text=fact.text, figure_when=fact.figures[0].when), reason="A test.")
    figure = replace(fact.figures[0], value=fact.figures[0].value + 1)
    correction = replace(correction, was=replace(correction.was, value=fact.figures[0].value))
    later = changed(later, fact.id, text="It says another thing.", figures=(figure,), corrections=(correction,))
    city = later.places["harbour-city"]
    summary = (replace(city.summary[0], facts=("harbour-output-2025",)),)
    later = replace(later, places={**later.places, city.id: replace(city, summary=summary)})
    after = generated(later, today=LATER)
    said, _, since = after[PAGE].decode().partition("## What we changed since")
    assert said.strip() == before[PAGE].decode().partition("## What we changed since")[0].strip()
    assert "It says another thing." in since
    assert "Withdrawn 30 November 2026" in since
    # The item of the feed says nothing of what came later, so that it stays to the byte.
    items = [
        [line for line in files["feeds/weeks.json"].decode().splitlines() if "weeks/2026-47" in line]
        for files in (before, after)
    ]
    assert [line.rstrip(",") for line in items[0]] == [line.rstrip(",") for line in items[1]]


def test_a_correction_is_undone_where_it_came_later(tiny: Content) -> None:
    was = as_of(tiny, date(2026, 11, 21)).facts["harbour-output-2022"]
    now = tiny.facts["harbour-output-2022"]
    assert (was.about, now.about) == ("old-cape", "harbour-city")
    assert (figure_of(was).measure, figure_of(now).measure) == ("hall_area", "hall_output")
    assert (was.corrections, len(now.corrections)) == ((), 1)


def test_a_week_has_one_item_once_it_is_over_and_other_feeds_have_none(tiny: Content) -> None:
    day = week_of(TODAY).next_day
    for today, ids in ((day - timedelta(days=1), ["2026-47"]), (day, ["2026-48", "2026-47"])):
        every = {feed.link.path: feed for feed in feeds(Catalogue(tiny, today))}
        items = every[WEEKS_FEED].items
        assert [item.link.path for item in items] == [f"weeks/{id}.md" for id in ids]
        assert [item.guid for item in items] == [f"tag:briefing.example.org,2026:weeks/{id}" for id in ids]
        assert all(item.on <= today for item in items)
        assert not any(item.week for item in every[SITE_FEED].items)


def test_a_week_in_which_time_alone_passed_is_told_and_one_without_news_is_not(tiny: Content) -> None:
    weeks = {week.id: what for week, what, _ in Catalogue(tiny, LATER).weeks}
    # The figure of November 2025 should have a newer one after a year: the horizon ends on Monday, 30 November.
    assert [fact.id for fact in weeks["2026-49"].stale] == ["quay-park-makers-2025"]
    assert not weeks["2026-49"].events
    assert "2026-50" not in weeks


def test_a_disagreement_closes_in_the_week_of_what_closed_it(tiny: Content) -> None:
    catalogue = Catalogue(withdrawn(tiny, "harbour-halls-area-2023", TODAY), LATER)
    closed = {week.id: [one.key.about for one in what.closed] for week, what, _ in catalogue.weeks if what.closed}
    assert closed == {"2026-48": ["harbour-city"]}
