"""How a page is read in a real Chromium: a claim's source in one press, by keyboard alone, without script, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from generator.bind.texts import Texts
from generator.model.quotes import address_of_words
from generator.text.escape import web_address
from tests.browser import (
    ALL,
    COLOURS_ALONE,
    NARROW,
    WIDE,
    Browser,
    Site,
    Window,
    keep_still,
    show_in,
    violations,
    wait_until,
)

pytestmark = pytest.mark.browser

CLOSED = ".card:not(:popover-open)"
# What opens a card: the small number behind a claim, and the number in one.
NOTE, NUMBER = "article .note button", "article [data-fact] button"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A phone that runs no script and likes the dark."""
    context = browser.new_context(
        viewport={"width": NARROW, "height": 844}, java_script_enabled=False, color_scheme="dark"
    )
    yield context.new_page()
    context.close()


# --- the card of a claim ---


def test_a_mark_of_a_chart_opens_the_card_of_its_fact_and_leads_there_without_script(
    sites: dict[str, Site], page: Page, plain: Page
) -> None:
    page.goto(sites["tiny"].page("chart"))
    mark = page.locator("svg.plot a:visible").first
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator(".card:popover-open")
    assert card.get_attribute("id") == mark.get_attribute("data-card")
    expect(card.locator(".state strong")).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    plain.goto(sites["tiny"].page("chart"))
    plain.locator("svg.plot a:visible").first.focus()
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/facts/*/")


@pytest.mark.parametrize("opens", [NOTE, NUMBER])
def test_enter_opens_the_card_of_its_claim_and_escape_gives_the_focus_back(
    sites: dict[str, Site], page: Page, opens: str
) -> None:
    page.goto(sites["tiny"].page("place"))
    number = page.locator(opens).first
    number.focus()
    page.keyboard.press("Enter")
    card = page.locator(".card:popover-open")
    assert card.get_attribute("id") == number.get_attribute("popovertarget")
    for part in (".state strong", ".who", ".ways a"):
        expect(card.locator(part).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(number).to_be_focused()


def test_a_tap_on_a_number_opens_its_card_whose_link_has_the_words_of_the_source(
    sites: dict[str, Site], plain: Page
) -> None:
    """With a finger and without script."""
    content = Texts(sites["real"].content).content
    plain.goto(sites["real"].page("home"))
    numbers = plain.locator("article [data-fact]:has(button)")
    assert numbers.count() > 10
    for number in numbers.all()[:10]:
        fact = content.facts[number.get_attribute("data-fact") or ""]
        speaker = fact.said_by or content.publishers[content.record_of[fact.id].source.publisher].name
        number.get_by_role("button", name=f": {' '.join(speaker.split())}").click()
        card = plain.locator(f"#{number.locator('button').get_attribute('popovertarget')}")
        expect(card).to_be_visible()
        expect(card.get_by_role("link", name="All about this")).to_have_attribute("href", re.compile(f"/{fact.id}/$"))
        assert fact.quote
        quote = card.locator("blockquote")
        assert fact.quote in quote.inner_text()
        assert quote.get_attribute("lang") == content.record_of[fact.id].source.language
        link = card.get_by_role("link", name="Open the source at these words")
        address = address_of_words(content.record_of[fact.id].source.url, fact.quote)
        # As the browser has it, which encodes what the page has as one reads it.
        assert unquote(link.evaluate("link => link.href")) == unquote(web_address(address))
        card.get_by_role("button", name="Close").click()
        expect(card).to_be_hidden()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_number_is_large_enough_for_a_finger_and_moves_nothing(
    sites: dict[str, Site], page: Page, width: int
) -> None:
    """24 px high (WCAG 2.2, 2.5.8), and over the whole number, on one line."""
    page.set_viewport_size({"width": width, "height": 900})
    for kind in ("home", "place"):
        page.goto(sites["real"].page(kind))
        boxes = page.locator(NUMBER).evaluate_all(
            "found => found.map(on => [on.getBoundingClientRect(), on.parentElement.getBoundingClientRect()])"
        )
        assert len(boxes) > 10
        for button, number in boxes:
            if button["width"]:  # not in what is folded away
                assert button["height"] >= 24, (kind, button)
                assert button["left"] <= number["left"] + 1, (kind, button, number)
                assert button["right"] >= number["right"] - 1, (kind, button, number)


# --- the words of a source ---

CHINESE = "前三季度，上海规模以上人工智能产业规模达4354.92亿元，同比增长39.6%，产业规模超4000亿元"
ALIKE = "The city counted 1,200 companies in 2024"
BRACKETS = 'an "output" of more than US$500 billion (3.5 trillion yuan), up 12.5% year-on-year - its best'
LONG = f"In the first three quarters the city's firms, large and small, made {BRACKETS}, the bureau said"


@pytest.mark.parametrize(
    ("quote", "at"),
    [(CHINESE, "chinese"), (ALIKE, "alike"), (BRACKETS, "brackets"), (LONG, "long"), ("words not there", "top")],
)
def test_the_address_of_words_opens_the_page_at_them(page: Page, quote: str, at: str) -> None:
    def block(id: str, text: str) -> str:
        return f'<p style="margin-top: 3000px" id="{id}">{escape(text)}.</p>'

    texts = {
        # The beginning of each is met before.
        "early": "The city counted 1,100 companies in 2023, and the first three quarters of 前三季度 were good",
        "chinese": f"记者获悉，{CHINESE}，创历史新高",
        "alike": f"{ALIKE}, as the bureau said",
        "long": LONG,
        "brackets": f"It had {BRACKETS.removeprefix('an ')}".replace("It had ", "It had an "),
    }
    if at == "brackets":
        del texts["long"]
    body = "".join(block(id, text) for id, text in texts.items())
    url = "https://words.example.org/page"
    page.route(url, lambda route: route.fulfill(body=f"<!doctype html><meta charset=utf-8><h1>News</h1>{body}"))
    page.goto(address_of_words(url, quote))
    seen = """() => [...document.querySelectorAll("p")].filter(
        p => p.getBoundingClientRect().top < innerHeight && p.getBoundingClientRect().bottom > 0).map(p => p.id)"""
    if at == "top":
        page.wait_for_timeout(300)
        assert page.evaluate("scrollY") == 0
    else:
        wait_until(page, "scrollY > 0")
        assert page.evaluate(seen) == [at]


@pytest.mark.parametrize("opens", [NOTE, NUMBER])
def test_the_card_leads_to_the_page_of_its_fact(sites: dict[str, Site], page: Page, opens: str) -> None:
    site = sites["tiny"]
    page.goto(site.page("place"))
    page.locator(opens).first.click()
    card = page.locator(".card:popover-open")
    state = card.locator(".state").inner_text()
    card.get_by_role("link", name="All about this").click()
    assert page.url.startswith(f"{site.url}facts/")
    assert page.locator("h1 + .state").inner_text() == state


# Opens one card after the other. Of each the box, that of the words it is about, that of the button, and whether this
# has the focus again when the card is closed.
OPENED = """async buttons => {
    const frame = () => new Promise(requestAnimationFrame), found = []
    const until = async is_so => { while (!is_so()) await frame() }
    for (const button of document.querySelectorAll(buttons)) {
        if (!button.checkVisibility({visibilityProperty: true})) continue
        button.focus()
        button.click()
        await until(() => document.querySelector(".said") && document.querySelector(".card:popover-open"))
        await frame()
        const open = document.querySelector(".card:popover-open")
        const boxes = [open, document.querySelector(".said"), button].map(one => one.getBoundingClientRect().toJSON())
        open.hidePopover()
        await until(() => !document.querySelector(".said"))
        found.push([...boxes, document.activeElement === button])
    }
    return found
}"""


@pytest.mark.parametrize(("width", "height"), [(NARROW, 844), (WIDE, 800)])
@pytest.mark.parametrize("kind", ["home", "briefing", "place"])
def test_an_open_card_lies_in_the_window_and_leaves_its_words_in_view(
    sites: dict[str, Site], page: Page, kind: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(sites["real"].page(kind))
    shown = page.evaluate(OPENED, f"{NOTE}, {NUMBER}")
    assert len(shown) > 10
    for card, said, number, has_focus in shown:
        assert card["top"] >= 0, card
        assert card["bottom"] <= height + 1, card
        assert card["left"] >= 0, card
        assert card["right"] <= width, card
        if width == NARROW:
            assert card["height"] <= 0.581 * height, card
        # Of a text that is taller than what is left the line of the number counts.
        words = said if said["height"] <= height - card["height"] - 120 else number
        assert words["bottom"] <= card["top"] + 1 or words["top"] >= card["bottom"] - 1, (card, words)
        assert words["top"] >= 0, words
        assert words["bottom"] <= height, words
        assert has_focus, card


def test_on_a_phone_back_closes_the_card_and_leaves_no_trace(sites: dict[str, Site], browser: Browser) -> None:
    site = sites["tiny"]
    context = browser.new_context(viewport={"width": NARROW, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(site.url)
    page.goto(site.page("place"))
    here = page.url
    card, number = page.locator(".card:popover-open"), page.locator(NUMBER).first
    number.tap()
    expect(card).to_have_count(1)
    # A card is open a moment before the browser tells the script so.
    wait_until(page, "history.state?.card")
    page.go_back()
    expect(card).to_have_count(0)
    assert page.url == here
    # Closed in another way it needs no Back: the next one leaves the page.
    number.tap()
    card.get_by_role("button", name="Close").tap()
    expect(card).to_have_count(0)
    wait_until(page, "!history.state?.card")
    number.tap()
    expect(card).to_have_count(1)
    wait_until(page, "history.state?.card")
    # One card after another is still one step.
    page.locator(f"{NUMBER}:not([popovertarget={number.get_attribute('popovertarget')}])").first.focus()
    page.keyboard.press("Enter")
    expect(card).to_have_count(1)
    page.go_back()
    expect(card).to_have_count(0)
    assert page.url == here
    page.go_back()
    assert page.url == site.url
    context.close()


def test_back_from_the_page_of_a_fact_returns_to_its_open_card(sites: dict[str, Site], browser: Browser) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(sites["tiny"].page("place"))
    page.locator(NUMBER).first.tap()
    card = page.locator(".card:popover-open")
    id = card.get_attribute("id")
    card.get_by_role("link", name="All about this").tap()
    page.wait_for_selector("h1 + .state")
    page.go_back()
    expect(card).to_have_attribute("id", str(id))
    page.go_back()
    expect(card).to_have_count(0)
    context.close()


def test_an_open_card_can_be_used_by_all(sites: dict[str, Site], page: Page) -> None:
    window = Window(page)
    window.open(sites["real"], "place")
    keep_still(page)
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 844})
        page.locator(NUMBER).first.click()
        expect(page.locator(".card:popover-open")).to_be_visible()
        for look in ("light", "dark", "forced"):
            show_in(page, look)
            # Where a reader's own colours are put in the place of ours, no other rule says another thing.
            rules = COLOURS_ALONE if look == "forced" else ALL
            assert violations(page, rules, ".card:popover-open, .said") == [], f"{look}, {width} px"
        page.keyboard.press("Escape")
        expect(page.locator(".card:popover-open")).to_have_count(0)
    assert window.faults == []


def test_the_figure_is_the_largest_on_the_page_of_a_fact(sites: dict[str, Site], page: Page) -> None:
    page.goto(f"{sites['tiny'].url}facts/harbour-output-2022/")
    sizes = page.evaluate(
        """[...document.querySelectorAll("article *")].map(one => [
            parseFloat(getComputedStyle(one).fontSize), one.closest(".huge") !== null])"""
    )
    assert max(sizes)[1]
    assert [size for size, of_figure in sizes if not of_figure and size >= max(sizes)[0]] == []


@pytest.mark.parametrize("kind", ["home", "briefing", "place"])
def test_no_number_stands_alone_on_a_line(sites: dict[str, Site], page: Page, kind: str) -> None:
    page.goto(sites["real"].page(kind))
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        alone = page.evaluate(
            """[...document.querySelectorAll("article .nb:has(.note)")].filter(kept => {
                const words = document.createRange(), number = kept.querySelector(".note button")
                words.setStart(kept, 0); words.setEndBefore(number.closest(".note"))
                const [last] = [...words.getClientRects()].filter(box => box.width > 2).slice(-1)
                const box = number.getBoundingClientRect()
                return last && (box.top > last.bottom || box.bottom < last.top)
            }).length"""
        )
        assert alone == 0, width


# --- by keyboard ---


def focused(page: Page) -> list[dict[str, object]]:
    """Each element that the focus comes to by the Tab key, with whether it can be seen, until it comes round."""
    found: list[dict[str, object]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
                const on = document.activeElement, box = on.getBoundingClientRect(), view = document.documentElement
                const style = getComputedStyle(on)
                return {
                    at: on === document.body ? "" : on.tagName + " " + (on.href || on.id || on.name || on.innerText),
                    link: on.href?.baseVal ?? on.href ?? "",
                    seen: style.visibility === "visible" && box.width > 0 && box.height > 0
                        && box.right > 0 && box.left < view.clientWidth
                        && box.bottom > 0 && box.top < view.clientHeight,
                }
            }"""
        )
        if here["at"] == "":
            break
        found.append(here)
    return found


# The menu is another on a narrow window, and the same on all pages: each page in one of the two, each week in both.
@pytest.mark.parametrize(
    ("kind", "width"),
    [
        ("home", WIDE),
        ("place", WIDE),
        ("fact", WIDE // 2),
        *(
            pytest.param(*some, marks=pytest.mark.long)
            for some in (("home", WIDE // 2), ("place", WIDE // 2), ("fact", WIDE))
        ),
    ],
)
def test_the_keyboard_reaches_every_section_and_never_goes_off_screen(
    sites: dict[str, Site], page: Page, kind: str, width: int
) -> None:
    site = sites["tiny"]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.page(kind))
    page.wait_for_load_state("networkidle")
    keep_still(page)
    steps = focused(page)
    assert len(steps) < 400, "the focus never comes round"
    assert [step["at"] for step in steps if not step["seen"]] == []
    sections = page.locator(".footer-links a").evaluate_all("links => links.map(link => link.href)")
    assert len(sections) >= 12
    assert set(sections) <= {step["link"] for step in steps}


# --- without script ---


def test_without_script_cards_menu_and_tables_work_and_what_cannot_is_not_there(
    sites: dict[str, Site], plain: Page
) -> None:
    plain.goto(sites["tiny"].page("place"))
    number = plain.locator(NUMBER).first
    number.click()
    card = plain.locator(f"#{number.get_attribute('popovertarget')}")
    expect(card).to_be_visible()
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()
    useless = plain.locator(".md-header__option")
    assert useless.count() > 0
    for gone in useless.all():
        expect(gone).to_be_hidden()
    plain.locator("label[for=__drawer].md-header__button").click()
    expect(plain.locator(".md-nav--primary a", has_text="Places").first).to_be_visible()
    assert plain.locator("article table").count() > 0


@pytest.mark.parametrize("opens", [NOTE, NUMBER])
def test_a_browser_without_popovers_gets_a_link_to_the_fact(sites: dict[str, Site], plain: Page, opens: str) -> None:
    css = (sites["tiny"].folder / "stylesheets/ledger.css").read_text("utf-8")
    assert re.search(r"@supports not selector\(:popover-open\)", css)
    # As such a browser takes it.
    plain.route(
        "**/ledger.css", lambda route: route.fulfill(body=css.replace("@supports not selector", "@supports selector"))
    )
    plain.goto(sites["tiny"].page("place"))
    link = plain.locator(opens.replace("button", "a")).first
    expect(link).to_be_visible()
    expect(plain.locator(opens).first).to_be_hidden()
    link.click()
    expect(plain.locator("h1 + .state")).to_be_visible()


