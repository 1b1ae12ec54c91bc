"""What all tests share: how examples are made up, and the option that accepts a changed output."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from generator.read.load import load
from tests.browser import PREFIX, Handler, Site, Window
from tests.chromium import FLAGS, chromium
from tests.hostile import spoil
from tests.sites import PROJECT, TINY, TODAY, command, finished

# The same examples on every machine and day: a change breaks these tests, never chance.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="Accept what the generator writes as what it should write."
    )


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """The tiny, the real and a hostile site, built for the address that they are served at."""
    contents = {
        "real": PROJECT / "content",
        "tiny": TINY,
        "hostile": spoil(TINY, tmp_path_factory.mktemp("hostile") / "content"),
    }
    servers, builds, found = [], [], {}
    for name, content in contents.items():
        out = tmp_path_factory.mktemp(name) / "out"
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(out / "site")))
        url = f"http://127.0.0.1:{server.server_port}{PREFIX}"
        # The real content may be of any day up to now.
        day = [] if name == "real" else ["--today", TODAY]
        builds.append(command("build", "--content", content, "--out", out, "--site-url", url, *day))
        servers.append(server)
        found[name] = Site(name, url, out / "site", load(content).content)
    for build in builds:
        finished(build)
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.fail("A Chromium is needed: `make chromium` finds or installs one, or says how", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Window]:
    """One window for all pages, with axe in it."""
    context = browser.new_context()
    context.add_init_script(AXE_SCRIPT)
    yield Window(context.new_page())
    context.close()
