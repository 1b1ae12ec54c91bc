"""What the browser tests share: the sites that they look at, how these are served, and a window on a page."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Page

from generator.model.content import Content
from generator.read.load import load
from tests.sites import SharedBuild

PREFIX = "/briefing/"
# What axe looks for; contrast takes three quarters of its time.
ALL = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # of files that no rule of these asks for
}
COLOURS = ["color-contrast", "link-in-text-block"]
COLOURS_ALONE = {**ALL, "runOnly": {"type": "rule", "values": COLOURS}}
ALL_BUT_COLOURS = {**ALL, "rules": {rule: {"enabled": False} for rule in COLOURS}}
WIDE, NARROW, NARROWEST = 1280, 390, 320
Look = tuple[Literal["light", "dark"], int]
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