# --- on paper ---


def test_on_paper_there_are_no_menus_and_no_split_figures_and_sources_have_addresses(
    sites: dict[str, Site], page: Page
) -> None:
    page.goto(sites["tiny"].page("place"))
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-footer"):
        expect(page.locator(selector)).to_be_hidden()
    shown = page.evaluate(
        """() => {
            const style = (selector, part) => getComputedStyle(document.querySelector(selector), part)
            return [
                style(".figures li").breakInside,
                style(".sources a[href^=http]", "::after").content,
                style("body").backgroundColor,
                ["article p:not([class])", "article td", "article .meta"].map(one => parseFloat(style(one).fontSize)),
            ]
        }"""
    )
    assert shown[0] == "avoid"
    assert "http" in shown[1]
    assert shown[2] == "rgb(255, 255, 255)"
    text, table, small = shown[3]
    assert text > table > small > 11, "in pixels of 1/96 inch"
    assert len(page.pdf()) > 10_000


def test_paper_says_where_it_is_from_and_leaves_out_what_is_for_programs(sites: dict[str, Site], page: Page) -> None:
    page.goto(f"{sites['tiny'].page('place')}#cite")
    origin, details = page.locator(".on-paper"), page.locator("details:not(.fold):has(pre)")
    expect(origin).to_be_hidden()
    expect(details).to_be_visible()
    page.emulate_media(media="print")
    expect(origin).to_be_visible()
    expect(origin).to_have_text(f"Harbour Briefing · {sites['tiny'].page('place')}")
    expect(details).to_be_hidden()
