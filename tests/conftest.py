"""What all tests share: how examples are made up, and the option that accepts a changed output."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect, sync_playwright

from generator.publish.link_previews import LinkPreviews
from tests.browser import Browser, Handler, Site, Sites, Window, url_of
from tests.chromium import FLAGS, chromium
from tests.hostile import spoil
from tests.sites import DRAWN, EAST, PROJECT, TINY, TODAY, SharedBuild, drawn_once

# The same examples on every machine and day: a change breaks these tests, never chance, nor a machine that is busy.
settings.register_profile(
    "project", deadline=None, derandomize=True, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
# Other examples each time, and many: `make fuzz`.
settings.register_profile("fuzz", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")
# In milliseconds: only where something is wrong does anything take as long, however busy the machine is.
TIMEOUT = 120_000
expect.set_options(timeout=TIMEOUT)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="Accept what the generator writes as what it should write."
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a built site is slow, and what needs a browser says so, whatever its file forgets."""
    for item in items:
        used = getattr(item, "fixturenames", ())
        if "sites" in used:
            item.add_marker("slow")
        if "browser" in used:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run of the tests, the same for each of its processes."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def _each_picture_is_drawn_once(shared: Path) -> Iterator[None]:
    """In the builds that tests run in their own process; ``anew`` is for tests of the drawing itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LinkPreviews, "_new", drawn_once(shared / "link-previews"))
        yield


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every link preview that a test asks for is drawn."""
    monkeypatch.setattr(LinkPreviews, "_new", DRAWN)


@pytest.fixture(scope="session", autouse=True)
def builds(request: pytest.FixtureRequest, shared: Path) -> Iterator[dict[str, SharedBuild]]:
    """The builds of the tiny, the real and a hostile site; where several processes run the tests, they begin before the
    first one."""
    folder = shared / "sites"
    spoilt = folder / "spoilt"
    found = {
        # The real content may be of any day up to now.
        "real": SharedBuild(
            PROJECT / "content", folder / "real", "--site-url", url_of("real"), program="tests.few_pictures"
        ),
        # In a folder and on a machine that are as unlike those of test_reproducible as can be.
        "tiny": SharedBuild(
            TINY, folder / "a deep/folder", "--site-url", url_of("tiny"), "--today", TODAY, environment=EAST
        ),
        "hostile": SharedBuild(
            spoilt, folder / "hostile", "--site-url", url_of("hostile"), "--today", TODAY,
            first=partial(spoil, TINY, spoilt), program="tests.unchecked",
        ),
    }  # fmt: skip
    # Where a few files are tested in one process, a site that none of them asks for is not built.
    is_whole = "PYTEST_XDIST_WORKER" in os.environ
    if is_whole and any("sites" in getattr(item, "fixturenames", ()) for item in request.session.items):
        for build in found.values():
            build.begin()
    yield found
    for build in found.values():
        build.end()


@pytest.fixture(scope="session")
def sites(builds: dict[str, SharedBuild]) -> dict[str, Site]:
    return Sites(builds)


@pytest.fixture(scope="session")
def ports(builds: dict[str, SharedBuild]) -> Iterator[dict[str, int]]:
    """Where each site is served, by its name."""
    servers = {}
    for name, build in builds.items():
        servers[name] = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(build.out / "site")))
        threading.Thread(target=servers[name].serve_forever, daemon=True).start()
    yield {name: server.server_port for name, server in servers.items()}
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser(ports: dict[str, int]) -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.fail("A Chromium is needed: `make chromium` finds or installs one, or says how", pytrace=False)
    # Each process of the tests serves the sites at ports of its own, and all look at the same builds.
    hosts = ", ".join(f"MAP {urlsplit(url_of(name)).netloc} 127.0.0.1:{port}" for name, port in ports.items())
    with sync_playwright() as playwright:
        flags = [*FLAGS, f"--host-resolver-rules={hosts}"]
        started = playwright.chromium.launch(executable_path=path, args=flags, timeout=TIMEOUT)
        started.on("context", lambda context: context.set_default_timeout(TIMEOUT))
        yield Browser(started)
        started.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Window]:
    """One window for all pages."""
    context = browser.new_context()
    yield Window(context.new_page())
    context.close()
