"""The built site in a real Chromium: quiet, within its own host, readable by all, and not to be taken over.

The real content is looked at too, whatever its words; nothing else in the tests depends on it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page

from tests.browser import KINDS, LOOKS, MOST_READ, NARROW, NARROWEST, RULES, WIDE, Site, Window

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[(site, kind) for site in ("tiny", "real") for kind in KINDS], ids="-".join)
def opened(request: pytest.FixtureRequest, sites: dict[str, Site], window: Window) -> Window:
    """A page of each kind, of the tiny and of the real site."""
    name, kind = request.param
    window.page.set_viewport_size({"width": WIDE, "height": 900})
    window.open(sites[name], kind)
    return window


def test_a_page_never_scrolls_sideways(opened: Window) -> None:
    # Menus slide to their new place when the window changes; where they are on the way does not count.
    opened.page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    # 640 px is also what a window of 1280 px has left at twice the size.
    for width in (NARROWEST, NARROW, WIDE // 2, WIDE):
        opened.page.set_viewport_size({"width": width, "height": 900})
        # Two frames later the page is laid out for it.
        opened.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        wide = opened.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} px at {width} px"


def test_a_page_can_be_used_by_all(opened: Window) -> None:
    number = list(KINDS).index(opened.kind)
    looks = LOOKS
    if opened.kind not in MOST_READ:
        # The rest are made of the same parts; each of the real ones is looked at in another way.
        looks = [LOOKS[0], LOOKS[3]] if opened.site.name == "tiny" else [LOOKS[number % len(LOOKS)]]
    # Colours on their way are nobody's colours.
    opened.page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    for scheme, width in looks:
        opened.page.emulate_media(color_scheme=scheme)
        opened.page.set_viewport_size({"width": width, "height": 900})
        found = AxeResults(opened.page.evaluate(f"axe.run({json.dumps(RULES)})"))
        assert found.violations_count == 0, f"{scheme}, {width} px: {found.generate_report()}"


def test_a_page_asks_for_nothing_that_is_missing_or_elsewhere_and_complains_of_nothing(opened: Window) -> None:
    opened.page.wait_for_load_state("networkidle")
    assert opened.page.locator("h1").count() == 1
    assert opened.faults == []


COLOURS = """[...document.querySelectorAll("body, h1, article p, article a, footer")].map(
    found => [getComputedStyle(found).color, getComputedStyle(found).backgroundColor])"""


@pytest.mark.parametrize("kind", ["home", "place", "fact"])
def test_without_script_text_and_dark_colours_are_the_same(sites: dict[str, Site], browser: Browser, kind: str) -> None:
    found = []
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script, color_scheme="dark")
        page = context.new_page()
        page.goto(sites["tiny"].page(kind))
        shown = page.locator("article").inner_text(), page.evaluate(COLOURS)
        assert page.locator(".footer-links a:visible").count() >= 10
        found.append(shown)
        context.close()
    assert found[0] == found[1]
    assert found[0][1][0] == ["rgb(232, 237, 241)", "rgb(16, 24, 31)"]


def results(page: Page, words: str) -> list[str]:
    """The addresses that the search box finds for some words."""
    said = page.locator(".md-search-result__meta")
    box = page.locator(".md-search__input")
    box.press("ControlOrMeta+a")
    box.press("Delete")
    said.filter(has_text="Type to start searching").wait_for()
    box.fill(words)
    # Whatever way of writing, it ends with a key, which is what the search listens to.
    box.press("End")
    said.filter(has_text=re.compile("match")).wait_for()
    return [str(link.get_attribute("href")).split("?")[0] for link in page.locator(".md-search-result__link").all()]


@pytest.fixture
def search(sites: dict[str, Site], browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Site, Page]]:
    site = sites[request.param]
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    page = context.new_page()
    page.goto(site.url)
    page.locator(".md-search__input").click()
    yield site, page
    context.close()


@pytest.mark.parametrize("search", ["tiny", "real"], indirect=True)
def test_search_finds_a_place_by_its_english_and_its_chinese_name(search: tuple[Site, Page]) -> None:
    site, page = search
    named = [(place.id, place.name, place.name_zh) for place in site.content.places.values() if place.name_zh]
    assert named
    for id, *names in named:
        for name in names:
            assert f"{site.url}places/{id}/" in [found.split("#")[0] for found in results(page, name)], name


def test_on_a_phone_the_search_opens_by_its_sign_and_finds(sites: dict[str, Site], browser: Browser) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 844})
    page = context.new_page()
    page.goto(sites["tiny"].page("fact"))
    page.locator("label.md-header__button[for=__search]").click()
    found = results(page, "Quay Park")
    assert f"{sites['tiny'].url}places/quay-park/" in [address.split("#")[0] for address in found]
    context.close()


@pytest.mark.parametrize("search", ["tiny"], indirect=True)
def test_search_leads_to_briefings_and_places_and_never_to_single_facts(search: tuple[Site, Page]) -> None:
    site, page = search
    found = results(page, "hall act adopted")
    assert f"{site.url}briefings/hall-act-adopted/" in [address.split("#")[0] for address in found]
    assert not [address for address in found if re.search("/facts/(?!about/)|/sources/", address)]
    index = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))
    pages = {entry["location"].split("#")[0] for entry in index["docs"]}
    assert {"", "places/quay-park/", "briefings/hall-act-adopted/", "topics/talent/"} <= pages
    assert not [path for path in pages if re.match("facts/(?!about/)|sources/", path)]
    # A number of a note or a card is no word of its page.
    assert not [entry for entry in index["docs"] if "Full source entry" in entry["text"] or "Note 1" in entry["text"]]


def test_a_missing_page_at_any_depth_says_so_and_leads_home(sites: dict[str, Site], browser: Browser) -> None:
    site = sites["tiny"]
    page = browser.new_page()
    for path in ("none", "facts/none/", "a/b/c/d/e.html"):
        answer = page.goto(site.url + path)
        assert answer
        assert answer.status == 404
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).borderTopStyle") == "solid"
        page.get_by_role("link", name="Latest briefing").click()
        assert page.url == site.url
    page.close()


# --- hostile content ---


def _runs(element: Any) -> str:
    """What of an element could run or load something; nothing for most."""
    handlers = [name for name in element.attrib if str(name).lower().startswith("on")]
    address = str(element.get("href") or element.get("src") or "").strip().lower()
    if handlers or address.startswith(("javascript:", "data:", "vbscript:")):
        return str(lxml_html.tostring(element)[:200])
    if element.tag in ("iframe", "object", "embed", "base", "img", "video", "audio"):
        return str(lxml_html.tostring(element)[:200])
    return ""


def test_hostile_texts_add_no_element_or_handler_to_any_page(sites: dict[str, Site]) -> None:
    tiny, hostile = sites["tiny"], sites["hostile"]
    assert hostile.pages() == tiny.pages()
    for path in hostile.pages():
        made, plain = (lxml_html.parse(str(site.folder / path)).getroot() for site in (hostile, tiny))
        assert "PWNED" in made.text_content(), path
        assert [found for element in made.iter("*") if (found := _runs(element))] == [], path
        # Chinese is marked by a span, and what editors wrote in Markdown has elements of its own.
        if not path.startswith(("about", "methodology")):
            assert _elements(made) == _elements(plain), path


def _elements(root: Any) -> Counter[str]:
    return Counter(str(element.tag) for element in root.iter("*") if element.tag != "span")


def test_hostile_texts_run_on_no_page_and_in_no_search(sites: dict[str, Site], browser: Browser) -> None:
    site = sites["hostile"]
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    page = context.new_page()
    for path in site.pages():
        page.goto(site.url + path.removesuffix("index.html"))
        assert page.evaluate("typeof window.PWNED") == "undefined", path
    page.goto(site.url)
    page.locator(".md-search__input").click()
    for words in ("window PWNED", "<img src", "onerror", "x"):
        assert results(page, words), words
        assert page.evaluate("typeof window.PWNED") == "undefined", words
        assert page.locator(".md-search-result").locator("img, script:not([src]), iframe, [onerror]").count() == 0
    context.close()


def test_a_payload_that_runs_would_be_seen(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<img src=x onerror=window.PWNED=true>")
    page.wait_for_function("window.PWNED === true")
    page.close()
