"""What the browser tests share: the sites that they look at, how these are served, and a window on a page."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright import sync_api as playwright
from playwright.sync_api import Page, ViewportSize

from generator.model.content import Content
from generator.read.load import load
from tests.sites import SharedBuild

PREFIX = "/briefing/"
# What axe looks for.
ALL = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # of files that no rule of these asks for
}
# Its rules of colours, each with what it is of.
COLOURS = {"color-contrast": "*", "link-in-text-block": "a[href]"}
COLOURS_ALONE = {**ALL, "runOnly": {"type": "rule", "values": [*COLOURS]}}
ALL_BUT_COLOURS = {**ALL, "rules": {rule: {"enabled": False} for rule in COLOURS}}
WIDE, NARROW, NARROWEST = 1280, 390, 320
Colours = Literal["light", "dark", "forced"]
Look = tuple[Colours, int]
LOOKS: list[Look] = [
    ("light", WIDE),
    ("light", NARROW),
    ("dark", WIDE),
    ("dark", NARROW),
]
# Every kind of page; of several of a kind, the one with the most in it is looked at.
KINDS = {
    "home": "",
    "briefing": "briefings/*/",
    "place": "places/*/",
    "chart": "charts/*/",
    "fact": "facts/*/",
    "organisation": "organisations/*/",
    "topic": "topics/*/",
    "source": "sources/*/",
    "briefings": "briefings/",
    "places": "places/",
    "facts": "facts/",
    "facts about one thing": "facts/about/*/",
    "organisations": "organisations/",
    "topics": "topics/",
    "sources": "sources/",
    "subscribe": "subscribe/",
    "data": "data/",
    "cite": "cite/",
    "method": "methodology/",
    "glossary": "glossary/",
    "disagreements": "disagreements/",
    "targets": "targets/",
    "compare": "compare/",
    "corrections": "corrections/",
    "week": "weeks/*-*/",
    "weeks": "weeks/",
    "changes": "changes/",
    "about": "about/",
    "missing": "places/no/such/place/",
}
# What most readers see is looked at in each way; the other pages are made of the same parts.
MOST_READ = ("home", "briefing", "place", "fact")


class Handler(SimpleHTTPRequestHandler):
    """A folder below a path, with its own page for what is missing, as static hosts serve it."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        inner = urlsplit(path).path
        return super().translate_path("/" + inner.removeprefix(PREFIX) if inner.startswith(PREFIX) else "/no-such-file")

    def end_headers(self) -> None:
        # No site changes while it is looked at: what all pages share is fetched and read once.
        if Path(urlsplit(self.path).path).suffix in (".css", ".js", ".woff2"):
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


class Compressing(Handler):
    """The same, compressed as static hosts do it; what was sent is told to ``sent``: path and size."""

    sent: list[tuple[str, int]]

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            super().do_GET()
            return
        body, is_text = path.read_bytes(), path.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml")
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path.name))
        if is_text:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        type(self).sent.append((urlsplit(self.path).path, len(body)))


@dataclass(frozen=True)
class Site:
    name: str
    url: str
    folder: Path
    content: Content

    def page(self, kind: str) -> str:
        """The address of a page of one kind."""
        path = KINDS[kind]
        if "*" in path:
            pages = sorted(self.folder.glob(f"{path}index.html"))
            path = max(pages, key=lambda page: page.stat().st_size).relative_to(self.folder).parent.as_posix() + "/"
        return self.url + path

    def pages(self) -> list[str]:
        """The path of every page."""
        return [path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob("*.html"))]


def url_of(name: str) -> str:
    """Where a site is built to stand. The browser is told at which port that is, see ``conftest.browser``."""
    return f"http://{name}.localhost{PREFIX}"


class Sites(dict[str, Site]):
    """The sites by their names; whoever asks for one waits until it is built."""

    def __init__(self, builds: Mapping[str, SharedBuild]) -> None:
        self._builds = builds

    def __missing__(self, name: str) -> Site:
        build = self._builds[name]
        self[name] = Site(name, url_of(name), build.wait() / "site", load(build.content).content)
        return self[name]


class Window:
    """A page in the browser, and what went wrong since it was opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("response", lambda response: self._answered(response.status, response.url))
        page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url} {request.failure}"))
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", lambda message: self._said(message.type, message.text, message.location["url"]))

    def open(self, site: Site, kind: str) -> None:
        self.site, self.kind = site, kind
        self.faults = []
        self.page.goto(site.page(kind))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:")):
            self.faults.append(f"asked another host: {url}")

    def _answered(self, status: int, url: str) -> None:
        if status >= 400 and not self._is_missing(url):
            self.faults.append(f"{status} {url}")

    def _said(self, kind: str, text: str, url: str) -> None:
        # Chromium says of a page that is missing that it is missing.
        if kind in ("error", "warning") and not self._is_missing(url):
            self.faults.append(f"{kind}: {text}")

    def _is_missing(self, url: str) -> bool:
        return self.kind == "missing" and url == self.site.page("missing")


# So often is asked whether something is true, 20 ms apart.
LONGEST_WAIT = 3000


def wait_until(page: Page, expression: str) -> None:
    """Wait until something is true of a page. Its policy lets no text be run in it, as Playwright's own wait does."""
    for _ in range(LONGEST_WAIT):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"it is never true: {expression}")


