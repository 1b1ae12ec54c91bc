"""What the page of a place or an organisation answers first, and what is folded away on it: over the tiny, the real and
a hostile site; and in a real Chromium, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Page, expect

from generator.bind.texts import Texts
from generator.model.agreement import Status
from generator.model.words import number_in_words, when_in_words
from generator.pages.answers import growth, leading
from generator.pages.parts import Catalogue
from tests.browser import LONGEST_WAIT, NARROW, WIDE, Browser, Site
from tests.sites import TODAY
from tests.test_pages import pages, words

# Each profile of a place has these addresses, whether or not there is something at them.
ADDRESSES = ("numbers", "gaps", "timeline", "policy", "plans", "sources", "cite")
PATTERNS = ("places/*/index.html", "organisations/*/index.html", "topics/*/index.html")
MOST_BOXES = 12


@pytest.fixture(params=["tiny", "real", "hostile"])
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]


@pytest.fixture(params=["tiny", "real"])
def plain_site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]


def profiles(site: Site) -> Iterator[tuple[str, HtmlElement]]:
    for pattern in PATTERNS:
        yield from pages(site, pattern)


def in_view(page: HtmlElement, selector: str) -> list[HtmlElement]:
    """What stands on a page before a fold or a card is opened."""
    hidden = "ancestor::details[not(@open)] or ancestor::aside[contains(@class, 'card')]"
    return [one for one in page.cssselect(f"article {selector}") if not one.xpath(hidden)]


# --- the answer ---


def test_a_profile_answers_first_how_large_which_way_says_who_and_does_it_stand(plain_site: Site) -> None:
    content = Texts(plain_site.content).content
    seen = 0
    for path, page in pages(plain_site, "places/*/index.html"):
        place = content.places[path.split("/")[1]]
        own = [
            fact
            for fact in content.facts.values()
            for figure in fact.figures
            if fact.about == place.id and fact.kind in ("figure", "profile") and not fact.withdrawn and not fact.odd
        ]
        if not own:
            assert not page.cssselect(".huge"), path
            continue
        seen += 1
        heading, columns = page.cssselect("article h1")[0], page.cssselect("article h1 + .two")
        assert columns, path
        column = columns[0][0]
        first, state, way = column[:3]
        assert (first.get("class"), way.get("class")) == ("huge figure", "way"), path
        assert str(state.get("class")).startswith("state "), path
        fact = content.facts[str(first.cssselect("[data-fact]")[0].get("data-fact"))]
        assert fact in own, (path, fact.id)
        measures = {figure.measure for one in own for figure in one.figures}
        shown = [
            figure
            for figure in fact.figures
            if number_in_words(figure.value) in words(first) and content.measures[figure.measure].name in words(first)
        ]
        assert shown, (path, words(first))
        if place.lead in measures:
            assert place.lead in {figure.measure for figure in shown}, path
        assert (shown[0].qualifier or "") in words(first), path
        assert when_in_words(shown[0].when) in words(first), path
        speaker = fact.said_by or content.publishers[content.record_of[fact.id].source.publisher].name
        assert " ".join(speaker.split()) in words(first), path
        assert words(state.cssselect("strong")[0]), path
        assert words(way), path
        assert words(heading), path
    assert seen > 2


def test_a_direction_joins_figures_of_one_speaker_measure_unit_and_length_of_time(plain_site: Site) -> None:
    content = Texts(plain_site.content).content
    speakers = Catalogue(plain_site.content, TODAY).statements.speakers
    ways = {"Up": 0, "Down": 0, "From": 0, "In": 0}
    stated = 0
    for path, page in profiles(plain_site):
        for way in page.cssselect(".way"):
            links = way.cssselect("a[data-fact]")
            if not links:
                assert words(way) == "No comparable earlier figure by the same speaker.", path
                continue
            lead = content.facts[str(page.cssselect(".huge [data-fact]")[0].get("data-fact"))]
            fact = content.facts[str(links[0].get("data-fact"))]
            assert speakers.voice(lead).is_same_as(speakers.voice(fact)), path
            assert lead.about == fact.about, path
            (now,) = {
                one
                for one in lead.figures
                if content.measures[one.measure].name in words(page.cssselect(".huge .meta")[0])
                and number_in_words(one.value) in words(page.cssselect(".huge strong")[0])
            }
            (was,) = {one for one in fact.figures if (one.name or "") == (links[0].get("data-figure") or "")}
            start = words(way).partition(" ")[0]
            if start not in ways:
                assert content.measures[was.measure].growth_of == now.measure, path
                assert was.when == now.when, path
                stated += 1
                continue
            ways[start] += 1
            assert (was.measure, was.unit, was.per) == (now.measure, now.unit, now.per), path
            assert was.when.last <= now.when.last, path
            assert (start == "In") == (was.when == now.when), path
            if content.measures[now.measure].kind == "flow":
                assert was.when.months == now.when.months, path
            if start == "Up":
                assert was.value < now.value, path
            if start == "Down":
                assert was.value > now.value, path
    if plain_site.name == "real":
        assert ways["Up"] >= 4
        assert stated
    else:
        assert ways["In"]


def test_stated_growth_is_that_of_the_leading_figure(sites: dict[str, Site]) -> None:
    catalogue = Catalogue(sites["real"].content, TODAY)
    lead = leading(catalogue, "shanghai", "ai_industry_output")
    assert lead
    found = growth(catalogue, lead)
    assert found
    assert found.figure
    assert catalogue.content.measures[found.figure.measure].growth_of == "ai_industry_output"
    # Of a measure without growth there is none.
    other = leading(catalogue, "maqiao", "ai_companies")
    assert other
    assert growth(catalogue, other) is None


# --- what is folded away ---


def test_a_fold_says_how_much_is_in_it_and_holds_something(site: Site) -> None:
    seen = 0
    for path, page in profiles(site):
        for fold in page.cssselect("details.fold"):
            seen += 1
            summary, *inside = fold
            assert summary.tag == "summary", path
            (heading,) = summary.cssselect("[id][role=heading]")
            assert words(heading), path
            (count,) = summary.cssselect("[data-count]")
            said = re.match(r"(\d[\d,]*) \w+", words(count))
            assert said, (path, words(count))
            assert inside, path
            assert any(words(one) for one in inside), path
            number = int(said[1].replace(",", ""))
            match heading.get("id"):
                case "timeline" | "policy" | "background" | "plans" | "event" | "profile" | "briefings":
                    rows = [row for one in inside for row in one.cssselect(".ledger > ul > li")]
                    rows += [row for one in inside if one.get("class") == "ledger" for row in one.cssselect("ul > li")]
                    more = [link for one in inside for link in one.cssselect("a") if re.match(r"\d", words(link))]
                    assert len(set(rows)) == number or (more and len(set(rows)) < number), (path, heading.get("id"))
                case "sources":
                    assert sum(len(one.cssselect("ol > li")) for one in inside) == number, path
                case "disagreements":
                    assert sum(one.tag == "h3" for one in inside) <= number, path
                case _:
                    assert number or heading.get("id") == "cite", path
    assert seen > 10


def test_no_card_lies_in_a_fold_where_it_could_not_open(site: Site) -> None:
    for path, page in profiles(site):
        assert page.cssselect("aside.card"), path
        assert not page.cssselect("details aside.card"), path


def test_addresses_of_sections_stay_on_every_profile_and_stand_once(site: Site) -> None:
    for path, page in pages(site, "places/*/index.html"):
        ids = [str(one.get("id")) for one in page.cssselect("[id]")]
        assert set(ADDRESSES) <= set(ids), path
        assert len(ids) == len(set(ids)), path
        place = site.content.places[path.split("/")[1]]
        if place.parent or any(one.parent == place.id for one in site.content.places.values()):
            assert "places" in ids, path
    for pattern in PATTERNS[1:]:
        for path, page in pages(site, pattern):
            assert page.cssselect("#sources"), path
            assert page.cssselect("#cite"), path


def test_what_is_not_on_file_is_said_once_with_the_gaps(site: Site) -> None:
    for path, page in pages(site, "places/*/index.html"):
        said = [one for one in page.cssselect(".none") if "ot on file yet" in words(one)]
        assert len(said) <= 1, path
        for one in said:
            assert one.xpath("preceding::h2[1]")[0].get("id") == "gaps", path


def test_boxes_in_view_are_few_and_of_what_is_not_usual(site: Site) -> None:
    """Counted: every box in the text outside a closed fold and outside the cards behind numbers."""
    usual = {"Single source", "Official claim"}
    for path, page in profiles(site):
        boxes = [re.sub("^. ", "", words(chip)) for chip in in_view(page, ".chip")]
        assert len(boxes) <= MOST_BOXES, (path, boxes)
        assert not usual & set(boxes), (path, boxes)
        assert set(boxes) <= {*Status.__args__, "Our analysis", "target"} - usual, (path, boxes)  # type: ignore[attr-defined]


# --- where a place lies ---


def test_no_drawing_shows_places_without_land_and_a_position_leads_to_a_map(site: Site) -> None:
    seen = 0
    for path, page in pages(site, "places/*/index.html"):
        assert not page.cssselect("svg:not(.chart):not(.shape):not(.plot)[role]"), path
        place = site.content.places[path.split("/")[1]]
        links = [link for link in in_view(page, "a") if "openstreetmap.org" in str(link.get("href"))]
        assert len(links) == (place.position is not None), path
        for link in links:
            assert place.position
            seen += 1
            lat, lon = float(place.position.lat), float(place.position.lon)
            assert str(link.get("href")).endswith(f"/{lat:g}/{lon:g}"), path
            assert f"mlat={lat:g}&mlon={lon:g}" in str(link.get("href")), path
            for degrees, names in ((lat, "north south"), (lon, "east west")):
                side = names.split()[degrees < 0]
                assert f"{abs(degrees):g}° {side}" in words(link), path
    assert seen


# --- in a browser ---


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": NARROW, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("name", "every"), [("tiny", 1), ("real", 4), pytest.param("real", 1, marks=pytest.mark.long)])
def test_the_first_screen_of_a_phone_has_the_answer(sites: dict[str, Site], phone: Page, name: str, every: int) -> None:
    """Of every place that has one, or of every so many: figure, what it counts, of when and by whom, whether it
    stands, and which way."""
    site = sites[name]
    low, seen = {}, 0
    with_one = [path for path, page in pages(site, "places/*/index.html") if page.cssselect(".huge")]
    for path in with_one[::every]:
        seen += 1
        phone.goto(f"{site.url}{path.removesuffix('index.html')}")
        for part in (".kicker", "h1", ".huge strong", ".huge .meta", ".huge ~ .state", ".way"):
            box = phone.locator(f"article {part}").first.bounding_box()
            assert box, (path, part)
            if box["y"] + box["height"] > 844:
                low[path, part] = box["y"] + box["height"]
    assert low == {}
    assert seen > (25 // every if name == "real" else 2)


@pytest.mark.browser
def test_shanghai_is_short_until_a_fold_is_opened(sites: dict[str, Site], phone: Page) -> None:
    phone.goto(f"{sites['real'].url}places/shanghai/")
    assert phone.evaluate("document.documentElement.scrollHeight") <= 6 * 844


# What of the sections that are folded away is not in view.
CLOSED = """() => [...document.querySelectorAll(".fold > :not(summary)")].filter(one => one.textContent.trim()
    && !one.checkVisibility({contentVisibilityAuto: true})).map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("script", "every"),
    [(True, 3), (False, 3), *(pytest.param(script, 1, marks=pytest.mark.long) for script in (True, False))],
)
def test_a_link_to_a_section_lands_at_it_and_opens_it(
    sites: dict[str, Site], browser: Browser, script: bool, every: int
) -> None:
    """Of every third of them the link from elsewhere, each week of all."""
    site = sites["real"]
    context = browser.new_context(viewport={"width": NARROW, "height": 844}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{site.url}places/shanghai/")
    ids = page.locator(".fold > summary > [id]").evaluate_all("found => found.map(one => one.id)")
    assert len(ids) > 8
    for id in ids[::every]:
        page.goto("about:blank")
        page.goto(f"{site.url}places/shanghai/#{id}")
        fold = page.locator(f".fold:has(> summary > #{id})")
        expect(fold.locator("> :not(summary)").first).to_be_visible()
        expect(page.locator(f"#{id}")).to_be_in_viewport()
        others = page.locator(f".fold:not(:has(> summary > #{id}))").first
        expect(others.locator("> :not(summary)").first).to_be_hidden()
    # And from the same page.
    page.goto("about:blank")
    page.goto(f"{site.url}places/shanghai/")
    page.locator(".strip a", has_text="Cite").click()
    expect(page.locator(".cite")).to_be_visible()
    expect(page.locator(".cite")).to_be_in_viewport()
    context.close()


@pytest.mark.browser
def test_a_number_in_a_fold_opens_its_card(sites: dict[str, Site], phone: Page) -> None:
    phone.goto(f"{sites['real'].url}places/shanghai/")
    fold = phone.locator(".fold:has(> summary > #plans)")
    fold.locator("summary").first.click()
    fold.locator("[data-fact] button").first.click()
    card = phone.locator(".card:popover-open")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box
    assert box["height"] > 100


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_paper_has_what_is_folded_away(sites: dict[str, Site], browser: Browser, script: bool) -> None:
    context = browser.new_context(viewport={"width": WIDE, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{sites['real'].url}places/shanghai/")
    assert len(page.evaluate(CLOSED)) > 10
    page.emulate_media(media="print")
    # Links to what paper does not have, and how to report an error, are left out there on purpose.
    # A browser lays out for another medium when it comes to it.
    for _ in range(LONGEST_WAIT):
        kept_back = re.compile(r"<p><a |<p>Version|<ul>\s*<li><strong>|<details")
        left = [one for one in page.evaluate(CLOSED) if not kept_back.match(one)]
        if not left:
            break
        page.wait_for_timeout(20)
    assert left == []
    context.close()