def keep_still(page: Page) -> None:
    """Let nothing on a page move slowly. Its policy refuses a style that is added, and no sheet that a script makes."""
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet()
            sheet.replaceSync(
                "*, ::before, ::after { transition: none !important; scroll-behavior: auto !important }"
            )
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
        }"""
    )


# Two frames: what was asked for before the first is drawn at the second.
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def show_in(page: Page, colours: Colours) -> None:
    """Show a page in light or dark colours, or in a reader's own in the place of ours. The browser says that it has
    them before all of the page is drawn in them."""
    dark, forced = colours == "dark", colours == "forced"
    page.emulate_media(color_scheme="dark" if dark else "light", forced_colors="active" if forced else "none")
    wait_until(page, f"matchMedia('(prefers-color-scheme: dark)').matches === {str(dark).lower()}")
    wait_until(page, f"matchMedia('(forced-colors: active)').matches === {str(forced).lower()}")
    page.evaluate(TWO_FRAMES)


class Browser:
    """A running Chromium that keeps its windows: a test has a page of its own, in a window in which a test before has
    left nothing but what it fetched. A new window, to which all is new, takes as long as five pages."""

    def __init__(self, started: playwright.Browser) -> None:
        self.started = started
        self._kept: dict[tuple[bool, bool, bool], list[_Kept]] = defaultdict(list)

    def new_context(
        self, *, java_script_enabled: bool = True, has_touch: bool = False, bypass_csp: bool = False, **look: Any
    ) -> Lent:
        """A window that is its taker's until it is closed; ``look`` is what its pages look like."""
        kept = self._kept[java_script_enabled, has_touch, bypass_csp]
        free = next((one for one in kept if not one.is_taken), None)
        if free is None:
            made = self.started.new_context(
                java_script_enabled=java_script_enabled, has_touch=has_touch, bypass_csp=bypass_csp
            )
            free = _Kept(made)
            kept.append(free)
        free.take()
        return Lent(free, **look)

    def new_page(self, **options: Any) -> Page:
        """A page in a window that is its taker's until the page is closed."""
        lent = self.new_context(**options)
        page = lent.new_page()
        page.on("close", lambda _: lent.close())
        return page


class _Kept:
    """A window with a page that nobody uses, so that it stays open."""

    def __init__(self, context: playwright.BrowserContext) -> None:
        self.context, self.is_taken = context, False
        self.own = context.new_page()
        self._tools = context.new_cdp_session(self.own)

    def take(self) -> None:
        """Take it, with nothing in it of whoever had it before."""
        self.is_taken = True
        for page in self.context.pages:
            if page != self.own:
                page.close()
        self.context.clear_cookies()
        for name in ("tiny", "real", "hostile"):
            origin = url_of(name).removesuffix(PREFIX)
            kinds = "local_storage,indexeddb,cache_storage,service_workers"
            self._tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": kinds})


class Lent:
    """A window for one test."""

    def __init__(
        self,
        kept: _Kept,
        *,
        viewport: ViewportSize | None = None,
        color_scheme: Literal["light", "dark"] = "light",
        forced_colors: Literal["active", "none"] = "none",
    ) -> None:
        self._kept = kept
        self._viewport, self._colours, self._forced = viewport, color_scheme, forced_colors

    def new_page(self) -> Page:
        page = self._kept.context.new_page()
        page.set_viewport_size(self._viewport or {"width": 1280, "height": 720})
        page.emulate_media(color_scheme=self._colours, forced_colors=self._forced)
        return page

    def close(self) -> None:
        """Give it back."""
        self._kept.is_taken = False


# Marks what colours are asked of: of what can be seen and has words, or takes some, two of each look. A look is all
# that a contrast is reckoned from, of a thing and of what it stands in.
MARK_TWO_OF_EACH_LOOK = """within => {
    const looks = new WeakMap([[document, ""]]), count = new Map()
    const look = one => {
        if (!looks.has(one)) {
            const {color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, textShadow, position, fill,
                   textDecorationLine, borderBottom} = getComputedStyle(one)
            looks.set(one, [look(one.parentNode), one.tagName, one.getAttribute("class"), color, backgroundColor,
                backgroundImage, opacity, fontSize, fontWeight, textShadow, position, fill, textDecorationLine,
                borderBottom].join("|"))
        }
        return looks.get(one)
    }
    const says = one => one.matches("input, select, textarea")
        || [...one.childNodes].some(inner => inner.nodeType === Node.TEXT_NODE && inner.data.trim())
    const has_colours = one => {
        if (!says(one) || !one.checkVisibility({visibilityProperty: true})) return false
        count.set(look(one), (count.get(look(one)) ?? 0) + 1)
        return count.get(look(one)) <= 2
    }
    for (const one of document.querySelectorAll("[data-two-of-each-look]")) delete one.dataset.twoOfEachLook
    const found = [...document.querySelectorAll(`:is(${within}) *, :is(${within})`)].filter(has_colours)
    for (const one of found) one.dataset.twoOfEachLook = ""
    return found.length
}"""
# One run for all rules: what takes long, finding what lies over what, serves them all.
RUN = """async ([options, within]) => {
    const found = await axe.run(within === "body" ? document : within, options)
    return {violations: found.violations}
}"""


def violations(page: Page, rules: Mapping[str, Any], within: str = "body") -> list[str]:
    """What axe has against a page, or what of it is ``within`` a selector, by ``ALL``, ``ALL_BUT_COLOURS`` or
    ``COLOURS_ALONE``. Colours are asked of two of each look, for a table has a thousand cells that look alike."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        marked = [{"id": rule, "selector": f"{kind}[data-two-of-each-look]"} for rule, kind in COLOURS.items()]
        page.evaluate("rules => axe.configure({rules})", marked)
    for _ in range(2):
        if rules is not ALL_BUT_COLOURS:
            assert page.evaluate(MARK_TWO_OF_EACH_LOOK, within), "there is nothing whose colours could be asked of"
        results = AxeResults(page.evaluate(RUN, [rules, within]))
        if not results.violations_count:
            return []
        # What is against a page is found again. Once in some thousand looks, half a page had its old colours.
        page.evaluate(TWO_FRAMES)
    return [results.generate_report()]
